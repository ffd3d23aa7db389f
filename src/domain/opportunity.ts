import type { AttributeValue, Participant, ProspectReference, Voided } from "./activity.ts";
import type { Day } from "./day.ts";
import type { Instant } from "./instant.ts";
import type { Money } from "./money.ts";
import type { RevisionMark } from "./revision.ts";

export const outcomesOfDeals = ["won", "lost"] as const;
/** How an opportunity ended. */
export type DealOutcome = (typeof outcomesOfDeals)[number];

export type Owners = readonly [Participant, ...Participant[]];

/** An opportunity as its source tells it, read and checked, nothing resolved yet. Source and external id are its identity for ever. */
export type OpportunityReport = {
  readonly source: string;
  readonly externalId: string;
  readonly name: string | null;
  /** Whose it is, as the source names them; null where it is nobody's. */
  readonly owners: Owners | null;
  /** From which day on it is theirs; null where the source does not say. */
  readonly ownerFrom: Day | null;
  readonly prospects: readonly ProspectReference[];
  readonly product: string | null;
  readonly stage: string | null;
  readonly stageFrom: Day | null;
  readonly amount: Money | null;
  readonly units: bigint | null;
  /** Whether the prospect buys for the first time; null where the source does not say. */
  readonly isNewCustomer: boolean | null;
  /** Null where the source does not know the day: then it never counts as opened. */
  readonly openedOn: Day | null;
  /** Null while it is open. */
  readonly closed: { readonly outcome: DealOutcome; readonly on: Day } | null;
  readonly url: string | null;
  readonly attributes: Readonly<Record<string, AttributeValue>> | null;
  readonly revisedAt: Instant | null;
  readonly voided: Voided | null;
};

/** One state of an opportunity with its place among the others. */
export type OpportunityRevision = RevisionMark & {
  readonly report: OpportunityReport;
  /** The rank that it was given when it came: `revisedAt`, or that of the state that it replaced. */
  readonly rank: Instant | null;
  /** Its number in the order in which they came. */
  readonly arrival: number;
  /** The local day on which the state came to be, as far as is known: of `revisedAt`, else the day on which it came. */
  readonly day: Day;
};

const before = -1;
const after = 1;

const order = (a: OpportunityRevision, b: OpportunityRevision): number => {
  if (a.rank !== b.rank) return a.rank === null || (b.rank !== null && a.rank < b.rank) ? before : after;
  // What does not say when it came to be was let hold over a state of that rank.
  if ((a.revisedAt === null) !== (b.revisedAt === null)) return a.revisedAt === null ? after : before;
  if (a.revisedAt === null) return a.arrival - b.arrival;
  return a.contentHash < b.contentHash ? before : after;
};

/** The states in the order in which they came to be, whatever the order in which they came here; the last one holds (`judgeRevision`). */
export const inOrder = (revisions: readonly OpportunityRevision[]): readonly OpportunityRevision[] => revisions.toSorted(order);
