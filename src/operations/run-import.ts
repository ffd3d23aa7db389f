import { parseSpan } from "../domain/day.ts";
import { nameToRead } from "../domain/file-name.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { withoutSecretsWithin } from "../domain/secret-number.ts";
import { keepEvents } from "../store/event-outbox.ts";
import { ownImports } from "../store/company-lock.ts";
import { ConstraintViolated, DatabaseUnavailable } from "../store/database-errors.ts";
import { inCompany, type Database } from "../store/database.ts";
import {
  claimImport,
  endImport,
  findImport,
  holdImport,
  leaveImport,
  reportDiscarded,
  resumeImport,
  unreportedImports,
  type ImportRow,
} from "../store/imports.ts";
import type { ImportOrders } from "./confirm-import.ts";
import { importActivities, type ActivitiesImport, type ActivitiesInput, type ImportReport } from "./import-activities.ts";
import { nothingReported, type ImportCounts, type KeptReport } from "./import-json.ts";
import { importLeaves } from "./import-leaves.ts";
import { importMembers } from "./import-members.ts";
import { importOpportunities } from "./import-opportunities.ts";
import { importProspects } from "./import-prospects.ts";
import { loadActivities } from "./load-activities.ts";
import { BatchLog, sumOfBatches } from "./uploads/batch-log.ts";
import { filePath, letGo, lyingFiles, rejectedPath, type ImportStore } from "./uploads/import-store.ts";

export type Worker = {
  /** Its own, other than that of any other process. */
  readonly id: string;
  readonly isStopping: () => boolean;
  /** Told of what is no weather; the import fails then. */
  readonly hearFault: (error: unknown) => void;
};

const HOLD_MS = 1_000;

/** Ends an import where its last batch ended: told to stop, or no longer its worker's. */
class Left extends Error {}

type Running = {
  readonly database: Database;
  readonly companyId: number;
  readonly store: ImportStore;
  readonly row: ImportRow & { readonly wasBegun: boolean };
  readonly orders: ImportOrders;
  readonly worker: Worker;
};

/** Says once a second how far an import is; knows when it is somebody else's. */
class Hold {
  rows = 0;
  isLost = false;
  readonly #timer: NodeJS.Timeout;
  #saying: Promise<unknown> = Promise.resolve();

  constructor({ database, companyId, row, worker }: Running) {
    const say = async (): Promise<void> => {
      const held = await inCompany(database, companyId, (tx) =>
        holdImport(tx, companyId, { id: row.id, worker: worker.id, rowsDone: this.rows }),
      );
      if (!held) this.isLost = true;
    };
    let isSaying = false;
    this.#timer = setInterval(() => {
      if (isSaying) return;
      isSaying = true;
      // While the database is away nothing is recorded either; whoever records hears of it.
      this.#saying = say()
        .catch(() => undefined)
        .finally(() => (isSaying = false));
    }, HOLD_MS);
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#saying;
  }
}

const zero = { duplicates: 0, revised: 0, stale: 0, unattributed: 0 };

const ofActivities = (
  counts: Omit<ActivitiesImport, keyof ImportReport> & Pick<ImportReport, "received" | "rejected" | "skipped">,
): ImportCounts => ({
  received: counts.received,
  accepted: counts.accepted,
  duplicates: counts.duplicates,
  revised: counts.revised,
  stale: counts.stale,
  rejected: counts.rejected,
  unattributed: counts.unattributed,
  skipped: counts.skipped,
});

type Others = ImportReport & { readonly created: number; readonly changed?: number; readonly unchanged: number };

const ofOthers = ({ received, rejected, skipped, created, changed = 0, unchanged }: Others): ImportCounts => ({
  ...zero,
  received,
  rejected,
  skipped,
  accepted: created,
  revised: changed,
  duplicates: unchanged,
});

const reportOf = ({ rejections, notes, rejectedFile }: ImportReport, counts: ImportCounts, { format }: ImportOrders): KeptReport => ({
  ...nothingReported,
  counts,
  notes,
  rejections,
  rejectedAs: rejectedFile === null ? null : format === "ndjson" ? "ndjson" : "csv",
});

const importPlainly = async (running: Running, input: ActivitiesInput): Promise<Outcome<KeptReport>> => {
  const { database, companyId, row, orders } = running;
  if (row.what === "activities") {
    const imported = await importActivities(database, companyId, input);
    return imported.ok
      ? accepted({ ...reportOf(imported.value, ofActivities(imported.value), orders), newSources: imported.value.newSources })
      : imported;
  }
  if (row.what === "opportunities") {
    const imported = await importOpportunities(database, companyId, input);
    return imported.ok
      ? accepted({ ...reportOf(imported.value, ofActivities(imported.value), orders), newSources: imported.value.newSources })
      : imported;
  }
  const importer = row.what === "prospects" ? importProspects : row.what === "members" ? importMembers : importLeaves;
  const imported: Outcome<Others> = await importer(database, companyId, input);
  return imported.ok ? accepted(reportOf(imported.value, ofOthers(imported.value), orders)) : imported;
};

