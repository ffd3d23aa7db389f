import { amountOf, type Amount } from "../domain/amount.ts";
import type { RewardEntry } from "../domain/company-file.ts";
import { boundEntry, rewardTermsEntry } from "../domain/company-writing-rewards.ts";
import type { Settings } from "../domain/company.ts";
import { CREDIT_PER_COUNT, type Credit, type Unit } from "../domain/credit.ts";
import { currencyDecimals } from "../domain/currency.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Instant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import { unitOf } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { inCadenceOrder, periodContaining, type Cadence } from "../domain/period.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import type { Fraction } from "../domain/fraction.ts";
import { curveOf } from "../domain/rewards/curve.ts";
import { quantityOf } from "../domain/rewards/payout.ts";
import { nextReward, type NextReward } from "../domain/rewards/preview.ts";
import type { Measured, RewardVersion } from "../domain/rewards/reward-plan.ts";
import { isTeamSeen, seenOf } from "../domain/sight.ts";
import { within } from "../domain/within.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { periodJson, type PeriodJson } from "./attainment-json.ts";
import { todayOf } from "./company-today.ts";
import { earnedIn, paying, type EarnedLine } from "./rewards/earned-lines.ts";
import { moneyJson, type MoneyJson } from "./rewards/money-json.ts";
import { perShown, tiersJson, type TierJson } from "./rewards/tier-json.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type RewardsQuestion = {
  /** Left out: today. */
  readonly on?: Day;
  readonly cadence?: Cadence;
  readonly member?: string;
  readonly now: Instant;
} & AskedBy;

type NextJson =
  | { readonly type: "step"; readonly more: Amount; readonly at: string | null; readonly earns: MoneyJson }
  /** Every further `per` earns `each`. */
  | { readonly type: "rate"; readonly after: Amount; readonly per: Amount; readonly each: MoneyJson }
  | { readonly type: "most" };

export type RewardStandingJson = {
  readonly member: string;
  readonly name: Name;
  /** Of a team's line the team, of which this is the member's share. */
  readonly team: string | null;
  readonly credited: Amount;
  readonly target: Amount | null;
  /** Where on the payout's line this is; null where nothing is asked. */
  readonly at: number | null;
  /** Of what is asked, in percent; null of credits, and where nothing is asked. */
  readonly attainment: string | null;
  /** What it would come to were the period over now, within the budget, and what of it is the member's. */
  readonly worth: MoneyJson;
  readonly amount: MoneyJson;
  /** Closed: what lies above the target is held back. Null: there is no gate. */
  readonly gate: { readonly isOpen: boolean; readonly probability: number; readonly good: number; readonly of: number } | null;
  /** What more earns how much; null once the period is over, and where no one credit decides it. */
  readonly next: NextJson | null;
};

/** A place of the payout's line: where on the basis (percent of an attainment, else in the metric's unit), and what it pays there. */
export type CurvePoint = { readonly at: number; readonly pays: number };

export type RewardShownJson = {
  readonly reward: string;
  readonly name: Name;
  readonly version: number;
  readonly period: PeriodJson;
  /** While it runs what is told is what it comes to so far. */
  readonly isOver: boolean;
  readonly metric: { readonly id: string; readonly name: Name; readonly unit: Unit["type"] } | null;
  readonly plan: { readonly id: string; readonly name: Name } | null;
  readonly terms: Omit<RewardEntry, "id" | "name" | "startsOn" | "endedOn" | "cadence" | "for">;
  readonly tiers: readonly TierJson[];
  /** What so much pays, as a line; empty where each record is paid by itself. Where a tier jumps, two points stand at one place. */
  readonly curve: readonly CurvePoint[];
  readonly standings: readonly RewardStandingJson[];
  /** Of everybody whom the caller sees. */
  readonly total: MoneyJson;
};

export type RewardsJson = {
  readonly on: string;
  readonly rewards: readonly RewardShownJson[];
  /** Metrics that are still being counted: what they pay is not told. */
  readonly counting: readonly string[];
};

const MINUTE = 60n;

/** The credits of one act: what a person thinks in. */
const stepOf = (unit: Unit): Credit => {
  if (unit.type === "seconds") return MINUTE;
  return unit.type === "money" ? 10n ** BigInt(currencyDecimals(unit.currency) ?? 0) : CREDIT_PER_COUNT;
};

