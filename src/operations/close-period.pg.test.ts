import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase, urlOf } from "../../tests/test-database.ts";
import { canonicalJson } from "../domain/canonical-json.ts";
import { parseDay, type Day } from "../domain/day.ts";
import { readLeave } from "../domain/leave-reading.ts";
import type { Outcome } from "../domain/refusal.ts";
import { quotasOf } from "../domain/statement.ts";
import { ownCompany } from "../store/company-lock.ts";
import { beginCount } from "../store/counting.ts";
import { inCompany } from "../store/database.ts";
import { packageRoot } from "../store/package-root.ts";
import { loadSettings, touchSettings } from "../store/settings.ts";
import { acknowledgeStatement } from "./acknowledge-statement.ts";
import { applyCompany } from "./apply-company.ts";
import { attainmentJson } from "./attainment-json.ts";
import { attainmentOf } from "./attainment-of.ts";
import { closePeriod } from "./close-period.ts";
import type { StatementJson } from "./closing/closing-json.ts";
import { frozenStatements, recordsOfLog } from "./closing/frozen-statements.ts";
import { countMetrics } from "./count-metrics.ts";
import { decideDispute } from "./decide-dispute.ts";
import { decideLeave } from "./decide-leave.ts";
import { listAdjustments } from "./list-adjustments.ts";
import { listClosures } from "./list-closures.ts";
import { listStatements } from "./list-statements.ts";
import { raiseDispute } from "./raise-dispute.ts";
import { recordActivities } from "./record-activities.ts";
import { recountCompany } from "./recount-company.ts";
import { redateActivities } from "./redate-activities.ts";
import { reopenPeriod } from "./reopen-period.ts";
import { requestLeave } from "./request-leave.ts";
import { ruleActivity } from "./rule-activity.ts";
import { showStatement } from "./show-statement.ts";
import { voidActivity } from "./void-activity.ts";
import { verifyCompany } from "./verify-company.ts";
import { withdrawDispute } from "./withdraw-dispute.ts";

const { database, places } = await testDatabase();

const day = (text: string): Day => {
  const read = parseDay(text, "");
  if (!read.ok) throw new Error(text);
  return read.value;
};
const at = (text: string): bigint => BigInt(Date.parse(text)) * 1000n;
const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};
const codes = (outcome: Outcome<unknown>): readonly string[] => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));

const companyFile = (id: string, plan: object = {}) => ({
  company: { id, name: id, country: "US", timeZone: "America/New_York", currency: "USD" },
  sources: [{ id: "dialer", provenance: "captured" }],
  teams: [
    { id: "advisers", name: "Advisers" },
    { id: "bankers", name: "Bankers" },
  ],
  members: [
    { id: "raj", name: "Raj", team: "advisers" },
    { id: "mina", name: "Mina", team: "bankers", timeZone: "Asia/Seoul" },
  ],
  metrics: [
    { id: "calls", where: 'kind == "call" && durationSeconds >= 60' },
    { id: "people", where: 'kind == "call"', oncePer: { prospect: "month" } },
  ],
  plans: [
    {
      id: "month",
      cadence: "month",
      require: {
        allOf: [
          { metric: "calls", target: 3 },
          { metric: "people", target: 2 },
        ],
      },
      ...plan,
    },
  ],
});

const company = async (id: string, plan?: object): Promise<number> => {
  const applied = must(await applyCompany(database, companyFile(id, plan), { by: "test" }));
  if (applied.companyId === null) throw new Error("no company");
  return applied.companyId;
};

type Told = { readonly id: string; readonly on: string; readonly member?: string; readonly prospect?: string; readonly seconds?: number };

const record = async (companyId: number, ...told: readonly Told[]): Promise<void> => {
  const items = told.map(({ id, on, member = "raj", prospect, seconds = 90 }) => ({
    source: "dialer",
    externalId: id,
    member,
    kind: "call",
    occurredAt: `${on}T15:00:00Z`,
    durationSeconds: seconds,
    ...(prospect === undefined ? {} : { prospect: `${prospect}@client.example` }),
  }));
  const { rejected } = await recordActivities(database, companyId, items, {
    now: at("2026-06-30T00:00:00Z"),
    defaultProvenance: "captured",
  });
  expect(rejected).toEqual([]);
};

