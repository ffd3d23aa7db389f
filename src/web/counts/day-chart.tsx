import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { bucketsOf, type Bucket } from "../records/day-buckets.ts";
import { Bars } from "../records/day-chart.tsx";
import { byDayQuery, type Days } from "./api.ts";

/** How much was done on each day, by everybody together; a table stands behind the bars. */
export const CountsByDay = ({ days }: { days: Days }) => {
  const t = useTranslations("counts");
  const tRecords = useTranslations("records");
  const { language } = useLanguage();
  const { today } = useCompany();
  const { day, month, number } = useFormats();
  const { data } = useQuery(byDayQuery(days, language));
  if (data === undefined) return <div className="skeleton h-28" />;
  const tallies = data.rows.flatMap(({ day: on, count }) => (on === undefined ? [] : [{ day: on, credited: count }]));
  const { by, buckets } = bucketsOf(tallies, days.from, days.before);
  const most = buckets.reduce((best, bucket) => (bucket.credited > best.credited ? bucket : best), { startsOn: days.from, credited: 0 });
  if (buckets.length < 2 || most.credited === 0) return null;
  const when = ({ startsOn }: Bucket) => (by === "day" ? day(startsOn, today) : month(startsOn));
  const title = by === "day" ? t("byDay") : t("byMonth");
  return (
    <section aria-label={title}>
      <p className="text-table">
        <span className="font-strong">{title}</span>
        <span className="ml-2 text-muted">
          {by === "day"
            ? t("most", { day: when(most), count: number(most.credited) })
            : t("mostMonth", { month: when(most), count: number(most.credited) })}
        </span>
      </p>
      <Bars buckets={buckets} by={by} today={today} title={(bucket) => `${when(bucket)}: ${number(bucket.credited)}`} />
      <details className="mt-1 text-table">
        <summary className="w-fit rounded-control py-1 text-muted hover:text-ink">{t("dayTable")}</summary>
        <table className="mt-1 w-full max-w-sm">
          <thead>
            <tr className="text-caption text-muted">
              <th scope="col" className="py-1 text-left font-normal">
                {tRecords(by === "day" ? "dayHead" : "monthHead")}
              </th>
              <th scope="col" className="py-1 text-right font-normal">
                {t("total")}
              </th>
            </tr>
          </thead>
          <tbody>
            {buckets
              .filter(({ credited }) => credited > 0)
              .map((bucket) => (
                <tr key={bucket.startsOn} className="border-t border-line">
                  <th scope="row" className="py-1 text-left font-normal">
                    {when(bucket)}
                  </th>
                  <td className="py-1 text-right">{number(bucket.credited)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </section>
  );
};
