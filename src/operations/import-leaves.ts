import { readLeave, type LeaveOrder } from "../domain/leave-reading.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { enterLeaves } from "./enter-leaves.ts";
import { field, type FieldSet } from "./files/maps/fields.ts";
import { importFile, type BatchAnswer, type ImportInput, type ImportReport } from "./files/import-run.ts";
import { tellImport } from "./audit/tell-import.ts";

export type LeavesImport = ImportReport & {
  /** These and the rejected add up to the received. */
  readonly created: number;
  readonly unchanged: number;
};

/** The header of a file of leaves. */
export const leaveFields: FieldSet = {
  fields: [
    field("member", "text"),
    field("from", "day"),
    field("through", "day"),
    field("kind", "text"),
    field("half", "boolean"),
    field("note", "text"),
  ],
  needed: [["member"], ["from"]],
};

const batchSize = 1000;

/**
 * Imports leave that others have approved, from CSV or NDJSON; of contractors it is declared. The same file again changes nothing, and leave that
 * the file does not name stays.
 */
export const importLeaves = async (database: Database, companyId: number, input: ImportInput): Promise<Outcome<LeavesImport>> => {
  const { company } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const counts = { created: 0, unchanged: 0 };
  const enter = (orders: readonly LeaveOrder[]) =>
    inCompany(database, companyId, async (tx) => {
      await ownCompany(tx, companyId);
      return enterLeaves(tx, await loadSettings(tx, companyId), orders, { state: "approved", by: input.by ?? "import", act: null });
    });
  const record = async (items: readonly unknown[]): Promise<BatchAnswer & typeof counts> => {
    const read = items.map(readLeave);
    const given = read.flatMap((outcome, index) => (outcome.ok ? [{ index, order: outcome.value }] : []));
    const entered = await enter(given.map(({ order }) => order));
    const created = entered.filter((outcome) => outcome.ok && outcome.value.isNew).length;
    const refusedAt = entered.flatMap((outcome, place) =>
      outcome.ok ? [] : [{ index: given[place]?.index ?? place, refusals: outcome.refusals }],
    );
    return {
      created,
      unchanged: entered.length - created - refusedAt.length,
      rejected: [...read.flatMap((outcome, index) => (outcome.ok ? [] : [{ index, refusals: outcome.refusals }])), ...refusedAt],
    };
  };
  const report = await importFile(input, {
    fieldSet: leaveFields,
    currency: company.currency,
    country: company.country,
    timeZone: company.timeZone,
    batchSize,
    inFlight: 1,
    keyOf: () => null,
    record,
    add: (answer) => {
      for (const name of ["created", "unchanged"] as const) counts[name] += answer[name];
    },
  });
  if (!report.ok) return report;
  const { received, rejected } = report.value;
  await tellImport(database, companyId, { what: "leaves", by: input.by, counts: { received, rejected, ...counts } });
  return accepted({ ...report.value, ...counts });
};
