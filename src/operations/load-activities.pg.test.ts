import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { must, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { parseSpanText } from "../domain/span-text.ts";
import { importActivities } from "./import-activities.ts";
import { loadActivities, type LoadAnswer, type LoadInput, type LoadPreview } from "./load-activities.ts";
import { restoreActivity } from "./restore-activity.ts";
import { showActivity } from "./show-activity.ts";
import { verifyCompany } from "./verify-company.ts";
import { voidActivity } from "./void-activity.ts";

const { database, owner } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "attain-load-"));
afterAll(() => rm(folder, { recursive: true }));

let companies = 0;
let product: Product;
let companyId = 0;
beforeEach(async () => {
  companies += 1;
  product = await openCompany(database, {
    company: { id: `loads-${companies}`, name: "Loads", country: "US", timeZone: "America/New_York", currency: "USD" },
    sources: [
      { id: "dialer", provenance: "captured" },
      { id: "crm", provenance: "self_reported" },
    ],
    members: [
      { id: "raj", name: "Raj", timeZone: "Asia/Kolkata" },
      { id: "mina", name: "Mina" },
    ],
    metrics: [
      { id: "calls", name: "Calls", where: 'kind == "call"' },
      { id: "people", name: "People", where: 'kind == "call"', oncePer: { prospect: "month" } },
    ],
  });
  companyId = product.companyId;
});

const header = "source,external_id,member,kind,occurred_at,prospect,duration_seconds";
const numbers = Array.from({ length: 100 }, (_, index) => index + 1);
/** Call 3 and call 53 are with the same prospect, and the earlier of them holds the credit of the month. */
const call = (number: number, { source = "dialer", member = "raj", seconds = 60 } = {}): string =>
  `${source},call-${number},${member},call,2026-03-${String((number % 28) + 1).padStart(2, "0")}T10:00:00Z,p${number % 50}@client.example,${seconds}`;
const calls = (wanted: (number: number) => boolean = () => true): readonly string[] => numbers.filter(wanted).map((number) => call(number));
const lacking = (...missing: readonly number[]): readonly string[] => calls((number) => !missing.includes(number));

const write = async (rows: readonly string[], name = "calls.csv"): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, [header, ...rows].join("\n"));
  return path;
};

const inputOf = async (rows: readonly string[], more: Partial<LoadInput> = {}): Promise<LoadInput> => {
  const path = await write(rows);
  return {
    from: { path },
    fileName: "calls.csv",
    rejectedPath: `${path}.rejected.csv`,
    by: "kim",
    span: must(parseSpanText("2026-03-01..2026-04-01", "")),
    sources: [],
    ...more,
  };
};

const load = async (rows: readonly string[], more: Partial<LoadInput> = {}): Promise<LoadAnswer> =>
  must(await loadActivities(database, companyId, await inputOf(rows, more), () => Promise.resolve(true)));

const preview = async (rows: readonly string[], more: Partial<LoadInput> = {}): Promise<LoadPreview> => {
  const answer = must(await loadActivities(database, companyId, await inputOf(rows, more), () => Promise.resolve(false)));
  expect(answer.done).toBeNull();
  return answer.preview;
};

const importRows = async (rows: readonly string[]) => {
  const path = await write(rows, "plain.csv");
  return must(await importActivities(database, companyId, { from: { path }, fileName: "plain.csv", rejectedPath: `${path}.rejected.csv` }));
};

const credited = async (metric = "calls", member = "raj"): Promise<unknown> =>
  (await product.explain(member, metric, "2026-03-15", { cadence: "month" })).credited;
const shown = async (externalId: string, source = "dialer") => must(await showActivity(database, companyId, { source, externalId }));
const verified = async (): Promise<void> => {
  expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
};
const left = async (): Promise<unknown> =>
  (
    await owner.pool.query(
      "select (select count(*)::integer from load_keys) as keys, (select count(*)::integer from loads where ended_at is null) as loads",
    )
  ).rows[0];

