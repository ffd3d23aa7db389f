import { sql } from "kysely";
import type { ActivityKey } from "./activities.ts";
import type { Transaction } from "./database.ts";

export type Act = { readonly act: "void" | "restore"; readonly reason: string; readonly doneBy: string };

type Why = { readonly reason: string; readonly doneBy: string; readonly disputeNumber?: number };

const noteAct = async (
  tx: Transaction,
  companyId: number,
  { source, externalId }: ActivityKey,
  act: Act["act"] | "attest",
  { reason, doneBy, disputeNumber }: Why,
): Promise<void> => {
  await sql`
    insert into activity_acts (company_id, source, external_id, act_number, act, reason, done_by, dispute_number)
    select ${companyId}::integer, ${source}, ${externalId}, coalesce(max(p.act_number), 0) + 1, ${act}, ${reason}, ${doneBy}, ${disputeNumber ?? null}::integer
    from activity_acts p where p.company_id = ${companyId} and p.source = ${source} and p.external_id = ${externalId}`.execute(tx);
};

/** Notes who entered an activity that this transaction recorded, or corrected one, and why. */
export const recordAttestation = (tx: Transaction, companyId: number, key: ActivityKey, why: Why): Promise<void> =>
  noteAct(tx, companyId, key, "attest", why);

/** Notes what a person did to a locked activity, and lets it hold. */
export const recordAct = async (tx: Transaction, companyId: number, key: ActivityKey, { act, ...why }: Act): Promise<void> => {
  const { source, externalId } = key;
  await noteAct(tx, companyId, key, act, why);
  await sql`
    update activities a set taken_back = ${act === "void"}
    where a.company_id = ${companyId} and a.source = ${source} and a.external_id = ${externalId}`.execute(tx);
};
