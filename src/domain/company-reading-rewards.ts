import { firstDifference, rewardVersionFields } from "./company-changes.ts";
import type { GatePriorEntry, RewardBasisEntry, RewardBoundEntry, RewardEntry, RewardMoneyEntry, RewardTierEntry } from "./company-file.ts";
import { isSound, readDay, readId, readName, refuseUnknown, take, things, type Findings } from "./company-reading-basics.ts";
import { nextNumber } from "./company-reading-people.ts";
import { earliestStart, heads, readAudience, readEnd, type Known } from "./company-reading-plans.ts";
import { readShare } from "./company-reading-ramp.ts";
import { readCadence } from "./company-reading-requirements.ts";
import { readTarget } from "./company-reading-target.ts";
import { byId, placedIn, supersede, type NamedVersion, type Placed } from "./company-reading-versions.ts";
import { boundEntry } from "./company-writing-rewards.ts";
import type { Company, Settings } from "./company.ts";
import type { Unit } from "./credit.ts";
import { parseCurrency } from "./currency.ts";
import { isoDay, type Day } from "./day.ts";
import { factorText, WHOLE_FACTOR, type Factor } from "./factor.ts";
import { perhaps } from "./meant.ts";
import { unitOf, type Metric } from "./metric.ts";
import { readMoney } from "./money.ts";
import { plainDecimal } from "./number.ts";
import { periodContaining } from "./period.ts";
import type { Plan, Requirement } from "./plan.ts";
import { refusal } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import { quotasOf } from "./requirement.ts";
import {
  participations,
  type BasisUnit,
  type Bound,
  type GatePrior,
  type QualityGate,
  type RewardBasis,
  type RewardPlan,
  type RewardTerms,
  type RewardVersion,
  type Tier,
  type TierPay,
} from "./rewards/reward-plan.ts";
import { shown } from "./shown.ts";

export type RewardKnown = Known & { readonly plans: readonly Plan[] };

const NONE = "none";

const counts: Unit = { type: "count" };

/** A basis and what its bounds are read by; `metric` is missing of an attainment, and where it could not be found. */
type ReadBasis = {
  readonly basis: RewardBasis;
  readonly plan: Plan | undefined;
  readonly metric: Metric | undefined;
  readonly unit: BasisUnit;
};

/** Of a metric that is not there nobody knows how its numbers are read. */
const isUnitKnown = ({ unit, metric }: ReadBasis): boolean => unit.type === "share" || metric !== undefined;

const unitWords = (unit: BasisUnit): Words => {
  switch (unit.type) {
    case "share":
      return { en: "an attainment", ko: "달성률" };
    case "seconds":
      return { en: "seconds", ko: "초" };
    case "money":
      return { en: `money in ${unit.currency}`, ko: `${unit.currency} 금액` };
    case "count":
      return { en: "records or quantities", ko: "건수나 수량" };
  }
};

const findMetric = (findings: Findings, id: string, known: Known, pointer: string): Metric | undefined => {
  const metric = known.metrics.get(id);
  const running = [...known.metrics.values()].filter(({ ended }) => !ended).map((each) => each.id);
  if (metric === undefined) findings.push(refuseUnknown("metric", id, running, pointer));
  return metric;
};

const findPlan = (findings: Findings, id: string, known: RewardKnown, pointer: string): Plan | undefined => {
  const plan = known.plans.find((each) => each.id === id);
  const running = known.plans.filter(({ endedOn }) => endedOn === null).map((each) => each.id);
  // A plan that could not be read is there all the same.
  if (plan === undefined && isSound(findings, "/plans")) findings.push(refuseUnknown("plan", id, running, pointer));
  return plan;
};

/** The metrics of the quotas that are asked in the plan's own period: those over shorter ones have no one attainment. */
const metricsInPeriod = (requirement: Requirement): readonly string[] =>
  requirement.type === "quota" ? [requirement.metric] : requirement.type === "over" ? [] : requirement.parts.flatMap(metricsInPeriod);

/** Whether the quota of the plan counts heads: the credits above its target are then members. */
const countsHeads = ({ versions }: Plan, metric: string): boolean =>
  versions.some(({ require }) => quotasOf(require).some((quota) => quota.metric === metric && quota.atLeast !== undefined));

