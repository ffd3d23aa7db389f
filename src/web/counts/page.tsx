import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight, Terminal } from "lucide-react";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { DropZone } from "../imports/drop-zone.tsx";
import { Recognised } from "../imports/recognised.tsx";
import { useLanguage } from "../language.tsx";
import { changed, keptCompany, viewOf } from "../search.ts";
import { buttonClass } from "../ui/button.tsx";
import { Commands } from "../ui/commands.tsx";
import { Segments } from "../ui/segments.tsx";
import { PageSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useMay } from "../session/session.ts";
import { ImportWords } from "../words/import-words.tsx";
import { peopleQuery, type ActivityCounts } from "./api.ts";
import { CountsOf } from "./counts.tsx";
import { MadeQuotaSaid } from "./made-quota.tsx";
import { useMade } from "./made.ts";
import { isSpan, spanAround, spans, type Shown, type SpanName } from "./span.ts";

const ALL = "all";

const stepClass = buttonClass("plain", "w-9 px-0 pointer-coarse:w-11 aria-disabled:opacity-40");

const Step = ({ to, label, Sign, disabled }: { to: string; label: string; Sign: typeof ChevronLeft; disabled: boolean }) => (
  <Link
    to="/team"
    disabled={disabled}
    search={(view) => changed(view, { on: to })}
    aria-label={label}
    title={label}
    resetScroll={false}
    className={stepClass}
  >
    <Sign aria-hidden className="size-4.5" />
  </Link>
);

const Heading = ({ shown, all }: { shown: Shown | null; all: ActivityCounts }) => {
  const t = useTranslations();
  const { plans } = useCompany();
  return (
    <div className="flex min-w-0 items-center gap-x-3">
      {shown !== null && (
        <nav aria-label={t("attainment.period")} className="flex items-center gap-1.5">
          <Step
            to={shown.earlier}
            label={t("attainment.earlier")}
            Sign={ChevronLeft}
            disabled={all.firstDay === null || shown.days.from <= all.firstDay}
          />
          <Step
            to={shown.later}
            label={t("attainment.later")}
            Sign={ChevronRight}
            disabled={all.lastDay === null || shown.days.before > all.lastDay}
          />
        </nav>
      )}
      <div className="min-w-0">
        <h1 className="text-heading font-strong tablet:text-[1.375rem] tablet:leading-7">
          <span className="sr-only">{t("counts.title")} </span>
          {shown?.label ?? t("counts.wholeLabel")}
        </h1>
        <p className="text-table text-muted">{t(plans.length > 0 ? "counts.noMembers" : "counts.noPlan")}</p>
      </div>
    </div>
  );
};

const WithRecords = ({ all, lastDay }: { all: ActivityCounts; lastDay: string }) => {
  const t = useTranslations();
  const { language } = useLanguage();
  const { company } = useCompany();
  const navigate = useNavigate();
  const view = viewOf(useSearch({ from: "/team" }));
  const made = useMade();
  const mayImport = useMay()("imports:write");
  const span: SpanName | typeof ALL = view.span === ALL ? ALL : isSpan(view.span) ? view.span : "month";
  const shown = span === ALL ? null : spanAround(span, view.on ?? lastDay, language, company.firstWeekday);
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-[88rem] flex-col gap-5 px-4 pt-5 pb-16 tablet:px-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <Heading shown={shown} all={all} />
        <div className="flex flex-wrap items-center gap-2 max-tablet:w-full">
          <Segments
            label={t("counts.span")}
            value={span}
            onChange={(next) => void navigate({ to: "/team", search: (last) => changed(last, { span: next }), resetScroll: false })}
            choices={[...spans.map((each) => ({ value: each, label: t(`cadence.${each}`) })), { value: ALL, label: t("counts.whole") }]}
          />
        </div>
      </div>
      {made !== null && <MadeQuotaSaid made={made} />}
      <CountsOf {...(shown === null ? {} : { days: shown.days })} />
      {mayImport && (
        <Link to="/imports" search={keptCompany} className={buttonClass("plain", "self-start")}>
          {t("counts.more")}
        </Link>
      )}
    </main>
  );
};

const commands = ["npx attain import activities FILE.csv", "npx attain apply company.yaml"];

const WithoutRecords = () => {
  const t = useTranslations("counts");
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-3xl flex-col gap-5 p-4 pb-16 tablet:p-6">
      <div className="flex flex-col gap-1">
        <h1 className="text-heading font-strong tablet:text-[1.375rem] tablet:leading-7">{t("empty")}</h1>
        <p className="max-w-prose text-muted">{t("emptyNext")}</p>
      </div>
      <DropZone large takesFocus />
      <Recognised />
      <details className="text-table text-muted">
        <summary className="w-fit rounded-control py-1 hover:text-ink">
          <Terminal aria-hidden className="mr-1.5 inline size-3.5 align-[-0.125em]" />
          {t("plainly")}
        </summary>
        <div className="pt-2 text-ink">
          <Commands texts={commands} />
        </div>
      </details>
    </main>
  );
};

/** To whom no single record is shown, and who brings none in. */
const NothingYet = () => {
  const t = useTranslations("counts");
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-3xl p-4 tablet:p-6">
      <Empty level={1} title={t("noPlanYet")} next={t("noPlanYetNext")} />
    </main>
  );
};

const Page = () => {
  const mayImport = useMay()("imports:write");
  const t = useTranslations();
  const { language } = useLanguage();
  const { company } = useCompany();
  const { name } = useFormats();
  const { data, error, refetch } = useQuery(peopleQuery(undefined, language));
  useEffect(() => {
    document.title = t("app.title", { page: t("counts.title"), company: name(company.name) });
  }, [t, company, name]);
  if (error !== null && data === undefined)
    return (
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-3xl p-4 tablet:p-6">
        <Trouble error={error} onAgain={() => void refetch()} />
      </main>
    );
  if (data === undefined) return <PageSkeleton />;
  if (data.lastDay === null) return mayImport ? <WithoutRecords /> : <NothingYet />;
  return <WithRecords all={data} lastDay={data.lastDay} />;
};

/** The first page as long as no plan asks for anything: what was done, by whom, or where it comes in. */
export const CountsPage = () => {
  const may = useMay();
  return <ImportWords>{may("activities:read") ? <Page /> : <NothingYet />}</ImportWords>;
};
