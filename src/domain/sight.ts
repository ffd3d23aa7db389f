import { extentsOf, type Caller, type Permission } from "./access.ts";
import { civilOfDay, dayOfCivil } from "./civil.ts";
import type { Settings } from "./company.ts";
import type { Day } from "./day.ts";
import { ledBy } from "./leaders.ts";
import { heldOn } from "./member.ts";
import { isInTeam, teamTree } from "./team-tree.ts";

/** What of a company's things a caller sees. What is outside of it is answered as if it were not there. */
export type Sight = {
  /** Whose things, the caller's own among them; "all": everybody's, and what is nobody's. */
  readonly members: "all" | ReadonlySet<number>;
  /** The member that the caller is. */
  readonly own: number | null;
  /** Of other members' things the first day. What is the caller's own is seen from the beginning. */
  readonly since: Day;
  /** The teams whose own numbers are seen. */
  readonly teams: "all" | ReadonlySet<string>;
  /** Those whose members' numbers are seen together as well. */
  readonly ledTeams: "all" | ReadonlySet<string>;
  /** The company's numbers, without any person in them. */
  readonly sums: boolean;
};

/** Of a computer's own operator, and of whoever may reach the whole company. */
export const wholeSight: Sight = { members: "all", own: null, since: -Infinity, teams: "all", ledTeams: "all", sums: true };

const MONTHS = 13;

/** The first day of the month that lies 13 months back. */
const sinceOf = (today: Day): Day => {
  const { year, month } = civilOfDay(today);
  const months = year * 12 + month - 1 - MONTHS;
  return dayOfCivil(Math.floor(months / 12), (months % 12) + 1, 1);
};

/**
 * What the caller's permission reaches: their own things; with a team the present members whom they lead, 13 months back; the company's. Teams'
 * own numbers are seen by who belongs to the team, by who leads it, and with the sums.
 */
export const sightOf = (caller: Caller, permission: Permission, settings: Settings, today: Day): Sight => {
  const extents = extentsOf(caller, permission);
  if (extents.has("company")) return { ...wholeSight, own: caller.memberNumber };
  const isSomebodys = extents.has("own") || extents.has("team");
  const member = isSomebodys ? settings.members.find(({ number }) => number === caller.memberNumber) : undefined;
  const isLeading = extents.has("team") && member?.role === "manager" && !member.ended;
  const team = member === undefined ? null : heldOn(member.team, today);
  const tree = teamTree(settings.teams);
  const led = isLeading && team !== null ? settings.teams.filter(({ id }) => isInTeam(tree, id, team)).map(({ id }) => id) : [];
  return {
    members: new Set(
      member === undefined ? [] : [member, ...(isLeading ? ledBy(member, settings, today) : [])].map(({ number }) => number),
    ),
    own: member?.number ?? null,
    since: sinceOf(today),
    teams: extents.has("sums") ? "all" : new Set([...(team === null ? [] : (tree.get(team) ?? [])), ...led]),
    ledTeams: new Set(led),
    sums: extents.has("sums"),
  };
};

/** Whether something of this member is seen, of this day or, left out, of any. */
export const isSeen = ({ members, own, since }: Sight, memberNumber: number, day: Day = Infinity): boolean =>
  members === "all" || memberNumber === own || (members.has(memberNumber) && day >= since);

/** Whether the caller decides over this member: over themselves nobody does. */
export const isLed = ({ members, own }: Sight, memberNumber: number): boolean =>
  members === "all" || (memberNumber !== own && members.has(memberNumber));

export const isTeamSeen = ({ teams }: Sight, team: string): boolean => teams === "all" || teams.has(team);

export const isTeamLed = ({ ledTeams }: Sight, team: string): boolean => ledTeams === "all" || ledTeams.has(team);

/** Those of the members of whom anything is seen. */
export const seenOf = <M extends { readonly number: number }>(sight: Sight, members: readonly M[]): readonly M[] =>
  sight.members === "all" ? members : members.filter(({ number }) => isSeen(sight, number));

/** The same as plain data, for who reads rows; undefined: nothing is narrowed. */
export type Seen = { readonly members: readonly number[]; readonly own: number | null; readonly since: Day };

export const narrowed = ({ members, own, since }: Sight): Seen | undefined =>
  members === "all" ? undefined : { members: [...members], own, since };

/** Whether something of this member and day is among it. */
export const isSeenBy = ({ members, own, since }: Seen, memberNumber: number, day: Day): boolean =>
  memberNumber === own || (day >= since && members.includes(memberNumber));
