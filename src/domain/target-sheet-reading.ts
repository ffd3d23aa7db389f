import { take, type Findings } from "./company-reading-basics.ts";
import { LONGEST_TARGET_REASON, readPeriod } from "./company-reading-targets.ts";
import { readTarget } from "./company-reading-target.ts";
import { isFields, pointerPart, refuseUnknown } from "./field-reading.ts";
import type { Metric } from "./metric.ts";
import { groupedDecimal, type DecimalSign } from "./number.ts";
import { cadences, type Cadence, type CompanyCalendar, type Period } from "./period.ts";
import { looksLikePeriod, periodExample, periodReader, periodText } from "./period-text.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import type { FindHolder } from "./target-holders.ts";
import type { Holder } from "./target-table.ts";
import { targetKey, type TargetWord } from "./target-word.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** A sheet as it was pasted, its head first; rows are numbered as a spreadsheet numbers them. */
export type TargetSheet = {
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
  readonly decimalSign: DecimalSign;
};

/** What a sheet of targets says, and what of it was left aside. */
export type TargetsRead = {
  readonly words: readonly TargetWord[];
  /** Columns that are neither whose, nor for when: a department, a sum. */
  readonly columnsLeft: readonly string[];
  /** Rows that add up others. */
  readonly rowsLeft: readonly number[];
};

export const MOST_TARGETS = 200_000;

const memberHeads = [
  "member",
  "구성원",
  "id",
  "사번",
  "code",
  "코드",
  "email",
  "e-mail",
  "이메일",
  "name",
  "이름",
  "성명",
  "설계사",
  "rep",
];
const teamHeads = ["team", "팀", "branch", "지점"];
const periodHeads = ["period", "기간", "month", "월", "week", "주", "quarter", "분기"];
const targetHeads = ["target", "목표", "목표치"];
const reasonHeads = ["reason", "이유", "사유"];
const sums = /^(합계|소계|총계|계|total|sub-?total|sum|grand total)$/i;
/** `2026 합계`, `Q1 total`: adds up other columns. */
const addsUp = /(합계|소계|총계|total|sum)$/i;

/** The cells that take a target back. */
const takesBack = /^[-–—]$/;

const columnOf = (heads: readonly string[], head: readonly string[]): number =>
  heads.map((each) => head.findIndex((cell) => cell.toLowerCase() === each)).find((at) => at >= 0) ?? -1;

type Layout = {
  readonly who: number;
  readonly holder: Holder | null;
  readonly reason: number;
  readonly columns:
    | { readonly type: "long"; readonly period: number; readonly target: number }
    | { readonly type: "wide"; readonly at: readonly number[] };
  readonly left: readonly number[];
};

/** Which column is what. In a sheet whose head begins with an empty cell, or another word, the first column says whose the targets are. */
const layoutOf = (head: readonly string[]): Layout | null => {
  const [period, target, reason] = [periodHeads, targetHeads, reasonHeads].map((heads) => columnOf(heads, head));
  const member = columnOf(memberHeads, head);
  const team = columnOf(teamHeads, head);
  const who = member >= 0 ? member : team >= 0 ? team : 0;
  const holder = member >= 0 ? "member" : team >= 0 ? "team" : null;
  if (period === undefined || target === undefined || reason === undefined) return null;
  if (period >= 0 && target >= 0) {
    const used = new Set([who, period, target, reason]);
    return { who, holder, reason, columns: { type: "long", period, target }, left: [...head.keys()].filter((at) => !used.has(at)) };
  }
  const at = [...head.keys()].filter(
    (index) => index !== who && index !== reason && looksLikePeriod(head[index] ?? "") && !addsUp.test(head[index] ?? ""),
  );
  if (at.length === 0) return null;
  const used = new Set([who, reason, ...at]);
  return { who, holder, reason, columns: { type: "wide", at }, left: [...head.keys()].filter((index) => !used.has(index)) };
};

const headOf = ({ rows }: TargetSheet): readonly string[] => (rows[0]?.cells ?? []).map((cell) => cell.normalize("NFC").trim());

/** The cadence of which every period of the sheet is one; months before all others. Null when there is none. */
export const cadenceOfSheet = (sheet: TargetSheet, calendar: CompanyCalendar): Cadence | null => {
  const head = headOf(sheet);
  const columns = layoutOf(head)?.columns;
  if (columns === undefined) return null;
  const texts =
    columns.type === "wide" ? columns.at.map((at) => head[at] ?? "") : sheet.rows.slice(1).map(({ cells }) => cells[columns.period] ?? "");
  const likely: readonly Cadence[] = ["month", ...cadences.filter((cadence) => cadence !== "month" && cadence !== "day"), "day"];
  return (
    likely.find((cadence) => {
      const read = periodReader(cadence, calendar);
      return [...new Set(texts)].every((text) => {
        const found = read(text);
        return found !== undefined && "period" in found;
      });
    }) ?? null
  );
};

