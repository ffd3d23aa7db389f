import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { read } from "../api.ts";
import type { ActivityCounts, ActivityList } from "../client.ts";

export type { ActivityCounts };
export type CountRow = ActivityCounts["rows"][number];

export type Days = { readonly from: string; readonly before: string };

const countsQuery = (by: string, days: Days | undefined, language: Language) =>
  queryOptions({
    queryKey: ["activity-counts", by, days ?? null],
    meta: { live: ["activities"] },
    queryFn: ({ signal }) => read<ActivityCounts>("/activity-counts", { by, ...days }, language, signal),
    placeholderData: keepPreviousData,
  });

/** Left out days: all that there are. */
export const peopleQuery = (days: Days | undefined, language: Language) => countsQuery("member,kind", days, language);
export const byDayQuery = (days: Days | undefined, language: Language) => countsQuery("day", days, language);

export type Behind = {
  readonly member: string | null;
  readonly reference: string | null;
  readonly kind: string | undefined;
  readonly direction: string | null | undefined;
  readonly days: Days | undefined;
};

const pageOfRecords = "100";

/** The records behind a number. */
export const behindQuery = ({ member, kind, days }: Behind, language: Language) =>
  infiniteQueryOptions({
    queryKey: ["records-behind", member, kind, days],
    meta: { live: ["activities"] },
    queryFn: ({ pageParam, signal }) =>
      read<ActivityList>(
        "/activities",
        {
          ...(member === null ? { unattributed: "true" } : { member }),
          kind,
          ...days,
          limit: pageOfRecords,
          cursor: pageParam,
        },
        language,
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
