import type { Team } from "./member.ts";

/** For each team itself, the team it belongs to, and so on up to the top. */
export type TeamTree = ReadonlyMap<string, readonly string[]>;

export const teamTree = (teams: readonly Team[]): TeamTree => {
  const parents = new Map(teams.map((team) => [team.id, team.parent]));
  return new Map(
    teams.map((team) => {
      const lineage = new Set<string>();
      // A circle of parents is refused where teams are set; here it must only not hang.
      for (let id: string | null | undefined = team.id; id != null && parents.has(id) && !lineage.has(id); id = parents.get(id))
        lineage.add(id);
      return [team.id, [...lineage]];
    }),
  );
};

/** Whether the team is the other one or one of its subteams, at any depth. */
export const isInTeam = (tree: TeamTree, team: string | null, ancestor: string): boolean =>
  team !== null && (team === ancestor || (tree.get(team)?.includes(ancestor) ?? false));
