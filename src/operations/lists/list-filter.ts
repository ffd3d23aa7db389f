import type { Day } from "../../domain/day.ts";

/** Which entries of a list; what is left out does not matter. Each list takes some of them. */
export type ListFilter = {
  readonly member?: string;
  readonly kind?: string;
  readonly source?: string;
  readonly table?: string;
  readonly from?: Day;
  /** The day after the last. */
  readonly before?: Day;
  readonly unattributed?: boolean;
};

export type FilterName = keyof ListFilter;
