import type { Settings } from "../domain/company.ts";
import { isTeamSeen, narrowed, type Sight } from "../domain/sight.ts";
import type { SubjectsSeen } from "../store/statements.ts";

/** Whose statements are seen: members', and of the teams those whose own numbers are; undefined: everybody's, and the company's. */
export const subjectsSeen = (sight: Sight, { teams }: Settings): SubjectsSeen | undefined => {
  const members = narrowed(sight);
  return members === undefined
    ? undefined
    : { ...members, teams: teams.filter(({ id }) => isTeamSeen(sight, id)).map(({ number }) => number) };
};
