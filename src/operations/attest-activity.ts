import { Temporal } from "temporal-polyfill";
import { randomUUID } from "node:crypto";
import { activityContext } from "../domain/activity-reading.ts";
import { readAttestation, type Attestation } from "../domain/attestation-reading.ts";
import type { Settings } from "../domain/company.ts";
import { given } from "../domain/given.ts";
import { notFound } from "../domain/not-found.ts";
import type { Fields } from "../domain/field-reading.ts";
import { accepted, outcomeOf, refused, type Outcome } from "../domain/refusal.ts";
import { recordAttestation } from "../store/acts.ts";
import { attributionOf } from "../store/attribution.ts";
import type { Database, Transaction } from "../store/database.ts";
import { judgedActivities } from "../store/verdicts.ts";
import { judgedJson, membersByNumber } from "./activity-json.ts";
import { isLed, seenOf } from "../domain/sight.ts";
import { recordLines } from "../store/record-lines.ts";
import { countedMetrics } from "./counted-metrics.ts";
import { attributeFields, withAttributes, type FieldSet } from "./files/maps/fields.ts";
import { rowReader } from "./files/maps/row-reading.ts";
import { activityFields } from "./import-activities.ts";
import { recordBeside, type RecordReports } from "./record-activities.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { doer } from "../store/doer.ts";
import { activitySubject } from "./audit/audit-subjects.ts";
import { refuseRecord } from "./reached-records.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

/** The activity as JSON says it, or as texts by the names of a file's columns; with its `reason`. */
export type AttestInput = ({ readonly fields: unknown } | { readonly cells: Readonly<Record<string, string>> }) & {
  readonly by: string;
  /** The dispute that it decides. */
  readonly disputeNumber?: number;
} & AskedBy;

export type AttestAnswer = {
  /** False when it was there as it is. */
  readonly changed: boolean;
  readonly activity: ReturnType<typeof judgedJson>;
};

/** Texts as their declared types ask, by the same reading as a row of a file. */
export const fieldsOfCells = (cells: Readonly<Record<string, string>>, { company }: Settings): Outcome<Fields> => {
  const fieldSet: FieldSet = { ...withAttributes(activityFields, attributeFields(company)), needed: [] };
  const { reason, ...told } = cells;
  const reader = rowReader(Object.keys(told), { fieldSet, map: null, ...company });
  if (!reader.ok) return reader;
  const { fields = {}, refusals = [] } = reader.value.read(Object.values(told)) ?? {};
  return outcomeOf(() => ({ ...fields, reason }), refusals);
};

const readInput = async (tx: Transaction, settings: Settings, input: AttestInput): Promise<Outcome<Attestation>> => {
  const fields: Outcome<unknown> = "cells" in input ? fieldsOfCells(input.cells, settings) : accepted(input.fields);
  if (!fields.ok) return fields;
  const now = BigInt(Temporal.Now.instant().epochMilliseconds) * 1000n;
  const read = readAttestation(fields.value, activityContext(settings.company, "imported"), { now, madeId: randomUUID() });
  if (!read.ok) return read;
  const attribution = await attributionOf(tx, settings);
  const { source, members } = read.value.report;
  const sight = sightIn(settings, input.caller, "activities:rule");
  const unknown = members.filter(({ reference }) => {
    const number = attribution.memberOf(source, reference);
    return number === null || !isLed(sight, number);
  });
  const [first, ...more] = unknown.map(({ reference }) => notFound("member", reference, seenOf(sight, settings.members)));
  if (first !== undefined) return refused(first, ...more);
  const isThere = sight.members !== "all" && (await recordLines(tx, settings.companyId, [read.value.report])).size > 0;
  const taken = isThere ? await refuseRecord(tx, settings, sight, read.value.report) : undefined;
  return taken === undefined ? read : refused(taken);
};

/** The same inside of a transaction that owns the company and records by `record`. */
export const attestIn = async (
  tx: Transaction,
  settings: Settings,
  record: RecordReports,
  input: AttestInput,
): Promise<Outcome<AttestAnswer>> => {
  const read = await readInput(tx, settings, input);
  if (!read.ok) return read;
  const { report, reason } = read.value;
  const key = { source: report.source, externalId: report.externalId };
  const { duplicates } = await record([report]);
  const changed = duplicates === 0;
  if (changed) {
    await recordAttestation(tx, settings.companyId, key, { reason, doneBy: input.by, ...given({ disputeNumber: input.disputeNumber }) });
    await keepAuditEvent(tx, settings.companyId, { by: doer(), act: "attest-activity", ...activitySubject(key) });
  }
  const [found] = await judgedActivities(tx, settings, {
    metrics: await countedMetrics(tx, settings),
    which: { key },
    counted: null,
    after: null,
    limit: 1,
  });
  if (found === undefined) throw new Error("an activity that was recorded was not found");
  return accepted({ changed, activity: judgedJson(found, settings, membersByNumber(settings)) });
};

/**
 * Enters an activity that no source told, by a person with the right to rule: it is attested, counts wherever a captured one does, and who entered
 * it and why is kept with it. The same id again corrects it. Refuses what a record may not say, and a member whom nobody knows.
 */
export const attestActivity = (database: Database, companyId: number, input: AttestInput): Promise<Outcome<AttestAnswer>> =>
  recordBeside(database, companyId, (tx, settings, record) => attestIn(tx, settings, record, input));
