import type { LeaveEntry } from "./company-file.ts";
import { isoDay, parseDay, type Day } from "./day.ts";
import { isFields, refuseUnknown, take, wordOf, type Fields } from "./field-reading.ts";
import { leaveKinds, type Leave, type LeaveKind } from "./leave.ts";
import { perhaps } from "./meant.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";
import { HALF_DAY, WHOLE_DAY } from "./working-days.ts";

/** Leave as somebody asks for it or a file tells it, before it is known whose it is. */
export type LeaveOrder = Pick<Leave, "span" | "off" | "kind" | "note"> & { readonly member: string };

export type LeaveDecisionOrder = { readonly approve: boolean; readonly reason: string };

/** Parental leave of several children; more is a slip in the year. */
export const LONGEST_LEAVE = 3660;
const LONGEST_TEXT = 1000;
const LONGEST_MEMBER = 300;

// The keys of the table are the kinds.
const kinds = Object.keys(leaveKinds) as readonly LeaveKind[];

/** A kind by its id, or by its name in either language. */
const readKind = (value: unknown, pointer: string): Outcome<LeaveKind> => {
  const text = readText(value, pointer, { max: 100 });
  if (!text.ok) return text;
  const word = wordOf(text.value);
  const kind = kinds.find((each) => each === word || [leaveKinds[each].en, leaveKinds[each].ko].some((name) => wordOf(name) === word));
  return kind === undefined
    ? refused(refusal("enum", pointer, { found: shown(text.value), choices: kinds.join(", "), hint: perhaps(text.value, kinds) }))
    : accepted(kind);
};

const readNote = (value: unknown, pointer: string): Outcome<string> => readText(value, pointer, { max: LONGEST_TEXT, hasLines: true });

/** A single day needs to be said once. */
const readDays = ({ from, through }: Fields, found: Refusal[]): Leave["span"] => {
  const startsOn = take<Day | null>(parseDay(from, "/from"), null, found);
  const last = isMissing(through) ? startsOn : take<Day | null>(parseDay(through, "/through"), null, found);
  if (startsOn === null || last === null) return { startsOn: 0, endsBefore: 1 };
  if (last < startsOn) found.push(refusal("leave-order", "/through", { found: isoDay(last), from: isoDay(startsOn) }));
  if (last - startsOn >= LONGEST_LEAVE) found.push(refusal("leave-long", "/through", { found: last - startsOn + 1, limit: LONGEST_LEAVE }));
  return { startsOn, endsBefore: last + 1 };
};

const fieldNames: ReadonlySet<string> = new Set(["member", "from", "through", "kind", "half", "note"]);
const example = '{"member": "raj", "from": "2026-03-16", "through": "2026-03-17", "kind": "vacation"}';

const orderOf = (fields: Fields, found: Refusal[]): LeaveOrder => {
  const { member, kind, half, note } = fields;
  if (!isMissing(half) && typeof half !== "boolean") found.push(refuseType(half, "boolean", "true", "/half"));
  return {
    member: take(readText(member, "/member", { max: LONGEST_MEMBER }), "", found),
    span: readDays(fields, found),
    kind: isMissing(kind) ? "vacation" : take(readKind(kind, "/kind"), "vacation", found),
    off: half === true ? HALF_DAY : WHOLE_DAY,
    note: isMissing(note) ? null : take(readNote(note, "/note"), "", found),
  };
};

/** Leave of one member: its days, of which `through` is the last, and its kind. Left out: one day; vacation; whole days. */
export const readLeave = (fields: unknown): Outcome<LeaveOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const order = orderOf(fields, found);
  return outcomeOf(() => order, found);
};

export const readLeaveDecision = (fields: unknown): Outcome<LeaveDecisionOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"approve": true, "reason": "…"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, new Set(["approve", "reason"]), found);
  const { approve, reason } = fields;
  if (isMissing(approve)) found.push(refusal("required", "/approve"));
  else if (typeof approve !== "boolean") found.push(refuseType(approve, "boolean", "true", "/approve"));
  const order = { approve: approve === true, reason: take(readNote(reason, "/reason"), "", found) };
  return outcomeOf(() => order, found);
};

export const readLeaveWithdrawal = (fields: unknown): Outcome<{ readonly reason: string }> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"reason": "…"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, new Set(["reason"]), found);
  const reason = take(readNote(fields["reason"], "/reason"), "", found);
  return outcomeOf(() => ({ reason }), found);
};

/** An entry of the company file; its refusals stand at `/leaves/3/through`. */
export const readLeaveEntry = ({ member, from, through, kind, half }: LeaveEntry, pointer: string): Outcome<LeaveOrder> => {
  const order = readLeave({ member, from, through, kind, half: half ?? undefined });
  if (order.ok) return order;
  const [first, ...rest] = order.refusals.map((each) => ({ ...each, pointer: `${pointer}${each.pointer}` }));
  return first === undefined ? order : refused(first, ...rest);
};

type Taking = Pick<Leave, "span" | "off">;

/** The first day on which these take more than the whole of it, and the one that was there before; undefined when there is none. */
export const firstOverlap = <T extends Taking>(
  leaves: readonly T[],
): { readonly day: Day; readonly of: T; readonly other: T } | undefined => {
  const inOrder = leaves.toSorted((a, b) => a.span.startsOn - b.span.startsOn);
  let running: readonly T[] = [];
  for (const leave of inOrder) {
    // More can only be taken from a day on which one begins.
    running = [...running.filter(({ span }) => span.endsBefore > leave.span.startsOn), leave];
    const [other] = running;
    if (other !== undefined && other !== leave && running.reduce((sum, { off }) => sum + off, 0) > WHOLE_DAY)
      return { day: leave.span.startsOn, of: leave, other };
  }
  return undefined;
};
