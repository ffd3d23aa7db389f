import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { newKey } from "../key.ts";
import { must, openCompany } from "../product.ts";
import { Installation } from "./installation.ts";
import { poll } from "./poll.ts";
import { faultSeed, Random } from "./random.ts";

const ROWS = 60_000;
/** Each way of it: an import that is cut once, and one that is cut again while it goes on. */
const KILLS = 2;

type Import = {
  readonly id: string;
  readonly state: string;
  readonly progress: { readonly rows: number; readonly ofRows: number };
  readonly resumedAtRow: number | null;
  readonly counts: Readonly<Record<string, number>> | null;
};

const company = {
  company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
};

/** One row in a thousand is not to be taken, so that reasons are told again by whoever goes on. */
const csv = (): string => {
  const lines = ["source,external_id,member,kind,occurred_at"];
  for (let row = 1; row <= ROWS; row += 1)
    lines.push(`dialer,call-${row},raj,${row % 1_000 === 0 ? "cal" : "call"},2026-03-${String((row % 28) + 1).padStart(2, "0")}T10:00:00Z`);
  return `${lines.join("\n")}\n`;
};

test("an import whose server is killed in the middle goes on after it, and every row is counted once", async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), `attain-test-${process.pid}-`));
  const installation = new Installation(dataFolder);
  const random = new Random(faultSeed());
  let key = {};
  const ask = async <T>(path: string, request: RequestInit = {}): Promise<T> => {
    const headers = { ...key, ...(request.headers as Record<string, string> | undefined) };
    const response = await fetch(`${await installation.serving()}/api/v1${path}`, { ...request, headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return JSON.parse(text) as T;
  };
  const json = (method: string, value: object): RequestInit => ({
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(value),
  });
  try {
    const before = must(await openDatabase({ dataFolder }));
    const { companyId } = await openCompany(before.database, company);
    key = await newKey(before.database, companyId);
    await before.close();
    installation.start();
    const form = new FormData();
    form.set("file", new Blob([csv()]), "calls.csv");
    const sent = await ask<Import>("/imports", { method: "POST", body: form });
    expect(sent.state).toBe("waiting");
    await ask(`/imports/${sent.id}/confirmation`, json("POST", {}));
    const now = (): Promise<Import> => ask<Import>(`/imports/${sent.id}`);
    let least = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const cut = await poll("An import in the middle", async () => {
        const each = await now();
        if (each.state !== "running") throw new Error(`It is ${each.state} before it was cut`);
        return each.progress.rows > least ? each : undefined;
      });
      await installation.kill("server", random);
      least = Math.max(cut.progress.rows, 1);
    }
    const done = await poll("The end of the import", async () => {
      const each = await now().catch(() => undefined);
      return each === undefined || each.state === "running" ? undefined : each;
    });
    expect(done).toMatchObject({
      state: "done",
      counts: { received: ROWS, accepted: ROWS - ROWS / 1_000, rejected: ROWS / 1_000, duplicates: 0, revised: 0, stale: 0 },
    });
    expect(done.resumedAtRow).toBeGreaterThan(1);
    expect(done.resumedAtRow).toBeLessThan(ROWS);
    const { database, close } = must(await openDatabase({ dataFolder }));
    try {
      expect(await verifyCompany(database, 1)).toMatchObject({ equal: true });
      const { rows } = await database.pool
        .query(
          "begin; set local attain.company = '1'; select count(*)::int as n, count(distinct external_id)::int as d from activities; commit",
        )
        .then((results) => (results as unknown as { rows: unknown[] }[])[2] ?? { rows: [] });
      expect(rows).toEqual([{ n: ROWS - ROWS / 1_000, d: ROWS - ROWS / 1_000 }]);
    } finally {
      await close();
    }
    expect(installation.wrongs).toEqual([]);
  } finally {
    await installation.clear();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}, 300_000);
