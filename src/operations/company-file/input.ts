import type { Refusal } from "../../domain/refusal.ts";
import type { Rest } from "./rest.ts";
import { readShape, type Shape } from "./shape.ts";
import { placed, readCompanyText } from "./text.ts";

/** What a door was given: what is wrong with its shape, what of it can be looked at further, and how a refusal gets its line and column. */
export type CompanyInput = Shape & { readonly placed: (refusals: readonly Refusal[]) => readonly Refusal[] };

/** From the top of the file to its end, as its author goes through it. */
const byPlace = (one: Refusal, other: Refusal): number =>
  Number(one.values["line"]) - Number(other.values["line"]) || Number(one.values["column"]) - Number(other.values["column"]) || 0;

/** A text is read as YAML or JSON; anything else is what a door has parsed already. */
export const readCompanyInput = (input: unknown): CompanyInput => {
  if (typeof input !== "string") return { ...readShape(input), placed: (refusals) => refusals };
  const document = readCompanyText(input);
  if (!document.ok) return { refusals: document.refusals, rest: null, placed: (refusals) => refusals };
  return {
    ...readShape(document.value.value),
    placed: (refusals) => refusals.map((refusal) => placed(refusal, document.value)).toSorted(byPlace),
  };
};

/** Refusals about the rest of a file, told about the whole: with the places of the whole, and without what only follows from what was left out. */
export const aboutWhole = (refusals: readonly Refusal[], { leftOut }: Rest): readonly Refusal[] => {
  const follows = ({ code, values: { found } }: Refusal): boolean =>
    leftOut.ids.size > 0 &&
    (code === "reference-ended" || (code === "reference-unknown" && typeof found === "string" && leftOut.ids.has(found)));
  return refusals
    .filter((refusal) => !follows(refusal))
    .map((refusal) => ({ ...refusal, pointer: leftOut.pointerInWhole(refusal.pointer) }));
};
