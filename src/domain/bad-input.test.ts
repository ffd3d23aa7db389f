import { describe, expect, test } from "vitest";
import { badInputs, expectedCodes } from "../../tests/reference.ts";
import { readChoice } from "./choice.ts";
import { readCalendar } from "./company-calendar.ts";
import { parseCurrency } from "./currency.ts";
import { dayOfCivil } from "./civil.ts";
import { parseDayCell } from "./day-cell.ts";
import { isoDay, parseDay, parseSpan } from "./day.ts";
import { checkOccurred, checkOccurredOn, dayIn, isoInstant, parseInstant, parseLocal } from "./instant.ts";
import { readExternalId, readSource } from "./key.ts";
import { readMoney } from "./money.ts";
import { parseInteger, readInteger } from "./number.ts";
import { accepted, refused, sentence, type Outcome, type Refusal } from "./refusal.ts";
import { readText, refusePlaceholder } from "./text.ts";
import { parseZone } from "./zone.ts";

/** `rows`: of the reference, with a `+` an edge beside it. `refused`: the code, and words that its English sentence must hold. Else the value that comes out. */
type Case = {
  readonly rows: string;
  readonly read: () => Outcome<unknown>;
  readonly refused?: string;
  readonly says?: string;
  readonly gives?: unknown;
};

const at = "/field";
const now = BigInt(Date.UTC(2026, 10, 23, 12)) * 1000n;
const minutes = 60_000_000n;
const zone =
  (value: unknown): (() => Outcome<unknown>) =>
  () =>
    parseZone(value, at);
const day =
  (value: unknown): (() => Outcome<unknown>) =>
  () =>
    parseDay(value, at);
const iso = (outcome: Outcome<bigint>): Outcome<string> => (outcome.ok ? accepted(isoInstant(outcome.value)) : outcome);
const instant =
  (value: unknown): (() => Outcome<unknown>) =>
  () =>
    iso(parseInstant(value, at));
const local =
  (value: unknown, where: string): (() => Outcome<unknown>) =>
  () =>
    iso(parseLocal(value, where, at));
const id =
  (value: unknown): (() => Outcome<unknown>) =>
  () =>
    readExternalId(value, at);
const count =
  (cell: string): (() => Outcome<unknown>) =>
  () =>
    parseInteger(cell, at);
const text =
  (value: unknown): (() => Outcome<unknown>) =>
  () =>
    readText(value, at, { max: 200 });
const money =
  (amount: unknown, currency: unknown): (() => Outcome<unknown>) =>
  () =>
    readMoney({ amount, currency, pointers: { amount: "/amount", currency: "/currency" } });
const cell =
  (value: string): (() => Outcome<unknown>) =>
  () => {
    const wrong = refusePlaceholder(value, at);
    return wrong === undefined ? accepted(value) : refused(wrong);
  };
const weeks = { pattern: "4-4-5", endsOn: { rule: "last", weekday: "saturday", month: 12 } };

