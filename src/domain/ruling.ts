/**
 * A decision on one record and one metric, dated and with its reason. One that counts replaces the conditions that it names, by their text:
 * the record keeps its values, and what else the metric asks still decides. One that does not count takes the record out.
 */
export type Ruling = {
  readonly counts: boolean;
  readonly conditions: readonly string[];
  readonly reason: string;
  readonly by: string;
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** `D-12`: the dispute that it decides. */
  readonly dispute?: string;
};

/** Names the provenance that a metric asks for, among the conditions of a ruling. */
export const PROVENANCE_CONDITION = "provenance";

/** Names the one credit of a prospect's window: the record counts beside the one that holds it. */
export const WINDOW_CONDITION = "window";
