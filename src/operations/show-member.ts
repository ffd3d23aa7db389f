import { isoDay, type Day } from "../domain/day.ts";
import type { Dated } from "../domain/member.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { seenOf } from "../domain/sight.ts";
import { patternText } from "../domain/working-pattern.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { nowOf, todayOf } from "./company-today.ts";
import { memberJson, type MemberJson } from "./list-members.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

/** `from` null: from the beginning; `value` null: nothing of the member's own. */
export type HeldFrom = { readonly value: string | null; readonly from: string | null };

export type MemberShown = MemberJson & {
  readonly code: string | null;
  readonly history: {
    readonly team: readonly HeldFrom[];
    readonly phase: readonly HeldFrom[];
    readonly timeZone: readonly HeldFrom[];
    readonly holidays: readonly HeldFrom[];
    readonly workingDays: readonly HeldFrom[];
    readonly engagement: readonly HeldFrom[];
  };
};

const dayOrNull = (day: Day): string | null => (Number.isFinite(day) ? isoDay(day) : null);

const told = <T>(dated: Dated<T | null>, text: (value: T) => string): readonly HeldFrom[] =>
  dated.map(({ value, from }) => ({ value: value === null ? null : text(value), from: dayOrNull(from) }));

const asItIs = (value: string): string => value;

/** One member with everything that holds, held or will hold of them, and from which day. Refuses one whom the caller does not see. */
export const showMember = (database: Database, companyId: number, id: string, { caller }: AskedBy = {}): Promise<Outcome<MemberShown>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<MemberShown>> => {
    const settings = await loadSettings(tx, companyId);
    const seen = seenOf(sightIn(settings, caller, "activities:read"), settings.members);
    const member = seen.find((each) => each.id === id);
    if (member === undefined) return refused(notFound("member", id, seen));
    return accepted({
      ...memberJson(member, todayOf(settings, nowOf())),
      code: member.code,
      history: {
        team: told(member.team, asItIs),
        phase: told(member.phase, asItIs),
        timeZone: told(member.timeZone, asItIs),
        holidays: told(member.holidays, asItIs),
        workingDays: told(member.workingDays, patternText),
        engagement: told(member.engagement, asItIs),
      },
    });
  });
