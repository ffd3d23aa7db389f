import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { estimateRewardCost, listRewardStatements, showRewardLedger, showRewards, showRewardStatement } from "../client.ts";

/** What changes with every record. */
export const rewardsQuery = (asked: { readonly on?: string; readonly member?: string }, language: Language) =>
  queryOptions({
    queryKey: ["rewards", "shown", asked],
    meta: { live: ["rewards", "attainment", "settings"] },
    queryFn: ({ signal }) => showRewards(asked, { language, signal }),
  });

export const rewardStatementsQuery = (asked: { readonly on?: string; readonly member?: string }, language: Language) =>
  infiniteQueryOptions({
    queryKey: ["rewards", "statements", asked],
    meta: { live: ["rewards"] },
    queryFn: ({ pageParam, signal }) => listRewardStatements({ ...asked, cursor: pageParam, limit: 100 }, { language, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const rewardStatementQuery = (number: number, language: Language) =>
  queryOptions({
    queryKey: ["rewards", "statement", number],
    meta: { live: ["rewards"] },
    queryFn: ({ signal }) => showRewardStatement({ number: String(number) }, { language, signal }),
  });

export const rewardLedgerQuery = (member: string, language: Language) =>
  queryOptions({
    queryKey: ["rewards", "ledger", member],
    meta: { live: ["rewards"] },
    queryFn: ({ signal }) => showRewardLedger({ member }, { language, signal }),
  });

export const rewardCostQuery = (asked: { readonly reward: string; readonly periods: number }, language: Language) =>
  queryOptions({
    queryKey: ["rewards", "cost", asked],
    queryFn: ({ signal }) => estimateRewardCost({ body: asked }, { language, signal }),
  });
