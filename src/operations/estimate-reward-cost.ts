import type { CompanyFile } from "../domain/company-file.ts";
import { readCompany } from "../domain/company-reading.ts";
import { companyFileOf } from "../domain/company-writing.ts";
import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import type { Instant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import { notFound } from "../domain/not-found.ts";
import { periodsOverBy } from "../domain/period.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { RewardPlan } from "../domain/rewards/reward-plan.ts";
import { inCompany, type Database } from "../store/database.ts";
import { firstDayOfLog } from "../store/log-count.ts";
import { loadSettings } from "../store/settings.ts";
import { periodJson, type PeriodJson } from "./attainment-json.ts";
import { readRewardInput } from "./company-file/reward-input.ts";
import { todayOf } from "./company-today.ts";
import { inTurn } from "./in-turn.ts";
import { costIn } from "./rewards/earned-lines.ts";
import { Named } from "./rewards/ledger-entries.ts";
import { moneyJson, type MoneyJson } from "./rewards/money-json.ts";

export type RewardCostQuestion = {
  /** A reward plan that there is, by its id, or one as the company file writes it: a text, or what a door has parsed already. */
  readonly of: { readonly reward: string } | { readonly entry: unknown };
  /** How many of the last periods that are over. */
  readonly periods?: number;
  readonly now: Instant;
};

export type RewardCostJson = {
  readonly reward: string;
  readonly periods: readonly {
    readonly period: PeriodJson;
    readonly earned: MoneyJson;
    readonly paid: MoneyJson;
    readonly isBeyondBudget: boolean;
    /** How many would have had something. */
    readonly members: number;
  }[];
  readonly totals: readonly MoneyJson[];
  /** Who would have had how much, the most first. */
  readonly members: readonly { readonly member: string; readonly name: Name; readonly amount: MoneyJson }[];
};

const PERIODS = 12;
const MOST_PERIODS = 24;
const READING_SECONDS = 120;

/** As if the version had always held. */
const always = (reward: RewardPlan): RewardPlan => {
  const last = reward.versions.at(-1) ?? reward.versions[0];
  return { ...reward, endedOn: null, versions: [{ ...last, version: 1, startsOn: -Infinity }] };
};

const refusedAs = (refusals: readonly [Refusal, ...Refusal[]], placed: (all: readonly Refusal[]) => readonly Refusal[]): Outcome<never> => {
  const [first = refusals[0], ...more] = placed(refusals);
  return refused(first, ...more);
};

const readEntry = (settings: Settings, input: unknown, today: Day): Outcome<RewardPlan> => {
  const { entry: shape, placed } = readRewardInput(input);
  if (!shape.ok) return refusedAs(shape.refusals, placed);
  const entry = shape.value;
  const file: CompanyFile = { ...companyFileOf(settings), rewards: [{ ...entry, startsOn: null, endedOn: null }] };
  const read = readCompany(file, { ...settings, company: { ...settings.company, rewards: [] } }, today);
  if (!read.ok) {
    const told = (each: Refusal): Refusal => ({ ...each, pointer: each.pointer.replace(/^\/rewards\/0/, "/entry") });
    const [first, ...more] = read.refusals;
    return refusedAs([told(first), ...more.map(told)], placed);
  }
  const [reward] = read.value.company.rewards;
  return reward === undefined ? refused(notFound("reward", entry.id, [])) : accepted(reward);
};

/**
 * What a reward plan would have cost in the last periods that are over, and who would have got it, as if it had always been as it is now, by the
 * numbers as they are. Nothing is kept. Refuses a plan that there is not or that cannot be read, and more periods than are told at once.
 */
export const estimateRewardCost = (
  database: Database,
  companyId: number,
  { of, periods: most = PERIODS, now }: RewardCostQuestion,
): Promise<Outcome<RewardCostJson>> =>
  inTurn(database, `estimate-reward-cost ${companyId}`, () =>
    inCompany(
      database,
      companyId,
      async (tx): Promise<Outcome<RewardCostJson>> => {
        if (!Number.isInteger(most) || most < 1 || most > MOST_PERIODS)
          return refused(refusal("backtest-periods", "/periods", { found: String(most), limit: MOST_PERIODS }));
        // A copy: what is kept beside the settings for those who ask about today is not pushed out by days long gone.
        const settings = { ...(await loadSettings(tx, companyId)) };
        const { rewards, calendar } = settings.company;
        const today = todayOf(settings, now);
        const found = "entry" in of ? readEntry(settings, of.entry, today) : named(rewards, of.reward);
        if (!found.ok) return found;
        const reward = always(found.value);
        const { cadence } = reward.versions[0];
        const first = await firstDayOfLog(tx, settings);
        const periods = periodsOverBy(cadence, { day: today, most, calendar }).filter(
          ({ endsBefore }) => first !== undefined && endsBefore > first,
        );
        if (periods.length === 0) return refused(refusal("backtest-no-period", "/periods", { cadence }));
        const { cost, counting } = await costIn(tx, reward, periods, { settings, today, now, withRecords: false });
        const [uncounted] = counting;
        if (uncounted !== undefined) return refused(refusal("reward-counting", "", { metric: uncounted.id }));
        const numbers = new Map(settings.members.map(({ id, number }) => [id, number]));
        const names = new Named(settings);
        return accepted({
          reward: reward.id,
          periods: periods.map((period) => {
            const own = cost.periods.find((each) => each.period.startsOn === period.startsOn);
            const { currency } = reward.versions[0];
            return {
              period: periodJson(period, calendar),
              earned: moneyJson(own?.earnedMinor ?? 0n, currency),
              paid: moneyJson(own?.paidMinor ?? 0n, currency),
              isBeyondBudget: own?.isBeyondBudget ?? false,
              members: new Set(
                own?.lines.flatMap(({ shares }) => shares.filter(({ amountMinor }) => amountMinor !== 0n).map(({ member }) => member)),
              ).size,
            };
          }),
          totals: cost.totals.map(({ amountMinor, currency }) => moneyJson(amountMinor, currency)),
          members: cost.members.map(({ member, amountMinor, currency }) => ({
            member,
            name: names.memberName(numbers.get(member) ?? 0),
            amount: moneyJson(amountMinor, currency),
          })),
        });
      },
      { isolation: "repeatable read", timeoutSeconds: READING_SECONDS },
    ),
  );

const named = (rewards: readonly RewardPlan[], id: string): Outcome<RewardPlan> => {
  const reward = rewards.find((each) => each.id === id);
  return reward === undefined ? refused(notFound("reward", id, rewards)) : accepted(reward);
};
