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
  const settled = new Map<string | null, Dated<HolidayCalendar | null>>();
  return (member) => {
    const [team] = member.team;
    // Nearly everybody: nothing of their own, and one team from the beginning.
    const isSettled = member.holidays.length === 0 && (team === undefined || (member.team.length === 1 && team.from === -Infinity));
    return isSettled
      ? within(settled, team?.value ?? null, () => resolved(calendarIdsOf(member, ofTeam)))
      : resolved(calendarIdsOf(member, ofTeam));
  };
};

/** Why a target cannot be worked out for a year. */
export const holidaysUnknown = ({ calendar, year }: YearOfCalendar, pointer = ""): Refusal =>
  refusal("holidays-unknown", pointer, { calendar, year });

const none: readonly DaysOff[] = [];

const patternKey = (pattern: Member["workingDays"]): string =>
  pattern.map(({ value, from }) => `${from} ${value?.join(" ") ?? ""}`).join("\n");

/** The facts of everybody as if nobody were ever away; members of whom the same holds have the very same. */
const withoutLeave = (settings: Settings): ((member: Member) => WorkFacts) => {
  const calendarOf = calendarFacts(settings);
  const { workingDays: standard } = settings.company;
  const shared = new Map<Dated<HolidayCalendar | null>, Map<string, WorkFacts>>();
  const known: WorkFacts[] = [];
  const make = (member: Member): WorkFacts => {
    const { workingDays: pattern, employedFrom: startsOn, employedBefore: endsBefore } = member;
    const calendar = calendarOf(member);
    const ofCalendar = within(shared, calendar, () => new Map<string, WorkFacts>());
    return within(ofCalendar, `${startsOn} ${endsBefore} ${patternKey(pattern)}`, () => ({
      standard,
      pattern,
      calendar,
      leaves: none,
      employed: { startsOn, endsBefore },
    }));
  };
  return (member) => (known[member.number] ??= make(member));
};

/** Settings never change, new ones take their place. */
const kept = new WeakMap<Settings, (member: Member) => WorkFacts>();

/**
 * What each member's working time is worked out from. Members of whom the same holds and who are not away have the very same facts, so that what
 * was worked out of them can be shared.
 */
export const workFactsIn = (settings: Settings, leaves: LeavesByMember): ((member: Member) => WorkFacts) => {
  const factsOf = kept.get(settings) ?? withoutLeave(settings);
  kept.set(settings, factsOf);
  return (member) => {
    const own = leaves.get(member.number);
    return own === undefined ? factsOf(member) : { ...factsOf(member), leaves: own };
  };
};

/** Of somebody who works the company's ordinary week by its own holidays, and is never away. */
export const ordinaryWorkFacts = ({ company }: Settings): WorkFacts => ({
  standard: company.workingDays,
  pattern: [],
  calendar: [{ value: company.holidays === null ? null : calendarsOf(company.calendars)(company.holidays), from: -Infinity }],
  leaves: none,
  employed: { startsOn: -Infinity, endsBefore: Infinity },
});
