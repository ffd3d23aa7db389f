import { askedQuotas, type AskedQuota } from "../domain/ask.ts";
import type { PaceOfQuota } from "../domain/attainment.ts";
import type { Settings } from "../domain/company.ts";
import { CREDIT_PER_COUNT } from "../domain/credit.ts";
import { lastWeekday, type Day, type Span } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { zonesOf } from "../domain/member-zone.ts";
import type { Member } from "../domain/member.ts";
import { versionOn, type Metric } from "../domain/metric.ts";
import { momentIn, type Moment } from "../domain/moment.ts";
import { paceOf } from "../domain/pace.ts";
import { perEventOf, priorOf, ratesOf, type Rates, type WorkedWeek } from "../domain/rate-history.ts";
import { within } from "../domain/within.ts";
import { mondayToFriday, type WorkFacts } from "../domain/working-days.ts";
import {
  daysWorkedIn,
  elapsing,
  learntWeights,
  total,
  weighed,
  type Elapsing,
  type WeekdayDays,
  type WeekdayWeights,
} from "../domain/working-weight.ts";
import type { Transaction } from "../store/database.ts";
import { creditsByWeek, creditsByWeekday } from "../store/tally.ts";
import type { CadenceAsks } from "./kept-asks.ts";

/** Half a year: long enough to tell the weekdays of somebody with ten meetings a month apart, short enough to be about how they work now. */
const WEEKS = 26;

type Weeks = { readonly firsts: readonly Day[]; readonly span: Span };

/** Whole weeks of the company before the period: what goes on in the period itself must not tell how it will go. */
const weeksBefore = (period: Span, firstWeekday: Settings["company"]["calendar"]["firstWeekday"]): Weeks => {
  const endsBefore = lastWeekday(firstWeekday, period.startsOn);
  const startsOn = endsBefore - WEEKS * 7;
  return { firsts: Array.from({ length: WEEKS }, (_, index) => startsOn + index * 7), span: { startsOn, endsBefore } };
};

/** What the past says of one metric. */
type Beliefs = {
  /** Credits that come at once; null of a sum of which nothing is known. */
  readonly perEvent: number | null;
  readonly company: Rates | null;
  readonly teams: ReadonlyMap<string, Rates>;
  readonly weightsOf: (member: Member) => WeekdayWeights;
};

/** Members who work alike share what is worked out of their days. */
type SharedDays<T> = (facts: WorkFacts, span: Span, make: () => T) => T;

const sharedDays = <T>(): SharedDays<T> => {
  const known = new Map<string, Map<WorkFacts["calendar"], T>>();
  return (facts, span, make) => {
    const { employed, leaves, pattern, calendar } = facts;
    const isPlain =
      employed.startsOn <= span.startsOn &&
      employed.endsBefore >= span.endsBefore &&
      leaves.every((leave) => leave.span.endsBefore <= span.startsOn || leave.span.startsOn >= span.endsBefore);
    if (!isPlain) return make();
    const alike = within(known, pattern.length === 0 ? "" : JSON.stringify(pattern), () => new Map<WorkFacts["calendar"], T>());
    return within(alike, calendar, make);
  };
};

type Past = {
  readonly weeks: Weeks;
  readonly asking: ReadonlyMap<number, readonly AskedMember[]>;
  readonly factsOf: (member: Member) => WorkFacts;
  readonly byWeek: ReadonlyMap<number, readonly BigInt64Array[]>;
  readonly byWeekday: ReadonlyMap<number, readonly BigInt64Array[]>;
};

type AskedMember = { readonly member: Member; readonly team: string | null };