const close = (companyId: number, on: string, more: { readonly despite?: string; readonly now?: string; readonly dryRun?: boolean } = {}) =>
  closePeriod(
    database,
    companyId,
    { cadence: "month", on: day(on), despite: more.despite ?? null },
    { by: "olivia", now: at(more.now ?? "2026-06-15T12:00:00Z"), dryRun: more.dryRun ?? false },
  );

const statementOf = async (companyId: number, member: string, on: string): Promise<StatementJson> => {
  const { statements } = must(await listStatements(database, companyId, { member, on: day(on) }));
  const found = statements.find(({ superseded }) => !superseded);
  if (found === undefined) throw new Error(`${member} has no statement`);
  return found;
};

const numbersIn = ({ content }: StatementJson): unknown =>
  quotasOf(content).map(({ metric, credited, target }) => [metric, credited, target]);

const creditedIn = async (companyId: number, member: string, on: string): Promise<unknown> => {
  const answer = must(await attainmentOf(database, companyId, { on: day(on), cadence: "month", now: at("2026-06-15T12:00:00Z") }));
  const row = attainmentJson(answer).rows.find((each) => each.member === member);
  return row?.requirement.type === "allOf" ? row.requirement.parts.map((part) => (part.type === "quota" ? part.credited : null)) : null;
};

const verified = async (companyId: number): Promise<boolean> => (await verifyCompany(database, companyId)).equal;

describe("a period is closed and what comes late is told on the next statement", () => {
  let companyId = 0;
  beforeAll(async () => {
    companyId = await company("walk");
    await record(
      companyId,
      { id: "a1", on: "2026-03-02", prospect: "kim" },
      { id: "a2", on: "2026-03-09", prospect: "lee" },
      { id: "a3", on: "2026-03-10", seconds: 58 },
      { id: "a4", on: "2026-03-11", prospect: "kim" },
      { id: "b1", on: "2026-04-02", prospect: "kim" },
    );
    must(await close(companyId, "2026-03-31"));
  });

  test("everybody who is asked, the teams and the company have a statement", async () => {
    const { statements } = must(await listStatements(database, companyId, { on: day("2026-03-15") }));
    expect(statements.map(({ content }) => content.subject)).toEqual([
      { type: "member", id: "raj" },
      { type: "member", id: "mina" },
      { type: "company", id: "walk" },
      { type: "team", id: "advisers" },
      { type: "team", id: "bankers" },
    ]);
    expect(numbersIn(await statementOf(companyId, "raj", "2026-03-15"))).toEqual([
      ["calls", 3, 3],
      ["people", 2, 2],
    ]);
    expect((await statementOf(companyId, "mina", "2026-03-15")).content).toMatchObject({ status: "missed" });
    expect(must(await listAdjustments(database, companyId, {}))).toEqual({ adjustments: [] });
  });

  test("a late record, a void and a ruling are adjustments with their causes, the statement stays, and nothing is added to April", async () => {
    const before = await statementOf(companyId, "raj", "2026-03-15");
    await record(companyId, { id: "late", on: "2026-03-20", prospect: "park" });
    must(await voidActivity(database, companyId, { source: "dialer", externalId: "a2" }, { reason: "wrong number", by: "raj" }));
    must(
      await ruleActivity(
        database,
        companyId,
        { source: "dialer", externalId: "a3" },
        { metric: "calls", counts: true, reason: "cut off", by: "olivia" },
      ),
    );
    expect(await statementOf(companyId, "raj", "2026-03-15")).toEqual(before);
    expect(await creditedIn(companyId, "raj", "2026-03-15")).toEqual([4, 2]);
    expect(await creditedIn(companyId, "raj", "2026-04-15")).toEqual([1, 1]);
    const { adjustments } = must(await listAdjustments(database, companyId, { open: true, member: "raj" }));
    expect(adjustments).toMatchObject([
      {
        period: { startsOn: "2026-03-01" },
        statedIn: null,
        status: { before: "met", now: "met" },
        quotas: [{ metric: "calls", before: { credited: 3, target: 3, status: "met" }, now: { credited: 4, target: 3, status: "met" } }],
      },
    ]);
    expect(
      adjustments[0]?.causes.map((cause) =>
        cause.cause === "target" ? [] : [cause.cause, cause.metric, cause.externalId, cause.credited],
      ),
    ).toEqual([
      ["void", "calls", "a2", -1],
      ["ruling", "calls", "a3", 1],
      ["record", "calls", "late", 1],
      ["void", "people", "a2", -1],
      ["record", "people", "late", 1],
    ]);
    expect(await verified(companyId)).toBe(true);
  });

  test("the next closing tells them once, beside its own numbers", async () => {
    const { adjustments } = must(await close(companyId, "2026-04-30"));
    expect(adjustments).toBe(3);
    expect(must(await listAdjustments(database, companyId, { open: true })).adjustments).toEqual([]);
    const april = await statementOf(companyId, "raj", "2026-04-15");
    expect(numbersIn(april)).toEqual([
      ["calls", 1, 3],
      ["people", 1, 2],
    ]);
    const shown = must(await showStatement(database, companyId, april.statement));
    expect(shown.adjustments).toMatchObject([{ period: { startsOn: "2026-03-01" }, quotas: [{ metric: "calls", now: { credited: 4 } }] }]);
    must(await close(companyId, "2026-05-31"));
    const may = must(await showStatement(database, companyId, (await statementOf(companyId, "raj", "2026-05-15")).statement));
    expect(may.adjustments).toEqual([]);
    expect(await verified(companyId)).toBe(true);
  });

  test("only the last closed period is opened again; what was told on its statements waits for the next, and closing gives a second version", async () => {
    const { companyId: own } = must(await applyCompany(database, companyFile("again"), { by: "test" }));
    if (own === null) throw new Error("no company");
    await record(own, { id: "a1", on: "2026-03-02" }, { id: "b1", on: "2026-04-02" });
    must(await close(own, "2026-03-31"));
    await record(own, { id: "late", on: "2026-03-03" });
    must(await close(own, "2026-04-30"));
    const first = await statementOf(own, "raj", "2026-04-15");
    expect(
      codes(await reopenPeriod(database, own, { cadence: "month", on: day("2026-03-31"), reason: "wrong" }, { by: "olivia" })),
    ).toEqual(["closure-later"]);
    must(await acknowledgeStatement(database, own, first.statement, { by: "raj", remark: null }));
    must(
      await reopenPeriod(database, own, { cadence: "month", on: day("2026-04-30"), reason: "two calls were missing" }, { by: "olivia" }),
    );
    expect(must(await listAdjustments(database, own, { open: true, member: "raj" })).adjustments).toHaveLength(1);
    await record(own, { id: "b2", on: "2026-04-03" });
    expect(codes(await acknowledgeStatement(database, own, first.statement, { by: "raj", remark: null }))).toEqual([
      "statement-superseded",
    ]);
    must(await close(own, "2026-04-30"));
    const second = await statementOf(own, "raj", "2026-04-15");
    expect([numbersIn(first), numbersIn(second)]).toEqual([
      [
        ["calls", 1, 3],
        ["people", 0, 2],
      ],
      [
        ["calls", 2, 3],
        ["people", 0, 2],
      ],
    ]);
    expect(second.acknowledged).toBeNull();
    expect(must(await showStatement(database, own, second.statement)).adjustments).toHaveLength(1);
    expect(
      (await listClosures(database, own, {})).closures.map(({ version, period, reopened }) => [period.startsOn, version, reopened?.reason]),
    ).toEqual([
      ["2026-04-01", 2, undefined],
      ["2026-04-01", 1, "two calls were missing"],
      ["2026-03-01", 1, undefined],
    ]);
    expect(await verified(own)).toBe(true);
  });
});

