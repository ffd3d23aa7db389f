import { useTranslations } from "use-intl";
import type { Amount, Metric, Over, Quota, Score, Status } from "../api.ts";
import { useFormats } from "../formats.tsx";
import { StatusSign, statusColour } from "../ui/status.tsx";
import { classNames } from "../ui/class-names.ts";
import { above, magnitude, shortfallOf, surplusOf } from "./requirement.ts";

type Amounts = {
  credited: Amount | null;
  target: Amount;
  status: Status;
  over?: boolean;
  needless?: boolean;
  whole?: Score | Over | null;
  carriedOver?: Quota["carriedOver"] | undefined;
};

/** Two decimals, as points are shown. */
const rounded = (points: number): number => Math.round(points * 100) / 100;

/** What is missing, over or done, in words: `38 more`, `12 over`, `met`, `11 carried over` where these make it met. */
export const useStanding = () => {
  const t = useTranslations();
  const { amountSaid, number } = useFormats();
  return (
    metric: Metric | undefined,
    { credited, target, status, over: ended = status === "missed", needless, whole = null, carriedOver }: Amounts,
  ): string => {
    if (needless === true) return t("attainment.needless");
    if (status === "excused" || status === "counting" || credited === null) return t(`status.${status}`);
    const said = (value: Amount): string => {
      if (whole === null) return amountSaid(metric, value);
      return whole.type === "score"
        ? t("amount.points", { value: rounded(magnitude(value)) })
        : t("amount.periods", { value: number(magnitude(value)) });
    };
    const [missing, over] = [shortfallOf({ credited, target, carriedOver }), surplusOf({ credited, target })];
    if (magnitude(missing) > 0) return t(ended ? "amount.short" : "amount.more", { value: said(missing) });
    // Enough points are no use while a part is below its floor.
    if (whole?.type === "score" && whole.scores.some(({ belowFloor }) => belowFloor)) return t("attainment.belowFloor");
    if (carriedOver !== undefined && magnitude(above(target, credited)) > 0)
      return t("amount.carried", { value: amountSaid(metric, above(target, credited)) });
    return magnitude(over) > 0 ? t("amount.over", { value: said(over) }) : t(`status.${status}`);
  };
};

export const Standing = ({ metric, amounts, className }: { metric: Metric | undefined; amounts: Amounts; className?: string }) => {
  const standing = useStanding();
  return (
    <span className={classNames("inline-flex items-baseline gap-1 whitespace-nowrap", statusColour(amounts.status), className)}>
      {amounts.status !== "open" && <StatusSign status={amounts.status} />}
      {standing(metric, amounts)}
    </span>
  );
};
