import { randomUUID } from "node:crypto";
import { DatabaseUnavailable, type Database } from "../operations/database.ts";
import { listCompanies } from "../operations/list-companies.ts";
import { runImport, type Worker } from "../operations/run-import.ts";
import type { ImportStore } from "../operations/uploads/import-store.ts";

/** A long file of one company keeps no other waiting; more at once would only share the same processors. */
const AT_ONCE = 2;

/** Imports that go on in this process, at most one of a company. */
export class Importing {
  readonly #database: Database;
  readonly #store: ImportStore;
  readonly #worker: Worker;
  readonly #running = new Map<number, Promise<boolean>>();
  /** Companies in their turn: each has its own before any has a second, however many there are. */
  readonly #next = new Set<number>();

  constructor(database: Database, store: ImportStore, worker: Omit<Worker, "id">) {
    this.#database = database;
    this.#store = store;
    this.#worker = { ...worker, id: randomUUID() };
  }

  /** Begins what waits, as far as there is a place. False: look again when it suits, since what goes on is awaited by `settle`. */
  async begin(): Promise<false> {
    for (const { companyId } of await listCompanies(this.#database)) if (!this.#running.has(companyId)) this.#next.add(companyId);
    this.#fill();
    return false;
  }

  /** Resolves when all that goes on has come to the end of its batch. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  #fill(): void {
    for (const companyId of this.#next) {
      if (this.#worker.isStopping() || this.#running.size >= AT_ONCE) break;
      this.#next.delete(companyId);
      this.#run(companyId);
    }
  }

  #run(companyId: number): void {
    const run = async (): Promise<boolean> => {
      try {
        return await runImport(this.#database, companyId, this.#store, this.#worker);
      } catch (error) {
        // While the database is away there is nothing to tell that its users do not see: whoever is next goes on.
        if (!(error instanceof DatabaseUnavailable)) this.#worker.hearFault(error);
        return false;
      } finally {
        this.#running.delete(companyId);
        this.#fill();
      }
    };
    this.#running.set(companyId, run());
  }
}
