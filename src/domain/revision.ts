import type { Instant } from "./instant.ts";

/** One state of an activity as its source told it. Two with the same content and the same `revisedAt` are the same revision. */
export type RevisionMark = {
  /** Hexadecimal digest of the content: equal for equal content, and the arbiter between contents of the same instant. */
  readonly contentHash: string;
  /** When the source says that the state came to be; null when it does not say. */
  readonly revisedAt: Instant | null;
};

/** The state that holds, with its rank: the latest `revisedAt` it is known to stand above or at; null below every instant. */
export type PresentRevision = RevisionMark & { readonly rank: Instant | null };

export type RevisionVerdict =
  /** Nothing changes. */
  | { readonly type: "duplicate" }
  /** The same content, confirmed for a later instant. */
  | { readonly type: "confirmed"; readonly rank: Instant }
  /** Kept among the revisions; another one holds. */
  | { readonly type: "stale" }
  /** Holds from now on. */
  | { readonly type: "revised"; readonly rank: Instant | null };

/**
 * What a further report of a known activity does. With `revisedAt` the later one wins whatever the order of arrival, and at equal
 * instants the larger content hash. Without it the later arrival wins and takes over the rank of what it replaces, but content
 * equal to any earlier revision is a duplicate and never brings that back: it is a delivery made twice, not news.
 */
export const judgeRevision = (present: PresentRevision, earlier: readonly RevisionMark[], incoming: RevisionMark): RevisionVerdict => {
  const { contentHash, revisedAt } = incoming;
  const same = (mark: RevisionMark) => mark.contentHash === contentHash;
  if (revisedAt === null) return same(present) || earlier.some(same) ? { type: "duplicate" } : { type: "revised", rank: present.rank };

  const sameState = (mark: RevisionMark) => same(mark) && mark.revisedAt === revisedAt;
  if (sameState(present) || earlier.some(sameState)) return { type: "duplicate" };
  if (present.rank === null || revisedAt > present.rank)
    return same(present) ? { type: "confirmed", rank: revisedAt } : { type: "revised", rank: revisedAt };
  if (same(present)) return { type: "duplicate" };
  const wins = revisedAt === present.revisedAt && contentHash > present.contentHash;
  return wins ? { type: "revised", rank: revisedAt } : { type: "stale" };
};

/**
 * Whether a report brings back an activity that a complete load lacked. The load said that it was gone and nothing of what it was: any later
 * report that has it brings it back, with the state that `judgeRevision` lets hold. One that tells it as void does not have it, and ends the
 * absence only by holding itself.
 */
export const bringsBack = (verdict: RevisionVerdict, { isVoid }: { readonly isVoid: boolean }): boolean =>
  !isVoid || verdict.type === "revised";
