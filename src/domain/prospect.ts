import type { AttributeValue, ProspectReference } from "./activity.ts";
import type { Instant } from "./instant.ts";

/** What holds of a prospect from an instant on; null from the beginning. */
export type ProspectFact = { readonly aspect: "stage" | "segment"; readonly value: string; readonly from: Instant | null };

/** A prospect as its source tells it, read and checked. Every reference names the same prospect. */
export type ProspectReport = {
  readonly references: readonly [ProspectReference, ...ProspectReference[]];
  readonly facts: readonly ProspectFact[];
  /** What is null is not told and stays as it is. */
  readonly name: string | null;
  /** The member's id. */
  readonly owner: string | null;
  readonly timeZone: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>> | null;
};
