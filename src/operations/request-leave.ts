import { membersByName } from "../domain/member-naming.ts";
import { seenOf } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { LeaveOrder } from "../domain/leave-reading.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { leaveNumbered } from "../store/leaves.ts";
import { loadSettings } from "../store/settings.ts";
import { enterLeaves } from "./enter-leaves.ts";
import { leaveJson, type LeaveJson } from "./leave-json.ts";

export type LeaveAnswer = {
  /** False when it was so already. */
  readonly changed: boolean;
  readonly leave: LeaveJson;
};

/**
 * Asks for leave, of days to come or days gone. Of a contractor it is declared, and lowers targets at once; of an employee somebody else decides.
 * Refuses a member that there is not, and days that another leave takes.
 */
export const requestLeave = (
  database: Database,
  companyId: number,
  order: LeaveOrder,
  { by, caller }: { readonly by: string } & AskedBy,
): Promise<Outcome<LeaveAnswer>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<LeaveAnswer>> => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const members = seenOf(sightIn(settings, caller, "leaves:write"), settings.members);
      const named = membersByName(members)(order.member);
      if (caller !== undefined && !named.ok) return named;
      const [entered] = await enterLeaves(tx, settings, [order], { state: "requested", by, act: "request-leave" });
      if (entered === undefined) throw new Error("one leave was given, and none answered");
      if (!entered.ok) return entered;
      const leave = await leaveNumbered(tx, companyId, entered.value.number);
      if (leave === undefined) throw new Error("leave that was entered was not found");
      return accepted({ changed: entered.value.isNew, leave: leaveJson(leave, settings) });
    },
    { rollBackIf: (outcome) => !outcome.ok },
  );
