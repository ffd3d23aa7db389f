import fc from "fast-check";
import type { Json, Row } from "./expression-reference.ts";

/** Rows of the log and expressions over their fields, from small pools of awkward values, so that a leaf is as often true as false. */

// No character from U+E000 to U+FFFF beside one above: the library orders by UTF-16 units, CEL and we by code points (its own test below).
const texts = [
  "",
  "a",
  "call",
  "Call",
  "call ",
  "email",
  "customer",
  "통화",
  "통화 기록",
  "50%_off",
  "%",
  "_",
  "\\",
  "'",
  '"',
  "a'b\"c\\d",
  "é",
  "😀",
  "x😀y",
  "😀y",
  "기록",
  "off",
  "ll",
  "👩‍💻",
  "\u{10ffff}",
  "\t",
  "line\nbreak",
  "$1",
  "x".repeat(70),
];
const most = 2n ** 63n - 1n;
const ints = [0n, 1n, -1n, 3n, 41n, 59n, 60n, 61n, 125000n, most, most - 1n, -most, -most - 1n];
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom("a", "%", "é", "가", "😀", "\\"), maxLength: 4 }) },
);
const int = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ints) },
  { weight: 1, arbitrary: fc.bigInt({ min: -most - 1n, max: most }) },
);

const json: fc.Arbitrary<Json> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  text,
  int.map((value) => ({ number: String(value) })),
  fc
    .constantFrom("1.0", "3.00", "0.5", "1e30", "-1e400", "9223372036854775808", "-9223372036854775809", "60.0", "0")
    .map((number) => ({ number })),
  fc.record({
    amountMinor: fc.oneof(
      int.map((value) => ({ number: String(value) })),
      fc.constantFrom<Json>("100", null, { number: "1.5" }, { number: "1e25" }),
    ),
    currency: fc.constantFrom<Json>("USD", "USD", "USD", "EUR", null, true),
  }),
);
const attribute: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  campaign: text,
  "region-code": text,
  score: int.map((value) => ({ number: String(value) })),
  premium: fc.record({ amountMinor: int.map((value) => ({ number: String(value) })), currency: fc.constantFrom("USD", "USD", "EUR") }),
  vip: fc.boolean(),
};
const declared = fc
  .record(
    Object.fromEntries(
      Object.entries(attribute).map(([name, right]) => [name, fc.oneof({ weight: 3, arbitrary: right }, { weight: 1, arbitrary: json })]),
    ),
    { requiredKeys: [] },
  )
  .map((found): Json => Object.fromEntries(Object.entries(found).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))));
const attributes = fc.oneof({ weight: 1, arbitrary: json }, { weight: 8, arbitrary: declared });

const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 4, nil: null });
const provenance = fc.constantFrom("captured", "imported", "self_reported", "attested");
export const row: fc.Arbitrary<Row> = fc.record({
  kind: text,
  direction: orNull(text),
  outcome: orNull(text),
  subject: orNull(text),
  source: text,
  provenance,
  durationSeconds: orNull(int),
  quantity: orNull(int),
  amountMinor: orNull(int),
  currency: orNull(fc.constantFrom("USD", "USD", "USD", "EUR", "")),
  evidence: orNull(text),
  total: fc.boolean(),
  localDay: fc.integer({ min: -40_000, max: 40_000 }),
  localHour: orNull(fc.integer({ min: 0, max: 23 })),
  attributes,
  stage: orNull(text),
  segment: orNull(text),
  isColleague: orNull(fc.boolean()),
});

const quoted = text.chain((value) =>
  fc.constantFrom(JSON.stringify(value), JSON.stringify(value), `'''${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'''`),
);
const stringFields = fc.constantFrom(
  "kind",
  "direction",
  "outcome",
  "subject",
  "source",
  "prospect.stage",
  "prospect.segment",
  "attributes.campaign",
  'attributes["region-code"]',
);
const intFields = fc.constantFrom("durationSeconds", "quantity", "attributes.score");
const moneyFields = fc.constantFrom("amount", "attributes.premium");
const boolFields = fc.constantFrom("hasEvidence", "total", "prospect.isColleague", "attributes.vip");
const order = fc.constantFrom("==", "!=", "<", "<=", ">", ">=");
const equality = fc.constantFrom("==", "!=");
const mirrored: Readonly<Record<string, string>> = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const whole = int.map(String);
const amount = fc.oneof(
  fc.constantFrom("0", "0.03", "-0.01", "1", "0.6", "0.60", "1250", "1250.00", "92233720368547758.07", "-92233720368547758.08"),
  fc.integer({ min: -10_000, max: 10_000 }).map((minor) => (minor / 100).toFixed(2)),
);

const list = (values: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(values, { minLength: 1, maxLength: 12 }).map((each) => `[${each.join(", ")}]`);
const compared = (left: fc.Arbitrary<string>, operator: fc.Arbitrary<string>, right: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(left, operator, right, fc.boolean()).map(([a, sign, b, flip]) => (flip ? `${b} ${mirrored[sign]} ${a}` : `${a}${sign}${b}`));
const member = (left: fc.Arbitrary<string>, values: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(left, list(values)).map(([a, b]) => `${a} in ${b}`);
const sizes = fc.tuple(stringFields, fc.boolean()).map(([field, method]) => (method ? `${field}.size()` : `size(${field})`));

const leaf = fc.oneof(
  compared(stringFields, order, quoted),
  compared(stringFields, equality, quoted),
  compared(intFields, order, whole),
  compared(moneyFields, order, amount),
  compared(boolFields, equality, fc.constantFrom("true", "false")),
  compared(fc.constant("weekday"), order, fc.integer({ min: 1, max: 7 }).map(String)),
  compared(fc.constant("localHour"), order, fc.integer({ min: 0, max: 23 }).map(String)),
  compared(
    fc.constant("provenance"),
    equality,
    provenance.map((value) => `"${value}"`),
  ),
  compared(sizes, order, fc.integer({ min: -1, max: 8 }).map(String)),
  member(stringFields, quoted),
  member(intFields, whole),
  member(moneyFields, fc.integer({ min: -3, max: 1300 }).map(String)),
  fc.oneof(stringFields, intFields, moneyFields, boolFields, fc.constant("localHour")).map((field) => `has(${field})`),
  fc
    .tuple(stringFields, fc.constantFrom("contains", "startsWith", "endsWith"), quoted)
    .map(([field, operator, value]) => `${field}.${operator}(${value})`),
  boolFields,
  fc.constantFrom("true", "false"),
);
export const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    tie("expression").map((part) => `!(${part})`),
    fc
      .tuple(tie("expression"), fc.constantFrom(" && ", "||", "\n  && ", " ||\t"), tie("expression"))
      .map(([a, sign, b]) => `(${a})${sign}(${b})`),
    fc.array(leaf, { minLength: 2, maxLength: 5 }).map((parts) => parts.join(" && ")),
    fc.array(leaf, { minLength: 2, maxLength: 5 }).map((parts) => parts.join(" || ")),
  ),
}));
