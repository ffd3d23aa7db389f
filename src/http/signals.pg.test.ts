import { expect, test } from "vitest";
import { prospectContext, readProspect } from "../domain/prospect-reading.ts";
import { testApi } from "../../tests/api.ts";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { applyCompany } from "../operations/apply-company.ts";
import { applyRetention } from "../operations/apply-retention.ts";
import { listSignals } from "../operations/list-signals.ts";
import { recordProspects } from "../operations/record-prospects.ts";
import { rematchSignals } from "../operations/rematch-signals.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

const file = {
  company: { id: "seoul", name: "Seoul", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "hana", name: "하나" }],
  topics: [{ id: "retirement", name: "은퇴 계획", phrases: ["은퇴 계획", "retirement planning"], negatives: ["은퇴 선수"] }],
};
const { companyId } = await openCompany(database, file);

type Fields = Readonly<Record<string, unknown>>;
const post = (url: string, payload: unknown) => ask({ method: "POST", url: `/api/v1/${url}`, payload: payload as object });
const mention = (externalId: string, text: string, more: Fields = {}): Fields => ({
  source: "board",
  externalId,
  kind: "mention",
  occurredAt: "2026-03-02T01:00:00Z",
  author: `bsky:did:plc:${externalId.slice(0, 3)}`,
  text,
  ...more,
});
const none = { accepted: 0, duplicates: 0, revised: 0, stale: 0, purged: 0, offTopic: 0, erased: 0, rejected: [] };
const listed = async (query = ""): Promise<readonly Fields[]> =>
  (await ask(`/api/v1/signals?limit=100${query}`)).body["signals"] as readonly Fields[]; // of this schema, which the answer was held against

type TopicTold = { readonly topic: string; readonly startsAt: number; readonly endsBefore: number };
const topicsIn = (signal: Fields | undefined): readonly TopicTold[] => (signal?.["topics"] ?? []) as readonly TopicTold[]; // of the same schema

test("a post on a topic is kept with the place that shows why, and of one on none nothing is", async () => {
  expect((await post("signals", [mention("a1", "드디어 은퇴를 계획하고 있어요"), mention("a2", "오늘 날씨 좋다")])).body).toEqual({
    ...none,
    received: 2,
    accepted: 1,
    offTopic: 1,
  });
  const [only, ...more] = await listed("&author=bsky:did:plc:a1");
  expect(more).toEqual([]);
  expect(only).toMatchObject({
    excerpt: "드디어 은퇴를 계획하고 있어요",
    topics: [{ topic: "retirement", by: "phrase", phrase: "은퇴 계획", found: "은퇴를 계획", startsAt: 4, endsBefore: 10, counts: true }],
  });
});

test("told again it is a duplicate, told later a revision, told earlier nothing", async () => {
  const said = (text: string, revisedAt: string) => mention("b1", text, { revisedAt });
  await post("signals", said("은퇴 계획 하나", "2026-03-02T01:00:00Z"));
  expect((await post("signals", said("은퇴 계획 하나", "2026-03-02T01:00:00Z"))).body).toEqual({ ...none, received: 1, duplicates: 1 });
  expect((await post("signals", said("은퇴 계획 둘", "2026-03-02T02:00:00Z"))).body).toMatchObject({ revised: 1 });
  expect((await post("signals", said("은퇴 계획 셋", "2026-03-02T01:30:00Z"))).body).toMatchObject({ stale: 1 });
  expect((await listed("&author=bsky:did:plc:b1")).map(({ excerpt, revision }) => [excerpt, revision])).toEqual([["은퇴 계획 둘", 2]]);
});

test("what its author takes back stays counted and says nothing more, also when it is told again", async () => {
  await post("signals", mention("c1", "은퇴 계획", { url: "https://board.example/c1" }));
  expect((await ask({ method: "DELETE", url: "/api/v1/signals/board/c1" })).body).toEqual({ purged: true });
  expect((await ask({ method: "DELETE", url: "/api/v1/signals/board/c1" })).body).toEqual({ purged: false });
  expect((await post("signals", mention("c1", "은퇴 계획"))).body).toMatchObject({ duplicates: 1 });
  const [kept] = await listed("&author=bsky:did:plc:c1");
  expect(kept).toMatchObject({ excerpt: null, url: null, topics: [{ topic: "retirement", found: null, startsAt: null, counts: true }] });
  expect(kept?.["purgedAt"]).not.toBeNull();
  // Told as a later state instead, it is the same; also where both come in one breath.
  const gone = { purgedAt: "2026-03-02T03:00:00Z", text: "은퇴 계획" };
  expect((await post("signals", [mention("c2", "은퇴 계획"), mention("c2", "", gone)])).body).toMatchObject({ accepted: 1, purged: 1 });
  const [second] = await listed("&author=bsky:did:plc:c2");
  expect(second).toMatchObject({ excerpt: null, topics: [{ topic: "retirement", found: null }], purgedAt: "2026-03-02T03:00:00Z" });
  expect((await ask({ method: "DELETE", url: "/api/v1/signals/board/c9" })).status).toBe(404);
});

