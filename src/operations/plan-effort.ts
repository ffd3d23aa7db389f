import type { Settings } from "../domain/company.ts";
import { isoDay, type Day, type Span } from "../domain/day.ts";
import { effortCurve, type CurvePoint } from "../domain/effort-curve.ts";
import { readEffortOrder, type EffortOrder, type EffortRates, type TypedRate } from "../domain/effort-reading.ts";
import { ratesAlong, type AssumedRate, type Funnel, type RateSource } from "../domain/funnel.ts";
import type { Instant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import { heldOn, type Member } from "../domain/member.ts";
import type { Money } from "../domain/money.ts";
import { notFound } from "../domain/not-found.ts";
import { periodAfter, periodContaining, type Period } from "../domain/period.ts";
import {
  planEffort as effortOf,
  type Aimed,
  type Limit,
  type Needed,
  type PlannerAnswer,
  type PlannerStage,
  type Wanted,
} from "../domain/planner.ts";
import { intervalOf, isShare, rateOf, sharpened, unknownRate, type Interval, type Tries } from "../domain/rate.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { seenOf, type Sight } from "../domain/sight.ts";
import { memberRates } from "../domain/member-rates.ts";
import { assumed, expectedOf, type StageRate } from "../domain/stage-rate.ts";
import { holidaysUnknown, ordinaryWorkFacts, workFactsIn } from "../domain/work-facts.ts";
import { WHOLE_DAY, workingTimeIn, yearsUnknown, type WorkFacts, type WorkingTime } from "../domain/working-days.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { leavesWithin } from "../store/leaves.ts";
import { wonAmounts } from "../store/won-amounts.ts";
import { loadSettings } from "../store/settings.ts";
import { refuseUnknownList } from "../domain/cadence.ts";
import { periodJson, type PeriodJson, type WorkLessJson } from "./attainment-json.ts";
import { todayOf } from "./company-today.ts";
import { funnelCounts, funnelSpan, stagesBetween } from "./funnel-of.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type MoneyJson = { readonly amountMinor: number; readonly currency: string };

export type RateJson = {
  /** Believed: counted, or found elsewhere; then with the interval that holds it in nineteen of twenty cases. */
  readonly type: StageRate["type"];
  readonly mean: number;
  readonly interval: Interval | null;
};

export type EffortStageJson = {
  readonly id: string;
  readonly name: Name | null;
  readonly rate: RateJson;
  /** What the rate was counted from, here or as somebody typed it; null: it was not. */
  readonly counted: Tries | null;
  /** Of a rate that is assumed: who found it. */
  readonly source: RateSource | null;
  readonly minutesEach: number;
  /** How many of it are to be expected of the effort, and what they take; null: there is no effort. */
  readonly count: number | null;
  readonly hours: number | null;
};

export type AimJson = { readonly results: number } | { readonly worth: MoneyJson };

export type LimitJson =
  | { readonly type: "no_rate"; readonly stage: string }
  | { readonly type: "no_end"; readonly most: number }
  | { readonly type: "no_working_days" }
  | { readonly type: "time"; readonly neededHours: number; readonly availableHours: number }
  | { readonly type: "contacts"; readonly needed: number; readonly most: number };

export type EffortPlan = {
  readonly period: PeriodJson;
  readonly member: { readonly id: string; readonly name: Name } | null;
  readonly chance: number;
  readonly aim: AimJson;
  readonly rates: EffortRates["type"];
  readonly stages: readonly EffortStageJson[];
  /** What the last stage leads to; null where the stages are typed. */
  readonly result: { readonly id: string; readonly name: Name } | null;
  readonly rate: RateJson;
  readonly isReachable: boolean;
  readonly needed: Needed | null;
  readonly perWorkingDay: Needed | null;
  readonly perWeek: Needed | null;
  readonly hours: number | null;
  /** Of that many, in the mean; null: there is no effort. */
  readonly expectedResults: number | null;
  readonly availableHours: number;
  readonly workingDays: number;
  readonly ofWorkingDays: number;
  readonly less: readonly WorkLessJson[];
  readonly contacts: number | null;
  readonly why: readonly LimitJson[];
  readonly reach: {
    readonly count: number;
    readonly chance: number;
    readonly expectedResults: number;
    readonly within: AimJson;
  } | null;
  readonly curve: readonly CurvePoint[];
};

const HOUR = 3_600;
const CONFIDENCE = 0.95;
/** Of more deals nothing more is told of what one is worth. */
const MOST_DEALS = 10_000;

const moneyJson = ({ amountMinor, currency }: Money): MoneyJson => ({ amountMinor: Number(amountMinor), currency });

const aimJson = (aim: Aimed): AimJson => ("results" in aim ? aim : { worth: moneyJson(aim.worth) });

const rateJson = (rate: StageRate): RateJson => ({
  type: rate.type,
  mean: expectedOf(rate),
  interval: rate.type === "known" ? null : intervalOf(rate.rate, CONFIDENCE),
});

const limitJson = (limit: Limit): LimitJson =>
  limit.type === "time" ? { type: "time", neededHours: limit.neededSeconds / HOUR, availableHours: limit.availableSeconds / HOUR } : limit;

/** What a stage is told with, beside what the planner needs of it. */
type StageTold = PlannerStage & Pick<EffortStageJson, "name" | "counted" | "source"> & { readonly shown: RateJson };

type Way = {
  readonly stages: readonly [StageTold, ...StageTold[]];
  readonly result: EffortPlan["result"];
};

/** What was counted is shown as it was counted, with Wilson's interval; planned is by what is believed of it. */
const countedJson = (counted: Tries, believed: StageRate): RateJson => {
  const own = rateOf(counted, CONFIDENCE);
  return own === null
    ? rateJson(believed)
    : { type: "believed", mean: Number(own.value.done) / Number(own.value.of), interval: own.interval };
};

const stageRateOf = (typed: TypedRate): Pick<StageTold, "rate" | "counted" | "shown"> => {
  if (typed.type === "known") return { rate: typed, counted: null, shown: rateJson(typed) };
  const rate: StageRate = { type: "believed", rate: sharpened(unknownRate, typed.counted) };
  return { rate, counted: typed.counted, shown: countedJson(typed.counted, rate) };
};

const typedWay = ({ stages: [first, ...more] }: EffortRates & { type: "typed" }): Way => {
  const told = ({ name, rate, secondsEach }: typeof first, at: number): StageTold => ({
    id: `stage-${at + 1}`,
    name: name === null ? null : { en: name, ko: name },
    ...stageRateOf(rate),
    source: null,
    secondsEach,
  });
  return { stages: [told(first, 0), ...more.map((stage, at) => told(stage, at + 1))], result: null };
};

type FunnelAsked = EffortRates & { readonly type: "funnel" | "assumed" };

/** The stage that is meant; refused when there is none. */
const stageNamed = ({ stages }: Funnel, id: string | null, otherwise: number, pointer: string) => {
  const stage = id === null ? stages.at(otherwise) : stages.find((each) => each.id === id);
  return stage === undefined ? refused({ ...notFound("stage", id ?? "", stages), pointer }) : accepted(stage);
};

const nothingCounted: Tries = { reached: 0, of: 0 };

const assumedWay = (funnel: Funnel, { first: from, last: to, secondsEach }: FunnelAsked): Outcome<Way> => {
  const [first, last] = [stageNamed(funnel, from, 0, "/first"), stageNamed(funnel, to, -1, "/last")];
  if (!first.ok) return first;
  if (!last.ok) return last;
  const rates = ratesAlong(funnel, first.value.id, last.value.id) ?? [];
  const [one, ...more] = rates.map((each): StageTold => {
    const rate = assumed(each.rate, nothingCounted);
    return {
      id: each.from,
      name: funnel.stages.find(({ id }) => id === each.from)?.name ?? null,
      rate,
      shown: rateJson(rate),
      counted: null,
      source: each.source,
      secondsEach: secondsEach.get(each.from) ?? 0,
    };
  });
  return one === undefined
    ? refused(refusal("planner-no-way", "/last", { from: first.value.id, to: last.value.id }))
    : accepted({ stages: [one, ...more], result: { id: last.value.id, name: last.value.name } });
};

type Asked = { readonly settings: Settings; readonly sight: Sight; readonly member: Member | undefined; readonly today: Day };

/** What is believed of a step: of a member, drawn towards the others of their group; of all together, sharpening what is assumed where something is. */
const believedStep = (
  counts: readonly { readonly member: string | null; readonly counted: Tries }[],
  { member, known }: { readonly member: Member | undefined; readonly known: AssumedRate | undefined },
): { readonly rate: StageRate; readonly counted: Tries } => {
  const all = counts.reduce((sum, { counted }) => ({ reached: sum.reached + counted.reached, of: sum.of + counted.of }), nothingCounted);
  const pooled: StageRate =
    known === undefined
      ? { type: "believed", rate: sharpened(unknownRate, all) }
      : assumed(known.rate, isShare(all) ? all : nothingCounted);
  if (member === undefined) return { rate: pooled, counted: all };
  const { members, prior } = memberRates(counts, CONFIDENCE);
  const own = members.find((each) => each.member === String(member.number));
  const counted = own?.counted ?? nothingCounted;
  if (!isShare(all)) return { rate: pooled, counted };
  return { rate: { type: "believed", rate: own?.believed?.belief ?? prior.rate }, counted };
};

/** The company's own funnel, step by step, from what was counted of those who are seen. */
const countedWay = async (
  tx: Transaction,
  funnel: Funnel,
  rates: FunnelAsked,
  { settings, sight, member, today }: Asked,
): Promise<Outcome<Way>> => {
  const stages = stagesBetween(funnel, rates.first, rates.last);
  if (!stages.ok) return stages;
  const span = funnelSpan(rates.from, rates.before, today);
  if (span.startsOn >= span.endsBefore) return refused(refusal("funnel-days", "/before"));
  const { rows } = await funnelCounts(tx, settings, { stages: stages.value, span, today, sight, by: "member" });
  const groups = rows.flatMap((row) => (row.what === "group" ? [row] : []));
  const told: StageTold[] = [];
  for (const [at, { id, name }] of stages.value.slice(0, -1).entries()) {
    const to = stages.value[at + 1];
    const counts = groups.map(({ key, counts: own }) => ({ member: key, counted: { reached: own[at + 1] ?? 0, of: own[at] ?? 0 } }));
    const known = funnel.rates.find((rate) => rate.from === id && rate.to === to?.id);
    const all = counts.reduce((sum, { counted }) => sum + counted.of, 0);
    if (all === 0 && known === undefined)
      return refused(
        refusal("planner-not-counted", "/rates", { stage: id, from: isoDay(span.startsOn), through: isoDay(span.endsBefore - 1) }),
      );
    const { rate, counted } = believedStep(counts, { member, known });
    told.push({
      id,
      name,
      rate,
      shown: rateJson(rate),
      counted,
      source: member === undefined || all === 0 ? (known?.source ?? null) : null,
      secondsEach: rates.secondsEach.get(id) ?? 0,
    });
  }
  const [one, ...more] = told;
  const last = stages.value.at(-1);
  if (one === undefined || last === undefined) throw new Error("a way of one stage");
  return accepted({ stages: [one, ...more], result: { id: last.id, name: last.name } });
};

/** By which stages and rates it is planned. */
const wayOf = async (tx: Transaction, rates: EffortRates, asked: Asked): Promise<Outcome<Way>> => {
  if (rates.type === "typed") return accepted(typedWay(rates));
  const { funnel } = asked.settings.company;
  if (funnel === null) return refused(refusal("funnel-missing", "/rates"));
  return rates.type === "assumed" ? assumedWay(funnel, rates) : countedWay(tx, funnel, rates, asked);
};

/** The one that is asked for, else the one that comes next: what runs was planned already. */
const periodOf = ({ cadence, on }: EffortOrder, { company: { calendar } }: Settings, today: Day): Period =>
  on === null ? periodAfter(periodContaining(cadence, today, calendar), calendar) : periodContaining(cadence, on, calendar);

type Working = { readonly time: WorkingTime; readonly weekWork: number };

const workingOf = (facts: WorkFacts, period: Span): Outcome<Working> => {
  const [unknown] = yearsUnknown(facts, period);
  if (unknown !== undefined) return refused(holidaysUnknown(unknown, "/on"));
  const week = heldOn(facts.pattern, period.startsOn) ?? facts.standard;
  return accepted({ time: workingTimeIn(facts, period), weekWork: week.reduce((all, work) => all + work, 0) });
};

/** What deals are worth where nobody says it: as many as were won on the days that are counted, of those who are seen. */
const wantedOf = async (tx: Transaction, { wanted, rates }: EffortOrder, { settings, sight, today }: Asked): Promise<Wanted> => {
  if (wanted.type !== "worth") return wanted;
  if (wanted.deals !== null) return { ...wanted, deals: wanted.deals };
  const days = rates.type === "typed" ? { from: null, before: null } : rates;
  const deals = await wonAmounts(tx, settings.companyId, {
    span: funnelSpan(days.from, days.before, today),
    currency: wanted.needed.currency,
    members: sight.members === "all" || sight.sums ? null : [...sight.members],
    limit: MOST_DEALS,
  });
  return { ...wanted, deals };
};

type Planned = {
  readonly settings: Settings;
  readonly order: EffortOrder;
  readonly member: Member | undefined;
  readonly period: Period;
  readonly way: Way;
  readonly working: Working;
  readonly wanted: Wanted;
};

const planJson = (answer: PlannerAnswer, { settings, order, member, period, way, working, wanted }: Planned): EffortPlan => {
  const { effort, rate, aim } = answer;
  return {
    period: periodJson(period, settings.company.calendar),
    member: member === undefined ? null : { id: member.id, name: member.name },
    chance: order.chance,
    aim: aimJson(aim),
    rates: order.rates.type,
    stages: way.stages.map(({ id, name, shown, counted, source, secondsEach }, at) => {
      const expected = effort?.stages[at];
      return {
        id,
        name,
        rate: shown,
        counted,
        source,
        minutesEach: secondsEach / 60,
        count: expected?.count ?? null,
        hours: expected === undefined ? null : expected.seconds / HOUR,
      };
    }),
    result: way.result,
    rate: rateJson(rate),
    isReachable: answer.type === "reachable",
    needed: effort?.needed ?? null,
    perWorkingDay: effort?.perWorkingDay ?? null,
    perWeek: effort?.perWeek ?? null,
    hours: effort === null ? null : effort.seconds / HOUR,
    expectedResults: effort === null ? null : effort.needed.count * expectedOf(rate),
    availableHours: answer.availableSeconds / HOUR,
    workingDays: working.time.worked / WHOLE_DAY,
    ofWorkingDays: working.time.standard / WHOLE_DAY,
    less: working.time.less.map(({ why, name, days, work }) => ({
      why,
      ...(name === null ? {} : { name }),
      days: days.map(isoDay),
      workingDays: work / WHOLE_DAY,
    })),
    contacts: order.mostContacts,
    why: answer.type === "reachable" ? [] : answer.why.map(limitJson),
    reach: answer.type === "reachable" ? null : { ...answer.reach, within: aimJson(answer.reach.within) },
    curve: effortCurve(wanted, answer),
  };
};

/**
 * The funnel in reverse: how much of the first stage a result needs with the chance that is asked for, by rates that are typed, the company's own or assumed, in
 * the working days of this member in the period, against the time and the contacts that there are. Refuses what `readEffortOrder` and the planner refuse, a
 * member who is not seen, stages that no rate leads through, and years of which the holidays are not known.
 */
export const planEffort = (
  database: Database,
  companyId: number,
  { input, now, caller }: { readonly input: unknown; readonly now: Instant } & AskedBy,
): Promise<Outcome<EffortPlan>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<EffortPlan>> => {
      const settings = await loadSettings(tx, companyId);
      const read = readEffortOrder(input, settings.company);
      if (!read.ok) return read;
      const order = read.value;
      const [noList, ...more] = refuseUnknownList(order.cadence, settings.company.calendar);
      if (noList !== undefined) return refused({ ...noList, pointer: "/cadence" }, ...more);
      const sight = sightIn(settings, caller, "funnel:read");
      const seen = seenOf(sight, settings.members);
      const member = order.member === null ? undefined : seen.find(({ id }) => id === order.member);
      if (order.member !== null && member === undefined) return refused({ ...notFound("member", order.member, seen), pointer: "/member" });
      const today = todayOf(settings, now);
      const period = periodOf(order, settings, today);
      const facts =
        member === undefined ? ordinaryWorkFacts(settings) : workFactsIn(settings, await leavesWithin(tx, companyId, period))(member);
      const working = workingOf(facts, period);
      if (!working.ok) return working;
      const asked = { settings, sight, member, today };
      const way = await wayOf(tx, order.rates, asked);
      if (!way.ok) return way;
      const wanted = await wantedOf(tx, order, asked);
      const { time, weekWork } = working.value;
      const answer = effortOf({
        wanted,
        chance: order.chance,
        stages: way.value.stages,
        capacity: { work: time.worked, weekWork, secondsPerDay: order.secondsPerDay, mostContacts: order.mostContacts },
      });
      return answer.ok
        ? accepted(planJson(answer.value, { settings, order, member, period, way: way.value, working: working.value, wanted }))
        : answer;
    },
    { isolation: "repeatable read" },
  );
