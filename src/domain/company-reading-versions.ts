import { isoDay, type Day } from "./day.ts";
import type { Name } from "./language.ts";
import { noHint } from "./meant.ts";
import { refusal } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import { isSound, take, things, type Findings } from "./company-reading-basics.ts";
import { LONGEST_REASON } from "./company-reading-factors.ts";
import { readText } from "./text.ts";

type Version = { readonly version: number; readonly startsOn: Day; readonly name: Name };

/** A version as the file has it. `startsOn` of the pointer is where its day stands or should stand. */
export type NamedVersion<V extends Version> = { readonly value: V; readonly pointer: string; readonly hasStart: boolean };

export type Succession<V extends Version> = {
  readonly thing: "metric" | "plan" | "reward";
  readonly id: string;
  readonly stored: readonly V[];
  readonly named: readonly NamedVersion<V>[];
  readonly today: Day;
  /** What of a version differs from another, apart from its name, in words; undefined when both ask the same. */
  readonly difference: (before: V, after: V) => Words | undefined;
  /** The first day on which a new version of this kind may start. */
  readonly earliest: (version: V) => Day;
  /** Which versions may start on a day that is gone all the same, and how to be one, in words; left out where none may. */
  readonly past?: { readonly isAllowed: (version: V) => boolean; readonly how: Words };
};

const isoOr = (day: Day, otherwise: string): string => (Number.isFinite(day) ? isoDay(day) : otherwise);

/**
 * What was superseded stays as it was. A version that holds already is only ever named again (its name may be mended); one that starts
 * in the future may still be replaced or taken out; a new one starts today at the earliest, or earlier where that is allowed. Returned by day, numbered from 1.
 */
export const supersede = <V extends Version>(
  findings: Findings,
  { thing, id, stored, named, today, difference, earliest: earliestOf, past }: Succession<V>,
): readonly V[] => {
  const held = new Map(stored.filter(({ startsOn }) => startsOn <= today).map((version) => [version.startsOn, version]));
  const result = new Map<Day, V>(held);
  const seen = new Map<Day, string>();
  const what = things[thing];
  for (const { value, pointer, hasStart } of named) {
    const earliest = isoDay(earliestOf(value));
    const other = seen.get(value.startsOn);
    if (other !== undefined) {
      findings.push(refusal("version-repeated", pointer, { what, id, other }));
      continue;
    }
    seen.set(value.startsOn, pointer);
    const standing = held.get(value.startsOn);
    if (standing !== undefined) {
      const changed = isSound(findings, pointer) ? difference(standing, value) : undefined;
      if (changed !== undefined) findings.push(refusal("version-held", pointer, { what, id, changed, earliest }));
      // What is left out, as the reason may be, stays.
      else result.set(value.startsOn, { ...standing, ...value, version: standing.version });
      continue;
    }
    const first = stored[0];
    if (!hasStart && first !== undefined && held.size > 0)
      findings.push(refusal("version-start-missing", pointer, { what, id, since: isoOr(first.startsOn, "…"), earliest }));
    else if (held.size > 0 && value.startsOn < today && past?.isAllowed(value) !== true)
      findings.push(
        refusal("version-past", `${pointer}/startsOn`, {
          what,
          id,
          found: isoOr(value.startsOn, "…"),
          earliest,
          how: past?.how ?? noHint,
        }),
      );
    else result.set(value.startsOn, value);
  }
  return [...result.values()].toSorted((a, b) => a.startsOn - b.startsOn).map((version, index) => ({ ...version, version: index + 1 }));
};

/** Why a version starts when it could not without a reason; null when none is said. */
export const readReason = (findings: Findings, entry: string | null | undefined, pointer: string): string | null =>
  entry === null || entry === undefined ? null : take(findings, readText(entry, pointer, { max: LONGEST_REASON, hasLines: true }), null);

/** An entry and where it stands in the file. */
export type Placed<E> = { readonly entry: E; readonly pointer: string };

export const placedIn = <E>(entries: readonly E[], list: string): readonly Placed<E>[] =>
  entries.map((entry, index) => ({ entry, pointer: `${list}/${index}` }));

/** The entries by id, in the order in which the ids first come. */
export const byId = <E extends { readonly id: string }>(
  placed: readonly Placed<E>[],
): ReadonlyMap<string, readonly [Placed<E>, ...Placed<E>[]]> => {
  const groups = new Map<string, [Placed<E>, ...Placed<E>[]]>();
  for (const each of placed) {
    const group = groups.get(each.entry.id);
    if (group === undefined) groups.set(each.entry.id, [each]);
    else group.push(each);
  }
  return groups;
};