const readBasis = (findings: Findings, entry: RewardBasisEntry, known: RewardKnown, pointer: string): ReadBasis => {
  if ("credits" in entry) {
    const { metric: id } = entry.credits;
    const metric = findMetric(findings, id, known, `${pointer}/credits/metric`);
    return {
      basis: { type: "credits", metric: id },
      plan: undefined,
      metric,
      unit: metric === undefined ? counts : unitOf(metric.versions[0].measure),
    };
  }
  if ("requirement" in entry) {
    const plan = findPlan(findings, entry.requirement.plan, known, `${pointer}/requirement/plan`);
    return { basis: { type: "requirement", plan: entry.requirement.plan }, plan, metric: undefined, unit: { type: "share" } };
  }
  const type = "quota" in entry ? "quota" : "surplus";
  const named = "quota" in entry ? entry.quota : entry.surplus;
  const at = `${pointer}/${type}`;
  const plan = findPlan(findings, named.plan, known, `${at}/plan`);
  const asked = new Set(plan?.versions.flatMap(({ require }) => metricsInPeriod(require)));
  if (plan !== undefined && !asked.has(named.metric))
    findings.push(
      refusal("reward-metric", `${at}/metric`, { plan: plan.id, found: shown(named.metric), hint: perhaps(named.metric, asked) }),
    );
  const basis = { type, plan: named.plan, metric: named.metric } as const;
  if (type === "quota") return { basis, plan, metric: undefined, unit: { type: "share" } };
  const metric = plan !== undefined && countsHeads(plan, named.metric) ? heads : known.metrics.get(named.metric);
  return { basis, plan, metric, unit: metric === undefined ? counts : unitOf(metric.versions[0].measure) };
};

const PERCENT_DECIMALS = 2;

/** Of an attainment a percentage, which says itself what it is of; else a number in the unit of the metric. */
const readBound = (findings: Findings, entry: RewardBoundEntry, { unit, metric }: ReadBasis, pointer: string): Bound => {
  if (unit.type !== "share") return readTarget(findings, entry, metric, pointer);
  const text = String(entry).trim();
  const number = text.endsWith("%") ? plainDecimal(text.slice(0, -1).trimEnd()) : text === "0" ? plainDecimal(text) : undefined;
  if (number === undefined || number.isNegative || number.decimals.length > PERCENT_DECIMALS || number.whole.length > 9) {
    findings.push(refusal("reward-bound", pointer, { found: shown(text) }));
    return 0n;
  }
  return BigInt(number.whole + number.decimals.padEnd(PERCENT_DECIMALS, "0"));
};

/** Money that is paid: nothing or more. */
const readPaid = (findings: Findings, entry: RewardMoneyEntry, currency: string, pointer: string): bigint => {
  const money = take(
    findings,
    readMoney({ amount: String(entry).trim(), currency, pointers: { amount: pointer, currency: pointer } }),
    null,
  );
  if (money === null) return 0n;
  if (money.amountMinor < 0n) findings.push(refusal("number-min", pointer, { found: shown(String(entry)), limit: 0 }));
  return money.amountMinor;
};

type Reading = { readonly basis: ReadBasis; readonly currency: string };

const MOST_PERCENT = 1_000n;
const RATE_DECIMALS = 4;

