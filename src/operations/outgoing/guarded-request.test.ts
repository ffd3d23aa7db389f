import { createServer, type RequestListener } from "node:http";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { afterAll, expect, test } from "vitest";
import { insideAddresses, insideUrls } from "../../../tests/inside-addresses.ts";
import { guardedRequest } from "./guarded-request.ts";

const servers: Server[] = [];
afterAll(() => Promise.all(servers.map((server) => new Promise((done) => server.close(done)))));

const listening = (server: Server, host: string): Promise<number> => {
  servers.push(server);
  return new Promise((done) => {
    server.listen(0, host, () => done((server.address() as AddressInfo).port));
  });
};

/** Counts who comes, on every address that this computer has. */
const watched = async (): Promise<{ readonly port: number; readonly connections: () => number }> => {
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  return { port: await listening(server, "::"), connections: () => connections };
};

const receiver = async (listener: RequestListener): Promise<{ readonly url: string; readonly allow: (origin: string) => boolean }> => {
  const server = createServer(listener);
  const url = `http://127.0.0.1:${await listening(server, "127.0.0.1")}`;
  return { url, allow: (origin) => origin === url };
};

const codeOf = (outcome: Awaited<ReturnType<typeof guardedRequest>>): string => (outcome.ok ? "ok" : outcome.refusals[0].code);

test("the watch sees who comes", async () => {
  const { port, connections } = await watched();
  for (const host of ["127.0.0.1", "[::1]", "localhost"])
    await guardedRequest(`http://${host}:${port}/`, { allow: () => true, timeoutSeconds: 2 });
  expect(connections()).toBeGreaterThanOrEqual(3);
});

test("no form of an address within is connected to", async () => {
  const { port, connections } = await watched();
  const urls = insideUrls(port);
  const answers = await Promise.all(urls.map((url) => guardedRequest(url, { pointer: "/url", timeoutSeconds: 2 })));
  expect(urls.filter((_, at) => codeOf(answers[at]!) === "ok")).toEqual([]);
  expect(connections()).toBe(0);
});

test("a name that leads within is not connected to, alone, first, or last of several addresses", async () => {
  const { port, connections } = await watched();
  for (const address of insideAddresses)
    for (const addresses of [[address], [address, "8.8.8.8"], ["2606:4700:4700::1111", "8.8.8.8", address]])
      expect(codeOf(await guardedRequest(`https://hooks.example:${port}/`, { resolve: async () => addresses }))).toBe("url-inside");
  expect(connections()).toBe(0);
});

test("a name is resolved once: what it leads to afterwards is not asked for", async () => {
  const { port, connections } = await watched();
  const answers = [["192.0.2.255"], ["127.0.0.1"]];
  let asked = 0;
  const resolve = async () => answers[asked++] ?? ["127.0.0.1"];
  expect(codeOf(await guardedRequest(`https://hooks.example:${port}/`, { resolve }))).toBe("url-inside");
  expect(asked).toBe(1);
  expect(connections()).toBe(0);
});

test("the connection goes to the address that was looked at, and the name is not asked again", async () => {
  const { port, connections } = await watched();
  const looked: string[] = [];
  const answer = await guardedRequest(`https://hooks.example:${port}/`, {
    resolve: async () => ["127.0.0.1"],
    liesOutside: (address) => looked.push(address) > 0,
    timeoutSeconds: 5,
  });
  // What listens there speaks no TLS.
  expect([codeOf(answer), looked, connections()]).toEqual(["outside-unreachable", ["127.0.0.1"], 1]);
});

test("a name without addresses is told as unreachable", async () => {
  expect(codeOf(await guardedRequest("https://hooks.example/", { resolve: async () => [] }))).toBe("outside-unreachable");
});

test("a redirect is an answer and is not followed", async () => {
  const { port, connections } = await watched();
  const { url, allow } = await receiver((_request, response) => response.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end());
  expect(await guardedRequest(url, { method: "POST", body: "{}", allow })).toMatchObject({ ok: true, value: { status: 307 } });
  expect(connections()).toBe(0);
});

test("an answer comes whole, with what was sent, over a connection that is used once", async () => {
  const { url, allow } = await receiver((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () =>
      response.end(JSON.stringify({ body: Buffer.concat(pieces).toString(), connection: request.headers.connection, ...request.headers })),
    );
  });
  const answer = await guardedRequest(url, { method: "POST", headers: { "x-own": "한".length.toString() }, body: "한국", allow });
  expect(answer.ok && JSON.parse(answer.value.body.toString())).toMatchObject({
    body: "한국",
    connection: "close",
    "content-length": "6",
    "x-own": "1",
  });
});

test("an answer without an end is given up by its size", async () => {
  const { url, allow } = await receiver((_request, response) => {
    const piece = Buffer.alloc(65_536);
    const pour = (): void => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once("drain", pour);
    };
    pour();
  });
  expect(codeOf(await guardedRequest(url, { allow }))).toBe("outside-answer-large");
});

test.each([
  ["says nothing", (() => undefined) satisfies RequestListener],
  [
    "stops in the middle",
    ((_request, response) => void response.writeHead(200, { "content-length": "9" }).write("a")) satisfies RequestListener,
  ],
])("who %s is given up by the time", async (_what, listener) => {
  const { url, allow } = await receiver(listener);
  expect(codeOf(await guardedRequest(url, { allow, timeoutSeconds: 0.2 }))).toBe("outside-silent");
});

test("a name server that says nothing is given up by the time", async () => {
  const resolve = () => new Promise<never>(() => undefined);
  expect(codeOf(await guardedRequest("https://hooks.example/", { resolve, timeoutSeconds: 0.1 }))).toBe("outside-silent");
});

test("no proxy of the environment is asked", async () => {
  const { port, connections } = await watched();
  const { url, allow } = await receiver((_request, response) => response.end("here"));
  const before = { ...process.env };
  Object.assign(process.env, { HTTP_PROXY: `http://127.0.0.1:${port}`, http_proxy: `http://127.0.0.1:${port}`, NODE_USE_ENV_PROXY: "1" });
  try {
    expect(codeOf(await guardedRequest(url, { allow }))).toBe("ok");
  } finally {
    process.env = before;
  }
  expect(connections()).toBe(0);
});
