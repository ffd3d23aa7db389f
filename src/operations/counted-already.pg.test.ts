import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { must, NOW, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { countActivities } from "./count-activities.ts";
import { deleteImportMap } from "./delete-import-map.ts";
import { fileAt } from "./files/spool.ts";
import type { ImportPreview } from "./import-preview.ts";
import { listImportMaps } from "./list-import-maps.ts";
import { previewImport } from "./preview-import.ts";
import type { PreviewOptions } from "./preview-opening.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-again-"));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, rows: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, [...rows, ""].join("\n"));
  return path;
};

let companies = 0;
/** A company of its own, in which files are imported as a person would who says yes to everything. */
const fresh = async () => {
  companies += 1;
  const id = `again-${companies}`;
  const { companyId } = await openCompany(database, {
    company: { id, name: id, country: "US", timeZone: "America/New_York", currency: "USD" },
    members: [
      { id: "raj", name: "Raj Patel", email: "raj@x.example" },
      { id: "kim", name: "Kim" },
    ],
    metrics: [{ id: "calls", name: "Calls", where: 'kind == "call"' }],
  });
  const attain = (...commandLine: readonly string[]): Promise<Ended> =>
    attainWith(over(database), ["--lang", "en", "--company", id, ...commandLine]);
  const take = (name: string, rows: readonly string[], ...options: readonly string[]): Promise<Ended> =>
    attain("import", "activities", write(name, rows), "--yes", ...options);
  const preview = async (name: string, rows: readonly string[], options: Partial<PreviewOptions> = {}): Promise<ImportPreview> => {
    const file = await fileAt(write(name, rows));
    if (file === undefined) throw new Error(`${name} is not there`);
    return must(await previewImport(database, companyId, file, name, { language: "en", now: NOW, ...options }));
  };
  const counted = async (): Promise<number> => {
    const found = await countActivities(database, companyId, { by: [] });
    return must(found).total;
  };
  return { companyId, attain, take, preview, counted };
};

const head = "Call date,Agent,Customer phone,Result";
const call = (minute: number, result = "Busy", more = ""): string =>
  `2026-02-02 09:${String(minute).padStart(2, "0")},raj,(212) 555-01${String(minute).padStart(2, "0")},${result}${more}`;

describe("a file without ids", () => {
  test("whose later version needs a further column to tell its rows apart is read as before, and asks", async () => {
    const { take, preview, counted } = await fresh();
    const first = [head, call(1), call(2)];
    expect((await take("calls.csv", first)).stdout).toContain("accepted 2");
    // Two calls in one minute to one number, told apart by what came of them.
    const later = [...first, call(3), call(3, "Connected")];
    const refused = await take("calls.csv", later);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("--answer ids=");
    expect(refused.stderr).toContain("“Call date”, “Agent”, “Customer phone”");
    expect(await counted()).toBe(2);
    expect((await take("calls.csv", later, "--answer", "ids=as-before")).status).toBe(0);
    expect(await counted()).toBe(3);
    const found = await preview("calls.csv", later);
    expect(found).toMatchObject({ canImport: false, questions: [{ id: "direction" }, { id: "ids", chosen: null }] });
  });

  test("is read as before also where it has another column, or an id by now", async () => {
    const { take, preview, counted } = await fresh();
    await take("calls.csv", [head, call(1), call(2)]);
    const numbered = [`${head},Call Id`, call(1, "Busy", ",c-1"), call(2, "Busy", ",c-2"), call(3, "Busy", ",c-3")];
    expect((await preview("calls.csv", numbered)).fields.find(({ field }) => field === "external_id")?.from).toEqual([
      "Call date",
      "Agent",
      "Customer phone",
    ]);
    expect((await take("calls.csv", numbered)).stdout).toMatch(/accepted 1, duplicate 2/);
    expect(await counted()).toBe(3);
  });

  test("that lacks a column that its ids were made from is not taken before somebody says that its acts are others", async () => {
    const { take, preview, counted } = await fresh();
    await take("calls.csv", [head, call(1), call(2)]);
    const short = ["Call date,Agent,Result", "2026-02-02 09:01,raj,Busy", "2026-02-02 09:02,raj,Busy"];
    const found = await preview("calls.csv", short);
    expect(found.canImport).toBe(false);
    expect(found.questions.find(({ id }) => id === "ids")?.text).toMatch(/“calls” has 2 records of these days .*has no “Customer phone”/);
    const map = { ...found.map, constants: { ...(found.map["constants"] as object), direction: "outbound" } };
    expect((await preview("calls.csv", short, { map })).canImport).toBe(false);
    expect((await take("calls.csv", short)).status).toBe(2);
    expect(await counted()).toBe(2);
    expect((await take("calls.csv", short, "--answer", "ids=other-acts")).status).toBe(0);
    expect(await counted()).toBe(4);
  });

  test("of other days lacks nothing", async () => {
    const { take, counted } = await fresh();
    await take("calls.csv", [head, call(1), call(2)]);
    expect((await take("calls.csv", ["Call date,Agent,Result", "2026-02-03 09:01,raj,Busy"])).status).toBe(0);
    expect(await counted()).toBe(3);
  });

  test("answers what was answered for the file before", async () => {
    const { take, preview } = await fresh();
    const rows = [head, call(1), call(2)];
    await take("calls.csv", rows, "--answer", "direction=outbound");
    expect((await preview("calls.csv", rows)).questions).toMatchObject([{ id: "direction", chosen: "outbound" }]);
    expect((await take("calls.csv", rows)).stdout).toMatch(/accepted 0, duplicate 2/);
  });

  test("has a map that says that it was kept by itself, and that may be forgotten", async () => {
    const { companyId, attain, take } = await fresh();
    await take("calls.csv", [head, call(1)]);
    const { importMaps } = await listImportMaps(database, companyId);
    expect(importMaps).toMatchObject([{ name: "calls.csv", keptFor: "calls.csv", what: "activities" }]);
    expect((await attain("list-import-maps")).stdout).toContain("kept by itself for calls.csv");
    expect((await deleteImportMap(database, companyId, importMaps[0]?.id ?? "")).ok).toBe(true);
    await take("calls.csv", [head, call(1)], "--save-map", "Phone");
    expect((await listImportMaps(database, companyId)).importMaps).toMatchObject([{ id: "phone", keptFor: null }]);
  });
});