const readRate = (findings: Findings, entry: RewardTierEntry, { basis, currency }: Reading, pointer: string): TierPay => {
  const text = String(entry.rate).trim();
  const { unit } = basis;
  const isSaid = entry.per !== null && entry.per !== undefined;
  if (text.endsWith("%")) {
    const number = plainDecimal(text.slice(0, -1).trimEnd());
    if (isUnitKnown(basis) && (unit.type !== "money" || unit.currency !== currency))
      findings.push(refusal("reward-rate-share", `${pointer}/rate`, { found: shown(text), unit: unitWords(unit), currency }));
    else if (number === undefined || number.isNegative || number.decimals.length > RATE_DECIMALS || BigInt(number.whole) > MOST_PERCENT)
      findings.push(refusal("reward-rate-format", `${pointer}/rate`, { found: shown(text), limit: `${MOST_PERCENT}%` }));
    else if (isSaid) findings.push(refusal("reward-rate-share-per", `${pointer}/per`, { found: shown(text) }));
    else
      return {
        type: "rate",
        amountMinor: BigInt(number.whole + number.decimals),
        per: 100n * 10n ** BigInt(number.decimals.length),
      };
    return { type: "rate", amountMinor: 0n, per: 1n };
  }
  const amountMinor = readPaid(findings, entry.rate ?? 0, currency, `${pointer}/rate`);
  const per = isSaid ? readBound(findings, entry.per, basis, `${pointer}/per`) : 0n;
  if (per === 0n && isSound(findings, `${pointer}/per`) && isUnitKnown(basis))
    findings.push(refusal("reward-rate-per", `${pointer}/per`, { found: shown(text), example: unit.type === "share" ? "1%" : "1" }));
  return { type: "rate", amountMinor, per: per === 0n ? 1n : per };
};

const readPay = (findings: Findings, entry: RewardTierEntry, reading: Reading, pointer: string): TierPay => {
  const named = [entry.amount, entry.rate].filter((each) => each !== null && each !== undefined).length;
  if (named !== 1) findings.push(refusal("reward-tier-pays", pointer, { found: named }));
  else if (entry.amount === null || entry.amount === undefined) return readRate(findings, entry, reading, pointer);
  else if (entry.per !== null && entry.per !== undefined) findings.push(refusal("reward-tier-pays", `${pointer}/per`, { found: 2 }));
  return { type: "amount", amountMinor: readPaid(findings, entry.amount ?? 0, reading.currency, `${pointer}/amount`) };
};

/** Half-open, one after another from nothing on, and the last one without end. What could not be read is not told a second time. */
const refuseTiers = (findings: Findings, tiers: readonly Tier[], unit: BasisUnit, pointer: string): void => {
  const text = (bound: Bound): string => String(boundEntry(bound, unit));
  const isRead = (index: number, field: "from" | "below"): boolean => isSound(findings, `${pointer}/${index}/${field}`);
  for (const [index, { from, below }] of tiers.entries()) {
    const at = `${pointer}/${index}`;
    const before = tiers[index - 1];
    const next = tiers[index + 1];
    if (isRead(index, "from") && before === undefined && from !== 0n)
      findings.push(refusal("reward-tier-start", `${at}/from`, { found: text(from), zero: text(0n) }));
    if (isRead(index, "from") && before !== undefined && before.below !== null && isRead(index - 1, "below")) {
      const values = { found: text(from), before: text(before.below) };
      if (from > before.below) findings.push(refusal("reward-tier-gap", `${at}/from`, values));
      else if (from < before.below) findings.push(refusal("reward-tier-overlap", `${at}/from`, values));
    }
    if (!isRead(index, "below")) continue;
    if (below === null && next !== undefined) findings.push(refusal("reward-tier-open", `${at}/below`, { next: text(next.from) }));
    if (below !== null && isRead(index, "from") && below <= from)
      findings.push(refusal("reward-tier-width", `${at}/below`, { from: text(from), found: text(below) }));
    else if (below !== null && next === undefined) findings.push(refusal("reward-tier-closed", `${at}/below`, { found: text(below) }));
  }
};

const MOST_TIERS = 100;

const unread: Tier = { from: 0n, below: null, pays: { type: "amount", amountMinor: 0n } };

const readTiers = (findings: Findings, entries: readonly RewardTierEntry[], reading: Reading, pointer: string): RewardTerms["tiers"] => {
  const { basis } = reading;
  if (entries.length > MOST_TIERS) findings.push(refusal("reward-tiers-many", pointer, { found: entries.length, limit: MOST_TIERS }));
  const [first, ...rest] = entries.slice(0, MOST_TIERS).map((entry, index): Tier => {
    const at = `${pointer}/${index}`;
    return {
      from: readBound(findings, entry.from, basis, `${at}/from`),
      below: entry.below === NONE ? null : readBound(findings, entry.below, basis, `${at}/below`),
      pays: readPay(findings, entry, reading, at),
    };
  });
  if (first === undefined) {
    findings.push(refusal("reward-tiers-empty", pointer, { zero: String(boundEntry(0n, basis.unit)) }));
    return [unread];
  }
  if (isUnitKnown(basis) && entries.length <= MOST_TIERS) refuseTiers(findings, [first, ...rest], basis.unit, pointer);
  return [first, ...rest];
};

