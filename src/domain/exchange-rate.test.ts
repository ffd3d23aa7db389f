import fc from "fast-check";
import { expect, test } from "vitest";
import { plainDay } from "./day.ts";
import { convertedOn, readExchangeRates, reportedIn, sumsByCurrency, type ExchangeRateEntry } from "./exchange-rate.ts";
import { moneyText, type Money } from "./money.ts";

const march = plainDay("2026-03-01");

const won: readonly ExchangeRateEntry[] = [
  { currency: "USD", from: "2026-03-01", rate: "1385.5" },
  { currency: "USD", from: "2026-01-01", rate: 1400 },
  { currency: "JPY", from: "2026-01-01", rate: "9.0512" },
  { currency: "KWD", from: "2026-01-01", rate: "4510.123" },
];

const ratesIn = (currency: string, entries: readonly ExchangeRateEntry[]) => {
  const read = readExchangeRates(entries, currency, "/rates");
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  return read.value;
};

const refusalsOf = (entries: readonly ExchangeRateEntry[]): readonly string[] => {
  const read = readExchangeRates(entries, "KRW", "/rates");
  return read.ok ? [] : read.refusals.map(({ code, pointer }) => `${pointer} ${code}`);
};

const usd = (amountMinor: bigint): Money => ({ amountMinor, currency: "USD" });

test.each<[string, Money, number, string]>([
  ["by the rate of its day", usd(1_234n), march, "17097"],
  ["by the one before on the day before", usd(1_234n), march - 1, "17276"],
  ["without minor units of its own", { amountMinor: 1_000n, currency: "JPY" }, march, "9051"],
  ["with three decimals", { amountMinor: 1_500n, currency: "KWD" }, march, "6765"],
  ["as it is in the reporting currency itself", { amountMinor: 5n, currency: "KRW" }, march - 10_000, "5"],
  ["taken back as it was given", usd(-1_234n), march, "-17097"],
])("money is converted %s", (_, money, day, expected) => {
  const converted = convertedOn(money, day, ratesIn("KRW", won));
  expect(converted.ok && moneyText(converted.value.to)).toBe(expected);
});

test("half a minor unit goes away from zero", () => {
  const rates = ratesIn("USD", [{ currency: "EUR", from: "2026-01-01", rate: "1.5" }]);
  const cents = (amountMinor: bigint) => convertedOn({ amountMinor, currency: "EUR" }, march, rates);
  expect([1n, 3n, -1n].map(cents).map((each) => each.ok && each.value.to.amountMinor)).toEqual([2n, 5n, -2n]);
});

test("a conversion says by which rate and since when it holds", () => {
  const converted = convertedOn(usd(100n), march + 20, ratesIn("KRW", won));
  expect(converted.ok && converted.value).toMatchObject({ from: usd(100n), rate: { done: 2771, of: 2 }, since: march });
});

test("without a rate on its day money is refused, and left out of a sum by name", () => {
  const rates = ratesIn("KRW", won);
  const before = plainDay("2025-12-31");
  expect(convertedOn(usd(1n), before, rates)).toMatchObject({ ok: false, refusals: [{ code: "exchange-rate-missing" }] });
  expect(
    reportedIn(
      [
        { money: usd(1_234n), day: march },
        { money: usd(100n), day: before },
        { money: { amountMinor: 7n, currency: "EUR" }, day: march },
        { money: { amountMinor: 3n, currency: "KRW" }, day: march },
      ],
      rates,
    ),
  ).toMatchObject({
    sum: { amountMinor: 17_100n, currency: "KRW" },
    without: [
      { money: usd(100n), day: before },
      { money: { currency: "EUR" }, day: march },
    ],
  });
});

test("amounts of two currencies are never one sum", () => {
  expect(sumsByCurrency([usd(5n), { amountMinor: 7n, currency: "KRW" }, usd(-2n)])).toEqual([
    { amountMinor: 7n, currency: "KRW" },
    usd(3n),
  ]);
});

test("rates that are none are refused, all at once", () => {
  expect(
    refusalsOf([
      { currency: "usd", from: "2026-01-01", rate: 1 },
      { currency: "KRW", from: "2026-01-01", rate: 1 },
      { currency: "USD", from: "2026-01-01", rate: "0" },
      { currency: "USD", from: "2026-02-01", rate: "-3" },
      { currency: "USD", from: "2026-02-01", rate: "1,385" },
      { currency: "USD", from: "March", rate: "1.00000000001" },
    ]),
  ).toEqual([
    "/rates/0/currency currency-unknown",
    "/rates/1/currency exchange-rate-own",
    "/rates/2/rate exchange-rate-format",
    "/rates/3/rate exchange-rate-format",
    "/rates/4/rate exchange-rate-format",
    "/rates/4 exchange-rate-twice",
    "/rates/5/from date-format",
    "/rates/5/rate exchange-rate-format",
  ]);
});

test("a converted amount is never more than half a minor unit from the exact one, and its opposite is the opposite", () =>
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
      fc.integer({ min: 1, max: 10 ** 9 }),
      fc.constantFrom("USD", "KRW", "KWD"),
      fc.constantFrom("EUR", "JPY", "BHD"),
      (amountMinor, tenThousandths, from, to) => {
        const text = `${Math.floor(tenThousandths / 10_000)}.${String(tenThousandths % 10_000).padStart(4, "0")}`;
        const rates = ratesIn(to, [{ currency: from, from: "2026-01-01", rate: text }]);
        const minor = (amount: bigint): bigint => {
          const converted = convertedOn({ amountMinor: amount, currency: from }, march, rates);
          if (!converted.ok) throw new Error("a rate holds");
          return converted.value.to.amountMinor;
        };
        const decimals: Readonly<Record<string, bigint>> = { USD: 100n, KRW: 1n, KWD: 1_000n, EUR: 100n, JPY: 1n, BHD: 1_000n };
        const [exact, scale] = [amountMinor * BigInt(tenThousandths) * decimals[to]!, 10_000n * decimals[from]!];
        const off = 2n * (minor(amountMinor) * scale - exact);
        expect(off <= scale && off >= -scale).toBe(true);
        expect(minor(-amountMinor)).toBe(-minor(amountMinor));
      },
    ),
  ));
