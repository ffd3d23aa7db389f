import { days, form, hookMap, north, type Made } from "./company.ts";

/**
 * Whom each operation lets in: nine letters for rhea (a rep, whose things are asked for), omar (a rep of the same team), mara (who leads them), mona
 * (who leads another team), vera (a viewer), opal (operations), adam (an admin), and an admin and a key of another company. Nobody else gets an
 * answer: 401 without a session or with one that has run out, 403 by a key without scope.
 *
 * y let in · Y let in, and told of rhea's · n not found · f forbidden · r refused for what it says (422) ·
 * * answered, whatever it is: what it opens is no permission's
 */
export type Row = {
  readonly to: string;
  readonly lets: string;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly open?: "y" | "f" | "n" | "*";
  readonly keyless?: "y" | "*";
  /** It names colleagues to who stands on it with them. */
  readonly isBoard?: true;
};

const get = (url: string, lets: string): Row => ({ to: `GET /api/v1${url}`, lets });
const act = (to: string, lets: string, json?: unknown): Row => ({
  to: to.replace(" /", " /api/v1/"),
  lets,
  ...(json === undefined ? {} : { json }),
});
const open = (to: string): Row => ({ to, lets: "yyyyyyyyy", open: "y" });

const { on, from, before, today } = days;
const span = `from=${from}&before=${before}`;
const record = "/activities/dialer/rhea-1";
const note = "/activities/notebook/rhea-note";
const deal = "/opportunities/pipeline/rhea-deal";
const why = "reason=seen";
const ofOperations = "fffffyyyy";
const ofHooks = "ffffffyyy";
const ofNorthsAdmin = "ffffffynn";
/** Of one thing, which another company has not. */
const thing = "YnYnfYYnn";

const anybody = (to: string, json?: unknown): Row => ({ ...act(to, "", json), open: "*" });
/** About the account of whoever asks; a key is none. */
const ownAccount = (to: string, json?: unknown, lets = "yyyyyyyy*"): Row => ({ ...act(to, lets, json), keyless: "*" });
/** By what an account signs in: a session alone changes nothing of it, whoever's it is. */
const unproved = "fffffffff";
/** What only a person does: accounts, keys, the audit, and what is stored about people. */
const ofAccounts = "ffffffyyf";

