import { request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { signedIn, type Shown } from "../../tests/accounts.ts";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { tellChanges } from "../store/change-channel.ts";

const { database } = await testDatabase();
const { app, ask, faults, keyOf } = await testApi(database);
await app.listen({ host: "127.0.0.1", port: 0 });
const { port } = app.server.address() as AddressInfo; // it listens on a port

const companyOf = (id: string) => ({
  company: { id, name: id, country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  sources: [{ id: "dialer", provenance: "captured" }],
  teams: [{ id: "sales" }, { id: "north", parent: "sales" }, { id: "south", parent: "sales" }],
  members: [
    { id: "raj", name: "Raj", team: "north" },
    { id: "mina", name: "Mina", team: "south" },
    { id: "kim", name: "Kim", team: "north", role: "manager" },
  ],
  metrics: [{ id: "calls", where: 'kind == "call"', oncePer: { prospect: "month", within: "company" } }],
});

const { companyId } = await openCompany(database, companyOf("hill"));
await openCompany(database, companyOf("dale"));
const key = await keyOf("hill");
const as = (id: string, roles: Parameters<typeof signedIn>[2]["roles"], member?: string) =>
  signedIn(database, companyId, { id, roles, ...(member === undefined ? {} : { member }) });
const raj = await as("raj's", ["rep"], "raj");
const mina = await as("mina's", ["rep"], "mina");
const kim = await as("kim's", ["manager"], "kim");
const vera = await as("vera's", ["viewer"]);
const ops = await as("ops's", ["operations"]);
// Of how they came to be here nothing is told: who looks on first may have come before it was.
const untold: unknown[] = [];
const telling = tellChanges(database, (error) => void untold.push(error));
afterAll(() => telling.stop());

type Event = { readonly event: string; readonly id: string; readonly data: Readonly<Record<string, unknown>> };

const eventOf = (text: string): Event => {
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1] ?? "";
  return { event: field("event"), id: field("id"), data: JSON.parse(field("data") || "{}") as Event["data"] };
};

const open = new Set<() => void>();
afterAll(() => open.forEach((hangUp) => hangUp()));

/** Looks on as somebody: `next` is what they are told next, `end` when there is nothing more. */
const look = async (headers: Shown, path = "/api/v1/live") => {
  const asked = httpRequest({ port, host: "127.0.0.1", path, headers: { host: `localhost:${port}`, ...headers } });
  open.add(() => asked.destroy());
  const answer = await new Promise<IncomingMessage>((resolve, reject) => asked.once("response", resolve).once("error", reject).end());
  const pieces = (async function* () {
    let text = "";
    for await (const chunk of answer.setEncoding("utf8")) {
      text += String(chunk);
      for (let at = text.indexOf("\n\n"); at !== -1; at = text.indexOf("\n\n")) {
        const piece = text.slice(0, at);
        text = text.slice(at + 2);
        if (!piece.startsWith(":")) yield eventOf(piece);
      }
    }
  })();
  const next = async (): Promise<Event | "end"> => {
    const { value, done } = await pieces.next().catch(() => ({ value: undefined, done: true }));
    return done === true || value === undefined ? "end" : value;
  };
  return { status: answer.statusCode, type: answer.headers["content-type"], next, hangUp: () => asked.destroy() };
};

let count = 0;
const record = async (member: string, change: object = {}): Promise<void> => {
  count += 1;
  const activity = {
    source: "dialer",
    externalId: `call-${count}`,
    member,
    kind: "call",
    occurredAt: "2026-03-02T10:00:00+09:00",
    ...change,
  };
  expect(await ask({ method: "POST", url: "/api/v1/activities", headers: key, payload: activity })).toMatchObject({
    body: { accepted: 1 },
  });
};

test("who looks on is told of whom they see that a number moved, and of nobody else", async () => {
  const eyes = {
    raj: await look(raj),
    mina: await look(mina),
    kim: await look(kim),
    vera: await look(vera),
    ops: await look(ops),
    key: await look(key),
  };
  for (const eye of Object.values(eyes)) {
    expect(eye).toMatchObject({ status: 200, type: "text/event-stream; charset=utf-8" });
    expect(await eye.next()).toMatchObject({ event: "here" });
  }
  await record("raj", { prospect: "a@b.example" });
  const told = { event: "changed", data: { topics: ["activities", "attainment"], members: ["raj"] } };
  expect(await eyes.raj.next()).toMatchObject(told);
  expect(await eyes.kim.next()).toMatchObject(told);
  expect(await eyes.ops.next()).toMatchObject(told);
  expect(await eyes.key.next()).toMatchObject(told);
  // Who sees sums alone hears that they changed, without a name.
  expect(await eyes.vera.next()).toMatchObject({ event: "changed", data: { topics: ["attainment"], members: [] } });
  // Mina's next is her own: of Raj she was told nothing.
  await record("mina");
  expect(await eyes.mina.next()).toMatchObject({ event: "changed", data: { members: ["mina"] } });
  // An earlier record of Mina's takes the prospect's one credit from Raj: his number moved, and he hears of his own.
  await record("mina", { prospect: "a@b.example", occurredAt: "2026-03-02T09:00:00+09:00" });
  expect(await eyes.raj.next()).toMatchObject({ event: "changed", data: { topics: ["attainment"], members: ["raj"] } });
  expect(await eyes.mina.next()).toMatchObject({ event: "changed", data: { topics: ["activities", "attainment"], members: ["mina"] } });
  // Not even that something happened in another company.
  await ask({
    method: "POST",
    url: "/api/v1/activities",
    headers: await keyOf("dale"),
    payload: { source: "dialer", externalId: "1", member: "raj", kind: "call", occurredOn: "2026-03-02" },
  });
  await record("mina", { kind: "email" });
  expect(await eyes.mina.next()).toMatchObject({ event: "changed", data: { members: ["mina"] } });
  for (const eye of Object.values(eyes)) eye.hangUp();
});

test("who comes back hears what they missed, and who was away for too long that anything may have changed", async () => {
  const first = await look(raj);
  const here = await first.next();
  first.hangUp();
  await record("raj");
  await record("mina");
  const id = here === "end" ? "" : here.id;
  const again = await look({ ...raj, "last-event-id": id });
  expect(await again.next()).toMatchObject({ event: "here" });
  expect(await again.next()).toMatchObject({ event: "changed", data: { members: ["raj"] } });
  again.hangUp();
  const late = await look({ ...raj, "last-event-id": "of-another-time" });
  expect(await late.next()).toMatchObject({ event: "all" });
  late.hangUp();
});

test("what a page may have read too early is told again to who says so", async () => {
  const watching = await look(ops);
  await watching.next();
  await record("raj");
  expect(await watching.next()).toMatchObject({ event: "changed" });
  const fresh = await look(raj, "/api/v1/live?past=30");
  const begun = await fresh.next();
  // Nobody listened so long ago in a server that has just begun: then anything may have changed.
  if (begun !== "end" && begun.event === "here") expect(await fresh.next()).toMatchObject({ event: "changed", data: { members: ["raj"] } });
  else expect(begun).toMatchObject({ event: "all" });
  fresh.hangUp();
  watching.hangUp();
});

test("a stream ends with its session, and with the role that let it in", async () => {
  const leaving = await as("leaver's", ["rep"]);
  const eye = await look(leaving);
  await eye.next();
  await ask({ method: "DELETE", url: "/api/v1/session", headers: leaving });
  expect(await eye.next()).toMatchObject({ event: "ended" });
  expect(await eye.next()).toBe("end");
  expect(await ask({ url: "/api/v1/live?seconds=0", headers: leaving })).toMatchObject({ status: 401 });
});

test("a stream lasts as long as is asked, and what cannot be its length is refused", async () => {
  expect(await ask({ url: "/api/v1/live?seconds=0", headers: raj })).toMatchObject({
    status: 200,
    text: expect.stringMatching(/^event: here\n/) as string,
  });
  expect(await ask({ url: "/api/v1/live?seconds=soon", headers: raj })).toMatchObject({ status: 422, body: { code: "number-integer" } });
  expect(await ask({ url: "/api/v1/live?past=61", headers: raj })).toMatchObject({ status: 422, body: { code: "number-range" } });
});

test("one account has so many streams and no more, and one that closes makes room", async () => {
  const eyes = [];
  for (let at = 0; at < 12; at += 1) eyes.push(await look(vera));
  expect(await ask({ url: "/api/v1/live?seconds=0", headers: vera })).toMatchObject({ status: 429, body: { code: "streams-too-many" } });
  for (const eye of eyes) expect(await eye.next()).toMatchObject({ event: "here" });
  eyes[0]?.hangUp();
  await expect.poll(async () => (await ask({ url: "/api/v1/live?seconds=0", headers: vera })).status).toBe(200);
  for (const eye of eyes) eye.hangUp();
});

test("a change that was rolled back is told to nobody", async () => {
  const eye = await look(ops);
  await eye.next();
  const file = { ...companyOf("hill"), members: [{ id: "nobody", name: "Nobody", team: "nowhere" }] };
  expect((await ask({ method: "PUT", url: "/api/v1/company", headers: key, payload: file })).status).toBe(422);
  await record("mina");
  expect(await eye.next()).toMatchObject({ event: "changed", data: { topics: ["activities", "attainment"], members: ["mina"] } });
  eye.hangUp();
});

test("nothing of it was a fault", () => expect([...faults, ...untold]).toEqual([]));
