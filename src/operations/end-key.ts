import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { endKey as endKept, findKey, type ApiKey } from "../store/api-keys.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";

/** Ends a key at once; one that was ended stays as it is. */
export const endKey = (
  database: Database,
  companyId: number,
  { number, by }: { readonly number: number; readonly by: string },
): Promise<Outcome<ApiKey>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<ApiKey>> => {
    const ended = await endKept(tx, companyId, number, by);
    if (ended !== undefined) {
      const states = { before: { state: "holds" }, after: { state: "ended" } };
      await keepAuditEvent(tx, companyId, { by, act: "end-key", subject: "api-key", subjectId: String(number), ...states });
      return accepted(ended);
    }
    const there = await findKey(tx, companyId, number);
    const what = { en: "API key", ko: "API 키" };
    return there === undefined ? refused(refusal("not-found", "/number", { what, found: number, hint: noHint })) : accepted(there);
  });
