import { queryOptions, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { PlanEntry } from "../../domain/company-file.ts";
import type { Language } from "../../domain/language.ts";
import { Problem } from "../ask.ts";
import { backtestPlan, type Backtest, type BacktestStanding, type DraftContent } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { LineSelect } from "../ui/form.tsx";
import { StatusWord } from "../ui/status.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { usePlanContent } from "./drafted-metrics.tsx";

type Asked = { readonly content: DraftContent; readonly plan: string; readonly periods: number; readonly rows: boolean };

const backtestQuery = (asked: Asked, language: Language) =>
  queryOptions({
    queryKey: ["backtest", asked],
    queryFn: ({ signal }) => backtestPlan({ body: asked }, { language, signal }),
    staleTime: 300_000,
    retry: false,
  });

type PeriodTold = Backtest["periods"][number];

const shareOf = ({ met, asked, excused }: PeriodTold["draft"]): number => (asked - excused <= 0 ? 0 : met / (asked - excused));

/** How many would have met it, give or take those whose luck decided. */
const rangeOf = ({ met, luck }: PeriodTold["draft"]): { readonly from: number; readonly to: number } | null =>
  luck === null ? null : { from: Math.max(0, met - luck.meet), to: met + luck.miss };

const Chart = ({ periods }: { periods: readonly PeriodTold[] }) => {
  const { language } = useLanguage();
  const { number } = useFormats();
  const most = Math.max(
    1,
    ...periods.flatMap(({ draft, inForce }) => [draft.asked - draft.excused, inForce === null ? 0 : inForce.asked - inForce.excused]),
  );
  const at = (value: number): string => `${Math.min(100, (value / most) * 100)}%`;
  return (
    <div aria-hidden className="flex h-44 items-end gap-1 overflow-hidden border-b border-edge pt-5 tablet:gap-2">
      {periods.map(({ period, draft, inForce }) => {
        const range = rangeOf(draft);
        return (
          <div key={period.startsOn} title={period.label[language]} className="relative flex h-full min-w-0 flex-1 items-end gap-px">
            <span className="absolute inset-x-0 border-t border-dashed border-edge" style={{ bottom: at(draft.asked - draft.excused) }} />
            {inForce !== null && <span className="w-1/3 rounded-t-[2px] bg-track" style={{ height: at(inForce.met) }} />}
            <span className="relative h-full flex-1">
              <span className="absolute inset-x-0 bottom-0 rounded-t-[2px] bg-accent" style={{ height: at(draft.met) }} />
              {range !== null && range.to > range.from && (
                <span
                  className="absolute left-1/2 w-1.5 -translate-x-1/2 border-x-0 border-y-2 border-ink before:absolute before:inset-y-0 before:left-1/2 before:w-px before:bg-ink"
                  style={{ bottom: at(range.from), height: `${((range.to - range.from) / most) * 100}%` }}
                />
              )}
              <span
                className="absolute inset-x-0 text-center text-caption"
                style={{ bottom: `calc(${at(Math.max(draft.met, range?.to ?? 0))} + 2px)` }}
              >
                {number(draft.met)}
              </span>
            </span>
          </div>
        );
      })}
    </div>
  );
};

const PeriodsTable = ({ periods }: { periods: readonly PeriodTold[] }) => {
  const t = useTranslations("plans");
  const { language } = useLanguage();
  const { number, percent } = useFormats();
  const of = (outcome: PeriodTold["draft"] | null): string =>
    outcome === null
      ? t("noPlan")
      : t("metOf", { met: number(outcome.met), of: number(outcome.asked - outcome.excused), share: percent(shareOf(outcome)) });
  const columns = [
    { id: "period", head: t("period"), cell: ({ period }: PeriodTold) => period.label[language] },
    { id: "draft", head: t("withDraft"), cell: ({ draft }: PeriodTold) => of(draft) },
    {
      id: "luck",
      head: t("byLuck"),
      cell: ({ draft }: PeriodTold) => {
        const range = rangeOf(draft);
        return range === null ? t("noRange") : t("range", { from: number(Math.round(range.from)), to: number(Math.round(range.to)) });
      },
    },
    { id: "inForce", head: t("withInForce"), cell: ({ inForce }: PeriodTold) => of(inForce) },
  ];
  return <DataTable label={t("periodsTable")} columns={columns} rows={periods.toReversed()} idOf={({ period }) => period.startsOn} />;
};

type RowTold = NonNullable<PeriodTold["rows"]>[number];

const isChanged = ({ draft, inForce }: RowTold): boolean => draft?.status !== inForce?.status;

const FEW = 20;

const useWhoColumns = (): readonly Column<RowTold>[] => {
  const t = useTranslations("plans");
  const { metric, metricName, teamName } = useCompany();
  const { name, amount } = useFormats();
  const standing = (each: BacktestStanding | null) => {
    if (each === null) return <span className="text-muted">{t("notAskedShort")}</span>;
    return (
      <span className="inline-flex flex-col">
        <StatusWord status={each.status} />
        {each.quotas.map((quota, index) => (
          <span key={index} className="text-caption text-muted">
            {metricName(quota.metric)} {amount(metric(quota.metric), quota.credited)} / {amount(metric(quota.metric), quota.target)}
          </span>
        ))}
      </span>
    );
  };
  return [
    {
      id: "member",
      head: t("member"),
      cell: (row: RowTold) => (
        <span>
          <span className="font-medium">{name(row.memberName)}</span>
          {row.team !== null && <span className="block text-caption text-muted">{teamName(row.team)}</span>}
        </span>
      ),
    },
    { id: "draft", head: t("withDraft"), cell: (row: RowTold) => standing(row.draft) },
    { id: "inForce", head: t("withInForce"), cell: (row: RowTold) => standing(row.inForce) },
  ];
};

/** Who would have met it in the last period; those for whom it would have been otherwise come first. */
const Who = ({ rows, period }: { rows: readonly RowTold[]; period: string }) => {
  const t = useTranslations("plans");
  const columns = useWhoColumns();
  const [shown, setShown] = useState(FEW);
  const ordered = rows.toSorted((one, other) => Number(isChanged(other)) - Number(isChanged(one)));
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-table font-strong">{t("who", { period, count: rows.filter(isChanged).length })}</h3>
      <DataTable
        label={t("who", { period, count: rows.filter(isChanged).length })}
        columns={columns}
        rows={ordered.slice(0, shown)}
        idOf={({ member }) => member}
      />
      {ordered.length > shown && (
        <Button className="self-start" onClick={() => setShown(shown + 100)}>
          {t("moreRows", { count: ordered.length - shown })}
        </Button>
      )}
    </div>
  );
};

