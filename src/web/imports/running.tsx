import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormats } from "../formats.tsx";
import type { Import } from "./api.ts";
import { Progress } from "./progress.tsx";

/** Below this a rate says nothing yet. */
const tellsAfterMs = 1500;

type Seen = { readonly at: number; readonly rows: number };

/** How long it still takes, in seconds, by how fast it went since the page was opened. */
const useTimeLeft = (rows: number, ofRows: number): number | null => {
  const first = useRef<Seen | null>(null);
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const now = performance.now();
    first.current ??= { at: now, rows };
    const took = now - first.current.at;
    const done = rows - first.current.rows;
    if (took > tellsAfterMs && done > 0) setLeft(((ofRows - rows) * took) / done / 1000);
  }, [rows, ofRows]);
  return left;
};

/** Rounded to what a person plans by. */
const roundly = (seconds: number): number => (seconds > 90 ? Math.ceil(seconds / 60) * 60 : Math.ceil(seconds / 10) * 10);

/** A running import: how many rows are in, and how long it still takes. It goes on without the page. */
export const Running = ({ running }: { running: Import }) => {
  const t = useTranslations("running");
  const { number, seconds } = useFormats();
  const { rows, ofRows } = running.progress ?? { rows: 0, ofRows: running.preview?.rows ?? 0 };
  const left = useTimeLeft(rows, ofRows);
  const done = ofRows === 0 ? t("starting") : t("progress", { done: number(rows), rows: number(ofRows) });
  const said = left === null ? done : `${done} · ${left < 10 ? t("soon") : t("left", { time: seconds(roundly(left)) })}`;
  return (
    <div className="flex flex-col gap-3 rounded-control border border-line bg-surface p-5 tablet:p-7">
      <Progress share={ofRows === 0 ? null : Math.min(rows / ofRows, 1)} label={said} />
      {running.resumedAtRow != null && <p className="text-table">{t("resumed", { row: number(running.resumedAtRow) })}</p>}
      <p className="text-table text-muted">{t("leave")}</p>
    </div>
  );
};
