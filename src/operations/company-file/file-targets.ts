import { targetRowChanged, unitsOf, type Change } from "../../domain/company-changes.ts";
import { targetText } from "../../domain/target-text.ts";
import type { FileTargets } from "../../domain/company-reading-targets.ts";
import type { Settings } from "../../domain/company.ts";
import type { Credit, Unit } from "../../domain/credit.ts";
import type { Day } from "../../domain/day.ts";
import { periodContaining } from "../../domain/period.ts";
import { periodText } from "../../domain/period-text.ts";
import { accepted, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import type { TableEntry, TargetTable } from "../../domain/target-table.ts";
import { changesOfTargets, targetKey, type TargetChange, type TargetWord } from "../../domain/target-word.ts";
import { within } from "../../domain/within.ts";
import type { Transaction } from "../../store/database.ts";
import { targetsOfTables } from "../../store/targets.ts";
import { refuseClosed } from "../target-periods.ts";

/** A change of a table, and which. */
export type TableChange = { readonly tableNumber: number; readonly change: TargetChange };

const count: Unit = { type: "count" };

type Applied = { readonly before: Settings | null; readonly after: Settings; readonly today: Day };

/** What a table that the file names says and the file does not: it is taken back. */
const takenBack = (
  { table, reason, words }: FileTargets,
  present: readonly TableEntry[],
  pointer: string,
  { company: { calendar }, members, teams }: Settings,
): readonly TargetWord[] => {
  const said = new Set(words.map(({ holder, number, period }) => targetKey(holder, number, period.startsOn)));
  const ids = {
    member: new Map(members.map(({ number, id }) => [number, id])),
    team: new Map(teams.map(({ number, id }) => [number, id])),
  };
  return present
    .filter(({ holder, holderNumber, startsOn }) => !said.has(targetKey(holder, holderNumber, startsOn)))
    .map(({ holder, holderNumber: number, startsOn }) => ({
      holder,
      number,
      id: ids[holder].get(number) ?? "",
      period: periodContaining(table.cadence, startsOn, calendar),
      value: null,
      reason,
      pointer,
      row: null,
    }));
};

/**
 * What a file changes of the target tables that it names; the others stay as they are. Refuses what changes a period that is over, or raises
 * in one that runs, without a reason.
 */
export const targetsOfFile = async (
  tx: Transaction,
  files: readonly FileTargets[],
  { before, after, today }: Applied,
): Promise<Outcome<readonly TableChange[]>> => {
  const stored = new Set((before?.company.targetTables ?? []).map(({ number }) => number));
  const known = files.map(({ table }) => table.number).filter((number) => stored.has(number));
  const present = before === null ? [] : await targetsOfTables(tx, before.companyId, known);
  const units = unitsOf(after.metrics);
  const changes: TableChange[] = [];
  const found: Refusal[] = [];
  for (const [index, file] of files.entries()) {
    const { table, words } = file;
    const own = present.filter(({ tableNumber }) => tableNumber === table.number);
    const gone = table.ended ? [] : takenBack(file, own, `/targetTables/${index}`, after);
    const outcome = changesOfTargets(
      [...words, ...gone],
      new Map(own.map(({ holder, holderNumber, startsOn, value }) => [targetKey(holder, holderNumber, startsOn), value])),
      {
        isNew: !stored.has(table.number),
        unit: units.get(table.metric) ?? count,
        calendar: after.company.calendar,
        today,
      },
    );
    if (!outcome.ok) {
      found.push(...outcome.refusals);
      continue;
    }
    if (before !== null) found.push(...(await refuseClosed(tx, before, outcome.value, !stored.has(table.number))));
    changes.push(...outcome.value.map((change) => ({ tableNumber: table.number, change })));
  }
  const [first, ...more] = found;
  return first === undefined ? accepted(changes) : refused(first, ...more);
};

/** `2026-01: 150; 2026-02: 160`, of the periods that change. */
const rowText = (
  changes: readonly TargetChange[],
  valueOf: (change: TargetChange) => Credit | null,
  { unit, calendar }: { readonly unit: Unit; readonly calendar: Settings["company"]["calendar"] },
): string | null => {
  const texts = changes.flatMap((change) => {
    const value = valueOf(change);
    return value === null ? [] : [`${periodText(change.period, calendar)}: ${targetText(value, unit)}`];
  });
  return texts.length === 0 ? null : texts.join("; ");
};

/** One change for each row of a table. */
export const targetsTold = (
  changes: readonly TableChange[],
  { company: { calendar, targetTables }, metrics }: Pick<Settings, "company" | "metrics">,
): readonly Change[] => {
  const tables = new Map<number, TargetTable>(targetTables.map((table) => [table.number, table]));
  const units = unitsOf(metrics);
  const rows = new Map<string, { readonly table: TargetTable; readonly field: string; readonly changes: TargetChange[] }>();
  for (const { tableNumber, change } of changes) {
    const table = tables.get(tableNumber);
    if (table === undefined) continue;
    const field = `${change.holder === "member" ? "rows" : "teamRows"}.${change.id}`;
    within(rows, `${tableNumber} ${field}`, () => ({ table, field, changes: [] })).changes.push(change);
  }
  return [...rows.values()].map(({ table, field, changes: own }) => {
    const writing = { unit: units.get(table.metric) ?? count, calendar };
    return targetRowChanged(
      table.id,
      field,
      rowText(own, ({ from }) => from, writing),
      rowText(own, ({ value }) => value, writing),
    );
  });
};
