import type { Settings } from "../domain/company.ts";
import { isoDay } from "../domain/day.ts";
import type { Name } from "../domain/language.ts";
import type { Leave, LeaveKind, LeaveState } from "../domain/leave.ts";
import { HALF_DAY } from "../domain/working-days.ts";

/** Leave as the list of leaves shows it, and nothing else: only here its kind is told. */
export type LeaveJson = {
  readonly leave: number;
  readonly member: string;
  readonly memberName: Name;
  readonly from: string;
  /** The last day. */
  readonly through: string;
  readonly half: boolean;
  readonly kind: LeaveKind;
  readonly state: LeaveState;
  readonly note: string | null;
  readonly requested: Act;
  readonly decided: (Act & { readonly reason: string | null }) | null;
  readonly withdrawn: (Act & { readonly reason: string | null }) | null;
};

type Act = { readonly by: string; readonly at: string };

const actOf = (by: string | null, at: string | null, reason: string | null): (Act & { readonly reason: string | null }) | null =>
  by === null || at === null ? null : { by, at, reason };

export const leaveJson = (leave: Leave, { members }: Pick<Settings, "members">): LeaveJson => {
  const member = members.find(({ number }) => number === leave.memberNumber);
  return {
    leave: leave.number,
    member: member?.id ?? "",
    memberName: member?.name ?? {},
    from: isoDay(leave.span.startsOn),
    through: isoDay(leave.span.endsBefore - 1),
    half: leave.off === HALF_DAY,
    kind: leave.kind,
    state: leave.state,
    note: leave.note,
    requested: { by: leave.requestedBy, at: leave.requestedAt },
    decided: actOf(leave.decidedBy, leave.decidedAt, leave.reason),
    withdrawn: actOf(leave.withdrawnBy, leave.withdrawnAt, leave.withdrawalReason),
  };
};