const spans = [3, 6, 12, 24] as const;

const Told = ({ backtest, asked }: { backtest: Backtest; asked: Asked }) => {
  const t = useTranslations("plans");
  const { language } = useLanguage();
  const { percent } = useFormats();
  const { periods } = backtest;
  const last = useQuery(backtestQuery({ ...asked, periods: 1, rows: true }, language));
  const average = (of: readonly PeriodTold["draft"][]): string =>
    percent(of.length === 0 ? 0 : of.reduce((all, each) => all + shareOf(each), 0) / of.length);
  const held = periods.flatMap(({ inForce }) => (inForce === null ? [] : [inForce]));
  const finding =
    held.length === 0
      ? t("finding", { share: average(periods.map(({ draft }) => draft)), periods: periods.length })
      : t("findingBeside", { share: average(periods.map(({ draft }) => draft)), now: average(held), periods: periods.length });
  const [first] = periods;
  const final = last.data?.periods.at(-1);
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p role="status" className="font-strong">
          {finding}
        </p>
        <p className="text-caption text-muted">{t("legend")}</p>
        <Chart periods={periods} />
        <p aria-hidden className="flex justify-between pt-1 text-caption text-muted">
          <span>{first?.period.label[language]}</span>
          <span>{periods.at(-1)?.period.label[language]}</span>
        </p>
      </div>
      <details>
        <summary className="w-fit rounded-control py-1 text-table text-muted hover:text-ink">{t("periodsTable")}</summary>
        <div className="pt-2">
          <PeriodsTable periods={periods} />
        </div>
      </details>
      {last.error !== null && <Trouble error={last.error} onAgain={() => void last.refetch()} />}
      {final?.rows !== undefined && <Who rows={final.rows} period={final.period.label[language]} />}
    </div>
  );
};

/** What would have been: the plan as it is being typed, over the last periods, beside what held. */
export const LookBack = ({ entry, isReady }: { entry: PlanEntry; isReady: boolean }) => {
  const t = useTranslations("plans");
  const { language } = useLanguage();
  const heading = useId();
  const [periods, setPeriods] = useState<(typeof spans)[number]>(6);
  const [asked, setAsked] = useState<Asked | null>(null);
  const query = useQuery({
    ...backtestQuery(asked ?? { content: {}, plan: "", periods: 1, rows: false }, language),
    enabled: asked !== null,
  });
  const present: Asked = { content: usePlanContent(entry), plan: entry.id, periods, rows: false };
  const isOld = asked !== null && JSON.stringify(asked) !== JSON.stringify(present);
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-4 rounded-control border border-line bg-surface p-4 tablet:p-5">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id={heading} className="font-strong">
            {t("lookBack")}
          </h2>
          <p className="text-table text-muted">{t("lookBackHint")}</p>
        </div>
        <label className="flex items-center gap-2 text-table">
          {t("lastPeriods")}
          <LineSelect
            className="!w-20"
            value={periods}
            onChange={({ target }) => setPeriods(spans.find((each) => String(each) === target.value) ?? 6)}
          >
            {spans.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </LineSelect>
        </label>
        <Button disabled={!isReady || query.isFetching || entry.of === "team"} onClick={() => setAsked(present)}>
          {query.isFetching ? t("looking") : t("look")}
        </Button>
      </div>
      {entry.of === "team" && <p className="text-table text-muted">{t("lookNoTeam")}</p>}
      {isOld && query.data !== undefined && <p className="text-table text-at-risk">{t("lookOld")}</p>}
      {query.isFetching && <div className="skeleton h-44" />}
      {query.error !== null &&
        (query.error instanceof Problem && query.error.status === 422 ? (
          <p role="alert" className="text-table text-missed">
            {query.error.detail}
          </p>
        ) : (
          <Trouble error={query.error} onAgain={() => void query.refetch()} />
        ))}
      {query.data !== undefined && !query.isFetching && asked !== null && <Told backtest={query.data} asked={asked} />}
    </section>
  );
};
