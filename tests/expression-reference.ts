import { Environment, type ASTNode } from "@marcbachmann/cel-js";

/**
 * What an expression means, by the library's own evaluator: nothing here is shared with the product's reading or its SQL.
 * A leaf on a missing field is replaced by its constant (`!=` true, all others false), `has` by whether the field is there.
 */

export type Json = null | boolean | string | JsonNumber | { readonly [key: string]: Json };
/** A JSON number by its text, since 9223372036854775807 is no JavaScript number. */
export type JsonNumber = { readonly number: string };
export const isNumber = (json: Json | undefined): json is JsonNumber =>
  typeof json === "object" && json !== null && typeof json["number"] === "string";

export const currency = { code: "USD", decimals: 2 };
export const attributeTypes = { campaign: "string", "region-code": "string", score: "int", premium: "money", vip: "bool" } as const;

/** A row as it stands in the log. */
export type Row = {
  readonly kind: string;
  readonly direction: string | null;
  readonly outcome: string | null;
  readonly subject: string | null;
  readonly source: string;
  readonly provenance: string;
  readonly durationSeconds: bigint | null;
  readonly quantity: bigint | null;
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  readonly evidence: string | null;
  readonly total: boolean;
  /** 1 January 1970, a Thursday, is 0. */
  readonly localDay: number;
  readonly localHour: number | null;
  readonly attributes: Json;
  readonly stage: string | null;
  readonly segment: string | null;
  readonly isColleague: boolean | null;
};

type Value = string | bigint | boolean | undefined;

const wholeNumber = (json: Json | undefined): bigint | undefined => {
  if (!isNumber(json) || !/^-?\d+(\.0+)?$/.test(json.number)) return undefined;
  const value = BigInt(json.number.replace(/\..*/, ""));
  return BigInt.asIntN(64, value) === value ? value : undefined;
};

const attributeOf = (row: Row, name: string): { readonly value: Value; readonly currency?: string } => {
  const { attributes } = row;
  const json =
    typeof attributes === "object" && attributes !== null && !isNumber(attributes) && Object.hasOwn(attributes, name)
      ? attributes[name]
      : undefined;
  switch (attributeTypes[name as keyof typeof attributeTypes]) {
    case "string":
      return { value: typeof json === "string" ? json : undefined };
    case "bool":
      return { value: typeof json === "boolean" ? json : undefined };
    case "int":
      return { value: wholeNumber(json) };
    case "money": {
      if (typeof json !== "object" || json === null || isNumber(json) || typeof json["currency"] !== "string") return { value: undefined };
      return { value: wholeNumber(json["amountMinor"]), currency: json["currency"] };
    }
  }
};

const valueOf = (row: Row, field: string): { readonly value: Value; readonly currency?: string } => {
  if (field.startsWith("attributes.")) return attributeOf(row, field.slice("attributes.".length));
  const plain: Readonly<Record<string, Value | null>> = {
    kind: row.kind,
    direction: row.direction,
    outcome: row.outcome,
    subject: row.subject,
    source: row.source,
    provenance: row.provenance,
    durationSeconds: row.durationSeconds,
    quantity: row.quantity,
    amount: row.amountMinor,
    hasEvidence: row.evidence !== null,
    total: row.total,
    weekday: BigInt(((((row.localDay + 3) % 7) + 7) % 7) + 1),
    localHour: row.localHour === null ? null : BigInt(row.localHour),
    "prospect.stage": row.stage,
    "prospect.segment": row.segment,
    "prospect.isColleague": row.isColleague,
  };
  return { value: plain[field] ?? undefined, ...(field === "amount" ? { currency: row.currency ?? "" } : {}) };
};

