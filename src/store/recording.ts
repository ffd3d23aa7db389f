import { sql, type RawBuilder } from "kysely";
import type { LateCause } from "../domain/late-change.ts";
import { contactKinds } from "../domain/signals/contact-rules.ts";
import { insertActivities, type ActivityKey, type ActivityState } from "./activities.ts";
import { noteTouched } from "./changes.ts";
import type { Transaction } from "./database.ts";
import { judgedAspects, judgedRows, plainCredits, plainRecords, windowCandidates, type Evaluation } from "./evaluation.ts";
import { journalled } from "./late-changes.ts";
import { linesOf } from "./lines.ts";
import { setLinks, type Link } from "./links.ts";
import { ProspectsUnmet } from "./prospects.ts";
import { eachWrongBars, mayBar, setBars, touchedBy, wrongBars, type SetBar, type TouchedContacts } from "./barring.ts";
import { changedLinks, toldAmong } from "./same-acts.ts";
import { tallyChange } from "./tally.ts";
import { hasTotals, settleTotals, totalDaysOf } from "./totals.ts";
import {
  candidateArrays,
  earliest,
  heldRecords,
  keyArrays,
  lockWindows,
  offerCredits,
  openWindows,
  settleWindows,
  type Candidates,
  type WindowKeys,
} from "./window-credits.ts";

type OneRow<T> = { [K in keyof T]: T[K] | null };

const whole = <T extends object>(row: OneRow<T> | undefined, probe: keyof T): T | null =>
  row === undefined || row[probe] === null ? null : (row as T); // all its arrays are null together

type Weighed = { readonly windows: WindowKeys | null; readonly members: readonly number[] };

/**
 * Adds to the tally what these activities count for in the metrics without windows, or takes it out, by their state at this moment;
 * answers with the windows in which they stand or could stand, and whose they are.
 */
const weigh = async (tx: Transaction, evaluation: Evaluation, keys: readonly ActivityKey[], sign: 1 | -1): Promise<Weighed> => {
  const { rows } = await sql<OneRow<WindowKeys> & { members_touched: readonly number[] }>`
    with judged as (${judgedRows(linesOf(evaluation.companyId, keys), evaluation)}),
    candidates as (${windowCandidates(evaluation, sql`judged`)}),
    changed as (${tallyChange(evaluation.companyId, plainCredits(evaluation, sql`judged`), sign)})
    ${journalled(evaluation, (closedOf) => plainRecords(evaluation, closedOf(sql`judged`)), sign)}
    select ${keyArrays}, array(select distinct j.member_number from judged j where j.member_number is not null) as members_touched
    from (select distinct c.metric_number, c.prospect_number, c.within_number, c.window_starts_on from candidates c) k`.execute(tx);
  return { windows: whole<WindowKeys>(rows[0], "metrics"), members: rows[0]?.members_touched ?? [] };
};

const isSet = <T>(value: T | null): value is T => value !== null;

const bothRecords = (plain: RawBuilder<unknown> | null, held: RawBuilder<unknown>): RawBuilder<unknown> =>
  plain === null ? held : sql`${plain} union all ${held}`;

/** Stores activities that are new and have one line each, and counts them, all in one statement but for the windows that others hold. */
const insertAndCount = async (
  tx: Transaction,
  evaluation: Evaluation,
  states: readonly ActivityState[],
  emptyKeys: readonly WindowKeys[],
): Promise<{ readonly unattributed: number; readonly candidates: Candidates | null }> => {
  const { companyId } = evaluation;
  const { rows } = await sql<OneRow<Candidates> & { strangers: number; unattributed: number }>`
    with judged as (${insertActivities(companyId, states, judgedAspects({ ...evaluation, isNew: true }))}),
    candidates as (${windowCandidates(evaluation, sql`judged`, "single")}),
    best as (${earliest(sql`candidates`)}),
    opened as (${openWindows(companyId, sql`best`, emptyKeys)}),
    changed as (${tallyChange(
      companyId,
      sql`${plainCredits(evaluation, sql`judged`, "single")}
      union all
      select o.metric_number, o.provenance_number, o.member_number, o.local_day, sum(o.amount)::bigint
      from opened o where o.source is not null
      group by o.metric_number, o.provenance_number, o.member_number, o.local_day`,
    )})
    ${journalled(evaluation, (closedOf) => bothRecords(plainRecords(evaluation, closedOf(sql`judged`), "single"), heldRecords(closedOf(sql`opened`))))}
    select (select count(*)::integer from judged j where j.names_stranger) as strangers,
      (select count(*)::integer from judged j where j.member_number is null) as unattributed,
      ${candidateArrays}
    from best k
    where not exists (
      select from opened o
      where (o.metric_number, o.prospect_number, o.within_number, o.window_starts_on) = (k.metric_number, k.prospect_number, k.within_number, k.window_starts_on))`.execute(
    tx,
  );
  const [row] = rows;
  if (row === undefined || row.strangers > 0) throw new ProspectsUnmet();
  return { unattributed: row.unattributed, candidates: whole<Candidates>(row, "metrics") };
};

