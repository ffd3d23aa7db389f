import { useTranslations } from "use-intl";
import type { Amount, RewardShown, RewardStanding } from "../client.ts";
import { useFormats } from "../formats.tsx";

type Metric = NonNullable<RewardShown["metric"]>;

/** Amounts as the metric of a reward plan has them; of a whole plan there is no unit. */
export const useRewardFormats = () => {
  const { amount, amountSaid, number } = useFormats();
  const like = (metric: RewardShown["metric"], value: Amount) =>
    ({ unit: metric?.unit ?? "count", ...(typeof value === "number" ? {} : { currency: value.currency }) }) as Parameters<typeof amount>[0];
  return {
    money: (value: Exclude<Amount, number>): string => amount(undefined, value),
    done: (metric: RewardShown["metric"], value: Amount): string => amount(like(metric, value), value),
    said: (metric: Metric, value: Amount): string => amountSaid(like(metric, value), value),
    number,
  };
};

/** A name within a sentence: `Outbound calls` are outbound calls there, while `SMS` stays what it is. */
const inSentence = (name: string): string => (/^\p{Lu}\p{Ll}/u.test(name) ? name.slice(0, 1).toLowerCase() + name.slice(1) : name);

/** What more of it earns, in one sentence; empty once nothing more is asked. */
export const useNextSaid = (): ((reward: RewardShown, standing: RewardStanding) => string) => {
  const t = useTranslations("rewards");
  const { money, done, said } = useRewardFormats();
  const { name } = useFormats();
  return ({ metric }, { next }) => {
    if (next === null) return "";
    if (next.type === "most") return t("most");
    if (next.type === "step")
      return t("step", {
        more: metric === null ? done(metric, next.more) : said(metric, next.more),
        metric: inSentence(name(metric?.name)),
        earns: money(next.earns),
      });
    const nothing = (typeof next.after === "number" ? next.after : next.after.amountMinor) === 0;
    const after = done(metric, next.after);
    const each = money(next.each);
    if (next.per === 1) return nothing ? t("rate", { each }) : t("rateAfter", { after, each });
    const one = done(metric, next.per);
    return nothing ? t("rateMoney", { one, each }) : t("rateMoneyAfter", { after, one, each });
  };
};

/** Why what lies above the target does not pay; null where it does. */
export const useShutSaid = (): ((standing: RewardStanding) => string | null) => {
  const t = useTranslations("rewards");
  return ({ gate }) => (gate === null || gate.isOpen ? null : t("shut", { good: gate.good, of: gate.of }));
};
