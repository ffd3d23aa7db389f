import { rounded } from "../domain/apportion.ts";
import type { Settings } from "../domain/company.ts";
import { spanKey } from "../domain/day.ts";
import type { Metric } from "../domain/metric.ts";
import type { Period } from "../domain/period.ts";
import { correctionOf, type ChangedRecord, type LedgerCause } from "../domain/rewards/ledger.ts";
import { sharesOf } from "../domain/rewards/shares.ts";
import { within } from "../domain/within.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { noteTouched } from "../store/changes.ts";
import { ownRewards } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import {
  comparedAt,
  insertEntries,
  noteCompared,
  numbersStamp,
  rewardLedgers,
  voidedAmong,
  type StoredEntry,
} from "../store/reward-ledger.ts";
import {
  rewardLinesOf,
  rewardStatementsWhere,
  type BehindRecord,
  type StoredRewardLine,
  type StoredRewardStatement,
} from "../store/reward-statements.ts";
import { findSettings } from "../store/settings.ts";
import { todayOf } from "./company-today.ts";
import type { RewardsBy } from "./draw-reward-statements.ts";
import { earnedIn, paying, type EarnedLine } from "./rewards/earned-lines.ts";
import { ledgerEntryOf, Ledgers, Named, rewardEntryJson, type RewardEntryJson } from "./rewards/ledger-entries.ts";

// Where something changed the log of a period is read.
const READING_SECONDS = 600;

/** What one reward plan pays on one locked statement: then, and now. */
type Paid = {
  readonly statement: StoredRewardStatement;
  readonly rewardNumber: number;
  readonly lines: readonly StoredRewardLine[];
  readonly nowMinor: bigint;
};

type Reading = { readonly tx: Transaction; readonly settings: Settings; readonly named: Named; readonly now: RewardsBy["now"] };

type Sums = { readonly lineMinor: bigint; readonly paidMinor: bigint };

/** Of what was shared out of a budget each line keeps its part: nobody is paid otherwise because somebody else's record was voided. */
const withinKeptBudget = ({ version, line, paidMinor }: EarnedLine, then: Sums): bigint => {
  if (version.budget?.over !== "share") return paidMinor;
  if (then.lineMinor <= 0n || then.paidMinor === then.lineMinor || line.amountMinor <= 0n) return line.amountMinor;
  return rounded(line.amountMinor * then.paidMinor, then.lineMinor, 1n, "half-up");
};

const sumOf = (lines: readonly StoredRewardLine[]): Sums =>
  lines.reduce((sum, { lineMinor, paidMinor }) => ({ lineMinor: sum.lineMinor + lineMinor, paidMinor: sum.paidMinor + paidMinor }), {
    lineMinor: 0n,
    paidMinor: 0n,
  });

/** What a member has of the lines of a reward plan now. */
const shareNow = (lines: readonly EarnedLine[], then: readonly StoredRewardLine[], member: string): bigint =>
  lines.reduce((sum, line) => {
    const team = line.earner.type === "team" ? line.earner.team.number : null;
    const paidMinor = withinKeptBudget(line, sumOf(then.filter(({ teamNumber }) => teamNumber === team)));
    const own = sharesOf(paidMinor, line.participants).find((share) => share.member === member);
    return sum + (own?.amountMinor ?? 0n);
  }, 0n);

const presentOf = async (
  { tx, settings, named, now }: Reading,
  statements: readonly StoredRewardStatement[],
  period: Period,
  lines: ReadonlyMap<number, readonly StoredRewardLine[]>,
): Promise<readonly Paid[]> => {
  const present = await earnedIn(tx, period, { settings, today: todayOf(settings, now), now, withRecords: false });
  // Part of a number is no number: it is compared when it is counted.
  if (present.counting.length > 0) return [];
  const byReward = new Map<number, EarnedLine[]>();
  for (const line of present.lines) within(byReward, line.reward.number, () => []).push(line);
  // What did not pay the period when it was locked does not begin to.
  const rewards = new Set([...lines.values()].flat().map(({ rewardNumber }) => rewardNumber));
  return statements.flatMap((statement) => {
    const own = lines.get(statement.number) ?? [];
    const member = named.member(statement.memberNumber);
    return [...rewards].flatMap((rewardNumber): readonly Paid[] => {
      const then = own.filter((line) => line.rewardNumber === rewardNumber);
      const paid = (byReward.get(rewardNumber) ?? []).filter(
        ({ line, shares }) => line.currency === statement.currency && shares.some((share) => share.member === member),
      );
      if (then.length === 0 && paid.length === 0) return [];
      return [{ statement, rewardNumber, lines: then, nowMinor: shareNow(paid, then, member) }];
    });
  });
};

