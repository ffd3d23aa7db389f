import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Calculator, CalendarX } from "lucide-react";
import { lazy, Suspense, useDeferredValue, useEffect, useMemo, useRef, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Attainment, Row } from "../api.ts";
import { Problem } from "../ask.ts";
import { NamedAsThen, useCompany } from "../company.tsx";
import { useMade } from "../counts/made.ts";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { attainmentQuery } from "../queries.ts";
import { changed, viewOf, type View } from "../search.ts";
import { useMay } from "../session/session.ts";
import { ShareButtons } from "../share/buttons.tsx";
import { buttonClass } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { DownloadList } from "../ui/download-list.tsx";
import { MovedWithin } from "../ui/moved.tsx";
import { Notice } from "../ui/notice.tsx";
import { HeadSkeleton, PageSkeleton, SummarySkeleton, TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { TeamWords } from "../words/team-words.tsx";
import { useDesk } from "../ui/use-media.ts";
import { useAway } from "./away.ts";
import { cadencesOf, defaultCadence, isCadence } from "./cadences.ts";
import { useAdjustments } from "./closing.ts";
import { PlanTable } from "./plan-table.tsx";
import { useChatLines } from "./chat-lines.ts";
import { hasRecords } from "./requirement.ts";
import { Summary } from "./summary.tsx";
import { useTrends } from "./trends.ts";
import { useYesterday } from "./use-yesterday.ts";
import { memberTables, teamTables, withSums } from "./tables.ts";
import { TeamQuotas } from "./team-quotas.tsx";
import { CadenceSwitch, CopyLink, FindMember, PeriodHead, RowsSwitch, TeamChoice } from "./toolbar.tsx";

const loadPanel = () => import("../records/panel.tsx");
/** Not part of what the page needs to be shown; fetched once it is. */
const RecordsPanel = lazy(async () => ({ default: (await loadPanel()).RecordsPanel }));

/** The router hands over what an address says beside what the page understands of it. */
const useView = (): View => {
  const given = useSearch({ from: "/team" });
  return useMemo(() => viewOf(given), [given]);
};

/** Of the period that runs alone. */
const Morning = lazy(async () => ({ default: (await import("./morning.tsx")).Morning }));

const MadeQuotaSaid = lazy(async () => ({ default: (await import("../counts/made-quota.tsx")).MadeQuotaSaid }));

/** What to do next where nothing has come yet. */
const NoRecords = lazy(async () => ({ default: (await import("./no-records.tsx")).NoRecords }));

/** Of those who are asked for effort and for results. */
const Corners = lazy(async () => ({ default: (await import("./corners.tsx")).Corners }));

/** What there is to see before any plan asks for anything. */
const CountsPage = lazy(async () => ({ default: (await import("../counts/page.tsx")).CountsPage }));

const NoMatch = () => {
  const t = useTranslations("attainment");
  return (
    <Empty title={t("noMatch")} next={t("noMatchNext")}>
      <Link
        to="/team"
        search={(view) => changed(view, { status: undefined, find: undefined })}
        replace
        resetScroll={false}
        className={buttonClass("plain")}
      >
        {t("clearFilters")}
      </Link>
    </Empty>
  );
};

const Tables = ({ attainment, view, over, today }: { attainment: Attainment; view: View; over: boolean; today: string }) => {
  const t = useTranslations();
  const { language } = useLanguage();
  const { name } = useFormats();
  const { teamName } = useCompany();
  const { by, status, team, find, sort } = view;
  const away = useAway(attainment, today);
  const adjustmentOf = useAdjustments(attainment.period);
  const yesterday = useYesterday(view, attainment.period.startsOn <= today && !over);
  const trend = useTrends(attainment, view);
  const tables = useMemo(() => {
    const naming = {
      name,
      teamName,
      language,
      members: (count: number) => t("attainment.members", { count }),
      away,
      adjusted: (row: Row) => adjustmentOf(row) !== undefined,
      yesterday,
      trend,
    };
    const chosen: View = { ...(status && { status }), ...(find !== undefined && { find }), ...(sort !== undefined && { sort }) };
    const chosenTeam = attainment.teams.find((each) => each.team === team);
    const whole =
      chosenTeam === undefined
        ? { name: t("attainment.everyone"), parts: attainment.company.parts }
        : { name: name(chosenTeam.name), parts: chosenTeam.parts };
    return withSums(
      by === "team" ? teamTables(attainment, over, naming) : memberTables(attainment.rows, chosen, naming),
      whole,
      over,
      naming,
    );
  }, [attainment, over, by, status, team, find, sort, name, teamName, language, t, away, adjustmentOf, yesterday, trend]);
  if (tables.length === 0 && by === "team") return <Empty title={t("attainment.noSums")} next={t("attainment.noSumsNext")} />;
  if (tables.length === 0) return <NoMatch />;
  return tables.map((table) => <PlanTable key={table.key} table={table} view={view} />);
};

const Content = ({ attainment, view, today }: { attainment: Attainment; view: View; today: string }) => {
  const t = useTranslations();
  const { percent, name } = useFormats();
  const { metricName, planName } = useCompany();
  const may = useMay();
  const over = attainment.period.endsBefore <= today;
  const begun = attainment.period.startsOn <= today;
  // What is being counted is not known yet, and no reason to say that nothing is there.
  const nothingYet = useMemo(
    () => begun && attainment.counting.length === 0 && !attainment.rows.some((row) => hasRecords(row.requirement)),
    [attainment, begun],
  );
  const withheld = attainment.withheld.map(({ plans, calendar, year, members }) => (
    <Notice key={`${calendar} ${year}`} icon={CalendarX}>
      {t("attainment.withheld", { members, plans: plans.map(planName).join(", "), calendar, year: String(year) })}
    </Notice>
  ));
  const shared = useChatLines(attainment, view);
  if (attainment.period.outside !== undefined) return <Empty title={t("empty.outside")} next={t("empty.outsideNext")} />;
  // Who sees no person sees what all of a team have together.
  if (attainment.rows.length === 0 && attainment.company.parts.length > 0)
    return (
      <>
        {withheld}
        <TeamQuotas attainment={attainment} view={view} />
        <div className="flex justify-end">
          <CopyLink />
        </div>
        <Tables attainment={attainment} view={{ ...view, by: "team" }} over={over} today={today} />
      </>
    );
  if (attainment.rows.length === 0 && attainment.teamRows.length > 0)
    return (
      <>
        {withheld}
        <TeamQuotas attainment={attainment} view={view} />
      </>
    );
  if (attainment.rows.length === 0) return withheld.length > 0 ? withheld : <Empty title={t("empty.rows")} next={t("empty.rowsNext")} />;
  return (
    <>
      {withheld}
      {attainment.counting.map(({ metric, progress }) => (
        <Notice key={metric} icon={Calculator}>
          {t("attainment.counting", { metric: metricName(metric), percent: percent(progress.of === 0 ? 0 : progress.done / progress.of) })}
        </Notice>
      ))}
      {nothingYet && (
        <Suspense fallback={<div className="skeleton h-28" />}>
          <NoRecords attainment={attainment} today={today} />
        </Suspense>
      )}
      {begun && !over && may("activities:read") && (
        <Suspense fallback={<div className="skeleton h-28" />}>
          <Morning attainment={attainment} view={view} />
        </Suspense>
      )}
      <Summary rows={attainment.rows} view={view} />
      <TeamQuotas attainment={attainment} view={view} />
      <div className="flex flex-wrap items-center gap-2">
        {view.by === undefined && <FindMember find={view.find} />}
        <RowsSwitch by={view.by} />
        <span className="flex-1 max-tablet:hidden" />
        {may("exports:read") && (
          <DownloadList
            list="attainment"
            query={{ on: attainment.period.startsOn, cadence: attainment.period.cadence, team: view.team }}
            fileName={`${t("attainment.title")} ${name(attainment.period.label)}`}
          />
        )}
        <ShareButtons shared={shared} />
        <CopyLink />
      </div>
      <Tables attainment={attainment} view={view} over={over} today={today} />
      {attainment.metrics.some(({ isOfResults }) => isOfResults === true) && (
        <Suspense fallback={<div className="skeleton h-40" />}>
          <Corners attainment={attainment} />
        </Suspense>
      )}
    </>
  );
};

/** What the period names: metrics, teams and plans may have ended since, or been renamed. */
const AsThen = ({ attainment, children }: { attainment: Attainment; children: ReactNode }) => {
  const { metrics, teams, rows, teamRows } = attainment;
  const named = useMemo(
    () => ({
      metrics,
      teams: teams.map(({ team, name }) => ({ id: team, name })),
      plans: [
        ...new Map([...rows, ...teamRows].map(({ plan, planName, cadence }) => [plan, { id: plan, name: planName, cadence }])).values(),
      ],
    }),
    [metrics, teams, rows, teamRows],
  );
  return <NamedAsThen {...named}>{children}</NamedAsThen>;
};

/** A link may name a team that another company has, or that was misspelt: asking again would not help. */
const isMissing = (error: Error): boolean => error instanceof Problem && error.status === 404;

/** Gives focus back to where it was before the records opened, if that is still on the page. */
const useReturnedFocus = (open: boolean) => {
  const from = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (open) return;
    from.current?.focus({ preventScroll: true });
    from.current = null;
  }, [open]);
  return (element: Element | null) => {
    if (element instanceof HTMLElement && element !== document.body) from.current = element;
  };
};

