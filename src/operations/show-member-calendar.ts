import { seenOf } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { calendarYear } from "../domain/calendar-year.ts";
import { dayOfCivil } from "../domain/civil.ts";
import { membersByName } from "../domain/member-naming.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { workFactsIn } from "../domain/work-facts.ts";
import { inCompany, type Database } from "../store/database.ts";
import { leavesWithin } from "../store/leaves.ts";
import { loadSettings } from "../store/settings.ts";
import { calendarJson, readYear, type CalendarJson } from "./calendar-json.ts";

export type MemberCalendarQuestion = { readonly member: string; readonly year: number } & AskedBy;

/**
 * A member's working days of a year by month, with holidays by name and the days away without their kind. Refuses a member that there is not; a
 * year whose holidays nobody has told is answered and said to be unknown.
 */
export const showMemberCalendar = (
  database: Database,
  companyId: number,
  question: MemberCalendarQuestion,
): Promise<Outcome<CalendarJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<CalendarJson>> => {
    const read = readYear(question.year);
    if (!read.ok) return read;
    const year = read.value;
    const settings = await loadSettings(tx, companyId);
    const member = membersByName(seenOf(sightIn(settings, question.caller, "attainment:read"), settings.members))(question.member);
    if (!member.ok) return member;
    const span = { startsOn: dayOfCivil(year, 1, 1), endsBefore: dayOfCivil(year + 1, 1, 1) };
    const facts = workFactsIn(settings, await leavesWithin(tx, companyId, span))(member.value);
    return accepted(calendarJson(calendarYear(facts, year), settings, facts, member.value.id));
  });
