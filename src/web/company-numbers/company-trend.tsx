import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Amount, Metric, Period } from "../api.ts";
import { magnitude } from "../attainment/requirement.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { trendQuery, type TrendAsked } from "../trend-query.ts";
import { Trouble } from "../ui/trouble.tsx";

const plot = 120;
const above = 20;
const below = 20;

type Bar = { readonly period: Period; readonly amount: Amount };

const Bars = ({ bars, metric }: { bars: readonly Bar[]; metric: Metric }) => {
  const { amount, name } = useFormats();
  const most = Math.max(...bars.map((bar) => magnitude(bar.amount)), 1);
  const step = 100 / bars.length;
  return (
    <svg aria-hidden className="mt-2 w-full overflow-visible max-tablet:text-[9px]" height={above + plot + below}>
      {bars.map((bar, index) => {
        const height = (Math.max(0, magnitude(bar.amount)) / most) * plot;
        const isLast = index === bars.length - 1;
        return (
          <g key={bar.period.startsOn}>
            <rect
              x={`${(index + 0.14) * step}%`}
              y={above + plot - height}
              width={`${step * 0.72}%`}
              height={height}
              rx={1}
              className={isLast ? "fill-accent" : "fill-edge"}
            />
            <text x={`${(index + 0.5) * step}%`} y={above + plot - height - 5} textAnchor="middle" className="fill-ink text-[11px]">
              {amount(metric, bar.amount)}
            </text>
            {/* Every second one on a phone would not be read either: the ends say which way time goes. */}
            {(index === 0 || isLast) && (
              <text
                x={index === 0 ? 0 : "100%"}
                y={above + plot + below - 4}
                textAnchor={index === 0 ? "start" : "end"}
                className="fill-muted text-[11px]"
              >
                {name(bar.period.label)}
              </text>
            )}
          </g>
        );
      })}
      <line x1="0" x2="100%" y1={above + plot + 0.5} y2={above + plot + 0.5} className="stroke-edge" strokeWidth={1} />
    </svg>
  );
};

/** What all have together of a number in the last periods, the one on the page last; a table stands behind the bars. */
export const CompanyTrend = ({ asked, metric }: { asked: TrendAsked; metric: Metric }) => {
  const t = useTranslations("companyPage");
  const { language } = useLanguage();
  const { amount, amountSaid, name } = useFormats();
  const { data, error, refetch } = useQuery(trendQuery(asked, language));
  if (error !== null && data === undefined) return <Trouble error={error} onAgain={() => void refetch()} />;
  if (data === undefined) return <div className="skeleton h-40" />;
  const bars = data.periods.map((period, index): Bar => ({ period, amount: data.sums?.[index] ?? 0 }));
  const [first] = bars;
  if (first === undefined) return null;
  const best = bars.reduce((most, bar) => (magnitude(bar.amount) > magnitude(most.amount) ? bar : most), first);
  const isNothing = magnitude(best.amount) <= 0;
  return (
    <section aria-labelledby="trend" className="rounded-control border border-line bg-surface px-4 py-3">
      <h2 id="trend" className="text-table">
        <span className="font-strong">{t("trend", { metric: name(metric.name) })}</span>
        <span className="ml-2 text-muted">
          {isNothing ? t("noTrend") : t("most", { period: name(best.period.label), amount: amountSaid(metric, best.amount) })}
        </span>
      </h2>
      {!isNothing && <Bars bars={bars} metric={metric} />}
      <details className="mt-1 text-table">
        <summary className="w-fit rounded-control py-1 text-muted hover:text-ink">{t("table")}</summary>
        <table className="mt-1 w-full max-w-sm">
          <thead>
            <tr className="text-caption text-muted">
              <th scope="col" className="py-1 text-left font-normal">
                {t("period")}
              </th>
              <th scope="col" className="py-1 text-right font-normal">
                {t("amount")}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.period.startsOn} className="border-t border-line">
                <th scope="row" className="py-1 text-left font-normal">
                  {name(bar.period.label)}
                </th>
                <td className="py-1 text-right">{amount(metric, bar.amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
};
