import { dealSizesOf, triesForWorth, worthChance, worthOf, type DealSizes } from "./deal-worth.ts";
import { moneyText, type Money } from "./money.ts";
import { outcomeOf, refusal, type Outcome, type Refusal } from "./refusal.ts";
import { chained, chanceOf, expectedOf, resultsOf, triesFor, type StageRate } from "./stage-rate.ts";
import { WHOLE_DAY, type Work } from "./working-days.ts";

/** A stage on the way to the result: how many of it reach the next, the last of them the result itself. */
export type PlannerStage = {
  readonly id: string;
  readonly rate: StageRate;
  /** What one takes, with all that belongs to it; 0 where it takes no time of its own. */
  readonly secondsEach: number;
};

/** What the member can do in the span that is planned. */
export type Capacity = {
  /** The working time that the member really has in it, holidays and leave taken off, and in an ordinary week; in hundredths of a day. */
  readonly work: Work;
  readonly weekWork: Work;
  /** How much of a working day there is for these stages. */
  readonly secondsPerDay: number;
  /** How many of the first stage may lawfully be made, by prospects that are there, consent and contact caps; null where nothing bounds them. */
  readonly mostContacts: number | null;
};

/** So many results; as many as pay what is needed, each the same; or deals that are worth so much together, as large as those that were won. */
export type Wanted =
  | { readonly type: "results"; readonly results: number }
  | { readonly type: "income"; readonly needed: Money; readonly each: Money }
  | { readonly type: "worth"; readonly needed: Money; readonly deals: readonly Money[] };

export type PlannerQuestion = {
  readonly wanted: Wanted;
  /** How sure it is to be: 0.8. */
  readonly chance: number;
  /** From the activity to what comes before the result. */
  readonly stages: readonly [PlannerStage, ...PlannerStage[]];
  readonly capacity: Capacity;
};

/** A number, and in what range eight of ten such spans would need it to be; `high` is null where so little is known that nothing bounds it. */
export type Needed = { readonly count: number; readonly low: number; readonly high: number | null };

/** How many of a stage are to be expected, and what they take. */
export type StageEffort = { readonly id: string; readonly count: number; readonly seconds: number };

export type Effort = {
  /** Of the first stage. */
  readonly needed: Needed;
  readonly perWorkingDay: Needed;
  readonly perWeek: Needed;
  readonly stages: readonly StageEffort[];
  readonly seconds: number;
};

/** Why no effort of this member leads there. */
export type Limit =
  /** Of the first stage of the chain from which nothing comes. */
  | { readonly type: "no_rate"; readonly stage: string }
  /** More than anybody could say anything about. */
  | { readonly type: "no_end"; readonly most: number }
  | { readonly type: "no_working_days" }
  | { readonly type: "time"; readonly neededSeconds: number; readonly availableSeconds: number }
  | { readonly type: "contacts"; readonly needed: number; readonly most: number };

/** So many results; where a worth is wanted so much. */
export type Aimed = { readonly results: number } | { readonly worth: Money };

/** What the member can do at most, and what that leads to. */
export type Reach = {
  readonly count: number;
  /** Of all that is wanted coming of it. */
  readonly chance: number;
  readonly expectedResults: number;
  /** What comes of it with the chance that was asked for. */
  readonly within: Aimed;
};

/** The answer with what it rests on. */
export type PlannerAnswer = {
  readonly aim: Aimed;
  /** From the first stage to the result. */
  readonly rate: StageRate;
  readonly availableSeconds: number;
} & (
  | { readonly type: "reachable"; readonly effort: Effort }
  | {
      readonly type: "not_reachable";
      readonly why: readonly [Limit, ...Limit[]];
      /** What it would take, where any number does. */
      readonly effort: Effort | null;
      readonly reach: Reach;
    }
);

const MOST_RESULTS = 10_000;
/** Beyond it nobody's effort lies. */
const MOST_TRIES = 10_000_000;
/** The tenths that lie below and above the range. */
const RANGE = { low: 0.1, high: 0.9 } as const;

/** What is wanted, as the chance that it comes of so many tries, and how much comes of them with a chance. */
type Aim = {
  readonly aimed: Aimed;
  readonly triesFor: (chance: number, rate: StageRate) => number | undefined;
  readonly chanceWith: (tries: number, rate: StageRate) => number;
  readonly withinOf: (tries: number, chance: number, rate: StageRate) => Aimed;
};

