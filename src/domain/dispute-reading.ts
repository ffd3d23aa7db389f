import type { ActivityContext } from "./activity-reading.ts";
import type { ActivityReport } from "./activity.ts";
import { readAttestation } from "./attestation-reading.ts";
import { isFields, refuseUnknown, take, type Fields } from "./field-reading.ts";
import type { Instant } from "./instant.ts";
import { readExternalId, readSource } from "./key.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";
import { isWebAddress } from "./web-address.ts";

const longestSaid = 4000;
/** It stands in the verdict too. */
const longestDecision = 1000;
const longestId = 255;
const longestLink = 2048;

type Named = { readonly source: string; readonly externalId: string };

/** A missing record: its fields as they would be entered, and what they say. */
export type Missing = { readonly fields: Fields; readonly report: ActivityReport };

/** A dispute as a member raises it. `by`: the member's id. */
export type DisputeReport = {
  readonly by: string;
  readonly reason: string;
  readonly evidence: string | null;
} & ({ readonly record: Named; readonly metric: string; readonly counts: boolean } | { readonly missing: Fields });

/** What a person says about a dispute. */
export type DisputeRemark = { readonly by: string; readonly said: string; readonly evidence: string | null };

export type DisputeDecision = {
  readonly by: string;
  readonly upheld: boolean;
  readonly reason: string;
  /** Of an upheld claim that a record counts: the conditions that the ruling replaces; left out, those that fail now. */
  readonly conditions?: readonly string[];
};

const readSaid = (value: unknown, pointer: string, max = longestSaid): Outcome<string> => readText(value, pointer, { max, hasLines: true });

const readLink = (value: unknown): Outcome<string | null> => {
  if (isMissing(value)) return accepted(null);
  const text = readText(value, "/evidence", { max: longestLink });
  return text.ok && !isWebAddress(text.value) ? refused(refusal("url-scheme", "/evidence", { found: shown(text.value) })) : text;
};

const readBy = (value: unknown): Outcome<string> => readText(value, "/by", { max: longestId });

const readRecord = (value: unknown): Outcome<Named> => {
  if (!isFields(value)) return refused(refuseType(value, "object", '{"source": "dialer", "externalId": "call-1042"}', "/record"));
  const found: Refusal[] = [];
  refuseUnknown(value, new Set(["source", "externalId"]), found, "/record");
  const source = take(readSource(value["source"], "/record/source"), "", found);
  const externalId = take(readExternalId(value["externalId"], "/record/externalId"), "", found);
  return outcomeOf(() => ({ source, externalId }), found);
};

const raisingFields: ReadonlySet<string> = new Set(["by", "record", "metric", "counts", "missing", "reason", "evidence"]);

const readCounts = (value: unknown): Outcome<boolean> => {
  if (isMissing(value)) return accepted(true);
  return typeof value === "boolean" ? accepted(value) : refused(refuseType(value, "boolean", "true", "/counts"));
};

/** Refuses with every wrong at once; what the missing record says is read by `readMissing`. */
export const readDispute = (fields: unknown): Outcome<DisputeReport> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"by": "raj", "record": {…}, "metric": "calls", "reason": "…"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, raisingFields, found);
  const by = take(readBy(fields["by"]), "", found);
  const reason = take(readSaid(fields["reason"], "/reason"), "", found);
  const evidence = take(readLink(fields["evidence"]), null, found);
  const { record, missing } = fields;
  if (isMissing(record) === isMissing(missing)) found.push(refusal("dispute-about", isMissing(record) ? "/record" : "/missing"));
  if (!isMissing(missing)) {
    if (!isFields(missing)) found.push(refuseType(missing, "object", '{"kind": "call", "occurredOn": "2026-03-02", …}', "/missing"));
    for (const name of ["metric", "counts"] as const)
      if (!isMissing(fields[name])) found.push(refusal("dispute-missing-metric", `/${name}`));
    return outcomeOf(() => ({ by, reason, evidence, missing: isFields(missing) ? missing : {} }), found);
  }
  const named = isMissing(record) ? { source: "", externalId: "" } : take(readRecord(record), { source: "", externalId: "" }, found);
  const metric = take(readText(fields["metric"], "/metric", { max: longestId }), "", found);
  const counts = take(readCounts(fields["counts"]), true, found);
  return outcomeOf(() => ({ by, reason, evidence, record: named, metric, counts }), found);
};

