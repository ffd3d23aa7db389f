import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Language, Name } from "../../domain/language.ts";
import { ask, read } from "../api.ts";

export const quotaCadences = ["day", "week", "month", "quarter"] as const;
export type QuotaCadence = (typeof quotaCadences)[number];

type Counted = { readonly kind: string; readonly direction: string | null };

export type Asked = Counted & { readonly cadence: QuotaCadence; readonly team: string | undefined; readonly target: number | undefined };

/** What was usual before a quota asked for it: a value for each member and whole period. */
export type QuotaSuggestion = {
  readonly periods: readonly { readonly startsOn: string; readonly endsBefore: string }[];
  readonly values: number;
  readonly median: number | null;
  readonly suggested: number | null;
  readonly target: number | null;
  /** How many of the values reach the target. */
  readonly met: number | null;
};

export const suggestionQuery = ({ kind, direction, cadence, team, target }: Asked, language: Language) =>
  queryOptions({
    queryKey: ["quota-suggestion", kind, direction, cadence, team, target],
    queryFn: ({ signal }) =>
      read<QuotaSuggestion>(
        "/quota-suggestion",
        { kind, direction: direction ?? undefined, cadence, team, target: target === undefined ? undefined : String(target) },
        language,
        signal,
      ),
    placeholderData: keepPreviousData,
  });

export type NewQuota = {
  readonly kind: string;
  readonly direction?: string;
  readonly cadence: QuotaCadence;
  readonly target: number;
  readonly for?: { readonly team: string };
  readonly fromFirstDay?: true;
};

export type MadeQuota = {
  readonly metric: { readonly id: string; readonly name: Name };
  readonly plan: { readonly id: string; readonly name: Name; readonly cadence: string; readonly startsOn: string };
  /** Of the records that it asks for. */
  readonly lastDay: string | null;
};

/** Where a quota is seen that was just made: in the period of the last records that it asks for, or in its first one. */
export const seenAt = ({ plan: { cadence, startsOn }, lastDay }: MadeQuota): { readonly cadence: string; readonly on: string } => ({
  cadence,
  on: lastDay === null || lastDay < startsOn ? startsOn : lastDay,
});

export const makeQuota = (quota: NewQuota, language: Language): Promise<MadeQuota> =>
  ask("/quotas", language, { method: "POST", body: quota });

export const endQuota = ({ plan, metric }: MadeQuota, language: Language): Promise<unknown> =>
  ask(`/quotas/${encodeURIComponent(plan.id)}?metric=${encodeURIComponent(metric.id)}`, language, { method: "DELETE" });
