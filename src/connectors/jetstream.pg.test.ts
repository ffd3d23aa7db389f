import { afterAll, expect, test, vi } from "vitest";
import {
  closedEvent,
  deleteEvent,
  followEvent,
  likeEvent,
  postEvent,
  repostEvent,
  streamServer,
  type StreamEvent,
} from "../../tests/jetstream-server.ts";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { addSignalSource } from "../operations/add-signal-source.ts";
import { endSignalSource } from "../operations/end-signal-source.ts";
import { listSignalSources } from "../operations/list-signal-sources.ts";
import { listSignals } from "../operations/list-signals.ts";
import type { SignalJson } from "../operations/signal-json.ts";
import { startStreams, type Streams } from "./jetstream.ts";

const { database } = await testDatabase();
const { companyId } = await openCompany(database, {
  company: { id: "stream", name: "Stream", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "hana", name: "하나" }],
  topics: [
    { id: "retirement", name: "은퇴 계획", phrases: ["은퇴 계획", "retirement planning"], negatives: ["은퇴 선수"], perAuthorAndDay: 5 },
  ],
});
const server = await streamServer();
const faults: unknown[] = [];
const pace = { lookMs: 20, gatherMs: 10, retryMs: 10, longestRetryMs: 50 };
const running: Streams[] = [];
const listen = (): Streams => {
  const streams = startStreams({ database, hearFault: (error) => faults.push(error), outside: server.outside, pace });
  running.push(streams);
  return streams;
};
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await server.close();
});
const second = 1_000_000;
const begins = Date.now() * 1_000 - 3_600 * second;
const ours = "did:plc:ourselves";
const ourPost = `at://${ours}/app.bsky.feed.post/one`;
const did = (number: number): string => `did:plc:person${String(number).padStart(5, "0")}`;
const on = (number: number) => ({ did: did(number), rkey: `r${number}`, at: begins + number * 100_000 });

const chatter = [
  "오늘 점심 뭐 먹지",
  "비 온다",
  "good morning",
  "은퇴 선수 이야기에 계획 없음",
  "new plan for dinner",
  "ㅋㅋㅋㅋ",
  "コーヒー",
  "😀",
];
const onTopic = ["은퇴 계획을 세우는 중", "#은퇴계획 시작", "my retirement plans", "조기 은퇴를 위한 재무 계획"];
/** Five minutes of three thousand people, of whom thirty speak of the topic. */
const conversation: readonly StreamEvent[] = Array.from({ length: 3_000 }, (_, number) =>
  postEvent(
    on(number),
    (number % 100 === 7 ? onTopic[((number / 100) % onTopic.length) | 0] : undefined) ?? chatter[number % chatter.length] ?? "",
  ),
);
const speakers = [...Array(30).keys()].map((each) => each * 100 + 7);
const last = on(2_999).at;

const signals = async (): Promise<readonly SignalJson[]> =>
  must(await listSignals(database, companyId, { source: "bluesky", limit: 200 })).signals;
const byAuthor = async (author: string) => (await signals()).filter((each) => each.author?.value === `bsky:${author}`);
const state = async () => (await listSignalSources(database, companyId)).sources[0];
const heard = (posts: number) => vi.waitFor(async () => expect((await state())?.seen).toBe(posts), { timeout: 20_000, interval: 20 });
const connected = (times: number) =>
  vi.waitFor(() => expect(server.asked.length).toBeGreaterThanOrEqual(times), { timeout: 20_000, interval: 5 });

test("of a conversation of thousands the dozens on the topic are kept, and nothing of the rest", async () => {
  must(await addSignalSource(database, companyId, { name: "Bluesky", kind: "bluesky", url: server.url, accounts: [ours] }, server));
  listen();
  await connected(1);
  expect(server.asked[0]?.getAll("wantedCollections")).toContain("app.bsky.feed.post");
  expect(server.asked[0]?.get("cursor")).toBeNull();
  server.tell(...conversation.slice(0, 1_500), "{ no event", ...conversation.slice(1_500));
  await heard(3_000);
  const kept = await signals();
  expect(kept.map(({ author }) => author?.value).toSorted()).toEqual(speakers.map((each) => `bsky:${did(each)}`).toSorted());
  expect(kept.every(({ topics, kind }) => kind === "mention" && topics[0]?.topic === "retirement")).toBe(true);
  expect(await state()).toMatchObject({ kept: 30, gaps: [], trouble: null });
});

