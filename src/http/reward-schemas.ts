import { z } from "zod";
import { stepNames } from "../domain/reward-reading.ts";
import { becomings } from "../domain/rewards/ledger.ts";
import { statementStates } from "../domain/rewards/reward-statement.ts";
import { amount, cadenceParameter, day, instant, money, name, periodSchema } from "./schemas.ts";

const text = z.string();
const reason = text.describe("At most 1,000 characters");
const moneyText = text.describe("In the currency of the statement or plan, in its major unit").meta({ examples: ["5000", "12.34"] });

const terms = z.looseObject({}).meta({
  id: "RewardTerms",
  description: "What decides a payout, field by field as in the rewards of /schemas/company.json",
  externalDocs: { url: "/schemas/company.json" },
});

const tier = z
  .strictObject({
    from: text,
    below: text.nullable().describe("Null: it goes on without end"),
    pays: z.union([
      z.strictObject({ type: z.literal("amount"), amount: money }),
      z.strictObject({ type: z.literal("each"), amount: money, per: text }),
      z.strictObject({ type: z.literal("share"), share: text }),
    ]),
  })
  .meta({ id: "RewardTier", description: "Bounds as in the company file" });

const next = z
  .union([
    z.strictObject({
      type: z.literal("step"),
      more: amount.describe("So much more"),
      at: text.nullable().describe("The bound that is reached by it; null: the cap, or the last before less is paid"),
      earns: money.describe("earns so much more"),
    }),
    z.strictObject({
      type: z.literal("rate"),
      after: amount.describe("From so much more on"),
      per: amount.describe("every further so much"),
      each: money.describe("earns so much, without end"),
    }),
    z.strictObject({ type: z.literal("most") }),
  ])
  .meta({ id: "NextReward", description: "What comes next: a step, a rate without end, or nothing more to be had" });

const standing = z
  .strictObject({
    member: text,
    name,
    team: text.nullable().describe("Of what a team earns, the team; the amount is the member's share"),
    credited: amount,
    target: amount.nullable().describe("Null of credits, of which nothing is asked"),
    at: z.number().nullable().describe("Where on the curve this is; null where nothing is asked"),
    attainment: text.nullable().describe("Percent; null of credits and where nothing is asked"),
    worth: money.describe("What it comes to within the budget: were the period over now, while it runs"),
    amount: money.describe("The member's"),
    gate: z
      .strictObject({ isOpen: z.boolean(), probability: z.number(), good: z.number(), of: z.number() })
      .nullable()
      .describe("Closed, what lies above the target is held back"),
    next: next.nullable().describe("Null once the period is over, and where no one credit decides it"),
  })
  .meta({ id: "RewardStanding" });

const shown = z
  .strictObject({
    reward: text,
    name,
    version: z.int(),
    period: periodSchema,
    isOver: z.boolean(),
    metric: z.strictObject({ id: text, name, unit: z.enum(["count", "seconds", "money"]) }).nullable(),
    plan: z.strictObject({ id: text, name }).nullable(),
    terms,
    tiers: z.array(tier),
    curve: z
      .array(z.strictObject({ at: z.number(), pays: z.number() }))
      .describe(
        "What so much pays, as a line: percent of an attainment, else the metric's unit, and major units of the currency. Empty where each record is paid by itself",
      ),
    standings: z.array(standing),
    total: money.describe("Of everybody whom the caller sees"),
  })
  .meta({ id: "RewardShown" });

export const rewardsSchema = z
  .strictObject({ on: day, rewards: z.array(shown), counting: z.array(text).describe("Metrics that are still being counted") })
  .meta({ id: "Rewards" });

const decision = z
  .strictObject({ upheld: z.boolean(), amount: money, reason: text, by: text, at: instant })
  .nullable()
  .describe("Null while it is open");
const dispute = z
  .strictObject({ dispute: z.int(), reward: text, said: text, raisedBy: text, raisedAt: instant, decision })
  .meta({ id: "RewardDispute" });

const statement = {
  statement: z.int(),
  member: text,
  name,
  period: periodSchema,
  amount: money.describe("What its lines and upheld disputes come to"),
  state: z.enum(statementStates),
  drawnBy: text,
  drawnAt: instant,
  steps: z.array(
    z.strictObject({
      step: z.enum(stepNames),
      reason: text.nullable(),
      paid: money.nullable().describe("Of a payment: what was paid, with what earlier periods owed or had paid too much"),
      by: text,
      at: instant,
    }),
  ),
  disputes: z.array(dispute),
  may: z.array(z.enum(stepNames)).describe("What the caller may do with it next, as far as it is known before it is tried"),
};

export const rewardStatementSchema = z.strictObject(statement).meta({ id: "RewardStatement" });
export const rewardStatementListSchema = z
  .strictObject({ statements: z.array(rewardStatementSchema), nextCursor: text.nullable() })
  .meta({ id: "RewardStatementList" });
export const rewardStatementsSchema = z.strictObject({ statements: z.array(rewardStatementSchema) }).meta({ id: "RewardStatements" });

