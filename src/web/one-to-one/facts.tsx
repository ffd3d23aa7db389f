import { Link } from "@tanstack/react-router";
import { useId, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Name } from "../../domain/language.ts";
import type { Period, Status } from "../api.ts";
import { useColumnName } from "../attainment/column-name.ts";
import { expectedOf, leavesOf } from "../attainment/requirement.ts";
import { Standing } from "../attainment/standing.tsx";
import type { OneToOne } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { PeriodMarks } from "../ui/period-marks.tsx";
import { QuotaBar } from "../ui/quota-bar.tsx";
import { ScoreBar } from "../ui/score-bar.tsx";
import { StatusSign, StatusWord } from "../ui/status.tsx";

type Props = { readonly facts: OneToOne };

const linkClass = "font-medium text-accent hover:underline pointer-coarse:inline-block pointer-coarse:py-2";

const Part = ({ title, children }: { title: string; children: ReactNode }) => {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-1.5 text-table">
      <h4 id={heading} className="font-strong">
        {title}
      </h4>
      {children}
    </section>
  );
};

const None = ({ children }: { children: ReactNode }) => <p className="text-muted">{children}</p>;

type Leaf = ReturnType<typeof leavesOf>[number];

const StandingLine = ({ leaf: { quota, quieter, needless, whole } }: { leaf: Leaf }) => {
  const { metric } = useCompany();
  const { amount } = useFormats();
  const columnName = useColumnName();
  const known = whole === null ? metric(quota.metric) : undefined;
  return (
    <li>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 break-words">{columnName({ metric: quota.metric, whole })}</span>
        <span className="ml-auto flex flex-wrap items-baseline justify-end gap-x-2">
          <span className="whitespace-nowrap">
            <span className="font-strong">{amount(known, quota.credited)}</span>
            <span className="text-muted"> / {amount(known, quota.target)}</span>
          </span>
          <Standing metric={known} amounts={{ ...quota, needless }} />
        </span>
      </p>
      <div className="mt-1">
        {whole?.type === "score" ? (
          <ScoreBar score={whole} size="row" quieter={quieter} />
        ) : whole?.type === "over" ? (
          <PeriodMarks over={whole} size="row" quieter={quieter} />
        ) : (
          <QuotaBar {...quota} expected={needless ? null : expectedOf(quota)} quieter={quieter} />
        )}
      </div>
    </li>
  );
};

const Running = ({ facts: { member, running } }: Props) => {
  const t = useTranslations("oneToOne");
  const { name } = useFormats();
  return (
    <Part title={t("standing", { name: name(member.name) })}>
      {running.length === 0 && <None>{t("nothingAsked")}</None>}
      {running.map(({ period, rows }) => (
        <div key={`${period.cadence} ${period.startsOn}`} className="pb-1.5">
          <p className="text-caption text-muted">{name(period.label)}</p>
          <ul className="mt-1 flex flex-col gap-2">
            {rows.flatMap(({ plan, requirement }) =>
              leavesOf(requirement).map((leaf, index) => <StandingLine key={`${plan} ${index}`} leaf={leaf} />),
            )}
          </ul>
        </div>
      ))}
    </Part>
  );
};

/** Plan by plan, the latest period first. */
const plansBefore = (before: OneToOne["before"]) => {
  const plans = new Map<string, { readonly planName: Name; readonly held: { readonly period: Period; readonly status: Status }[] }>();
  for (const { period, rows } of before)
    for (const { plan, planName, status } of rows) {
      const known = plans.get(plan) ?? { planName, held: [] };
      plans.set(plan, { ...known, held: [...known.held, { period, status }] });
    }
  return [...plans];
};

