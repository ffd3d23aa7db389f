import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { runningPostmaster, stopPostmaster } from "../src/store/embedded-process.ts";
import { packageRoot } from "../src/store/package-root.ts";
import { PASSWORD } from "./accounts.ts";

const root = mkdtempSync(join(tmpdir(), `attain-test-${process.pid}-`));
const bin = join(packageRoot, "bin", "attain.mjs");
let dataFolder = "";
let cluster = "";
let child: ChildProcess | undefined;

// Not in a test's time: the first build takes some seconds.
beforeAll(() => void spawnSync(process.execPath, [bin, "--help"]), 120_000);

beforeEach(() => {
  dataFolder = mkdtempSync(join(root, "data-"));
  cluster = join(dataFolder, "postgres");
});

afterEach(async () => {
  if (child?.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  if (runningPostmaster(cluster) !== undefined) await stopPostmaster(cluster);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const environment = (): NodeJS.ProcessEnv => ({ ...process.env, DATABASE_URL: "", ATTAIN_OWNER_URL: "" });

/** Resolves with what it said when it says that it is ready, or when it ends. */
const start = (command: string, commandArguments: readonly string[], detached = false): Promise<string> => {
  const started = spawn(command, [...commandArguments, "--port", "0", "--data", dataFolder], {
    cwd: packageRoot,
    env: environment(),
    detached,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child = started;
  return new Promise((resolve) => {
    let said = "";
    const hear = (piece: Buffer): void => {
      said += piece.toString();
      if (said.includes("Ctrl-C")) resolve(said);
    };
    started.stdout.on("data", hear);
    started.stderr.on("data", hear);
    started.once("exit", () => resolve(said));
  });
};

const ended = async (): Promise<number | null> => {
  if (child === undefined) throw new Error("Nothing was started");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
};

test.for(["SIGINT", "SIGHUP"] as const)("%s stops the server and the database", async (signal) => {
  await start(process.execPath, [bin, "serve"]);
  expect(runningPostmaster(cluster)).toBeDefined();
  child?.kill(signal);
  expect(await ended()).toBe(0);
  expect(runningPostmaster(cluster)).toBeUndefined();
});

test("Ctrl-C at npm start, which npm hears too, stops the server and the database", async () => {
  await start("npm", ["start", "--silent", "--"], true);
  // A terminal sends it to every process of the group.
  process.kill(-(child?.pid ?? 0), "SIGINT");
  await ended();
  await expect.poll(() => runningPostmaster(cluster), { timeout: 20_000 }).toBeUndefined();
});

test("stopping npm stops the server and the database", async () => {
  await start("npm", ["start", "--silent", "--"]);
  child?.kill("SIGTERM");
  await ended();
  await expect.poll(() => runningPostmaster(cluster), { timeout: 20_000 }).toBeUndefined();
});

test("a signal while the database is starting leaves nothing behind", async () => {
  const ready = start(process.execPath, [bin, "serve"]);
  await expect.poll(() => runningPostmaster(cluster), { timeout: 20_000, interval: 5 }).toBeDefined();
  child?.kill("SIGINT");
  expect(await ended()).toBe(0);
  await ready;
  expect(runningPostmaster(cluster)).toBeUndefined();
});

test("a server killed leaves a database that the next start takes over", async () => {
  await start(process.execPath, [bin, "serve"]);
  const left = runningPostmaster(cluster)?.pid;
  child?.kill("SIGKILL");
  await ended();
  await start(process.execPath, [bin, "serve"]);
  expect(runningPostmaster(cluster)?.pid).toBe(left);
  child?.kill("SIGINT");
  expect(await ended()).toBe(0);
  expect(runningPostmaster(cluster)).toBeUndefined();
});

test("the console shows a link that makes the first account, and no longer once there is one", async () => {
  const said = await start(process.execPath, [bin, "serve"]);
  const [, address = "", token = ""] = /(http:\/\/localhost:\d+)\/set-up#(\S+)/.exec(said) ?? [];
  const setUp = (more: object): Promise<Response> =>
    fetch(`${address}/api/v1/set-up`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        token,
        company: { name: "Northwind", country: "US", timeZone: "America/New_York" },
        email: "ann@northwind.example",
        password: PASSWORD,
        ...more,
      }),
    });
  expect((await setUp({ token: token.replace(/.$/, "_") })).status).toBe(403);
  const made = await setUp({});
  expect(made.status).toBe(200);
  expect(made.headers.get("set-cookie")).toMatch(/^attain=attain_session_/);
  child?.kill("SIGINT");
  expect(await ended()).toBe(0);
  const again = await start(process.execPath, [bin, "serve"]);
  expect(again).toContain("Ctrl-C");
  expect(again).not.toContain("set-up");
  child?.kill("SIGINT");
  expect(await ended()).toBe(0);
});

test("a server that others could reach by plain http does not start, nor one with a key that can be guessed", () => {
  const serve = (settings: NodeJS.ProcessEnv) =>
    spawnSync(process.execPath, [bin, "serve", "--data", dataFolder], { env: { ...environment(), ...settings }, encoding: "utf8" });
  const open = serve({ ATTAIN_LISTEN: "0.0.0.0" });
  expect(open).toMatchObject({ status: 2, stdout: "" });
  expect(open.stderr).toContain("ATTAIN_PUBLIC_URL");
  const weak = serve({ ATTAIN_SECRET_KEY: Buffer.alloc(32, 1).toString("base64") });
  expect(weak).toMatchObject({ status: 2, stdout: "" });
  expect(weak.stderr).toContain("can be guessed");
  expect(runningPostmaster(cluster)).toBeUndefined();
});

test("a wrong setting is refused with 2, a wrong flag with 64, and both say what was meant", () => {
  const misspelt = spawnSync(process.execPath, [bin, "serve"], { env: { ...environment(), ATTAIN_PRT: "3000" }, encoding: "utf8" });
  expect(misspelt).toMatchObject({ status: 2, stdout: "" });
  expect(misspelt.stderr).toContain("Did you mean ATTAIN_PORT?");
  const unknown = spawnSync(process.execPath, [bin, "serve", "--prt"], { env: environment(), encoding: "utf8" });
  expect(unknown).toMatchObject({ status: 64, stdout: "" });
});
