import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { runImport } from "../operations/run-import.ts";
import { tidyImports } from "../operations/tidy-imports.ts";
import { importStore } from "../operations/uploads/import-store.ts";
import { verifyCompany } from "../operations/verify-company.ts";

const { database, owner } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-imports-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = { ...importStore(join(folder, "imports")), largest: 2_000_000, mostWaiting: 3_000_000 };
const { companyId } = await openCompany(database, {
  company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
});
await openCompany(database, { company: { id: "other", name: "Other", country: "US", timeZone: "America/New_York", currency: "USD" } });
const { ask, app, keyOf, faults } = await testApi(database, { imports: store });

const headers = { "attain-company": "northwind" };
const boundary = "----attain";
type Part = { readonly name: string; readonly fileName?: string; readonly content: string | Buffer };
const form = (parts: readonly Part[]): { payload: Buffer; headers: Record<string, string> } => ({
  payload: Buffer.concat([
    ...parts.flatMap(({ name, fileName, content }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${fileName === undefined ? "" : `; filename="${fileName}"`}\r\nContent-Type: ${fileName === undefined ? "text/plain" : "text/csv"}\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from("\r\n"),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]),
  headers: { ...headers, "content-type": `multipart/form-data; boundary=${boundary}` },
});
const send = (content: string | Buffer, fileName = "calls.csv", more: readonly Part[] = []) =>
  ask({ method: "POST", url: "/api/v1/imports", ...form([{ name: "file", fileName, content }, ...more]) });

const header = "source,external_id,member,kind,occurred_at";
const rows = (from: number, count: number): string =>
  [header, ...Array.from({ length: count }, (_, at) => `dialer,call-${from + at},raj,call,2026-03-02T10:00:00Z`), ""].join("\n");

const worker = {
  id: "00000000-0000-4000-8000-000000000001",
  isStopping: () => false,
  hearFault: (error: unknown) => void runFaults.push(error),
};
const runFaults: unknown[] = [];
const confirm = (id: unknown, payload: object = {}) =>
  ask({ method: "POST", url: `/api/v1/imports/${String(id)}/confirmation`, payload, headers });
const discard = (id: unknown) => ask({ method: "DELETE", url: `/api/v1/imports/${String(id)}`, headers });
/** Files that are sent; rejected rows aside. */
const lying = (): readonly string[] => readdirSync(store.folder).filter((name) => !name.endsWith(".rejected"));
const show = (id: unknown) => ask({ url: `/api/v1/imports/${String(id)}`, headers });

describe("a file that is sent", () => {
  test("waits with its preview, is confirmed, imported, and gone", async () => {
    const content = rows(1, 3) + "dialer,,raj,call,2026-03-02T10:00:00Z\n";
    const sent = await send(content, "../../etc/calls.csv");
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({
      fileName: "calls.csv",
      state: "waiting",
      bytes: Buffer.byteLength(content),
      progress: { rows: 0, ofRows: 4 },
    });
    const id = String(sent.body["id"]);
    expect(readdirSync(store.folder)).toEqual([id]);
    expect(statSync(join(store.folder, id)).mode & 0o777).toBe(0o600);

    const confirmed = await confirm(id);
    expect([confirmed.status, confirmed.body["state"], confirmed.body["preview"]]).toEqual([202, "running", null]);
    expect(await runImport(database, companyId, store, worker)).toBe(true);
    const done = await show(id);
    expect(done.body).toMatchObject({
      state: "done",
      counts: { received: 4, accepted: 3, duplicates: 0, revised: 0, stale: 0, rejected: 1, unattributed: 0, skipped: 0 },
      progress: { rows: 4, ofRows: 4 },
      newSources: ["dialer"],
      rejections: [{ row: 5 }],
      hasRejectedFile: true,
      resumedAtRow: null,
    });
    expect(readdirSync(store.folder)).toEqual([`${id}.rejected`]);

    const rejected = await app.inject({
      url: `/api/v1/imports/${id}/rejected`,
      headers: { ...(await keyOf("northwind")), ...headers, host: "localhost" },
    });
    expect(rejected.statusCode).toBe(200);
    expect(rejected.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="rejected-${id}.csv"; filename*=UTF-8''calls.csv.rejected.csv`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    });
    expect(rejected.body).toContain("dialer,,raj,call,2026-03-02T10:00:00Z,");
    expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
  });

  test("says what it found in the language of whoever looks at it, whoever sent it", async () => {
    const content = "Call No,Agent,Call Date,Mood\n1,Raj,02/03/2026,good\n2,,03/04/2026,bad\n";
    const sent = await send(content, "two readings.csv");
    type Said = {
      readonly columns: readonly { readonly why: string }[];
      readonly questions: readonly { readonly text: string; readonly choices: readonly { readonly label: string }[] }[];
      readonly rejections: readonly { readonly errors: readonly { readonly detail: string }[] }[];
      readonly notes: readonly string[];
    };
    const saidIn = async (language: string): Promise<readonly string[]> => {
      const shown = await ask({
        url: `/api/v1/imports/${String(sent.body["id"])}`,
        headers: { ...headers, "accept-language": language },
      });
      const { columns, questions, rejections, notes } = shown.body["preview"] as Said;
      return [
        ...columns.map(({ why }) => why),
        ...questions.flatMap(({ text, choices }) => [text, ...choices.map(({ label }) => label)]),
        ...rejections.flatMap(({ errors }) => errors.map(({ detail }) => detail)),
        ...notes,
      ];
    };
    const [english, korean] = [await saidIn("en"), await saidIn("ko")];
    expect(english.length).toBeGreaterThan(7);
    expect(korean).toHaveLength(english.length);
    expect(english.filter((text) => /[가-힣]/.test(text))).toEqual([]);
    expect(korean.filter((text) => !/[가-힣]|\d\d\d\d-\d\d-\d\d/.test(text))).toEqual([]);
    await discard(sent.body["id"]);
  });

  test("is refused with a part that has no name", async () => {
    const { payload, ...rest } = form([{ name: "what", content: "activities" }]);
    const nameless = Buffer.from(payload.toString().replace('; name="what"', ""));
    const refused = await ask({ method: "POST", url: "/api/v1/imports", payload: nameless, ...rest });
    expect([refused.status, refused.body["code"]]).toEqual([400, "file-part-unknown"]);
  });

  test("that came before says so, and gives duplicates", async () => {
    const content = rows(100, 2);
    const first = await send(content);
    await confirm(first.body["id"]);
    await runImport(database, companyId, store, worker);
    const again = await send(content, "again.csv");
    expect(again.body["sameFileAs"]).toMatchObject({ id: first.body["id"], fileName: "calls.csv" });
    await confirm(again.body["id"]);
    await runImport(database, companyId, store, worker);
    expect((await show(again.body["id"])).body).toMatchObject({ counts: { received: 2, accepted: 0, duplicates: 2 } });
  });
});

describe("what is confirmed", () => {
  test("adds the members that the file names before it records a row, and keeps the map for the next file", async () => {
    const sheet = (days: readonly string[]): string =>
      ["Call No,Agent,Call Date", ...days.map((day, at) => `${day}-${at},Diane Kim,${day}`), ""].join("\n");
    const sent = await send(sheet(["2026-03-02", "2026-03-03"]), "phone.csv");
    const preview = sent.body["preview"] as Record<string, unknown>;
    const map = {
      source: "phone",
      columns: { external_id: "Call No", member: "Agent", occurred_on: "Call Date" },
      constants: { kind: "call" },
    };
    expect(preview["map"]).toBeDefined();
    const remapped = await ask({ method: "PUT", url: `/api/v1/imports/${String(sent.body["id"])}/map`, payload: { map }, headers });
    expect(remapped).toMatchObject({
      status: 200,
      body: { state: "waiting", preview: { canImport: true, members: { proposed: [{ reference: "Diane Kim", source: "phone" }] } } },
    });
    expect((await confirm(sent.body["id"], { addMembers: true, saveMapAs: "Phone" })).status).toBe(202);
    await runImport(database, companyId, store, worker);
    expect((await show(sent.body["id"])).body).toMatchObject({
      counts: { accepted: 2, unattributed: 0 },
      firstDay: "2026-03-02",
      lastDay: "2026-03-03",
    });

    const next = await send(sheet(["2026-03-04"]), "phone-2.csv");
    expect(next.body["preview"]).toMatchObject({ savedMap: { name: "Phone" }, map, canImport: true, members: { known: 1, proposed: [] } });
    await discard(next.body["id"]);
  });

  test("keeps the way in which a file's records were told apart, also where nobody saves it", async () => {
    const sheet = (...minutes: readonly number[]): string =>
      ["Call date,Agent,Customer phone", ...minutes.map((at) => `2026-04-02 09:0${at},raj,(212) 555-010${at}`), ""].join("\n");
    const first = await send(sheet(1, 2), "branch.csv");
    expect((await confirm(first.body["id"])).status).toBe(202);
    await runImport(database, companyId, store, worker);
    const maps = (await ask({ url: "/api/v1/import-maps", headers })).body["importMaps"] as { keptFor: string | null }[];
    expect(maps.filter(({ keptFor }) => keptFor !== null)).toMatchObject([
      { name: "branch.csv", keptFor: "branch.csv", savedBy: "key:tests" },
    ]);
    const moved = await send(sheet(2, 3), "march.csv");
    expect(moved.body["preview"]).toMatchObject({ canImport: false, questions: [{ id: "direction" }, { id: "source", chosen: null }] });
    expect((await confirm(moved.body["id"])).body).toMatchObject({ status: 422, code: "import-not-ready" });
    const { questions } = moved.body["preview"] as { questions: { choices: { id: string; map: object }[] }[] };
    const map = questions[1]?.choices.find(({ id }) => id === "branch")?.map;
    expect((await confirm(moved.body["id"], { map })).status).toBe(202);
    await runImport(database, companyId, store, worker);
    expect((await show(moved.body["id"])).body).toMatchObject({ counts: { accepted: 1, duplicates: 1 } });
  });

  test("adds everybody whom the file names, also those who are not shown, and says how many were left", async () => {
    const head = "Call No,Agent,Call Date";
    const people = Array.from({ length: 10_003 }, (_, at) => `${at + 1},Crowd ${String(at + 1).padStart(5, "0")},2026-03-02`);
    const sent = await send([head, ...people, ""].join("\n"), "phone-crowd.csv", [{ name: "what", content: "activities" }]);
    const preview = sent.body["preview"] as { members: { proposed: unknown[]; more: number } };
    expect([preview.members.proposed.length, preview.members.more]).toEqual([500, 9_503]);
    const confirmed = await confirm(sent.body["id"], { addMembers: true });
    expect(confirmed.body["notes"]).toEqual([expect.stringContaining("3 more whom the file names")]);
    await runImport(database, companyId, store, worker);
    expect((await show(sent.body["id"])).body).toMatchObject({ counts: { accepted: 10_003, unattributed: 3 } });
  });

  test("by a map in its place, read anew", async () => {
    const sent = await send("No,Who,Day\n1,raj,2026-03-02\n", "x.csv");
    const map = { source: "x", columns: { external_id: "No", member: "Who", occurred_on: "Day" }, constants: { kind: "email" } };
    expect((await confirm(sent.body["id"], { map })).status).toBe(202);
    await runImport(database, companyId, store, worker);
    expect((await show(sent.body["id"])).body).toMatchObject({ state: "done", counts: { accepted: 1 } });
  });

  test("that cannot be is refused, each part with its place, and the file goes on waiting", async () => {
    const sent = await send(rows(300, 1));
    const refused = async (payload: object) => {
      const { status, body } = await confirm(sent.body["id"], payload);
      return [status, ...(body["errors"] as { code: string; pointer: string }[]).map(({ code, pointer }) => `${code} ${pointer}`)];
    };
    expect(await refused({ addMember: true })).toEqual([422, "unknown-field /addMember"]);
    expect(await refused({ addMembers: [{ reference: "x" }], saveMapAs: "" })).toEqual([
      422,
      "required /addMembers/0/name",
      "text-empty /saveMapAs",
    ]);
    expect(await refused({ complete: { from: "2026-03-02", before: "2026-03-01" } })).toEqual([422, "period-empty /complete/before"]);
    expect(await refused({ map: { columns: { membr: "member" } } })).toEqual([422, "map-field /columns/membr"]);
    expect((await show(sent.body["id"])).body["state"]).toBe("waiting");
    await discard(sent.body["id"]);
  });

  test("as all of a source in its days voids what is missing, but only as many as were seen", async () => {
    const day = (ids: readonly string[]): string => [header, ...ids.map((id) => `all,${id},raj,call,2026-02-03T15:00:00Z`), ""].join("\n");
    const first = await send(day(["a", "b", "c"]));
    await confirm(first.body["id"]);
    await runImport(database, companyId, store, worker);

    const whole = await send(day(["a"]), "whole.csv");
    const complete = { from: "2026-02-01", before: "2026-03-01" };
    const unseen = await confirm(whole.body["id"], { complete });
    expect(unseen).toMatchObject({ status: 409, body: { code: "import-voids" } });
    expect(unseen.body["detail"]).toContain('"voids": 2');
    expect((await show(whole.body["id"])).body["load"]).toMatchObject({
      ...complete,
      voids: 2,
      first: [{ externalId: "b" }, { externalId: "c" }],
    });
    expect((await confirm(whole.body["id"], { complete: { ...complete, voids: 3 } })).status).toBe(409);
    expect((await confirm(whole.body["id"], { complete: { ...complete, voids: 2 } })).status).toBe(202);
    await runImport(database, companyId, store, worker);
    expect((await show(whole.body["id"])).body).toMatchObject({ state: "done", counts: { duplicates: 1 }, voided: 2 });
    expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
  });

  test("for voids that are others by the time it runs fails, and nothing is recorded", async () => {
    const rest = (ids: readonly string[]): string =>
      [header, ...ids.map((id) => `rest,${id},raj,call,2026-01-05T15:00:00Z`), ""].join("\n");
    const whole = await send(rest(["x"]), "rest.csv");
    const complete = { from: "2026-01-01", before: "2026-02-01", voids: 0 };
    expect((await confirm(whole.body["id"], { complete })).status).toBe(202);
    await ask({
      method: "POST",
      url: "/api/v1/activities",
      headers,
      payload: { source: "rest", externalId: "y", member: "raj", kind: "call", occurredAt: "2026-01-06T15:00:00Z" },
    });
    await runImport(database, companyId, store, worker);
    expect((await show(whole.body["id"])).body).toMatchObject({
      state: "failed",
      counts: null,
      refusals: [{ code: "import-voids-changed" }],
    });
    expect((await ask({ url: "/api/v1/activities/rest/x", headers })).status).toBe(404);
    expect(lying()).toEqual([]);
  });
});

describe("an import that runs", () => {
  const manyRows = (source: string, count: number): string =>
    [header, ...Array.from({ length: count }, (_, at) => `${source},m-${at},raj,call,2026-03-02T10:00:00Z`), ""].join("\n");

  test("is the only one of its company, and the next one follows it", async () => {
    const [one, two] = [await send(manyRows("alone", 12_000)), await send(rows(401, 1))];
    await confirm(one.body["id"]);
    await confirm(two.body["id"]);
    const other = { ...worker, id: "00000000-0000-4000-8000-000000000009" };
    const meanwhile: Promise<boolean>[] = [];
    const looking = {
      ...worker,
      isStopping: () => {
        if (meanwhile.length === 0) meanwhile.push(runImport(database, companyId, store, other));
        return false;
      },
    };
    expect(await runImport(database, companyId, store, looking)).toBe(true);
    expect(await Promise.all(meanwhile)).toEqual([false]);
    expect((await show(two.body["id"])).body).toMatchObject({ state: "running", counts: null });
    expect(await runImport(database, companyId, store, other)).toBe(true);
    for (const { body } of [one, two]) expect((await show(body["id"])).body["state"]).toBe("done");
  });

  test("stops after a batch when the server is told to stop, and goes on from there", async () => {
    const sent = await send(manyRows("stopped", 9_000));
    await confirm(sent.body["id"]);
    let asked = 0;
    // The first batch is answered; then it is told.
    await runImport(database, companyId, store, { ...worker, isStopping: () => (asked += 1) > 0 });
    const left = await show(sent.body["id"]);
    expect(left.body).toMatchObject({ state: "running", counts: null });
    await runImport(database, companyId, store, { ...worker, id: "00000000-0000-4000-8000-000000000008" });
    const done = await show(sent.body["id"]);
    expect(done.body).toMatchObject({ state: "done", counts: { received: 9_000, accepted: 9_000, duplicates: 0 } });
    expect([4_001, 8_001, 9_001]).toContain(done.body["resumedAtRow"] ?? 9_001);
  });

  test("that is discarded in the middle says what it had recorded, and that stays", async () => {
    const sent = await send(manyRows("cut", 9_000));
    await confirm(sent.body["id"]);
    await runImport(database, companyId, store, { ...worker, isStopping: () => true });
    expect((await show(sent.body["id"])).body["state"]).toBe("running");
    expect((await discard(sent.body["id"])).body["state"]).toBe("discarded");
    await tidyImports(database, store, Date.now());
    const over = await show(sent.body["id"]);
    expect(over.body["state"]).toBe("discarded");
    const { accepted } = over.body["counts"] as { accepted: number };
    expect(accepted).toBeGreaterThan(0);
    const { rows: stored } = await database.pool
      .query("begin; set local attain.company = '1'; select count(*)::int as n from activities where source = 'cut'; commit")
      .then((results) => (results as unknown as { rows: { n: number }[] }[])[2] ?? { rows: [] });
    expect(stored).toEqual([{ n: accepted }]);
    expect(lying()).toEqual([]);
    expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
  });

  test("of lines of JSON rejects lines, and prospects are counted as new and unchanged", async () => {
    const lines = [
      { source: "json", externalId: "1", member: "raj", kind: "call", occurredAt: "2026-03-02T10:00:00Z" },
      { source: "json", externalId: "2", member: "raj", kind: "cal", occurredAt: "2026-03-02T10:00:00Z" },
    ];
    const sent = await send(lines.map((each) => `${JSON.stringify(each)}\n`).join(""), "calls.ndjson");
    await confirm(sent.body["id"]);
    await runImport(database, companyId, store, worker);
    expect((await show(sent.body["id"])).body).toMatchObject({ counts: { accepted: 1, rejected: 1 } });
    const rejected = await app.inject({
      url: `/api/v1/imports/${String(sent.body["id"])}/rejected`,
      headers: { ...(await keyOf("northwind")), ...headers, host: "localhost" },
    });
    expect(rejected.headers["content-type"]).toBe("application/x-ndjson");
    expect(JSON.parse(rejected.body)).toMatchObject({ externalId: "2", rejectedCode: "kind-unknown" });

    const people = "id,name,email\np-1,Mina,mina@acme.example\np-2,Ann,ann@acme.example\n";
    for (const counts of [
      { accepted: 2, duplicates: 0 },
      { accepted: 0, duplicates: 2 },
    ]) {
      const list = await send(people, "people.csv", [{ name: "what", content: "prospects" }]);
      expect(list.body).toMatchObject({ what: "prospects" });
      await confirm(list.body["id"]);
      await runImport(database, companyId, store, worker);
      expect((await show(list.body["id"])).body).toMatchObject({ state: "done", counts });
    }
  });
});

describe("rows that were not taken", () => {
  afterAll(async () => {
    const { imports } = (await ask({ url: "/api/v1/imports?limit=200", headers })).body as { imports: { id: string; state: string }[] };
    for (const { id, state } of imports) if (state === "waiting") await discard(id);
  });
  const own = "Agent,When,Kind,Ref";
  const map = {
    source: "desk",
    columns: {
      member: "Agent",
      occurred_at: { column: "When", format: "yyyy-MM-dd HH:mm", zone: "company" },
      kind: "Kind",
      external_id: "Ref",
    },
  };
  const bringIn = async (id: unknown) => {
    expect((await confirm(id)).status).toBe(202);
    await runImport(database, companyId, store, worker);
    return (await show(id)).body;
  };
  /** An import of three rows of which two name days that there are not, and those as they are had. */
  const spoilt = async (fileName: string) => {
    const content = [own, "raj,2026-03-02 10:00,call,R1", "raj,2026-02-31 10:00,call,R2", "raj,2026-02-32 10:00,call,R3", ""].join("\n");
    const sent = await send(content, fileName, [{ name: "map", content: JSON.stringify(map) }]);
    const id = String(sent.body["id"]);
    expect(await bringIn(id)).toMatchObject({ counts: { received: 3, rejected: 2 }, restOf: null, sentAgain: [] });
    const says = { ...headers, host: "localhost", ...(await keyOf(headers["attain-company"])) };
    const rejected = await app.inject({ url: `/api/v1/imports/${id}/rejected`, headers: says });
    return { id, rejected: rejected.body };
  };

  test("are known again by the name that they were had under, read as the file was, and both tell of each other", async () => {
    const { id, rejected } = await spoilt("desk.csv");
    const mended = rejected.replace("2026-02-31", "2026-03-03");
    const sent = await send(mended, "desk.csv.rejected (1).csv");
    expect(sent.body).toMatchObject({
      restOf: { id, fileName: "desk.csv", rejected: 2 },
      preview: { map: { source: "desk" }, canImport: true, rows: 2, rejected: 1, notes: [] },
    });
    expect((await show(id)).body["sentAgain"]).toMatchObject([{ id: sent.body["id"], state: "waiting", taken: null, rejected: null }]);
    expect(await bringIn(sent.body["id"])).toMatchObject({
      restOf: { id },
      newSources: [],
      counts: { received: 2, accepted: 1, rejected: 1 },
    });
    expect((await show(id)).body["sentAgain"]).toMatchObject([{ id: sent.body["id"], state: "done", taken: 1, rejected: 1 }]);
    const list = (await ask({ url: "/api/v1/imports?limit=1", headers })).body["imports"];
    expect(list).toMatchObject([{ id: sent.body["id"], restOf: null, sentAgain: [] }]);
  });

  test("are known by where they were sent when their name was changed, as long as their reasons are in them", async () => {
    const { id, rejected } = await spoilt("desk two.csv");
    const toRest = (content: string, restOf = id) => send(content, "mended.csv", [{ name: "restOf", content: restOf }]);
    const sent = await toRest(rejected);
    expect(sent.body).toMatchObject({ restOf: { id }, preview: { map: { source: "desk" } } });
    // Read by another map, they are the rest all the same.
    const remapped = await ask({
      method: "PUT",
      url: `/api/v1/imports/${String(sent.body["id"])}/map`,
      payload: { map: { ...map, constants: { direction: "outbound" } } },
      headers,
    });
    expect(remapped.body).toMatchObject({ restOf: { id } });
    const other = await toRest(`${own}\nraj,2026-03-04 10:00,call,R9\n`);
    expect(other.body).toMatchObject({ restOf: null });
    const missing = await toRest(rejected, "00000000-0000-4000-8000-000000000000");
    expect([missing.status, missing.body["code"], missing.body["pointer"]]).toEqual([404, "not-found", "/restOf"]);
    const nothing = await send(rows(600, 1), "whole.csv");
    await bringIn(nothing.body["id"]);
    expect((await toRest(rejected, String(nothing.body["id"]))).body).toMatchObject({ restOf: null });
  });

  test("of a file by a name that no import has are a file like any other", async () => {
    const { rejected } = await spoilt("desk three.csv");
    expect((await send(rejected, "never.csv.rejected.csv")).body).toMatchObject({ restOf: null });
  });
});

describe("the reading of a file for its preview", () => {
  const shareOf = async (name: string, company = "northwind"): Promise<unknown> =>
    (await ask({ url: `/api/v1/import-readings/${name}`, headers: { "attain-company": company } })).body["share"];

  test("is told by the name that its sender gave it, to nobody else, and no longer than it lasts", async () => {
    let isOver = false;
    // Held where it is to be kept, so that it is under way for as long as is looked.
    const holder = await owner.pool.connect();
    await holder.query("begin; lock table imports in share mode");
    const sending = ask({
      method: "POST",
      url: "/api/v1/imports?reading=march-1234",
      ...form([{ name: "file", fileName: "long.csv", content: rows(700_000, 20_000) }]),
    }).finally(() => (isOver = true));
    const [told, toOthers]: [unknown[], unknown[]] = [[], []];
    const look = async (): Promise<void> => {
      told.push(await shareOf("march-1234"));
      toOthers.push(await shareOf("march-1234", "other"));
    };
    try {
      await expect.poll(async () => (await look(), Number(told.at(-1) ?? 0))).toBeGreaterThan(0);
    } finally {
      await holder.query("rollback");
      holder.release();
    }
    while (!isOver) await look();
    const sent = await sending;
    expect(sent.status).toBe(201);
    const shares = told.filter((share) => typeof share === "number");
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(new Set(toOthers)).toEqual(new Set([null]));
    expect(await shareOf("march-1234")).toBeNull();

    const { map } = sent.body["preview"] as { map: unknown };
    const id = String(sent.body["id"]);
    const remapped = await ask({ method: "PUT", url: `/api/v1/imports/${id}/map?reading=march-1235`, payload: { map }, headers });
    expect(remapped.status).toBe(200);
    expect(await shareOf("march-1235")).toBeNull();
    await discard(id);
  });
});

describe("imports that are over", () => {
  test("are listed, the latest first, page by page", async () => {
    const pages: string[] = [];
    let cursor = "";
    do {
      const { body } = await ask({ url: `/api/v1/imports?limit=3${cursor}`, headers });
      pages.push(...(body["imports"] as { id: string; createdAt: string }[]).map(({ createdAt }) => createdAt));
      const next = body["nextCursor"];
      cursor = typeof next === "string" ? `&cursor=${next}` : "";
    } while (cursor !== "");
    expect(pages.length).toBeGreaterThan(6);
    expect(pages).toEqual(pages.toSorted().toReversed());
    expect(new Set(pages).size).toBe(pages.length);
    expect((await ask({ url: "/api/v1/imports?cursor=x", headers })).body["code"]).toBe("cursor-invalid");
    expect((await ask({ url: "/api/v1/imports", headers: { "attain-company": "other" } })).body).toEqual({ imports: [], nextCursor: null });
  });

  test("lose their rejected rows after a month, and a file that nobody confirms is discarded after a week", async () => {
    const waiting = await send(rows(500, 1));
    await owner.pool.query("update imports set created_at = created_at - interval '8 days' where import_id = $1", [waiting.body["id"]]);
    await owner.pool.query("update imports set done_at = done_at - interval '31 days'");
    await tidyImports(database, store, Date.now() + 3_600_000);
    expect((await show(waiting.body["id"])).body).toMatchObject({ state: "discarded", preview: null });
    expect(readdirSync(store.folder)).toEqual([]);
    const late = (await ask({ url: "/api/v1/imports?limit=200", headers })).body["imports"] as { id: string; hasRejectedFile: boolean }[];
    const had = late.find((each) => each.hasRejectedFile);
    expect(await ask({ url: `/api/v1/imports/${had?.id ?? ""}/rejected`, headers })).toMatchObject({
      status: 404,
      body: { code: "rejected-file-none", detail: expect.stringContaining("30 days") as string },
    });
  });
});

test("a confirmed file that is nowhere is given up after a week, and a part without a name is a file all the same", async () => {
  const bare = form([{ name: "file", content: rows(600, 1) }]);
  const sent = await ask({ method: "POST", url: "/api/v1/imports", ...bare });
  expect([sent.status, sent.body["fileName"]]).toEqual([201, "upload"]);
  await confirm(sent.body["id"]);
  rmSync(join(store.folder, String(sent.body["id"])));
  await tidyImports(database, store, Date.now());
  expect((await show(sent.body["id"])).body["state"]).toBe("running");
  await owner.pool.query("update imports set confirmed_at = confirmed_at - interval '8 days' where import_id = $1", [sent.body["id"]]);
  await tidyImports(database, store, Date.now());
  expect((await show(sent.body["id"])).body).toMatchObject({ state: "failed", refusals: [{ code: "import-file-gone" }] });
});

test("nothing was a fault", () => expect([...faults, ...runFaults]).toEqual([]));
