import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { runImport } from "../operations/run-import.ts";
import { importStore } from "../operations/uploads/import-store.ts";
import { verifyCompany } from "../operations/verify-company.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-imports-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = { ...importStore(join(folder, "imports")), largest: 2_000_000, mostWaiting: 3_000_000 };
const { companyId } = await openCompany(database, {
  company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
});
await openCompany(database, { company: { id: "other", name: "Other", country: "US", timeZone: "America/New_York", currency: "USD" } });
const { ask, app, faults } = await testApi(database, { imports: store });

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

const worker = { id: "00000000-0000-4000-8000-000000000001", isStopping: () => false, hearFault: (error: unknown) => void [error] };
const confirm = (id: unknown, payload: object = {}) =>
  ask({ method: "POST", url: `/api/v1/imports/${String(id)}/confirmation`, payload, headers });
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

    const rejected = await app.inject({ url: `/api/v1/imports/${id}/rejected`, headers: { ...headers, host: "localhost" } });
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
    void createHash;
  });
});

test("nothing was a fault", () => expect(faults).toEqual([]));
