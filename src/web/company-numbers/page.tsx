import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Attainment, Metric, Sum } from "../api.ts";
import { cadencesOf, defaultCadence, isCadence, useCadenceName } from "../attainment/cadences.ts";
import { magnitude } from "../attainment/requirement.ts";
import { inTree } from "../attainment/team-order.ts";
import { NamedAsThen, useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { attainmentQuery } from "../queries.ts";
import { changed, viewOf } from "../search.ts";
import { buttonClass } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { DataTable } from "../ui/data-table.tsx";
import { Moved, MovedWithin } from "../ui/moved.tsx";
import { QuotaBar } from "../ui/quota-bar.tsx";
import { Segments } from "../ui/segments.tsx";
import { HeadSkeleton, TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { TeamWords } from "../words/team-words.tsx";
import { CompanyTrend } from "./company-trend.tsx";

const stepClass = buttonClass("plain", "w-9 px-0 pointer-coarse:w-11");

const Steps = ({ period }: { period: Attainment["period"] }) => {
  const t = useTranslations("attainment");
  return (
    <nav aria-label={t("period")} className="flex items-center gap-1.5">
      <Link
        to="/company"
        search={(view) => changed(view, { on: daysFrom(period.startsOn, -1) })}
        aria-label={t("earlier")}
        title={t("earlier")}
        className={stepClass}
      >
        <ChevronLeft aria-hidden className="size-5" />
      </Link>
      <Link
        to="/company"
        search={(view) => changed(view, { on: period.endsBefore })}
        aria-label={t("later")}
        title={t("later")}
        className={stepClass}
      >
        <ChevronRight aria-hidden className="size-5" />
      </Link>
    </nav>
  );
};

/** What there are sums of, in the order in which plans ask for it. Who sees no row is told no metric beside the rows. */
const useSummedMetrics = (attainment: Attainment | undefined): readonly Metric[] => {
  const { metric } = useCompany();
  return [...new Set((attainment?.company.parts ?? []).map((part) => part.metric))].flatMap(
    (id) => attainment?.metrics.find((each) => each.id === id) ?? metric(id) ?? [],
  );
};

type TeamLine = { readonly id: string; readonly name: string; readonly depth: number; readonly parts: readonly Sum[] };

/** What all plans ask together of one metric. */
const summed = (parts: readonly Sum[], metric: string): Pick<Sum, "credited" | "target" | "members"> | undefined => {
  const of = parts.filter((part) => part.metric === metric);
  const [first] = of;
  if (first === undefined || of.some(({ credited }) => credited === null)) return first;
  const add = (amounts: readonly Sum["target"][]): Sum["target"] => {
    const total = amounts.reduce<number>((sum, amount) => sum + magnitude(amount), 0);
    return typeof first.target === "number" ? total : { ...first.target, amountMinor: total };
  };
  return {
    credited: add(of.flatMap(({ credited }) => (credited === null ? [] : [credited]))),
    target: add(of.map(({ target }) => target)),
    members: of.reduce((sum, { members }) => sum + members, 0),
  };
};

const SumCell = ({ parts, metric, of }: { parts: readonly Sum[]; metric: Metric; of: string }) => {
  const t = useTranslations("attainment");
  const { amount, percent } = useFormats();
  const sum = summed(parts, metric.id);
  if (sum === undefined) return null;
  const share = sum.credited === null || magnitude(sum.target) <= 0 ? null : magnitude(sum.credited) / magnitude(sum.target);
  return (
    <span className="block min-w-36">
      <span className="flex items-baseline justify-between gap-3 whitespace-nowrap">
        <span>
          <span className="font-strong">
            <Moved of={of}>{amount(metric, sum.credited)}</Moved>
          </span>
          <span className="text-muted"> / {amount(metric, sum.target)}</span>
        </span>
        {share !== null && <span className="text-caption">{percent(share)}</span>}
      </span>
      <span className="mt-1 block">
        <QuotaBar credited={sum.credited} target={sum.target} status={share !== null && share >= 1 ? "met" : "open"} />
      </span>
      <span className="mt-1 block text-caption text-muted">{t("members", { count: sum.members })}</span>
    </span>
  );
};

const sumCellOf = (metric: Metric) => (line: TeamLine) => <SumCell parts={line.parts} metric={metric} of={`${line.id} ${metric.id}`} />;

const teamCell = ({ id, name, depth }: TeamLine) => (
  <span className={id === "" ? "font-strong" : "font-medium"} style={{ paddingLeft: depth * 12 }}>
    {name}
  </span>
);

const ByTeam = ({ attainment }: { attainment: Attainment }) => {
  const t = useTranslations("companyPage");
  const { name } = useFormats();
  const metrics = useSummedMetrics(attainment);
  const lines: readonly TeamLine[] = [
    { id: "", name: t("all"), depth: 0, parts: attainment.company.parts },
    ...inTree(attainment.teams.map(({ team: id, ...rest }) => ({ id, ...rest }))).flatMap(({ team, depth }) =>
      team.parts.length === 0 ? [] : [{ id: team.id, name: name(team.name), depth, parts: team.parts }],
    ),
  ];
  return (
    <DataTable
      label={t("byTeam")}
      rows={lines}
      idOf={({ id }) => id}
      columns={[
        { id: "team", head: t("team"), cell: teamCell },
        ...metrics.map((metric) => ({
          id: metric.id,
          head: name(metric.name),
          cell: sumCellOf(metric),
        })),
      ]}
    />
  );
};

const Numbers = ({ cadence, cadences }: { cadence: string; cadences: readonly string[] }) => {
  const t = useTranslations();
  const given = useSearch({ from: "/company" });
  const view = useMemo(() => viewOf(given), [given]);
  const { language } = useLanguage();
  const { name, span } = useFormats();
  const { today } = useCompany();
  const cadenceName = useCadenceName();
  const navigate = useNavigate();
  const on = view.on ?? today;
  const { data, error, refetch, isPlaceholderData } = useQuery(attainmentQuery({ on, cadence }, language));
  const metrics = useSummedMetrics(data);
  const metric = metrics.find(({ id }) => id === view.metric) ?? metrics[0];
  return (
    <>
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && (
        <>
          <HeadSkeleton />
          <TableSkeleton />
        </>
      )}
      {data !== undefined && (
        <div aria-busy={isPlaceholderData} className="flex flex-col gap-4">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <div className="flex items-center gap-3">
              <Steps period={data.period} />
              <div>
                <h1 className="text-heading font-strong">
                  <span className="sr-only">{t("companyPage.title")} </span>
                  {name(data.period.label)}
                </h1>
                <p className="text-table text-muted">{span(data.period, today)}</p>
              </div>
            </div>
            {cadences.length > 1 && (
              <Segments
                label={t("attainment.cadence")}
                value={cadence}
                onChange={(next) =>
                  void navigate({
                    to: "/company",
                    search: (last) => changed(last, { cadence: next, metric: undefined }),
                    resetScroll: false,
                  })
                }
                choices={cadences.map((each) => ({ value: each, label: cadenceName(each) }))}
              />
            )}
          </div>
          {metric === undefined ? (
            <Empty title={t("companyPage.none")} next={t("companyPage.noneNext")} />
          ) : (
            <NamedAsThen metrics={data.metrics} teams={[]} plans={[]}>
              <MovedWithin of={`${data.period.cadence} ${data.period.startsOn}`}>
                <ByTeam attainment={data} />
                {metrics.length > 1 && (
                  <Choice
                    label={t("companyPage.trendMetric")}
                    value={metric.id}
                    onChange={(next) =>
                      void navigate({
                        to: "/company",
                        search: (last) => changed(last, { metric: next }),
                        replace: true,
                        resetScroll: false,
                      })
                    }
                    options={metrics.map((each) => ({ value: each.id, label: name(each.name) }))}
                    className="self-start"
                  />
                )}
                <CompanyTrend asked={{ metric: metric.id, cadence, on }} metric={metric} />
              </MovedWithin>
            </NamedAsThen>
          )}
        </div>
      )}
    </>
  );
};

const Page = () => {
  const t = useTranslations();
  const given = useSearch({ from: "/company" });
  const { plans, periodLists = [], company } = useCompany();
  const { name } = useFormats();
  const cadences = cadencesOf(plans);
  const asked = viewOf(given).cadence;
  const cadence = asked !== undefined && isCadence(asked, periodLists) ? asked : defaultCadence(cadences);
  useEffect(() => {
    document.title = t("app.title", { page: t("companyPage.title"), company: name(company.name) });
  }, [t, name, company]);
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-6xl flex-col gap-4 px-4 pt-5 pb-16 tablet:px-6">
      {cadence === undefined ? (
        <Empty level={1} title={t("companyPage.none")} next={t("companyPage.noneNext")} />
      ) : (
        <Numbers cadence={cadence} cadences={cadences} />
      )}
    </main>
  );
};

/** The company's numbers by team and over time, without any person in them. */
export const CompanyPage = () => (
  <TeamWords>
    <Page />
  </TeamWords>
);
