import { contentsOf, type Contents } from "../../../domain/column-contents.ts";
import type { FormatHints } from "../../../domain/detected-format.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import type { Name } from "../../../domain/language.ts";
import type { What } from "../../import-preview.ts";
import { fieldNamed, plainName, type FieldSet } from "../maps/fields.ts";
import { asKept } from "./kept-identity.ts";
import { recogniseExport, type MapContent } from "../maps/known-exports.ts";
import { entriesIn, headerPrint, isEntries } from "../maps/map-entries.ts";
import { proposeActivities } from "./propose-activities.ts";
import type { Column } from "./propose-columns.ts";
import { inWords } from "./propose-format.ts";
import { proposeOpportunities } from "./propose-opportunities.ts";
import { proposePeople } from "./propose-people.ts";
import { fillsNeeded } from "../maps/row-reading.ts";
import type { Known } from "./seek-activities.ts";

export type { MapContent } from "../maps/known-exports.ts";

/** What a column becomes, and why: `field` null when it is left out. */
export type ProposedColumn = { readonly name: string; readonly field: string | null; readonly confidence: number; readonly why: Words };

/** Something that only whoever has the file can say; each choice has the whole map as it is with it. */
export type MapQuestion = {
  readonly id: string;
  readonly column: string | null;
  readonly text: Words;
  /** What holds unless another is chosen; null: nothing is imported before one is. */
  readonly chosen: string | null;
  readonly choices: readonly { readonly id: string; readonly label: Words; readonly map: MapContent }[];
};

export type SavedMap = {
  readonly id: string;
  readonly name: string;
  readonly what: What;
  /** The names of its columns, as `headerPrint` gives them. */
  readonly header: readonly string[];
  readonly map: MapContent;
  readonly savedAt: string;
  /** The file for which it was kept by itself; null: somebody saved it. */
  readonly keptFor: string | null;
};

export type MapProposal = {
  readonly what: What;
  /** As the best of our knowledge has it; what is asked stands as it is likeliest. */
  readonly map: MapContent;
  readonly recognisedAs: { readonly id: string; readonly name: Name } | null;
  /** What tells that a row was done and not only planned, where a recognised export should have it and has not. */
  readonly unchecked?: string;
  readonly savedMap: SavedMap | null;
  /** The records have the ids that those of an earlier file have. */
  readonly hasKeptIds?: boolean;
  readonly columns: readonly ProposedColumn[];
  readonly questions: readonly MapQuestion[];
};

/** What of a file a map is made from. */
export type MapSample = {
  readonly fileName: string;
  readonly sheet: string | null;
  /** Texts above the header. */
  readonly titles?: readonly string[];
  readonly header: readonly string[];
  /** Cells below it, from all over the file. */
  readonly rows: readonly (readonly string[])[];
  /** Of each column every value in the whole file; null: too many to be choices. Left out: those of `rows`. */
  readonly values?: readonly (ReadonlySet<string> | null)[];
  /** Of a sheet that had a column for each day or kind: the columns that were made of their heads and cells. Each row is a count then. */
  readonly wide?: { readonly value: string; readonly day: string | null; readonly kind: string | null } | null;
};

export type MapContext = Known & {
  /** Left out: as the header says. */
  readonly what?: What;
  readonly fieldSets: Readonly<Record<What, FieldSet>>;
  /** How the company and the title of the file write days. */
  readonly hints: FormatHints;
  readonly currency: string;
  /** The sources that the company has: a file whose name has one of theirs is taken to be of it. */
  readonly sources: readonly string[];
  readonly savedMaps: readonly SavedMap[];
  /** The company's products, where opportunities are read. */
  readonly products?: readonly string[];
  /** What was chosen, by the question's id. */
  readonly answers: Readonly<Record<string, string>>;
};

/** How a file of ours names itself. */
export const OWN_HEADER = { id: "attain", name: { en: "Attain", ko: "Attain" } } as const;

const ownMap = (header: readonly string[], { fields }: FieldSet): MapContent => ({
  columns: Object.fromEntries(
    header.flatMap((name) => {
      const field = fieldNamed(fields, name);
      return field === undefined ? [] : [[field.column, name] as const];
    }),
  ),
});

