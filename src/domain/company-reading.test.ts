import { expect, test } from "vitest";
import { changesBetween } from "./company-changes.ts";
import type { CompanyFile, MemberEntry, MetricEntry, PlanEntry } from "./company-file.ts";
import { readCompany } from "./company-reading.ts";
import { companyFileOf } from "./company-writing.ts";
import type { Settings } from "./company.ts";
import { isoDay, parseDay, type Day } from "./day.ts";
import { heldOn } from "./member.ts";

const day = (text: string): Day => {
  const read = parseDay(text, "");
  if (!read.ok) throw new Error(text);
  return read.value;
};

const file = (more: Partial<CompanyFile>): CompanyFile => ({
  company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
  ...more,
});

const applied = (input: CompanyFile, before: Settings | null, on: string): Settings => {
  const outcome = readCompany(input, before, day(on));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};

const codes = (input: CompanyFile, before: Settings | null, on: string): readonly string[] => {
  const outcome = readCompany(input, before, day(on));
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
};

const told = (before: Settings | null, after: Settings): readonly string[] => changesBetween(before, after).map(({ words }) => words.en);
const toldInKorean = (before: Settings | null, after: Settings): readonly string[] =>
  changesBetween(before, after).map(({ words }) => words.ko);

const teams = [{ id: "sales" }, { id: "advisers", parent: "sales" }];
const raj = (more: Partial<MemberEntry>): CompanyFile => file({ teams, members: [{ id: "raj", name: "Raj", ...more }] });
const calls: MetricEntry = { id: "calls", where: 'kind == "call"' };
const week: PlanEntry = { id: "week", cadence: "week", startsOn: "2026-01-05", require: { metric: "calls", target: 250 } };

const teamOfRaj = (settings: Settings): readonly string[] =>
  settings.members[0]?.team.map(({ value, from }) => `${Number.isFinite(from) ? isoDay(from) : "…"} ${value ?? "none"}`) ?? [];

test("one value says what holds now: what held until yesterday stays", () => {
  const first = applied(raj({ team: "sales" }), null, "2026-03-02");
  expect(teamOfRaj(first)).toEqual(["… sales"]);
  const moved = applied(raj({ team: "advisers" }), first, "2026-03-09");
  expect(teamOfRaj(moved)).toEqual(["… sales", "2026-03-09 advisers"]);
  expect(told(first, moved)).toEqual(["member raj: team sales → sales; 2026-03-09: advisers"]);
  const back = applied(raj({ team: "sales" }), moved, "2026-03-09");
  expect(teamOfRaj(back)).toEqual(["… sales"]);
  const none = applied(raj({}), moved, "2026-03-16");
  expect(teamOfRaj(none)).toEqual(["… sales", "2026-03-09 advisers", "2026-03-16 none"]);
  expect(heldOn(none.members[0]?.team ?? [], day("2026-03-20"))).toBeNull();
});

test("a list is the whole history, and may mend the past", () => {
  const first = applied(raj({ team: "sales" }), null, "2026-03-02");
  const mended = applied(
    raj({ team: [{ value: "advisers" }, { value: "sales", from: "2026-01-05" }, { value: "sales", from: "2026-02-02" }] }),
    first,
    "2026-03-09",
  );
  expect(teamOfRaj(mended)).toEqual(["… advisers", "2026-01-05 sales"]);
});

test("a later version of a metric leaves the first as it was, named again or not", () => {
  const first = applied(file({ metrics: [calls] }), null, "2026-03-02");
  const longer = { ...calls, where: 'kind == "call" && durationSeconds >= 60', startsOn: "2026-04-01" };
  for (const metrics of [[calls, longer], [longer]]) {
    const later = applied(file({ metrics }), first, "2026-03-09");
    expect(later.metrics[0]?.versions.map(({ version, startsOn, where }) => [version, startsOn, where])).toEqual([
      [1, -Infinity, calls.where],
      [2, day("2026-04-01"), longer.where],
    ]);
    expect(told(first, later)).toEqual(['metric calls: where kind == "call" → kind == "call" && durationSeconds >= 60, from 2026-04-01']);
  }
});

