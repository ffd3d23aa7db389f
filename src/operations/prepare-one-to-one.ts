import { amountOf } from "../domain/amount.ts";
import { askedMetrics } from "../domain/ask.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { heldOn, type Member } from "../domain/member.ts";
import { zonesOf } from "../domain/member-zone.ts";
import { unitOf, versionOn, type Metric } from "../domain/metric.ts";
import { isOfOtherKind } from "../domain/other-kind.ts";
import { periodBefore, type Period } from "../domain/period.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { narrowed } from "../domain/sight.ts";
import { within } from "../domain/within.ts";
import { commitmentsOf } from "../store/commitments.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { filesOf, listedDisputes } from "../store/disputes.ts";
import { leavesListed } from "../store/leaves.ts";
import { loadSettings } from "../store/settings.ts";
import { creditsByDay } from "../store/tally.ts";
import { judgedActivities } from "../store/verdicts.ts";
import { verdictJson } from "./activity-json.ts";
import { attainmentJson, type AttainmentJson, type AttainmentRowJson, type MetricJson, type PeriodJson } from "./attainment-json.ts";
import { attainmentIn, sectionOf, tallied } from "./attainment-of.ts";
import { disputesJson, personJson, type DisputeJson, type PersonJson } from "./dispute-json.ts";
import { leaveJson, type LeaveJson } from "./leave-json.ts";
import { freshAsks } from "./kept-asks.ts";
import { ledMember } from "./led-member.ts";
import { questionsIn, type QuestionJson } from "./list-questions.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

type InPeriod = { readonly period: PeriodJson; readonly rows: readonly AttainmentRowJson[] };

export type NotCountedJson = {
  readonly metric: string;
  readonly code: string;
  readonly records: number;
  /** Why the latest of them does not count. */
  readonly latest: { readonly en: string; readonly ko: string };
};

export type OneToOneJson = {
  readonly member: PersonJson;
  readonly team: string | null;
  /** Where the member is. */
  readonly on: string;
  readonly metrics: readonly MetricJson[];
  /** In the periods that run. */
  readonly running: readonly InPeriod[];
  /** In the last ones of the same cadences, the latest first. */
  readonly before: readonly InPeriod[];
  readonly notCounted: {
    readonly from: string;
    /** The most frequent reason first. */
    readonly reasons: readonly NotCountedJson[];
    /** Whether there are more records than were looked at. */
    readonly more: boolean;
  };
  /** That wait for a decision. */
  readonly disputes: readonly DisputeJson[];
  /** About records, that nobody has answered. */
  readonly questions: readonly QuestionJson[];
  /** Of the last two weeks, and what is asked for and comes within two months. */
  readonly leaves: readonly LeaveJson[];
  /** Of the last two weeks, the latest first. */
  readonly commitments: readonly { readonly day: string; readonly metric: string; readonly amount: number; readonly credited: number }[];
};

const PERIODS_BEFORE = 3;
const DAYS_OF_RECORDS = 28;
const DAYS_BACK = 14;
const DAYS_OF_LEAVE_AHEAD = 60;
const MOST_RECORDS = 2_000;
const MOST_DISPUTES = 20;
const MOST_LEAVES = 50;

type Reader = { readonly settings: Settings; readonly member: Member; readonly today: Day; readonly now: Instant } & AskedBy;

const inPeriods = ({ periods, rows }: AttainmentJson): readonly InPeriod[] =>
  periods
    .map((period) => ({
      period,
      rows: rows.filter(({ cadence, startsOn }) => cadence === period.cadence && startsOn === period.startsOn),
    }))
    .filter((each) => each.rows.length > 0);

/**
 * In the last periods before each of these. What was asked on those days is worked out for this member and not kept: what everybody is asked today is
 * wanted again sooner.
 */
const attainmentBefore = async (
  tx: Transaction,
  { settings, member, now, caller }: Reader,
  running: readonly Period[],
): Promise<readonly AttainmentJson[]> => {
  const { companyId, company } = settings;
  const sight = sightIn(settings, caller, "attainment:read");
  const counts = await runningCounts(tx, companyId);
  const counting = counts.flatMap(({ metricNumber, done, of }) => {
    const metric = settings.metrics.find(({ number }) => number === metricNumber);
    return metric === undefined ? [] : [{ metric, done, of }];
  });
  const found: AttainmentJson[] = [];
  for (const first of running) {
    const { cadence } = first;
    let period = first;
    for (let step = 0; step < PERIODS_BEFORE; step += 1) {
      period = periodBefore(period, company.calendar);
      const on = period.endsBefore - 1;
      const section = await sectionOf(tx, cadence, {
        question: { on, cadence, member: member.id, now },
        settings,
        on,
        asks: await freshAsks(tx, settings, on),
        running: new Map(counts.map((count) => [count.metricNumber, count])),
        source: tallied(tx),
        sight,
      });
      found.push(attainmentJson({ on, cadence, settings, sections: [section], away: [], counting }));
    }
  }
  return found;
};

