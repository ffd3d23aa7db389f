import { isSame } from "../../../domain/same.ts";
import { plainName } from "../maps/fields.ts";
import { entriesIn, headerPrint } from "../maps/map-entries.ts";
import type { MapContent, MapContext, MapProposal, MapQuestion, MapSample, SavedMap } from "./propose-map.ts";
import { proposeSource } from "./propose-source.ts";

/** What tells the records of a map apart: one column, or those that ids are made from; undefined where the records are counts. */
export const identityIn = (map: MapContent): unknown => entriesIn(map, "columns")["external_id"];

/** The columns that ids are made from; null where a column has them. */
export const madeFrom = (rule: unknown): readonly string[] | null => {
  const from: unknown = typeof rule === "object" && rule !== null && "from" in rule ? rule.from : undefined;
  return Array.isArray(from) && from.every((each) => typeof each === "string") ? from : null;
};

/** Whether two rules give the same ids for the same rows. */
export const isSameIdentity = (one: unknown, other: unknown): boolean => {
  const named = (rule: unknown): unknown => madeFrom(rule)?.map(plainName) ?? (typeof rule === "string" ? plainName(rule) : rule);
  return isSame(named(one), named(other));
};

/** The source that a map names for all records. */
export const sourceIn = (map: MapContent): string | null => {
  const named = map["source"] ?? entriesIn(map, "constants")["source"];
  return typeof named === "string" ? named : null;
};

/** Its records are other acts than those of the sources named, also where they have the same ids. */
export const distinctFrom = (map: MapContent): readonly string[] =>
  [map["distinctFrom"] ?? []].flat().filter((each) => typeof each === "string");

/** A map that was kept by itself for a file with these columns: of the same place where there is one, else the one used last. */
const keptFor = (
  sample: MapSample,
  { savedMaps, sources }: MapContext,
): { readonly kept: SavedMap; readonly isSamePlace: boolean } | null => {
  const names = new Set(headerPrint(sample.header));
  const source = proposeSource(sample, { sources });
  const fitting = savedMaps
    .filter(
      ({ what, keptFor: fileName, header, map }) =>
        what === "activities" && fileName !== null && identityIn(map) !== undefined && header.every((name) => names.has(name)),
    )
    .map((kept) => ({
      kept,
      isSamePlace: proposeSource({ ...sample, fileName: kept.keptFor ?? "" }, { sources }) === source || sourceIn(kept.map) === source,
    }));
  return fitting.find(({ isSamePlace }) => isSamePlace) ?? fitting[0] ?? null;
};

/** A map by its parts, each under a name of its own. */
const partsOf = (map: MapContent): ReadonlyMap<string, unknown> =>
  new Map(
    Object.entries(map).flatMap(([key, value]) =>
      key === "columns" || key === "constants"
        ? Object.entries(entriesIn(map, key)).map(([field, each]) => [`${key} ${field}`, each] as const)
        : [[key, value] as const],
    ),
  );

/** A map with what another one changes of a third: choices of several questions add up. */
export const withChange = (map: MapContent, from: MapContent, to: MapContent): MapContent => {
  const changed: Record<string, unknown> = { ...map };
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (isSame(from[key], to[key])) continue;
    if (key === "columns" || key === "constants") {
      const [before, after] = [entriesIn(from, key), entriesIn(to, key)];
      const entries: Record<string, unknown> = { ...entriesIn(map, key) };
      for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
        if (isSame(before[field], after[field])) continue;
        if (after[field] === undefined) delete entries[field];
        else entries[field] = after[field];
      }
      changed[key] = entries;
    } else if (to[key] === undefined) delete changed[key];
    else changed[key] = to[key];
  }
  return changed;
};

/** What a map that was used says to the questions that a file like its own raises. */
export const answersIn = (map: MapContent, questions: readonly MapQuestion[]): Readonly<Record<string, string>> => {
  const used = partsOf(map);
  return Object.fromEntries(
    questions.flatMap(({ id, choices }) => {
      const parts = choices.map((choice) => partsOf(choice.map));
      const asked = [...new Set(parts.flatMap((each) => [...each.keys()]))].filter((key) =>
        parts.some((each) => !isSame(each.get(key), parts[0]?.get(key))),
      );
      const fitting = choices.filter((_, at) => asked.every((key) => isSame(parts[at]?.get(key), used.get(key))));
      const [only] = fitting;
      return only !== undefined && fitting.length === 1 ? [[id, only.id] as const] : [];
    }),
  );
};

const why = {
  en: "It helps to tell the rows apart, as in the file before.",
  ko: "이전 파일처럼 행을 구별하는 데 씁니다.",
};
const aside = {
  en: "The records of the file before were told apart without it.",
  ko: "이전 파일의 기록은 이 열 없이 구별했습니다.",
};

const withIdentity = (proposal: MapProposal, rule: unknown, source: string | null): MapProposal => {
  const put = (map: MapContent): MapContent => ({
    ...map,
    ...(source === null ? {} : { source }),
    columns: { ...entriesIn(map, "columns"), external_id: rule },
  });
  const from = new Set((madeFrom(rule) ?? [rule].filter((each) => typeof each === "string")).map(plainName));
  return {
    ...proposal,
    map: put(proposal.map),
    hasKeptIds: true,
    columns: proposal.columns.map((column) => {
      const isIn = from.has(plainName(column.name));
      if (isIn && column.field === null) return { ...column, field: "external_id", confidence: 1, why };
      return !isIn && column.field === "external_id" ? { ...column, field: null, confidence: 0, why: aside } : column;
    }),
    questions: proposal.questions.map((each) => ({
      ...each,
      choices: each.choices.map((choice) => ({ ...choice, map: put(choice.map) })),
    })),
  };
};

/**
 * A proposal in which records have the ids that those of an earlier file with these columns have, and where that was of the same place, its source and
 * what was answered then. What else the columns are is found anew, since this file may hold what that one had not.
 */
export const asKept = (sample: MapSample, context: MapContext, propose: (context: MapContext) => MapProposal): MapProposal => {
  const found = keptFor(sample, context);
  const own = propose(context);
  if (found === null || own.what !== "activities" || identityIn(own.map) === undefined) return own;
  const { kept, isSamePlace } = found;
  const answers = isSamePlace ? answersIn(kept.map, own.questions) : {};
  const proposal = Object.keys(answers).length === 0 ? own : propose({ ...context, answers: { ...answers, ...context.answers } });
  return withIdentity(proposal, identityIn(kept.map), isSamePlace ? sourceIn(kept.map) : null);
};
