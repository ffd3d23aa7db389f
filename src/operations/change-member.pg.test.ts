import { expect, test } from "vitest";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { readMemberChange } from "../domain/member-change.ts";
import { changeMember } from "./change-member.ts";
import { findMembers } from "./find-members.ts";
import { listMembers } from "./list-members.ts";
import { listProspects } from "./list-prospects.ts";
import { listSources } from "./list-sources.ts";
import { showMember } from "./show-member.ts";

const { database } = await testDatabase();
const company = {
  company: { id: "hill", name: "Hill", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  teams: [{ id: "red" }, { id: "blue", parent: "red" }],
  members: [
    { id: "raj", name: "Raj", team: "red", identities: [{ source: "dialer", externalId: "7" }] },
    { id: "mina", name: { en: "Kim Mina", ko: "김미나" }, team: "blue" },
  ],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  plans: [{ id: "month", cadence: "month", require: { metric: "calls", target: 100 } }],
};
const { companyId, record } = await openCompany(database, company, "2026-01-01");
const change = async (member: string, body: unknown) => {
  const read = readMemberChange(body);
  return read.ok ? changeMember(database, companyId, { member, change: read.value }, { by: "opal" }) : read;
};

test("what holds of a member from a day on is said in between, and what follows it stays", async () => {
  expect(must(await change("raj", { field: "team", value: "blue", from: "2026-06-01" })).changed).toBe(true);
  must(await change("raj", { field: "team", value: null, from: "2026-03-01" }));
  expect(must(await change("raj", { field: "team", value: "blue", from: "2026-06-01" })).changed).toBe(false);
  must(await change("raj", { field: "workingDays", value: { mon: 1, tue: 1, wed: 0.5 }, from: "2026-05-01" }));
  must(await change("raj", { field: "employedThrough", value: "2199-12-31" }));
  const { history, employedThrough } = must(await showMember(database, companyId, "raj"));
  expect(history.team.slice(-2)).toEqual([
    { value: null, from: "2026-03-01" },
    { value: "blue", from: "2026-06-01" },
  ]);
  expect(history.workingDays).toMatchObject([{ value: "mon, tue, wed 0.5", from: "2026-05-01" }]);
  expect(employedThrough).toBe("2199-12-31");
});

test("a name and a role are changed without a day, and back", async () => {
  expect(must(await change("mina", { field: "name", value: { en: "Kim Mina", ko: "김민아" } })).changed).toBe(true);
  must(await change("mina", { field: "role", value: "manager" }));
  expect(must(await showMember(database, companyId, "mina"))).toMatchObject({ name: { en: "Kim Mina", ko: "김민아" }, role: "manager" });
  // The whole name: a language that is left out has none any more.
  must(await change("mina", { field: "name", value: { ko: "김미나" } }));
  expect(must(await showMember(database, companyId, "mina")).name).toEqual({ ko: "김미나" });
  // An address has the id alone.
  expect((await findMembers(database, companyId, { find: "mina" })).members).toMatchObject([{ member: "mina", name: { ko: "김미나" } }]);
  must(await change("mina", { field: "name", value: { en: "Kim Mina", ko: "김미나" } }));
  must(await change("mina", { field: "role", value: "rep" }));
  expect(must(await change("mina", { field: "role", value: "rep" })).changed).toBe(false);
});

test.for([
  [{ field: "name", value: {} }, "name-empty", "/value"],
  [{ field: "name" }, "required", "/value"],
  [{ field: "name", value: "Raj" }, "type", "/value"],
  [{ field: "name", value: { ko: " " } }, "text-empty", "/value/ko"],
  [{ field: "name", value: { fr: "Raj" } }, "unknown-field", "/value/fr"],
  [{ field: "role", value: "boss" }, "enum", "/value"],
  [{ field: "team", value: "green", from: "2026-06-01" }, "reference-unknown", "/value"],
  [{ field: "team", value: "red" }, "date-required", "/from"],
  [{ field: "colour", value: "red", from: "2026-06-01" }, "enum", "/field"],
  [{ field: "engagement", value: "guest", from: "2026-06-01" }, "enum", "/value"],
  [{ field: "workingDays", value: "mon", from: "2026-06-01" }, "type", "/value"],
] as const)("%o is refused at the field that is wrong", async ([body, code, pointer]) => {
  const answer = await change("raj", body);
  expect(answer.ok ? answer : { code: answer.refusals[0].code, pointer: answer.refusals[0].pointer }).toEqual({ code, pointer });
});

test("members are found by a part of the name, by initial consonants, and by the team above theirs", async () => {
  const ids = async (asked: object) => must(await listMembers(database, companyId, asked)).members.map(({ member }) => member);
  expect(await ids({ find: "ㄱㅁㄴ" })).toEqual(["mina"]);
  expect(await ids({ team: "red" })).toContain("mina");
  expect(await ids({})).toHaveLength(2);
});

test("prospects are listed with the day of the last record, those not contacted since a day alone if asked", async () => {
  const call = (id: string, on: string, prospect: string) => ({
    source: "dialer",
    externalId: id,
    member: "7",
    kind: "call",
    occurredAt: `${on}T03:00:00Z`,
    prospect,
  });
  await record([call("1", "2026-03-02", "a@x.example"), call("2", "2026-03-20", "a@x.example"), call("3", "2026-03-05", "b@x.example")]);
  const list = async (asked: object) =>
    must(await listProspects(database, companyId, asked)).prospects.map(({ reference, lastOn }) => [reference.value, lastOn]);
  expect(await list({})).toEqual([
    ["a@x.example", "2026-03-20"],
    ["b@x.example", "2026-03-05"],
  ]);
  expect((await list({ find: "B@X" })).map(([value]) => value)).toEqual(["b@x.example"]);
  const first = must(await listProspects(database, companyId, { limit: 1 }));
  expect((await list({ cursor: first.nextCursor ?? "" })).map(([value]) => value)).toEqual(["b@x.example"]);
  const { sources } = await listSources(database, companyId);
  expect(sources).toMatchObject([{ source: "dialer", members: 1, lastDay: expect.any(String), late: false, usualDays: null }]);
  expect(sources[0]?.days).toHaveLength(1);
});