/** Every column that a rule of the map language names. */
const columnsIn = (rule: unknown): readonly string[] => {
  if (typeof rule === "string") return [rule];
  if (Array.isArray(rule)) return rule.flatMap(columnsIn);
  if (!isEntries(rule)) return [];
  return [rule["column"], rule["date"], rule["time"], rule["from"], rule["between"], rule["firstOf"]].flatMap((each) =>
    each === undefined ? [] : columnsIn(each),
  );
};

/** Which field each column fills by a map; the first where it fills several. */
export const fieldsByColumn = (map: MapContent): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>();
  for (const [field, rule] of Object.entries(entriesIn(map, "columns")))
    for (const column of columnsIn(rule)) if (!fields.has(plainName(column))) fields.set(plainName(column), field);
  const { from, to } = entriesIn(map, "mail");
  for (const [field, columns] of [
    ["member", from],
    ["prospect", to],
  ] as const)
    for (const column of [columns].flat()) if (typeof column === "string") fields.set(plainName(column), field);
  return fields;
};

/** The columns of conditions: of `where`, and of `when` in any rule. */
const conditionColumnsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(conditionColumnsIn);
  if (!isEntries(value)) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === "where" || key === "when" ? [each].flat().flatMap(columnsIn) : key === "values" ? [] : conditionColumnsIn(each),
  );
};

const unused: Words = { en: "Nothing is read from it.", ko: "아무것도 읽지 않습니다." };
const deciding: Words = { en: "It tells which rows are read, and how.", ko: "어느 행을 어떻게 읽을지 정합니다." };

/** What a map reads from each column; of one that it does not read from, how sure that is says whether it looks at it at all. */
export const columnsByMap = (
  header: readonly string[],
  map: MapContent,
  { confidence, why, aside = unused }: { readonly confidence: number; readonly why: Words; readonly aside?: Words },
): readonly ProposedColumn[] => {
  const fields = fieldsByColumn(map);
  const conditions = new Set(conditionColumnsIn(map).map(plainName));
  return header.map((name) => {
    const field = fields.get(plainName(name)) ?? null;
    if (field !== null) return { name, field, confidence, why };
    return conditions.has(plainName(name)) ? { name, field, confidence, why: deciding } : { name, field, confidence: 0, why: aside };
  });
};

/** Columns that a map does not look at. */
export const isLeftAside = ({ field, confidence }: Pick<ProposedColumn, "field" | "confidence">): boolean =>
  field === null && confidence === 0;

/** What a file is taken for by itself. Opportunities have the columns of activities and prospects too: whoever sends them says so. */
const whats = ["activities", "prospects", "members", "leaves"] as const satisfies readonly What[];

/** What every record needs may be there by chance: an `email` among columns of another system. */
export const isOwnHeader = (header: readonly string[], what: What, { fields, needed }: FieldSet): boolean => {
  if (!fillsNeeded(header, { fields, needed })) return false;
  const known = header.filter((name) => fieldNamed(fields, name) !== undefined).length;
  return what === "activities" || known * 2 > header.length;
};

const byOwnHeader = ({ header }: MapSample, { what, fieldSets }: MapContext): MapProposal | null => {
  const asked = what === undefined ? whats : [what];
  const own = asked
    .filter((each) => isOwnHeader(header, each, fieldSets[each]))
    .map((each) => ({ what: each, known: header.filter((name) => fieldNamed(fieldSets[each].fields, name) !== undefined).length }))
    .toSorted((a, b) => b.known - a.known)[0];
  if (own === undefined) return null;
  const map = ownMap(header, fieldSets[own.what]);
  const why = { en: "It has the field's own name.", ko: "필드 이름 그대로입니다." };
  return {
    what: own.what,
    map,
    recognisedAs: OWN_HEADER,
    savedMap: null,
    columns: columnsByMap(header, map, { confidence: 1, why }),
    questions: [],
  };
};

