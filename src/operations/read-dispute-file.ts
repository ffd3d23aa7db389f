import { narrowed } from "../domain/sight.ts";
import { loadSettings } from "../store/settings.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { EvidenceFile } from "../domain/evidence-file.ts";
import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { disputeNumbered, fileOf } from "../store/disputes.ts";

/** A file that was kept with a dispute. */
export const readDisputeFile = (
  database: Database,
  companyId: number,
  { number, file }: { readonly number: number; readonly file: number },
  { caller }: AskedBy = {},
): Promise<Outcome<EvidenceFile>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<EvidenceFile>> => {
    const sight = sightIn(await loadSettings(tx, companyId), caller, "disputes:read");
    const isThere = (await disputeNumbered(tx, companyId, number, narrowed(sight))) !== undefined;
    const found = isThere ? await fileOf(tx, companyId, number, file) : undefined;
    return found === undefined
      ? refused(refusal("not-found", "/file", { what: { en: "file", ko: "파일" }, found: file, hint: noHint }))
      : accepted(found);
  });
