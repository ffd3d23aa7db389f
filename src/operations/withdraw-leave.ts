import { sightIn, type AskedBy } from "./sight-in.ts";
import { holds } from "../domain/leave.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { touchAsks } from "../store/asks-stamp.ts";
import type { Database } from "../store/database.ts";
import { withdrawLeaves } from "../store/leaves.ts";
import { changeLeave, refuseSettled } from "./leave-at-hand.ts";
import type { LeaveAnswer } from "./request-leave.ts";

/** Takes leave back, whoever approved it: its days are worked again. Refuses leave that there is not, and that was rejected. */
export const withdrawLeave = (
  database: Database,
  companyId: number,
  { number, reason }: { readonly number: number; readonly reason: string },
  { by, caller }: { readonly by: string } & AskedBy,
): Promise<Outcome<LeaveAnswer>> =>
  changeLeave(
    database,
    companyId,
    { number, act: "withdraw-leave", by, sight: (settings) => sightIn(settings, caller, "leaves:write") },
    async (tx, leave) => {
      if (leave.state === "withdrawn") return accepted({ changed: false });
      if (leave.state === "rejected") return refused(refuseSettled(leave));
      await withdrawLeaves(tx, companyId, [number], { by, reason });
      if (holds(leave.state)) await touchAsks(tx, companyId);
      return accepted({ changed: true });
    },
  );
