import type { Settings } from "../domain/company.ts";
import { isoDay } from "../domain/day.ts";
import type { Leave } from "../domain/leave.ts";
import { firstOverlap, type LeaveOrder } from "../domain/leave-reading.ts";
import { engagementOn, type Member } from "../domain/member.ts";
import { membersByName } from "../domain/member-naming.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { isSame } from "../domain/same.ts";
import { within } from "../domain/within.ts";
import { touchAsks } from "../store/asks-stamp.ts";
import type { Transaction } from "../store/database.ts";
import { addLeaves, openLeaves, type NewLeave } from "../store/leaves.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

export type LeaveEntering = {
  /** What leave of an employee is from now on; that of a contractor is declared. */
  readonly state: "requested" | "approved";
  readonly by: string;
  /** The operation; null where many are told in one event. */
  readonly act: string | null;
};

export type EnteredLeave = { readonly number: number; readonly isNew: boolean };

type Days = Pick<Leave, "span" | "off">;
/** One that is there already has its number, one that is about to be entered its place among those. */
type Taking = Days & Pick<Leave, "kind"> & ({ readonly number: number } | { readonly place: number });

/** `2026-03-16 – 2026-03-17`, or one day. */
export const daysText = ({ span }: Days): string => {
  const [from, through] = [isoDay(span.startsOn), isoDay(span.endsBefore - 1)];
  return from === through ? from : `${from} – ${through}`;
};

export const refuseOverlap = ({ id }: Member, other: Days, pointer: string): Refusal =>
  refusal("leave-overlap", pointer, { member: id, days: daysText(other) });

/** Which of the member's other leaves leaves no room for this one. */
const inTheWay = <T extends Days>(own: readonly T[], days: Days): T | undefined => {
  const overlap = firstOverlap<Days>([...own, days]);
  return overlap === undefined ? undefined : own.find((each) => each === overlap.of || each === overlap.other);
};

/**
 * Enters leaves one after the other, in a transaction that owns the company: each is new, or there already with the same days and kind. Refuses
 * one of a member that there is not, or on days that another leave takes; the others are entered. Answers in the order of what was given.
 */
export const enterLeaves = async (
  tx: Transaction,
  settings: Settings,
  orders: readonly LeaveOrder[],
  { state, by, act }: LeaveEntering,
): Promise<readonly Outcome<EnteredLeave>[]> => {
  const named = membersByName(settings.members);
  const given = orders.map((order) => ({ order, member: named(order.member) }));
  const numbers = new Set(given.flatMap(({ member }) => (member.ok ? [member.value.number] : [])));
  const taken = new Map<number, Taking[]>();
  for (const leave of await openLeaves(tx, settings.companyId, [...numbers])) within(taken, leave.memberNumber, () => []).push(leave);

  const added: NewLeave[] = [];
  const entered = given.map(({ order, member }): Outcome<Taking & { readonly isNew: boolean }> => {
    if (!member.ok) return member;
    const own = within(taken, member.value.number, () => []);
    const { span, off, kind } = order;
    const same = own.find((each) => isSame([each.span, each.off, each.kind], [span, off, kind]));
    if (same !== undefined) return accepted({ ...same, isNew: false });
    const other = inTheWay(own, order);
    if (other !== undefined) return refused(refuseOverlap(member.value, other, "/from"));
    const isContractor = engagementOn(member.value, span.startsOn) === "contractor";
    const place = added.push({ ...order, memberNumber: member.value.number, state: isContractor ? "declared" : state }) - 1;
    const taking = { span, off, kind, place };
    own.push(taking);
    return accepted({ ...taking, isNew: true });
  });
  const made = await addLeaves(tx, settings.companyId, added, by);
  for (const [place, { memberNumber, span, state: entered }] of added.entries()) {
    if (act === null) break;
    const after = { memberNumber, from: isoDay(span.startsOn), before: isoDay(span.endsBefore), state: entered };
    await keepAuditEvent(tx, settings.companyId, { by, act, subject: "leave", subjectId: String(made[place] ?? 0), after });
  }
  // What is only asked for lowers nothing yet.
  if (added.some((leave) => leave.state !== "requested")) await touchAsks(tx, settings.companyId);
  return entered.map((outcome) =>
    outcome.ok
      ? accepted({
          number: "number" in outcome.value ? outcome.value.number : (made[outcome.value.place] ?? 0),
          isNew: outcome.value.isNew,
        })
      : outcome,
  );
};
