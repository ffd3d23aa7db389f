import { expect } from "vitest";
import { scopes } from "../../src/domain/access.ts";
import { isoDay } from "../../src/domain/day.ts";
import { civilOfDay, dayOfCivil } from "../../src/domain/civil.ts";
import { dayIn } from "../../src/domain/instant.ts";
import { sql } from "kysely";
import { runImport } from "../../src/operations/run-import.ts";
import type { ImportStore } from "../../src/operations/uploads/import-store.ts";
import { inCompany, type Database } from "../../src/store/database.ts";
import { byKey, signedIn, type Shown } from "../accounts.ts";
import type { TestApi } from "../api.ts";
import { openCompany } from "../product.ts";

/**
 * Two companies in which everything is marked with whose it is: its id or a text in it holds the member's id, and what people call things holds
 * the id after `qz`, which no request names.
 */
const today = dayIn("UTC", BigInt(Date.now()) * 1000n);
const { year, month } = civilOfDay(today);
const before = (months: number): number => {
  const at = year * 12 + month - 1 - months;
  return dayOfCivil(Math.floor(at / 12), (at % 12) + 1, 1);
};

/** Of the last month that is over: its third day, its first, and the first after it. */
export const days = {
  on: isoDay(before(1) + 2),
  from: isoDay(before(1)),
  before: isoDay(before(0)),
  monthOf: isoDay(before(1)).slice(0, 7),
  today: isoDay(today),
};

const content = (id: string) => ({
  company: { id, name: id, country: "US", timeZone: "UTC", currency: "USD" },
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "notebook", provenance: "self_reported" },
  ],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
  funnel: {
    stages: [
      { id: "dial", name: "Dials", kind: "call" },
      { id: "met", name: "Meetings", kind: "meeting" },
    ],
    rates: [{ from: "dial", to: "met", rate: "5%", source: { text: "a guess" } }],
  },
});

const quota = (id: string) => ({ id, cadence: "month", startsOn: isoDay(before(6)), require: { metric: "calls", target: 100 } });
const person = (id: string, more: object = {}) => ({ id, name: `Qz${id}`, ...more });

export const north = {
  ...content("north"),
  teams: [{ id: "sales" }, { id: "red", parent: "sales" }, { id: "blue", parent: "sales" }],
  members: [
    person("rhea", { team: "red" }),
    person("omar", { team: "red" }),
    person("mara", { team: "red", role: "manager" }),
    person("otto", { team: "blue" }),
    person("mona", { team: "blue", role: "manager" }),
    person("opal", { role: "operations" }),
    person("adam", { role: "admin" }),
  ],
  plans: [quota("north-monthly")],
  targetTables: [{ id: "north-targets", metric: "calls", cadence: "month", rows: { rhea: { [days.monthOf]: 100 } } }],
};

const south = {
  ...content("south"),
  teams: [{ id: "green" }],
  members: [person("sven", { team: "green" }), person("sara", { role: "admin" })],
  plans: [quota("south-monthly")],
};

const activities = (id: string) => [
  ...[1, 2].map((at) => ({
    source: "dialer",
    externalId: `${id}-${at}`,
    member: id,
    kind: "call",
    occurredAt: `${days.on}T10:0${at}:00Z`,
    durationSeconds: 100,
    prospect: `${id}-${at}@prospects.example`,
    subject: `qz${id} talks`,
  })),
  { source: "notebook", externalId: `${id}-note`, member: id, kind: "call", occurredAt: `${days.on}T11:00:00Z`, subject: `qz${id} noted` },
  ...Array.from({ length: 6 }, (_, at) => ({
    source: "dialer",
    externalId: `${id}-burst-${at}`,
    member: id,
    kind: "email",
    occurredAt: `${days.on}T15:00:0${at}Z`,
    subject: `qz${id} burst`,
  })),
];

