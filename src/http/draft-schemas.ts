import { z } from "zod";
import { metricSchema, progressSchema, rowSchema } from "./attainment-schemas.ts";
import { amount, cadenceParameter, changeSchema, day, instant, name, periodSchema, withheld } from "./schemas.ts";

const text = z.string();
const status = z.enum(["met", "missed", "open", "counting", "excused"]);

const draftFields = {
  id: text,
  name: text.nullable(),
  state: z.enum(["open", "published", "discarded"]),
  savedBy: text,
  savedAt: instant,
  decidedBy: text.nullable().describe("Who published or discarded it"),
  decidedAt: instant.nullable(),
  settingsVersion: z.int().nullable().describe("Of a published one: the version of the settings that holds since"),
  metrics: z.array(text).describe("Ids of the metrics that it holds versions of"),
  plans: z.array(text).describe("Ids of the plans that it holds versions of"),
};

export const draftSchema = z.strictObject(draftFields).meta({ id: "Draft" });
export const draftsSchema = z.strictObject({ drafts: z.array(draftSchema), nextCursor: text.nullable() }).meta({ id: "Drafts" });

export const draftContentSchema = z
  .strictObject({ metrics: z.array(z.looseObject({})).optional(), plans: z.array(z.looseObject({})).optional() })
  .meta({
    id: "DraftContent",
    description: "Metrics and plans as in /schemas/company.json; nothing else",
    externalDocs: { url: "/schemas/company.json" },
  });

const refusalSchema = z.strictObject({ code: text, pointer: text, words: z.strictObject({ en: text, ko: text }) });

export const draftShownSchema = z
  .strictObject({
    ...draftFields,
    content: draftContentSchema,
    yaml: text.describe("The content as a text"),
    changes: z.array(changeSchema).nullable().describe("What publishing it today would change; null where that is refused, or was done"),
    refusals: z.array(refusalSchema).describe("Why publishing it as it is would be refused today"),
  })
  .meta({ id: "DraftShown" });

export const publicationSchema = z
  .strictObject({
    startsOn: day.optional().describe("The first day of those of its versions that name none although something of their id holds already"),
    reason: text.optional().describe("Why: at most 1,000 characters"),
  })
  .meta({ id: "Publication" });

export const backtestOrderSchema = z
  .strictObject({
    draft: text.optional().describe("A draft's id. Either this or content"),
    content: draftContentSchema.optional(),
    plan: text.optional().describe("Left out: the draft's only one, or the only one in force that asks for its metrics"),
    periods: z.int().min(1).max(60).optional().describe("How many of the last periods that are over; 12"),
    rows: z.boolean().optional().describe("false: the periods alone, without a row for each member"),
  })
  .meta({ id: "BacktestOrder" });

const spread = z
  .strictObject({ p10: progressSchema, p25: progressSchema, p50: progressSchema, p75: progressSchema, p90: progressSchema })
  .describe("Attained shares of the members: a tenth of them are at or below p10");
const outcome = z
  .strictObject({
    asked: z.int().describe("Members whom the plan asks"),
    met: z.int(),
    missed: z.int(),
    excused: z.int(),
    open: z.int().describe("Where the last day is not over yet"),
    spread: spread.nullable(),
    luck: z
      .strictObject({ meet: z.number(), miss: z.number() })
      .nullable()
      .describe(
        "Expected numbers of members who meet although their own rate over all these periods is below what is asked, and who miss although it is enough: acts that come by themselves at that rate (Poisson), the rate drawn towards the team's. null where not records are counted",
      ),
  })
  .meta({ id: "PlanOutcome" });
const standing = z
  .strictObject({
    status,
    progress: progressSchema.nullable(),
    quotas: z.array(z.strictObject({ metric: text, target: amount, credited: amount.nullable() })),
  })
  .meta({ id: "BacktestStanding" });

export const backtestSchema = z
  .strictObject({
    plan: text,
    planName: name,
    cadence: cadenceParameter,
    counted: z.array(text).describe("Metrics that were counted from the log for this alone"),
    asked: z.int().describe("Periods asked for; fewer are told where the log begins later"),
    periods: z.array(
      z.strictObject({
        period: periodSchema,
        draft: outcome.describe("What the draft would have given"),
        inForce: outcome.nullable().describe("What the plan of the same id gave that was in force; null where none of this cadence was"),
        rows: z
          .array(
            z.strictObject({
              member: text,
              memberName: name,
              team: text.nullable(),
              draft: standing.nullable().describe("null: not asked"),
              inForce: standing.nullable(),
            }),
          )
          .optional(),
      }),
    ),
  })
  .meta({ id: "Backtest" });

const settingsChange = {
  version: z.int().describe("Of the settings"),
  by: text,
  at: instant,
  reason: text.nullable(),
  changes: z.array(changeSchema),
  more: z.int().describe("Changes of the same act beyond those told"),
};

export const settingsChangesSchema = z
  .strictObject({ settingsChanges: z.array(z.strictObject(settingsChange)), nextCursor: text.nullable() })
  .meta({ id: "SettingsChanges" });

export const replaySchema = z
  .strictObject({
    member: text,
    on: day,
    replay: z.boolean().describe("true: told by what was not in force on the day"),
    with: z.union([z.strictObject({ draft: text }), z.strictObject({ version: z.int() })]).nullable(),
    basis: z.strictObject({ en: text, ko: text }).describe("What the numbers are read from, for people"),
    periods: z.array(periodSchema),
    metrics: z.array(metricSchema),
    rows: z.array(rowSchema).describe("As in attainment, with what was done through the day"),
    withheld,
    changes: z
      .array(
        z.strictObject({ ...settingsChange, since: z.boolean().describe("After the day: what was told then may have been otherwise") }),
      )
      .describe("Who changed the plans, their metrics and the member, the latest first"),
  })
  .meta({ id: "Replay" });
