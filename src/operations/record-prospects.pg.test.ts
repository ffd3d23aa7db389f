import { expect, test } from "vitest";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { prospectContext, readProspect } from "../domain/prospect-reading.ts";
import { decideMerge } from "./decide-merge.ts";
import { listMergeSuggestions } from "./list-merge-suggestions.ts";
import { mergeProspects } from "./merge-prospects.ts";
import { recordProspects } from "./record-prospects.ts";
import { showProspect } from "./show-prospect.ts";
import { suggestMerge } from "./suggest-merge.ts";
import { unmergeProspect } from "./unmerge-prospect.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();

const company = { id: "told", name: "Told", country: "US", timeZone: "America/New_York", currency: "USD" };
const { companyId, record, explain } = await openCompany(database, {
  company,
  members: [{ id: "raj", name: "Raj" }],
  metrics: [
    { id: "calls", where: 'kind == "call" && prospect.stage != "customer"' },
    { id: "reached", where: 'kind == "call"', oncePer: { prospect: "week" } },
  ],
});

type Fields = Readonly<Record<string, unknown>>;
const tell = (...reports: readonly Fields[]) =>
  recordProspects(
    database,
    companyId,
    reports.map((fields) => must(readProspect(fields, prospectContext({ ...company, attributes: {} })))),
  );
const call = (externalId: string, prospect: string, day: string) => ({
  source: "dialer",
  externalId,
  member: "raj",
  kind: "call",
  occurredAt: `2026-03-${day}T15:00:00Z`,
  prospect,
});
const counted = async (metric: string) =>
  (await explain("raj", metric, "2026-03-04", { cadence: "week", counted: true })).records.map(({ externalId }) => externalId);
const open = async () => must(await listMergeSuggestions(database, companyId, {})).suggestions;
const pairsOf = (suggestions: Awaited<ReturnType<typeof open>>) =>
  suggestions.map(({ suggestion, keep, other, by }) => `${suggestion} ${keep.value} ${other.value} ${by ?? "report"}`);
const codeOf = (outcome: { readonly ok: boolean; readonly refusals?: readonly { readonly code: string }[] }) => outcome.refusals?.[0]?.code;

test("a prospect becomes a customer on Tuesday, told on Friday: Monday's call stays counted, Wednesday's counts no more", async () => {
  await record([call("monday", "ann@client.example", "02"), call("wednesday", "ann@client.example", "04")]);
  expect(await counted("calls")).toEqual(["monday", "wednesday"]);
  await tell({ email: "ann@client.example", stage: "customer", stageFrom: "2026-03-03" });
  expect(await counted("calls")).toEqual(["monday"]);
  // What comes later of what was done before is judged by the day on which it was done.
  await record([call("tuesday", "ann@client.example", "03"), call("sunday", "ann@client.example", "02")]);
  expect(await counted("calls")).toEqual(["monday", "sunday"]);
  expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
});

test("a report that names different prospects is refused and kept as a suggestion, once", async () => {
  await record([call("b", "bo@client.example", "02"), call("p", "+12125550100", "03")]);
  const both = { email: "bo@client.example", phone: "+12125550100", name: "Bo" };
  // The third is made by the report before it.
  const answer = await tell(both, { handle: "x:bo" }, { ...both, handle: "x:bo" }, both);
  expect(answer).toMatchObject({ received: 4, created: 1, rejected: [{ index: 0 }, { index: 2 }, { index: 3 }] });
  expect(answer.rejected[0]?.refusals[0]?.code).toBe("prospect-names-differ");
  await tell(both);
  expect(pairsOf(await open())).toEqual(["1 bo@client.example +12125550100 report", "2 bo@client.example x:bo report"]);
  expect(await counted("reached")).toEqual(["b", "monday", "p"]);
  const shown = must(await showProspect(database, companyId, "bo@client.example"));
  expect(shown.identities.map(({ value, status }) => `${value} ${status}`)).toEqual([
    "bo@client.example verified",
    "+12125550100 suggested",
    "x:bo suggested",
  ]);
});

test("one that is confirmed is a merge; undone, it is not offered again", async () => {
  const decided = must(await decideMerge(database, companyId, { number: 1, merge: true, reason: "asked him" }, { by: "kim" }));
  expect(decided).toMatchObject({ merge: 1, records: 1, suggestion: { suggestion: 1, decision: { decision: "merged", by: "kim" } } });
  expect(await counted("reached")).not.toContain("p");
  await tell({ email: "bo@client.example", phone: "+12125550100", name: "Bo" });
  expect(must(await showProspect(database, companyId, "+12125550100"))).toMatchObject({ name: "Bo" });
  must(await unmergeProspect(database, companyId, { prospect: "+12125550100", reason: "his father" }, { by: "kim" }));
  await tell({ email: "bo@client.example", phone: "+12125550100" });
  expect(pairsOf(await open())).toEqual(["2 bo@client.example x:bo report"]);
  expect(codeOf(await decideMerge(database, companyId, { number: 1, merge: true, reason: "again" }, { by: "kim" }))).toBe("merge-decided");
});

test("one that is dismissed alters nothing and is not offered again, by whichever names", async () => {
  const before = await counted("reached");
  const preview = await decideMerge(database, companyId, { number: 2, merge: true, reason: "perhaps" }, { by: "kim", dryRun: true });
  expect(must(preview)).toMatchObject({ merge: null });
  must(await decideMerge(database, companyId, { number: 2, merge: false, reason: "a fan" }, { by: "kim" }));
  await tell({ email: "bo@client.example", id: "crm-7" });
  const again = { keep: "x:bo", other: "id:crm-7", reason: "the same name" };
  expect(must(await suggestMerge(database, companyId, again, { by: "lee" }))).toMatchObject({
    changed: false,
    suggestion: 2,
    decision: { decision: "dismissed", reason: "a fan", by: "kim" },
  });
  expect([await open(), await counted("reached")]).toEqual([[], before]);
  expect(codeOf(await decideMerge(database, companyId, { number: 9, merge: false, reason: "none" }, { by: "kim" }))).toBe("not-found");
});

test("a suggestion by a person waits in the list, page by page, and a merge by another way decides it", async () => {
  await tell(...["a", "b", "c", "d"].map((name) => ({ email: `${name}@pages.example` })));
  const suggest = (keep: string, other: string) =>
    suggestMerge(database, companyId, { keep: `${keep}@pages.example`, other: `${other}@pages.example`, reason: "alike" }, { by: "lee" });
  for (const [keep, other] of ["ab", "bc", "cd"]) expect(must(await suggest(keep ?? "", other ?? "")).changed).toBe(true);
  const page = async (cursor?: string) =>
    must(await listMergeSuggestions(database, companyId, { limit: 2, ...(cursor === undefined ? {} : { cursor }) }));
  const first = await page();
  const second = await page(first.nextCursor ?? "");
  expect([pairsOf(first.suggestions), pairsOf(second.suggestions), second.nextCursor]).toEqual([
    ["3 a@pages.example b@pages.example lee", "4 b@pages.example c@pages.example lee"],
    ["5 c@pages.example d@pages.example lee"],
    null,
  ]);
  expect(codeOf(await listMergeSuggestions(database, companyId, { cursor: "x" }))).toBe("cursor-invalid");
  const merge = { keep: "a@pages.example", other: "b@pages.example", reason: "one and the same" };
  must(await mergeProspects(database, companyId, merge, { by: "kim" }));
  expect(codeOf(await suggest("a", "b"))).toBe("prospects-merged");
  expect((await open()).map(({ suggestion }) => suggestion)).toEqual([4, 5]);
});