const entriesOf = (ledgers: Ledgers, { statement, rewardNumber }: Paid): readonly StoredEntry[] =>
  ledgers.of(statement).filter((entry) => entry.statementNumber === statement.number && entry.rewardNumber === rewardNumber);

const recordKey = (record: Pick<ChangedRecord, "metric" | "source" | "externalId">): string =>
  JSON.stringify([record.metric, record.source, record.externalId]);

/** The credit of each record, by metric, source and id. */
const creditsOf = (records: readonly BehindRecord[], metrics: ReadonlyMap<number, Metric>): ReadonlyMap<string, bigint> => {
  const credits = new Map<string, bigint>();
  for (const [metric, source, externalId, , credited] of records) {
    const key = recordKey({ metric: metrics.get(metric)?.id ?? `#${metric}`, source, externalId });
    credits.set(key, (credits.get(key) ?? 0n) + BigInt(credited));
  }
  return credits;
};

type Changed = Omit<ChangedRecord, "became"> & { readonly isNew: boolean };

/** The records that count otherwise than when the lines were drawn up, without those that a correction has named as they are now. */
const changedIn = (
  paid: Paid,
  present: readonly BehindRecord[],
  { metrics, entries }: { readonly metrics: ReadonlyMap<number, Metric>; readonly entries: readonly StoredEntry[] },
): readonly Changed[] => {
  const then = new Map(
    creditsOf(
      paid.lines.flatMap(({ records }) => records),
      metrics,
    ),
  );
  for (const { cause } of entries)
    if (cause.type === "records" && cause.isOfEarlierPeriod !== true)
      for (const record of cause.changed) then.set(recordKey(record), record.credited);
  const now = creditsOf(present, metrics);
  return [...new Set([...then.keys(), ...now.keys()])].toSorted().flatMap((key) => {
    const credited = now.get(key) ?? 0n;
    const before = then.get(key) ?? 0n;
    if (credited === before) return [];
    const [metric, source, externalId] = JSON.parse(key) as [string, string | null, string | null]; // written by recordKey
    return [{ metric, source, externalId, credited, isNew: before === 0n }];
  });
};

/** A reason of more records than anybody reads names the first. */
const MOST_NAMED = 100;

type Difference = { readonly paid: Paid; readonly entries: readonly StoredEntry[] };

/** Of a sum that runs on over the year what changed an earlier period changes those after it. */
const earlierCause = ({ statement, rewardNumber }: Paid, written: readonly StoredEntry[]): LedgerCause | undefined => {
  const found = written.findLast(
    (entry) =>
      entry.memberNumber === statement.memberNumber &&
      entry.rewardNumber === rewardNumber &&
      entry.startsOn < statement.startsOn &&
      entry.cause.type === "records",
  );
  return found?.cause.type === "records" ? { ...found.cause, isOfEarlierPeriod: true } : undefined;
};

/** Why each differs: the records that changed, of the statement or of others under the same reward plan; else the settings. */
const causesOf = async (
  { tx, settings, now }: Reading,
  period: Period,
  differing: readonly Difference[],
  written: readonly StoredEntry[],
): Promise<ReadonlyMap<Difference, LedgerCause>> => {
  const wanted = new Set(differing.map(({ paid }) => paid.rewardNumber));
  const rewards = paying(settings, period.cadence, period).filter(({ reward }) => wanted.has(reward.number));
  const present = await earnedIn(tx, period, { settings, today: todayOf(settings, now), now, withRecords: true }, rewards);
  const stored = await rewardLinesOf(tx, settings.companyId, [...new Set(differing.map(({ paid }) => paid.statement.number))], {
    withRecords: true,
  });
  const metrics = new Map(settings.metrics.map((metric) => [metric.number, metric]));
  const changed = differing.map(({ paid, entries }) => {
    const { statement, rewardNumber } = paid;
    const records = present.lines
      .filter((line) => line.reward.number === rewardNumber && line.line.currency === statement.currency)
      .flatMap((line) => line.recordsOf(statement.memberNumber));
    const lines = (stored.get(statement.number) ?? []).filter((line) => line.rewardNumber === rewardNumber);
    return changedIn({ ...paid, lines }, records, { metrics, entries });
  });
  const keys = changed.flat().flatMap(({ source, externalId }) => (source === null || externalId === null ? [] : [{ source, externalId }]));
  const voided = await voidedAmong(tx, settings.companyId, keys);
  const becameOf = ({ source, externalId, credited, isNew }: Changed): ChangedRecord["became"] => {
    if (credited !== 0n) return isNew ? "added" : "revised";
    return voided.has(JSON.stringify([source, externalId])) ? "voided" : "gone";
  };
  const told = ({ metric, source, externalId, credited, isNew }: Changed): ChangedRecord => ({
    ...{ metric, source, externalId, credited },
    became: becameOf({ metric, source, externalId, credited, isNew }),
  });
  return new Map(
    differing.map((each, index) => {
      const own = changed[index] ?? [];
      // Of a team what one member's record changes, changes what all are paid.
      const others = changed.flatMap((records, at) => (differing[at]?.paid.rewardNumber === each.paid.rewardNumber ? records : []));
      const [first, ...rest] = (own.length > 0 ? own : others).slice(0, MOST_NAMED).map(told);
      const cause: LedgerCause =
        first === undefined
          ? (earlierCause(each.paid, written) ?? { type: "settings", version: settings.version })
          : { type: "records", changed: [first, ...rest] };
      return [each, cause];
    }),
  );
};