/** An amount can rise only to where something is: the end of its tier, or the next tier's amount. */
const refuseInterpolation = (findings: Findings, { tiers, split }: Pick<RewardTerms, "tiers" | "split">, pointer: string): void => {
  const last = tiers.length - 1;
  const amounts = tiers.flatMap(({ pays }, index) => (pays.type === "amount" ? [index] : []));
  if (amounts.length === 0) findings.push(refusal("reward-interpolate-nothing", `${pointer}/interpolate`));
  else if (split === "whole") {
    const rate = tiers.findIndex(({ pays }) => pays.type === "rate");
    if (rate >= 0) findings.push(refusal("reward-interpolate-rate", `${pointer}/tiers/${rate}/rate`));
  } else if (amounts.includes(last))
    findings.push(refusal("reward-interpolate-open", `${pointer}/tiers/${last}/amount`, { found: String(tiers[last]?.pays.amountMinor) }));
};

const readThreshold = (findings: Findings, entry: RewardBoundEntry, basis: ReadBasis, pointer: string): Bound | null => {
  if (entry === NONE) return null;
  const threshold = readBound(findings, entry, basis, pointer);
  if (threshold === 0n && isSound(findings, pointer) && isUnitKnown(basis))
    findings.push(refusal("reward-threshold", pointer, { found: shown(String(entry)) }));
  return threshold;
};

const readCap = (findings: Findings, entry: RewardEntry["cap"], currency: string, pointer: string): RewardVersion["cap"] => {
  if (entry === NONE) return null;
  if ("hard" in entry) return { type: "hard", most: readPaid(findings, entry.hard, currency, `${pointer}/hard`) };
  return {
    type: "soft",
    most: readPaid(findings, entry.soft, currency, `${pointer}/soft`),
    above: take(findings, readShare(entry.above, `${pointer}/above`), 0n),
  };
};

const refuseAccumulation = (findings: Findings, { type }: RewardBasis, accumulate: RewardEntry["accumulate"], pointer: string): void => {
  if (accumulate === "each" && type !== "credits") findings.push(refusal("reward-accumulate-each", pointer, { found: type }));
  if (accumulate === "year-to-date" && type === "requirement") findings.push(refusal("reward-accumulate-year", pointer));
};

const MOST_RECORDS = 100_000;

const readPrior = (findings: Findings, entry: GatePriorEntry, pointer: string): GatePrior => {
  const check = (found: number, at: string): void => {
    if (!(found > 0 && found <= MOST_RECORDS)) findings.push(refusal("reward-gate-prior", at, { found, limit: MOST_RECORDS }));
  };
  if ("team" in entry) {
    check(entry.team, `${pointer}/team`);
    return { type: "team", worth: entry.team };
  }
  check(entry.good, `${pointer}/good`);
  check(entry.bad, `${pointer}/bad`);
  return { type: "said", good: entry.good, bad: entry.bad };
};

const readGate = (
  findings: Findings,
  entry: RewardEntry["gate"],
  basis: RewardBasis,
  known: Known,
  pointer: string,
): QualityGate | null => {
  if (entry === NONE) return null;
  if (basis.type === "credits") findings.push(refusal("reward-gate-basis", pointer));
  for (const field of ["good", "of"] as const) {
    const metric = findMetric(findings, entry[field], known, `${pointer}/${field}`);
    const measure = metric?.versions[0].measure;
    if (measure !== undefined && measure.type !== "count")
      findings.push(refusal("reward-gate-count", `${pointer}/${field}`, { found: entry[field], unit: unitWords(unitOf(measure)) }));
  }
  const share = (found: number | string, at: string, example: string): Factor => {
    const read = readShare(found, at);
    if (read.ok && read.value > 0n && read.value < WHOLE_FACTOR) return read.value;
    findings.push(refusal("reward-gate-share", at, { found: shown(String(found)), example }));
    return WHOLE_FACTOR;
  };
  return {
    good: entry.good,
    of: entry.of,
    least: share(entry.least, `${pointer}/least`, "35%"),
    probability: share(entry.probability, `${pointer}/probability`, factorText(2_000n)),
    prior: readPrior(findings, entry.prior, `${pointer}/prior`),
  };
};

