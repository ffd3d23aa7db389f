import type { InjectOptions } from "fastify";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { asDoer } from "../src/operations/doer.ts";
import { recordOpportunities } from "../src/operations/record-opportunities.ts";
import { countMetrics } from "../src/operations/count-metrics.ts";
import { createCompany } from "../src/operations/create-company.ts";
import { importActivities } from "../src/operations/import-activities.ts";
import { importLeaves } from "../src/operations/import-leaves.ts";
import { importMembers } from "../src/operations/import-members.ts";
import { importProspects } from "../src/operations/import-prospects.ts";
import { recountCompany } from "../src/operations/recount-company.ts";
import { routeSignals } from "../src/operations/route-signals.ts";
import { importStore } from "../src/operations/uploads/import-store.ts";
import { makeAccount, PASSWORD, tokenOf } from "./accounts.ts";
import { testApi, type Answer } from "./api.ts";
import { signed } from "./hook-sender.ts";
import { NOW, must, openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";
import { webhookReceiver } from "./webhook-receiver.ts";

/**
 * Every operation of the interface that changes something is done once, in this order, and its audit event is looked for. One that has no row
 * here, and one whose row finds no event, fails.
 */

const { database, owner } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-audit-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const receiver = await webhookReceiver();
afterAll(() => receiver.close());
const { ask, document, faults, keyOf } = await testApi(database, { imports: importStore(folder), outside: receiver.outside });

const company = {
  company: { id: "hill", name: "Hill", country: "US", timeZone: "UTC", currency: "USD" },
  sources: ["dialer", "crm", "sheet"].map((id) => ({ id, provenance: "captured" })),
  sameActs: [{ sources: ["dialer", "crm"], kind: "call", withinSeconds: 300, prefer: "dialer" }],
  teams: [{ id: "sales" }],
  members: [
    { id: "raj", name: "Raj", team: "sales" },
    { id: "kim", name: "Kim", role: "manager", team: "sales" },
    { id: "ops", name: "Ops", role: "operations" },
  ],
  calendars: [{ id: "acme", base: "US" }],
  metrics: [
    { id: "calls", where: 'kind == "call"' },
    { id: "long", where: 'kind == "call" && durationSeconds >= 60' },
  ],
  targetTables: [{ id: "goals", metric: "calls", cadence: "month" }],
  plans: [{ id: "monthly", cadence: "month", require: { metric: "calls", target: 100 } }],
  rewards: [
    {
      ...{ id: "bonus", cadence: "month", for: "everyone", basis: { credits: { metric: "calls" } }, threshold: "none" },
      ...{ tiers: [{ from: 0, below: "none", rate: 5, per: 1 }], split: "marginal", accumulate: "period", interpolate: false },
      ...{ cap: "none", currency: "USD", rounding: "half-up", participants: "own", budget: "none", gate: "none" },
    },
  ],
};
const { companyId, record } = await openCompany(database, company);
await keyOf();
await recordOpportunities(database, companyId, [{ source: "crm", externalId: "deal", owner: "raj", openedOn: "2026-03-02" }], {
  now: NOW,
  defaultProvenance: "imported",
});

const call = (externalId: string, more: object = {}) => ({
  source: "dialer",
  externalId,
  member: "raj",
  kind: "call",
  occurredAt: "2026-03-03T15:00:00Z",
  ...more,
});
await record([
  call("a"),
  call("b", { prospect: "ann@x.example", occurredAt: "2026-03-04T15:00:00Z" }),
  call("b2", { source: "crm", prospect: "ann@x.example", occurredAt: "2026-03-04T15:00:20Z" }),
  call("c", { prospect: "ben@x.example", occurredAt: "2026-03-05T15:00:00Z" }),
  call("d", { prospect: "cleo@x.example", occurredAt: "2026-03-06T15:00:00Z" }),
  call("s", { member: "Stranger", occurredAt: "2026-03-06T16:00:00Z" }),
  ...Array.from({ length: 6 }, (_, at) => call(`q${at}`, { occurredAt: `2026-03-09T15:00:0${at}Z` })),
]);

type Row =
  | { readonly tells: null; readonly why: string }
  /** It takes a device, a provider or a mail to be done: that the operation in this file tells the act is read there. */
  | { readonly tells: string; readonly file: string }
  /** `act`: left out, the operation's own name. `as`: another request, for what is done in other words. */
  | { readonly act?: string; readonly request: () => InjectOptions };

const send = (
  method: "POST" | "PUT" | "DELETE",
  url: string,
  payload?: object | string,
  more: InjectOptions = {},
): (() => InjectOptions) => {
  const body = payload === undefined ? {} : { payload };
  return () => ({ method, url: `/api/v1${url}`, ...body, ...more });
};

const vera = await makeAccount(database, companyId, { email: "vera@hill.example" });
await makeAccount(database, companyId, { email: "wes@hill.example" });
const kim = await makeAccount(database, companyId, { email: "kim@hill.example", roles: ["manager"], member: "kim" });
const asKim = (...asked: Parameters<typeof send>): (() => InjectOptions) => {
  const request = send(...asked);
  return () => ({ ...request(), headers: kim.headers });
};
const raj = await makeAccount(database, companyId, { email: "raj@hill.example", roles: ["rep"], member: "raj" });
const asRaj = (...asked: Parameters<typeof send>): (() => InjectOptions) => {
  const request = send(...asked);
  return () => ({ ...request(), headers: raj.headers });
};
const asVera = (...asked: Parameters<typeof send>): (() => InjectOptions) => {
  const request = send(...asked);
  return () => ({ ...request(), headers: vera.headers });
};

const columns = { source: "source", external_id: "external_id", member: "member", kind: "kind", occurred_at: "occurred_at" };
const wholeMap = { columns };

let version = "";
let link = "";
let waiting = "";
let quota = "";
let key = "";
let delivery = "";
let hookRequest = "";
let hook = { path: "", secret: "" };
const fileSent = (name: string): InjectOptions => ({
  method: "POST",
  url: "/api/v1/imports",
  headers: { "content-type": "multipart/form-data; boundary=x" },
  payload: `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\nsource,external_id,member,kind,occurred_at\ndialer,${name},raj,call,2026-03-02T10:00:00Z\n\r\n--x--\r\n`,
});

const calendar = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", "DTSTART;VALUE=DATE:20280315", "SUMMARY:Day"]
  .concat("END:VEVENT", "END:VCALENDAR", "")
  .join("\r\n");

const draft = { metrics: [{ id: "calls", where: 'kind == "call" && direction == "outbound"' }] };

const hookOrder = {
  name: "crm",
  source: "crm",
  map: { columns: { external_id: "id", member: "who", occurred_at: "at" }, constants: { kind: "call" } },
};
const webhookOrder = { name: "chat", url: `${receiver.url}/chat` };

const rows: Readonly<Record<string, Row>> = {
  recordActivities: { tells: null, why: "the log itself says what came from where and when, and it is what everybody waits for" },
  recordOpportunities: { tells: null, why: "as recordActivities: every state that came is kept, with when it came" },
  recordSignals: { tells: null, why: "as recordActivities" },
  backtestPlan: { tells: null, why: "it stores nothing" },
  matchTopics: { tells: null, why: "it stores nothing" },
  planEffort: { tells: null, why: "it stores nothing" },
  estimateRewardCost: { tells: null, why: "it stores nothing" },
  previewTargets: { tells: null, why: "it stores nothing" },
  previewMetric: { tells: null, why: "it stores nothing" },
  receiveHook: { tells: null, why: "as recordActivities; what is refused of it tells it (receive-hook.ts)" },
  readNotices: { tells: null, why: "which of one's own notices one has seen is nobody else's business" },

  applyCompany: {
    request: send("PUT", "/company", {
      ...company,
      members: [{ ...company.members[0], timeZone: "Asia/Seoul" }, ...company.members.slice(1)],
    }),
  },
  attestActivity: {
    request: send("POST", "/attested-activities", { member: "raj", kind: "call", occurredOn: "2026-03-10", reason: "the dialer was down" }),
  },
  voidActivity: { request: send("DELETE", "/activities/dialer/a?reason=twice") },
  restoreActivity: { request: send("DELETE", "/activities/dialer/a/void?reason=once") },
  voidOpportunity: { request: send("DELETE", "/opportunities/crm/deal?reason=twice") },
  restoreOpportunity: { request: send("DELETE", "/opportunities/crm/deal/void?reason=once") },
  unlinkActivity: { request: send("DELETE", "/activities/crm/b2/link?reason=two") },
  linkActivity: { request: send("DELETE", "/activities/crm/b2/unlinking?reason=one") },
  ruleActivity: { request: send("POST", "/activities/dialer/c/rulings", { metric: "calls", counts: false, reason: "a test call" }) },
  draftPlan: { request: send("PUT", "/drafts/q2", draft) },
  publishDraft: { request: send("POST", "/drafts/q2/publication", { startsOn: "2199-01-01" }) },
  discardDraft: { request: send("DELETE", "/drafts/q3") },
  redateActivities: { request: send("POST", "/redatings", { from: "2026-03-01", before: "2026-03-31", reason: "zone" }) },
  raiseDispute: {
    request: send("POST", "/disputes", { by: "raj", record: { source: "dialer", externalId: "d" }, metric: "long", reason: "cut off" }),
  },
  commentDispute: { request: send("POST", "/disputes/D-1/comments", { by: "kim", text: "which?" }) },
  addDisputeFile: {
    request: send("POST", "/disputes/D-1/files?by=raj&name=proof.txt", "seen", { headers: { "content-type": "application/octet-stream" } }),
  },
  decideDispute: { request: send("POST", "/disputes/D-1/decision", { by: "kim", upheld: false, reason: "no" }) },
  appealDispute: { request: send("POST", "/disputes/D-1/appeal", { by: "raj", reason: "but" }) },
  withdrawDispute: { request: send("POST", "/disputes/D-2/withdrawal", { by: "raj", reason: "found" }) },
  receiveImport: { request: () => fileSent("one.csv") },
  remapImport: {
    request: () => ({ ...send("PUT", `/imports/${waiting}/map`, { map: wholeMap })() }),
  },
  confirmImport: { request: () => send("POST", `/imports/${waiting}/confirmation`, {})() },
  discardImport: { request: () => send("DELETE", `/imports/${waiting}`)() },
  addMembers: { request: send("POST", "/members", { members: [{ name: "Eve" }] }) },
  changeMember: {
    request: send("POST", "/members/raj/changes", { field: "engagement", value: "contractor", from: "2199-12-01" }),
  },
  mapIdentity: { request: send("POST", "/members/raj/identities", { source: "dialer", externalId: "Stranger" }) },
  unmapIdentity: { request: send("DELETE", "/members/raj/identities/dialer/Stranger") },
  makeQuota: { request: send("POST", "/quotas", { kind: "visit", cadence: "week", target: 5 }) },
  endQuota: { request: () => send("DELETE", `/quotas/${quota}`)() },
  claimSuggestion: { request: send("POST", "/suggestions/1/claim", { by: "raj" }) },
  releaseSuggestion: { request: send("POST", "/suggestions/1/release", { by: "raj", reason: "on the road" }) },
  dismissSuggestion: { request: send("POST", "/suggestions/1/dismissal", { by: "raj", reason: "no prospect" }) },
  restoreSuggestion: { request: send("POST", "/suggestions/1/restoration", { by: "raj" }) },
  contactSuggestion: { request: send("POST", "/suggestions/1/contact", { by: "raj", kind: "email" }) },
  deleteSignal: { request: send("DELETE", "/signals/site/f1") },
  attestSignal: {
    request: send("POST", "/attested-signals", { kind: "like", evidence: "https://board.example/1", author: "ann@x.example" }),
  },
  makeLinks: { request: send("POST", "/tracked-links", { recipients: ["ann@x.example"], links: [{ url: "https://hill.example/" }] }) },
  addSignalSource: { request: send("POST", "/signal-sources", { name: "news", kind: "feed", url: "https://news.example/rss" }) },
  endSignalSource: { request: send("DELETE", "/signal-sources/news") },
  recordOptOuts: { request: send("POST", "/opt-outs", { prospect: "ben@x.example" }) },
  planContacts: {
    act: "refuse-contacts",
    request: send("POST", "/planned-contacts", { member: "raj", prospect: "ben@x.example", kind: "call" }),
  },
  withdrawOptOut: { request: send("POST", "/opt-outs/1/withdrawal", { reason: "asked to be called" }) },
  recordBases: { request: send("POST", "/contact-bases", { prospect: "ben@x.example", kind: "inquiry", from: "2026-03-02T00:00:00Z" }) },
  draftEffort: {
    act: "draft-plan",
    request: send("POST", "/effort-drafts", { wanted: { results: 1 }, stages: [{ rate: "50%" }], metric: "calls" }),
  },
  drawRewardStatements: { request: send("POST", "/reward-statements", { cadence: "month", on: "2026-03-31" }) },
  stepRewardStatements: { request: send("POST", "/reward-steps", { step: "publish", statements: [1] }) },
  disputeRewardLine: { request: asRaj("POST", "/reward-statements/1/disputes", { reward: "bonus", said: "one more" }) },
  decideRewardDispute: { request: asKim("POST", "/reward-disputes/1/decision", { upheld: false, reason: "seen" }) },
  approveRewardStatements: {
    act: "step-reward-statements",
    request: asKim("POST", "/reward-approvals", { step: "approve-as-manager", statements: [1] }),
  },
  enterReward: {
    request: send("POST", "/reward-entries", {
      ...{ member: "raj", reward: "bonus", on: "2026-03-31", type: "advance", amount: "5", reason: "agreed" },
    }),
  },
  correctRewards: { tells: "correct-rewards", file: "correct-rewards.ts" },
  followUpMiss: {
    request: send("POST", "/follow-ups", { member: "raj", plan: "monthly", on: "2026-03-01", act: "reason", by: "raj", text: "training" }),
  },
  makeCommitments: {
    request: () =>
      // Tomorrow is no day that is over, wherever one is.
      send("PUT", `/commitments/${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}`, {
        member: "raj",
        commitments: [{ metric: "calls", amount: 5 }],
      })(),
  },
  writeNote: { request: asKim("POST", "/members/raj/notes", { text: "said", agreed: "done soon" }) },
  changeNote: { request: asKim("PUT", "/notes/1", { text: "said otherwise" }) },
  deleteNote: { request: asKim("DELETE", "/notes/1") },
  restoreNote: { request: asKim("POST", "/notes/1/restoration") },
  importTargets: { request: send("PUT", "/targets/goals", [{ member: "raj", period: "2199-01", target: 5 }]) },
  saveImportMap: { request: send("PUT", "/import-maps/phones", { header: Object.values(columns), map: wholeMap }) },
  deleteImportMap: { request: send("DELETE", "/import-maps/phones") },
  suggestMerge: { request: send("POST", "/merge-suggestions", { keep: "ann@x.example", other: "ben@x.example", reason: "one" }) },
  decideMerge: { request: send("POST", "/merge-suggestions/1/decision", { merge: false, reason: "two" }) },
  mergeProspects: { request: send("POST", "/merges", { keep: "ann@x.example", other: "cleo@x.example", reason: "one" }) },
  unmergeProspect: { request: send("POST", "/unmerges", { prospect: "cleo@x.example", reason: "two" }) },
  requestLeave: { request: send("POST", "/leaves", { member: "raj", from: "2199-03-16", through: "2199-03-17" }) },
  decideLeave: { request: send("POST", "/leaves/1/decision", { approve: true, reason: "rest" }) },
  withdrawLeave: { request: send("POST", "/leaves/1/withdrawal", { reason: "later" }) },
  importCalendar: {
    request: send("POST", "/calendars/acme/imports?years=2028", calendar, { headers: { "content-type": "text/calendar" } }),
  },
  answerQuestion: {
    request: send("POST", `/questions/${encodeURIComponent("burst:raj:2026-03-10:call")}/answer`, { answer: "fine", reason: "a list" }),
  },
  closePeriod: {
    request: send("POST", "/closures", { cadence: "month", on: "2026-03-01", despite: "a test" }),
  },
  acknowledgeStatement: { request: send("POST", "/statements/1/acknowledgement", { remark: "seen" }) },
  reopenPeriod: { request: send("POST", "/reopenings", { cadence: "month", on: "2026-03-01", reason: "again" }) },
  addUser: { request: send("POST", "/users", { email: "una@hill.example", roles: ["viewer"] }) },
  changeUser: {
    request: () => ({ ...send("PUT", "/users/una", { roles: ["operations"] })(), headers: { "if-match": version } }),
  },
  resetUser: { request: send("POST", "/users/una/link") },
  openLink: { request: () => send("POST", `/links/${link}`, { password: PASSWORD })() },
  endUser: { request: send("DELETE", "/users/una") },
  addHook: { request: send("POST", "/hook-endpoints", hookOrder) },
  replayHookRequest: { request: () => send("POST", `/hook-endpoints/crm/requests/${hookRequest}/replay`)() },
  changeHook: { request: send("PUT", "/hook-endpoints/crm", { ...hookOrder, account: { column: "portal", value: "7" } }) },
  renewHookSecret: { request: send("POST", "/hook-endpoints/crm/secret", {}) },
  endHook: { request: send("DELETE", "/hook-endpoints/crm") },
  addWebhook: { request: send("POST", "/webhooks", webhookOrder) },
  changeWebhook: { request: send("PUT", "/webhooks/chat", { ...webhookOrder, shape: "text" }) },
  testWebhook: { request: send("POST", "/webhooks/chat/test") },
  replayDelivery: { request: () => send("POST", `/webhooks/chat/deliveries/${delivery}/replay`)() },
  renewWebhookSecret: { request: send("POST", "/webhooks/chat/secret") },
  resumeWebhook: { request: send("POST", "/webhooks/chat/resumption") },
  endWebhook: { request: send("DELETE", "/webhooks/chat") },
  makeKey: { request: asVera("POST", "/api-keys", { name: "dialer", scopes: ["activities:write"] }) },
  endKey: { request: () => asVera("DELETE", `/api-keys/${key}`)() },
  changeAccount: { request: asVera("PUT", "/account", { language: "ko" }) },
  proveSession: { request: asVera("POST", "/session/proof", { password: PASSWORD }) },
  proveWithPasskey: { tells: "prove-session", file: "prove-with-passkey.ts" },
  beginPasskeyProof: { tells: null, why: "it stores nothing" },
  beginSecondFactor: { tells: "begin-second-factor", file: "begin-second-factor.ts" },
  confirmSecondFactor: { tells: "confirm-second-factor", file: "confirm-second-factor.ts" },
  endSecondFactor: { tells: "end-second-factor", file: "end-second-factor.ts" },
  endOtherSessions: { act: "end-sessions", request: asVera("DELETE", "/sessions") },
  endSession: { tells: "end-sessions", file: "end-session.ts" },
  changePassword: { request: asVera("POST", "/account/password", { current: PASSWORD, password: "eleven loud herons" }) },
  signIn: { request: send("POST", "/session", { name: "vera@hill.example", password: "eleven loud herons" }) },
  signOut: { request: asVera("DELETE", "/session") },
  requestReset: { tells: "request-reset", file: "send-resets.ts" },
  finishSignIn: { tells: "sign-in", file: "sign-in/begin-session.ts" },
  signInWithPasskey: { tells: "sign-in", file: "sign-in/begin-session.ts" },
  setUp: { tells: "add-user", file: "add-user.ts" },
  addPasskey: { tells: "add-passkey", file: "add-passkey.ts" },
  removePasskey: { tells: "remove-passkey", file: "remove-passkey.ts" },
  beginPasskey: { tells: null, why: "it stores nothing" },
  beginPasskeySignIn: { tells: null, why: "it stores nothing" },
  saveOidcProvider: { tells: "save-oidc-provider", file: "save-oidc-provider.ts" },
  removeOidcProvider: { tells: "remove-oidc-provider", file: "remove-oidc-provider.ts" },
  unlinkOidc: { tells: "unlink-oidc", file: "unlink-oidc.ts" },
  changeRetention: { request: send("PUT", "/retention", { sessions: 12 }) },
  erasePerson: { request: send("POST", "/erasures", { prospect: "ben@x.example", reason: "asked for it" }) },
  beginSampleCompany: { tells: null, why: "all of it goes through operations that tell it, the making of its company first" },
  createCompany: { tells: null, why: "done below: over HTTP it takes the one-time link of a first start" },
};

const eTagOf = ({ headers }: Answer): string => (typeof headers["etag"] === "string" ? headers["etag"] : '"1"');

const another = () => ask(send("POST", "/session", { name: "vera@hill.example", password: PASSWORD })());

/** What has to be there before. */
const before: Readonly<Record<string, () => Promise<unknown>>> = {
  claimSuggestion: async () => {
    const occurredAt = new Date(Date.now() - 60_000).toISOString();
    await ask(send("POST", "/signals", { source: "site", externalId: "f1", kind: "form", occurredAt, author: "dan@x.example" })());
    await routeSignals(database, companyId, { now: BigInt(Date.now()) * 1000n });
  },
  discardDraft: () => ask(send("PUT", "/drafts/q3", draft)()),
  withdrawDispute: () =>
    ask(send("POST", "/disputes", { by: "raj", record: { source: "dialer", externalId: "b" }, metric: "long", reason: "x" })()),
  replayHookRequest: async () => {
    const { payload, headers } = signed(hook.secret, JSON.stringify([{ id: "h1", who: "raj", at: "who knows" }]));
    hookRequest = String((await ask({ method: "POST", url: hook.path, payload, headers })).body["request"]);
  },
  endOtherSessions: another,
  closePeriod: () => countMetrics(database, companyId),
  discardImport: async () => {
    waiting = String((await ask(fileSent("two.csv"))).body["id"]);
  },
};

const kebab = (operationId: string): string => operationId.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const eventsSince = async (number: bigint): Promise<readonly { act: string; done_by: string; number: bigint }[]> => {
  const { rows: found } = await owner.pool.query<{ act: string; done_by: string; number: bigint }>(
    "select e.event_number as number, e.act, coalesce('key:' || k.name, e.done_by) as done_by from audit_events e left join api_keys k on k.company_id = e.company_id and e.done_by = 'key:#' || k.key_number where e.event_number > $1 order by 1",
    [String(number)],
  );
  return found;
};

const unsafe = Object.values(document.paths)
  .flatMap((methods) => Object.entries(methods))
  .flatMap(([method, { operationId }]) => (["post", "put", "delete"].includes(method) ? [operationId] : []));

test("every operation that is not only asked has a row", () => {
  expect(unsafe.filter((operationId) => !(operationId in rows))).toEqual([]);
});

test("what takes a device, a provider or a mail tells its act where it is done", () => {
  for (const row of Object.values(rows)) {
    if (!("file" in row)) continue;
    const source = readFileSync(join("src/operations", row.file), "utf8");
    expect(source).toContain("keepAuditEvent(");
    expect(source).toContain(`act: "${row.tells}"`);
  }
});

test.for(Object.entries(rows).filter(([, row]) => !("tells" in row)))("%s tells who did it", async ([operationId, row]) => {
  if ("tells" in row) return;
  await before[operationId]?.();
  const last = (await eventsSince(0n)).at(-1)?.number ?? 0n;
  const answer: Answer = await ask(row.request());
  if (answer.status >= 300) throw new Error(answer.text);
  if (operationId === "addUser") version = eTagOf(answer);
  if (operationId === "resetUser") link = tokenOf(answer.body["link"]);
  if (operationId === "receiveImport") waiting = String(answer.body["id"]);
  if (operationId === "addHook") hook = { path: new URL(String(answer.body["url"])).pathname, secret: String(answer.body["secret"]) };
  if (operationId === "testWebhook") delivery = String(answer.body["delivery"]);
  if (operationId === "makeKey") key = String(answer.body["number"]);
  if (operationId === "makeQuota") quota = String((answer.body["plan"] as Answer["body"])["id"]);
  const told = await eventsSince(last);
  expect(told.map(({ act }) => act)).toContain(row.act ?? kebab(operationId));
  for (const { done_by: by } of told) expect(by).toMatch(/^(?:key:tests|user:\d+)$/);
  expect(faults).toEqual([]);
});

test("what is done by other ways in tells it too: a company that is made, a file that is imported, a recount", async () => {
  const last = (await eventsSince(0n)).at(-1)?.number ?? 0n;
  const by = "eve";
  must(await createCompany(database, { name: "Vale", country: "US", timeZone: "UTC" }, { by }));
  const files = {
    activities: ["source,external_id,member,kind,occurred_at", "dialer,f1,raj,call,2026-03-02T10:00:00Z"],
    prospects: ["id,name", "p1,Ann"],
    members: ["id,name", "zoe,Zoe"],
    leaves: ["member,from,through", "raj,2199-05-01,2199-05-02"],
  };
  const inputOf = (what: keyof typeof files) => ({
    from: { stream: Readable.from([files[what].join("\n")]) },
    fileName: `${what}.csv`,
    map: null,
    rejectedPath: null,
    by,
  });
  must(await importActivities(database, companyId, inputOf("activities")));
  must(await importProspects(database, companyId, inputOf("prospects")));
  must(await importMembers(database, companyId, inputOf("members")));
  must(await importLeaves(database, companyId, inputOf("leaves")));
  must(await asDoer(by, () => recountCompany(database, companyId)));
  const told = await eventsSince(last);
  expect([...new Set(told.map(({ act }) => act))].toSorted()).toEqual(
    ["create-company", "import-activities", "import-leaves", "import-members", "import-prospects", "recount"].toSorted(),
  );
  expect(new Set(told.map(({ done_by: doneBy }) => doneBy))).toEqual(new Set([by]));
});

test("what is only previewed, or was so already, tells nothing", async () => {
  const last = (await eventsSince(0n)).at(-1)?.number ?? 0n;
  await ask({ method: "PUT", url: "/api/v1/company?dryRun=true", payload: { ...company, metrics: [] } });
  await ask({ method: "DELETE", url: "/api/v1/activities/dialer/a/void?reason=again" });
  expect(await eventsSince(last)).toEqual([]);
  expect(companyId).toBeGreaterThan(0);
});
