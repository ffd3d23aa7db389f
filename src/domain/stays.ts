import { commonDays, type Day, type Span } from "./day.ts";
import type { Dated, Member } from "./member.ts";

/** A stretch of days within employment on which neither team nor phase changed. */
export type Stay = { readonly team: string | null; readonly phase: string | null; readonly span: Span };

export type Held<T> = { readonly value: T | null; readonly span: Span };

/** What held in a span, in order; one entry when it did not change. */
export const heldIn = <T>(dated: Dated<T>, span: Span): readonly Held<T>[] => {
  const all: { readonly value: T | null; span: { startsOn: Day; endsBefore: Day } }[] = [];
  const entries = [{ value: null, from: -Infinity }, ...dated];
  for (const [index, { value, from }] of entries.entries()) {
    const startsOn = Math.max(from, span.startsOn);
    const endsBefore = Math.min(entries[index + 1]?.from ?? Infinity, span.endsBefore);
    if (startsOn >= endsBefore) continue;
    const before = all.at(-1);
    if (before?.value === value) before.span.endsBefore = endsBefore;
    else all.push({ value, span: { startsOn, endsBefore } });
  }
  return all;
};

const changesIn = (dated: Dated<unknown>, { startsOn, endsBefore }: Span): boolean =>
  dated.some(({ from }) => from > startsOn && from < endsBefore);

/** Whether the member changed team inside the span: then each day's credits belong to the team of that day. */
export const movedWithin = (member: Member, span: Span): boolean => changesIn(member.team, span) && heldIn(member.team, span).length > 1;

/** Whether team or phase may have changed inside the span. Asked of everybody, so it looks at no more than the dates. */
export const mayHaveMoved = (member: Member, span: Span): boolean => changesIn(member.team, span) || changesIn(member.phase, span);

/** Employed all through the span, in one team and phase. */
export const isSettled = (member: Member, span: Span): boolean =>
  !mayHaveMoved(member, span) && member.employedFrom <= span.startsOn && member.employedBefore >= span.endsBefore;

/** The days of the span on which the member was employed. */
export const employedIn = (member: Member, span: Span): Span | undefined =>
  commonDays(span, { startsOn: member.employedFrom, endsBefore: member.employedBefore });

/** The days of employment in the span, cut wherever team or phase changed. */
export const staysIn = (member: Member, span: Span): readonly Stay[] => {
  const employed = employedIn(member, span);
  if (employed === undefined) return [];
  return heldIn(member.team, employed).flatMap(({ value: team, span: there }) =>
    heldIn(member.phase, there).map(({ value: phase, span: stay }): Stay => ({ team, phase, span: stay })),
  );
};
