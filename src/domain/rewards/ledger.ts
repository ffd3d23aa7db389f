import type { Credit } from "../credit.ts";
import type { Day, Span } from "../day.ts";
import { accepted, refusal, refused, type Outcome } from "../refusal.ts";
import { moneyText } from "../money.ts";

/** voided: it was voided. gone: it stands, and counts here no longer. added: it counts here since. revised: it counts otherwise. */
export const becomings = ["voided", "gone", "added", "revised"] as const;

/** A record that counts otherwise than before; `credited` is what it counts now. */
export type ChangedRecord = {
  readonly metric: string;
  readonly source: string | null;
  readonly externalId: string | null;
  readonly became: (typeof becomings)[number];
  readonly credited: Credit;
};

/**
 * Why an entry stands in the ledger. `settings`: no record changed, what is asked or paid did; the version since which. Of a sum over the year
 * the records may be those of an earlier period.
 */
export type LedgerCause =
  | { readonly type: "line"; readonly fingerprint: string }
  | { readonly type: "records"; readonly changed: readonly ChangedRecord[]; readonly isOfEarlierPeriod?: true }
  | { readonly type: "settings"; readonly version: bigint }
  | { readonly type: "dispute"; readonly dispute: number }
  | { readonly type: "person"; readonly by: string; readonly reason: string };

type Entered = {
  readonly number: number;
  readonly member: string;
  readonly reward: string;
  readonly period: Span;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly cause: LedgerCause;
};

/**
 * What happened to a member's money, in the order of the numbers; none is ever edited. Amounts are above 0, that of an adjustment may be
 * below, as may a line that takes back.
 */
export type LedgerEntry = Entered &
  (
    | { readonly type: "advance"; readonly advancedOn: Day }
    | { readonly type: "earn"; readonly earnedOn: Day }
    | { readonly type: "reverse"; readonly reversedOn: Day; readonly reverses: number }
    | { readonly type: "adjust"; readonly adjustedOn: Day; readonly adjusts: number | null }
  );

type WithoutNumber<E> = E extends unknown ? Omit<E, "number"> : never;
export type NewEntry = WithoutNumber<LedgerEntry>;

const mayBeNegative = ({ type }: NewEntry): boolean => type === "adjust" || type === "earn";

/** What is left of an earning that can still be reversed. */
const leftOf = (ledger: readonly LedgerEntry[], earned: LedgerEntry): bigint =>
  ledger.reduce(
    (left, entry) => (entry.type === "reverse" && entry.reverses === earned.number ? left - entry.amountMinor : left),
    earned.amountMinor,
  );

/**
 * The ledger of one member with one entry more. Refuses an amount of nothing, or below it where that says nothing; another currency; and a
 * reversal of what was not earned, or of more than is left of it.
 */
export const entered = (ledger: readonly LedgerEntry[], entry: NewEntry): Outcome<readonly LedgerEntry[]> => {
  const { amountMinor, currency } = entry;
  const text = (minor: bigint): string => `${moneyText({ amountMinor: minor, currency })} ${currency}`;
  if (amountMinor === 0n || (amountMinor < 0n && !mayBeNegative(entry)))
    return refused(refusal("reward-entry-amount", "/amount", { found: text(amountMinor) }));
  const [first] = ledger;
  if (first !== undefined && first.currency !== currency)
    return refused(refusal("reward-entry-currency", "/currency", { found: currency, wanted: first.currency }));
  if (entry.type === "reverse") {
    const earned = ledger.find(({ number, type }) => number === entry.reverses && type === "earn");
    if (earned === undefined || earned.reward !== entry.reward)
      return refused(refusal("reward-entry-unknown", "/reverses", { found: entry.reverses, reward: entry.reward }));
    const left = leftOf(ledger, earned);
    if (amountMinor > left)
      return refused(refusal("reward-entry-left", "/amount", { found: text(amountMinor), left: text(left), number: earned.number }));
  }
  return accepted([...ledger, { ...entry, number: (ledger.at(-1)?.number ?? 0) + 1 }]);
};

export type LedgerStanding = {
  /** Earned, less what was reversed, with what was adjusted. */
  readonly earnedMinor: bigint;
  /** Advanced and not earned yet. */
  readonly outstandingMinor: bigint;
  /** What should have been paid in all by now: what is earned and what is outstanding. */
  readonly payableMinor: bigint;
};

/**
 * Where a ledger stands. What is earned stands first for what was advanced before. What is reversed is taken from what is paid next: nobody
 * is asked to give back.
 */
export const standingOf = (ledger: readonly LedgerEntry[]): LedgerStanding => {
  let earnedMinor = 0n;
  let outstandingMinor = 0n;
  for (const { type, amountMinor } of ledger) {
    if (type === "advance") outstandingMinor += amountMinor;
    else if (type === "reverse") earnedMinor -= amountMinor;
    else {
      earnedMinor += amountMinor;
      if (amountMinor > 0n) outstandingMinor -= amountMinor < outstandingMinor ? amountMinor : outstandingMinor;
    }
  }
  return { earnedMinor, outstandingMinor, payableMinor: earnedMinor + outstandingMinor };
};

/** What is to be paid now, and what was paid beyond what is earned and so is carried into what comes next. One of them is 0. */
export const dueOf = (ledger: readonly LedgerEntry[], paidMinor: bigint): { readonly dueMinor: bigint; readonly carriedMinor: bigint } => {
  const left = standingOf(ledger).payableMinor - paidMinor;
  return left > 0n ? { dueMinor: left, carriedMinor: 0n } : { dueMinor: 0n, carriedMinor: -left };
};

/** Worked out, not decided by a person: what a line comes to now stands in the place of these. */
const isWorkedOut = ({ cause: { type } }: Pick<LedgerEntry, "cause">): boolean =>
  type === "line" || type === "records" || type === "settings";

export type Correction = {
  /** What is entered of a reward plan and period so far: the earning, if there was one, and what followed. */
  readonly entries: readonly LedgerEntry[];
  readonly of: Pick<Entered, "member" | "reward" | "period" | "currency">;
  /** What it comes to now. */
  readonly nowMinor: bigint;
  readonly on: Day;
  readonly cause: LedgerCause;
};

/**
 * What follows when something comes out otherwise than it was earned, as when one of its activities is voided: a reversal of what it is less,
 * an adjustment by what it is more, each with its cause; null where it is the same. What was corrected before is not corrected again, and
 * what a person entered stands beside it.
 */
export const correctionOf = ({ entries, of, nowMinor, on, cause }: Correction): NewEntry | null => {
  const earned = entries.find(({ type }) => type === "earn");
  const stands = entries
    .filter(isWorkedOut)
    .reduce((sum, { type, amountMinor }) => (type === "reverse" ? sum - amountMinor : type === "advance" ? sum : sum + amountMinor), 0n);
  const difference = nowMinor - stands;
  if (difference === 0n) return null;
  const { member, reward, period, currency } = of;
  const same = { member, reward, period, currency, cause };
  return earned !== undefined && difference < 0n && -difference <= leftOf(entries, earned)
    ? { ...same, type: "reverse", amountMinor: -difference, reversedOn: on, reverses: earned.number }
    : { ...same, type: "adjust", amountMinor: difference, adjustedOn: on, adjusts: earned?.number ?? null };
};
