import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { evaluationOf } from "../store/evaluation.ts";
import { endOptOut, lockOptOut, prospectsOfDomains } from "../store/opt-outs.ts";
import { recountContacts } from "../store/recording.ts";
import { loadSettings } from "../store/settings.ts";
import { nowOf } from "./company-today.ts";

/**
 * Takes an opt-out back, for a reason: from now on, or as if it had never been said where it was a mistake. What was done while it held stays left out, or
 * counts again with the mistake. Refuses one that there is not, and one that was withdrawn already.
 */
export const withdrawOptOut = (
  database: Database,
  companyId: number,
  { number, reason, wasMistake }: { readonly number: bigint; readonly reason: string; readonly wasMistake: boolean },
  { by }: { readonly by: string },
): Promise<Outcome<{ readonly optOut: number }>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly optOut: number }>> => {
    await ownCompany(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const found = await lockOptOut(tx, companyId, number);
    if (found === undefined) return refused(notFound("optOut", String(number), []));
    if (found.untilAt !== null) return refused(refusal("opt-out-withdrawn", "", { found: String(number) }));
    const now = nowOf();
    await endOptOut(tx, companyId, { number, until: wasMistake || now < found.from ? found.from : now, by, reason });
    const touched =
      found.root === null
        ? await prospectsOfDomains(tx, companyId, found.domain === null ? [] : [{ domain: found.domain, from: found.from }])
        : [{ prospect: found.root, between: null }];
    await recountContacts(tx, await evaluationOf(tx, settings), touched);
    await keepAuditEvent(tx, companyId, {
      by,
      act: "withdraw-opt-out",
      subject: "prospects",
      subjectId: `opt-out ${number}`,
      after: { mistake: wasMistake },
    });
    return accepted({ optOut: Number(number) });
  });
