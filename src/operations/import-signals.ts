import { accepted, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { tellImport } from "./audit/tell-import.ts";
import { nowOf } from "./company-today.ts";
import { field, type FieldSet } from "./files/maps/fields.ts";
import { importFile, type ImportInput, type ImportReport } from "./files/import-run.ts";
import { recordSignals, type SignalsAnswer } from "./record-signals.ts";

const counted = ["accepted", "duplicates", "revised", "stale", "purged", "offTopic", "erased"] as const;

/** These and the rejected add up to the received. */
export type SignalsImport = ImportReport & Readonly<Record<(typeof counted)[number], number>>;

/** The header of a file of signals. */
export const signalFields: FieldSet = {
  fields: [
    field("source", "text"),
    field("external_id", "key"),
    field("kind", "text"),
    field("occurred_at", "instant"),
    field("author", "text"),
    field("topic", "text"),
    field("text", "text"),
    field("url", "text"),
    field("evidence", "text"),
    field("revised_at", "instant"),
    field("purged_at", "instant"),
  ],
  needed: [["source"], ["external_id"], ["kind"], ["occurred_at"]],
};

const batchSize = 1000;

/** Imports what prospects did from CSV or NDJSON, by a map where the columns are others. The same file again changes nothing; of posts on no topic nothing is kept. */
export const importSignals = async (database: Database, companyId: number, input: ImportInput): Promise<Outcome<SignalsImport>> => {
  const { company } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const counts = { accepted: 0, duplicates: 0, revised: 0, stale: 0, purged: 0, offTopic: 0, erased: 0 };
  const report = await importFile<SignalsAnswer>(input, {
    fieldSet: signalFields,
    currency: company.currency,
    country: company.country,
    timeZone: company.timeZone,
    batchSize,
    inFlight: 1,
    keyOf: () => null,
    record: (items) => recordSignals(database, companyId, items, { now: nowOf() }),
    add: (answer) => {
      for (const name of counted) counts[name] += answer[name];
    },
  });
  if (!report.ok) return report;
  const { received, rejected } = report.value;
  await tellImport(database, companyId, { what: "signals", by: input.by, counts: { received, rejected, ...counts } });
  return accepted({ ...report.value, ...counts });
};
