import type { Settings } from "./company.ts";
import type { Day } from "./day.ts";
import { calendarsOf } from "./holiday-calendar.ts";
import { workedOn, type WorkFacts } from "./working-days.ts";

/** The company's own week and holidays, as of somebody who has neither leave nor a week of their own. */
const factsOf = ({ workingDays: standard, calendars, holidays }: Settings["company"]): WorkFacts => ({
  standard,
  pattern: [],
  calendar: holidays === null ? [] : [{ value: calendarsOf(calendars)(holidays), from: -Infinity }],
  leaves: [],
  employed: { startsOn: -Infinity, endsBefore: Infinity },
});

const kept = new WeakMap<Settings["company"], WorkFacts>();

/** A company that never works counts every day. */
const LONGEST_REST = 60;

/** The last of so many working days of the company after a day. */
export const workingDaysAfter = (company: Settings["company"], day: Day, count: number): Day => {
  const facts = kept.get(company) ?? factsOf(company);
  kept.set(company, facts);
  let last = day;
  for (let left = count; left > 0; left -= 1) {
    const limit = last + LONGEST_REST;
    do last += 1;
    while (last < limit && workedOn(facts, last) === 0);
  }
  return last;
};
