import type { ProspectReference } from "./activity.ts";
import type { Day } from "./day.ts";
import type { Milestone } from "./funnel.ts";
import { heldOn, type Dated } from "./member.ts";
import type { Money } from "./money.ts";
import { inOrder, type OpportunityRevision, type Owners } from "./opportunity.ts";
import { isSame } from "./same.ts";

/** What happened to an opportunity, as a fact that counts like an activity: on its day, for whoever owned the opportunity on that day. */
export type MilestoneFact = {
  readonly milestone: Milestone;
  readonly on: Day;
  /** Null where nobody owned it. */
  readonly owners: Owners | null;
  readonly prospects: readonly ProspectReference[];
  readonly product: string | null;
  readonly amount: Money | null;
  readonly units: bigint | null;
  readonly isNewCustomer: boolean | null;
};

/** An opportunity opens once and closes once; that a won deal is lost after all changes what its closing was. */
export type Milestones = { readonly opening: MilestoneFact | null; readonly closing: MilestoneFact | null };

/** Whose an opportunity was and in which stage, from day to day; null is nobody's, or in none. */
export type OpportunityHistory = { readonly owners: Dated<Owners | null>; readonly stages: Dated<string | null> };

/** Holds from the day on, whatever was told of the days after it before. */
const heldFrom = <T>(held: Dated<T>, value: T, from: Day): Dated<T> => {
  const earlier = held.filter((entry) => entry.from < from);
  const last = earlier.at(-1);
  return last !== undefined && isSame(last.value, value) ? earlier : [...earlier, { value, from }];
};

type Told<T> = { readonly value: T; readonly from: Day | null; readonly otherwise: Day };

/** A value with the days since when it holds: that which is told, else `otherwise` where it is a new one; the first from the beginning. */
const datedOf = <T>(told: readonly Told<T>[]): Dated<T> => {
  let held: Dated<T> = [];
  for (const { value, from, otherwise } of told) {
    if (from !== null) held = heldFrom(held, value, from);
    else if (held.length === 0) held = [{ value, from: -Infinity }];
    else if (!isSame(held.at(-1)?.value, value)) held = heldFrom(held, value, otherwise);
  }
  return held;
};

/**
 * Owner and stage from day to day. A source that says since when is believed. Where it does not, another owner of an open opportunity has it from the day of the
 * state on: it was handed over; another owner of a closed one closed it: it was put right, and the credit for closing moves. Who opened it stays.
 */
export const historyOf = (revisions: readonly OpportunityRevision[]): OpportunityHistory => {
  const states = inOrder(revisions);
  return {
    owners: datedOf(
      states.map(({ report: { owners, ownerFrom, closed }, day }) => ({
        value: owners,
        from: ownerFrom,
        otherwise: Math.min(day, closed?.on ?? day),
      })),
    ),
    stages: datedOf(states.map(({ report: { stage, stageFrom }, day }) => ({ value: stage, from: stageFrom, otherwise: day }))),
  };
};

const firstTold = <T>(values: readonly (T | null)[]): T | null => values.find((value) => value !== null) ?? null;

/**
 * The milestones of an opportunity, from all states that were ever told of it, in any order. The state that holds says on which days it opened and closed, and how;
 * the owner is that of the day. An opening has the amount and the units that were told first: what a deal is worth later alters no number of the day on
 * which it opened. A closing has those that hold. One that was taken back has none; one that was reopened has no closing.
 */
export const milestonesOf = (revisions: readonly OpportunityRevision[]): Milestones => {
  const states = inOrder(revisions).map(({ report }) => report);
  const present = states.at(-1);
  if (present === undefined || present.voided !== null) return { opening: null, closing: null };
  const { owners } = historyOf(revisions);
  const { prospects, product, amount, units, isNewCustomer, openedOn, closed } = present;
  const factOn = (milestone: Milestone, on: Day, worth: Pick<MilestoneFact, "amount" | "units">): MilestoneFact => ({
    milestone,
    on,
    owners: heldOn(owners, on),
    prospects,
    product,
    ...worth,
    isNewCustomer,
  });
  const worthAtFirst = { amount: firstTold(states.map((each) => each.amount)), units: firstTold(states.map((each) => each.units)) };
  return {
    opening: openedOn === null ? null : factOn("opportunity_opened", openedOn, worthAtFirst),
    closing: closed === null ? null : factOn(closed.outcome === "won" ? "deal_won" : "deal_lost", closed.on, { amount, units }),
  };
};

/** What a further state makes of a milestone: told for the first time (`was` is null), gone (`is` is null), or another in these fields. */
export type MilestoneChange = {
  readonly of: keyof Milestones;
  readonly was: MilestoneFact | null;
  readonly is: MilestoneFact | null;
  readonly changed: readonly (keyof MilestoneFact)[];
};

const fields = [
  "milestone",
  "on",
  "owners",
  "amount",
  "units",
  "product",
  "prospects",
  "isNewCustomer",
] as const satisfies readonly (keyof MilestoneFact)[];

/** The milestones that are others than before, each with what of it changed: a reopened deal loses its closing, a re-owned or re-valued one has it otherwise. */
export const milestoneChanges = (before: Milestones, after: Milestones): readonly MilestoneChange[] =>
  (["opening", "closing"] as const).flatMap((of) => {
    const [was, is] = [before[of], after[of]];
    if (isSame(was, is)) return [];
    const changed = was === null || is === null ? [] : fields.filter((field) => !isSame(was[field], is[field]));
    return [{ of, was, is, changed }];
  });