/** Of which metrics who is asked. */
const askedMembers = (settings: Settings, { askedOf }: CadenceAsks): ReadonlyMap<number, readonly AskedMember[]> => {
  const asking = new Map<number, AskedMember[]>();
  for (const member of settings.members) {
    const asked = askedOf(member);
    if (asked === undefined) continue;
    const metrics = new Set(asked.asks.flatMap(({ requirement }) => askedQuotas(requirement).map(({ metric }) => metric.number)));
    for (const metric of metrics) within(asking, metric, () => []).push({ member, team: asked.team });
  }
  return asking;
};

const beliefsOf = (metric: Metric, past: Past): Beliefs => {
  const { weeks, factsOf } = past;
  const version = versionOn(metric, weeks.span.endsBefore);
  // Before the version that holds now something else was counted.
  const first = weeks.firsts.findIndex((week) => week >= version.startsOn);
  const firsts = first === -1 ? [] : weeks.firsts.slice(first);
  const credits = past.byWeek.get(metric.number)?.slice(first === -1 ? weeks.firsts.length : first) ?? [];
  const shared = sharedDays<readonly number[]>();
  const workedWeeks = (member: Member): readonly WorkedWeek[] => {
    const facts = factsOf(member);
    const days = shared(facts, weeks.span, () =>
      firsts.map((week) => total(daysWorkedIn(facts, { startsOn: week, endsBefore: week + 7 }))),
    );
    return days.map((each, index) => ({ days: each, credits: Number(credits[index]?.[member.number] ?? 0n) }));
  };
  const asked = (past.asking.get(metric.number) ?? []).map(({ member, team }) => ({ member, team, weeks: workedWeeks(member) }));
  const isCount = version.measure.type === "count";
  const least = isCount ? Number(CREDIT_PER_COUNT) : 1;
  const perEvent =
    perEventOf(
      asked.map((each) => each.weeks),
      least,
    ) ?? (isCount ? least : null);
  const byTeam = new Map<string, (readonly WorkedWeek[])[]>();
  for (const { team, weeks: own } of asked) if (team !== null) within(byTeam, team, () => []).push(own);
  const ratesAmong = (members: readonly (readonly WorkedWeek[])[]): Rates | null => (perEvent === null ? null : ratesOf(members, perEvent));
  const company = ratesAmong(asked.map((each) => each.weeks));
  const teams = [...byTeam].flatMap(([team, members]) => {
    const rates = ratesAmong(members);
    // Of too few nobody can say how they differ: the company can.
    return rates === null || rates.variance === null ? [] : [[team, rates] as const];
  });
  const weekdays = past.byWeekday.get(metric.number) ?? [];
  const sharedWeekdays = sharedDays<WeekdayDays>();
  const weights: (WeekdayWeights | undefined)[] = [];
  const weightsOf = (member: Member): WeekdayWeights =>
    (weights[member.number] ??= learntWeights(
      weekdays.map((column) => Number(column[member.number] ?? 0n)),
      sharedWeekdays(factsOf(member), weeks.span, () => daysWorkedIn(factsOf(member), weeks.span)),
      perEvent ?? least,
    ));
  return { perEvent, company, teams: new Map(teams), weightsOf };
};

type AllBeliefs = ReadonlyMap<number, Beliefs>;

type Kept = { readonly beliefs: AllBeliefs; readonly until: number };

/** What was worked out is good for a hundred times as long as that took: a small company's follows at once, a large one's costs a hundredth of the time. */
const TIMES_KEPT = 100;
const MOST_KEPT = 32;

const kept = new WeakMap<CadenceAsks, Map<string, Kept>>();

type Question = {
  readonly settings: Settings;
  readonly period: Span;
  readonly asked: CadenceAsks;
  /** Those of which there is a number. */
  readonly metricNumbers: readonly number[];
  /** Of this member alone. */
  readonly only: Member | undefined;
  readonly now: Instant;
};

