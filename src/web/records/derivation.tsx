import { useId } from "react";
import { useTranslations } from "use-intl";
import type { DerivationStep, FromTable, Quota } from "../api.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { ownDaysEndOf } from "./own-days.ts";

type Told = { readonly quota: Quota; readonly plan: string; readonly today: string };

/** Where the number stands when it is none of the plan's own: which table, who set it and when. */
const TableText = ({ table, today }: { table: FromTable | undefined; today: string }) => {
  const t = useTranslations("records");
  const { day } = useFormats();
  if (table === undefined) return null;
  const { id, set } = table;
  return (
    <span className="block text-caption text-muted">
      {set === null ? t("noTarget", { table: id }) : t("fromTable", { table: id, by: set.by, day: day(set.at.slice(0, 10), today) })}
    </span>
  );
};

const StepText = ({ step, quota, plan, today }: Told & { step: DerivationStep }) => {
  const t = useTranslations("records");
  const { metric, planName, audienceName, teamName } = useCompany();
  const { amount, number, span } = useFormats();
  if (step.step === "base")
    return (
      <>
        {t("base", { plan })}
        <TableText table={step.table} today={today} />
      </>
    );
  if (step.step === "replaced") return t("replaced", { plan: planName(step.plan), audience: audienceName(step.audience) });
  const days = { days: number(step.days), ofDays: number(step.ofDays), span: span(step, today) };
  if (step.step === "employed") return t("employed", days);
  const asking = planName(step.plan);
  return (
    <>
      {step.team === null ? t("part", { plan: asking }) : t("partOfTeam", { plan: asking, team: teamName(step.team) })}
      <span className="block text-caption text-muted">{t("partDays", { base: amount(metric(quota.metric), step.base), ...days })}</span>
      <TableText table={step.table} today={today} />
    </>
  );
};

/** How the target came about, a line for each step, ending in the target. */
export const Derivation = ({ quota, plan, today }: Told) => {
  const t = useTranslations("records");
  const { metric } = useCompany();
  const { amountSaid } = useFormats();
  const known = metric(quota.metric);
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="text-table font-strong">
        {t("target")}
      </h3>
      <table className="mt-2 w-full text-table">
        <tbody>
          {quota.derivation.map((step, index) => (
            <tr key={index} className="border-t border-line align-top">
              <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                <StepText step={step} quota={quota} plan={plan} today={today} />
              </th>
              <td className="py-1.5 text-right whitespace-nowrap">
                {(step.step === "base" || step.step === "part") && amountSaid(known, step.value)}
                {step.step === "replaced" && step.value != null && <s className="text-muted">{amountSaid(known, step.value)}</s>}
              </td>
            </tr>
          ))}
          <tr className="border-t border-edge font-strong">
            <th scope="row" className="py-1.5 pr-4 text-left font-strong">
              {t("result")}
            </th>
            <td className="py-1.5 text-right whitespace-nowrap">{amountSaid(known, quota.target)}</td>
          </tr>
        </tbody>
      </table>
      {ownDaysEndOf(quota) !== null && <p className="mt-1.5 text-table text-muted">{t("ownDays")}</p>}
    </section>
  );
};
