import { parseCadence } from "./cadence.ts";
import { parseDay, type Day } from "./day.ts";
import { isFields, refuseUnknown, take } from "./field-reading.ts";
import type { Cadence } from "./period.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** Which period is to be closed: that of the cadence which contains the day. `despite`: why it is closed all the same. */
export type ClosingOrder = { readonly cadence: Cadence; readonly on: Day; readonly despite: string | null };

const LONGEST_REASON = 1000;
const closingFields: ReadonlySet<string> = new Set(["cadence", "on", "despite"]);

const readReason = (value: unknown, pointer: string): Outcome<string> => readText(value, pointer, { max: LONGEST_REASON, hasLines: true });

const readCadence = (value: unknown): Outcome<Cadence> => {
  if (value === undefined || value === null) return refused(refusal("required", "/cadence"));
  if (typeof value !== "string") return refused(refuseType(value, "string", '"month"', "/cadence"));
  return parseCadence(value, "/cadence");
};

/** An order to close a period, from a JSON object. Refuses with every wrong at once. */
export const readClosing = (fields: unknown): Outcome<ClosingOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"cadence": "month", "on": "2026-03-31"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, closingFields, found);
  const cadence = take(readCadence(fields["cadence"]), "month", found);
  const on = take(parseDay(fields["on"], "/on"), 0, found);
  const despite = isMissing(fields["despite"]) ? null : take<string | null>(readReason(fields["despite"], "/despite"), null, found);
  return outcomeOf(() => ({ cadence, on, despite }), found);
};

/** Which period is opened again, and why. */
export type ReopeningOrder = { readonly cadence: Cadence; readonly on: Day; readonly reason: string };

const reopeningFields: ReadonlySet<string> = new Set(["cadence", "on", "reason"]);

/** An order to open a closed period again, from a JSON object; a reason must be given. Refuses with every wrong at once. */
export const readReopening = (fields: unknown): Outcome<ReopeningOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"cadence": "month", "on": "2026-03-31", "reason": "…"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, reopeningFields, found);
  const cadence = take(readCadence(fields["cadence"]), "month", found);
  const on = take(parseDay(fields["on"], "/on"), 0, found);
  const reason = take(readReason(fields["reason"], "/reason"), "", found);
  return outcomeOf(() => ({ cadence, on, reason }), found);
};

const acknowledgementFields: ReadonlySet<string> = new Set(["remark"]);

/** What a rep says about a statement, if anything, from a JSON object. */
export const readAcknowledgement = (fields: unknown): Outcome<{ readonly remark: string | null }> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"remark": "…"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, acknowledgementFields, found);
  const remark = isMissing(fields["remark"]) ? null : take<string | null>(readReason(fields["remark"], "/remark"), null, found);
  return outcomeOf(() => ({ remark }), found);
};
