import { askedQuotas, type Ask, type AskedQuota } from "./ask.ts";
import { noPace, readerOf, type Counted, type RequirementAttainment } from "./attainment.ts";
import { CREDIT_PER_COUNT, type Credit } from "./credit.ts";
import { commonDays, isWithin, type Day, type Span } from "./day.ts";
import { heldOn, type Member, type Team } from "./member.ts";
import type { DayCredit, MemberCredits } from "./member-credits.ts";
import { provenances } from "./metric.ts";
import { employedIn, heldIn, movedWithin } from "./stays.ts";
import type { TeamAsk } from "./team-asks.ts";
import type { TeamTree } from "./team-tree.ts";
import { within } from "./within.ts";

/** A member who belonged to a team, or one of its subteams, on some days of a period; `spans` is null for all of them. */
export type Belonging = { readonly member: Member; readonly spans: readonly Span[] | null };

/** Who belonged to each of the teams in a period. */
export const belongingTo = (
  teams: ReadonlySet<string>,
  members: readonly Member[],
  { tree, period }: { readonly tree: TeamTree; readonly period: Span },
): ReadonlyMap<string, readonly Belonging[]> => {
  const found = new Map<string, Belonging[]>([...teams].map((team) => [team, []]));
  const lineages = new Map<string | null, readonly string[]>([[null, []]]);
  const above = (team: string | null): readonly string[] =>
    within(lineages, team, () => (tree.get(team ?? "") ?? []).filter((each) => teams.has(each)));
  for (const member of members) {
    if (!movedWithin(member, period)) {
      for (const team of above(heldOn(member.team, period.startsOn))) found.get(team)?.push({ member, spans: null });
      continue;
    }
    const spans = new Map<string, Span[]>();
    for (const { value, span } of heldIn(member.team, period)) for (const team of above(value)) within(spans, team, () => []).push(span);
    for (const [team, own] of spans) found.get(team)?.push({ member, spans: own });
  }
  return found;
};

/** Heads are counted of those who carry quotas, while what anybody of the team does counts for it. */
const isHead = ({ member, spans }: Belonging, period: Span): boolean => {
  const wasNever = member.ended && member.employedBefore === Infinity;
  const employed = member.role === "rep" && !wasNever ? employedIn(member, period) : undefined;
  return employed !== undefined && (spans === null || spans.some((span) => commonDays(span, employed) !== undefined));
};

/** What a member gave a team of a metric: the credits of the days on which they belonged to it, in the order of `provenances`. */
const givenBy = ({ member, spans }: Belonging, metric: number, { credits, byDay }: Counted): readonly Credit[] => {
  const columns = credits.get(metric) ?? [];
  if (spans === null) return provenances.map((_, at) => columns[at]?.[member.number] ?? 0n);
  const sums = new Map<DayCredit["provenance"], Credit>();
  for (const { localDay, provenance, amount } of byDay.get(metric)?.get(member.number) ?? [])
    if (spans.some((span) => isWithin(span, localDay))) sums.set(provenance, (sums.get(provenance) ?? 0n) + amount);
  return provenances.map((provenance) => sums.get(provenance) ?? 0n);
};

/** What one member gave a team of a metric; `isHead` of those who are counted where heads are. */
export type Contribution = {
  readonly member: Member;
  readonly spans: Belonging["spans"];
  readonly credited: Credit;
  readonly isHead: boolean;
};

/** What each of those who belonged to a team gave it of a metric in the period. */
export const contributionsOf = (
  belonging: readonly Belonging[],
  { metric, period, counted }: { readonly metric: number; readonly period: Span; readonly counted: Counted },
): readonly Contribution[] =>
  belonging.map((each) => ({
    ...each,
    credited: givenBy(each, metric, counted).reduce((sum, amount) => sum + amount, 0n),
    isHead: isHead(each, period),
  }));

/** Where a team stands with what one plan asks of the team itself in one period. */
export type TeamAttainment = {
  readonly team: Team;
  readonly ask: Ask;
  readonly requirement: RequirementAttainment;
  /** How many members a head count is about: who belonged to the team on any day of the period. */
  readonly headsOf: number;
};

type Reading = {
  readonly members: readonly Member[];
  readonly tree: TeamTree;
  /** `byDay` has everybody who changed team within the period. */
  readonly counted: Counted;
  readonly period: Span;
  readonly today: (team: Team) => Day;
};

type Places = { readonly teams: readonly Team[]; readonly belonging: ReadonlyMap<string, readonly Belonging[]> };

const emptyColumn = ({ teams }: Places): BigInt64Array<ArrayBuffer> =>
  new BigInt64Array(teams.reduce((most, { number }) => Math.max(most, number), 0) + 1);

/** The credits of teams as those of members are kept: by provenance, at the number of the team. */
const columnsOf = (places: Places, metric: number, counted: Counted): MemberCredits => {
  const columns = provenances.map(() => emptyColumn(places));
  for (const { id, number } of places.teams) {
    for (const each of places.belonging.get(id) ?? [])
      for (const [at, amount] of givenBy(each, metric, counted).entries()) {
        const column = columns[at];
        if (column !== undefined) column[number] = (column[number] ?? 0n) + amount;
      }
  }
  return columns;
};

/** How many of the heads of a team have enough of a metric, at the number of the team. */
const headsColumn = (team: Team, heads: readonly Belonging[], { metric, atLeast = 0n }: AskedQuota, counted: Counted): MemberCredits => {
  const column = new BigInt64Array(team.number + 1);
  const enough = heads.filter((each) => givenBy(each, metric.number, counted).reduce((sum, amount) => sum + amount, 0n) >= atLeast);
  column[team.number] = BigInt(enough.length) * CREDIT_PER_COUNT;
  return [column];
};

/**
 * Where the teams stand with what they are asked themselves. A team's credits are those of its members, subteams included, on the days that
 * were the team's own: whoever moved gives each team its days, and nothing beyond. A head count is of members with enough on these days.
 */
export const teamAttainmentsOf = (asks: readonly TeamAsk[], reading: Reading): readonly TeamAttainment[] => {
  if (asks.length === 0) return [];
  const { members, tree, counted, period, today } = reading;
  const teams = [...new Set(asks.map(({ team }) => team))];
  const places = { teams, belonging: belongingTo(new Set(teams.map(({ id }) => id)), members, { tree, period }) };
  const metrics = new Set(asks.flatMap(({ ask }) => askedQuotas(ask.requirement).map(({ metric }) => metric.number)));
  const credits = new Map([...metrics].map((metric) => [metric, columnsOf(places, metric, counted)]));
  const headsByTeam = new Map(teams.map(({ id }) => [id, (places.belonging.get(id) ?? []).filter((each) => isHead(each, period))]));
  return asks.map(({ team, ask }) => {
    const heads = headsByTeam.get(team.id) ?? [];
    const ofTeam: Counted = {
      credits,
      byDay: new Map(),
      counting: counted.counting,
      heads: (quota) => headsColumn(team, heads, quota, counted),
    };
    const requirement = readerOf(ask.requirement, { period, today: today(team), paceOfQuota: noPace }, ofTeam).attainedBy(team.number);
    return { team, ask, requirement, headsOf: heads.length };
  });
};
