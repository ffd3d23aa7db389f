import { z } from "zod";
import { funnelRateSources } from "../domain/effort-reading.ts";
import { draftSchema } from "./draft-schemas.ts";
import { cadenceParameter, day, money as moneySchema, name, periodSchema } from "./schemas.ts";

const text = z.string();

const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().optional();

const share = z.number().min(0).max(1);
const counted = z.strictObject({ reached: z.int(), of: z.int() });
const money = z.union([text, moneySchema]).describe("Text such as 3600.00, in the currency beside it, or minor units");

const orderFields = {
  member: maybe(text).describe("Whose working days and leave; left out: somebody who works the company's ordinary week"),
  cadence: maybe(cadenceParameter).describe("How long the period is; left out: a month"),
  on: maybe(day).describe("A day of the period; left out: the one that comes next"),
  wanted: z
    .strictObject({
      results: maybe(z.int()).describe("So many results"),
      income: maybe(money).describe("Or as many as pay this much, each of them paying `each`"),
      each: maybe(money),
      worth: maybe(money).describe("Or deals that are worth so much together"),
      deals: maybe(z.array(money)).describe("What deals are worth; left out: those that the company won, in this currency"),
      currency: maybe(text).describe("Left out: the company's"),
    })
    .describe("One of results, income, worth"),
  chance: maybe(share).describe("How sure it is to be; left out: 0.8"),
  stages: maybe(
    z.array(
      z.strictObject({
        name: maybe(text),
        rate: maybe(z.union([text, share])).describe("Known: 7.5%, 0.075 or 1/379 reach the next stage, of the last one the result"),
        counted: maybe(counted).describe("Or estimated from what was counted: 30 of 400"),
        minutes: maybe(z.number()).describe("What one takes; left out: no time of its own"),
      }),
    ),
  ).describe("Rates as they are typed, from the activity to what comes before the result; or `rates`"),
  rates: maybe(z.enum(funnelRateSources)).describe(
    "Those of the company's funnel: funnel, as counted here; assumed, as their sources found them elsewhere",
  ),
  first: maybe(text).describe("With rates: the stage that is planned; left out: the first"),
  last: maybe(text).describe("With rates: the stage that is the result; left out: the last"),
  from: maybe(day).describe("With rates of the funnel: the first day on which was tried what is counted; left out: twelve months ago"),
  before: maybe(day).describe("The day after the last; left out: tomorrow"),
  minutes: maybe(z.record(z.string(), z.number())).describe("With rates: what one of a stage takes, by its id"),
  hoursPerDay: maybe(z.number()).describe("How much of a working day there is for it; left out: 6"),
  contacts: maybe(z.int()).describe("How many may be made of the first stage at most; left out: nothing bounds them"),
};

export const effortOrderSchema = z.strictObject(orderFields).meta({
  id: "EffortOrder",
  examples: [
    {
      member: "raj",
      cadence: "month",
      wanted: { results: 30 },
      chance: 0.8,
      stages: [{ counted: { reached: 30, of: 400 }, minutes: 5 }],
    },
    { wanted: { income: "3600.00", each: "900.00" }, rates: "assumed", minutes: { contact: 20, "fact-finding": 120 } },
  ],
});

const needed = z
  .strictObject({
    count: z.int(),
    low: z.int().describe("One of ten periods would need less"),
    high: z.int().nullable().describe("One of ten would need more; null: so little is known that nothing bounds it"),
  })
  .nullable()
  .describe("null: no number is enough");

const interval = z.strictObject({ low: share, high: share });

const rate = z.strictObject({
  type: z.enum(["known", "believed"]),
  mean: share,
  interval: interval.nullable().describe("Of a believed rate, at 95%"),
});

const aim = z.union([z.strictObject({ results: z.int() }), z.strictObject({ worth: moneySchema })]);

const hours = z.number();

const why = z.union([
  z.strictObject({ type: z.literal("no_rate"), stage: text.describe("From which nothing comes") }),
  z.strictObject({ type: z.literal("no_end"), most: z.int() }),
  z.strictObject({ type: z.literal("no_working_days") }),
  z.strictObject({ type: z.literal("time"), neededHours: hours, availableHours: hours }),
  z.strictObject({ type: z.literal("contacts"), needed: z.int(), most: z.int() }),
]);

export const effortPlanSchema = z
  .strictObject({
    period: periodSchema,
    member: z.strictObject({ id: text, name }).nullable(),
    chance: share,
    aim,
    rates: z.enum(["typed", ...funnelRateSources]),
    stages: z.array(
      z.strictObject({
        id: text,
        name: name.nullable(),
        rate,
        counted: counted.nullable().describe("What the rate was counted from; null: it was not"),
        source: z.strictObject({ text, year: z.int().nullable(), url: text.nullable() }).nullable().describe("Who found an assumed rate"),
        minutesEach: z.number(),
        count: z.number().nullable().describe("How many are to be expected of the effort"),
        hours: hours.nullable(),
      }),
    ),
    result: z.strictObject({ id: text, name }).nullable(),
    rate: rate.describe("From the first stage to the result"),
    isReachable: z.boolean(),
    needed: needed.describe("Of the first stage, in the period; null: no number is enough"),
    perWorkingDay: needed,
    perWeek: needed.describe("In an ordinary week of theirs"),
    hours: hours.nullable(),
    expectedResults: z.number().nullable().describe("What comes of it in the mean: more than is wanted, since less is to be unlikely"),
    availableHours: hours,
    workingDays: z.number(),
    ofWorkingDays: z.number().describe("What the full-time week has in the period"),
    less: z.array(
      z.strictObject({
        why: z.enum(["employment", "holiday", "leave", "pattern"]),
        name: name.optional(),
        days: z.array(day),
        workingDays: z.number(),
      }),
    ),
    contacts: z.int().nullable(),
    why: z.array(why).describe("Why it is not reachable"),
    reach: z
      .strictObject({
        count: z.int().describe("What can be done at most"),
        chance: share.describe("That all that is wanted comes of it"),
        expectedResults: z.number(),
        within: aim.describe("What comes of it with the chance that was asked for"),
      })
      .nullable(),
    curve: z.array(z.strictObject({ count: z.int(), chance: share })).describe("The chance by the number of the first stage"),
  })
  .meta({ id: "EffortPlan" });

export const effortDraftOrderSchema = z
  .strictObject({ ...orderFields, metric: maybe(text).describe("What counts the effort; left out: the first stage of the funnel says it") })
  .meta({
    id: "EffortDraftOrder",
    examples: [{ member: "raj", wanted: { results: 30 }, stages: [{ counted: { reached: 30, of: 400 } }], metric: "outbound-calls" }],
  });

export const effortDraftSchema = z
  .strictObject({ plan: text.describe("The plan in the draft"), target: z.int().describe("In each week"), draft: draftSchema })
  .meta({ id: "EffortDraft" });
