import { useTranslations } from "use-intl";
import type { EffortPlan } from "../client.ts";
import { useFormats } from "../formats.tsx";

/** A place on the chart with what it means; told apart by its line, not by colour alone. */
const Mark = ({ at, label, dashed }: { at: number; label: string; dashed: boolean }) => (
  <span aria-hidden className="absolute inset-y-0" style={{ left: `${at}%` }}>
    <span className={`absolute inset-y-0 border-l ${dashed ? "border-dashed border-at-risk" : "border-ink"}`} />
    <span
      className={`absolute rounded-bar bg-surface px-1 text-caption whitespace-nowrap ${dashed ? "bottom-1 text-at-risk" : "top-1 font-medium"} ${at > 50 ? "right-1" : "left-1"}`}
    >
      {label}
    </span>
  </span>
);

/** How the chance grows with how much is done; a table stands behind the line. */
export const ChanceChart = ({ plan }: { plan: EffortPlan }) => {
  const t = useTranslations("planner");
  const { number, percent } = useFormats();
  const { curve, chance, needed, reach } = plan;
  const most = Math.max(1, ...curve.map(({ count }) => count));
  const place = (count: number): number => (Math.min(count, most) / most) * 100;
  const line = curve.map(({ count, chance: reached }) => `${place(count).toFixed(2)},${(100 - reached * 100).toFixed(2)}`).join(" ");
  return (
    <section aria-label={t("chart")} className="flex flex-col gap-1">
      <p className="text-table font-strong">{t("chart")}</p>
      <div aria-hidden className="flex gap-2">
        <div className="flex h-44 flex-col justify-between text-right text-caption text-muted">
          {[1, 0.5, 0].map((share) => (
            <span key={share}>{percent(share)}</span>
          ))}
        </div>
        <div className="relative h-44 min-w-0 grow border-b border-l border-line">
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full overflow-visible">
            <line
              x1="0"
              x2="100"
              y1={100 - chance * 100}
              y2={100 - chance * 100}
              className="stroke-edge"
              strokeDasharray="3 3"
              vectorEffect="non-scaling-stroke"
            />
            <polygon points={`0,100 ${line} 100,100`} className="fill-accent opacity-10" />
            <polyline points={line} fill="none" className="stroke-accent" strokeWidth="2" vectorEffect="non-scaling-stroke" />
          </svg>
          {needed !== null && needed.count <= most && (
            <Mark
              at={place(needed.count)}
              label={t("chartNeeded", { count: number(needed.count), chance: percent(chance) })}
              dashed={false}
            />
          )}
          {reach !== null && <Mark at={place(reach.count)} label={t("chartReach", { count: number(reach.count) })} dashed />}
        </div>
      </div>
      <div aria-hidden className="flex justify-between pl-11 text-caption text-muted">
        <span>0</span>
        <span>{number(most)}</span>
      </div>
      <details className="text-table">
        <summary className="w-fit rounded-control py-1 text-muted hover:text-ink">{t("chartTable")}</summary>
        <table aria-label={t("chart")} className="mt-1 w-full max-w-sm">
          <thead>
            <tr className="text-caption text-muted">
              <th scope="col" className="py-1 text-left font-normal">
                {t("chartCount")}
              </th>
              <th scope="col" className="py-1 text-right font-normal">
                {t("chartChance")}
              </th>
            </tr>
          </thead>
          <tbody>
            {curve.map(({ count, chance: reached }) => (
              <tr key={count} className="border-t border-line">
                <th scope="row" className="py-1 text-left font-normal">
                  {number(count)}
                </th>
                <td className="py-1 text-right">{percent(reached)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
};
