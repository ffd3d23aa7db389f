import { builtInKinds, type Settings } from "../domain/company.ts";
import { likeness, type Phrase } from "../domain/column-name.ts";
import { activityMeanings, leaveMeanings, memberMeanings, prospectMeanings } from "../domain/column-meanings.ts";
import { given } from "../domain/given.ts";
import { latestToday, type Instant } from "../domain/instant.ts";
import { nameIn, type Language } from "../domain/language.ts";
import type { Words } from "../domain/refusals/words.ts";
import { accepted, refusal, refused, sentence, type Outcome, type Refusal } from "../domain/refusal.ts";
import { secretIn, withoutSecrets } from "../domain/secret-number.ts";
import { shown } from "../domain/shown.ts";
import { kindMeant, type KindNames } from "../domain/value-words.ts";
import { inCompany, type Database } from "../store/database.ts";
import { listImportMaps } from "../store/import-maps.ts";
import { loadSettings } from "../store/settings.ts";
import { fieldNamed, type FieldSet } from "./files/fields.ts";
import { formatOf } from "./files/file-type.ts";
import { parseMapText, readMap, type ImportMap } from "./files/import-map.ts";
import { chainOf, headerScore } from "./files/row-reading.ts";
import { knownColumns } from "./files/known-exports.ts";
import { layoutContent } from "./files/layout-map.ts";
import { allSkipped, noLayoutKeys, type HeadKind, type LayoutKeys } from "./files/layout.ts";
import {
  columnsByMap,
  isLeftAside,
  proposeMap,
  type MapContent,
  type MapContext,
  type MapProposal,
  type MapSample,
} from "./files/propose-map.ts";
import { openRecords, recordsOfTable, type Records } from "./files/records.ts";
import { mailColumns } from "./files/mail-parties.ts";
import type { Reading as ReadingTold } from "./files/sheet-file.ts";
import type { Spooled } from "./files/spool.ts";
import { askMonth, monthQuestion, type MonthAsked } from "./files/propose-month.ts";
import { surveyTable, type Survey } from "./files/survey.ts";
import { openTable, type Table } from "./files/table.ts";
import { encodingsFor } from "./files/text-pieces.ts";
import { activityWordsOf, ownAddresses } from "./import-activities.ts";
import { fieldSetsOf } from "./import-field-sets.ts";
import type { ImportPreview, PreviewedColumn, PreviewedField, PreviewedRefusal, What } from "./import-preview.ts";
import { peopleOf, proposeMembers, type People } from "./preview-people.ts";
import { countRecords, type Counted, type ReadItem } from "./preview-records.ts";

export type PreviewStage = "reading" | "counting";

export type PreviewOptions = {
  /** What the file holds; left out: as its header says. */
  readonly what?: What;
  /** A map's text or its content; left out: the saved one of this header, that of a known export, or one made from the file. */
  readonly map?: unknown;
  /** What was chosen where the file alone does not say, by the question's id. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly language: Language;
  /** Bounds the times that can have been. */
  readonly now: Instant;
  /** Also a header alone is a file. */
  readonly mayBeEmpty?: boolean;
  /** A file is read through twice to know what its columns are, and once more with the map; how much of the stage is done, 0 to 1. */
  readonly progress?: (progress: { readonly stage: PreviewStage; readonly rows: number; readonly share: number | null }) => void;
};

const builtInNames: Readonly<Record<(typeof builtInKinds)[number], readonly [string, string]>> = {
  call: ["call", "전화"],
  email: ["e-mail", "이메일"],
  meeting: ["meeting", "면담"],
  demo: ["demo", "시연"],
  statement_of_work: ["statement of work", "작업 명세서"],
  social_contact: ["social contact", "소셜 연락"],
  message: ["message", "메시지"],
  visit: ["visit", "방문"],
  referral: ["referral", "소개"],
};

const kindsOf = ({ company }: Settings): KindNames =>
  new Map<string, readonly string[]>([
    ...builtInKinds.map((kind) => [kind, builtInNames[kind]] as const),
    ...company.kinds.map(({ id, name }) => [id, [nameIn(name, "en"), nameIn(name, "ko")]] as const),
  ]);

const everyPhrase: readonly Phrase[] = [activityMeanings, prospectMeanings, memberMeanings, leaveMeanings].flatMap((meanings) =>
  Object.values(meanings).flatMap(({ phrases }) => phrases),
);
const surely = 0.8;