const cases: readonly Case[] = [
  { rows: "A9", read: text("a\0b"), refused: "text-nul" },
  { rows: "A29", read: count("1,5"), refused: "number-format", says: "choose the decimal comma" },
  { rows: "A54", read: id("   "), refused: "key-empty" },
  ...["1e3", "0x10", "1_000", "12abc", "١٢", "１２"].map((digits) => ({
    rows: "A61",
    read: count(digits),
    refused: "number-format",
    says: digits,
  })),
  { rows: "A63", read: count("9007199254740993"), refused: "number-range", says: "1000000" },
  { rows: "A64", read: () => parseDayCell("03/04/2026", at), refused: "date-ambiguous", says: "2026-04-03 or 2026-03-04" },
  ...["#REF!", "#N/A", "NULL", "nan"].map((value) => ({ rows: "A66", read: cell(value), refused: "value-placeholder", says: value })),
  { rows: "B26", read: text(""), refused: "text-empty" },
  { rows: "B27", read: () => readInteger("5", at), refused: "type", says: "Expected a value of type number such as 5, found string" },
  { rows: "B31", read: () => readInteger(JSON.parse("9007199254740993"), at), refused: "number-precision", says: "as text" },
  { rows: "B32", read: () => readInteger(JSON.parse("-0"), at), gives: 0n },
  { rows: "B33", read: () => readInteger(1.5, at), refused: "number-integer" },
  { rows: "B35", read: money("1.5", "JPY"), refused: "money-scale", says: "JPY has no decimals" },
  { rows: "B35", read: money("1.5", "KRW"), refused: "money-scale", says: "KRW has no decimals" },
  { rows: "B36", read: money(12.34, "USD"), refused: "type", says: 'string such as "12.34"' },
  { rows: "B37", read: money("1", "usd"), refused: "currency-unknown", says: 'Did you mean "USD"?' },
  ...["XXX", "BTC", ""].map((code) => ({ rows: "B37", read: () => parseCurrency(code, at), refused: "currency-unknown" })),
  {
    rows: "B38",
    read: () => readChoice("cal", ["call", "email", "social"], at),
    refused: "enum",
    says: 'not one of call, email, social. Did you mean "call"?',
  },
  { rows: "B43", read: text("x".repeat(1_000_000)), refused: "text-too-long", says: "200 characters" },
  { rows: "B44", read: text("\0"), refused: "text-nul" },
  { rows: "B46", read: text("\u001b[31mred"), refused: "text-control", says: "U+001B (character 1)" },

  { rows: "E3", read: zone(null), refused: "tz-required" },
  ...[540, [], {}].map((value) => ({ rows: "E4", read: zone(value), refused: "type" })),
  { rows: "E7", read: zone("Asia/Soul"), refused: "tz-unknown", says: 'Did you mean "Asia/Seoul"?' },
  { rows: "E8", read: zone("GMT+9"), refused: "tz-offset", says: "UTC+9" },
  { rows: "E8", read: zone("UTC+9"), refused: "tz-offset", says: "Asia/Seoul" },
  { rows: "E11", read: zone("Foo+5"), refused: "tz-unknown" },
  { rows: "E13", read: zone("<X>-4"), refused: "tz-unknown" },
  { rows: "E15", read: zone("IST"), refused: "tz-abbreviation", says: "Asia/Kolkata, Europe/Dublin, Asia/Jerusalem" },
  { rows: "E16", read: zone("CST"), refused: "tz-abbreviation", says: "America/Chicago, Asia/Shanghai, America/Havana" },
  { rows: "E17", read: zone("BST"), refused: "tz-abbreviation" },
  { rows: "E18", read: zone("EST"), refused: "tz-abbreviation", says: "America/New_York" },
  ...[
    ["EST5EDT", "America/New_York"],
    ["PST8PDT", "America/Los_Angeles"],
    ["CST6CDT", "America/Chicago"],
  ].map(([name, place = ""]) => ({ rows: "E19", read: zone(name), refused: "tz-legacy", says: place })),
  { rows: "E20", read: zone("Etc/GMT+9"), refused: "tz-offset", says: "9 hours west of Greenwich" },
  { rows: "E21", read: zone("Etc/GMT-9"), refused: "tz-offset", says: "9 hours east of Greenwich" },
  { rows: "E23", read: zone("ASIA/SEOUL"), gives: "Asia/Seoul" },
  { rows: "E25", read: zone("Asia/Seoul\n"), gives: "Asia/Seoul" },
  { rows: "E26", read: zone("Asia\\Seoul"), refused: "tz-unknown", says: 'Did you mean "Asia/Seoul"?' },
  { rows: "E29", read: zone("Asia/Se\u03bful"), refused: "tz-unknown" },
  { rows: "E30", read: zone("Korea Standard Time"), refused: "tz-windows", says: "Asia/Seoul" },
  { rows: "E31", read: zone("Pacific Standard Time"), refused: "tz-windows", says: "America/Los_Angeles" },
  { rows: "E32", read: zone("US/Pacific"), gives: "America/Los_Angeles" },
  { rows: "E33", read: zone("US/Pacific-New"), refused: "tz-unknown" },
  { rows: "E34", read: zone("Europe/Kiev"), gives: "Europe/Kyiv" },
  { rows: "E35", read: zone("Asia/Calcutta"), gives: "Asia/Kolkata" },
  { rows: "E36", read: zone("America/Godthab"), gives: "America/Nuuk" },
  ...["Factory", "localtime", "posixrules"].map((name) => ({ rows: "E37", read: zone(name), refused: "tz-unknown" })),
  { rows: "E39", read: zone("../../../etc/passwd"), refused: "tz-unknown" },
  { rows: "E40", read: zone("/etc/localtime"), refused: "tz-unknown" },
  { rows: "E42", read: zone("UTC"), gives: "UTC" },
  ...["Z", "Zulu", "GMT0", "UCT"].map((name) => ({ rows: "E43", read: zone(name), refused: "tz-unknown", says: 'Did you mean "UTC"?' })),
  { rows: "E45", read: zone("A".repeat(300)), refused: "tz-unknown" },
  { rows: "E47", read: zone("America/New_York; DROP TABLE x"), refused: "tz-unknown" },
  { rows: "E48", read: zone("<script>alert(1)</script>"), refused: "tz-unknown", says: '"<script>alert(1)</script>"' },
  { rows: "E49", read: () => parseZone("Asia/Seoul", at, () => false), refused: "tz-engine", says: "Update Node.js" },
  { rows: "E60", read: zone(""), refused: "tz-required" },
  { rows: "E62", read: local("2026-04-05T02:15:00", "Australia/Lord_Howe"), gives: "2026-04-04T15:45:00Z" },
  {
    rows: "E62+",
    read: local("2026-04-05T01:45:00", "Australia/Lord_Howe"),
    refused: "date-twice",
    says: "2026-04-05T01:45:00+11:00 and 2026-04-05T01:45:00+10:30",
  },
  { rows: "E64", read: local("2026-03-08T00:30:00", "America/Havana"), refused: "date-gap", says: "2026-03-08T01:30:00-04:00" },
  { rows: "E64", read: local("2026-03-29T00:30:00", "Asia/Beirut"), refused: "date-gap", says: "2026-03-29T01:30:00+03:00" },
  { rows: "E64+", read: local("2026-03-29T01:00:00", "Asia/Beirut"), gives: "2026-03-28T22:00:00Z" },
  { rows: "E65", read: local("2011-12-30T10:00:00", "Pacific/Apia"), refused: "date-gap", says: "2011-12-31T10:00:00+14:00" },
  { rows: "E66", read: local("2026-03-01T00:00:00", "Asia/Kathmandu"), gives: "2026-02-28T18:15:00Z" },
  {
    rows: "E67",
    read: () =>
      accepted(
        ["Pacific/Kiritimati", "Etc/UTC", "Pacific/Niue"].map((place) =>
          isoDay(dayIn(place, BigInt(Date.UTC(2026, 2, 10, 10, 30)) * 1000n)),
        ),
      ),
    gives: ["2026-03-11", "2026-03-10", "2026-03-09"],
  },
  { rows: "E68", read: local("2026-07-01T12:00:00", "Europe/Dublin"), gives: "2026-07-01T11:00:00Z" },
  { rows: "E68", read: local("2026-03-01T12:00:00", "Africa/Casablanca"), gives: "2026-03-01T12:00:00Z" },

  { rows: "F1", read: day(""), refused: "date-required" },
  { rows: "F1", read: instant(""), refused: "date-required" },
  { rows: "F2", read: day(null), refused: "date-required" },
  ...["yesterday", "now", "today", "tomorrow", "epoch"].map((word) => ({ rows: "F3", read: day(word), refused: "date-format" })),
  ...["yesterday", "now", "today", "tomorrow", "epoch"].map((word) => ({ rows: "F3", read: instant(word), refused: "date-format" })),
  ...["infinity", "-infinity"].map((word) => ({ rows: "F4", read: day(word), refused: "date-format" })),
  { rows: "F5", read: instant("allballs"), refused: "date-format" },
  { rows: "F7", read: day("2026-02-30"), refused: "date-invalid", says: "February 2026 has 28 days" },
  { rows: "F7", read: instant("2026-02-30T10:00:00Z"), refused: "date-invalid", says: "February 2026 has 28 days" },
  { rows: "F11", read: day("2026-13-01"), refused: "date-invalid", says: "months go from 01 to 12" },
  { rows: "F16", read: day("05/01/2026"), refused: "date-format" },
  { rows: "F16", read: () => parseDayCell("05/01/2026", at), refused: "date-ambiguous" },
  { rows: "F18", read: day("Jan 5, 2026"), refused: "date-format" },
  ...["1", "2026"].map((word) => ({ rows: "F20", read: day(word), refused: "date-format" })),
  { rows: "F21", read: day("2026-W10-1"), refused: "date-format" },
  { rows: "F22", read: day("2026-123"), refused: "date-format" },
  { rows: "F23", read: instant(1767571200), refused: "type", says: "string such as 2026-01-05T10:00:00" },
  { rows: "F24", read: instant("1767571200000"), refused: "date-format" },
  { rows: "F25", read: day("45678.5"), refused: "date-format" },
  { rows: "F26", read: instant("2026-01-05T10:00:00"), refused: "date-offset", says: "Add Z or an offset such as +09:00" },
  { rows: "F29", read: instant("2026-01-05 10:00:00Z"), refused: "date-format" },
  { rows: "F30", read: instant("2026-01-05t10:00:00z"), gives: "2026-01-05T10:00:00Z" },
  { rows: "F32", read: instant("2026-01-05T25:00:00Z"), refused: "date-invalid", says: "hours go from 00 to 23" },
  { rows: "F32", read: instant("2026-01-05T24:00:00Z"), refused: "date-invalid", says: "midnight is 00:00 of the next day" },
  { rows: "F36", read: instant("2026-01-05T10:00:00.123456789Z"), gives: "2026-01-05T10:00:00.123456Z" },
  { rows: "F38", read: instant("2026-01-05T10:00:00+25:00"), refused: "date-offset" },
  { rows: "F39", read: instant("2026-01-05T10:00:00+14:01"), refused: "date-offset", says: "between -12:00 and +14:00" },
  { rows: "F39", read: instant("2026-01-05T10:00:00-12:01"), refused: "date-offset" },
  { rows: "F39+", read: instant("2026-01-05T10:00:00+14:00"), gives: "2026-01-04T20:00:00Z" },
  { rows: "F40", read: instant("2026-01-05T10:00:00-00:00"), gives: "2026-01-05T10:00:00Z" },
  {
    rows: "F42",
    read: instant("2026-01-05T10:00:00+09:00[America/New_York]"),
    refused: "date-offset",
    says: "America/New_York is -05:00 then",
  },
  {
    rows: "F44",
    read: local("2026-11-01T01:30", "America/New_York"),
    refused: "date-twice",
    says: "2026-11-01T01:30:00-04:00 and 2026-11-01T01:30:00-05:00",
  },
  { rows: "F45", read: local("2026-10-25T02:30", "Europe/Berlin"), refused: "date-twice" },
  ...["0001-01-01", "0001-01-01 BC", "-000001-01-01"].map((word) => ({ rows: "F46", read: day(word), refused: "date-range" })),
  {
    rows: "F47",
    read: () => {
      const read = parseInstant("1970-01-01T00:00:00Z", at);
      return read.ok ? checkOccurred(read.value, now, at) : read;
    },
    refused: "date-range",
    says: "looks like an empty date",
  },
  ...["+275760-09-13", "294276-12-31"].map((word) => ({ rows: "F50", read: day(word), refused: "date-range" })),
  { rows: "F51", read: () => checkOccurredOn(dayOfCivil(2026, 11, 24), dayOfCivil(2026, 11, 23), at), refused: "date-future" },
  { rows: "F52", read: () => checkOccurred(now + 4n * minutes, now, at), gives: now + 4n * minutes },
  { rows: "F53", read: () => checkOccurred(now + 6n * minutes, now, at), refused: "date-future", says: "5 minutes" },
  { rows: "F57", read: () => parseSpan("2026-03-01", "2026-03-01", { from: "/from", before: "/before" }), refused: "period-empty" },
  { rows: "F60", read: () => readCalendar({ fiscalYear: weeks }, ""), refused: "fiscal-53", says: "53 weeks" },
  {
    rows: "F61",
    read: () => readCalendar({ firstWeekday: "monday", fiscalYear: { ...weeks, extraWeekIn: 12 } }, ""),
    refused: "fiscal-week",
    says: "needs weeks that start on Sunday",
  },
  { rows: "F62", read: () => readCalendar({ fiscalYearStartsOn: "04-31" }, ""), refused: "date-invalid", says: "30 days" },
  { rows: "F63", read: () => readCalendar({ fiscalYearStartsOn: "03-31" }, ""), refused: "fiscal-day", says: "1 to 28, or last" },
  { rows: "F64", read: day("２０２６-01-05"), refused: "date-format" },
  { rows: "F65", read: day("٢٠٢٦-٠١-٠٥"), refused: "date-format" },
  { rows: "F66", read: day("2569-01-05"), refused: "date-range" },
  ...["2026\u221201\u221205", "2026\u201001\u201005"].map((word) => ({ rows: "F67", read: day(word), refused: "date-format" })),
  { rows: "F68", read: instant("2026-01-05T10:00:00Z; DROP TABLE"), refused: "date-format" },
  { rows: "F69", read: instant("9".repeat(200_000)), refused: "date-format" },
  { rows: "F69", read: day("9".repeat(200_000)), refused: "date-format" },
  { rows: "F70", read: instant("2026-01-05T23:59:59.9999999Z"), gives: "2026-01-05T23:59:59.999999Z" },
  {
    rows: "F71",
    read: () => accepted([-1n, 0n].map((micros) => isoDay(dayIn("Asia/Seoul", BigInt(Date.UTC(2026, 2, 1, 15)) * 1000n + micros)))),
    gives: ["2026-03-01", "2026-03-02"],
  },

  { rows: "G1", read: id(undefined), refused: "required" },
  { rows: "G2", read: id(""), refused: "key-empty" },
  ...["null", "undefined", "NaN", "[object Object]", "0"].map((word) => ({
    rows: "G5",
    read: id(word),
    refused: "key-placeholder",
    says: word,
  })),
  { rows: "G6", read: id(123), refused: "type" },
  { rows: "G7", read: id(1.0), refused: "type" },
  ...[true, [], {}].map((value) => ({ rows: "G8", read: id(value), refused: "type" })),
  { rows: "G9", read: id("x".repeat(256)), refused: "key-too-long", says: "255 characters" },
  { rows: "G11", read: id("😀".repeat(255)), gives: "😀".repeat(255) },
  { rows: "G12", read: id("a\0b"), refused: "text-nul" },
  ...["a\rb", "a\nb", "a\tb"].map((word) => ({ rows: "G13", read: id(word), refused: "key-control", says: "character 2" })),
  { rows: "G14", read: id(" a"), refused: "key-space" },
  { rows: "G14", read: id("a\u00a0"), refused: "key-space" },
  { rows: "G15", read: () => accepted([readExternalId("ABC", at), readExternalId("abc", at)]), gives: [accepted("ABC"), accepted("abc")] },
  { rows: "G16", read: id("e\u0301"), gives: "\u00e9" },
  { rows: "G17", read: id("\u212b"), gives: "\u00c5" },
  { rows: "G18", read: id("ａ"), gives: "ａ" },
  { rows: "G19", read: id("a\u200bb"), refused: "key-invisible", says: "U+200B (character 2)" },
  { rows: "G20", read: id("x\u202ey"), refused: "key-invisible", says: "U+202E" },
  ...["a.b", "a|b", "a/b", "a:b"].map((word) => ({
    rows: "G22",
    read: () => accepted([readSource(word, at), readExternalId(word, at)]),
    gives: [accepted(word), accepted(word)],
  })),
];