describe("what speaks against closing", () => {
  test("a period is closed when it is over for everybody, in turn, and for a reason where grace runs or records name nobody", async () => {
    const companyId = await company("blocks", { graceDays: 3 });
    await record(companyId, { id: "a1", on: "2026-03-02" }, { id: "nobody", on: "2026-03-03", member: "who" });
    // It is April in Seoul, and still March in New York.
    expect(codes(await close(companyId, "2026-03-31", { now: "2026-04-01T01:00:00Z", despite: "hurry" }))).toEqual(["closing-blocked"]);
    expect(codes(await close(companyId, "2026-03-31", { now: "2026-04-02T12:00:00Z" }))).toEqual(["closing-overrulable"]);
    const preview = must(await close(companyId, "2026-03-31", { now: "2026-04-02T12:00:00Z", dryRun: true }));
    expect(preview.blocks.map(({ block, overrulable }) => [block, overrulable])).toEqual([
      ["grace", true],
      ["unattributed", true],
    ]);
    expect((await listClosures(database, companyId, {})).closures).toEqual([]);
    must(await close(companyId, "2026-03-31", { now: "2026-04-02T12:00:00Z", despite: "paid tomorrow" }));
    expect((await listClosures(database, companyId, {})).closures).toMatchObject([
      { closedBy: "olivia", reason: "paid tomorrow", overruled: [{ block: "grace" }, { block: "unattributed", records: 1 }] },
    ]);
    expect(codes(await close(companyId, "2026-03-10"))).toEqual(["closing-done"]);
    expect(codes(await close(companyId, "2026-05-31", { despite: "skip" }))).toEqual(["closing-blocked"]);
    expect(codes(await close(companyId, "2026-01-31", { despite: "skip" }))).toEqual(["closing-blocked"]);
    must(await close(companyId, "2026-02-28"));
    const nothing = await closePeriod(
      database,
      companyId,
      { cadence: "week", on: day("2026-03-02"), despite: null },
      { by: "olivia", now: at("2026-06-15T12:00:00Z") },
    );
    expect(codes(nothing)).toEqual(["closing-nothing"]);
  });

  test("a period closes under a dispute for a reason alone, naming it; upheld later it is an adjustment and not before", async () => {
    const file = companyFile("under-dispute");
    const members = [...file.members, { id: "olivia", name: "Olivia", role: "operations" }];
    const companyId = must(await applyCompany(database, { ...file, members }, { by: "test" })).companyId ?? 0;
    await record(
      companyId,
      { id: "short", on: "2026-03-02", seconds: 58 },
      { id: "april", on: "2026-04-02", seconds: 58 },
      { id: "settled", on: "2026-03-03", seconds: 58 },
    );
    const raise = async (externalId: string): Promise<number> => {
      const claim = {
        by: "raj",
        record: { source: "dialer", externalId },
        metric: "calls",
        counts: true,
        reason: "cut off",
        evidence: null,
      };
      return Number(must(await raiseDispute(database, companyId, claim, { now: at("2026-04-06T12:00:00Z") })).dispute.slice(2));
    };
    const [first, , settled] = [await raise("short"), await raise("april"), await raise("settled")];
    must(
      await withdrawDispute(
        database,
        companyId,
        { number: settled, by: "raj", said: "it was short", evidence: null },
        { now: at("2026-04-07T12:00:00Z") },
      ),
    );
    expect(must(await close(companyId, "2026-03-31", { dryRun: true })).blocks).toMatchObject([
      { block: "dispute", disputes: ["D-1"], overrulable: true, detail: { en: "1 dispute about its days is undecided (D-1)" } },
    ]);
    expect(codes(await close(companyId, "2026-03-31"))).toEqual(["closing-overrulable"]);
    must(await close(companyId, "2026-03-31", { despite: "D-1 waits for the dialer's log" }));
    expect(must(await listAdjustments(database, companyId, { open: true })).adjustments).toEqual([]);
    must(
      await decideDispute(
        database,
        companyId,
        { number: first, by: "olivia", upheld: true, reason: "the line failed" },
        { now: at("2026-06-16T12:00:00Z"), dryRun: false },
      ),
    );
    expect(must(await listAdjustments(database, companyId, { open: true, member: "raj" })).adjustments).toMatchObject([
      { quotas: [{ metric: "calls", before: { credited: 0 }, now: { credited: 1 } }], causes: [{ cause: "ruling", externalId: "short" }] },
    ]);
    expect(await verified(companyId)).toBe(true);
  });

  test("closed days are not dated anew, and no metric reaches back into them", async () => {
    const companyId = await company("closed-days");
    await record(companyId, { id: "a1", on: "2026-03-02" });
    must(await close(companyId, "2026-03-31"));
    const span = { startsOn: day("2026-03-31"), endsBefore: day("2026-04-02") };
    expect(codes(await redateActivities(database, companyId, { member: null, span, reason: "moved" }, { by: "olivia" }))).toEqual([
      "closed-days",
    ]);
    const file = companyFile("closed-days");
    const metrics = [...file.metrics, { id: "calls", where: 'kind == "call"', startsOn: "2026-03-15", reason: "the rule of that time" }];
    expect(codes(await applyCompany(database, { ...file, metrics }, { by: "test" }))).toEqual(["closed-days"]);
  });
});

