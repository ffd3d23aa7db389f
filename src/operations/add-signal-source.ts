import { idFromName } from "../domain/id-from-name.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { readSignalSource } from "../domain/signals/signal-source.ts";
import { JETSTREAM_SOURCE } from "../domain/signals/jetstream.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { doer } from "../store/doer.ts";
import { keepSource, keptSources, sourceIds } from "../store/signal-sources.ts";
import type { Outside } from "./outgoing/guarded-request.ts";

const MOST = 100;

/**
 * A feed or a stream to fetch signals from, from now on. Signals of a feed have its id as their source, and all of Bluesky are of the one source. Refuses an address
 * inside, a second stream of the same network, and more than a hundred.
 */
export const addSignalSource = (
  database: Database,
  companyId: number,
  fields: unknown,
  { outside = {} }: { readonly outside?: Outside },
): Promise<Outcome<{ readonly id: string }>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly id: string }>> => {
    const isAllowed = (each: string): boolean => URL.canParse(each) && outside.allow?.(new URL(each).origin) === true;
    const order = readSignalSource(fields, isAllowed);
    if (!order.ok) return order;
    const { name, kind, url, accounts } = order.value;
    await ownCompany(tx, companyId);
    const there = await keptSources(tx, companyId);
    if (there.length >= MOST) return refused(refusal("signal-sources-many", "", { limit: MOST }));
    if (kind === "bluesky" && there.some((each) => each.kind === "bluesky")) return refused(refusal("signal-source-once", "/kind"));
    const taken = new Set([...(await sourceIds(tx, companyId)), JETSTREAM_SOURCE]);
    const id = idFromName(name, kind, (each) => taken.has(each));
    await keepSource(tx, companyId, { id, name, kind, url, accounts, by: doer() });
    await keepAuditEvent(tx, companyId, {
      by: doer(),
      act: "add-signal-source",
      subject: "signal-source",
      subjectId: id,
      after: { kind, host: new URL(url).host },
    });
    return accepted({ id });
  });