export type TargetReading = {
  readonly metric: Metric;
  readonly cadence: Cadence;
  readonly calendar: CompanyCalendar;
  readonly find: FindHolder;
  /** Said of every target that has no reason of its own. */
  readonly reason: string | null;
};

/** Two targets of one member for one period: only one can hold. */
const refuseTwice = (findings: Findings, words: readonly TargetWord[], { calendar }: TargetReading): void => {
  const seen = new Map<string, TargetWord>();
  for (const word of words) {
    const key = targetKey(word.holder, word.number, word.period.startsOn);
    const other = seen.get(key);
    seen.set(key, word);
    if (other === undefined) continue;
    const [, , row = "", ...column] = other.pointer.split("/");
    const place = { en: `row ${row}, ${column.join("/")}`, ko: `${row}행 ${column.join("/")}` };
    const values = { who: word.id, period: periodText(word.period, calendar), other: word.row === null ? other.pointer : place };
    findings.push(refusal("target-repeated", word.pointer, { ...values, ...(word.row === null ? {} : { row: word.row }) }));
  }
};

/** What the cell says; undefined when it says nothing. */
const cellTarget = (findings: Findings, cell: string, sign: DecimalSign, { metric }: TargetReading, pointer: string) => {
  const text = cell.normalize("NFKC").trim();
  if (text === "") return undefined;
  if (takesBack.test(cell.trim())) return null;
  const number = groupedDecimal(text, sign);
  const written =
    number === undefined ? text : `${number.isNegative ? "-" : ""}${number.whole}${number.decimals === "" ? "" : `.${number.decimals}`}`;
  return readTarget(findings, written, metric, pointer);
};

type Head = { readonly cells: readonly string[]; readonly layout: Layout; readonly periods: ReadonlyMap<number, Outcome<Period>> };

type PeriodReader = ReturnType<typeof periodReader>;

/** The periods of a wide sheet's columns; what is wrong with one is told once, of the head. */
const periodsOfHead = (
  findings: Findings,
  { columns }: Layout,
  { number: row, cells }: TargetSheet["rows"][number],
  { read, cadence, calendar }: TargetReading & { readonly read: PeriodReader },
): Head["periods"] => {
  const periods = new Map<number, Outcome<Period>>();
  for (const at of columns.type === "wide" ? columns.at : []) {
    const period = readPeriod(cells[at] ?? "", read, { cadence, calendar, pointer: `/rows/${row}/${pointerPart(cells[at] ?? "")}` });
    periods.set(at, period);
    if (!period.ok) findings.push(...period.refusals.map((each) => ({ ...each, values: { ...each.values, row } })));
  }
  return periods;
};

/** The targets of one row: whose they are, and for each of its cells the period. */
const wordsOfRow = (
  findings: Findings,
  { number: row, cells }: TargetSheet["rows"][number],
  { cells: head, layout, periods }: Head,
  { read, sign, ...reading }: TargetReading & { readonly read: PeriodReader; readonly sign: DecimalSign },
): readonly TargetWord[] => {
  const { cadence, calendar, find } = reading;
  const { columns } = layout;
  const placeOf = (column: number): string => `/rows/${row}/${pointerPart(head[column] ?? "")}`;
  const holder = take(findings, find(cells[layout.who] ?? "", layout.holder, placeOf(layout.who)), null);
  const given = layout.reason < 0 ? "" : (cells[layout.reason] ?? "").trim();
  const reason =
    given === ""
      ? reading.reason
      : take(findings, readText(given, placeOf(layout.reason), { max: LONGEST_TARGET_REASON, hasLines: true }), null);
  const periodHere = (column: number): Period | null =>
    take(findings, readPeriod(cells[column] ?? "", read, { cadence, calendar, pointer: placeOf(column) }), null);
  const periodOfColumn = (column: number): Period | null => {
    const period = periods.get(column);
    return period?.ok === true ? period.value : null;
  };
  const places =
    columns.type === "long"
      ? [{ at: columns.target, period: periodHere(columns.period) }]
      : columns.at.map((at) => ({ at, period: periodOfColumn(at) }));
  return places.flatMap(({ at, period }): readonly TargetWord[] => {
    const value = cellTarget(findings, cells[at] ?? "", sign, reading, placeOf(at));
    return value === undefined || period === null || holder === null
      ? []
      : [{ ...holder, period, value, reason, pointer: placeOf(at), row }];
  });
};

