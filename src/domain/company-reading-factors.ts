import type { Field } from "./activity-fields.ts";
import type { FactorEntry, FactorTableEntry } from "./company-file.ts";
import { readHistory, readId, readName, refuseRepeated, refuseUnknown, take, type Findings } from "./company-reading-basics.ts";
import type { Company, Settings } from "./company.ts";
import { isoDay, type Day } from "./day.ts";
import { factorChanges, type FactorChange } from "./factor-changes.ts";
import { factorText, WHOLE_FACTOR, type DatedFactor, type Factor, type FactorRow, type FactorTable } from "./factor.ts";
import { perhaps } from "./meant.ts";
import { factorOf, type Metric } from "./metric.ts";
import { metricFields } from "./metric-expression.ts";
import { plainDecimal } from "./number.ts";
import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";

const MOST_FACTOR = 100n;
const DECIMALS = 4;
const LONGEST_KEY = 200;
export const LONGEST_REASON = 1000;

const pointerPart = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

/** `30%` or `0.3`, exactly: at most four decimals of the whole, two of a percentage. */
const readFactor = (value: number | string, pointer: string): Outcome<Factor> => {
  const text = String(value).trim();
  const isPercent = text.endsWith("%");
  const number = plainDecimal(isPercent ? text.slice(0, -1).trimEnd() : text);
  const found = shown(text);
  if (number === undefined) return refused(refusal("factor-format", pointer, { found }));
  if (number.isNegative) return refused(refusal("factor-negative", pointer, { found }));
  const decimals = isPercent ? DECIMALS - 2 : DECIMALS;
  if (number.decimals.length > decimals) return refused(refusal("factor-decimals", pointer, { found, decimals }));
  const factor = BigInt(number.whole + number.decimals.padEnd(decimals, "0"));
  return factor > MOST_FACTOR * WHOLE_FACTOR
    ? refused(refusal("number-range", pointer, { found, limit: factorText(MOST_FACTOR * WHOLE_FACTOR) }))
    : accepted(factor);
};

/** What repeats the entry before it says nothing, nor does an empty one at the start, unless it says why. */
const changesOnly = (factors: readonly DatedFactor[]): readonly DatedFactor[] =>
  factors.filter(({ value, reason }, index) => reason !== undefined || value !== (factors[index - 1]?.value ?? null));

type Before = {
  /** What held, where a metric goes by the table already. */
  readonly table: FactorTable | undefined;
  readonly today: Day;
};

/** What held until yesterday, and from today on what is said now: of what nobody counts by yet, from the beginning. */
const nowHolding = (value: Factor | null, key: string, { table, today }: Before): readonly DatedFactor[] => {
  if (table === undefined) return value === null ? [] : [{ value, from: -Infinity }];
  const past = (table.rows.find((row) => row.key === key)?.factors ?? []).filter(({ from }) => from < today);
  return (past.at(-1)?.value ?? null) === value ? past : [...past, { value, from: today }];
};

const readFactors = (findings: Findings, entry: FactorEntry, key: string, before: Before, pointer: string): readonly DatedFactor[] => {
  const read = (value: number | string, at: string): Factor | null => take(findings, readFactor(value, at), null);
  if (typeof entry !== "object") return nowHolding(read(entry, pointer), key, before);
  const factors = readHistory(findings, entry, pointer, read).map((factor, index): DatedFactor => {
    const reason = entry[index]?.reason ?? null;
    if (reason === null) return factor;
    return {
      ...factor,
      reason: take(findings, readText(reason, `${pointer}/${index}/reason`, { max: LONGEST_REASON, hasLines: true }), ""),
    };
  });
  return changesOnly(factors);
};

/** The texts of an activity itself that a table may go by. */
const keyFields = (company: Company): readonly Field[] =>
  [...metricFields(company, { type: "count" }).byName.values()].filter(
    ({ name, type }) => type === "string" && !name.startsWith("prospect."),
  );

const refuseValue = (findings: Findings, key: string, field: Field, pointer: string): void => {
  if (field.values !== undefined && !field.values.includes(key))
    findings.push(refusal("factor-value", pointer, { found: shown(key), field: field.name, hint: perhaps(key, field.values) }));
};

