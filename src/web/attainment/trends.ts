import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Attainment } from "../api.ts";
import { useLanguage } from "../language.tsx";
import type { View } from "../search.ts";
import { trendQuery } from "../trend-query.ts";
import type { Trend } from "./tables.ts";

/** How each did in the last periods, of the number by which the page is sorted, else of the first that is asked. It is put into words where it is drawn. */
export const useTrends = (attainment: Attainment, view: View): ((member: string) => Trend | undefined) => {
  const { language } = useLanguage();
  const metric = attainment.metrics.find(({ id }) => id === view.sort) ?? attainment.metrics[0];
  const { cadence, startsOn } = attainment.period;
  // Of what is still being counted nothing can be told.
  const isCounted = attainment.counting.every((each) => each.metric !== metric?.id);
  const isAsked = metric !== undefined && isCounted && attainment.rows.length > 0 && view.by === undefined;
  const asked = { metric: metric?.id ?? "", cadence, on: startsOn, team: view.team };
  const { data } = useQuery({ ...trendQuery(asked, language), enabled: isAsked });
  return useMemo(() => {
    const known = new Map((data?.members ?? []).map(({ member, credited }) => [member, credited]));
    return (member) => {
      const credited = known.get(member);
      return credited === undefined || data === undefined ? undefined : { metric: data.metric, credited };
    };
  }, [data]);
};
