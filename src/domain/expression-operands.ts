import type { ASTNode } from "@marcbachmann/cel-js";
import { attributePrefix, type Field } from "./activity-fields.ts";
import { comparisons, textOperators, type Comparison } from "./expression.ts";
import { chainedHint } from "./expression-scan.ts";
import type { Source } from "./expression-source.ts";
import { constant, typeWords, type Constant } from "./expression-values.ts";
import { didYouMean } from "./meant.ts";
import { nearest } from "./nearest.ts";
import type { Words } from "./refusals/words.ts";
import { shown } from "./shown.ts";

/** One side of a comparison. */
export type Operand =
  | { readonly is: "field"; readonly field: Field; readonly node: ASTNode }
  | { readonly is: "size"; readonly field: Field; readonly node: ASTNode }
  | { readonly is: "constant"; readonly constant: Constant; readonly node: ASTNode };

export const isComparison = (operator: string): operator is Comparison => comparisons.some((each) => each === operator);

const conditionOperators = new Set<string>(["in", "&&", "||", "!_"]);
const conditionFunctions = new Set<string>(["has", ...textOperators]);

const pathOf = (node: ASTNode): string | undefined => {
  if (node.op === "id") return node.args;
  if (node.op !== "." && node.op !== "[]") return undefined;
  const [owner, part] = node.args;
  const path = pathOf(owner);
  if (path === undefined) return undefined;
  if (typeof part === "string") return `${path}.${part}`;
  return part.op === "value" && typeof part.args === "string" && path === attributePrefix.slice(0, -1)
    ? attributePrefix + part.args
    : undefined;
};

const fieldHint = (found: string, names: readonly string[]): Words => {
  const near = nearest(found, names);
  if (near !== undefined) return didYouMean(near);
  const inside = names.filter((name) => name.startsWith(`${found.split(".")[0] ?? ""}.`));
  const some = inside.length > 0 ? inside : names;
  const list = `${some.slice(0, 40).join(", ")}${some.length > 40 ? " …" : ""}`;
  return { en: ` Fields: ${list}.`, ko: ` 필드: ${list}.` };
};

export const field = (source: Source, node: ASTNode): Field | undefined => {
  const path = pathOf(node);
  const found = path === undefined ? undefined : source.fields.byName.get(path);
  if (found !== undefined) return found;
  const name = path ?? source.written(node);
  return source.refuse("rule-field", node, { found: shown(name), hint: fieldHint(name, [...source.fields.byName.keys()]) });
};

export const onlyArgument = (
  source: Source,
  node: ASTNode,
  name: string,
  args: readonly ASTNode[],
  expected: string,
): ASTNode | undefined => {
  const [argument] = args;
  return argument !== undefined && args.length === 1 ? argument : source.refuse("rule-arguments", node, { function: name, expected });
};

const measured = (source: Source, node: ASTNode, argument: ASTNode): Operand | undefined => {
  const of = field(source, argument);
  if (of === undefined) return undefined;
  if (of.type === "string") return { is: "size", field: of, node };
  return source.wrongType(node, {
    en: `size counts the characters of a text; "${of.name}" is ${typeWords[of.type].en}.`,
    ko: `size는 텍스트의 글자 수입니다. "${of.name}" 필드: ${typeWords[of.type].ko}.`,
  });
};

const unknownPart = (source: Source, node: ASTNode): undefined => {
  switch (node.op) {
    case "call":
    case "rcall":
      return source.outside(node, { en: `The function "${node.args[0]}"`, ko: `함수 "${node.args[0]}"` });
    case "?:":
      return source.outside(node, { en: 'The choice "? :"', ko: '조건 선택 "? :"' });
    default:
      return source.outside(node, { en: `Arithmetic (${node.op})`, ko: `산술 연산(${node.op})` });
  }
};

export const operand = (source: Source, node: ASTNode): Operand | undefined => {
  switch (node.op) {
    case "id":
    case ".":
    case "[]": {
      const found = field(source, node);
      return found === undefined ? undefined : { is: "field", field: found, node };
    }
    case "value":
    case "-_":
    case "list":
    case "map": {
      const found = constant(source, node);
      return found === undefined ? undefined : { is: "constant", constant: found, node };
    }
    case "call":
    case "rcall": {
      const [name] = node.args;
      if (name !== "size") break;
      const argument = onlyArgument(
        source,
        node,
        name,
        node.op === "call" ? node.args[1] : [node.args[1], ...node.args[2]],
        "size(subject)",
      );
      return argument === undefined ? undefined : measured(source, node, argument);
    }
    default:
  }
  if (isComparison(node.op)) return source.refuse("rule-syntax", node, { hint: chainedHint });
  if (conditionOperators.has(node.op) || ((node.op === "call" || node.op === "rcall") && conditionFunctions.has(node.args[0])))
    return source.wrongType(node, {
      en: `${source.written(node)} is a condition; a field or a value is needed there.`,
      ko: `${source.written(node)}: 조건입니다. 여기에는 필드나 값이 필요합니다.`,
    });
  return unknownPart(source, node);
};
