import { isSeen, type Sight } from "../domain/sight.ts";
import type { Settings } from "../domain/company.ts";
import { leaveStateWords, type Leave } from "../domain/leave.ts";
import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { noteTouched } from "../store/changes.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { leaveNumbered } from "../store/leaves.ts";
import { loadSettings } from "../store/settings.ts";
import { leaveJson } from "./leave-json.ts";
import type { LeaveAnswer } from "./request-leave.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

/** One that somebody decided or took back cannot be decided again. */
export const refuseSettled = ({ number, state, ...leave }: Leave): Refusal => {
  const [by, at] = state === "withdrawn" ? [leave.withdrawnBy, leave.withdrawnAt] : [leave.decidedBy, leave.decidedAt];
  return refusal("leave-decided", "/leave", { number, state: leaveStateWords[state], by: by ?? "", on: (at ?? "").slice(0, 10) });
};

/** Changes one leave under the company lock, and answers with it as it then is. Refuses one that there is not, and what `change` refuses. */
export const changeLeave = (
  database: Database,
  companyId: number,
  {
    number,
    act,
    by,
    sight,
  }: { readonly number: number; readonly act: string; readonly by: string; readonly sight: (settings: Settings) => Sight },
  change: (tx: Transaction, leave: Leave, settings: Settings) => Promise<Outcome<{ readonly changed: boolean }>>,
): Promise<Outcome<LeaveAnswer>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<LeaveAnswer>> => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const leave = await leaveNumbered(tx, companyId, number);
      if (leave === undefined || !isSeen(sight(settings), leave.memberNumber))
        return refused(refusal("not-found", "/leave", { what: { en: "leave", ko: "부재" }, found: number, hint: noHint }));
      const done = await change(tx, leave, settings);
      if (!done.ok) return done;
      const now = await leaveNumbered(tx, companyId, number);
      const states = { before: { state: leave.state }, after: { state: now?.state ?? leave.state } };
      noteTouched(tx, ["leaves", "attainment"], new Set([leave.memberNumber]));
      if (done.value.changed) await keepAuditEvent(tx, companyId, { by, act, subject: "leave", subjectId: String(number), ...states });
      return accepted({ changed: done.value.changed, leave: leaveJson(now ?? leave, settings) });
    },
    { rollBackIf: (outcome) => !outcome.ok },
  );