/**
 * What a missing record says, as it would be entered: the member who raises it where it names none. Refuses what entering it would refuse, with
 * its place under `/missing`.
 */
export const readMissing = (
  { reason: misplaced, ...told }: Fields,
  member: string,
  { context, now }: { readonly context: Omit<ActivityContext, "attests">; readonly now: Instant },
): Outcome<Missing> => {
  const fields: Fields = { ...told, member: isMissing(told["member"]) ? member : told["member"] };
  const read = readAttestation({ ...fields, reason: "-" }, context, { now, madeId: "missing" });
  const found = read.ok ? [] : read.refusals.map((each): Refusal => ({ ...each, pointer: `/missing${each.pointer}` }));
  if (misplaced !== undefined) found.push(refusal("dispute-missing-reason", "/missing/reason"));
  if (read.ok) return outcomeOf(() => ({ fields, report: read.value.report }), found);
  const [first, ...more] = found;
  return first === undefined ? read : refused(first, ...more);
};

const remarkFields: ReadonlySet<string> = new Set(["by", "text", "evidence"]);

/** A comment, with a link that shows what it says where there is one. */
export const readDisputeComment = (fields: unknown): Outcome<DisputeRemark> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"by": "raj", "text": "…"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, remarkFields, found);
  const by = take(readBy(fields["by"]), "", found);
  const said = take(readSaid(fields["text"], "/text"), "", found);
  const evidence = take(readLink(fields["evidence"]), null, found);
  return outcomeOf(() => ({ by, said, evidence }), found);
};

const reasonFields: ReadonlySet<string> = new Set(["by", "reason", "evidence"]);

/** A withdrawal or an appeal, with its reason. */
export const readDisputeReason = (fields: unknown): Outcome<DisputeRemark> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"by": "raj", "reason": "…"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, reasonFields, found);
  const by = take(readBy(fields["by"]), "", found);
  const said = take(readSaid(fields["reason"], "/reason"), "", found);
  const evidence = take(readLink(fields["evidence"]), null, found);
  return outcomeOf(() => ({ by, said, evidence }), found);
};

const decisionFields: ReadonlySet<string> = new Set(["by", "upheld", "reason", "conditions"]);
const longestCondition = 4000;

const readConditions = (value: unknown): Outcome<readonly string[] | undefined> => {
  if (isMissing(value)) return accepted(undefined);
  if (!Array.isArray(value)) return refused(refuseType(value, "array", '["durationSeconds >= 60"]', "/conditions"));
  const found: Refusal[] = [];
  const conditions = value.map((each: unknown, index) =>
    take(readText(each, `/conditions/${index}`, { max: longestCondition }), "", found),
  );
  return outcomeOf(() => conditions, found);
};

export const readDisputeDecision = (fields: unknown): Outcome<DisputeDecision> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"by": "kim", "upheld": true, "reason": "…"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, decisionFields, found);
  const by = take(readBy(fields["by"]), "", found);
  const { upheld } = fields;
  if (upheld === undefined) found.push(refusal("required", "/upheld"));
  else if (typeof upheld !== "boolean") found.push(refuseType(upheld, "boolean", "true", "/upheld"));
  const reason = take(readSaid(fields["reason"], "/reason", longestDecision), "", found);
  const conditions = take(readConditions(fields["conditions"]), undefined, found);
  return outcomeOf(() => ({ by, upheld: upheld === true, reason, ...(conditions === undefined ? {} : { conditions }) }), found);
};