/** Why records were not counted for what they were meant for; each stands with the first of its reasons. */
const notCounted = async (
  tx: Transaction,
  { settings, member, today, caller }: Reader,
  metrics: readonly Metric[],
): Promise<OneToOneJson["notCounted"]> => {
  const from = today - DAYS_OF_RECORDS + 1;
  const seen = narrowed(sightIn(settings, caller, "activities:read"));
  const rows =
    metrics.length === 0
      ? []
      : await judgedActivities(tx, settings, {
          metrics,
          which: { memberNumber: member.number, startsOn: from, endsBefore: today + 1, ...given({ seen }) },
          counted: null,
          after: null,
          isLatestFirst: true,
          limit: MOST_RECORDS + 1,
        });
  const reasons = new Map<
    string,
    { metric: string; code: string; records: number; latest: { readonly en: string; readonly ko: string } }
  >();
  for (const { activity, verdicts } of rows.slice(0, MOST_RECORDS))
    for (const metric of metrics) {
      const verdict = verdicts.get(metric.number);
      if (verdict === undefined) continue;
      const told = verdictJson(verdict, metric, activity, settings.company);
      if (told.counted || isOfOtherKind(told)) continue;
      const [first] = told.reasons;
      // What counts by another source's record of the same act is not missing.
      if (first === undefined || first.code === "same-act") continue;
      const { code, condition, en, ko } = first;
      const reason = within(reasons, JSON.stringify([metric.id, code, condition]), () => ({
        metric: metric.id,
        code,
        records: 0,
        latest: { en, ko },
      }));
      reason.records += 1;
    }
  return {
    from: isoDay(from),
    reasons: [...reasons.values()].toSorted((a, b) => b.records - a.records || (a.metric < b.metric ? -1 : 1)),
    more: rows.length > MOST_RECORDS,
  };
};

const disputesOpen = async (tx: Transaction, { settings, member, now, caller }: Reader): Promise<readonly DisputeJson[]> => {
  const asked = { memberNumber: member.number, isWaiting: true, below: null, limit: MOST_DISPUTES };
  const found = await listedDisputes(tx, settings.companyId, asked);
  const numbers = found.map(({ number }) => number);
  const files = await filesOf(tx, settings.companyId, numbers);
  return disputesJson(found, settings, { files, now, sight: sightIn(settings, caller, "disputes:read") });
};

const leavesNear = async (tx: Transaction, { settings, member, today }: Reader): Promise<readonly LeaveJson[]> => {
  const filter = {
    memberNumbers: [member.number],
    span: { startsOn: today - DAYS_BACK, endsBefore: today + DAYS_OF_LEAVE_AHEAD },
    states: ["requested", "approved", "declared"],
  } as const;
  const found = await leavesListed(tx, settings.companyId, filter, { after: null, limit: MOST_LEAVES });
  return found.map((leave) => leaveJson(leave, settings));
};

/** What they set out to do on each day, beside what came of it. */
const commitmentsKept = async (tx: Transaction, { settings, member, today }: Reader): Promise<OneToOneJson["commitments"]> => {
  const { companyId } = settings;
  const span = { startsOn: today - DAYS_BACK, endsBefore: today + 1 };
  const made = await commitmentsOf(tx, companyId, { memberNumber: member.number, span });
  if (made.length === 0) return [];
  const metricNumbers = [...new Set(made.map(({ metricNumber }) => metricNumber))];
  const credits = await creditsByDay(tx, { companyId, metricNumbers, memberNumbers: [member.number], span });
  return made.flatMap(({ day, metricNumber, amount }) => {
    const metric = settings.metrics.find(({ number }) => number === metricNumber);
    if (metric === undefined) return [];
    const unit = unitOf(versionOn(metric, day).measure);
    const credited = credits.reduce(
      (sum, each) => (each.metricNumber === metricNumber && each.localDay === day ? sum + each.amount : sum),
      0n,
    );
    return [
      {
        day: isoDay(day),
        metric: metric.id,
        amount: Number(amountOf(amount, { type: "count" })),
        // One that came to add up money since then says nothing beside a number.
        credited: unit.type === "count" ? Number(amountOf(credited, unit)) : 0,
      },
    ];
  });
};

/**
 * What there is to talk about with a member: where they stand and stood, what did not count and why, what waits for a decision, when they are away, and
 * what they set out to do. All of it is of one moment. Refuses a member whom the caller does not lead.
 */
export const prepareOneToOne = (
  database: Database,
  companyId: number,
  { member: id, now, caller }: { readonly member: string; readonly now: Instant } & AskedBy,
): Promise<Outcome<OneToOneJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<OneToOneJson>> => {
      const settings = await loadSettings(tx, companyId);
      const led = ledMember(settings, id, "notes:read", given({ caller }));
      if (!led.ok) return led;
      const { member } = led.value;
      const today = dayIn(zonesOf(settings)(member, dayIn(settings.company.timeZone, now)), now);
      const reader: Reader = { settings, member, today, now, ...given({ caller }) };
      const attainment = await attainmentIn(tx, companyId, { on: today, member: member.id, now, ...given({ caller }) });
      if (!attainment.ok) return attainment;
      const { sections, counting } = attainment.value;
      const asking = sections.filter(({ rows }) => rows.length > 0);
      const before = await attainmentBefore(
        tx,
        reader,
        asking.map(({ period }) => period),
      );
      const running = attainmentJson(attainment.value);
      const asked = new Set(asking.flatMap(({ rows }) => rows.flatMap(({ ask }) => askedMetrics(ask.requirement))));
      const judging = [...asked].filter((metric) => !counting.some((each) => each.metric === metric));
      const span = { startsOn: today - DAYS_BACK, endsBefore: today + 1 };
      const { questions } = await questionsIn(tx, settings, { span, members: [member.number] });
      const metrics = new Map([running, ...before].flatMap((each) => each.metrics.map((metric) => [metric.id, metric] as const)));
      return accepted({
        member: personJson(member),
        team: heldOn(member.team, today),
        on: isoDay(today),
        metrics: [...metrics.values()],
        running: inPeriods(running),
        before: before.flatMap(inPeriods),
        notCounted: await notCounted(tx, reader, judging),
        disputes: await disputesOpen(tx, reader),
        questions: questions.filter(({ answer }) => answer === null),
        leaves: await leavesNear(tx, reader),
        commitments: await commitmentsKept(tx, reader),
      });
    },
    { isolation: "repeatable read" },
  );
