import type { AuditHead } from "../domain/audit-head.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { auditEventsAfter, type AuditRow } from "../store/audit-events.ts";
import { sealsAfter, type AuditSeal } from "../store/audit-seals.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import type { Secret } from "../store/secret-key.ts";
import { digestOf, isSigned, leafOf, publicText, rootOf, sealingKey } from "./audit/audit-tree.ts";

/** What is wrong: of an event or of a seal, by its number. */
export type AuditDifference = {
  readonly what:
    /** Another one than was sealed. */
    | "event-changed"
    /** Sealed, and no longer there. */
    | "event-missing"
    /** It stands among sealed events and was not there when they were sealed. */
    | "event-added"
    /** Not signed by this installation, or its root is not that of its events. */
    | "seal-changed"
    /** It does not hold on to the seal before it, or that one is gone. */
    | "seal-missing"
    /** The exported head names a seal that is gone or another one. */
    | "head-other";
  readonly number: number;
};

export type AuditVerification = {
  readonly events: number;
  readonly seals: number;
  /** Told since the last seal: nothing can be said of them yet. */
  readonly unsealed: number;
  readonly sealedThrough: { readonly event: number; readonly at: string } | null;
  /** At most a thousand. */
  readonly differences: readonly AuditDifference[];
};

const MOST_DIFFERENCES = 1_000;
const SEALS_AT_ONCE = 4;
const EVENTS_AT_ONCE = 5_000;

type Told = (what: AuditDifference["what"], number: bigint | number) => void;

/** The events from after one number to another, page by page. */
async function* eventsIn(tx: Transaction, companyId: number, after: bigint, through?: bigint): AsyncGenerator<readonly AuditRow[]> {
  for (let from = after; ;) {
    const page = await auditEventsAfter(tx, companyId, {
      after: from,
      ...(through === undefined ? {} : { through }),
      limit: EVENTS_AT_ONCE,
    });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < EVENTS_AT_ONCE) return;
    from = last.number;
  }
}

/** Holds the events of a seal against those that stand in the table. How many stand there. */
const compareEvents = async (
  tx: Transaction,
  companyId: number,
  seal: AuditSeal,
  { after, tell }: { after: bigint; tell: Told },
): Promise<number> => {
  const sealed = new Map(seal.eventNumbers.map((number, place) => [number, seal.leaves[place]]));
  let events = 0;
  for await (const page of eventsIn(tx, companyId, after, seal.eventNumbers.at(-1) ?? after)) {
    events += page.length;
    for (const event of page) {
      const leaf = sealed.get(event.number);
      if (leaf === undefined) tell("event-added", event.number);
      else if (!leaf.equals(leafOf(companyId, event))) tell("event-changed", event.number);
      sealed.delete(event.number);
    }
  }
  for (const number of sealed.keys()) tell("event-missing", number);
  return events;
};

/**
 * Holds every audit event against the seal that it is under, the seals against each other and, where one is given, against a head that was
 * exported: which event was changed, is missing or was added. What came after the last seal is counted as unsealed.
 * Refuses a head of another company.
 */
export const verifyAudit = (
  database: Database,
  companyId: number,
  { secret, head }: { readonly secret: Secret; readonly head?: AuditHead },
): Promise<Outcome<AuditVerification>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<AuditVerification>> => {
      const { company } = await loadSettings(tx, companyId);
      if (head !== undefined && head.company !== company.id)
        return refused(refusal("audit-head-of-other", "", { found: shown(head.company), company: company.id }));
      const key = sealingKey(secret);
      const differences: AuditDifference[] = [];
      const tell: Told = (what, number) => {
        if (differences.length < MOST_DIFFERENCES) differences.push({ what, number: Number(number) });
      };
      let last: AuditSeal | undefined;
      let seals = 0;
      let events = 0;
      let headDigest: string | undefined;
      for (;;) {
        const page = await sealsAfter(tx, companyId, last?.number ?? 0, SEALS_AT_ONCE);
        for (const seal of page) {
          seals += 1;
          const expected = last === undefined ? null : digestOf(companyId, last);
          if (seal.number !== (last?.number ?? 0) + 1 || expected?.toString("hex") !== seal.previous?.toString("hex"))
            tell("seal-missing", (last?.number ?? 0) + 1);
          if (!isSigned(companyId, seal, key) || !rootOf(seal.leaves).equals(seal.root)) tell("seal-changed", seal.number);
          events += await compareEvents(tx, companyId, seal, { after: last?.eventNumbers.at(-1) ?? 0n, tell });
          if (seal.number === head?.seal) headDigest = digestOf(companyId, seal).toString("hex");
          last = seal;
        }
        if (page.length < SEALS_AT_ONCE) break;
      }
      if (head !== undefined && (headDigest !== head.digest || head.publicKey !== publicText(key))) tell("head-other", head.seal);
      const through = last?.eventNumbers.at(-1) ?? 0n;
      let unsealed = 0;
      for await (const page of eventsIn(tx, companyId, through)) unsealed += page.length;
      return accepted({
        events: events + unsealed,
        seals,
        unsealed,
        sealedThrough: last === undefined ? null : { event: Number(through), at: last.sealedAt },
        differences,
      });
    },
    { isolation: "repeatable read", timeoutSeconds: 600 },
  );
