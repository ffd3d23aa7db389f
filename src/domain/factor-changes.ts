import type { Day } from "./day.ts";
import type { DatedFactor, FactorTable } from "./factor.ts";
import { heldOn } from "./member.ts";
import { factorOf, type Metric } from "./metric.ts";

/** Days from one on and before another on which a row gives another factor, and the entry of the later table that says so. */
export type FactorChange = {
  readonly key: string;
  readonly from: Day;
  readonly before: Day;
  readonly entry: DatedFactor | null;
};

/** The days on which a later version of a table gives other factors, of each row in their order. */
export const factorChanges = (earlier: FactorTable, later: FactorTable): readonly FactorChange[] => {
  const known = new Map(earlier.rows.map(({ key, factors }) => [key, factors]));
  const named = new Map(later.rows.map(({ key, factors }) => [key, factors]));
  return [...new Set([...known.keys(), ...named.keys()])].flatMap((key) => {
    const [was, is] = [known.get(key) ?? [], named.get(key) ?? []];
    const days = [...new Set([...was, ...is].map(({ from }) => from))].toSorted((a, b) => a - b);
    return days.flatMap((from, index) =>
      heldOn(was, from) === heldOn(is, from)
        ? []
        : [{ key, from, before: days[index + 1] ?? Infinity, entry: is.findLast((each) => each.from <= from) ?? is[0] ?? null }],
    );
  });
};

/** What of a change of the tables falls on days that a metric counts by them. */
export const factorChangesFor = (
  { versions }: Metric,
  earlier: readonly FactorTable[],
  later: readonly FactorTable[],
): readonly FactorChange[] =>
  versions.flatMap(({ measure, startsOn }, index) => {
    const id = factorOf(measure);
    const [was, is] = [earlier, later].map((tables) => tables.find((table) => table.id === id));
    if (was === undefined || is === undefined) return [];
    const endsBefore = versions[index + 1]?.startsOn ?? Infinity;
    return factorChanges(was, is)
      .map((change) => ({ ...change, from: Math.max(change.from, startsOn), before: Math.min(change.before, endsBefore) }))
      .filter(({ from, before }) => from < before);
  });
