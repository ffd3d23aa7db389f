import type { Field, FieldTypes } from "../../domain/activity-fields.ts";
import { conditionsOf, expressionText, type Expression, type Leaf } from "../../domain/expression.ts";
import { parseExpression } from "../../domain/parse-expression.ts";
import type { Outcome } from "../../domain/refusal.ts";

const askings = [
  "is",
  "isNot",
  "oneOf",
  "noneOf",
  "atLeast",
  "moreThan",
  "atMost",
  "lessThan",
  "contains",
  "containsNot",
  "startsWith",
  "endsWith",
  "yes",
  "no",
  "there",
  "missing",
] as const;
/** What can be asked of a field by clicking. */
export type Asking = (typeof askings)[number];

const ofTypes: Readonly<Record<Field["type"], readonly Asking[]>> = {
  string: ["is", "isNot", "oneOf", "noneOf", "contains", "containsNot", "startsWith", "endsWith", "there", "missing"],
  int: ["atLeast", "moreThan", "atMost", "lessThan", "is", "isNot", "oneOf", "noneOf", "there", "missing"],
  money: ["atLeast", "moreThan", "atMost", "lessThan", "is", "isNot", "there", "missing"],
  bool: ["yes", "no", "there", "missing"],
};

export const askingsOf = ({ type }: Pick<Field, "type">): readonly Asking[] => ofTypes[type];

/** How many values an asking has; `some` is one or more. */
export const valuesOf = (asking: Asking): "none" | "one" | "some" => {
  if (asking === "oneOf" || asking === "noneOf") return "some";
  return ["yes", "no", "there", "missing"].includes(asking) ? "none" : "one";
};

/** One condition as it is clicked together: a field, what is asked of it, and the values as they are typed. */
export type Clicked = { readonly field: string; readonly asking: Asking; readonly values: readonly string[] };

const comparisons: Readonly<Record<string, Asking>> = {
  "==": "is",
  "!=": "isNot",
  ">=": "atLeast",
  ">": "moreThan",
  "<=": "atMost",
  "<": "lessThan",
};
const signs: { readonly [asking in Asking]?: string } = {
  is: "==",
  isNot: "!=",
  atLeast: ">=",
  moreThan: ">",
  atMost: "<=",
  lessThan: "<",
};

/** As it would be typed. */
const typed = (leaf: Leaf): readonly string[] => {
  switch (leaf.type) {
    case "compare":
      return [unquoted(expressionText(leaf).slice(expressionText({ type: "field", field: leaf.field }).length + leaf.operator.length + 2))];
    case "in":
      return leaf.values.map((value) => {
        const one = expressionText({ type: "compare", operator: "==", field: leaf.field, value });
        return unquoted(one.slice(expressionText({ type: "field", field: leaf.field }).length + 4));
      });
    case "text":
      return [leaf.value];
    default:
      return [];
  }
};

const unquoted = (text: string): string =>
  text.startsWith('"')
    ? (JSON.parse(text.replaceAll(/\\U000([0-9a-f]{5})/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))) as string)
    : text; // a quoted text is a text

/** A condition as it could have been clicked together; null of one that could not. */
export const clickedOf = (expression: Expression): Clicked | null => {
  if (expression.type === "not") {
    const inside = clickedOf(expression.part);
    if (inside === null) return null;
    const opposite: { readonly [asking in Asking]?: Asking } = { oneOf: "noneOf", contains: "containsNot", yes: "no", there: "missing" };
    const asking = opposite[inside.asking];
    return asking === undefined ? null : { ...inside, asking };
  }
  if (!("field" in expression)) return null;
  const field = expression.field.name;
  switch (expression.type) {
    case "compare": {
      if (typeof expression.value === "boolean") {
        const isYes = (expression.operator === "==") === expression.value;
        return expression.operator === "==" || expression.operator === "!=" ? { field, asking: isYes ? "yes" : "no", values: [] } : null;
      }
      const asking = comparisons[expression.operator];
      return asking === undefined ? null : { field, asking, values: typed(expression) };
    }
    case "in":
      return { field, asking: "oneOf", values: typed(expression) };
    case "has":
      return { field, asking: "there", values: [] };
    case "field":
      return { field, asking: "yes", values: [] };
    case "text":
      return { field, asking: expression.operator, values: typed(expression) };
    default:
      return null;
  }
};

