/** A condition on the kind, alone or first of several: `kind == "call"`, `(kind == "call" || kind == "visit")`. */
const asksKind = /^[!(\s]*kind\b/;

type Told =
  | { readonly counted: true }
  | { readonly counted: false; readonly reasons: readonly { readonly code: string; readonly condition?: string | null }[] };

/** Whether a record does not count for a metric since it is of another kind: an e-mail never was meant to be a call. */
export const isOfOtherKind = (verdict: Told): boolean =>
  !verdict.counted && verdict.reasons.some(({ code, condition }) => code === "condition" && asksKind.test(condition ?? ""));
