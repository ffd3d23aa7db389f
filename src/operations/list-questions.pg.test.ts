import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { plainDay } from "../domain/day.ts";
import { inCompany } from "../store/database.ts";
import { answerQuestion } from "./answer-question.ts";
import { applyCompany } from "./apply-company.ts";
import { drawAuditSample, type AuditQuestion } from "./draw-audit-sample.ts";
import { listQuestions, type QuestionsAsked } from "./list-questions.ts";
import { recordActivities } from "./record-activities.ts";
import { voidActivity } from "./void-activity.ts";

const { database } = await testDatabase();
const now = BigInt(Date.parse("2026-06-01T00:00:00Z")) * 1000n;
const march = { startsOn: plainDay("2026-03-01"), endsBefore: plainDay("2026-04-01") };

const company = {
  company: { id: "acme", name: "Acme", country: "US", timeZone: "UTC", currency: "USD" },
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "diary", provenance: "self_reported" },
  ],
  teams: [
    { id: "sales", name: "Sales" },
    { id: "north", name: "North", parent: "sales" },
    { id: "south", name: "South" },
  ],
  members: [
    { id: "raj", name: "Raj", team: "north", email: "raj@acme.example" },
    { id: "mina", name: "Mina", team: "south" },
  ],
  metrics: [{ id: "calls", name: "Calls", where: 'kind == "call"' }],
};

let companyId = 0;
let sent = 0;

type Told = { readonly member?: string; readonly toldOn?: string; readonly [field: string]: unknown };

/** Records as they were told on a day; without one, when they were done. */
const record = async (all: readonly Told[]): Promise<void> => {
  const items = all.map(({ toldOn: _, ...fields }) => ({
    source: "dialer",
    externalId: String((sent += 1)),
    member: "raj",
    kind: "call",
    ...fields,
  }));
  const answer = await recordActivities(database, companyId, items, { now, defaultProvenance: "captured" });
  if (answer.rejected.length > 0) throw new Error(JSON.stringify(answer.rejected));
  await inCompany(database, companyId, async (tx) => {
    for (const [index, { toldOn }] of all.entries())
      await sql`
        update activities set recorded_at = coalesce(${toldOn ?? null}::timestamptz, ordered_at)
        where company_id = ${companyId} and external_id = ${items[index]?.externalId ?? ""}`.execute(tx);
  });
};

const times = (count: number, make: (index: number) => Told): readonly Told[] => Array.from({ length: count }, (_, index) => make(index));
const second = (day: string, at: number): string => `${day}T10:00:${String(at).padStart(2, "0")}Z`;

const list = async (asked: Partial<QuestionsAsked> = {}) => {
  const outcome = await listQuestions(database, companyId, { span: march, ...asked });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value.questions;
};

beforeAll(async () => {
  const applied = await applyCompany(database, company, { by: "test", today: plainDay("2026-03-01") });
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
  companyId = applied.value.companyId ?? 0;
  // Six within a minute; five within one, and a sixth at its end, are not.
  await record(times(6, (index) => ({ occurredAt: second("2026-03-02", index * 9) })));
  await record([...times(5, (index) => ({ occurredAt: second("2026-03-03", index * 9) })), { occurredAt: "2026-03-03T10:01:00Z" }]);
  // Three at one instant, of one kind; two are not.
  await record(times(3, () => ({ occurredAt: second("2026-03-04", 0), kind: "email" })));
  await record([...times(2, () => ({ occurredAt: second("2026-03-05", 0) })), { occurredAt: second("2026-03-05", 0), kind: "email" }]);
  // Five calls of a second or two; one of three seconds is a call.
  await record(times(5, (index) => ({ occurredAt: `2026-03-06T1${index}:00:00Z`, durationSeconds: 1 + (index % 2) })));
  await record(times(5, (index) => ({ occurredAt: `2026-03-09T1${index}:00:00Z`, durationSeconds: index === 0 ? 3 : 1 })));
  // The same number four times in a day.
  await record(times(4, (index) => ({ occurredAt: `2026-03-10T1${index}:00:00Z`, prospect: "+12025550123" })));
  await record(times(4, (index) => ({ occurredAt: `2026-03-1${index + 1}T10:00:00Z`, prospect: "+12025550123" })));
  // Ten told on the 31st about five days before it; a captured one says nothing of when it was told.
  await record(
    times(10, (index) => ({
      source: "diary",
      member: "mina",
      occurredOn: `2026-03-2${Math.floor(index / 2) + 4}`,
      toldOn: "2026-03-31T09:00:00Z",
    })),
  );
  await record(times(10, (index) => ({ member: "mina", occurredOn: `2026-03-2${Math.floor(index / 2)}`, toldOn: "2026-03-31T09:00:00Z" })));
  // Five told nine days later.
  await record(times(5, () => ({ source: "diary", member: "mina", occurredOn: "2026-03-03", toldOn: "2026-03-12T09:00:00Z" })));
  await record(times(5, () => ({ source: "diary", member: "mina", occurredOn: "2026-03-05", toldOn: "2026-03-12T09:00:00Z" })));
});

