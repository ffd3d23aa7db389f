import { attributePrefix, type Currency, type Field } from "./activity-fields.ts";

/**
 * A metric's `where` as a small tree of our own: the field always stands on the left, and every leaf is either true or false,
 * also for a record that lacks the field. A leaf on a missing field is false, `!=` is true (*not a customer* holds for somebody whose stage is not known).
 */
export type Expression =
  | { readonly type: "and" | "or"; readonly parts: readonly Expression[] }
  | { readonly type: "not"; readonly part: Expression }
  | Leaf
  | { readonly type: "always"; readonly value: boolean };

export type Leaf =
  | { readonly type: "compare"; readonly operator: Comparison; readonly field: FieldReference; readonly value: Literal }
  | { readonly type: "in"; readonly field: FieldReference; readonly values: readonly Literal[] }
  | { readonly type: "has"; readonly field: FieldReference }
  | { readonly type: "text"; readonly operator: TextOperator; readonly field: FieldReference; readonly value: string }
  /** Characters (code points), not bytes. */
  | { readonly type: "size"; readonly operator: Comparison; readonly field: FieldReference; readonly value: bigint }
  | { readonly type: "field"; readonly field: FieldReference };

export const comparisons = ["==", "!=", "<", "<=", ">", ">="] as const;
export type Comparison = (typeof comparisons)[number];
export const textOperators = ["contains", "startsWith", "endsWith"] as const;
export type TextOperator = (typeof textOperators)[number];
export type FieldReference = Pick<Field, "name" | "type">;

export type MoneyLiteral = { readonly amountMinor: bigint; readonly currency: Currency };
export type Literal = string | bigint | boolean | MoneyLiteral;

/** The parts joined by `&&` at the top: what a verdict reports one by one. */
export const conditionsOf = (expression: Expression): readonly Expression[] =>
  expression.type === "and" ? expression.parts : [expression];

/** Every field that the expression asks, each once, in the order of the text. */
export const fieldsIn = (expression: Expression): readonly FieldReference[] => {
  const found = new Map<string, FieldReference>();
  const visit = (part: Expression): void => {
    switch (part.type) {
      case "and":
      case "or":
        return part.parts.forEach(visit);
      case "not":
        return visit(part.part);
      case "always":
        return;
      default:
        found.set(part.field.name, found.get(part.field.name) ?? part.field);
    }
  };
  visit(expression);
  return [...found.values()];
};

/** The texts that a field is compared with, to be equal or among several, each once. */
export const textsAsked = (expression: Expression, field: string): readonly string[] => {
  const found = new Set<string>();
  const visit = (part: Expression): void => {
    switch (part.type) {
      case "and":
      case "or":
        return part.parts.forEach(visit);
      case "not":
        return visit(part.part);
      case "compare":
      case "in":
        if (part.field.name === field)
          for (const each of part.type === "in" ? part.values : [part.value]) if (typeof each === "string") found.add(each);
        return;
      default:
    }
  };
  visit(expression);
  return [...found];
};

/** True or false when the expression has that value for every record (`true` counts everything), undefined when it depends on the record. */
export const constantValue = (expression: Expression): boolean | undefined => {
  switch (expression.type) {
    case "always":
      return expression.value;
    case "not": {
      const value = constantValue(expression.part);
      return value === undefined ? undefined : !value;
    }
    case "and":
    case "or": {
      const values = expression.parts.map(constantValue);
      const deciding = expression.type === "or";
      if (values.includes(deciding)) return deciding;
      return values.includes(undefined) ? undefined : !deciding;
    }
    default:
      return undefined;
  }
};

/** A number of minor units as it is written in an expression: `12.50`, `-3`, without a currency. */
const majorUnits = (amountMinor: bigint, { decimals }: Currency): string => {
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const rest = digits.slice(digits.length - decimals);
  return `${amountMinor < 0n ? "-" : ""}${whole}${/[1-9]/.test(rest) ? `.${rest}` : ""}`;
};

const escapes: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A text in straight quotes, so that what is invisible in it can be seen. */
export const quoted = (text: string): string =>
  `"${text.replace(/["\\\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu, (found) => {
    const code = (found.codePointAt(0) ?? 0).toString(16);
    return escapes[found] ?? (code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`);
  })}"`;

const fieldText = (name: string): string => {
  const attribute = name.startsWith(attributePrefix) ? name.slice(attributePrefix.length) : undefined;
  return attribute === undefined || (/^[A-Za-z_][A-Za-z0-9_]*$/.test(attribute) && !["in", "true", "false", "null"].includes(attribute))
    ? name
    : `attributes[${quoted(attribute)}]`;
};

const literalText = (value: Literal): string => {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "object":
      return majorUnits(value.amountMinor, value.currency);
    default:
      return String(value);
  }
};

/** The expression in its one normal spelling; reading it again gives the same expression. */
export const expressionText = (expression: Expression): string => {
  switch (expression.type) {
    case "and":
      return expression.parts.map((part) => (part.type === "or" ? `(${expressionText(part)})` : expressionText(part))).join(" && ");
    case "or":
      return expression.parts.map((part) => (part.type === "and" ? `(${expressionText(part)})` : expressionText(part))).join(" || ");
    case "not":
      return ["has", "text", "field", "always", "not"].includes(expression.part.type)
        ? `!${expressionText(expression.part)}`
        : `!(${expressionText(expression.part)})`;
    case "always":
      return String(expression.value);
    case "compare":
      return `${fieldText(expression.field.name)} ${expression.operator} ${literalText(expression.value)}`;
    case "in":
      return `${fieldText(expression.field.name)} in [${expression.values.map(literalText).join(", ")}]`;
    case "has":
      return `has(${fieldText(expression.field.name)})`;
    case "text":
      return `${fieldText(expression.field.name)}.${expression.operator}(${quoted(expression.value)})`;
    case "size":
      return `size(${fieldText(expression.field.name)}) ${expression.operator} ${expression.value}`;
    case "field":
      return fieldText(expression.field.name);
  }
};
