import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Language } from "../domain/language.ts";
import { showTrend } from "./client.ts";

export type TrendAsked = {
  readonly metric: string;
  readonly cadence: string;
  readonly on?: string | undefined;
  readonly team?: string | undefined;
};

/** What there is of a metric in the last eight periods, the one with the day last. */
export const trendQuery = (asked: TrendAsked, language: Language) =>
  queryOptions({
    queryKey: ["trend", asked],
    queryFn: ({ signal }) => showTrend(asked, { language, signal }),
    placeholderData: keepPreviousData,
    // It looks back: what came a moment ago is in the numbers beside it.
    staleTime: 60_000,
    refetchInterval: 60_000,
  });
