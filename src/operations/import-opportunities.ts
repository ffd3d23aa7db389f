import { ambiguousDate } from "../domain/ambiguous-date.ts";
import { productSpellings } from "../domain/product-spelling.ts";
import { accepted, refusal, type Outcome, type Refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { tellImport } from "./audit/tell-import.ts";
import { importFile, type Fields, type ImportInput, type ImportReport } from "./files/import-run.ts";
import { attributeFields, withAttributes } from "./files/maps/fields.ts";
import { opportunityFields } from "./files/maps/opportunity-columns.ts";
import { foldTallies } from "./fold-tallies.ts";
import { now, provenanceOfFiles } from "./import-activities.ts";
import { productsOf } from "./products-of.ts";
import { recordOpportunities, type OpportunitiesAnswer } from "./record-opportunities.ts";

export { opportunityFields } from "./files/maps/opportunity-columns.ts";

export type OpportunitiesImport = ImportReport & {
  /** These and the rejected add up to the received. */
  readonly accepted: number;
  readonly duplicates: number;
  readonly revised: number;
  readonly stale: number;
  /** Of the accepted and the revised: of an owner whom nobody knows yet. */
  readonly unattributed: number;
  /** Of the accepted and the revised: without a day on which they opened. */
  readonly undated: number;
  readonly newSources: readonly string[];
};

/** The company is owned while a batch is recorded: who records activities meanwhile waits for no more than this many. */
const batchSize = 1000;

const dayFields = ["openedOn", "closedOn", "ownerFrom", "stageFrom", "revisedAt", "voidedAt"] as const;

const ambiguous = (value: unknown, pointer: string): Refusal | undefined =>
  typeof value === "string" ? ambiguousDate(value, pointer) : undefined;

/** One such day says that the file's days may be read in two ways. */
export const refuseDaysOfOpportunities = (fields: Fields): Refusal | undefined =>
  dayFields.flatMap((name) => ambiguous(fields[name], `/${name}`) ?? [])[0];

export const refineOpportunity = (found: Refusal, fields: Fields): Refusal =>
  found.code === "date-format" ? (ambiguous(fields[found.pointer.slice(1)], found.pointer) ?? found) : found;

/** Counts the products of a file as its rows come. */
export const countProduct = (products: Map<string, number>, { product }: Fields): void => {
  if (typeof product === "string" && product !== "") products.set(product, (products.get(product) ?? 0) + 1);
};

/** Products that the file writes otherwise than the company. */
export const notesOnProducts = (found: ReadonlyMap<string, number>, known: readonly string[]): readonly Refusal[] =>
  productSpellings(found, known).map(({ written, known: name }) =>
    refusal("product-spelling", "/product", { found: shown(written), known: shown(name) }),
  );

const isFields = (item: unknown): item is Fields => typeof item === "object" && item !== null;

/**
 * Imports opportunities from CSV or NDJSON, each as the file has it now; sending a file again changes nothing. What their milestones count stands in the log when it
 * ends. Tells of products that the company writes otherwise. Refuses a file that is wrong as a whole, or a map that does not suit it, before anything is stored.
 */
export const importOpportunities = async (
  database: Database,
  companyId: number,
  input: ImportInput,
): Promise<Outcome<OpportunitiesImport>> => {
  const [settings, known] = await inCompany(database, companyId, async (tx) => {
    const loaded = await loadSettings(tx, companyId);
    return [loaded, await productsOf(tx, loaded)] as const;
  });
  const { company } = settings;
  const counts = { accepted: 0, duplicates: 0, revised: 0, stale: 0, unattributed: 0, undated: 0 };
  const newSources = new Set<string>();
  const products = new Map<string, number>();
  const report = await importFile<OpportunitiesAnswer>(input, {
    fieldSet: withAttributes(opportunityFields, attributeFields(company)),
    currency: company.currency,
    country: company.country,
    timeZone: company.timeZone,
    batchSize,
    inFlight: 1,
    keyOf: () => null,
    refuseFile: refuseDaysOfOpportunities,
    refine: refineOpportunity,
    record: async (items) => {
      for (const item of items) if (isFields(item)) countProduct(products, item);
      return recordOpportunities(database, companyId, items, { now: now(), defaultProvenance: provenanceOfFiles });
    },
    add: (answer) => {
      for (const name of ["accepted", "duplicates", "revised", "stale", "unattributed", "undated"] as const) counts[name] += answer[name];
      for (const source of answer.newSources) newSources.add(source);
    },
  });
  if (!report.ok) return report;
  await foldTallies(database, companyId);
  const { received, rejected, notes } = report.value;
  await tellImport(database, companyId, { what: "opportunities", by: input.by, counts: { received, rejected, ...counts } });
  return accepted({ ...report.value, notes: [...notes, ...notesOnProducts(products, known)], ...counts, newSources: [...newSources] });
};
