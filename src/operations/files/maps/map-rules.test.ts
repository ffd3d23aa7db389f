import { describe, expect, test } from "vitest";
import { sentence } from "../../../domain/refusal.ts";
import { activityFields } from "./activity-columns.ts";
import { readMap } from "./import-map.ts";
import { rowReader } from "./row-reading.ts";

const header = ["Id", "Who", "Type", "Subtype", "Subject", "From", "To", "Start", "End", "Mails"];
const base = { external_id: "Id", member: "Who", occurred_at: { column: "Start", format: "auto", zone: "UTC" } };

const refusalsOf = (columns: object, more: object = {}) => {
  const map = readMap({ source: "crm", columns: { ...base, kind: "Type", ...columns }, ...more }, activityFields);
  return map.ok ? [] : map.refusals;
};

/** What a map makes of a row of which these cells are not empty; undefined when it leaves the row out. */
const readBy = (columns: object, cells: Readonly<Record<string, string>>, more: object = {}) => {
  const map = readMap({ source: "crm", columns: { ...base, kind: "Type", ...columns }, ...more }, activityFields);
  if (!map.ok) throw new Error(map.refusals.map((each) => `${each.pointer} ${sentence(each, "en")}`).join(" "));
  const reader = rowReader(header, { fieldSet: activityFields, map: map.value, currency: "USD", timeZone: "Asia/Seoul" });
  if (!reader.ok) throw new Error(reader.refusals.map((each) => sentence(each, "en")).join(" "));
  const row: Readonly<Record<string, string>> = { Id: "1", Who: "raj", Type: "call", Start: "2026-03-02 09:05", ...cells };
  const read = reader.value.read(header.map((name) => row[name] ?? ""));
  return read === undefined ? undefined : { ...read.fields, refused: read.refusals.map(({ code }) => code) };
};

describe("a value", () => {
  test("is found however its letters are cased, as it is written before any other", () => {
    const outcome = { column: "Subject", values: { Connected: "connected", BUSY: "no_answer", busy: "refused" } };
    for (const [cell, meant] of [
      ["connected", "connected"],
      ["CONNECTED", "connected"],
      ["BUSY", "no_answer"],
      ["busy", "refused"],
      ["Busy", "no_answer"],
    ] as const)
      expect(readBy({ outcome }, { Subject: cell })).toMatchObject({ outcome: meant });
  });

  test("that is not listed rejects the row, stays, or is none, as the map says", () => {
    const outcome = { column: "Subject", values: { A: "answered" } };
    expect(readBy({ outcome }, { Subject: "Sold" })).toMatchObject({ refused: ["map-value"] });
    expect(readBy({ outcome: { ...outcome, unlisted: "keep" } }, { Subject: "Sold" })).toMatchObject({ outcome: "Sold", refused: [] });
    expect(readBy({ outcome: { ...outcome, unlisted: "empty" } }, { Subject: "Sold" })).not.toHaveProperty("outcome");
  });

  test("is known by how it begins, where it is not listed whole", () => {
    const kind = { column: "Subject", values: { "Email: none": "message" }, starts: { "Email:": "email", Call: "call" } };
    expect(readBy({ kind }, { Subject: "email: Our proposal" })).toMatchObject({ kind: "email" });
    expect(readBy({ kind }, { Subject: "Email: none" })).toMatchObject({ kind: "message" });
    expect(readBy({ kind }, { Subject: "Recall" })).toMatchObject({ refused: ["map-value"] });
  });
});

describe("of several rules", () => {
  const kind = {
    firstOf: [
      { column: "Subtype", values: { Call: "call", Task: "" }, unlisted: "empty" },
      { column: "Type", values: { Mail: "email", Other: "" }, unlisted: "keep" },
      { column: "Subject", starts: { Visit: "visit" }, unlisted: "empty" },
    ],
  };

  test("the first that has a value for the row is read", () => {
    expect(readBy({ kind }, { Subtype: "Call", Type: "Mail" })).toMatchObject({ kind: "call" });
    expect(readBy({ kind }, { Subtype: "Task", Type: "Mail" })).toMatchObject({ kind: "email" });
    expect(readBy({ kind }, { Subtype: "", Type: "Webinar" })).toMatchObject({ kind: "Webinar" });
    expect(readBy({ kind }, { Type: "Other", Subject: "Visit to Acme" })).toMatchObject({ kind: "visit" });
  });

  test("none has one: the row has none, what the map says then, or is left out", () => {
    const cells = { Type: "Other", Subject: "Minutes" };
    expect(readBy({ kind }, cells)).not.toHaveProperty("kind");
    expect(readBy({ kind: { ...kind, default: "meeting" } }, cells)).toMatchObject({ kind: "meeting" });
    expect(readBy({ kind: { ...kind, leaveOut: "true" } }, cells)).toBeUndefined();
    expect(readBy({ kind: { ...kind, leaveOut: true } }, { ...cells, Subtype: "Call" })).toMatchObject({ kind: "call" });
    expect(readBy({ prospect: { column: "To", leaveOut: true } }, {})).toBeUndefined();
  });

  test("each reads by its own format, and a refusal is of the one that had the value", () => {
    const occurred_at = {
      firstOf: [
        { column: "Start", format: "M/d/yyyy H:mm", zone: "UTC" },
        { column: "End", format: "auto", zone: "company" },
      ],
    };
    expect(readBy({ occurred_at }, { Start: "3/2/2026 9:05" })).toMatchObject({ occurredAt: "2026-03-02T09:05:00Z" });
    expect(readBy({ occurred_at }, { Start: "", End: "2026-03-02 18:05" })).toMatchObject({ occurredAt: "2026-03-02T09:05:00Z" });
    expect(readBy({ occurred_at }, { Start: "2026-03-02", End: "2026-03-02 18:05" })).toMatchObject({ refused: ["date-format"] });
  });
});

