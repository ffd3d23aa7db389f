import { z } from "zod";
import { cadences } from "../domain/period.ts";
import { tallyGroups } from "../operations/tallies-of.ts";
import { amount, day, derivation, name, periodSchema } from "./schemas.ts";

const text = z.string();
const running = ["ahead", "on_pace", "at_risk", "behind", "open"] as const;
const status = z
  .enum(["met", ...running, "missed", "counting", "excused"])
  .describe("While the period runs: how likely the target is still reached; open where that cannot be told");
const whole = z.union([z.int(), text.describe("A whole number beyond 2^53")]);
const progress = z.strictObject({ done: whole, of: whole }).meta({ id: "Progress", description: "A reduced exact pair, not capped" });
const records = z.strictObject({ done: z.int(), of: z.int() }).describe("Records");
const coverage = z
  .strictObject({ captured: amount, imported: amount, selfReported: amount, attested: amount })
  .meta({ id: "Coverage", description: "Who observed what was credited" });
const teamShare = z
  .strictObject({ team: text.nullable(), days: z.int(), credited: amount.nullable(), target: amount })
  .meta({ id: "TeamShare", description: "What of a quota belongs to one of the teams that the member was in; they add up to it" });
const pace = z
  .strictObject({
    expected: amount.describe("Where the member should be by now, by the working days gone and how each weekday usually goes"),
    probability: z.number().nullable().describe("Of reaching the target; null where nothing is known to tell it by"),
    neededPerWorkingDay: amount
      .nullable()
      .describe("What is missing over the working days left, rounded up to a whole; null when none is left"),
    workingDaysLeft: z.number().describe("The part of today that is left and the working days after it"),
    lastWorkingDay: day.nullable(),
  })
  .meta({ id: "Pace" });
const asked = {
  type: z.literal("quota"),
  metric: text,
  target: amount,
  derivation,
  teams: z.array(teamShare).optional().describe("Of a member who changed team within the period"),
};
const quota = z
  .union([
    z.strictObject({
      ...asked,
      status: z.enum(["met", ...running, "missed", "excused"]),
      credited: amount,
      shortfall: amount,
      surplus: amount,
      progress: progress.nullable().describe("Null when it is excused: nothing is asked"),
      coverage,
      pace: pace.nullable().describe("Null when it is excused, before the period begins, and of a member without a working day in it"),
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
const requirement: z.ZodType<Json> = z
  .lazy(() =>
    z.union([
      quota,
      z.strictObject({ type: z.enum(["allOf", "anyOf"]), status, progress: progress.nullable(), parts: z.array(requirement) }),
    ]),
  )
  .meta({ id: "Requirement" });

const row = z
  .strictObject({
    member: text,
    memberName: name,
    team: text.nullable().describe("On the day asked about"),
    plan: text,
    planName: name,
    planVersion: z.int(),
    cadence: z.enum(cadences),
    startsOn: day,
    endsBefore: day,
    status,
    requirement,
  })
  .meta({ id: "AttainmentRow" });

const sum = z.strictObject({ plan: text, metric: text, credited: amount.nullable(), target: amount, members: z.int() }).meta({ id: "Sum" });
const metric = z.strictObject({ id: text, name, unit: z.enum(["count", "seconds", "money"]), currency: text.optional() });

export const attainmentSchema = z
  .strictObject({
    on: day,
    period: periodSchema.nullable().describe("Of the cadence that was asked for"),
    periods: z.array(periodSchema),
    metrics: z.array(metric),
    rows: z.array(row),
    teams: z.array(z.strictObject({ team: text, name, parent: text.nullable(), parts: z.array(sum) })),
    company: z.strictObject({ parts: z.array(sum) }),
    away: z
      .array(z.strictObject({ member: text, days: z.array(z.strictObject({ from: day, through: day, half: z.boolean() })) }))
      .describe("Who has a row and is away on a day of the periods; of what kind the leave is stands in the list of leaves alone"),
    counting: z.array(z.strictObject({ metric: text, progress: records })).describe("Metrics whose numbers are not told yet"),
  })
  .meta({ id: "Attainment" });

const tally = z.strictObject({ member: text.optional(), team: text.nullish(), day: day.optional(), credited: amount, coverage });
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
