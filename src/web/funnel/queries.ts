import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { funnelOf } from "../client.ts";

export type FunnelAsked = Parameters<typeof funnelOf>[0];

export const funnelQuery = (asked: FunnelAsked, language: Language) =>
  queryOptions({
    queryKey: ["funnel", asked],
    meta: { live: ["activities", "settings"] },
    queryFn: ({ signal }) => funnelOf(asked, { language, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
