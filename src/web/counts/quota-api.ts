import { queryOptions } from "@tanstack/react-query";
import type { Language, Name } from "../../domain/language.ts";
import { ask, read } from "../api.ts";

export const quotaCadences = ["day", "week", "month", "quarter"] as const;
export type QuotaCadence = (typeof quotaCadences)[number];

export type Asked = { readonly kind: string; readonly direction: string | null; readonly cadence: QuotaCadence };

/** What was done before a quota asked for it, by member and whole period. */
export type QuotaSuggestion = {
  readonly median: number | null;
  readonly counts: readonly number[];
};

export const suggestionQuery = ({ kind, direction, cadence }: Asked, language: Language) =>
  queryOptions({
    queryKey: ["quota-suggestion", kind, direction, cadence],
    queryFn: ({ signal }) =>
      read<QuotaSuggestion>("/quota-suggestion", { kind, direction: direction ?? undefined, cadence }, language, signal),
  });

export type NewQuota = {
  readonly kind: string;
  readonly direction?: string;
  readonly cadence: QuotaCadence;
  readonly target: number;
  readonly for?: { readonly team: string };
  readonly fromFirstDay?: boolean;
};

export type MadeQuota = {
  readonly metric: { readonly id: string; readonly name: Name };
  readonly plan: { readonly id: string; readonly name: Name };
};

export const makeQuota = (quota: NewQuota, language: Language): Promise<MadeQuota> =>
  ask("/quotas", language, { method: "POST", body: quota });
