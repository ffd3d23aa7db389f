import { describe, expect, test } from "vitest";
import { activityContext, readActivity } from "./activity-reading.ts";
import type { Company } from "./company.ts";

const company: Pick<Company, "kinds" | "sources" | "attributes" | "country" | "currency"> = {
  kinds: [{ id: "house-visit", name: { en: "House visit" } }],
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "crm", provenance: "self_reported" },
  ],
  attributes: { campaign: "string", rooms: "int", premium: "money", renewal: "bool" },
  country: "KR",
  currency: "KRW",
};
const context = activityContext(company, "imported");
const now = 1_775_001_600_000_000n; // 2026-04-01T00:00:00Z

const call = { source: "dialer", externalId: "C-1", member: "raj", kind: "call", occurredAt: "2026-03-02T10:00:00+09:00" };

const read = (fields: unknown) => readActivity(fields, context, now);
const reported = (more: object) => {
  const outcome = read({ ...call, ...more });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};
/** `code pointer` of each refusal. */
const refusalsOf = (fields: unknown): readonly string[] => {
  const outcome = read(fields);
  return outcome.ok ? [] : outcome.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
};

test("the required fields are enough", () => {
  expect(read(call)).toEqual({
    ok: true,
    value: {
      source: "dialer",
      externalId: "C-1",
      members: [{ reference: "raj", weight: 1n }],
      kind: "call",
      occurred: { at: 1_772_413_200_000_000n },
      provenance: "captured",
      direction: null,
      durationSeconds: null,
      outcome: null,
      prospects: [],
      quantity: null,
      amount: null,
      subject: null,
      url: null,
      evidence: null,
      attributes: null,
      signal: null,
      revisedAt: null,
      voided: null,
      isTotal: false,
    },
  });
});

test("every field is read", () => {
  expect(
    reported({
      kind: "house-visit",
      direction: "outbound",
      durationSeconds: 41,
      outcome: "answered",
      prospect: "Mina@example.com",
      quantity: 2,
      amount: "12.34",
      currency: "USD",
      provenance: "imported",
      subject: " Renewal ",
      url: "https://crm.example/1",
      evidence: "http://files.example/a?b#c",
      attributes: { rooms: 3, campaign: "봄", premium: "50000", renewal: false },
      revisedAt: "2026-03-03T00:00:00Z",
      voidedAt: "2026-03-04T00:00:00Z",
      voidReason: "entered twice",
      total: false,
    }),
  ).toMatchObject({
    kind: "house-visit",
    direction: "outbound",
    durationSeconds: 41n,
    outcome: "answered",
    prospects: [{ kind: "email", value: "mina@example.com" }],
    quantity: 2n,
    amount: { amountMinor: 1234n, currency: "USD" },
    provenance: "imported",
    subject: "Renewal",
    url: "https://crm.example/1",
    attributes: { campaign: "봄", premium: { amountMinor: 50_000n, currency: "KRW" }, renewal: false, rooms: 3n },
    revisedAt: 1_772_496_000_000_000n,
    voided: { at: 1_772_582_400_000_000n, reason: "entered twice" },
  });
});

test("a day without a time is taken", () => {
  const { occurredAt: _, ...untimed } = call;
  expect(read({ ...untimed, occurredOn: "2026-03-02" })).toMatchObject({ ok: true, value: { occurred: { on: 20_514 } } });
});

test("words of a closed list are found whatever their case and spaces", () => {
  expect(reported({ kind: " Call ", direction: "Outbound" })).toMatchObject({ kind: "call", direction: "outbound" });
  expect(reported({ kind: "Statement of Work" }).kind).toBe("statement_of_work");
  expect(reported({ kind: "House Visit" }).kind).toBe("house-visit");
  expect(reported({ outcome: "No Answer" }).outcome).toBe("no_answer");
  expect(reported({ outcome: "Left a note" }).outcome).toBe("Left a note");
});

test("null is the same as left out", () => {
  expect(
    reported({ direction: null, prospect: null, amount: null, attributes: { campaign: null }, voidedAt: null, occurredOn: null }),
  ).toEqual(reported({}));
});

test("the order of attributes makes no other record", () => {
  const keys = (attributes: object) => Object.keys(reported({ attributes }).attributes ?? {});
  expect(keys({ rooms: 1, campaign: "a" })).toEqual(keys({ campaign: "a", rooms: 1 }));
});

test("a daily total is known by its member, kind and day", () => {
  const total = { source: "sheet", member: "raj", kind: "Call", occurredOn: "2026-03-02", quantity: 15, total: true };
  expect(reported({ ...total, externalId: undefined, occurredAt: undefined })).toMatchObject({
    externalId: "total:raj:call:2026-03-02",
    quantity: 15n,
    isTotal: true,
  });
  expect(refusalsOf({ ...call, externalId: "total:raj:call:2026-03-02" })).toEqual(["total-reserved /externalId"]);
  expect(refusalsOf({ ...total, externalId: "7" })).toEqual(["total-identity /externalId"]);
  expect(refusalsOf({ ...total, member: "r".repeat(250) })).toEqual(["key-too-long /member"]);
});

describe("provenance", () => {
  test("is the most that the source may claim", () => {
    expect(reported({ source: "crm" }).provenance).toBe("self_reported");
  });
  test("is the door's for a source that nobody declared", () => {
    expect(reported({ source: "fresh" }).provenance).toBe("imported");
    expect(reported({ source: "fresh", provenance: "captured" }).provenance).toBe("captured");
  });
  test("may be claimed lower, never higher", () => {
    expect(reported({ provenance: "self_reported" }).provenance).toBe("self_reported");
    expect(refusalsOf({ ...call, source: "crm", provenance: "imported" })).toEqual(["provenance-exceeds /provenance"]);
  });
});