describe("questions", () => {
  test("are asked of what looks unusual, and of nothing that comes near", async () => {
    expect((await list()).map(({ question, measured }) => [question, measured])).toEqual([
      ["burst:raj:2026-03-02:call", 6],
      ["same-instant:raj:2026-03-04:email", 3],
      ["short-calls:raj:2026-03-06:call", 5],
      ["same-prospect:raj:2026-03-10:call", 4],
      ["told-late:mina:2026-03-12", 5],
      ["month-end:mina:2026-03-31", 10],
    ]);
  });

  test("say why, in both languages, how unusual it is, and which records are meant", async () => {
    const [burst, , , again, late, dump] = await list();
    expect(burst).toMatchObject({
      memberName: { en: "Raj" },
      why: { en: "6 call records within a minute", ko: "1분 안에 call 기록 6건" },
      sameOrMore: 1,
      // Ten days of his with calls, eleven of hers.
      memberDays: 21,
      records: times(6, (index) => ({ source: "dialer", externalId: String(index + 1) })),
      answer: null,
    });
    expect(again).toMatchObject({ prospect: "+12025550123" });
    expect(late).toMatchObject({ about: { firstOn: "2026-03-03", lastOn: "2026-03-03", days: 1 } });
    expect(dump).toMatchObject({
      about: { firstOn: "2026-03-24", lastOn: "2026-03-28", days: 5 },
      why: { ko: "월말에 앞선 5일의 기록 10건을 한꺼번에 입력" },
    });
  });

  test("are those of a team with its subteams", async () => {
    expect(new Set((await list({ team: "sales" })).map(({ member }) => member))).toEqual(new Set(["raj"]));
    expect(await listQuestions(database, companyId, { span: march, team: "nort" })).toMatchObject({
      ok: false,
      refusals: [{ code: "not-found" }],
    });
  });

  test("are about at most 93 days", async () =>
    expect(await listQuestions(database, companyId, { span: { ...march, endsBefore: march.startsOn + 94 } })).toMatchObject({
      ok: false,
      refusals: [{ code: "span-long", values: { days: 94, most: 93 } }],
    }));

  const answer = (question: string, by = "kim", said: "fine" | "padding" = "fine") =>
    answerQuestion(database, companyId, question, { answer: said, reason: "asked him", by });

  test("are answered by a person, and the latest answer holds", async () => {
    const before = await list();
    expect(await answer("burst:raj:2026-03-02:call", "kim", "padding")).toMatchObject({
      ok: true,
      value: { answer: { answer: "padding", by: "kim" } },
    });
    expect(await answer("burst:raj:2026-03-02:call")).toMatchObject({
      ok: true,
      value: { answer: { answer: "fine", reason: "asked him" } },
    });
    expect(await answer("month-end:mina:2026-03-31")).toMatchObject({ ok: true });
    const after = await list();
    expect(after.map(({ answer: _, ...rest }) => rest)).toEqual(before.map(({ answer: _, ...rest }) => rest));
    expect((await list({ answered: true })).map(({ question }) => question)).toEqual([
      "burst:raj:2026-03-02:call",
      "month-end:mina:2026-03-31",
    ]);
    expect(await list({ answered: false })).toHaveLength(before.length - 2);
  });

  test("are not answered by whom they are about, under any of their names", async () => {
    for (const by of ["raj", "Raj@acme.example"])
      expect(await answer("burst:raj:2026-03-02:call", by)).toMatchObject({
        ok: false,
        refusals: [{ code: "question-own", values: { member: "raj" } }],
      });
  });

  test("that nothing raises are refused", async () => {
    for (const question of [
      "burst:raj:2026-03-03:call",
      "burst:nobody:2026-03-02:call",
      "burst",
      "guess:raj:2026-03-02",
      "burst:raj:2026-02-30:call",
    ])
      expect(await answer(question)).toMatchObject({ ok: false, refusals: [{ code: "question-unknown", values: { found: question } }] });
  });

  test("go away when the records are void", async () => {
    await voidActivity(database, companyId, { source: "dialer", externalId: "1" }, { reason: "twice", by: "kim" });
    expect((await list()).map(({ question }) => question)).not.toContain("burst:raj:2026-03-02:call");
  });
});

describe("an audit sample", () => {
  const draw = async (more: Partial<AuditQuestion> = {}) =>
    drawAuditSample(database, companyId, { metric: "calls", span: march, tolerated: 0.05, confidence: 0.95, seed: "a seed", ...more });
  const drawn = async (more: Partial<AuditQuestion> = {}) => {
    const outcome = await draw(more);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
    return outcome.value;
  };

  test("is as large as it takes, of records that count alone, and the same for a seed", async () => {
    const sample = await drawn();
    // 62 calls, less the one that is void; e-mails are none.
    expect(sample).toMatchObject({ all: 61, tooMany: 4, size: 32, seed: "a seed", found: null });
    expect(sample.records.every(({ kind }) => kind === "call")).toBe(true);
    expect(sample.records.map(({ externalId }) => externalId)).not.toContain("1");
    expect(await drawn()).toEqual(sample);
    expect((await drawn({ seed: "another" })).records).not.toEqual(sample.records);
    expect(new Set(sample.records.map(({ source, externalId }) => `${source} ${externalId}`)).size).toBe(32);
  });

  test("may be of one member, and is all of few", async () => {
    const { all, size, records } = await drawn({ member: "mina", span: { ...march, endsBefore: plainDay("2026-03-04") } });
    expect([all, size, new Set(records.map(({ member }) => member))]).toEqual([5, 5, new Set(["mina"])]);
  });

  test("bounds what is bad by what was found", async () => {
    const { found, size } = await drawn({ bad: 0 });
    expect(found).toEqual({ bad: 0, badAtMost: expect.closeTo(1 - 0.05 ** (1 / size), 9) });
    expect(await draw({ bad: 33 })).toMatchObject({ ok: false, refusals: [{ code: "sample-bad" }] });
  });

  test("of a metric or member that there is not is refused", async () => {
    expect(await draw({ metric: "call" })).toMatchObject({ ok: false, refusals: [{ code: "not-found", pointer: "/metric" }] });
    expect(await draw({ member: "rag" })).toMatchObject({ ok: false, refusals: [{ code: "not-found", pointer: "/member" }] });
  });
});
