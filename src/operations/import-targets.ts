import { Temporal } from "temporal-polyfill";
import { refuseUnknownList } from "../domain/cadence.ts";
import { changesBetween, keptChange, unitsOf } from "../domain/company-changes.ts";
import { readId, readName } from "../domain/company-reading-basics.ts";
import { nextNumber } from "../domain/company-reading-people.ts";
import type { NameEntry } from "../domain/company-file.ts";
import { LONGEST_TARGET_REASON } from "../domain/company-reading-targets.ts";
import { targetEntry } from "../domain/target-text.ts";
import type { Settings } from "../domain/company.ts";
import type { Unit } from "../domain/credit.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { dayIn } from "../domain/instant.ts";
import { perhaps } from "../domain/meant.ts";
import type { Metric } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import type { Cadence } from "../domain/period.ts";
import { periodText } from "../domain/period-text.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { refuseUnseen, type Seen } from "../domain/seen-version.ts";
import { shown } from "../domain/shown.ts";
import { holderFinder } from "../domain/target-holders.ts";
import { cadenceOfSheet, readTargetItems, readTargetSheet, type TargetsRead, type TargetSheet } from "../domain/target-sheet-reading.ts";
import type { TargetTable } from "../domain/target-table.ts";
import { changesOfTargets, targetKey, type TargetChange } from "../domain/target-word.ts";
import { readText } from "../domain/text.ts";
import { touchAsks } from "../store/asks-stamp.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { saveSettings } from "../store/save-settings.ts";
import { loadSettings } from "../store/settings.ts";
import { sayTargets, targetsIn, wordsSaid } from "../store/targets.ts";
import { refuseClosed } from "./target-periods.ts";
import { targetLinesOf, targetSheetOf } from "./files/target-sheet.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

/** Targets as somebody sends them, and what a table that is not there yet is made of. */
export type TargetsOrder = {
  /** A table as text (pasted, CSV, lines of JSON), or a list of targets. */
  readonly targets: string | readonly unknown[];
  /** Of a new table; of one that is there already it must be the same. */
  readonly metric?: string;
  /** Left out of a new table: the one that the head of the sheet shows, else a month. */
  readonly cadence?: Cadence;
  readonly name?: NameEntry;
  /** Why targets of periods gone change, or are raised in one that runs. */
  readonly reason?: string;
};

export type TargetsOptions = {
  readonly by: string;
  /** Only tell what would change. */
  readonly dryRun?: boolean;
  /** The company's day; left out: the one that its clocks show now. */
  readonly today?: Day;
  /** Which version of the table its author has seen; left out: it does not matter. */
  readonly seen?: Seen;
};

/** What one target was and is; null: there was, or is, none. In the units of the company file. */
export type TargetChangeJson = {
  readonly member?: string;
  readonly team?: string;
  /** As a file writes it, and its first day. */
  readonly period: string;
  readonly startsOn: string;
  readonly from: number | string | null;
  readonly to: number | string | null;
};

export type TargetsAnswer = {
  readonly table: string;
  readonly metric: string;
  readonly cadence: Cadence;
  /** Whether the table was made by this. */
  readonly created: boolean;
  /** Targets that were read: those that change something, and those that say what holds. */
  readonly received: number;
  readonly unchanged: number;
  readonly changes: readonly TargetChangeJson[];
  readonly columnsLeft: readonly string[];
  readonly rowsLeft: readonly number[];
};

type Sent = { readonly sheet: TargetSheet } | { readonly items: readonly unknown[] };

const sentOf = (targets: TargetsOrder["targets"]): Outcome<Sent> => {
  if (typeof targets !== "string") return accepted({ items: targets });
  const lines = targetLinesOf(targets);
  if (lines !== null) return lines.ok ? accepted({ items: lines.value }) : lines;
  const sheet = targetSheetOf(targets);
  return sheet.ok ? accepted({ sheet: sheet.value }) : sheet;
};

type Opened = { readonly table: TargetTable; readonly metric: Metric; readonly isNew: boolean };

const refuseOther = (table: TargetTable, order: TargetsOrder): readonly Refusal[] =>
  (["metric", "cadence"] as const).flatMap((field) => {
    const found = order[field];
    return found === undefined || found === table[field]
      ? []
      : [refusal("target-table-held", `?${field}`, { table: table.id, field, held: table[field], found: shown(found) })];
  });

/** The table as it is, or as it is made. */
const openTable = (settings: Settings, id: string, order: TargetsOrder, sent: Sent): Outcome<Opened> => {
  const { targetTables, calendar } = settings.company;
  const known = targetTables.find((table) => table.id === id);
  const metricId = known?.metric ?? order.metric;
  if (metricId === undefined) {
    const hint = perhaps(
      id,
      targetTables.map((table) => table.id),
    );
    return refused(refusal("target-table-new", "?metric", { found: shown(id), hint }));
  }
  const metric = settings.metrics.find((each) => each.id === metricId);
  if (metric === undefined) return refused(notFound("metric", metricId, settings.metrics));
  if (known !== undefined) return outcomeOf(() => ({ table: { ...known, ended: false }, metric, isNew: false }), refuseOther(known, order));
  const findings: Refusal[] = [...refuseUnknownList(order.cadence, calendar)];
  const cadence = order.cadence ?? ("sheet" in sent ? cadenceOfSheet(sent.sheet, calendar) : null) ?? "month";
  const table = {
    number: nextNumber(targetTables),
    id: readId(findings, id, "?table"),
    name: readName(findings, order.name, id, "?name"),
    metric: metricId,
    cadence,
    ended: false,
  };
  return outcomeOf(() => ({ table, metric, isNew: true }), findings);
};

