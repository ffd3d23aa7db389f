import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { listMergeSuggestions, listProspects, showProspect } from "../client.ts";

export type ProspectsAsked = {
  readonly owner?: string | undefined;
  readonly find?: string | undefined;
  readonly stage?: string | undefined;
  readonly notSince?: string | undefined;
};

export const prospectsQuery = (asked: ProspectsAsked, language: Language) =>
  infiniteQueryOptions({
    queryKey: ["prospects", "list", asked],
    meta: { live: ["prospects", "activities"] },
    queryFn: ({ pageParam, signal }) => listProspects({ ...asked, cursor: pageParam, limit: 50 }, { language, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const prospectQuery = (reference: string, language: Language) =>
  queryOptions({
    queryKey: ["prospects", "one", reference],
    meta: { live: ["prospects"] },
    queryFn: ({ signal }) => showProspect({ reference }, { language, signal }),
  });

export const suggestionsQuery = (language: Language) =>
  queryOptions({
    queryKey: ["prospects", "suggestions"],
    meta: { live: ["prospects"] },
    queryFn: ({ signal }) => listMergeSuggestions({ limit: 50 }, { language, signal }),
  });
