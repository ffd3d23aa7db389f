import { createHash, randomBytes } from "node:crypto";
import type { Outcome } from "../../domain/refusal.ts";
import type { Database } from "../../store/database.ts";
import type { SampleLoaded } from "../load-sample-company.ts";

/** A sample company that is being loaded in this process, or was. */
export type Loading = {
  done: number;
  /** 0 until it is known. */
  of: number;
  /** Null while it goes on. */
  ended: { readonly outcome: Outcome<SampleLoaded> } | { readonly fault: unknown } | null;
};

const loadings = new WeakMap<Database, Map<string, Loading>>();

const keyOf = (ticket: string): string => createHash("sha256").update(ticket).digest("base64url");

/** The password that a loading ends with is told for so long to whoever began it. */
const KEPT_MS = 15 * 60_000;

/** What is being loaded, under a ticket that only whoever began it has. */
export const keepLoading = (database: Database, loading: Loading): string => {
  const ticket = randomBytes(32).toString("base64url");
  const known = loadings.get(database) ?? new Map<string, Loading>();
  loadings.set(database, known);
  known.set(keyOf(ticket), loading);
  return ticket;
};

export const forgetLater = (database: Database, ticket: string): void => {
  setTimeout(() => loadings.get(database)?.delete(keyOf(ticket)), KEPT_MS).unref();
};

export const loadingOf = (database: Database, ticket: string): Loading | undefined => loadings.get(database)?.get(keyOf(ticket));
