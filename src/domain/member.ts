import type { Day } from "./day.ts";
import type { Name } from "./language.ts";

/** Something that holds from a day on, until the next entry; ascending by `from`, the first may hold from the beginning. */
export type Dated<T> = readonly { readonly value: T; readonly from: Day }[];

/** What held on a day, or null when nothing did. */
export const heldOn = <T>(dated: Dated<T>, day: Day): T | null => dated.findLast((each) => each.from <= day)?.value ?? null;

export const roles = ["rep", "manager", "operations", "admin", "viewer"] as const;
export type Role = (typeof roles)[number];

export type Team = {
  readonly number: number;
  readonly id: string;
  readonly name: Name;
  readonly parent: string | null;
  readonly timeZone: string | null;
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
  /** First day of employment, `-Infinity` when not known. */
  readonly employedFrom: Day;
  /** The day after the last day of employment, `Infinity` while employed. */
  readonly employedBefore: Day;
  readonly identities: readonly { readonly source: string; readonly externalId: string }[];
  /** No longer in the company file: carries no plan any more, the records stay. */
  readonly ended: boolean;
};
