import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { sentence, type Outcome } from "../src/domain/refusal.ts";
import { attainmentOf } from "../src/operations/attainment-of.ts";
import { explainMember } from "../src/operations/explain-member.ts";
import { exportCompany } from "../src/operations/export-company.ts";
import { importActivities } from "../src/operations/import-activities.ts";
import { listActivities } from "../src/operations/list-activities.ts";
import { talliesOf } from "../src/operations/tallies-of.ts";
import { day, must, NOW, openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

/** What cannot be so is answered with where it stands, what was found and what would be right; and nothing of it is stored. */

const { database } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "attain-bad-input-"));
afterAll(() => rm(folder, { recursive: true }));

const fileOf = (plans: string): string => `
company: { id: northwind, name: Northwind, country: US, timeZone: America/New_York, currency: USD }
teams: [ { id: advisers } ]
members: [ { id: raj, name: Raj, team: advisers }, { id: mina, name: Mina, team: advisers, phase: probation } ]
metrics: [ { id: outbound-calls, where: kind == "call" && direction == "outbound" } ]
plans:
  - { id: weekly, cadence: week, require: { metric: outbound-calls, target: 100 } }
${plans}`;

const { companyId, apply } = await openCompany(database, fileOf(""));

const applied = (plan: string) => (): Promise<Outcome<unknown>> => apply(fileOf(`  - ${plan}`));
const imported = (name: string, content: string | Uint8Array, map?: string) => async (): Promise<Outcome<unknown>> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return importActivities(database, companyId, {
    from: { path },
    fileName: name,
    rejectedPath: `${path}.rejected.csv`,
    ...(map === undefined ? {} : { map }),
  });
};

const header = "source,external_id,member,kind,occurred_at";
const row = "dialer,1,raj,call,2026-03-02T10:00:00Z";
const on = day("2026-03-02");

type Case = {
  readonly what: string;
  readonly do: () => Promise<Outcome<unknown>>;
  readonly code: string;
  readonly at: string;
  readonly says: readonly string[];
};

const cases: readonly Case[] = [
  {
    what: "a plan for a metric that there is not",
    do: applied("{ id: p, cadence: month, require: { metric: outbund-calls, target: 5 } }"),
    code: "reference-unknown",
    at: "/plans/1/require/metric",
    says: ["outbund-calls", "outbound-calls"],
  },
  {
    what: "a plan for a member who is not there",
    do: applied("{ id: p, cadence: month, for: { members: [rja] }, require: { metric: outbound-calls, target: 5 } }"),
    code: "reference-unknown",
    at: "/plans/1/for/members/0",
    says: ["rja", "raj"],
  },
  {
    what: "a plan with no requirement",
    do: applied("{ id: p, cadence: month, require: { allOf: [] } }"),
    code: "requirement-empty",
    at: "/plans/1/require/allOf",
    says: ["at least one"],
  },
  {
    what: "a target below 0",
    do: applied("{ id: p, cadence: month, require: { metric: outbound-calls, target: -1 } }"),
    code: "target-negative",
    at: "/plans/1/require/target",
    says: ["-1", "0 or more"],
  },
  {
    what: "two equally specific plans that ask the same of one member",
    do: applied("{ id: p, cadence: week, require: { metric: outbound-calls, target: 5 } }"),
    code: "plan-conflict",
    at: "/plans/1",
    says: ["weekly", "raj", "week"],
  },
  {
    what: "a plan's field that there is not",
    do: applied(
      "{ id: p, cadence: month, requires: { metric: outbound-calls, target: 5 }, require: { metric: outbound-calls, target: 5 } }",
    ),
    code: "unknown-field",
    at: "/plans/1/requires",
    says: ["requires", "require"],
  },
  {
    what: "a company file that is a table",
    do: () => apply("id,name\nraj,Raj\n"),
    code: "company-file-shape",
    at: "",
    says: ["a text", "company:"],
  },
  {
    what: "a column that the map names and the file has not",
    do: imported(
      "calls.csv",
      "Call Id,Agent\n1,raj\n",
      "source: dialer\ncolumns: { external_id: Call ID, member: Agnet, occurred_at: Agent }\nconstants: { kind: call }",
    ),
    code: "map-column",
    at: "/columns/member",
    says: ["Agnet", "Agent"],
  },
  {
    what: "a file without a column that every record needs",
    do: imported("calls.csv", `${header.replace("member", "membr")}\n${row}\n`),
    code: "csv-column-missing",
    at: "",
    says: ["member", "membr"],
  },
  {
    what: "a column of an attribute that the company has not declared",
    do: imported("calls.csv", `${header},attributes.campaign\n${row},spring\n`),
    code: "attribute-undeclared",
    at: "",
    says: ["campaign", "attributes"],
  },
  {
    what: "a picture that is called a table",
    do: imported("calls.csv", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])),
    code: "file-type",
    at: "",
    says: ["CSV"],
  },
  {
    what: "lines of JSON that are called a table",
    do: imported("calls.csv", '{"source":"dialer"}\n'),
    code: "file-type",
    at: "",
    says: ["CSV"],
  },
  {
    what: "the attainment of a member who is not there",
    do: () => attainmentOf(database, companyId, { on, now: NOW, member: "rja" }),
    code: "not-found",
    at: "/member",
    says: ["rja"],
  },
  {
    what: "the explanation of a member who is not there",
    do: () => explainMember(database, companyId, { member: "rja", metric: "outbound-calls", on }),
    code: "not-found",
    at: "/member",
    says: ["rja"],
  },
  {
    what: "the explanation of a metric that there is not",
    do: () => explainMember(database, companyId, { member: "raj", metric: "calls", on }),
    code: "not-found",
    at: "/metric",
    says: ["calls"],
  },
  {
    what: "the tallies of a metric that there is not",
    do: () => talliesOf(database, companyId, { metric: "calls", from: on, before: on + 1, groupBy: "day" }),
    code: "not-found",
    at: "/metric",
    says: ["calls"],
  },
];

const stored = async (): Promise<unknown> => [
  await exportCompany(database, companyId),
  must(await listActivities(database, companyId, {})).activities.length,
];

test.each(cases.map((each) => [each.what, each] as const))("%s", async (_, { do: act, code, at, says }) => {
  const before = await stored();
  const outcome = await act();
  const [refusal] = outcome.ok ? [] : outcome.refusals;
  expect(refusal === undefined ? "taken" : `${refusal.code} ${refusal.pointer}`.trim()).toBe(`${code} ${at}`.trim());
  if (refusal === undefined) return;
  for (const each of says) expect(sentence(refusal, "en")).toContain(each);
  expect(sentence(refusal, "ko")).toMatch(/[가-힣]/);
  expect(await stored()).toEqual(before);
  expect((await readdir(folder)).filter((name) => name.endsWith(".rejected.csv"))).toEqual([]);
});
