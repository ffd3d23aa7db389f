import { useId, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { DerivationStep, FromTable, ProrationStep, Quota, RampStep, ScaleStep, WorkLess } from "../api.ts";
import { useCompany } from "../company.tsx";
import { dayAt, daysAsStretches } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { ownDaysEndOf } from "./own-days.ts";

type Told = { readonly quota: Quota; readonly plan: string; readonly today: string };

const Caption = ({ children }: { children: ReactNode }) => <span className="block text-caption text-muted">{children}</span>;

/** Where the number stands when it is none of the plan's own: which table, who set it and when. */
const TableText = ({ table, today }: { table: FromTable | undefined; today: string }) => {
  const t = useTranslations("records");
  const { day } = useFormats();
  const { company } = useCompany();
  if (table === undefined) return null;
  const { id, set } = table;
  return (
    <Caption>
      {set === null
        ? t("noTarget", { table: id })
        : t("fromTable", { table: id, by: set.by, day: day(dayAt(set.at, company.timeZone), today) })}
    </Caption>
  );
};

/** More stretches of days than this are told by their number alone. */
const FEW_STRETCHES = 4;

/** What working days lack, a line for each reason: holidays by name, leave without its kind. */
const Less = ({ less, today }: { less: readonly WorkLess[]; today: string }) => {
  const t = useTranslations("records");
  const { name: nameOf, span } = useFormats();
  return less.map(({ why, name, days, workingDays }, index) => {
    const what = name === undefined ? t(`less.${why}`) : nameOf(name);
    const stretches = daysAsStretches(days);
    const on = { what, days: stretches.map((each) => span(each, today)).join(", ") };
    const by = { what, size: Math.abs(workingDays) };
    const isSeldom = why !== "pattern" && stretches.length <= FEW_STRETCHES;
    return (
      <Caption key={index}>
        {workingDays < 0
          ? t("moreBy", by)
          : !isSeldom
            ? t("lessBy", by)
            : workingDays === days.length
              ? t("lessOn", on)
              : t("lessOnBy", { ...on, ...by })}
      </Caption>
    );
  });
};

const rampPeriods = ["day", "week", "month", "quarter", "half", "year", "period"] as const;

const useScale = () => {
  const t = useTranslations("records");
  const { number } = useFormats();
  const sharePercent = ({ share }: RampStep): string => {
    const [done = 0, of = 1] = share.split("/").map(Number);
    return `${number(Math.round((done / of) * 10_000) / 100)}%`;
  };
  const rampText = (step: RampStep): string => {
    const period = rampPeriods.find((each) => step[each] !== undefined) ?? "week";
    return t(`rampIn.${period}`, { nth: number(step[period] ?? 1) });
  };
  const workingDays = ({ workingDays: done, ofWorkingDays: of }: ProrationStep) => ({ done: number(done), of: number(of) });
  /** `× 50% × 8/21 working days`. */
  const productOf = (scale: readonly ScaleStep[]): string =>
    scale
      .map((step) =>
        step.step === "ramp" ? ` × ${sharePercent(step)}` : step.step === "proration" ? ` × ${t("byWorkingDays", workingDays(step))}` : "",
      )
      .join("");
  return { sharePercent, rampText, workingDays, productOf };
};

const PartText = ({ step, quota, today }: Omit<Told, "plan"> & { step: Extract<DerivationStep, { step: "part" }> }) => {
  const t = useTranslations("records");
  const { metric, planName, teamName } = useCompany();
  const { amount, number, span } = useFormats();
  const { productOf, rampText } = useScale();
  const { scale = [] } = step;
  const plan = planName(step.plan);
  const base = amount(metric(quota.metric), step.base);
  const days = { days: number(step.days), ofDays: number(step.ofDays), span: span(step, today) };
  const byDays = !scale.some((each) => each.step !== "ramp");
  return (
    <>
      {step.team === null ? t("part", { plan }) : t("partOfTeam", { plan, team: teamName(step.team) })}
      <Caption>
        {byDays
          ? t("partDays", { ...days, base: `${base}${productOf(scale)}` })
          : t("partProduct", { product: `${base}${productOf(scale)}`, span: days.span })}
      </Caption>
      {scale.map((each, index) =>
        each.step === "ramp" ? (
          <Caption key={index}>{rampText(each)}</Caption>
        ) : each.step === "proration" ? (
          <Less key={index} less={each.less} today={today} />
        ) : (
          <Caption key={index}>{t("unscaled")}</Caption>
        ),
      )}
      <TableText table={step.table} today={today} />
    </>
  );
};

const StepText = ({ step, quota, plan, today }: Told & { step: DerivationStep }) => {
  const t = useTranslations("records");
  const { planName, audienceName } = useCompany();
  const { number, span } = useFormats();
  const { rampText, workingDays } = useScale();
  switch (step.step) {
    case "base":
      return (
        <>
          {t("base", { plan })}
          <TableText table={step.table} today={today} />
        </>
      );
    case "ramp":
      return rampText(step);
    case "proration":
      return (
        <>
          {t("workingDays", workingDays(step))}
          <Less less={step.less} today={today} />
        </>
      );
    case "unscaled":
      return t("unscaled");
    case "rounding":
      return t(`rounding.${step.rule}`);
    case "replaced":
      return t("replaced", { plan: planName(step.plan), audience: audienceName(step.audience) });
    case "relief":
      return t("relief", { contacts: step.contacts });
    case "employed":
      return t("employed", { days: number(step.days), ofDays: number(step.ofDays), span: span(step, today) });
    case "part":
      return <PartText step={step} quota={quota} today={today} />;
  }
};

const StepValue = ({ step, quota }: { step: DerivationStep; quota: Quota }) => {
  const { metric } = useCompany();
  const { amount, amountSaid, number } = useFormats();
  const { sharePercent } = useScale();
  const known = metric(quota.metric);
  switch (step.step) {
    case "base":
    case "part":
      return amountSaid(known, step.value);
    case "relief":
      return `− ${amountSaid(known, step.value)}`;
    case "ramp":
      return `× ${sharePercent(step)}`;
    case "proration":
      return `× ${number(step.workingDays)}/${number(step.ofWorkingDays)}`;
    case "rounding": {
      const [done = 0, of = 1] = step.exact.split("/").map(Number);
      const exact = Math.round((done / of) * 100) / 100;
      return `≈ ${amount(known, typeof quota.target === "number" ? exact : { ...quota.target, amountMinor: exact })}`;
    }
    case "replaced":
      return step.value == null ? null : <s className="text-muted">{amountSaid(known, step.value)}</s>;
    default:
      return null;
  }
};

/** How the target came about, a line for each step, ending in the target. */
export const Derivation = ({ quota, plan, today }: Told) => {
  const t = useTranslations("records");
  const { metric } = useCompany();
  const { amountSaid } = useFormats();
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
                <StepValue step={step} quota={quota} />
              </td>
            </tr>
          ))}
          <tr className="border-t border-edge font-strong">
            <th scope="row" className="py-1.5 pr-4 text-left font-strong">
              {t("result")}
            </th>
            <td className="py-1.5 text-right whitespace-nowrap">{amountSaid(metric(quota.metric), quota.target)}</td>
          </tr>
        </tbody>
      </table>
      {ownDaysEndOf(quota) !== null && <p className="mt-1.5 text-table text-muted">{t("ownDays")}</p>}
    </section>
  );
};
