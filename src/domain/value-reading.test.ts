import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyCodes, currencyDecimals } from "./currency.ts";
import { parseDayCell } from "./day-cell.ts";
import { isoDay } from "./day.ts";
import { readExternalId, readSource } from "./key.ts";
import { moneyText, parseMoney, readMoney, type Money } from "./money.ts";
import { parseInteger, readInteger } from "./number.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";

const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const refusedAs = (code: string, pointer = "") => ({ ok: false, refusals: [{ code, pointer }] });
const read = <T>(value: T) => ({ ok: true, value });

describe("a key", () => {
  test("is kept as it was sent, or refused: only its Unicode form may change", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const key = readExternalId(text, "");
        if (key.ok)
          expect([key.value, [...key.value].length <= 255, new TextEncoder().encode(key.value).length <= 1024]).toEqual([
            text.normalize("NFC"),
            true,
            true,
          ]);
      }),
      { numRuns: 2000 },
    );
  });

  test("is read again as itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyUnit, minLength: 1, maxLength: 40 }), (text) => {
        const key = readExternalId(text, "");
        if (key.ok) expect(readExternalId(key.value, "")).toEqual(key);
      }),
    );
  });

  test.each([
    ["key-too-long", "각".repeat(255) + "각"],
    ["text-surrogate", "a\ud83d"],
    ["key-invisible", "a\ufeff"],
    ["key-invisible", "a\u3164"],
    ["key-control", "a\u0085"],
    ["key-control", "a\u2028b"],
    ["key-placeholder", "#N/A"],
    ["key-space", "a "],
  ])("%s", (code, text) => {
    expect(readSource(text, "/source")).toMatchObject(refusedAs(code, "/source"));
  });

  test("of 255 Korean letters is taken, composed or not", () => {
    const long = "각".repeat(255);
    expect(readExternalId(long, "")).toEqual(read(long));
    expect(readExternalId(long.normalize("NFD"), "")).toEqual(read(long));
  });

  test("of 255 letters in any script stays within 1,024 bytes once composed", () => {
    expect(readExternalId("𝄞".repeat(255), "").ok).toBe(true);
    expect(readExternalId("𝄞".repeat(256), "")).toMatchObject(refusedAs("key-too-long"));
  });
});

describe("a text", () => {
  const rules = { max: 10 };

  test("is taken without the spaces around it, in NFC", () => {
    expect(readText("  e\u0301a ", "", rules)).toEqual(read("\u00e9a"));
  });

  test("is counted in characters, not in units or bytes", () => {
    expect(readText("😀".repeat(10), "", rules).ok).toBe(true);
    expect(readText("😀".repeat(11), "", rules)).toMatchObject(refusedAs("text-too-long"));
  });

  test("may be empty or have lines only where that is said", () => {
    expect(readText("  ", "", rules)).toMatchObject(refusedAs("text-empty"));
    expect(readText("  ", "", { ...rules, mayBeEmpty: true })).toEqual(read(""));
    expect(readText("a\r\n\tb", "", rules)).toMatchObject(refusedAs("text-control"));
    expect(readText("a\r\n\tb", "", { ...rules, hasLines: true })).toEqual(read("a\r\n\tb"));
    expect(readText("a\u001bb", "", { ...rules, hasLines: true })).toMatchObject(refusedAs("text-control"));
  });

  test.each([
    ["required", null],
    ["type", 5],
    ["text-surrogate", "a\udc00"],
    ["text-nul", "\0"],
  ])("%s", (code, value) => {
    expect(readText(value, "/name", rules)).toMatchObject(refusedAs(code, "/name"));
  });

  test("is quoted in a sentence so that nothing acts on a terminal or page, cut at sixty characters", () => {
    expect(shown("a\u001b[31m\u202eb\0")).toBe("a<U+001B>[31m<U+202E>b<U+0000>");
    expect(shown("😀".repeat(100))).toBe(`${"😀".repeat(60)}…`);
  });
});

describe("a whole number", () => {
  test("in JSON is what was sent, or refused", () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.integer()), (value) => {
        const number = readInteger(value, "", { min: -(10n ** 30n), max: 10n ** 30n });
        expect(number.ok).toBe(Number.isSafeInteger(value));
        if (number.ok) expect(number.value).toBe(BigInt(value));
      }),
    );
  });

  test("beyond 2^53 is taken as text, and only there", () => {
    const range = { max: 10n ** 18n };
    expect(readInteger("9007199254740993", "", range)).toEqual(read(9007199254740993n));
    expect(readInteger("9007199254740991", "", range)).toMatchObject(refusedAs("type"));
    expect(readInteger("9".repeat(30), "", range)).toMatchObject(refusedAs("number-range"));
  });

  test.each([
    ["1,234", 1234n],
    ["1,234,567", undefined],
    ["-5", undefined],
    [" 42 ", 42n],
    ["5.00", 5n],
    ["007", 7n],
  ])("in a file: %s", (cell, value) => {
    const number = parseInteger(cell, "");
    expect(number.ok ? number.value : undefined).toBe(value);
  });

  test.each([
    ["number-format", "12,34"],
    ["number-format", "1,2345"],
    ["number-format", "+5"],
    ["number-format", "1 000"],
    ["number-format", "1".repeat(50)],
    ["number-integer", "1.5"],
    ["number-range", "1,000,001"],
    ["number-min", "-1"],
    ["required", " "],
  ])("%s: %s", (code, cell) => {
    expect(parseInteger(cell, "/quantity")).toMatchObject(refusedAs(code, "/quantity"));
  });

  test("with a decimal comma groups by points and spaces", () => {
    expect(parseInteger("1.234", "", { decimalSign: "," })).toEqual(read(1234n));
    expect(parseInteger("1 234,0", "", { decimalSign: "," })).toEqual(read(1234n));
    expect(parseInteger("1,5", "", { decimalSign: "," })).toMatchObject(refusedAs("number-integer"));
  });
});

