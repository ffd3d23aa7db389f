import { sql } from "kysely";
import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { inCompany } from "../store/database.ts";

const { database } = await testDatabase();
const { app, ask, faults } = await testApi(database);
// Over real HTTP, as a mail gateway and a browser come.
const at = new URL(await app.listen({ port: 0, host: "127.0.0.1" }));

const { companyId } = await openCompany(database, {
  company: { id: "links", name: "Links", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj" }],
  topics: [{ id: "retirement", name: "Retirement", phrases: ["retirement planning"] }],
});

const browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";

type Message = { readonly links: readonly { readonly url: string; readonly address: string }[]; readonly honeypot: string };
const targets = ["plans", "rates", "about"].map((page) => ({ url: `https://example.com/${page}`, topic: "retirement" }));
const send = async (
  recipients: readonly string[],
  { links = targets, sentAt = "2026-03-02T09:00:00Z" } = {},
): Promise<readonly Message[]> => {
  const { body, status } = await ask({ method: "POST", url: "/api/v1/tracked-links", payload: { recipients, links, sentAt } });
  expect(status).toBe(201);
  return body["messages"] as readonly Message[]; // held against its schema
};

/** Under the server's own name; the path is what was put into the message. */
const follow = (address = "", { agent = browser, method = "GET", headers = {} } = {}) =>
  fetch(new URL(new URL(address).pathname, at), { method, redirect: "manual", headers: { "user-agent": agent, ...headers } });
const clicks = async (author: string): Promise<number> =>
  ((await ask(`/api/v1/signals?source=links&author=${author}`)).body["signals"] as readonly unknown[]).length;
const hits = async (recipient: string): Promise<readonly string[]> => {
  const { rows } = await inCompany(database, companyId, (tx) =>
    sql<{ rule: string }>`
      select h.rule from link_hits h join link_messages m on m.company_id = h.company_id and m.message_number = h.message_number
      where h.company_id = ${companyId} and m.recipient_value = ${recipient} order by h.hit_number`.execute(tx),
  );
  return rows.map(({ rule }) => rule);
};
/** As if what was done so far had been done so long ago. */
const passes = (seconds: number) =>
  inCompany(database, companyId, (tx) =>
    sql`update link_hits set hit_at = hit_at - make_interval(secs => ${seconds}) where company_id = ${companyId}`.execute(tx),
  );

test("a scanner that follows every link of a message counts nothing; a person's click a minute later counts", async () => {
  const [message] = await send(["mina@example.com"]);
  for (const { address } of message?.links ?? []) {
    const answer = await follow(address);
    expect(answer.status).toBe(302);
  }
  expect(await clicks("mina@example.com")).toBe(0);
  expect(await hits("mina@example.com")).toEqual(["sweep", "sweep", "sweep"]);
  await passes(61);
  const answer = await follow(message?.links[1]?.address);
  expect([answer.headers.get("location"), answer.headers.get("cache-control")]).toEqual(["https://example.com/rates", "no-store"]);
  expect(await clicks("mina@example.com")).toBe(1);
  expect((await ask("/api/v1/signals?source=links&topic=retirement")).body["signals"]).toMatchObject([
    { kind: "click", author: { kind: "email", value: "mina@example.com" }, url: "https://example.com/rates" },
  ]);
});

test("the hidden link takes every click from there with it", async () => {
  const [message] = await send(["honey@example.com"]);
  await follow(message?.links[0]?.address);
  expect(await clicks("honey@example.com")).toBe(1);
  await follow(message?.honeypot);
  expect([await clicks("honey@example.com"), await hits("honey@example.com")]).toEqual([0, ["honeypot", "honeypot"]]);
});

test("programs, previews, heads and what comes at once after sending count nothing", async () => {
  const [message] = await send(["bots@example.com"]);
  const address = message?.links[0]?.address;
  await follow(address, { agent: "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)" });
  await follow(address, { headers: { "sec-purpose": "prefetch" } });
  expect((await follow(address, { method: "HEAD" })).status).toBe(302);
  expect(await hits("bots@example.com")).toEqual(["agent", "prefetch", "method"]);
  const [soon] = await send(["soon@example.com"], { sentAt: new Date().toISOString() });
  await follow(soon?.links[0]?.address);
  expect([await clicks("bots@example.com"), await clicks("soon@example.com"), await hits("soon@example.com")]).toEqual([0, 0, ["early"]]);
});

test("one address that follows the links of five people was no person at any of them", async () => {
  await passes(600);
  const people = ["p1@example.com", "p2@example.com", "p3@example.com", "p4@example.com", "p5@example.com"];
  const messages = await send(people);
  for (const { links } of messages.slice(0, 4)) await follow(links[0]?.address);
  expect(await Promise.all(people.map(clicks))).toEqual([1, 1, 1, 1, 0]);
  await follow(messages[4]?.links[0]?.address);
  expect(await Promise.all(people.map(clicks))).toEqual([0, 0, 0, 0, 0]);
});

test("a second click within two seconds is the same one", async () => {
  await passes(600);
  const [message] = await send(["double@example.com"]);
  await follow(message?.links[0]?.address);
  await follow(message?.links[0]?.address);
  expect([await clicks("double@example.com"), await hits("double@example.com")]).toEqual([1, ["human", "repeated"]]);
});

test("a name that is not of our making leads nowhere, and is noted where the link is there", async () => {
  await passes(600);
  const [message] = await send(["guess@example.com"]);
  const name = new URL(message?.links[0]?.address ?? at).pathname.slice(3);
  const forged = `${name.slice(0, -2)}${name.endsWith("AA") ? "BB" : "AA"}`;
  const answer = await follow(new URL(`/r/${forged}`, at).href);
  expect([answer.status, answer.headers.get("location"), await hits("guess@example.com")]).toEqual([404, null, ["signature"]]);
  for (const other of ["x", `${"A".repeat(22)}.${"A".repeat(22)}`])
    expect((await follow(new URL(`/r/${other}`, at).href)).status).toBe(404);
  // Where it leads stands nowhere in it.
  expect((await follow(`${new URL(`/r/${name}`, at).href}?url=https://evil.example`)).headers.get("location")).toBe(
    "https://example.com/plans",
  );
});

test("an order with mistakes makes nothing and tells them all", async () => {
  const payload = { recipients: [], links: [{ url: "javascript:alert(1)", topic: "retirment" }, 7] };
  const { status, body } = await ask({ method: "POST", url: "/api/v1/tracked-links", payload });
  expect([status, (body["errors"] as readonly { pointer: string }[]).map(({ pointer }) => pointer)]).toEqual([
    422,
    ["/recipients", "/links/0/url", "/links/1"],
  ]);
});

test("nothing of it was a fault", () => {
  expect(faults).toEqual([]);
});
