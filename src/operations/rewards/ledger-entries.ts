import type { Settings } from "../../domain/company.ts";
import { isoDay } from "../../domain/day.ts";
import type { Name } from "../../domain/language.ts";
import { entered, type LedgerCause, type LedgerEntry, type NewEntry } from "../../domain/rewards/ledger.ts";
import { accepted, type Outcome } from "../../domain/refusal.ts";
import type { Amount } from "../../domain/amount.ts";
import { amountOf } from "../../domain/amount.ts";
import { unitOf } from "../../domain/metric.ts";
import type { Member } from "../../domain/member.ts";
import type { Cadence } from "../../domain/period.ts";
import type { RewardPlan } from "../../domain/rewards/reward-plan.ts";
import { ledgerKey, type StoredEntry } from "../../store/reward-ledger.ts";
import { periodJson, type PeriodJson } from "../attainment-json.ts";
import { moneyJson, type MoneyJson } from "./money-json.ts";

/** By what members and reward plans are found by number. */
export class Named {
  private readonly members: ReadonlyMap<number, Member>;
  private readonly rewards: ReadonlyMap<number, RewardPlan>;
  constructor({ members, company }: Settings) {
    this.members = new Map(members.map((each) => [each.number, each]));
    this.rewards = new Map(company.rewards.map((each) => [each.number, each]));
  }
  member = (number: number): string => this.members.get(number)?.id ?? `#${number}`;
  memberName = (number: number): Name => this.members.get(number)?.name ?? {};
  reward = (number: number): string => this.rewards.get(number)?.id ?? `#${number}`;
  /** As it is called in the version that pays a period. */
  rewardName = (number: number, startsOn: number): Name => {
    const versions = this.rewards.get(number)?.versions;
    return (versions?.findLast((version) => version.startsOn <= startsOn) ?? versions?.[0])?.name ?? {};
  };
}

/** An entry as the rules know it. */
export const ledgerEntryOf = (stored: StoredEntry, named: Named): LedgerEntry => {
  const { number, startsOn, endsBefore, amountMinor, currency, cause, on } = stored;
  const same = {
    number,
    member: named.member(stored.memberNumber),
    reward: named.reward(stored.rewardNumber),
    period: { startsOn, endsBefore },
    amountMinor,
    currency,
    cause,
  };
  switch (stored.type) {
    case "advance":
      return { ...same, type: "advance", advancedOn: on };
    case "earn":
      return { ...same, type: "earn", earnedOn: on };
    case "reverse":
      return { ...same, type: "reverse", reversedOn: on, reverses: stored.reverses ?? 0 };
    case "adjust":
      return { ...same, type: "adjust", adjustedOn: on, adjusts: stored.adjusts };
  }
};

const dayOf = (entry: NewEntry): number => {
  switch (entry.type) {
    case "advance":
      return entry.advancedOn;
    case "earn":
      return entry.earnedOn;
    case "reverse":
      return entry.reversedOn;
    case "adjust":
      return entry.adjustedOn;
  }
};

export type EntryPlace = Pick<StoredEntry, "memberNumber" | "rewardNumber" | "cadence" | "statementNumber">;

/** The ledgers of some members while something is entered into them. */
export class Ledgers {
  private readonly ledgers: Map<string, readonly StoredEntry[]>;
  private readonly named: Named;
  /** What was entered, to be written in one statement. */
  readonly written: StoredEntry[] = [];

  constructor(ledgers: ReadonlyMap<string, readonly StoredEntry[]>, named: Named) {
    this.ledgers = new Map(ledgers);
    this.named = named;
  }

  of(key: Pick<StoredEntry, "memberNumber" | "currency">): readonly StoredEntry[] {
    return this.ledgers.get(ledgerKey(key)) ?? [];
  }

  entries(key: Pick<StoredEntry, "memberNumber" | "currency">): readonly LedgerEntry[] {
    return this.of(key).map((entry) => ledgerEntryOf(entry, this.named));
  }

  /** Refuses what the ledger refuses. */
  enter(entry: NewEntry, place: EntryPlace): Outcome<StoredEntry> {
    const key = { memberNumber: place.memberNumber, currency: entry.currency };
    const done = entered(this.entries(key), entry);
    if (!done.ok) return done;
    const stored: StoredEntry = {
      ...place,
      number: done.value.at(-1)?.number ?? 1,
      startsOn: entry.period.startsOn,
      endsBefore: entry.period.endsBefore,
      currency: entry.currency,
      type: entry.type,
      amountMinor: entry.amountMinor,
      on: dayOf(entry),
      reverses: entry.type === "reverse" ? entry.reverses : null,
      adjusts: entry.type === "adjust" ? entry.adjusts : null,
      cause: entry.cause,
    };
    this.ledgers.set(ledgerKey(key), [...this.of(key), stored]);
    this.written.push(stored);
    return accepted(stored);
  }
}

type CauseJson =
  | { readonly type: "line"; readonly fingerprint: string }
  | {
      readonly type: "records";
      readonly changed: readonly {
        readonly metric: string;
        readonly source: string | null;
        readonly externalId: string | null;
        readonly became: string;
        readonly credited: Amount;
      }[];
    }
  | { readonly type: "settings"; readonly version: string }
  | { readonly type: "dispute"; readonly dispute: number }
  | { readonly type: "person"; readonly by: string; readonly reason: string };

export type RewardEntryJson = {
  readonly entry: number;
  readonly member: string;
  readonly reward: string;
  readonly name: Name;
  readonly period: PeriodJson;
  readonly type: StoredEntry["type"];
  /** Below nothing where it takes away. */
  readonly amount: MoneyJson;
  readonly on: string;
  readonly reverses: number | null;
  readonly adjusts: number | null;
  readonly statement: number | null;
  readonly cause: CauseJson;
};

const causeJson = (cause: LedgerCause, { metrics }: Settings): CauseJson => {
  if (cause.type === "settings") return { type: cause.type, version: String(cause.version) };
  if (cause.type !== "records") return cause;
  return {
    type: cause.type,
    changed: cause.changed.map(({ metric, credited, ...record }) => {
      const found = metrics.find(({ id }) => id === metric);
      const unit = found === undefined ? ({ type: "count" } as const) : unitOf(found.versions[0].measure);
      return { metric, ...record, credited: amountOf(credited, unit) };
    }),
  };
};

export const rewardEntryJson = (entry: StoredEntry, settings: Settings, named: Named): RewardEntryJson => {
  const { cadence, startsOn, endsBefore, currency } = entry;
  const period: { cadence: Cadence; startsOn: number; endsBefore: number } = { cadence, startsOn, endsBefore };
  return {
    entry: entry.number,
    member: named.member(entry.memberNumber),
    reward: named.reward(entry.rewardNumber),
    name: named.rewardName(entry.rewardNumber, startsOn),
    period: periodJson(period, settings.company.calendar),
    type: entry.type,
    amount: moneyJson(entry.type === "reverse" ? -entry.amountMinor : entry.amountMinor, currency),
    on: isoDay(entry.on),
    reverses: entry.reverses,
    adjusts: entry.adjusts,
    statement: entry.statementNumber,
    cause: causeJson(entry.cause, settings),
  };
};