test("what people do with what is ours is a signal: a like, a share, a follower, an answer, a quote", async () => {
  const by = (number: number) => ({ ...on(number), at: last + number });
  server.tell(
    likeEvent(by(1), { uri: ourPost, cid: "bafy" }),
    repostEvent(by(2), { uri: ourPost, cid: "bafy" }),
    followEvent(by(3), ours),
    postEvent(by(4), "좋은 글이네요", { reply: { parent: { uri: ourPost }, root: { uri: ourPost } } }),
    postEvent(by(5), "읽어 보세요", { embed: { $type: "app.bsky.embed.record", record: { uri: ourPost } } }),
    likeEvent(by(6), { uri: `at://${did(9)}/app.bsky.feed.post/x`, cid: "bafy" }),
    postEvent({ did: ours, rkey: "two", at: last + 8 }, "우리의 은퇴 계획"),
  );
  await heard(3_007);
  const kinds = await Promise.all([1, 2, 3, 4, 5, 6].map(async (each) => (await byAuthor(did(each))).map(({ kind }) => kind)));
  expect(kinds).toEqual([["like"], ["share"], ["follow"], ["reply"], ["quote"], []]);
  expect(await byAuthor(ours)).toEqual([]);
});

test("a deleted post and a closed account lose what they said and stay counted", async () => {
  const [deleted = 0, closed = 0] = speakers;
  server.tell(
    deleteEvent({ ...on(deleted), at: last + 20 }),
    deleteEvent({ ...on(12), at: last + 21 }),
    closedEvent(did(closed), last + 22),
    // Told and taken back within a breath.
    postEvent({ did: did(4_000), rkey: "short", at: last + 23 }, "은퇴 계획"),
    deleteEvent({ did: did(4_000), rkey: "short", at: last + 24 }),
  );
  await heard(3_008);
  for (const each of [did(deleted), did(closed), did(4_000)])
    expect(await byAuthor(each)).toMatchObject([
      { excerpt: null, url: null, purgedAt: expect.any(String), topics: [{ topic: "retirement", found: null }] },
    ]);
  expect((await signals()).length).toBe(36);
});

test("after a cut it goes on where it was: what is replayed is known, and what was deleted stays so", async () => {
  const times = server.asked.length;
  server.tell(postEvent({ did: did(5_000), rkey: "before", at: last + 30 * second }, "은퇴 계획"));
  await heard(3_009);
  server.cut();
  await connected(times + 1);
  const cursor = Number(server.asked.at(-1)?.get("cursor"));
  expect(cursor).toBe(last + 25 * second);
  server.tell(postEvent({ did: did(5_001), rkey: "after", at: last + 31 * second }, "은퇴 계획"));
  await vi.waitFor(async () => expect(await byAuthor(did(5_001))).toHaveLength(1), { timeout: 20_000, interval: 20 });
  expect((await signals()).length).toBe(38);
  expect((await byAuthor(did(5_000))).map(({ revision }) => revision)).toEqual([1]);
  expect((await state())?.gaps).toEqual([]);
});

test("what the server no longer has is shown as a gap", async () => {
  const times = server.asked.length;
  const later = last + 3_000 * second;
  server.forgetBefore(later);
  server.cut();
  await connected(times + 1);
  server.tell(postEvent({ did: did(5_002), rkey: "late", at: later }, "은퇴 계획"));
  await vi.waitFor(async () => expect(await byAuthor(did(5_002))).toHaveLength(1), { timeout: 20_000, interval: 20 });
  const iso = (micros: number): string => new Date(micros / 1_000).toISOString();
  const gaps = (await state())?.gaps.map(({ from, before }) => [new Date(from).toISOString(), new Date(before).toISOString()]);
  expect(gaps).toEqual([[iso(last + 31 * second), iso(later)]]);
});

test("another process goes on where the first one stopped, and two never listen at once", async () => {
  const second2 = listen();
  const times = server.asked.length;
  await running[0]?.stop();
  await connected(times + 1);
  server.tell(postEvent({ did: did(5_003), rkey: "other", at: last + 3_001 * second }, "은퇴 계획"));
  await vi.waitFor(async () => expect(await byAuthor(did(5_003))).toHaveLength(1), { timeout: 20_000, interval: 20 });
  expect(server.asked.length).toBe(times + 1);
  await second2.stop();
});

test("a stream that was ended is not taken up again, and one that leads inside is not asked", async () => {
  await endSignalSource(database, companyId, "bluesky-2");
  must(await addSignalSource(database, companyId, { name: "Elsewhere", kind: "bluesky", url: "https://stream.example/subscribe" }, {}));
  const times = server.asked.length;
  const streams = startStreams({
    database,
    hearFault: (error) => faults.push(error),
    outside: { ...server.outside, resolve: async () => ["10.0.0.7"] },
    pace,
  });
  running.push(streams);
  await vi.waitFor(async () => expect((await state())?.trouble?.code).toBe("url-inside"), { timeout: 20_000, interval: 20 });
  expect([server.asked.length, faults]).toEqual([times, []]);
});
