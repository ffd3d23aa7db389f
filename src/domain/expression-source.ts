import type { ASTNode } from "@marcbachmann/cel-js";
import type { FieldTypes } from "./activity-fields.ts";
import { placeIn } from "./expression-scan.ts";
import { refusal, type Refusal, type RefusalCode } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import { shown } from "./shown.ts";

export const expressionLimits = { characters: 4000, depth: 32, conditions: 200, values: 1000 };

/**
 * The text that is being read and what it may ask. What does not fit is told to `refuse` and answered with undefined, so that one
 * reading finds everything.
 */
export type Source = {
  readonly text: string;
  readonly fields: FieldTypes;
  readonly refuse: (code: RefusalCode, node: ASTNode, values: Refusal["values"]) => undefined;
  readonly wrongType: (node: ASTNode, problem: Words) => undefined;
  readonly outside: (node: ASTNode, what: Words) => undefined;
  /** A part as it stands in the text, fit for a sentence. */
  readonly written: (node: ASTNode) => string;
};

export const sourceOf = (text: string, fields: FieldTypes, pointer: string): Source & { readonly refusals: readonly Refusal[] } => {
  const refusals: Refusal[] = [];
  const refuse: Source["refuse"] = (code, node, values) => {
    refusals.push(refusal(code, pointer, { place: placeIn(text, node.start), ...values }));
  };
  return {
    text,
    fields,
    refusals,
    refuse,
    wrongType: (node, problem) => refuse("rule-type", node, { problem }),
    outside: (node, what) => refuse("rule-function", node, { what }),
    written: (node) => shown(text.slice(node.start, node.end)),
  };
};
