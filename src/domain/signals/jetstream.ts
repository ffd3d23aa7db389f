import type { ProspectReference } from "../activity.ts";
import { isFields, type Fields } from "../field-reading.ts";
import { parseInstant, type Instant } from "../instant.ts";
import { excerptOf } from "./excerpt.ts";
import type { Signal, SignalKind } from "./signal.ts";

export const JETSTREAM_SOURCE = "bluesky";

/** What is asked of the stream: posts for topics, and what people do with posts and with us. */
export const collections = {
  post: "app.bsky.feed.post",
  like: "app.bsky.feed.like",
  repost: "app.bsky.feed.repost",
  follow: "app.bsky.graph.follow",
} as const;
export type CollectionName = keyof typeof collections;

/** A record of somebody: `did/collection/rkey`. Several states of it differ by their cid. */
export type RecordName = string;

/** What an event of the stream tells, with its place in it. `unreadable`: it is none, and is counted. */
export type JetstreamEvent =
  | {
      readonly is: "post";
      readonly at: Instant;
      readonly record: BlueskyRecord;
      readonly text: string;
      readonly answers: string | null;
      readonly quotes: string | null;
    }
  | { readonly is: "like" | "repost" | "follow"; readonly at: Instant; readonly record: BlueskyRecord; readonly subject: string }
  | { readonly is: "deletion"; readonly at: Instant; readonly record: RecordName }
  /** Everything of theirs is purged. */
  | { readonly is: "closed-account"; readonly at: Instant; readonly did: string }
  | { readonly is: "other"; readonly at: Instant }
  | { readonly is: "unreadable" };

export type BlueskyRecord = {
  readonly did: string;
  readonly name: RecordName;
  readonly rkey: string;
  readonly cid: string;
  readonly occurredAt: Instant;
};

const did = /^did:[a-z]+:[\w.:%-]{1,100}$/;
const key = /^[\w.~:-]{1,100}$/;
const contentId = /^[a-z2-7]{10,100}$/;

const texts = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === "string" ? value : "";
};

const within = (fields: Fields, ...names: readonly string[]): Fields => {
  let found: Fields = fields;
  for (const name of names) {
    const next = found[name];
    found = isFields(next) ? next : {};
  }
  return found;
};

/** By what its author says, but never after the stream had it: a clock may be wrong, and an old post may come late. */
const occurred = (record: Fields, at: Instant): Instant => {
  const said = parseInstant(record["createdAt"], "");
  return said.ok && said.value < at && said.value > 0n ? said.value : at;
};

const commitEvent = (event: Fields, at: Instant): JetstreamEvent => {
  const author = texts(event, "did");
  const commit = within(event, "commit");
  const [collection, rkey, cid] = [texts(commit, "collection"), texts(commit, "rkey"), texts(commit, "cid")];
  const operation = texts(commit, "operation");
  if (!did.test(author) || !key.test(rkey)) return { is: "unreadable" };
  const name = `${author}/${collection}/${rkey}`;
  const kind = (Object.keys(collections) as CollectionName[]).find((each) => collections[each] === collection); // the keys of the table
  if (kind === undefined) return { is: "other", at };
  if (operation === "delete") return { is: "deletion", at, record: name };
  const told = within(commit, "record");
  if ((operation !== "create" && operation !== "update") || !contentId.test(cid)) return { is: "unreadable" };
  const record: BlueskyRecord = { did: author, name, rkey, cid, occurredAt: occurred(told, at) };
  if (kind === "post") {
    // A quote with pictures has its record one step deeper.
    const quoted = texts(within(told, "embed", "record"), "uri") || texts(within(told, "embed", "record", "record"), "uri");
    const answered = texts(within(told, "reply", "parent"), "uri");
    return { is: "post", at, record, text: texts(told, "text"), answers: answered || null, quotes: quoted || null };
  }
  const subject = kind === "follow" ? texts(told, "subject") : texts(within(told, "subject"), "uri");
  return subject === "" ? { is: "unreadable" } : { is: kind, at, record, subject };
};

const closed: ReadonlySet<string> = new Set(["deleted", "deactivated", "takendown", "suspended"]);

