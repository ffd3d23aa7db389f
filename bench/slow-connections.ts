import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { scopes } from "../src/domain/access.ts";
import { applyCompany } from "../src/operations/apply-company.ts";
import { makeKey } from "../src/operations/make-key.ts";
import { openDatabase } from "../src/store/open-database.ts";
import { packageRoot } from "../src/store/package-root.ts";

const SLOW = 1_000;
const CLIENTS = 8;
const SECONDS = 20;
/** Longer than the server waits for a header, a body or a reader. */
const PATIENCE_SECONDS = 150;
const BYTE_MS = 1_000;

const company = {
  company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
};

/** The company, and a key that may do all that keys may. */
const prepare = async (dataFolder: string): Promise<string> => {
  const opened = await openDatabase({ dataFolder });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusals));
  const { database, close } = opened.value;
  const applied = await applyCompany(database, company, { by: "bench" });
  if (!applied.ok || applied.value.companyId === null) throw new Error(JSON.stringify(applied));
  const made = await makeKey(database, applied.value.companyId, { name: "bench", scopes, expiresAt: null, by: "bench" });
  if (!made.ok) throw new Error(made.refusals[0].code);
  await close();
  return made.value.key;
};

type Server = { readonly port: number; readonly pid: number; readonly stop: () => Promise<void> };

const serve = async (dataFolder: string): Promise<Server> => {
  const child = spawn(process.execPath, ["--import", "tsx", join("src", "main.ts"), "serve", "--port", "0", "--data", dataFolder], {
    cwd: packageRoot,
    env: { ...process.env, ATTAIN_REQUESTS_PER_MINUTE: "0", ATTAIN_ADDRESS_REQUESTS_PER_MINUTE: "0" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  for await (const line of createInterface({ input: child.stderr })) {
    const port = /http:\/\/localhost:(\d+)/.exec(line)?.[1];
    if (port !== undefined)
      return {
        port: Number(port),
        pid: child.pid ?? 0,
        stop: async () => {
          const gone = once(child, "exit");
          child.kill("SIGTERM");
          await gone;
        },
      };
  }
  throw new Error("The server did not start");
};

/** Files and connections that the server has open. */
const connectionsOf = ({ pid }: Server): number => readdirSync(`/proc/${pid}/fd`).length;

/** Ways to hold a connection: nothing is said, a header or a body comes byte by byte, an answer is not read. */
const ways = (key: string): Readonly<Record<string, { readonly atOnce: string; readonly slowly: string; readonly isRead: boolean }>> => {
  const head = `Host: localhost\r\nAuthorization: Bearer ${key}\r\n`;
  return {
    silent: { atOnce: "", slowly: "", isRead: true },
    "slow header": { atOnce: "GET / HTTP/1.1\r\nHost: localhost\r\n", slowly: `X-Slow: ${"x".repeat(10_000)}`, isRead: true },
    "slow body": {
      atOnce: `POST /api/v1/activities HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n[`,
      slowly: " ".repeat(10_000),
      isRead: true,
    },
    "slow lines": {
      atOnce: `POST /api/v1/activities HTTP/1.1\r\n${head}Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n`,
      slowly: "1\r\n \r\n".repeat(2_000),
      isRead: true,
    },
    "unread answers": { atOnce: "GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(4), slowly: "", isRead: false },
  };
};

const hold = (port: number, key: string): { readonly open: () => Readonly<Record<string, number>>; readonly close: () => void } => {
  const held = new Map<Socket, string>();
  const kinds = Object.entries(ways(key));
  const timers: NodeJS.Timeout[] = [];
  for (let number = 0; number < SLOW; number += 1) {
    const kind = kinds[number % kinds.length];
    if (kind === undefined) throw new Error("there is no way to be slow");
    const [name, { atOnce, slowly, isRead }] = kind;
    const socket = connect(port, "127.0.0.1");
    held.set(socket, name);
    socket.on("error", () => undefined).on("close", () => void held.delete(socket));
    if (isRead) socket.resume();
    else socket.pause();
    socket.write(atOnce);
    let at = 0;
    if (slowly !== "") timers.push(setInterval(() => void (socket.writable && socket.write(slowly.charAt((at += 1)) || " ")), BYTE_MS));
  }
  return {
    // Who reads nothing does not learn that it was hung up on: of these the server's own count tells.
    open: () =>
      Object.fromEntries(
        kinds.filter(([, { isRead }]) => isRead).map(([name]) => [name, [...held.values()].filter((each) => each === name).length]),
      ),
    close: () => {
      for (const timer of timers) clearInterval(timer);
      for (const socket of held.keys()) socket.destroy();
    },
  };
};

type Served = { readonly requests: number; readonly failed: number; readonly p50: number; readonly p99: number; readonly most: number };

/** What clients meet that ask one thing after the other: half of it reading, half recording. */
const measure = async (port: number, key: string, what: string): Promise<Served> => {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const took: number[] = [];
  let failed = 0;
  const until = performance.now() + SECONDS * 1000;
  const client = async (number: number): Promise<void> => {
    for (let request = 0; performance.now() < until; request += 1) {
      const begun = performance.now();
      const call = {
        source: "bench",
        externalId: `${what}-${number}-${request}`,
        member: "raj",
        kind: "call",
        occurredAt: "2026-03-02T10:00:00Z",
      };
      const answer = await fetch(
        `http://127.0.0.1:${port}/api/v1/activities${request % 2 === 0 ? "?limit=1" : ""}`,
        request % 2 === 0 ? { headers } : { method: "POST", headers, body: JSON.stringify(call) },
      ).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.ok !== true) failed += 1;
      took.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
  took.sort((a, b) => a - b);
  const at = (share: number): number => Math.round((took[Math.floor(took.length * share)] ?? 0) * 10) / 10;
  return { requests: took.length, failed, p50: at(0.5), p99: at(0.99), most: at(0.999_999) };
};

/** Until a request is answered as quickly as before. */
const settled = async (port: number, withinMs: number): Promise<void> => {
  for (let took = Infinity; took > withinMs;) {
    await wait(1_000);
    const begun = performance.now();
    await fetch(`http://127.0.0.1:${port}/readyz`).then((answer) => answer.arrayBuffer());
    took = performance.now() - begun;
  }
};

const line = (what: string, { requests, failed, p50, p99, most }: Served): string =>
  `${what.padEnd(28)} ${requests} requests, ${failed} failed; p50 ${p50} ms, p99 ${p99} ms, longest ${most} ms`;

/** A thousand connections that are slow in every way, and how others are served meanwhile; then how many the server still holds (on Linux, which tells). */
export const benchSlowConnections = async (): Promise<void> => {
  const dataFolder = mkdtempSync(join(tmpdir(), "attain-slow-"));
  const key = await prepare(dataFolder);
  const server = await serve(dataFolder);
  try {
    await measure(server.port, key, "warm");
    const alone = await measure(server.port, key, "alone");
    console.log(line("nobody slow", alone));
    const before = connectionsOf(server);
    const begun = performance.now();
    const slow = hold(server.port, key);
    const tell = (): void =>
      console.log(
        `after ${Math.round((performance.now() - begun) / 1000)} s the server holds ${connectionsOf(server) - before} of them; not hung up: ${JSON.stringify(slow.open())}`,
      );
    // What so many cost that come at once is another question.
    await settled(server.port, alone.p99);
    tell();
    console.log(line(`${SLOW} slow connections`, await measure(server.port, key, "beside")));
    while (connectionsOf(server) > before + CLIENTS && performance.now() - begun < PATIENCE_SECONDS * 1000) await wait(1_000);
    tell();
    slow.close();
  } finally {
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
};
