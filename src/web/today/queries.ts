import { queryOptions } from "@tanstack/react-query";
import type { Language, Name } from "../../domain/language.ts";
import { read, type Attainment, type Explained, type Verdict } from "../api.ts";
import type { Dispute } from "../disputes/api.ts";
import { findOwnProspects, type Today } from "../client.ts";

/** A record with the verdict of every metric. */
export type Logged = Omit<Explained, "verdict"> & {
  readonly member: string | null;
  readonly memberName: Name | null;
  readonly isVoid: boolean;
  readonly voidReason: string | null;
  readonly recordedAt: string;
  readonly sameAs: { readonly source: string; readonly externalId: string } | null;
  readonly verdicts: readonly { readonly metric: string; readonly metricName: Name; readonly verdict: Verdict }[];
};

/** As the pages of attainment and records read it. */
export type TodayAnswer = Omit<Today, "attainment" | "records"> & {
  readonly attainment: Omit<Attainment, "period"> & { readonly periods: readonly Attainment["period"][] };
  readonly records: Omit<Today["records"], "latest" | "disputes"> & {
    readonly latest: readonly Logged[];
    readonly disputes: readonly Dispute[];
  };
};

export const todayQuery = (language: Language) =>
  queryOptions({
    queryKey: ["today"],
    meta: { live: ["attainment", "activities", "disputes", "notices", "prospects", "closing", "suggestions"] },
    queryFn: ({ signal }) => read<TodayAnswer>("/today", {}, language, signal),
    refetchInterval: 60_000,
  });

export const ownProspectsQuery = (find: string, language: Language) =>
  queryOptions({
    queryKey: ["own-prospects", find],
    queryFn: ({ signal }) => findOwnProspects({ find, limit: 6 }, { language, signal }),
    staleTime: 30_000,
    placeholderData: (last) => last,
    retry: false,
  });
