import type { Settings } from "./company.ts";
import type { Day } from "./day.ts";
import { heldOn, type Member } from "./member.ts";
import { isInTeam, teamTree, type TeamTree } from "./team-tree.ts";
import { within } from "./within.ts";

type Leading = {
  readonly today: Day;
  readonly tree: TeamTree;
  readonly managersOf: ReadonlyMap<string, readonly Member[]>;
  readonly top: readonly Member[];
};

const isPresent = (member: Member, today: Day): boolean => !member.ended && member.employedFrom <= today && today < member.employedBefore;

const leadingOn = ({ teams, members }: Settings, today: Day): Leading => {
  const managersOf = new Map<string, Member[]>();
  const top: Member[] = [];
  for (const member of members) {
    if (!isPresent(member, today)) continue;
    if (member.role === "operations" || member.role === "admin") top.push(member);
    const team = member.role === "manager" ? heldOn(member.team, today) : null;
    if (team !== null) within(managersOf, team, () => []).push(member);
  }
  return { today, tree: teamTree(teams), managersOf, top };
};

/** Settings do not change, and nearly everybody asks about today. */
const kept = new WeakMap<Settings, Leading>();

/**
 * Who leads a member today, the nearest first: the managers of the team that the member is in, those of the team above it, and so on up; then
 * operations and admins. A manager is led from the team above, not by who leads beside them. Steps without anybody are left out, and so is
 * the member.
 */
export const leadersAbove = (member: Member, settings: Settings, today: Day): readonly (readonly Member[])[] => {
  const known = kept.get(settings);
  const leading = known?.today === today ? known : leadingOn(settings, today);
  kept.set(settings, leading);
  const team = heldOn(member.team, today);
  const lineage = team === null ? [] : (leading.tree.get(team) ?? []);
  const above = member.role === "manager" ? lineage.slice(1) : lineage;
  return [...above.map((id) => leading.managersOf.get(id) ?? []), leading.top]
    .map((step) => step.filter(({ number }) => number !== member.number))
    .filter((step) => step.length > 0);
};

/** The present members whom a manager leads: of the own team and its subteams, without those who lead the same team. The reverse of `leadersAbove`. */
export const ledBy = (manager: Member, settings: Settings, today: Day): readonly Member[] => {
  const own = heldOn(manager.team, today);
  if (manager.role !== "manager" || own === null || !isPresent(manager, today)) return [];
  const tree = teamTree(settings.teams);
  return settings.members.filter((member) => {
    const team = heldOn(member.team, today);
    const isBeside = member.role === "manager" && team === own;
    return member !== manager && isPresent(member, today) && !isBeside && isInTeam(tree, team, own);
  });
};
