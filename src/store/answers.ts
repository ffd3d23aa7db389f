import { sql, type RawBuilder } from "kysely";
import type { SignalKey } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
import { lockActivities, type ActivityKey } from "./activities.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { evaluationOf } from "./evaluation.ts";
import { recount } from "./recording.ts";

const keyRows = (keys: readonly SignalKey[]): RawBuilder<unknown> => sql`
  (select k.source collate "C" as source, k.external_id collate "C" as external_id from unnest(${columnOf(
    "text",
    keys.map(({ source }) => source),
  )}, ${columnOf(
    "text",
    keys.map(({ externalId }) => externalId),
  )}) as k (source, external_id))`;

/** The activities that name one of these signals, told or not. */
export const answersTo = async (tx: Transaction, companyId: number, signals: readonly SignalKey[]): Promise<readonly ActivityKey[]> => {
  if (signals.length === 0) return [];
  const { rows } = await sql<ActivityKey>`
    select a.source, a.external_id as "externalId"
    from ${keyRows(signals)} k cross join lateral (
      select a.source, a.external_id from activities a
      where a.company_id = ${companyId} and a.signal_source = k.source and a.signal_external_id = k.external_id offset 0) a
    order by 1, 2`.execute(tx);
  return rows;
};

/** Says whose each of these signals is, by the names that prospects have now; of whom no name is left keeps theirs. */
const placeSignals = async (tx: Transaction, companyId: number, signals: readonly SignalKey[]): Promise<void> => {
  await sql`
    update signals s set prospect_number = i.prospect_number, own_prospect_number = i.own_number
    from ${keyRows(signals)} k join signals t on t.company_id = ${companyId} and t.source = k.source and t.external_id = k.external_id
    left join prospect_identities i on i.company_id = ${companyId} and i.kind = t.author_kind and i.value = t.author_value
    where s.company_id = ${companyId} and s.signal_number = t.signal_number
      and (i.prospect_number is not null or t.author_value is null and exists (
        select from prospect_identities j where j.company_id = ${companyId} and j.prospect_number = s.prospect_number))
      and (s.prospect_number, s.own_prospect_number) is distinct from (i.prospect_number, i.own_number)`.execute(tx);
};

/**
 * Lets `change` write what these signals are from now on, and counts anew what answers them: it makes no difference whether an activity or its signal is
 * told first. The company is shared, so that nobody who answers records meanwhile, and the authors are prospects already.
 */
export const recountAnswers = async (
  tx: Transaction,
  settings: Settings,
  signals: readonly SignalKey[],
  change: () => Promise<void>,
): Promise<void> => {
  const changed = await answersTo(tx, settings.companyId, signals);
  const write = async (): Promise<void> => {
    await change();
    if (signals.length > 0) await placeSignals(tx, settings.companyId, signals);
  };
  if (changed.length === 0) {
    await write();
    return;
  }
  await lockActivities(tx, settings, changed);
  await recount(tx, await evaluationOf(tx, settings), { created: [], changed, cause: "signal", change: write });
};

/** Lets what answers the signals of these names follow before the signals lose them; what it counts for stays as it is. */
export const renameAnswers = async (
  tx: Transaction,
  companyId: number,
  identities: readonly { readonly kind: string; readonly value: string }[],
): Promise<void> => {
  await sql`
    update activities a set signal_external_id = 'erased-' || s.signal_number
    from unnest(${columnOf(
      "text",
      identities.map(({ kind }) => kind),
    )}, ${columnOf(
      "text",
      identities.map(({ value }) => value),
    )}) as i (kind, value)
    join signals s on s.company_id = ${companyId} and s.author_kind = i.kind collate "C" and s.author_value = i.value collate "C"
    where a.company_id = ${companyId} and a.signal_source = s.source and a.signal_external_id = s.external_id`.execute(tx);
};

/** A signal that nobody has told may be called by its author's name: of whoever is erased it is answered no more. */
export const dropUntoldAnswers = async (tx: Transaction, companyId: number, root: bigint): Promise<void> => {
  await sql`
    update activities a set signal_source = null, signal_external_id = null
    where a.company_id = ${companyId} and a.prospect_number = ${root} and a.signal_source is not null and not exists (
      select from signals s where s.company_id = ${companyId} and s.source = a.signal_source and s.external_id = a.signal_external_id)`.execute(
    tx,
  );
};
