import { conditionsOf, fieldsIn, type Expression } from "./expression.ts";
import type { MetricVersion } from "./metric.ts";

/** What a record that is meant for a metric is, and what it has to tell. */
export type WayToCount = {
  readonly kind: string;
  /** Null where either counts. */
  readonly direction: string | null;
  /** Without one it does not count. */
  readonly asksProspect: boolean;
  readonly asksDuration: boolean;
  readonly asksOutcome: boolean;
};

/** The texts that a condition leaves for a field: `kind == "call"`, `kind in ["call", "visit"]`, `(kind == "call" || kind == "visit")`. */
const textsLeft = (condition: Expression, name: string): readonly string[] | undefined => {
  if (condition.type === "or") {
    const parts = condition.parts.map((part) => textsLeft(part, name));
    const known = parts.filter((part) => part !== undefined);
    return known.length === parts.length ? known.flat() : undefined;
  }
  if (condition.type === "compare" && condition.operator === "==" && condition.field.name === name)
    return typeof condition.value === "string" ? [condition.value] : undefined;
  if (condition.type === "in" && condition.field.name === name) return condition.values.filter((value) => typeof value === "string");
  return undefined;
};

/** The kinds that a metric counts, in the order in which it names them; none of one that takes whatever comes. */
export const waysToCount = (expression: Expression, { oncePer, measure }: MetricVersion): readonly WayToCount[] => {
  const conditions = conditionsOf(expression);
  const leftFor = (name: string): readonly string[] =>
    conditions.map((condition) => textsLeft(condition, name)).find((texts) => texts !== undefined) ?? [];
  const fields = new Set(fieldsIn(expression).map(({ name }) => name));
  const directions = leftFor("direction");
  return [...new Set(leftFor("kind"))].map((kind) => ({
    kind,
    direction: directions.length === 1 ? (directions[0] ?? null) : null,
    asksProspect: oncePer !== null || [...fields].some((name) => name.startsWith("prospect.")),
    asksDuration: fields.has("durationSeconds") || (measure.type === "sum" && measure.of === "durationSeconds"),
    asksOutcome: fields.has("outcome"),
  }));
};