const resultsAim = (results: number): Aim => ({
  aimed: { results },
  triesFor: (chance, rate) => triesFor(results, chance, rate, MOST_TRIES),
  chanceWith: (tries, rate) => chanceOf(results, tries, rate),
  withinOf: (tries, chance, rate) => ({ results: resultsOf(tries, chance, rate, results) }),
});

const worthAim = (worth: Money, sizes: DealSizes): Aim => ({
  aimed: { worth },
  triesFor: (chance, rate) => triesForWorth(Number(worth.amountMinor), chance, { rate, sizes }, MOST_TRIES),
  chanceWith: (tries, rate) => worthChance(Number(worth.amountMinor), tries, rate, sizes),
  withinOf: (tries, chance, rate) => ({
    worth: { ...worth, amountMinor: BigInt(worthOf(tries, chance, { rate, sizes }, Number(worth.amountMinor))) },
  }),
});

const refuseCurrency = (money: Money, { currency }: Money, pointer: string): readonly Refusal[] =>
  money.currency === currency ? [] : [refusal("planner-currencies", `${pointer}/currency`, { found: money.currency, needed: currency })];

const refusePay = (money: Money, pointer: string): readonly Refusal[] =>
  money.amountMinor > 0n ? [] : [refusal("planner-pay", pointer, { found: `${moneyText(money)} ${money.currency}` })];

const aimAt = (results: number, pointer: string, found: Refusal[]): Aim => {
  if (!(Number.isInteger(results) && results >= 1 && results <= MOST_RESULTS))
    found.push(refusal("planner-results", pointer, { found: results, most: MOST_RESULTS }));
  return resultsAim(results);
};

const aimOf = (wanted: Wanted, found: Refusal[]): Aim => {
  switch (wanted.type) {
    case "results":
      return aimAt(wanted.results, "/wanted/results", found);
    case "income": {
      const { needed, each } = wanted;
      const wrong = [
        ...refusePay(needed, "/wanted/needed"),
        ...refuseCurrency(each, needed, "/wanted/each"),
        ...refusePay(each, "/wanted/each"),
      ];
      found.push(...wrong);
      // So many contracts pay at least what is needed, without any rounding of money.
      return wrong.length > 0
        ? resultsAim(1)
        : aimAt(Number((needed.amountMinor + each.amountMinor - 1n) / each.amountMinor), "/wanted/needed", found);
    }
    case "worth": {
      const { needed, deals } = wanted;
      const sizes = dealSizesOf(deals.map(({ amountMinor }) => amountMinor));
      const other = deals.findIndex(({ currency }) => currency !== needed.currency);
      found.push(...refusePay(needed, "/wanted/needed"));
      if (other !== -1) found.push(...refuseCurrency(deals[other] ?? needed, needed, `/wanted/deals/${other}`));
      if (sizes === null || sizes.mean <= 0) found.push(refusal("planner-deals", "/wanted/deals"));
      return worthAim(needed, sizes ?? { mean: 0, variance: 0 });
    }
  }
};

const refuseRate = ({ id, rate }: PlannerStage, at: number): readonly Refusal[] => {
  const isRate = rate.type === "known" ? rate.rate.done >= 0 && rate.rate.done <= rate.rate.of : rate.rate.alpha > 0 && rate.rate.beta > 0;
  return isRate ? [] : [refusal("planner-rate", `/stages/${at}/rate`, { stage: id })];
};

type Chain = { readonly stages: PlannerQuestion["stages"]; readonly rate: StageRate };

/** What comes of so many of the first stage, stage by stage. */
const stagesOf = ({ stages }: Chain, count: number): readonly StageEffort[] => {
  let reaching = count;
  return stages.map(({ id, rate, secondsEach }) => {
    const stage = { id, count: reaching, seconds: reaching * secondsEach };
    reaching *= expectedOf(rate);
    return stage;
  });
};

const secondsIn = (chain: Chain, count: number): number => stagesOf(chain, count).reduce((sum, { seconds }) => sum + seconds, 0);

