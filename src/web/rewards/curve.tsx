import { useTranslations } from "use-intl";
import type { RewardShown, RewardTier } from "../client.ts";
import { useFormats } from "../formats.tsx";

/** How an axis is read: percent of an attainment, money in short, else a number. */
const useAxis = (reward: RewardShown) => {
  const { amount, number } = useFormats();
  const currency = reward.total.currency;
  const minor = 10 ** (new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2);
  const isShare = reward.tiers.some(({ from }) => from.endsWith("%"));
  const isMoney = !isShare && reward.metric?.unit === "money";
  return {
    at: (value: number): string => {
      if (isShare) return `${number(Math.round(value * 100) / 100)}%`;
      if (isMoney) return amount(undefined, { amountMinor: Math.round(value * minor), currency });
      return reward.metric?.unit === "seconds" ? amount({ unit: "seconds" } as Parameters<typeof amount>[0], value) : number(value);
    },
    pays: (value: number): string => amount(undefined, { amountMinor: Math.round(value * minor), currency }),
  };
};

/** What so much pays, with where somebody stands. The same stands in the table of the tiers. */
export const Curve = ({ reward, at }: { reward: RewardShown; at: number | null }) => {
  const t = useTranslations("rewards");
  const axis = useAxis(reward);
  const { curve } = reward;
  const last = curve.at(-1);
  if (last === undefined || last.at === 0) return null;
  const most = Math.max(...curve.map(({ pays }) => pays), 1e-9);
  const x = (value: number): number => (Math.min(Math.max(value, 0), last.at) / last.at) * 100;
  const y = (value: number): number => (1 - value / most) * 100;
  const path = curve.map((point, index) => `${index === 0 ? "M" : "L"}${x(point.at).toFixed(2)} ${y(point.pays).toFixed(2)}`).join(" ");
  const paysAt = (value: number): number => {
    const after = curve.findIndex((point) => point.at > value);
    const [from, to] = [curve[after - 1] ?? last, curve[after]];
    return to === undefined ? last.pays : from.pays + ((value - from.at) / (to.at - from.at)) * (to.pays - from.pays);
  };
  const bounds = [...new Set(curve.slice(0, -1).map((point) => point.at))].filter((each) => each > 0);
  const said = curve.map((point) => t("curveOf", { at: axis.at(point.at), pays: axis.pays(point.pays) })).join("; ");
  return (
    <div role="img" aria-label={`${t("curve")}. ${said}`} className="relative mt-2 mb-6 h-24 border-b border-line">
      <svg aria-hidden viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full overflow-visible">
        {bounds.map((bound) => (
          <line
            key={bound}
            x1={x(bound)}
            x2={x(bound)}
            y1={0}
            y2={100}
            strokeDasharray="2 4"
            vectorEffect="non-scaling-stroke"
            className="stroke-edge"
          />
        ))}
        <path d={path} fill="none" strokeWidth={2} strokeLinejoin="round" vectorEffect="non-scaling-stroke" className="stroke-accent" />
      </svg>
      {bounds.map((bound) => (
        <span
          key={bound}
          aria-hidden
          style={x(bound) > 80 ? { right: `${100 - x(bound)}%` } : { left: `${x(bound)}%` }}
          className={`absolute top-full pt-1 text-caption whitespace-nowrap text-muted tabular-nums ${x(bound) > 80 ? "" : "-translate-x-1/2"}`}
        >
          {axis.at(bound)}
        </span>
      ))}
      {at !== null && (
        <span
          aria-hidden
          title={t("here")}
          style={{ left: `${x(at)}%`, top: `${y(paysAt(Math.min(at, last.at)))}%` }}
          className="absolute size-3 -translate-1/2 rounded-full border-2 border-accent bg-surface"
        />
      )}
    </div>
  );
};

const useTierPays = (): ((tier: RewardTier) => string) => {
  const t = useTranslations("rewards");
  const { amount } = useFormats();
  return ({ pays }) => {
    if (pays.type === "share") return t("share", { share: pays.share });
    const money = amount(undefined, pays.amount);
    if (pays.type === "amount") return money;
    return pays.per === "1" ? t("eachOne", { amount: money }) : t("each", { amount: money, per: pays.per });
  };
};

/** A bound as the company file writes it, for reading: a percentage, or a number with its thousands apart. */
export const useBound = (): ((text: string) => string) => {
  const { number } = useFormats();
  return (text) => (/^\d+(?:\.\d+)?$/.test(text) ? number(Number(text)) : text);
};

/** The tiers as a table. */
export const Tiers = ({ tiers, label }: { tiers: readonly RewardTier[]; label: string }) => {
  const t = useTranslations("rewards");
  const paysOf = useTierPays();
  const bound = useBound();
  return (
    <table aria-label={label} className="w-fit border-collapse text-table">
      <thead>
        <tr className="border-b border-line text-left text-muted">
          {(["tierFrom", "tierBelow", "tierPays"] as const).map((head) => (
            <th key={head} scope="col" className="py-1.5 pr-6 font-medium last:pr-0">
              {t(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tiers.map((tier) => (
          <tr key={tier.from} className="border-b border-line last:border-b-0">
            <td className="py-1.5 pr-6 tabular-nums">{bound(tier.from)}</td>
            <td className="py-1.5 pr-6 tabular-nums">{tier.below === null ? t("noEnd") : bound(tier.below)}</td>
            <td className="py-1.5">{paysOf(tier)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
