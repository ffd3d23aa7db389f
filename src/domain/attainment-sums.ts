import type { Ask, AskedQuota } from "./ask.ts";
import type { Attainment, QuotaReader } from "./attainment.ts";
import type { Credit } from "./credit.ts";
import type { TeamTree } from "./team-tree.ts";
import { within } from "./within.ts";

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

/** What members who moved gave a team of one quota, and what they are asked for it there. */
type Moved = { credited: Credit | null; target: Credit };

/** The members of one team who are asked the same, and what those have for it who moved to or from it. */
type Group = {
  readonly quotas: readonly QuotaReader[];
  readonly settled: number[];
  members: number;
  readonly moved: Map<AskedQuota, Moved>;
};

const creditedBy = (settled: readonly number[], { creditedOf }: QuotaReader): Credit | null => {
  if (creditedOf === null) return null;
  let credited = 0n;
  for (const member of settled) credited += creditedOf(member);
  return credited;
};

/**
 * Sums over the members who have a row. The company's is the sum of its rows. A team's holds what its members, and those of its subteams,
 * did on the days on which they belonged to it; of a member who moved within the period also the target is that of these days. How many
 * they are is said of the day asked about.
 */
export const sumsOf = (rows: readonly Attainment[], tree: TeamTree): Sums => {
  const groups = new Map<string | null, Map<Ask, Group>>();
  const groupOf = (team: string | null, { ask, quotas }: Attainment): Group =>
    within(
      within(groups, team, () => new Map<Ask, Group>()),
      ask,
      () => ({ quotas: distinct(quotas), settled: [], members: 0, moved: new Map() }),
    );
  for (const row of rows) {
    const number = row.member.number;
    // Either all that is asked of somebody is split among teams or nothing is.
    if (row.quotas.every(({ teamsOf }) => teamsOf === null)) {
      const group = groupOf(row.team, row);
      group.members += 1;
      group.settled.push(number);
      continue;
    }
    const given = distinct(row.quotas).flatMap(({ asked, teamsOf }) => (teamsOf?.(number) ?? []).map((share) => ({ asked, share })));
    for (const { asked, share } of given) {
      const moved = within(groupOf(share.team, row).moved, asked, (): Moved => ({ credited: 0n, target: 0n }));
      moved.credited = plus(moved.credited, share.credited);
      moved.target += share.target;
    }
    // Whom a plan asked in earlier teams alone is counted in the last of these.
    const isThere = given.some(({ share }) => share.team === row.team);
    groupOf(isThere ? row.team : (given.at(-1)?.share.team ?? row.team), row).members += 1;
  }

  const company: Totals = new Map();
  const teams = new Map<string, Totals>();
  for (const [team, asks] of groups) {
    const lineage = (team === null ? undefined : tree.get(team)) ?? [];
    for (const [ask, group] of asks) {
      for (const quota of group.quotas) {
        const moved = group.moved.get(quota.asked);
        const sum = {
          ask,
          quota: quota.asked,
          credited: plus(creditedBy(group.settled, quota), moved?.credited ?? 0n),
          target: quota.asked.target * BigInt(group.settled.length) + (moved?.target ?? 0n),
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
