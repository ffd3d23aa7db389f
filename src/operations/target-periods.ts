import type { Refusal } from "../domain/refusal.ts";
import type { TargetChange } from "../domain/target-word.ts";
import { openDays } from "./open-periods.ts";

/** What is changed of periods that are closed: their statements stand. */
export const refuseClosed = (changes: readonly TargetChange[]): readonly Refusal[] => {
  const periods = new Map(changes.map((change) => [change.period.startsOn, change]));
  return [...periods.values()].flatMap(({ period, pointer }) => {
    const open = openDays(period);
    return open.ok ? [] : open.refusals.map((refusal) => ({ ...refusal, pointer }));
  });
};