/** An event of Bluesky's Jetstream (version 1, JSON). Nothing that comes in makes it fail. */
export const readJetstream = (event: unknown): JetstreamEvent => {
  if (!isFields(event)) return { is: "unreadable" };
  const micros = event["time_us"];
  if (typeof micros !== "number" || !Number.isSafeInteger(micros) || micros <= 0) return { is: "unreadable" };
  const at = BigInt(micros);
  const kind = texts(event, "kind");
  if (kind === "commit") return commitEvent(event, at);
  const account = within(event, "account");
  if (kind === "account" && account["active"] === false && closed.has(texts(account, "status")) && did.test(texts(event, "did")))
    return { is: "closed-account", at, did: texts(event, "did") };
  return { is: "other", at };
};

export const blueskyAuthor = (author: string): ProspectReference => ({ kind: "handle", value: `bsky:${author.toLowerCase()}` });

/** Its identity: with the cid, so that the same record told again after a reconnect is one, and another state of it another. */
export const blueskyId = ({ name, cid }: Pick<BlueskyRecord, "name" | "cid">): string => `${name}/${cid}`;

/** Whether a stored signal is of a record that was deleted. */
export const isOfRecord = ({ source, externalId }: Pick<Signal, "source" | "externalId">, record: RecordName): boolean =>
  source === JETSTREAM_SOURCE && externalId.startsWith(`${record}/`);

const webAddress = ({ did: author, rkey }: BlueskyRecord): string => `https://bsky.app/profile/${author}/post/${rkey}`;

/** The signal that a readable event is. `topic` null: of a kind that needs none. */
export const blueskySignal = (
  event: Extract<JetstreamEvent, { readonly record: BlueskyRecord }>,
  { kind, topic }: { readonly kind: SignalKind; readonly topic: string | null },
): Signal => ({
  source: JETSTREAM_SOURCE,
  externalId: blueskyId(event.record),
  kind,
  occurredAt: event.record.occurredAt,
  author: blueskyAuthor(event.record.did),
  topic,
  url: event.is === "post" ? webAddress(event.record) : null,
  excerpt: event.is === "post" && event.text !== "" ? excerptOf(event.text) : null,
  evidence: null,
  revisedAt: event.at,
  purgedAt: null,
});

/** What of ours people may act on: our accounts, and so our posts. */
export type OwnAccounts = { readonly dids: ReadonlySet<string> };

const ownerOf = (subject: string): string => (subject.startsWith("at://") ? (subject.slice(5).split("/")[0] ?? "") : subject);

/** What an event is by itself, whatever it says: something done with what is ours. Undefined for everything else, and for what we do ourselves. */
export const deedOf = (event: JetstreamEvent, { dids }: OwnAccounts): SignalKind | undefined => {
  if (!("record" in event) || typeof event.record === "string" || dids.has(event.record.did)) return undefined;
  if (event.is === "post") {
    if (event.answers !== null && dids.has(ownerOf(event.answers))) return "reply";
    return event.quotes !== null && dids.has(ownerOf(event.quotes)) ? "quote" : undefined;
  }
  if (!("subject" in event) || !dids.has(ownerOf(event.subject))) return undefined;
  return event.is === "repost" ? "share" : event.is;
};

const second = 1_000_000n;
/** Replayed after every reconnect; what comes twice is known by its identity. */
const REPLAY = 5n * second;
/** The stream has many events a second: so long a silence after a reconnect is what the server no longer had. */
const SILENCE = 60n * second;

/** From where the stream is asked for again. */
export const resumeFrom = (cursor: Instant): Instant => (cursor > REPLAY ? cursor - REPLAY : 0n);

/** What is missing of a stream: a server keeps only so much, and begins later than it was asked without saying so. */
export type Gap = { readonly from: Instant; readonly before: Instant };

/** The gap between the last event before an outage and the first after it, if there is one. */
export const gapBetween = (cursor: Instant, firstAt: Instant): Gap | null =>
  firstAt - cursor > SILENCE ? { from: cursor, before: firstAt } : null;