test("a complete load that lacks 3 of 100 records previews, then voids the 3; a later one that has them restores them; one that a person voided stays void", async () => {
  await importRows(calls());
  must(await voidActivity(database, companyId, { source: "dialer", externalId: "call-5" }, { reason: "a test call", by: "kim" }));
  expect([await credited(), await credited("people")]).toEqual([99, 50]);

  const before = await preview(lacking(3, 4, 5, 6));
  expect(before).toMatchObject({
    from: "2026-03-01",
    before: "2026-04-01",
    received: 96,
    missing: 3,
    sources: [{ source: "dialer", records: 96, outside: 0, missing: 3 }],
    first: [
      { source: "dialer", externalId: "call-3", member: "raj", kind: "call", occurredAt: "2026-03-04T10:00:00Z", localDay: "2026-03-04" },
      { externalId: "call-4" },
      { externalId: "call-6" },
    ],
    byMemberAndDay: [
      { member: "raj", day: "2026-03-04", count: 1 },
      { member: "raj", day: "2026-03-05", count: 1 },
      { member: "raj", day: "2026-03-07", count: 1 },
    ],
  });
  expect([await credited(), (await shown("call-3")).isVoid]).toEqual([99, false]);

  const voided = await load(lacking(3, 4, 5, 6));
  expect(voided.done).toMatchObject({ received: 96, accepted: 0, duplicates: 96, rejected: 0, voided: 3, refusals: [] });
  // Each of the three was the first of two with its prospect: the credit of the month goes to the second.
  expect([await credited(), await credited("people")]).toEqual([96, 50]);
  expect(await shown("call-3")).toMatchObject({
    isVoid: true,
    voidReason: "missing from the complete load (2026-03-01..2026-04-01, calls.csv)",
    absences: [{ load: voided.done?.load, file: "calls.csv", doneBy: "kim", returnedAt: null }],
  });
  await verified();

  const again = await load(lacking(3, 4, 5, 6));
  expect([again.preview.missing, again.done?.voided]).toEqual([0, 0]);

  const restored = await load(calls());
  expect(restored).toMatchObject({ preview: { missing: 0 }, done: { received: 100, revised: 4, duplicates: 96, voided: 0 } });
  expect([await credited(), await credited("people")]).toEqual([99, 50]);
  expect(await shown("call-3")).toMatchObject({
    isVoid: false,
    voidReason: null,
    earlier: [],
    absences: [{ returnedAt: expect.any(String) }],
  });
  expect(await shown("call-5")).toMatchObject({ isVoid: true, voidReason: "a test call" });
  await verified();

  must(await restoreActivity(database, companyId, { source: "dialer", externalId: "call-5" }, { reason: "it was none", by: "kim" }));
  expect(await credited()).toBe(100);
  await verified();
  expect(await left()).toEqual({ keys: 0, loads: 0 });
});

test("what a person restores while the source lacks it stays void until the source has it", async () => {
  await importRows(calls());
  const key = { source: "dialer", externalId: "call-5" };
  must(await voidActivity(database, companyId, key, { reason: "a test call", by: "kim" }));
  expect((await load(lacking(5))).done).toMatchObject({ voided: 0 });
  must(await restoreActivity(database, companyId, key, { reason: "it was none", by: "kim" }));
  expect([await credited(), (await shown("call-5")).voidReason]).toEqual([
    99,
    "missing from the complete load (2026-03-01..2026-04-01, calls.csv)",
  ]);
  expect(await importRows([call(5)])).toMatchObject({ revised: 1 });
  expect(await credited()).toBe(100);
  await verified();
});

