import { queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { describeRules, findMembers, listMetrics, listPlans, listSettingsChanges, showDraft, showMetric, showPlan } from "../client.ts";

export const plansQuery = (language: Language) =>
  queryOptions({ queryKey: ["plans"], queryFn: ({ signal }) => listPlans({}, { language, signal }), meta: { live: ["settings"] } });

export const planQuery = (id: string, language: Language) =>
  queryOptions({ queryKey: ["plan", id], queryFn: ({ signal }) => showPlan({ id }, { language, signal }), gcTime: 0, retry: false });

export const metricsQuery = (language: Language) =>
  queryOptions({ queryKey: ["metrics"], queryFn: ({ signal }) => listMetrics({}, { language, signal }), meta: { live: ["settings"] } });

export const metricQuery = (id: string, language: Language) =>
  queryOptions({ queryKey: ["metric", id], queryFn: ({ signal }) => showMetric({ id }, { language, signal }) });

export const draftQuery = (id: string, language: Language) =>
  queryOptions({ queryKey: ["draft", id], queryFn: ({ signal }) => showDraft({ id }, { language, signal }), staleTime: 0, gcTime: 0 });

/** What conditions and plans can be made of. */
export const rulesQuery = (language: Language) =>
  queryOptions({ queryKey: ["rule-words"], queryFn: ({ signal }) => describeRules({ language, signal }), staleTime: 60_000 });

export const membersFoundQuery = (find: string, language: Language) =>
  queryOptions({
    queryKey: ["members-found", find],
    queryFn: ({ signal }) => findMembers({ find }, { language, signal }),
    staleTime: 60_000,
  });

export const changesQuery = (of: { readonly plan?: string; readonly metric?: string }, language: Language) =>
  queryOptions({
    queryKey: ["settings-changes", of],
    queryFn: ({ signal }) => listSettingsChanges({ ...of, limit: 50 }, { language, signal }),
  });
