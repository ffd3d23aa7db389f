import { inCompany, type Database } from "../../store/database.ts";
import { batchesOf, keepBatch, type ImportBatch } from "../../store/imports.ts";
import type { RecordBatch } from "../import-activities.ts";
import type { RecordingAnswer } from "../record-activities.ts";

type Counts = Omit<RecordingAnswer, "rejected">;

const countsOf = ({ rejected: _, ...counts }: RecordingAnswer): Counts => counts;

const sum = (first: Counts, second: Counts): Counts => ({
  received: first.received + second.received,
  accepted: first.accepted + second.accepted,
  duplicates: first.duplicates + second.duplicates,
  revised: first.revised + second.revised,
  stale: first.stale + second.stale,
  unattributed: first.unattributed + second.unattributed,
  moved: first.moved + second.moved,
  newSources: [...first.newSources, ...second.newSources],
});

const nothing: Counts = { received: 0, accepted: 0, duplicates: 0, revised: 0, stale: 0, unattributed: 0, moved: 0, newSources: [] };

/** Rows that were not taken are kept as their places in their batch; they were counted there and are recorded again. */
const taken = (counts: Counts, rejected: number): Counts => ({ ...counts, received: counts.received - rejected });

/** Only this file writes them. */
const keptCounts = ({ counts }: ImportBatch): Counts => counts as Counts;

/** What all batches of an import came to so far. */
export const sumOfBatches = async (database: Database, companyId: number, id: string): Promise<Counts & { readonly rejected: number }> => {
  const batches = await inCompany(database, companyId, (tx) => batchesOf(tx, companyId, id));
  const rejected = batches.reduce((total, each) => total + each.rejected.length, 0);
  return { ...batches.map(keptCounts).reduce(sum, nothing), rejected };
};

/**
 * Records the batches of an import, each once: one that is recorded already is answered from what it came to, and only the rows that it did not take are tried
 * again, which gives their reasons anew. So an import that goes on after a crash reports what it would have reported without it.
 */
export class BatchLog {
  /** The first record, from 1, that was not recorded before; null until it is met. */
  wentOnAt: number | null = null;
  readonly #companyId: number;
  readonly #id: string;
  readonly #known: ReadonlyMap<number, ImportBatch>;
  #next = 0;
  #seen = 0;

  private constructor(companyId: number, id: string, known: ReadonlyMap<number, ImportBatch>) {
    this.#companyId = companyId;
    this.#id = id;
    this.#known = known;
  }

  static async open(database: Database, companyId: number, id: string): Promise<BatchLog> {
    const batches = await inCompany(database, companyId, (tx) => batchesOf(tx, companyId, id));
    return new BatchLog(companyId, id, new Map(batches.map((batch) => [batch.number, batch])));
  }

  async record(items: readonly unknown[], record: RecordBatch): Promise<RecordingAnswer> {
    const number = this.#next;
    const first = this.#seen + 1;
    this.#next += 1;
    this.#seen += items.length;
    const known = this.#known.get(number);
    // Cut otherwise than before, it is another batch: recording it again does no harm.
    if (known !== undefined && keptCounts(known).received === items.length) return this.#again(known, items, record);
    this.wentOnAt ??= first;
    return record(items, async (tx, answer) => {
      if (known !== undefined) return;
      const rejected = answer.rejected.map(({ index }) => index);
      await keepBatch(tx, this.#companyId, this.#id, { number, counts: countsOf(answer), rejected });
    });
  }

  async #again(known: ImportBatch, items: readonly unknown[], record: RecordBatch): Promise<RecordingAnswer> {
    const counts = keptCounts(known);
    if (known.rejected.length === 0) return { ...counts, rejected: [] };
    const { rejected, ...more } = await record(known.rejected.map((place) => items[place]));
    return {
      ...sum(taken(counts, known.rejected.length), more),
      rejected: rejected.map(({ index, refusals }) => ({ index: known.rejected[index] ?? index, refusals })),
    };
  }
}
