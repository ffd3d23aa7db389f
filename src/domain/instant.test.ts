import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { checkOccurred, checkOccurredOn, dayIn, isoInstant, latestToday, parseInstant, parseLocal } from "./instant.ts";
import { zoneNames } from "./zone-names.ts";
import { offsetAt, offsetsOfLocal } from "./zone-offset.ts";

const micros = (text: string): bigint =>
  Temporal.Instant.from(text).epochNanoseconds / 1000n - (Temporal.Instant.from(text).epochNanoseconds % 1000n < 0n ? 1n : 0n);

/** Every change of every zone's clocks from 2000 through 2037. */
const changes = (): { readonly zone: string; readonly second: number }[] =>
  zoneNames.flatMap((zone) => {
    const found: { zone: string; second: number }[] = [];
    const end = Date.UTC(2038, 0, 1);
    for (
      let at = Temporal.Instant.from("2000-01-01T00:00:00Z").toZonedDateTimeISO(zone).getTimeZoneTransition("next");
      at !== null && at.epochMilliseconds < end;
      at = at.getTimeZoneTransition("next")
    ) {
      found.push({ zone, second: at.epochMilliseconds / 1000 });
    }
    return found;
  });

const localText = (second: number): string => new Date(second * 1000).toISOString().slice(0, 19);

