import type { Settings } from "../../domain/company.ts";
import { isoDay } from "../../domain/day.ts";
import { isSame } from "../../domain/same.ts";
import { zoneChanges } from "../../store/attribution.ts";
import type { Transaction } from "../../store/database.ts";
import { daysKept } from "../../store/redating.ts";

/**
 * Stored records that keep the day of an earlier zone, where a change of zones reaches back over them: a re-dating of `member`, or of
 * everybody where it is null, from the one day to before the other would move them.
 */
export type KeptDays = { readonly records: number; readonly member: string | null; readonly from: string; readonly before: string };

/** Of the members whose zones a file changes; null when no record of theirs would have another day. */
export const keptDaysOf = async (tx: Transaction, before: Settings, after: Settings): Promise<KeptDays | null> => {
  const known = new Map(before.members.map((member) => [member.number, member]));
  const changed = after.members.filter((member) => {
    const was = known.get(member.number);
    return was !== undefined && !isSame(zoneChanges(before, was), zoneChanges(after, member));
  });
  if (changed.length === 0) return null;
  const kept = await daysKept(
    tx,
    after,
    changed.map(({ number }) => number),
  );
  if (kept === null) return null;
  const { records, memberNumbers, span } = kept;
  const only = memberNumbers.length === 1 ? changed.find(({ number }) => number === memberNumbers[0]) : undefined;
  return { records, member: only?.id ?? null, from: isoDay(span.startsOn), before: isoDay(span.endsBefore) };
};
