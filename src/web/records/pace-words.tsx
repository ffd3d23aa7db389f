import { useTranslations } from "use-intl";
import type { Amount, Metric, Pace, Period } from "../api.ts";
import { magnitude } from "../attainment/requirement.ts";
import { useFormats } from "../formats.tsx";
import { CalibrationDetails } from "./calibration.tsx";

/** `until` is the day that stands above already, with what is missing by then. */
type Told = { pace: Pace; metric: Metric | undefined; period: Period; today: string; until: string; plan: string };

/** Nobody should be at 5.24 calls by now. */
const wholeOf = (amount: Amount): Amount => (typeof amount === "number" ? Math.round(amount) : amount);

const Needed = ({ pace, metric, period, today, until }: Told) => {
  const t = useTranslations("records");
  const { amountSaid, dayWithin } = useFormats();
  const { neededPerWorkingDay: needed, lastWorkingDay: last, workingDaysLeft } = pace;
  if (needed === null || last === null) return t("noDayLeft");
  const amount = amountSaid(metric, needed);
  if (last !== until) return t("needed", { amount, day: dayWithin(last, period, today) });
  // On the last of the days what is missing is what is needed.
  return workingDaysLeft > 1 ? t("neededADay", { amount }) : null;
};

/** How likely it is, for who wants to know. */
export const HowLikely = ({ probability, plan }: { probability: number | null; plan: string }) => {
  const t = useTranslations("records");
  const likely = (): string => {
    if (probability === null) return t("likelyUnknown");
    if (probability < 0.01) return t("likelyHardly");
    return probability > 0.99 ? t("likelyNearly") : t("likely", { times: String(Math.round(probability * 100)) });
  };
  return (
    <details className="mt-1 text-table text-muted">
      <summary className="w-fit cursor-pointer rounded-control hover:text-ink">{t("howLikely")}</summary>
      <p className="mt-1">{likely()}</p>
      {probability !== null && <p className="mt-0.5 text-caption">{t("likelyFrom")}</p>}
      <CalibrationDetails plan={plan} />
    </details>
  );
};

/** Where one should be by now, beside a number that is not there yet; null where nothing should. */
export const useExpected = () => {
  const t = useTranslations("records");
  const { amountSaid } = useFormats();
  return ({ expected }: Pick<Pace, "expected">, metric: Metric | undefined): string | null =>
    magnitude(expected) > 0 ? t("expected", { amount: amountSaid(metric, wholeOf(expected)) }) : null;
};

/** What is needed a day comes first; how likely it is, who wants to know opens. */
export const PaceWords = (told: Told) => {
  const expected = useExpected();
  return (
    <>
      <p className="mt-1 flex flex-wrap gap-x-3 text-table text-muted">
        <span className="empty:hidden">
          <Needed {...told} />
        </span>
        <span className="empty:hidden">{expected(told.pace, told.metric)}</span>
      </p>
      <HowLikely probability={told.pace.probability} plan={told.plan} />
    </>
  );
};
