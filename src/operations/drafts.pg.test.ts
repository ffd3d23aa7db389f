import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { day, must, NOW, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { sentence, type Outcome } from "../domain/refusal.ts";
import { inCompany } from "../store/database.ts";
import { attainmentOf } from "./attainment-of.ts";
import { diffCompany } from "./diff-company.ts";
import { discardDraft } from "./discard-draft.ts";
import { draftPlan } from "./draft-plan.ts";
import { exportCompany } from "./export-company.ts";
import { listDrafts } from "./list-drafts.ts";
import { listMetrics } from "./list-metrics.ts";
import { publishDraft } from "./publish-draft.ts";
import { draftShownJson, showDraft } from "./show-draft.ts";
import { showPlan } from "./show-plan.ts";

const { database } = await testDatabase();

const today = day("2026-03-20");
const calls = { id: "calls", where: 'kind == "call"' };
const monthly = { id: "monthly", cadence: "month", require: { metric: "calls", target: 3 } };
let companies = 0;
let file: Readonly<Record<string, unknown>>;
let product: Product;

beforeEach(async () => {
  companies += 1;
  file = {
    company: { id: `drafted-${companies}`, name: "Hill", country: "US", timeZone: "America/New_York", currency: "USD" },
    members: [{ id: "raj", name: "Raj" }],
    metrics: [calls],
    plans: [monthly],
  };
  product = await openCompany(database, file, "2026-01-01");
});

const longer = { id: "long-calls", where: 'kind == "call" && durationSeconds >= 60' };
const raised = { ...monthly, require: { metric: "long-calls", target: 5 } };
const content = { metrics: [longer], plans: [raised] };

const draft = (input: unknown, id = "q2") => draftPlan(database, product.companyId, { id, input, by: "ops" });
const publish = (options: Partial<Parameters<typeof publishDraft>[3]> = {}, id = "q2") =>
  publishDraft(database, product.companyId, id, { by: "boss", today, ...options });
const refusalsOf = (outcome: Outcome<unknown>): readonly string[] =>
  outcome.ok ? [] : outcome.refusals.map(({ code, pointer }) => `${pointer} ${code}`);

describe("a draft", () => {
  test("changes nothing: not the settings, nor what anybody is asked", async () => {
    const before = await exportCompany(database, product.companyId, "yaml");
    must(await draft(content));
    expect(await exportCompany(database, product.companyId, "yaml")).toBe(before);
    const rows = await product.rows({ on: "2026-03-20" });
    expect(rows.map(({ planVersion, requirement }) => [planVersion, requirement.type === "quota" && requirement.metric])).toEqual([
      [1, "calls"],
    ]);
  });

  test("is kept with who saved it, and replaced by the same id", async () => {
    must(await draft(content));
    must(await draftPlan(database, product.companyId, { id: "q2", name: "Second quarter", input: { plans: [monthly] }, by: "mina" }));
    expect((await listDrafts(database, product.companyId)).drafts).toMatchObject([
      { id: "q2", name: "Second quarter", state: "open", savedBy: "mina", decidedBy: null, settingsVersion: null },
    ]);
  });

  test("holds metrics and plans and nothing else, of the shape of a company file; every wrong is told at once, with its place", async () => {
    expect(refusalsOf(await draft({ metrics: [{ id: "x" }], plans: [], members: [] }))).toEqual([
      "/members draft-section",
      "/metrics/0/where required",
    ]);
    const text = await draft("metrics:\n  - id: x\n    wher: 'true'\n");
    expect(text.ok ? [] : text.refusals.map(({ code, values: { line } }) => [code, line])).toContainEqual(["unknown-field", 3]);
    expect(refusalsOf(await draft({ metrics: [] }))).toEqual([" draft-empty"]);
    expect(refusalsOf(await draft([]))).toEqual([" company-file-shape"]);
    expect(refusalsOf(await draft(content, "a b"))).toEqual(["/id id-format"]);
  });

  test("is read for its meaning too: what it refers to, its rules, its days", async () => {
    const wrong = {
      metrics: [{ ...longer, where: "kind == 3" }],
      plans: [{ ...raised, require: { metric: "lng-calls", target: -1 }, startsOn: "2026-02-30" }],
    };
    const refusals = refusalsOf(await draft(wrong));
    expect(refusals).toEqual(expect.arrayContaining(["/plans/0/require/metric reference-unknown", "/plans/0/startsOn date-invalid"]));
    expect(refusals.some((each) => each.startsWith("/metrics/0/where rule-"))).toBe(true);
  });
});

describe("publishing", () => {
  test("makes the draft's versions the next ones, from the day that is named", async () => {
    must(await draft(content));
    const done = must(await publish({ startsOn: day("2026-04-01") }));
    expect(done.changes.map(({ words }) => words.en)).toEqual([
      'metric long-calls: added (kind == "call" && durationSeconds >= 60)',
      "plan monthly: require 3 calls → 5 long-calls, from 2026-04-01",
    ]);
    expect((await product.rows({ on: "2026-03-31" }))[0]?.planVersion).toBe(1);
    expect((await product.rows({ on: "2026-04-30" }))[0]).toMatchObject({
      planVersion: 2,
      requirement: { metric: "long-calls", target: 5 },
    });
    expect((await listDrafts(database, product.companyId)).drafts).toMatchObject([
      { state: "published", decidedBy: "boss", settingsVersion: Number(done.version) },
    ]);
    // Its id is not to be had again, although the version that it made may be drafted anew.
    expect(must(await showPlan(database, product.companyId, "monthly", NOW))).toMatchObject({ draft: null, draftNumber: 2 });
    expect((await listMetrics(database, product.companyId, NOW)).metrics.map(({ id, draftNumber }) => [id, draftNumber])).toEqual([
      ["calls", 1],
      ["long-calls", 2],
    ]);
  });

  test("refuses what the company file would refuse, told of the draft, and leaves it open", async () => {
    must(await draft({ plans: [{ ...raised, require: { metric: "calls", target: 5 } }] }));
    expect(refusalsOf(await publish())).toEqual(["/plans/0 version-held"]);
    expect(refusalsOf(await publish({ startsOn: day("2026-04-02") }))).toEqual(["/plans/0/startsOn plan-raise"]);
    expect(refusalsOf(await publish({ startsOn: day("2026-03-01") }))).toEqual(["/plans/0/startsOn version-past"]);
    const shown = must(await showDraft(database, product.companyId, "q2", { today }));
    expect(draftShownJson(shown)).toMatchObject({
      state: "open",
      changes: null,
      refusals: [{ code: "version-held", pointer: "/plans/0" }],
    });
  });

  test("goes into the file as it is by then, and the file goes on without the draft", async () => {
    must(await draft(content));
    must(await product.apply({ ...file, members: [{ id: "raj", name: "Raj" }, { id: "mina", name: "Mina" }] }, "2026-03-20")); // prettier-ignore
    must(await publish({ startsOn: day("2026-04-01") }));
    expect((await product.rows({ on: "2026-04-30" })).map(({ member }) => member)).toEqual(["raj", "mina"]);
    const exported: unknown = JSON.parse(await exportCompany(database, product.companyId, "json"));
    expect(must(await diffCompany(database, exported, { today })).changes).toEqual([]);
  });

  test("only tells with dryRun, and once done is done: neither again, nor discarded, nor saved over", async () => {
    must(await draft(content));
    must(await publish({ startsOn: day("2026-04-01"), dryRun: true }));
    expect((await listDrafts(database, product.companyId)).drafts).toMatchObject([{ state: "open" }]);
    must(await publish({ startsOn: day("2026-04-01") }));
    for (const again of [await publish(), await discardDraft(database, product.companyId, "q2", { by: "ops" }), await draft(content)])
      expect(refusalsOf(again)).toEqual(["/draft draft-decided"]);
  });

  test("of a discarded draft is refused; saved again it is open", async () => {
    must(await draft(content));
    expect(must(await discardDraft(database, product.companyId, "q2", { by: "ops" }))).toMatchObject({
      state: "discarded",
      decidedBy: "ops",
    });
    must(await discardDraft(database, product.companyId, "q2", { by: "ops" }));
    const refused = await publish();
    expect(refused.ok ? [] : refused.refusals.map((each) => [sentence(each, "en"), sentence(each, "ko")])).toEqual([
      [
        'The draft "q2" was discarded by ops. Save what comes next as a draft of another id.',
        '초안 "q2": ops 님이 이미 버렸습니다. 다음 내용은 다른 id의 초안으로 저장하세요.',
      ],
    ]);
    must(await draft(content));
    must(await publish({ startsOn: day("2026-04-01") }));
  });

  test("of a draft that there is not is refused, with the nearest name", async () => {
    must(await draft(content, "q2-calls"));
    const refused = await publish({}, "q2-cals");
    expect(refused.ok ? "" : sentence(refused.refusals[0], "en")).toBe('There is no draft "q2-cals". Did you mean "q2-calls"?');
  });

  test("keeps why", async () => {
    must(await draft(content));
    must(await publish({ startsOn: day("2026-04-01"), reason: "Long calls lead to meetings" }));
    const kept = await inCompany(database, product.companyId, (tx) =>
      sql<{
        reason: string;
      }>`select changed_by, reason from settings_changes where company_id = ${product.companyId} order by settings_version desc limit 1`.execute(
        tx,
      ),
    );
    expect(kept.rows).toEqual([{ changed_by: "boss", reason: "Long calls lead to meetings" }]);
    expect(must(await attainmentOf(database, product.companyId, { on: day("2026-04-30"), now: NOW })).sections).toHaveLength(1);
  });
});
