import { isSame } from "../../domain/same.ts";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

export type Merged = {
  /** Of what both changed it has mine. */
  readonly value: unknown;
  /** Where both changed the same, as JSON pointers. */
  readonly conflicts: readonly string[];
};

/**
 * What two people made of the same thing, put together: what one of them left as it was is as the other made it. Lists are put together part by
 * part as long as none of them became longer or shorter.
 */
export const merged = (base: unknown, mine: unknown, theirs: unknown, pointer = ""): Merged => {
  if (isSame(mine, theirs) || isSame(theirs, base)) return { value: mine, conflicts: [] };
  if (isSame(mine, base)) return { value: theirs, conflicts: [] };
  if (Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs) && base.length === mine.length && base.length === theirs.length) {
    const parts = mine.map((each: unknown, index) => merged(base[index], each, theirs[index], `${pointer}/${index}`));
    return { value: parts.map(({ value }) => value), conflicts: parts.flatMap(({ conflicts }) => conflicts) };
  }
  if (isFields(base) && isFields(mine) && isFields(theirs)) {
    const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
    const parts = names.map((name) => [name, merged(base[name], mine[name], theirs[name], `${pointer}/${name}`)] as const);
    return {
      value: Object.fromEntries(parts.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]]))),
      conflicts: parts.flatMap(([, { conflicts }]) => conflicts),
    };
  }
  return { value: mine, conflicts: [pointer] };
};
