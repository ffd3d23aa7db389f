import type { Changed, COMING_IN, LiveTopic, Touched } from "../domain/live.ts";
import { together } from "../domain/live.ts";
import type { Database, Transaction } from "./database.ts";

// What changed is noted where it is written, and told once it is committed, by whoever wrote it: nothing of it is stored. Why it is no row of its own
// and no NOTIFY in the transaction that records: docs/decisions/0046-who-looks-on-is-told-to-look-again.md.

const noted = new WeakMap<Transaction, Changed>();

/** For those who look on; told when the transaction is committed, and never when it is not. */
export const noteChanged = (tx: Transaction, changed: Changed): void => {
  if (changed.size > 0) noted.set(tx, together(noted.get(tx) ?? new Map(), changed));
};

/** The same of several topics with the same members; without members nothing happened. */
export const noteTouched = (tx: Transaction, topics: readonly (LiveTopic | typeof COMING_IN)[], touched: Touched): void => {
  if (touched === "all" || touched.size > 0) noteChanged(tx, new Map(topics.map((topic) => [topic, touched])));
};

export const notedIn = (tx: Transaction): Changed | undefined => noted.get(tx);

type HearChanged = (companyId: number, changed: Changed) => void;

const listeners = new WeakMap<Database, HearChanged>();

/** Lets one listener of this process hear of everything that it commits. */
export const hearCommitted = (database: Database, hear: HearChanged): (() => void) => {
  listeners.set(database, hear);
  return () => void listeners.delete(database);
};

export const tellCommitted = (database: Database, companyId: number, changed: Changed): void =>
  listeners.get(database)?.(companyId, changed);
