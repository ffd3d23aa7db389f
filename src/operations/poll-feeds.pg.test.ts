import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test } from "vitest";
import { openCompany, must } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { addSignalSource } from "./add-signal-source.ts";
import { isoInstant } from "../domain/instant.ts";
import { decodeCp949 } from "./files/formats/cp949.ts";
import { endSignalSource } from "./end-signal-source.ts";
import { listSignalSources } from "./list-signal-sources.ts";
import { listSignals } from "./list-signals.ts";
import { pollFeeds } from "./poll-feeds.ts";

const { database } = await testDatabase();
const { companyId } = await openCompany(database, {
  company: { id: "feeds", name: "Feeds", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "hana", name: "하나" }],
  topics: [{ id: "retirement", name: "은퇴 계획", phrases: ["은퇴 계획"] }],
});

type Behave = (request: IncomingMessage, response: ServerResponse) => void;
let behave: Behave = (_, response) => response.end();
const asked: IncomingMessage[] = [];
const server = createServer((request, response) => {
  asked.push(request);
  behave(request, response);
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
afterAll(() => {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
});
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const outside = { allow: (each: string) => each === origin };

const now = BigInt(Date.now()) * 1000n;
const poll = () => pollFeeds(database, companyId, { now, outside, restSeconds: 0 });
const add = async (name: string, url = `${origin}/${name}`): Promise<string> =>
  must(await addSignalSource(database, companyId, { name, kind: "feed", url }, { outside })).id;
const stateOf = async (id: string) => (await listSignalSources(database, companyId)).sources.find((each) => each.id === id);
const signalsOf = async (source: string) => must(await listSignals(database, companyId, { source })).signals;
const rss = (items: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News</title>${items}</channel></rss>`;
const post = (id: string, title: string, more = "<pubDate>Mon, 02 Mar 2026 10:00:00 +0900</pubDate>") =>
  `<item><guid>${id}</guid><title>${title}</title>${more}</item>`;

/** As Windows writes it: each pair of bytes by what it is read as. */
const pairs = new Map<string, readonly [number, number]>();
for (let lead = 0x81; lead <= 0xfe; lead += 1)
  for (let trail = 0x41; trail <= 0xfe; trail += 1) {
    const character = decodeCp949(Uint8Array.of(lead, trail));
    if (character?.length === 1) pairs.set(character, [lead, trail]);
  }
const inCp949 = (text: string): Buffer => Buffer.from(Array.from(text).flatMap((each) => pairs.get(each) ?? [each.charCodeAt(0)]));

beforeEach(async () => {
  asked.length = 0;
  for (const { id } of (await listSignalSources(database, companyId)).sources) await endSignalSource(database, companyId, id);
});

test("a feed is asked with what its server said last, and posts on a topic are kept once", async () => {
  const id = await add("news");
  behave = ({ headers }, response) => {
    if (headers["if-none-match"] === '"1"' && headers["if-modified-since"] === "Mon, 02 Mar 2026 01:00:00 GMT")
      response.writeHead(304).end();
    else
      response
        .writeHead(200, { etag: '"1"', "last-modified": "Mon, 02 Mar 2026 01:00:00 GMT", "content-type": "application/rss+xml" })
        .end(rss(post("1", "나의 은퇴 계획") + post("2", "날씨") + post("3", "은퇴 계획 둘", "")));
  };
  expect(await poll()).toBe(1);
  expect(
    (await signalsOf(id)).map(({ externalId, kind, author, excerpt, occurredAt }) => [externalId, kind, author, excerpt, occurredAt]),
  ).toEqual([
    ["3", "mention", null, "은퇴 계획 둘", isoInstant(now)],
    ["1", "mention", null, "나의 은퇴 계획", "2026-03-02T01:00:00Z"],
  ]);
  expect(await poll()).toBe(1);
  expect(asked.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, '"1"']);
  expect(await stateOf(id)).toMatchObject({ trouble: null, seen: 3, kept: 2, gaps: [] });
  // One that forgets what it said tells it all again, and it is known: also what has no time of its own.
  behave = (_, response) => response.end(rss(post("1", "나의 은퇴 계획") + post("3", "은퇴 계획 둘", "")));
  await pollFeeds(database, companyId, { now: now + 3_600_000_000n, outside, restSeconds: 0 });
  expect((await signalsOf(id)).map(({ revision }) => revision)).toEqual([1, 1]);
});

test("what was asked within a quarter of an hour is not asked again", async () => {
  await add("rest");
  behave = (_, response) => response.end(rss(""));
  expect([await pollFeeds(database, companyId, { now, outside }), await pollFeeds(database, companyId, { now, outside })]).toEqual([1, 0]);
});

test("a feed in EUC-KR is read, whether its server says so or the feed itself, with the syllables that only Windows has", async () => {
  const said = await add("said");
  const declared = await add("declared");
  behave = ({ url }, response) => {
    const isSaid = url === "/said";
    const text = `<?xml version="1.0"${isSaid ? "" : ' encoding="EUC-KR"'}?><rss><channel>${post("1", "은퇴 계획과 똠방각하")}</channel></rss>`;
    response.writeHead(200, { "content-type": isSaid ? "text/xml; charset=euc-kr" : "application/xml" }).end(inCp949(text));
  };
  await poll();
  for (const id of [said, declared]) expect((await signalsOf(id)).map(({ excerpt }) => excerpt)).toEqual(["은퇴 계획과 똠방각하"]);
});

test("a feed that leads inside is refused with the reason, and nothing inside is asked", async () => {
  const inside = createServer((_, response) => response.end(rss(post("1", "은퇴 계획"))));
  await new Promise<void>((done) => inside.listen(0, "127.0.0.1", done));
  let reached = 0;
  inside.on("request", () => (reached += 1));
  const id = await add("leads");
  const at = `http://127.0.0.1:${(inside.address() as AddressInfo).port}`;
  for (const [location, code] of [
    [at, "url-not-https"],
    ["https://127.0.0.1/feed", "url-number"],
    ["https://metadata.google.internal/x", "url-inside"],
    ["https://rebound.example/feed", "url-inside"],
    [`${origin}/leads`, "feed-redirects"],
  ] as const) {
    behave = (_, response) => response.writeHead(302, { location }).end();
    // A public name whose addresses lie inside.
    await pollFeeds(database, companyId, { now, restSeconds: 0, outside: { ...outside, resolve: async () => ["10.0.0.7"] } });
    expect([location, (await stateOf(id))?.trouble]).toMatchObject([location, { code }]);
  }
  expect([reached, await signalsOf(id)]).toEqual([0, []]);
  inside.close();
  // Once it answers again all is well.
  behave = (_, response) => response.end(rss(post("1", "은퇴 계획")));
  await poll();
  expect([(await stateOf(id))?.trouble, (await signalsOf(id)).length]).toEqual([null, 1]);
});

test("a feed of 2 GB is given up after 10 MB, in flat memory, with the reason", async () => {
  const id = await add("huge");
  const piece = Buffer.from(post("1", "은퇴 계획").repeat(1_000));
  let sent = 0;
  behave = (_, response) => {
    response.write("<rss><channel>");
    const more = (): void => {
      while (!response.destroyed && sent < 2 * 1024 ** 3) {
        sent += piece.byteLength;
        if (!response.write(piece)) {
          response.once("drain", more);
          return;
        }
      }
      response.end();
    };
    more();
  };
  const before = process.memoryUsage().rss;
  await poll();
  expect(await stateOf(id)).toMatchObject({ trouble: { code: "outside-answer-large", en: expect.stringContaining("10240 kB") } });
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 ** 2);
  expect(sent).toBeLessThan(64 * 1024 ** 2);
});

