import type { Settings } from "./company.ts";
import type { Day } from "./day.ts";
import { heldOn, type Member } from "./member.ts";

/** The zone that a member is in on a day: the member's own where there is one, else the team's, else the company's. */
export const zonesOf = ({ company, teams }: Pick<Settings, "company" | "teams">): ((member: Member, on: Day) => string) => {
  const ofTeam = new Map(teams.map((team) => [team.id, team.timeZone]));
  return (member, on) => {
    const own = heldOn(member.timeZone, on);
    if (own !== null) return own;
    const team = heldOn(member.team, on);
    return (team === null ? null : ofTeam.get(team)) ?? company.timeZone;
  };
};
