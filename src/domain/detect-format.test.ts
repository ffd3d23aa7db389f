import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOfCivil } from "./civil.ts";
import { isoDay } from "./day.ts";
import { detectFormat, type Detectable } from "./detect-format.ts";
import type { FormatHints } from "./detected-format.ts";
import { dateStyle, isDateStyleName } from "./written-moment.ts";

const today = dayOfCivil(2026, 4, 10);
const detect = (cells: readonly string[], type: Detectable, hints: FormatHints = {}) => detectFormat(cells, type, { today, ...hints });

/** `format` with the year, or with the choices where there are several. */
const told = (cells: readonly string[], type: Detectable, hints: FormatHints = {}): string => {
  const found = detect(cells, type, hints);
  if (found === null) return "none";
  const said = [
    found.format ?? "as it is",
    ...(found.year === null ? [] : [found.year]),
    ...(found.decimal === null ? [] : [found.decimal]),
  ];
  const choices = found.ambiguity?.choices.map(({ format, year, example }) => `${format ?? "as it is"}${year ?? ""}=${example.read}`) ?? [];
  return [...said, ...choices].join(" ");
};

describe("the format of a column of days:", () => {
  test.each<[readonly string[], FormatHints, string]>([
    [["2026-03-02", "2026-03-03"], {}, "as it is"],
    [["2026-03-02T00:00:00", "2026-03-03"], {}, "auto"],
    [["2026. 3. 2.", "2026년 3월 3일"], {}, "auto"],
    // The 15th is no month; 5 April has not come yet; March is the month of the title.
    [["03/04/2025", "03/15/2025"], {}, "month-first"],
    [["15.03.2025", "03.04.2025"], {}, "day-first"],
    [["03/04/2026", "03/05/2026"], {}, "month-first"],
    [["26.03.02", "26.03.31"], { country: "KR" }, "year-first"],
    [["3/2", "3/3"], { year: 2025, month: 3 }, "month-first 2025"],
    // Their weekdays are those of one year only.
    [["3월 2일(월)", "3월 3일(화)"], {}, "auto 2026"],
    [["3월 2일(일)", "3월 3일(월)"], {}, "auto 2025"],
    [["03/04/2025", "03/05/2025"], { country: "US" }, "month-first month-first=2025-03-04 day-first=2025-04-03"],
    [["03/04/2025", "03/05/2025"], { country: "DE" }, "day-first day-first=2025-04-03 month-first=2025-03-04"],
    [["26.03.02"], { country: "KR" }, "year-first year-first=2026-03-02 day-first=2002-03-26"],
    [["3/2", "3/31"], {}, "month-first 2026 month-first2026=2026-03-02 month-first2025=2025-03-02 month-first2024=2024-03-02"],
    [["46083", "46084"], {}, "excel"],
    [["46083", "2026-03-03"], {}, "excel"],
    // Both orders read it alike, and may not the next.
    [["3/3/2026"], {}, "auto"],
    [["3/15/2026"], {}, "month-first"],
    [["100", "200"], {}, "none"],
    [["3.2", "3.5"], {}, "none"],
    [["hello", "world"], {}, "none"],
    [["02-123-4567"], {}, "none"],
    [["", " "], {}, "none"],
  ])("%j %j", (cells, hints, expected) => expect(told(cells, "day", hints)).toBe(expected));

  test("some cells that hold nothing do not hide it", () => {
    const found = detect(["3/15/2026", "3/16/2026", "3/17/2026", "3/18/2026", "n/a"], "day");
    expect(found).toMatchObject({ format: "month-first", confidence: 0.8 });
  });
});

