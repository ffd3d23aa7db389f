import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { Trouble } from "../ui/trouble.tsx";
import type { Import } from "./api.ts";
import { Progress } from "./progress.tsx";
import { discardImport, importQuery } from "./queries.ts";

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

/** Asks once more, since what is in by then stays. */
const Stop = ({ running }: { running: Import }) => {
  const t = useTranslations("running");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAsked) yes.current?.focus();
  }, [isAsked]);
  const stopping = useMutation({
    mutationFn: () => discardImport(running.id, language),
    // One that was done in the meantime is refused: what it came to is shown.
    onSettled: () => queries.refetchQueries({ queryKey: importQuery(running.id, language).queryKey }),
  });
  const stop = () => !stopping.isPending && stopping.mutate();
  if (stopping.error !== null) return <Trouble error={stopping.error} title={t("notStopped")} onAgain={stop} />;
  if (!isAsked)
    return (
      <Button className="self-start" onClick={() => setAsked(true)}>
        {t("stop")}
      </Button>
    );
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className="text-table">{t("stopAsked")}</p>
      <div className="flex gap-2">
        <Button ref={yes} onClick={stop}>
          {t(stopping.isPending ? "stopping" : "stopNow")}
        </Button>
        <Button look="quiet" onClick={() => setAsked(false)}>
          {t("goOn")}
        </Button>
      </div>
    </div>
  );
};

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
      <Stop running={running} />
    </div>
  );
};
