import { amountOf, type Amount } from "../../domain/amount.ts";
import type { RewardEntry } from "../../domain/company-file.ts";
import { rewardTermsEntry } from "../../domain/company-writing-rewards.ts";
import type { Settings } from "../../domain/company.ts";
import { CREDIT_PER_COUNT } from "../../domain/credit.ts";
import { isoDay } from "../../domain/day.ts";
import type { Name } from "../../domain/language.ts";
import { unitOf } from "../../domain/metric.ts";
import type { StepName } from "../../domain/reward-reading.ts";
import type { RewardVersion } from "../../domain/rewards/reward-plan.ts";
import { stateOf, type RewardStatement, type StatementState } from "../../domain/rewards/reward-statement.ts";
import type { StoredRewardLine, StoredRewardStatement } from "../../store/reward-statements.ts";
import { periodJson, type PeriodJson } from "../attainment-json.ts";
import type { Named } from "./ledger-entries.ts";
import { moneyJson, type MoneyJson } from "./money-json.ts";
import { perShown, tiersJson, type TierJson } from "./tier-json.ts";

export type RewardDisputeJson = {
  readonly dispute: number;
  readonly reward: string;
  readonly said: string;
  readonly raisedBy: string;
  readonly raisedAt: string;
  readonly decision: {
    readonly upheld: boolean;
    readonly amount: MoneyJson;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  } | null;
};

export type RewardStatementJson = {
  readonly statement: number;
  readonly member: string;
  readonly name: Name;
  readonly period: PeriodJson;
  readonly amount: MoneyJson;
  readonly state: StatementState;
  readonly drawnBy: string;
  readonly drawnAt: string;
  readonly steps: readonly {
    readonly step: StepName;
    readonly reason: string | null;
    readonly paid: MoneyJson | null;
    readonly by: string;
    readonly at: string;
  }[];
  readonly disputes: readonly RewardDisputeJson[];
  /** What whoever asks may do with it next, as far as it is known before it is tried. */
  readonly may: readonly StepName[];
};