describe("acts that another source has told", () => {
  test("are not counted again without a word", async () => {
    const { take, preview, counted } = await fresh();
    await take("calls.csv", [head, call(1), call(2), call(3)]);
    const march = [head, call(2), call(3), call(4)];
    const found = await preview("march-report.csv", march);
    const question = found.questions.find(({ id }) => id === "source");
    expect(question).toMatchObject({ chosen: null, choices: [{ id: "calls" }, { id: "other-acts" }] });
    expect(question?.text).toMatch(/^Acts of this file are counted already: 2 from “calls”, since \d{4}-\d\d-\d\d\./);
    expect(found.canImport).toBe(false);
    const refused = await take("other.csv", march);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("--answer source=")]);
    expect(await counted()).toBe(3);
  });

  test("count once as of the same source, and once more as other acts", async () => {
    const { take, preview, counted } = await fresh();
    await take("calls.csv", [head, call(1), call(2)]);
    expect((await take("march.csv", [head, call(2), call(3)], "--answer", "source=calls")).stdout).toMatch(/accepted 1, duplicate 1/);
    expect(await counted()).toBe(3);
    // From now on such files are of that source.
    expect((await preview("march.csv", [head, call(3), call(4)])).map["source"]).toBe("calls");
    expect((await take("visits.csv", [head, call(3)], "--answer", "source=other-acts")).stdout).toMatch(/accepted 1, duplicate 0/);
    expect(await counted()).toBe(4);
  });

  test("are asked about however else the map is changed, until the map says it", async () => {
    const { take, preview } = await fresh();
    await take("calls.csv", [head, call(1), call(2)]);
    const rows = [head, call(2)];
    const { map } = await preview("other.csv", rows);
    const changed = { ...map, constants: { ...(map["constants"] as object), direction: "inbound" } };
    expect(await preview("other.csv", rows, { map: changed })).toMatchObject({ canImport: false, questions: [{ id: "source" }] });
    expect(await preview("other.csv", rows, { map: { ...changed, source: "calls" } })).toMatchObject({ canImport: true, questions: [] });
    expect(await preview("other.csv", rows, { map: { ...changed, distinctFrom: ["calls"] } })).toMatchObject({
      canImport: true,
      questions: [],
    });
  });

  test("are not those that only have the same number", async () => {
    const { take, preview } = await fresh();
    const numbered = (minute: number): readonly string[] => [`Call Id,${head}`, `7,${call(minute)}`];
    await take("calls.csv", numbered(1));
    expect((await preview("dialer.csv", numbered(2))).questions.map(({ id }) => id)).toEqual(["direction"]);
    expect((await preview("dialer.csv", numbered(1))).questions.map(({ id }) => id)).toEqual(["direction", "source"]);
  });
});

describe("people of whom nothing is an activity", () => {
  const people = (owners: readonly string[]): readonly string[] => [
    "Customer name,Email,Account owner",
    ...owners.map((owner, at) => `Customer ${at},c${at}@customer.example,${owner}`),
  ];

  test("come in without an owner whom nobody knows, and the preview counts them", async () => {
    const { preview, attain } = await fresh();
    const rows = people(["Diane", "Diane", "raj", "Raj Patel", "Zoe"]);
    const found = await preview("customers.csv", rows);
    expect(found).toMatchObject({ what: "prospects", canImport: true, rejected: 0, questions: [{ id: "owners", chosen: "leave-open" }] });
    expect(found.questions[0]?.text).toMatch(/3 rows name 2 people who are no members: “Diane”, “Zoe”/);
    const taken = await attain("import", "prospects", write("customers.csv", rows), "--yes");
    expect([taken.status, taken.stdout]).toEqual([0, expect.stringContaining("created 5")]);
  });

  test("are not proposed as they are where that would reject all of them", async () => {
    const { preview } = await fresh();
    const rows = people(["Diane", "Zoe"]);
    const found = await preview("customers.csv", rows, { answers: { owners: "reject" } });
    expect(found).toMatchObject({ rejected: 2, canImport: false, refusals: [{ code: "import-all-rejected" }] });
    expect((await preview("customers.csv", rows)).canImport).toBe(true);
  });

  test("of a file with our own columns are told of as well", async () => {
    const { preview } = await fresh();
    expect(await preview("p.csv", ["email,owner", "a@c.example,nobody", "b@c.example,raj"])).toMatchObject({
      rejected: 1,
      rejections: [{ row: 2, errors: [{ code: "not-found", pointer: "/owner" }] }],
    });
  });

  test("who are to be members are held against the company", async () => {
    const { preview } = await fresh();
    expect(
      await preview("m.csv", ["id,name,email,team", "new,New,raj@x.example,", "zoe,Zoe,zoe@x.example,"], { what: "members" }),
    ).toMatchObject({
      what: "members",
      rejected: 1,
    });
  });
});
