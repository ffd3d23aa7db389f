import type { Ask, AskedQuota } from "./asked.ts";
import type { Attainment, QuotaReader } from "./attainment.ts";
import type { Credit } from "./credit.ts";
import { daysIn, type Day, type Span } from "./day.ts";
import type { Member } from "./member.ts";
import type { TeamTree } from "./team-tree.ts";
import { within } from "./within.ts";

/** A member's credits of one metric on one local day. */
export type DayCredit = { readonly metricNumber: number; readonly memberNumber: number; readonly localDay: Day; readonly amount: Credit };

/** A stretch of days in one team, or in none. */
export type TeamStay = { readonly team: string | null; readonly span: Span };

/** The teams that a member belonged to in a span, in order; one entry when the member did not move. */
export const teamStays = (member: Member, span: Span): readonly TeamStay[] => {
  const stays: { team: string | null; span: { startsOn: Day; endsBefore: Day } }[] = [];
  const held = [{ value: null, from: -Infinity }, ...member.team];
  for (const [index, { value: team, from }] of held.entries()) {
    const startsOn = Math.max(from, span.startsOn);
    const endsBefore = Math.min(held[index + 1]?.from ?? Infinity, span.endsBefore);
    if (startsOn >= endsBefore) continue;
    const before = stays.at(-1);
    if (before?.team === team) before.span.endsBefore = endsBefore;
    else stays.push({ team, span: { startsOn, endsBefore } });
  }
  return stays;
};

/** Whether the member changed team inside the span: then each day's credits belong to the team of that day. */
export const movedWithin = (member: Member, span: Span): boolean =>
  member.team.some(({ from }) => from > span.startsOn && from < span.endsBefore) && teamStays(member, span).length > 1;

/** What a member who moved did for one of the teams, by number of the metric. */
export type TeamShare = { readonly team: string | null; readonly days: number; readonly credited: ReadonlyMap<number, Credit> };

/** One entry for each team, in the order of the first stay. */
export const teamShares = (member: Member, span: Span, credits: readonly DayCredit[]): readonly TeamShare[] => {
  const shares = new Map<string | null, { days: number; readonly credited: Map<number, Credit> }>();
  for (const stay of teamStays(member, span)) {
    const share = shares.get(stay.team) ?? { days: 0, credited: new Map<number, Credit>() };
    share.days += daysIn(stay.span);
    for (const { metricNumber, memberNumber, localDay, amount } of credits) {
      if (memberNumber !== member.number || localDay < stay.span.startsOn || localDay >= stay.span.endsBefore) continue;
      share.credited.set(metricNumber, (share.credited.get(metricNumber) ?? 0n) + amount);
    }
    shares.set(stay.team, share);
  }
  return [...shares].map(([team, share]) => ({ team, ...share }));
};

/** What the members asked by a plan have of a metric together, against what they are asked together. */
export type Sum = {
  readonly ask: Ask;
  readonly quota: AskedQuota;
  /** Null while the metric is being counted. */
  readonly credited: Credit | null;
  readonly target: Credit;
  /** How many of them there are on the day asked about. */
  readonly members: number;
};

export type Sums = { readonly company: readonly Sum[]; readonly teams: ReadonlyMap<string, readonly Sum[]> };

type Total = { readonly ask: Ask; readonly quota: AskedQuota; credited: Credit | null; target: Credit; members: number };
type Totals = Map<string, Total>;

const plus = (a: Credit | null, b: Credit | null): Credit | null => (a === null || b === null ? null : a + b);

const addTo = (totals: Totals, { ask, quota, credited, target, members }: Sum): void => {
  const total = within(totals, `${ask.plan.number} ${quota.metric.number}`, () => ({ ask, quota, credited: 0n, target: 0n, members: 0 }));
  total.credited = plus(total.credited, credited);
  total.target += target;
  total.members += members;
};

/** Of several quotas on one metric (100 calls and 50 e-mails, or 250 calls) the metric is summed once, against the largest target. */
const distinct = (quotas: readonly QuotaReader[]): readonly QuotaReader[] => {
  const byMetric = new Map<number, QuotaReader>();
  for (const quota of quotas) {
    const known = byMetric.get(quota.asked.metric.number);
    if (known === undefined || known.asked.target < quota.asked.target) byMetric.set(quota.asked.metric.number, quota);
  }
  return [...byMetric.values()];
};

/** The members of one team who are asked the same, and what those gave it who moved to or from it. */
type Group = { readonly quotas: readonly QuotaReader[]; readonly settled: number[]; members: number; readonly moved: TeamShare[] };

const creditedBy = ({ settled, moved }: Group, { asked, creditedOf }: QuotaReader): Credit | null => {
  if (creditedOf === null) return null;
  let credited = 0n;
  for (const member of settled) credited += creditedOf(member);
  for (const share of moved) credited += share.credited.get(asked.metric.number) ?? 0n;
  return credited;
};

/**
 * Sums over the members who have a row. The company's is the sum of its rows. A team's holds what its members, and those of its subteams,
 * did on the days on which they belonged to it; its target and its number of members are those of the day asked about.
 * `shares` holds the split of every member who moved within the period.
 */
export const sumsOf = (rows: readonly Attainment[], tree: TeamTree, shares: ReadonlyMap<number, readonly TeamShare[]>): Sums => {
  const groups = new Map<string | null, Map<Ask, Group>>();
  const groupOf = (team: string | null, { ask, quotas }: Attainment): Group =>
    within(
      within(groups, team, () => new Map<Ask, Group>()),
      ask,
      () => ({ quotas: distinct(quotas), settled: [], members: 0, moved: [] }),
    );
  for (const row of rows) {
    const group = groupOf(row.team, row);
    group.members += 1;
    const moved = shares.get(row.member.number);
    if (moved === undefined) group.settled.push(row.member.number);
    else for (const share of moved) groupOf(share.team, row).moved.push(share);
  }

  const company: Totals = new Map();
  const teams = new Map<string, Totals>();
  for (const [team, asks] of groups) {
    const lineage = (team === null ? undefined : tree.get(team)) ?? [];
    for (const [ask, group] of asks) {
      for (const quota of group.quotas) {
        const sum = {
          ask,
          quota: quota.asked,
          credited: creditedBy(group, quota),
          target: quota.asked.target * BigInt(group.members),
          members: group.members,
        };
        addTo(company, sum);
        for (const each of lineage)
          addTo(
            within(teams, each, () => new Map()),
            sum,
          );
      }
    }
  }
  const inOrder = (totals: Totals): readonly Sum[] => [...totals.values()].toSorted((a, b) => a.ask.plan.number - b.ask.plan.number);
  return { company: inOrder(company), teams: new Map([...teams].map(([team, totals]) => [team, inOrder(totals)])) };
};