const isClosed = (rule: unknown): rule is MapContent & { readonly values: MapContent } =>
  isEntries(rule) && isEntries(rule["values"]) && (rule["unlisted"] ?? "reject") === "reject";

/** A file may hold values that the one whose map was saved had not, such as an answered call: those whose meaning is known are added. */
const withNewValues = (map: MapContent, own: () => MapContent): MapContent => {
  const columns = entriesIn(map, "columns");
  if (!Object.values(columns).some(isClosed)) return map;
  const proposed = entriesIn(own(), "columns");
  const widened = Object.entries(columns).map(([field, rule]): readonly [string, unknown] => {
    const ours = proposed[field];
    if (!isClosed(rule) || !isEntries(ours) || !isEntries(ours["values"])) return [field, rule];
    if (plainName(String(ours["column"])) !== plainName(String(rule["column"]))) return [field, rule];
    const listed = new Set(Object.keys(rule.values).map(plainName));
    const added = Object.entries(ours["values"]).filter(([value]) => !listed.has(plainName(value)));
    return added.length === 0 ? [field, rule] : [field, { ...rule, values: { ...rule.values, ...Object.fromEntries(added) } }];
  });
  return { ...map, columns: Object.fromEntries(widened) };
};

/** The saved map whose columns are all there, of several the one that leaves the fewest out. The list is in order of use. */
const bySaved = (sample: MapSample, context: MapContext): MapProposal | null => {
  const { header } = sample;
  const { what, savedMaps } = context;
  const names = new Set(headerPrint(header));
  const [saved] = savedMaps
    .filter((each) => each.keptFor === null && (what === undefined || each.what === what) && each.header.every((name) => names.has(name)))
    .toSorted((a, b) => b.header.length - a.header.length);
  if (saved === undefined) return null;
  const why = { en: `The saved map “${saved.name}” says so.`, ko: `저장된 맵 “${saved.name}”에 따릅니다.` };
  return {
    what: saved.what,
    map: withNewValues(saved.map, () => byItself(sample, { ...context, what: saved.what }).map),
    recognisedAs: null,
    savedMap: saved,
    columns: columnsByMap(header, saved.map, { confidence: 1, why }),
    questions: [],
  };
};

/** What of a recognised export its header lacks is filled as for an unknown file. */
const filledIn = (map: MapContent, missing: readonly string[], own: MapProposal): MapContent => {
  const wanted = missing.flatMap((field) => (field === "occurred_at" ? ["occurred_at", "occurred_on"] : [field]));
  const of = (entries: MapContent): MapContent => Object.fromEntries(Object.entries(entries).filter(([field]) => wanted.includes(field)));
  return {
    ...map,
    columns: { ...entriesIn(map, "columns"), ...of(entriesIn(own.map, "columns")) },
    constants: { ...entriesIn(map, "constants"), ...of(entriesIn(own.map, "constants")) },
  };
};

const byExport = (sample: MapSample, context: MapContext): MapProposal | null => {
  if (context.what !== undefined && context.what !== "activities") return null;
  const { header, rows } = sample;
  const found = recogniseExport(header, rows);
  if (found === null) return null;
  const why = { en: `So has ${found.name.en}.`, ko: `${found.name.ko} 파일의 열입니다.` };
  const own = found.missing.length === 0 ? null : byItself(sample, { ...context, what: "activities" });
  const complete = (map: MapContent): MapContent => (own === null ? map : filledIn(map, found.missing, own));
  const questions = found.questions.map(({ column, cell, choices }, index): MapQuestion => {
    const id = index === 0 ? "date-order" : `date-order-${index + 1}`;
    return {
      id,
      column,
      text: { en: `Which day is ${cell} in “${column}”?`, ko: `“${column}”의 ${cell}은(는) 며칠입니까?` },
      chosen: choices.find(({ format }) => format === context.answers[id])?.format ?? null,
      choices: choices.map(({ format, reads, map }) => ({ id: format, label: inWords(reads), map: complete(map) })),
    };
  });
  const answered = questions.findLast(({ chosen }) => chosen !== null);
  const map = answered?.choices.find(({ id }) => id === answered.chosen)?.map ?? complete(found.map);
  const known = columnsByMap(header, map, { confidence: found.confidence, why });
  const columns = known.map((column) => {
    const guessed = own?.columns.find(({ name }) => name === column.name);
    return column.field !== null && guessed !== undefined && found.missing.includes(column.field) ? guessed : column;
  });
  // What fills a gap may leave something open as well.
  const open = (own?.questions ?? []).flatMap((question): readonly MapQuestion[] => {
    const field = question.id === "kind" ? "kind" : columns.find(({ name }) => name === question.column)?.field;
    if (own === null || field == null || !found.missing.includes(field === "occurred_on" ? "occurred_at" : field)) return [];
    return [
      {
        ...question,
        choices: question.choices.map((choice) => ({ ...choice, map: filledIn(map, found.missing, { ...own, map: choice.map }) })),
      },
    ];
  });
  return {
    what: found.what,
    map,
    recognisedAs: { id: found.id, name: found.name },
    ...(found.unchecked === null ? {} : { unchecked: found.unchecked }),
    savedMap: null,
    columns,
    questions: [...questions, ...open],
  };
};

