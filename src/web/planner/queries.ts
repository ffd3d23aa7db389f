import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { listMembers, planEffort, showFunnel, type EffortOrder } from "../client.ts";

export const stagesQuery = (language: Language) =>
  queryOptions({
    queryKey: ["funnel-assumptions"],
    meta: { live: ["settings"] },
    queryFn: ({ signal }) => showFunnel({ language, signal }),
  });

export const repsQuery = (language: Language) =>
  queryOptions({
    queryKey: ["planner-reps"],
    meta: { live: ["settings"] },
    queryFn: async ({ signal }) => (await listMembers({ limit: 200 }, { language, signal })).members,
  });

export const effortQuery = (order: EffortOrder | undefined, language: Language) =>
  queryOptions({
    queryKey: ["effort", order, language],
    meta: { live: ["activities", "settings"] },
    queryFn: ({ signal }) => (order === undefined ? Promise.resolve(null) : planEffort({ body: order }, { language, signal })),
    placeholderData: keepPreviousData,
  });
