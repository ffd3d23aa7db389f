import type { Day } from "./day.ts";
import type { Instant } from "./instant.ts";

/** In characters. */
export const LONGEST_NOTE = 4000;
export const LONGEST_AGREED = 500;

/** What was agreed in a talk. `dueOn` null: no day was named; `doneOn` null: it is still to be done. */
export type Agreed = { readonly text: string; readonly dueOn: Day | null; readonly doneOn: Day | null };

/** What whoever leads a member noted of a talk with them. Members by number. */
export type Note = {
  readonly number: number;
  readonly memberNumber: number;
  /** The day of the talk. */
  readonly on: Day;
  readonly said: string;
  readonly agreed: Agreed | null;
  /** Rises with each change. */
  readonly revision: number;
  readonly by: number;
  readonly writtenAt: Instant;
  readonly changed: { readonly by: number; readonly at: Instant } | null;
  readonly isDeleted: boolean;
};
