import type { Settings } from "./company.ts";
import type { Day } from "./day.ts";
import { calendarsOf } from "./holiday-calendar.ts";
import type { LeavesByMember } from "./leave.ts";
import { heldOn, type Dated, type Member } from "./member.ts";
import { refusal, type Refusal } from "./refusal.ts";
import { teamTree, type TeamTree } from "./team-tree.ts";
import { within } from "./within.ts";
import type { DaysOff, HolidayCalendar, WorkFacts, YearOfCalendar } from "./working-days.ts";

/** Which calendar holds for a member from which day on: the member's own, else the nearest team's of the day, else the company's. */
const calendarIdsOf = (member: Member, ofTeam: (team: string | null) => string | null): Dated<string | null> => {
  const days = new Set<Day>([-Infinity, ...member.holidays.map(({ from }) => from), ...member.team.map(({ from }) => from)]);
  return [...days]
    .toSorted((a, b) => a - b)
    .map((from) => ({ value: heldOn(member.holidays, from) ?? ofTeam(heldOn(member.team, from)), from }));
};

const teamCalendars = (
  { company, teams }: Pick<Settings, "company" | "teams">,
  tree: TeamTree,
): ((team: string | null) => string | null) => {
  const own = new Map(teams.map(({ id, holidays }) => [id, holidays]));
  const nearest = new Map(
    [...tree].map(([team, lineage]) => [
      team,
      lineage.map((each) => own.get(each) ?? null).find((each) => each !== null) ?? company.holidays,
    ]),
  );
  return (team) => (team === null ? company.holidays : (nearest.get(team) ?? company.holidays));
};

const keyOf = (ids: Dated<string | null>): string => ids.map(({ value, from }) => `${from} ${value ?? ""}`).join("\n");

const calendarFacts = (settings: Settings): ((member: Member) => Dated<HolidayCalendar | null>) => {
  const calendarOf = calendarsOf(settings.company.calendars);
  const ofTeam = teamCalendars(settings, teamTree(settings.teams));
  const shared = new Map<string, Dated<HolidayCalendar | null>>();
  const resolved = (ids: Dated<string | null>): Dated<HolidayCalendar | null> =>
    within(shared, keyOf(ids), () =>
      ids
        .filter(({ value }, index) => index === 0 || value !== ids[index - 1]?.value)
        .map(({ value, from }) => {
          const calendar = value === null ? null : calendarOf(value);
          if (value !== null && calendar === null) throw new Error(`there is no calendar ${value}`);
          return { value: calendar, from };
        }),
    );
  return (member) => resolved(calendarIdsOf(member, ofTeam));
};

/** Why a target cannot be worked out for a year. */
export const holidaysUnknown = ({ calendar, year }: YearOfCalendar, pointer = ""): Refusal =>
  refusal("holidays-unknown", pointer, { calendar, year });

const none: readonly DaysOff[] = [];

/** Of settings that do not change: what of the facts holds whatever leaves there are. */
const kept = new WeakMap<Settings, (member: Member) => Dated<HolidayCalendar | null>>();

/** What each member's working time is worked out from. Members of one calendar share it, so that what was worked out can be shared too. */
export const workFactsIn = (settings: Settings, leaves: LeavesByMember): ((member: Member) => WorkFacts) => {
  const calendar = kept.get(settings) ?? calendarFacts(settings);
  kept.set(settings, calendar);
  return (member) => ({
    standard: settings.company.workingDays,
    pattern: member.workingDays,
    calendar: calendar(member),
    leaves: leaves.get(member.number) ?? none,
    employed: { startsOn: member.employedFrom, endsBefore: member.employedBefore },
  });
};
