import type { ASTNode } from "@marcbachmann/cel-js";
import type { Field } from "./activity-fields.ts";
import { textOperators, type Comparison, type Expression, type FieldReference } from "./expression.ts";
import { field, isComparison, onlyArgument, operand, type Operand } from "./expression-operands.ts";
import { chainedHint } from "./expression-scan.ts";
import { expressionLimits, type Source } from "./expression-source.ts";
import { fitted, typeWords, type Constant } from "./expression-values.ts";

const flipped: Readonly<Record<Comparison, Comparison>> = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const referenceTo = ({ name, type }: Field): FieldReference => ({ name, type });

const compared = (
  source: Source,
  left: Exclude<Operand, { is: "constant" }>,
  operator: Comparison,
  found: Constant,
  node: ASTNode,
): Expression | undefined => {
  if (left.is === "size") {
    const value = fitted(source, { ...left.field, name: `size(${left.field.name})`, type: "int" }, found, node, false);
    return typeof value === "bigint" ? { type: "size", operator, field: referenceTo(left.field), value } : undefined;
  }
  const isEquality = operator === "==" || operator === "!=";
  const value = fitted(source, left.field, found, node, isEquality);
  if (value === undefined) return undefined;
  if (typeof value === "boolean" && !isEquality)
    return source.wrongType(node, {
      en: `"${left.field.name}" is yes or no; ${operator} does not order it.`,
      ko: `"${left.field.name}" 필드는 참/거짓이라 ${operator}로 비교할 수 없습니다.`,
    });
  return { type: "compare", operator, field: referenceTo(left.field), value };
};

const comparison = (
  source: Source,
  node: ASTNode,
  operator: Comparison,
  [leftNode, rightNode]: readonly [ASTNode, ASTNode],
): Expression | undefined => {
  if (isComparison(leftNode.op) || isComparison(rightNode.op)) return source.refuse("rule-syntax", node, { hint: chainedHint });
  const left = operand(source, leftNode);
  const right = operand(source, rightNode);
  if (left === undefined || right === undefined) return undefined;
  if ((left.is === "constant") === (right.is === "constant")) {
    const problem = left.is === "constant" ? { en: "two values", ko: "값만 둘" } : { en: "two fields", ko: "필드만 둘" };
    return source.refuse("rule-comparison", node, { found: source.written(node), problem });
  }
  if (left.is === "constant")
    return right.is === "constant" ? undefined : compared(source, right, flipped[operator], left.constant, leftNode);
  return right.is === "constant" ? compared(source, left, operator, right.constant, rightNode) : undefined;
};

const membership = (source: Source, node: ASTNode, [leftNode, rightNode]: readonly [ASTNode, ASTNode]): Expression | undefined => {
  const left = operand(source, leftNode);
  if (left === undefined) return undefined;
  if (left.is !== "field")
    return source.refuse("rule-comparison", node, {
      found: source.written(node),
      problem:
        left.is === "size" ? { en: "size before in", ko: "in 앞에 size만" } : { en: "no field before in", ko: "in 앞에 필드가 아닌 값만" },
    });
  if (rightNode.op !== "list")
    return source.wrongType(rightNode, {
      en: 'after in stands a list: in ["call", "email"].',
      ko: 'in 뒤에는 목록을 씁니다: in ["call", "email"].',
    });
  if (rightNode.args.length === 0) return source.refuse("rule-list-empty", rightNode, {});
  const values = rightNode.args.map((each) => {
    const found = operand(source, each);
    if (found === undefined) return undefined;
    if (found.is !== "constant")
      return source.refuse("rule-comparison", each, {
        found: source.written(node),
        problem: { en: "a field in the list", ko: "목록 안에 필드가" },
      });
    return fitted(source, left.field, found.constant, each, true);
  });
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? { type: "in", field: referenceTo(left.field), values: known } : undefined;
};

const presence = (source: Source, node: ASTNode, args: readonly ASTNode[]): Expression | undefined => {
  const argument = onlyArgument(source, node, "has", args, "has(outcome)");
  const of = argument === undefined ? undefined : field(source, argument);
  return of === undefined ? undefined : { type: "has", field: referenceTo(of) };
};

const pattern = (
  source: Source,
  node: ASTNode,
  operator: (typeof textOperators)[number],
  receiver: ASTNode,
  args: readonly ASTNode[],
): Expression | undefined => {
  const expected = `subject.${operator}("…")`;
  const argument = onlyArgument(source, node, operator, args, expected);
  if (argument === undefined) return undefined;
  const left = operand(source, receiver);
  const right = operand(source, argument);
  if (left === undefined || right === undefined) return undefined;
  if (left.is !== "field" || right.is !== "constant") return source.refuse("rule-arguments", node, { function: operator, expected });
  if (left.field.type !== "string")
    return source.wrongType(node, {
      en: `${operator} searches a text; "${left.field.name}" is ${typeWords[left.field.type].en}.`,
      ko: `${operator}는 텍스트에서 찾습니다. "${left.field.name}" 필드: ${typeWords[left.field.type].ko}.`,
    });
  const value = fitted(source, { name: left.field.name, type: "string", meaning: left.field.meaning }, right.constant, argument, true);
  return typeof value === "string" ? { type: "text", operator, field: referenceTo(left.field), value } : undefined;
};

/** A field or a constant that stands alone: only yes or no is a condition. */
const bare = (source: Source, node: ASTNode): Expression | undefined => {
  const found = operand(source, node);
  if (found === undefined) return undefined;
  if (found.is === "constant") {
    if (found.constant.type === "bool") return { type: "always", value: found.constant.value };
    return source.wrongType(node, {
      en: `${source.written(node)} is no condition. Compare a field with it.`,
      ko: `${source.written(node)}: 조건이 아닙니다. 필드와 비교하세요.`,
    });
  }
  if (found.is === "field" && found.field.type === "bool") return { type: "field", field: referenceTo(found.field) };
  const type = found.is === "size" ? "int" : found.field.type;
  return source.wrongType(node, {
    en: `${source.written(node)} is ${typeWords[type].en}, no condition. Compare it with a value.`,
    ko: `${source.written(node)}: ${typeWords[type].ko}입니다. 조건이 되려면 값과 비교하세요.`,
  });
};

const joined = (node: ASTNode, operator: "&&" | "||"): readonly ASTNode[] =>
  node.op === operator ? [...joined(node.args[0], operator), ...joined(node.args[1], operator)] : [node];

/** The library's tree as ours; every leaf has its field on the left. */
export const condition = (source: Source, node: ASTNode, depth: number): Expression | undefined => {
  if (depth > expressionLimits.depth) return source.refuse("rule-too-deep", node, { limit: expressionLimits.depth });
  switch (node.op) {
    case "&&":
    case "||": {
      const parts = joined(node, node.op).map((part) => condition(source, part, depth + 1));
      const known = parts.filter((part) => part !== undefined);
      return known.length === parts.length ? { type: node.op === "&&" ? "and" : "or", parts: known } : undefined;
    }
    case "!_": {
      const part = condition(source, node.args, depth + 1);
      return part === undefined ? undefined : { type: "not", part };
    }
    case "in":
      return membership(source, node, node.args);
    case "call":
      if (node.args[0] === "has") return presence(source, node, node.args[1]);
      break;
    case "rcall": {
      const operator = textOperators.find((each) => each === node.args[0]);
      if (operator !== undefined) return pattern(source, node, operator, node.args[1], node.args[2]);
      break;
    }
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return comparison(source, node, node.op, node.args);
    default:
  }
  return bare(source, node);
};
