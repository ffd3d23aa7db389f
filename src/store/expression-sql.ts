import { sql, type RawBuilder, type SqlBool } from "kysely";
import { attributePrefix, type ActivityFieldName } from "../domain/activity-fields.ts";
import { codePoints } from "../domain/characters.ts";
import {
  expressionText,
  type Comparison,
  type Expression,
  type FieldReference,
  type Leaf,
  type Literal,
  type MoneyLiteral,
} from "../domain/expression.ts";

type Fragment = RawBuilder<unknown>;

/**
 * Where the declared fields stand in the statement that asks: `amount` is the amount in minor units, of `currency`; `attributes` is jsonb. `sealed`
 * is jsonb too: what was found in fields that are erased by now; left out where nothing can be.
 */
export type ActivityColumns = Readonly<Record<ActivityFieldName | "currency" | "attributes", Fragment>> & {
  readonly sealed?: Fragment;
  /** Amounts of every currency in one of them, null where no rate says; left out: each stands in its own. */
  readonly reported?: { readonly currency: string; readonly amount: Fragment };
};

/** The columns of an activity under one alias and of the prospect that is asked about under another. */
export const activityColumns = (activity = "a", prospect = "p"): ActivityColumns => {
  const a = (column: string): Fragment => sql.ref(`${activity}.${column}`);
  const p = (column: string): Fragment => sql.ref(`${prospect}.${column}`);
  return {
    kind: a("kind"),
    direction: a("direction"),
    outcome: a("outcome"),
    subject: a("subject"),
    source: a("source"),
    provenance: a("provenance"),
    durationSeconds: a("duration_seconds"),
    quantity: a("quantity"),
    amount: a("amount_minor"),
    currency: a("currency"),
    hasEvidence: sql`(${a("evidence")} is not null)`,
    total: a("total"),
    weekday: sql`extract(isodow from ${a("local_day")})::int8`,
    localHour: a("local_hour"),
    attributes: a("attributes"),
    "prospect.stage": p("stage"),
    "prospect.segment": p("segment"),
    "prospect.isColleague": p("is_colleague"),
    "opportunity.product": a("product"),
    "opportunity.isNewCustomer": a("is_new_customer"),
  };
};

const operators: Readonly<Record<Comparison, Fragment>> = {
  "==": sql`=`,
  "!=": sql`<>`,
  "<": sql`<`,
  "<=": sql`<=`,
  ">": sql`>`,
  ">=": sql`>=`,
};

/** Patterns and order by code point, the same on every server; `like` would read % and _ as wildcards. */
const text = (value: Fragment): Fragment => sql`${value} collate "C"`;

// A jsonb number may be 1.5 or 1e30: only whole numbers in range become int8. Nested, because only case (not and) promises the order.
const wholeNumber = (json: Fragment): Fragment => sql`case when jsonb_typeof(${json}) = 'number' then
  case when trunc((${json})::numeric) = (${json})::numeric and (${json})::numeric between -9223372036854775808 and 9223372036854775807 then (${json})::numeric::int8 end end`;

const jsonText = (json: Fragment): Fragment => sql`case when jsonb_typeof(${json}) = 'string' then ${json} #>> '{}' end`;

const isAttribute = (field: FieldReference): boolean => field.name.startsWith(attributePrefix);

const isColumn = (name: string, columns: ActivityColumns): name is ActivityFieldName => Object.hasOwn(columns, name);

/** What a record adds where a metric sums this field: null when it is missing, or an amount in another currency. */
export const summedValue = (field: FieldReference, currency: string | null, columns: ActivityColumns): RawBuilder<bigint | null> =>
  sql<bigint | null>`${currency === null ? valueOf(field, columns) : amountIn(field, currency, columns)}`;

/** The value of a field of texts. */
export const textValue = (name: string, columns: ActivityColumns): RawBuilder<string | null> =>
  sql<string | null>`${valueOf({ name, type: "string" }, columns)}`;

