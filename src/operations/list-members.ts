import type { Settings } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import type { Name } from "../domain/language.ts";
import { notFound } from "../domain/not-found.ts";
import { heldOn, type Engagement, type Member, type Role } from "../domain/member.ts";
import { nameMatches } from "../domain/name-search.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { seenOf } from "../domain/sight.ts";
import { isInTeam, teamTree } from "../domain/team-tree.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { nowOf, todayOf } from "./company-today.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type MemberJson = {
  readonly member: string;
  readonly name: Name;
  readonly email: string | null;
  readonly role: Role;
  /** What holds today. */
  readonly team: string | null;
  readonly phase: string | null;
  readonly engagement: Engagement;
  readonly employedFrom: string | null;
  readonly employedThrough: string | null;
  /** No longer in the company's file. */
  readonly ended: boolean;
  readonly identities: readonly { readonly source: string; readonly externalId: string }[];
};

export type MembersQuestion = {
  /** A part of the name, the id or the e-mail address. */
  readonly find?: string;
  /** With its subteams, as of today. */
  readonly team?: string;
  readonly role?: Role;
  /** Those who have ended as well. */
  readonly ended?: boolean;
} & AskedBy;

const dayText = (day: Day): string | null => (Number.isFinite(day) ? isoDay(day) : null);

export const memberJson = (member: Member, today: Day): MemberJson => ({
  member: member.id,
  name: member.name,
  email: member.email,
  role: member.role,
  team: heldOn(member.team, today),
  phase: heldOn(member.phase, today),
  engagement: heldOn(member.engagement, today) ?? "employee",
  employedFrom: dayText(member.employedFrom),
  employedThrough: dayText(member.employedBefore - 1),
  ended: member.ended,
  identities: member.identities.map(({ source, externalId }) => ({ source, externalId })),
});

const matches = ({ id, name, email }: Member, find: string): boolean => {
  const typed = find.toLocaleLowerCase();
  return nameMatches(name, find) || id.toLocaleLowerCase().includes(typed) || email?.includes(typed) === true;
};

const isFirst = (one: Member, other: Member): number =>
  (one.name.ko ?? one.name.en ?? one.id).localeCompare(other.name.ko ?? other.name.en ?? other.id, "ko") || (one.id < other.id ? -1 : 1);

const chosenFrom = (settings: Settings, seen: readonly Member[], asked: MembersQuestion, today: Day): readonly Member[] => {
  const tree = teamTree(settings.teams);
  const { find, team, role, ended = false } = asked;
  return seen
    .filter((member) => {
      if (!ended && member.ended) return false;
      if (role !== undefined && member.role !== role) return false;
      if (team !== undefined && !isInTeam(tree, heldOn(member.team, today), team)) return false;
      return find === undefined || matches(member, find);
    })
    .toSorted(isFirst);
};

/** The members whom the caller sees, by name, as they stand today. Refuses a team that there is not. */
export const listMembers = (
  database: Database,
  companyId: number,
  asked: MembersQuestion,
): Promise<Outcome<{ readonly members: readonly MemberJson[] }>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly members: readonly MemberJson[] }>> => {
    const settings = await loadSettings(tx, companyId);
    const today = todayOf(settings, nowOf());
    const teams = settings.teams.filter(({ ended }) => !ended);
    if (asked.team !== undefined && !teams.some(({ id }) => id === asked.team)) return refused(notFound("team", asked.team, teams));
    const seen = seenOf(sightIn(settings, asked.caller, "activities:read"), settings.members);
    return accepted({ members: chosenFrom(settings, seen, asked, today).map((member) => memberJson(member, today)) });
  });
