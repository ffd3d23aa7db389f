import { z } from "zod";
import { signalKinds } from "../domain/signals/signal.ts";
import { signalSourceKinds } from "../domain/signals/signal-source.ts";
import { instant, problemFields, problemSchema, rejectedSchema } from "./schemas.ts";

const text = z.string();
const count = z.int().min(0);
const words = z.strictObject({ en: text, ko: text });

const reported = {
  kind: z.enum(signalKinds).describe("mention: a post on a topic"),
  author: text
    .nullish()
    .describe("Who did it: bsky:did:plc:…, mina@example.com, +821012345678. Of everything but a mention it must be said"),
  topic: text.nullish().describe("A topic's id, where the source knows it; else it is looked for in the text"),
  text: text.nullish().describe("What was written, at most 20,000 characters; of it an excerpt of 300 is kept"),
  evidence: text.nullish().describe("An address at which it can be seen"),
};

export const signalSchema = z
  .strictObject({
    source: text.describe("The system that tells it"),
    externalId: text.describe("Its id there: with the source its identity for ever"),
    occurredAt: instant,
    ...reported,
    url: text.nullish().describe("Where it stands"),
    revisedAt: instant.nullish().describe("When this state came to be: an earlier one that comes later changes nothing"),
    purgedAt: instant.nullish().describe("When its author took it back: nothing of what it said is kept"),
  })
  .meta({
    id: "Signal",
    examples: [
      {
        source: "newsletter",
        externalId: "reply-1",
        kind: "reply",
        occurredAt: "2026-03-02T09:30:00+09:00",
        author: "mina@example.com",
        text: "은퇴 계획을 세우는 중이에요",
      },
    ],
  });

const recordedFields = {
  received: count.describe("What follows adds up to it"),
  accepted: count,
  duplicates: count,
  revised: count,
  stale: count,
  purged: count,
  offTopic: count.describe("Posts on no topic, of which nothing is kept"),
  erased: count.describe("Of people who were erased: nothing of it is kept"),
  rejected: z.array(rejectedSchema).describe("At most the first 10,000"),
};

export const signalsRecordedSchema = z.strictObject(recordedFields).meta({ id: "SignalsRecorded" });
/** Where the request itself is refused no signal was looked at. */
export const noSignalTakenSchema = z.union([
  z
    .strictObject({ ...problemFields, ...recordedFields })
    .meta({ id: "NoSignalTaken", description: "A problem, and what became of each signal" }),
  problemSchema,
]);

export const signalAttestationSchema = z
  .strictObject({
    ...reported,
    evidence: text.describe("The address at which it can be seen"),
    occurredAt: instant.nullish().describe("Left out: now"),
  })
  .meta({
    id: "SignalAttestation",
    examples: [{ kind: "mention", evidence: "https://www.linkedin.com/posts/mina-1", author: "linkedin:mina", topic: "retirement" }],
  });

const topicOfSignal = z.strictObject({
  topic: text,
  by: z.enum(["told", "phrase", "synonym"]).describe("told: its source said so"),
  phrase: text.nullable().describe("As the topic has it"),
  found: text.nullable().describe("The words that were taken for it; null once they are forgotten"),
  startsAt: z.int().nullable().describe("In the excerpt, in UTF-16 units; null: past its end"),
  endsBefore: z.int().nullable(),
  counts: z.boolean().describe("false: its author had had their fill that day"),
});

export const signalListSchema = z
  .strictObject({
    signals: z.array(
      z
        .strictObject({
          source: text,
          externalId: text,
          kind: z.enum(signalKinds),
          occurredAt: instant,
          author: z.strictObject({ kind: text, value: text }).nullable(),
          topics: z.array(topicOfSignal),
          url: text.nullable(),
          excerpt: text.nullable(),
          evidence: text.nullable(),
          revision: z.int(),
          purgedAt: instant.nullable().describe("When its author took it back"),
        })
        .meta({ id: "ListedSignal" }),
    ),
    nextCursor: text.nullable(),
  })
  .meta({ id: "SignalList" });

