import { parseCadence } from "./cadence.ts";
import { parseDay, type Day } from "./day.ts";
import { isFields, pointerPart, refuseUnknown, take, type Fields } from "./field-reading.ts";
import { fraction, whole, type Fraction } from "./fraction.ts";
import { readChoice } from "./choice.ts";
import { readMoney, type Money } from "./money.ts";
import { plainDecimal, readInteger } from "./number.ts";
import type { Cadence } from "./period.ts";
import type { Wanted } from "./planner.ts";
import type { Tries } from "./rate.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** A rate that somebody typed: known, or counted once and believed from then on. */
export type TypedRate = { readonly type: "known"; readonly rate: Fraction } | { readonly type: "counted"; readonly counted: Tries };

export type TypedStage = { readonly name: string | null; readonly rate: TypedRate; readonly secondsEach: number };

/** The company's funnel: its own counts, or what is assumed of it. */
export const funnelRateSources = ["funnel", "assumed"] as const;
export type FunnelRateSource = (typeof funnelRateSources)[number];

export type EffortRates =
  | { readonly type: "typed"; readonly stages: readonly [TypedStage, ...TypedStage[]] }
  | {
      readonly type: FunnelRateSource;
      /** Stages of the company's funnel; null: the first, and the last. */
      readonly first: string | null;
      readonly last: string | null;
      /** On which days was tried what is counted; null: in the last twelve months. */
      readonly from: Day | null;
      readonly before: Day | null;
      /** By stage; what is left out takes no time of its own. */
      readonly secondsEach: ReadonlyMap<string, number>;
    };

/** Where no deal is said, those that the company won are taken. */
export type EffortWanted =
  | Exclude<Wanted, { type: "worth" }>
  | { readonly type: "worth"; readonly needed: Money; readonly deals: readonly Money[] | null };

export type EffortOrder = {
  /** Null: somebody who works the company's ordinary week. */
  readonly member: string | null;
  readonly cadence: Cadence;
  /** A day of the period that is planned; null: the next one. */
  readonly on: Day | null;
  readonly wanted: EffortWanted;
  readonly chance: number;
  readonly rates: EffortRates;
  readonly secondsPerDay: number;
  readonly mostContacts: number | null;
};

const HOUR = 3_600;
/** How much of a working day there is for selling, where nobody says otherwise. */
export const USUAL_HOURS = 6;
export const USUAL_CHANCE = 0.8;
const MOST_STAGES = 12;
const MOST_COUNT = 100_000_000n;
const MOST_DEALS = 10_000;
const MINUTES = { most: 10_080, found: "0–10,080" };
const HOURS = { most: 24 };

const fieldNames: ReadonlySet<string> = new Set([
  "member",
  "cadence",
  "on",
  "wanted",
  "chance",
  "stages",
  "rates",
  "first",
  "last",
  "from",
  "before",
  "minutes",
  "hoursPerDay",
  "contacts",
]);
const example = '{"cadence": "month", "wanted": {"results": 30}, "stages": [{"rate": "7.5%"}]}';

const decimalFraction = (text: string): Fraction | undefined => {
  const number = plainDecimal(text);
  return number === undefined || number.isNegative
    ? undefined
    : fraction(whole(BigInt(number.whole + number.decimals)), whole(10n ** BigInt(number.decimals.length)));
};

const rateFraction = (text: string): Fraction | undefined => {
  const [, done, of] = /^(\d{1,9})\s*\/\s*(\d{1,9})$/.exec(text) ?? [];
  if (done !== undefined && of !== undefined) return Number(of) > 0 ? fraction(Number(done), Number(of)) : undefined;
  const isPercent = text.endsWith("%");
  const number = decimalFraction(isPercent ? text.slice(0, -1).trimEnd() : text);
  return number === undefined || !isPercent ? number : fraction(number.done, whole(BigInt(number.of) * 100n));
};

/** `7.5%`, `0.075` or `1/379`, exactly; no more than the whole. */
export const readRateText = (value: unknown, pointer: string): Outcome<Fraction> => {
  if (typeof value !== "string" && typeof value !== "number") return refused(refuseType(value, "string", '"7.5%"', pointer));
  const rate = rateFraction(String(value).trim());
  return rate === undefined || rate.done > rate.of
    ? refused(refusal("planner-rate-format", pointer, { found: shown(String(value)) }))
    : accepted(rate);
};

