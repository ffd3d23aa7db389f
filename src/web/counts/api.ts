import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Language, Name } from "../../domain/language.ts";
import { read, type Explained } from "../api.ts";

export type CountRow = {
  /** Null: nobody known; `reference` is then what the file calls them. */
  readonly member?: string | null;
  readonly name?: Name | null;
  readonly source?: string | null;
  readonly reference?: string | null;
  readonly kind?: string;
  readonly direction?: string | null;
  readonly day?: string;
  readonly count: number;
};

export type ActivityCounts = {
  readonly from: string | null;
  readonly before: string | null;
  /** Of what is counted; null: there is nothing. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Activities, each once; the rows count one that several members share for each of them, `shared` more. */
  readonly total: number;
  readonly shared?: number;
  readonly kinds: readonly { readonly kind: string; readonly kindName?: Name; readonly direction: string | null; readonly count: number }[];
  readonly rows: readonly CountRow[];
};

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

type ActivityPage = {
  readonly activities: readonly (Omit<Explained, "verdict"> & { readonly memberReference?: string })[];
  readonly nextCursor: string | null;
};

const pageOfRecords = "100";

/** The records behind a number. */
export const behindQuery = ({ member, kind, days }: Behind, language: Language) =>
  infiniteQueryOptions({
    queryKey: ["records-behind", member, kind, days],
    meta: { live: ["activities"] },
    queryFn: ({ pageParam, signal }) =>
      read<ActivityPage>(
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
