import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePhone } from "./prospect-reference.ts";
import { durationIn, type DurationStyleName } from "./written-duration.ts";
import { plainNumberText, writtenNumber } from "./written-number.ts";
import { writtenTruth } from "./written-truth.ts";

describe("a duration in whole seconds:", () => {
  test.each<[string, DurationStyleName, bigint | undefined]>([
    ["3분 41초", "auto", 221n],
    ["1시간 2분", "auto", 3720n],
    ["221초", "auto", 221n],
    ["3m 41s", "auto", 221n],
    ["1h02m", "auto", 3720n],
    ["3 minutes 41 seconds", "auto", 221n],
    ["3.7 min", "auto", 222n],
    ["3'41\"", "auto", 221n],
    ["0:03:41", "auto", 221n],
    ["100:00:00", "auto", 360_000n],
    ["00:03:41.5", "auto", 221n],
    ["00:00:59.999", "auto", 59n],
    ["3:41.5", "auto", 221n],
    ["PT3M41S", "auto", 221n],
    ["PT1H", "auto", 3600n],
    ["221", "auto", 221n],
    ["3:41", "auto", undefined],
    ["3:41", "minutes-seconds", 221n],
    ["3:41", "hours-minutes", 13_260n],
    ["1:03:41", "minutes-seconds", 3821n],
    ["3.7", "auto", undefined],
    ["0.00255787037037037", "excel", 221n],
    ["0.0025578", "excel", 221n],
    ["0,00255787", "excel", 221n],
    // 59.9 s are no minute, in a spreadsheet neither.
    ["0.000693287", "excel", 59n],
    ["3:61", "minutes-seconds", undefined],
    ["0:60:00", "auto", undefined],
    ["about 3", "auto", undefined],
    ["", "auto", undefined],
    ["초", "auto", undefined],
    ["-3:41", "minutes-seconds", undefined],
  ])("%s (%s)", (text, style, expected) => expect(durationIn(text, style)).toBe(expected));

  test("comes back from every style in which it is written", () => {
    const two = (value: number): string => String(value).padStart(2, "0");
    const writers: readonly ((h: number, m: number, s: number) => readonly [DurationStyleName, string])[] = [
      (h, m, s) => ["auto", `${h}:${two(m)}:${two(s)}`],
      (h, m, s) => ["auto", `${h}시간 ${m}분 ${s}초`],
      (h, m, s) => ["auto", `${h}h ${m}m ${s}s`],
      (h, m, s) => ["auto", `PT${h}H${m}M${s}S`],
      (h, m, s) => ["auto", String(h * 3600 + m * 60 + s)],
      (h, m, s) => ["minutes-seconds", `${h * 60 + m}:${two(s)}`],
      (h, m, s) => ["excel", (h / 24 + m / 1440 + s / 86_400).toFixed(9)],
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399 }), fc.constantFrom(...writers), (seconds, write) => {
        const [style, text] = write(Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60);
        expect(durationIn(text, style)).toBe(BigInt(seconds));
      }),
    );
  });
});

describe("a number with what stands around it:", () => {
  const read = (text: string, sign: "." | "," = "."): string | undefined => {
    const found = writtenNumber(text, sign);
    return found === undefined ? undefined : `${plainNumberText(found.number)}${found.currency === null ? "" : ` ${found.currency}`}`;
  };
  test.each<[string, string | undefined]>([
    ["1,234", "1234"],
    ["₩1,234,000", "1234000 KRW"],
    ["1,234원", "1234 KRW"],
    ["€12.50", "12.5 EUR"],
    ["$1,234.50", "1234.5"],
    ["(500)", "-500"],
    ["(₩500)", "-500 KRW"],
    ["-₩500", "-500 KRW"],
    ["−12", "-12"],
    ["12건", "12"],
    ["3 회", "3"],
    ["150만원", "1500000 KRW"],
    ["1억 2천만", "120000000"],
    ["1억 2,000만", "120000000"],
    ["1.5억", "150000000"],
    ["2천5백만원", "25000000 KRW"],
    ["5천", "5000"],
    ["1만 2억", undefined],
    ["만", undefined],
    ["천", undefined],
    ["12천", undefined],
    ["1e3", undefined],
    ["0x10", undefined],
    ["1_000", undefined],
    ["１２", undefined],
    ["١٢", undefined],
    ["12abc", undefined],
    ["1,5", undefined],
    ["(-500)", undefined],
    ["", undefined],
  ])("%s", (text, expected) => expect(read(text)).toBe(expected));

  test("with a decimal comma", () => {
    expect(read("1.234,5", ",")).toBe("1234.5");
    expect(read("1.234,50 €", ",")).toBe("1234.5 EUR");
    expect(read("1,234.5", ",")).toBeUndefined();
  });

  test("comes back in Korean units as by digits", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 9999 }), (a, b, c) => {
        const value = String(BigInt(a) * 100_000_000n + BigInt(b) * 10_000n + BigInt(c));
        expect(read(`${a}억 ${b}만${c === 0 ? "" : ` ${c}`}`)).toBe(value);
      }),
    );
  });
});

describe("yes and no:", () => {
  test.each([
    ["Y", true],
    ["네", true],
    ["완료", true],
    ["아니요", false],
    ["미완료", false],
    ["O", undefined],
    ["X", undefined],
  ])("%s", (text, expected) => expect(writtenTruth(text, "auto")).toBe(expected));

  test("an X is no in Korea and a mark elsewhere: the map says which", () => {
    expect(writtenTruth("X", "o-x")).toBe(false);
    expect(writtenTruth("○", "o-x")).toBe(true);
    expect(writtenTruth("X", "marked")).toBe(true);
  });
});

describe("a Korean telephone number, whatever a spreadsheet has left of it:", () => {
  test.each([
    ["1012345678", "+821012345678"],
    ["212345678", "+82212345678"],
    ["23123456", "+8223123456"],
    ["312345678", "+82312345678"],
    ["7012345678", "+827012345678"],
    ["010.1234.5678", "+821012345678"],
    ["+82 10-1234-5678", "+821012345678"],
    ["+82 (0)10 1234 5678", "+821012345678"],
    ["02-312-3456 내선 12", "+8223123456"],
    ["02-312-3456 (ext. 12)", "+8223123456"],
    ["1588-1234", "+8215881234"],
  ])("%s", (text, expected) => {
    const phone = parsePhone(text, "/phone", "KR");
    expect(phone.ok ? phone.value : phone.refusals[0].code).toBe(expected);
  });

  test("digits that are no number of the country are refused", () => {
    for (const text of ["123", "212345678901", "99999999"]) expect(parsePhone(text, "/phone", "KR").ok).toBe(false);
  });
});
