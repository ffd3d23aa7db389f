import type { Settings } from "./company.ts";
import type { Day } from "./day.ts";
import { heldOn, type Member } from "./member.ts";
import { teamTree } from "./team-tree.ts";

const isPresent = (member: Member, today: Day): boolean => !member.ended && member.employedFrom <= today && today < member.employedBefore;

/**
 * Who leads a member today, the nearest first: the managers of the team that the member is in, those of the team above it, and so on up; then
 * operations and admins. A manager is led from the team above, not by who leads beside them. Steps without anybody are left out, and so is
 * the member.
 */
export const leadersAbove = (member: Member, { teams, members }: Settings, today: Day): readonly (readonly Member[])[] => {
  const team = heldOn(member.team, today);
  const lineage = team === null ? [] : (teamTree(teams).get(team) ?? []);
  const others = members.filter((each) => each.number !== member.number && isPresent(each, today));
  const managers = others.filter(({ role }) => role === "manager");
  const above = member.role === "manager" ? lineage.slice(1) : lineage;
  return [
    ...above.map((id) => managers.filter((each) => heldOn(each.team, today) === id)),
    others.filter(({ role }) => role === "operations" || role === "admin"),
  ].filter((step) => step.length > 0);
};
