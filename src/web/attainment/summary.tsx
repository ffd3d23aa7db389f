import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Row, Status } from "../api.ts";
import { useFormats } from "../formats.tsx";
import { changed, type View } from "../search.ts";
import { classNames } from "../ui/class-names.ts";
import { StatusSign, statusColour } from "../ui/status.tsx";
import { standingsOf, statusOrder } from "./requirement.ts";

const standingOf = (rows: readonly Row[]) => {
  const found = new Map<Status, number>();
  const standings = standingsOf(rows);
  for (const status of standings.values()) found.set(status, (found.get(status) ?? 0) + 1);
  return {
    // Who is excused from everything has nothing to meet, and is none of those who met it.
    all: standings.size - (found.get("excused") ?? 0),
    met: found.get("met") ?? 0,
    counts: statusOrder.flatMap((status) => (found.has(status) ? [{ status, count: found.get(status) ?? 0 }] : [])),
  };
};

/** How many have met everything that was asked of them, and how the rest stand; each count shows only its own. */
export const Summary = ({ rows, view }: { rows: readonly Row[]; view: View }) => {
  const t = useTranslations("attainment");
  const words = useTranslations("status");
  const { number } = useFormats();
  const { all, met, counts } = useMemo(() => standingOf(rows), [rows]);
  return (
    <section
      aria-label={t("standing")}
      className="flex flex-wrap items-center gap-x-6 gap-y-2 rounded-control border border-line bg-surface px-4 py-3"
    >
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="whitespace-nowrap">
          <span className="text-figure font-strong">{number(met)}</span>
          <span className="text-muted"> / {number(all)}</span>
        </span>
        <span className="text-table text-muted">{t("membersMet")}</span>
      </p>
      <div aria-hidden className="flex h-2.5 min-w-40 forced-color-adjust-none flex-1 gap-px overflow-hidden rounded-bar">
        {counts.map(({ status, count }) => (
          <span key={status} className={classNames("min-w-0.5 bg-current", statusColour(status))} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul className="-mx-2 flex flex-wrap text-table">
        {counts.map(({ status, count }) => {
          const only = view.status === status;
          return (
            <li key={status}>
              <Link
                to="/team"
                search={(last) => changed(last, { status: only ? undefined : status })}
                replace
                resetScroll={false}
                title={only ? t("showAll") : t("showOnly", { status: words(status), count: number(count) })}
                aria-current={only ? "true" : undefined}
                className={classNames(
                  "flex items-center gap-1 rounded-control px-2 py-1 whitespace-nowrap hover:bg-raised aria-[current]:bg-raised aria-[current]:font-strong pointer-coarse:py-3",
                  statusColour(status),
                )}
              >
                <StatusSign status={status} />
                {words(status)} {number(count)}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