test("one author counts once a day on a topic, whichever post comes first", async () => {
  const at = (hour: string) => ({ author: "bsky:did:plc:d", occurredAt: `2026-03-02T0${hour}:00:00Z` });
  await post("signals", mention("d2", "은퇴 계획 둘", at("2")));
  await post("signals", [
    mention("d1", "은퇴 계획 하나", at("1")),
    mention("d3", "은퇴 계획 셋", { ...at("3"), occurredAt: "2026-03-03T01:00:00Z" }),
  ]);
  const counts = (await listed("&author=bsky:did:plc:d")).map(({ externalId, topics }) => [
    externalId,
    (topics as { counts: boolean }[])[0]?.counts,
  ]);
  expect(Object.fromEntries(counts)).toEqual({ d1: true, d2: false, d3: true });
});

test("lines are recorded beside what is wrong with others", async () => {
  const lines = [
    JSON.stringify(mention("e1", "retirement planning for teachers")),
    "{",
    JSON.stringify(mention("e2", "x", { topic: "retirment" })),
  ];
  const { body, status } = await ask({
    method: "POST",
    url: "/api/v1/signals",
    headers: { "content-type": "application/x-ndjson" },
    payload: lines.join("\n"),
  });
  expect([status, body]).toMatchObject([
    200,
    {
      received: 3,
      accepted: 1,
      rejected: [
        { index: 1, code: "json-syntax" },
        { index: 2, code: "reference-unknown", pointer: "/topic" },
      ],
    },
  ]);
  expect((await post("signals", mention("e3", "은퇴 계획", { source: "links" }))).status).toBe(422);
});

test("a person enters a post that no source may tell us, with the address at which it stands", async () => {
  const told = { kind: "mention", author: "linkedin:mina", text: "My retirement plans", evidence: "https://www.linkedin.com/posts/mina-1" };
  expect(await post("attested-signals", told)).toMatchObject({ status: 201, body: { source: "attested" } });
  expect(await listed("&source=attested")).toMatchObject([{ author: { kind: "handle", value: "linkedin:mina" }, evidence: told.evidence }]);
  expect(await post("attested-signals", { ...told, evidence: null })).toMatchObject({ status: 422, body: { code: "required" } });
  expect(await post("attested-signals", { ...told, text: "lunch" })).toMatchObject({ status: 422, body: { code: "signal-off-topic" } });
});

test("whoever pastes a text sees why it is on a topic, and why it is not", async () => {
  expect((await post("topics/matches", { text: "은퇴 계획" })).body).toMatchObject({
    matcher: "1+garu-ko-0.3.7",
    matches: [
      { topic: "retirement", found: "은퇴 계획", startsAt: 0, endsBefore: 5, words: { en: '"은퇴 계획" stands for "은퇴 계획".' } },
    ],
  });
  expect((await post("topics/matches", { text: "은퇴 선수의 은퇴 계획" })).body).toMatchObject({
    matches: [],
    nearMisses: [{ why: "negative", negative: "은퇴 선수" }],
  });
  const topic = { id: "new", name: "New", phrases: ["연금 가입"] };
  expect((await post("topics/matches", { text: "연금에 가입했다", topic })).body).toMatchObject({ matches: [{ topic: "new" }] });
  expect(await post("topics/matches", { text: "x", topic: { ...topic, phrases: [] } })).toMatchObject({
    status: 422,
    body: { code: "topic-empty", pointer: "/topic/phrases" },
  });
});

