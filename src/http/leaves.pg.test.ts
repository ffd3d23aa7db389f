import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { attainmentSchema } from "./attainment-schemas.ts";
import { calendarImportedSchema, calendarShownSchema, leaveAnswerSchema, leaveListSchema } from "./schemas.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

await openCompany(
  database,
  {
    company: { id: "hill", name: "Hill", country: "KR", timeZone: "Asia/Seoul", currency: "KRW", holidays: "KR" },
    teams: [{ id: "sales" }, { id: "support" }],
    members: [
      { id: "raj", name: "Raj", team: "sales" },
      { id: "mina", name: "Mina", team: "support", engagement: "contractor" },
    ],
    metrics: [{ id: "calls", where: 'kind == "call"' }],
    plans: [{ id: "month", cadence: "month", require: { metric: "calls", target: 20 } }],
  },
  "2026-03-01",
);

const post = (url: string, payload: object) => ask({ method: "POST", url: `/api/v1${url}`, payload });
const sick = { member: "raj", from: "2026-03-30", through: "2026-04-01", kind: "sick", note: "fever" };

test("leave is asked for, decided, listed and withdrawn, each answer as the documentation says", async () => {
  const asked = await post("/leaves", sick);
  expect(asked).toMatchObject({
    status: 200,
    body: { changed: true, leave: { leave: 1, state: "requested", requested: { by: "key:tests" } } },
  });
  expect(leaveAnswerSchema.safeParse(asked.body).error).toBeUndefined();
  expect(await post("/leaves/1/decision", { approve: true, reason: "get well" })).toMatchObject({
    status: 200,
    body: { leave: { state: "approved" } },
  });
  expect(await post("/leaves/1/decision", { approve: false, reason: "no" })).toMatchObject({
    status: 409,
    body: { code: "leave-decided" },
  });
  expect(await post("/leaves", { member: "mina", from: "2026-03-02", half: true })).toMatchObject({
    body: { leave: { state: "declared", kind: "vacation" } },
  });
  const listed = await ask("/api/v1/leaves?from=2026-03-30&before=2026-03-31");
  expect(leaveListSchema.safeParse(listed.body).error).toBeUndefined();
  expect(listed.body).toMatchObject({
    leaves: [{ member: "raj", kind: "sick", note: "fever", decided: { reason: "get well" } }],
    nextCursor: null,
  });
  expect(await post("/leaves/2/withdrawal", { reason: "worked" })).toMatchObject({ body: { leave: { state: "withdrawn" } } });
  expect((await ask("/api/v1/leaves")).body["leaves"]).toHaveLength(1);
  expect(faults).toEqual([]);
});

test("what cannot be is refused with its place", async () => {
  expect(await post("/leaves", { from: "March", kind: "holiday", half: "yes", until: "x" })).toMatchObject({
    status: 422,
    body: {
      errors: [
        { code: "unknown-field", pointer: "/until" },
        { code: "type", pointer: "/half" },
        { code: "required", pointer: "/member" },
        { code: "date-format", pointer: "/from" },
        { code: "enum", pointer: "/kind" },
      ],
    },
  });
  expect(await post("/leaves/1/decision", {})).toMatchObject({ status: 422 });
  expect(await post("/leaves/x/decision", { approve: true, reason: "y" })).toMatchObject({ status: 404 });
  expect(await ask("/api/v1/leaves?from=x")).toMatchObject({ body: { parameter: "from" } });
  expect(await ask("/api/v1/leaves?team=nowhere")).toMatchObject({ status: 404 });
});

test("who is away stands beside the attainment of those who are shown, and why stands nowhere but in the list of leaves", async () => {
  const attainment = await ask("/api/v1/attainment?on=2026-03-15");
  expect(attainmentSchema.safeParse(attainment.body).error).toBeUndefined();
  expect(attainment.body["away"]).toEqual([{ member: "raj", days: [{ from: "2026-03-30", through: "2026-04-01", half: false }] }]);
  expect((await ask("/api/v1/attainment?on=2026-03-15&team=support")).body["away"]).toEqual([]);
  expect((await ask("/api/v1/attainment?on=2026-02-15")).body["away"]).toEqual([]);
  const answers = await Promise.all(
    [
      "/attainment?on=2026-03-15",
      "/members/raj/explanations?metric=calls&on=2026-03-15",
      "/members/raj/calendar?year=2026",
      "/calendars/KR?year=2026",
      "/company",
      "/activities",
      "/tallies?metric=calls&from=2026-03-01&before=2026-04-01&groupBy=member",
    ].map((url) => ask(`/api/v1${url}`)),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(JSON.stringify(answers)).not.toMatch(/sick|병가|fever|get well/);
});

test("calendars are shown, and iCalendar files imported", async () => {
  const shown = await ask("/api/v1/members/raj/calendar?year=2026");
  expect(calendarShownSchema.safeParse(shown.body).error).toBeUndefined();
  expect(shown.body).toMatchObject({ member: "raj", workingDays: 242, standardDays: 261 });
  expect(await ask("/api/v1/calendars/KR?year=2026")).toMatchObject({ status: 200, body: { member: null, workingDays: 245 } });
  expect(await ask("/api/v1/calendars/KR")).toMatchObject({ body: { code: "required", parameter: "year" } });
  expect(await ask("/api/v1/calendars/KR?year=next")).toMatchObject({ body: { code: "number-format", parameter: "year" } });
  expect(await ask("/api/v1/calendars/FR?year=2026")).toMatchObject({ status: 404 });
  const send = (payload: string, type = "text/calendar", query = "?years=2028") =>
    ask({ method: "POST", url: `/api/v1/calendars/acme/imports${query}`, payload, headers: { "content-type": type } });
  const text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20280126\r\nSUMMARY:설날\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  const imported = await send(text);
  expect(calendarImportedSchema.safeParse(imported.body).error).toBeUndefined();
  expect(imported).toMatchObject({ status: 200, body: { calendar: "acme", added: 1, unknownYears: [] } });
  expect(await send(text)).toMatchObject({ body: { added: 0, changes: [] } });
  expect(await send("hello")).toMatchObject({ status: 422, body: { code: "calendar-file" } });
  for (const payload of ["{}", JSON.stringify(text)])
    expect(await send(payload, "application/json")).toMatchObject({ status: 415, body: { code: "media-type" } });
  expect(await send(text, "text/calendar", "?years=x")).toMatchObject({ body: { parameter: "years" } });
  expect(faults).toEqual([]);
});
