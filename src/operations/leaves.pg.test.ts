import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { engagementOn } from "../domain/member.ts";
import { readLeave } from "../domain/leave-reading.ts";
import { sentence, type Outcome } from "../domain/refusal.ts";
import { workFactsIn } from "../domain/work-facts.ts";
import { workingTimeIn, WHOLE_DAY, type WorkingTime } from "../domain/working-days.ts";
import { day, must, openCompany, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { asksStampOf } from "../store/asks-stamp.ts";
import { inCompany } from "../store/database.ts";
import { leavesWithin } from "../store/leaves.ts";
import { loadSettings } from "../store/settings.ts";
import { applyCompany } from "./apply-company.ts";
import { decideLeave } from "./decide-leave.ts";
import { diffCompany } from "./diff-company.ts";
import { exportCompany } from "./export-company.ts";
import { importLeaves } from "./import-leaves.ts";
import { listLeaves, type LeaveQuestion } from "./list-leaves.ts";
import { requestLeave, type LeaveAnswer } from "./request-leave.ts";
import { withdrawLeave } from "./withdraw-leave.ts";

const { database, owner } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-leaves-"));
afterAll(() => rmSync(folder, { recursive: true }));

const today = "2026-03-10";
const now = BigInt(Date.parse(`${today}T03:00:00Z`)) * 1000n;
let companies = 0;
let file: Readonly<Record<string, unknown>>;
let product: Product;

beforeEach(async () => {
  companies += 1;
  file = {
    company: { id: `hangang-${companies}`, name: "Hangang", country: "KR", timeZone: "Asia/Seoul", currency: "KRW", holidays: "KR" },
    teams: [{ id: "sales" }, { id: "seoul", parent: "sales" }, { id: "austin", holidays: "US" }],
    members: [
      { id: "raj", name: "Raj", team: "seoul", email: "raj@example.com", code: "0042" },
      { id: "mina", name: "Mina", team: "seoul" },
      { id: "sol", name: "Sol", team: "seoul", engagement: [{ value: "employee" }, { value: "contractor", from: "2026-02-01" }] },
    ],
  };
  product = await openCompany(database, file, today);
});

const request = async (fields: object, by = "raj"): Promise<Outcome<LeaveAnswer>> =>
  requestLeave(database, product.companyId, must(readLeave(fields)), { by });
const decide = (number: number, approve: boolean, by: string) =>
  decideLeave(database, product.companyId, { number, approve, reason: "covered" }, { by });
const withdraw = (number: number) => withdrawLeave(database, product.companyId, { number, reason: "came back" }, { by: "mina" });
const list = async (question: Omit<LeaveQuestion, "now"> = {}) => must(await listLeaves(database, product.companyId, { ...question, now }));
const codes = (outcome: Outcome<unknown>): readonly string[] =>
  outcome.ok ? [] : outcome.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
const stamp = (): Promise<string> => inCompany(database, product.companyId, (tx) => asksStampOf(tx, product.companyId));

const timeOf = (member: string, from: string, before: string): Promise<WorkingTime> =>
  inCompany(database, product.companyId, async (tx) => {
    const settings = await loadSettings(tx, product.companyId);
    const span = { startsOn: day(from), endsBefore: day(before) };
    const found = settings.members.find(({ id }) => id === member);
    if (found === undefined) throw new Error(member);
    return workingTimeIn(workFactsIn(settings, await leavesWithin(tx, product.companyId, span))(found), span);
  });
const worked = async (member: string, from: string, before: string): Promise<number> =>
  (await timeOf(member, from, before)).worked / WHOLE_DAY;

const apply = (input: unknown) => applyCompany(database, input, { by: "sam", today: day(today) });

describe("leave that is asked for", () => {
  test("lowers nothing until somebody else approves it, and nothing again once it is withdrawn", async () => {
    const before = await stamp();
    const asked = must(await request({ member: "raj", from: "2026-03-16", through: "2026-03-17" }));
    expect(asked).toMatchObject({
      changed: true,
      leave: { leave: 1, member: "raj", state: "requested", kind: "vacation", requested: { by: "raj" } },
    });
    expect(await worked("raj", "2026-03-16", "2026-03-23")).toBe(5);
    expect(await stamp()).toBe(before);
    expect(must(await decide(1, true, "mina")).leave).toMatchObject({ state: "approved", decided: { by: "mina", reason: "covered" } });
    expect(await worked("raj", "2026-03-16", "2026-03-23")).toBe(3);
    const approved = await stamp();
    expect(approved).not.toBe(before);
    expect(must(await withdraw(1)).leave).toMatchObject({
      state: "withdrawn",
      decided: { by: "mina" },
      withdrawn: { by: "mina", reason: "came back" },
    });
    expect(await worked("raj", "2026-03-16", "2026-03-23")).toBe(5);
    expect(await stamp()).not.toBe(approved);
  });

  test("is not decided by who asks, by whichever of their names", async () => {
    must(await request({ member: "raj", from: "2026-03-16" }));
    for (const own of ["raj", "raj@example.com", "0042"]) expect(codes(await decide(1, true, own))).toEqual(["leave-own /leave"]);
    expect(must(await decide(1, false, "mina")).leave.state).toBe("rejected");
  });

  test("is decided once; of two who decide at once the second is told who was first", async () => {
    must(await request({ member: "raj", from: "2026-03-16" }));
    const both = await Promise.all([decide(1, true, "mina"), decide(1, false, "sam")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const second = both.find(({ ok }) => !ok);
    const [refusal] = second?.ok === false ? second.refusals : [];
    expect(refusal?.code).toBe("leave-decided");
    if (refusal !== undefined)
      expect(sentence(refusal, "en")).toMatch(/^Leave 1 is (approved|rejected) already, by (mina|sam) on 20\d\d-\d\d-\d\d\.$/);
    expect(codes(await decide(7, true, "mina"))).toEqual(["not-found /leave"]);
  });

  test("that was withdrawn is decided by nobody, and withdrawn again changes nothing", async () => {
    must(await request({ member: "raj", from: "2026-03-16" }));
    must(await withdraw(1));
    expect(must(await withdraw(1)).changed).toBe(false);
    expect(codes(await decide(1, true, "mina"))).toEqual(["leave-decided /leave"]);
  });

  test("asked for again is the same one, and other days that overlap are refused", async () => {
    must(await request({ member: "raj", from: "2026-03-16", through: "2026-03-17" }));
    expect(must(await request({ member: "0042", from: "2026-03-16", through: "2026-03-17" }))).toMatchObject({
      changed: false,
      leave: { leave: 1 },
    });
    const refused = await request({ member: "raj", from: "2026-03-17", through: "2026-03-18" });
    expect(refused.ok ? "" : sentence(refused.refusals[0], "en")).toBe(
      "raj is already away on 2026-03-16 – 2026-03-17, and a day can only be taken once. Withdraw that leave first, or take half days.",
    );
    expect(must(await request({ member: "raj", from: "2026-03-18" })).changed).toBe(true);
    expect(codes(await request({ member: "nobody", from: "2026-03-18" }))).toEqual(["not-found /member"]);
  });

  test("of days gone holds as well: numbers follow at once", async () => {
    must(await request({ member: "raj", from: "2026-02-23", kind: "sick" }));
    must(await decide(1, true, "mina"));
    expect(await worked("raj", "2026-02-23", "2026-02-28")).toBe(4);
  });
});

test("half days add up to a day and no more", async () => {
  must(await request({ member: "raj", from: "2026-03-16", half: true }));
  must(await decide(1, true, "mina"));
  expect(await worked("raj", "2026-03-16", "2026-03-23")).toBe(4.5);
  must(await request({ member: "raj", from: "2026-03-16", half: true, kind: "training" }));
  expect(codes(await request({ member: "raj", from: "2026-03-16", half: true, kind: "sick" }))).toEqual(["leave-overlap /from"]);
  must(await decide(2, true, "mina"));
  expect(await worked("raj", "2026-03-16", "2026-03-23")).toBe(4);
});

test("a contractor's absence is declared: it holds at once and nobody decides it; before the engagement it was asked for", async () => {
  const before = await stamp();
  expect(must(await request({ member: "sol", from: "2026-03-16" }, "sol")).leave.state).toBe("declared");
  expect(await stamp()).not.toBe(before);
  expect(await worked("sol", "2026-03-16", "2026-03-23")).toBe(4);
  expect(codes(await decide(1, true, "mina"))).toEqual(["leave-declared /leave"]);
  expect(must(await request({ member: "sol", from: "2026-01-30" }, "sol")).leave.state).toBe("requested");
  const settings = await inCompany(database, product.companyId, (tx) => loadSettings(tx, product.companyId));
  const sol = settings.members.find(({ id }) => id === "sol");
  expect([day("2026-01-31"), day("2026-02-01")].map((on) => sol && engagementOn(sol, on))).toEqual(["employee", "contractor"]);
});

describe("the list of leaves", () => {
  test("is by member, team, days and state, in pages", async () => {
    for (const from of ["2026-03-18", "2026-03-16", "2026-03-20"]) must(await request({ member: "raj", from }));
    must(await request({ member: "mina", from: "2026-03-16" }));
    must(await decide(1, false, "mina"));
    const told = async (question: Omit<LeaveQuestion, "now">) =>
      (await list(question)).leaves.map(({ member, from }) => `${member} ${from}`);
    expect(await told({})).toEqual(["raj 2026-03-16", "mina 2026-03-16", "raj 2026-03-20"]);
    expect(await told({ member: "raj@example.com" })).toEqual(["raj 2026-03-16", "raj 2026-03-20"]);
    expect(await told({ state: "rejected" })).toEqual(["raj 2026-03-18"]);
    expect(await told({ span: { startsOn: day("2026-03-17"), endsBefore: day("2026-03-21") } })).toEqual(["raj 2026-03-20"]);
    expect(await told({ team: "sales" })).toHaveLength(3);
    expect(await told({ team: "austin" })).toEqual([]);
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.nextCursor ?? "" });
    expect([...first.leaves, ...second.leaves].map(({ leave }) => leave)).toEqual([2, 4, 3]);
    expect(second.nextCursor).toBeNull();
    expect(codes(await listLeaves(database, product.companyId, { cursor: "x", now }))).toEqual(["cursor-invalid /cursor"]);
    expect(codes(await listLeaves(database, product.companyId, { member: "x", team: "y", now }))).toEqual([
      "not-found /member",
      "not-found /team",
    ]);
  });
});

describe("leaves in the company file", () => {
  const leaves = [
    { member: "raj", from: "2026-03-16", through: "2026-03-17", kind: "vacation" },
    { member: "sol", from: "2026-03-18", through: "2026-03-18", kind: "sick", half: true },
  ];

  test("hold, and what the section no longer names is withdrawn, told by diff first", async () => {
    const { changes } = must(await apply({ ...file, leaves }));
    expect(changes.map(({ words }) => words.en)).toEqual([
      "leave raj: 2026-03-16 – 2026-03-17 added (vacation)",
      "leave sol: 2026-03-18 half added (sick)",
    ]);
    expect((await list()).leaves.map(({ member, state }) => `${member} ${state}`)).toEqual(["raj approved", "sol declared"]);
    expect(must(await apply({ ...file, leaves })).changes).toEqual([]);
    expect(must(await apply(file)).changes).toEqual([]);
    const fewer = { ...file, leaves: leaves.slice(1) };
    expect(must(await diffCompany(database, fewer, { today: day(today) })).changes.map(({ words }) => words.en)).toEqual([
      "leave raj: 2026-03-16 – 2026-03-17 withdrawn",
    ]);
    expect((await list()).leaves).toHaveLength(2);
    const before = await stamp();
    must(await apply(fewer));
    expect((await list()).leaves.map(({ member }) => member)).toEqual(["sol"]);
    expect(await stamp()).not.toBe(before);
  });

  test("are exported where there are any, and applying the export changes nothing", async () => {
    expect(await exportCompany(database, product.companyId)).not.toContain("leaves");
    must(await apply({ ...file, leaves }));
    must(await request({ member: "raj", from: "2026-04-01" }));
    const text = await exportCompany(database, product.companyId);
    expect(text).toContain("leaves");
    expect(must(await apply(text)).changes).toEqual([]);
    expect((await list({ state: "requested" })).leaves).toHaveLength(1);
  });

  test("approve what is asked for where they name it, and leave other requests alone", async () => {
    must(await request({ member: "raj", from: "2026-03-16", through: "2026-03-17" }));
    must(await request({ member: "mina", from: "2026-03-16" }));
    expect(must(await apply({ ...file, leaves })).changes.map(({ words }) => words.en)).toContain(
      "leave raj: 2026-03-16 – 2026-03-17 requested → approved",
    );
    expect((await list()).leaves.map(({ member, state }) => `${member} ${state}`)).toEqual([
      "raj approved",
      "mina requested",
      "sol declared",
    ]);
  });

  test("that cannot be are refused together with what else is wrong", async () => {
    must(await request({ member: "mina", from: "2026-03-16" }));
    const wrong = [
      ...leaves,
      { member: "raj", from: "2026-03-17", through: "2026-03-19", kind: "sick" },
      { member: "ghost", from: "2026-03-19", through: "2026-03-18", kind: "other" },
      { member: "mina", from: "2026-03-15", through: "2026-03-16", kind: "other" },
      { member: "raj", from: "2026-03-18", through: "2026-03-18", kind: "sick" },
      { member: "raj", from: "2026-03-18", through: "2026-03-18", kind: "sick" },
    ];
    expect(codes(await apply({ ...file, teams: [], leaves: wrong }))).toEqual([
      "reference-ended /members/0/team",
      "reference-ended /members/1/team",
      "reference-ended /members/2/team",
      "leave-order /leaves/3/through",
      "reference-unknown /leaves/3/member",
      "leave-overlap /leaves/4",
      "leave-overlap /leaves/2",
      "leave-overlap /leaves/6",
    ]);
  });

  test("a new member's leave stands in the file that brings the member", async () => {
    const members = [...(file["members"] as object[]), { id: "jun", name: "Jun" }];
    must(await apply({ ...file, members, leaves: [{ member: "jun", from: "2026-03-16", through: "2026-03-20", kind: "training" }] }));
    expect(await worked("jun", "2026-03-16", "2026-03-23")).toBe(0);
  });

  test("leave no kind among the kept changes of the settings", async () => {
    must(await apply({ ...file, leaves }));
    const { rows } = await owner.pool.query<{ changes: unknown }>("select changes from settings_changes where company_id = $1", [
      product.companyId,
    ]);
    const text = JSON.stringify(rows);
    expect(text).toContain('"leave"');
    expect(text).not.toMatch(/vacation|sick/);
  });
});

test("a file of leaves is imported, again without effect, and what is wrong is told by row", async () => {
  const text =
    "member,from,through,kind,half\n0042,2026-03-16,2026-03-17,휴가,\nmina,2026-03-18,,sick,true\nsol,2026-03-18,,,\nraj,2026-03-17,,sick,\nnobody,2026-03-18,,,\nraj,2026-03-20,2026-03-19,,\nraj,2026-03-25,,holiday,\n";
  const run = async () =>
    must(
      await importLeaves(database, product.companyId, {
        from: { stream: Readable.from([text]) },
        fileName: "leaves.csv",
        rejectedPath: join(folder, "rejected.csv"),
      }),
    );
  const first = await run();
  expect(first).toMatchObject({ received: 7, created: 3, unchanged: 0, rejected: 4 });
  expect(first.rejections.map(({ row, refusals }) => `${row} ${refusals.map(({ code }) => code).join()}`)).toEqual([
    "5 leave-overlap",
    "6 not-found",
    "7 leave-order",
    "8 enum",
  ]);
  expect((await list()).leaves.map(({ member, kind, half, state }) => `${member} ${kind} ${half} ${state}`)).toEqual([
    "raj vacation false approved",
    "mina sick true approved",
    "sol vacation false declared",
  ]);
  expect(await run()).toMatchObject({ created: 0, unchanged: 3, rejected: 4 });
});
