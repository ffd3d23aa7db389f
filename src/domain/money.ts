import { currencyDecimals, parseCurrency } from "./currency.ts";
import { checkRange, groupedDecimal, plainDecimal, readInteger, type Decimal, type DecimalSign } from "./number.ts";
import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { shown } from "./shown.ts";
import { isMissing, jsonType, refuseType } from "./value-type.ts";

/** In minor units of the currency (cents, won, fils): exact, and equal only in the same currency. `currency` is an ISO 4217 code. */
export type Money = { readonly amountMinor: bigint; readonly currency: string };

/** Sums of a million such amounts still fit the database's int8. */
const mostMinor = 1_000_000_000_000n;
const range = { min: -mostMinor, max: mostMinor };

const example = "12.34";

/** `12.34` for 1,234 US cents; the point, no grouping, all decimals of the currency. */
export const moneyText = ({ amountMinor, currency }: Money): string => {
  const decimals = currencyDecimals(currency) ?? 0;
  const size = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(decimals + 1, "0");
  const sign = amountMinor < 0n ? "-" : "";
  return decimals === 0 ? `${sign}${size}` : `${sign}${size.slice(0, -decimals)}.${size.slice(-decimals)}`;
};

const decimalsInWords = (decimals: number): { en: string; ko: string } =>
  decimals === 0 ? { en: "has no decimals", ko: "소수를 쓰지 않습니다" } : { en: `has ${decimals}`, ko: `소수 ${decimals}자리까지입니다` };

const moneyOf = (text: string, number: Decimal | undefined, currency: string, pointer: string): Outcome<Money> => {
  if (number === undefined) return refused(refusal("money-format", pointer, { found: shown(text), example }));
  const decimals = currencyDecimals(currency) ?? 0;
  if (number.decimals.length > decimals) {
    return refused(refusal("money-scale", pointer, { found: shown(text), currency, decimals: decimalsInWords(decimals) }));
  }
  const size = BigInt(number.whole + number.decimals.padEnd(decimals, "0"));
  const minor = checkRange(number.isNegative ? -size : size, range, pointer);
  return minor.ok ? accepted({ amountMinor: minor.value, currency }) : minor;
};

/** An amount beside its currency, as an activity carries them. The pointers say where each stands. */
export type AmountAndCurrency = {
  readonly amount: unknown;
  /** Missing: `fallback`, the company's currency where the field has none of its own. */
  readonly currency?: unknown;
  readonly fallback?: string;
  readonly pointers: { readonly amount: string; readonly currency: string };
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const readMinor = (amount: Readonly<Record<string, unknown>>, beside: unknown, pointers: AmountAndCurrency["pointers"]): Outcome<Money> => {
  const other = Object.keys(amount).find((key) => key !== "amountMinor" && key !== "currency");
  if (other !== undefined) return refused(refusal("money-format", `${pointers.amount}/${other}`, { found: shown(other), example }));
  const currency = parseCurrency(amount["currency"], `${pointers.amount}/currency`);
  if (!currency.ok) return currency;
  if (!isMissing(beside) && beside !== currency.value) {
    return refused(
      refusal("currency-conflict", pointers.currency, {
        found: currency.value,
        other: typeof beside === "string" ? shown(beside) : jsonType(beside),
      }),
    );
  }
  const minor = readInteger(amount["amountMinor"], `${pointers.amount}/amountMinor`, range);
  return minor.ok ? accepted({ amountMinor: minor.value, currency: currency.value }) : minor;
};

/** Money in JSON: text such as `"12.34"` with a currency beside it, or `{ amountMinor, currency }`. Never a JSON number, which is no decimal. */
export const readMoney = ({ amount, currency, fallback, pointers }: AmountAndCurrency): Outcome<Money> => {
  if (isObject(amount)) return readMinor(amount, currency, pointers);
  if (isMissing(amount)) return refused(refusal("required", pointers.amount));
  if (typeof amount !== "string") return refused(refuseType(amount, "string", `"${example}"`, pointers.amount));
  const code = parseCurrency(currency ?? fallback, pointers.currency);
  return code.ok ? moneyOf(amount, plainDecimal(amount), code.value, pointers.amount) : code;
};

/**
 * Money from two cells of a file. Thousands may be grouped: `250,000` is read so because the currency has no three decimals; where it
 * has (KWD) one separator followed by three digits could mean either and is refused.
 */
export const parseMoney = (
  cells: { readonly amount: string; readonly currency: string },
  pointers: AmountAndCurrency["pointers"],
  options: { readonly fallback?: string; readonly decimalSign?: DecimalSign } = {},
): Outcome<Money> => {
  const amount = cells.amount.trim();
  const currency = cells.currency.trim();
  if (amount === "") return refused(refusal("required", pointers.amount));
  const code = parseCurrency(currency === "" ? options.fallback : currency, pointers.currency);
  if (!code.ok) return code;
  const isEither = (currencyDecimals(code.value) ?? 0) >= 3 && options.decimalSign === undefined && /^-?\d{1,3},\d{3}$/.test(amount);
  return moneyOf(amount, isEither ? undefined : groupedDecimal(amount, options.decimalSign), code.value, pointers.amount);
};