export const topicQuestionSchema = z
  .strictObject({
    text: text.describe("At most 20,000 characters"),
    topic: z
      .strictObject({
        id: text,
        name: text,
        phrases: z.array(text),
        synonyms: z.array(text).nullish(),
        negatives: z.array(text).nullish(),
        perAuthorAndDay: z.int().nullish(),
      })
      .nullish()
      .describe("A topic that is not saved yet, to be tried instead of the company's"),
  })
  .meta({ id: "TopicQuestion", examples: [{ text: "은퇴를 계획하고 있어요" }] });

const span = { startsAt: z.int().describe("In the text, in UTF-16 units"), endsBefore: z.int() };

export const topicsMatchedSchema = z
  .strictObject({
    matcher: text.describe("Which rules and which analyser"),
    matches: z.array(
      z.strictObject({ topic: text, by: z.enum(["phrase", "synonym"]), phrase: text, found: text, ...span, words: words.describe("Why") }),
    ),
    nearMisses: z
      .array(
        z.union([
          z.strictObject({ topic: text, phrase: text, why: z.literal("negative"), negative: text, ...span, words }),
          z.strictObject({ topic: text, phrase: text, why: z.literal("apart"), words }),
        ]),
      )
      .describe("Phrases whose words are there, and why they do not count"),
    sweeping: z.array(z.strictObject({ topic: text, phrase: text })).describe("Phrases for which every text has to be read"),
  })
  .meta({ id: "TopicsMatched" });

export const linkOrderSchema = z
  .strictObject({
    recipients: z.array(text).describe("Prospects by a name of theirs, at most 1,000"),
    links: z
      .array(z.strictObject({ url: text.describe("Where it leads"), topic: text.nullish().describe("The topic that a click is on") }))
      .describe("Those that the message has, at most 20"),
    sentAt: instant.nullish().describe("When the message is sent; left out: now. A click within a minute of it is perhaps a scanner's"),
  })
  .meta({
    id: "LinkOrder",
    examples: [{ recipients: ["mina@example.com"], links: [{ url: "https://example.com/plans", topic: "retirement" }] }],
  });

export const linksMadeSchema = z
  .strictObject({
    messages: z.array(
      z.strictObject({
        recipient: z.strictObject({ kind: text, value: text }),
        links: z.array(z.strictObject({ url: text, address: text.describe("To be put into the message") })),
        honeypot: text.describe("To be put where no person sees it"),
      }),
    ),
    erased: count.describe("Recipients who were erased: there is no link for them"),
  })
  .meta({ id: "LinksMade" });

const accounts = z
  .array(text)
  .describe("The company's own, by their DIDs: likes, shares and answers of their posts are signals, and who follows them");

export const signalSourceOrderSchema = z
  .strictObject({
    name: text.describe("For people; its id is made of it"),
    kind: z.enum(signalSourceKinds),
    url: text.nullish().describe("https, a name of the public internet; of bluesky left out: one that Bluesky runs"),
    accounts: accounts.nullish(),
  })
  .meta({ id: "SignalSourceOrder", examples: [{ name: "연금 뉴스", kind: "feed", url: "https://news.example/rss" }] });

export const signalSourceListSchema = z
  .strictObject({
    sources: z.array(
      z
        .strictObject({
          id: text.describe("Of a feed also the source of its signals"),
          name: text,
          kind: z.enum(signalSourceKinds),
          url: text,
          accounts,
          createdAt: instant,
          createdBy: text,
          askedAt: instant.nullable().describe("When a feed was asked last"),
          heardAt: instant.nullable().describe("When it answered last, or told something"),
          trouble: z
            .strictObject({ code: text, ...words.shape, since: instant })
            .nullable()
            .describe("Why nothing comes, and since when"),
          gaps: z
            .array(z.strictObject({ from: instant, before: instant }))
            .describe("What a stream never told, the latest first, at most 20"),
          seen: count.describe("Posts and deeds in the last four weeks"),
          lookedInto: count.describe("Of them those that had the words of a topic"),
          kept: count.describe("And those that were new signals"),
        })
        .meta({ id: "SignalSource" }),
    ),
  })
  .meta({ id: "SignalSourceList" });