describe("any later delivery that has the record brings it back", () => {
  test("also with an older content, which does not undo the newer", async () => {
    await importRows(calls());
    await importRows([call(3, { seconds: 90 })]);
    await load(lacking(3));
    expect(await importRows([call(3)])).toMatchObject({ revised: 1, duplicates: 0 });
    expect(await shown("call-3")).toMatchObject({ isVoid: false, durationSeconds: 90, revisions: 2 });
    expect(await importRows([call(3)])).toMatchObject({ revised: 0, duplicates: 1 });
    await verified();
  });

  test("with a new content, which holds", async () => {
    await importRows(calls());
    await load(lacking(3));
    expect(await importRows([call(3, { member: "mina" })])).toMatchObject({ revised: 1 });
    expect([await credited(), await credited("calls", "mina")]).toEqual([99, 1]);
    expect((await shown("call-3")).absences).toMatchObject([{ returnedAt: expect.any(String) }]);
    await verified();
  });

  test("also when it says an earlier revision time than what holds", async () => {
    const record = { source: "crm", externalId: "m-1", member: "raj", kind: "call", occurredAt: "2026-03-02T10:00:00Z" };
    await product.record([{ ...record, durationSeconds: 90, revisedAt: "2026-03-05T00:00:00Z" }]);
    await load([], { sources: ["crm"] });
    expect(await credited()).toBe(0);
    expect(await product.record([{ ...record, durationSeconds: 30, revisedAt: "2026-03-04T00:00:00Z" }])).toMatchObject({
      revised: 1,
      stale: 0,
    });
    expect(await shown("m-1", "crm")).toMatchObject({ isVoid: false, durationSeconds: 90 });
    expect(await product.record([{ ...record, durationSeconds: 30, revisedAt: "2026-03-04T00:00:00Z" }])).toMatchObject({ duplicates: 1 });
    await verified();
  });

  test("but not one that tells it as void", async () => {
    const record = { source: "crm", externalId: "m-2", member: "raj", kind: "call", occurredAt: "2026-03-02T10:00:00Z" };
    const taken = { ...record, voidedAt: "2026-03-03T00:00:00Z", voidReason: "a slip" };
    await product.record([record]);
    await product.record([taken]);
    await product.record([{ ...record, durationSeconds: 1, revisedAt: "2026-03-04T00:00:00Z" }]);
    expect(await credited()).toBe(1);
    await load([], { sources: ["crm"] });
    expect(await product.record([taken])).toMatchObject({ duplicates: 1 });
    expect(await credited()).toBe(0);
    expect(await product.record([{ ...taken, voidedAt: "2026-03-06T00:00:00Z" }])).toMatchObject({ revised: 1 });
    expect(await shown("m-2", "crm")).toMatchObject({ isVoid: true, voidReason: "a slip", absences: [{ returnedAt: expect.any(String) }] });
    await verified();
  });
});

test("only the file's own sources are complete, each of them, and only in the span of local days", async () => {
  await importRows([
    ...calls((number) => number <= 4),
    call(1, { source: "crm" }),
    call(2, { source: "crm" }),
    call(3, { source: "other" }),
    // 31 March in New York, 1 April in Kolkata.
    "dialer,late-mina,mina,call,2026-03-31T20:00:00Z,,60",
    "dialer,late-raj,raj,call,2026-03-31T20:00:00Z,,60",
    "dialer,february,raj,call,2026-02-28T10:00:00Z,,60",
  ]);
  const { preview: told, done } = await load([call(1), call(2, { source: "crm" }), "dialer,may,raj,call,2026-05-01T10:00:00Z,,60"]);
  expect(told).toMatchObject({
    missing: 5,
    sources: [
      { source: "crm", records: 1, outside: 0, missing: 1 },
      { source: "dialer", records: 2, outside: 1, missing: 4 },
    ],
  });
  expect(done).toMatchObject({ accepted: 1, voided: 5 });
  const standing = async (id: string, source?: string) => !(await shown(id, source)).isVoid;
  expect(await Promise.all([standing("call-1"), standing("call-2"), standing("call-1", "crm"), standing("call-2", "crm")])).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(
    await Promise.all([standing("late-mina"), standing("late-raj"), standing("february"), standing("may"), standing("call-3", "other")]),
  ).toEqual([false, true, true, true, true]);
  await verified();
});

test("with rejected rows the rest is recorded and nothing is voided", async () => {
  await importRows(calls());
  const { preview: told, done } = await load([...lacking(3, 4), call(4).replace(",call,", ",cal,"), call(101)]);
  expect(told).toMatchObject({ rejected: 1, missing: 2 });
  expect(done).toMatchObject({ accepted: 1, rejected: 1, voided: 0, refusals: [{ code: "load-rejected", values: { count: 1 } }] });
  expect(await credited()).toBe(101);
  await verified();
});

