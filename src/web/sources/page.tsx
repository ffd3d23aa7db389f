import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { FEWEST_DAYS } from "../../domain/source-rhythm.ts";
import type { Source } from "../client.ts";
import { useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { Empty } from "../empty.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { buttonClass } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { PageFrame } from "../ui/page-frame.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useWhen } from "../use-when.ts";
import { inOperationsWords } from "../words/operations-words.tsx";
import { sourcesQuery } from "./queries.ts";
import { daysMissing, standingOf } from "./standing.ts";

const WEEKS = 8;

/** A mark for each day of the last eight weeks: filled where something came. */
const Days = ({ days, today }: { days: readonly string[]; today: string }) => {
  const t = useTranslations("sources");
  const came = new Set(days);
  const shown = Array.from({ length: WEEKS * 7 }, (_, back) => daysFrom(today, back - WEEKS * 7 + 1));
  return (
    <svg role="img" aria-label={t("came", { count: days.length })} viewBox={`0 0 ${WEEKS * 7 * 3} 12`} className="h-3 w-42">
      {shown.map((day, place) => (
        <rect
          key={day}
          x={place * 3}
          y={came.has(day) ? 1 : 9}
          width={2}
          height={came.has(day) ? 10 : 2}
          className={came.has(day) ? "fill-accent" : "fill-track"}
        />
      ))}
    </svg>
  );
};

const State = ({ source: { late, usualDays, waitedDays } }: { source: Source }) => {
  const t = useTranslations("sources");
  if (usualDays === null) return <span className="text-muted">{t("unknown")}</span>;
  return late ? (
    <span className="inline-flex items-start gap-1 text-at-risk">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      {t("late", { days: waitedDays ?? 0 })}
    </span>
  ) : (
    <span className="inline-flex items-center gap-1 text-met">
      <Check aria-hidden className="size-3.5" />
      {t("fine")}
    </span>
  );
};

const useColumns = (): readonly Column<Source>[] => {
  const t = useTranslations("sources");
  const provenance = useTranslations("provenance");
  const when = useWhen();
  const { sourceName, today } = useCompany();
  return [
    { id: "source", head: t("source"), cell: ({ source }) => <span className="font-medium break-all">{sourceName(source)}</span> },
    { id: "state", head: t("state"), cell: (source) => <State source={source} /> },
    { id: "last", head: t("last"), cell: ({ lastAt }) => (lastAt === null ? t("never") : when(lastAt)) },
    {
      id: "rhythm",
      head: t("rhythm"),
      cell: (source) =>
        source.usualDays === null ? (
          <span className="text-muted">{t("noRhythm", { days: daysMissing(source) })}</span>
        ) : (
          t("usual", { days: source.usualDays })
        ),
    },
    { id: "days", head: t("eight"), cell: ({ days }) => <Days days={days} today={today} /> },
    { id: "provenance", head: t("provenance"), cell: (each) => (each.provenance === null ? t("each") : provenance(each.provenance)) },
    { id: "members", head: t("members"), cell: ({ members }) => <span className="tabular-nums">{members}</span> },
    {
      id: "acts",
      head: t("acts"),
      className: "tablet:max-w-56",
      cell: ({ sameActs }) =>
        sameActs.map((each) => t("prefer", { source: sourceName(each.source), prefer: sourceName(each.prefer) })).join(", ") || "–",
    },
  ];
};

const Page = () => {
  const t = useTranslations("sources");
  const { language } = useLanguage();
  const { data, error, refetch } = useQuery(sourcesQuery(language));
  const columns = useColumns();
  const sources = data?.sources.toSorted((a, b) => Number(b.late) - Number(a.late)) ?? [];
  const standing = standingOf(sources);
  return (
    <PageFrame title={t("title")} lead={t("lead")}>
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <TableSkeleton lines={4} />}
      {data !== undefined && sources.length === 0 && (
        <Empty title={t("empty")} next={t("emptyNext")}>
          <Link to="/imports" search={keptCompany} className={buttonClass("primary")}>
            {t("toImports")}
          </Link>
        </Empty>
      )}
      {sources.length > 0 && (
        <>
          <div role="status">
            <p className="font-strong">{t(`standing.${standing.code}`, { late: 0, known: 0, unknown: 0, ...standing })}</p>
            {standing.code === "unknown" && <p className="pt-1 text-table text-muted">{t("unknownNext", { days: String(FEWEST_DAYS) })}</p>}
          </div>
          <DataTable label={t("title")} columns={columns} rows={sources} idOf={({ source }) => source} />
        </>
      )}
    </PageFrame>
  );
};

/** Where records come from, and whether something should have come. */
export const SourcesPage = inOperationsWords(Page);
