import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { listAdjustments, listClosures, listStatements, previewClosing, showStatement, type Closure } from "../client.ts";

export const closuresQuery = (language: Language) =>
  queryOptions({
    queryKey: ["closures", "all"],
    meta: { live: ["closing"] },
    queryFn: ({ signal }) => listClosures({}, { language, signal }),
  });

/** Asked anew when `closures` are others, and not before: of a period that has just been closed there is none. */
export const previewQuery = (asked: { readonly cadence: string; readonly on: string }, closures: readonly Closure[], language: Language) =>
  queryOptions({
    queryKey: ["closing", "preview", asked, closures.map(({ closure, reopened }) => `${closure} ${reopened === null}`)],
    meta: { live: ["activities", "disputes", "leaves", "settings"] },
    queryFn: ({ signal }) => previewClosing(asked, { language, signal }),
  });

export const statementsQuery = (asked: { readonly cadence: string; readonly on: string }, language: Language) =>
  infiniteQueryOptions({
    queryKey: ["closing", "statements", asked],
    meta: { live: ["closing"] },
    queryFn: ({ pageParam, signal }) => listStatements({ ...asked, cursor: pageParam, limit: 50 }, { language, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const statementQuery = (number: number, language: Language) =>
  queryOptions({
    queryKey: ["closing", "statement", number],
    meta: { live: ["closing"] },
    queryFn: ({ signal }) => showStatement({ number: String(number) }, { language, signal }),
  });

export const waitingQuery = (language: Language) =>
  queryOptions({
    queryKey: ["closing", "waiting"],
    meta: { live: ["closing", "attainment"] },
    queryFn: ({ signal }) => listAdjustments({ open: "true" }, { language, signal }),
  });
