import { refusal, type Refusal } from "./refusal.ts";

/** Which version of a thing somebody has seen who changes it; `any`: whichever it is; null: they do not say. */
export type Seen = "any" | readonly string[] | null;

/** How a refusal tells that there is none. */
export const NO_VERSION = "–";

/** Refuses to change what somebody has not seen as it is. What is not there yet is made by whoever has seen nothing. */
export const refuseUnseen = (seen: Seen, present: string | null): Refusal | undefined => {
  if (present === null) return seen === null ? undefined : refusal("version-mismatch", "", { current: NO_VERSION });
  if (seen === null) return refusal("precondition-required", "", { current: `"${present}"` });
  return seen === "any" || seen.includes(present) ? undefined : refusal("version-mismatch", "", { current: `"${present}"` });
};