const readCounted = (value: unknown, pointer: string, found: Refusal[]): Tries => {
  if (!isFields(value)) {
    found.push(refuseType(value, "object", '{"reached": 30, "of": 400}', pointer));
    return { reached: 0, of: 1 };
  }
  refuseUnknown(value, new Set(["reached", "of"]), found, pointer);
  const count = (field: "reached" | "of"): number =>
    Number(take(readInteger(value[field], `${pointer}/${field}`, { max: MOST_COUNT }), 1n, found));
  const counted = { reached: count("reached"), of: count("of") };
  if (counted.reached > counted.of) found.push(refusal("planner-counted", pointer, { reached: counted.reached, of: counted.of }));
  return counted;
};

const readSeconds = (value: unknown, pointer: string, found: Refusal[]): number => {
  if (isMissing(value)) return 0;
  if (typeof value === "number" && value >= 0 && value <= MINUTES.most) return Math.round(value * 60);
  found.push(
    typeof value === "number"
      ? refusal("planner-minutes", pointer, { found: value, choices: MINUTES.found })
      : refuseType(value, "number", "20", pointer),
  );
  return 0;
};

const readStage = (value: unknown, pointer: string, found: Refusal[]): TypedStage => {
  const nothing: TypedStage = { name: null, rate: { type: "known", rate: { done: 1, of: 1 } }, secondsEach: 0 };
  if (!isFields(value)) {
    found.push(refuseType(value, "object", '{"rate": "7.5%"}', pointer));
    return nothing;
  }
  refuseUnknown(value, new Set(["name", "rate", "counted", "minutes"]), found, pointer);
  const { name, rate, counted, minutes } = value;
  if (isMissing(rate) === isMissing(counted)) {
    found.push(refusal("planner-rate-or-counted", pointer));
    return nothing;
  }
  return {
    name: isMissing(name) ? null : take(readText(name, `${pointer}/name`, { max: 100 }), "", found),
    rate: isMissing(counted)
      ? { type: "known", rate: take(readRateText(rate, `${pointer}/rate`), { done: 1, of: 1 }, found) }
      : { type: "counted", counted: readCounted(counted, `${pointer}/counted`, found) },
    secondsEach: readSeconds(minutes, `${pointer}/minutes`, found),
  };
};

const readStages = (value: unknown, found: Refusal[]): EffortRates => {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  if (!Array.isArray(value)) found.push(refuseType(value, "array", '[{"rate": "7.5%"}]', "/stages"));
  else if (entries.length === 0 || entries.length > MOST_STAGES)
    found.push(refusal("planner-stages", "/stages", { found: entries.length, most: MOST_STAGES }));
  const [first, ...more] = entries.slice(0, MOST_STAGES).map((entry, at) => readStage(entry, `/stages/${at}`, found));
  return { type: "typed", stages: [first ?? { name: null, rate: { type: "known", rate: { done: 1, of: 1 } }, secondsEach: 0 }, ...more] };
};

const readMinutes = (value: unknown, found: Refusal[]): ReadonlyMap<string, number> => {
  if (isMissing(value)) return new Map();
  if (!isFields(value)) {
    found.push(refuseType(value, "object", '{"contact": 20}', "/minutes"));
    return new Map();
  }
  return new Map(Object.entries(value).map(([stage, minutes]) => [stage, readSeconds(minutes, `/minutes/${pointerPart(stage)}`, found)]));
};

const readRates = (fields: Fields, found: Refusal[]): EffortRates => {
  const { stages, rates, first, last, from, before, minutes } = fields;
  if (isMissing(stages) === isMissing(rates)) found.push(refusal("planner-rates", isMissing(stages) ? "/rates" : "/stages"));
  if (!isMissing(stages)) {
    for (const field of ["first", "last", "from", "before", "minutes"])
      if (!isMissing(fields[field])) found.push(refusal("planner-typed", `/${field}`, { found: field }));
    return readStages(stages, found);
  }
  const stage = (value: unknown, pointer: string): string | null =>
    isMissing(value) ? null : take(readText(value, pointer, { max: 100 }), "", found);
  return {
    type: isMissing(rates) ? "assumed" : take<FunnelRateSource>(readChoice(rates, funnelRateSources, "/rates"), "assumed", found),
    first: stage(first, "/first"),
    last: stage(last, "/last"),
    from: isMissing(from) ? null : take<Day | null>(parseDay(from, "/from"), null, found),
    before: isMissing(before) ? null : take<Day | null>(parseDay(before, "/before"), null, found),
    secondsEach: readMinutes(minutes, found),
  };
};

