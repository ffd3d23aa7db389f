import { z } from "zod";
import { tallyGroups } from "../operations/tallies-of.ts";
import { amount, cadenceParameter, day, derivation, name, pace, periodSchema, withheld } from "./schemas.ts";

const text = z.string();
const running = ["ahead", "on_pace", "at_risk", "behind", "open"] as const;
const status = z
  .enum(["met", ...running, "missed", "counting", "excused"])
  .describe("While the period runs: how likely the target is still reached; open where that cannot be told");
const whole = z.union([z.int(), text.describe("A whole number beyond 2^53")]);
export const progressSchema = z
  .strictObject({ done: whole, of: whole })
  .meta({ id: "Progress", description: "A reduced exact pair, not capped" });
const records = z.strictObject({ done: z.int(), of: z.int() }).describe("Records");
const coverage = z
  .strictObject({ captured: amount, imported: amount, selfReported: amount, attested: amount })
  .meta({ id: "Coverage", description: "Who observed what was credited" });
const teamShare = z
  .strictObject({ team: text.nullable(), days: z.int(), credited: amount.nullable(), target: amount })
  .meta({ id: "TeamShare", description: "What of a quota belongs to one of the teams that the member was in; they add up to it" });
const asked = {
  type: z.literal("quota"),
  metric: text,
  target: amount,
  derivation,
  teams: z.array(teamShare).optional().describe("Of a member who changed team within the period"),
  heads: z
    .strictObject({ atLeast: amount, of: z.int() })
    .optional()
    .describe("Of a team's head count: members with at least so much of the metric are counted, of so many"),
  personal: z
    .strictObject({ credited: amount.nullable(), target: amount, members: z.int(), difference: amount })
    .optional()
    .describe("Of a team's own quota: what its members are asked together, and how far the team's target is over that"),
};
const quota = z
  .union([
    z.strictObject({
      ...asked,
      status: z.enum(["met", ...running, "missed", "excused"]),
      credited: amount,
      shortfall: amount,
      surplus: amount,
      carriedOver: z
        .strictObject({ amount, from: periodSchema })
        .optional()
        .describe("What was over in the period before and stands for a part of the target; never in credited"),
      madeUp: z
        .strictObject({ in: periodSchema, by: amount })
        .optional()
        .describe("Of what was missed, the later period whose surplus covers all that was missing; the status stays missed"),
      stretch: z.strictObject({ target: amount, shortfall: amount }).optional().describe("A second mark above the target"),
      progress: progressSchema.nullable().describe("Null when it is excused: nothing is asked"),
      coverage: coverage.optional().describe("Not of a head count"),
      pace: pace
        .nullable()
        .describe("Null when it is excused, before the period begins, of a member without a working day in it, and of a team"),
    }),
    z.strictObject({
      ...asked,
      status: z.enum(["counting", "excused"]),
      credited: z.null(),
      progress: z.null(),
      counting: z.strictObject({ code: z.literal("metric-counting"), progress: records }),
    }),
  ])
  .meta({ id: "Quota" });

type Json = { readonly [key: string]: unknown };
const partScore = z
  .strictObject({
    weight: z.number(),
    cap: text,
    floor: text.nullable(),
    worth: progressSchema.nullable().describe("Points for reaching the part's target once excused parts have dropped out"),
    points: progressSchema.nullable(),
    belowFloor: z.boolean(),
  })
  .meta({ id: "PartScore", description: "What a part adds to a score" });

const requirement: z.ZodType<Json> = z
  .lazy(() =>
    z.union([
      quota,
      z.strictObject({ type: z.enum(["allOf", "anyOf"]), status, progress: progressSchema.nullable(), parts: z.array(requirement) }),
      z.strictObject({
        type: z.literal("score"),
        status,
        progress: progressSchema.nullable(),
        needed: z.number(),
        points: progressSchema,
        parts: z.array(requirement),
        scores: z.array(partScore).describe("Of the parts, in their order"),
      }),
      z.strictObject({
        type: z.literal("over"),
        status,
        progress: progressSchema.nullable(),
        cadence: cadenceParameter,
        rule: z.enum(["atLeast", "inARow"]),
        done: z.int().describe("How many periods are met, altogether or at most one after another"),
        needed: z.int().describe("No more than there are periods in which something is asked"),
        periods: z.array(z.strictObject({ period: periodSchema, status, requirement: requirement.nullable() })),
      }),
    ]),
  )
  .meta({ id: "Requirement" });

export const rowSchema = z
  .strictObject({
    member: text,
    memberName: name,
    team: text.nullable().describe("On the day asked about"),
    plan: text,
    planName: name,
    planVersion: z.int(),
    cadence: cadenceParameter,
    startsOn: day,
    endsBefore: day,
    status,
    requirement,
  })
  .meta({ id: "AttainmentRow" });

export const teamRowSchema = z
  .strictObject({
    team: text,
    teamName: name,
    parent: text.nullable(),
    plan: text,
    planName: name,
    planVersion: z.int(),
    cadence: cadenceParameter,
    startsOn: day,
    endsBefore: day,
    status,
    requirement,
  })
  .meta({ id: "TeamRow", description: "A team with what it is asked itself, beside what its members are asked" });

const sum = z.strictObject({ plan: text, metric: text, credited: amount.nullable(), target: amount, members: z.int() }).meta({ id: "Sum" });
export const metricSchema = z.strictObject({
  id: text,
  name,
  unit: z.enum(["count", "seconds", "money"]),
  currency: text.optional(),
  isOfResults: z.literal(true).optional().describe("It counts what became of opportunities; left out: what people do"),
});

export const attainmentSchema = z
  .strictObject({
    on: day,
    period: periodSchema.nullable().describe("Of the cadence that was asked for"),
    periods: z.array(periodSchema),
    metrics: z.array(metricSchema),
    rows: z.array(rowSchema),
    teamRows: z.array(teamRowSchema).describe("Empty when one member was asked about"),
    teams: z.array(z.strictObject({ team: text, name, parent: text.nullable(), parts: z.array(sum) })),
    company: z.strictObject({ parts: z.array(sum) }),
    away: z
      .array(z.strictObject({ member: text, days: z.array(z.strictObject({ from: day, through: day, half: z.boolean() })) }))
      .describe("Who has a row and is away on a day of the periods; of what kind the leave is stands in the list of leaves alone"),
    counting: z.array(z.strictObject({ metric: text, progress: records })).describe("Metrics whose numbers are not told yet"),
    withheld,
  })
  .meta({ id: "Attainment" });

const tally = z.strictObject({ member: text.optional(), team: text.nullish(), day: day.optional(), credited: amount, coverage });
export const trendSchema = z
  .strictObject({
    metric: metricSchema,
    periods: z.array(periodSchema).describe("The earliest first"),
    sums: z.array(amount).nullable().describe("Of all together, period by period; null: the caller sees no such sums"),
    members: z
      .array(z.strictObject({ member: text, credited: z.array(amount) }))
      .describe("Those whom the caller sees and who have anything"),
  })
  .meta({ id: "Trend" });

export const talliesSchema = z
  .strictObject({
    metric: text,
    unit: z.enum(["count", "seconds", "money"]),
    from: day,
    before: day,
    groupBy: z.enum(tallyGroups),
    tallies: z.array(tally),
  })
  .meta({ id: "Tallies" });
