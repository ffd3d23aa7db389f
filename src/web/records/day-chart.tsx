import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Period } from "../api.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { talliesQuery } from "../queries.ts";
import { Trouble } from "../ui/trouble.tsx";
import { amountLike, bucketsOf, type Bucket } from "./day-buckets.ts";

const plot = 72;
const below = 18;

/** Which bars are named: all of a week, some of a month, the first of each month beyond that, so that the names never touch. */
const isNamed = ({ startsOn }: Bucket, index: number, count: number): boolean =>
  count <= 14 || (count <= 35 ? index % 7 === 0 : startsOn.endsWith("-01"));

export const Bars = ({
  buckets,
  by,
  today,
  title,
}: {
  buckets: readonly Bucket[];
  by: "day" | "month";
  today: string;
  title: (bucket: Bucket) => string;
}) => {
  const { weekday, dayOfMonth, monthShort } = useFormats();
  const most = Math.max(...buckets.map(({ credited }) => credited), 1);
  const step = 100 / buckets.length;
  const label = ({ startsOn }: Bucket) => {
    if (by === "month" || buckets.length > 35) return monthShort(startsOn);
    return buckets.length <= 14 ? weekday(startsOn) : dayOfMonth(startsOn);
  };
  return (
    <svg aria-hidden className="mt-3 w-full overflow-visible" height={plot + below}>
      {buckets.map((bucket, index) => {
        const height = (bucket.credited / most) * plot;
        const first = index === 0;
        return (
          <g key={bucket.startsOn}>
            {bucket.startsOn === today && <rect x={`${index * step}%`} y={0} width={`${step}%`} height={plot} className="fill-track" />}
            <rect
              x={`${(index + 0.14) * step}%`}
              y={plot - height}
              width={`${step * 0.72}%`}
              height={height}
              rx={1}
              className="fill-accent"
            />
            {isNamed(bucket, index, buckets.length) && (
              <text
                x={first && buckets.length > 14 ? 0 : `${(index + 0.5) * step}%`}
                y={plot + below - 4}
                textAnchor={first && buckets.length > 14 ? "start" : "middle"}
                className="fill-muted text-[11px]"
              >
                {label(bucket)}
              </text>
            )}
            <rect x={`${index * step}%`} y={0} width={`${step}%`} height={plot} fill="transparent">
              <title>{title(bucket)}</title>
            </rect>
          </g>
        );
      })}
      <line x1="0" x2="100%" y1={plot + 0.5} y2={plot + 0.5} className="stroke-edge" strokeWidth={1} />
    </svg>
  );
};

/** What was credited on each day of the period; the title says what there is to see, and a table stands behind the bars. */
export const DayChart = ({ member, metric, period, today }: { member: string; metric: string; period: Period; today: string }) => {
  const t = useTranslations("records");
  const { language } = useLanguage();
  const company = useCompany();
  const { amount, amountSaid, dayWithin, month } = useFormats();
  const query = useQuery(talliesQuery({ member, metric, from: period.startsOn, before: period.endsBefore }, language));
  if (query.error !== null && query.data === undefined) return <Trouble error={query.error} onAgain={() => void query.refetch()} />;
  if (query.data === undefined) return <div className="skeleton h-32" />;
  const { by, buckets } = bucketsOf(query.data.tallies, period.startsOn, period.endsBefore);
  if (buckets.length < 2) return null;
  const known = company.metric(metric);
  const said = (value: number) => amountSaid(known, amountLike(query.data.tallies[0]?.credited, value));
  const when = (bucket: Bucket) => (by === "day" ? dayWithin(bucket.startsOn, period, today) : month(bucket.startsOn));
  const most = buckets.reduce((best, bucket) => (bucket.credited > best.credited ? bucket : best));
  const finding =
    most.credited <= 0
      ? t("none")
      : by === "day"
        ? t("most", { day: dayWithin(most.startsOn, period, today), amount: said(most.credited) })
        : t("mostMonth", { month: when(most), amount: said(most.credited) });
  return (
    <section aria-labelledby="by-day">
      <h3 id="by-day" className="text-table">
        <span className="font-strong">{by === "day" ? t("byDay") : t("byMonth")}</span>
        <span className="ml-2 text-muted">{finding}</span>
      </h3>
      {most.credited > 0 && (
        <Bars buckets={buckets} by={by} today={today} title={(bucket) => `${when(bucket)}: ${said(bucket.credited)}`} />
      )}
      {most.credited > 0 && (
        <details className="mt-1 text-table">
          <summary className="w-fit rounded-control py-1 text-muted hover:text-ink">{t("asTable")}</summary>
          <table className="mt-1 w-full">
            <thead>
              <tr className="text-caption text-muted">
                <th scope="col" className="py-1 text-left font-normal">
                  {by === "day" ? t("dayHead") : t("monthHead")}
                </th>
                <th scope="col" className="py-1 text-right font-normal">
                  {t("creditHead")}
                </th>
              </tr>
            </thead>
            <tbody>
              {buckets
                .filter(({ credited }) => credited !== 0)
                .map((bucket) => (
                  <tr key={bucket.startsOn} className="border-t border-line">
                    <th scope="row" className="py-1 text-left font-normal">
                      {when(bucket)}
                    </th>
                    <td className="py-1 text-right">{amount(known, amountLike(query.data.tallies[0]?.credited, bucket.credited))}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
};
