import { nameIn, type Language } from "../domain/language.ts";
import { MOST_MEMBERS } from "../domain/new-members.ts";
import { refusal, sentence, type Refusal } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import { secretIn, withoutSecrets } from "../domain/secret-number.ts";
import { shown } from "../domain/shown.ts";
import type { FieldSet } from "./files/maps/fields.ts";
import type { ImportMap } from "./files/maps/import-map.ts";
import { mailColumns } from "./files/maps/mail-parties.ts";
import { isLeftAside, type MapProposal } from "./files/proposals/propose-map.ts";
import { chainOf } from "./files/maps/row-reading.ts";
import type { Survey } from "./files/proposals/survey.ts";
import { rejectionColumns } from "./files/writing/rejected-file.ts";
import type { ImportPreview, PreviewedColumn, PreviewedField, PreviewedRefusal, PreviewInAll } from "./import-preview.ts";
import type { Read } from "./preview-reading.ts";
import type { PreviewOptions, Reading } from "./preview-opening.ts";
import { proposeMembers } from "./preview-people.ts";
import type { ReadItem } from "./preview-records.ts";

const hidden = "••••••";

const visible = (text: string): string => (secretIn(text) === undefined ? shown(text) : hidden);

const examplesAt = ({ rows }: Survey, index: number): readonly string[] => {
  const found = new Set<string>();
  for (const row of rows) {
    const text = (row[index] ?? "").trim();
    if (text !== "") found.add(visible(text));
    if (found.size === 3) break;
  }
  return [...found];
};

export const previewedColumns = ({ columns }: MapProposal, survey: Survey): readonly PreviewedColumn<Words>[] =>
  columns.map(({ name, field, confidence, why }, index) => ({
    name: visible(name),
    examples: examplesAt(survey, index),
    field,
    confidence: Math.round(confidence * 100) / 100,
    why,
  }));

const filledBy = (map: ImportMap | null, name: string): boolean =>
  map !== null && [...map.rules.keys(), ...map.constants.keys()].some((field) => field.column === name);

const previewedFields = (map: ImportMap | null, { fields, needed }: FieldSet): readonly PreviewedField[] => {
  const isNeeded = new Set(
    needed.flatMap((names) => (names.some((name) => name !== names[0] && filledBy(map, name)) ? [] : names.slice(0, 1))),
  );
  return fields.flatMap((field) => {
    const rule = map?.rules.get(field);
    const constant = map?.constants.get(field) ?? null;
    const from = rule === undefined ? mailColumns(map?.mail, field.column) : [...new Set(chainOf(rule).flatMap(({ columns }) => columns))];
    const isFilled = from.length > 0 || constant !== null;
    return isFilled || isNeeded.has(field.column)
      ? [
          {
            field: field.column,
            needed: isNeeded.has(field.column) || (isFilled && needed.some((names) => names.includes(field.column))),
            from,
            constant,
          },
        ]
      : [];
  });
};

const inAll = (each: Refusal): Words => ({ en: sentence(each, "en"), ko: sentence(each, "ko") });

const previewedRefusal = (each: Refusal): PreviewedRefusal<Words> => ({ code: each.code, pointer: each.pointer, detail: inAll(each) });

/** What could not be read stands as null, and no number that nobody keeps. */
const withoutSecret = (value: unknown): unknown => {
  if (typeof value === "string") return withoutSecrets(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutSecret);
  const entries = Object.entries(value);
  return entries.length === 0 ? null : Object.fromEntries(entries.map(([name, each]) => [name, withoutSecret(each)]));
};

const previewedRow = ({ row, fields, refusals }: ReadItem) => ({
  row,
  fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, withoutSecret(value)])),
  errors: refusals.map(previewedRefusal),
});

const previewedRejection = ({ row, refusals }: ReadItem) => ({
  row,
  errors: refusals.map(previewedRefusal),
});

const noteWords = {
  equal: (rows: string) => ({
    en: `${rows === "1" ? "1 row is" : `${rows} rows are`} equal to another in everything that tells rows apart; each such act counts once.`,
    ko: `${rows}행은 다른 행과 내용이 모두 같습니다. 한 번만 셉니다.`,
  }),
  clashing: (rows: string) => ({
    en:
      rows === "1"
        ? "1 row has the id of an earlier row and says something else: it is a later state of it."
        : `${rows} rows have the ids of earlier rows and say something else: they are later states of them.`,
    ko: `${rows}행은 앞 행과 id가 같고 내용이 다릅니다. 앞 행의 정정으로 봅니다.`,
  }),
  unused: (columns: string) => ({ en: `Not read: ${columns}.`, ko: `읽지 않는 열: ${columns}.` }),
};

