import { parseDay } from "../../domain/day.ts";
import { isoInstant, startOfDay } from "../../domain/instant.ts";
import { accepted, type Outcome } from "../../domain/refusal.ts";
import { inCompany, type Database } from "../../store/database.ts";
import { loadSettings } from "../../store/settings.ts";
import { tellImport } from "../audit/tell-import.ts";
import { doer } from "../../store/doer.ts";
import { importFile, type Fields, type ImportInput, type ImportReport } from "../files/import-run.ts";
import { field, type FieldSet } from "../files/maps/fields.ts";
import { recordOptOuts } from "../record-opt-outs.ts";
import type { ConsentAnswer } from "./consent-subjects.ts";

export type OptOutsImport = ImportReport & { readonly recorded: number; readonly known: number };

/** The header of a file of opt-outs, or of a do-not-contact list. Channels stand in one cell: `telephone, message`. */
const optOutFields: FieldSet = {
  fields: [
    field("prospect", "text"),
    field("domain", "text"),
    field("list", "text"),
    field("channels", "text"),
    field("from", "text"),
    field("reason", "text"),
  ],
  needed: [["prospect", "domain"]],
};

const BATCH = 1000;

/** A day holds from its beginning where the company is; what is none is left to be refused by the reading. */
export const fromCell = (value: unknown, timeZone: string): unknown => {
  if (typeof value !== "string" || value.length !== 10) return value;
  const day = parseDay(value, "/from");
  return day.ok ? isoInstant(startOfDay(timeZone, day.value)) : value;
};

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

const orderOf = (item: unknown, timeZone: string): unknown => {
  if (!isFields(item)) return item;
  const { channels, from, ...others } = item;
  const named = typeof channels === "string" ? channels.split(/[,;\s]+/).filter((each) => each !== "") : channels;
  return {
    ...others,
    ...(channels === undefined || channels === null ? {} : { channels: named }),
    ...(from === undefined || from === null ? {} : { from: fromCell(from, timeZone) }),
  };
};

/** Imports opt-outs and do-not-contact lists from CSV, XLSX or NDJSON: who is not to be contacted, and since which day. The same file again changes nothing. */
export const importOptOuts = async (database: Database, companyId: number, input: ImportInput): Promise<Outcome<OptOutsImport>> => {
  const { company } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const counts = { recorded: 0, known: 0 };
  const report = await importFile<ConsentAnswer>(input, {
    fieldSet: optOutFields,
    currency: company.currency,
    country: company.country,
    timeZone: company.timeZone,
    batchSize: BATCH,
    inFlight: 1,
    keyOf: () => null,
    record: (items) =>
      recordOptOuts(
        database,
        companyId,
        items.map((item) => orderOf(item, company.timeZone)),
        { by: input.by ?? doer() },
      ),
    add: (answer) => {
      counts.recorded += answer.recorded;
      counts.known += answer.known;
    },
  });
  if (!report.ok) return report;
  const { received, rejected } = report.value;
  await tellImport(database, companyId, { what: "opt-outs", by: input.by, counts: { received, rejected, ...counts } });
  return accepted({ ...report.value, ...counts });
};