type Recounting = {
  readonly created: readonly ActivityState[];
  readonly changed: readonly ActivityKey[];
  readonly change: () => Promise<void>;
  /** What it comes from, for the journal of closed days; left out: a source. */
  readonly cause?: LateCause;
};
type Recounted = { readonly unattributed: number; readonly moved: number };
/** `followed`: further records of which something changed with it. */
type Counted = Recounted & { readonly followed?: readonly ActivityKey[] };

const recountRecords = async (tx: Transaction, evaluation: Evaluation, { created, changed, change }: Recounting): Promise<Recounted> => {
  const before = changed.length === 0 ? null : await weigh(tx, evaluation, changed, -1);
  await change();
  const after = changed.length === 0 ? null : await weigh(tx, evaluation, changed, 1);
  const touched = [before?.windows ?? null, after?.windows ?? null].filter(isSet);
  const attributed = created.flatMap((state) => state.attributed.flatMap(({ memberNumber }) => memberNumber ?? []));
  noteTouched(tx, ["activities", "attainment"], new Set([...attributed, ...(before?.members ?? []), ...(after?.members ?? [])]));
  const { unattributed, candidates } =
    created.length + touched.length > 0 ? await insertAndCount(tx, evaluation, created, touched) : { unattributed: 0, candidates: null };
  const lockable = candidates === null ? touched : [...touched, candidates];
  if (lockable.length > 0) await lockWindows(tx, evaluation.companyId, lockable);
  const offered = candidates === null ? 0 : await offerCredits(tx, evaluation, candidates);
  const settled = touched.length === 0 ? 0 : await settleWindows(tx, evaluation, touched);
  return { unattributed, moved: offered + settled };
};

const linking = (tx: Transaction, { companyId }: Evaluation, links: readonly Link[]): Recounting => ({
  created: [],
  changed: links,
  change: () => setLinks(tx, companyId, links),
});

/** Counts records; then links those that are the same act now, and counts what that changes. */
const recountLinked = async (tx: Transaction, evaluation: Evaluation, recounting: Recounting): Promise<Counted> => {
  if (evaluation.sameActs.length === 0) return recountRecords(tx, evaluation, recounting);
  const { created, changed } = recounting;
  const before = await toldAmong(tx, evaluation, changed);
  const recounted = await recountRecords(tx, evaluation, recounting);
  const linked = await changedLinks(tx, evaluation, before, [...changed, ...created.map(({ report }) => report)]);
  if (linked.length === 0) return recounted;
  const { moved } = await recountRecords(tx, evaluation, linking(tx, evaluation, linked));
  return { ...recounted, moved: recounted.moved + moved, followed: linked };
};

const barring = (tx: Transaction, { companyId }: Evaluation, bars: readonly SetBar[]): Recounting => ({
  created: [],
  changed: bars,
  change: () => setBars(tx, companyId, bars),
});

// A statement that judges more holds more in memory than a small machine has.
const RECORDS_AT_ONCE = 5000;

/** Lets what may not count be left out, and counts what that changes. */
const bar = async (tx: Transaction, evaluation: Evaluation, bars: readonly SetBar[]): Promise<number> => {
  let moved = 0;
  for (let from = 0; from < bars.length; from += RECORDS_AT_ONCE)
    moved += (
      await recountRecords(tx, { ...evaluation, cause: "contact" }, barring(tx, evaluation, bars.slice(from, from + RECORDS_AT_ONCE)))
    ).moved;
  return moved;
};

