import { seenOf, type Sight } from "../../domain/sight.ts";
import type { Settings } from "../../domain/company.ts";
import { isoDay } from "../../domain/day.ts";
import type { Leave } from "../../domain/leave.ts";
import { notFound } from "../../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../../domain/refusal.ts";
import { HALF_DAY } from "../../domain/working-days.ts";
import type { Transaction } from "../../store/database.ts";
import { leavesListed, type LeavePlace } from "../../store/leaves.ts";
import { importColumns, type ListTable } from "../files/writing/list-table.ts";
import { leaveFields } from "../import-leaves.ts";
import type { ListFilter } from "./list-filter.ts";

const pageSize = 2000;

/** Leave that holds, in the columns by which it is imported: what is asked for and not decided is none yet. */
export const leavesTable = (
  tx: Transaction,
  { companyId, ...settings }: Settings,
  { member: id, from, before }: ListFilter,
  sight: Sight,
): Outcome<ListTable> => {
  const members = seenOf(sight, settings.members);
  const member = members.find((each) => each.id === id);
  if (id !== undefined && member === undefined) return refused(notFound("member", id, members));
  const columns = importColumns(leaveFields.fields);
  const idOf = new Map(members.map((each) => [each.number, each.id]));
  const filter = {
    memberNumbers: member !== undefined ? [member.number] : sight.members === "all" ? null : members.map(({ number }) => number),
    span: from === undefined && before === undefined ? null : { startsOn: from ?? -Infinity, endsBefore: before ?? Infinity },
    states: ["approved", "declared"],
  } as const;
  const cellsOf = ({ memberNumber, span, kind, off, note }: Leave): Readonly<Record<string, string>> => ({
    member: idOf.get(memberNumber) ?? "",
    from: isoDay(span.startsOn),
    through: isoDay(span.endsBefore - 1),
    kind,
    half: off === HALF_DAY ? "true" : "",
    note: note ?? "",
  });
  async function* pages(): AsyncGenerator<readonly (readonly string[])[]> {
    let after: LeavePlace | null = null;
    do {
      const page: readonly Leave[] = await leavesListed(tx, companyId, filter, { after, limit: pageSize });
      yield page.map(cellsOf).map((cells) => columns.map(({ name }) => cells[name] ?? ""));
      const last: Leave | undefined = page.at(-1);
      after = page.length < pageSize || last === undefined ? null : { startsOn: last.span.startsOn, number: last.number };
    } while (after !== null);
  }
  return accepted({ columns, pages });
};
