import { z } from "zod";
import { signalKinds } from "../domain/signals/signal.ts";
import { suggestionActs, suggestionStates } from "../domain/signals/suggestion.ts";
import { channels } from "../domain/signals/contact-rules.ts";
import { personSchema } from "./dispute-schemas.ts";
import { day, instant, name } from "./schemas.ts";

const text = z.string();

const suggestedSignalSchema = z
  .strictObject({
    signal: text.describe("By which an activity answers it: its source and its id there"),
    kind: z.enum(signalKinds),
    topic: text.nullable(),
    topicName: text.nullable(),
    occurredAt: instant,
    url: text.nullable(),
    excerpt: text.nullable().describe("null: there is nothing to read, or its author deleted it"),
    evidence: text.nullable(),
    isDeleted: z.boolean().describe("Its author has taken it back: it counts, and what it said is gone"),
    match: z
      .strictObject({ phrase: text, found: text, startsAt: z.int(), endsBefore: z.int() })
      .nullable()
      .describe("The words that were taken for a phrase of the topic, and where they stand in the excerpt, in UTF-16 units"),
  })
  .meta({ id: "SuggestedSignal" });

export const suggestionSchema = z
  .strictObject({
    suggestion: z.int().describe("Its number"),
    play: z.strictObject({ id: text, name }),
    state: z.enum(suggestionStates),
    prospect: z
      .strictObject({ prospect: text, name: text.nullable(), phone: text.nullable(), email: text.nullable() })
      .nullable()
      .describe("null: nothing names them any more"),
    holder: personSchema.nullable().describe("Who has it; null: nobody yet"),
    givenBy: z.enum(["owner", "turn"]).nullable().describe("owner: the prospect is theirs; turn: it was their turn"),
    waits: z.strictObject({ en: text, ko: text }).nullable().describe("Why nobody has it"),
    madeAt: instant,
    dueAt: instant.nullable().describe("In the working time of who has it"),
    isLate: z.boolean(),
    expiresAt: instant,
    score: z.strictObject({
      score: z.number().describe("0 to 100"),
      summands: z
        .array(
          z.strictObject({
            kind: z.enum(signalKinds.filter((kind) => kind !== "opt_out")),
            signals: z.int(),
            value: z.number(),
            uncapped: z.number().describe("Before the most that a kind adds"),
            cap: z.number().nullable(),
          }),
        )
        .describe("The largest first"),
    }),
    consent: z
      .strictObject({
        channel: z.enum(channels).describe("In which way they are contacted by what is known of them"),
        verdict: z.enum(["allowed", "refused", "flagged"]),
        reasons: z.array(z.strictObject({ rule: z.enum(["R1", "R2", "R3", "R10"]), forbids: z.boolean(), en: text, ko: text })),
        from: instant.nullable().describe("From when on they may be contacted, where that is known to come"),
      })
      .nullable()
      .describe("What the rules of contact say now; null once nothing waits"),
    signals: z.array(suggestedSignalSchema).describe("What it was made of, the latest first"),
    acts: z.array(z.strictObject({ act: z.enum(suggestionActs), by: personSchema.nullable(), at: instant, said: text })),
  })
  .meta({ id: "Suggestion" });

const by = text.nullish().describe("Who does it: a member's id. An account does it as its own member, and need not say so");

export const suggestionClaimSchema = z.strictObject({ by }).meta({ id: "SuggestionClaim" });
export const suggestionWordSchema = z
  .strictObject({ by, reason: text.describe("At most 1,000 characters") })
  .meta({ id: "SuggestionWord", examples: [{ reason: "A colleague of ours" }] });
export const suggestionContactSchema = z
  .strictObject({
    by,
    kind: text.describe("Of the activity that is recorded: call, email, message …"),
    outcome: text.nullish(),
    note: text.nullish().describe("The activity's subject"),
    at: instant.nullish().describe("When; left out: now"),
  })
  .meta({ id: "SuggestionContact", examples: [{ kind: "message", note: "Sent the guide" }] });

export const suggestionContactedSchema = z
  .strictObject({ suggestion: suggestionSchema, activity: z.strictObject({ source: text, externalId: text }) })
  .meta({ id: "SuggestionContacted" });

const counts = {
  routed: z.int(),
  answered: z.int().describe("By an activity that stands in the log"),
  waiting: z.int(),
};

const hits = {
  signals: z.int(),
  suggested: z.int().describe("Of them part of a suggestion"),
  answered: z.int().describe("Of them answered by an activity that stands in the log"),
};

export const coverageSchema = z
  .strictObject({
    from: day,
    through: day,
    ...counts,
    members: z.array(
      z.strictObject({
        member: personSchema.nullable().describe("null: what nobody had"),
        ...counts,
        medianSeconds: z.number().nullable().describe("Half of the answers came within so many seconds of the suggestion"),
      }),
    ),
    topics: z
      .array(z.strictObject({ topic: text, name: text, ...hits }))
      .describe("Of signals that came in the span, the most first; then topics without any"),
    sources: z.array(z.strictObject({ source: text, ...hits, lastAt: instant })),
  })
  .meta({ id: "SuggestionCoverage" });
