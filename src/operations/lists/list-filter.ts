import type { Day } from "../../domain/day.ts";
import type { Cadence } from "../../domain/period.ts";

/** Which entries of a list; what is left out does not matter. Each list takes some of them. */
export type ListFilter = {
  readonly member?: string;
  readonly team?: string;
  readonly plan?: string;
  readonly metric?: string;
  readonly kind?: string;
  readonly source?: string;
  readonly table?: string;
  readonly from?: Day;
  /** The day after the last. */
  readonly before?: Day;
  /** In the periods that contain this day. */
  readonly on?: Day;
  readonly cadence?: Cadence;
  readonly unattributed?: boolean;
  readonly act?: string;
  readonly by?: string;
  readonly subject?: string;
  readonly subjectId?: string;
};

export type FilterName = keyof ListFilter;
