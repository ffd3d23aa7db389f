import type { Day } from "./day.ts";
import type { Language, Name } from "./language.ts";
import type { NoticeWays } from "./notice-kinds.ts";
import type { WorkingPattern } from "./working-days.ts";

/** Something that holds from a day on, until the next entry; ascending by `from`, the first may hold from the beginning. */
export type Dated<T> = readonly { readonly value: T; readonly from: Day }[];

/** What held on a day, or null when nothing did. */
export const heldOn = <T>(dated: Dated<T>, day: Day): T | null => dated.findLast((each) => each.from <= day)?.value ?? null;

export const roles = ["rep", "manager", "operations", "admin", "viewer"] as const;
export type Role = (typeof roles)[number];

export const engagements = ["employee", "contractor"] as const;
/** Of contractors absence is declared and nobody approves it. */
export type Engagement = (typeof engagements)[number];

export type Team = {
  readonly number: number;
  readonly id: string;
  readonly name: Name;
  readonly parent: string | null;
  readonly timeZone: string | null;
  /** The calendar of its members and subteams; null where the team above it says, or the company. */
  readonly holidays: string | null;
  readonly ended: boolean;
};

export type Member = {
  readonly number: number;
  readonly id: string;
  readonly name: Name;
  readonly email: string | null;
  readonly code: string | null;
  readonly role: Role;
  readonly team: Dated<string | null>;
  readonly phase: Dated<string | null>;
  /** The member's own zones; where there is none the team's holds, then the company's. */
  readonly timeZone: Dated<string | null>;
  /** The member's own calendars; where there is none that of the nearest team holds, then the company's. */
  readonly holidays: Dated<string | null>;
  /** The member's own week; where there is none the company's holds. */
  readonly workingDays: Dated<WorkingPattern | null>;
  /** Null is an employee. */
  readonly engagement: Dated<Engagement | null>;
  /** First day of employment, `-Infinity` when not known. */
  readonly employedFrom: Day;
  /** The day after the last day of employment, `Infinity` while employed. */
  readonly employedBefore: Day;
  /** In which the member is written to; null goes by the company's country. */
  readonly language: Language | null;
  readonly notices: NoticeWays;
  readonly identities: readonly { readonly source: string; readonly externalId: string }[];
  /** No longer in the company file: carries no plan any more, the records stay. */
  readonly ended: boolean;
};

export const engagementOn = (member: Member, day: Day): Engagement => heldOn(member.engagement, day) ?? "employee";
