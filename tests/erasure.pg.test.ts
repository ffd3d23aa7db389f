import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, describe, expect, test } from "vitest";
import { acknowledgeStatement } from "../src/operations/acknowledge-statement.ts";
import { addDisputeFile } from "../src/operations/add-dispute-file.ts";
import { followLink } from "../src/operations/follow-link.ts";
import { makeLinks } from "../src/operations/make-links.ts";
import { recordSignals } from "../src/operations/record-signals.ts";
import { newSecret } from "../src/operations/secret.ts";
import { closePeriod } from "../src/operations/close-period.ts";
import { commentDispute } from "../src/operations/comment-dispute.ts";
import { countMetrics } from "../src/operations/count-metrics.ts";
import { draftPlan } from "../src/operations/draft-plan.ts";
import { erasePerson } from "../src/operations/erase-person.ts";
import { importProspects } from "../src/operations/import-prospects.ts";
import { mergeProspects } from "../src/operations/merge-prospects.ts";
import { raiseDispute } from "../src/operations/raise-dispute.ts";
import { recordOpportunities } from "../src/operations/record-opportunities.ts";
import { requestLeave } from "../src/operations/request-leave.ts";
import { ruleActivity } from "../src/operations/rule-activity.ts";
import { suggestMerge } from "../src/operations/suggest-merge.ts";
import { importStore, takeIn } from "../src/operations/uploads/import-store.ts";
import { receiveImport } from "../src/operations/receive-import.ts";
import { verifyCompany } from "../src/operations/verify-company.ts";
import { readLeave } from "../src/domain/leave-reading.ts";
import { inCompany } from "../src/store/database.ts";
import { keepUser } from "../src/store/users.ts";
import { testApi } from "./api.ts";
import { columnsThatHold, plantInEveryColumn, textColumns, treatmentOf, type GivenRow } from "./every-column.ts";
import { day, instant, must, NOW, openCompany, type Product } from "./product.ts";
import { testDatabase } from "./test-database.ts";

