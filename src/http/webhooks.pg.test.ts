import { Webhook } from "standardwebhooks";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { insideUrls } from "../../tests/inside-addresses.ts";
import { day, instant, must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { deliverAt, webhookReceiver } from "../../tests/webhook-receiver.ts";
import { closePeriod } from "../operations/close-period.ts";
import { raiseDispute } from "../operations/raise-dispute.ts";
import { decideDispute } from "../operations/decide-dispute.ts";
import { reopenPeriod } from "../operations/reopen-period.ts";
import { newSecret } from "../operations/secret.ts";
import { tellNotices } from "../operations/tell-notices.ts";
import { restoreActivity, voidActivity } from "../operations/void-activity.ts";

const { database, owner } = await testDatabase();
const receiver = await webhookReceiver();
afterAll(() => receiver.close());
const secret = newSecret();
const { ask } = await testApi(database, { secret, outside: receiver.outside });

const { companyId, record } = await openCompany(database, {
  company: { id: "hangang", name: "Hangang", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  teams: [{ id: "sales" }],
  members: [
    { id: "raj", name: "Raj Patel", team: "sales" },
    { id: "kim", name: { en: "Kim", ko: "김민수" }, role: "manager", team: "sales" },
  ],
  metrics: [{ id: "calls", where: 'kind == "call" && durationSeconds >= 60' }],
  plans: [{ id: "monthly", name: { en: "The month", ko: "월간" }, cadence: "month", require: { metric: "calls", target: 2 } }],
});
const call = (externalId: string, durationSeconds = 90) => ({
  source: "dialer",
  externalId,
  member: "raj",
  kind: "call",
  durationSeconds,
  occurredAt: "2026-03-03T03:00:00Z",
});

let clock = BigInt(Date.now()) * 1000n;
const HOUR = 3_600_000_000n;
const deliver = (): Promise<number> => deliverAt(database, companyId, () => clock, { secret, outside: receiver.outside });

const add = async (order: object): Promise<{ readonly id: string; readonly secret: string }> => {
  const { status, body } = await ask({
    method: "POST",
    url: "/api/v1/webhooks",
    payload: { name: "Receiver", url: `${receiver.url}/told`, ...order },
  });
  expect(status).toBe(201);
  return body as { readonly id: string; readonly secret: string };
};
const end = (id: string) => ask({ method: "DELETE", url: `/api/v1/webhooks/${id}` });
const deliveries = async (id: string) =>
  (await ask(`/api/v1/webhooks/${id}/deliveries`)).body["deliveries"] as readonly {
    readonly delivery: number;
    readonly state: string;
    readonly event: { readonly id: string; readonly type: string };
    readonly log: readonly { readonly status: number | null; readonly problem: string | null }[];
  }[];

beforeEach(() => {
  receiver.received.length = 0;
  receiver.behave = (_, { accept }) => accept();
});

test("what happens is told as CloudEvents that the independent package verifies, and as sentences to a chat", async () => {
  const cloud = await add({ name: "Warehouse" });
  const chat = await add({ name: "영업 대화방", shape: "text", language: "ko", url: `${receiver.url}/chat` });
  await record([call("1"), call("2"), call("3", 10)]);
  await tellNotices(database, companyId, { now: instant("2026-03-03T11:30:00Z") });
  must(await voidActivity(database, companyId, { source: "dialer", externalId: "3" }, { reason: "wrong", by: "kim" }));
  must(await restoreActivity(database, companyId, { source: "dialer", externalId: "3" }, { reason: "right", by: "kim" }));
  const now = instant("2026-03-04T03:00:00Z");
  const claim = {
    by: "raj",
    record: { source: "dialer", externalId: "3" },
    metric: "calls",
    counts: true,
    reason: "it was longer",
    evidence: null,
  };
  must(await raiseDispute(database, companyId, claim, { now }));
  must(await decideDispute(database, companyId, { number: 1, by: "kim", upheld: false, reason: "no" }, { now }));
  const later = { by: "kim", now: instant("2026-05-20T03:00:00Z") };
  must(await closePeriod(database, companyId, { cadence: "month", on: day("2026-03-05"), despite: "all is in" }, later));
  must(await reopenPeriod(database, companyId, { cadence: "month", on: day("2026-03-05"), reason: "late" }, later));

  expect(await deliver()).toBe(14);
  const told = receiver.received.filter(({ path }) => path === "/told");
  const verifier = new Webhook(cloud.secret);
  const events = told.map(({ body, headers }) => ({
    ...(verifier.verify(body, headers) as Record<string, unknown>),
    header: headers["webhook-id"],
  }));
  expect(events.every((event) => "id" in event && event["id"] === event["header"])).toBe(true);
  expect(events.map((event) => (event as Record<string, unknown>)["type"]).toSorted()).toEqual([
    "attain.activity.restored",
    "attain.activity.voided",
    "attain.dispute.decided",
    "attain.dispute.raised",
    "attain.period.closed",
    "attain.period.reopened",
    "attain.quota.met",
  ]);
  expect(events.find((event) => (event as Record<string, unknown>)["type"] === "attain.quota.met")).toMatchObject({
    specversion: "1.0",
    source: "/companies/hangang",
    subject: "members/raj",
    datacontenttype: "application/json",
    data: { member: "raj", plan: "monthly", cadence: "month", startsOn: "2026-03-01", endsBefore: "2026-04-01" },
  });
  expect(told[0]?.headers["content-type"]).toBe("application/cloudevents+json; charset=utf-8");
  // Ids, and nothing else that says who somebody is.
  expect(JSON.stringify(told)).not.toMatch(/Patel|민수|longer/);

  const sentences = receiver.received.filter(({ path }) => path === "/chat").map(({ body }) => (JSON.parse(body) as { text: string }).text);
  expect(sentences.toSorted()).toEqual([
    "2026년 3월 마감: 실적이 확정됐어요.",
    "2026년 3월 마감이 취소됐어요. 다시 마감하기 전까지 숫자가 바뀔 수 있어요.",
    "Raj Patel 님이 달성했어요: 월간 · 2026년 3월",
    "Raj Patel 님이 이의 신청 D-1을(를) 냈어요.",
    "김민수 님이 이의 신청 D-1을(를) 받아들이지 않았어요.",
    "활동 기록의 취소가 풀렸어요: dialer 3",
    "활동 기록이 취소됐어요: dialer 3",
  ]);
  expect(await deliver()).toBe(0);
  await end(cloud.id);
  await end(chat.id);
});

const happen = (externalId: string) => voidActivity(database, companyId, { source: "dialer", externalId }, { reason: "wrong", by: "kim" });
const unhappen = (externalId: string) =>
  restoreActivity(database, companyId, { source: "dialer", externalId }, { reason: "right", by: "kim" });

test("what is not taken is tried again under the same id for a day, and then given up; the webhook is paused, and resumed by hand", async () => {
  const { id } = await add({ events: ["attain.activity.voided"] });
  receiver.behave = (_, { response }) => response.writeHead(500).end("no room");
  must(await happen("1"));
  let tries = 0;
  for (let hours = 0; hours < 40; hours += 1) {
    tries += await deliver();
    clock += HOUR;
  }
  expect(tries).toBe(receiver.received.length);
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  const [failed] = await deliveries(id);
  expect(failed).toMatchObject({
    state: "failed",
    log: expect.arrayContaining([expect.objectContaining({ status: 500, answer: "no room" })]),
  });
  expect(failed?.log).toHaveLength(17);
  expect((await ask(`/api/v1/webhooks/${id}`)).body).toMatchObject({ pausedWhy: "failing", failingSince: expect.any(String) });

  must(await unhappen("1"));
  must(await happen("1"));
  receiver.behave = (_, { accept }) => accept();
  expect(await deliver()).toBe(0);
  expect((await ask({ method: "POST", url: `/api/v1/webhooks/${id}/deliveries/${failed?.delivery}/replay` })).body["code"]).toBe(
    "webhook-paused",
  );
  expect((await ask({ method: "POST", url: `/api/v1/webhooks/${id}/resumption` })).body).toMatchObject({ pausedAt: null, waiting: 1 });
  expect(await deliver()).toBe(1);
  expect((await ask({ method: "POST", url: `/api/v1/webhooks/${id}/deliveries/${failed?.delivery}/replay` })).body).toMatchObject({
    state: "waiting",
  });
  expect(await deliver()).toBe(1);
  const [latest, first] = await deliveries(id);
  expect([latest?.state, first?.state, first?.log.length]).toEqual(["delivered", "delivered", 18]);
  expect(receiver.received.at(-1)?.headers["webhook-id"]).toBe(failed?.event.id);
  must(await unhappen("1"));
  await end(id);
});

test("a redirect leads nowhere, silence is given up, and a receiver that is gone is told nothing more", async () => {
  const { id } = await add({ events: ["attain.activity.voided"] });
  receiver.behave = (_, { response }) => response.writeHead(302, { location: `${receiver.url}/elsewhere` }).end();
  must(await happen("1"));
  expect(await deliver()).toBe(1);
  expect(receiver.received.map(({ path }) => path)).toEqual(["/told"]);
  receiver.behave = (_, { response }) => response.destroy();
  clock += HOUR;
  expect(await deliver()).toBe(1);
  receiver.behave = (_, { response }) => response.writeHead(410).end();
  clock += HOUR;
  expect(await deliver()).toBe(1);
  const [delivery] = await deliveries(id);
  expect(delivery).toMatchObject({
    state: "failed",
    log: [{ status: 302 }, { status: null, problem: "outside-unreachable" }, { status: 410 }],
  });
  expect((await ask(`/api/v1/webhooks/${id}`)).body).toMatchObject({ pausedWhy: "gone" });
  must(await unhappen("1"));
  await end(id);
});

test("one receiver that fails keeps no other waiting, and one that asks for time is given it", async () => {
  const failing = await add({ events: ["attain.activity.voided"], url: `${receiver.url}/failing` });
  const well = await add({ events: ["attain.activity.voided"], url: `${receiver.url}/well` });
  receiver.behave = ({ path }, { accept, response }) =>
    path === "/well" ? accept() : response.writeHead(503, { "retry-after": "1800" }).end();
  must(await happen("1"));
  expect(await deliver()).toBe(2);
  clock += 20n * 60_000_000n;
  expect(await deliver()).toBe(0);
  clock += 11n * 60_000_000n;
  expect(await deliver()).toBe(1);
  expect((await deliveries(well.id)).map(({ state }) => state)).toEqual(["delivered"]);
  must(await unhappen("1"));
  await end(failing.id);
  await end(well.id);
});

test("for a day after a new secret requests are signed by both", async () => {
  const { id, secret: old } = await add({ events: ["attain.activity.voided", "attain.activity.restored"] });
  const renewed = (await ask({ method: "POST", url: `/api/v1/webhooks/${id}/secret` })).body as { readonly secret: string };
  expect(renewed.secret).not.toBe(old);
  clock = BigInt(Date.now()) * 1000n;
  must(await happen("1"));
  await deliver();
  const [{ body, headers } = { body: "", headers: {} }] = receiver.received;
  for (const each of [old, renewed.secret]) expect(() => new Webhook(each).verify(body, headers)).not.toThrow();
  clock += 25n * HOUR;
  must(await unhappen("1"));
  await deliver();
  expect(receiver.received.at(-1)?.headers["webhook-signature"]?.split(" ")).toHaveLength(1);
  await end(id);
});

test("what was taken and never settled is sent again under the same id, and what two send at once is settled once", async () => {
  const { id } = await add({ events: ["attain.activity.voided"] });
  must(await happen("1"));
  // The process ends while it waits for the answer.
  let isDead = false;
  receiver.behave = () => (isDead = true);
  const dying = deliver();
  await expect.poll(() => isDead).toBe(true);
  receiver.behave = (_, { accept }) => accept();
  clock += HOUR;
  expect(await deliver()).toBe(1);
  await dying;
  expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([
    receiver.received[0]?.headers["webhook-id"],
    receiver.received[0]?.headers["webhook-id"],
  ]);
  expect((await deliveries(id)).map(({ state }) => state)).toEqual(["delivered"]);
  must(await unhappen("1"));
  await end(id);
});

test("a trial is sent at once and tells what was answered", async () => {
  const { id } = await add({});
  const { body } = await ask({ method: "POST", url: `/api/v1/webhooks/${id}/test` });
  expect(body).toMatchObject({ state: "delivered", event: { type: "attain.webhook.test" }, log: [{ attempt: 1, status: 204 }] });
  receiver.behave = (_, { response }) => response.writeHead(404).end("nobody here");
  const failed = await ask({ method: "POST", url: `/api/v1/webhooks/${id}/test` });
  expect(failed.body).toMatchObject({ state: "failed", log: [{ status: 404, answer: "nobody here" }] });
  expect((await ask(`/api/v1/webhooks/${id}`)).body).toMatchObject({ failingSince: null });
  await end(id);
});

test("no webhook may lead inside, made or changed, however its address is written", async () => {
  const { id } = await add({});
  const port = Number(new URL(receiver.url).port);
  for (const url of insideUrls(port === 8443 ? 8444 : port)) {
    const payload = { name: "Inside", url };
    const isOwn = URL.canParse(url) && new URL(url).origin === receiver.url;
    if (isOwn) continue;
    expect([url, (await ask({ method: "POST", url: "/api/v1/webhooks", payload })).status]).toEqual([url, 422]);
    expect([url, (await ask({ method: "PUT", url: `/api/v1/webhooks/${id}`, headers: { "if-match": "*" }, payload })).status]).toEqual([
      url,
      422,
    ]);
  }
  expect(receiver.received).toEqual([]);
  await end(id);
});

test("addresses and secrets are sealed where they are kept", async () => {
  const { id, secret: shown } = await add({ url: `${receiver.url}/T0/capability` });
  const { rows } = await owner.pool.query<{ kept: string }>("select w::text as kept from webhooks w");
  const kept = rows.map((row) => row.kept).join("\n");
  expect(kept).toContain(id);
  for (const text of ["capability", shown]) {
    expect(kept).not.toContain(text);
    expect(kept).not.toContain(Buffer.from(text).toString("hex"));
  }
  await end(id);
});
