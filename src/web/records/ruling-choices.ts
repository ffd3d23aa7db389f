import type { Verdict } from "../api.ts";

export type Choice = "counts" | "countsNot" | "takeBack";

/** A condition that a ruling can replace, by its text, and in words why it keeps the record from counting. */
export type Replaceable = { readonly condition: string; readonly words: { readonly en: string; readonly ko: string } | null };

/** As the server names what a metric asks beside its conditions: the provenance, and the one credit of a prospect's window. */
const namesOf: Readonly<Record<string, string>> = { provenance: "provenance", "window-taken": "window" };

/** What a ruling that counts can replace: of what fails the conditions, the provenance and a taken window, never a void or a missing member. */
export const replaceableOf = (verdict: Verdict): readonly Replaceable[] =>
  verdict.counted
    ? []
    : verdict.reasons.flatMap(({ code, condition, en, ko }) => {
        const text = namesOf[code] ?? condition;
        return text == null ? [] : [{ condition: text, words: { en, ko } }];
      });

/** What can be decided on a record, the likeliest first. */
export const choicesOf = (verdict: Verdict): readonly Choice[] => {
  if (verdict.counted) return verdict.ruling === undefined ? ["countsNot"] : ["takeBack", "countsNot"];
  const isRuledOut = verdict.reasons.some(({ code }) => code === "ruled-out");
  return [...(isRuledOut ? ["takeBack" as const] : []), ...(replaceableOf(verdict).length > 0 ? ["counts" as const] : [])];
};