const reference = (field: Field): string => expressionText({ type: "field", field: { name: field.name, type: field.type } });

/** A text in the quotes of an expression. */
const quote = (text: string): string =>
  expressionText({ type: "compare", operator: "==", field: { name: "x", type: "string" }, value: text }).slice(5);

/** What is no number is quoted too: then it is refused as what it is, and can say nothing else. */
const literal = (field: Field, value: string): string => {
  const plain = value.trim();
  const number = plain.replaceAll(",", "");
  return field.type !== "string" && /^-?\d+(?:\.\d+)?$/.test(number) ? number : quote(plain);
};

/** What was clicked together as an expression says it. */
export const textOf = (field: Field, { asking, values }: Pick<Clicked, "asking" | "values">): string => {
  const name = reference(field);
  const [first = ""] = values;
  const all = values.map((value) => literal(field, value)).join(", ");
  switch (asking) {
    case "oneOf":
      return `${name} in [${all}]`;
    case "noneOf":
      return `!(${name} in [${all}])`;
    case "contains":
    case "startsWith":
    case "endsWith":
      return `${name}.${asking}(${quote(first)})`;
    case "containsNot":
      return `!${name}.contains(${quote(first)})`;
    case "yes":
      return name;
    case "no":
      return `!${name}`;
    case "there":
      return `has(${name})`;
    case "missing":
      return `!has(${name})`;
    default:
      return `${name} ${signs[asking] ?? "=="} ${literal(field, first)}`;
  }
};

/** A condition that was clicked together, or why it says nothing yet. */
export const expressionOf = (clicked: Clicked, fields: FieldTypes): Outcome<Expression> => {
  const field = fields.byName.get(clicked.field) ?? { name: clicked.field, type: "string" as const, meaning: { en: "", ko: "" } };
  return parseExpression(textOf(field, clicked), fields, "");
};

/** One line of the conditions: clicked together, any of several that are, or what only the expression can say. */
export type Line =
  | { readonly type: "one"; readonly clicked: Clicked; readonly expression: Expression }
  | { readonly type: "anyOf"; readonly parts: readonly { readonly clicked: Clicked; readonly expression: Expression }[] }
  | { readonly type: "text"; readonly expression: Expression };

const lineOf = (expression: Expression): Line => {
  const clicked = clickedOf(expression);
  if (clicked !== null) return { type: "one", clicked, expression };
  if (expression.type === "or") {
    const parts = expression.parts.map((part) => ({ clicked: clickedOf(part), expression: part }));
    if (parts.every((part): part is { clicked: Clicked; expression: Expression } => part.clicked !== null)) return { type: "anyOf", parts };
  }
  return { type: "text", expression };
};

const isEverything = (expression: Expression): boolean => expression.type === "always" && expression.value;

/** The conditions that are joined by `&&`, in their order; none of what counts everything. */
export const linesOf = (expression: Expression): readonly Line[] => (isEverything(expression) ? [] : conditionsOf(expression).map(lineOf));

export const expressionOfLine = (line: Line): Expression => {
  if (line.type !== "anyOf") return line.expression;
  const parts = line.parts.map((part) => part.expression);
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { type: "or", parts };
};

/** All of the conditions as one text; of none what counts everything. */
export const joined = (expressions: readonly Expression[]): string => {
  const [only] = expressions;
  if (only === undefined) return "true";
  return expressionText(expressions.length === 1 ? only : { type: "and", parts: expressions });
};
