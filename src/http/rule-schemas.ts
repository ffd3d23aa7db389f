import { z } from "zod";
import { windows, withins } from "../domain/metric.ts";
import { metricSchema, rowSchema, teamRowSchema } from "./attainment-schemas.ts";
import { draftContentSchema } from "./draft-schemas.ts";
import { dropReasons } from "../operations/preview-metric.ts";
import { amount, audience, cadenceParameter, day, instant, name, periodSchema, withheld } from "./schemas.ts";

const text = z.string();
const nextCursor = text.nullable();

const openDraft = z
  .strictObject({ id: text, savedBy: text, savedAt: instant })
  .nullable()
  .describe("The open draft in which somebody is changing it");
const draftNumber = z.int().describe("For the id of a new draft of it: one more than were published");
const drafted = z
  .array(z.strictObject({ id: text, draft: z.strictObject({ id: text, savedBy: text, savedAt: instant }) }))
  .describe("What is drafted under an id that nothing has yet");
const since = day.nullable().describe("null: from the beginning");
const next = z.strictObject({ version: z.int(), startsOn: day }).nullable().describe("The version that follows, if one is known to");

export const plansSchema = z
  .strictObject({
    plans: z.array(
      z.strictObject({
        id: text,
        name,
        cadence: cadenceParameter,
        audience,
        of: z.enum(["member", "team"]),
        version: z.int().describe("The one in force; of a plan that is still to come its first"),
        startsOn: since,
        next,
        endedOn: day.nullable(),
        metrics: z.array(text),
        draft: openDraft,
      }),
    ),
    drafted,
    today: day,
    nextCursor,
  })
  .meta({ id: "Plans" });

export const planShownSchema = z
  .strictObject({
    id: text,
    endedOn: day.nullable(),
    version: z.int().nullable().describe("The one in force; of a plan that is still to come its first; null of one that is only drafted"),
    versions: z
      .array(z.strictObject({ version: z.int(), startsOn: since, entry: z.looseObject({}).describe("As in /schemas/company.json") }))
      .describe("As the company file writes them, by day"),
    draft: openDraft,
    draftNumber,
    today: day,
  })
  .meta({ id: "PlanShown" });

const words = z.strictObject({ en: text, ko: text });

export const metricsSchema = z
  .strictObject({
    metrics: z.array(
      z.strictObject({
        id: text,
        name,
        unit: z.enum(["count", "seconds", "money"]),
        currency: text.optional(),
        conditions: z.array(words).describe("What it asks of a record, for people"),
        oncePer: z.strictObject({ prospect: z.enum(windows), within: z.enum(withins) }).nullable(),
        version: z.int(),
        startsOn: since,
        next,
        ended: z.boolean(),
        plans: z.array(text).describe("The plans that ask for it, now or from a day on"),
        draft: openDraft,
        draftNumber,
      }),
    ),
    drafted,
    today: day,
    nextCursor,
  })
  .meta({ id: "Metrics" });

export const rulesSchema = z
  .strictObject({
    currency: text,
    attributes: z.array(z.strictObject({ name: text, type: z.enum(["string", "int", "money", "bool"]) })),
    sources: z.array(text),
    outcomes: z.array(text).describe("Those that are known everywhere, and those of the last 90 days"),
    stages: z.array(text),
    segments: z.array(text),
    phases: z.array(text),
    factors: z.array(z.strictObject({ id: text, name, by: text.describe("The field whose value names the factor") })),
    targetTables: z.array(z.strictObject({ id: text, name, metric: text, cadence: cadenceParameter })),
  })
  .meta({ id: "Rules" });

export const targetsOrderSchema = z
  .strictObject({
    content: draftContentSchema,
    plan: text.describe("A plan's id: one of the content, or one in force"),
    on: day.optional().describe("Left out: the plan's first day if that is to come, else today"),
    members: z.array(text).max(6).optional().describe("By id; left out: who is new, who works less, and who has been there longest"),
  })
  .meta({ id: "TargetsOrder" });

export const targetsPreviewSchema = z
  .strictObject({
    on: day,
    period: periodSchema,
    nextStarts: z.array(day).describe("The first days of the periods that come next"),
    metrics: z.array(metricSchema),
    samples: z.array(
      z.strictObject({
        member: text,
        name,
        team: text.nullable(),
        why: z.enum(["new", "less", "established", "other", "chosen"]),
        row: rowSchema.nullable().describe("As in attainment, with nothing done yet; null: the plan does not ask them"),
      }),
    ),
    teamRows: z.array(teamRowSchema).describe("Of a plan that asks teams: the first few"),
    withheld,
    asked: z.int().describe("How many members the plan asks on the day"),
  })
  .meta({ id: "TargetsPreview" });

export const metricPreviewOrderSchema = z
  .strictObject({
    content: draftContentSchema,
    metric: text.describe("A metric's id: one of the content, or one in force"),
    through: day.optional().describe("The last of the thirty days; left out: today"),
  })
  .meta({ id: "MetricPreviewOrder" });

const drop = {
  records: z.int().describe("Records that it keeps out, perhaps beside others"),
  alone: z.int().describe("Those that nothing else keeps out"),
  examples: z
    .array(
      z.strictObject({
        source: text,
        externalId: text,
        member: text.nullable(),
        memberName: name.nullable(),
        localDay: day,
        localTime: text.nullable(),
        kind: text,
        direction: text.nullable(),
        durationSeconds: z.int().nullable(),
        outcome: text.nullable(),
        found: z.looseObject({}).describe("What it has in the fields that the expression asks"),
      }),
    )
    .describe("The latest of those that the caller sees, those first that nothing else keeps out"),
};

export const metricPreviewSchema = z
  .strictObject({
    from: day,
    before: day,
    unit: z.enum(["count", "seconds", "money"]),
    records: z.int().describe("All records of these days"),
    counted: z.int().describe("Those that add to the metric"),
    credited: amount.describe("What they add"),
    members: z.int().describe("Members who have something of it"),
    days: z.array(z.strictObject({ day, records: z.int(), credited: amount })),
    conditions: z
      .array(z.strictObject({ condition: text, words, ...drop }))
      .describe("The conditions joined by &&, in their order, those too that keep nothing out"),
    others: z.array(z.strictObject({ code: z.enum(dropReasons), ...drop })).describe("What else keeps records out"),
  })
  .meta({ id: "MetricPreview" });
