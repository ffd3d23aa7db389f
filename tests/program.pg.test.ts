import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageRoot } from "../src/store/package-root.ts";
import { testDatabase, urlOf } from "./test-database.ts";

const { places } = await testDatabase();
const bin = join(packageRoot, "bin", "attain.mjs");
const folder = mkdtempSync(join(tmpdir(), "attain-program-"));
const env = { ...process.env, DATABASE_URL: urlOf(places.app), ATTAIN_OWNER_URL: "", LANG: "C", LC_ALL: "" };
let server: ChildProcess | undefined;

// Not in a test's time: the first build takes some seconds.
beforeAll(() => void spawnSync(process.execPath, [bin, "--help"]), 120_000);
afterAll(() => {
  if (server?.exitCode === null && server.signalCode === null) server.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

const attain = (...commandLine: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
  spawnSync(process.execPath, [bin, "--data", folder, ...commandLine], { env, encoding: "utf8" });

const serve = (): Promise<string> =>
  new Promise((resolve, reject) => {
    server = spawn(process.execPath, [bin, "serve", "--port", "0", "--data", folder], { env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    server.stderr?.on("data", (piece: Buffer) => {
      said += piece.toString();
      const address = /http:\S+/.exec(said)?.[0];
      if (address !== undefined && said.includes("Ctrl-C")) resolve(address);
    });
    server.once("exit", () => reject(new Error(said)));
  });

test("the program serves and takes commands beside it: what one door takes in the other tells", async () => {
  const raj = join(packageRoot, "examples", "raj");
  expect(attain("attainment", "--json")).toMatchObject({ status: 2, stdout: expect.stringContaining('"code":"company-missing"') });
  expect(attain("apply", join(raj, "company.yaml"))).toMatchObject({ status: 0 });
  const address = await serve();
  const imported = attain("import", "activities", join(raj, "activities.csv"), "--json", "--rejected", join(folder, "rejected.csv"));
  expect(JSON.parse(imported.stdout)).toMatchObject({ received: 400, accepted: 400 });

  const made = attain("make-key", "dialer", "--all");
  expect(made).toMatchObject({ status: 0, stdout: expect.stringMatching(/^attain_key_1_[A-Za-z0-9]{49}\n$/) });
  const headers = { authorization: `Bearer ${made.stdout.trim()}` };
  const rows = (await (await fetch(`${address}/api/v1/attainment?on=2026-03-31`, { headers })).json()) as { rows: unknown };
  expect(rows).toMatchObject({ rows: [{ member: "raj", status: "met" }] });
  expect((JSON.parse(attain("attainment", "--on", "2026-03-31", "--json").stdout) as { rows: unknown }).rows).toEqual(rows.rows);
  const call = {
    source: "dialer",
    externalId: "one-more",
    member: "raj",
    kind: "call",
    direction: "outbound",
    occurredAt: "2026-03-30T10:00:00+05:30",
  };
  const posted = await fetch(`${address}/api/v1/activities`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(call),
  });
  expect(await posted.json()).toMatchObject({ accepted: 1 });
  expect(attain("attainment", "--on", "2026-03-31").stdout).toContain("151 / 150");
  expect(attain("verify")).toMatchObject({ status: 0 });

  const page = await fetch(address, { headers: { accept: "text/html" } });
  expect({ status: page.status, page: (await page.text()).includes('<div id="root">') }).toEqual({ status: 200, page: true });

  const taken = spawnSync(process.execPath, [bin, "serve", "--port", new URL(address).port, "--data", folder], { env, encoding: "utf8" });
  expect(taken).toMatchObject({ status: 2, stderr: expect.stringContaining("--port") });

  server?.kill("SIGTERM");
  if (server !== undefined) expect(await once(server, "exit")).toEqual([0, null]);
}, 240_000);

test("a server that has lost the secret by which the database is sealed says so and does not start", () => {
  const lost = { ...env, ATTAIN_SECRET_KEY: randomBytes(32).toString("base64") };
  const run = (...commandLine: readonly string[]) =>
    spawnSync(process.execPath, [bin, "--data", folder, ...commandLine], { env: lost, encoding: "utf8" });
  const refused = { status: 2, stderr: expect.stringContaining("attain accept-secret --lost") as string };
  expect(run("serve", "--port", "0")).toMatchObject(refused);
  expect(run("export-audit-head")).toMatchObject(refused);
  expect(run("attainment", "--on", "2026-03-31")).toMatchObject({ status: 0 });
}, 120_000);

test("the reader of a pipe may stop early", () => {
  const { status, stdout, stderr } = spawnSync(
    "sh",
    ["-c", `"${process.execPath}" "${bin}" --data "${folder}" list-activities --limit 400 | head -n 1`],
    { env, encoding: "utf8" },
  );
  expect({ status, lines: stdout.split("\n").length - 1 }).toEqual({ status: 0, lines: 1 });
  expect(stderr).not.toContain("EPIPE");
}, 60_000);
