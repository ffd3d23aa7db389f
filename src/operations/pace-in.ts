import type { PaceOfQuota } from "../domain/attainment.ts";
import { askedMembers, beliefsOf, weeksBefore, type Beliefs, type Past } from "../domain/beliefs.ts";
import type { Settings } from "../domain/company.ts";
import type { Span } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { zonesOf } from "../domain/member-zone.ts";
import type { Member } from "../domain/member.ts";
import { momentIn, type Moment } from "../domain/moment.ts";
import { paceOfQuotas } from "../domain/pace-of-quotas.ts";
import { within } from "../domain/within.ts";
import { workFactsIn } from "../domain/work-facts.ts";
import type { WorkFacts } from "../domain/working-days.ts";
import type { Transaction } from "../store/database.ts";
import { leavesWithin } from "../store/leaves.ts";
import { creditsByWeek, creditsByWeekday } from "../store/tally.ts";
import type { CadenceAsks } from "./kept-asks.ts";

type FactsOf = (member: Member) => WorkFacts;
type AllBeliefs = ReadonlyMap<number, Beliefs>;

type Kept = { readonly beliefs: AllBeliefs; readonly until: number };

/** What was worked out is good for a hundred times as long as that took: a small company's follows at once, a large one's costs a hundredth of the time. */
const TIMES_KEPT = 100;
const MOST_KEPT = 32;

const kept = new WeakMap<CadenceAsks, Map<string, Kept>>();

type Asking = {
  readonly settings: Settings;
  readonly period: Span;
  readonly asked: CadenceAsks;
  /** Those of which there is a number. */
  readonly metricNumbers: readonly number[];
};

/** What the past says of the metrics in a period, read once for all who are asked. */
export const beliefsIn = async (tx: Transaction, asking: Asking, factsOf: FactsOf): Promise<AllBeliefs> => {
  const { settings, period, asked, metricNumbers } = asking;
  const weeks = weeksBefore(period, settings.company.calendar.firstWeekday);
  const byKey = kept.get(asked) ?? new Map<string, Kept>();
  kept.set(asked, byKey);
  const key = metricNumbers.join(" ");
  const found = byKey.get(key);
  const begun = performance.now();
  if (found !== undefined && begun < found.until) return found.beliefs;
  const which = { companyId: settings.companyId, metricNumbers };
  const past: Past = {
    period,
    weeks,
    factsOf,
    asking: askedMembers(settings.members, asked.askedOf),
    byWeek: await creditsByWeek(tx, { ...which, weeks: weeks.firsts }),
    byWeekday: await creditsByWeekday(tx, { ...which, span: weeks.byDay }),
  };
  const beliefs = new Map(
    asked.metrics.filter(({ number }) => metricNumbers.includes(number)).map((metric) => [metric.number, beliefsOf(metric, past)]),
  );
  const ended = performance.now();
  byKey.set(key, { beliefs, until: ended + (ended - begun) * TIMES_KEPT });
  for (const each of byKey.keys()) if (byKey.size > MOST_KEPT) byKey.delete(each);
  return beliefs;
};

/** How everybody works in a period and in the weeks before it that are learnt from. */
export const factsIn = async (tx: Transaction, settings: Settings, period: Span): Promise<FactsOf> => {
  const { span } = weeksBefore(period, settings.company.calendar.firstWeekday);
  const leaves = await leavesWithin(tx, settings.companyId, { startsOn: span.startsOn, endsBefore: period.endsBefore });
  const factsOf = workFactsIn(settings, leaves);
  const known: (WorkFacts | undefined)[] = [];
  return (member) => (known[member.number] ??= factsOf(member));
};

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
 * How quotas go in a period that runs, each against the past of who is asked it. Undefined when the period runs for nobody: then no
 * history is read.
 */
export const paceIn = async (tx: Transaction, asking: Asking, now: Instant): Promise<PaceOfQuota | undefined> => {
  const { settings, period, asked } = asking;
  const companyDay = dayIn(settings.company.timeZone, now);
  // Where a member is it may be a day earlier or later.
  if (companyDay < period.startsOn - 1 || companyDay > period.endsBefore) return undefined;
  const factsOf = await factsIn(tx, settings, period);
  return paceOfQuotas({
    beliefs: await beliefsIn(tx, asking, factsOf),
    members: settings.members,
    teamOf: (member) => asked.askedOf(member)?.team ?? null,
    factsOf,
    momentOf: moments(settings, now),
  });
};
