import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day, instant, must } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { sampleAccounts } from "../domain/sample-accounts.ts";
import { newSecret } from "../store/secret-key.ts";
import { attainmentJson, type RequirementJson } from "./attainment-json.ts";
import { attainmentOf } from "./attainment-of.ts";
import { createCompany } from "./create-company.ts";
import { listAdjustments } from "./list-adjustments.ts";
import { listAuditEvents } from "./list-audit-events.ts";
import { listClosures } from "./list-closures.ts";
import { listDisputes } from "./list-disputes.ts";
import { listDrafts } from "./list-drafts.ts";
import { listFollowUps } from "./list-follow-ups.ts";
import { listImports } from "./list-imports.ts";
import { listLeaves } from "./list-leaves.ts";
import { listMergeSuggestions } from "./list-merge-suggestions.ts";
import { listNotes } from "./list-notes.ts";
import { listNotices } from "./list-notices.ts";
import { listQuestions } from "./list-questions.ts";
import { listStatements } from "./list-statements.ts";
import { listUnattributed } from "./list-unattributed.ts";
import { loadSampleCompany, type SampleLoaded } from "./load-sample-company.ts";
import { cast, leaderOf } from "./sample-company/people.ts";
import { showSession, type SessionState } from "./show-session.ts";
import { signIn } from "./sign-in.ts";
import { importStore } from "./uploads/import-store.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();
const { database: other } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-sample-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A Wednesday afternoon in Seoul, very early in New York. */
const now = instant("2026-11-25T05:00:00Z");

