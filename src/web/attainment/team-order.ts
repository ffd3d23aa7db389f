type InTree = { readonly id: string; readonly parent?: string | null };

/** Teams as a tree is read: each below its parent, and how deep it stands. A team whose parent is not among them stands at the top. */
export const inTree = <T extends InTree>(teams: readonly T[]): readonly { readonly team: T; readonly depth: number }[] => {
  const known = new Set(teams.map(({ id }) => id));
  const above = ({ parent }: InTree): string | null => (parent != null && known.has(parent) ? parent : null);
  const below = (parent: string | null, depth: number): readonly { readonly team: T; readonly depth: number }[] =>
    teams.filter((team) => above(team) === parent).flatMap((team) => [{ team, depth }, ...below(team.id, depth + 1)]);
  return below(null, 0);
};
