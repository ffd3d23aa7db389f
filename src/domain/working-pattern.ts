import { WHOLE_DAY, type Work, type WorkingPattern } from "./working-days.ts";

export const shortWeekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type ShortWeekday = (typeof shortWeekdays)[number];

export const patternOf = (workOn: (weekday: ShortWeekday) => Work): WorkingPattern => [
  workOn("mon"),
  workOn("tue"),
  workOn("wed"),
  workOn("thu"),
  workOn("fri"),
  workOn("sat"),
  workOn("sun"),
];

/** `mon, tue 0.5`: the days that are worked, with how much where it is not the whole day. */
export const patternText = (pattern: WorkingPattern): string =>
  shortWeekdays
    .flatMap((weekday, index) => {
      const work = pattern[index] ?? 0;
      return work === 0 ? [] : [work === WHOLE_DAY ? weekday : `${weekday} ${work / WHOLE_DAY}`];
    })
    .join(", ");
