import type { ProspectReference } from "../activity.ts";
import type { Instant } from "../instant.ts";
import type { Words } from "../refusals/words.ts";

export const signalKinds = ["click", "reply", "form", "mention", "share", "quote", "follow", "like", "opt_out"] as const;
/** What a prospect did. A click is a person's on one of our links; a mention is a post on a topic. */
export type SignalKind = (typeof signalKinds)[number];

/** What they did, in words that follow a name: `clicked`. */
export const signalKindWords: Readonly<Record<SignalKind, Words>> = {
  click: { en: "clicked our link", ko: "링크를 열어 봄" },
  reply: { en: "replied", ko: "답글을 남김" },
  form: { en: "filled in a form", ko: "양식을 작성함" },
  mention: { en: "wrote of it", ko: "주제를 언급함" },
  share: { en: "shared it", ko: "공유함" },
  quote: { en: "quoted it", ko: "인용함" },
  follow: { en: "followed us", ko: "팔로우함" },
  like: { en: "liked it", ko: "좋아요를 누름" },
  opt_out: { en: "asked not to be contacted", ko: "연락을 원하지 않음" },
};

/** Something a prospect did that shows interest, as it is kept. */
export type Signal = {
  /** The two are its identity for ever. */
  readonly source: string;
  readonly externalId: string;
  readonly kind: SignalKind;
  readonly occurredAt: Instant;
  /** Who did it, by a name that stays (`bsky:did:plc:…`, an e-mail address), never a display name; null where the source has none. */
  readonly author: ProspectReference | null;
  readonly topic: string | null;
  readonly url: string | null;
  /** What was written. Null where there is nothing to keep, and once it was purged. */
  readonly excerpt: string | null;
  readonly evidence: string | null;
  /** When the source says that this state came to be; null where it does not say. */
  readonly revisedAt: Instant | null;
  /** Its author deleted it or closed the account: it stays counted, and what it said is gone. */
  readonly purgedAt: Instant | null;
};

/** Whether two states of a signal say the same. */
export const isSameState = (a: Signal, b: Signal): boolean =>
  a.kind === b.kind &&
  a.occurredAt === b.occurredAt &&
  a.author?.kind === b.author?.kind &&
  a.author?.value === b.author?.value &&
  a.topic === b.topic &&
  a.url === b.url &&
  a.excerpt === b.excerpt &&
  a.evidence === b.evidence &&
  a.purgedAt === b.purgedAt;

/** The state that is left when its author has taken it back. The first time holds. */
export const purged = (signal: Signal, at: Instant): Signal =>
  signal.purgedAt === null ? { ...signal, excerpt: null, url: null, evidence: null, purgedAt: at } : signal;

export type SignalRevision = "new" | "duplicate" | "revised" | "stale" | "purged";

/**
 * What a state that comes in is beside the one that holds, and what holds then. A purged signal is never brought back: a replay after an outage tells of
 * posts that were deleted since.
 */
export const revise = (held: Signal | undefined, told: Signal): { readonly is: SignalRevision; readonly signal: Signal } => {
  if (held === undefined) return { is: "new", signal: told };
  if (held.purgedAt !== null) return { is: "duplicate", signal: held };
  if (told.purgedAt !== null) return { is: "purged", signal: purged(held, told.purgedAt) };
  if (isSameState(held, told)) return { is: "duplicate", signal: held };
  const isEarlier = held.revisedAt !== null && (told.revisedAt === null || told.revisedAt < held.revisedAt);
  return isEarlier ? { is: "stale", signal: held } : { is: "revised", signal: told };
};

/** How many more signals of an author on a topic may count on a day. */
export const leftOfAuthor = (perAuthorAndDay: number, countedToday: number): number => Math.max(0, perAuthorAndDay - countedToday);
