import { expect, test } from "vitest";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { erasePerson } from "./erase-person.ts";
import { mergeProspects } from "./merge-prospects.ts";
import { recordSignals } from "./record-signals.ts";
import { deleteSignal } from "./delete-signal.ts";
import { rematchSignals } from "./rematch-signals.ts";
import { showActivity } from "./show-activity.ts";
import { unmergeProspect } from "./unmerge-prospect.ts";
import { verifyCompany } from "./verify-company.ts";

const { database, owner } = await testDatabase();

const file = {
  company: { id: "answers", name: "Answers", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "hana", name: "하나" }],
  topics: [
    { id: "retirement", name: "은퇴 계획", phrases: ["은퇴 계획", "retirement planning"] },
    { id: "tax", name: "Tax", phrases: ["tax return"] },
  ],
  metrics: [
    { id: "people", where: 'kind == "message" && signal.topic == "retirement"', oncePer: { prospect: "week" } },
    { id: "quick", where: 'kind == "message" && signal.ageHours < 24' },
    { id: "likes", where: 'signal.kind == "like"' },
    { id: "unasked", where: "!has(signal.kind)" },
  ],
};
const { companyId, record, explain, apply } = await openCompany(database, file);
const now = 1_900_000_000_000_000n;

type Fields = Readonly<Record<string, unknown>>;
const tell = (...items: Fields[]) => recordSignals(database, companyId, items, { now });
const mention = (id: string, more: Fields = {}): Fields => ({
  source: "board",
  externalId: id,
  kind: "mention",
  occurredAt: "2026-03-02T01:00:00Z",
  author: `bsky:did:plc:${id}`,
  text: "드디어 은퇴 계획을 세운다",
  ...more,
});
const contact = (id: string, more: Fields = {}): Fields => ({
  source: "crm",
  externalId: id,
  member: "hana",
  kind: "message",
  direction: "outbound",
  occurredAt: "2026-03-03T00:30:00Z",
  prospect: `bsky:did:plc:${id}`,
  signal: `board:${id}`,
  ...more,
});
const on = "2026-03-03";
const credited = async (...metrics: string[]) => {
  expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
  const found = [];
  for (const metric of metrics) found.push((await explain("hana", metric, on)).credited);
  return found;
};
const reasons = async (id: string, metric: string) => {
  const { verdicts } = must(await showActivity(database, companyId, { source: "crm", externalId: id }));
  const verdict = verdicts.find((each) => each.metric === metric)?.verdict;
  return verdict?.counted === false ? verdict.reasons.map(({ en }) => en) : [];
};

test("what answers a signal counts by it, whichever of the two is told first", async () => {
  await tell(mention("a"));
  await record([contact("a"), contact("b")]);
  expect(await credited("people", "quick", "likes", "unasked")).toEqual([1, 1, 0, 1]);
  expect(await reasons("b", "people")).toEqual(["answers no signal of this prospect"]);
  await tell(mention("b"));
  expect(await credited("people", "quick", "likes", "unasked")).toEqual([2, 2, 0, 0]);
});

test("a signal of somebody else, or a later one, is not answered", async () => {
  await tell(mention("c"), mention("d", { occurredAt: "2026-03-03T00:30:01Z" }));
  await record([contact("c", { signal: "board:a" }), contact("d")]);
  expect(await credited("people", "unasked")).toEqual([2, 2]);
});

test("whole hours pass from a signal to its answer; a day without a time has no age", async () => {
  await tell(mention("e", { occurredAt: "2026-03-02T00:30:00Z" }), mention("f"), mention("g", { occurredAt: "2026-03-02T00:30:01Z" }));
  await record([contact("e"), contact("f", { occurredAt: undefined, occurredOn: on }), contact("g")]);
  expect(await reasons("e", "quick")).toEqual(["hours since the signal is 24, this metric needs less than 24"]);
  expect(await credited("people", "quick")).toEqual([5, 3]);
});

test("told otherwise, found on another topic, or taken back: what answers it follows, and a deleted post keeps the count", async () => {
  await tell(mention("a", { text: "my tax return", revisedAt: "2026-03-02T02:00:00Z" }));
  expect(await credited("people", "quick")).toEqual([4, 3]);
  must(await deleteSignal(database, companyId, { source: "board", externalId: "b" }, { now }));
  expect(await credited("people", "quick")).toEqual([4, 3]);
  // What was found of a phrase follows the topic's phrases, as far as the text is still there.
  must(await apply({ ...file, topics: [{ id: "retirement", name: "은퇴 계획", phrases: ["tax return"] }] }));
  while ((await rematchSignals(database, companyId)) > 0);
  expect(await credited("people")).toEqual([2]);
  must(await apply(file));
  while ((await rematchSignals(database, companyId)) > 0);
  expect(await credited("people")).toEqual([4]);
});

test("one person under two names is answered under either, as long as a person says so", async () => {
  await tell(mention("h"));
  await record([contact("h", { prospect: "hye@example.com" })]);
  expect(await credited("people")).toEqual([4]);
  const by = { by: "kim" };
  must(await mergeProspects(database, companyId, { keep: "hye@example.com", other: "bsky:did:plc:h", reason: "she said so" }, by));
  expect(await credited("people")).toEqual([5]);
  must(await unmergeProspect(database, companyId, { prospect: "bsky:did:plc:h", reason: "somebody else" }, by));
  expect(await credited("people")).toEqual([4]);
});

test("who is erased stays counted by what answered them, and is named by nothing of it", async () => {
  await record([contact("z", { signal: "board:never-told" })]);
  must(await erasePerson(database, companyId, { prospect: "bsky:did:plc:e" }, { reason: "asked for it", by: "kim" }));
  must(await erasePerson(database, companyId, { prospect: "bsky:did:plc:z" }, { reason: "asked for it", by: "kim" }));
  expect(await credited("people")).toEqual([4]);
  const { rows } = await owner.pool.query<{ id: string | null }>(
    "select signal_external_id as id from activities where external_id in ('e', 'z') order by external_id",
  );
  expect(rows.map(({ id }) => id?.replace(/\d+$/, "n") ?? null)).toEqual(["erased-n", null]);
});