/** How many columns of a header have a name that means something: tells the separator. */
const meaningful = (header: readonly string[], fieldSets: Readonly<Record<What, FieldSet>>): number => {
  const sets = Object.values(fieldSets);
  const isNamed = (name: string): boolean => sets.some(({ fields }) => fieldNamed(fields, name) !== undefined);
  return Math.max(knownColumns(header), header.filter((name) => isNamed(name) || likeness(name, everyPhrase) >= surely).length);
};

const givenContent = (map: unknown): Outcome<MapContent | null> => {
  if (map === undefined || map === null) return accepted(null);
  const content = typeof map === "string" ? parseMapText(map) : accepted(map);
  if (!content.ok) return content;
  // What it should be is said by whoever reads it.
  return accepted((typeof content.value === "object" ? content.value : { columns: content.value }) as MapContent);
};

type Reading = {
  readonly settings: Settings;
  readonly fieldSets: Readonly<Record<What, FieldSet>>;
  readonly people: People;
  readonly kinds: KindNames;
  readonly options: PreviewOptions;
  /** Where in the file a person says that the table stands; left out of it: wherever it is found. */
  readonly places: MapContent;
};

/** What a given map says of each column. */
const proposalOf = (header: readonly string[], map: MapContent, what: What): MapProposal => {
  const columns = columnsByMap(header, map, {
    confidence: 1,
    why: { en: "The map says so.", ko: "맵에 따릅니다." },
    aside: { en: "The map does not read it.", ko: "맵에서 읽지 않습니다." },
  });
  return { what, map, recognisedAs: null, savedMap: null, columns, questions: [] };
};

/** What of the layout a map must say so that an import lays the file out in the same way: a workbook's is found anew, except for wide columns. */
const layoutKeysOf = ({ format, layout }: Table): MapContent => {
  if (layout === null) return {};
  const { headerRow, skipRows, fillDown, unpivot } = layoutContent(layout);
  const wide = unpivot === undefined ? {} : { unpivot };
  if (format !== "csv") return wide;
  const { subtotals, footers, repeated } = layout.left;
  const leavesOut = subtotals.count + footers.count + repeated.count > 0;
  const isPlain = layout.titleRows === 0 && layout.headerRows.length === 1 && !leavesOut && unpivot === undefined;
  return isPlain ? {} : { headerRow, skipRows: leavesOut ? skipRows : "none", ...(fillDown === undefined ? {} : { fillDown }), ...wide };
};

const wideOf = ({ layout }: Table): NonNullable<MapSample["wide"]> | null => {
  if (layout === null || layout.unpivot === null) return null;
  const { names, value } = layout.unpivot;
  const nameOf = (kinds: readonly HeadKind[]): string | null => names[layout.heads.findIndex((head) => kinds.includes(head))] ?? null;
  return { value, day: nameOf(["day", "date"]), kind: nameOf(["kind", "text"]) };
};

const proposeFor = async (
  database: Database,
  { table, wide, month: monthAsked }: Opened,
  survey: Survey,
  fileName: string,
  reading: Reading,
): Promise<MapProposal> => {
  const { settings, fieldSets, people, kinds, options, places } = reading;
  const savedMaps = await inCompany(database, settings.companyId, (tx) => listImportMaps(tx, settings.companyId));
  const { year = null, month = null } = table.layout?.of ?? {};
  const context: MapContext = {
    fieldSets,
    hints: {
      country: settings.company.country,
      today: latestToday(options.now),
      ...(year === null ? {} : { year }),
      ...(month === null ? {} : { month }),
    },
    currency: settings.company.currency,
    kinds,
    sources: settings.company.sources.map(({ id }) => id),
    isMember: people.isAnybody,
    savedMaps,
    answers: options.answers ?? {},
    ...given({ what: options.what }),
  };
  const sample: MapSample = {
    fileName,
    sheet: sheetOf(table),
    titles: table.layout?.titles ?? [],
    header: table.header,
    rows: survey.rows,
    values: survey.values,
    wide,
  };
  const proposal = proposeMap(sample, context);
  const keys = layoutKeysOf(table);
  // A shipped map knows its layout; a saved one was of a file with another month in its heads.
  const withKeys = (map: MapContent): MapContent => ({
    ...(proposal.recognisedAs === null ? { ...map, ...keys } : { ...keys, ...map }),
    ...places,
  });
  const map = withKeys(proposal.map);
  const months = monthAsked === null ? [] : [monthQuestion(monthAsked, map)];
  return {
    ...proposal,
    map,
    questions: [
      ...months,
      ...proposal.questions.map((each) => ({
        ...each,
        choices: each.choices.map((choice) => ({ ...choice, map: withKeys(choice.map) })),
      })),
    ],
  };
};