const perSpan = ({ count, low, high }: Needed, share: number): Needed => {
  // What a double cannot tell from a whole is one.
  const upTo = (value: number): number => Math.ceil(value * share - 1e-9);
  return { count: upTo(count), low: upTo(low), high: high === null ? null : upTo(high) };
};

/** Null where no number up to the most is enough. */
const effortOf = (chain: Chain, aim: Aim, { chance, capacity }: PlannerQuestion): Effort | null => {
  const count = aim.triesFor(chance, chain.rate);
  if (count === undefined) return null;
  const needed = { count, low: aim.triesFor(RANGE.low, chain.rate) ?? count, high: aim.triesFor(RANGE.high, chain.rate) ?? null };
  const shareOf = (work: Work): number => (capacity.work > 0 ? work / capacity.work : 1);
  return {
    needed,
    perWorkingDay: perSpan(needed, shareOf(Math.min(WHOLE_DAY, capacity.work))),
    perWeek: perSpan(needed, shareOf(Math.min(capacity.weekWork, capacity.work))),
    stages: stagesOf(chain, needed.count),
    seconds: secondsIn(chain, needed.count),
  };
};

const limitsOf = (chain: Chain, effort: Effort | null, { work, mostContacts }: Capacity, availableSeconds: number): readonly Limit[] => {
  const dead = chain.stages.find(({ rate }) => expectedOf(rate) === 0);
  if (dead !== undefined) return [{ type: "no_rate", stage: dead.id }];
  if (effort === null) return [{ type: "no_end", most: MOST_TRIES }];
  const { needed, seconds } = effort;
  return [
    ...(work <= 0 ? [{ type: "no_working_days" } as const] : []),
    ...(work > 0 && seconds > availableSeconds ? [{ type: "time", neededSeconds: seconds, availableSeconds } as const] : []),
    ...(mostContacts !== null && needed.count > mostContacts
      ? [{ type: "contacts", needed: needed.count, most: mostContacts } as const]
      : []),
  ];
};

const reachOf = (chain: Chain, aim: Aim, { chance, capacity }: PlannerQuestion, availableSeconds: number): Reach => {
  const each = secondsIn(chain, 1);
  const byTime = capacity.work <= 0 ? 0 : each === 0 ? MOST_TRIES : Math.floor(availableSeconds / each + 1e-9);
  const count = Math.min(byTime, capacity.mostContacts ?? MOST_TRIES, MOST_TRIES);
  return {
    count,
    chance: aim.chanceWith(count, chain.rate),
    expectedResults: count * expectedOf(chain.rate),
    within: aim.withinOf(count, chance, chain.rate),
  };
};

/**
 * The funnel in reverse: the least number of the first stage of which the results come with the chance that is asked for, as such, a working day and a week, with
 * the range of what it may take; held against the time that the stages take and the contacts that may be made. What no effort of this member leads to is
 * *not reachable*, with every reason, what it would take and how far what can be done leads. Refuses a chance that is none, a rate that is none, results below 1
 * or beyond any count, pay that is none or in another currency than the income, and a worth of which no deal says what one has.
 */
export const planEffort = (question: PlannerQuestion): Outcome<PlannerAnswer> => {
  const { wanted, chance, stages, capacity } = question;
  const found: Refusal[] = [];
  const aim = aimOf(wanted, found);
  if (!(chance > 0 && chance < 1)) found.push(refusal("planner-chance", "/chance", { found: chance }));
  found.push(...stages.flatMap(refuseRate));
  return outcomeOf((): PlannerAnswer => {
    const [first, ...others] = stages;
    const chain: Chain = { stages, rate: chained([first.rate, ...others.map(({ rate }) => rate)]) };
    const availableSeconds = (capacity.work * capacity.secondsPerDay) / WHOLE_DAY;
    const effort = effortOf(chain, aim, question);
    const base = { aim: aim.aimed, rate: chain.rate, availableSeconds };
    const [limit, ...more] = limitsOf(chain, effort, capacity, availableSeconds);
    if (limit !== undefined)
      return { ...base, type: "not_reachable", why: [limit, ...more], effort, reach: reachOf(chain, aim, question, availableSeconds) };
    if (effort === null) throw new Error("an effort without a limit is told");
    return { ...base, type: "reachable", effort };
  }, found);
};