/** Rows of these boundaries whose answer is not a matter of reading one value. */
const elsewhere: Readonly<Record<string, string>> = {
  A60: "the kind of an activity (activity-reading)",
  B39: "the size of a batch",
  B40: "the size of a batch",
  E52: "start-up compares the zone data of Node.js and the database",
  E53: "start-up compares the zone data of Node.js and the database",
  E54: "a member's dated zones",
  E55: "closing",
  E56: "dated zones are a list by first day, so two cannot overlap",
  E61: "the page shows the zone",
  F58: "periods follow from the calendar, so two cannot overlap",
  F59: "periods follow from the calendar, so there is no gap",
  G24: "a source registers itself at first use",
};

const isOurs = (row: string): boolean => {
  const number = Number(row.slice(1));
  const boundary = row.charAt(0);
  return (
    boundary === "E" ||
    boundary === "F" ||
    (boundary === "G" && number <= 24) ||
    (boundary === "B" && number >= 26 && number <= 46) ||
    row === "A9" ||
    row === "A29" ||
    (boundary === "A" && number >= 60 && number <= 66)
  );
};

describe("bad input is answered with what was found and what would be right", () => {
  test.each(cases.map((each, index) => ({ ...each, index })))("$rows (case $index)", ({ read, refused: code, says, gives }) => {
    const outcome = read();
    if (code === undefined) return expect(outcome).toEqual(accepted(gives));
    const [refusal]: readonly (Refusal | undefined)[] = outcome.ok ? [undefined] : outcome.refusals;
    expect(refusal?.code).toBe(code);
    if (refusal === undefined) return;
    const { en, ko } = { en: sentence(refusal, "en"), ko: sentence(refusal, "ko") };
    expect(en).toContain(says ?? "");
    expect(ko).toMatch(/[가-힣]/);
    expect(`${en} ${ko}`.replaceAll(says ?? "{}", "")).not.toMatch(/[{}]|undefined|\[object|\p{Cc}| $/u);
    expect(en.length).toBeLessThan(420);
  });

  test("every row of the reference is a case here or is named with the place that answers it, and the codes are the reference's", () => {
    const wrong: string[] = [];
    for (const row of badInputs().filter((each) => isOurs(each.id))) {
      const here = cases.filter((each) => each.rows === row.id);
      const isAnswered =
        here.length === 0 ? row.id in elsewhere : here.every((each) => expectedCodes(row).includes(each.refused ?? "accepted"));
      if (!isAnswered) wrong.push(`${row.id} ${row.input}: ${row.expected}`);
    }
    expect(wrong).toEqual([]);
  });
});
