import { sightIn, type AskedBy } from "./sight-in.ts";
import type { LeaveDecisionOrder } from "../domain/leave-reading.ts";
import { isNamed } from "../domain/member-naming.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { touchAsks } from "../store/asks-stamp.ts";
import type { Database } from "../store/database.ts";
import { decideLeaves } from "../store/leaves.ts";
import { changeLeave, refuseSettled } from "./leave-at-hand.ts";
import type { LeaveAnswer } from "./request-leave.ts";

/**
 * Approves leave that is asked for, or rejects it; approved, it lowers the targets of its days at once. Refuses leave that there is not, that was
 * decided or taken back, a contractor's, and who decides their own.
 */
export const decideLeave = (
  database: Database,
  companyId: number,
  { number, approve, reason }: LeaveDecisionOrder & { readonly number: number },
  { by, caller }: { readonly by: string } & AskedBy,
): Promise<Outcome<LeaveAnswer>> =>
  changeLeave(
    database,
    companyId,
    { number, act: "decide-leave", by, sight: (settings) => sightIn(settings, caller, "leaves:decide") },
    async (tx, leave, { members }) => {
      const member = members.find((each) => each.number === leave.memberNumber);
      if (member !== undefined && (member.number === caller?.memberNumber || isNamed(member, by)))
        return refused(refusal("leave-own", "/leave", { member: member.id }));
      if (leave.state === "declared") return refused(refusal("leave-declared", "/leave", { number }));
      if (leave.state !== "requested") return refused(refuseSettled(leave));
      await decideLeaves(tx, companyId, [number], { state: approve ? "approved" : "rejected", by, reason });
      if (approve) await touchAsks(tx, companyId);
      return accepted({ changed: true });
    },
  );
