import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { ask, read } from "../api.ts";
import type { QuotaMade, QuotaSuggestion } from "../client.ts";

export const quotaCadences = ["day", "week", "month", "quarter"] as const;
export type QuotaCadence = (typeof quotaCadences)[number];

type Counted = { readonly kind: string; readonly direction: string | null };

export type Asked = Counted & { readonly cadence: QuotaCadence; readonly team: string | undefined; readonly target: number | undefined };

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

/** What is kept of it for as long as it may be taken back. */
export type MadeQuota = Pick<QuotaMade, "metric" | "plan" | "lastDay">;

/** Where a quota is seen that was just made: in the period of the last records that it asks for, or in its first one. */
export const seenAt = ({ plan: { cadence, startsOn }, lastDay }: MadeQuota): { readonly cadence: string; readonly on: string } => ({
  cadence,
  on: lastDay === null || lastDay < startsOn ? startsOn : lastDay,
});

export const makeQuota = (quota: NewQuota, language: Language): Promise<MadeQuota> =>
  ask("/quotas", language, { method: "POST", body: quota });

export const endQuota = ({ plan, metric }: MadeQuota, language: Language): Promise<unknown> =>
  ask(`/quotas/${encodeURIComponent(plan.id)}?metric=${encodeURIComponent(metric.id)}`, language, { method: "DELETE" });
