import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { makeHook, signed } from "../../tests/hook-sender.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { newSecret } from "../operations/secret.ts";

const { database } = await testDatabase();
const secret = newSecret();
const api = await testApi(database, { secret });
const folder = mkdtempSync(join(tmpdir(), "attain-signals-"));
afterAll(() => rmSync(folder, { recursive: true }));
const attain = (...commandLine: readonly string[]): Promise<Ended> => attainWith(over(database, secret), [...commandLine, "--lang", "en"]);
const fileWith = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

await openCompany(database, {
  company: { id: "told", name: "Told", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "hana", name: "하나" }],
  topics: [{ id: "retirement", name: "은퇴 계획", phrases: ["은퇴 계획"] }],
});

test("a file of signals is taken in by its own header, by a map, and again without effect", async () => {
  const own = fileWith(
    "own.csv",
    "source,external_id,kind,occurred_at,author,text\nboard,1,mention,2026-03-02T10:00:00+09:00,bsky:did:plc:a,나의 은퇴 계획\nboard,2,mention,2026-03-02T10:00:00+09:00,,날씨\nboard,3,wave,2026-03-02T10:00:00+09:00,x:b,\n",
  );
  expect(await attain("import", "signals", own)).toMatchObject({
    status: 0,
    stdout: "accepted 1, duplicate 0, revised 0, stale 0, taken back 0, on no topic 1, rejected 1\n",
  });
  expect(readFileSync(`${own}.rejected.csv`, "utf8")).toContain("wave");
  expect((await attain("import", "signals", own)).stdout).toContain("accepted 0, duplicate 1");
  const foreign = fileWith("foreign.csv", "When;Who;Post\n2026-03-02 11:00;x:mina;은퇴 계획 하나\n");
  const map = fileWith(
    "map.yaml",
    'source: forum\nseparator: ";"\ncolumns: { occurred_at: { column: When, format: auto, zone: company }, author: Who, text: Post, external_id: Post }\nconstants: { kind: mention }\n',
  );
  expect((await attain("import", "signals", foreign, "--map", map)).stdout).toContain("accepted 1");
  expect((await attain("import", "signals", foreign, "--yes")).status).toBe(64);
  const lines = fileWith(
    "more.ndjson",
    `${JSON.stringify({ source: "board", externalId: "4", kind: "like", occurredAt: "2026-03-02T01:00:00Z", author: "x:c" })}\n`,
  );
  expect((await attain("import", "signals", lines)).stdout).toContain("accepted 1");
  const listed = await attain("list-signals", "--topic", "retirement");
  expect(listed.stdout).toContain("mention · bsky:did:plc:a · retirement · board 1\n    나의 은퇴 계획");
});

test("a text is held against the topics, a post is entered, and what a signal says is forgotten", async () => {
  expect((await attain("match-topics", "은퇴를 계획하고 있어요")).stdout).toBe('retirement: "은퇴를 계획" stands for "은퇴 계획".\n');
  expect((await attain("match-topics", "점심")).stdout).toBe("It is on no topic.\n");
  expect(
    await attain("attest-signal", "https://www.linkedin.com/posts/1", "--author", "linkedin:mina", "--topic", "retirement"),
  ).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Entered as attested [0-9a-f-]{36}\.\n$/),
  });
  expect((await attain("delete-signal", "board", "1")).stderr).toContain("stays counted");
  expect((await attain("list-signals", "--source", "board")).stdout).toContain("taken back by its author");
});

test("links are made for a message, and sources of signals are added, listed and ended", async () => {
  const { stdout } = await attain("make-links", "https://example.com/plans", "--for", "mina@example.com", "--topic", "retirement");
  expect(stdout).toMatch(
    /^mina@example\.com · https:\/\/example\.com\/plans · https:\/\/attain\.test\.example\/r\/[\w-]{22}\.[\w-]{22}\nmina@example\.com · hidden · /,
  );
  expect((await attain("add-signal-source", "News", "--kind", "feed", "--url", "https://news.example/rss")).stdout).toContain(
    "called news",
  );
  expect((await attain("list-signal-sources")).stdout).toBe(
    "news · feed · https://news.example/rss · not heard yet · 0 kept of 0 in four weeks\n",
  );
  expect((await attain("end-signal-source", "news")).stderr).toContain("Nothing more is fetched from news");
  expect((await attain("list-signal-sources")).stderr).toContain("Nothing is fetched.");
});

test("another system tells signals at a hook, by a map; a deletion says no more than what was deleted", async () => {
  const hook = await makeHook(api, {
    name: "Listening tool",
    source: "listening",
    map: {
      records: "signals",
      columns: {
        external_id: "id",
        occurred_at: "time",
        author: "data.author",
        text: "data.text",
        purged_at: "data.gone",
        kind: "data.kind",
      },
    },
  });
  const tell = async (...events: readonly object[]) => {
    const { payload, headers } = signed(hook.secret, JSON.stringify(events));
    return (await api.ask({ method: "POST", url: hook.path, payload, headers: { authorization: "", ...headers } })).body;
  };
  const event = (id: string, data: object) => ({
    specversion: "1.0",
    type: "post.created",
    source: "/posts",
    id,
    time: "2026-03-02T01:00:00Z",
    data,
  });
  expect(
    await tell(
      event("h1", { kind: "mention", author: "x:mina", text: "은퇴 계획" }),
      event("h2", { kind: "mention", author: "x:mina", text: "점심" }),
    ),
  ).toMatchObject({ state: "done", received: 2, accepted: 1, ignored: 1, rejected: 0 });
  expect(await tell({ id: "h1", data: { gone: "2026-03-02T02:00:00Z" } })).toMatchObject({ state: "done", revised: 1 });
  expect((await attain("list-signals", "--source", "listening")).stdout).toContain("taken back by its author");
  expect(await tell(event("h3", { kind: "wave" }))).toMatchObject({ state: "quarantined", rejected: 1 });
  expect(api.faults).toEqual([]);
});