describe("a statement is a function of the log and the settings", () => {
  test("computed again in a process with another clock and zone it has the same bytes, of who left before the end too", async () => {
    const file = companyFile("again-elsewhere");
    const members = [
      ...file.members,
      { id: "lee", name: "Lee", team: "advisers", employedFrom: "2025-01-01", employedThrough: "2026-03-09" },
    ];
    const applied = must(await applyCompany(database, { ...file, members }, { by: "test" }));
    const companyId = applied.companyId ?? 0;
    await record(
      companyId,
      { id: "a1", on: "2026-03-01", prospect: "kim" },
      { id: "a2", on: "2026-03-31", prospect: "lee" },
      { id: "a3", on: "2026-03-31", member: "mina", prospect: "lee" },
      { id: "a4", on: "2026-03-05", member: "lee" },
    );
    const { closure } = must(await close(companyId, "2026-03-31"));
    const { statements } = must(await listStatements(database, companyId, {}));
    expect(statements.map(({ content }) => content.subject.id)).toContain("lee");
    for (const zone of ["Pacific/Kiritimati", "America/Los_Angeles"]) {
      const child = spawnSync(
        process.execPath,
        [
          "--import",
          "tsx",
          join("tests", "fixtures", "statements-again.ts"),
          urlOf(places.app),
          String(companyId),
          String(closure?.closure),
        ],
        { cwd: packageRoot, env: { ...process.env, TZ: zone, LANG: "ko_KR.UTF-8" }, encoding: "utf8" },
      );
      expect(child.stderr).toBe("");
      expect(JSON.parse(child.stdout)).toEqual(statements.map(({ content, fingerprint }) => [canonicalJson(content), fingerprint]));
    }
  });

  test("a surplus of the next months changes nothing on it: what is made up is told of the period as it is now, and what was carried in stays", async () => {
    const reaching = { carryOver: { surplus: "50%" }, makeUp: { within: 1 }, require: { metric: "calls", target: 2 } };
    const companyId = await company("reaching", reaching);
    await record(companyId, { id: "a1", on: "2026-03-02" }, { id: "b1", on: "2026-04-01" }, { id: "b2", on: "2026-04-02" });
    must(await close(companyId, "2026-03-31"));
    const closedAs = await statementOf(companyId, "raj", "2026-03-15");
    await record(companyId, { id: "b3", on: "2026-04-03" }, { id: "b4", on: "2026-04-04" });
    must(await close(companyId, "2026-04-30"));
    await record(companyId, { id: "c1", on: "2026-05-03" });
    const answer = must(
      await attainmentOf(database, companyId, { on: day("2026-03-31"), cadence: "month", now: at("2026-06-15T12:00:00Z") }),
    );
    expect(attainmentJson(answer).rows.find(({ member }) => member === "raj")?.requirement).toMatchObject({
      status: "missed",
      madeUp: { by: 1 },
    });
    // The month between takes nothing from the one after it, and the one after it nothing from what made up.
    must(await close(companyId, "2026-05-31"));
    expect((await statementOf(companyId, "raj", "2026-05-15")).content).toMatchObject({
      status: "met",
      requirement: { credited: 1, target: 2, carriedOver: { amount: 1, from: { startsOn: "2026-04-01" } } },
    });
    const again = await inCompany(database, companyId, async (tx) => {
      const settings = await loadSettings(tx, companyId);
      const period = { cadence: "month", startsOn: day("2026-03-01"), endsBefore: day("2026-04-01") } as const;
      return frozenStatements(tx, settings, period, await recordsOfLog(tx, settings, period));
    });
    expect(again.map(({ content }) => canonicalJson(content))).toContain(canonicalJson(closedAs.content));
    expect(must(await listAdjustments(database, companyId, {})).adjustments).toEqual([]);
    expect(await verified(companyId)).toBe(true);
  });
});

