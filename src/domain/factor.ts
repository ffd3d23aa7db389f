import type { Day } from "./day.ts";
import type { Name } from "./language.ts";

/** How much of a value counts, in ten-thousandths: 3,000 is 30 %. */
export type Factor = bigint;

export const WHOLE_FACTOR = 10_000n;

/** What holds for a value from a day on; null: nothing from then on. `reason` is why it was made to hold on days gone. */
export type DatedFactor = { readonly value: Factor | null; readonly from: Day; readonly reason?: string };

/** What counts of a record, by a field of it and by its day: converted premium by product. */
export type FactorTable = {
  readonly id: string;
  readonly name: Name;
  /** The name of the field, whose type is string. */
  readonly by: string;
  readonly rows: readonly FactorRow[];
};

/** A value of the field and what holds for it, ascending by day. */
export type FactorRow = { readonly key: string; readonly factors: readonly DatedFactor[] };

/** The entry in force for a value of the table's field on a day; null when none is. */
export const factorOn = (table: FactorTable, key: string, day: Day): (DatedFactor & { readonly value: Factor }) | null => {
  const held = table.rows.find((row) => row.key === key)?.factors.findLast(({ from }) => from <= day);
  return held === undefined || held.value === null ? null : { ...held, value: held.value };
};

/** A value by a factor, rounded half up; the database multiplies in the same way. */
export const converted = (value: bigint, factor: Factor): bigint => {
  const scaled = value * factor + WHOLE_FACTOR / 2n;
  const rest = ((scaled % WHOLE_FACTOR) + WHOLE_FACTOR) % WHOLE_FACTOR;
  return (scaled - rest) / WHOLE_FACTOR;
};

/** `30%`, `33.33%`. */
export const factorText = (factor: Factor): string => {
  const decimals = String(factor % 100n)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${factor / 100n}${decimals === "" ? "" : `.${decimals}`}%`;
};