test("a reading that only looks stores nothing and writes no file", async () => {
  const path = join(folder, "calls.csv.rejected.csv");
  await rm(path, { force: true });
  expect(await preview([call(1), call(2).replace(",call,", ",cal,")])).toMatchObject({
    received: 2,
    rejected: 1,
    rejections: [{ row: 3 }],
  });
  await expect(stat(path)).rejects.toThrow("ENOENT");
  expect(await credited()).toBe(0);
  expect(await left()).toEqual({ keys: 0, loads: 0 });
});

describe("an empty file", () => {
  test("is all of a source that is named", async () => {
    await importRows(calls((number) => number <= 3));
    expect(await load([], { sources: ["dialer"] })).toMatchObject({
      preview: { received: 0, missing: 3 },
      done: { received: 0, voided: 3 },
    });
    expect(await credited()).toBe(0);
    await verified();
  });

  test("as lines of JSON too", async () => {
    await importRows(calls((number) => number <= 3));
    const path = join(folder, "none.ndjson");
    await writeFile(path, "\n");
    expect(await load([], { from: { path }, fileName: "none.ndjson", sources: ["dialer"] })).toMatchObject({ done: { voided: 3 } });
  });

  test("is refused when no source is named, also when the map names one", async () => {
    const refusal = async (more: Partial<LoadInput>) =>
      loadActivities(database, companyId, await inputOf([], more), () => Promise.resolve(true));
    expect(await refusal({})).toMatchObject({ ok: false, refusals: [{ code: "load-source-missing" }] });
    const map =
      "source: dialer\ncolumns: { external_id: external_id, member: member, occurred_at: occurred_at }\nconstants: { kind: call }\n";
    expect(await refusal({ map })).toMatchObject({ ok: false, refusals: [{ code: "load-source-missing" }] });
    expect(await refusal({ sources: ["dialler"] })).toMatchObject({
      ok: false,
      refusals: [{ code: "not-found", values: { found: "dialler" } }],
    });
    expect(await left()).toEqual({ keys: 0, loads: 0 });
  });
});

test("a file that is changed while it is read voids nothing", async () => {
  await importRows(calls());
  const input = await inputOf(lacking(3));
  const changed = must(
    await loadActivities(database, companyId, input, async () => {
      await write([...lacking(3), call(101)]);
      return true;
    }),
  );
  expect(changed.done).toMatchObject({ accepted: 1, voided: 0, refusals: [{ code: "load-file-changed" }] });
  expect(await credited()).toBe(101);
});

test("a stream is laid aside and read twice", async () => {
  await importRows(calls());
  const text = [header, ...lacking(3)].join("\n");
  expect(await load([], { from: { stream: Readable.from([text]) } })).toMatchObject({ done: { received: 99, voided: 1 } });
});

test("what is told while the load is under way is not voided by it", async () => {
  await importRows(calls());
  const answer = must(
    await loadActivities(database, companyId, await inputOf(lacking(3, 4)), async () => {
      await importRows([call(3, { seconds: 61 }), call(102)]);
      return true;
    }),
  );
  expect(answer).toMatchObject({ preview: { missing: 2 }, done: { voided: 1 } });
  expect((await shown("call-4")).isVoid).toBe(true);
  await verified();
});

test("what is revised later than the load began is not voided by it", async () => {
  await importRows(calls());
  await owner.pool.query("update activities set rank_at = now() + interval '1 minute' where company_id = $1 and external_id = 'call-3'", [
    companyId,
  ]);
  expect((await load(lacking(3))).done).toMatchObject({ voided: 0 });
});

