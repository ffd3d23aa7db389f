import { useTranslations } from "use-intl";
import type { Funnel } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { shareText } from "../share-text.ts";
import { DataTable } from "../ui/data-table.tsx";
import { Panel } from "../ui/panel.tsx";

/** The months in which was tried, each with what came of it so far and what may be expected in the end. */
export const Cohorts = ({ funnel: { cohorts } }: { funnel: Funnel }) => {
  const t = useTranslations("funnel");
  const { language } = useLanguage();
  const { number, month } = useFormats();
  const tenth = (value: number): string => number(Math.round(value * 10) / 10);
  return (
    <Panel title={t("cohorts")}>
      <p className="max-w-prose text-table text-muted">{t("cohortsLead")}</p>
      <DataTable
        label={t("cohorts")}
        columns={[
          { id: "month", head: t("month"), cell: ({ startsOn }) => `${month(startsOn)} ${startsOn.slice(0, 4)}` },
          { id: "of", head: t("tried"), cell: ({ of }) => number(of) },
          { id: "soFar", head: t("soFar"), cell: ({ reached }) => number(reached) },
          { id: "rate", head: t("rateSoFar"), cell: ({ reached, of }) => (of === 0 ? "" : shareText(reached / of, language)) },
          { id: "expected", head: t("expected"), cell: ({ expected }) => tenth(expected) },
        ]}
        rows={cohorts}
        idOf={({ startsOn }) => startsOn}
      />
    </Panel>
  );
};

/** How long it takes from the first stage to the last, as a line with a table behind it. */
export const Lag = ({ funnel: { lag } }: { funnel: Funnel }) => {
  const t = useTranslations("funnel");
  const { language } = useLanguage();
  const { number } = useFormats();
  const { half, mostly, days } = lag;
  if (half === null || mostly === null) return <Panel title={t("lag")}>{t("lagNone")}</Panel>;
  const furthest = Math.max(1, ...days.map(({ day }) => day));
  const most = Math.max(0.000_001, ...days.map(({ share }) => share));
  const x = (day: number): string => ((day / furthest) * 100).toFixed(2);
  const y = (share: number): string => (100 - (share / most) * 100).toFixed(2);
  // What has come stays until more has: steps.
  const line = days
    .map(({ day, share }, at) => `${x(day)},${y(at === 0 ? 0 : (days[at - 1]?.share ?? 0))} ${x(day)},${y(share)}`)
    .join(" ");
  return (
    <Panel title={t("lag")}>
      <p>{t("lagSaid", { half, mostly })}</p>
      <div aria-hidden className="flex gap-2">
        <div className="flex h-32 flex-col justify-between text-right text-caption text-muted">
          <span>{shareText(most, language)}</span>
          <span>{shareText(0, language)}</span>
        </div>
        <div className="relative h-32 min-w-0 grow border-b border-l border-line">
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full overflow-visible">
            <polyline points={`0,100 ${line}`} fill="none" className="stroke-accent" strokeWidth="2" vectorEffect="non-scaling-stroke" />
            <line
              x1={x(half)}
              x2={x(half)}
              y1="0"
              y2="100"
              className="stroke-edge"
              strokeDasharray="3 3"
              vectorEffect="non-scaling-stroke"
            />
          </svg>
        </div>
      </div>
      <div aria-hidden className="flex justify-between pl-11 text-caption text-muted">
        <span>0</span>
        <span>{number(furthest)}</span>
      </div>
      <details className="text-table">
        <summary className="w-fit rounded-control py-1 text-muted hover:text-ink">{t("table")}</summary>
        <table aria-label={t("lagChart")} className="mt-1 w-full max-w-sm">
          <thead>
            <tr className="text-caption text-muted">
              <th scope="col" className="py-1 text-left font-normal">
                {t("lagDay")}
              </th>
              <th scope="col" className="py-1 text-right font-normal">
                {t("lagShare")}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, share }) => (
              <tr key={day} className="border-t border-line">
                <th scope="row" className="py-1 text-left font-normal">
                  {number(day)}
                </th>
                <td className="py-1 text-right">{shareText(share, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Panel>
  );
};