describe("statements of what is more than one number", () => {
  test("a late record in a week that a monthly plan asks for is an adjustment of that week, with its cause and the new status", async () => {
    const weeks = { require: { over: { cadence: "week", of: { metric: "calls", target: 2 }, atLeast: 2 } } };
    const companyId = await company("weeks", weeks);
    await record(companyId, { id: "a1", on: "2026-03-02" }, { id: "a2", on: "2026-03-03" }, { id: "b1", on: "2026-03-10" });
    must(await close(companyId, "2026-03-31"));
    expect((await statementOf(companyId, "raj", "2026-03-15")).content).toMatchObject({
      status: "missed",
      records: { calls: { records: 3 } },
    });
    await record(companyId, { id: "b2", on: "2026-03-11" });
    expect(must(await listAdjustments(database, companyId, { open: true, member: "raj" })).adjustments).toMatchObject([
      {
        status: { before: "missed", now: "met" },
        quotas: [
          {
            metric: "calls",
            within: { startsOn: "2026-03-09", endsBefore: "2026-03-16" },
            before: { credited: 1, target: 2, status: "missed" },
            now: { credited: 2, target: 2, status: "met" },
          },
        ],
        causes: [{ cause: "record", externalId: "b2", credited: 1 }],
      },
    ]);
    expect(await verified(companyId)).toBe(true);
  });

  test("a late record of an open day before the first closed month, in a week that ends in it, or over what was asked there, is an adjustment too", async () => {
    const weeks = { require: { over: { cadence: "week", of: { metric: "calls", target: 1 }, atLeast: 1 } } };
    const companyId = await company("before-weeks", weeks);
    must(await close(companyId, "2026-04-30"));
    // A Monday: the week ends on 5 April.
    await record(companyId, { id: "early", on: "2026-03-30" });
    expect(must(await listAdjustments(database, companyId, { open: true, member: "raj" })).adjustments).toMatchObject([
      { status: { before: "missed", now: "met" }, quotas: [{ within: { startsOn: "2026-03-30" }, now: { credited: 1 } }] },
    ]);
    must(await close(companyId, "2026-05-31"));
    expect(must(await listAdjustments(database, companyId, { open: true })).adjustments).toEqual([]);

    const carrying = await company("before-carried", { carryOver: { surplus: "50%" }, require: { metric: "calls", target: 2 } });
    await record(carrying, { id: "a1", on: "2026-03-02" }, { id: "a2", on: "2026-03-02" }, { id: "b1", on: "2026-04-02" });
    must(await close(carrying, "2026-04-30"));
    await record(carrying, { id: "a3", on: "2026-03-04" });
    expect(must(await listAdjustments(database, carrying, { open: true, member: "raj" })).adjustments).toMatchObject([
      {
        status: { before: "missed", now: "met" },
        quotas: [{ before: { credited: 1, status: "missed" }, now: { credited: 1, status: "met" } }],
      },
    ]);
    expect([await verified(companyId), await verified(carrying)]).toEqual([true, true]);
  });

  test("what a team is asked itself is frozen too, and a late contract of whoever belonged to it is an adjustment of it", async () => {
    const file = companyFile("branch");
    const plan = {
      id: "branch",
      cadence: "month",
      for: { team: "advisers" },
      of: "team",
      require: {
        allOf: [
          { metric: "calls", target: 2 },
          { members: { metric: "calls", atLeast: 1 }, target: 1 },
        ],
      },
    };
    const members = [
      ...file.members,
      { id: "kim", name: "Kim", role: "manager", team: [{ value: "advisers" }, { value: "bankers", from: "2026-03-16" }] },
    ];
    const companyId = must(await applyCompany(database, { ...file, members, plans: [...file.plans, plan] }, { by: "test" })).companyId ?? 0;
    await record(companyId, { id: "r1", on: "2026-03-02" }, { id: "k2", on: "2026-03-17", member: "kim" });
    must(await close(companyId, "2026-03-31"));
    const ofBranch = must(await listStatements(database, companyId, {})).statements.filter(({ content }) => content.plan === "branch");
    expect(ofBranch.map(({ content }) => content)).toMatchObject([{ subject: { type: "team", id: "advisers" }, status: "missed" }]);
    expect(ofBranch.map(numbersIn)).toEqual([
      [
        ["calls", 1, 2],
        ["calls", 1, 1],
      ],
    ]);
    expect(codes(await acknowledgeStatement(database, companyId, ofBranch[0]?.statement ?? 0, { by: "raj", remark: null }))).toEqual([
      "statement-nobodys",
    ]);
    await record(companyId, { id: "k1", on: "2026-03-12", member: "kim" });
    const { adjustments } = must(await listAdjustments(database, companyId, { open: true }));
    expect(adjustments).toMatchObject([
      {
        subject: { type: "team", id: "advisers" },
        plan: "branch",
        status: { before: "missed", now: "met" },
        quotas: [{ before: { credited: 1 }, now: { credited: 2 } }],
      },
    ]);
    must(await close(companyId, "2026-04-30"));
    expect(must(await listAdjustments(database, companyId, { open: true })).adjustments).toEqual([]);
    expect(await verified(companyId)).toBe(true);
  });

  test("the statements of a team and of the company are the sums of the members' statements, of who left before the end too", async () => {
    const file = companyFile("sums", { proration: "working-days", require: { metric: "calls", target: 22 } });
    const members = [
      ...file.members,
      { id: "lee", name: "Lee", team: "advisers", employedFrom: "2025-01-01", employedThrough: "2026-03-09" },
      { id: "han", name: "Han", team: "advisers", employedFrom: "2025-01-01", employedThrough: "2026-03-20" },
    ];
    const companyId = must(await applyCompany(database, { ...file, members }, { by: "test" })).companyId ?? 0;
    await record(
      companyId,
      { id: "r1", on: "2026-03-30" },
      { id: "l1", on: "2026-03-04", member: "lee" },
      { id: "l2", on: "2026-03-05", member: "lee" },
      { id: "h1", on: "2026-03-06", member: "han" },
    );
    must(await close(companyId, "2026-03-31"));
    const { statements } = must(await listStatements(database, companyId, {}));
    const own = statements.filter(({ content }) => content.subject.type === "member");
    const quotas = own.flatMap(({ content }) => quotasOf(content));
    const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
    const sumsOf = (type: string, id: string): unknown =>
      statements
        .filter(({ content: { subject } }) => subject.type === type && subject.id === id)
        .flatMap(({ content }) => quotasOf(content).map(({ credited, target }) => [credited, target]));
    // 22 of Raj and Mina, 6 of Lee, 15 of Han.
    expect([sum(quotas.map(({ credited }) => Number(credited))), sum(quotas.map(({ target }) => Number(target)))]).toEqual([4, 65]);
    expect(sumsOf("company", "sums")).toEqual([[4, 65]]);
    expect(sumsOf("team", "advisers")).toEqual([[4, 43]]);
    expect(await verified(companyId)).toBe(true);
  });
});