describe("the sample company", () => {
  let loaded: SampleLoaded;
  let before: SessionState;
  let seen: readonly (readonly [number, number])[] = [];
  beforeAll(async () => {
    before = await showSession(database, null);
    const told: [number, number][] = [];
    loaded = must(
      await loadSampleCompany(database, {
        now,
        by: "local",
        language: "en",
        imports: importStore(folder),
        progress: (done, of) => told.push([done, of]),
      }),
    );
    seen = told;
  }, 600_000);

  test("is what a recount of it finds", async () => {
    expect(await verifyCompany(database, loaded.companyId)).toMatchObject({ equal: true, links: [], statements: [] });
    expect(seen.map(([done]) => done)).toEqual(seen.map(([done]) => done).toSorted((a, b) => a - b));
    expect(seen.at(-1)?.[0]).toBe(loaded.activities);
  }, 120_000);

  const requirementOf = async (member: string, plan: string, on: string): Promise<RequirementJson | undefined> =>
    attainmentJson(must(await attainmentOf(database, loaded.companyId, { member, plan, on: day(on), now }))).rows[0]?.requirement;
  const quota = (credited: number, target: number) => expect.objectContaining({ type: "quota", credited, target, status: "met" });

  test("holds the founding examples with their numbers", async () => {
    expect(await requirementOf(cast.raj, "monthly-prospecting", "2026-10-31")).toMatchObject({
      status: "met",
      parts: [quota(150, 150), quota(200, 200), quota(50, 50)],
    });
    expect(await requirementOf(cast.raj, "monthly-opportunities", "2026-10-31")).toMatchObject({ credited: 30, status: "met" });
    expect(await requirementOf(cast.ines, "probation-week", "2026-11-22")).toMatchObject({
      status: "met",
      parts: [expect.objectContaining({ credited: 0, target: 250, status: "missed" }), quota(50, 50)],
    });
    expect(await requirementOf(cast.leo, "probation-week", "2026-11-22")).toMatchObject({
      status: "met",
      parts: [quota(250, 250), expect.anything()],
    });
  });

  test("has something on every page, and something that waits for everybody", async () => {
    const { companyId } = loaded;
    const states = must(await listDisputes(database, companyId, {}, { now })).disputes.map(({ state }) => state);
    expect(states.toSorted()).toEqual(["open", "open", "upheld", "upheld"]);
    const closures = await listClosures(database, companyId, {});
    expect(closures.closures.map(({ period }) => period.startsOn).toSorted()).toEqual(["2026-09-01", "2026-10-01"]);
    expect(must(await listAdjustments(database, companyId, {})).adjustments.length).toBeGreaterThan(0);
    const { statements } = must(await listStatements(database, companyId, { member: cast.raj }));
    expect(statements.map(({ acknowledged }) => acknowledged !== null)).toEqual([true, true, false, false]);
    const { questions } = must(
      await listQuestions(database, companyId, { span: { startsOn: day("2026-10-01"), endsBefore: day("2026-11-26") } }),
    );
    expect(new Set(questions.filter(({ member }) => member === cast.padder).map(({ rule }) => rule))).toEqual(
      new Set(["burst", "short-calls", "same-prospect"]),
    );
    expect(questions.filter(({ answer }) => answer !== null)).toHaveLength(1);
    const { references } = must(await listUnattributed(database, companyId, {}));
    expect(references.map(({ source, reference }) => [source, reference])).toEqual(
      expect.arrayContaining([
        ["busan-pbx", "ext-214"],
        ["fair-scanner", "부스 3"],
      ]),
    );
    expect(must(await listLeaves(database, companyId, { now })).leaves.map(({ state }) => state)).toEqual(
      expect.arrayContaining(["approved", "requested"]),
    );
    expect(must(await listFollowUps(database, companyId, { member: cast.missed }, { now })).followUps).toEqual(
      expect.arrayContaining([expect.objectContaining({ state: "coached" })]),
    );
    const noted = [...must(await listNotes(database, companyId, { member: cast.padder })).notes, ...must(await listNotes(database, companyId, { member: cast.busy })).notes]; // prettier-ignore
    expect(noted.map(({ by, agreed }) => [by.id, agreed?.doneOn != null])).toEqual([
      [leaderOf.seoul, false],
      [leaderOf.seoul, true],
      [leaderOf.seoul, false],
    ]);
    expect((await listDrafts(database, companyId)).drafts.map(({ id }) => id)).toEqual(["fewer-better"]);
    expect(must(await listImports(database, companyId, {}, { language: "en" })).imports).toEqual([
      expect.objectContaining({ state: "waiting", what: "activities" }),
    ]);
    expect(must(await listMergeSuggestions(database, companyId, {})).suggestions).toHaveLength(1);
    expect(must(await listNotices(database, companyId, { member: "jung-minjeong" })).notices.length).toBeGreaterThan(0);
    expect(must(await listAuditEvents(database, companyId, {})).events.length).toBeGreaterThan(20);
  });

  test("lets in by the password that it was given, and says what it is", async () => {
    const secret = newSecret();
    for (const { email } of sampleAccounts) {
      const enter = (password: string) =>
        signIn(database, secret, {
          company: null,
          order: { name: email, password, next: "/" },
          browser: { agent: "", session: null },
          address: "192.0.2.1",
        });
      expect((await enter(loaded.password)).ok).toBe(true);
      expect((await enter("morning calm advisers")).ok).toBe(false);
    }
    expect(before).toMatchObject({ needsSetUp: true, needsCompany: true, sample: false });
    expect(await showSession(database, null)).toMatchObject({ needsSetUp: false, needsCompany: false, sample: true });
  });

  test("goes into no installation that has a company", async () => {
    const again = await loadSampleCompany(database, { now, by: "local", language: "ko" });
    expect(again).toMatchObject({ ok: false, refusals: [{ code: "sample-not-empty" }] });
    must(await createCompany(other, { name: "Hanbit", country: "KR", timeZone: "Asia/Seoul" }, { by: "test" }));
    expect(await loadSampleCompany(other, { now, by: "local", language: "en" })).toMatchObject({
      ok: false,
      refusals: [{ code: "sample-not-empty", values: { found: "hanbit" } }],
    });
    expect(await showSession(other, null)).toMatchObject({ sample: false });
  });
});