describe("an instant", () => {
  test("is what RFC 3339 says, whatever the offset and the decimals", () => {
    const two = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, "0"));
    const offset = fc.oneof(
      fc.constantFrom("Z", "z", "+00:00", "-00:00", "+14:00", "-12:00"),
      fc.tuple(fc.constantFrom("+", "-"), two(11), two(59)).map(([sign, hour, minute]) => `${sign}${hour}:${minute}`),
    );
    const fraction = fc.oneof(
      fc.constant(""),
      fc
        .integer({ min: 1, max: 9 })
        .chain((size) => fc.integer({ min: 0, max: 10 ** size - 1 }).map((value) => `.${String(value).padStart(size, "0")}`)),
    );
    const day = fc.integer({ min: -25_567, max: 84_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        day,
        fc.constantFrom("T", "t"),
        two(23),
        two(59),
        two(59),
        fraction,
        offset,
        (date, separator, hour, minute, second, decimals, zone) => {
          const text = `${date}${separator}${hour}:${minute}:${second}${decimals}${zone}`;
          expect(parseInstant(text, "")).toEqual({ ok: true, value: micros(text) });
        },
      ),
      { numRuns: 5000 },
    );
  });

  test("is written so that it is read back", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -2_208_988_800_000_000n, max: 7_258_118_399_999_999n }), (instant) => {
        const text = isoInstant(instant);
        expect(parseInstant(text, "")).toEqual({ ok: true, value: instant });
        expect(micros(text)).toBe(instant);
      }),
      { numRuns: 5000 },
    );
  });

  test("is read or refused, never guessed at, with any one character changed", () => {
    const original = "2026-03-05T10:20:30.5+09:00";
    const wrong: string[] = [];
    const characters = [..."0123456789:-+.TZtz ,/９٩\u2212\0é[]"];
    for (let at = 0; at < original.length; at += 1) {
      for (const character of characters) {
        const text = original.slice(0, at) + character + original.slice(at + 1);
        const read = parseInstant(text, "");
        if (read.ok && read.value !== micros(text)) wrong.push(text);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("may leave out the seconds, and may name a zone that agrees with its offset", () => {
    expect(parseInstant("2026-03-05T10:20+09:00", "")).toEqual(parseInstant("2026-03-05T01:20:00Z", ""));
    expect(parseInstant("2026-03-05T10:20:00+09:00[Asia/Seoul]", "")).toEqual(parseInstant("2026-03-05T01:20:00Z", ""));
    expect(parseInstant("2026-03-05T10:20:00+09:00[Asia/Soul]", "/at")).toMatchObject({
      refusals: [{ code: "tz-unknown", pointer: "/at" }],
    });
    expect(parseInstant("2026-03-05T10:20:00+09:00[u-ca=hebrew]", "")).toMatchObject({ refusals: [{ code: "date-format" }] });
    expect(parseInstant("2026-03-05T10:20:00+0900", "")).toMatchObject({ refusals: [{ code: "date-offset" }] });
  });

  test("a leap second stays in its minute and on its day, and there is none elsewhere", () => {
    expect(parseInstant("2016-12-31T23:59:60Z", "")).toEqual({ ok: true, value: micros("2016-12-31T23:59:59.999999Z") });
    expect(parseInstant("2017-01-01T08:59:60+09:00", "")).toEqual(parseInstant("2016-12-31T23:59:60Z", ""));
    expect(parseInstant("2016-12-31T22:59:60Z", "")).toMatchObject({ refusals: [{ code: "date-invalid" }] });
    expect(parseInstant("2016-12-31T23:59:61Z", "")).toMatchObject({ refusals: [{ code: "date-invalid" }] });
  });
});

describe("an activity was done neither before 1990 nor after now", () => {
  const now = micros("2026-11-23T12:00:00Z");

  test("clocks may differ by five minutes, to the microsecond", () => {
    expect(checkOccurred(micros("2026-11-23T12:05:00Z"), now, "").ok).toBe(true);
    expect(checkOccurred(micros("2026-11-23T12:05:00.000001Z"), now, "")).toMatchObject({ refusals: [{ code: "date-future" }] });
    expect(checkOccurred(micros("1990-01-01T00:00:00Z"), now, "").ok).toBe(true);
    expect(checkOccurred(micros("1989-12-31T23:59:59Z"), now, "")).toMatchObject({ refusals: [{ code: "date-range" }] });
  });

  test("a day without a time is today at the latest, wherever the member is", () => {
    const today = latestToday(now);
    expect(today).toBe(dayIn("Pacific/Kiritimati", now));
    expect(checkOccurredOn(today, today, "").ok).toBe(true);
    expect(checkOccurredOn(today + 1, today, "")).toMatchObject({ refusals: [{ code: "date-future" }] });
    expect(checkOccurredOn(0, today, "")).toMatchObject({ refusals: [{ code: "date-range" }] });
  });
});

describe("a local time", () => {
  test(
    "is one instant, none or two, as the clocks there went: every change of every zone from 2000 through 2037, two seconds round it",
    { timeout: 120_000 },
    () => {
      let checked = 0;
      const wrong: string[] = [];
      for (const { zone, second } of changes()) {
        const before = Temporal.Instant.fromEpochMilliseconds((second - 1) * 1000).toZonedDateTimeISO(zone).offsetNanoseconds / 1e9;
        const after = Temporal.Instant.fromEpochMilliseconds(second * 1000).toZonedDateTimeISO(zone).offsetNanoseconds / 1e9;
        for (const near of [-2, -1, 0, 1, 2]) {
          if (offsetAt(zone, second + near) !== (near < 0 ? before : after)) wrong.push(`${zone} ${second + near}`);
        }
        if (before === after) continue;
        const [gap, overlap] = before < after ? [[second + before, second + after], []] : [[], [second + after, second + before]];
        for (const edge of [second + before, second + after]) {
          for (const near of [-2, -1, 0, 1, 2]) {
            const local = edge + near;
            const isIn = ([from = Infinity, to = -Infinity]: readonly number[]): boolean => from <= local && local < to;
            const readings = offsetsOfLocal(zone, local);
            if (readings.length !== (isIn(gap) ? 0 : isIn(overlap) ? 2 : 1)) wrong.push(`${zone} ${localText(local)}`);
            for (const offset of readings)
              if (offset !== (local - offset < second ? before : after)) wrong.push(`${zone} ${localText(local)} ${offset}`);
            checked += 1;
          }
        }
      }
      expect(wrong).toEqual([]);
      expect(checked).toBeGreaterThan(80_000);
    },
  );

  test("agrees with Temporal on any instant in any zone", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...zoneNames), fc.integer({ min: 631_152_000, max: 2_145_916_800 }), (zone, second) => {
        const there = Temporal.Instant.fromEpochMilliseconds(second * 1000).toZonedDateTimeISO(zone);
        expect(offsetAt(zone, second)).toBe(there.offsetNanoseconds / 1e9);
        expect(new Date(dayIn(zone, BigInt(second) * 1_000_000n) * 86_400_000).toISOString().slice(0, 10)).toBe(
          there.toPlainDate().toString(),
        );
        const read = parseLocal(there.toPlainDateTime().toString({ smallestUnit: "second" }), zone, "");
        if (read.ok) expect(read.value).toBe(BigInt(second) * 1_000_000n);
        else expect(read.refusals[0].code).toBe("date-twice");
      }),
      { numRuns: 3000 },
    );
  });

  test("may stand behind a space, and keeps an offset of its own", () => {
    expect(parseLocal("2026-03-05 10:20", "Asia/Seoul", "")).toEqual(parseInstant("2026-03-05T01:20:00Z", ""));
    expect(parseLocal("2026-03-05 10:20:00Z", "Asia/Seoul", "")).toEqual(parseInstant("2026-03-05T10:20:00Z", ""));
    expect(parseLocal("2026-03-05", "Asia/Seoul", "")).toMatchObject({ refusals: [{ code: "date-format" }] });
    expect(parseLocal(5, "Asia/Seoul", "")).toMatchObject({ refusals: [{ code: "type" }] });
    expect(parseLocal("", "Asia/Seoul", "")).toMatchObject({ refusals: [{ code: "date-required" }] });
  });

  test("of a call at half past eleven on the last of March in India is in March for every viewer", () => {
    const call = parseInstant("2026-03-31T23:30:00+05:30", "");
    expect(call.ok && dayIn("Asia/Kolkata", call.value)).toBe(20_543);
    expect(call.ok && dayIn("Asia/Seoul", call.value)).toBe(20_544);
  });
});