const correctPeriod = async (reading: Reading, statements: readonly StoredRewardStatement[], ledgers: Ledgers): Promise<void> => {
  const [first] = statements;
  if (first === undefined) return;
  const { tx, settings, named, now } = reading;
  const period = { cadence: first.cadence, startsOn: first.startsOn, endsBefore: first.endsBefore };
  const lines = await rewardLinesOf(
    tx,
    settings.companyId,
    statements.map(({ number }) => number),
    { withRecords: false },
  );
  const on = todayOf(settings, now);
  const correction = ({ paid, entries }: Difference, cause: LedgerCause) =>
    correctionOf({
      entries: entries.map((entry) => ledgerEntryOf(entry, named)),
      of: {
        member: named.member(paid.statement.memberNumber),
        reward: named.reward(paid.rewardNumber),
        period,
        currency: paid.statement.currency,
      },
      nowMinor: paid.nowMinor,
      on,
      cause,
    });
  const all = (await presentOf(reading, statements, period, lines)).map((paid): Difference => ({
    paid,
    entries: entriesOf(ledgers, paid),
  }));
  const differing = all.filter((each) => correction(each, { type: "settings", version: 0n }) !== null);
  if (differing.length === 0) return;
  const causes = await causesOf(reading, period, differing, ledgers.written);
  for (const each of differing) {
    const entry = correction(each, causes.get(each) ?? { type: "settings", version: settings.version });
    if (entry === null) continue;
    const { memberNumber, cadence, number } = each.paid.statement;
    const entered = ledgers.enter(entry, { memberNumber, rewardNumber: each.paid.rewardNumber, cadence, statementNumber: number });
    if (!entered.ok) throw new Error(`a correction was refused: ${JSON.stringify(entered.refusals)}`);
  }
};

const correct = async (tx: Transaction, settings: Settings, { by, now }: RewardsBy): Promise<readonly RewardEntryJson[]> => {
  const { companyId } = settings;
  const named = new Named(settings);
  const locked = (await rewardStatementsWhere(tx, companyId, { locked: true })).toSorted(
    (a, b) => a.startsOn - b.startsOn || a.number - b.number,
  );
  const periods = new Map<string, StoredRewardStatement[]>();
  for (const statement of locked) within(periods, `${statement.cadence} ${spanKey(statement)}`, () => []).push(statement);
  const ledgers = new Ledgers(await rewardLedgers(tx, companyId, [...new Set(locked.map(({ memberNumber }) => memberNumber))]), named);
  for (const statements of periods.values()) await correctPeriod({ tx, settings, named, now }, statements, ledgers);
  if (ledgers.written.length === 0) return [];
  await insertEntries(tx, companyId, ledgers.written, now);
  await keepAuditEvent(tx, companyId, {
    by,
    act: "correct-rewards",
    subject: "reward-entries",
    subjectId: String(ledgers.written.length),
    after: { entries: ledgers.written.length },
  });
  noteTouched(tx, ["rewards"], new Set(ledgers.written.map(({ memberNumber }) => memberNumber)));
  return ledgers.written.map((entry) => rewardEntryJson(entry, settings, named));
};

/**
 * Compares what locked statements pay with what their periods come to now, and enters the differences into the ledgers, each with the records that it
 * comes from: nothing that was paid is changed, and what is taken back is taken from what comes next. Where no number changed since the last time,
 * nothing is read.
 */
export const correctRewards = async (
  database: Database,
  companyId: number,
  by: RewardsBy,
): Promise<{ readonly entries: readonly RewardEntryJson[] }> => {
  const stamp = await inCompany(database, companyId, async (tx) =>
    (await rewardStatementsWhere(tx, companyId, { locked: true, limit: 1 })).length === 0 ? null : numbersStamp(tx, companyId),
  );
  if (stamp === null) return { entries: [] };
  return inCompany(
    database,
    companyId,
    async (tx) => {
      await ownRewards(tx, companyId);
      const settings = await findSettings(tx, companyId);
      if (settings === null || (await comparedAt(tx, companyId)) === stamp) return { entries: [] };
      const entries = await correct(tx, settings, by);
      await noteCompared(tx, companyId, stamp);
      return { entries };
    },
    { timeoutSeconds: READING_SECONDS },
  );
};