describe("for some rows only", () => {
  test("a rule gives something where all its conditions hold", () => {
    const prospect = {
      firstOf: [
        { column: "To", when: { column: "From", longest: 6 } },
        {
          column: "From",
          when: [
            { column: "From", shortest: 7 },
            { column: "To", longest: 6 },
          ],
        },
      ],
    };
    expect(readBy({ prospect }, { From: "1001", To: "2125550101" })).toMatchObject({ prospect: "2125550101" });
    expect(readBy({ prospect }, { From: "2125550101", To: "1001" })).toMatchObject({ prospect: "2125550101" });
    expect(readBy({ prospect }, { From: "2125550101", To: "2125550102" })).not.toHaveProperty("prospect");
    expect(readBy({ prospect }, { From: "", To: "2125550102" })).not.toHaveProperty("prospect");
  });

  test("a text of the map's own stands", () => {
    const direction = {
      firstOf: [
        { text: "outbound", when: { column: "From", longest: 6 } },
        { text: "inbound", when: { column: "To", longest: 6 } },
      ],
      leaveOut: true,
    };
    expect(readBy({ direction }, { From: "1001", To: "2125550101" })).toMatchObject({ direction: "outbound" });
    expect(readBy({ direction }, { From: "2125550101", To: "1001" })).toMatchObject({ direction: "inbound" });
    expect(readBy({ direction }, { From: "2125550101", To: "2125550102" })).toBeUndefined();
  });
});

describe("between two times", () => {
  const duration_seconds = { between: ["Start", "End"], format: "auto" };

  test("lie whole seconds, over midnight and with offsets too", () => {
    for (const [from, to, seconds] of [
      ["2026-03-02 09:05:00", "2026-03-02 09:08:41", 221],
      ["2026-03-02 23:59:30", "2026-03-03 00:00:30", 60],
      ["2026-03-02T09:05:00+09:00", "2026-03-02T00:05:01.999Z", 1],
      ["2026-03-02 09:05", "2026-03-02 09:05", 0],
    ] as const)
      expect(readBy({ duration_seconds }, { Start: from, End: to })).toMatchObject({ durationSeconds: seconds, refused: [] });
  });

  test("is nothing while one is missing, and never less than nothing", () => {
    expect(readBy({ duration_seconds }, { End: "" })).not.toHaveProperty("durationSeconds");
    expect(readBy({ duration_seconds }, { End: "2026-03-02 09:04" })).toMatchObject({ refused: ["duration-backwards"] });
    expect(readBy({ duration_seconds }, { End: "soon" })).toMatchObject({ refused: ["date-format"] });
  });
});

test("spellings of one thing become one", () => {
  expect(readBy({ external_id: { column: "Id", as: "salesforce-id" } }, { Id: "001A0000006Vm9u" })).toMatchObject({
    externalId: "001A0000006Vm9uIAC",
  });
  const prospect = { column: "Mails", as: "addresses" };
  expect(readBy({ prospect }, { Mails: '"Reyes, Dana" <dana@reyes.example>, omar@haddad.example' })).toMatchObject({
    prospect: "dana@reyes.example;omar@haddad.example",
  });
  expect(readBy({ prospect }, { Mails: "Dana Reyes" })).toMatchObject({ prospect: "Dana Reyes" });
  const phone = { column: "To", as: "international-phone", values: { anonymous: "" }, unlisted: "keep" };
  expect(readBy({ prospect: phone }, { To: "12125550101" })).toMatchObject({ prospect: "+12125550101" });
  expect(readBy({ prospect: phone }, { To: "+12125550101" })).toMatchObject({ prospect: "+12125550101" });
  expect(readBy({ prospect: phone }, { To: "anonymous" })).not.toHaveProperty("prospect");
});

test("a time without an offset may be of the company's zone", () => {
  const occurred_at = { column: "Start", format: "auto", zone: "company" };
  expect(readBy({ occurred_at }, { Start: "2026-03-02 09:05" })).toMatchObject({ occurredAt: "2026-03-02T00:05:00Z" });
});

test.each([
  [{ outcome: { column: "Type", unlisted: "maybe" } }, "/columns/outcome/unlisted", "reject, keep, empty"],
  [{ external_id: { column: "Id", as: "hubspot" } }, "/columns/external_id/as", "salesforce-id"],
  [{ direction: { text: "outbound" } }, "/columns/direction", "{ text: …, when: … }"],
  [{ duration_seconds: { between: ["Start"] } }, "/columns/duration_seconds/between", "the beginning and the end"],
  [{ kind: { firstOf: [] } }, "/columns/kind/firstOf", "a list of columns or rules"],
  [{ kind: { firstOf: ["Type"], format: "auto" } }, "/columns/kind/format", "format"],
  [{ kind: { firstOf: [{ firstOf: ["Type"] }] } }, "/columns/kind/firstOf/0/firstOf", "firstOf"],
  [{ kind: { column: "Type", leaveOut: "perhaps" } }, "/columns/kind/leaveOut", "true or false"],
  [{ kind: { column: "Type", when: { column: "Type", longest: "six" } } }, "/columns/kind/when/longest", "a number of characters"],
  [{ kind: { column: "Type", when: { column: "Type" } } }, "/columns/kind/when", "longest, shortest"],
  [{ kind: { column: "Type", starts: ["Call"] } }, "/columns/kind/starts", "fields with their columns"],
])("%o is refused at its place, with what would be right", (columns, pointer, said) => {
  const refusals = refusalsOf(columns);
  expect(refusals.map((each) => each.pointer)).toContain(pointer);
  expect(refusals.map((each) => sentence(each, "en")).join(" ")).toContain(said);
});