const loadWholly = async (
  { database, companyId, row, orders }: Running,
  { progress: _, ...input }: ActivitiesInput,
  complete: NonNullable<ImportOrders["complete"]>,
  progress: (rows: number) => void,
): Promise<Outcome<KeptReport>> => {
  const span = parseSpan(complete.from, complete.before, { from: "", before: "" });
  if (!span.ok) return span;
  let found = 0;
  const loaded = await loadActivities(
    database,
    companyId,
    { ...input, span: span.value, sources: [], progress: (stage, done) => progress(stage === "recording" ? done : 0) },
    // What an earlier attempt has voided is no longer missing.
    ({ missing }) => Promise.resolve((found = missing) === complete.voids || (row.wasBegun && missing < complete.voids)),
  );
  if (!loaded.ok) return loaded;
  const { done } = loaded.value;
  if (done === null) return refused(refusal("import-voids-changed", "", { confirmed: complete.voids, found }));
  return accepted({
    ...reportOf(done, ofActivities(done), orders),
    newSources: done.newSources,
    refusals: done.refusals,
    voided: done.voided,
  });
};

const work = async (running: Running, hold: Hold): Promise<Outcome<KeptReport>> => {
  const { database, companyId, store, row, orders, worker } = running;
  const log = await BatchLog.open(database, companyId, row.id);
  const progress = (rows: number): void => {
    hold.rows = rows;
    if (hold.isLost || worker.isStopping()) throw new Left();
  };
  const input: ActivitiesInput = {
    from: { path: filePath(store, row.id) },
    fileName: nameToRead(row.fileName),
    map: orders.map,
    rejectedPath: rejectedPath(store, row.id),
    language: orders.language,
    by: row.confirmedBy ?? row.createdBy,
    progress: ({ rows }) => progress(rows),
    recordBatch: async (items, record) => {
      const wasGoingOn = log.wentOnAt !== null;
      const answer = log.record(items, record);
      if (row.wasBegun && !wasGoingOn && log.wentOnAt !== null) {
        const at = log.wentOnAt;
        await inCompany(database, companyId, (tx) => resumeImport(tx, companyId, row.id, at));
      }
      return answer;
    },
  };
  return orders.complete === null ? importPlainly(running, input) : loadWholly(running, input, orders.complete, progress);
};

const finish = async ({ database, companyId, store, row }: Running, outcome: Outcome<KeptReport>): Promise<void> => {
  const report = withoutSecretsWithin(outcome.ok ? outcome.value : { ...nothingReported, refusals: outcome.refusals });
  const state = outcome.ok ? ("done" as const) : ("failed" as const);
  await inCompany(database, companyId, async (tx) => {
    // Discarded in its last moments, it has come to all that it could.
    if (!(await endImport(tx, companyId, row.id, { state, report }))) return reportDiscarded(tx, companyId, row.id, report);
    const { counts } = outcome.ok ? outcome.value : nothingReported;
    await keepEvents(tx, companyId, [{ type: `attain.import.${state}`, data: { import: row.id, what: row.what, counts } }]);
  });
  await letGo(store, row.id);
};

/** What an import came to that was discarded while it ran. */
const reportDiscard = async (database: Database, companyId: number, id: string): Promise<void> => {
  const { rejected, newSources, ...counts } = await sumOfBatches(database, companyId, id);
  const report: KeptReport = { ...nothingReported, newSources, counts: ofActivities({ ...counts, newSources, rejected, skipped: 0 }) };
  await inCompany(database, companyId, (tx) => reportDiscarded(tx, companyId, id, report));
};

const leave = async ({ database, companyId, row, worker }: Running): Promise<void> => {
  await inCompany(database, companyId, (tx) => leaveImport(tx, companyId, row.id, worker.id));
  const now = await inCompany(database, companyId, (tx) => findImport(tx, companyId, row.id));
  if (now?.state === "discarded") await reportDiscard(database, companyId, row.id);
};

const run = async (running: Running): Promise<void> => {
  const hold = new Hold(running);
  try {
    const outcome = await work(running, hold);
    await hold.end();
    await finish(running, outcome);
  } catch (error) {
    await hold.end();
    // Another has recorded this batch: it took the import over while this one was not heard of.
    const isTaken = error instanceof ConstraintViolated && error.table === "import_batches";
    if (error instanceof Left || isTaken || hold.isLost) return leave(running);
    if (error instanceof DatabaseUnavailable) {
      await leave(running).catch(() => undefined);
      throw error;
    }
    running.worker.hearFault(error);
    await finish(running, refused(refusal("import-fault", "")));
  }
};

/**
 * Imports the next confirmed file of a company whose file is at hand here, if no other of the company is being imported. Whether there was one. A worker that dies
 * leaves it to the next, which goes on where the last recorded batch ended; each row is recorded and counted once.
 */
export const runImport = async (database: Database, companyId: number, store: ImportStore, worker: Worker): Promise<boolean> => {
  const atHand = (await lyingFiles(store, 0)).filter(({ id, name }) => id === name).map(({ id }) => id);
  if (atHand.length === 0) return false;
  const row = await inCompany(database, companyId, async (tx) => {
    await ownImports(tx, companyId);
    return claimImport(tx, companyId, { worker: worker.id, atHand });
  });
  if (row === undefined) return false;
  // A row that runs has its orders, which confirming wrote.
  await run({ database, companyId, store, row, orders: row.orders as ImportOrders, worker });
  return true;
};

/** Sums up what was discarded while it ran, where its worker died before it could. */
export const reportDiscards = async (database: Database, companyId: number): Promise<void> => {
  for (const id of await inCompany(database, companyId, (tx) => unreportedImports(tx, companyId)))
    await reportDiscard(database, companyId, id);
};
