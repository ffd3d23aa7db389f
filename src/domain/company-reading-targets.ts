import type { TargetRowEntry, TargetTableEntry } from "./company-file.ts";
import { isSound, readId, readName, refuseRepeated, refuseUnknown, take, type Findings } from "./company-reading-basics.ts";
import { nextNumber } from "./company-reading-people.ts";
import { readCadence } from "./company-reading-requirements.ts";
import { readTarget } from "./company-reading-target.ts";
import type { Settings } from "./company.ts";
import { isoDay } from "./day.ts";
import { pointerPart } from "./field-reading.ts";
import type { Member, Team } from "./member.ts";
import type { Metric } from "./metric.ts";
import { periodExample, periodReader, periodText } from "./period-text.ts";
import type { Cadence, CompanyCalendar, Period } from "./period.ts";
import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { shown } from "./shown.ts";
import type { Holder, TargetTable } from "./target-table.ts";
import { targetKey, type TargetWord } from "./target-word.ts";
import { readText } from "./text.ts";

export const LONGEST_TARGET_REASON = 1000;

/** A period of the cadence, by its name or first day. Refuses another day of it with the first one named. */
export const readPeriod = (
  text: string,
  read: ReturnType<typeof periodReader>,
  { cadence, calendar, pointer }: { readonly cadence: Cadence; readonly calendar: CompanyCalendar; readonly pointer: string },
): Outcome<Period> => {
  const found = read(text);
  if (found === undefined) {
    return refused(refusal("target-period", pointer, { found: shown(text), cadence, example: periodExample(cadence, calendar) }));
  }
  if ("period" in found) return accepted(found.period);
  const { startsOn, endsBefore } = found.near;
  return refused(
    refusal("target-period-start", pointer, { found: shown(text), cadence, from: isoDay(startsOn), next: isoDay(endsBefore) }),
  );
};

/** The tables that are declared. What the file does not name any more ends; a file without the section leaves all as they are. */
export const readTargetTables = (
  findings: Findings,
  entries: readonly TargetTableEntry[] | null | undefined,
  before: Settings | null,
  { calendar, metrics }: Pick<Known, "calendar" | "metrics">,
): readonly TargetTable[] => {
  const stored = before?.company.targetTables ?? [];
  if (entries === null || entries === undefined) return stored;
  refuseRepeated(findings, entries, "targetTable", "/targetTables");
  const known = new Map(stored.map((table) => [table.id, table]));
  let next = nextNumber(stored);
  const tables = entries.map((entry, index): TargetTable => {
    const pointer = `/targetTables/${index}`;
    const id = readId(findings, entry.id, `${pointer}/id`);
    const { metric } = entry;
    const was = known.get(id);
    const cadence = readCadence(findings, entry.cadence, calendar, `${pointer}/cadence`) ?? was?.cadence ?? "month";
    if (!metrics.has(metric)) findings.push(refuseUnknown("metric", metric, metrics.keys(), `${pointer}/metric`));
    for (const field of ["metric", "cadence"] as const) {
      const found = { metric, cadence }[field];
      if (was !== undefined && was[field] !== found)
        findings.push(refusal("target-table-held", `${pointer}/${field}`, { table: id, field, held: was[field], found }));
    }
    const name = readName(findings, entry.name, id, `${pointer}/name`);
    return { number: was?.number ?? next++, id, name, metric, cadence, ended: entry.ended === true };
  });
  const named = new Set(tables.map(({ id }) => id));
  const gone = stored.filter(({ id }) => !named.has(id)).map((table) => ({ ...table, ended: true }));
  return [...gone, ...tables].toSorted((a, b) => a.number - b.number);
};

/** What a file says that a table holds. */
export type FileTargets = { readonly table: TargetTable; readonly reason: string | null; readonly words: readonly TargetWord[] };

type Known = {
  readonly calendar: CompanyCalendar;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly teams: readonly Team[];
  readonly members: readonly Member[];
};

const readRows = (
  findings: Findings,
  rows: Readonly<Record<string, TargetRowEntry>>,
  {
    table,
    holder,
    pointer,
    reason,
  }: { readonly table: TargetTable; readonly holder: Holder; readonly pointer: string; readonly reason: string | null },
  { calendar, metrics, teams, members }: Known,
): readonly TargetWord[] => {
  const holders = new Map<string, number>((holder === "member" ? members : teams).map(({ id, number }) => [id, number]));
  const read = periodReader(table.cadence, calendar);
  const metric = metrics.get(table.metric);
  const seen = new Map<string, string>();
  return Object.entries(rows).flatMap(([id, row]) => {
    const at = `${pointer}/${pointerPart(id)}`;
    const number = holders.get(id);
    if (number === undefined) findings.push(refuseUnknown(holder, id, holders.keys(), at));
    return Object.entries(row).flatMap(([text, entry]): readonly TargetWord[] => {
      const place = `${at}/${pointerPart(text)}`;
      const period = take(findings, readPeriod(text, read, { cadence: table.cadence, calendar, pointer: place }), null);
      const value = readTarget(findings, entry, metric, place);
      if (period === null || number === undefined) return [];
      const key = targetKey(holder, number, period.startsOn);
      const other = seen.get(key);
      if (other !== undefined) findings.push(refusal("target-repeated", place, { who: id, period: periodText(period, calendar), other }));
      seen.set(key, text);
      return [{ holder, number, id, period, value, reason, pointer: place, row: null }];
    });
  });
};

/** Everything that the file says of the tables that it names, in their order. */
export const readFileTargets = (
  findings: Findings,
  entries: readonly TargetTableEntry[],
  tables: readonly TargetTable[],
  known: Known,
): readonly FileTargets[] =>
  entries.flatMap((entry, index) => {
    const table = tables.find(({ id }) => id === entry.id.normalize("NFC"));
    // What its periods are is not known where its cadence is not.
    if (table === undefined || !isSound(findings, `/targetTables/${index}/cadence`)) return [];
    const pointer = `/targetTables/${index}`;
    const given = entry.reason ?? null;
    const reason =
      given === null ? null : take(findings, readText(given, `${pointer}/reason`, { max: LONGEST_TARGET_REASON, hasLines: true }), null);
    const of = (holder: Holder, field: "rows" | "teamRows"): readonly TargetWord[] =>
      readRows(findings, entry[field] ?? {}, { table, holder, pointer: `${pointer}/${field}`, reason }, known);
    return [{ table, reason, words: [...of("member", "rows"), ...of("team", "teamRows")] }];
  });