const readVersion = (findings: Findings, { entry, pointer }: Placed<RewardEntry>, known: RewardKnown): NamedVersion<RewardVersion> => {
  const cadence = readCadence(findings, entry.cadence, known.company.calendar, `${pointer}/cadence`);
  const startsOn = readDay(findings, entry.startsOn, `${pointer}/startsOn`);
  const basis = readBasis(findings, entry.basis, known, `${pointer}/basis`);
  const currency = take(findings, parseCurrency(entry.currency, `${pointer}/currency`), known.company.currency);
  const tiers = readTiers(findings, entry.tiers, { basis, currency }, `${pointer}/tiers`);
  if (entry.interpolate && isSound(findings, `${pointer}/tiers`)) refuseInterpolation(findings, { tiers, split: entry.split }, pointer);
  refuseAccumulation(findings, basis.basis, entry.accumulate, `${pointer}/accumulate`);
  const { budget } = entry;
  return {
    pointer,
    hasStart: startsOn !== null,
    value: {
      version: 0,
      startsOn: startsOn ?? -Infinity,
      name: readName(findings, entry.name, entry.id, `${pointer}/name`),
      cadence: cadence ?? "month",
      audience: readAudience(findings, entry.for === "everyone" ? null : entry.for, known, `${pointer}/for`),
      basis: basis.basis,
      unit: basis.unit,
      threshold: readThreshold(findings, entry.threshold, basis, `${pointer}/threshold`),
      tiers,
      split: entry.split,
      accumulate: entry.accumulate,
      interpolate: entry.interpolate,
      cap: readCap(findings, entry.cap, currency, `${pointer}/cap`),
      currency,
      rounding: entry.rounding,
      participants: entry.participants,
      budget:
        budget === NONE ? null : { mostMinor: readPaid(findings, budget.most, currency, `${pointer}/budget/most`), over: budget.over },
      gate: readGate(findings, entry.gate, basis.basis, known, `${pointer}/gate`),
    },
  };
};

/** What a period pays is settled before it begins: no version starts inside one. */
const refuseInsidePeriods = (findings: Findings, versions: readonly NamedVersion<RewardVersion>[], { calendar }: Company): void => {
  for (const { value, pointer } of versions) {
    const { startsOn, cadence } = value;
    if (!Number.isFinite(startsOn) || !isSound(findings, `${pointer}/cadence`)) continue;
    const period = periodContaining(cadence, startsOn, calendar);
    if (period.startsOn === startsOn) continue;
    findings.push(
      refusal("reward-start", `${pointer}/startsOn`, {
        found: isoDay(startsOn),
        cadence,
        from: isoDay(period.startsOn),
        through: isoDay(period.endsBefore - 1),
        next: isoDay(period.endsBefore),
      }),
    );
  }
};

type Running = { readonly id: string; readonly version: RewardVersion; readonly plan: Plan | undefined };

/** A reward that runs on keeps the plan and the metrics that it pays on. */
const refuseEnded = (findings: Findings, { id, version, plan }: Running, known: RewardKnown, today: Day, pointer: string): void => {
  const { basis, gate } = version;
  const user = { en: `the reward plan "${id}"`, ko: `인센티브 기준 "${id}"` };
  if (plan !== undefined && plan.endedOn !== null && plan.endedOn <= today)
    findings.push(refusal("reference-ended", pointer, { what: things.plan, found: plan.id, user }));
  const metrics = [...("metric" in basis ? [basis.metric] : []), ...(gate === null ? [] : [gate.good, gate.of])];
  for (const metric of new Set(metrics))
    if (known.metrics.get(metric)?.ended === true)
      findings.push(refusal("reference-ended", pointer, { what: things.metric, found: metric, user }));
};