const columnsOf = ({ header, rows, values }: MapSample): readonly Column[] =>
  header.map((name, index): Column => {
    const cells = rows.map((row) => row[index] ?? "");
    const contents: Contents = contentsOf(cells, values?.[index]);
    return { name, cells, contents };
  });

/** How well a proposal fills what is asked: the sum of what it is sure of, less what every record needs and it has not. */
const worth = ({ columns }: MapProposal, missing: number): number => {
  // Any columns make an id.
  const sure = columns.reduce((sum, { field, confidence }) => sum + (field === "external_id" ? 0 : confidence), 0);
  return sure === 0 ? 0 : sure - 2 * missing;
};

const missingOf = ({ map }: MapProposal, { needed }: FieldSet): number => {
  const filled = new Set([...Object.keys(entriesIn(map, "columns")), ...Object.keys(entriesIn(map, "constants"))]);
  if (map["source"] !== undefined) filled.add("source");
  return needed.filter((names) => !names.some((name) => filled.has(name))).length;
};

/** What an activity has stands among the first columns: a wider sheet is made by a program, or to keep a server busy. */
const mostLookedAt = 500;
const beyond: Words = {
  en: `Only the first ${mostLookedAt} columns are looked at.`,
  ko: `앞의 열 ${mostLookedAt}개만 살펴봅니다.`,
};

const byItself = (whole: MapSample, context: MapContext): MapProposal => {
  const sample = { ...whole, header: whole.header.slice(0, mostLookedAt) };
  const columns = columnsOf(sample);
  const proposal = asKept(sample, context, (each) => byColumns(sample, columns, each));
  const others = whole.header.slice(mostLookedAt).map((name) => ({ name, field: null, confidence: 0, why: beyond }));
  return others.length === 0 ? proposal : { ...proposal, columns: [...proposal.columns, ...others] };
};

const byColumns = (sample: MapSample, columns: readonly Column[], context: MapContext): MapProposal => {
  const propose = (what: What): MapProposal => {
    if (what === "activities") return proposeActivities(sample, columns, context);
    return what === "opportunities" ? proposeOpportunities(sample, columns, context) : proposePeople(what, columns, context);
  };
  if (context.what !== undefined) return propose(context.what);
  const [first, ...others] = whats.map((what) => {
    const proposal = propose(what);
    return { proposal, worth: worth(proposal, missingOf(proposal, context.fieldSets[what])) };
  });
  return others.reduce((best, each) => (each.worth > best.worth ? each : best), first ?? { proposal: propose("activities"), worth: 0 })
    .proposal;
};

/**
 * A map for a file: that of its own header, a saved one of the same header, that of a recognised export, else one made from what the columns
 * are called and hold. `readMap` accepts it whenever it fills what every record needs; what it cannot decide it asks.
 */
export const proposeMap = (sample: MapSample, context: MapContext): MapProposal =>
  byOwnHeader(sample, context) ?? bySaved(sample, context) ?? byExport(sample, context) ?? byItself(sample, context);