const metricOf = ({ basis }: RewardVersion, { metrics }: Settings) =>
  basis.type === "requirement" ? undefined : metrics.find(({ id }) => id === basis.metric);

const MOST_ZEROES = 6;

/** How much of it earns a whole number of minor units, by tens: of 2 % nobody is told that one won more earns none. Beyond a million it is rounded down. */
const wholeRate = (each: Fraction, step: Credit): { readonly per: Credit; readonly earnsMinor: bigint } => {
  const [done, of] = [BigInt(each.done), BigInt(each.of)];
  let tens = 1n;
  for (let zeroes = 0; zeroes < MOST_ZEROES && (done * tens) % of !== 0n; zeroes += 1) tens *= 10n;
  return { per: step * tens, earnsMinor: (done * tens) / of };
};

const nextJson = (next: NextReward | null, version: RewardVersion, unit: Unit): NextJson | null => {
  if (next === null || next.type === "most") return next;
  if (next.type === "rate") {
    const { per, earnsMinor } = wholeRate(next.eachEarns, stepOf(unit));
    return { type: "rate", after: amountOf(next.after, unit), per: amountOf(per, unit), each: moneyJson(earnsMinor, version.currency) };
  }
  return {
    type: "step",
    more: amountOf(next.more, unit),
    at: next.at === null ? null : String(boundEntry(next.at, version.unit)),
    earns: moneyJson(next.earnsMinor, version.currency),
  };
};

const numberOf = ({ done, of }: Fraction): number => Number(done) / Number(of);

/** Beyond the last bound the line goes on for a quarter of its length. */
const BEYOND = 1.25;
const FIRST_LENGTH = 10;

const curveJson = (version: RewardVersion, furthest: number): readonly CurvePoint[] => {
  if (version.accumulate === "each") return [];
  const per = perShown(version);
  const { threshold, tiers, currency } = version;
  const last = Math.max(Number(tiers.at(-1)?.from ?? 0n), Number(threshold ?? 0n)) / per;
  const end = BigInt(Math.ceil(Math.max(last * BEYOND, furthest * 1.1, last === 0 ? FIRST_LENGTH : 0) * per));
  const minor = 10 ** (currencyDecimals(currency) ?? 0);
  return curveOf(version, end).map(({ at, paysMinor }) => ({ at: Number(at) / per, pays: Number(paysMinor) / minor }));
};

const percentText = (credited: Credit, target: Credit): string | null =>
  target === 0n ? null : (Number((credited * 10_000n) / target) / 100).toFixed(1);

const standingsOf = (
  lines: readonly EarnedLine[],
  settings: Settings,
  {
    isOver,
    isMemberSeen,
    isTeamShown,
  }: {
    readonly isOver: boolean;
    readonly isMemberSeen: (id: string) => boolean;
    readonly isTeamShown: (id: string) => boolean;
  },
): readonly RewardStandingJson[] => {
  const names = new Map(settings.members.map((member) => [member.id, member.name]));
  const byMember = new Map<string, { readonly all: EarnedLine[] }>();
  for (const line of lines)
    for (const { member } of line.shares)
      if (isMemberSeen(member))
        within(byMember, `${member}\n${line.earner.type === "team" ? line.earner.team.id : ""}`, () => ({ all: [] })).all.push(line);
  return [...byMember].flatMap(([key, { all }]): readonly RewardStandingJson[] => {
    const [member = ""] = key.split("\n");
    const last = all.at(-1);
    if (last === undefined) return [];
    const { version, earner } = last;
    const unit = version.unit.type === "share" ? unitIn(version, settings) : version.unit;
    const isTeam = earner.type === "team";
    const { credited, target } =
      version.accumulate === "each"
        ? { credited: all.reduce((sum, each) => sum + each.line.after.credited, 0n), target: 0n }
        : last.line.after;
    const isPlain = version.basis.type === "requirement";
    const worth = all.reduce((sum, each) => sum + each.paidMinor, 0n);
    const own = all.reduce((sum, each) => sum + (each.shares.find((share) => share.member === member)?.amountMinor ?? 0n), 0n);
    const isTold = !isTeam || isTeamShown(earner.team.id);
    const gate = last.line.gate;
    return [
      {
        member,
        name: names.get(member) ?? {},
        team: isTeam ? earner.team.id : null,
        credited: isPlain ? Number(credited) : amountOf(credited, unit),
        target: version.basis.type === "credits" ? null : isPlain ? Number(target) : amountOf(target, unit),
        at: placeOf(version, last.line.after),
        attainment: version.basis.type === "credits" ? null : percentText(credited, target),
        worth: moneyJson(isTold ? worth : own, version.currency),
        amount: moneyJson(own, version.currency),
        gate: gate === null ? null : { isOpen: gate.isOpen, probability: gate.probability, good: gate.sample.good, of: gate.sample.of },
        next: isOver
          ? null
          : nextJson(
              nextReward(version, { measured: last.line.after, step: stepOf(unit), isGateOpen: gate?.isOpen ?? true }),
              version,
              unit,
            ),
      },
    ];
  });
};

