import { leaveApproved, leaveChange, type Change } from "../../domain/company-changes.ts";
import type { CompanyFile, LeaveEntry } from "../../domain/company-file.ts";
import { refuseUnknown } from "../../domain/company-reading-basics.ts";
import type { Settings } from "../../domain/company.ts";
import { holds, type Leave } from "../../domain/leave.ts";
import { firstOverlap, readLeaveEntry, type LeaveOrder } from "../../domain/leave-reading.ts";
import { engagementOn } from "../../domain/member.ts";
import { outcomeOf, refusal, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { within } from "../../domain/within.ts";
import { WHOLE_DAY } from "../../domain/working-days.ts";
import { touchAsks } from "../../store/asks-stamp.ts";
import type { Transaction } from "../../store/database.ts";
import { addLeaves, decideLeaves, openLeaves, withdrawLeaves } from "../../store/leaves.ts";
import { daysText } from "../enter-leaves.ts";

/** What a file makes of the leave that there is. */
export type LeavesPlan = { readonly changes: readonly Change[]; readonly save: (settings: Settings, by: string) => Promise<void> };

const untouched: LeavesPlan = { changes: [], save: () => Promise.resolve() };

type Placed = LeaveOrder & { readonly pointer: string };

/** The entries of a file; refuses those that cannot be read, and those of members whom the file does not name. */
const readEntries = (entries: readonly LeaveEntry[], members: ReadonlySet<string>, found: Refusal[]): readonly Placed[] =>
  entries.flatMap((entry, index): readonly Placed[] => {
    const pointer = `/leaves/${index}`;
    const order = readLeaveEntry(entry, pointer);
    if (!order.ok) found.push(...order.refusals);
    if (!members.has(entry.member)) found.push(refuseUnknown("member", entry.member, members, `${pointer}/member`));
    return order.ok && members.has(entry.member) ? [{ ...order.value, member: entry.member, pointer }] : [];
  });

/** As the file says it. */
const daysTold = (leave: Pick<Leave, "span" | "off">): string => `${daysText(leave)}${leave.off === WHOLE_DAY ? "" : " half"}`;

type Known = Leave & { readonly member: string };

const keyOf = ({ member, span, off, kind }: Pick<Known, "member" | "span" | "off" | "kind">): string =>
  JSON.stringify([member, span.startsOn, span.endsBefore, off, kind]);

const refuseOverlaps = (orders: readonly Placed[], asked: readonly Known[], found: Refusal[]): void => {
  const byMember = new Map<string, (Placed | Known)[]>();
  for (const leave of [...asked, ...orders]) within(byMember, leave.member, () => []).push(leave);
  for (const [member, leaves] of byMember) {
    let rest: readonly (Placed | Known)[] = leaves;
    for (let overlap = firstOverlap(rest); overlap !== undefined; overlap = firstOverlap(rest)) {
      // Both may be the file's: then the later of them is told.
      const [told, other] = "pointer" in overlap.of ? [overlap.of, overlap.other] : [overlap.other, overlap.of];
      if ("pointer" in told) found.push(refusal("leave-overlap", told.pointer, { member, days: daysText(other) }));
      rest = rest.filter((each) => each !== told);
    }
  }
};

/**
 * What a file's section of leaves, which is all leave that holds, makes of what there is: what it has beside that is added, what it lacks is
 * withdrawn, and what is asked for and stands in it is approved. Without the section nothing changes. Refuses what cannot be read, and days
 * that are taken twice.
 */
export const planLeaves = async (
  tx: Transaction,
  file: CompanyFile,
  { companyId, settings }: { readonly companyId: number | null; readonly settings: Settings | null },
): Promise<Outcome<LeavesPlan>> => {
  const { leaves: entries } = file;
  const found: Refusal[] = [];
  if (entries === null || entries === undefined) return outcomeOf(() => untouched, found);
  const members = new Set([...(file.members ?? []), ...(settings?.members ?? [])].map(({ id }) => id));
  const orders = readEntries(entries, members, found);
  const ids = new Map((settings?.members ?? []).map(({ number, id }) => [number, id]));
  const open = companyId === null || settings === null ? [] : await openLeaves(tx, companyId, null);
  const known = open.map((leave): Known => ({ ...leave, member: ids.get(leave.memberNumber) ?? "" }));

  const there = new Map<string, Known[]>();
  for (const leave of known) within(there, keyOf(leave), () => []).push(leave);
  const matched = orders.map((order) => ({ order, leave: there.get(keyOf(order))?.shift() }));
  const kept = new Set(matched.map(({ leave }) => leave?.number));
  const gone = known.filter(({ number, state }) => holds(state) && !kept.has(number));
  const approved = matched.flatMap(({ leave }) => (leave?.state === "requested" ? [leave] : []));
  const added = matched.flatMap(({ order, leave }) => (leave === undefined ? [order] : []));
  refuseOverlaps(
    orders,
    known.filter(({ number, state }) => state === "requested" && !kept.has(number)),
    found,
  );

  const changes = [
    ...added.map((leave) => leaveChange(leave.member, daysTold(leave), "added", leave.kind)),
    ...approved.map((leave) => leaveApproved(leave.member, daysTold(leave))),
    ...gone.map((leave) => leaveChange(leave.member, daysTold(leave), "withdrawn")),
  ];
  const save = async (saved: Settings, by: string): Promise<void> => {
    if (changes.length === 0) return;
    const byId = new Map(saved.members.map((member) => [member.id, member]));
    await withdrawLeaves(
      tx,
      saved.companyId,
      gone.map(({ number }) => number),
      { by, reason: null },
    );
    await decideLeaves(
      tx,
      saved.companyId,
      approved.map(({ number }) => number),
      { state: "approved", by, reason: null },
    );
    const entered = added.flatMap((order) => {
      const member = byId.get(order.member);
      if (member === undefined) return [];
      const isContractor = engagementOn(member, order.span.startsOn) === "contractor";
      return [{ ...order, memberNumber: member.number, state: isContractor ? ("declared" as const) : ("approved" as const) }];
    });
    await addLeaves(tx, saved.companyId, entered, by);
    await touchAsks(tx, saved.companyId);
  };
  return outcomeOf(() => ({ changes, save }), found);
};