const line = z
  .strictObject({
    line: z.int(),
    reward: text,
    name,
    version: z.int(),
    team: text.nullable(),
    terms,
    credited: amount,
    target: amount.nullable(),
    parts: z
      .array(z.strictObject({ tier, quantity: z.number(), pays: money }))
      .describe("How much of it each tier pays for, in percent of an attainment or the metric's unit, and what, rounded by itself"),
    worth: money.describe("What it comes to"),
    paid: money.describe("Within the budget"),
    amount: money.describe("The member's"),
    content: z.looseObject({}).describe("What was worked out; its canonical JSON (fields sorted, no spaces) has the fingerprint"),
    fingerprint: text.describe("SHA-256 of the content as canonical JSON"),
    records: z
      .array(z.strictObject({ metric: text, source: text.nullable(), externalId: text.nullable(), day, credited: amount }))
      .describe("The member's records behind it"),
  })
  .meta({ id: "RewardLine" });

const cause = z
  .union([
    z.strictObject({ type: z.literal("line"), fingerprint: text }),
    z.strictObject({
      type: z.literal("records"),
      changed: z.array(
        z.strictObject({
          metric: text,
          source: text.nullable(),
          externalId: text.nullable(),
          became: z.enum(becomings),
          credited: amount.describe("What it counts now"),
        }),
      ),
    }),
    z.strictObject({ type: z.literal("settings"), version: text.describe("No record changed: what is asked or paid did") }),
    z.strictObject({ type: z.literal("dispute"), dispute: z.int() }),
    z.strictObject({ type: z.literal("person"), by: text, reason: text }),
  ])
  .meta({ id: "RewardCause", description: "Why an entry stands in the ledger" });

export const rewardEntrySchema = z
  .strictObject({
    entry: z.int(),
    member: text,
    reward: text,
    name,
    period: periodSchema,
    type: z.enum(["advance", "earn", "reverse", "adjust"]),
    amount: money.describe("Below nothing where it takes away"),
    on: day,
    reverses: z.int().nullable(),
    adjusts: z.int().nullable(),
    statement: z.int().nullable(),
    cause,
  })
  .meta({ id: "RewardEntry" });

export const rewardStatementShownSchema = z
  .strictObject({ ...statement, lines: z.array(line), entries: z.array(rewardEntrySchema) })
  .meta({ id: "RewardStatementShown" });

export const drawingOrderSchema = z
  .strictObject({ cadence: cadenceParameter, on: day.describe("A day of the period") })
  .meta({ id: "RewardDrawingOrder" });
export const drawingSchema = z
  .strictObject({ period: periodSchema, drawn: z.int(), kept: z.int().describe("Published before, and left as they are") })
  .meta({ id: "RewardDrawing" });

export const stepOrderSchema = z
  .strictObject({
    step: z.enum(stepNames),
    statements: z.array(z.int()).min(1).max(1000).describe("All of them or none"),
    reason: reason.nullish().describe("Why they are withdrawn"),
  })
  .meta({ id: "RewardStepOrder" });

export const rewardDisputeOrderSchema = z
  .strictObject({ reward: text.describe("The reward plan's id"), said: text.describe("At most 4,000 characters") })
  .meta({ id: "RewardDisputeOrder" });
export const rewardDecisionOrderSchema = z
  .strictObject({
    upheld: z.boolean(),
    reason,
    amount: moneyText.nullish().describe("What an upheld one adds, or takes; left out: nothing"),
  })
  .meta({ id: "RewardDecisionOrder" });

export const rewardEntryOrderSchema = z
  .strictObject({
    member: text,
    reward: text.describe("The reward plan's id"),
    on: day.describe("A day of the period that it is for"),
    type: z.enum(["advance", "adjust"]),
    amount: moneyText,
    reason,
  })
  .meta({ id: "RewardEntryOrder" });

export const rewardEntriesSchema = z.strictObject({ entries: z.array(rewardEntrySchema) }).meta({ id: "RewardEntries" });

export const rewardLedgerSchema = z
  .strictObject({
    member: text,
    standings: z
      .array(
        z.strictObject({
          earned: money.describe("Less what was reversed, with what was adjusted"),
          outstanding: money.describe("Advanced and not earned yet"),
          paid: money,
          due: money.describe("To be paid now"),
          carried: money.describe("Paid beyond what is earned: taken from what comes next"),
        }),
      )
      .describe("One for each currency"),
    entries: z.array(rewardEntrySchema).describe("The latest first"),
  })
  .meta({ id: "RewardLedger" });

export const costOrderSchema = z
  .strictObject({
    reward: text.nullish().describe("The id of one that there is"),
    entry: z.looseObject({}).nullish().describe("Or one as in the rewards of /schemas/company.json"),
    periods: z.int().nullish().describe("How many of the last periods that are over: 1 to 24; 12 if left out"),
  })
  .meta({ id: "RewardCostOrder" });
export const costSchema = z
  .strictObject({
    reward: text,
    periods: z.array(
      z.strictObject({
        period: periodSchema,
        earned: money,
        paid: money.describe("Within the budget"),
        isBeyondBudget: z.boolean().describe("Somebody's statement would not have been approved"),
        members: z.int().describe("How many would have had something"),
      }),
    ),
    totals: z.array(money),
    members: z.array(z.strictObject({ member: text, name, amount: money })).describe("The most first"),
  })
  .meta({ id: "RewardCost" });
