import { blockWords, isOverrulable, type Block } from "../domain/closing-block.ts";
import { closureTouching, standing, type Closure } from "../domain/closure.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay } from "../domain/day.ts";
import type { WebhookEvent } from "../domain/webhook-event.ts";
import type { ClosingOrder } from "../domain/closing-reading.ts";
import type { Instant } from "../domain/instant.ts";
import { periodContaining, type Period } from "../domain/period.ts";
import { periodLabel } from "../domain/period-label.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import { asksStampOf } from "../store/asks-stamp.ts";
import { closuresOf, insertClosure, markStated, undoUnstated } from "../store/closures.ts";
import { mayClose, ownCompany } from "../store/company-lock.ts";
import { DatabaseUnavailable } from "../store/database-errors.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { keepEvents } from "../store/event-outbox.ts";
import { lastLateChange } from "../store/late-changes.ts";
import { loadSettings, restampSettings } from "../store/settings.ts";
import { insertAdjustments, insertStatements } from "../store/statements.ts";
import { blocksOf, isAsked } from "./closing/blocks.ts";
import { blockJson, closureJson, type BlockJson, type ClosureJson } from "./closing/closing-json.ts";
import { contentText, fingerprintOf, frozenStatements, recordsOfLog, type Frozen } from "./closing/frozen-statements.ts";
import { allRestated, type Restated } from "./closing/restated.ts";
import { periodJson, type PeriodJson } from "./attainment-json.ts";
import { inTurn } from "./in-turn.ts";
import { undoClosings } from "./undo-closings.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

export type ClosingOptions = {
  readonly by: string;
  readonly now: Instant;
  /** Only tell what speaks against it. */ readonly dryRun?: boolean;
};

export type ClosingAnswer = {
  readonly period: PeriodJson;
  /** What speaks against closing, or spoke and was overruled. */
  readonly blocks: readonly BlockJson[];
  /** Null when it was only asked. */
  readonly closure: ClosureJson | null;
  readonly statements: number;
  /** Closed periods of somebody that came to something else meanwhile: told on these statements. */
  readonly adjustments: number;
};

// Some hundred thousand rows are compared, and the log of the period read.
const STATEMENT_SECONDS = 600;
const ROWS_AT_ONCE = 1_000;

/** A closure that is announced: from here on whatever is recorded for its days comes late. */
type Announced = {
  readonly settings: Settings;
  readonly period: Period;
  readonly blocks: readonly Block[];
  /** Null when it was only asked. */
  readonly number: number | null;
  /** Those of the cadence that stood before. */
  readonly earlier: readonly Closure[];
};

const labelOf = (period: Period, { company: { calendar } }: Settings): Words => ({
  en: periodLabel(period, calendar, "en"),
  ko: periodLabel(period, calendar, "ko"),
});

const together = (blocks: readonly Block[]): Words => ({
  en: blocks.map((block) => blockWords(block).en).join("; "),
  ko: blocks.map((block) => blockWords(block).ko).join("; "),
});

const refusalFor = (period: Period, settings: Settings, blocks: readonly Block[], order: ClosingOrder): Refusal | null => {
  const final = blocks.filter((block) => !isOverrulable(block));
  const values = { period: labelOf(period, settings) };
  if (final.length > 0) return refusal("closing-blocked", "", { ...values, why: together(final) });
  return blocks.length > 0 && order.despite === null
    ? refusal("closing-overrulable", "/despite", { ...values, why: together(blocks) })
    : null;
};

const decide = async (
  tx: Transaction,
  companyId: number,
  order: ClosingOrder,
  { by, now, dryRun = false }: ClosingOptions,
): Promise<Outcome<Announced>> => {
  await undoUnstated(tx, companyId);
  const settings = await loadSettings(tx, companyId);
  const period = periodContaining(order.cadence, order.on, settings.company.calendar);
  const closures = await closuresOf(tx, companyId, order.cadence);
  // Under another calendar the days that were closed may be those of two periods now.
  const closed = closureTouching(closures, period);
  if (closed !== undefined)
    return refused(refusal("closing-done", "", { period: labelOf(closed, settings), by: closed.closedBy, at: closed.closedAt }));
  if (!(await isAsked(tx, settings, period))) return refused(refusal("closing-nothing", "", { period: labelOf(period, settings) }));
  const blocks = await blocksOf(tx, settings, period, { closures, now });
  const announced = { settings, period, blocks, earlier: standing(closures) };
  if (dryRun) return accepted({ ...announced, number: null });
  const refusing = refusalFor(period, settings, blocks, order);
  if (refusing !== null) return refused(refusing);
  const number = await insertClosure(tx, companyId, {
    ...period,
    version: closures.filter(({ startsOn }) => startsOn === period.startsOn).length + 1,
    lateThrough: await lastLateChange(tx, companyId),
    settingsVersion: settings.version,
    asksStamp: await asksStampOf(tx, companyId),
    closedBy: by,
    overruled: blocks,
    reason: blocks.length > 0 ? order.despite : null,
  });
  await keepAuditEvent(tx, companyId, {
    by,
    act: "close-period",
    subject: "closure",
    subjectId: String(number),
    after: { cadence: period.cadence, startsOn: isoDay(period.startsOn), endsBefore: isoDay(period.endsBefore), overruled: blocks.length },
  });
  // Whoever records from now on reads the closed days anew.
  await restampSettings(tx, companyId);
  return accepted({ ...announced, number });
};

