import { useTranslations } from "use-intl";
import type { Metric, Pace, Period } from "../api.ts";
import { magnitude } from "../attainment/requirement.ts";
import { useFormats } from "../formats.tsx";

type Told = { pace: Pace; metric: Metric | undefined; period: Period; today: string };

/** What is needed a day comes first; how likely it is, who wants to know opens. */
export const PaceWords = ({ pace, metric, period, today }: Told) => {
  const t = useTranslations("records");
  const { amountSaid, dayWithin, percent } = useFormats();
  const { expected, probability, neededPerWorkingDay: needed, lastWorkingDay, workingDaysLeft } = pace;
  const likely =
    probability === null
      ? t("likelyUnknown")
      : probability < 0.01
        ? t("likelyHardly")
        : probability > 0.99
          ? t("likelyNearly")
          : t("likely", { percent: percent(probability) });
  const day = lastWorkingDay === null ? "" : dayWithin(lastWorkingDay, period, today, "inSentence");
  return (
    <>
      <p className="mt-1 text-table text-muted">
        {needed === null || lastWorkingDay === null
          ? t("noDayLeft")
          : workingDaysLeft <= 1
            ? t("neededOn", { amount: amountSaid(metric, needed), day })
            : t("needed", { amount: amountSaid(metric, needed), day })}
        {magnitude(expected) > 0 && <> · {t("expected", { amount: amountSaid(metric, wholeAmount(expected)) })}</>}
      </p>
      <details className="mt-1 text-table text-muted">
        <summary className="w-fit cursor-pointer rounded-control hover:text-ink">{t("howLikely")}</summary>
        <p className="mt-1">{likely}</p>
        {probability !== null && <p className="mt-0.5 text-caption">{t("likelyFrom")}</p>}
      </details>
    </>
  );
};

/** Nobody should be at 5.24 calls by now. */
const wholeAmount = (amount: Pace["expected"]): Pace["expected"] => (typeof amount === "number" ? Math.round(amount) : amount);