const refuseParticipants = (findings: Findings, { version, plan }: Running, isTeams: boolean, pointer: string): void => {
  const { participants, basis } = version;
  if (isTeams && participants === "own")
    findings.push(
      refusal("reward-participants-team", pointer, {
        plan: plan?.id ?? "",
        choices: participations.filter((each) => each !== "own").join(", "),
      }),
    );
  else if (!isTeams && participants !== "own") findings.push(refusal("reward-participants-own", pointer, { found: participants }));
  else if (isTeams && participants === "credits" && basis.type === "requirement")
    findings.push(refusal("reward-participants-credits", pointer));
};

/** What it pays from now on must go by what its plan asks from now on; versions before it went by what was asked then. */
const refuseUnfit = (findings: Findings, running: Running, pointer: string): void => {
  const { version, plan } = running;
  const { basis, cadence } = version;
  const asked = plan?.versions.at(-1);
  if ("plan" in basis && (plan === undefined || asked === undefined)) return;
  if (plan !== undefined && asked !== undefined) {
    if (asked.cadence !== cadence)
      findings.push(refusal("reward-cadence", `${pointer}/cadence`, { plan: plan.id, cadence: asked.cadence, found: cadence }));
    const metrics = metricsInPeriod(asked.require);
    if ("metric" in basis && !metrics.includes(basis.metric) && isSound(findings, `${pointer}/basis`))
      findings.push(
        refusal("reward-metric", `${pointer}/basis/${basis.type}/metric`, {
          plan: plan.id,
          found: shown(basis.metric),
          hint: perhaps(basis.metric, metrics),
        }),
      );
  }
  refuseParticipants(findings, running, asked?.of === "team", `${pointer}/participants`);
};

const refuseRunning = (
  findings: Findings,
  { id, endedOn, versions }: RewardPlan,
  named: readonly NamedVersion<RewardVersion>[],
  known: RewardKnown,
  today: Day,
): void => {
  if (endedOn !== null && endedOn <= today) return;
  const version = versions.at(-1) ?? versions[0];
  // A version that holds need not be named again.
  const pointer = named.find(({ value }) => value.startsOn === version.startsOn)?.pointer ?? "/rewards";
  const { basis } = version;
  const running = { id, version, plan: "plan" in basis ? known.plans.find((each) => each.id === basis.plan) : undefined };
  if (isSound(findings, pointer)) refuseEnded(findings, running, known, today, pointer);
  if (isSound(findings, `${pointer}/cadence`)) refuseUnfit(findings, running, pointer);
};

/**
 * The reward plans of a file. Every field that decides a payout must be said. What holds already stays as it is, a new version begins with
 * a period, and what the file no longer names pays no period that begins from today on.
 */
export const readRewards = (
  findings: Findings,
  entries: readonly RewardEntry[],
  before: Settings | null,
  known: RewardKnown,
  today: Day,
): readonly RewardPlan[] => {
  const stored = before?.company.rewards ?? [];
  const storedById = new Map(stored.map((reward) => [reward.id, reward]));
  let next = nextNumber(stored);
  const named = byId(placedIn(entries, "/rewards"));
  const rewards: RewardPlan[] = [];
  for (const [id, placed] of named) {
    readId(findings, id, `${placed[0].pointer}/id`);
    const was = storedById.get(id);
    const versions = placed.map((each) => readVersion(findings, each, known));
    const [first, ...later] = supersede(findings, {
      thing: "reward",
      id,
      stored: was?.versions ?? [],
      named: versions,
      today,
      difference: (one, other) => firstDifference(rewardVersionFields({ ...one, name: {} }), rewardVersionFields({ ...other, name: {} })),
      earliest: (version) => earliestStart(version, known.company, today),
    });
    if (first === undefined) continue;
    refuseInsidePeriods(findings, versions, known.company);
    const reward: RewardPlan = {
      number: was?.number ?? next++,
      id,
      endedOn: readEnd(findings, placed, was, today, "reward-end-past"),
      versions: [first, ...later],
    };
    refuseRunning(findings, reward, versions, known, today);
    rewards.push(reward);
  }
  const gone = stored
    .filter(({ id }) => !named.has(id))
    .map((reward) => ({ ...reward, endedOn: reward.endedOn === null || reward.endedOn > today ? today : reward.endedOn }));
  return [...gone, ...rewards].toSorted((a, b) => a.number - b.number);
};