const saved = async (tx: Transaction, settings: Settings, { table }: Opened, by: string): Promise<void> => {
  const tables = settings.company.targetTables;
  const known = tables.find(({ id }) => id === table.id);
  if (known !== undefined && !known.ended) return touchAsks(tx, settings.companyId);
  const targetTables = known === undefined ? [...tables, table] : tables.map((each) => (each === known ? table : each));
  const after = { ...settings, company: { ...settings.company, targetTables } };
  await saveSettings(tx, settings, after, { by, act: "import-targets", changes: changesBetween(settings, after).map(keptChange) });
};

const changeJson = ({ holder, id, period, from, value }: TargetChange, unit: Unit, settings: Settings): TargetChangeJson => ({
  [holder]: id,
  period: periodText(period, settings.company.calendar),
  startsOn: isoDay(period.startsOn),
  from: from === null ? null : targetEntry(from, unit),
  to: value === null ? null : targetEntry(value, unit),
});

const answerOf = (
  { table, isNew }: Opened,
  { words, columnsLeft, rowsLeft }: TargetsRead,
  changes: readonly TargetChange[],
  settings: Settings,
): TargetsAnswer => {
  const unit = unitsOf(settings.metrics).get(table.metric) ?? { type: "count" };
  return {
    table: table.id,
    metric: table.metric,
    cadence: table.cadence,
    created: isNew,
    received: words.length,
    unchanged: words.length - changes.length,
    changes: changes.map((change) => changeJson(change, unit, settings)),
    columnsLeft,
    rowsLeft,
  };
};

const readAll = (settings: Settings, { table: { cadence }, metric }: Opened, sent: Sent, reason: string | null): Outcome<TargetsRead> => {
  const { members, teams, company } = settings;
  const reading = { metric, cadence, calendar: company.calendar, find: holderFinder(members, teams), reason };
  return "sheet" in sent ? readTargetSheet(sent.sheet, reading) : readTargetItems(sent.items, reading);
};

const refuseUnseenTable = async (
  tx: Transaction,
  { companyId }: Settings,
  { table, isNew }: Opened,
  seen: Seen,
): Promise<Refusal | undefined> => refuseUnseen(seen, isNew ? null : String(await wordsSaid(tx, companyId, table.number)));
/** More of one act stand in the table itself, word for word. */
const MOST_TOLD = 20;

const toldOfTarget = ({ holder, number, period, from, value }: TargetChange) => ({
  holder,
  number,
  startsOn: isoDay(period.startsOn),
  from: from === null ? null : String(from),
  to: value === null ? null : String(value),
});

/**
 * Says what members or teams are to reach in periods, as a table that was pasted or read from a file: all of it in one act, or nothing with
 * every wrong cell named. What it does not name stays. Refuses a change of a period that is over, or a raise in one that runs, without a reason.
 */
export const importTargets = (
  database: Database,
  companyId: number,
  tableId: string,
  order: TargetsOrder,
  { by, dryRun = false, today: named, seen }: TargetsOptions,
): Promise<Outcome<TargetsAnswer>> => {
  const reason =
    order.reason === undefined ? accepted(null) : readText(order.reason, "?reason", { max: LONGEST_TARGET_REASON, hasLines: true });
  if (!reason.ok) return Promise.resolve(reason);
  const sent = sentOf(order.targets);
  if (!sent.ok) return Promise.resolve(sent);
  return inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<TargetsAnswer>> => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const opened = openTable(settings, tableId.normalize("NFC"), order, sent.value);
      if (!opened.ok) return opened;
      const unseen = dryRun || seen === undefined ? undefined : await refuseUnseenTable(tx, settings, opened.value, seen);
      if (unseen !== undefined) return refused(unseen);
      const read = readAll(settings, opened.value, sent.value, reason.value);
      if (!read.ok) return read;
      const { table, metric, isNew } = opened.value;
      const { words } = read.value;
      const starts = [...new Set(words.map(({ period }) => period.startsOn))];
      const present = await targetsIn(
        tx,
        companyId,
        starts.map((startsOn) => ({ tableNumber: table.number, startsOn })),
      );
      const { calendar, timeZone } = settings.company;
      const changes = changesOfTargets(
        words,
        new Map(present.map(({ holder, holderNumber, startsOn, value }) => [targetKey(holder, holderNumber, startsOn), value])),
        {
          isNew,
          unit: unitsOf([metric]).get(metric.id) ?? { type: "count" },
          calendar,
          today: named ?? dayIn(timeZone, BigInt(Temporal.Now.instant().epochMilliseconds) * 1000n),
        },
      );
      if (!changes.ok) return changes;
      const closed = await refuseClosed(tx, settings, changes.value, isNew);
      if (closed.length > 0 || dryRun || (changes.value.length === 0 && !isNew))
        return outcomeOf(() => answerOf(opened.value, read.value, changes.value, settings), closed);
      await saved(tx, settings, opened.value, by);
      await sayTargets(
        tx,
        companyId,
        changes.value.map((change) => ({ tableNumber: table.number, change })),
        by,
      );
      await keepAuditEvent(tx, companyId, {
        by,
        act: "import-targets",
        subject: "target-table",
        subjectId: table.id,
        after: { changes: changes.value.length, first: changes.value.slice(0, MOST_TOLD).map(toldOfTarget) },
      });
      return accepted(answerOf(opened.value, read.value, changes.value, settings));
    },
    { rollBackIf: (outcome) => !outcome.ok || dryRun },
  );
};
