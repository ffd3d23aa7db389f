import fc from "fast-check";
import { expect, test } from "vitest";
import { day, must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { isoDay } from "../domain/day.ts";
import { countActivities, type CountedBy, type CountsQuestion } from "./count-activities.ts";

const { database, owner } = await testDatabase();

const members = [
  { id: "raj", name: "Raj", team: "sales" },
  {
    id: "mina",
    name: "Mina",
    identities: [{ source: "crm", externalId: "M1" }],
    team: [{ value: "sales" }, { value: "support", from: "2026-03-04" }],
  },
  { id: "joe", name: "Joe" },
];
const company = (id: string) => ({
  company: { id, name: id, country: "US", timeZone: "America/New_York", currency: "USD", firstWeekday: "monday" },
  teams: [{ id: "all" }, { id: "sales", parent: "all" }, { id: "support", parent: "all" }],
  members,
});

type Item = {
  readonly source: string;
  readonly externalId?: string;
  readonly member: string;
  readonly kind: string;
  readonly direction?: string | undefined;
  readonly occurredOn: string;
  readonly prospect?: string | undefined;
  readonly total?: true;
  readonly quantity?: number;
  readonly voidReason?: string;
  readonly voidedAt?: string;
};

const days = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-08", "2026-04-01"];
const kinds = ["call", "email"];

const record = fc.record({
  source: fc.constantFrom("dialer", "crm"),
  member: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom("raj", "mina", "joe", "M1", "Diane") },
    { weight: 2, arbitrary: fc.constantFrom("raj:60%;mina:40%", "Diane;raj", "mina:50%;M1:50%", "Diane;Eve", "joe;raj;mina") },
  ),
  kind: fc.constantFrom(...kinds),
  direction: fc.constantFrom("outbound", "inbound", undefined),
  occurredOn: fc.constantFrom(...days),
  prospect: fc.constantFrom(undefined, "kim@acme.example", "kim@acme.example;lee@acme.example;bsky:mina"),
  isVoid: fc.integer({ min: 0, max: 4 }).map((roll) => roll === 0),
});

const total = fc.record({
  source: fc.constantFrom("note", "crm"),
  member: fc.constantFrom("raj", "mina", "Diane"),
  kind: fc.constantFrom(...kinds),
  direction: fc.constantFrom("outbound", undefined),
  occurredOn: fc.constantFrom(...days.slice(0, 3)),
  quantity: fc.integer({ min: 0, max: 9 }),
});

const itemsOf = (
  records: readonly (typeof record extends fc.Arbitrary<infer T> ? T : never)[],
  totals: readonly (typeof total extends fc.Arbitrary<infer T> ? T : never)[],
): readonly Item[] => [
  ...records.map(({ isVoid, ...each }, index) => ({
    ...each,
    externalId: `r${index}`,
    ...(isVoid ? { voidedAt: "2026-05-01T00:00:00Z", voidReason: "a mistake" } : {}),
  })),
  ...new Map(
    totals.map((each) => [[each.source, each.member, each.kind, each.occurredOn].join(), { ...each, total: true as const }]),
  ).values(),
];

/** Whom a source means by a reference, as a person reading the company's file would say. */
const readerOf = (source: string, reference: string): string =>
  reference === "M1" && source === "crm" ? "mina" : members.some(({ id }) => id === reference) ? reference : `${source}/${reference}`;

const teamOn = (member: string, on: string): string | null =>
  member === "raj" ? "sales" : member === "mina" ? (on < "2026-03-04" ? "sales" : "support") : null;

type Line = { readonly item: Item; readonly member: string; readonly record: string };

