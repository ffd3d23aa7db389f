import { targetText } from "./target-text.ts";
import type { Credit, Unit } from "./credit.ts";
import type { Day } from "./day.ts";
import type { CompanyCalendar, Period } from "./period.ts";
import { periodLabel } from "./period-label.ts";
import { outcomeOf, refusal, type Outcome, type Refusal } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import type { Holder } from "./target-table.ts";

/** Who has a target: a member or a team. */
export type TargetHolder = { readonly holder: Holder; readonly number: number; readonly id: string };

/** One target as it is told, and where; a value of null takes back what was told. */
export type TargetWord = TargetHolder & {
  readonly period: Period;
  readonly value: Credit | null;
  readonly reason: string | null;
  readonly pointer: string;
  /** Of a sheet, as a spreadsheet numbers it. */
  readonly row: number | null;
};

/** What a word changes; null: there was, or will be, no target. */
export type TargetChange = TargetWord & { readonly from: Credit | null };

export const targetKey = (holder: Holder, number: number, startsOn: Day): string => `${holder} ${number} ${startsOn}`;

/** What the table says now, by `targetKey`. */
export type PresentTargets = ReadonlyMap<string, Credit>;

export type Judged = {
  /** A table that nobody has gone by yet may say anything of the past. */
  readonly isNew: boolean;
  readonly unit: Unit;
  readonly calendar: CompanyCalendar;
  readonly today: Day;
};

const nothing: Words = { en: "nothing", ko: "없음" };

const refuseChange = (
  { id, period, value, pointer, row }: TargetWord,
  from: Credit | null,
  { unit, calendar, today }: Judged,
): Refusal | undefined => {
  const said = (credit: Credit | null): string | Words => (credit === null ? nothing : targetText(credit, unit));
  const values = {
    who: id,
    period: { en: periodLabel(period, calendar, "en"), ko: periodLabel(period, calendar, "ko") },
    from: said(from),
    to: said(value),
    ...(row === null ? {} : { row }),
  };
  if (period.endsBefore <= today) return refusal("target-past", pointer, values);
  const isRaised = period.startsOn < today && from !== null && value !== null && value > from;
  return isRaised ? refusal("target-raised", pointer, values) : undefined;
};

/**
 * Of what is told only what changes something. Refuses, without a reason, a change of a period that is over and a raise in one that has
 * begun before today.
 */
export const changesOfTargets = (
  words: readonly TargetWord[],
  present: PresentTargets,
  judged: Judged,
): Outcome<readonly TargetChange[]> => {
  const found: Refusal[] = [];
  const changes: TargetChange[] = [];
  for (const word of words) {
    const from = present.get(targetKey(word.holder, word.number, word.period.startsOn)) ?? null;
    if (from === word.value) continue;
    changes.push({ ...word, from });
    const refused = judged.isNew || word.reason !== null ? undefined : refuseChange(word, from, judged);
    if (refused !== undefined) found.push(refused);
  }
  return outcomeOf(() => changes, found);
};
