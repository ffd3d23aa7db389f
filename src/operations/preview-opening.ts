import { activityMeanings, leaveMeanings, memberMeanings, prospectMeanings } from "../domain/column-meanings.ts";
import { likeness, type Phrase } from "../domain/column-name.ts";
import type { Settings } from "../domain/company.ts";
import { latestToday, type Instant } from "../domain/instant.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { kindMeant, type KindNames } from "../domain/value-words.ts";
import { fieldNamed, type FieldSet } from "./files/maps/fields.ts";
import type { Database } from "../store/database.ts";
import { formatOf } from "./files/formats/file-type.ts";
import { readMap, type ImportMap } from "./files/maps/import-map.ts";
import { knownColumns } from "./files/maps/known-exports.ts";
import { allSkipped, noLayoutKeys, type HeadKind, type LayoutKeys } from "./files/layout/layout.ts";
import type { MapContent, MapSample } from "./files/proposals/propose-map.ts";
import { askMonth, type MonthAsked } from "./files/proposals/propose-month.ts";
import { headerScore } from "./files/maps/row-reading.ts";
import type { ReadingProgress } from "./files/formats/sheet-file.ts";
import type { Spooled } from "./files/spool.ts";
import { openTable, type Table } from "./files/layout/table.ts";
import { encodingsFor } from "./files/formats/text-pieces.ts";
import { activityWordsOf } from "./import-activities.ts";
import type { What } from "./import-preview.ts";
import type { People } from "./preview-people.ts";

export type PreviewStage = "reading" | "counting";

export type PreviewOptions = {
  /** What the file holds; left out: as its header says. */
  readonly what?: What;
  /** A map's text or its content; left out: the saved one of this header, that of a known export, or one made from the file. */
  readonly map?: unknown;
  /** What was chosen where the file alone does not say, by the question's id. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Bounds the times that can have been. */
  readonly now: Instant;
  /** Also a header alone is a file. */
  readonly mayBeEmpty?: boolean;
  /** A file is read through twice to know what its columns are, and once more with the map; how much of the stage is done, 0 to 1. */
  readonly progress?: (progress: { readonly stage: PreviewStage; readonly rows: number; readonly share: number | null }) => void;
};

export type Reading = {
  readonly database: Database;
  readonly settings: Settings;
  readonly fieldSets: Readonly<Record<What, FieldSet>>;
  readonly people: People;
  /** Those that have told something. */
  readonly sources: readonly string[];
  readonly kinds: KindNames;
  readonly options: PreviewOptions;
  /** Where in the file a person says that the table stands; left out of it: wherever it is found. */
  readonly places: MapContent;
};

const everyPhrase: readonly Phrase[] = [activityMeanings, prospectMeanings, memberMeanings, leaveMeanings].flatMap((meanings) =>
  Object.values(meanings).flatMap(({ phrases }) => phrases),
);

const surely = 0.8;

/** Enough to tell a header from a record, which every separator and each of the first rows is asked for. */
const mostLookedAt = 200;

const hasLetters = /\p{L}/u;

/** How many columns of a header have a name that means something: tells the separator. The first rows are asked many times over. */
const meaningfulTo = (fieldSets: Readonly<Record<What, FieldSet>>): ((header: readonly string[]) => number) => {
  const sets = Object.values(fieldSets);
  const known = new Map<string, boolean>();
  const isMeaningful = (name: string): boolean =>
    hasLetters.test(name) && (sets.some(({ fields }) => fieldNamed(fields, name) !== undefined) || likeness(name, everyPhrase) >= surely);
  return (whole) => {
    const header = whole.slice(0, mostLookedAt);
    for (const name of header) if (!known.has(name)) known.set(name, isMeaningful(name));
    return Math.max(knownColumns(header), header.filter((name) => known.get(name)).length);
  };
};

export const wideOf = ({ layout }: Table): NonNullable<MapSample["wide"]> | null => {
  if (layout === null || layout.unpivot === null) return null;
  const { names, value } = layout.unpivot;
  const nameOf = (kinds: readonly HeadKind[]): string | null => names[layout.heads.findIndex((head) => kinds.includes(head))] ?? null;
  return { value, day: nameOf(["day", "date"]), kind: nameOf(["kind", "text"]) };
};

/** Null where the file has but one, without a name. */
export const sheetOf = ({ sheets, layout }: Table): string | null => {
  const name = sheets[layout?.sheet ?? 0]?.name ?? "";
  return name === "" ? null : name;
};

/** A table that no map describes: what its wide columns were made into, and of which month they are, where nothing says so. */
export type Opened = { readonly table: Table; readonly wide: NonNullable<MapSample["wide"]> | null; readonly month: MonthAsked | null };

/** Tells of one of the two times that a table is read through. */
export const readingOf =
  ({ bytes }: Spooled, { progress }: PreviewOptions, time: 0 | 1): ReadingProgress =>
  (rows, bytesRead) =>
    progress?.({ stage: "reading", rows, share: bytes === 0 ? null : (time + Math.min(1, bytesRead / bytes)) / 2 });

/** As an import by the map would open it. */
export const openByMap = async (
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
export const saysOnlyPlaces = (content: MapContent): boolean =>
  Object.keys(content).length > 0 && Object.keys(content).every((key) => placeKeys.includes(key));

const placesIn = (places: MapContent): Outcome<Partial<LayoutKeys>> => {
  const map = readMap(places, { fields: [], needed: [] });
  if (!map.ok) return map;
  const { sheet, headerRows } = map.value.layout;
  return accepted({ ...(sheet === null ? {} : { sheet }), ...(headerRows === null ? {} : { headerRows }) });
};

/** Wherever its header may stand. Days by their numbers alone are of the month that is answered, or of the likeliest until one is. */
export const openUnknown = async (
  file: Spooled,
  fileName: string,
  { settings, fieldSets, kinds, options, places }: Reading,
): Promise<Outcome<Opened>> => {
  const wanted = meaningfulTo(fieldSets);
  const openWith = (keys: LayoutKeys | null): Promise<Outcome<Table>> =>
    openTable(file, fileName, {
      encodings: encodingsFor(file.head, { named: null, country: settings.company.country }),
      activityWords: activityWordsOf(settings.company),
      mayBeEmpty: options.mayBeEmpty === true,
      wanted,
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
