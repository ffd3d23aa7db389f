import { useId } from "react";
import { useTranslations } from "use-intl";
import type { Over, Requirement } from "../api.ts";
import { useAtClosing, type AtClosing } from "./at-closing.ts";
import { leavesOf } from "../attainment/requirement.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { PeriodMarks } from "../ui/period-marks.tsx";
import { QuotaBar } from "../ui/quota-bar.tsx";
import { StatusWord } from "../ui/status.tsx";

/** What was done in one of the periods, quota by quota. */
const Done = ({ requirement, closedOf }: { requirement: Requirement; closedOf: (metric: string) => AtClosing }) => {
  const { metric, metricName } = useCompany();
  const { amount } = useFormats();
  const atClosing = useAtClosing();
  const leaves = leavesOf(requirement);
  return leaves.map(({ quota }, index) => (
    <span key={index} className="mt-1 block">
      <span className="flex items-baseline justify-between gap-3 text-caption text-muted">
        <span>{metricName(quota.metric)}</span>
        <span className="whitespace-nowrap">
          <span className="text-ink">{amount(metric(quota.metric), quota.credited)}</span> / {amount(metric(quota.metric), quota.target)}
        </span>
      </span>
      <span className="mt-1 block">
        <QuotaBar {...quota} size="row" />
      </span>
      <span className="mt-1 block text-caption text-muted empty:hidden">{atClosing(metric(quota.metric), closedOf(quota.metric))}</span>
    </span>
  ));
};

/** In how many of the shorter periods it is met, and what was done in each. */
export const OverPeriods = ({ over, closedOf }: { over: Over; closedOf: (metric: string, startsOn: string) => AtClosing }) => {
  const t = useTranslations("records");
  const { name, number } = useFormats();
  const heading = useId();
  return (
    <>
      <div>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-heading font-strong">
            {t("overDone", { rule: over.rule, done: number(over.done), needed: number(over.needed) })}
          </span>
          <StatusWord status={over.status} className="ml-auto text-body font-medium" />
        </p>
        <div className="mt-3">
          <PeriodMarks over={over} size="large" />
        </div>
      </div>
      <section aria-labelledby={heading}>
        <h3 id={heading} className="text-table font-strong">
          {t("overPeriods")}
        </h3>
        <ul className="mt-2 text-table">
          {over.periods.map(({ period, status, requirement }) => (
            <li key={period.startsOn} className="border-t border-line py-1.5">
              <span className="flex items-baseline justify-between gap-3">
                <span>{name(period.label)}</span>
                {requirement === null ? <span className="text-muted">{t("notAsked")}</span> : <StatusWord status={status} />}
              </span>
              {requirement !== null && <Done requirement={requirement} closedOf={(metric) => closedOf(metric, period.startsOn)} />}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
};
