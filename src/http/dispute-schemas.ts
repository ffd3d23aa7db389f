import { z } from "zod";
import { disputeStates } from "../domain/dispute.ts";
import { attestationSchema, day, instant, name, numberChanges, periodSchema, recordKey, status, verdict } from "./schemas.ts";

const text = z.string();
const by = text.nullish().describe("Who does it: a member's id. An account does it as its own member, and need not say so");
const reason = text.describe("Why: at most 4,000 characters");
const evidence = text.nullish().describe("A link that shows it");

export const newDisputeSchema = z
  .strictObject({
    by,
    record: recordKey.nullish().describe("The record whose verdict is disputed; either this or missing"),
    metric: text.nullish().describe("Of a record: the metric whose verdict is wrong"),
    counts: z.boolean().nullish().describe("What the verdict should be; left out: that it counts"),
    missing: attestationSchema.omit({ reason: true, member: true }).extend({ member: text.nullish() }).nullish(),
    reason,
    evidence,
  })
  .meta({
    id: "NewDispute",
    examples: [
      {
        by: "raj",
        record: { source: "dialer", externalId: "call-1042" },
        metric: "qualified-calls",
        reason: "cut off by the network after 58 s",
      },
      { by: "raj", missing: { kind: "call", occurredOn: "2026-03-31", durationSeconds: 240 }, reason: "the dialer was down" },
    ],
  });

export const disputeCommentSchema = z
  .strictObject({ by, text: text.describe("At most 4,000 characters"), evidence })
  .meta({ id: "DisputeComment" });
export const disputeReasonSchema = z.strictObject({ by, reason, evidence }).meta({ id: "DisputeReason" });
export const disputeDecisionSchema = z
  .strictObject({
    by,
    upheld: z.boolean(),
    reason: text.describe("Why: at most 1,000 characters"),
    conditions: z.array(text).optional().describe("The conditions that the ruling replaces, by their text; left out, those that fail now"),
  })
  .meta({ id: "DisputeDecision" });

export const personSchema = z.strictObject({ id: text, name }).meta({ id: "Person" });

const outcome = z
  .strictObject({
    record: recordKey.describe("The record that counts now, or that was entered"),
    verdict: verdict.nullable().describe("null of a missing record, which every metric judges"),
    ...numberChanges,
    statuses: z.array(z.strictObject({ member: text, plan: text, period: periodSchema, before: status, after: status })),
    counting: z.array(text).describe("Metrics that are still being counted: their numbers are not told"),
  })
  .meta({ id: "DisputeOutcome" });

const act = z.strictObject({
  act: z.enum(["comment", "evidence", "withdrawal", "decision", "appeal"]),
  by: personSchema,
  at: instant,
  on: day.describe("The company's day then"),
  said: text,
  link: text.nullable(),
  upheld: z.boolean().nullable().describe("Of a decision"),
  outcome: outcome.nullable().describe("What an upheld decision changed"),
});

const file = z.strictObject({ file: z.int(), name: text, type: text, bytes: z.int(), by: personSchema, addedAt: instant });

export const disputeSchema = z
  .strictObject({
    dispute: text.describe("D-12"),
    state: z.enum(disputeStates),
    member: personSchema,
    localDay: day,
    record: z.strictObject({ source: text, externalId: text, metric: text, counts: z.boolean() }).nullable(),
    missing: z.looseObject({}).nullable().describe("Of a missing record, its fields as they were given"),
    reason: text,
    raisedAt: instant,
    raisedOn: day,
    waiting: z
      .strictObject({
        deciders: z.array(personSchema).describe("Any one of them decides; empty where nobody leads the member"),
        since: day,
        decideThrough: day.describe("The last day before it passes to the next leader up"),
        late: z.boolean().describe("true: nobody is left to pass it to, and the day is gone"),
      })
      .nullable()
      .describe("null once it is decided or withdrawn"),
    appealThrough: day.nullable().describe("The last day on which a rejection may be appealed"),
    acts: z.array(act).describe("In the order in which they were done"),
    files: z.array(file),
  })
  .meta({ id: "Dispute" });

export const disputeListSchema = z
  .strictObject({ disputes: z.array(disputeSchema), nextCursor: text.nullable() })
  .meta({ id: "DisputeList" });
