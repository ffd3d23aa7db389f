import type { Explained } from "../api.ts";

/** A condition on the kind, alone or first of several: `kind == "call"`, `(kind == "call" || kind == "visit")`. */
const asksKind = /^[!(\s]*kind\b/;

/** An e-mail never was meant to be a call: such records would bury those of which somebody wonders why they did not count. */
export const isOfOtherKind = ({ verdict }: Explained): boolean =>
  !verdict.counted && verdict.reasons.some(({ code, condition }) => code === "condition" && asksKind.test(condition ?? ""));
