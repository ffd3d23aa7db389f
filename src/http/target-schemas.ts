import { z } from "zod";
import { amount, cadenceParameter, day, name, periodSchema } from "./schemas.ts";

const text = z.string();
const target = z.union([z.number(), text]).describe("In the unit of the metric; money in major units of its currency; as text beyond 2^53");
const whose = { member: text.optional(), team: text.optional() };
const placed = { ...whose, period: text.describe("As a company file writes it"), startsOn: day };
const instant = text.meta({ format: "date-time" });
const table = { id: text, name, metric: text, cadence: cadenceParameter, ended: z.boolean() };

export const targetItems = z
  .array(
    z.strictObject({
      ...whose,
      period: text.describe("2026-01, 2026년 1월, Jan 2026, or the first day of a period"),
      target: target.nullable().describe("null takes back what was said"),
      reason: text.optional(),
    }),
  )
  .meta({ examples: [[{ member: "raj", period: "2026-01", target: 150 }]] });

export const targetTablesSchema = z.strictObject({ tables: z.array(z.strictObject(table)) }).meta({ id: "TargetTables" });

export const targetsSchema = z
  .strictObject({
    ...table,
    targets: z.array(z.strictObject({ ...placed, target, by: text, at: instant })),
    history: z
      .array(z.strictObject({ ...placed, target: target.nullable(), reason: text.nullable(), by: text, at: instant }))
      .describe("The latest first; empty when it was not asked for"),
  })
  .meta({ id: "Targets" });

export const targetsAnswerSchema = z
  .strictObject({
    table: text,
    metric: text,
    cadence: cadenceParameter,
    created: z.boolean(),
    received: z.int(),
    unchanged: z.int(),
    changes: z.array(z.strictObject({ ...placed, from: target.nullable(), to: target.nullable() })),
    columnsLeft: z.array(text).describe("Columns that are neither whose, nor for when"),
    rowsLeft: z.array(z.int()).describe("Rows that add up others"),
  })
  .meta({ id: "TargetsAnswer" });

export const teamExplanationSchema = z
  .strictObject({
    team: text,
    metric: text,
    unit: z.enum(["count", "seconds", "money"]),
    period: periodSchema,
    credited: amount,
    heads: z.int().describe("Members whom a head count is about"),
    contributions: z.array(
      z.strictObject({
        member: text,
        memberName: name,
        spans: z
          .array(z.strictObject({ startsOn: day, endsBefore: day }))
          .nullable()
          .describe("Days on which they belonged to the team; null: all through the period"),
        credited: amount,
        isHead: z.boolean(),
      }),
    ),
  })
  .meta({ id: "TeamExplanation" });
