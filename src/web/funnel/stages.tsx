import { useTranslations } from "use-intl";
import type { Funnel } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { shareText } from "../share-text.ts";

type Rate = Funnel["steps"][number]["rate"];

/** A rate with the interval in which it may lie, at 95 %. */
export const RateText = ({ rate }: { rate: Rate }) => {
  const t = useTranslations("funnel");
  const { language } = useLanguage();
  if (rate === null) return <span className="text-muted">{t("none")}</span>;
  const { low, high } = rate.interval;
  return (
    <span className="whitespace-nowrap">
      {shareText(rate.mean, language)}{" "}
      <span className="text-muted">{t("interval", { low: shareText(low, language), high: shareText(high, language) })}</span>
    </span>
  );
};

/** Where a rate may lie on a scale: its interval as a band, what was counted as a line. */
export const RateBand = ({ rate, most }: { rate: Rate; most: number }) => {
  if (rate === null || most <= 0) return null;
  const at = (share: number): string => `${Math.min(100, (share / most) * 100)}%`;
  const { low, high } = rate.interval;
  return (
    <span aria-hidden className="relative block h-3 w-full rounded-bar bg-track">
      <span
        className="absolute inset-y-0 rounded-bar bg-accent opacity-40"
        style={{ left: at(low), width: `calc(${at(high)} - ${at(low)})` }}
      />
      <span className="absolute -inset-y-0.5 w-0.5 bg-ink" style={{ left: at(rate.mean) }} />
    </span>
  );
};

/** Stage by stage: how many, what share of the stage before, and where that may lie. */
export const Stages = ({ funnel }: { funnel: Funnel }) => {
  const t = useTranslations("funnel");
  const { name, number } = useFormats();
  const { stages, steps } = funnel;
  const most = Math.max(1, ...stages.map(({ count }) => count));
  return (
    <table aria-label={t("stages")} className="w-full border-collapse text-table">
      <thead>
        <tr className="border-b border-line text-left text-caption text-muted">
          <th scope="col" className="py-1.5 pr-3 font-normal">
            {t("stageHead")}
          </th>
          <th scope="col" className="py-1.5 pr-3 text-right font-normal">
            {t("countHead")}
          </th>
          <th scope="col" className="py-1.5 font-normal">
            {t("stepHead")}
          </th>
        </tr>
      </thead>
      <tbody>
        {stages.map(({ id, name: called, count, loose }, at) => (
          <tr key={id} className="border-b border-line align-top last:border-b-0">
            <th scope="row" className="w-1/2 py-2.5 pr-3 text-left font-normal">
              <span className="block font-medium break-words">{name(called)}</span>
              <span aria-hidden className="mt-1 block h-2 rounded-bar bg-track">
                <span className="block h-full min-w-px rounded-bar bg-accent" style={{ width: `${(count / most) * 100}%` }} />
              </span>
              {loose !== null && loose > 0 && <span className="mt-1 block text-caption text-muted">{t("loose", { count: loose })}</span>}
            </th>
            <td className="py-2.5 pr-3 text-right font-strong">{number(count)}</td>
            <td className="py-2.5">{at > 0 && <RateText rate={steps[at - 1]?.rate ?? null} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