const sheetOf = ({ sheets, layout }: Table): string | null => {
  const name = sheets[layout?.sheet ?? 0]?.name ?? "";
  return name === "" ? null : name;
};

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

const previewedColumns = ({ columns }: MapProposal, survey: Survey, language: Language): readonly PreviewedColumn[] =>
  columns.map(({ name, field, confidence, why }, index) => ({
    name: visible(name),
    examples: examplesAt(survey, index),
    field,
    confidence: Math.round(confidence * 100) / 100,
    why: why[language],
  }));

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

const filledBy = (map: ImportMap | null, name: string): boolean =>
  map !== null && [...map.rules.keys(), ...map.constants.keys()].some((field) => field.column === name);

const previewedRefusal = (each: Refusal, language: Language): PreviewedRefusal => ({
  code: each.code,
  pointer: each.pointer,
  detail: sentence(each, language),
});

/** What could not be read stands as null, and no number that nobody keeps. */
const withoutSecret = (value: unknown): unknown => {
  if (typeof value === "string") return withoutSecrets(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutSecret);
  const entries = Object.entries(value);
  return entries.length === 0 ? null : Object.fromEntries(entries.map(([name, each]) => [name, withoutSecret(each)]));
};

const previewedRow = ({ row, fields, refusals }: ReadItem, language: Language) => ({
  row,
  fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, withoutSecret(value)])),
  errors: refusals.map((each) => previewedRefusal(each, language)),
});

const previewedRejection = ({ row, refusals }: ReadItem, language: Language) => ({
  row,
  errors: refusals.map((each) => previewedRefusal(each, language)),
});

const noCounts: Counted = {
  received: 0,
  skipped: 0,
  rejected: 0,
  first: [],
  rejections: [],
  kinds: new Map(),
  members: { known: 0, unknown: [] },
  firstDay: null,
  lastDay: null,
  equal: 0,
  clashing: 0,
  refusals: [],
};

const isMadeFromColumns = (map: MapContent): boolean => {
  const columns = map["columns"];
  const rule: unknown = typeof columns === "object" && columns !== null && "external_id" in columns ? columns.external_id : undefined;
  return typeof rule === "object" && rule !== null && "from" in rule;
};

const withIdFrom = (map: MapContent, from: readonly string[]): MapContent => ({
  ...map,
  columns: { ...(map["columns"] as MapContent), external_id: { from } },
});

type Read = {
  readonly proposal: MapProposal;
  /** What the reading of the table says of itself. */
  readonly notes: readonly Refusal[];
  readonly map: ImportMap | null;
  readonly counted: Counted;
  readonly refusals: readonly Refusal[];
};

/** Reads the file by a proposal; where ids made from some of the columns turn out to be shared by different rows, all columns make them. */
const readBy = async (table: Table, proposal: MapProposal, reading: Reading): Promise<Read> => {
  const { settings, fieldSets, options } = reading;
  const fieldSet = fieldSets[proposal.what];
  const map = readMap(proposal.map, fieldSet);
  if (!map.ok) return { proposal, notes: table.notes, map: null, counted: noCounts, refusals: map.refusals };
  const { currency, timeZone } = settings.company;
  const context = { fieldSet, currency, timeZone, isOwnAddress: ownAddresses(settings) };
  const records = recordsOfTable(table, map.value, context);
  if (!records.ok) return { proposal, notes: table.notes, map: map.value, counted: noCounts, refusals: records.refusals };
  const { notes } = records.value;
  const counted = await count(records.value, proposal.what, settings, options);
  const isOurs = proposal.recognisedAs === null && proposal.savedMap === null && options.map === undefined;
  if (counted.clashing === 0 || !isOurs || !isMadeFromColumns(proposal.map))
    return { proposal, notes, map: map.value, counted, refusals: counted.refusals };
  const whole = (each: MapContent): MapContent => withIdFrom(each, table.header);
  const questions = proposal.questions.map((each) => ({
    ...each,
    choices: each.choices.map((choice) => ({ ...choice, map: whole(choice.map) })),
  }));
  const why = { en: "It takes all columns to tell the rows apart.", ko: "모든 열을 봐야 행을 구별할 수 있습니다." };
  const columns = proposal.columns.map((each) => (each.field === null ? { ...each, field: "external_id", confidence: 0.5, why } : each));
  const all: MapProposal = { ...proposal, map: whole(proposal.map), questions, columns };
  const again = readMap(all.map, fieldSet);
  const reread = again.ok ? recordsOfTable(table, again.value, context) : again;
  if (!again.ok || !reread.ok) return { proposal, notes, map: map.value, counted, refusals: counted.refusals };
  const recounted = await count(reread.value, all.what, settings, options);
  return { proposal: all, notes, map: again.value, counted: recounted, refusals: recounted.refusals };
};

