import type { Seen } from "../domain/sight.ts";
import { isProspectSeen } from "./seen.ts";
import { sql, type RawBuilder } from "kysely";
import type { ProspectReference } from "../domain/activity.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { prospectName } from "./prospects.ts";

/** Two identities that are perhaps of one prospect; without reason and person a report named them together. */
export type SuggestedPair = {
  readonly keep: ProspectReference;
  readonly other: ProspectReference;
  readonly reason: string | null;
  readonly by: string | null;
};

export type MergeDecision = "merged" | "dismissed";

export type MergeSuggestion = SuggestedPair & {
  readonly number: number;
  readonly keepName: string | null;
  readonly otherName: string | null;
  readonly at: string;
  /** Null: open. */
  readonly decision: MergeDecision | null;
  readonly decisionReason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
};

/** The identities `k` and `o` of rows `s` that name two. */
const bothIdentities = (companyId: number): RawBuilder<unknown> => sql`
  cross join lateral (
    select i.prospect_number from prospect_identities i
    where i.company_id = ${companyId} and i.kind = s.keep_kind collate "C" and i.value = s.keep_value collate "C" limit 1) k
  cross join lateral (
    select i.prospect_number from prospect_identities i
    where i.company_id = ${companyId} and i.kind = s.other_kind collate "C" and i.value = s.other_value collate "C" limit 1) o`;

/**
 * Keeps that these are perhaps one. Not again what was suggested before, whatever was decided: of the same two prospects by any of their
 * identities. The numbers of the new ones.
 */
export const suggestMerges = async (tx: Transaction, companyId: number, pairs: readonly SuggestedPair[]): Promise<readonly number[]> => {
  if (pairs.length === 0) return [];
  const text = (read: (pair: SuggestedPair) => string | null) => columnOf("text", pairs.map(read));
  const { rows } = await sql<{ suggestion_number: number }>`
    with known as (
      select least(k.prospect_number, o.prospect_number) as one, greatest(k.prospect_number, o.prospect_number) as another
      from merge_suggestions s ${bothIdentities(companyId)}
      where s.company_id = ${companyId}
    ), new as (
      select distinct on (1, 2) least(k.prospect_number, o.prospect_number) as one, greatest(k.prospect_number, o.prospect_number) as another, s.*
      from unnest(${text(({ keep }) => keep.kind)}, ${text(({ keep }) => keep.value)}, ${text(({ other }) => other.kind)}, ${text(({ other }) => other.value)},
        ${text(({ reason }) => reason)}, ${text(({ by }) => by)})
        with ordinality as s (keep_kind, keep_value, other_kind, other_value, reason, suggested_by, position)
      ${bothIdentities(companyId)}
      where k.prospect_number <> o.prospect_number
      order by 1, 2, s.position
    )
    insert into merge_suggestions (company_id, suggestion_number, keep_kind, keep_value, other_kind, other_value, reason, suggested_by)
    select ${companyId}::integer, (select coalesce(max(s.suggestion_number), 0) from merge_suggestions s where s.company_id = ${companyId}) + row_number() over (order by n.position),
      n.keep_kind, n.keep_value, n.other_kind, n.other_value, n.reason, n.suggested_by
    from new n
    where not exists (select from known w where (w.one, w.another) = (n.one, n.another))
    returning suggestion_number`.execute(tx);
  return rows.map((row) => row.suggestion_number);
};

const suggestions = (companyId: number, which: RawBuilder<unknown>): RawBuilder<MergeSuggestion> => sql<MergeSuggestion>`
  select s.suggestion_number as number, jsonb_build_object('kind', s.keep_kind, 'value', s.keep_value) as keep,
    jsonb_build_object('kind', s.other_kind, 'value', s.other_value) as other, ${prospectName("kp")} as "keepName", ${prospectName("op")} as "otherName",
    s.reason, s.suggested_by as by, s.suggested_at as at, s.decision, s.decision_reason as "decisionReason", s.decided_by as "decidedBy", s.decided_at as "decidedAt"
  from merge_suggestions s ${bothIdentities(companyId)}
  left join prospects kp on kp.company_id = ${companyId} and kp.prospect_number = k.prospect_number
  left join prospects op on op.company_id = ${companyId} and op.prospect_number = o.prospect_number
  where s.company_id = ${companyId} and ${which}
  order by s.suggestion_number`;

/** Both are, of the two that a suggestion names. */
const areSeen = (companyId: number, seen: Seen | undefined): RawBuilder<unknown> =>
  seen === undefined
    ? sql``
    : sql`and ${isProspectSeen(companyId, seen, sql`k.prospect_number`)} and ${isProspectSeen(companyId, seen, sql`o.prospect_number`)}`;

/** Those that nobody has decided, the first suggested first. */
export const openSuggestions = async (
  tx: Transaction,
  companyId: number,
  { after, limit, seen }: { readonly after: number; readonly limit: number; readonly seen?: Seen | undefined },
): Promise<readonly MergeSuggestion[]> => {
  const { rows } = await sql<MergeSuggestion>`
    ${suggestions(companyId, sql`s.decision is null and s.suggestion_number > ${after} ${areSeen(companyId, seen)}`)} limit ${limit}`.execute(
    tx,
  );
  return rows;
};

export const suggestionNumbered = async (tx: Transaction, companyId: number, number: number): Promise<MergeSuggestion | undefined> => {
  const { rows } = await suggestions(companyId, sql`s.suggestion_number = ${number}`).execute(tx);
  return rows[0];
};

/** What was suggested of a prospect, by the root, with whom it is perhaps one. At most a thousand. */
export const suggestionsOf = async (tx: Transaction, companyId: number, root: bigint, seen?: Seen): Promise<readonly MergeSuggestion[]> => {
  const { rows } = await sql<MergeSuggestion>`
    ${suggestions(companyId, sql`${root} in (k.prospect_number, o.prospect_number) and k.prospect_number <> o.prospect_number ${areSeen(companyId, seen)}`)} limit 1000`.execute(
    tx,
  );
  return rows;
};

/** The suggestion of these two, by their roots. */
export const suggestionBetween = async (
  tx: Transaction,
  companyId: number,
  [one, other]: readonly [bigint, bigint],
): Promise<MergeSuggestion | undefined> => {
  const { rows } = await sql<MergeSuggestion>`
    ${suggestions(companyId, sql`(k.prospect_number, o.prospect_number) in ((${one}::bigint, ${other}::bigint), (${other}::bigint, ${one}::bigint))`)} limit 1`.execute(
    tx,
  );
  return rows[0];
};

export const decideSuggestion = async (
  tx: Transaction,
  companyId: number,
  number: number,
  { decision, reason, by }: { readonly decision: MergeDecision; readonly reason: string; readonly by: string },
): Promise<void> => {
  await sql`
    update merge_suggestions set decision = ${decision}, decision_reason = ${reason}, decided_by = ${by}, decided_at = now()
    where company_id = ${companyId} and suggestion_number = ${number}`.execute(tx);
};

/** Whatever was suggested of two that are one by now is decided. */
export const closeSuggestions = async (
  tx: Transaction,
  companyId: number,
  { reason, by }: { readonly reason: string; readonly by: string },
): Promise<void> => {
  await sql`
    update merge_suggestions m set decision = 'merged', decision_reason = ${reason}, decided_by = ${by}, decided_at = now()
    from (
      select s.suggestion_number from merge_suggestions s ${bothIdentities(companyId)}
      where s.company_id = ${companyId} and s.decision is null and k.prospect_number = o.prospect_number) s
    where m.company_id = ${companyId} and m.suggestion_number = s.suggestion_number`.execute(tx);
};