test("a load that was cut off is made good by the next: what is left of it is cleared away, and what it voided comes back as ever", async () => {
  await importRows(calls());
  await expect(loadActivities(database, companyId, await inputOf(lacking(3)), () => Promise.reject(new Error("cut off")))).rejects.toThrow(
    "cut off",
  );
  expect(await left()).toEqual({ keys: 0, loads: 0 });

  // Killed: nobody was left to clear away.
  await owner.pool.query(
    `with l as (insert into loads (company_id, file_name, starts_on, ends_before, done_by, began_at)
       values ($1, 'calls.csv', '2026-03-01', '2026-04-01', 'kim', now() - interval '2 days') returning load_number)
     insert into load_keys select $1, l.load_number, 'dialer', 'call-1', '2026-03-02' from l`,
    [companyId],
  );
  expect(await left()).toEqual({ keys: 1, loads: 1 });
  expect((await load(lacking(3))).done).toMatchObject({ voided: 1 });
  expect(await left()).toEqual({ keys: 0, loads: 0 });
  await verified();
});

test("a load that has been cleared away voids nothing more", async () => {
  await importRows(calls());
  const answer = must(
    await loadActivities(database, companyId, await inputOf(lacking(3)), async () => {
      await owner.pool.query("delete from loads where company_id = $1", [companyId]);
      await owner.pool.query("delete from load_keys where company_id = $1", [companyId]);
      return true;
    }),
  );
  expect(answer.done).toMatchObject({ voided: 0, refusals: [{ code: "load-expired" }] });
  expect(await credited()).toBe(100);
});

test("a load that is cut off while it voids leaves tally and log equal, and loading the file again voids the rest", async () => {
  const many = Array.from(
    { length: 1200 },
    (_, index) => `dialer,cut-${index},raj,call,2026-03-02T10:00:00Z,p${index % 7}@client.example,60`,
  );
  await importRows(many);
  const cutOff = await inputOf(many.slice(0, 1), {
    progress: (stage) => {
      if (stage === "voiding") throw new Error("cut off");
    },
  });
  await expect(loadActivities(database, companyId, cutOff, () => Promise.resolve(true))).rejects.toThrow("cut off");
  expect(await credited()).toBe(200);
  await verified();
  expect(await left()).toEqual({ keys: 0, loads: 0 });
  expect(await load(many.slice(0, 1))).toMatchObject({ preview: { missing: 199 }, done: { voided: 199 } });
  expect(await credited()).toBe(1);
  await verified();
});

test("a file of which every row is rejected voids nothing", async () => {
  await importRows(calls());
  expect(await load([call(1).replace(",call,", ",cal,")])).toMatchObject({
    preview: { missing: 0, sources: [] },
    done: { rejected: 1, voided: 0, refusals: [{ code: "load-rejected" }] },
  });
  expect(await credited()).toBe(100);
});

test("more than a thousand are voided in steps, and come back", async () => {
  const many = Array.from(
    { length: 2500 },
    (_, index) => `dialer,many-${index},raj,call,2026-03-02T10:00:00Z,p${index % 600}@client.example,60`,
  );
  await importRows(many);
  const steps: number[] = [];
  const { preview: told, done } = await load([many[0] ?? ""], { progress: (stage, count) => stage === "voiding" && steps.push(count) });
  expect([told.missing, told.first.length, done?.voided, steps]).toEqual([2499, 20, 2499, [1000, 2000, 2499]]);
  expect([await credited(), await credited("people")]).toEqual([1, 1]);
  await verified();
  expect((await load(many)).done).toMatchObject({ revised: 2499, voided: 0 });
  expect([await credited(), await credited("people")]).toEqual([2500, 600]);
  await verified();
});

test("what no person took back no person restores: the answer says who did, and what brings it back", async () => {
  const key = (externalId: string) => ({ source: "dialer", externalId });
  const restore = (externalId: string) => restoreActivity(database, companyId, key(externalId), { reason: "it was one", by: "kim" });
  await load(calls());
  await load(lacking(1));
  expect(await restore("call-1")).toMatchObject({ ok: false, refusals: [{ code: "restore-missing", pointer: "/externalId" }] });
  await load(calls());
  expect(await restore("call-1")).toMatchObject({ ok: true, value: { changed: false } });
});