describe("of times:", () => {
  test.each<[readonly string[], string]>([
    [["2026-03-02T09:05:00+09:00"], "as it is"],
    [["2026-03-02 오전 9:05", "2026-03-03 오후 1:00"], "auto"],
    [["46083.378", "46084.5"], "excel"],
    [["46083 0.378", "46084 09:05:00"], "excel"],
    [["1772413200", "1772499600"], "unix-seconds"],
    [["1772413200000"], "unix-milliseconds"],
  ])("%j", (cells, expected) => expect(told(cells, "instant")).toBe(expected));

  test("and whether every one has a time and an offset", () => {
    expect(detect(["2026-03-02", "2026-03-03T09:00:00"], "instant")).toMatchObject({ hasTime: false });
    expect(detect(["2026-03-02T09:00:00Z"], "instant")).toMatchObject({ hasTime: true, hasOffset: true });
    expect(detect(["2026. 3. 2. 9:00"], "instant")).toMatchObject({ hasTime: true, hasOffset: false });
  });

  test("alone in their column", () => {
    expect(told(["9:05", "오후 3:10"], "time")).toBe("as it is");
    expect(told(["0.378", "0.5"], "time")).toBe("as it is");
    expect(told(["0905", "1410"], "time")).toBe("as it is");
    expect(told(["Sales", "Support"], "time")).toBe("none");
  });
});

describe("of durations:", () => {
  test.each<[readonly string[], FormatHints, string]>([
    [["221", "0", "15"], {}, "as it is"],
    [["221", "15"], { unit: "minutes" }, "minutes"],
    [["0:03:41", "0:00:00"], {}, "auto"],
    [["3분 41초", "15초", "0"], {}, "auto"],
    [["3:41", "1:12:05"], {}, "minutes-seconds"],
    [["3:41", "75:10"], {}, "minutes-seconds"],
    [["3:41", "12:05"], {}, "minutes-seconds minutes-seconds=221 hours-minutes=13260"],
    [["0.00255787", "0.0012"], {}, "excel"],
    [["3.7", "2.1"], {}, "minutes minutes=222 seconds=3 hours=13320 excel=319680"],
    [["221000", "15000"], {}, "milliseconds milliseconds=221 as it is=221000"],
    [["long", "short"], {}, "none"],
  ])("%j %j", (cells, hints, expected) => expect(told(cells, "seconds", hints)).toBe(expected));
});

describe("of numbers, yes and no, and telephone numbers:", () => {
  test.each<[readonly string[], Detectable, string]>([
    [["1,234", "15"], "integer", "as it is"],
    [["12건", "5건"], "integer", "auto"],
    [["₩1,234,000", "500"], "amount", "auto"],
    [["1.234,5", "12,5"], "amount", "as it is ,"],
    [["150만원"], "amount", "auto"],
    [["Y", "N"], "boolean", "as it is"],
    [["O", "X"], "boolean", "o-x"],
    [["X", "x"], "boolean", "marked marked=true o-x=false"],
    [["010-1234-5678", "02-312-3456"], "phone", "phone"],
    [["1012345678", "212345678"], "phone", "phone"],
    [["mina@example.com"], "phone", "none"],
    [["anything"], "text", "none"],
  ])("%j as %s", (cells, type, expected) => expect(told(cells, type, { country: "KR" })).toBe(expected));
});

test("what is found without a question reads every day as it was meant", () => {
  const two = (value: number): string => String(value).padStart(2, "0");
  const writers = [
    (iso: string) => `${iso.slice(5, 7)}/${iso.slice(8)}/${iso.slice(0, 4)}`,
    (iso: string) => `${iso.slice(8)}.${iso.slice(5, 7)}.${iso.slice(0, 4)}`,
    (iso: string) => `${iso.slice(2, 4)}.${two(Number(iso.slice(5, 7)))}.${iso.slice(8)}`,
    (iso: string) => `${Number(iso.slice(5, 7))}월 ${Number(iso.slice(8))}일`,
  ];
  const days = fc.array(fc.integer({ min: dayOfCivil(2026, 1, 1), max: today }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(days, fc.constantFrom(...writers), (written, write) => {
      const isos = written.map(isoDay);
      const found = detect(isos.map(write), "day", { year: 2026 });
      fc.pre(found !== null && found.ambiguity === null && found.format !== null && isDateStyleName(found.format));
      const style = dateStyle(
        found?.format === null || found === null || !isDateStyleName(found.format) ? "auto" : found.format,
        found?.year ?? null,
      );
      expect(isos.map((iso) => style(write(iso)))).toEqual(isos);
    }),
  );
});