describe("money", () => {
  const pointers = { amount: "/amount", currency: "/currency" };
  const anyMoney: fc.Arbitrary<Money> = fc.record({
    amountMinor: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    currency: fc.constantFrom(...currencyCodes),
  });

  test("is written as decimals so that it is read back exactly, in every currency and in both forms", () => {
    fc.assert(
      fc.property(anyMoney, (money) => {
        const { currency } = money;
        expect(readMoney({ amount: moneyText(money), currency, pointers })).toEqual(read(money));
        expect(parseMoney({ amount: moneyText(money), currency }, pointers)).toEqual(read(money));
        expect(readMoney({ amount: { amountMinor: Number(money.amountMinor), currency }, currency: undefined, pointers })).toEqual(
          read(money),
        );
      }),
    );
  });

  test("has the decimals of ISO 4217, as the platform knows them", () => {
    // Where the two differ, the platform shows what is used in cash (no aurar, no fils of the dinar); the standard's minor unit is what amounts are in.
    const iso4217 = ["USD", "EUR", "GBP", "INR", "CHF", "JPY", "KRW", "VND", "CLP", "BHD", "KWD", "JOD", "TND"];
    const decimalsHere = (code: string) =>
      new Intl.NumberFormat("en", { style: "currency", currency: code }).resolvedOptions().maximumFractionDigits;
    expect(iso4217.filter((code) => currencyDecimals(code) !== decimalsHere(code))).toEqual([]);
    expect(currencyCodes.length).toBeGreaterThan(155);
    // The digital bolívar stands in the standard and not in the platform.
    expect(currencyCodes.filter((code) => !Intl.supportedValuesOf("currency").includes(code))).toEqual(["VED"]);
  });

  test.each([
    ["250,000", "KRW", 250_000n],
    ["1,234.50", "USD", 123_450n],
    ["1,234", "USD", 123_400n],
    ["250000.00", "KRW", 250_000n],
    ["-12.3", "USD", -1230n],
    ["1,234.500", "KWD", 1_234_500n],
  ])("in a file: %s %s", (amount, currency, amountMinor) => {
    expect(parseMoney({ amount, currency }, pointers)).toEqual(read({ amountMinor, currency }));
  });

  test("takes the company's currency where a field has none of its own", () => {
    expect(readMoney({ amount: "5", fallback: "KRW", pointers })).toEqual(read({ amountMinor: 5n, currency: "KRW" }));
    expect(parseMoney({ amount: "5", currency: "" }, pointers, { fallback: "USD" })).toEqual(read({ amountMinor: 500n, currency: "USD" }));
  });

  test.each([
    ["money-format", "/amount", { amount: "1,234.50", currency: "USD" }],
    ["money-format", "/amount", { amount: "$5", currency: "USD" }],
    ["money-format", "/amount", { amount: "1e3", currency: "USD" }],
    ["money-format", "/amount/minor", { amount: { minor: 5, currency: "USD" } }],
    ["money-scale", "/amount", { amount: "1.005", currency: "USD" }],
    ["number-range", "/amount", { amount: "10000000000.01", currency: "USD" }],
    ["currency-required", "/currency", { amount: "5" }],
    ["currency-required", "/amount/currency", { amount: { amountMinor: 5 } }],
    ["currency-unknown", "/currency", { amount: "5", currency: "XAU" }],
    ["currency-conflict", "/currency", { amount: { amountMinor: 5, currency: "USD" }, currency: "EUR" }],
    ["number-integer", "/amount/amountMinor", { amount: { amountMinor: 0.5, currency: "USD" } }],
    ["required", "/amount", { amount: null, currency: "USD" }],
    ["type", "/amount", { amount: ["5"], currency: "USD" }],
    ["type", "/currency", { amount: "5", currency: 840 }],
  ])("%s at %s", (code, pointer, fields) => {
    expect(readMoney({ ...fields, pointers })).toMatchObject(refusedAs(code, pointer));
  });

  test("of a currency with three decimals is refused where one separator could be either", () => {
    expect(parseMoney({ amount: "1,234", currency: "KWD" }, pointers)).toMatchObject(refusedAs("money-format", "/amount"));
    expect(parseMoney({ amount: "1,234", currency: "KWD" }, pointers, { decimalSign: "," })).toEqual(
      read({ amountMinor: 1234n, currency: "KWD" }),
    );
  });
});

describe("a day in a cell", () => {
  test.each([
    ["2026-03-04", "2026-03-04"],
    ["2026/3/4", "2026-03-04"],
    ["2026. 3. 4.", "2026-03-04"],
    ["2026.03.04", "2026-03-04"],
  ])("%s has its year first", (cell, day) => {
    const found = parseDayCell(cell, "");
    expect(found.ok && isoDay(found.value)).toBe(day);
  });

  test.each([
    ["date-ambiguous", "03/04/2026"],
    ["date-ambiguous", "3.4.2026"],
    ["date-format", "13/04/2026"],
    ["date-format", "3/4.2026"],
    ["date-invalid", "2026/2/30"],
    ["date-required", " "],
  ])("%s: %s", (code, cell) => {
    expect(parseDayCell(cell, "/occurredOn")).toMatchObject(refusedAs(code, "/occurredOn"));
  });
});
