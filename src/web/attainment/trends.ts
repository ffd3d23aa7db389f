import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Attainment } from "../api.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import type { View } from "../search.ts";
import { trendQuery } from "../trend-query.ts";
import { magnitude } from "./requirement.ts";
import type { Trend } from "./tables.ts";

/** How each did in the last periods, of the number by which the page is sorted, else of the first that is asked. */
export const useTrends = (attainment: Attainment, view: View): ((member: string) => Trend | undefined) => {
  const t = useTranslations("morning");
  const { language } = useLanguage();
  const { amount, name } = useFormats();
  const metric = attainment.metrics.find(({ id }) => id === view.sort) ?? attainment.metrics[0];
  const { cadence, startsOn } = attainment.period;
  const isAsked = metric !== undefined && attainment.rows.length > 0 && view.by === undefined;
  const asked = { metric: metric?.id ?? "", cadence, on: startsOn, team: view.team };
  const { data } = useQuery({ ...trendQuery(asked, language), enabled: isAsked });
  return useMemo(() => {
    const known = new Map((data?.members ?? []).map(({ member, credited }) => [member, credited]));
    return (member) => {
      const credited = known.get(member);
      if (credited === undefined || metric === undefined || data?.metric.id !== metric.id) return undefined;
      const values = credited.map((each) => amount(metric, each)).join(", ");
      return { values: credited.map(magnitude), said: t("trend", { metric: name(metric.name), count: credited.length, values }) };
    };
  }, [data, metric, amount, name, t]);
};