test("a match past what is kept of a long post is kept with what is around it", async () => {
  await post("signals", mention("f1", `${"길고 긴 글이 이어집니다. ".repeat(60)}그래서 나의 은퇴 계획은 이렇다`));
  const [kept] = await listed("&author=bsky:did:plc:f1");
  const [topic] = topicsIn(kept);
  expect(String(kept?.["excerpt"]).slice(topic?.startsAt, topic?.endsBefore)).toBe("은퇴 계획");
});

test("a changed topic is looked for anew in what was kept", async () => {
  await post("signals", mention("g1", "나의 은퇴 계획과 연금 가입"));
  const apply = (topics: readonly Fields[]) => applyCompany(database, { ...file, topics }, { by: "tests" });
  expect((await apply([...file.topics, { id: "pension", name: "연금", phrases: ["연금 가입"] }])).ok).toBe(true);
  expect(await rematchSignals(database, companyId)).toBeGreaterThan(0);
  expect(await rematchSignals(database, companyId)).toBe(0);
  const topicsOf = async () => topicsIn((await listed("&author=bsky:did:plc:g1"))[0]).map(({ topic }) => topic);
  expect(await topicsOf()).toEqual(["retirement", "pension"]);
  // What was found of a topic that is no more stays.
  expect((await apply([{ id: "pension", name: "연금", phrases: ["연금 해지"] }])).ok).toBe(true);
  await rematchSignals(database, companyId);
  expect(await topicsOf()).toEqual(["retirement"]);
  expect((await apply(file.topics)).ok).toBe(true);
});

test("who was erased is known by hash alone: no source brings them back, also whom only signals knew", async () => {
  await post("signals", mention("h1", "은퇴 계획", { author: "x:gone", url: "https://board.example/gone" }));
  const erased = await ask({ method: "POST", url: "/api/v1/erasures", payload: { prospect: "x:gone", reason: "asked" } });
  expect([erased.status, erased.body["what"]]).toEqual([200, "prospect"]);
  expect((await post("signals", mention("h2", "은퇴 계획", { author: "x:gone" }))).body).toEqual({ ...none, received: 1, erased: 1 });
  expect(await listed("&author=x:gone")).toEqual([]);
  const left = (await listed()).filter(({ author }) => String((author as { value: string } | null)?.value).startsWith("erased-"));
  expect(left).toMatchObject([{ excerpt: null, url: null, topics: [{ topic: "retirement", found: null }] }]);
});

test("what was kept of posts is forgotten after the months that the company keeps it, and stays counted", async () => {
  await post("signals", mention("k1", "은퇴 계획", { author: "x:old", occurredAt: "2020-03-02T01:00:00Z" }));
  await post("signals", mention("k2", "은퇴 계획", { author: "x:old", occurredAt: new Date().toISOString() }));
  expect((await applyCompany(database, { ...file, retention: { signalTexts: 12 } }, { by: "tests" })).ok).toBe(true);
  await applyRetention(database, companyId);
  expect((await listed("&author=x:old")).map(({ externalId, excerpt }) => [externalId, excerpt])).toEqual([
    ["k2", "은퇴 계획"],
    ["k1", null],
  ]);
});

test("a rep sees what is public, and of what recipients did only that of their own prospects", async () => {
  const raj = { ...file, members: [...file.members, { id: "raj", name: "Raj" }] };
  expect((await applyCompany(database, raj, { by: "tests" })).ok).toBe(true);
  const reply = (id: string, author: string) => ({
    source: "inbox",
    externalId: id,
    kind: "reply",
    occurredAt: "2026-03-04T01:00:00Z",
    author,
  });
  await post("signals", [
    reply("1", "hers@example.com"),
    reply("2", "his@example.com"),
    reply("3", "x:public"),
    reply("4", "nobodys@example.com"),
  ]);
  await recordProspects(
    database,
    companyId,
    [
      ["hers@example.com", "hana"],
      ["his@example.com", "raj"],
    ].map(([email, owner]) => must(readProspect({ email, owner }, prospectContext({ ...file.company, attributes: {} })))),
  );
  const caller = {
    companyId,
    by: "hana",
    type: "user",
    userNumber: 1,
    keyNumber: null,
    memberNumber: 1,
    roles: ["rep"],
    scopes: [],
  } as const;
  const seen = must(await listSignals(database, companyId, { source: "inbox", caller })).signals;
  expect(seen.map(({ externalId }) => externalId).toSorted()).toEqual(["1", "3"]);
});

test("nothing of it was a fault", () => {
  expect(faults).toEqual([]);
});
