import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { changed, hrefOf, type View } from "../search.ts";
import { classNames } from "../ui/class-names.ts";
import { Moved } from "../ui/moved.tsx";
import { PeriodMarks } from "../ui/period-marks.tsx";
import { QuotaBar } from "../ui/quota-bar.tsx";
import { ScoreBar } from "../ui/score-bar.tsx";
import { useColumnName } from "./column-name.ts";
import { Standing } from "./standing.tsx";
import type { Cell, Line } from "./tables.ts";

const Figures = ({ cell }: { cell: Cell }) => {
  const { metric } = useCompany();
  const { amount } = useFormats();
  const known = cell.whole === null ? metric(cell.metric) : undefined;
  return (
    <span className="whitespace-nowrap">
      <span className={classNames("font-strong", cell.quieter && "text-muted")}>
        <Moved>{amount(known, cell.credited)}</Moved>
      </span>
      <span className="text-muted">
        {" / "}
        {amount(known, cell.target)}
      </span>
    </span>
  );
};

/** A score in segments, shorter periods as marks, anything else as the bar of a quota. */
const CellBar = ({ cell, size }: { cell: Cell; size: "row" | "sum" }) => {
  if (cell.whole?.type === "score") return <ScoreBar score={cell.whole} size={size} quieter={cell.quieter} />;
  if (cell.whole?.type === "over") return <PeriodMarks over={cell.whole} size={size} quieter={cell.quieter} />;
  return <QuotaBar {...cell} size={size} />;
};

const cellClass = "block scroll-mt-12 rounded-control -mx-2 px-2 py-2";

/** One quota of one line: the figures, what is missing, and the bar. A member's opens the records behind it. */
export const QuotaCell = ({ line, cell, stacked, view }: { line: Line; cell: Cell; stacked: boolean; view: View }) => {
  const { metric } = useCompany();
  const columnName = useColumnName();
  const known = cell.whole === null ? metric(cell.metric) : undefined;
  const content: ReactNode = (
    <>
      {stacked ? (
        <span className="flex flex-wrap items-baseline gap-x-3 text-table">
          <span>{columnName(cell)}</span>
          <span className="ml-auto flex flex-wrap items-baseline justify-end gap-x-2">
            <Figures cell={cell} />
            <Standing metric={known} amounts={cell} />
          </span>
        </span>
      ) : (
        <span className="flex items-baseline justify-between gap-2 text-table">
          <span>
            <span className="sr-only">{columnName(cell)} </span>
            <Figures cell={cell} />
          </span>
          <Standing metric={known} amounts={cell} className="text-caption" />
        </span>
      )}
      <span className="mt-1.5 block">
        <CellBar cell={cell} size={stacked ? "sum" : "row"} />
      </span>
    </>
  );
  if (line.of !== "member") return <span className={cellClass}>{content}</span>;
  return (
    <a
      // Who walks through the team from talk to talk goes on so; of the one who is open the number is what is looked for.
      href={hrefOf(changed(view, { member: line.id, metric: cell.metric, show: view.member === line.id ? undefined : view.show }))}
      data-cell={cell.metric}
      aria-current={view.member === line.id && view.metric === cell.metric ? "true" : undefined}
      className={classNames(cellClass, "hover:bg-raised aria-[current]:bg-raised")}
    >
      {content}
    </a>
  );
};

/** The word between two ways, or two parts that belong together. */
export const Joined = ({ joiner, stacked }: { joiner: Cell["joiner"]; stacked: boolean }) => {
  const t = useTranslations("attainment");
  if (joiner !== "or" && joiner !== "and") return null;
  return (
    <span
      className={
        stacked ? "text-caption text-muted" : "absolute top-1/2 -left-12 w-12 -translate-y-1/2 text-center text-caption text-muted"
      }
    >
      {t(joiner)}
    </span>
  );
};