const Before = ({ facts: { before } }: Props) => {
  const t = useTranslations("oneToOne");
  const { name } = useFormats();
  if (before.length === 0) return null;
  return (
    <Part title={t("before")}>
      <ul className="flex flex-col gap-2.5">
        {plansBefore(before).map(([plan, { planName, held }]) => (
          <li key={plan} className="flex flex-col gap-0.5">
            <span className="break-words">{name(planName)}</span>
            <ul className="grid grid-cols-3 gap-x-3">
              {held.map(({ period, status }) => (
                <li key={period.startsOn}>
                  <span className="block text-caption text-muted">{name(period.label)}</span>
                  <StatusWord status={status} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Part>
  );
};

const NotCounted = ({ facts: { member, notCounted, on } }: Props) => {
  const t = useTranslations("oneToOne");
  const { language } = useLanguage();
  const { metricName } = useCompany();
  const { day } = useFormats();
  const { from, reasons, more } = notCounted;
  return (
    <Part title={t("notCounted", { day: day(from, on) })}>
      {reasons.length === 0 && <None>{t("allCounted")}</None>}
      <ul className="flex flex-col gap-1.5">
        {reasons.map(({ metric, code, records, latest }, index) => (
          <li key={`${metric} ${code} ${index}`}>
            {t("reason", { metric: metricName(metric), count: records })}
            <span className="block break-words text-muted">{t("latest", { why: latest[language] })}</span>
          </li>
        ))}
      </ul>
      {more && <None>{t("more")}</None>}
      {reasons.length > 0 && (
        <p>
          <Link
            to="/record"
            search={(last) => ({ ...keptCompany(last), member: member.id, from, records: "not-counted" as const })}
            className={linkClass}
          >
            {t("records")}
          </Link>
        </p>
      )}
    </Part>
  );
};

type Leave = OneToOne["leaves"][number];

const useLeaveDays = (on: string) => {
  const t = useTranslations("oneToOne");
  const { day } = useFormats();
  return ({ from, through, half }: Leave): string => {
    if (from !== through) return t("days", { first: day(from, on), last: day(through, on) });
    return half ? t("half", { day: day(from, on) }) : day(from, on);
  };
};

const Waiting = ({ facts: { disputes, leaves, questions, on } }: Props) => {
  const t = useTranslations("oneToOne");
  const { day } = useFormats();
  const leaveDays = useLeaveDays(on);
  const asked = leaves.filter(({ state }) => state === "requested");
  return (
    <Part title={t("waiting")}>
      {disputes.length + asked.length + questions.length === 0 && <None>{t("nothingWaits")}</None>}
      <ul className="flex flex-col gap-1">
        {disputes.map(({ dispute, raisedOn, reason }) => (
          <li key={dispute} className="break-words">
            <Link to="/disputes" search={keptCompany} className={linkClass}>
              {t("dispute", { dispute, day: day(raisedOn, on), reason })}
            </Link>
          </li>
        ))}
        {asked.map((leave) => (
          <li key={leave.leave}>
            <Link to="/inbox" search={keptCompany} className={linkClass}>
              {t("leaveAsked", { days: leaveDays(leave) })}
            </Link>
          </li>
        ))}
        {questions.length > 0 && (
          <li>
            <Link to="/inbox" search={keptCompany} className={linkClass}>
              {t("questions", { count: questions.length })}
            </Link>
          </li>
        )}
      </ul>
    </Part>
  );
};

const Away = ({ facts: { leaves, on } }: Props) => {
  const t = useTranslations("oneToOne");
  const leaveDays = useLeaveDays(on);
  const held = leaves.filter(({ state }) => state !== "requested");
  if (held.length === 0) return null;
  return (
    <Part title={t("away")}>
      <ul className="flex flex-col gap-1">
        {held.map((leave) => (
          <li key={leave.leave}>{leaveDays(leave)}</li>
        ))}
      </ul>
    </Part>
  );
};

const Commitments = ({ facts: { commitments, on } }: Props) => {
  const t = useTranslations("oneToOne");
  const { metricName } = useCompany();
  const { day, number } = useFormats();
  if (commitments.length === 0) return null;
  return (
    <Part title={t("commitments")}>
      <ul className="flex flex-col gap-1">
        {commitments.map((each) => (
          <li key={`${each.day} ${each.metric}`} className="flex flex-wrap items-baseline gap-x-3">
            <span className="text-muted">{day(each.day, on)}</span>
            <span>
              {t("commitment", { metric: metricName(each.metric), credited: number(each.credited), amount: number(each.amount) })}
            </span>
            {each.credited >= each.amount ? (
              <span className="ml-auto inline-flex items-baseline gap-1 text-met">
                <StatusSign status="met" />
                {t("kept")}
              </span>
            ) : (
              each.day !== on && <span className="ml-auto text-muted">{t("short", { count: number(each.amount - each.credited) })}</span>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
};

/** What there is to talk about. */
export const Facts = ({ facts }: Props) => (
  <div className="flex flex-col gap-5">
    <Running facts={facts} />
    <Before facts={facts} />
    <NotCounted facts={facts} />
    <Waiting facts={facts} />
    <Away facts={facts} />
    <Commitments facts={facts} />
  </div>
);