/** Every record once for each of its members, counted one by one: no SQL, no groups. */
const read = (items: readonly Item[], { from, before, team }: { from: string; before: string; team: string | undefined }) => {
  const isAsked = (member: string, on: string): boolean =>
    from <= on && on < before && (team === undefined || (team === "all" ? teamOn(member, on) !== null : teamOn(member, on) === team));
  const lines: Line[] = [];
  for (const item of items.filter((each) => each.total !== true && each.voidReason === undefined)) {
    const named = item.member.split(";").map((part) => readerOf(item.source, part.replace(/:\d+%$/, "")));
    for (const member of new Set(named)) lines.push({ item, member, record: `${item.source} ${item.externalId}` });
  }
  const told = new Map<string, number>();
  const add = (item: Item, member: string, count: number): void => {
    const key = [member, item.kind, item.direction ?? "-", item.occurredOn].join("|");
    told.set(key, (told.get(key) ?? 0) + count);
  };
  for (const { item, member } of lines) if (isAsked(member, item.occurredOn)) add(item, member, 1);
  const records = new Set(lines.filter(({ item, member }) => isAsked(member, item.occurredOn)).map((line) => line.record)).size;
  let added = 0;
  for (const on of days) {
    for (const kind of kinds) {
      const stated = items.filter((item) => item.total === true && item.kind === kind && item.occurredOn === on);
      for (const member of new Set(stated.map((item) => readerOf(item.source, item.member)))) {
        if (!isAsked(member, on)) continue;
        const own = stated.filter((item) => readerOf(item.source, item.member) === member);
        const there = lines.filter((line) => line.member === member && line.item.kind === kind && line.item.occurredOn === on);
        const most = (direction: string | undefined): number =>
          Math.max(0, ...own.filter((item) => item.direction === direction).map((item) => item.quantity ?? 0));
        const outbound = Math.max(0, most("outbound") - there.filter((line) => line.item.direction === "outbound").length);
        const any = Math.max(0, most(undefined) - there.length - outbound);
        for (const [direction, count] of [
          ["outbound", outbound],
          [undefined, any],
        ] as const) {
          if (count > 0) add({ source: "", member, kind, direction, occurredOn: on }, member, count);
          added += count;
        }
      }
    }
  }
  return { told, total: records + added };
};

const weekOf = (on: string): string => {
  const number = day(on);
  return isoDay(number - ((((number + 3) % 7) + 7) % 7));
};

const bucketOf = (on: string, by: readonly CountedBy[]): string =>
  by.includes("day") ? on : by.includes("week") ? weekOf(on) : by.includes("month") ? `${on.slice(0, 8)}01` : "";

const asked = fc.record({
  by: fc.constantFrom<readonly CountedBy[]>(
    ["member", "kind"],
    ["member"],
    ["member", "kind", "day"],
    ["member", "week"],
    ["member", "kind", "month"],
  ),
  from: fc.constantFrom("2026-03-01", "2026-03-01", "2026-03-03"),
  before: fc.constantFrom("2026-03-04", "2026-05-01", "2026-05-01"),
  team: fc.constantFrom(undefined, undefined, "all", "sales", "support"),
});

let made = 0;

test("counts straight from the log are what counting record by record gives", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 30, maxLength: 90, size: "max" }),
      fc.array(total, { maxLength: 24, size: "max" }),
      fc.array(asked, { minLength: 3, maxLength: 3 }),
      async (records, totals, questions) => {
        made += 1;
        const { companyId, record: send } = await openCompany(database, company(`c${made}`));
        const items = itemsOf(records, totals);
        if (items.length > 0) expect((await send(items)).rejected).toEqual([]);
        for (const { by, from, before, team } of questions) {
          const question: CountsQuestion = { by, from: day(from), before: day(before), ...(team === undefined ? {} : { team }) };
          const counted = must(await countActivities(database, companyId, question));
          const expected = read(items, { from, before, team });
          const folded = new Map<string, number>();
          for (const [key, count] of expected.told) {
            const [member = "", kind = "", direction = "", on = ""] = key.split("|");
            const row = [member, ...(by.includes("kind") ? [kind, direction] : []), bucketOf(on, by)].join("|");
            folded.set(row, (folded.get(row) ?? 0) + count);
          }
          const found = counted.rows.map((row): readonly [string, number] => [
            [
              row.member ?? `${row.source}/${row.reference}`,
              ...(by.includes("kind") ? [row.kind, row.direction ?? "-"] : []),
              row.day ?? "",
            ].join("|"),
            row.count,
          ]);
          expect(new Map(found)).toEqual(folded);
          expect(found.length).toBe(folded.size);
          expect(counted.total).toBe(expected.total);
          expect(counted.total + counted.shared).toBe([...folded.values()].reduce((sum, count) => sum + count, 0));
        }
      },
    ),
    { numRuns: 25, seed: Number(process.env["ATTAIN_TEST_SEED"] || Date.now() % 2 ** 31), endOnFailure: true },
  );
}, 120_000);