test("a version that starts in the future may be replaced or taken out until it holds", () => {
  const first = applied(file({ metrics: [calls, { ...calls, where: 'kind == "email"', startsOn: "2026-04-01" }] }), null, "2026-03-02");
  expect(applied(file({ metrics: [calls] }), first, "2026-03-31").metrics[0]?.versions).toHaveLength(1);
  expect(
    applied(file({ metrics: [calls, { ...calls, where: 'kind == "demo"', startsOn: "2026-04-01" }] }), first, "2026-03-31").metrics[0]
      ?.versions[1]?.where,
  ).toBe('kind == "demo"');
  expect(applied(file({ metrics: [calls] }), first, "2026-04-01").metrics[0]?.versions).toHaveLength(2);
  expect(codes(file({ metrics: [calls, { ...calls, where: 'kind == "demo"', startsOn: "2026-04-01" }] }), first, "2026-04-01")).toEqual([
    "version-held",
  ]);
});

test("another spelling of a rule is no other rule, and a name may be mended", () => {
  const first = applied(
    file({ metrics: [{ ...calls, where: 'kind=="call"&&(direction == "outbound")', provenance: ["imported", "captured"] }] }),
    null,
    "2026-03-02",
  );
  const spelt = applied(
    file({
      metrics: [{ ...calls, name: "Calls", where: "kind == 'call' && direction == 'outbound'", provenance: ["captured", "imported"] }],
    }),
    first,
    "2026-03-09",
  );
  expect(spelt.metrics[0]?.versions).toHaveLength(1);
  expect(told(first, spelt)).toContain("metric calls: name calls → Calls");
});

test("a raise starts with a period, and the sentence names the next one", () => {
  const first = applied(file({ metrics: [calls], plans: [week] }), null, "2026-03-02");
  const raised = { ...week, require: { metric: "calls", target: 300 } };
  const outcome = readCompany(file({ metrics: [calls], plans: [raised] }), first, day("2026-03-04"));
  expect(outcome.ok ? [] : outcome.refusals).toMatchObject([{ code: "version-held", values: { earliest: "2026-03-09" } }]);
  const later = applied(file({ metrics: [calls], plans: [week, { ...raised, startsOn: "2026-03-09" }] }), first, "2026-03-04");
  expect(told(first, later)).toEqual(["plan week: require 250 calls → 300 calls, from 2026-03-09"]);
  expect(toldInKorean(first, later)).toEqual(["활동 기준 week: require 250 calls → 300 calls, 2026-03-09부터"]);
});

test("what the file no longer names ends and keeps its number; named again it is there again", () => {
  const first = applied({ ...raj({ team: "sales" }), metrics: [calls], plans: [week] }, null, "2026-03-02");
  const empty = applied(file({}), first, "2026-03-09");
  expect(empty).toMatchObject({
    teams: [{ ended: true }, { ended: true }],
    members: [{ number: 1, ended: true, employedBefore: day("2026-03-09") }],
    metrics: [{ number: 1, ended: true }],
    plans: [{ number: 1, endedOn: day("2026-03-09") }],
  });
  expect(told(first, empty)).toEqual([
    "team sales: ended",
    "team advisers: ended",
    "member raj: ended",
    "member raj: employedThrough nothing → 2026-03-08",
    "metric calls: ended",
    "plan week: ended, from 2026-03-09",
  ]);
  expect(applied(file({}), empty, "2026-03-16")).toEqual(empty);
  const again = applied(
    { ...raj({ team: "sales" }), metrics: [{ id: "demos", where: 'kind == "demo"' }, calls], plans: [week] },
    empty,
    "2026-03-16",
  );
  expect(again.metrics.map(({ number, id, ended }) => [number, id, ended])).toEqual([
    [1, "calls", false],
    [2, "demos", false],
  ]);
  expect(told(empty, again)).toContain("plan week: there again");
});

test("a shorthand is a metric and a quota in one, shared by all that say the same", () => {
  const settings = applied(
    file({
      kinds: [{ id: "house-visit", name: { en: "House visits", ko: "가정 방문" } }],
      plans: [
        { id: "a", cadence: "day", require: { kind: "call", direction: "outbound", target: 50 } },
        {
          id: "b",
          cadence: "week",
          require: {
            allOf: [
              { kind: "call", direction: "outbound", target: 250 },
              { kind: "house-visit", outcome: "held", target: 2 },
            ],
          },
        },
      ],
    }),
    null,
    "2026-03-02",
  );
  expect(settings.metrics.map(({ id, versions: [{ where, name }] }) => ({ id, where, name }))).toEqual([
    { id: "call-outbound", where: 'kind == "call" && direction == "outbound"', name: { en: "Calls (outbound)", ko: "전화 (발신)" } },
    {
      id: "house-visit-held",
      where: 'kind == "house-visit" && outcome == "held"',
      name: { en: "House visits (held)", ko: "가정 방문 (held)" },
    },
  ]);
  expect(settings.plans[0]?.versions[0].require).toEqual({ type: "quota", metric: "call-outbound", target: 500_000n });
  expect(applied(companyFileOf(settings), settings, "2026-03-02")).toEqual(settings);
});

