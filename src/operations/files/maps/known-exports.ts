import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { refusal, type Refusal } from "../../../domain/refusal.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import { shown } from "../../../domain/shown.ts";
import { packageRoot } from "../../../store/package-root.ts";
import { activityFields } from "./activity-columns.ts";
import type { FieldSet } from "./fields.ts";
import { columnFinder, resolveMap, type FormatQuestion, type KnownMap } from "./known-map.ts";
import { parseMapText } from "./import-map.ts";

/** The map language, parsed. */
export type MapContent = Readonly<Record<string, unknown>>;

/** A file of maps/: how an export of a product is known by its header, and how it is read. */
export type KnownExport = {
  readonly id: string;
  readonly name: Words;
  readonly what: "activities";
  /** Columns, each by the names that it may have, of which no other product has one: they weigh twice. */
  readonly marks: readonly (readonly string[])[];
  readonly others: readonly (readonly string[])[];
  /** Columns of which one must be there to tell what was done from what is planned. Empty where an export holds only what was done. */
  readonly done: readonly string[];
  readonly map: KnownMap;
};

export type Recognition = {
  readonly id: string;
  readonly name: Words;
  readonly what: "activities";
  /** A plain map for this header. */
  readonly map: MapContent;
  /** Needed fields that no column gives; where one of several would do, the first. */
  readonly missing: readonly string[];
  /** A column that would tell what was done from what is planned, and that this header lacks. */
  readonly unchecked: string | null;
  /** Where the first rows may be read in two ways, what to ask; the map has the first way. */
  readonly questions: readonly FormatQuestion[];
  /** The share of the export's usual columns that this header has, from 0.5 to 1. */
  readonly confidence: number;
};

export const mapsFolder = join(packageRoot, "maps");

const fieldSets: Readonly<Record<KnownExport["what"], FieldSet>> = { activities: activityFields };

const isEntries = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const namesOf = (value: unknown): readonly string[] =>
  [value].flat().filter((each): each is string => typeof each === "string" && each !== "");

const shape = (file: string, what: string): never => {
  throw new Error(`maps/${file}: ${what}`);
};

/** Reads a file of maps/. Its authors are we: what is wrong with it is a fault. */
export const readKnownExport = (text: string, file: string): KnownExport => {
  const content = parseMapText(text);
  const { id, name, what, recognise, map, ...more } =
    content.ok && isEntries(content.value) ? content.value : shape(file, "it is no YAML with id, name, what, recognise and map");
  const [unknown] = Object.keys(more);
  if (unknown !== undefined) shape(file, `"${unknown}" is not known`);
  if (typeof id !== "string" || `${id}.yaml` !== file) return shape(file, "its id is not the file's name");
  if (!isEntries(name) || typeof name["en"] !== "string" || typeof name["ko"] !== "string")
    return shape(file, "it has no name in en and ko");
  if (what !== "activities") return shape(file, '"what" is not activities');
  if (!isEntries(recognise) || !isEntries(map)) return shape(file, "recognise or map is missing");
  const groups = (value: unknown): readonly (readonly string[])[] => (Array.isArray(value) ? value.map(namesOf) : []);
  const marks = groups(recognise["marks"]);
  if (marks.length === 0) shape(file, "recognise has no marks");
  return {
    id,
    name: { en: name["en"], ko: name["ko"] },
    what,
    marks,
    others: groups(recognise["others"]),
    done: namesOf(recognise["done"]),
    map,
  };
};

let kept: readonly KnownExport[] | undefined;

/** All that are shipped, read once. */
export const knownExports = (): readonly KnownExport[] => {
  kept ??= readdirSync(mapsFolder)
    .filter((file) => file.endsWith(".yaml"))
    .toSorted()
    .map((file) => readKnownExport(readFileSync(join(mapsFolder, file), "utf8"), file));
  return kept;
};

type Finder = ReturnType<typeof columnFinder>;

/** Half of its usual columns, marks counted twice, and at least one mark: renamed, missing and added columns leave an export what it is. */
const leastShare = 0.5;

const shareOf = ({ marks, others }: KnownExport, find: Finder): number => {
  const foundOf = (groups: readonly (readonly string[])[]): number => groups.filter((names) => find(names) !== undefined).length;
  const marked = foundOf(marks);
  return marked === 0 ? 0 : (2 * marked + foundOf(others)) / (2 * marks.length + others.length);
};

/** How many columns of the export that it suits best a row has, were it the header. */
export const knownColumns = (header: readonly string[]): number => {
  const find = columnFinder(header);
  return Math.max(...knownExports().map(({ marks, others }) => [...marks, ...others].filter((names) => find(names) !== undefined).length));
};

/**
 * The export that a header is of, with a map for it; null when it is none that we know. `sampleRows` are the first rows below it: they tell
 * how its dates are written. It is the export of whose usual columns the header has the largest share, at least half, those that only this
 * product has counted twice and at least one of them there.
 */
export const recogniseExport = (header: readonly string[], sampleRows: readonly (readonly string[])[]): Recognition | null => {
  const find = columnFinder(header);
  const [best] = knownExports()
    .map((known) => ({ known, share: shareOf(known, find) }))
    .filter(({ share }) => share >= leastShare)
    .toSorted((a, b) => b.share - a.share);
  if (best === undefined) return null;
  const { known, share } = best;
  const { map, filled, questions } = resolveMap(known.map, { header, sampleRows, groups: fieldSets[known.what].needed });
  return {
    id: known.id,
    name: known.name,
    what: known.what,
    map,
    missing: fieldSets[known.what].needed.filter((names) => !names.some((name) => filled.has(name))).map(([first = ""]) => first),
    unchecked: known.done.length === 0 || find(known.done) !== undefined ? null : (known.done[0] ?? null),
    questions,
    confidence: share,
  };
};

/** Why a recognised file cannot be read without a word of its owner; null when it can. */
export const recognitionRefusals = (
  { name, missing, questions: [question] }: Recognition,
  header: readonly string[],
): readonly [Refusal, ...Refusal[]] | null => {
  if (missing.length > 0)
    return [refusal("export-incomplete", "", { name, fields: missing.join(", "), columns: header.map(shown).join(", ") })];
  if (question === undefined) return null;
  const [first, second] = question.choices;
  return [refusal("date-ambiguous", "", { found: shown(question.cell), first: first?.reads ?? "", second: second?.reads ?? "" })];
};

/** What whoever imports a recognised file should know. */
export const recognitionNotes = ({ name, unchecked }: Recognition): readonly Refusal[] => [
  refusal("export-recognised", "", { name }),
  ...(unchecked === null ? [] : [refusal("export-unchecked", "", { column: unchecked })]),
];