test("of two records of one act the preferred one counts, and what was taken back counts no more", async () => {
  const { companyId, record: send } = await openCompany(database, {
    ...company("same"),
    sources: [
      { id: "dialer", provenance: "captured" },
      { id: "crm", provenance: "self_reported" },
    ],
    sameActs: [{ sources: ["dialer", "crm"], kind: "call", withinSeconds: 300, prefer: "dialer" }],
  });
  const told = (source: string, externalId: string, occurredAt: string, more: object = {}) => ({
    source,
    externalId,
    member: "raj",
    kind: "call",
    occurredAt,
    prospect: "kim@acme.example",
    ...more,
  });
  const twice = told("crm", "2", "2026-03-02T15:03:00Z");
  await send([
    told("dialer", "1", "2026-03-02T15:00:00Z"),
    twice,
    told("crm", "3", "2026-03-02T20:00:00Z"),
    told("dialer", "4", "2026-03-03T03:00:00Z"),
  ]);
  const count = async () => must(await countActivities(database, companyId, { by: ["member", "day"] }));
  // 03:00 in London is the evening before in New York.
  expect(await count()).toMatchObject({
    total: 3,
    firstDay: "2026-03-02",
    lastDay: "2026-03-02",
    rows: [{ member: "raj", day: "2026-03-02", count: 3 }],
  });
  await send([told("dialer", "1", "2026-03-02T15:00:00Z", { voidedAt: "2026-03-04T00:00:00Z", voidReason: "a test call" })]);
  expect(await count()).toMatchObject({ total: 3 });
  await send([{ ...twice, voidedAt: "2026-03-04T00:00:00Z", voidReason: "none either" }]);
  expect(await count()).toMatchObject({ total: 2 });
});

test("who shares a record in another zone has it on the day that it was there", async () => {
  const file = company("zones");
  const { companyId, record: send } = await openCompany(database, {
    ...file,
    members: [...file.members, { id: "jin", name: "Jin", timeZone: "Asia/Seoul" }],
  });
  await send([{ source: "pbx", externalId: "1", member: "raj;jin", kind: "call", occurredAt: "2026-03-02T23:00:00Z" }]);
  expect(must(await countActivities(database, companyId, { by: ["member", "day"] }))).toMatchObject({
    total: 1,
    shared: 1,
    lastDay: "2026-03-03",
    rows: [
      { member: "jin", day: "2026-03-03", count: 1 },
      { member: "raj", day: "2026-03-02", count: 1 },
    ],
  });
  expect(must(await countActivities(database, companyId, { by: ["member"], from: day("2026-03-03") }))).toMatchObject({
    total: 1,
    shared: 0,
    rows: [{ member: "jin" }],
  });
  expect(must(await countActivities(database, companyId, { by: ["kind", "day"] })).rows).toMatchObject([{ day: "2026-03-02", count: 1 }]);
});

test("what nobody can read or answer is refused; where nothing came in there is nothing", async () => {
  const { companyId } = await openCompany(database, company("refused"));
  const ask = (question: CountsQuestion) => countActivities(database, companyId, question);
  expect(must(await ask({ by: ["member", "kind"] }))).toMatchObject({ total: 0, firstDay: null, rows: [], kinds: [] });
  expect(await ask({ by: ["member"], team: "sale" })).toMatchObject({
    refusals: [{ code: "not-found", values: { hint: { en: ' Did you mean "sales"?' } } }],
  });
  expect(await ask({ by: ["day", "month"] })).toMatchObject({ refusals: [{ code: "counts-by-twice", pointer: "/by" }] });
  await owner.pool.query(
    `insert into activities (company_id, source, external_id, member_reference, local_day, ordered_at, time_zone, kind, provenance, content_hash, rank_at)
     select $1, 'pbx', i::text, 'Ext ' || i % 700, date '2026-03-01' + i / 700, now(), 'UTC', 'call', 'imported', '', '-infinity' from generate_series(0, 20999) i`,
    [companyId],
  );
  expect(await ask({ by: ["member", "day"] })).toMatchObject({ refusals: [{ code: "counts-many", values: { limit: "20,000" } }] });
  expect(must(await ask({ by: ["member", "week"] }))).toMatchObject({ total: 21_000, unattributed: 21_000 });
  expect(must(await ask({ by: ["day"], from: day("2026-03-03"), before: day("2026-03-04") })).rows).toEqual([
    { day: "2026-03-03", count: 700 },
  ]);
  expect(must(await ask({ by: ["day"], from: day("2026-03-04"), before: day("2026-03-04") }))).toMatchObject({
    from: "2026-03-04",
    total: 0,
    rows: [],
  });
});
