import { activityKinds, type Settings } from "../domain/company.ts";
import { given } from "../domain/given.ts";
import { latestToday } from "../domain/instant.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import type { KindNames } from "../domain/value-words.ts";
import { inCompany, type Database } from "../store/database.ts";
import { listImportMaps } from "../store/import-maps.ts";
import { sourcesWithActs } from "../store/known-acts.ts";
import { loadSettings } from "../store/settings.ts";
import { formatOf } from "./files/formats/file-type.ts";
import { parseMapText, readMap } from "./files/maps/import-map.ts";
import { layoutContent } from "./files/layout/layout-map.ts";
import {
  columnsByMap,
  proposeMap,
  type MapContent,
  type MapContext,
  type MapProposal,
  type MapSample,
} from "./files/proposals/propose-map.ts";
import { monthQuestion } from "./files/proposals/propose-month.ts";
import { mailNames } from "./files/maps/mail-names.ts";
import { openRecords } from "./files/records.ts";
import type { Spooled } from "./files/spool.ts";
import { surveyTable, type Survey } from "./files/proposals/survey.ts";
import type { Table } from "./files/layout/table.ts";
import { fieldSetsOf } from "./import-field-sets.ts";
import type { ImportPreview, PreviewInAll, What } from "./import-preview.ts";
import { plainLayout, previewedColumns, previewIn, previewOf, type Facts } from "./preview-json.ts";
import {
  openByMap,
  openUnknown,
  readingOf,
  saysOnlyPlaces,
  sheetOf,
  type Opened,
  type PreviewOptions,
  type Reading,
} from "./preview-opening.ts";
import { peopleOf } from "./preview-people.ts";
import { productsOf } from "./products-of.ts";
import { count, noCounts, readBy } from "./preview-reading.ts";

const builtInNames: Readonly<Record<(typeof activityKinds)[number], readonly [string, string]>> = {
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
    ...activityKinds.map((kind) => [kind, builtInNames[kind]] as const),
    ...company.kinds.map(({ id, name }) => [id, [nameIn(name, "en"), nameIn(name, "ko")]] as const),
  ]);

const givenContent = (map: unknown): Outcome<MapContent | null> => {
  if (map === undefined || map === null) return accepted(null);
  const content = typeof map === "string" ? parseMapText(map) : accepted(map);
  if (!content.ok) return content;
  // What it should be is said by whoever reads it.
  return accepted((typeof content.value === "object" ? content.value : { columns: content.value }) as MapContent);
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

const proposeFor = async (
  database: Database,
  { table, wide, month: monthAsked }: Opened,
  survey: Survey,
  fileName: string,
  reading: Reading,
): Promise<MapProposal> => {
  const { settings, fieldSets, people, kinds, options, places } = reading;
  const [savedMaps, products] = await inCompany(
    database,
    settings.companyId,
    async (tx) =>
      [await listImportMaps(tx, settings.companyId), options.what === "opportunities" ? await productsOf(tx, settings) : []] as const,
  );
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
    products,
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

const previewLines = async (file: Spooled, fileName: string, reading: Reading): Promise<Outcome<PreviewInAll>> => {
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
  const proposal: MapProposal = {
    what,
    map: {},
    recognisedAs: { id: "attain", name: { en: "Attain", ko: "Attain" } },
    savedMap: null,
    columns: [],
    questions: [],
  };
  const counted = await count(records.value, proposal, reading);
  const { encoding, count: rows } = records.value;
  const nothing = { columns: [], sheets: [], sheet: null, headerRow: 1, layout: plainLayout };
  const facts: Facts = { fileName, format: "ndjson", encoding, rows, ...nothing };
  return accepted(
    previewOf({ proposal, notes: records.value.notes, map: null, counted, refusals: counted.refusals }, facts, reading, new Map()),
  );
};

const previewTable = async (
  database: Database,
  opened: Opened,
  { file, fileName, content }: { readonly file: Spooled; readonly fileName: string; readonly content: MapContent | null },
  reading: Reading,
): Promise<Outcome<PreviewInAll>> => {
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
    columns: previewedColumns(read.proposal, survey),
    sheets: sheets.filter(({ name }) => name !== ""),
    sheet: sheetOf(table),
    headerRow: layout?.headerRows[0] ?? 1,
    layout:
      layout === null
        ? plainLayout
        : { titleRows: layout.titleRows, subtotalRows: layout.left.subtotals.count, unpivoted: layout.unpivot !== null },
  };
  return accepted(previewOf(read, facts, reading, mailNames(read.map?.mail, table.header, survey.rows)));
};

/** What a file would come to, in one language; see previewInAll. */
export const previewImport = async (
  database: Database,
  companyId: number,
  file: Spooled,
  fileName: string,
  { language, ...options }: PreviewOptions & { readonly language: Language },
): Promise<Outcome<ImportPreview>> => {
  const preview = await previewInAll(database, companyId, file, fileName, options);
  return preview.ok ? accepted(previewIn(preview.value, language)) : preview;
};

/**
 * What a file would come to: how it is read, ten rows as they are read, whom it names, what it counts. Stores nothing. Reads the whole file,
 * in flat memory. Refuses a file that is wrong as a whole, and a given map that does not suit it.
 */
export const previewInAll = async (
  database: Database,
  companyId: number,
  file: Spooled,
  fileName: string,
  options: PreviewOptions,
): Promise<Outcome<PreviewInAll>> => {
  const [settings, sources] = await inCompany(
    database,
    companyId,
    async (tx) => [await loadSettings(tx, companyId), await sourcesWithActs(tx, companyId)] as const,
  );
  const fieldSets = fieldSetsOf(settings.company);
  const found = givenContent(options.map);
  if (!found.ok) return found;
  const places = found.value !== null && saysOnlyPlaces(found.value) ? found.value : null;
  const content = places === null ? found.value : null;
  const reading: Reading = {
    database,
    settings,
    fieldSets,
    sources,
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
