import { askedQuotas, type Asked } from "./ask.ts";
import { lastWeekday, type Day, type Span, type Weekday } from "./day.ts";
import type { Member } from "./member.ts";
import { creditPerUnit, versionOn, type Metric, type MetricVersion } from "./metric.ts";
import { perEventOf, ratesOf, type Rates, type WorkedWeek } from "./rate-history.ts";
import { within } from "./within.ts";
import type { WorkFacts } from "./working-days.ts";
import { daysWorkedIn, learntWeights, noDays, plusDays, total, type WeekdayDays, type WeekdayWeights } from "./working-weight.ts";

/** Half a year: long enough to know how people differ, short enough to be about how they work now. */
const WEEKS = 26;
/** Half of that for the rhythm of the week, which is read from single days: three times as many rows as all the weeks are. */
const WEEKS_BY_DAY = 13;

/** `byDay` are the last of them, of which the weekdays are told apart. */
export type Weeks = { readonly firsts: readonly Day[]; readonly span: Span; readonly byDay: Span };

/** Whole weeks of the company before the period: what goes on in the period itself must not tell how it will go. */
export const weeksBefore = (period: Span, firstWeekday: Weekday): Weeks => {
  const endsBefore = lastWeekday(firstWeekday, period.startsOn);
  const startsOn = endsBefore - WEEKS * 7;
  return {
    firsts: Array.from({ length: WEEKS }, (_, index) => startsOn + index * 7),
    span: { startsOn, endsBefore },
    byDay: { startsOn: endsBefore - WEEKS_BY_DAY * 7, endsBefore },
  };
};

/** What the past says of one metric. */
export type Beliefs = {
  /** Credits that come at once; null of a sum of which nothing is known. */
  readonly perEvent: number | null;
  readonly company: Rates | null;
  readonly teams: ReadonlyMap<string, Rates>;
  readonly weightsOf: (member: Member) => WeekdayWeights;
};

export type Past = {
  readonly period: Span;
  readonly weeks: Weeks;
  readonly asking: ReadonlyMap<number, readonly AskedMember[]>;
  readonly factsOf: (member: Member) => WorkFacts;
  readonly byWeek: ReadonlyMap<number, readonly BigInt64Array[]>;
  readonly byWeekday: ReadonlyMap<number, readonly BigInt64Array[]>;
};

export type AskedMember = { readonly member: Member; readonly team: string | null };

/** Of which metrics who is asked. */
export const askedMembers = (
  members: readonly Member[],
  askedOf: (member: Member) => Asked | undefined,
): ReadonlyMap<number, readonly AskedMember[]> => {
  const asking = new Map<number, AskedMember[]>();
  for (const member of members) {
    const asked = askedOf(member);
    if (asked === undefined) continue;
    const metrics = new Set(asked.asks.flatMap(({ requirement }) => askedQuotas(requirement).map(({ metric }) => metric.number)));
    for (const metric of metrics) within(asking, metric, () => []).push({ member, team: asked.team });
  }
  return asking;
};

/**
 * The weeks that tell something of the version that holds in the period. Before it something else was counted; and before the first week
 * in which anybody did anything nothing was brought in, of which that week itself may hold a part.
 */
const tellingWeeks = (version: MetricVersion, { weeks, byWeek }: Past, metric: number): Weeks["firsts"] => {
  const credits = byWeek.get(metric) ?? [];
  const begun = weeks.firsts.findIndex((_, index) => credits[index]?.some((each) => each !== 0n) === true);
  return begun === -1 ? [] : weeks.firsts.filter((week, index) => index > (begun === 0 ? -1 : begun) && week >= version.startsOn);
};

const plusEach = (a: readonly number[], b: readonly number[]): number[] => a.map((each, index) => each + (b[index] ?? 0));

/** A member's own weekdays lean on those of everybody who is asked the same. */
const weightsFrom = (metric: Metric, { weeks, byWeekday, asking, factsOf }: Past, perEvent: number): Beliefs["weightsOf"] => {
  const columns = byWeekday.get(metric.number) ?? [];
  const shared = new Map<WorkFacts, WeekdayDays>();
  const doneBy = (member: Member) => ({
    credits: columns.map((column) => Number(column[member.number] ?? 0n)),
    days: within(shared, factsOf(member), () => daysWorkedIn(factsOf(member), weeks.byDay)),
    perEvent,
  });
  const everybody = (asking.get(metric.number) ?? []).reduce(
    (sum, { member }) => {
      const { credits, days } = doneBy(member);
      return { credits: plusEach(sum.credits, credits), days: plusDays(sum.days, days), perEvent };
    },
    { credits: [0, 0, 0, 0, 0, 0, 0], days: noDays, perEvent },
  );
  const usual = learntWeights(everybody);
  const weights: (WeekdayWeights | undefined)[] = [];
  return (member) => (weights[member.number] ??= learntWeights(doneBy(member), usual));
};

/** What the past says of how a metric will go for those who are asked it. */
export const beliefsOf = (metric: Metric, past: Past): Beliefs => {
  const { weeks, factsOf } = past;
  const version = versionOn(metric, past.period.startsOn);
  const firsts = tellingWeeks(version, past, metric.number);
  const credits = past.byWeek.get(metric.number)?.slice(weeks.firsts.length - firsts.length) ?? [];
  const shared = new Map<WorkFacts, readonly number[]>();
  const workedWeeks = (member: Member): readonly WorkedWeek[] => {
    const facts = factsOf(member);
    const days = within(shared, facts, () => firsts.map((week) => total(daysWorkedIn(facts, { startsOn: week, endsBefore: week + 7 }))));
    return days.map((each, index) => ({ days: each, credits: Number(credits[index]?.[member.number] ?? 0n) }));
  };
  const asked = (past.asking.get(metric.number) ?? []).map(({ member, team }) => ({ member, team, weeks: workedWeeks(member) }));
  const isCount = version.measure.type === "count";
  const least = Number(creditPerUnit(version.measure));
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
  return { perEvent, company, teams: new Map(teams), weightsOf: weightsFrom(metric, past, perEvent ?? least) };
};