const { database, owner } = await testDatabase();
const { ask, keyOf } = await testApi(database);
const folder = mkdtempSync(join(tmpdir(), "attain-erasure-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const importsOf = (id: string) => importStore(join(folder, id));

/** Everything that is stored, as text: each row of each table, bytes as hexadecimal, and every file. */
const dump = async (companyId: number, id: string): Promise<string> => {
  const { rows: tables } = await owner.pool.query<{ name: string }>(
    "select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' order by 1",
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await owner.pool.query<{ row: string }>(`select t::text as row from ${name} t where company_id = $1`, [companyId]);
    texts.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  for (const file of readdirSync(join(folder, id), { recursive: true, withFileTypes: true }))
    if (file.isFile()) texts.push(`file: ${readFileSync(join(file.parentPath, file.name), "utf8")}`);
  return texts.join("\n");
};

const show = (found: readonly string[]): readonly string[] => {
  if (found.length > 0 && process.env["SHOW_HITS"] !== undefined) console.error(found.join("\n"));
  return found;
};

/** Where a string is stored, as it is or as the hexadecimal of its bytes. */
const hits = (text: string, strings: readonly string[]): readonly string[] =>
  strings.flatMap((each) => {
    const hex = Buffer.from(each).toString("hex");
    return text
      .split("\n")
      .filter((line) => line.toLowerCase().includes(each.toLowerCase()) || line.includes(hex))
      .map((line) => `${each} in ${line.slice(0, 300)}`);
  });

const tallies = async (companyId: number): Promise<unknown> => {
  const { rows } = await owner.pool.query(
    "select metric_numbers, member_numbers, local_days, amounts from tally_changes where company_id = $1 order by change_number",
    [companyId],
  );
  return rows;
};

const prospect = {
  name: "Wilhelmina Featherstone",
  email: "wilhelmina@featherstone.example",
  phone: "+14155550123",
  strings: [
    "Wilhelmina Featherstone",
    "wilhelmina@featherstone.example",
    "4155550123",
    "415-555-0123",
    "bsky:wilhelmina.f",
    "allergic to walnuts",
    "walnut file",
  ],
};
const member = {
  name: "Balthazar Quibble",
  email: "balthazar.quibble@hill.example",
  strings: ["Balthazar", "Quibble", "balthazar.quibble@hill.example", "agent-0077", "dentist at noon", "spoke too fast", "my bad week"],
};

const company = (id: string) => ({
  company: { id, name: "Hill", country: "US", timeZone: "UTC", currency: "USD" },
  sources: ["dialer", "crm"].map((source) => ({ id: source, provenance: "captured" })),
  attributes: { note: "string", premium: "int" },
  teams: [{ id: "sales" }],
  members: [
    {
      id: "balthazar-quibble",
      name: { en: member.name, ko: "발타자르 퀴블" },
      email: member.email,
      team: "sales",
      identities: [{ source: "dialer", externalId: "agent-0077" }],
    },
    { id: "kim", name: "Kim", role: "manager", team: "sales" },
    { id: "ops", name: "Ops", role: "operations" },
  ],
  topics: [{ id: "retirement", name: "Retirement", phrases: ["retirement planning"] }],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "walnuts", where: 'kind == "call" && subject.contains("walnuts")' },
    { id: "noted", where: 'kind == "call" && attributes.note == "VIP"' },
    { id: "proven", where: 'kind == "call" && hasEvidence' },
    { id: "reached", where: 'kind == "call" && !(attributes.note == "cold")', oncePer: { prospect: "month" } },
    { id: "premium", where: 'kind == "call"', measure: { sum: "attributes.premium" } },
    { id: "revenue", where: 'kind == "deal_won" && attributes.note == "VIP"', measure: { sum: "amount" } },
    { id: "opened", where: 'kind == "opportunity_opened"' },
  ],
  plans: [{ id: "monthly", cadence: "month", require: { metric: "calls", target: 3 }, for: { members: ["balthazar-quibble"] } }],
});

const call = (externalId: string, more: object = {}) => ({
  source: "dialer",
  externalId,
  member: "agent-0077",
  kind: "call",
  occurredAt: "2026-03-03T15:00:00Z",
  ...more,
});

const opportunities = [
  {
    source: "crm",
    externalId: "o1",
    name: "Wilhelmina Featherstone renews",
    owner: member.email,
    prospect: prospect.email,
    product: "Walnut desk",
    amount: "1200.00",
    currency: "USD",
    openedOn: "2026-03-02",
    closedOn: "2026-03-09",
    outcome: "won",
    url: "https://crm.example/wilhelmina@featherstone.example",
    attributes: { note: "VIP", premium: 250 },
  },
  {
    source: "crm",
    externalId: "o2",
    name: "asked by Balthazar Quibble",
    owner: "kim",
    prospect: "third@x.example",
    openedOn: "2026-03-03",
  },
  { source: "crm", externalId: "o3", owner: member.email, prospect: "third@x.example", openedOn: "2026-03-04" },
];

const records = [
  call("p1", {
    prospect: prospect.email,
    subject: "Talk with Wilhelmina Featherstone, allergic to walnuts",
    url: "https://crm.example/wilhelmina@featherstone.example",
    evidence: "https://files.example/wilhelmina@featherstone.example.mp3",
    attributes: { note: "VIP", premium: 250 },
  }),
  call("p2", { prospect: prospect.phone, occurredAt: "2026-03-04T15:00:00Z", attributes: { note: "cold" } }),
  call("p3", { prospect: `${prospect.email};other@x.example`, member: `${member.email}:60%;kim:40%`, occurredAt: "2026-03-05T15:00:00Z" }),
  call("p4", {
    prospect: "bsky:wilhelmina.f",
    occurredAt: "2026-03-06T15:00:00Z",
    subject: "no answer",
    attributes: { note: "allergic to walnuts" },
  }),
  call("p5", {
    prospect: prospect.email,
    occurredAt: "2026-03-06T16:00:00Z",
    voidedAt: "2026-03-07T15:00:00Z",
    voidReason: "Wilhelmina Featherstone hung up on Balthazar Quibble",
  }),
  call("n1", {
    prospect: "third@x.example",
    member: "kim",
    subject: "asked about Wilhelmina  Featherstone (415-555-0123)",
    occurredAt: "2026-03-07T15:00:00Z",
  }),
  call("n2", { member: "kim", subject: "walnuts for Balthazar Quibble", occurredAt: "2026-03-08T15:00:00Z" }),
  call("x1", { member: "kim", prospect: "third@x.example", occurredAt: "2026-03-09T15:00:00Z", subject: "walnuts" }),
];

const NOW_OF = { now: NOW };
const at = { now: instant("2026-06-30T12:00:00Z") };

/** What came from outside, what went out, and by what the member signs in. */
const atDoors = async (companyId: number): Promise<void> => {
  const both = JSON.stringify({ who: [prospect.email, prospect.name, member.name, member.email] });
  const told = `no such person: ${prospect.email}, ${member.email}`;
  const [first] = (await owner.pool.query<{ user: number }>("select user_number as user from users where company_id = $1", [companyId]))
    .rows;
  const insert = (table: string, row: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const columns = Object.keys({ company_id: companyId, ...row });
    const values = [companyId, ...Object.values(row)];
    return owner.pool.query(
      `insert into ${table} (${columns.join(", ")}) values (${values.map((_, place) => `$${place + 1}`).join(", ")})`,
      values,
    );
  };
  const [user_number, bytes] = [first?.user, Buffer.from("x")];
  await insert("sessions", { secret_hash: bytes, user_number, agent: `the phone of ${member.name}` });
  const theirs = Buffer.from(member.email);
  const keys = { credential_id: theirs, user_handle: theirs, public_key: theirs, counter: 0, transports: [] };
  await insert("passkeys", { user_number, name: `the key of ${member.name}`, ...keys });
  await owner.pool.query("update users set password_hash = $2 where company_id = $1", [companyId, `the password of ${member.name}`]);
  await insert("oidc_links", { issuer: "https://id.example", subject: member.email, user_number });
  await insert("reset_requests", { email_key: member.email });
  const endpoint = {
    token_hash: bytes,
    token: bytes,
    source: "crm",
    scheme: "{}",
    secret: bytes,
    map: both,
    created_by: "balthazar-quibble",
  };
  await insert("hook_endpoints", { endpoint_number: 1, id: "crm", name: `the CRM of ${member.name}`, ...endpoint });
  const over = { suspended_at: "2026-06-29T00:00:00Z", ended_at: null, ended_by: null };
  await insert("hook_endpoints", { endpoint_number: 2, id: "paused", name: "Paused", ...endpoint, token_hash: Buffer.from("y"), ...over });
  const ended = { ended_at: "2026-06-29T00:00:00Z", ended_by: "kim" };
  await insert("hook_endpoints", { endpoint_number: 3, id: "ended", name: "Ended", ...endpoint, token_hash: Buffer.from("z"), ...ended });
  const escaped = (text: string): string => [...text].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
  const waiting = [both, `{"who":"${escaped(prospect.name)}","by":"${escaped(member.name)}"}`, `no JSON: ${told}`];
  for (const [endpoint_number, delivery_id, state, body] of [
    [1, "quarantined", "quarantined", both],
    [1, "done", "done", null],
    ...[1, 2, 3].flatMap((number) => waiting.map((each, place) => [number, `waiting-${place}`, "waiting", each] as const)),
    ...[1, 2].map((number) => [number, "another's", "waiting", '{"who":"somebody@else.example","by":"kim"}'] as const),
  ] as const)
    await insert("hook_requests", {
      endpoint_number,
      delivery_id,
      headers: both,
      body_hash: bytes,
      body: body && Buffer.from(body),
      state,
      problems: both,
    });
  const webhook = { url: bytes, events: [], shape: "text", language: "en", secret: bytes, created_by: "balthazar-quibble" };
  await insert("webhooks", { webhook_number: 1, id: "chat", name: `the chat of ${member.name}`, ...webhook });
  const event = { type: "attain.quota.met", subject: member.name, data: both, happened_at: "2026-06-30T00:00:00Z" };
  await insert("webhook_events", { event_number: 1, id: `event-${companyId}`, ...event });
  await insert("webhook_deliveries", { delivery_number: 1, webhook_number: 1, event_number: 1, next_at: "2026-06-30T00:00:00Z" });
  await insert("webhook_attempts", {
    delivery_number: 1,
    attempt: 1,
    tried_at: "2026-06-30T00:00:00Z",
    milliseconds: 1,
    status: 500,
    answer: told,
  });
  await insert("event_outbox", { events: both });
};

const said = "'2026-06-30T12:00:00Z'";

/** Rows of what the company below has none of, or none with everything that such a row may say. */
const rowsBesides: Readonly<Record<string, GivenRow>> = {
  account_links: { purpose: "'reset'" },
  activity_acts: { act: "'attest'" },
  adjustments: {
    subject: "'member'",
    subject_number: "1",
    content: `'{"subject":{"id":"balthazar-quibble","type":"member"}}'`,
  },
  closures: {
    closure_number: "99",
    ...{ starts_on: "'2020-03-01'", ends_before: "'2020-04-01'", reason: "'x'" },
    ...{ reopened_at: said, reopened_by: "'x'", reopen_reason: "'x'" },
  },
  contact_bases: { kind: "'consent'", evidence: "'x'" },
  drafts: { id: "'dropped'", state: "'discarded'", decided_by: "'x'", decided_at: said },
  erasures: { what: "'prospect'", subject_number: "99" },
  follow_up_acts: { act: "'reason'" },
  import_maps: { what: "'activities'", header: "array['x']" },
  kept_answers: { sealed_answer: "''" },
  leaves: {
    leave_number: "99",
    ...{ state: "'withdrawn'", starts_on: "'2020-03-02'", ends_before: "'2020-03-03'", off: "100" },
    ...{ decided_by: "'x'", decided_at: said, reason: "'x'", withdrawn_by: "'x'", withdrawn_at: said, withdrawal_reason: "'x'" },
  },
  link_acts: { act: "'link'", source: "'crm'", other_source: "'dialer'" },
  loads: { starts_on: "'2020-03-02'", ends_before: "'2020-03-03'" },
  one_to_one_notes: { member_number: "1", by_number: "2" },
  opt_outs: { domain: "'x'", list: "'x'", reason: "'x'", withdrawn_by: "'x'", withdrawal_reason: "'x'" },
  question_answers: { answer: "'fine'" },
  reward_disputes: { outcome: "'rejected'", amount_minor: "0", reason: "'x'", decided_by: "'x'", decided_at: said },
  reward_steps: { step: "'withdrawn'", reason: "'x'" },
  suggestion_acts: { act: "'claim'", by_number: "1" },
  target_words: { holder: "'member'" },
};

/** Columns of a person's own in which nothing can stand that says who it is, and why. */
const nameless: Readonly<Record<string, string>> = {
  "activities.content_hash": "a hash, which goes all the same: what it is of could be tried out",
  "activity_revisions.content_hash": "the same of an earlier state",
  "opportunity_revisions.content_hash": "the same of a state of an opportunity",
  "prospects.time_zone": "one of the names of zones, which goes all the same",
  "users.language": "en or ko, which goes all the same",
  "users.theme": "light or dark, which goes all the same",
};

/** What the prospect did, and others who name her. */
const signals = async (companyId: number): Promise<void> => {
  const signal = { source: "board", kind: "reply", occurredAt: "2026-03-02T01:00:00Z" };
  const { rejected } = await recordSignals(
    database,
    companyId,
    [
      {
        ...signal,
        externalId: `of ${prospect.email}`,
        author: prospect.email,
        text: "retirement planning: I am allergic to walnuts, my walnut file says",
        url: `https://board.example/${prospect.email}`,
        evidence: `https://board.example/${prospect.email}.png`,
      },
      {
        ...signal,
        kind: "mention",
        externalId: "of another",
        author: "x:another",
        text: "retirement planning, says Wilhelmina Featherstone to Balthazar Quibble",
      },
    ],
    NOW_OF,
  );
  expect(rejected).toEqual([]);
  const secret = newSecret();
  const [message] = must(
    await makeLinks(
      database,
      companyId,
      { recipients: [prospect.email], links: [{ url: `https://example.com/?for=${prospect.email}` }], sentAt: "2026-03-01T00:00:00Z" },
      { ...NOW_OF, secret, publicUrl: new URL("https://attain.example") },
    ),
  ).messages;
  const name = new URL(message?.links[0]?.address ?? "").pathname.slice("/r/".length);
  const agent = `Mozilla/5.0 Chrome/130.0 of ${prospect.email}`;
  must(await followLink(database, secret, { name, at: NOW, method: "GET", purpose: "", userAgent: agent, network: prospect.email }));
};

/** A company in which both are everywhere. */
const everywhere = async (id: string): Promise<Product & { readonly id: string }> => {
  const product = await openCompany(database, company(id), "2026-01-01");
  const { companyId, record, apply } = product;
  await inCompany(database, companyId, (tx) =>
    keepUser(tx, companyId, {
      id: "balthazar-quibble",
      email: member.email,
      emailKey: member.email,
      memberNumber: 1,
      roles: ["rep"],
      by: "local",
    }),
  );
  must(
    await importProspects(database, companyId, {
      from: {
        stream: Readable.from([
          `id,name,email,phone,stage,time_zone,attributes.note\nP-1,${prospect.name},${prospect.email},415-555-0123,customer,America/New_York,allergic to walnuts\n`,
        ]),
      },
      fileName: "Wilhelmina Featherstone.csv",
      rejectedPath: null,
    }),
  );
  const tellOpportunities = (items: readonly unknown[]) =>
    recordOpportunities(database, companyId, items, { now: NOW, defaultProvenance: "imported" });
  await tellOpportunities(opportunities);
  await tellOpportunities([{ ...opportunities[0], amount: "1100.00", revisedAt: "2026-03-20T00:00:00Z" }]);
  await record(records);
  await signals(companyId);
  const answer = { signal: `board:of ${prospect.email}`, subject: "Talk with Wilhelmina Featherstone: allergic to walnuts" };
  await record([{ ...records[0], ...answer, revisedAt: "2026-03-10T00:00:00Z" }]);
  await record([
    call("r1", { occurredAt: "2026-03-12T15:00:00Z", revisedAt: "2026-03-12T16:00:00Z" }),
    call("r1", { occurredAt: "2026-03-12T15:00:00Z", revisedAt: "2026-03-12T17:00:00Z", member: "kim" }),
  ]);
  await record([{ ...records[1], subject: "an older word of Wilhelmina Featherstone", revisedAt: "2026-03-01T00:00:00Z" }]);
  must(
    await suggestMerge(
      database,
      companyId,
      { keep: prospect.email, other: "bsky:wilhelmina.f", reason: "Wilhelmina Featherstone twice" },
      { by: "kim" },
    ),
  );
  must(
    await mergeProspects(
      database,
      companyId,
      { keep: prospect.email, other: "bsky:wilhelmina.f", reason: "one Wilhelmina Featherstone" },
      { by: "balthazar-quibble" },
    ),
  );
  must(
    await ruleActivity(
      database,
      companyId,
      { source: "dialer", externalId: "p2" },
      {
        metric: "noted",
        counts: true,
        reason: "Wilhelmina Featherstone is one",
        by: member.email,
      },
    ),
  );
  must(
    await raiseDispute(
      database,
      companyId,
      {
        by: "balthazar-quibble",
        record: { source: "dialer", externalId: "p4" },
        metric: "proven",
        counts: true,
        reason: "my bad week with wilhelmina@featherstone.example",
        evidence: null,
      },
      at,
    ),
  );
  must(await commentDispute(database, companyId, { number: 1, by: "kim", said: "Balthazar Quibble spoke too fast", evidence: null }, at));
  must(
    await addDisputeFile(
      database,
      companyId,
      { number: 1, by: "balthazar-quibble", name: "Balthazar.txt", content: Buffer.from("walnut file") },
      at,
    ),
  );
  must(
    await raiseDispute(
      database,
      companyId,
      {
        by: "balthazar-quibble",
        missing: { kind: "call", occurredOn: "2026-03-11", prospect: prospect.email, subject: "Wilhelmina Featherstone" },
        reason: "my bad week",
        evidence: null,
      },
      at,
    ),
  );
  must(
    await requestLeave(
      database,
      companyId,
      must(readLeave({ member: "balthazar-quibble", from: "2026-05-04", through: "2026-05-05", note: "dentist at noon" })),
      { by: "balthazar-quibble" },
    ),
  );
  must(
    await draftPlan(database, companyId, {
      id: "q3",
      name: "For Balthazar Quibble",
      input: { plans: [{ id: "q3", cadence: "month", require: { metric: "calls", target: 5 }, for: { members: ["balthazar-quibble"] } }] },
      by: "balthazar-quibble",
    }),
  );
  await countMetrics(database, companyId);
  must(
    await closePeriod(
      database,
      companyId,
      { cadence: "month", on: day("2026-03-01"), despite: "Balthazar Quibble says so" },
      { by: "kim", ...at },
    ),
  );
  must(await acknowledgeStatement(database, companyId, 1, { by: "balthazar-quibble", remark: "my bad week" }));
  const csv = `source,external_id,member,kind,occurred_at,prospect\ndialer,w1,agent-0077,call,2026-03-02T10:00:00Z,${prospect.email}\n`;
  const arrived = must(
    await takeIn(importsOf(id), Readable.from([csv]), 1_000_000, () => {
      throw new Error("too much");
    }),
  );
  must(
    await receiveImport(
      database,
      companyId,
      importsOf(id),
      { arrived, fileName: "Balthazar Quibble.csv", what: "activities", map: undefined },
      {
        by: "balthazar-quibble",
        language: "en",
        now: NOW,
      },
    ),
  );
  await atDoors(companyId);
  // Who has left, and may be erased.
  const left = company(id);
  must(
    await apply(
      { ...left, members: left.members.map((each, place) => (place === 0 ? { ...each, employedThrough: "2026-05-31" } : each)) },
      "2026-06-30",
    ),
  );
  await countMetrics(database, companyId);
  // Of who has left it is nobody's, and names them all the same.
  await record([
    call("late", { occurredAt: "2026-06-10T15:00:00Z" }),
    call("late2", { occurredAt: "2026-06-10T15:00:00Z", member: member.email }),
  ]);
  return { ...product, id };
};

/** The opportunities once more, and as later states: nothing of them is new, and none of them holds. */
const toldAgain = async (companyId: number): Promise<void> => {
  const tell = (items: readonly unknown[]) => recordOpportunities(database, companyId, items, { now: NOW, defaultProvenance: "imported" });
  expect(await tell(opportunities)).toMatchObject({ accepted: 0, stale: 0 });
  expect(await tell(opportunities.map((each) => ({ ...each, revisedAt: "2026-06-01T00:00:00Z" })))).toMatchObject({ accepted: 0 });
};

const equal = async (companyId: number): Promise<void> => {
  const verified = await verifyCompany(database, companyId);
  expect(verified.metrics.flatMap(({ differences, holders }) => [...differences, ...holders])).toEqual([]);
  expect(verified).toMatchObject({ equal: true });
};

const attainment = async ({ rows }: Product): Promise<unknown> =>
  (await rows({ on: "2026-03-31" })).map(({ plan, status, requirement }) => [plan, status, requirement]);

/** The same, and whatever people may write into any other column names both. */
const inEveryColumn = async (id: string): Promise<Product & { readonly id: string }> => {
  const product = await everywhere(id);
  const strings = [prospect.name, prospect.email, member.name, member.email];
  await plantInEveryColumn(owner, product.companyId, { id: "balthazar-quibble", strings }, rowsBesides);
  return product;
};

test("every column that may name somebody names both before they are erased, and no other does; a column that nobody has thought of fails", async () => {
  const { companyId } = await inEveryColumn("eight");
  const held = await columnsThatHold(owner, companyId, [...prospect.strings, ...member.strings, "balthazar-quibble"]);
  const unlike = (await textColumns(owner.pool)).flatMap((each) => {
    const place = `${each.table}.${each.column}`;
    const treatment = treatmentOf(each);
    if (treatment === undefined) return [`${place}: what it says of a person is not told in personal-columns.ts`];
    const mayHold = treatment !== "ours" && treatment !== "sealed" && nameless[place] === undefined;
    if (mayHold === held.has(place)) return [];
    return [mayHold ? `${place}: nobody is named there before the erasure` : `${place}: somebody is named there`];
  });
  expect(unlike).toEqual([]);
});

describe("a prospect who is erased", () => {
  test("leaves no word anywhere, and every count as it was; told again nothing counts and nothing is stored", async () => {
    const product = await inEveryColumn("one");
    const { companyId, record } = product;
    await equal(companyId);
    expect(hits(await dump(companyId, product.id), prospect.strings).length).toBeGreaterThan(20);
    const before = [await tallies(companyId), await attainment(product)];

    const erased = must(
      await erasePerson(
        database,
        companyId,
        { prospect: prospect.email },
        { reason: "asked for it", by: "kim", imports: importsOf(product.id) },
      ),
    );
    expect(erased).toMatchObject({ what: "prospect", importsDiscarded: 1 });
    expect(show(hits(await dump(companyId, product.id), prospect.strings))).toEqual([]);
    expect([await tallies(companyId), await attainment(product)]).toEqual(before);
    await equal(companyId);

    expect(await record(records)).toMatchObject({ accepted: 0, revised: 0, stale: 0 });
    await toldAgain(companyId);
    expect(await record(records.map((each) => ({ ...each, revisedAt: "2026-06-01T00:00:00Z", outcome: "connected" })))).toMatchObject({
      accepted: 0,
    });
    must(
      await importProspects(database, companyId, {
        from: { stream: Readable.from([`id,name,email,phone\nP-1,${prospect.name},${prospect.email},415-555-0123\n`]) },
        fileName: "again.csv",
        rejectedPath: join(folder, product.id, "again.rejected.csv"),
      }),
    );
    expect(show(hits(await dump(companyId, product.id), prospect.strings))).toEqual([]);
    await equal(companyId);
  });

  test("is told of in a new record: it counts, and nothing of the person is stored", async () => {
    const product = await everywhere("two");
    const { companyId, record } = product;
    must(
      await erasePerson(
        database,
        companyId,
        { prospect: prospect.email },
        { reason: "asked for it", by: "kim", imports: importsOf(product.id) },
      ),
    );
    const again = call("new", {
      prospect: "415-555-0123",
      member: "kim",
      subject: "allergic to walnuts",
      attributes: { note: "walnut file", premium: 5 },
    });
    expect(await record([again])).toMatchObject({ accepted: 1 });
    expect(show(hits(await dump(companyId, product.id), prospect.strings))).toEqual([]);
    const { rows } = await owner.pool.query(
      "select subject, attributes, prospect_reference from activities where company_id = $1 and external_id = 'new'",
      [companyId],
    );
    expect(rows).toEqual([{ subject: null, attributes: { premium: 5 }, prospect_reference: expect.stringMatching(/^erased-\d+$/) }]);
    await equal(companyId);
  });
});

test("what a metric had found in a record before it was erased stays; one that asks anew finds nothing there", async () => {
  const product = await everywhere("three");
  const { companyId, apply } = product;
  const counted = async (metric: string): Promise<string | undefined> => {
    const { rows } = await owner.pool.query<{ sum: string }>(
      `select coalesce(sum(d.amount), 0)::text as sum from (
         select unnest(metric_numbers) as metric, unnest(amounts) as amount from tally_changes where company_id = $1
         union all select metric_number, amount from tally_days where company_id = $1) d
       join metrics m on m.company_id = $1 and m.metric_number = d.metric where m.id = $2`,
      [companyId, metric],
    );
    return rows[0]?.sum;
  };
  const before = await Promise.all(["walnuts", "noted", "proven", "reached", "premium"].map(counted));
  must(
    await erasePerson(
      database,
      companyId,
      { prospect: prospect.email },
      { reason: "asked for it", by: "kim", imports: importsOf(product.id) },
    ),
  );
  const file = company("three");
  const members = file.members.map((each, place) => (place === 0 ? { ...each, employedThrough: "2026-05-31" } : each));
  must(
    await apply(
      {
        ...file,
        members,
        metrics: [
          ...file.metrics,
          { id: "talks", where: 'subject.contains("Talk")' },
          { id: "again", where: 'subject.contains("walnuts")' },
        ],
      },
      "2026-06-30",
    ),
  );
  await countMetrics(database, companyId);
  expect(await Promise.all(["walnuts", "noted", "proven", "reached", "premium"].map(counted))).toEqual(before);
  // Nobody had asked for "Talk"; for the walnuts somebody had.
  expect([await counted("talks"), await counted("again")]).toEqual(["0", before[0]]);
  await equal(companyId);
});

describe("a member who is erased", () => {
  test("leaves no word anywhere, and every count and statement as it was; told again nothing counts and nothing is stored", async () => {
    const product = await inEveryColumn("four");
    const { companyId, record, apply } = product;
    const own = (): Promise<string> => dump(companyId, product.id);
    expect(hits(await own(), member.strings).length).toBeGreaterThan(20);
    const before = [await tallies(companyId), await attainment(product)];
    const statements = async () =>
      (
        await owner.pool.query(
          "select content::jsonb - 'subject' as content from statements where company_id = $1 order by statement_number",
          [companyId],
        )
      ).rows;
    const stated = await statements();

    const erased = must(
      await erasePerson(
        database,
        companyId,
        { member: "balthazar-quibble" },
        { reason: "asked for it", by: "kim", imports: importsOf(product.id) },
      ),
    );
    expect(erased).toMatchObject({ what: "member", id: expect.stringMatching(/^erased-\d+$/) });
    expect(show(hits(await own(), [...member.strings, "balthazar-quibble"]))).toEqual([]);
    expect([await tallies(companyId), await attainment(product)]).toEqual(before);
    expect(await statements()).toEqual(stated);
    await equal(companyId);

    expect(await record(records.filter(({ externalId }) => externalId !== "x1"))).toMatchObject({ accepted: 0, revised: 0, stale: 0 });
    await toldAgain(companyId);
    expect(await record([call("new-of-theirs"), call("by-address", { member: member.email })])).toMatchObject({
      accepted: 2,
      unattributed: 0,
    });
    expect(await apply(company("four"), "2026-06-30")).toMatchObject({
      ok: false,
      refusals: [{ code: "person-erased", pointer: "/members/0" }],
    });
    expect(show(hits(await own(), [...member.strings, "balthazar-quibble"]))).toEqual([]);
    await equal(companyId);
  });

  test("who is still employed is not", async () => {
    const product = await everywhere("five");
    expect(await erasePerson(database, product.companyId, { member: "kim" }, { reason: "x", by: "ops" })).toMatchObject({
      ok: false,
      refusals: [{ code: "erasure-employed", pointer: "/member" }],
    });
  });

  test("who has the only admin's account is not, before somebody else is one", async () => {
    const { companyId } = await everywhere("six");
    await owner.pool.query("update users set roles = '{admin}' where company_id = $1 and id = 'balthazar-quibble'", [companyId]);
    const erase = () => erasePerson(database, companyId, { member: "balthazar-quibble" }, { reason: "x", by: "ops" });
    expect(await erase()).toMatchObject({ ok: false, refusals: [{ code: "user-last-admin" }] });
    const email = "second@six.example";
    await inCompany(database, companyId, (tx) =>
      keepUser(tx, companyId, { id: "second", email, emailKey: email, memberNumber: null, roles: ["admin"], by: "test" }),
    );
    expect(await erase()).toMatchObject({ ok: true });
  });
});

test("what waits at a hook is forgotten if it tells of who was erased, wherever it waits; what waits of others stays", async () => {
  const { companyId } = await everywhere("hooks");
  must(await erasePerson(database, companyId, { prospect: prospect.email }, { reason: "asked for it", by: "kim" }));
  const { rows } = await owner.pool.query<{ endpoint: number; delivery: string | null; state: string; body: boolean; code: string }>(
    `select endpoint_number as endpoint, delivery_id as delivery, state, body is not null as body, problems -> 0 ->> 'code' as code
     from hook_requests where company_id = $1 and state <> 'done' order by request_number`,
    [companyId],
  );
  const dropped = { delivery: null, state: "quarantined", body: false, code: "hook-body-erased" };
  const kept = { delivery: "another's", state: "waiting", body: true };
  expect(rows).toMatchObject([
    { endpoint: 1, delivery: "quarantined", state: "quarantined", body: false },
    ...[1, 2, 3].flatMap((endpoint) => Array.from({ length: 3 }, () => ({ ...dropped, endpoint }))),
    ...[1, 2].map((endpoint) => ({ ...kept, endpoint })),
  ]);
  const { rows: told } = await owner.pool.query<{ events: string }>(
    "select events::text as events from event_outbox where company_id = $1 and events::text like '%attain.hook.quarantined%'",
    [companyId],
  );
  expect(told.map(({ events }) => events.match(/"endpoint"/g)?.length ?? 0).reduce((sum, each) => sum + each, 0)).toBe(9);
});

test("an answer that is kept to be given again tells nobody of who was erased since, and what was asked is not done again", async () => {
  const { companyId } = await everywhere("seven");
  const headers = { ...(await keyOf("seven")), "idempotency-key": "once" };
  const request = {
    method: "POST",
    url: "/api/v1/members",
    headers,
    payload: { members: [{ id: "new", name: "Wilhelmina Featherstone" }] },
  } as const;
  const first = await ask(request);
  expect(first.text).toContain("new");
  expect(await ask(request)).toMatchObject({ status: first.status, text: first.text });
  must(await erasePerson(database, companyId, { prospect: prospect.email }, { reason: "asked for it", by: "kim" }));
  expect(await ask(request)).toMatchObject({ status: 409, body: { code: "idempotency-answer-erased" } });
});