const boundary = "----attain";
export const form = (text: string): { readonly payload: string; readonly headers: Shown } => ({
  payload: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="calls.csv"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--${boundary}--\r\n`,
  headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
});

/** How an inbound hook is read. */
export const hookMap = { columns: { external_id: "id", member: "who", occurred_at: "at" }, constants: { kind: "call" } };

export const callerNames = ["rhea", "omar", "mara", "mona", "vera", "opal", "adam", "southAdmin", "southKey"] as const;
export type CallerName = (typeof callerNames)[number] | "anonymous" | "expired" | "keyless";

/** Whose marks an answer to a caller may hold. */
export const mayHold: Readonly<Record<CallerName, readonly string[]>> = {
  anonymous: [],
  expired: [],
  keyless: [],
  rhea: ["rhea"],
  omar: ["omar"],
  mara: ["rhea", "omar", "mara"],
  mona: ["otto", "mona"],
  vera: [],
  opal: ["rhea", "omar", "mara", "otto", "mona", "opal", "adam"],
  adam: ["rhea", "omar", "mara", "otto", "mona", "opal", "adam"],
  southAdmin: ["sven", "sara"],
  southKey: ["sven", "sara"],
};
/** Whom a board names to whoever is on it. */
export const colleagues: Readonly<Partial<Record<CallerName, readonly string[]>>> = Object.fromEntries(
  (["rhea", "omar", "mara", "mona"] as const).map((name) => [name, ["rhea", "omar", "otto"]]),
);
/** The people of whom nothing may leak. Who decides and who leads is named to those over whom they do. */
export const marked = ["rhea", "omar", "otto", "sven"] as const;

export type Made = {
  readonly callers: Readonly<Record<CallerName, Shown>>;
  readonly importId: string;
  readonly doneId: string;
  readonly statement: number;
};

export const makeCompanies = async (database: Database, { ask }: TestApi, store: ImportStore): Promise<Made> => {
  const made = {
    north: await openCompany(database, north, isoDay(before(6))),
    south: await openCompany(database, south, isoDay(before(6))),
  };
  const { north: { companyId }, south: { companyId: elsewhere } } = made; // prettier-ignore
  const by = { north: await byKey(database, companyId, "all", scopes), south: await byKey(database, elsewhere, "all", scopes) };
  const say = async (company: "north" | "south", url: string, payload: object | string, more: object = {}) => {
    const answer = await ask({
      method: "POST",
      url: `/api/v1${url}`,
      payload,
      ...more,
      headers: { ...by[company], ...("headers" in more ? (more.headers as Shown) : {}) },
    });
    expect(answer.status, `${url} ${answer.text}`).toBeLessThan(300);
    return answer.body;
  };
  const put = async (url: string, payload: object) => {
    const answer = await ask({ method: "PUT", url: `/api/v1${url}`, payload, headers: by.north });
    expect(answer.status, `${url} ${answer.text}`).toBe(200);
  };
  let statement = 0;
  for (const [company, ids] of [
    ["north", ["omar", "mara", "otto", "rhea"]],
    ["south", ["sven"]],
  ] as const) {
    for (const id of ids) {
      await say(company, "/activities", activities(id));
      await say(company, "/opportunities", {
        source: "pipeline",
        externalId: `${id}-deal`,
        name: `qz${id} renews`,
        owner: id,
        prospect: `${id}-1@prospects.example`,
        openedOn: days.on,
      });
      await say(company, "/leaves", { member: id, from: isoDay(before(0) + 3), kind: "sick", note: `qz${id} fever` });
      await say(company, "/merge-suggestions", {
        keep: `${id}-1@prospects.example`,
        other: `${id}-2@prospects.example`,
        reason: `qz${id} twice`,
      });
      await say(company, "/attested-activities", {
        member: id,
        kind: "visit",
        occurredOn: days.on,
        reason: `qz${id} seen`,
        externalId: `${id}-attested`,
      });
      if (id !== "mara")
        await say(company, "/follow-ups", {
          member: id,
          plan: `${company}-monthly`,
          on: days.on,
          act: "reason",
          by: id,
          text: `qz${id} was away`,
        });
    }
    await say(company, "/activities", {
      source: "dialer",
      externalId: `${company}-nobody`,
      member: `qz-stranger-${company}`,
      kind: "visit",
      occurredOn: isoDay(before(0)),
    });
    // What north has more of has numbers that south has not.
    if (company === "north") await say(company, "/closures", { cadence: "month", on: isoDay(before(2)), despite: "all known" });
    await say(company, "/closures", { cadence: "month", on: days.on, despite: "all known" });
    for (const id of ids) await say(company, "/activities", { ...activities(id)[0], externalId: `${id}-late`, subject: `qz${id} late` });
  }
  for (const id of ["rhea", "omar", "otto"] as const) {
    await say("north", "/disputes", {
      by: id,
      record: { source: "dialer", externalId: `${id}-1` },
      metric: "calls",
      counts: false,
      reason: `qz${id} was not me`,
    });
  }
  await say("north", "/disputes/D-1/files?by=rhea&name=qzrhea.txt", "qzrhea evidence", {
    headers: { "content-type": "application/octet-stream" },
  });
  await say("north", "/webhooks", { name: "north webhook", url: "https://hooks.example/" });
  await say("north", "/hook-endpoints", { name: "north hook", source: "crm", map: hookMap });
  await put("/drafts/north-draft", { plans: [quota("north-monthly")] });
  await put("/import-maps/north-map", {
    header: ["Id", "Who", "When"],
    map: { source: "dialer", columns: { external_id: "Id", member: "Who", occurred_at: "When" }, constants: { kind: "call" } },
  });
  const header = "source,external_id,member,kind,occurred_at";
  const send = async (rows: string): Promise<string> =>
    String((await say("north", "/imports", form(`${header}\n${rows}`).payload, { headers: form("").headers }))["id"]);
  const doneId = await send(`dialer,rhea-row,rhea,call,${days.on}T10:00:00Z\ndialer,,rhea,call,${days.on}T10:00:00Z\n`);
  await say("north", `/imports/${doneId}/confirmation`, {});
  const worker = {
    id: "00000000-0000-4000-8000-000000000001",
    isStopping: () => false,
    hearFault: (error: unknown) => expect(error).toBeUndefined(),
  };
  expect(await runImport(database, companyId, store, worker)).toBe(true);
  const importId = await send(`dialer,rhea-imported,rhea,call,${days.on}T10:00:00Z\n`);
  const { statements } = (await ask({ url: "/api/v1/statements?member=rhea", headers: by.north })).body as {
    statements: { statement: number }[];
  };
  statement = statements.at(-1)?.statement ?? 0;

  const expired = await signedIn(database, companyId, { id: "expired", roles: ["admin"] });
  await inCompany(database, companyId, (tx) => sql`update sessions set seen_at = now() - interval '30 days'`.execute(tx));
  const as = (id: string, role: "rep" | "manager" | "viewer" | "operations" | "admin") =>
    signedIn(database, companyId, { id: `account-of-${id}`, roles: [role], ...(id === "vera" ? {} : { member: id }) });
  await signedIn(database, companyId, { id: "spare", roles: ["rep"] });
  const leaders = { mara: await as("mara", "manager"), mona: await as("mona", "manager") };
  for (const [id, headers] of [
    ["rhea", leaders.mara],
    ["otto", leaders.mona],
  ] as const) {
    const payload = { text: `qz${id} was tired`, agreed: `qz${id} rests` };
    const { status } = await ask({ method: "POST", url: `/api/v1/members/${id}/notes`, payload, headers });
    expect(status).toBe(200);
  }
  return {
    importId,
    doneId,
    statement,
    callers: {
      anonymous: { "x-caller": "anonymous", cookie: "other=1" },
      expired,
      keyless: await byKey(database, companyId, "keyless", []),
      rhea: await as("rhea", "rep"),
      omar: await as("omar", "rep"),
      ...leaders,
      vera: await as("vera", "viewer"),
      opal: await as("opal", "operations"),
      adam: await as("adam", "admin"),
      southAdmin: await signedIn(database, elsewhere, { id: "sara", roles: ["admin"], member: "sara" }),
      southKey: by.south,
    },
  };
};