const count = (records: Records, what: What, settings: Settings, { now, progress }: PreviewOptions): Promise<Counted> =>
  countRecords(records, what, settings, {
    now,
    progress: progress === undefined
        ? undefined
        : (rows) => progress({ stage: "counting", rows, share: records.count === 0 ? null : rows / records.count }),
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

const notesOf = ({ proposal, counted, notes: told }: Read, { language }: PreviewOptions): readonly string[] => {
  const grouped = (rows: number): string => rows.toLocaleString(language === "ko" ? "ko-KR" : "en-US");
  const unused = proposal.columns.filter(isLeftAside).map(({ name }) => visible(name));
  const inWords = (words: Words): string => words[language];
  return [
    ...(unused.length === 0 ? [] : [inWords(noteWords.unused(unused.join(", ")))]),
    ...told.map((each) => sentence(each, language)),
    ...(proposal.unchecked === undefined ? [] : [sentence(refusal("export-unchecked", "", { column: proposal.unchecked }), language)]),
    ...(counted.equal === 0 ? [] : [inWords(noteWords.equal(grouped(counted.equal)))]),
    ...(counted.clashing === 0 ? [] : [inWords(noteWords.clashing(grouped(counted.clashing)))]),
  ];
};

const mostProposed = 500;

/** Why nothing of the file can be imported as it is. */
const against = ({ refusals, counted, proposal }: Read, { mayBeEmpty = false }: PreviewOptions): readonly Refusal[] => {
  if (refusals.length > 0) return refusals;
  if (counted.received === 0) return mayBeEmpty ? [] : [refusal("import-nothing", "", { skipped: counted.skipped })];
  // An open question may be why.
  const isAsked = proposal.questions.some(({ chosen }) => chosen === null);
  return counted.rejected === counted.received && !isAsked ? [refusal("import-all-rejected", "", { rows: counted.received })] : [];
};

type Facts = Pick<ImportPreview, "fileName" | "format" | "encoding" | "rows" | "columns" | "sheets" | "sheet" | "headerRow" | "layout">;

const plainLayout = { titleRows: 0, subtotalRows: 0, unpivoted: false };

const previewOf = (read: Read, facts: Facts, { fieldSets, people, options }: Reading): ImportPreview => {
  const { proposal, map, counted } = read;
  const { language } = options;
  const { what, recognisedAs, savedMap } = proposal;
  const refusals = against(read, options);
  const proposed = what === "activities" ? proposeMembers(counted.members.unknown.slice(0, mostProposed), people) : [];
  return {
    ...facts,
    what,
    recognisedAs: recognisedAs === null ? null : { id: recognisedAs.id, name: nameIn(recognisedAs.name, language) },
    savedMap: savedMap === null ? null : { id: savedMap.id, name: savedMap.name, savedAt: savedMap.savedAt },
    fields: previewedFields(map, fieldSets[what]),
    map: proposal.map,
    questions: proposal.questions.map(({ text, choices, ...question }) => ({
      ...question,
      text: text[language],
      choices: choices.map(({ label, ...choice }) => ({ ...choice, label: label[language] })),
    })),
    rowsRead: counted.first.map((row) => previewedRow(row, language)),
    members: { known: counted.members.known, proposed, more: Math.max(0, counted.members.unknown.length - mostProposed) },
    kinds: Object.fromEntries([...counted.kinds].toSorted(([, a], [, b]) => b - a)),
    firstDay: counted.firstDay,
    lastDay: counted.lastDay,
    skipped: counted.skipped,
    rejected: counted.rejected,
    rejections: counted.rejections.map((row) => previewedRejection(row, language)),
    notes: notesOf(read, options),
    canImport: refusals.length === 0 && proposal.questions.every(({ chosen }) => chosen !== null),
    refusals: refusals.map((each) => previewedRefusal(each, language)),
  };
};

const previewLines = async (file: Spooled, fileName: string, reading: Reading): Promise<Outcome<ImportPreview>> => {
  const { settings, fieldSets, options } = reading;
  const what = options.what ?? "activities";
  const { currency, country, timeZone } = settings.company;
  const records = await openRecords(file, fileName, undefined, {
    fieldSet: fieldSets[what],
    currency,
    country,
    timeZone,
    mayBeEmpty: options.mayBeEmpty === true,
  });
  if (!records.ok) return records;
  const counted = await count(records.value, what, settings, options);
  const proposal: MapProposal = {
    what,
    map: {},
    recognisedAs: { id: "attain", name: { en: "Attain", ko: "Attain" } },
    savedMap: null,
    columns: [],
    questions: [],
  };
  const { encoding, count: rows } = records.value;
  const nothing = { columns: [], sheets: [], sheet: null, headerRow: 1, layout: plainLayout };
  const facts: Facts = { fileName, format: "ndjson", encoding, rows, ...nothing };
  return accepted(previewOf({ proposal, notes: records.value.notes, map: null, counted, refusals: counted.refusals }, facts, reading));
};

/** A table that no map describes: what its wide columns were made into, and of which month they are, where nothing says so. */
type Opened = { readonly table: Table; readonly wide: NonNullable<MapSample["wide"]> | null; readonly month: MonthAsked | null };

/** Tells of one of the two times that a table is read through. */
const readingOf =
  ({ bytes }: Spooled, { progress }: PreviewOptions, time: 0 | 1): ReadingTold =>
  (rows, bytesRead) =>
    progress?.({ stage: "reading", rows, share: bytes === 0 ? null : (time + Math.min(1, bytesRead / bytes)) / 2 });

/** As an import by the map would open it. */
const openByMap = async (
  map: ImportMap,
  file: Spooled,
  fileName: string,
  { settings, fieldSets, options }: Reading,
): Promise<Outcome<Opened>> => {
  const fieldSet = fieldSets[options.what ?? "activities"];
  const table = await openTable(file, fileName, {
    encodings: encodingsFor(file.head, { named: map.encoding, country: settings.company.country }),
    activityWords: activityWordsOf(settings.company),
    mayBeEmpty: options.mayBeEmpty === true,
    wanted: (header) => headerScore(header, fieldSet, map),
    separator: map.separator,
    keys: map.layout,
    reading: readingOf(file, options, 0),
  });
  return table.ok ? accepted({ table: table.value, wide: null, month: null }) : table;
};

const placeKeys: readonly string[] = ["sheet", "headerRow"];

/** Whether a map says only where the table stands: what its columns are is proposed then, as of any file. */
const saysOnlyPlaces = (content: MapContent): boolean =>
  Object.keys(content).length > 0 && Object.keys(content).every((key) => placeKeys.includes(key));

const placesIn = (places: MapContent): Outcome<Partial<LayoutKeys>> => {
  const map = readMap(places, { fields: [], needed: [] });
  if (!map.ok) return map;
  const { sheet, headerRows } = map.value.layout;
  return accepted({ ...(sheet === null ? {} : { sheet }), ...(headerRows === null ? {} : { headerRows }) });
};

/** Wherever its header may stand. Days by their numbers alone are of the month that is answered, or of the likeliest until one is. */
const openUnknown = async (
  file: Spooled,
  fileName: string,
  { settings, fieldSets, kinds, options, places }: Reading,
): Promise<Outcome<Opened>> => {
  const openWith = (keys: LayoutKeys | null): Promise<Outcome<Table>> =>
    openTable(file, fileName, {
      encodings: encodingsFor(file.head, { named: null, country: settings.company.country }),
      activityWords: activityWordsOf(settings.company),
      mayBeEmpty: options.mayBeEmpty === true,
      wanted: (header) => meaningful(header, fieldSets),
      separator: null,
      findsLayout: keys !== null,
      reading: readingOf(file, options, 0),
      kindOf: (name) => kindMeant(name, kinds)?.kind ?? null,
      ...(keys === null ? {} : { keys }),
    });
  const isText = formatOf(fileName, file.head) === "csv";
  const said = placesIn(places);
  if (!said.ok) return said;
  const isFree = Object.keys(places).length === 0;
  // Empty cells of a text are what its system has to say; in a sheet they may be merged ones.
  const found = await openWith({ ...(isText ? { ...noLayoutKeys, skipRows: allSkipped, fillDown: [] } : noLayoutKeys), ...said.value });
  // Of a text whose layout nobody can make out, what is wrong with it as it stands says more.
  const table = found.ok || !isText || !isFree ? found : await openWith(null);
  if (!table.ok) return table;
  const wide = wideOf(table.value);
  const { layout } = table.value;
  const month = layout === null ? null : askMonth(layout, latestToday(options.now), options.answers?.["month"]);
  if (layout === null || layout.unpivot === null || month === null) return accepted({ table: table.value, wide, month: null });
  await table.value.close();
  const again = await openWith({
    sheet: sheetOf(table.value),
    headerRows: layout.headerRows,
    skipRows: layout.skip,
    fillDown: layout.columns.filter(({ index }) => layout.fillDown.includes(index)).map(({ name }) => name),
    unpivot: { ...layout.unpivot, month: month.month },
  });
  return again.ok ? accepted({ table: again.value, wide, month }) : again;
};

const previewTable = async (
  database: Database,
  opened: Opened,
  { file, fileName, content }: { readonly file: Spooled; readonly fileName: string; readonly content: MapContent | null },
  reading: Reading,
): Promise<Outcome<ImportPreview>> => {
  const { options } = reading;
  const { table } = opened;
  const survey = await surveyTable(table, readingOf(file, options, 1));
  const proposal =
    content === null
      ? await proposeFor(database, opened, survey, fileName, reading)
      : proposalOf(table.header, content, options.what ?? "activities");
  const read = await readBy(table, proposal, reading);
  const [wrong, ...more] = read.refusals;
  if (content !== null && read.counted === noCounts && wrong !== undefined) return refused(wrong, ...more);
  const { format, encoding, rows, sheets, layout } = table;
  const facts: Facts = {
    fileName,
    format,
    encoding,
    rows,
    columns: previewedColumns(read.proposal, survey, options.language),
    sheets: sheets.filter(({ name }) => name !== ""),
    sheet: sheetOf(table),
    headerRow: layout?.headerRows[0] ?? 1,
    layout:
      layout === null
        ? plainLayout
        : { titleRows: layout.titleRows, subtotalRows: layout.left.subtotals.count, unpivoted: layout.unpivot !== null },
  };
  return accepted(previewOf(read, facts, reading));
};

/**
 * What a file would come to: how it is read, ten rows as they are read, whom it names, what it counts. Stores nothing. Reads the whole file,
 * in flat memory. Refuses a file that is wrong as a whole, and a given map that does not suit it.
 */
export const previewImport = async (
  database: Database,
  companyId: number,
  file: Spooled,
  fileName: string,
  options: PreviewOptions,
): Promise<Outcome<ImportPreview>> => {
  const settings = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const fieldSets = fieldSetsOf(settings.company);
  const found = givenContent(options.map);
  if (!found.ok) return found;
  const places = found.value !== null && saysOnlyPlaces(found.value) ? found.value : null;
  const content = places === null ? found.value : null;
  const reading: Reading = {
    settings,
    fieldSets,
    people: peopleOf(settings.members),
    kinds: kindsOf(settings),
    options: places === null ? options : { ...options, map: undefined },
    places: places ?? {},
  };
  const map = content === null ? null : readMap(content, fieldSets[options.what ?? "activities"]);
  if (map !== null && !map.ok) return map;
  const format = formatOf(fileName, file.head);
  if (format === "ndjson") return map === null ? previewLines(file, fileName, reading) : refused(refusal("map-for-table", ""));
  const opened = map === null ? await openUnknown(file, fileName, reading) : await openByMap(map.value, file, fileName, reading);
  if (!opened.ok) return opened;
  try {
    return await previewTable(database, opened.value, { file, fileName, content }, reading);
  } finally {
    await opened.value.table.close();
  }
};