/**
 * Lets the period be closed: while nobody records, `reading` takes its snapshot, and the closure is written. So what is in the snapshot is in
 * the statements, and what comes later finds the closure.
 */
const announce = (
  database: Database,
  companyId: number,
  reading: Transaction,
  order: ClosingOrder,
  options: ClosingOptions,
): Promise<Outcome<Announced>> => {
  let seen = false;
  return inCompany(
    database,
    companyId,
    async (tx) => {
      // Tried again, the company would be owned anew, and the snapshot is of before.
      if (seen) throw new DatabaseUnavailable("busy", "the closing met another transaction");
      await ownCompany(tx, companyId);
      seen = true;
      if (!(await mayClose(reading, companyId))) return refused(refusal("closing-under-way", ""));
      return decide(tx, companyId, order, options);
    },
    { rollBackIf: (outcome) => options.dryRun === true || !outcome.ok },
  );
};

const inBatches = <T>(rows: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, index) => rows.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE));

/** Writes what belongs to a closure in sets, and last that it is complete. */
const write = async (
  database: Database,
  companyId: number,
  number: number,
  { frozen, restated, told }: { readonly frozen: readonly Frozen[]; readonly restated: readonly Restated[]; readonly told: WebhookEvent },
): Promise<void> => {
  for (const batch of inBatches(frozen)) {
    const rows = batch.map(({ content, ...key }) => {
      const text = contentText(content);
      return { ...key, content: text, fingerprint: fingerprintOf(text) };
    });
    await inCompany(database, companyId, (tx) => insertStatements(tx, companyId, number, rows));
  }
  await inCompany(database, companyId, async (tx) => {
    for (const batch of inBatches(restated)) {
      const rows = batch.map(({ now, ...each }) => ({ ...each, content: now === null ? null : contentText(now) }));
      await insertAdjustments(tx, companyId, number, rows);
    }
    if (!(await markStated(tx, companyId, number))) throw new Error(`the closure ${number} was undone while its statements were written`);
    await keepEvents(tx, companyId, [told]);
  });
};

/** The statements of an announced closure, from the snapshot that was taken when it was. */
const state = async (
  database: Database,
  companyId: number,
  reading: Transaction,
  { settings, period, earlier, number, by }: Announced & { readonly number: number; readonly by: string },
): Promise<Pick<ClosingAnswer, "statements" | "adjustments">> => {
  const frozen = await frozenStatements(reading, settings, period, await recordsOfLog(reading, settings, period));
  const restated = await allRestated(reading, settings, earlier);
  const data = { cadence: period.cadence, startsOn: isoDay(period.startsOn), endsBefore: isoDay(period.endsBefore), by };
  await write(database, companyId, number, { frozen, restated, told: { type: "attain.period.closed", data } });
  return { statements: frozen.length, adjustments: restated.length };
};

/**
 * Closes the period of a cadence that contains a day: the numbers of everybody who is asked in it, of the teams and the company are frozen as
 * statements, and what closed periods came to meanwhile is told beside them as adjustments. What is recorded later for its days counts as ever, and
 * is told on the next statements. Refuses a period that is closed or not over, out of turn, or of which something speaks against it that nobody
 * overruled with a reason. A closing that dies on the way is undone.
 */
export const closePeriod = (
  database: Database,
  companyId: number,
  order: ClosingOrder,
  options: ClosingOptions,
): Promise<Outcome<ClosingAnswer>> =>
  // Each holds two connections at once: many that wait for one another would leave none.
  inTurn(database, "close-period", () => close(database, companyId, order, options));

const close = async (
  database: Database,
  companyId: number,
  order: ClosingOrder,
  options: ClosingOptions,
): Promise<Outcome<ClosingAnswer>> => {
  let announced = false;
  try {
    return await inCompany(
      database,
      companyId,
      async (reading): Promise<Outcome<ClosingAnswer>> => {
        const outcome = await announce(database, companyId, reading, order, options);
        if (!outcome.ok) return outcome;
        const { settings, period, blocks, number } = outcome.value;
        const answer = { period: periodJson(period, settings.company.calendar), blocks: blocks.map(blockJson) };
        if (number === null) return accepted({ ...answer, closure: null, statements: 0, adjustments: 0 });
        announced = true;
        const stated = await state(database, companyId, reading, { ...outcome.value, number, by: options.by });
        const closures = await inCompany(database, companyId, (tx) => closuresOf(tx, companyId, period.cadence));
        const closure = closures.find((each) => each.number === number);
        if (closure === undefined) throw new Error(`the closure ${number} is gone`);
        return accepted({ ...answer, closure: closureJson(closure, settings.company.calendar), ...stated });
      },
      { isolation: "repeatable read", timeoutSeconds: STATEMENT_SECONDS },
    );
  } catch (error) {
    // What is announced and not stated must not stand; should this fail too, the work beside the requests does it.
    if (announced) await undoClosings(database, companyId).catch(() => undefined);
    throw error;
  }
};
