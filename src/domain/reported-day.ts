import { mostDaysBack } from "./activity-day.ts";
import type { ActivityCount } from "./activity-line.ts";
import type { Day } from "./day.ts";

/** What somebody has told of one kind of one day so far. */
export type ReportedTotal = {
  readonly day: Day;
  readonly kind: string;
  readonly direction: "outbound" | null;
  /** As they were written, the last of each channel. */
  readonly words: readonly string[];
  readonly count: number;
};

type Told = { readonly kind: string; readonly word: string; readonly count: number };

/** Days of which no message may report any more are forgotten, so that years of a chat take no more memory than weeks. */
const daysKept = 2 * mostDaysBack;

/**
 * Numbers that people tell of their days, one message after the other: a later one of the same channel replaces the earlier, `+5` adds to it,
 * and the channels of a kind add up. So a day that is told in the evening, or mended the next morning, comes to what its teller means.
 */
export class ReportedDays {
  readonly #days = new Map<Day, Map<string, Map<string, Told>>>();

  /** What the day of these counts comes to with them: one total for each kind that they tell of. A zero where nothing was told says nothing. */
  tell(sender: string, counts: readonly ActivityCount[]): readonly ReportedTotal[] {
    const touched = new Map<string, { readonly day: Day; readonly count: ActivityCount; readonly isNew: boolean }>();
    for (const count of counts) {
      const told = this.#toldOn(count.day, sender);
      const key = `${count.day} ${count.kind}`;
      if (!touched.has(key))
        touched.set(key, { day: count.day, count, isNew: ![...told.values()].some(({ kind }) => kind === count.kind) });
      const earlier = count.isMore ? (told.get(count.channel)?.count ?? 0) : 0;
      told.set(count.channel, { kind: count.kind, word: count.word, count: earlier + count.count });
    }
    return [...touched.values()].flatMap(({ day, count: { kind, direction }, isNew }) => {
      const told = [...this.#toldOn(day, sender).values()].filter((each) => each.kind === kind);
      const count = told.reduce((sum, each) => sum + each.count, 0);
      return isNew && count === 0 ? [] : [{ day, kind, direction, words: told.map(({ word }) => word), count }];
    });
  }

  #toldOn(day: Day, sender: string): Map<string, Told> {
    let people = this.#days.get(day);
    if (people === undefined) {
      people = new Map();
      this.#days.set(day, people);
      for (const each of this.#days.keys()) if (each < day - daysKept) this.#days.delete(each);
    }
    let told = people.get(sender);
    if (told === undefined) {
      told = new Map();
      people.set(sender, told);
    }
    return told;
  }
}