/**
 * Targets from a sheet, wide (a column for each period) or long (columns member, period, target). An empty cell says nothing, `-` takes back
 * what was said. Refuses with every wrong cell by its row and column.
 */
export const readTargetSheet = (sheet: TargetSheet, reading: TargetReading): Outcome<TargetsRead> => {
  const cells = headOf(sheet);
  const layout = layoutOf(cells);
  const [first, ...rows] = sheet.rows;
  if (first === undefined || rows.length === 0) return refused(refusal("target-sheet-empty", ""));
  if (layout === null) {
    const { cadence, calendar } = reading;
    return refused(refusal("target-sheet-head", "", { cadence, example: periodExample(cadence, calendar) }));
  }
  const findings: Refusal[] = [];
  const reader = { ...reading, read: periodReader(reading.cadence, reading.calendar), sign: sheet.decimalSign };
  const head = { cells, layout, periods: periodsOfHead(findings, layout, { number: first.number, cells }, reader) };
  const isSum = (row: TargetSheet["rows"][number]): boolean => sums.test((row.cells[layout.who] ?? "").trim());
  const words = rows
    .filter((row) => !isSum(row))
    .flatMap((row) => {
      const own: Refusal[] = [];
      const read = wordsOfRow(own, row, head, reader);
      findings.push(...own.map((each) => ({ ...each, values: { ...each.values, row: row.number } })));
      return read;
    });
  refuseTwice(findings, words, reading);
  if (words.length > MOST_TARGETS) findings.push(refusal("target-sheet-large", "", { limit: MOST_TARGETS }));
  if (words.length === 0 && findings.length === 0) findings.push(refusal("target-sheet-empty", ""));
  const columnsLeft = layout.left.map((at) => shown(cells[at] ?? "")).filter((name) => name !== "");
  return outcomeOf(() => ({ words, columnsLeft, rowsLeft: rows.filter(isSum).map(({ number }) => number) }), findings);
};

const itemFields: ReadonlySet<string> = new Set(["member", "team", "period", "target", "reason"]);
const itemExample = '{"member": "raj", "period": "2026-01", "target": 150}';

const readItem = (
  findings: Findings,
  item: unknown,
  { read, ...reading }: TargetReading & { readonly read: PeriodReader },
  pointer: string,
): TargetWord | undefined => {
  if (!isFields(item)) {
    findings.push(refuseType(item, "object", itemExample, pointer));
    return undefined;
  }
  refuseUnknown(item, itemFields, findings, pointer);
  const { cadence, calendar, metric, find } = reading;
  const isTeams = isMissing(item["member"]) && !isMissing(item["team"]);
  const field = isTeams ? "team" : "member";
  const who = take(findings, readText(item[field], `${pointer}/${field}`, { max: 254 }), null);
  const text = take(findings, readText(item["period"], `${pointer}/period`, { max: 100 }), null);
  const holder = who === null ? null : take(findings, find(who, isTeams ? "team" : "member", `${pointer}/${field}`), null);
  const period = text === null ? null : take(findings, readPeriod(text, read, { cadence, calendar, pointer: `${pointer}/period` }), null);
  const { target } = item;
  if (typeof target !== "number" && typeof target !== "string" && target !== null) {
    findings.push(
      target === undefined ? refusal("required", `${pointer}/target`) : refuseType(target, "number", "150", `${pointer}/target`),
    );
    return undefined;
  }
  const value = target === null ? null : readTarget(findings, target, metric, `${pointer}/target`);
  const reason = isMissing(item["reason"])
    ? reading.reason
    : take(findings, readText(item["reason"], `${pointer}/reason`, { max: LONGEST_TARGET_REASON, hasLines: true }), null);
  return holder === null || period === null ? undefined : { ...holder, period, value, reason, pointer: `${pointer}/target`, row: null };
};

/** The same from JSON: a list of `{ member or team, period, target, reason }`; a target of null takes back what was said. */
export const readTargetItems = (items: readonly unknown[], reading: TargetReading): Outcome<TargetsRead> => {
  if (items.length > MOST_TARGETS) return refused(refusal("target-sheet-large", "/rows", { limit: MOST_TARGETS }));
  const findings: Refusal[] = [];
  const read = periodReader(reading.cadence, reading.calendar);
  const words = items
    .map((item, index) => readItem(findings, item, { ...reading, read }, `/rows/${index}`))
    .filter((word) => word !== undefined);
  refuseTwice(findings, words, reading);
  return outcomeOf(() => ({ words, columnsLeft: [], rowsLeft: [] }), findings);
};
