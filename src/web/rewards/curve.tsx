import { useTranslations } from "use-intl";
import type { RewardShown, RewardTier } from "../client.ts";
import { useFormats } from "../formats.tsx";

const width = 480;
const height = 120;
const pad = { left: 4, right: 4, top: 10, bottom: 20 };

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
  const x = (value: number): number => pad.left + (Math.min(Math.max(value, 0), last.at) / last.at) * (width - pad.left - pad.right);
  const y = (value: number): number => pad.top + (1 - value / most) * (height - pad.top - pad.bottom);
  const path = curve.map((point, index) => `${index === 0 ? "M" : "L"}${x(point.at).toFixed(1)} ${y(point.pays).toFixed(1)}`).join(" ");
  const paysAt = (value: number): number => {
    const after = curve.findIndex((point) => point.at > value);
    const [from, to] = [curve[after - 1] ?? curve.at(-1), curve[after]];
    if (from === undefined || to === undefined) return curve.at(-1)?.pays ?? 0;
    return from.pays + ((value - from.at) / (to.at - from.at)) * (to.pays - from.pays);
  };
  const bounds = [...new Set(curve.slice(0, -1).map((point) => point.at))].filter((each) => each > 0);
  return (
    <figure className="flex flex-col gap-1">
      <svg
        role="img"
        aria-label={`${t("curve")}. ${curve.map((point) => t("curveOf", { at: axis.at(point.at), pays: axis.pays(point.pays) })).join("; ")}`}
        viewBox={`0 0 ${width} ${height}`}
        className="w-full max-w-xl overflow-visible"
      >
        <line x1={pad.left} x2={width - pad.right} y1={height - pad.bottom} y2={height - pad.bottom} className="stroke-line" />
        {bounds.map((bound) => (
          <g key={bound}>
            <line x1={x(bound)} x2={x(bound)} y1={pad.top} y2={height - pad.bottom} strokeDasharray="2 4" className="stroke-edge" />
            <text x={x(bound)} y={height - 5} textAnchor={x(bound) > width - 60 ? "end" : "middle"} className="fill-muted text-[11px]">
              {axis.at(bound)}
            </text>
          </g>
        ))}
        <path d={path} fill="none" strokeWidth={2} strokeLinejoin="round" className="stroke-accent" />
        {at !== null && (
          <circle cx={x(at)} cy={y(paysAt(Math.min(at, last.at)))} r={5} strokeWidth={2} className="fill-surface stroke-accent">
            <title>{t("here")}</title>
          </circle>
        )}
      </svg>
    </figure>
  );
};

const useTierPays = (): ((tier: RewardTier) => string) => {
  const t = useTranslations("rewards");
  const { amount } = useFormats();
  return ({ pays }) => {
    if (pays.type === "share") return t("share", { share: pays.share });
    const money = amount(undefined, pays.amount);
    return pays.type === "amount" ? money : t("each", { amount: money, per: pays.per });
  };
};

/** The tiers as a table; `quantities`: how much each paid for, where that is known. */
export const Tiers = ({ tiers, label }: { tiers: readonly RewardTier[]; label: string }) => {
  const t = useTranslations("rewards");
  const { number } = useFormats();
  const paysOf = useTierPays();
  const bound = (text: string): string => (/^\d+(?:\.\d+)?$/.test(text) ? number(Number(text)) : text);
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
