import { describe, expect, test } from "vitest";
import { testApi, type Answer } from "./api.ts";
import { newKey } from "./key.ts";
import { openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

const { database } = await testDatabase();
const company = {
  company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
};
const { companyId } = await openCompany(database, company);
const { ask, faults } = await testApi(database);
const who = await newKey(database, companyId, "editor");

type Thing = {
  readonly what: string;
  readonly url: string;
  /** Where it is read. */
  readonly from?: string;
  readonly type?: string;
  /** One way to change it, and another. */
  readonly first: string;
  readonly second: string;
  readonly isThere?: true;
};

const json = (value: unknown): string => JSON.stringify(value);
const draft = (target: number): string => json({ plans: [{ id: "weekly", cadence: "week", require: { metric: "calls", target } }] });
const map = (column: string): string =>
  json({
    what: "activities",
    header: [column, "Id", "At"],
    map: { columns: { member: column, external_id: "Id", occurred_at: "At" }, constants: { source: "x", kind: "call" } },
  });

const things: readonly Thing[] = [
  {
    what: "the company's file",
    url: "/api/v1/company",
    from: "/api/v1/company/file",
    first: json({ ...company, teams: [{ id: "one", name: "One" }] }),
    second: json({ ...company, teams: [{ id: "two", name: "Two" }] }),
    isThere: true,
  },
  { what: "a draft", url: "/api/v1/drafts/q2", first: draft(10), second: draft(20) },
  { what: "a map", url: "/api/v1/import-maps/phone", first: map("Agent"), second: map("Rep") },
  {
    what: "a table of targets",
    url: "/api/v1/targets/calls-2127?metric=calls",
    from: "/api/v1/targets/calls-2127",
    first: json([{ member: "raj", period: "2127-01", target: 5 }]),
    second: json([{ member: "raj", period: "2127-01", target: 7 }]),
  },
];

const put = ({ url, type = "application/json" }: Thing, payload: string, seen?: string): Promise<Answer> =>
  ask({
    method: "PUT",
    url,
    payload,
    headers: { ...who, "content-type": type, "if-match": seen },
  });
const tagOf = async ({ from, url }: Thing): Promise<string> => {
  const { status, headers } = await ask({ url: from ?? url, headers: { ...who } });
  expect(status).toBe(200);
  return String(headers["etag"]);
};

describe.each(things)("$what", (thing) => {
  test("is made by whoever has seen nothing, and changed by whoever has seen it as it is (B70, B71)", async () => {
    if (thing.isThere !== true) {
      // Somebody has seen what is not there.
      expect(await put(thing, thing.first, '"1"')).toMatchObject({ status: 412, body: { code: "version-mismatch" } });
      expect(await put(thing, thing.first)).toMatchObject({ status: 200 });
    }
    const first = await tagOf(thing);
    expect(first).toMatch(/^"[\x21\x23-\x7e]+"$/);
    expect(await tagOf(thing)).toBe(first);
    const unsaid = await put(thing, thing.second);
    expect(unsaid).toMatchObject({
      status: 428,
      body: { code: "precondition-required", detail: expect.stringContaining(first) },
      headers: { etag: first },
    });
    expect(await tagOf(thing)).toBe(first);

    expect(await put(thing, thing.second, first)).toMatchObject({ status: 200 });
    const second = await tagOf(thing);
    expect(second).not.toBe(first);
    expect(await put(thing, thing.first, first)).toMatchObject({
      status: 412,
      body: { code: "version-mismatch", detail: expect.stringContaining(second) },
      headers: { etag: second },
    });
    expect(await tagOf(thing)).toBe(second);
    // Strong comparison: a weak tag is none of them.
    expect(await put(thing, thing.first, `W/${second}`)).toMatchObject({ status: 412 });
    expect(await put(thing, thing.first, `"other", ${second}`)).toMatchObject({ status: 200 });
    expect(await put(thing, thing.second, "*")).toMatchObject({ status: 200 });
  });

  test("of ten who saw the same, one changes it", async () => {
    const seen = await tagOf(thing);
    const answers = await Promise.all(Array.from({ length: 10 }, () => put(thing, thing.first, seen)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
  });

  test.for(["7", '"7', "x, y", '"a" "b"', `"${"x".repeat(2_000)}"`, ""])("If-Match: %s is none", async (seen) => {
    expect(await put(thing, thing.first, seen)).toMatchObject({ status: 400, body: { code: "if-match-format" } });
  });
});

test("a draft is published by whoever has seen it as it is", async () => {
  const url = "/api/v1/drafts/q3";
  const drafted = { what: "a draft", url, first: draft(10), second: draft(20) };
  expect(await put(drafted, drafted.first)).toMatchObject({ status: 200 });
  const seen = await tagOf(drafted);
  expect(await put(drafted, drafted.second, seen)).toMatchObject({ status: 200 });
  const publish = (asSeen?: string, query = "") =>
    ask({ method: "POST", url: `${url}/publication${query}`, payload: {}, headers: { ...who, "if-match": asSeen } });
  expect(await publish()).toMatchObject({ status: 428, body: { code: "precondition-required" } });
  expect(await publish(seen)).toMatchObject({ status: 412, body: { code: "version-mismatch" } });
  expect(await publish(seen, "?dryRun=true")).toMatchObject({ status: 200 });
  const both = await Promise.all([tagOf(drafted), tagOf(drafted)]);
  const answers = await Promise.all(both.map((tag) => publish(tag)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: "draft-decided" });
});

test("what is only looked at needs no version", async () => {
  expect(
    (await ask({ method: "PUT", url: "/api/v1/company?dryRun=true", payload: company, headers: { ...who, "if-match": undefined } })).status,
  ).toBe(200);
});

test("nothing of this was a fault", () => {
  expect(faults).toEqual([]);
});