const beliefsIn = async (tx: Transaction, question: Question, factsOf: (member: Member) => WorkFacts): Promise<AllBeliefs> => {
  const { settings, period, asked, metricNumbers, only } = question;
  const weeks = weeksBefore(period, settings.company.calendar.firstWeekday);
  const byKey = kept.get(asked) ?? new Map<string, Kept>();
  kept.set(asked, byKey);
  const key = [...metricNumbers, only === undefined ? "" : `of ${only.number}`].join(" ");
  const found = byKey.get(key);
  const begun = performance.now();
  if (found !== undefined && begun < found.until) return found.beliefs;
  const which = { companyId: settings.companyId, metricNumbers };
  const past: Past = {
    weeks,
    factsOf,
    asking: askedMembers(settings, asked),
    byWeek: await creditsByWeek(tx, { ...which, weeks: weeks.firsts }),
    byWeekday: await creditsByWeekday(tx, { ...which, span: weeks.span, memberNumber: only?.number ?? null }),
  };
  const beliefs = new Map(
    asked.metrics.filter(({ number }) => metricNumbers.includes(number)).map((metric) => [metric.number, beliefsOf(metric, past)]),
  );
  const ended = performance.now();
  byKey.set(key, { beliefs, until: ended + (ended - begun) * TIMES_KEPT });
  for (const each of byKey.keys()) if (byKey.size > MOST_KEPT) byKey.delete(each);
  return beliefs;
};

const noCalendar: WorkFacts["calendar"] = [];

const workFactsOf =
  () =>
  ({ employedFrom, employedBefore }: Member): WorkFacts => ({
    standard: mondayToFriday,
    pattern: [],
    calendar: noCalendar,
    leaves: [],
    employed: { startsOn: employedFrom, endsBefore: employedBefore },
  });

/** What the moment is where a member is. */
const moments = (settings: Settings, now: Instant): ((member: Member) => Moment) => {
  const zoneOf = zonesOf(settings);
  const today = dayIn(settings.company.timeZone, now);
  const known = new Map<string, Moment>();
  return (member) => {
    const zone = zoneOf(member, today);
    return within(known, zone, () => momentIn(zone, now));
  };
};

/**
 * How quotas go in a period that runs, each against the past of who is asked it: the weekdays on which the member does it, the team's
 * rates, else the company's. Undefined when the period runs for nobody, where no history is read.
 */
export const paceIn = async (tx: Transaction, question: Question): Promise<PaceOfQuota | undefined> => {
  const { settings, period, asked } = question;
  const companyDay = dayIn(settings.company.timeZone, question.now);
  // Where a member is it may be a day earlier or later.
  if (companyDay < period.startsOn - 1 || companyDay > period.endsBefore) return undefined;
  const factsOf = workFactsOf();
  const beliefs = await beliefsIn(tx, question, factsOf);
  const momentOf = moments(settings, question.now);
  const members = new Map(settings.members.map((member) => [member.number, member]));
  const shared = new Map<Moment, SharedDays<Elapsing>>();
  return (quota: AskedQuota, span: Span) => {
    const believed = beliefs.get(quota.metric.number);
    const spans = quota.ownDays ?? [span];
    return (memberNumber, credited) => {
      const member = members.get(memberNumber);
      if (believed === undefined || member === undefined) return null;
      const moment = momentOf(member);
      if (moment.day < period.startsOn) return null;
      const facts = factsOf(member);
      const days =
        quota.ownDays === null
          ? within(shared, moment, () => sharedDays<Elapsing>())(facts, span, () => elapsing(facts, spans, moment))
          : elapsing(facts, spans, moment);
      const weights = believed.weightsOf(member);
      const team = asked.askedOf(member)?.team ?? null;
      const rates = (team === null ? undefined : believed.teams.get(team)) ?? believed.company;
      const rateAsked = Number(quota.target) / Math.max(1, weighed(days.gone, weights) + weighed(days.left, weights));
      const prior = believed.perEvent === null ? null : priorOf(rates, rateAsked, believed.perEvent);
      return paceOf(credited, { target: quota.target, unit: quota.unit, days, weights, prior });
    };
  };
};
