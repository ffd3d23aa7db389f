import { createHash } from "node:crypto";
import { readId } from "../domain/company-reading-basics.ts";
import { isFields, refuseUnknown, take } from "../domain/field-reading.ts";
import { idFromName } from "../domain/id-from-name.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { secretsWithin } from "../domain/secrets-within.ts";
import { shown } from "../domain/shown.ts";
import { refuseUnseen, type Seen } from "../domain/seen-version.ts";
import { readText } from "../domain/text.ts";
import { isMissing, refuseType } from "../domain/value-type.ts";
import { perhaps } from "../domain/meant.ts";
import { ownEdits } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { findImportMap, saveImportMap as saveIn, useImportMap } from "../store/import-maps.ts";
import { loadSettings } from "../store/settings.ts";
import { readMap } from "./files/maps/import-map.ts";
import { identityIn, madeFrom, sourceIn } from "./files/proposals/kept-identity.ts";
import type { MapContent } from "./files/maps/known-exports.ts";
import { headerPrint } from "./files/maps/map-entries.ts";
import { fieldSetsOf } from "./import-field-sets.ts";
import { importMapNamed, type ImportMapShown } from "./import-map-json.ts";
import { importables, type ImportPreview, type What } from "./import-preview.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

/** A map to be kept, and the columns of the files that are to be read by it. */
export type ImportMapOrder = {
  readonly id: string;
  readonly name: string;
  readonly what: What;
  readonly header: readonly string[];
  readonly map: MapContent;
};

const longestName = 200;
const mostColumns = 2000;
const longestColumn = 300;

const readHeader = (value: unknown, found: Refusal[]): readonly string[] => {
  if (isMissing(value) || (Array.isArray(value) && value.length === 0)) {
    found.push(refusal("map-header-missing", "/header"));
    return [];
  }
  if (!Array.isArray(value)) {
    found.push(refuseType(value, "array", '["Call Id", "Agent"]', "/header"));
    return [];
  }
  if (value.length > mostColumns) {
    found.push(refusal("list-long", "/header", { found: value.length, limit: mostColumns }));
    return [];
  }
  return value.map((each: unknown, index) => take(readText(each, `/header/${index}`, { max: longestColumn }), "", found));
};

const readWhat = (value: unknown, found: Refusal[]): What => {
  if (isMissing(value)) return "activities";
  const what = importables.find((each) => each === value);
  if (what !== undefined) return what;
  const text = take(readText(value, "/what", { max: 100 }), null, found);
  if (text !== null)
    found.push(refusal("enum", "/what", { found: shown(text), choices: importables.join(", "), hint: perhaps(text, importables) }));
  return "activities";
};

const known: ReadonlySet<string> = new Set(["name", "what", "header", "map"]);
const example = '{"name": "Phone system", "header": ["Call Id", "Agent"], "map": {"columns": {}}}';

/** A map as a body says it; whether the map suits its fields is told where it is kept. */
export const readImportMapOrder = (id: string, fields: unknown): Outcome<ImportMapOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, known, found);
  const ownId = readId(found, id, "/id");
  const name = isMissing(fields["name"]) ? ownId : take(readText(fields["name"], "/name", { max: longestName }), "", found);
  const map = fields["map"];
  if (!isFields(map)) found.push(isMissing(map) ? refusal("required", "/map") : refuseType(map, "object", '{"columns": {}}', "/map"));
  const order = {
    id: ownId,
    name,
    what: readWhat(fields["what"], found),
    header: readHeader(fields["header"], found),
    map: isFields(map) ? map : {},
  };
  return outcomeOf(() => order, found);
};

/** Keeps a map under a name: files with its columns are read by it from now on. The same id again replaces it. Refuses a map that cannot be read. */
export const saveImportMap = (
  database: Database,
  companyId: number,
  order: ImportMapOrder,
  { by, seen }: { readonly by: string; /** Which version its author has seen; left out: it does not matter. */ readonly seen?: Seen },
): Promise<Outcome<ImportMapShown>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<ImportMapShown>> => {
    const { company } = await loadSettings(tx, companyId);
    const [secret, ...others] = secretsWithin(order.map, "/map");
    if (secret !== undefined) return refused(secret, ...others);
    const map = readMap(order.map, fieldSetsOf(company)[order.what]);
    if (!map.ok) {
      const [first, ...more] = map.refusals.map((each) => ({ ...each, pointer: `/map${each.pointer}` }));
      return first === undefined ? map : refused(first, ...more);
    }
    await ownEdits(tx, companyId);
    const unseen = seen === undefined ? undefined : refuseUnseen(seen, (await findImportMap(tx, companyId, order.id))?.savedAt ?? null);
    if (unseen !== undefined) return refused(unseen);
    await saveIn(tx, companyId, { ...order, keptFor: null, header: headerPrint(order.header), by });
    await keepAuditEvent(tx, companyId, {
      by,
      act: "save-import-map",
      subject: "import-map",
      subjectId: order.id,
      after: { what: order.what },
    });
    return importMapNamed(tx, companyId, order.id);
  });

/** Keeps the map of a preview for files with the same columns. Its id is made from its name, so that the same name replaces it. */
export const keepPreviewedMap = async (
  database: Database,
  companyId: number,
  { name, preview }: { readonly name: string; readonly preview: Pick<ImportPreview, "what" | "columns" | "map"> },
  options: { readonly by: string },
): Promise<Outcome<ImportMapShown>> => {
  const text = readText(name, "/saveMapAs", { max: longestName });
  if (!text.ok) return text;
  const { what, columns, map } = preview;
  const header = columns.map((column) => column.name);
  return saveImportMap(database, companyId, { id: idFromName(text.value, "map"), name: text.value, what, header, map }, options);
};

const isWorthKeeping = ({ what, savedMap, map, format }: ImportPreview): boolean =>
  what === "activities" && format !== "ndjson" && savedMap === null && madeFrom(identityIn(map)) !== null;

/**
 * Keeps the map of a file that was imported where nothing else tells its records apart than ids made from its columns: files of the same columns have
 * theirs made in the same way from now on. One of the same columns and source is replaced.
 */
export const keepUsedMap = async (
  database: Database,
  companyId: number,
  preview: ImportPreview,
  { fileName, by }: { readonly fileName: string; readonly by: string },
): Promise<void> => {
  if (!isWorthKeeping(preview)) return;
  const { what, columns, map } = preview;
  const header = headerPrint(columns.map(({ name }) => name));
  if (header.length > mostColumns || secretsWithin({ header, map, fileName }, "").length > 0) return;
  const source = sourceIn(map) ?? "";
  const print = createHash("sha256")
    .update(JSON.stringify([source, header]))
    .digest("hex")
    .slice(0, 8);
  const id = `${idFromName(source, "file")}-kept-${print}`;
  await inCompany(database, companyId, (tx) => saveIn(tx, companyId, { id, name: fileName, what, header, map, keptFor: fileName, by }));
};

/** Notes that a saved map was used, which puts it before others that would suit as well. */
export const noteImportMapUsed = (database: Database, companyId: number, id: string): Promise<void> =>
  inCompany(database, companyId, (tx) => useImportMap(tx, companyId, id));
