import type { Ask, PlanInForce } from "./ask.ts";
import { askedRequirement, type OwnTargets } from "./asked.ts";
import type { Team } from "./member.ts";
import type { Metric } from "./metric.ts";
import { noTargets, type TargetsInForce } from "./target-table.ts";

/** What a plan asks of a team itself. */
export type TeamAsk = { readonly team: Team; readonly ask: Ask };

const nothingReplaced = new Map<string, never>();

/**
 * What the teams are asked themselves, in the order of the plans. Plans of teams and plans of members never replace one another, and a team's
 * own plan holds beside that of the team above it: each has its own number.
 */
export const teamAsksOf = (
  inForce: readonly PlanInForce[],
  {
    metrics,
    teams,
    targets = noTargets,
  }: { readonly metrics: ReadonlyMap<string, Metric>; readonly teams: readonly Team[]; readonly targets?: TargetsInForce },
): readonly TeamAsk[] => {
  const byId = new Map(teams.map((team) => [team.id, team]));
  return inForce.flatMap((each): readonly TeamAsk[] => {
    const { plan, version, period } = each;
    const team = version.of === "team" && version.audience.team !== null ? byId.get(version.audience.team) : undefined;
    if (team === undefined) return [];
    const own: OwnTargets = (table, startsOn) => targets.get(table)?.get(startsOn)?.team.get(team.number);
    const requirement = askedRequirement(version.require, { plan, period, metrics, own, replaced: nothingReplaced });
    return [{ team, ask: { ...each, requirement } }];
  });
};
