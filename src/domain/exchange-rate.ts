import { currencyDecimals, parseCurrency } from "./currency.ts";
import { isoDay, parseDay, type Day } from "./day.ts";
import { take } from "./field-reading.ts";
import { fraction, one, type Fraction } from "./fraction.ts";
import { heldOn, type Dated } from "./member.ts";
import type { Money } from "./money.ts";
import { plainDecimal } from "./number.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { isSame } from "./same.ts";
import { shown } from "./shown.ts";
import { within } from "./within.ts";

/** How much of the reporting currency one unit of another is worth, each from a day on. A company sets them; nothing fetches them. */
export type ExchangeRates = {
  /** In which the company reports. */
  readonly currency: string;
  readonly rates: ReadonlyMap<string, Dated<Fraction>>;
};

/** The rates of one currency. */
export type CurrencyRates = { readonly currency: string; readonly held: Dated<Fraction> };

/** Money as it was, what it is in the reporting currency, and by which rate. */
export type Converted = { readonly from: Money; readonly to: Money; readonly rate: Fraction; readonly since: Day };

/** As a company file has it: `{ currency: USD, from: 2026-03-01, rate: "1385.5" }`. */
export type ExchangeRateEntry = { readonly currency: unknown; readonly from: unknown; readonly rate: number | string };

const mostWhole = 12;
const mostDecimals = 10;

const unitsOf = (currency: string): bigint => 10n ** BigInt(currencyDecimals(currency) ?? 0);

/** `1385.5` as an exact number; refuses what is no number above zero, and digits that no rate has. */
const readRate = (value: number | string, pointer: string): Outcome<Fraction> => {
  const text = String(value).trim();
  const read = plainDecimal(text);
  const isRate = read !== undefined && !read.isNegative && read.whole.length <= mostWhole && read.decimals.length <= mostDecimals;
  const size = isRate ? BigInt(read.whole + read.decimals) : 0n;
  return !isRate || size === 0n
    ? refused(refusal("exchange-rate-format", pointer, { found: shown(text), decimals: mostDecimals }))
    : accepted(fraction(size, 10n ** BigInt(read.decimals.length)));
};

/** The rates of a company, in any order. Refuses one of the reporting currency itself, and two of a currency on the same day. */
export const readExchangeRates = (entries: readonly ExchangeRateEntry[], currency: string, pointer: string): Outcome<ExchangeRates> => {
  const found: Refusal[] = [];
  const byCurrency = new Map<string, Map<Day, Fraction>>();
  for (const [index, entry] of entries.entries()) {
    const at = `${pointer}/${index}`;
    const code = take(parseCurrency(entry.currency, `${at}/currency`), "", found);
    const from = take(parseDay(entry.from, `${at}/from`), 0, found);
    const rate = take(readRate(entry.rate, `${at}/rate`), one, found);
    if (code === currency) found.push(refusal("exchange-rate-own", `${at}/currency`, { found: code }));
    const known = within(byCurrency, code, () => new Map<Day, Fraction>());
    if (known.has(from)) found.push(refusal("exchange-rate-twice", at, { found: code, from: isoDay(from) }));
    known.set(from, rate);
  }
  return outcomeOf(
    () => ({
      currency,
      rates: new Map(
        [...byCurrency].map(([code, rates]) => [
          code,
          [...rates].map(([from, value]) => ({ value, from })).toSorted((a, b) => a.from - b.from),
        ]),
      ),
    }),
    found,
  );
};

/** The rates as a company keeps them, in the order of their codes. */
export const keptRates = ({ rates }: ExchangeRates): readonly CurrencyRates[] =>
  [...rates].map(([currency, held]) => ({ currency, held })).toSorted((a, b) => (a.currency < b.currency ? -1 : 1));

/** The rates of a company by their currencies. */
export const ratesOf = ({
  currency,
  exchangeRates,
}: {
  readonly currency: string;
  readonly exchangeRates: readonly CurrencyRates[];
}): ExchangeRates => ({
  currency,
  rates: new Map(exchangeRates.map(({ currency: code, held }) => [code, held])),
});

