import type { Settings } from "../domain/company.ts";
import { isoDay, type Span } from "../domain/day.ts";
import type { Member } from "../domain/member.ts";
import { HALF_DAY, type DaysOff } from "../domain/working-days.ts";
import type { Transaction } from "../store/database.ts";
import { leavesWithin } from "../store/leaves.ts";

/** Who is away when, of leave that holds; why is nobody's business here. */
export type Away = { readonly member: Member; readonly leaves: readonly DaysOff[] };

export type AwayJson = {
  readonly member: string;
  /** Whole leaves, also where they reach out of the periods. */
  readonly days: readonly { readonly from: string; readonly through: string; readonly half: boolean }[];
};

type Shown = { readonly period: Span; readonly rows: readonly { readonly member: Member }[] };

/** Who has a row in a section and is away on a day of the periods, in the members' order. */
export const awayWithin = async (
  tx: Transaction,
  { companyId, members }: Settings,
  sections: readonly Shown[],
): Promise<readonly Away[]> => {
  if (sections.length === 0) return [];
  const span = {
    startsOn: Math.min(...sections.map(({ period }) => period.startsOn)),
    endsBefore: Math.max(...sections.map(({ period }) => period.endsBefore)),
  };
  const leaves = await leavesWithin(tx, companyId, span);
  if (leaves.size === 0) return [];
  const shown = new Set(sections.flatMap(({ rows }) => rows.map(({ member }) => member.number)));
  return members.flatMap((member) => {
    const own = shown.has(member.number) ? leaves.get(member.number) : undefined;
    return own === undefined ? [] : [{ member, leaves: own }];
  });
};

export const awayJson = ({ member, leaves }: Away): AwayJson => ({
  member: member.id,
  days: leaves.map(({ span, off }) => ({ from: isoDay(span.startsOn), through: isoDay(span.endsBefore - 1), half: off === HALF_DAY })),
});