test("what is no feed, is in no known encoding, or is answered by an error, is told as such", async () => {
  const id = await add("odd");
  for (const [answer, code] of [
    [(response: ServerResponse) => response.end("<html><body>News</body></html>"), "feed-format"],
    [(response: ServerResponse) => response.writeHead(500).end(), "feed-status"],
    [(response: ServerResponse) => response.writeHead(200, { "content-type": "text/xml; charset=klingon" }).end(rss("")), "feed-encoding"],
  ] as const) {
    behave = (_, response) => void answer(response);
    await poll();
    expect((await stateOf(id))?.trouble?.code).toBe(code);
  }
});

test("a source inside, a second stream, and one that is not there are refused", async () => {
  const codes = async (fields: Readonly<Record<string, unknown>>): Promise<readonly string[]> => {
    const made = await addSignalSource(database, companyId, fields, {});
    return made.ok ? [] : made.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
  };
  expect(await codes({ name: "inside", kind: "feed", url: "https://localhost/feed" })).toEqual(["url-inside /url"]);
  expect(await codes({ name: "x", kind: "radio", url: "https://a.example/x", accounts: ["did:x"] })).toContain("enum /kind");
  expect(await codes({ name: "ours", kind: "bluesky", accounts: ["attain.bsky.social"] })).toEqual(["account-did /accounts/0"]);
  expect(await codes({ name: "Bluesky", kind: "bluesky" })).toEqual([]);
  expect(await codes({ name: "Bluesky", kind: "bluesky" })).toEqual(["signal-source-once /kind"]);
  expect((await endSignalSource(database, companyId, "blusky")).ok).toBe(false);
});