const library = new Environment()
  .registerVariable("kind", "string")
  .registerVariable("direction", "string")
  .registerVariable("outcome", "string")
  .registerVariable("subject", "string")
  .registerVariable("source", "string")
  .registerVariable("provenance", "string")
  .registerVariable("durationSeconds", "int")
  .registerVariable("quantity", "int")
  .registerVariable("amount", "int")
  .registerVariable("hasEvidence", "bool")
  .registerVariable("total", "bool")
  .registerVariable("weekday", "int")
  .registerVariable("localHour", "int")
  .registerVariable("prospect", { schema: { stage: "string", segment: "string", isColleague: "bool" } })
  .registerVariable("attributes", { schema: { campaign: "string", "region-code": "string", score: "int", premium: "int", vip: "bool" } });

const nested = (row: Row, names: readonly string[]): Record<string, Value> =>
  Object.fromEntries(
    names.map((name) => [name.slice(name.indexOf(".") + 1), valueOf(row, name).value] as const).filter(([, value]) => value !== undefined),
  );

const contextOf = (row: Row): Record<string, unknown> => ({
  ...Object.fromEntries(
    [
      "kind",
      "direction",
      "outcome",
      "subject",
      "source",
      "provenance",
      "durationSeconds",
      "quantity",
      "amount",
      "hasEvidence",
      "total",
      "weekday",
      "localHour",
    ]
      .map((name) => [name, valueOf(row, name).value] as const)
      .filter(([, value]) => value !== undefined),
  ),
  prospect: nested(row, ["prospect.stage", "prospect.segment", "prospect.isColleague"]),
  attributes: nested(
    row,
    Object.keys(attributeTypes).map((name) => `attributes.${name}`),
  ),
});

const fieldIn = (node: ASTNode): string | undefined => {
  switch (node.op) {
    case "id":
      return node.args;
    case ".":
      return `${fieldIn(node.args[0])}.${node.args[1]}`;
    case "[]":
      return `${fieldIn(node.args[0])}.${node.args[1].op === "value" && typeof node.args[1].args === "string" ? node.args[1].args : ""}`;
    case "call":
      return node.args[1].map(fieldIn).find((name) => name !== undefined);
    case "rcall":
      return fieldIn(node.args[1]);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "in":
      return fieldIn(node.args[0]) ?? fieldIn(node.args[1]);
    default:
      return undefined;
  }
};

const isMoney = (field: string): boolean => field === "amount" || field === "attributes.premium";

/** `12.5` of a currency with two decimals is 1250 of its minor units. */
const inMinorUnits = (leaf: string): string =>
  leaf.replace(/(\d+)(?:\.(\d+))?/g, (_, whole: string, rest = "") => `${BigInt(whole + String(rest).padEnd(currency.decimals, "0"))}`);

/** The expression with every leaf over a missing field replaced by its constant. Counts how many were. */
const resolved = (node: ASTNode, text: string, row: Row, missing: { count: number }): string => {
  switch (node.op) {
    case "&&":
    case "||":
      return `(${resolved(node.args[0], text, row, missing)}) ${node.op} (${resolved(node.args[1], text, row, missing)})`;
    case "!_":
      return `!(${resolved(node.args, text, row, missing)})`;
    case "value":
      return String(node.args);
    default: {
      const field = fieldIn(node);
      if (field === undefined) throw new Error(`a leaf without a field: ${text.slice(node.start, node.end)}`);
      const found = valueOf(row, field);
      if (node.op === "call" && node.args[0] === "has") return String(found.value !== undefined);
      const leaf = text.slice(node.start, node.end);
      if (found.value !== undefined && (found.currency ?? currency.code) === currency.code)
        return isMoney(field) ? inMinorUnits(leaf) : leaf;
      missing.count += 1;
      return node.op === "!=" ? "true" : "false";
    }
  }
};

const parsed = new Map<string, (context: Record<string, unknown>) => unknown>();

export const meaning = (text: string, row: Row, missing = { count: 0 }): unknown => {
  const ground = resolved(library.parse(text).ast, text, row, missing);
  let evaluate = parsed.get(ground);
  if (evaluate === undefined) parsed.set(ground, (evaluate = library.parse(ground)));
  return evaluate(contextOf(row));
};
