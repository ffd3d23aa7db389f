import type { CompanyFile } from "../../domain/company-file.ts";
import { accepted, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { readShape } from "./shape.ts";
import { placed, readCompanyText } from "./text.ts";

type Refusals = readonly [Refusal, ...Refusal[]];

/** A file of the right shape, and what gives refusals about it their line and column where there are lines. */
export type CompanyInput = { readonly file: CompanyFile; readonly placed: (refusals: Refusals) => Refusals };

/** A text is read as YAML or JSON; anything else is what a door has parsed already. */
export const readCompanyInput = (input: unknown): Outcome<CompanyInput> => {
  if (typeof input !== "string") {
    const shape = readShape(input);
    return shape.ok ? accepted({ file: shape.value, placed: (refusals) => refusals }) : shape;
  }
  const document = readCompanyText(input);
  if (!document.ok) return document;
  const shape = readShape(document.value.value);
  if (!shape.ok) return { ok: false, refusals: placed(shape.refusals, document.value) };
  return accepted({ file: shape.value, placed: (refusals) => placed(refusals, document.value) });
};
