import type { ProspectReport } from "../domain/prospect.ts";
import { prospectContext, readProspect } from "../domain/prospect-reading.ts";
import { accepted, type Outcome, type Refusal } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { attributeFields, field, withAttributes, type FieldSet } from "./files/maps/fields.ts";
import { importFile, type ImportInput, type ImportReport } from "./files/import-run.ts";
import { recordProspects } from "./record-prospects.ts";
import { tellImport } from "./audit/tell-import.ts";

export type ProspectsImport = ImportReport & {
  /** These and the rejected add up to the received. */
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
};

/** The header of a file of prospects. Consent and do-not-contact are not taken yet: columns of that name are told as left out. */
export const prospectFields: FieldSet = {
  fields: [
    field("id", "key"),
    field("name", "text"),
    field("email", "text"),
    field("phone", "text"),
    field("handle", "text"),
    field("stage", "text"),
    field("stage_from", "day"),
    field("owner", "text"),
    field("time_zone", "text"),
    field("segment", "text"),
  ],
  needed: [["id", "email", "phone", "handle"]],
};

const batchSize = 1000;

type Answer = {
  readonly rejected: readonly { readonly index: number; readonly refusals: readonly Refusal[] }[];
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
};

/**
 * Imports prospects from CSV or NDJSON: who they are, under which names, and from when on their stage holds. Sending a file again changes
 * nothing. Batches follow each other, since a stage that is told re-evaluates what it touches and holds the company meanwhile.
 */
export const importProspects = async (database: Database, companyId: number, input: ImportInput): Promise<Outcome<ProspectsImport>> => {
  const { company } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const context = prospectContext(company);
  const counts = { created: 0, changed: 0, unchanged: 0 };
  const record = async (items: readonly unknown[]): Promise<Answer> => {
    const read = items.map((item) => readProspect(item, context));
    const good = read.flatMap((outcome, index): readonly { readonly index: number; readonly report: ProspectReport }[] =>
      outcome.ok ? [{ index, report: outcome.value }] : [],
    );
    const answer = await recordProspects(
      database,
      companyId,
      good.map(({ report }) => report),
    );
    const bad = read.flatMap((outcome, index) => (outcome.ok ? [] : [{ index, refusals: outcome.refusals }]));
    return {
      ...answer,
      rejected: [...bad, ...answer.rejected.map(({ index, refusals }) => ({ index: good[index]?.index ?? index, refusals }))],
    };
  };
  const report = await importFile(input, {
    fieldSet: withAttributes(prospectFields, attributeFields(company)),
    currency: company.currency,
    country: company.country,
    timeZone: company.timeZone,
    batchSize,
    inFlight: 1,
    keyOf: () => null,
    record,
    add: (answer) => {
      for (const name of ["created", "changed", "unchanged"] as const) counts[name] += answer[name];
    },
  });
  if (!report.ok) return report;
  const { received, rejected } = report.value;
  await tellImport(database, companyId, { what: "prospects", by: input.by, counts: { received, rejected, ...counts } });
  return accepted({ ...report.value, ...counts });
};
