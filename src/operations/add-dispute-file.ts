import { sightIn, type AskedBy } from "./sight-in.ts";
import { disputeName } from "../domain/dispute.ts";
import { readEvidenceFile } from "../domain/evidence-file.ts";
import type { Instant } from "../domain/instant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { secretIn, secretWords } from "../domain/secret-number.ts";
import { ownDisputes, shareCompany } from "../store/company-lock.ts";
import { noteTouched } from "../store/changes.ts";
import { inCompany, type Database } from "../store/database.ts";
import { filesOf, keepFile } from "../store/disputes.ts";
import { loadSettings } from "../store/settings.ts";
import type { DisputeJson } from "./dispute-json.ts";
import { findDispute, presentDispute, refuseOutsider } from "./find-dispute.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { doer } from "../store/doer.ts";

const MOST_FILES = 10;

export type DisputeFileInput = { readonly number: number; readonly by: string; readonly name: string; readonly content: Uint8Array };

/** Keeps a file that shows what happened. Refuses a type that is more than looked at or listened to, one too large, and one too many. */
export const addDisputeFile = (
  database: Database,
  companyId: number,
  { number, by, name, content }: DisputeFileInput,
  { now, caller }: { readonly now: Instant } & AskedBy,
): Promise<Outcome<DisputeJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<DisputeJson>> => {
    await shareCompany(tx, companyId);
    await ownDisputes(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const sight = sightIn(settings, caller, "disputes:write");
    const found = await findDispute(tx, settings, { number, by, sight });
    if (!found.ok) return found;
    const outsider = refuseOutsider(found.value, settings, now);
    if (outsider !== undefined) return refused(outsider);
    const file = readEvidenceFile(name, content);
    if (!file.ok) return file;
    // Pictures and recordings cannot be read; a text can.
    const secret = file.value.type === "text/plain" ? secretIn(Buffer.from(content).toString("utf8")) : undefined;
    if (secret !== undefined) return refused(refusal("secret-number", "", { what: secretWords[secret] }));
    if ((await filesOf(tx, companyId, [number])).length >= MOST_FILES)
      return refused(refusal("file-evidence-many", "", { dispute: disputeName(number), limit: MOST_FILES }));
    await keepFile(tx, companyId, number, { file: file.value, by: found.value.person.number, at: now });
    const after = { type: file.value.type, memberNumber: found.value.person.number };
    noteTouched(tx, ["disputes"], new Set([found.value.dispute.memberNumber]));
    await keepAuditEvent(tx, companyId, { by: doer(), act: "add-dispute-file", subject: "dispute", subjectId: disputeName(number), after });
    return accepted(await presentDispute(tx, settings, number, { now, sight }));
  });