/** Counts records and links; then leaves out the contacts among them, and around them, that a rule keeps from counting now. */
const recountBarred = async (
  tx: Transaction,
  evaluation: Evaluation,
  { created, changed }: Recounting,
  count: () => Promise<Counted>,
): Promise<Counted> => {
  if (!(await mayBar(tx, evaluation))) return count();
  const before = await touchedBy(tx, evaluation, changed);
  const counted = await count();
  const followed = counted.followed ?? [];
  const kinds = contactKinds(evaluation.contacts.rules);
  const made = created.flatMap(({ report }) => (kinds.has(report.kind) && report.prospects.length > 0 ? [report] : []));
  const after = await touchedBy(tx, evaluation, [...changed, ...made, ...followed]);
  const bars = await wrongBars(tx, evaluation, [...before, ...after]);
  if (bars.length === 0) return counted;
  return { ...counted, moved: counted.moved + (await bar(tx, evaluation, bars)), followed: [...followed, ...bars] };
};

/** Lets the daily totals follow of the days on which records stand that were counted, or stood. */
const withTotals = async (
  tx: Transaction,
  evaluation: Evaluation,
  { created, changed }: Recounting,
  count: () => Promise<Counted>,
): Promise<Recounted> => {
  const { companyId } = evaluation;
  const asksTotals = created.some(({ report }) => report.isTotal) || (await hasTotals(tx, companyId));
  // What changes may become the company's first total, or a first total may find its member.
  if (!asksTotals && changed.length === 0) return count();
  const before = asksTotals ? await totalDaysOf(tx, companyId, changed) : [];
  const counted = await count();
  const after = await totalDaysOf(tx, companyId, [...created.map(({ report }) => report), ...changed, ...(counted.followed ?? [])]);
  await settleTotals(tx, evaluation, [...before, ...after]);
  return counted;
};

/**
 * Stores new activities, and lets `change` do what alters the verdicts of `changed`, keeping links, bars, tally, window credits and what daily totals
 * add equal to what a recount would give. Locks: the changed activities are locked already; then windows in key order, new ones first; then
 * the days of totals. How many credits moved between activities.
 */
export const recount = (tx: Transaction, asked: Evaluation, recounting: Recounting): Promise<Recounted> => {
  const { cause } = recounting;
  const evaluation = cause === undefined || asked.closed.length === 0 ? asked : { ...asked, cause };
  return withTotals(tx, evaluation, recounting, () =>
    recountBarred(tx, evaluation, recounting, () => recountLinked(tx, evaluation, recounting)),
  );
};

/** Lets these links hold, and counts what they change. */
export const link = async (tx: Transaction, asked: Evaluation, links: readonly Link[]): Promise<void> => {
  if (links.length === 0) return;
  const evaluation: Evaluation = { ...asked, cause: "link" };
  const recounting = linking(tx, evaluation, links);
  await withTotals(tx, evaluation, recounting, () =>
    recountBarred(tx, evaluation, recounting, () => recountRecords(tx, evaluation, recounting)),
  );
};

/** Counts the contacts with these prospects anew, of whom something is known otherwise now that the rules of contact ask. The company is owned. */
export const recountContacts = async (tx: Transaction, evaluation: Evaluation, touched: readonly TouchedContacts[]): Promise<void> => {
  const bars = await wrongBars(tx, evaluation, touched);
  await recountBars(tx, evaluation, bars);
};

/** The same of all prospects, where the rules themselves are others. */
export const recountAllContacts = (tx: Transaction, evaluation: Evaluation): Promise<void> =>
  eachWrongBars(tx, evaluation, (bars) => recountBars(tx, evaluation, bars));

const recountBars = async (tx: Transaction, evaluation: Evaluation, bars: readonly SetBar[]): Promise<void> => {
  if (bars.length === 0) return;
  await withTotals(tx, evaluation, { ...barring(tx, evaluation, bars), cause: "contact" }, async () => ({
    unattributed: 0,
    moved: await bar(tx, evaluation, bars),
  }));
};