const WithPlans = ({ cadence, cadences }: { cadence: string; cadences: readonly string[] }) => {
  const t = useTranslations();
  const view = useDeferredValue(useView());
  const company = useCompany();
  const { language } = useLanguage();
  const { name } = useFormats();
  const navigate = useNavigate();
  const desk = useDesk();
  const on = view.on ?? company.today;
  const query = useQuery(attainmentQuery({ on, cadence, team: view.team }, language));
  const { data: attainment, error } = query;
  const opened = view.member !== undefined;
  const made = useMade();
  const remember = useReturnedFocus(opened);

  useEffect(() => {
    const page = attainment === undefined ? t("attainment.title") : name(attainment.period.label);
    document.title = t("app.title", { page, company: name(company.company.name) });
  }, [attainment, company, name, t]);

  useEffect(() => void loadPanel(), []);

  const close = () =>
    void navigate({
      to: "/team",
      search: (last) => changed(last, { member: undefined, metric: undefined, records: undefined, show: undefined }),
      resetScroll: false,
    });

  return (
    <div
      className={classNames(
        "mx-auto w-full max-w-[1760px] flex-1",
        opened && "desk:grid desk:grid-cols-[minmax(0,1fr)_minmax(27rem,34rem)]",
      )}
    >
      <main
        id="content"
        tabIndex={-1}
        inert={opened && !desk}
        onClickCapture={() => remember(document.activeElement)}
        className="flex min-w-0 flex-col gap-5 px-4 pt-5 pb-16 tablet:px-6"
      >
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          {attainment === undefined ? <HeadSkeleton /> : <PeriodHead period={attainment.period} today={company.today} />}
          <div className="flex flex-wrap gap-2 max-tablet:w-full">
            <CadenceSwitch cadences={cadences} cadence={cadence} />
            <TeamChoice team={view.team} />
          </div>
        </div>
        {made !== null && (
          <Suspense fallback={null}>
            <MadeQuotaSaid made={made} />
          </Suspense>
        )}
        {attainment !== undefined && (
          <div aria-busy={query.isPlaceholderData} className={classNames("flex flex-col gap-5", query.isPlaceholderData && "opacity-55")}>
            {error !== null && <Trouble error={error} onAgain={() => void query.refetch()} />}
            <AsThen attainment={attainment}>
              <MovedWithin of={`${attainment.period.cadence} ${attainment.period.startsOn} ${view.team ?? ""}`}>
                <Content attainment={attainment} view={view} today={company.today} />
              </MovedWithin>
            </AsThen>
          </div>
        )}
        {attainment === undefined && error !== null && (
          <Trouble error={error} onAgain={() => void query.refetch()}>
            {isMissing(error) && view.team !== undefined && (
              <Link to="/team" search={(last) => changed(last, { team: undefined })} replace className={buttonClass("plain")}>
                {t("attainment.everyone")}
              </Link>
            )}
          </Trouble>
        )}
        {attainment === undefined && error === null && (
          <>
            <SummarySkeleton />
            <TableSkeleton />
          </>
        )}
      </main>
      {view.member !== undefined && attainment !== undefined && (
        <AsThen attainment={attainment}>
          <Suspense fallback={<aside className="border-line bg-surface desk:border-l" />}>
            <RecordsPanel
              key={`${view.member} ${view.metric}`}
              attainment={attainment}
              member={view.member}
              view={view}
              desk={desk}
              onClose={close}
            />
          </Suspense>
        </AsThen>
      )}
    </div>
  );
};

const Page = () => {
  const view = useView();
  const { plans, members, periodLists = [] } = useCompany();
  // Nobody is there whom a plan could ask: a preset brings plans before there is anybody.
  const cadences = members === 0 ? [] : cadencesOf(plans);
  const cadence = view.cadence !== undefined && isCadence(view.cadence, periodLists) ? view.cadence : defaultCadence(cadences);
  // A link may lead to a time whose plans have all ended.
  if (cadence !== undefined) return <WithPlans cadence={cadence} cadences={cadencesOf([...plans, { cadence }])} />;
  return (
    <Suspense fallback={<PageSkeleton />}>
      <CountsPage />
    </Suspense>
  );
};

/** Where everybody stands in a period, and what is missing. */
export const AttainmentPage = () => (
  <TeamWords>
    <Page />
  </TeamWords>
);