/** `1385.5`: what was written, without zeros that say nothing. */
export const exchangeRateText = ({ done, of }: Fraction): string => {
  // What was read has ten decimals at most, so that its denominator divides this.
  const scaled = (BigInt(done) * 10n ** BigInt(mostDecimals)) / BigInt(of);
  const text = scaled.toString().padStart(mostDecimals + 1, "0");
  return `${text.slice(0, -mostDecimals)}.${text.slice(-mostDecimals)}`.replace(/\.?0+$/, "");
};

/** How many minor units of the reporting currency a minor unit of another is worth, as a fraction of whole numbers. */
export const minorRate = (rate: Fraction, from: string, to: string): { readonly times: bigint; readonly over: bigint } => ({
  times: BigInt(rate.done) * unitsOf(to),
  over: BigInt(rate.of) * unitsOf(from),
});

/** The first day on which later rates make another amount of some money; null when none does. */
export const ratesChangedFrom = (earlier: readonly CurrencyRates[], later: readonly CurrencyRates[]): Day | null => {
  const heldIn = (all: readonly CurrencyRates[], code: string): Dated<Fraction> =>
    all.find(({ currency }) => currency === code)?.held ?? [];
  const days = [...earlier, ...later].flatMap(({ currency }) => {
    const [was, is] = [heldIn(earlier, currency), heldIn(later, currency)];
    return [...was, ...is].map(({ from }) => from).filter((day) => !isSame(heldOn(was, day), heldOn(is, day)));
  });
  return days.length === 0 ? null : Math.min(...days);
};

/** The nearest whole number, of two the one further from zero: what is taken back is the opposite of what was given. */
const nearest = (done: bigint, of: bigint): bigint => {
  const size = done < 0n ? -done : done;
  const whole = (2n * size + of) / (2n * of);
  return done < 0n ? -whole : whole;
};

/**
 * Money in the reporting currency at the rate of a day, rounded once, to its minor unit. Refuses a day on which no rate of the currency holds: it is never taken
 * for another one.
 */
export const convertedOn = (money: Money, day: Day, { currency, rates }: ExchangeRates): Outcome<Converted> => {
  if (money.currency === currency) return accepted({ from: money, to: money, rate: one, since: -Infinity });
  const held = rates.get(money.currency)?.findLast(({ from }) => from <= day);
  if (held === undefined) return refused(refusal("exchange-rate-missing", "", { found: money.currency, currency, on: isoDay(day) }));
  const { times, over } = minorRate(held.value, money.currency, currency);
  const amountMinor = nearest(money.amountMinor * times, over);
  return accepted({ from: money, to: { amountMinor, currency }, rate: held.value, since: held.from });
};

/** Amounts by currency, which are never added together: one sum for each, in the order of their codes. */
export const sumsByCurrency = (amounts: readonly Money[]): readonly Money[] => {
  const sums = new Map<string, bigint>();
  for (const { amountMinor, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  return [...sums].map(([currency, amountMinor]) => ({ amountMinor, currency })).toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
};

/** Dated amounts in the reporting currency, each at the rate of its day and rounded by itself, so that the lines add up to the sum. */
export type Reported = {
  readonly sum: Money;
  readonly lines: readonly Converted[];
  /** What could not be taken in, for want of a rate on its day. */
  readonly without: readonly { readonly money: Money; readonly day: Day }[];
};

export const reportedIn = (amounts: readonly { readonly money: Money; readonly day: Day }[], rates: ExchangeRates): Reported => {
  const lines: Converted[] = [];
  const without: { readonly money: Money; readonly day: Day }[] = [];
  for (const amount of amounts) {
    const converted = convertedOn(amount.money, amount.day, rates);
    if (converted.ok) lines.push(converted.value);
    else without.push(amount);
  }
  return { sum: { amountMinor: lines.reduce((sum, { to }) => sum + to.amountMinor, 0n), currency: rates.currency }, lines, without };
};