const placeOf = (version: RewardVersion, measured: Measured): number | null => {
  const quantity = version.accumulate === "each" ? null : quantityOf(version.basis, measured);
  return quantity === null ? null : numberOf(quantity) / perShown(version);
};

const unitIn = (version: RewardVersion, settings: Settings): Unit => {
  const metric = metricOf(version, settings);
  return metric === undefined ? { type: "count" } : unitOf(metric.versions[0].measure);
};

/**
 * What the reward plans come to in the periods that contain a day, member by member: while a period runs what it would pay were it over now, and what
 * more of it earns. Refuses a member that there is not.
 */
export const showRewards = (database: Database, companyId: number, question: RewardsQuestion): Promise<Outcome<RewardsJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<RewardsJson>> => {
      const { member: id, now, caller } = question;
      const settings = await loadSettings(tx, companyId);
      const sight = sightIn(settings, caller, "rewards:read");
      const members = seenOf(sight, settings.members);
      if (id !== undefined && !members.some((each) => each.id === id)) return refused(notFound("member", id, members));
      const { calendar, rewards } = settings.company;
      const today = todayOf(settings, now);
      const on = question.on ?? today;
      const only = id === undefined && members.length !== 1 ? undefined : members.find((each) => each.id === (id ?? each.id));
      const seen = new Set(members.filter((each) => id === undefined || each.id === id).map((each) => each.id));
      const all = new Set(rewards.flatMap(({ versions }) => versions.map(({ cadence }) => cadence)));
      const cadences = inCadenceOrder(all).filter((each) => question.cadence === undefined || each === question.cadence);
      const shown: RewardShownJson[] = [];
      const counting = new Set<string>();
      for (const cadence of cadences) {
        const period = periodContaining(cadence, on, calendar);
        const inForce = paying(settings, cadence, period);
        if (inForce.length === 0 || period.outside !== undefined || period.startsOn > today) continue;
        // Of others' old things nothing is seen.
        const isOld = period.endsBefore <= sight.since;
        const isMemberSeen = (each: string): boolean =>
          seen.has(each) &&
          (!isOld || settings.members.find((member) => member.id === each)?.number === sight.own || sight.members === "all");
        const earned = await earnedIn(tx, period, { settings, today, now, withRecords: false, ...given({ only }) });
        for (const { id: metric } of earned.counting) counting.add(metric);
        const isOver = period.endsBefore <= today;
        for (const { reward, version } of inForce) {
          const lines = earned.lines.filter((line) => line.reward === reward);
          const standings = standingsOf(lines, settings, { isOver, isMemberSeen, isTeamShown: (team) => isTeamSeen(sight, team) });
          const metric = metricOf(version, settings);
          const { basis } = version;
          const plan = "plan" in basis ? settings.plans.find((each) => each.id === basis.plan) : undefined;
          shown.push({
            reward: reward.id,
            name: version.name,
            version: version.version,
            period: periodJson(period, calendar),
            isOver,
            metric: metric === undefined ? null : { id: metric.id, name: metric.versions[0].name, unit: unitIn(version, settings).type },
            plan: plan === undefined ? null : { id: plan.id, name: plan.versions[0].name },
            terms: rewardTermsEntry(version),
            tiers: tiersJson(version),
            curve: curveJson(version, Math.max(0, ...standings.map(({ at }) => at ?? 0))),
            standings,
            total: { amountMinor: standings.reduce((sum, { amount }) => sum + amount.amountMinor, 0), currency: version.currency },
          });
        }
      }
      return accepted({ on: isoDay(on), rewards: shown, counting: [...counting] });
    },
    { isolation: "repeatable read" },
  );