const notesOf = ({ proposal, counted, notes: told }: Read): readonly Words[] => {
  // Both languages group digits alike.
  const grouped = (rows: number): string => rows.toLocaleString("en-US");
  const isReason = (name: string): boolean => rejectionColumns.some((each) => each === name);
  const unused = proposal.columns.filter((each) => isLeftAside(each) && !isReason(each.name)).map(({ name }) => visible(name));
  return [
    ...(unused.length === 0 ? [] : [noteWords.unused(unused.join(", "))]),
    ...told.map(inAll),
    ...(proposal.unchecked === undefined ? [] : [inAll(refusal("export-unchecked", "", { column: proposal.unchecked }))]),
    ...(counted.equal === 0 ? [] : [noteWords.equal(grouped(counted.equal))]),
    ...(counted.clashing === 0 ? [] : [noteWords.clashing(grouped(counted.clashing))]),
  ];
};

/** As many as are shown; what is kept of a preview has them all, up to as many as are added at once. */
const mostShown = 500;

/** As it is answered: a company that is new to the product may have thousands of people in one file. */
export const shownPreview = (preview: ImportPreview): ImportPreview => {
  const { proposed, more, ...members } = preview.members;
  const beyond = Math.max(0, proposed.length - mostShown);
  return beyond === 0 ? preview : { ...preview, members: { ...members, proposed: proposed.slice(0, mostShown), more: more + beyond } };
};

/** Why nothing of the file can be imported as it is. */
const against = ({ refusals, counted, proposal }: Read, { mayBeEmpty = false }: PreviewOptions): readonly Refusal[] => {
  if (refusals.length > 0) return refusals;
  if (counted.received === 0) return mayBeEmpty ? [] : [refusal("import-nothing", "", { skipped: counted.skipped })];
  // An open question may be why.
  const isAsked = proposal.questions.some(({ chosen }) => chosen === null);
  return counted.rejected === counted.received && !isAsked ? [refusal("import-all-rejected", "", { rows: counted.received })] : [];
};

export type Facts = Pick<
  PreviewInAll,
  "fileName" | "format" | "encoding" | "rows" | "columns" | "sheets" | "sheet" | "headerRow" | "layout"
>;

export const plainLayout = { titleRows: 0, subtotalRows: 0, unpivoted: false };

/** Its sentences in one language. A text that is none of several was kept before they were kept in all. */
export const previewIn = (preview: PreviewInAll, language: Language): ImportPreview => {
  const said = (text: Words | string): string => (typeof text === "string" ? text : text[language]);
  const refusalIn = ({ detail, ...each }: PreviewedRefusal<Words>): PreviewedRefusal => ({ ...each, detail: said(detail) });
  const { recognisedAs, columns, questions, rowsRead, rejections, notes, refusals } = preview;
  return {
    ...preview,
    recognisedAs: recognisedAs === null ? null : { ...recognisedAs, name: said(recognisedAs.name) },
    columns: columns.map(({ why, ...column }) => ({ ...column, why: said(why) })),
    questions: questions.map(({ text, choices, ...question }) => ({
      ...question,
      text: said(text),
      choices: choices.map(({ label, ...choice }) => ({ ...choice, label: said(label) })),
    })),
    rowsRead: rowsRead.map(({ errors, ...row }) => ({ ...row, errors: errors.map(refusalIn) })),
    rejections: rejections.map(({ errors, ...row }) => ({ ...row, errors: errors.map(refusalIn) })),
    notes: notes.map(said),
    refusals: refusals.map(refusalIn),
  };
};

/** `names`: what the file calls those whom it has addresses of. */
export const previewOf = (
  read: Read,
  facts: Facts,
  { fieldSets, people, options }: Reading,
  names: ReadonlyMap<string, string>,
): PreviewInAll => {
  const { proposal, map, counted } = read;
  const { what, recognisedAs, savedMap } = proposal;
  const refusals = against(read, options);
  const proposed = what === "activities" ? proposeMembers(counted.members.unknown.slice(0, MOST_MEMBERS), people, names) : [];
  return {
    ...facts,
    what,
    recognisedAs:
      recognisedAs === null
        ? null
        : { id: recognisedAs.id, name: { en: nameIn(recognisedAs.name, "en"), ko: nameIn(recognisedAs.name, "ko") } },
    savedMap: savedMap === null ? null : { id: savedMap.id, name: savedMap.name, savedAt: savedMap.savedAt },
    fields: previewedFields(map, fieldSets[what]),
    map: proposal.map,
    questions: proposal.questions,
    rowsRead: counted.first.map(previewedRow),
    members: { known: counted.members.known, proposed, more: Math.max(0, counted.members.unknown.length - MOST_MEMBERS) },
    kinds: Object.fromEntries([...counted.kinds].toSorted(([, a], [, b]) => b - a)),
    firstDay: counted.firstDay,
    lastDay: counted.lastDay,
    skipped: counted.skipped,
    rejected: counted.rejected,
    rejections: counted.rejections.map(previewedRejection),
    notes: notesOf(read),
    canImport: refusals.length === 0 && proposal.questions.every(({ chosen }) => chosen !== null),
    refusals: refusals.map(previewedRefusal),
  };
};
