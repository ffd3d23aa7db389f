import { seenOf } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { Settings } from "../domain/company.ts";
import type { Span } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { leaveStates, type Leave, type LeaveState } from "../domain/leave.ts";
import { heldOn } from "../domain/member.ts";
import { membersByName } from "../domain/member-naming.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { isInTeam, teamTree } from "../domain/team-tree.ts";
import { inCompany, type Database } from "../store/database.ts";
import { leavesListed, type LeavePlace } from "../store/leaves.ts";
import { loadSettings } from "../store/settings.ts";
import { leaveJson, type LeaveJson } from "./leave-json.ts";

export type LeaveQuestion = {
  readonly member?: string;
  /** With its subteams, by the members' teams today. */
  readonly team?: string;
  /** On any of these days. */
  readonly span?: Span;
  /** Left out: all but those taken back and rejected. */
  readonly state?: LeaveState;
  readonly cursor?: string;
  readonly limit?: number;
  readonly now: Instant;
} & AskedBy;

export type LeaveList = { readonly leaves: readonly LeaveJson[]; readonly nextCursor: string | null };

const FARTHEST_DAY = 1_000_000;

const cursorOf = ({ span, number }: Leave): string => Buffer.from(`leaves ${span.startsOn} ${number}`).toString("base64url");

const placeOf = (cursor: string): LeavePlace | null => {
  const [, day, number] = /^leaves (-?\d{1,7}) ([1-9]\d{0,14})$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  const startsOn = Number(day);
  return day === undefined || Math.abs(startsOn) > FARTHEST_DAY ? null : { startsOn, number: Number(number) };
};

/** Whose leave is asked for; null: everybody's. */
const membersAsked = (settings: Settings, { member, team, now, caller }: LeaveQuestion): Outcome<readonly number[] | null> => {
  const { company, teams } = settings;
  const sight = sightIn(settings, caller, "leaves:read");
  const members = seenOf(sight, settings.members);
  const wrong: Refusal[] = [];
  const named = member === undefined ? null : membersByName(members)(member);
  if (named?.ok === false) wrong.push(...named.refusals);
  if (team !== undefined && !teams.some(({ id }) => id === team)) wrong.push(notFound("team", team, teams));
  const [first, ...rest] = wrong;
  if (first !== undefined) return refused(first, ...rest);
  if (named === null && team === undefined && sight.members === "all") return accepted(null);
  const tree = teamTree(teams);
  const today = dayIn(company.timeZone, now);
  const asked = named?.ok === true ? [named.value] : members;
  return accepted(asked.filter((each) => team === undefined || isInTeam(tree, heldOn(each.team, today), team)).map(({ number }) => number));
};

/** Leave with its kind, who asked, and who decided, in order of its first day. Refuses a member or team that there is not. */
export const listLeaves = (database: Database, companyId: number, question: LeaveQuestion): Promise<Outcome<LeaveList>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<LeaveList>> => {
    const settings = await loadSettings(tx, companyId);
    const memberNumbers = membersAsked(settings, question);
    if (!memberNumbers.ok) return memberNumbers;
    const { span = null, state, cursor, limit = 50 } = question;
    const after = cursor === undefined ? null : placeOf(cursor);
    if (cursor !== undefined && after === null) return refused(refusal("cursor-invalid", "/cursor"));
    const states = state === undefined ? leaveStates.filter((each) => each !== "withdrawn" && each !== "rejected") : [state];
    const found = await leavesListed(tx, companyId, { memberNumbers: memberNumbers.value, span, states }, { after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return accepted({
      leaves: page.map((leave) => leaveJson(leave, settings)),
      nextCursor: found.length > limit && last !== undefined ? cursorOf(last) : null,
    });
  });