const readWanted = (value: unknown, currency: string, found: Refusal[]): EffortWanted => {
  const otherwise: EffortWanted = { type: "results", results: 1 };
  if (!isFields(value)) {
    found.push(isMissing(value) ? refusal("required", "/wanted") : refuseType(value, "object", '{"results": 30}', "/wanted"));
    return otherwise;
  }
  refuseUnknown(value, new Set(["results", "income", "each", "worth", "deals", "currency"]), found, "/wanted");
  const named = (["results", "income", "worth"] as const).filter((field) => !isMissing(value[field]));
  const [only] = named;
  if (only === undefined || named.length > 1) {
    found.push(refusal("planner-wanted", "/wanted"));
    return otherwise;
  }
  const money = (amount: unknown, field: string): Money =>
    take(
      readMoney({
        // A form has a number; money is text, so that no decimal of it is lost.
        amount,
        currency: value["currency"],
        fallback: currency,
        pointers: { amount: `/wanted/${field}`, currency: "/wanted/currency" },
      }),
      { amountMinor: 1n, currency },
      found,
    );
  if (only === "results")
    return { type: "results", results: Number(take(readInteger(value["results"], "/wanted/results", { max: MOST_COUNT }), 1n, found)) };
  if (only === "income") return { type: "income", needed: money(value["income"], "income"), each: money(value["each"], "each") };
  const { deals } = value;
  if (!isMissing(deals) && !(Array.isArray(deals) && deals.length <= MOST_DEALS))
    found.push(refuseType(deals, "array", '["1200.00"]', "/wanted/deals"));
  return {
    type: "worth",
    needed: money(value["worth"], "worth"),
    deals: Array.isArray(deals) ? deals.slice(0, MOST_DEALS).map((deal: unknown, at) => money(deal, `deals/${at}`)) : null,
  };
};

const readChance = (value: unknown, found: Refusal[]): number => {
  if (isMissing(value)) return USUAL_CHANCE;
  if (typeof value === "number") return value;
  found.push(refuseType(value, "number", "0.8", "/chance"));
  return USUAL_CHANCE;
};

const readHours = (value: unknown, found: Refusal[]): number => {
  if (isMissing(value)) return USUAL_HOURS * HOUR;
  if (typeof value === "number" && value > 0 && value <= HOURS.most) return Math.round(value * HOUR);
  found.push(
    typeof value === "number"
      ? refusal("planner-hours", "/hoursPerDay", { found: value })
      : refuseType(value, "number", "6", "/hoursPerDay"),
  );
  return USUAL_HOURS * HOUR;
};

/**
 * A question to the planner, from a JSON object; money that names no currency is in the company's. Refuses with everything that is wrong at once: what is wanted
 * is said once, and the rates are typed or those of the funnel. Whether there are such a member and such stages the company says.
 */
export const readEffortOrder = (fields: unknown, { currency }: { readonly currency: string }): Outcome<EffortOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const { member, cadence, on, contacts } = fields;
  const order: EffortOrder = {
    member: isMissing(member) ? null : take(readText(member, "/member", { max: 100 }), "", found),
    cadence:
      typeof cadence === "string"
        ? take<Cadence>(parseCadence(cadence, "/cadence"), "month", found)
        : isMissing(cadence)
          ? "month"
          : (found.push(refuseType(cadence, "string", '"month"', "/cadence")), "month"),
    on: isMissing(on) ? null : take<Day | null>(parseDay(on, "/on"), null, found),
    wanted: readWanted(fields["wanted"], currency, found),
    chance: readChance(fields["chance"], found),
    rates: readRates(fields, found),
    secondsPerDay: readHours(fields["hoursPerDay"], found),
    mostContacts: isMissing(contacts) ? null : Number(take(readInteger(contacts, "/contacts", { max: MOST_COUNT }), 0n, found)),
  };
  return outcomeOf(() => order, found);
};
