import type { CompanyFile } from "../../domain/company-file.ts";

/** What was taken out of a file because its shape is wrong. */
export type LeftOut = {
  /** Ids of entries that are not there any more: what refers to them is no mistake. */
  readonly ids: ReadonlySet<string>;
  /** Entries move up when one before them is left out. */
  readonly pointerInWhole: (pointer: string) => string;
};

export type Rest = { readonly file: CompanyFile; readonly leftOut: LeftOut };

export const noneLeftOut: LeftOut = { ids: new Set(), pointerInWhole: (pointer) => pointer };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

const idOf = (entry: unknown): readonly string[] => (isObject(entry) && typeof entry["id"] === "string" ? [entry["id"]] : []);

/** A list without the entries in which something is wrong, and where each of the others stood. */
const without = (
  entries: readonly unknown[],
  wrong: ReadonlySet<number>,
): { readonly kept: readonly unknown[]; readonly places: readonly number[] } => {
  const places = entries.flatMap((_, index) => (wrong.has(index) ? [] : [index]));
  return { kept: places.map((index) => entries[index]), places };
};

const sections = [
  "company",
  "kinds",
  "sources",
  "attributes",
  "factors",
  "sameActs",
  "calendars",
  "teams",
  "members",
  "metrics",
  "targetTables",
  "plans",
  "rewards",
  "exchangeRates",
  "leaves",
  "disputes",
  "boards",
  "retention",
  "words",
  "funnel",
] as const satisfies readonly (keyof CompanyFile)[];

/** Fields that nobody knows, and places where something else is wrong. */
export type Wrongs = {
  readonly unknown: readonly { readonly path: readonly PropertyKey[]; readonly keys: readonly string[] }[];
  readonly places: readonly (readonly PropertyKey[])[];
};

/** A copy without the fields that nobody knows: what stands beside them is as good as before. */
const withoutUnknown = (value: unknown, unknown: Wrongs["unknown"]): unknown => {
  const copy: unknown = structuredClone(value);
  for (const { path, keys } of unknown) {
    const inside = path.reduce<unknown>(
      (each, part) => (isObject(each) || Array.isArray(each) ? Reflect.get(each, part) : undefined),
      copy,
    );
    if (isObject(inside)) for (const key of keys) delete inside[key];
  }
  return copy;
};

/**
 * The file without its unknown fields and without the entries in which something else is wrong; null when that is the company itself, without
 * which nothing can be judged.
 */
export const restOf = (value: unknown, wrongs: Wrongs): { readonly value: unknown; readonly leftOut: LeftOut } | null => {
  const whole = withoutUnknown(value, wrongs.unknown);
  if (!isObject(whole) || wrongs.places.some(([section]) => section === undefined || section === "company")) return null;
  const rest: Record<string, unknown> = {};
  const ids = new Set<string>();
  const placesIn = new Map<string, readonly number[]>();
  for (const section of sections) {
    const entries = whole[section];
    const keys = wrongs.places.filter(([first]) => first === section).map(([, key]) => key);
    if (keys.length === 0) rest[section] = entries;
    else if (Array.isArray(entries)) {
      const indexes = new Set(keys.filter((key) => typeof key === "number"));
      const { kept, places } = without(entries, indexes);
      for (const index of indexes) for (const id of idOf(entries[index])) ids.add(id);
      rest[section] = kept;
      placesIn.set(section, places);
    } else if (isObject(entries)) rest[section] = Object.fromEntries(Object.entries(entries).filter(([key]) => !keys.includes(key)));
  }
  const pointerInWhole = (pointer: string): string => {
    const [, section = "", index = "", ...inside] = pointer.split("/");
    const place = placesIn.get(section)?.[Number(index)];
    return place === undefined ? pointer : ["", section, place, ...inside].join("/");
  };
  return { value: rest, leftOut: { ids, pointerInWhole } };
};
