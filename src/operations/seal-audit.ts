import { Temporal } from "temporal-polyfill";
import { auditEventsAfter } from "../store/audit-events.ts";
import { keepSeal, lastSeal } from "../store/audit-seals.ts";
import { maySeal } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import type { Secret } from "../store/secret-key.ts";
import { digestOf, leafOf, rootOf, sealingKey, signSeal } from "./audit/audit-tree.ts";

/** One seal holds so many: its tree is worked out in one transaction that keeps other writers of events waiting. */
const MOST_EVENTS = 5_000;

/**
 * Seals the events that no seal holds yet, up to 5,000: the Merkle root over them, chained to the seal before and signed. How many; 0 also while
 * somebody is in the middle of telling one, who is not made to wait.
 */
export const sealAudit = (database: Database, companyId: number, secret: Secret): Promise<number> =>
  inCompany(database, companyId, async (tx) => {
    if (!(await maySeal(tx, companyId))) return 0;
    const last = await lastSeal(tx, companyId);
    const events = await auditEventsAfter(tx, companyId, { after: last?.eventNumbers.at(-1) ?? 0n, limit: MOST_EVENTS });
    if (events.length === 0) return 0;
    const leaves = events.map((event) => leafOf(companyId, event));
    const seal = {
      number: (last?.number ?? 0) + 1,
      eventNumbers: events.map(({ number }) => number),
      leaves,
      root: rootOf(leaves),
      previous: last === undefined ? null : digestOf(companyId, last),
      sealedAt: Temporal.Now.instant().toString({ smallestUnit: "second" }),
    };
    await keepSeal(tx, companyId, { ...seal, signature: signSeal(companyId, seal, sealingKey(secret)) });
    return events.length;
  });
