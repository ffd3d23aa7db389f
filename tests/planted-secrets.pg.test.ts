import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions } from "fastify";
import { afterAll, describe, expect, test } from "vitest";
import { parseSpan } from "../src/domain/day.ts";
import { countMetrics } from "../src/operations/count-metrics.ts";
import { importActivities } from "../src/operations/import-activities.ts";
import { importLeaves } from "../src/operations/import-leaves.ts";
import { importMembers } from "../src/operations/import-members.ts";
import { importProspects } from "../src/operations/import-prospects.ts";
import { loadActivities } from "../src/operations/load-activities.ts";
import { runImport } from "../src/operations/run-import.ts";
import { importStore } from "../src/operations/uploads/import-store.ts";
import { testApi } from "./api.ts";
import { must, openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

/**
 * A resident registration number and a payment card are put into every text of every request and every file, one text after the other. Afterwards neither is
 * in any table, file, log or answer. The numbers are made up; their check digits are right (src/domain/secret-number.test.ts).
 */

const RESIDENT = "900101-1234568";
const CARD = "4111111111111111";
/** As they may have been written, and what normalising could make of them. */
const spellings = [RESIDENT, "9001011234568", CARD, "4111-1111-1111-1111", "4111 1111 1111 1111"];
const found = (text: string): readonly string[] => spellings.filter((each) => text.includes(each));

const { database, owner } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-planted-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = importStore(join(folder, "imports"));

const company = {
  company: { id: "northwind", name: "Northwind", country: "KR", timeZone: "Asia/Seoul", currency: "KRW", domains: ["northwind.example"] },
  kinds: [{ id: "house-visit", name: { en: "House visit", ko: "가정 방문" } }],
  sources: [{ id: "crm", provenance: "self_reported" }],
  attributes: { campaign: "string", premium: "money", term: "int" },
  teams: [{ id: "sales", name: "Sales" }],
  members: [
    { id: "raj", name: "Raj", email: "raj@northwind.example", team: "sales", identities: [{ source: "crm", externalId: "005A" }] },
    { id: "kim", name: "Kim", email: "kim@northwind.example", role: "manager", team: "sales" },
  ],
  metrics: [
    { id: "calls", name: "Calls", where: 'kind == "call" && subject != "test"' },
    { id: "long", name: "Long calls", where: 'kind == "call" && durationSeconds >= 60' },
  ],
  plans: [{ id: "monthly", name: { en: "Monthly", ko: "월간" }, cadence: "month", require: { metric: "calls", target: 20 } }],
};
const { companyId } = await openCompany(database, company);
await openCompany(database, { company: { id: "other", name: "Other", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" } });
const { app, ask, keyOf, faults } = await testApi(database, { imports: store });
const headers = { "attain-company": "northwind", ...(await keyOf("northwind")) };

const record = {
  source: "dialer",
  externalId: "call-1",
  member: "raj",
  kind: "call",
  direction: "outbound",
  occurredAt: "2026-03-02T10:00:00+09:00",
  durationSeconds: 41,
  outcome: "connected",
  prospect: "mina@acme.example",
  provenance: "imported",
  subject: "renewal",
  url: "https://crm.example/1",
  evidence: "https://crm.example/2",
  attributes: { campaign: "spring", premium: "1200", term: 10 },
  revisedAt: "2026-03-03T10:00:00Z",
  voidedAt: "2026-03-03T10:00:00Z",
  voidReason: "entered twice",
};
const claim = {
  by: "raj",
  record: { source: "dialer", externalId: "claimed" },
  metric: "long",
  reason: "cut off",
  evidence: "https://x.example/1",
};
const order = { keep: "mina@acme.example", other: "+821012345678", reason: "asked her" };
const calendar =
  "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a-1\r\nDTSTART;VALUE=DATE:20280126\r\nSUMMARY:설날\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

type Door = {
  readonly name: string;
  readonly method: "POST" | "PUT" | "DELETE" | "GET";
  readonly url: string;
  readonly body?: unknown;
  readonly type?: string;
  /** Left out: what is planted nowhere is taken. A claim that is only asked to be refused otherwise says so. */
  readonly taken?: number;
};

/** In their order: what one makes the next may need. */
const doors: readonly Door[] = [
  { name: "the company's file", method: "PUT", url: "/api/v1/company?reason=spring", body: company },
  { name: "the company's file in YAML", method: "PUT", url: "/api/v1/company", body: JSON.stringify(company), type: "application/yaml" },
  { name: "an activity", method: "POST", url: "/api/v1/activities", body: record },
  {
    name: "activities",
    method: "POST",
    url: "/api/v1/activities",
    body: [record, { ...record, externalId: "call-2", voidedAt: null, voidReason: null }],
  },
  { name: "all or none", method: "POST", url: "/api/v1/activities?atomic=true", body: [{ ...record, externalId: "call-3" }] },
  { name: "lines of activities", method: "POST", url: "/api/v1/activities", body: JSON.stringify(record), type: "application/x-ndjson" },
  {
    name: "shared by members and prospects",
    method: "POST",
    url: "/api/v1/activities",
    body: {
      ...record,
      externalId: "joint",
      member: "raj:60%;kim:40%",
      prospect: "bsky:mina;id:P-1;+821012345678",
      voidedAt: null,
      voidReason: null,
    },
  },
  {
    name: "a record to claim",
    method: "POST",
    url: "/api/v1/activities",
    body: { source: "dialer", externalId: "claimed", member: "raj", kind: "call", occurredAt: "2026-03-02T11:00:00Z", durationSeconds: 50 },
  },
  {
    name: "of nobody known",
    method: "POST",
    url: "/api/v1/activities",
    body: { ...record, externalId: "nobody", member: "Diane", voidedAt: null, voidReason: null },
  },
  {
    name: "an entered record",
    method: "POST",
    url: "/api/v1/attested-activities",
    body: { member: "raj", kind: "call", occurredOn: "2026-03-05", subject: "by hand", reason: "the dialer was down", externalId: "a-1" },
  },
  {
    name: "a ruling",
    method: "POST",
    url: "/api/v1/activities/dialer/joint/rulings",
    body: { metric: "long", counts: true, reason: "cut off" },
  },
  { name: "a void", method: "DELETE", url: "/api/v1/activities/dialer/call-2?reason=twice" },
  { name: "a restoring", method: "DELETE", url: "/api/v1/activities/dialer/call-2/void?reason=not+twice" },
  {
    name: "members",
    method: "POST",
    url: "/api/v1/members",
    body: { members: [{ name: "Joe", email: "joe@northwind.example", identities: [{ source: "dialer", externalId: "Joe" }] }] },
  },
  { name: "an identity", method: "POST", url: "/api/v1/members/kim/identities", body: { source: "dialer", externalId: "Kim K." } },
  { name: "a quota", method: "POST", url: "/api/v1/quotas", body: { kind: "call", cadence: "week", target: 5, direction: "outbound" } },
  {
    name: "a leave",
    method: "POST",
    url: "/api/v1/leaves",
    body: { member: "raj", from: "2026-03-30", through: "2026-04-01", kind: "sick", note: "fever" },
  },
  { name: "its decision", method: "POST", url: "/api/v1/leaves/1/decision", body: { approve: true, reason: "get well" } },
  { name: "its withdrawal", method: "POST", url: "/api/v1/leaves/1/withdrawal", body: { reason: "worked" } },
  { name: "a dispute", method: "POST", url: "/api/v1/disputes", body: claim },
  {
    name: "a dispute about what is missing",
    method: "POST",
    url: "/api/v1/disputes",
    body: {
      by: "raj",
      missing: { kind: "call", occurredOn: "2026-03-04", subject: "by phone", prospect: "mina@acme.example" },
      reason: "not there",
    },
  },
  {
    name: "a comment",
    method: "POST",
    url: "/api/v1/disputes/D-1/comments",
    body: { by: "kim", text: "which?", evidence: "https://x.example/1" },
  },
  {
    name: "a file of a dispute",
    method: "POST",
    url: "/api/v1/disputes/D-1/files?by=raj&name=note.txt",
    body: "seen at noon",
    type: "application/octet-stream",
  },
  {
    name: "a decision",
    method: "POST",
    url: "/api/v1/disputes/D-1/decision",
    body: { by: "kim", upheld: true, reason: "seen in the log" },
  },
  { name: "a withdrawn dispute", method: "POST", url: "/api/v1/disputes/D-2/withdrawal", body: { by: "raj", reason: "found it" } },
  { name: "a merge", method: "POST", url: "/api/v1/merges", body: order },
  { name: "an unmerge", method: "POST", url: "/api/v1/unmerges", body: { prospect: order.other, reason: "her husband's" } },
  { name: "a suggested merge", method: "POST", url: "/api/v1/merge-suggestions", body: { ...order, other: "bsky:mina" } },
  { name: "its decision", method: "POST", url: "/api/v1/merge-suggestions/1/decision", body: { merge: false, reason: "two people" } },
  {
    name: "a draft",
    method: "PUT",
    url: "/api/v1/drafts/q2?name=Second+quarter",
    body: { metrics: [{ id: "talk", name: "Talk", where: 'kind == "call" && subject == "x"' }], plans: [] },
  },
  {
    name: "its publication",
    method: "POST",
    url: "/api/v1/drafts/q2/publication",
    body: { startsOn: "2199-12-01", reason: "longer talks" },
  },
  {
    name: "targets",
    method: "PUT",
    url: "/api/v1/targets/calls-2126?metric=calls&cadence=month&reason=new",
    body: [{ member: "raj", period: "2126-04", target: 50, reason: "a new territory" }],
  },
  {
    name: "a sheet of targets",
    method: "PUT",
    url: "/api/v1/targets/calls-2127?metric=calls",
    body: "member,2127-04\nraj,60\n",
    type: "text/csv",
  },
  { name: "a calendar", method: "POST", url: "/api/v1/calendars/acme/imports?years=2028", body: calendar, type: "text/calendar" },
  { name: "a closure", method: "POST", url: "/api/v1/closures", body: { cadence: "month", on: "2026-03-31", despite: "all there" } },
  { name: "what a member says to a statement", method: "POST", url: "/api/v1/statements/1/acknowledgement", body: { remark: "seen" } },
  {
    name: "a reopening",
    method: "POST",
    url: "/api/v1/reopenings",
    body: { cadence: "month", on: "2026-03-31", reason: "a list came late" },
  },
  {
    name: "a follow-up",
    method: "POST",
    url: "/api/v1/follow-ups",
    body: { member: "raj", plan: "monthly", on: "2026-03-01", act: "reason", by: "raj", text: "training" },
  },
  {
    name: "a redating",
    method: "POST",
    url: "/api/v1/redatings",
    body: { from: "2026-03-01", before: "2026-03-10", member: "raj", reason: "zone" },
    taken: 0,
  },
  { name: "notices read", method: "POST", url: "/api/v1/notices/reading", body: { member: "raj" } },
  {
    name: "a kept map",
    method: "PUT",
    url: "/api/v1/import-maps/phone",
    body: {
      name: "Phone",
      what: "activities",
      header: ["Call Id", "Agent"],
      map: { source: "phone", columns: { external_id: "Call Id", member: "Agent", occurred_on: "Day" }, constants: { kind: "call" } },
    },
  },
];

/** A number beside other text, and alone as ids stand. */
const planted = (secret: string): readonly string[] => [secret, `a ${secret} b`];

/** The value with each of its texts replaced in turn, and with a field more that is named so. */
const variantsOf = (value: unknown, put: string): readonly unknown[] => {
  if (typeof value === "string") return [put];
  if (typeof value === "number") return [Number(put.replace(/\D/g, ""))];
  if (Array.isArray(value)) return value.flatMap((each, index) => variantsOf(each, put).map((changed) => value.with(index, changed)));
  if (typeof value !== "object" || value === null) return [];
  return [
    ...Object.entries(value).flatMap(([name, each]) => variantsOf(each, put).map((changed) => ({ ...value, [name]: changed }))),
    { ...value, [put]: "x" },
  ];
};

/** Each line or word of a text in turn. */
const textVariants = (text: string, put: string): readonly string[] =>
  [...text.matchAll(/[\p{L}\p{N}._@+-]+/gu)].map(({ 0: word, index }) => text.slice(0, index) + put + text.slice(index + word.length));

const urlVariants = (url: string, put: string): readonly string[] => {
  const [path = "", query = ""] = url.split("?");
  const parts = path.split("/");
  const paths = parts.flatMap((part, index) => (index > 3 && part !== "" ? [parts.with(index, encodeURIComponent(put)).join("/")] : []));
  const pairs = [...new URLSearchParams(query)];
  const queries = pairs.map(([name], index) => {
    const changed = new URLSearchParams(pairs.map(([each, value], at) => [each, at === index ? put : value]));
    return `${path}?${changed.toString()}&${encodeURIComponent(put)}=1`.replace(`?&`, `?`).replace(new RegExp(`(${name}=)`), "$1");
  });
  return [...paths.map((each) => (query === "" ? each : `${each}?${query}`)), ...queries, `${path}?${encodeURIComponent(put)}=1`];
};

const requestOf = ({ method, body, type = "application/json" }: Door, url: string, content: unknown): InjectOptions => ({
  method,
  url,
  headers: { ...headers, ...(body === undefined ? {} : { "content-type": type }) },
  ...(body === undefined ? {} : { payload: typeof content === "string" ? content : JSON.stringify(content) }),
});

const echoes: string[] = [];
let lastAnswer = "";
/** What is there already is changed whatever it is. */
const send = async (door: Door, url: string, content: unknown): Promise<number> => {
  const request = requestOf(door, url, content);
  const inject = (more: Readonly<Record<string, string>>) =>
    app.inject({ ...request, headers: { host: "localhost", ...more, ...request.headers } });
  const first = await inject({});
  const answer = first.statusCode === 428 ? await inject({ "if-match": "*" }) : first;
  if (found(answer.body).length > 0) echoes.push(`${door.name}: ${answer.body.slice(0, 300)}`);
  lastAnswer = answer.body.slice(0, 600);
  return answer.statusCode;
};

const plant = async (door: Door, secret: string): Promise<number> => {
  let sent = 0;
  for (const put of planted(secret)) {
    const { body } = door;
    const contents = typeof body === "string" ? textVariants(body, put) : body === undefined ? [] : variantsOf(body, put);
    for (const content of contents) await send(door, door.url, content);
    for (const url of urlVariants(door.url, put)) await send(door, url, body);
    sent += contents.length;
  }
  return sent;
};

const boundary = "----planted";
const upload = (content: string, fileName: string, texts: Readonly<Record<string, string>> = {}): InjectOptions => ({
  method: "POST",
  url: "/api/v1/imports",
  headers: { ...headers, "content-type": `multipart/form-data; boundary=${boundary}` },
  payload: [
    ...Object.entries(texts).map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n${content}\r\n--${boundary}--\r\n`,
  ].join(""),
});

const csvHeader =
  "source,external_id,member,kind,direction,occurred_at,duration_seconds,outcome,prospect,quantity,provenance,subject,url,void_reason,mood";
const csvRow = (id: string): string =>
  `dialer,${id},raj,call,outbound,2026-03-02T10:00:00Z,41,connected,mina@acme.example,1,imported,renewal,https://x.example/1,,fine`;

const worker = {
  id: "00000000-0000-4000-8000-000000000003",
  isStopping: () => false,
  hearFault: (error: unknown) => void runFaults.push(error),
};
const runFaults: unknown[] = [];

const sendFile = async (
  content: string,
  fileName = "calls.csv",
  texts: Readonly<Record<string, string>> = {},
  confirmation: object = {},
): Promise<number> => {
  const request = upload(content, fileName, texts);
  const answer = await app.inject({ ...request, headers: { host: "localhost", ...request.headers } });
  if (found(answer.body).length > 0) echoes.push(`upload: ${answer.body.slice(0, 300)}`);
  if (answer.statusCode !== 201) return answer.statusCode;
  const { id } = answer.json<{ id: string }>();
  const url = `/api/v1/imports/${id}`;
  const confirmed = await app.inject({
    method: "POST",
    url: `${url}/confirmation`,
    payload: confirmation,
    headers: { ...headers, host: "localhost" },
  });
  await runImport(database, companyId, store, worker);
  const shown = await app.inject({ url, headers: { ...headers, host: "localhost" } });
  const rejected = await app.inject({ url: `${url}/rejected`, headers: { ...headers, host: "localhost" } });
  for (const each of [confirmed, shown, rejected]) if (found(each.body).length > 0) echoes.push(`import: ${each.body.slice(0, 300)}`);
  if (confirmed.statusCode !== 202) await app.inject({ method: "DELETE", url, headers: { ...headers, host: "localhost" } });
  return answer.statusCode;
};

/** Everything that the database keeps, of all companies, with bytes as the text that they are. */
const dump = async (): Promise<ReadonlyMap<string, string>> => {
  const { rows: columns } = await owner.pool.query<{ table: string; column: string; type: string }>(`
    select table_name as "table", column_name as "column", data_type as "type" from information_schema.columns
    where table_schema = 'public' and table_name in (select tablename from pg_tables where schemaname = 'public') order by 1, ordinal_position`);
  const tables = new Map<string, string>();
  for (const table of new Set(columns.map((each) => each.table))) {
    const texts = columns
      .filter((each) => each.table === table)
      .map(({ column, type }) => (type === "bytea" ? `encode("${column}", 'escape')` : `"${column}"::text`));
    const { rows } = await owner.pool.query<{ row: string }>(`select concat_ws(' | ', ${texts.join(", ")}) as row from "${table}"`);
    tables.set(table, rows.map(({ row }) => row).join("\n"));
  }
  return tables;
};

const inDatabase = async (): Promise<readonly string[]> =>
  [...(await dump())].flatMap(([table, text]) =>
    text.split("\n").flatMap((line) => (found(line).length > 0 ? [`${table}: ${line.slice(0, 300)}`] : [])),
  );

const inFolder = (path: string): readonly string[] =>
  readdirSync(path).flatMap((name) => {
    const at = join(path, name);
    if (statSync(at).isDirectory()) return inFolder(at);
    return found(readFileSync(at, "latin1")).length > 0 || found(name).length > 0 ? [at] : [];
  });

describe("a number that may be stored nowhere, in every text of a request", () => {
  test.each(doors.map((door) => [door.name, door] as const))("%s", async (_name, door) => {
    await countMetrics(database, companyId);
    let sent = 0;
    for (const secret of [RESIDENT, CARD]) sent += await plant(door, secret);
    // What holds none is taken: else the door was shut anyhow, and planting showed nothing.
    const status = await send(door, door.url, door.body);
    if (door.taken !== 0) expect([status, lastAnswer]).toEqual([200, expect.anything()]);
    expect(sent > 0 || door.body === undefined).toBe(true);
  });
});

describe("in every cell, name and map of a file that is sent", () => {
  test.each([RESIDENT, CARD])("%s", async (secret) => {
    for (const put of planted(secret)) {
      const cells = csvRow("x").split(",");
      for (const [index] of cells.entries()) {
        const content = [csvHeader, csvRow(`good-${index}`), cells.with(index, put).join(","), ""].join("\n");
        await sendFile(content);
      }
      const names = csvHeader.split(",");
      for (const [index] of names.entries()) await sendFile([names.with(index, put).join(","), csvRow("y"), ""].join("\n"));
      await sendFile([csvHeader, csvRow("z"), ""].join("\n"), `${put}.csv`);
      await sendFile([csvHeader, csvRow("z"), ""].join("\n"), "calls.csv", { what: put });
      await sendFile("a,b\n1,2\n", "calls.csv", {
        map: `source: ${put}\ncolumns: { external_id: a, member: b }\nconstants: { kind: call, occurred_on: 2026-03-02 }`,
      });
      await sendFile([csvHeader, csvRow("z"), ""].join("\n"), "calls.csv", {}, { saveMapAs: put });
      await sendFile([csvHeader, csvRow("z"), ""].join("\n"), "calls.csv", {}, { addMembers: [{ reference: put, name: "Joe" }] });
      await sendFile(
        [csvHeader, csvRow("z"), ""].join("\n"),
        "calls.csv",
        {},
        { addMembers: [{ reference: "Joe", name: put, email: `${put}@x.example` }] },
      );
      await sendFile(`${JSON.stringify(record)}\n${JSON.stringify({ ...record, subject: put })}\n{"${put}`, "calls.ndjson");
      await sendFile(
        `Agent,Date,Note\nDiane,2026-03-02,${put}\nJoe,2026-03-02,x\nJoe,2026-03-03,y\n`,
        "sheet.csv",
        {},
        { addMembers: true },
      );
    }
  });

  test("a column of them refuses the file as a whole, and names the column", async () => {
    const rows = [1, 2, 3].map((each) => `${csvRow(`col-${each}`).slice(0, -4)}${RESIDENT}`);
    const answer = await ask(upload([csvHeader, ...rows, ""].join("\n"), "calls.csv"));
    expect(answer).toMatchObject({ status: 422, body: { code: "secret-column" } });
    expect(answer.body["detail"]).toContain('Column 15 ("mood")');
    expect(existsSync(store.folder) ? readdirSync(store.folder).filter((name) => !name.endsWith(".rejected")) : []).toEqual([]);
  });
});

test("in files that a command imports, their names and what was rejected of them", async () => {
  const importers = { activities: importActivities, prospects: importProspects, members: importMembers, leaves: importLeaves };
  const contents: Readonly<Record<keyof typeof importers, readonly [header: string, row: string]>> = {
    activities: [csvHeader, csvRow("cli")],
    prospects: ["id,name,email,phone,handle,stage,owner,segment", "p-1,Mina,mina@acme.example,+821012345678,bsky:mina,opportunity,raj,smb"],
    members: ["id,name,email,code,team,phase,identities.crm", "joe2,Joe,joe2@northwind.example,C1,sales,new,J-1"],
    leaves: ["member,from,through,kind,note", "raj,2026-05-04,2026-05-05,vacation,hiking"],
  };
  for (const secret of [RESIDENT, CARD]) {
    for (const [what, importer] of Object.entries(importers)) {
      const [header, row] = contents[what as keyof typeof importers];
      const cells = row.split(",");
      for (const [index] of cells.entries()) {
        const path = join(folder, "typed.csv");
        writeFileSync(path, `${header}\n${row}\n${cells.with(index, secret).join(",")}\n`);
        await importer(database, companyId, {
          from: { path },
          fileName: `${secret}.csv`,
          rejectedPath: join(folder, "typed.rejected.csv"),
        });
        rmSync(path);
      }
    }
    const path = join(folder, "whole.csv");
    writeFileSync(path, `${csvHeader}\n${csvRow("whole")}\n`);
    const span = must(parseSpan("2026-03-02", "2026-03-03", { from: "", before: "" }));
    const input = { from: { path }, fileName: `${secret}.csv`, rejectedPath: null, span, sources: ["dialer"], by: "test" };
    must(await loadActivities(database, companyId, input, () => Promise.resolve(true)));
    rmSync(path);
  }
});

test("neither is in any table, file, log or answer", async () => {
  expect(await inDatabase()).toEqual([]);
  expect(inFolder(folder)).toEqual([]);
  expect(echoes).toEqual([]);
  expect([...faults, ...runFaults].map(String)).toEqual([]);
});

test("the same search finds a number that was put into a table, a file of a table, or a folder by hand", async () => {
  await owner.pool.query(
    `update prospects set name = 'Mina ${RESIDENT}' where prospect_number = (select min(prospect_number) from prospects)`,
  );
  await owner.pool.query("update dispute_files set content = $1", [Buffer.from(`card ${CARD}`)]);
  expect((await inDatabase()).map((each) => each.split(":")[0])).toEqual(["dispute_files", "prospects"]);
  writeFileSync(join(folder, "left.csv"), CARD);
  expect(inFolder(folder)).toEqual([join(folder, "left.csv")]);
});