test("all that is wrong is told at once", () => {
  expect(
    refusalsOf({
      source: "",
      member: "raj:60%;mina:50%",
      kind: "cal",
      direction: "out",
      occurredAt: "yesterday",
      durationSeconds: "41",
      quantity: 1.5,
      prospect: "a@b.co;c@",
      amount: 12.34,
      provenance: "attested",
      url: "javascript:alert(1)",
      evidence: "file.pdf",
      total: true,
      signal: "s-1",
      attributes: { campain: "x", rooms: "3", renewal: "yes" },
      voidedAt: "2026-03-04T00:00:00Z",
      tenant_id: 7,
    }),
  ).toEqual([
    "unknown-field /tenant_id",
    "key-empty /source",
    "shares-sum /member",
    "kind-unknown /kind",
    "enum /direction",
    "date-format /occurredAt",
    "type /durationSeconds",
    "email-format /prospect",
    "number-integer /quantity",
    "type /amount",
    "provenance-attested /provenance",
    "url-scheme /url",
    "url-scheme /evidence",
    "unknown-field /attributes/campain",
    "type /attributes/rooms",
    "type /attributes/renewal",
    "signal-key /signal",
    "void-reason /voidReason",
  ]);
});

describe("refused:", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["an array where an object is due (B5)", [call], ["type "]],
    ["null as the whole (B6)", null, ["type "]],
    ["a text as the whole (B6)", "x", ["type "]],
    ["a number as the whole (B6)", 42, ["type "]],
    ["a prototype (B18)", JSON.parse(`{"__proto__":{"role":"admin"},${JSON.stringify(call).slice(1)}`), ["unknown-field /__proto__"]],
    ["a constructor (B19)", { ...call, constructor: { prototype: {} } }, ["unknown-field /constructor"]],
    [
      "what the server sets (B23)",
      { ...call, counted: true, created_at: "2026-03-02T10:00:00Z" },
      ["unknown-field /counted", "unknown-field /created_at"],
    ],
    [
      "an attribute that is a trap (B18)",
      { ...call, attributes: JSON.parse('{"__proto__":"x"}') },
      ["unknown-field /attributes/__proto__"],
    ],
    ["no member (B24)", { ...call, member: undefined }, ["required /member"]],
    ["an empty subject (B26)", { ...call, subject: " " }, ["text-empty /subject"]],
    ["a number below zero", { ...call, durationSeconds: -1 }, ["number-min /durationSeconds"]],
    ["a duration of years", { ...call, durationSeconds: 1e9 }, ["number-range /durationSeconds"]],
    ["half a won (B35)", { ...call, amount: "1.5", currency: "KRW" }, ["money-scale /amount"]],
    ["an amount without a currency", { ...call, amount: "15" }, ["currency-required /currency"]],
    ["a currency that is none (B37)", { ...call, amount: "15", currency: "BTC" }, ["currency-unknown /currency"]],
    ["a currency that is none, beside no amount", { ...call, currency: "BTC" }, ["currency-unknown /currency"]],
    ["NUL in a text (B44)", { ...call, subject: "a\0b" }, ["text-nul /subject"]],
    ["an escape sequence (B46)", { ...call, subject: "\u001b[31m" }, ["text-control /subject"]],
    ["a text too long (B43)", { ...call, subject: "x".repeat(1001) }, ["text-too-long /subject"]],
    ["an id of null (G5)", { ...call, externalId: "null" }, ["key-placeholder /externalId"]],
    ["an id that is a number (G6)", { ...call, externalId: 123 }, ["type /externalId"]],
    ["an id with a space before it (G14)", { ...call, externalId: " C-1" }, ["key-space /externalId"]],
    ["no time (F1)", { ...call, occurredAt: "" }, ["date-required /occurredAt"]],
    ["neither time nor day", { ...call, occurredAt: null }, ["occurrence-required /occurredAt"]],
    ["both time and day", { ...call, occurredOn: "2026-03-02" }, ["occurrence-twice /occurredOn"]],
    ["a time without an offset (F26)", { ...call, occurredAt: "2026-01-05T10:00:00" }, ["date-offset /occurredAt"]],
    ["tomorrow (F51)", { ...call, occurredAt: "2026-04-02T00:00:00Z" }, ["date-future /occurredAt"]],
    ["six minutes ahead (F53)", { ...call, occurredAt: "2026-04-01T00:06:00Z" }, ["date-future /occurredAt"]],
    ["a revision of tomorrow", { ...call, revisedAt: "2026-04-02T00:00:00Z" }, ["date-future /revisedAt"]],
    ["an empty date in disguise (F47)", { ...call, occurredAt: "1970-01-01T00:00:00Z" }, ["date-range /occurredAt"]],
    ["a reason without a void", { ...call, voidReason: "twice" }, ["void-time /voidedAt"]],
    ["a link with a script (A48)", { ...call, url: 'https://a.b/"><script>' }, ["url-scheme /url"]],
    ["one of two prospects that is none", { ...call, prospect: "" }, ["text-empty /prospect"]],
  ])("%s", (_, fields, expected) => {
    expect(refusalsOf(fields)).toEqual(expected);
  });
});

test("four minutes ahead is a difference of clocks (F52)", () => {
  expect(refusalsOf({ ...call, occurredAt: "2026-04-01T00:04:00Z" })).toEqual([]);
});
