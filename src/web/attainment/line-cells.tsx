import { CalendarOff, History, Sprout } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import { useFormats } from "../formats.tsx";
import { changed, hrefOf, type View } from "../search.ts";
import { classNames } from "../ui/class-names.ts";
import { StatusWord } from "../ui/status.tsx";
import { Joined, QuotaCell } from "./quota-cell.tsx";
import { Sparkline } from "./sparkline.tsx";
import type { Line, Table, Yesterday } from "./tables.ts";

/** A member's name opens their records; a team's shows the team alone. */
const LineName = ({ line, view }: { line: Line; view: View }) => {
  if (line.of === "sum") return <span className="block truncate font-strong">{line.name}</span>;
  const first = line.cells[0]?.metric;
  const opens = changed(view, line.of === "member" ? { member: line.id, metric: first } : { by: undefined, team: line.id });
  return (
    <a href={hrefOf(opens)} data-cell="name" className="-mx-1 block scroll-mt-12 truncate rounded-control px-1 font-medium hover:underline">
      {line.name}
    </a>
  );
};

/** There is room for a word; the days stand in its title, and in the panel that opens. */
const AwayMark = ({ days }: { days: string }) => {
  const t = useTranslations("attainment");
  return (
    <span className="shrink-0 whitespace-nowrap" title={days}>
      <CalendarOff aria-hidden className="mr-1 inline size-3 align-[-0.125em]" />
      <span aria-hidden>{t("awayMark")}</span>
      <span className="sr-only">{days}</span>
    </span>
  );
};

/** The number beside it is no longer the one that was closed; which it was stands in the panel. */
const AdjustedMark = () => {
  const t = useTranslations("attainment");
  return (
    <span className="shrink-0 whitespace-nowrap">
      <History aria-hidden className="mr-1 inline size-3 align-[-0.125em]" />
      {t("adjusted")}
    </span>
  );
};

const YesterdayMark = ({ yesterday: { day, count } }: { yesterday: Yesterday }) => {
  const t = useTranslations("morning");
  const { weekday, number } = useFormats();
  return <span className="shrink-0 whitespace-nowrap">{t("yesterdayMark", { day: weekday(day), count: number(count) })}</span>;
};

/** Targets are lower while somebody is starting. */
const RampMark = ({ share }: { share: string }) => {
  const t = useTranslations("morning");
  return (
    <span className="shrink-0 whitespace-nowrap" title={t("ramp", { share })}>
      <Sprout aria-hidden className="mr-1 inline size-3 align-[-0.125em]" />
      <span aria-hidden>{share}</span>
      <span className="sr-only">{t("ramp", { share })}</span>
    </span>
  );
};

const NameCell = ({ line, stacked, view }: { line: Line; stacked: boolean; view: View }) => (
  <div role="rowheader" className={classNames("min-w-0", stacked && "flex items-baseline gap-2")} style={{ paddingLeft: line.depth * 12 }}>
    <LineName line={line} view={view} />
    <span className="flex min-w-0 items-baseline gap-1.5 overflow-hidden text-caption text-muted">
      {line.caption !== "" && <span className="truncate">{line.caption}</span>}
      {line.away !== undefined && <AwayMark days={line.away} />}
      {line.adjusted === true && <AdjustedMark />}
      {line.ramp !== undefined && <RampMark share={line.ramp} />}
      {line.yesterday !== undefined && <YesterdayMark yesterday={line.yesterday} />}
      {line.trend !== undefined && <Sparkline trend={line.trend} />}
    </span>
  </div>
);

/** What stands in a line, in a row under its heads or one below the other where there is no room. */
export const LineCells = memo(({ line, of, stacked, view }: { line: Line; of: Table["of"]; stacked: boolean; view: View }) => {
  const status = of === "member" && (
    <div role="cell" className="text-table">
      {line.status !== null && <StatusWord status={line.status} />}
    </div>
  );
  return (
    <>
      {stacked ? (
        <div className="flex items-baseline justify-between gap-3">
          <NameCell line={line} stacked view={view} />
          {status}
        </div>
      ) : (
        <>
          <NameCell line={line} stacked={false} view={view} />
          {status}
        </>
      )}
      {line.cells.map((cell, index) =>
        cell === null ? (
          !stacked && <div key={index} role="cell" />
        ) : (
          <div key={index} role="cell" className="relative min-w-0">
            <Joined joiner={cell.joiner} stacked={stacked} />
            <QuotaCell line={line} cell={cell} stacked={stacked} view={view} />
          </div>
        ),
      )}
    </>
  );
});
