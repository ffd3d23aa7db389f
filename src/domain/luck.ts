import { CREDIT_PER_COUNT } from "./credit.ts";
import { daysIn, type Span } from "./day.ts";
import { partsOf, type Attainment, type QuotaAttainment, type RequirementAttainment } from "./attainment.ts";
import type { AskedQuota, AskedRequirement } from "./ask.ts";
import { versionOn } from "./metric.ts";
import { poissonFrom } from "./distributions.ts";
import { employedIn } from "./stays.ts";
import { within } from "./within.ts";

/**
 * How many of a period's results are chance. Acts are taken to come by themselves at each member's own rate over all periods (Poisson). The
 * rate is drawn towards that of the team, the more the less the members differ beyond what chance makes of equal ones (Gamma–Poisson, by
 * moments).
 */
export type Luck = {
  /** Expected number of members who meet although their rate is below what is asked. */
  readonly meet: number;
  /** Expected number of members who miss although their rate is enough. */
  readonly miss: number;
};

/** One member's row in one period. */
export type Standing = { readonly row: Attainment; readonly requirement: RequirementAttainment };

/** The quotas of the period itself, from left to right. */
export const quotasIn = (node: RequirementAttainment): readonly QuotaAttainment[] =>
  node.type === "quota" ? [node] : partsOf(node).flatMap(quotasIn);

/** What part of the period a quota was asked for. */
const exposureOf = ({ row: { member, ask } }: Standing, { ownDays }: AskedQuota): number => {
  const employed = employedIn(member, ask.period);
  const days = ownDays === null ? (employed === undefined ? 0 : daysIn(employed)) : ownDays.reduce((sum, span) => sum + daysIn(span), 0);
  return days / daysIn(ask.period);
};

/** Sums of quantities and money come in lumps, of which Poisson knows nothing. */
const isCounted = ({ metric }: AskedQuota, { startsOn }: Span): boolean => versionOn(metric, startsOn).measure.type === "count";

type Seen = { count: number; periods: number };

const countOf = (quota: QuotaAttainment): number => Number(quota.credited ?? 0n) / Number(CREDIT_PER_COUNT);

/** Members' rates per period, drawn towards their team's. */
const drawn = (seen: ReadonlyMap<number, Seen>): ReadonlyMap<number, number> => {
  const all = [...seen].filter(([, { periods }]) => periods > 0);
  const periods = all.reduce((sum, [, each]) => sum + each.periods, 0);
  const mean = periods === 0 ? 0 : all.reduce((sum, [, each]) => sum + each.count, 0) / periods;
  const squares = all.reduce((sum, [, each]) => sum + each.periods * (each.count / each.periods - mean) ** 2, 0);
  const room = periods - all.reduce((sum, [, each]) => sum + each.periods ** 2, 0) / periods;
  // What the members differ by beyond what chance makes of equal ones.
  const variance = room > 0 ? (squares - (all.length - 1) * mean) / room : 0;
  return new Map(
    all.map(([member, { count, periods: own }]) => {
      if (mean === 0 || variance <= 0) return [member, mean];
      const weight = mean / variance;
      return [member, (mean * weight + count) / (weight + own)];
    }),
  );
};

type Rates = (team: string | null, metric: number, member: number) => number;

const ratesOf = (standings: readonly Standing[]): Rates => {
  const groups = new Map<string, Map<number, Seen>>();
  const keyOf = (team: string | null, metric: number): string => `${metric} ${team ?? ""}`;
  for (const standing of standings) {
    for (const quota of quotasIn(standing.requirement)) {
      const group = within(groups, keyOf(standing.row.team, quota.asked.metric.number), () => new Map<number, Seen>());
      const seen = within(group, standing.row.member.number, (): Seen => ({ count: 0, periods: 0 }));
      seen.count += countOf(quota);
      seen.periods += exposureOf(standing, quota.asked);
    }
  }
  const rates = new Map([...groups].map(([key, seen]) => [key, drawn(seen)]));
  return (team, metric, member) => rates.get(keyOf(team, metric))?.get(member) ?? 0;
};

type Chance = { readonly ofMeeting: number; readonly atRate: boolean };

/** Parts are taken to be met or missed by themselves; what is excused is left out, as it is when it is judged. */
const chanceOf = (asked: AskedRequirement, quota: (asked: AskedQuota) => Chance): Chance | null => {
  if (asked.type === "quota") return asked.target === 0n ? null : quota(asked);
  const parts = asked.parts.map((part) => chanceOf(part, quota)).filter((part) => part !== null);
  if (parts.length === 0) return null;
  return asked.type === "allOf"
    ? { ofMeeting: parts.reduce((all, part) => all * part.ofMeeting, 1), atRate: parts.every((part) => part.atRate) }
    : { ofMeeting: 1 - parts.reduce((none, part) => none * (1 - part.ofMeeting), 1), atRate: parts.some((part) => part.atRate) };
};

const chanceIn = (standing: Standing, rates: Rates): Chance | null => {
  const { row } = standing;
  return chanceOf(row.ask.requirement, (asked) => {
    const expected = rates(row.team, asked.metric.number, row.member.number) * exposureOf(standing, asked);
    const target = Number(asked.target) / Number(CREDIT_PER_COUNT);
    return { ofMeeting: poissonFrom(Math.ceil(target), expected), atRate: expected >= target };
  });
};

/** Of each period the results that are expected to be chance; null where what is asked for is not a count of records. */
export const luckIn = (periods: readonly (readonly Standing[])[]): readonly (Luck | null)[] => {
  const all = periods.flat();
  const isKnown = all.every(({ row, requirement }) => quotasIn(requirement).every(({ asked }) => isCounted(asked, row.ask.period)));
  if (!isKnown) return periods.map(() => null);
  const rates = ratesOf(all);
  return periods.map((standings) => {
    const chances = standings.map((standing) => chanceIn(standing, rates)).filter((chance) => chance !== null);
    return {
      meet: chances.reduce((sum, { ofMeeting, atRate }) => sum + (atRate ? 0 : ofMeeting), 0),
      miss: chances.reduce((sum, { ofMeeting, atRate }) => sum + (atRate ? 1 - ofMeeting : 0), 0),
    };
  });
};
