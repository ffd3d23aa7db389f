import { queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { listSuggestions, showCoverage } from "../client.ts";

export type Order = "due" | "score" | "new";

export const suggestionsQuery = (asked: { readonly member: string | undefined; readonly order: Order }, language: Language) =>
  queryOptions({
    queryKey: ["suggestions", asked],
    meta: { live: ["suggestions", "signals"] },
    queryFn: ({ signal }) => listSuggestions({ ...asked, limit: 100 }, { language, signal }),
    // Deadlines pass while somebody looks on.
    refetchInterval: 60_000,
    placeholderData: (last) => last,
  });

export const coverageQuery = (language: Language) =>
  queryOptions({
    queryKey: ["coverage"],
    meta: { live: ["suggestions", "signals", "activities"] },
    queryFn: ({ signal }) => showCoverage({}, { language, signal }),
  });
