import { randomUUID } from "node:crypto";
import { isFields, refuseUnknown } from "../domain/field-reading.ts";
import { isoInstant, type Instant } from "../domain/instant.ts";
import { ATTESTED_SOURCE } from "../domain/own-sources.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { readSignal } from "../domain/signals/signal-reading.ts";
import { isMissing, refuseType } from "../domain/value-type.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { doer } from "../store/doer.ts";
import { signalsByKey } from "../store/signals.ts";
import { loadSettings } from "../store/settings.ts";
import { recordSignalReports, refuseTopicId } from "./record-signals.ts";

const fieldNames: ReadonlySet<string> = new Set(["kind", "occurredAt", "author", "topic", "text", "evidence"]);

export type SignalAttested = { readonly source: string; readonly externalId: string };

/**
 * Enters what a prospect did where no source may tell us: a post on LinkedIn or Reddit, with the address at which it stands as evidence. Whoever enters it is
 * noted. Refuses one without evidence, and one on no topic.
 */
export const attestSignal = (
  database: Database,
  companyId: number,
  fields: unknown,
  { now }: { readonly now: Instant },
): Promise<Outcome<SignalAttested>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<SignalAttested>> => {
      if (!isFields(fields)) return refused(refuseType(fields, "object", '{"kind": "mention", "evidence": "https://…", …}', ""));
      await shareCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const found: Refusal[] = [];
      refuseUnknown(fields, fieldNames, found);
      if (isMissing(fields["evidence"])) found.push(refusal("required", "/evidence"));
      const key = { source: ATTESTED_SOURCE, externalId: randomUUID() };
      const told = Object.fromEntries(Object.entries(fields).filter(([name]) => fieldNames.has(name)));
      const read = readSignal(
        { ...told, ...key, occurredAt: told["occurredAt"] ?? isoInstant(now) },
        { country: settings.company.country, now },
      );
      if (!read.ok) found.push(...read.refusals.filter(({ pointer }) => pointer !== "/evidence" || !isMissing(fields["evidence"])));
      const unknown = read.ok ? refuseTopicId(settings.company, read.value.signal.topic, "/topic") : undefined;
      if (unknown !== undefined) found.push(unknown);
      const [first, ...more] = found;
      if (first !== undefined) return refused(first, ...more);
      if (!read.ok) return read;
      const { offTopic, erased } = await recordSignalReports(tx, settings, [read.value]);
      if (offTopic > 0) return refused(refusal("signal-off-topic", "/text"));
      if (erased > 0) return refused(refusal("signal-erased", "/author"));
      const [kept] = await signalsByKey(tx, companyId, [key]);
      if (kept === undefined) throw new Error("a signal that was recorded was not found");
      await keepAuditEvent(tx, companyId, { by: doer(), act: "attest-signal", subject: "signal", subjectId: String(kept.number) });
      return accepted(key);
    },
    { rollBackIf: (outcome) => !outcome.ok },
  );
