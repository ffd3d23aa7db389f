import { daysInMonth } from "./civil.ts";
import { lastWeekday, weekdayOf, type Day, type Weekday } from "./day.ts";
import { dayOfReading, writtenDate, type DateReading } from "./written-date.ts";

const exists = ({ year, month, day }: DateReading): boolean =>
  year !== null && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

/** Weeks are named by the day that they begin on. */
const beginsWeek = (day: Day): boolean => weekdayOf(day) === 1 || weekdayOf(day) === 7;

/** The one day that a text can mean: where several can be read, the one on which a week begins. */
const dayMeant = (readings: readonly DateReading[]): Day | undefined => {
  const days = [...new Set(readings.filter(exists).map(dayOfReading))];
  const beginning = days.length > 1 ? days.filter(beginsWeek) : days;
  return beginning.length === 1 ? beginning[0] : undefined;
};

/** Where a date may begin in a text: at a number or a word. */
const starts = /(?<![\d\p{L}])(?=[\d\p{L}])/gu;

/**
 * The first day of the week that the first of some texts names by a day in it: `Week of 3/2/2026`, `2026. 3. 2. ~ 3. 6.`. `firstWeekday` is the one
 * that the week begins with. Null where no text does, or where it could be of two weeks.
 */
export const weekInTitles = (titles: readonly string[], firstWeekday: Weekday): Day | null => {
  for (const title of titles)
    for (const { index } of title.slice(0, 200).matchAll(starts)) {
      const date = writtenDate(title.slice(index, index + 40));
      const day = date === undefined ? undefined : dayMeant(date.readings);
      if (day !== undefined) return lastWeekday(firstWeekday, day);
    }
  return null;
};
