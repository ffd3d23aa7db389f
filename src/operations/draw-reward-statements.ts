import type { Day } from "../domain/day.ts";
import { isoDay } from "../domain/day.ts";
import type { Instant } from "../domain/instant.ts";
import { periodContaining, type Cadence, type Period } from "../domain/period.ts";
import { periodLabel } from "../domain/period-label.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import type { Settings } from "../domain/company.ts";
import type { Words } from "../domain/refusals/words.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { noteTouched } from "../store/changes.ts";
import { ownRewards } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import {
  insertRewardStatements,
  redrawRewardStatements,
  replaceRewardLines,
  rewardStatementsWhere,
  type DrawnStatement,
} from "../store/reward-statements.ts";
import { loadSettings } from "../store/settings.ts";
import { periodJson, type PeriodJson } from "./attainment-json.ts";
import { todayOf } from "./company-today.ts";
import { inTurn } from "./in-turn.ts";
import { drawnFrom, drawnKey } from "./rewards/drawn.ts";
import { earnedIn, paying } from "./rewards/earned-lines.ts";
import { stateIn } from "./rewards/statement-json.ts";

export type DrawingOrder = { readonly cadence: Cadence; readonly on: Day };
export type RewardsBy = { readonly by: string; readonly now: Instant };

export type DrawingAnswer = {
  readonly period: PeriodJson;
  /** New drafts, and drafts that were drawn up again. */
  readonly drawn: number;
  /** Published already, and left as they are. */
  readonly kept: number;
};

const labelOf = (period: Period, { company: { calendar } }: Settings): Words => ({
  en: periodLabel(period, calendar, "en"),
  ko: periodLabel(period, calendar, "ko"),
});

// The log of a period is read.
const READING_SECONDS = 600;
const ROWS_AT_ONCE = 500;

type Read = { readonly settings: Settings; readonly period: Period; readonly drawn: readonly DrawnStatement[] };

const read = (database: Database, companyId: number, { cadence, on }: DrawingOrder, now: Instant): Promise<Outcome<Read>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<Read>> => {
      const settings = await loadSettings(tx, companyId);
      const period = periodContaining(cadence, on, settings.company.calendar);
      const today = todayOf(settings, now);
      if (period.endsBefore > today) return refused(refusal("reward-period-running", "/on", { period: labelOf(period, settings) }));
      if (paying(settings, cadence, period).length === 0)
        return refused(refusal("reward-nothing", "/cadence", { period: labelOf(period, settings) }));
      const { lines, counting } = await earnedIn(tx, period, { settings, today, now, withRecords: true });
      const [uncounted] = counting;
      if (uncounted !== undefined) return refused(refusal("reward-counting", "", { metric: uncounted.id }));
      return accepted({ settings, period, drawn: drawnFrom(settings, period, lines) });
    },
    // Lines, and the records behind them, are of one moment.
    { isolation: "repeatable read", timeoutSeconds: READING_SECONDS },
  );

const write = async (tx: Transaction, { settings, period, drawn }: Read, { by, now }: RewardsBy): Promise<DrawingAnswer> => {
  const { companyId } = settings;
  const { cadence, startsOn } = period;
  const known = await rewardStatementsWhere(tx, companyId, { cadence, startsOn });
  const byKey = new Map(known.map((statement) => [drawnKey(statement), statement]));
  const drafts = drawn.flatMap((each) => {
    const was = byKey.get(drawnKey(each));
    return was !== undefined && stateIn(was) === "draft" ? [{ number: was.number, lines: each.lines }] : [];
  });
  const fresh = drawn.filter((each) => !byKey.has(drawnKey(each)));
  // A draft of somebody who is paid nothing any more says so.
  const drawnKeys = new Set(drawn.map(drawnKey));
  const emptied = known
    .filter((statement) => stateIn(statement) === "draft" && !drawnKeys.has(drawnKey(statement)))
    .map(({ number }) => ({ number, lines: [] }));
  const numbers = await insertRewardStatements(tx, companyId, fresh, { by, at: now });
  const redrawn = [...drafts, ...emptied];
  await redrawRewardStatements(
    tx,
    companyId,
    redrawn.map(({ number }) => number),
    { by, at: now },
  );
  const written = [...redrawn, ...fresh.map(({ lines }, index) => ({ number: numbers[index] ?? 0, lines }))];
  for (let from = 0; from < written.length; from += ROWS_AT_ONCE)
    await replaceRewardLines(tx, companyId, written.slice(from, from + ROWS_AT_ONCE));
  await keepAuditEvent(tx, companyId, {
    by,
    act: "draw-reward-statements",
    subject: "reward-statements",
    subjectId: `${cadence} ${isoDay(startsOn)}`,
    after: { drawn: written.length },
  });
  noteTouched(tx, ["rewards"], new Set([...drawn, ...known].map(({ memberNumber }) => memberNumber)));
  return {
    period: periodJson(period, settings.company.calendar),
    drawn: written.length,
    kept: known.length - redrawn.length,
  };
};

/**
 * Draws up the reward statements of a period that is over, of everybody whom a reward plan of the cadence pays: each line with what it follows
 * from and the records behind it. Drafts are drawn up anew, what is published stays as it is. Refuses a period that runs, one that nothing pays,
 * and while a metric is still being counted.
 */
export const drawRewardStatements = (
  database: Database,
  companyId: number,
  order: DrawingOrder,
  by: RewardsBy,
): Promise<Outcome<DrawingAnswer>> =>
  inTurn(database, `draw-reward-statements ${companyId}`, async () => {
    const found = await read(database, companyId, order, by.now);
    if (!found.ok) return found;
    return inCompany(database, companyId, async (tx) => {
      await ownRewards(tx, companyId);
      return accepted(await write(tx, found.value, by));
    });
  });