/** The field's value, null when it is missing; of an attribute also when it is of another type than declared. An amount is in minor units of any currency. */
const valueOf = (field: FieldReference, columns: ActivityColumns): Fragment => {
  if (!isAttribute(field)) {
    if (!isColumn(field.name, columns)) throw new Error(`no column for the field ${field.name}`);
    return columns[field.name];
  }
  const json = attribute(field, columns);
  switch (field.type) {
    case "string":
      return jsonText(json);
    case "int":
      return wholeNumber(json);
    case "bool":
      return sql`case when jsonb_typeof(${json}) = 'boolean' then (${json})::bool end`;
    case "money":
      return sql`case when jsonb_typeof(${json} -> 'currency') = 'string' then ${wholeNumber(sql`(${json} -> 'amountMinor')`)} end`;
  }
};

const attribute = (field: FieldReference, columns: ActivityColumns): Fragment =>
  sql`(${columns.attributes} -> ${field.name.slice(attributePrefix.length)}::text)`;

/** An amount counts only in the currency that is asked for; in another one it is missing, but for the currency in which all are reported. */
const amountIn = (field: FieldReference, code: string, columns: ActivityColumns): Fragment => {
  if (!isAttribute(field) && columns.reported?.currency === code) return columns.reported.amount;
  const currency = isAttribute(field) ? jsonText(sql`(${attribute(field, columns)} -> 'currency')`) : columns.currency;
  return sql`case when ${currency} = ${code}::text then ${valueOf(field, columns)} end`;
};

const isMoney = (value: Literal): value is MoneyLiteral => typeof value === "object";

const asked = (field: FieldReference, value: Literal, columns: ActivityColumns): Fragment => {
  if (isMoney(value)) return sql`(${amountIn(field, value.currency.code, columns)})`;
  const found = sql`(${valueOf(field, columns)})`;
  return typeof value === "string" ? text(found) : found;
};

const bound = (value: Literal): Fragment => {
  switch (typeof value) {
    case "string":
      return sql`${value}::text`;
    case "bigint":
      return sql`${String(value)}::int8`;
    case "boolean":
      return value ? sql`true` : sql`false`;
    default:
      return sql`${String(value.amountMinor)}::int8`;
  }
};

const boundList = (values: readonly Literal[]): Fragment => {
  const plain = values.map((value) => (isMoney(value) ? String(value.amountMinor) : String(value)));
  const [first] = values;
  return typeof first === "string" ? sql`${plain}::text[]` : typeof first === "boolean" ? sql`${plain}::bool[]` : sql`${plain}::int8[]`;
};

const compared = (left: Fragment, operator: Comparison, right: Fragment): Fragment =>
  sql`coalesce(${left} ${operators[operator]} ${right}, ${operator === "!=" ? sql`true` : sql`false`})`;

const leaf = (expression: Leaf, columns: ActivityColumns): Fragment => {
  const { field } = expression;
  switch (expression.type) {
    case "compare":
      return compared(asked(field, expression.value, columns), expression.operator, bound(expression.value));
    case "in": {
      const [first] = expression.values;
      return first === undefined
        ? sql`false`
        : sql`coalesce(${asked(field, first, columns)} = any(${boundList(expression.values)}), false)`;
    }
    case "has":
      return sql`((${valueOf(field, columns)}) is not null)`;
    case "text": {
      const found = text(sql`(${valueOf(field, columns)})`);
      const wanted = sql`${expression.value}::text`;
      const matched = {
        contains: sql`strpos(${found}, ${wanted}) > 0`,
        startsWith: sql`starts_with(${found}, ${wanted})`,
        endsWith: sql`right(${found}, ${codePoints(expression.value)}::int4) = ${wanted}`,
      }[expression.operator];
      return sql`coalesce(${matched}, false)`;
    }
    case "size":
      return compared(sql`char_length(${valueOf(field, columns)})`, expression.operator, bound(expression.value));
    case "field":
      return sql`coalesce(${valueOf(field, columns)}, false)`;
  }
};

/** Fields that may hold what is a person's own: of the attributes those that are texts. */
const isErasable = ({ name, type }: FieldReference): boolean =>
  name === "subject" || name === "hasEvidence" || (name.startsWith(attributePrefix) && type === "string");