describe("leave and targets", () => {
  test("a sick note entered after the period was closed gives an adjustment of the target, with how it comes about now", async () => {
    const file = companyFile("sick", { proration: "working-days", require: { metric: "calls", target: 22 } });
    const companyId =
      must(await applyCompany(database, { ...file, company: { ...file.company, holidays: "US" } }, { by: "test" })).companyId ?? 0;
    must(
      await requestLeave(database, companyId, must(readLeave({ member: "mina", from: "2026-03-02", through: "2026-03-02" })), {
        by: "mina",
      }),
    );
    const preview = must(await close(companyId, "2026-03-31", { dryRun: true }));
    expect(preview.blocks).toMatchObject([{ block: "leave", requests: 1, overrulable: true }]);
    must(await close(companyId, "2026-03-31", { despite: "she is away" }));
    const note = readLeave({ member: "raj", from: "2026-03-16", through: "2026-03-17", kind: "sick" });
    const { leave } = must(await requestLeave(database, companyId, must(note), { by: "raj" }));
    must(await decideLeave(database, companyId, { number: leave.leave, approve: true, reason: "the note is here" }, { by: "olivia" }));
    const { adjustments } = must(await listAdjustments(database, companyId, { open: true, member: "raj" }));
    expect(adjustments).toMatchObject([
      {
        quotas: [{ metric: "calls", before: { credited: 0, target: 22 }, now: { credited: 0, target: 20 } }],
        causes: [{ cause: "target", before: 22, now: 20 }],
      },
    ]);
    const [cause] = adjustments[0]?.causes ?? [];
    expect(cause?.cause === "target" ? cause.derivation.map(({ step }) => step) : []).toContain("proration");
    expect(numbersIn(await statementOf(companyId, "raj", "2026-03-15"))).toEqual([["calls", 0, 22]]);
    must(await close(companyId, "2026-04-30"));
    expect(must(await listAdjustments(database, companyId, { open: true })).adjustments).toEqual([]);
    expect(await verified(companyId)).toBe(true);
  });

  test("of two quotas on one metric each target is told with its own arithmetic", async () => {
    const both = {
      anyOf: [
        { metric: "calls", target: 22 },
        {
          allOf: [
            { metric: "calls", target: 11 },
            { metric: "people", target: 1 },
          ],
        },
      ],
    };
    const companyId = await company("twice", { proration: "working-days", require: both });
    must(await close(companyId, "2026-03-31"));
    const note = must(readLeave({ member: "raj", from: "2026-03-16", through: "2026-03-19", kind: "sick" }));
    const { leave } = must(await requestLeave(database, companyId, note, { by: "raj" }));
    must(await decideLeave(database, companyId, { number: leave.leave, approve: true, reason: "the note is here" }, { by: "olivia" }));
    const { adjustments } = must(await listAdjustments(database, companyId, { open: true, member: "raj" }));
    const bases = adjustments[0]?.causes.map((cause) => (cause.cause === "target" ? [cause.now, cause.derivation[0]] : []));
    expect(bases).toEqual([
      [18, { step: "base", value: 22 }],
      [9, { step: "base", value: 11 }],
    ]);
  });
});