export type RewardLineJson = {
  readonly line: number;
  readonly reward: string;
  readonly name: Name;
  readonly version: number;
  /** Of a team's line the team, of which this is the member's share. */
  readonly team: string | null;
  readonly terms: Omit<RewardEntry, "id" | "name" | "startsOn" | "endedOn" | "cadence" | "for">;
  /** What was done and what was asked: in credits of the metric; of a requirement the two sides of its progress. */
  readonly credited: Amount;
  readonly target: Amount | null;
  /** How much of it each tier pays for, and what of the whole, rounded by itself. */
  readonly parts: readonly { readonly tier: TierJson; readonly quantity: number; readonly pays: MoneyJson }[];
  readonly worth: MoneyJson;
  /** Within the budget. */
  readonly paid: MoneyJson;
  /** The member's. */
  readonly amount: MoneyJson;
  /** What was worked out, over which the fingerprint is taken. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly fingerprint: string;
  readonly records: readonly {
    readonly metric: string;
    readonly source: string | null;
    readonly externalId: string | null;
    readonly day: string;
    readonly credited: Amount;
  }[];
};

/** A statement as the rules know it. */
export const statementOf = (stored: StoredRewardStatement, named: Named, planAuthors: readonly string[] = []): RewardStatement => ({
  number: stored.number,
  member: named.member(stored.memberNumber),
  period: { startsOn: stored.startsOn, endsBefore: stored.endsBefore },
  amountMinor: stored.amountMinor,
  currency: stored.currency,
  author: stored.drawnBy,
  planAuthors,
  steps: stored.steps,
});

export const stateIn = ({ steps }: Pick<StoredRewardStatement, "steps">): StatementState => stateOf({ steps });

const stepNameOf = (step: StoredRewardStatement["steps"][number]): StepName => {
  switch (step.type) {
    case "published":
      return "publish";
    case "withdrawn":
      return "withdraw";
    case "approved":
      return step.as === "manager" ? "approve-as-manager" : "approve-as-finance";
    case "locked":
      return "lock";
    case "paid":
      return "pay";
  }
};

export const rewardStatementJson = (
  stored: StoredRewardStatement,
  settings: Settings,
  named: Named,
  may: readonly StepName[],
): RewardStatementJson => {
  const { cadence, startsOn, endsBefore, currency } = stored;
  return {
    statement: stored.number,
    member: named.member(stored.memberNumber),
    name: named.memberName(stored.memberNumber),
    period: periodJson({ cadence, startsOn, endsBefore }, settings.company.calendar),
    amount: moneyJson(stored.amountMinor, currency),
    state: stateIn(stored),
    drawnBy: stored.drawnBy,
    drawnAt: stored.drawnAt,
    steps: stored.steps.map((step) => ({
      step: stepNameOf(step),
      reason: step.type === "withdrawn" ? step.reason : null,
      paid: step.paidMinor === null ? null : moneyJson(step.paidMinor, currency),
      by: step.by.account,
      at: step.at,
    })),
    disputes: stored.disputes.map(({ number, rewardNumber, said, raisedBy, raisedAt, decided }) => ({
      dispute: number,
      reward: named.reward(rewardNumber),
      said,
      raisedBy,
      raisedAt,
      decision:
        decided === null
          ? null
          : {
              upheld: decided.upheld,
              amount: moneyJson(decided.amountMinor, currency),
              reason: decided.reason,
              by: decided.by,
              at: decided.at,
            },
    })),
    may,
  };
};

/** A measure as people read it; of a whole requirement there is no unit, and its two sides are plain numbers. */
const measuredAmount = (text: string, { unit, basis }: RewardVersion, settings: Settings): Amount => {
  if (basis.type === "requirement") return Number(text);
  const metric = settings.metrics.find(({ id }) => id === basis.metric);
  const own = unit.type === "share" ? (metric === undefined ? null : unitOf(metric.versions[0].measure)) : unit;
  return own === null ? Number(text) / Number(CREDIT_PER_COUNT) : amountOf(BigInt(text), own);
};

/** What `rewardLineJson` wrote. */
type Written = {
  readonly version: number;
  readonly after: { readonly credited: string; readonly target: string };
  readonly parts: readonly { readonly tier: number; readonly quantity: string; readonly pays: string }[];
};

/** `7/2` as a number to look at. */
const numberOf = (text: string): number => {
  const [done = "0", of = "1"] = text.split("/");
  return Number(done) / Number(of);
};

export const rewardLineShown = (stored: StoredRewardLine, settings: Settings, named: Named, currency: string): RewardLineJson => {
  const content = JSON.parse(stored.content) as Readonly<Record<string, unknown>> & Written; // written by rewardLineJson
  const versions = settings.company.rewards.find(({ number }) => number === stored.rewardNumber)?.versions;
  const version = versions?.find((each) => each.version === content.version) ?? versions?.[0];
  if (version === undefined) throw new Error(`the reward plan ${stored.rewardNumber} is gone`);
  const tiers = tiersJson(version);
  const metrics = new Map(settings.metrics.map((metric) => [metric.number, metric]));
  return {
    line: stored.line,
    reward: named.reward(stored.rewardNumber),
    name: version.name,
    version: version.version,
    team: settings.teams.find(({ number }) => number === stored.teamNumber)?.id ?? null,
    terms: rewardTermsEntry(version),
    credited: measuredAmount(content.after.credited, version, settings),
    target: version.basis.type === "credits" ? null : measuredAmount(content.after.target, version, settings),
    parts: content.parts.flatMap(({ tier, quantity, pays }) => {
      const found = tiers[tier];
      return found === undefined
        ? []
        : [
            {
              tier: found,
              quantity: numberOf(quantity) / perShown(version),
              pays: moneyJson(BigInt(Math.round(numberOf(pays))), currency),
            },
          ];
    }),
    worth: moneyJson(stored.lineMinor, currency),
    paid: moneyJson(stored.paidMinor, currency),
    amount: moneyJson(stored.amountMinor, currency),
    content,
    fingerprint: stored.fingerprint,
    records: stored.records.map(([number, source, externalId, day, credited]) => {
      const metric = metrics.get(number);
      return {
        metric: metric?.id ?? `#${number}`,
        source,
        externalId,
        day: isoDay(day),
        credited: metric === undefined ? 0 : amountOf(BigInt(credited), unitOf(metric.versions[0].measure)),
      };
    }),
  };
};
