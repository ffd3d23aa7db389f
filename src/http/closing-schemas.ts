import { z } from "zod";
import { lateCauses } from "../domain/late-change.ts";
import { statementSubjects } from "../domain/statement.ts";
import { amount, cadenceParameter, day, derivation, name, periodSchema } from "./schemas.ts";

const text = z.string();
const instant = text.meta({ format: "date-time", examples: ["2026-04-04T09:00:00Z"] });
const reason = text.describe("At most 1,000 characters");
const unit = z.enum(["count", "seconds", "money"]);

export const closingOrderSchema = z
  .strictObject({
    cadence: cadenceParameter,
    on: day.describe("A day of the period"),
    despite: reason.nullish().describe("Why it is closed although something speaks against it that a person may overrule"),
  })
  .meta({ id: "ClosingOrder" });

export const reopeningOrderSchema = z
  .strictObject({ cadence: cadenceParameter, on: day.describe("A day of the period"), reason })
  .meta({ id: "ReopeningOrder" });

export const acknowledgementSchema = z
  .strictObject({ remark: reason.nullish().describe("What the rep says about it") })
  .meta({ id: "Acknowledgement" });

const told = {
  overrulable: z.boolean().describe("A person may close all the same, for a reason"),
  detail: z.strictObject({ en: text, ko: text }),
};
const block = z
  .union([
    z.strictObject({ block: z.literal("not-over"), until: day, ...told }),
    z.strictObject({ block: z.literal("earlier-open"), period: day, ...told }),
    z.strictObject({ block: z.literal("counting"), metric: text, done: z.int(), of: z.int(), ...told }),
    z.strictObject({ block: z.literal("grace"), plan: text, days: z.int(), until: day, ...told }),
    z.strictObject({ block: z.literal("leave"), requests: z.int(), ...told }),
    z.strictObject({ block: z.literal("dispute"), disputes: z.array(text), ...told }),
    z.strictObject({ block: z.literal("withheld"), calendar: text, year: z.int(), members: z.int(), ...told }),
    z.strictObject({ block: z.literal("unattributed"), records: z.int(), ...told }),
  ])
  .meta({ id: "ClosingBlock", description: "What speaks against closing a period" });

export const closureSchema = z
  .strictObject({
    closure: z.int(),
    period: periodSchema,
    version: z.int().describe("1, or more where the period was opened again"),
    closedAt: instant,
    closedBy: text,
    overruled: z.array(block),
    reason: text.nullable(),
    statedAt: instant.nullable().describe("Null while its statements are being written"),
    reopened: z.strictObject({ at: instant, by: text, reason: text }).nullable(),
  })
  .meta({ id: "Closure" });

export const closingSchema = z
  .strictObject({
    period: periodSchema,
    blocks: z.array(block).describe("What speaks against closing, or spoke and was overruled"),
    closure: closureSchema.nullable().describe("Null of a preview"),
    statements: z.int(),
    adjustments: z.int().describe("Earlier closed periods of somebody that came to something else: told on these statements"),
  })
  .meta({ id: "Closing" });

export const closureListSchema = z
  .strictObject({ closures: z.array(closureSchema), nextCursor: z.string().nullable() })
  .meta({ id: "ClosureList" });

const subject = z.strictObject({ type: z.enum(statementSubjects), id: text });
const period = z.strictObject({ cadence: cadenceParameter, startsOn: day, endsBefore: day });
const records = z.strictObject({
  records: z.int(),
  credits: text.describe("In the metric's smallest unit: counts in ten-thousandths, seconds, minor units of money"),
  digest: text.describe("SHA-256 over the key, day, provenance and credit of each record"),
});
const frozen = {
  subject,
  period,
  plan: text,
  planVersion: z.int(),
  metrics: z.record(text, z.strictObject({ unit, versions: z.array(z.strictObject({ version: z.int(), startsOn: day.nullable() })) })),
};
const content = z
  .union([
    z.strictObject({
      ...frozen,
      team: text.nullable(),
      status: text,
      requirement: z.record(text, z.unknown()).describe("As in attainment, with its derivation"),
      records: z.record(text, records),
    }),
    z.strictObject({
      ...frozen,
      parts: z.array(z.strictObject({ metric: text, credited: amount.nullable(), target: amount, members: z.int() })),
    }),
  ])
  .meta({ id: "StatementContent", description: "What was frozen; its canonical JSON (fields sorted, no spaces) has the fingerprint" });

const statement = {
  statement: z.int(),
  content,
  name: name.nullable().describe("What the subject is called now; null of what has no name any more"),
  fingerprint: text.describe("SHA-256 of the content as canonical JSON"),
  acknowledged: z.strictObject({ at: instant, by: text, remark: text.nullable() }).nullable(),
  superseded: z.boolean().describe("The period was opened again: it holds no longer"),
};

export const statementSchema = z.strictObject({ ...statement, closure: z.int() }).meta({ id: "Statement" });
export const statementListSchema = z
  .strictObject({ statements: z.array(statementSchema), nextCursor: z.string().nullable() })
  .meta({ id: "StatementList" });

const number = z.strictObject({ credited: amount.nullable(), target: amount, status: text.optional() });
const within = z
  .strictObject({ startsOn: day, endsBefore: day })
  .optional()
  .describe("The shorter period in which it is asked (`over`); left out: the closed one");
const cause = z.union([
  z.strictObject({
    cause: z.enum(lateCauses),
    metric: text,
    unit,
    day,
    source: text.nullable().describe("Null where a metric was counted anew"),
    externalId: text.nullable(),
    credited: amount.describe("What it adds, or takes away"),
    at: instant,
  }),
  z.strictObject({
    cause: z.literal("target"),
    metric: text,
    within,
    unit,
    before: amount.nullable(),
    now: amount.nullable(),
    derivation: derivation.describe("How the target comes about now"),
  }),
]);
const adjustment = z
  .strictObject({
    closure: z.int().describe("Of the closed period that came to something else"),
    period,
    statedIn: z.int().nullable().describe("The closure whose statements tell it; null while it waits for the next one"),
    subject,
    name: name.nullable().describe("What the subject is called now; null of what has no name any more"),
    plan: text,
    status: z.strictObject({ before: text.nullable(), now: text.nullable() }),
    quotas: z.array(z.strictObject({ metric: text, within, unit, before: number.nullable(), now: number.nullable() })),
    causes: z.array(cause),
  })
  .meta({ id: "Adjustment", description: "A closed period set beside what it comes to now; never part of a later period" });

export const adjustmentListSchema = z.strictObject({ adjustments: z.array(adjustment) }).meta({ id: "AdjustmentList" });
export const statementShownSchema = z
  .strictObject({ ...statement, closure: closureSchema, adjustments: z.array(adjustment) })
  .meta({ id: "StatementShown" });
