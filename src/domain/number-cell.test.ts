import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { numberCell } from "./number-cell.ts";
import { builtInFormat, readFormat } from "./number-format.ts";

describe("a format tells what a number is", () => {
  test.each([
    ["General", "number"],
    ["", "number"],
    ["@", "number"],
    ["0.00", "number"],
    ["#,##0;[Red]-#,##0", "number"],
    ["0.00E+00", "number"],
    ["0%", "number"],
    ["# ?/?", "number"],
    ['_-"₩"* #,##0_-;-"₩"* #,##0_-', "number"],
    ["[$₩-412]#,##0", "number"],
    ['#,##0"명"', "number"],
    ['0"days"', "number"],
    ["[>=100]0;[Blue]0.0", "number"],
    ["yyyy-mm-dd", "date"],
    ["YYYY/MM/DD", "date"],
    ["m/d/yyyy;@", "date"],
    ['yyyy"년" m"월" d"일"', "date"],
    ["yyyy년 m월 d일", "date"],
    ["[$-412]yyyy\\년 m\\월 d\\일 dddd", "date"],
    ["[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "date"],
    ["mmm-yy", "date"],
    ["mmmm", "date"],
    ["[$-411]ge.m.d", "date"],
    ["[$-ko-KR]yyyy.mm.dd(aaa)", "date"],
    ["h:mm", "time"],
    ["hh:mm:ss", "time"],
    ["[$-412]AM/PM h:mm", "time"],
    ["오전/오후 h:mm:ss", "time"],
    ['h"시" mm"분"', "time"],
    ["[Red]h:mm:ss.000", "time"],
    ["m/d/yy h:mm", "datetime"],
    ["yyyy-mm-dd hh:mm:ss", "datetime"],
    ["[$-409]m/d/yy h:mm AM/PM;@", "datetime"],
    ["[h]:mm:ss", "elapsed"],
    ["[hh]:mm", "elapsed"],
    ["[mm]:ss", "elapsed"],
    ["[s]", "elapsed"],
    ["mm:ss", "elapsed"],
    ["mm:ss.0;@", "elapsed"],
    ["000-0000-0000", "padded"],
    ["0##0", "number"],
  ])("%s is %s", (code, type) => {
    expect(readFormat(code).type).toBe(type);
  });

  test("and so do those that are known by their numbers, in Korean and Japanese programs too", () => {
    expect([0, 1, 2, 14, 22, 20, 45, 46, 49, 31, 32, 57].map((id) => builtInFormat(id).type)).toEqual([
      "number",
      "number",
      "number",
      "date",
      "datetime",
      "time",
      "elapsed",
      "elapsed",
      "number",
      "date",
      "time",
      "date",
    ]);
  });

  test("a format of any length is read", () => {
    expect(readFormat('"'.repeat(100_000)).type).toBe("number");
    expect(readFormat("[".repeat(100_000)).type).toBe("number");
  });
});

const date = readFormat("yyyy-mm-dd");
const datetime = readFormat("yyyy-mm-dd hh:mm:ss");
const time = readFormat("hh:mm:ss");
const elapsed = readFormat("[h]:mm:ss");
const plain = readFormat("General");

describe("a number reads as its format shows it", () => {
  test.each([
    ["46083", date, "2026-03-02"],
    ["46083.378472", date, "2026-03-02"],
    ["46083.378472222219", datetime, "2026-03-02T09:05:00"],
    ["46083", datetime, "2026-03-02T00:00:00"],
    ["46083.37847", datetime, "2026-03-02T09:05:00"],
    // 23:59:59 and a half stays on its day, whatever it is rounded to.
    ["46083.999999", datetime, "2026-03-02T23:59:59"],
    ["46083.9999999988", datetime, "2026-03-02T23:59:59"],
    ["46083.9999999988", date, "2026-03-02"],
    // What a sum of fractions strays by is midnight.
    ["46083.99999999999", datetime, "2026-03-03T00:00:00"],
    ["46083.99999999999", date, "2026-03-03"],
    ["1", date, "1900-01-01"],
    ["59", date, "1900-02-28"],
    ["60", date, "1900-02-29"],
    ["61", date, "1900-03-01"],
    ["0", date, "1900-01-00"],
    ["0.5", datetime, "12:00:00"],
    ["2958465", date, "9999-12-31"],
    ["2958466", date, "2958466"],
    ["-1", date, "-1"],
    ["0.3784722222222222", time, "09:05:00"],
    ["46083.378472222219", time, "09:05:00"],
    ["0.999999", time, "23:59:59"],
    ["0.0025578703703703705", elapsed, "0:03:41"],
    ["1.5", elapsed, "36:00:00"],
    ["-0.5", elapsed, "-12:00:00"],
    ["0.378472", builtInFormat(34), "09:05:00"],
    ["46083", builtInFormat(34), "2026-03-02"],
    ["46083.378", plain, "46083.378"],
    ["0.30000000000000004", plain, "0.3"],
    ["19.989999999999998", plain, "19.99"],
    ["1E-7", plain, "0.0000001"],
    ["1.5E-3", plain, "0.0015"],
    ["1.2345E+20", plain, "123450000000000000000"],
    ["12345678901234567890", plain, "12345678901234567890"],
    ["1234567890123456", plain, "1234567890123456"],
    ["007", plain, "7"],
    ["-0", plain, "-0"],
    ["1e400", plain, "1e400"],
    ["abc", plain, "abc"],
    ["abc", date, "abc"],
    ["1012345678", readFormat("000-0000-0000"), "010-1234-5678"],
    ["123", readFormat("000000"), "000123"],
    ["1234567", readFormat("00000"), "1234567"],
    ["1.5", readFormat("000"), "1.5"],
  ])("%s of %o is %s", (written, format, text) => {
    expect(numberCell(written, format, 1900)).toBe(text);
  });

  test("of any day and second from March 1900, in either epoch, as Temporal has them", () => {
    const start = Temporal.PlainDate.from("1904-01-01");
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 0, max: 86_399 }),
        fc.constantFrom(1900, 1904),
        (day, second, epoch) => {
          const serial = day + (epoch === 1900 ? 1462 : 0) + second / 86_400;
          const expected = start.add({ days: day }).toPlainDateTime().add({ seconds: second });
          // As programs write it: in full, or with the fifteen digits that Excel has.
          for (const written of [String(serial), String(Number(serial.toPrecision(15)))])
            expect(numberCell(written, datetime, epoch)).toBe(expected.toString({ smallestUnit: "second" }));
        },
      ),
    );
  });

  test("a plain number is the same number, without an exponent", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e25, max: 1e25, noNaN: true }), (value) => {
        const text = numberCell(String(value), plain, 1900);
        expect(text).toMatch(/^-?\d+(?:\.\d+)?$/);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-14);
      }),
    );
  });
});