/** What a leaf found before its field was erased holds for ever; one that nobody had asked by then finds nothing. */
const orSealed = (key: string, expression: Leaf, { sealed }: ActivityColumns, found: Fragment): Fragment =>
  sealed === undefined || !isErasable(expression.field)
    ? found
    : sql`case when ${sealed} is null then ${found} else coalesce((${sealed} ->> ${key}::text)::bool, ${found}) end`;

/** How a leaf is compiled that stands under a `!` or under none. */
type LeafReading = (expression: Leaf, isDenied: boolean) => Fragment;

const fragment = (expression: Expression, read: LeafReading, isDenied = false): Fragment => {
  switch (expression.type) {
    case "and":
    case "or":
      return sql`(${sql.join(
        expression.parts.map((part) => fragment(part, read, isDenied)),
        expression.type === "and" ? sql` and ` : sql` or `,
      )})`;
    case "not":
      return sql`(not ${fragment(expression.part, read, !isDenied)})`;
    case "always":
      return expression.value ? sql`true` : sql`false`;
    default:
      return read(expression, isDenied);
  }
};

/**
 * The expression as one predicate that is true or false for every row, never null: the only meaning a metric has, shared by
 * recording, recount, preview and verdict. Values are bound parameters with their types.
 */
export const compile = (expression: Expression, columns: ActivityColumns): RawBuilder<SqlBool> =>
  sql<SqlBool>`${fragment(expression, (each) => orSealed(expressionText(each), each, columns, leaf(each, columns)))}`;

const isUnequal = (expression: Leaf): boolean =>
  (expression.type === "compare" || expression.type === "size") && expression.operator === "!=";

/** Whether a field that is missing may make the expression true: by `!=`, or by a `!` before what asks more than whether it is there. */
export const deniesFields = (expression: Expression, isDenied = false): boolean => {
  switch (expression.type) {
    case "and":
    case "or":
      return expression.parts.some((part) => deniesFields(part, isDenied));
    case "not":
      return deniesFields(expression.part, !isDenied);
    case "always":
    case "has":
      return false;
    default:
      return isUnequal(expression) !== isDenied;
  }
};

/** The same predicate for a record that sums up others: what is asked of a field that it lacks is false, denied or not. */
export const compileKnown = (expression: Expression, columns: ActivityColumns): RawBuilder<SqlBool> =>
  sql<SqlBool>`${fragment(expression, (each, isDenied) =>
    orSealed(knownKey(each, isDenied), each, columns, knownLeaf(each, isDenied, columns)),
  )}`;

const knownKey = (expression: Leaf, isDenied: boolean): string => `${isDenied ? "total !" : "total "}${expressionText(expression)}`;

const knownLeaf = (each: Leaf, isDenied: boolean, columns: ActivityColumns): Fragment => {
  if (each.type === "has" || isUnequal(each) === isDenied) return leaf(each, columns);
  const isMissing = sql`(${valueOf(each.field, columns)}) is null`;
  return isDenied ? sql`(${isMissing} or ${leaf(each, columns)})` : sql`(not ${isMissing} and ${leaf(each, columns)})`;
};

/** What these expressions find in fields that may be erased, as jsonb by the leaves' texts: to be kept when they are. */
export const sealOf = (expressions: readonly Expression[], columns: ActivityColumns): RawBuilder<unknown> => {
  const found = new Map<string, Fragment>();
  for (const expression of expressions)
    fragment(expression, (each, isDenied) => {
      if (isErasable(each.field)) {
        const text = expressionText(each);
        found.set(text, orSealed(text, each, columns, leaf(each, columns)));
        const known = knownKey(each, isDenied);
        found.set(known, orSealed(known, each, columns, knownLeaf(each, isDenied, columns)));
      }
      return sql`true`;
    });
  const pieces = [...found].map(([key, value]) => sql`jsonb_build_object(${key}::text, ${value})`);
  return pieces.length === 0 ? sql`'{}'::jsonb` : sql`(${sql.join(pieces, sql` || `)})`;
};