describe("settings that change after a closing", () => {
  test("a metric that is counted anew keeps closings waiting, and changes nothing that was closed", async () => {
    const companyId = await company("recount");
    await record(companyId, { id: "a1", on: "2026-03-02", prospect: "kim" }, { id: "a2", on: "2026-03-03" });
    must(await close(companyId, "2026-03-31"));
    must(await recountCompany(database, companyId));
    expect(must(await listAdjustments(database, companyId, { open: true })).adjustments).toEqual([]);
    expect(await verified(companyId)).toBe(true);
    const file = companyFile("recount");
    must(await applyCompany(database, { ...file, metrics: [...file.metrics, { id: "all", where: 'kind != "email"' }] }, { by: "test" }));
    expect(codes(await listAdjustments(database, companyId, { open: true }))).toEqual(["metric-counting"]);
    expect(codes(await close(companyId, "2026-04-30"))).toEqual(["closing-blocked"]);
    await countMetrics(database, companyId);
    must(await close(companyId, "2026-04-30"));
    expect(must(await listAdjustments(database, companyId, {})).adjustments).toEqual([]);
    expect(await verified(companyId)).toBe(true);
  });

  test("a metric that comes to the same on a closed day from other records keeps its place in the journal", async () => {
    const companyId = await company("swapped");
    await record(companyId, { id: "a1", on: "2026-03-02", seconds: 90 }, { id: "a2", on: "2026-03-02", seconds: 30 });
    must(await close(companyId, "2026-03-31"));
    await inCompany(database, companyId, async (tx) => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      for (const { number } of settings.metrics) await beginCount(tx, settings, number, -Infinity);
      await touchSettings(tx, companyId);
    });
    // Both wait for the count, which finds one call of a minute on that day again: the other one.
    await record(companyId, { id: "a1", on: "2026-03-02", seconds: 30 }, { id: "a2", on: "2026-03-02", seconds: 90 });
    await countMetrics(database, companyId);
    expect(numbersIn(await statementOf(companyId, "raj", "2026-03-31"))).toEqual([
      ["calls", 1, 3],
      ["people", 0, 2],
    ]);
    expect(await creditedIn(companyId, "raj", "2026-03-31")).toEqual([1, 0]);
    expect(must(await listAdjustments(database, companyId, { open: true })).adjustments).toMatchObject([
      { subject: { id: "raj" }, quotas: [], causes: [{ cause: "recount", metric: "calls", day: "2026-03-02", source: null, credited: 0 }] },
    ]);
    expect(await verified(companyId)).toBe(true);
  });

  test("a corrected first day lets records of closed days go: an adjustment with that cause", async () => {
    const companyId = await company("employment");
    await record(companyId, { id: "a1", on: "2026-03-02" }, { id: "a2", on: "2026-03-12" });
    must(await close(companyId, "2026-03-31"));
    const file = companyFile("employment");
    const members = file.members.map((member) => (member.id === "raj" ? { ...member, employedFrom: "2026-03-05" } : member));
    must(await applyCompany(database, { ...file, members }, { by: "test" }));
    const { adjustments } = must(await listAdjustments(database, companyId, { open: true, member: "raj" }));
    expect(adjustments).toMatchObject([
      {
        quotas: [{ metric: "calls", before: { credited: 2 }, now: { credited: 1 } }],
        causes: [{ cause: "employment", externalId: "a1", credited: -1 }],
      },
    ]);
    expect(await verified(companyId)).toBe(true);
  });

  test("under another calendar the days that were closed are not closed again, and are not restated as other periods", async () => {
    const companyId = await company("calendar");
    await record(companyId, { id: "a1", on: "2026-03-02" });
    must(await close(companyId, "2026-03-31"));
    const file = companyFile("calendar");
    must(await applyCompany(database, { ...file, company: { ...file.company, fiscalYearStartsOn: "01-15" } }, { by: "test" }));
    await countMetrics(database, companyId);
    expect(codes(await close(companyId, "2026-03-20"))).toEqual(["closing-done"]);
    expect(must(await listAdjustments(database, companyId, {})).adjustments).toEqual([]);
    expect(await verified(companyId)).toBe(true);
  });
});