export const rowsOf = ({ importId, doneId, statement, rewardStatement, suggestion }: Made): Readonly<Record<string, readonly Row[]>> => ({
  checkHealth: [open("GET /healthz")],
  checkReadiness: [open("GET /readyz")],
  showMetrics: [open("GET /metrics"), { ...get("/", ofHooks), to: "GET /metrics", headers: { "x-forwarded-for": "203.0.113.7" } }],
  describeApi: [open("GET /api/openapi.json")],
  describeCompanyFile: [open("GET /schemas/company.json")],
  explainProblem: [open("GET /api/problems/not-found")],
  listPresets: [open("GET /api/v1/presets")],
  // What of a change each is told: src/http/live.pg.test.ts.
  watchChanges: [{ ...get("/live?seconds=0", "yyyyyyyyy"), keyless: "y" }],
  findMembers: [get("/members?find=rhea", "YyYyyYYyy")],
  listMembers: [get("/roster", "YyYyfYYyy")],
  showMember: [get("/members/rhea", thing)],
  listCompanies: [{ ...get("/companies", "yyyyyyyyy"), keyless: "y" }],
  describeCompany: [get("/company", "yyyyyyyyy")],
  funnelOf: [get(`/funnel?${span}`, "ffyyyyyyy"), get(`/funnel?${span}&by=member`, "ffYyrYYyy")],
  draftEffort: [
    act("POST /effort-drafts", "fffffyyyy", { wanted: { results: 3 }, rates: "assumed", last: "met" }),
    act("POST /effort-drafts", "fffffyynn", { member: "rhea", wanted: { results: 3 }, rates: "assumed", last: "met" }),
  ],
  planEffort: [
    act("POST /effort-plans", "ffyyyyyyy", { wanted: { results: 30 }, stages: [{ rate: "7.5%" }] }),
    act("POST /effort-plans", "ffYnnYYnn", { member: "rhea", wanted: { results: 30 }, stages: [{ rate: "7.5%" }] }),
  ],
  showFunnel: [get("/funnel-assumptions", "yyyyyyyyy")],
  showMetric: [get("/metrics/calls", "yyyyyyyyy")],
  showSample: [get("/presets/sdr/sample", "yyyyyyyyy")],
  listCalendars: [get("/calendars", "yyyyyyyyy")],
  showCalendar: [get("/calendars/KR?year=2026", "yyyyyyyyy")],
  listClosures: [get("/closures", "yyyyyyyyy")],
  showCalibration: [get("/calibration?periods=1", "yyyyyyyyy")],

  listActivities: [get(`/activities?${span}`, "YyYyfYYyy"), get("/activities?member=rhea", thing)],
  showActivity: [get(record, thing)],
  listOpportunities: [get("/opportunities", "YyYyfYYyy"), get("/opportunities?member=rhea", thing)],
  showOpportunity: [get(deal, thing)],
  explainMember: [get(`/members/rhea/explanations?metric=calls&on=${on}`, thing)],
  countActivities: [get(`/activity-counts?${span}`, "YyYyfYYyy")],
  attainmentOf: [
    get(`/attainment?on=${on}`, "YyYyyYYyy"),
    get(`/attainment?on=${on}&member=rhea`, "YnYnnYYnn"),
    get(`/attainment?on=${on}&team=red`, "YyYyyYYnn"),
  ],
  showLeaderboard: [
    { ...get(`/leaderboards?metric=calls&cadence=month&on=${on}`, "YYYYfYYyy"), isBoard: true },
    { ...get(`/leaderboards?metric=calls&cadence=month&on=${on}&team=red`, "YYYnfYYnn"), isBoard: true },
  ],
  showMorning: [get("/teams/red/morning", "YyYyfYYnn"), get("/teams/-/morning", "YyYyfYYyy")],
  makeCommitments: [
    act(`PUT /commitments/${today}`, "yyyyfyyyr", { commitments: [] }),
    act(`PUT /commitments/${today}`, "yfffffffn", { member: "rhea", commitments: [{ metric: "calls", amount: 3 }] }),
  ],
  prepareOneToOne: [get("/members/rhea/one-to-one", "ffYnfffff"), get("/members/mara/one-to-one", "ffnnfffff")],
  listNotes: [get("/members/rhea/notes", "ffYnfffff"), get("/members/otto/notes", "ffnyfffff")],
  writeNote: [act("POST /members/rhea/notes", "ffynfffff", { text: "rested" })],
  changeNote: [{ ...act("PUT /notes/1", "ffynfffff", { text: "rested" }), headers: { "if-match": "*" } }],
  deleteNote: [{ ...act("DELETE /notes/1", "ffynfffff"), headers: { "if-match": "*" } }],
  restoreNote: [act("POST /notes/1/restoration", "ffynfffff")],
  showTrend: [
    get(`/trends?metric=calls&cadence=month&on=${on}`, "YyYyyYYyy"),
    get(`/trends?metric=calls&cadence=month&on=${on}&team=red`, "YyYyyYYnn"),
  ],
  talliesOf: [
    get(`/tallies?metric=calls&${span}&groupBy=member`, "YyYyyYYyy"),
    get(`/tallies?metric=calls&${span}&groupBy=team`, "yyyyyyyyy"),
    get(`/tallies?metric=calls&${span}&groupBy=day&member=rhea`, "ynynnyynn"),
  ],
  showToday: [get("/today", "Yyyyfyyyf")],
  findOwnProspects: [get("/own-prospects?find=", "Yyyyfyyyf")],
  explainTeam: [get(`/teams/red/explanations?metric=calls&on=${on}`, "YyYnyYYnn")],
  replayMember: [get(`/members/rhea/replays?on=${on}`, "YnYnnYYnn"), get(`/members/rhea/replays?on=${on}&with=north-draft`, "fnfnnYYnn")],
  showMemberCalendar: [get("/members/rhea/calendar?year=2026", "ynynnyynn")],
  listStatements: [get("/statements", "YyYyfYYyy"), get("/statements?member=rhea", "ynynfyynn")],
  showStatement: [get(`/statements/${statement}`, "YnYnfYYnn")],
  listAdjustments: [get("/adjustments", "YyYyfYYyy")],
  showRewards: [get(`/rewards?on=${on}`, "YyYyfYYyy"), get(`/rewards?on=${on}&member=rhea`, thing)],
  listRewardStatements: [get("/reward-statements", "YyYyfYYyy"), get("/reward-statements?member=rhea", thing)],
  showRewardStatement: [get(`/reward-statements/${rewardStatement}`, thing)],
  showRewardLedger: [get("/reward-ledgers/rhea", "ynynfyynn")],
  exportPayroll: [get(`/payroll?cadence=month&on=${on}`, ofOperations)],
  estimateRewardCost: [act("POST /reward-costs", "fffffyynn", { reward: "north-bonus", periods: 3 })],
  drawRewardStatements: [act("POST /reward-statements", ofOperations, { cadence: "month", on })],
  stepRewardStatements: [act("POST /reward-steps", "fffffyynn", { step: "publish", statements: [rewardStatement] })],
  approveRewardStatements: [act("POST /reward-approvals", "ffynfyynf", { step: "approve-as-manager", statements: [rewardStatement] })],
  disputeRewardLine: [act(`POST /reward-statements/${rewardStatement}/disputes`, "ynnnfnnnn", { reward: "north-bonus", said: "one more" })],
  decideRewardDispute: [act("POST /reward-disputes/1/decision", "ffynfyynf", { upheld: false, reason: "seen" })],
  enterReward: [
    act("POST /reward-entries", "fffffyynn", {
      ...{ member: "rhea", reward: "north-bonus", on, type: "advance", amount: "5", reason: "agreed" },
    }),
  ],
  correctRewards: [act("POST /reward-corrections", ofOperations)],
  listDisputes: [get("/disputes", "YyYyfYYyy"), get("/disputes?member=rhea", thing)],
  showDispute: [get("/disputes/D-1", thing)],
  readDisputeFile: [get("/disputes/D-1/files/1", thing)],
  listLeaves: [get("/leaves", "YyYyfYYyy"), get("/leaves?member=rhea", thing)],
  listNotices: [get("/notices", "yyyyfyyyr"), get("/notices?member=rhea", "yfffffffn")],
  showInbox: [get("/inbox", "yyyyfyyyy")],
  listFollowUps: [get("/follow-ups", "YyYyfYYyy")],
  listSuggestions: [get("/suggestions", "YyYyfYYyy"), get("/suggestions?member=rhea", "ynynfyynn")],
  showCoverage: [get("/coverage", "YyYyfYYyy")],
  recordSignals: [
    act("POST /signals", ofOperations, {
      source: "board",
      externalId: "another",
      kind: "like",
      occurredAt: `${on}T01:00:00Z`,
      author: "x:somebody",
    }),
  ],
  listSignals: [get("/signals", "yyyyfyyyy")],
  deleteSignal: [act("DELETE /signals/board/none-such", "fffffnnnn")],
  attestSignal: [
    act("POST /attested-signals", "yyyyfyyyy", { kind: "like", author: "linkedin:somebody", evidence: "https://www.linkedin.com/posts/1" }),
  ],
  matchTopics: [act("POST /topics/matches", "yyyyfyyyy", { text: "hello" })],
  makeLinks: [
    act("POST /tracked-links", ofOperations, { recipients: ["somebody@prospects.example"], links: [{ url: "https://example.com/" }] }),
  ],
  followLink: [{ to: `GET /r/${"A".repeat(22)}.${"A".repeat(22)}`, lets: "nnnnnnnnn", open: "n" }],
  listSignalSources: [get("/signal-sources", "yyyyfyyyy")],
  addSignalSource: [act("POST /signal-sources", ofOperations, { name: "news", kind: "feed", url: "https://news.example/rss" })],
  endSignalSource: [act("DELETE /signal-sources/none-such", "fffffnnnn")],
  listProspects: [get("/prospects", "YyYyfYYyy"), get("/prospects?owner=rhea", "ynynfyynn")],
  showProspect: [get("/prospects/rhea-1@prospects.example", thing)],
  listOptOuts: [get("/opt-outs", ofOperations)],
  recordOptOuts: [
    act("POST /opt-outs", "yyyyfyyyy", { prospect: "nobody-1@prospects.example", channels: ["email"], from: `${on}T00:00:00Z` }),
    act("POST /opt-outs", "yyyyfyyyy", { domain: "nobody.example" }),
  ],
  withdrawOptOut: [act("POST /opt-outs/1/withdrawal", "fffff***n", { reason: "asked to be called" })],
  recordBases: [
    act("POST /contact-bases", "yyyyfyyyy", { prospect: "nobody-1@prospects.example", kind: "inquiry", from: `${on}T00:00:00Z` }),
  ],
  planContacts: [act("POST /planned-contacts", "ffyyfyyyy", { member: "rhea", prospect: "rhea-1@prospects.example", kind: "call" })],
  listMergeSuggestions: [get("/merge-suggestions", "YyYyfYYyy")],
  listQuestions: [get(`/questions?${span}`, "ffYyfYYyy")],
  listAuditEvents: [get("/audit-events", ofAccounts)],
  listAuditSeals: [get("/audit-seals", ofAccounts)],
  showPersonalData: [get("/members/rhea/personal-data", "ffffffYnf")],
  showProspectData: [get("/prospects/rhea-1@prospects.example/personal-data", "ffffffynf")],
  showOwnPersonalData: [{ ...get("/account/personal-data", "yyyyryyyr"), keyless: "y" }],
  listErasures: [get("/erasures", ofAccounts)],
  showRetention: [get("/retention", "fffffyyyy")],
  changeRetention: [act("PUT /retention?dryRun=true", "fffffyyyy", { sessions: 12 })],
  erasePerson: [act("POST /erasures", "ffffffnnf", { prospect: "nobody-there@prospects.example", reason: "asked" })],
  exportList: [
    ...[
      "activities",
      "opportunities",
      "prospects",
      "members",
      "attainment",
      "verdicts",
      "statements",
      "adjustments",
      "disputes",
      "follow-ups",
    ].map((list) => get(`/exports/${list}${list === "attainment" ? `?on=${on}` : ""}`, "ffYyfYYyy")),
    get("/exports/leaves", "ffyyfyyyy"),
    get(`/exports/questions?${span}`, "ffYyfYYyy"),
    get("/exports/targets", "fffffYYrr"),
    get("/exports/imports", ofOperations),
    get("/exports/notices?member=rhea", "ffnnfnnnn"),
  ],

  listUnattributed: [get("/unattributed", ofOperations)],
  listSources: [get("/sources", ofOperations)],
  drawAuditSample: [get(`/audit-sample?metric=calls&${span}`, "fffffYYyy")],
  previewClosing: [get(`/closures/preview?cadence=month&on=${on}`, ofOperations)],
  suggestQuota: [get("/quota-suggestion?kind=call&cadence=month", ofOperations)],
  exportCompany: [get("/company/file", "fffffYYyy")],
  listSettingsChanges: [get("/settings-changes", "fffffYYyy")],
  listPlans: [get("/plans", ofOperations)],
  showPlan: [get("/plans/north-monthly", "fffffyynn")],
  listMetrics: [get("/metrics", ofOperations)],
  describeRules: [get("/rule-words", ofOperations)],
  previewTargets: [
    act("POST /target-previews", "fffffyyyy", {
      content: { plans: [{ id: "weekly", cadence: "week", require: { metric: "calls", target: 5 } }] },
      plan: "weekly",
    }),
  ],
  previewMetric: [
    act("POST /metric-previews", "fffffYYyy", {
      // Of what it leaves out three are shown, and one name alone has these letters.
      content: { metrics: [{ id: "calls", where: 'kind == "call" && !subject.contains("zrh")' }] },
      metric: "calls",
      through: on,
    }),
  ],
  listDrafts: [get("/drafts", ofOperations)],
  showDraft: [get("/drafts/north-draft", "fffffyynn")],
  listTargetTables: [get("/targets", ofOperations)],
  showTargets: [get("/targets/north-targets", "fffffYYnn")],
  listImportMaps: [get("/import-maps", ofOperations)],
  showImportMap: [get("/import-maps/north-map", "fffffyynn")],
  listImports: [get("/imports", ofOperations)],
  showImport: [get(`/imports/${importId}`, "fffffYYnn")],
  readRejectedRows: [get(`/imports/${doneId}/rejected`, "fffffYYnn")],
  backtestPlan: [act("POST /backtests", "fffffyynn", { draft: "north-draft", periods: 1 })],

  acknowledgeStatement: [act(`POST /statements/${statement}/acknowledgement`, "ynnnfnnnn", {})],
  raiseDispute: [
    act("POST /disputes", "yfffffffn", {
      by: "rhea",
      record: { source: "dialer", externalId: "rhea-2" },
      metric: "calls",
      counts: false,
      reason: "not mine",
    }),
  ],
  commentDispute: [act("POST /disputes/D-1/comments", "ynynfyynr", { text: "which line?" })],
  decideDispute: [act("POST /disputes/D-1/decision?dryRun=true", "ffynfffnr", { upheld: false, reason: "seen" })],
  addDisputeFile: [
    {
      ...act("POST /disputes/D-1/files?name=more.txt", "ynynfyynr"),
      text: "more",
      headers: { "content-type": "application/octet-stream" },
    },
  ],
  appealDispute: [act("POST /disputes/D-1/appeal", "ynfnfffnr", { reason: "again" })],
  withdrawDispute: [act("POST /disputes/D-1/withdrawal", "ynfnfffnr", { reason: "found it" })],
  claimSuggestion: [act(`POST /suggestions/${suggestion}/claim`, "ynynfyynr", {})],
  releaseSuggestion: [act(`POST /suggestions/${suggestion}/release`, "ynynfyynr", { reason: "on the road" })],
  dismissSuggestion: [act(`POST /suggestions/${suggestion}/dismissal`, "ynynfyynr", { reason: "no prospect" })],
  restoreSuggestion: [act(`POST /suggestions/${suggestion}/restoration`, "ynynfyynr", {})],
  contactSuggestion: [act(`POST /suggestions/${suggestion}/contact`, "ynynfyynr", { kind: "message" })],
  followUpMiss: [act("POST /follow-ups", "ynfnfffnr", { member: "rhea", plan: "north-monthly", on, act: "reason", text: "was away" })],
  readNotices: [act("POST /notices/reading", "yyyyfyyyr", {}), act("POST /notices/reading", "yfffffffn", { member: "rhea" })],
  requestLeave: [act("POST /leaves", "ynynfyynn", { member: "rhea", from: before })],
  decideLeave: [act("POST /leaves/4/decision", "ffynfyynn", { approve: true, reason: "rest" })],
  withdrawLeave: [act("POST /leaves/4/withdrawal", "ynynfyynn", { reason: "works" })],
  answerQuestion: [
    act(`POST /questions/${encodeURIComponent(`burst:rhea:${on}:email`)}/answer`, "ffyrfyyrr", { answer: "fine", reason: "a mailing" }),
  ],
  suggestMerge: [
    act("POST /merge-suggestions", "ynynfyynn", { keep: "rhea-1@prospects.example", other: "rhea-2@prospects.example", reason: "twice" }),
  ],
  decideMerge: [act("POST /merge-suggestions/4/decision", "fffffyynn", { merge: false, reason: "two" })],
  mergeProspects: [
    act("POST /merges?dryRun=true", "fffffyynn", { keep: "rhea-1@prospects.example", other: "rhea-2@prospects.example", reason: "one" }),
  ],
  unmergeProspect: [act("POST /unmerges?dryRun=true", "fffffyynn", { prospect: "rhea-2@prospects.example", reason: "two" })],
  attestActivity: [act("POST /attested-activities", "ffynfyynn", { member: "rhea", kind: "visit", occurredOn: on, reason: "seen" })],
  ruleActivity: [act(`POST ${record}/rulings`, "ffynfyynn", { metric: "calls", counts: false, reason: "a test" })],
  unlinkActivity: [act(`DELETE ${note}/link?${why}`, "ffynfyynn")],
  linkActivity: [act(`DELETE ${note}/unlinking?${why}`, "ffynfyynn")],
  voidActivity: [act(`DELETE ${note}?${why}`, "ynnnfyynn"), act(`DELETE ${record}?${why}`, "fnnnfyynn")],
  restoreActivity: [act(`DELETE ${note}/void?${why}`, "ynnnfyynn")],

  applyCompany: [act("PUT /company?dryRun=true", "fffffyyff", north)],
  draftPlan: [act("PUT /drafts/another", ofOperations, { metrics: [{ id: "emails", where: 'kind == "email"' }] })],
  publishDraft: [act("POST /drafts/north-draft/publication?dryRun=true", "fffffyynn", { startsOn: before })],
  discardDraft: [act("DELETE /drafts/north-draft", "fffffyynn")],
  redateActivities: [act("POST /redatings?dryRun=true", "fffffyynn", { member: "rhea", from, before, reason: "moved" })],
  importTargets: [act("PUT /targets/north-targets?dryRun=true", "fffffyyrr", [{ member: "rhea", period: days.monthOf, target: 90 }])],
  makeQuota: [act("POST /quotas", ofOperations, { kind: "email", cadence: "week", target: 5 })],
  endQuota: [act("DELETE /quotas/north-monthly", "fffffyynn")],
  addMembers: [act("POST /members", ofOperations, { members: [{ id: "newcomer", name: "Newcomer" }] })],
  mapIdentity: [act("POST /members/rhea/identities", "fffffyynn", { source: "dialer", externalId: "004" })],
  changeMember: [act("POST /members/rhea/changes", "fffffyynn", { field: "phase", value: "established", from: "2026-01-01" })],
  unmapIdentity: [act("DELETE /members/rhea/identities/dialer/004", "fffffyynn")],
  importCalendar: [
    {
      ...act("POST /calendars/ours/imports", ofOperations),
      text: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20270105\r\nSUMMARY:Fair\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      headers: { "content-type": "text/calendar" },
    },
  ],
  saveImportMap: [
    act("PUT /import-maps/another", ofOperations, {
      header: ["A", "B", "C"],
      map: { source: "dialer", columns: { external_id: "A", member: "B", occurred_at: "C" }, constants: { kind: "call" } },
    }),
  ],
  deleteImportMap: [act("DELETE /import-maps/north-map", "fffffyynn")],
  receiveImport: [
    {
      ...act("POST /imports", ofOperations),
      text: form("source,external_id,member,kind,occurred_at\n").payload,
      headers: form("").headers,
    },
  ],
  remapImport: [act(`PUT /imports/${importId}/map`, "fffffyynn", { map: { source: "dialer" } })],
  confirmImport: [act(`POST /imports/${importId}/confirmation`, "fffffyynn", {})],
  discardImport: [act(`DELETE /imports/${importId}`, "fffffyynn")],
  closePeriod: [act("POST /closures", ofOperations, { cadence: "month", on })],
  reopenPeriod: [act("POST /reopenings", ofOperations, { cadence: "month", on: "2020-01-01", reason: "wrong" })],
  listWebhooks: [get("/webhooks", ofHooks)],
  showWebhook: [get("/webhooks/north-webhook", ofNorthsAdmin)],
  addWebhook: [act("POST /webhooks", ofHooks, { name: "another", url: "https://hooks.example/another" })],
  changeWebhook: [act("PUT /webhooks/north-webhook", ofNorthsAdmin, { name: "north webhook", url: "https://hooks.example/" })],
  testWebhook: [act("POST /webhooks/north-webhook/test", ofNorthsAdmin)],
  resumeWebhook: [act("POST /webhooks/north-webhook/resumption", ofNorthsAdmin)],
  renewWebhookSecret: [act("POST /webhooks/north-webhook/secret", ofNorthsAdmin)],
  showDeliveries: [get("/webhooks/north-webhook/deliveries", ofNorthsAdmin)],
  replayDelivery: [act("POST /webhooks/north-webhook/deliveries/999999/replay", "ffffffnnn")],
  endWebhook: [act("DELETE /webhooks/north-webhook", ofNorthsAdmin)],
  listHooks: [get("/hook-endpoints", ofHooks)],
  showHook: [get("/hook-endpoints/north-hook", ofNorthsAdmin)],
  addHook: [act("POST /hook-endpoints", ofHooks, { name: "another", source: "crm", map: hookMap })],
  changeHook: [act("PUT /hook-endpoints/north-hook", ofNorthsAdmin, { name: "north hook", source: "crm", map: hookMap })],
  renewHookSecret: [act("POST /hook-endpoints/north-hook/secret", ofNorthsAdmin, {})],
  listHookRequests: [get("/hook-endpoints/north-hook/requests", ofNorthsAdmin)],
  showHookRequest: [get("/hook-endpoints/north-hook/requests/999999", "ffffffnnn")],
  replayHookRequest: [act("POST /hook-endpoints/north-hook/requests/999999/replay", "ffffffnnn")],
  endHook: [act("DELETE /hook-endpoints/north-hook", ofNorthsAdmin)],
  receiveHook: [{ to: "POST /hooks/unknown", lets: "nnnnnnnnn", open: "n", json: {} }],
  recordOpportunities: [
    act("POST /opportunities", ofOperations, { source: "pipeline", externalId: "another", owner: "rhea", openedOn: on }),
  ],
  voidOpportunity: [act(`DELETE ${deal}?${why}`, "fffffyynn")],
  restoreOpportunity: [act(`DELETE ${deal}/void?${why}`, "fffffyynn")],
  recordActivities: [
    act("POST /activities", "yrrrfyyyy", { source: "notebook", externalId: "another", member: "rhea", kind: "call", occurredOn: on }),
  ],

  showSession: [anybody("GET /session")],
  signIn: [anybody("POST /session", { name: "account-of-rhea@accounts.example", password: "wrong is wrong" })],
  finishSignIn: [anybody("POST /session/second-factor", { token: "x", code: "000000" })],
  beginPasskeySignIn: [anybody("POST /session/passkey/options")],
  signInWithPasskey: [anybody("POST /session/passkey", { response: {} })],
  requestReset: [anybody("POST /reset-requests", { email: "account-of-rhea@accounts.example" })],
  showLink: [anybody("GET /links/none")],
  openLink: [anybody("POST /links/none", { password: "seven quiet herons" })],
  setUp: [{ ...anybody("POST /set-up", { token: "x", company: null, email: "a@b.example", password: "seven quiet herons" }), open: "f" }],
  beginSampleCompany: [{ ...anybody("POST /sample-company", { token: "x" }), open: "f" }],
  showSampleLoading: [anybody("GET /sample-company/none")],
  changeAccount: [ownAccount("PUT /account", { language: "ko" })],
  changePassword: [ownAccount("POST /account/password", { current: "wrong is wrong", password: "seven quiet herons" }, "*********")],
  beginSecondFactor: [ownAccount("POST /account/second-factor", undefined, unproved)],
  confirmSecondFactor: [ownAccount("POST /account/second-factor/confirmation", { code: "000000" }, unproved)],
  endSecondFactor: [ownAccount("DELETE /account/second-factor", undefined, unproved)],
  listWaysIn: [ownAccount("GET /account/ways-in")],
  showProof: [ownAccount("GET /session/proof")],
  proveSession: [ownAccount("POST /session/proof", { password: "wrong is wrong" }, "*********")],
  beginPasskeyProof: [ownAccount("POST /session/proof/passkey/options", undefined, "*********")],
  proveWithPasskey: [ownAccount("POST /session/proof/passkey", { response: {} }, "*********")],
  listPasskeys: [ownAccount("GET /account/passkeys")],
  beginPasskey: [ownAccount("POST /account/passkeys/options", undefined, unproved)],
  addPasskey: [ownAccount("POST /account/passkeys", { name: "laptop", response: {} }, "*********")],
  removePasskey: [ownAccount("DELETE /account/passkeys/1", undefined, unproved)],
  listOidcLinks: [ownAccount("GET /account/oidc-links")],
  unlinkOidc: [ownAccount("DELETE /account/oidc-links/1", undefined, unproved)],
  listSessions: [ownAccount("GET /sessions")],
  endOtherSessions: [ownAccount("DELETE /sessions")],
  endSession: [ownAccount("DELETE /sessions/999999", undefined, "nnnnnnnn*")],
  listUsers: [get("/users", "ffffffYyf")],
  addUser: [act("POST /users", ofAccounts, { email: "newcomer@accounts.example", roles: ["rep"] })],
  changeUser: [act("PUT /users/spare", "ffffffynf", { roles: ["viewer"], member: null })],
  resetUser: [act("POST /users/spare/link", "ffffffynf")],
  endUser: [act("DELETE /users/spare", "ffffffynf")],
  listOidcProviders: [get("/oidc-providers", ofAccounts)],
  saveOidcProvider: [act("PUT /oidc-providers/none", ofAccounts, { name: "", issuer: "" })],
  removeOidcProvider: [act("DELETE /oidc-providers/none", "ffffffnnf")],
  listKeys: [get("/api-keys", ofAccounts)],
  makeKey: [act("POST /api-keys", ofAccounts, { name: "another", scopes: ["activities:read"] })],
  endKey: [act("DELETE /api-keys/999999", "ffffffnnf")],
  showReading: [act("GET /import-readings/00000000-0000-4000-8000-000000000009", ofOperations)],
  signOut: [anybody("DELETE /session")],
});