const readRows = (
  findings: Findings,
  entry: FactorTableEntry,
  field: Field | undefined,
  known: { readonly stored: FactorTable | undefined; readonly before: Before },
  pointer: string,
): readonly FactorRow[] => {
  const rows = new Map<string, FactorRow>();
  for (const [written, value] of Object.entries(entry.values)) {
    const at = `${pointer}/values/${pointerPart(written)}`;
    const key = take(findings, readText(written, at, { max: LONGEST_KEY }), written);
    if (rows.has(key)) findings.push(refusal("factor-repeated", at, { found: shown(key) }));
    // One that was accepted earlier keeps its history, also where its kind has gone since.
    if (field !== undefined && known.stored?.rows.some((row) => row.key === key) !== true) refuseValue(findings, key, field, at);
    rows.set(key, { key, factors: readFactors(findings, value, key, known.before, at) });
  }
  const gone = (known.before.table?.rows ?? []).filter(({ key }) => !rows.has(key));
  return [...rows.values(), ...gone.map(({ key }) => ({ key, factors: nowHolding(null, key, known.before) }))].filter(
    ({ factors }) => factors.length > 0,
  );
};

const isReasoned = ({ entry }: FactorChange, before: readonly DatedFactor[]): boolean =>
  entry?.reason !== undefined && !before.some(({ from, reason }) => from === entry.from && reason === entry.reason);

/** Days gone keep the factor that they had, unless the entry that changes it says why. */
const refusePast = (findings: Findings, before: FactorTable, after: FactorTable, today: Day, pointer: string): void => {
  const told = new Set<string>();
  for (const change of factorChanges(before, after).filter(({ from }) => from < today)) {
    const { key, from } = change;
    if (told.has(key) || isReasoned(change, before.rows.find((row) => row.key === key)?.factors ?? [])) continue;
    told.add(key);
    const day = Number.isFinite(from)
      ? { en: `from ${isoDay(from)} on`, ko: `${isoDay(from)}부터` }
      : { en: "from the beginning", ko: "처음부터" };
    findings.push(refusal("factor-past", `${pointer}/values/${pointerPart(key)}`, { found: shown(key), day, earliest: isoDay(today) }));
  }
};

const countingBy = (settings: Settings | null, id: string): Metric | undefined =>
  settings?.metrics.find(({ versions }) => versions.some(({ measure }) => factorOf(measure) === id));

/**
 * The factor tables of a file. What holds for a value is dated: one number says what holds from today on, a list says the whole history. A table that
 * a metric counts by stays, and what it gave on days gone changes only for a reason.
 */
export const readFactorTables = (
  findings: Findings,
  entries: readonly FactorTableEntry[],
  before: Settings | null,
  company: Company,
  today: Day,
): readonly FactorTable[] => {
  refuseRepeated(findings, entries, "factor", "/factors");
  const fields = keyFields(company);
  const tables = entries.map((entry, index): FactorTable => {
    const pointer = `/factors/${index}`;
    const id = readId(findings, entry.id, `${pointer}/id`);
    const field = fields.find(({ name }) => name === entry.by);
    const stored = before?.company.factors.find((table) => table.id === id);
    const user = countingBy(before, id);
    const held = user === undefined ? undefined : stored;
    if (user !== undefined && stored !== undefined && entry.by !== stored.by)
      findings.push(refusal("factor-in-use", `${pointer}/by`, { found: id, metric: user.id }));
    else if (field === undefined)
      findings.push(
        refusal("factor-field", `${pointer}/by`, {
          found: shown(entry.by),
          hint: perhaps(
            entry.by,
            fields.map(({ name }) => name),
          ),
        }),
      );
    const table = {
      id,
      name: readName(findings, entry.name, id, `${pointer}/name`),
      by: entry.by,
      rows: readRows(findings, entry, field, { stored, before: { table: held, today } }, pointer),
    };
    if (held !== undefined) refusePast(findings, held, table, today, pointer);
    return table;
  });
  for (const { id } of before?.company.factors ?? []) {
    const user = countingBy(before, id);
    if (user !== undefined && !tables.some((table) => table.id === id))
      findings.push(refusal("factor-in-use", "/factors", { found: id, metric: user.id }));
  }
  return tables;
};

/** The id of the table that a measure names; one that is not there is refused. */
export const readFactorOf = (findings: Findings, id: string, company: Company, pointer: string): string => {
  const ids = company.factors.map((table) => table.id);
  if (!ids.includes(id)) findings.push(refuseUnknown("factor", id, ids, pointer));
  return id;
};
