import type { EvidenceFile } from "../domain/evidence-file.ts";
import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { fileOf } from "../store/disputes.ts";

/** A file that was kept with a dispute. */
export const readDisputeFile = (
  database: Database,
  companyId: number,
  { number, file }: { readonly number: number; readonly file: number },
): Promise<Outcome<EvidenceFile>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<EvidenceFile>> => {
    const found = await fileOf(tx, companyId, number, file);
    return found === undefined
      ? refused(refusal("not-found", "/file", { what: { en: "file", ko: "파일" }, found: file, hint: noHint }))
      : accepted(found);
  });
