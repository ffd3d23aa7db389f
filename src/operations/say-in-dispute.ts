import { sightIn, type AskedBy } from "./sight-in.ts";
import type { Settings } from "../domain/company.ts";
import { disputeName, type DisputeAct } from "../domain/dispute.ts";
import type { Instant } from "../domain/instant.ts";
import { accepted, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { ownDisputes, shareCompany } from "../store/company-lock.ts";
import { noteTouched } from "../store/changes.ts";
import { inCompany, type Database } from "../store/database.ts";
import { keepDisputeAct } from "../store/disputes.ts";
import { loadSettings } from "../store/settings.ts";
import type { DisputeJson } from "./dispute-json.ts";
import { findDispute, presentDispute, tellWaiting, type FoundDispute } from "./find-dispute.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { doer } from "../store/doer.ts";

type Saying = { readonly number: number; readonly by: string; readonly now: Instant } & AskedBy;

/** Adds what a person says or does to a dispute, one after the other; `act` sees what the others did before. */
const operations: Readonly<Record<DisputeAct["act"], string>> = {
  comment: "comment-dispute",
  evidence: "comment-dispute",
  withdrawal: "withdraw-dispute",
  appeal: "appeal-dispute",
  decision: "decide-dispute",
};

export const sayInDispute = (
  database: Database,
  companyId: number,
  { number, by, now, caller }: Saying,
  act: (found: FoundDispute, settings: Settings) => DisputeAct | Refusal,
): Promise<Outcome<DisputeJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<DisputeJson>> => {
    await shareCompany(tx, companyId);
    await ownDisputes(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const sight = sightIn(settings, caller, "disputes:write");
    const found = await findDispute(tx, settings, { number, by, sight });
    if (!found.ok) return found;
    const done = act(found.value, settings);
    if ("code" in done) return refused(done);
    await keepDisputeAct(tx, companyId, number, done);
    const about = { subject: "dispute", subjectId: disputeName(number), after: { memberNumber: done.by } };
    noteTouched(tx, ["disputes"], new Set([found.value.dispute.memberNumber]));
    await keepAuditEvent(tx, companyId, { by: doer(), act: operations[done.act], ...about });
    if (done.act === "appeal") await tellWaiting(tx, settings, number, now);
    return accepted(await presentDispute(tx, settings, number, { now, sight }));
  });
