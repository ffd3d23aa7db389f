import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Quota, Row } from "../api.ts";
import { expectedOf, leavesOf, magnitude, shortfallOf, type Leaf } from "../attainment/requirement.ts";
import { Standing } from "../attainment/standing.tsx";
import { useCompany } from "../company.tsx";
import { daysFrom, earlier } from "../days.ts";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { CoverageLine } from "../records/coverage.tsx";
import { HowLikely, useExpected } from "../records/pace-words.tsx";
import { keptCompany } from "../search.ts";
import { classNames } from "../ui/class-names.ts";
import { Moved, MovedWithin } from "../ui/moved.tsx";
import { QuotaBar } from "../ui/quota-bar.tsx";
import { StatusWord } from "../ui/status.tsx";
import type { TodayAnswer } from "./queries.ts";

type Period = TodayAnswer["attainment"]["periods"][number];

/** What there is to do, in words: so many a working day until the last of them. */
const useToDo = (today: string) => {
  const t = useTranslations("today");
  const { metric } = useCompany();
  const { amountSaid, dayWithin } = useFormats();
  return (quota: Quota, period: Period): string | null => {
    const known = metric(quota.metric);
    const missing = quota.credited === null ? quota.target : shortfallOf({ ...quota, credited: quota.credited });
    if (magnitude(missing) === 0 || quota.status === "excused") return null;
    const amount = amountSaid(known, missing);
    const { neededPerWorkingDay: needed = null, lastWorkingDay: last = null, workingDaysLeft = 0 } = quota.pace ?? {};
    if (quota.pace != null && needed === null) return t("noDayLeft", { amount });
    if (last === today) return t("lastDay", { amount });
    // On the last of the days what is missing is what is needed.
    if (needed !== null && last !== null && workingDaysLeft > 1)
      return t("perDay", { amount: amountSaid(known, needed), day: dayWithin(last, period, today) });
    return t("moreBy", { amount, day: dayWithin(last ?? daysFrom(period.endsBefore, -1), period, today) });
  };
};

type Told = { leaf: Leaf; row: Row; period: Period; today: string };

const QuotaLine = ({ leaf: { quota, needless, quieter, whole }, row, period, today }: Told) => {
  const t = useTranslations();
  const { metric, metricName } = useCompany();
  const { amount, dayWithin, amountSaid } = useFormats();
  const toDo = useToDo(today);
  const expectedBy = useExpected();
  const known = whole === null ? metric(quota.metric) : undefined;
  const name = whole?.type === "score" ? t("attainment.score") : metricName(quota.metric);
  const said = needless || whole !== null ? null : toDo(quota, period);
  const missing = quota.credited === null || said === null ? null : shortfallOf({ ...quota, credited: quota.credited });
  const beside = [
    missing === null
      ? null
      : t("today.moreBy", { amount: amountSaid(known, missing), day: dayWithin(daysFrom(period.endsBefore, -1), period, today) }),
    quota.pace != null && said !== null ? expectedBy(quota.pace, known) : null,
  ].filter((text) => text !== null && text !== said);
  return (
    <div className={classNames("flex flex-col", quieter && "opacity-85")}>
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        <Link
          to="/record"
          search={(view) => ({
            ...keptCompany(view),
            metric: quota.metric,
            from: period.startsOn,
            through: earlier(today, daysFrom(period.endsBefore, -1)),
          })}
          className="min-w-0 font-medium break-words hover:underline"
        >
          {name}
        </Link>
        <span className="ml-auto whitespace-nowrap">
          <span className="text-heading font-strong">
            <Moved of={quota.metric}>{amount(known, quota.credited)}</Moved>
          </span>
          <span className="text-muted"> / {amount(known, quota.target)}</span>
        </span>
      </p>
      <div className="my-1.5">
        <QuotaBar {...quota} expected={needless ? null : expectedOf(quota)} size="sum" quieter={quieter} />
      </div>
      <p className="flex flex-wrap items-baseline gap-x-2">
        {said === null ? (
          <Standing metric={known} amounts={{ ...quota, needless, whole }} className="text-table" />
        ) : (
          <span className="font-strong">{said}</span>
        )}
        {!needless && <StatusWord status={quota.status} className="ml-auto text-table font-medium" />}
      </p>
      {beside.length > 0 && <p className="text-table text-muted">{beside.join(" · ")}</p>}
      {quota.pace != null && said !== null && <HowLikely probability={quota.pace.probability} plan={row.plan} />}
      {whole === null && magnitude(quota.coverage?.selfReported ?? null) > 0 && (
        <div className="mt-5">
          <CoverageLine quota={quota} />
        </div>
      )}
    </div>
  );
};

const PlanCard = ({ row, period, today }: { row: Row; period: Period; today: string }) => {
  const t = useTranslations();
  const { name } = useFormats();
  const leaves = leavesOf(row.requirement);
  const isChoice = leaves.some(({ joiner }) => joiner === "or");
  return (
    <article
      className="rounded-control border border-line bg-surface px-4 py-3.5"
      aria-label={`${name(row.planName)}, ${name(period.label)}`}
    >
      <h3 className="flex flex-wrap items-baseline gap-x-2 pb-2.5 text-table text-muted">
        <span className="font-medium">{name(row.planName)}</span>
        <span>{name(period.label)}</span>
        {isChoice && <span className="ml-auto">{t("today.orHint")}</span>}
      </h3>
      <MovedWithin of={`${row.plan} ${row.startsOn}`}>
        <div className="flex flex-col gap-4">
          {leaves.map((leaf, index) => (
            <div key={index} className="flex flex-col gap-3">
              {(leaf.joiner === "or" || leaf.joiner === "and") && (
                <span className="flex items-center gap-3 text-table text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
                  {t(`attainment.${leaf.joiner}`)}
                </span>
              )}
              <QuotaLine leaf={leaf} row={row} period={period} today={today} />
            </div>
          ))}
        </div>
      </MovedWithin>
    </article>
  );
};

/** Everything that runs and is asked of the reader, the shortest period first. */
export const Requirements = ({ answer: { attainment, today } }: { answer: TodayAnswer }) => {
  const t = useTranslations("today");
  const cards = attainment.periods.flatMap((period) =>
    attainment.rows
      .filter(({ cadence }) => cadence === period.cadence)
      .map((row) => <PlanCard key={`${row.plan} ${row.startsOn}`} row={row} period={period} today={today} />),
  );
  return (
    <section aria-labelledby="today-todo" className="flex flex-col gap-3">
      <h2 id="today-todo" className="font-strong">
        {t("todo")}
      </h2>
      {cards.length > 0 ? cards : <Empty level={3} title={t("nothingAsked")} next={t("nothingAskedNext")} />}
    </section>
  );
};
