import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { expression, row } from "../../tests/expression-generator.ts";
import { attributeTypes, currency, isNumber, meaning, type Json, type Row } from "../../tests/expression-reference.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { fieldTypes } from "../domain/activity-fields.ts";
import type { Expression } from "../domain/expression.ts";
import { parseExpression } from "../domain/parse-expression.ts";
import { acrossCompanies } from "./database.ts";
import { activityColumns, compile } from "./expression-sql.ts";

const { database } = await testDatabase({ empty: true });
const fields = fieldTypes({ attributes: attributeTypes, currency });

const read = (text: string): Expression => {
  const outcome = parseExpression(text, fields, "/where");
  if (!outcome.ok) throw new Error(`${text}: ${JSON.stringify(outcome.refusals)}`);
  return outcome.value;
};

const jsonText = (json: Json): string => {
  if (isNumber(json)) return json.number;
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  return `{${Object.entries(json)
    .map(([key, value]) => `${JSON.stringify(key)}: ${jsonText(value)}`)
    .join(", ")}}`;
};

// Columns of another collation than the server's: an expression means the same on all of them.
const locale = sql`collate "en-x-icu"`;

/** Every expression of every row, by the database in one statement. */
const byDatabase = async (expressions: readonly string[], rows: readonly Row[]): Promise<readonly (readonly unknown[])[]> => {
  const records = rows.map((row, n) => ({
    ...row,
    n,
    durationSeconds: row.durationSeconds?.toString(),
    quantity: row.quantity?.toString(),
    amountMinor: row.amountMinor?.toString(),
    attributes: jsonText(row.attributes),
  }));
  const columns = activityColumns();
  const { rows: found } = await acrossCompanies(database, (transaction) =>
    sql<{ verdicts: readonly unknown[] }>`
      select jsonb_build_array(${sql.join(expressions.map((text) => compile(read(text), columns)))}) as verdicts
      from (
        select r.n, r.kind ${locale} as kind, r.direction ${locale} as direction, r.outcome, r.subject ${locale} as subject, r.source, r.provenance, r."durationSeconds" as duration_seconds, r.quantity,
          r."amountMinor" as amount_minor, r.currency, r.evidence, r.total, date '1970-01-01' + r."localDay" as local_day,
          r."localHour" as local_hour, r.attributes::jsonb as attributes, r.stage ${locale} as stage, r.segment, r."isColleague" as is_colleague
        from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r(n int, kind text, direction text, outcome text, subject text, source text,
          provenance text, "durationSeconds" int8, quantity int8, "amountMinor" int8, currency text, evidence text, total bool, "localDay" int,
          "localHour" int2, attributes text, stage text, segment text, "isColleague" bool)
      ) a
      cross join lateral (select a.stage, a.segment, a.is_colleague) p
      order by a.n`.execute(transaction),
  );
  return found.map(({ verdicts }) => verdicts);
};

test("the compiled predicate says of every record what the library's evaluator says, with leaves over missing fields as constants", async () => {
  const seed = Number(process.env["ATTAIN_TEST_SEED"] ?? Date.now() % 2 ** 31);
  const seen = { pairs: 0, true: 0, withMissing: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(expression, { minLength: 40, maxLength: 40 }),
      fc.array(row, { minLength: 130, maxLength: 130 }),
      async (expressions, rows) => {
        const found = await byDatabase(expressions, rows);
        rows.forEach((each, n) => {
          expressions.forEach((source, m) => {
            const missing = { count: 0 };
            const wanted = meaning(source, each, missing);
            if (typeof wanted !== "boolean") throw new Error(`the reference answers ${String(wanted)} to ${source}`);
            if (found[n]?.[m] !== wanted)
              throw new Error(
                `${source}\n is ${wanted}, in SQL ${String(found[n]?.[m])}, for ${JSON.stringify({ ...each, attributes: jsonText(each.attributes) }, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`,
              );
            seen.pairs += 1;
            if (wanted) seen.true += 1;
            if (missing.count > 0) seen.withMissing += 1;
          });
        });
      },
    ),
    { numRuns: 12, seed, endOnFailure: process.env["ATTAIN_TEST_SHRINK"] === undefined },
  );
  console.info(`expressions: ${seen.pairs} pairs, ${seen.true} true, ${seen.withMissing} with a missing field, seed ${seed}`);
  expect(seen.pairs).toBeGreaterThanOrEqual(50_000);
});

const record = (change: Partial<Row>): Row => ({
  kind: "call",
  direction: null,
  outcome: null,
  subject: null,
  source: "crm",
  provenance: "captured",
  durationSeconds: null,
  quantity: null,
  amountMinor: null,
  currency: null,
  evidence: null,
  total: false,
  localDay: 0,
  localHour: null,
  attributes: {},
  stage: null,
  segment: null,
  isColleague: null,
  ...change,
});
const verdictOf = async (source: string, change: Partial<Row>): Promise<unknown> => (await byDatabase([source], [record(change)]))[0]?.[0];

test("texts are ordered by code point, where the library orders by UTF-16 units", async () => {
  expect(await verdictOf('subject < "😀"', { subject: "\uff21" })).toBe(true);
  expect(meaning('subject < "😀"', record({ subject: "\uff21" }))).toBe(false);
});

test.each([
  ["'; drop table activities; --"],
  ["$1"],
  ["\\'); select pg_sleep(10); --"],
  ["%s ? ?? :name {0}"],
  ["\u{1f4a9}"],
  ["E'\\047'"],
  ["$$ || $$"],
])("a text that looks like SQL is a text: %s", async (hostile) => {
  const literal = JSON.stringify(hostile);
  expect(
    await verdictOf(
      `subject == ${literal} && subject in [${literal}] && subject.contains(${literal}) && subject.startsWith(${literal}) && subject.endsWith(${literal})`,
      { subject: hostile },
    ),
  ).toBe(true);
  expect(await verdictOf(`subject == ${literal}`, { subject: "other" })).toBe(false);
});

test("an amount in another currency is missing, not converted", async () => {
  const euros = { amountMinor: 50_000n, currency: "EUR" };
  expect(await verdictOf("amount > 100", { ...euros, currency: "USD" })).toBe(true);
  expect(await verdictOf("amount > 100", euros)).toBe(false);
  expect(await verdictOf("amount != 100", euros)).toBe(true);
  expect(await verdictOf("has(amount)", euros)).toBe(true);
});

test("brackets around a field or a value change nothing", async () => {
  expect(await verdictOf('(kind) == ("call") && (60 <= (durationSeconds))', { durationSeconds: 60n })).toBe(true);
});

test("an attribute of another type than declared is missing", async () => {
  const wrong: Json = { campaign: { number: "7" }, score: "7", vip: "true", premium: { number: "700" } };
  expect(
    await verdictOf(
      "has(attributes.campaign) || has(attributes.score) || has(attributes.vip) || has(attributes.premium) || attributes.vip || attributes.score == 7",
      { attributes: wrong },
    ),
  ).toBe(false);
  expect(await verdictOf("attributes.score != 8 && !has(attributes.score)", { attributes: wrong })).toBe(true);
});