test("targets are in the units of their metrics, exactly", () => {
  const settings = applied(
    file({
      metrics: [
        calls,
        { id: "revenue", where: "true", measure: { sum: "amount" } },
        { id: "won", where: "true", measure: { sum: "amount", currency: "KRW" } },
        { id: "talk", where: "true", measure: { sum: "durationSeconds" } },
      ],
      plans: [
        {
          ...week,
          require: {
            allOf: [
              { metric: "calls", target: 2.5 },
              { metric: "revenue", target: "60000.10" },
              { metric: "won", target: 3_000_000 },
              { metric: "talk", target: 3600 },
              { metric: "calls", target: -0 },
            ],
          },
        },
      ],
    }),
    null,
    "2026-03-02",
  );
  const require = settings.plans[0]?.versions[0].require;
  expect(require?.type === "allOf" ? require.parts.map((part) => (part.type === "quota" ? part.target : null)) : []).toEqual([
    25_000n,
    6_000_010n,
    3_000_000n,
    3600n,
    0n,
  ]);
});

test("the same address, code or identity may pass from somebody who has ended to somebody else", () => {
  const marks = { email: "desk@northwind.example", code: "17", identities: [{ source: "crm", externalId: "7" }] };
  const first = applied(raj(marks), null, "2026-03-02");
  const next = applied(file({ members: [{ id: "mina", name: "Mina", ...marks }] }), first, "2026-03-09");
  expect(next.members.map(({ number, id, ended }) => [number, id, ended])).toEqual([
    [1, "raj", true],
    [2, "mina", false],
  ]);
  expect(
    codes(
      file({
        members: [
          { id: "mina", name: "Mina", ...marks },
          { id: "raj", name: "Raj", ...marks },
        ],
      }),
      first,
      "2026-03-09",
    ),
  ).toEqual(["email-repeated", "code-repeated", "identity-repeated"]);
});

test("zones are kept under the name of today, addresses in small letters", () => {
  const settings = applied(raj({ timeZone: "Asia/Calcutta", email: "Raj@Northwind.Example" }), null, "2026-03-02");
  expect(settings.members[0]).toMatchObject({ timeZone: [{ value: "Asia/Kolkata" }], email: "raj@northwind.example" });
});

test("a team may end while its former members remember it", () => {
  const before = applied(raj({ team: [{ value: "advisers" }, { value: "sales", from: "2026-02-02" }] }), null, "2026-03-02");
  const after = applied(
    { ...raj({ team: [{ value: "advisers" }, { value: "sales", from: "2026-02-02" }] }), teams: [{ id: "sales" }] },
    before,
    "2026-03-09",
  );
  expect(after.teams.map(({ id, ended }) => [id, ended])).toEqual([
    ["sales", false],
    ["advisers", true],
  ]);
});

test("two plans meet in named days of named members", () => {
  const members: MemberEntry[] = ["a", "b", "c", "d", "e", "f", "g"].map((id) => ({
    id,
    name: id,
    ...(id === "b" ? { employedThrough: "2026-02-01" } : {}),
  }));
  const outcome = readCompany(
    file({
      members,
      metrics: [calls],
      plans: [
        { ...week, endedOn: "2026-03-09" },
        { ...week, id: "other", startsOn: "2026-02-02" },
      ],
    }),
    null,
    day("2026-03-04"),
  );
  expect(outcome.ok ? [] : outcome.refusals).toMatchObject([
    {
      code: "plan-conflict",
      pointer: "/plans/1",
      values: {
        plan: "week",
        other: "other",
        metric: "calls",
        cadence: "week",
        members: { en: "a, c, d, e, f and 1 more", ko: "a, c, d, e, f 외 1명" },
        days: { en: "2026-02-02 to 2026-03-08" },
      },
    },
  ]);
});
