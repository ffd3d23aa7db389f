// Written by npm run client out of openapi.json; what is written here by hand is lost.
import { segment, sendFor, sendForFile, type Call } from "./ask.ts";

export type AccountChange = { readonly language?: "en" | "ko" | null; readonly theme?: "system" | "light" | "dark" | null };

export type AccountLink = { readonly purpose: "invitation" | "reset"; readonly email: string | null; readonly company: { readonly id: string; readonly name: Name } };

export type Acknowledgement = { readonly remark?: string | null };

export type Act = { readonly changed: boolean };

export type Activity = { readonly source: string; readonly externalId: string; readonly member: string; readonly kind: string; readonly direction?: "outbound" | "inbound" | null; readonly occurredAt?: string | null; readonly occurredOn?: string | null; readonly durationSeconds?: number | null; readonly outcome?: string | null; readonly prospect?: string | null; readonly quantity?: number | null; readonly total?: boolean | null; readonly amount?: string | Money | null; readonly currency?: string | null; readonly provenance?: "captured" | "imported" | "self_reported" | null; readonly subject?: string | null; readonly url?: string | null; readonly evidence?: string | null; readonly signal?: string | null; readonly attributes?: Readonly<Record<string, string | number | boolean | Money>> | null; readonly revisedAt?: string | null; readonly voidedAt?: string | null; readonly voidReason?: string | null };

export type ActivityCounts = { readonly from: string | null; readonly before: string | null; readonly firstDay: string | null; readonly lastDay: string | null; readonly total: number; readonly shared: number; readonly unattributed: number; readonly kinds: readonly ({ readonly kind: string; readonly kindName: Name; readonly direction: "outbound" | "inbound" | null; readonly count: number })[]; readonly rows: readonly ({ readonly member?: string | null; readonly name?: Name | null; readonly source?: string | null; readonly reference?: string | null; readonly kind?: string; readonly direction?: "outbound" | "inbound" | null; readonly day?: string; readonly count: number; readonly ofTotals?: number })[] };

export type ActivityList = { readonly activities: readonly JudgedActivity[]; readonly nextCursor: string | null };

export type ActivityShown = { readonly source: string; readonly externalId: string; readonly member: string | null; readonly memberName: Name | null; readonly memberReference: string; readonly members: readonly ({ readonly member: string | null; readonly memberName: Name | null; readonly reference: string; readonly share: { readonly part: number; readonly of: number } })[]; readonly kind: string; readonly direction: string | null; readonly occurredAt: string | null; readonly occurredOn: string | null; readonly localDay: string; readonly localTime: string | null; readonly timeZone: string; readonly durationSeconds: number | null; readonly outcome: string | null; readonly prospect: string | null; readonly prospects: readonly string[]; readonly prospectName: string | null; readonly prospectStage: string | null; readonly total: boolean; readonly quantity: number | null; readonly amount: Money | null; readonly provenance: "captured" | "imported" | "self_reported" | "attested"; readonly subject: string | null; readonly url: string | null; readonly evidence: string | null; readonly attributes: Readonly<Record<string, unknown>> | null; readonly signal: string | null; readonly revisions: number; readonly revisedAt: string | null; readonly recordedAt: string; readonly voidReason: string | null; readonly isVoid: boolean; readonly attested?: { readonly reason: string; readonly by: string; readonly at: string; readonly dispute?: string }; readonly sameAs: { readonly source: string; readonly externalId: string } | null; readonly verdicts: readonly ({ readonly metric: string; readonly metricName: Name; readonly verdict: Verdict })[]; readonly earlier: readonly ({ readonly revision: number; readonly revisedAt: string | null; readonly recordedAt: string; readonly stale: boolean; readonly content: Readonly<Record<string, unknown>> })[]; readonly acts: readonly ({ readonly act: string; readonly reason: string; readonly doneBy: string; readonly doneAt: string })[]; readonly rulings: readonly ({ readonly metric: string; readonly counts: boolean | null; readonly conditions: readonly string[]; readonly reason: string; readonly by: string; readonly at: string; readonly dispute: string | null })[]; readonly links: { readonly standsFor: readonly ({ readonly source: string; readonly externalId: string })[]; readonly acts: readonly ({ readonly with: { readonly source: string; readonly externalId: string }; readonly act: "unlink" | "link"; readonly reason: string; readonly doneBy: string; readonly doneAt: string })[] }; readonly redatings: readonly ({ readonly from: { readonly day: string; readonly timeZone: string }; readonly to: { readonly day: string; readonly timeZone: string }; readonly reason: string; readonly doneBy: string; readonly doneAt: string })[]; readonly absences: readonly ({ readonly load: number; readonly file: string; readonly reason: string; readonly doneBy: string; readonly missingAt: string; readonly returnedAt: string | null })[] };

/** A closed period set beside what it comes to now; never part of a later period */
export type Adjustment = { readonly closure: number; readonly period: { readonly cadence: string; readonly startsOn: string; readonly endsBefore: string }; readonly statedIn: number | null; readonly subject: { readonly type: "member" | "team" | "company"; readonly id: string }; readonly name: Name | null; readonly plan: string; readonly status: { readonly before: string | null; readonly now: string | null }; readonly quotas: readonly ({ readonly metric: string; readonly within?: { readonly startsOn: string; readonly endsBefore: string }; readonly unit: "count" | "seconds" | "money"; readonly before: { readonly credited: Amount | null; readonly target: Amount; readonly status?: string } | null; readonly now: { readonly credited: Amount | null; readonly target: Amount; readonly status?: string } | null })[]; readonly causes: readonly ({ readonly cause: "record" | "void" | "restore" | "missing" | "ruling" | "link" | "stage" | "merge" | "redating" | "identity" | "employment" | "colleague" | "signal" | "contact" | "recount"; readonly metric: string; readonly unit: "count" | "seconds" | "money"; readonly day: string; readonly source: string | null; readonly externalId: string | null; readonly credited: Amount; readonly at: string } | { readonly cause: "target"; readonly metric: string; readonly within?: { readonly startsOn: string; readonly endsBefore: string }; readonly unit: "count" | "seconds" | "money"; readonly before: Amount | null; readonly now: Amount | null; readonly derivation: readonly DerivationStep[] })[] };

export type AdjustmentList = { readonly adjustments: readonly Adjustment[] };

/** In the metric's unit: a number with at most four decimals, or money */
export type Amount = number | Money;

export type AnswerOrder = { readonly answer: "fine" | "look_into" | "padding"; readonly reason: string };

export type ApiKey = { readonly number: number; readonly name: string; readonly beginning: string; readonly scopes: readonly string[]; readonly createdAt: string; readonly createdBy: string; readonly expiresAt: string | null; readonly usedAt: string | null; readonly endedAt: string | null; readonly endedBy: string | null };

export type ApiKeyOrder = { readonly name: string; readonly scopes: readonly ("activities:read" | "activities:write" | "activities:rule" | "attainment:read" | "boards:read" | "closing:read" | "closing:write" | "commitments:write" | "company:read" | "contacts:write" | "disputes:decide" | "disputes:read" | "disputes:write" | "exports:read" | "follow-ups:read" | "follow-ups:write" | "funnel:read" | "hooks:read" | "hooks:write" | "imports:read" | "imports:write" | "leaves:decide" | "leaves:read" | "leaves:write" | "members:write" | "metrics:read" | "notices:read" | "opportunities:read" | "opportunities:write" | "prospects:merge" | "prospects:read" | "prospects:write" | "questions:read" | "questions:write" | "rewards:dispute" | "rewards:read" | "rewards:write" | "settings:read" | "settings:write" | "signals:attest" | "signals:read" | "signals:write" | "statements:acknowledge" | "statements:read" | "suggestions:read" | "suggestions:write")[]; readonly expiresAt?: string | null };

export type ApiKeys = { readonly keys: readonly ApiKey[]; readonly nextCursor: string | null };

export type Attainment = { readonly on: string; readonly period: Period | null; readonly periods: readonly Period[]; readonly metrics: readonly ({ readonly id: string; readonly name: Name; readonly unit: "count" | "seconds" | "money"; readonly currency?: string; readonly isOfResults?: true })[]; readonly rows: readonly AttainmentRow[]; readonly teamRows: readonly TeamRow[]; readonly teams: readonly ({ readonly team: string; readonly name: Name; readonly parent: string | null; readonly parts: readonly Sum[] })[]; readonly company: { readonly parts: readonly Sum[] }; readonly away: readonly ({ readonly member: string; readonly days: readonly ({ readonly from: string; readonly through: string; readonly half: boolean })[] })[]; readonly counting: readonly ({ readonly metric: string; readonly progress: { readonly done: number; readonly of: number } })[]; readonly withheld: readonly ({ readonly code: "holidays-unknown"; readonly plans: readonly string[]; readonly calendar: string; readonly year: number; readonly members: number })[] };

export type AttainmentRow = { readonly member: string; readonly memberName: Name; readonly team: string | null; readonly plan: string; readonly planName: Name; readonly planVersion: number; readonly cadence: string; readonly startsOn: string; readonly endsBefore: string; readonly status: "met" | "ahead" | "on_pace" | "at_risk" | "behind" | "open" | "missed" | "counting" | "excused"; readonly requirement: Requirement };

export type Attestation = { readonly member: string; readonly kind: string; readonly direction?: "outbound" | "inbound" | null; readonly occurredAt?: string | null; readonly occurredOn?: string | null; readonly durationSeconds?: number | null; readonly outcome?: string | null; readonly prospect?: string | null; readonly quantity?: number | null; readonly amount?: string | Money | null; readonly currency?: string | null; readonly subject?: string | null; readonly url?: string | null; readonly evidence?: string | null; readonly signal?: string | null; readonly attributes?: Readonly<Record<string, string | number | boolean | Money>> | null; readonly externalId?: string | null; readonly reason: string };

export type AttestedActivity = { readonly changed: boolean; readonly activity: JudgedActivity };

export type AuditEvent = { readonly number: number; readonly at: string; readonly by: string; readonly act: string; readonly subject: string; readonly subjectId: string; readonly before: Readonly<Record<string, unknown>> | null; readonly after: Readonly<Record<string, unknown>> | null };

export type AuditSample = { readonly metric: string; readonly metricName: Name; readonly from: string; readonly before: string; readonly seed: string; readonly tolerated: number; readonly confidence: number; readonly all: number; readonly tooMany: number; readonly size: number; readonly found: { readonly bad: number; readonly badAtMost: number | null } | null; readonly records: readonly ({ readonly source: string; readonly externalId: string; readonly member: string | null; readonly kind: string; readonly localDay: string; readonly occurredAt: string | null; readonly durationSeconds: number | null; readonly prospect: string | null; readonly provenance: "captured" | "imported" | "self_reported" | "attested"; readonly url: string | null; readonly evidence: string | null })[] };

export type AuditSeal = { readonly number: number; readonly firstEvent: number; readonly lastEvent: number; readonly events: number; readonly root: string; readonly previous: string | null; readonly digest: string; readonly sealedAt: string; readonly signature: string };

export type Backtest = { readonly plan: string; readonly planName: Name; readonly cadence: string; readonly counted: readonly string[]; readonly asked: number; readonly periods: readonly ({ readonly period: Period; readonly draft: PlanOutcome; readonly inForce: PlanOutcome | null; readonly rows?: readonly ({ readonly member: string; readonly memberName: Name; readonly team: string | null; readonly draft: BacktestStanding | null; readonly inForce: BacktestStanding | null })[] })[] };

export type BacktestOrder = { readonly draft?: string; readonly content?: DraftContent; readonly plan?: string; readonly periods?: number; readonly rows?: boolean };

export type BacktestStanding = { readonly status: "met" | "missed" | "open" | "counting" | "excused"; readonly progress: Progress | null; readonly quotas: readonly ({ readonly metric: string; readonly target: Amount; readonly credited: Amount | null })[] };

export type BasisOrder = { readonly prospect: string; readonly kind: "consent" | "inquiry" | "contract" | "referral"; readonly channels?: readonly ("telephone" | "message" | "email" | "social" | "in_person")[]; readonly from?: string; readonly until?: string; readonly coversQuietHours?: boolean; readonly evidence?: string };

export type BoardPlace = { readonly rank: number; readonly tied: number; readonly member: string; readonly memberName: Name; readonly team: string | null; readonly credited: Amount; readonly target: Amount | null; readonly before: Amount };

export type CalendarImported = { readonly calendar: string; readonly added: number; readonly unchanged: number; readonly timed: number; readonly cancelled: number; readonly unknownYears: readonly number[]; readonly changes: readonly ({ readonly what: string; readonly id: string; readonly act: "added" | "changed" | "ended" | "revived" | "removed" | "withdrawn"; readonly field: string | null; readonly from: string | null; readonly to: string | null; readonly startsOn: string | null; readonly words: { readonly en: string; readonly ko: string } })[] };

export type CalendarList = { readonly kept: string | null; readonly calendars: readonly ({ readonly calendar: string; readonly name: Name | null; readonly base: string | null; readonly years: readonly number[] })[] };

export type CalendarShown = { readonly member: string | null; readonly calendars: readonly ({ readonly value: string | null; readonly from: string | null })[]; readonly workingWeeks: readonly ({ readonly value: string | null; readonly from: string | null })[]; readonly year: number; readonly workingDays: number; readonly standardDays: number; readonly months: readonly ({ readonly month: string; readonly workingDays: number; readonly standardDays: number; readonly holidays: readonly ({ readonly on: string; readonly name: Name; readonly half: boolean })[]; readonly away: readonly ({ readonly from: string; readonly through: string; readonly half: boolean })[] })[]; readonly unknown: readonly string[]; readonly provisional: readonly string[] };

export type Calibration = { readonly plans: readonly ({ readonly plan: string; readonly planName: Name; readonly cadence: string; readonly periods: number; readonly startsOn: string; readonly endsBefore: string; readonly forecasts: number; readonly brier: number | null; readonly straightLineBrier: number | null; readonly deciles: readonly ({ readonly from: number; readonly before: number; readonly forecasts: number; readonly said: number | null; readonly reached: number | null })[] })[]; readonly all: { readonly forecasts: number; readonly brier: number | null; readonly straightLineBrier: number | null; readonly deciles: readonly ({ readonly from: number; readonly before: number; readonly forecasts: number; readonly said: number | null; readonly reached: number | null })[] } };

export type Closing = { readonly period: Period; readonly blocks: readonly ClosingBlock[]; readonly closure: Closure | null; readonly statements: number; readonly adjustments: number };

/** What speaks against closing a period */
export type ClosingBlock = { readonly block: "not-over"; readonly until: string; readonly overrulable: boolean; readonly detail: { readonly en: string; readonly ko: string } } | { readonly block: "earlier-open"; readonly period: string; readonly overrulable: boolean; readonly detail: { readonly en: string; readonly ko: string } } | { readonly block: "counting"; readonly metric: string; readonly done: number; readonly of: number; readonly overrulable: boolean; readonly detail: { readonly en: string; readonly ko: string } } | { readonly block: "grace"; readonly plan: string; readonly days: number; readonly until: string; readonly overrulable: boolean; readonly detail: { readonly en: string; readonly ko: string } } | { readonly block: "leave"; readonly requests: number; readonly overrulable: boolean; readonly detail: { readonly en: string; readonly ko: string } } | { readonly block: "dispute"; readonly disputes: readonly string[]; readonly overrulable: boolean; readonly detail: { readonly en: string; readonly ko: string } } | { readonly block: "withheld"; readonly calendar: string; readonly year: number; readonly members: number; readonly overrulable: boolean; readonly detail: { readonly en: string; readonly ko: string } } | { readonly block: "unattributed"; readonly records: number; readonly overrulable: boolean; readonly detail: { readonly en: string; readonly ko: string } };

export type ClosingOrder = { readonly cadence: string; readonly on: string; readonly despite?: string | null };

export type Closure = { readonly closure: number; readonly period: Period; readonly version: number; readonly closedAt: string; readonly closedBy: string; readonly overruled: readonly ClosingBlock[]; readonly reason: string | null; readonly statedAt: string | null; readonly reopened: { readonly at: string; readonly by: string; readonly reason: string } | null };

export type ClosureList = { readonly closures: readonly Closure[]; readonly nextCursor: string | null };

export type Code = { readonly code: string };

export type Commitments = { readonly member: string; readonly day: string; readonly commitments: readonly ({ readonly metric: string; readonly amount: number })[] };

export type CommitmentsOrder = { readonly member?: string; readonly commitments: readonly ({ readonly metric: string; readonly amount: number })[] };

export type Companies = { readonly companies: readonly ({ readonly id: string })[] };

export type Company = { readonly company: { readonly id: string; readonly name: Name; readonly country: string; readonly timeZone: string; readonly currency: string; readonly firstWeekday: string }; readonly words: { readonly company: { readonly en: string; readonly ko: string }; readonly team: { readonly en: string; readonly ko: string }; readonly member: { readonly en: string; readonly ko: string }; readonly manager: { readonly en: string; readonly ko: string }; readonly prospect: { readonly en: string; readonly ko: string }; readonly customer: { readonly en: string; readonly ko: string }; readonly activity: { readonly en: string; readonly ko: string }; readonly quota: { readonly en: string; readonly ko: string }; readonly plan: { readonly en: string; readonly ko: string }; readonly ramp: { readonly en: string; readonly ko: string }; readonly reward: { readonly en: string; readonly ko: string }; readonly referral: { readonly en: string; readonly ko: string }; readonly opportunity: { readonly en: string; readonly ko: string }; readonly deal: { readonly en: string; readonly ko: string } }; readonly teams: readonly ({ readonly id: string; readonly name: Name; readonly parent: string | null })[]; readonly metrics: readonly ({ readonly id: string; readonly name: Name; readonly unit: "count" | "seconds" | "money"; readonly currency?: string })[]; readonly plans: readonly ({ readonly id: string; readonly name: Name; readonly cadence: string })[]; readonly periodLists: readonly ({ readonly id: string; readonly name: Name })[]; readonly kinds: readonly ({ readonly id: string; readonly name: Name })[]; readonly hasFunnel: boolean; readonly members: number; readonly activities: { readonly firstDay: string; readonly lastDay: string } | null; readonly version: number; readonly today: string };

export type CompanyChanges = { readonly company: string; readonly version: number; readonly changes: readonly ({ readonly what: string; readonly id: string; readonly act: "added" | "changed" | "ended" | "revived" | "removed" | "withdrawn"; readonly field: string | null; readonly from: string | null; readonly to: string | null; readonly startsOn: string | null; readonly words: { readonly en: string; readonly ko: string } })[]; readonly warnings?: readonly ({ readonly code: "plan-asks-contractors"; readonly plan: string; readonly members: readonly string[]; readonly words: { readonly en: string; readonly ko: string } } | { readonly code: "reward-falls"; readonly reward: string; readonly words: { readonly en: string; readonly ko: string } })[]; readonly keptDays?: { readonly records: number; readonly member: string | null; readonly from: string; readonly before: string }; readonly numbers?: { readonly totals: readonly ({ readonly metric: string; readonly unit: "count" | "seconds" | "money"; readonly cadence: string; readonly numbers: number; readonly difference: Amount })[]; readonly numbers: readonly ({ readonly metric: string; readonly member: string; readonly period: Period; readonly before: Amount; readonly after: Amount; readonly difference: Amount })[]; readonly statuses: readonly ({ readonly member: string; readonly plan: string; readonly period: Period; readonly before: "met" | "missed" | "open" | "counting" | null; readonly after: "met" | "missed" | "open" | "counting" | null })[]; readonly counting: readonly string[]; readonly nextCursor: string | null } };

/** As in /schemas/company.json */
export type CompanyFile = Readonly<Record<string, unknown>>;

export type CompanyOrder = { readonly name: string; readonly country: string; readonly timeZone: string; readonly currency?: string | null; readonly firstWeekday?: string | null; readonly id?: string | null; readonly preset?: string | null; readonly sample?: boolean | null };

export type ConsentRecorded = { readonly received: number; readonly recorded: number; readonly known: number; readonly rejected: readonly ({ readonly index: number; readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string; readonly errors?: readonly ({ readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string })[] })[] };

/** Who observed what was credited */
export type Coverage = { readonly captured: Amount; readonly imported: Amount; readonly selfReported: Amount; readonly attested: Amount };

export type DecisionAnswer = { readonly merge: number | null; readonly records: number; readonly totals: readonly ({ readonly metric: string; readonly unit: "count" | "seconds" | "money"; readonly cadence: string; readonly numbers: number; readonly difference: Amount })[]; readonly numbers: readonly ({ readonly metric: string; readonly member: string; readonly period: Period; readonly before: Amount; readonly after: Amount; readonly difference: Amount })[]; readonly counting: readonly string[]; readonly suggestion: MergeSuggestion };

export type DerivationStep = { readonly step: "base"; readonly value: Amount; readonly table?: { readonly id: string; readonly set: { readonly by: string; readonly at: string } | null } } | { readonly step: "ramp"; readonly share: string; readonly day?: number; readonly week?: number; readonly month?: number; readonly quarter?: number; readonly half?: number; readonly year?: number; readonly period?: number } | { readonly step: "proration"; readonly workingDays: number; readonly ofWorkingDays: number; readonly less: readonly ({ readonly why: "employment" | "holiday" | "leave" | "pattern"; readonly name?: Name; readonly days: readonly string[]; readonly workingDays: number })[] } | { readonly step: "unscaled" } | { readonly step: "rounding"; readonly rule: "half-up" | "up" | "down"; readonly exact: string } | { readonly step: "relief"; readonly contacts: number; readonly value: Amount } | { readonly step: "part"; readonly plan: string; readonly team: string | null; readonly startsOn: string; readonly endsBefore: string; readonly days: number; readonly ofDays: number; readonly base: Amount; readonly scale?: readonly ({ readonly step: "ramp"; readonly share: string; readonly day?: number; readonly week?: number; readonly month?: number; readonly quarter?: number; readonly half?: number; readonly year?: number; readonly period?: number } | { readonly step: "proration"; readonly workingDays: number; readonly ofWorkingDays: number; readonly less: readonly ({ readonly why: "employment" | "holiday" | "leave" | "pattern"; readonly name?: Name; readonly days: readonly string[]; readonly workingDays: number })[] } | { readonly step: "unscaled" })[]; readonly value: Amount; readonly table?: { readonly id: string; readonly set: { readonly by: string; readonly at: string } | null } } | { readonly step: "employed"; readonly startsOn: string; readonly endsBefore: string; readonly days: number; readonly ofDays: number } | { readonly step: "replaced"; readonly plan: string; readonly audience: { readonly members?: readonly string[]; readonly phase?: string; readonly role?: "rep" | "manager" | "operations" | "admin" | "viewer"; readonly team?: string }; readonly value?: Amount };

export type Dispute = { readonly dispute: string; readonly state: "open" | "appealed" | "upheld" | "rejected" | "withdrawn"; readonly member: Person; readonly localDay: string; readonly record: { readonly source: string; readonly externalId: string; readonly metric: string; readonly counts: boolean } | null; readonly missing: Readonly<Record<string, unknown>> | null; readonly reason: string; readonly raisedAt: string; readonly raisedOn: string; readonly waiting: { readonly deciders: readonly Person[]; readonly since: string; readonly decideThrough: string; readonly late: boolean } | null; readonly appealThrough: string | null; readonly acts: readonly ({ readonly act: "comment" | "evidence" | "withdrawal" | "decision" | "appeal"; readonly by: Person; readonly at: string; readonly on: string; readonly said: string; readonly link: string | null; readonly upheld: boolean | null; readonly outcome: DisputeOutcome | null })[]; readonly files: readonly ({ readonly file: number; readonly name: string; readonly type: string; readonly bytes: number; readonly by: Person; readonly addedAt: string })[] };

export type DisputeComment = { readonly by?: string | null; readonly text: string; readonly evidence?: string | null };

export type DisputeDecision = { readonly by?: string | null; readonly upheld: boolean; readonly reason: string; readonly conditions?: readonly string[] };

export type DisputeList = { readonly disputes: readonly Dispute[]; readonly nextCursor: string | null };

export type DisputeOutcome = { readonly record: { readonly source: string; readonly externalId: string }; readonly verdict: Verdict | null; readonly totals: readonly ({ readonly metric: string; readonly unit: "count" | "seconds" | "money"; readonly cadence: string; readonly numbers: number; readonly difference: Amount })[]; readonly numbers: readonly ({ readonly metric: string; readonly member: string; readonly period: Period; readonly before: Amount; readonly after: Amount; readonly difference: Amount })[]; readonly statuses: readonly ({ readonly member: string; readonly plan: string; readonly period: Period; readonly before: "met" | "missed" | "open" | "counting" | null; readonly after: "met" | "missed" | "open" | "counting" | null })[]; readonly counting: readonly string[] };

export type DisputeReason = { readonly by?: string | null; readonly reason: string; readonly evidence?: string | null };

export type Done = { readonly done: true };

export type Draft = { readonly id: string; readonly name: string | null; readonly state: "open" | "published" | "discarded"; readonly savedBy: string; readonly savedAt: string; readonly decidedBy: string | null; readonly decidedAt: string | null; readonly settingsVersion: number | null; readonly metrics: readonly string[]; readonly plans: readonly string[] };

/** Metrics and plans as in /schemas/company.json; nothing else */
export type DraftContent = { readonly metrics?: readonly (Readonly<Record<string, unknown>>)[]; readonly plans?: readonly (Readonly<Record<string, unknown>>)[] };

export type DraftShown = { readonly id: string; readonly name: string | null; readonly state: "open" | "published" | "discarded"; readonly savedBy: string; readonly savedAt: string; readonly decidedBy: string | null; readonly decidedAt: string | null; readonly settingsVersion: number | null; readonly metrics: readonly string[]; readonly plans: readonly string[]; readonly content: DraftContent; readonly yaml: string; readonly changes: readonly ({ readonly what: string; readonly id: string; readonly act: "added" | "changed" | "ended" | "revived" | "removed" | "withdrawn"; readonly field: string | null; readonly from: string | null; readonly to: string | null; readonly startsOn: string | null; readonly words: { readonly en: string; readonly ko: string } })[] | null; readonly refusals: readonly ({ readonly code: string; readonly pointer: string; readonly words: { readonly en: string; readonly ko: string } })[] };

export type Drafts = { readonly drafts: readonly Draft[]; readonly nextCursor: string | null };

export type EffortDraft = { readonly plan: string; readonly target: number; readonly draft: Draft };

export type EffortDraftOrder = { readonly member?: string | null; readonly cadence?: string | null; readonly on?: string | null; readonly wanted: { readonly results?: number | null; readonly income?: string | Money | null; readonly each?: string | Money | null; readonly worth?: string | Money | null; readonly deals?: readonly (string | Money)[] | null; readonly currency?: string | null }; readonly chance?: number | null; readonly stages?: readonly ({ readonly name?: string | null; readonly rate?: string | number | null; readonly counted?: { readonly reached: number; readonly of: number } | null; readonly minutes?: number | null })[] | null; readonly rates?: "funnel" | "assumed" | null; readonly first?: string | null; readonly last?: string | null; readonly from?: string | null; readonly before?: string | null; readonly minutes?: Readonly<Record<string, number>> | null; readonly hoursPerDay?: number | null; readonly contacts?: number | null; readonly metric?: string | null };

export type EffortOrder = { readonly member?: string | null; readonly cadence?: string | null; readonly on?: string | null; readonly wanted: { readonly results?: number | null; readonly income?: string | Money | null; readonly each?: string | Money | null; readonly worth?: string | Money | null; readonly deals?: readonly (string | Money)[] | null; readonly currency?: string | null }; readonly chance?: number | null; readonly stages?: readonly ({ readonly name?: string | null; readonly rate?: string | number | null; readonly counted?: { readonly reached: number; readonly of: number } | null; readonly minutes?: number | null })[] | null; readonly rates?: "funnel" | "assumed" | null; readonly first?: string | null; readonly last?: string | null; readonly from?: string | null; readonly before?: string | null; readonly minutes?: Readonly<Record<string, number>> | null; readonly hoursPerDay?: number | null; readonly contacts?: number | null };

export type EffortPlan = { readonly period: Period; readonly member: { readonly id: string; readonly name: Name } | null; readonly chance: number; readonly aim: { readonly results: number } | { readonly worth: Money }; readonly rates: "typed" | "funnel" | "assumed"; readonly stages: readonly ({ readonly id: string; readonly name: Name | null; readonly rate: { readonly type: "known" | "believed"; readonly mean: number; readonly interval: { readonly low: number; readonly high: number } | null }; readonly counted: { readonly reached: number; readonly of: number } | null; readonly source: { readonly text: string; readonly year: number | null; readonly url: string | null } | null; readonly minutesEach: number; readonly count: number | null; readonly hours: number | null })[]; readonly result: { readonly id: string; readonly name: Name } | null; readonly rate: { readonly type: "known" | "believed"; readonly mean: number; readonly interval: { readonly low: number; readonly high: number } | null }; readonly isReachable: boolean; readonly needed: { readonly count: number; readonly low: number; readonly high: number | null } | null; readonly perWorkingDay: { readonly count: number; readonly low: number; readonly high: number | null } | null; readonly perWeek: { readonly count: number; readonly low: number; readonly high: number | null } | null; readonly hours: number | null; readonly expectedResults: number | null; readonly availableHours: number; readonly workingDays: number; readonly ofWorkingDays: number; readonly less: readonly ({ readonly why: "employment" | "holiday" | "leave" | "pattern"; readonly name?: Name; readonly days: readonly string[]; readonly workingDays: number })[]; readonly contacts: number | null; readonly why: readonly ({ readonly type: "no_rate"; readonly stage: string } | { readonly type: "no_end"; readonly most: number } | { readonly type: "no_working_days" } | { readonly type: "time"; readonly neededHours: number; readonly availableHours: number } | { readonly type: "contacts"; readonly needed: number; readonly most: number })[]; readonly reach: { readonly count: number; readonly chance: number; readonly expectedResults: number; readonly within: { readonly results: number } | { readonly worth: Money } } | null; readonly curve: readonly ({ readonly count: number; readonly chance: number })[] };

export type Entry = { readonly kind: string; readonly direction: string | null; readonly asksProspect: boolean; readonly asksDuration: boolean; readonly asksOutcome: boolean; readonly metrics: readonly string[] };

export type Erasure = { readonly erasure: number; readonly what: "member" | "prospect"; readonly id: string; readonly reason: string; readonly by: string; readonly at: string; readonly counts: Readonly<Record<string, number>> };

export type ErasureDone = { readonly erasure: number; readonly what: "member" | "prospect"; readonly id: string; readonly records: number; readonly texts: number; readonly files: number; readonly importsDiscarded: number };

export type Explanation = { readonly member: string; readonly metric: string; readonly unit: "count" | "seconds" | "money"; readonly period: Period; readonly asked: readonly ({ readonly plan: string; readonly planName: Name; readonly planVersion: number; readonly target: Amount; readonly derivation: readonly DerivationStep[]; readonly pace: Pace | null })[]; readonly withheld: readonly ({ readonly code: "holidays-unknown"; readonly plans: readonly string[]; readonly calendar: string; readonly year: number; readonly members: number })[]; readonly notConnected: readonly string[]; readonly credited: Amount; readonly records: readonly ({ readonly source: string; readonly externalId: string; readonly member: string | null; readonly memberName: Name | null; readonly memberReference: string; readonly members: readonly ({ readonly member: string | null; readonly memberName: Name | null; readonly reference: string; readonly share: { readonly part: number; readonly of: number } })[]; readonly kind: string; readonly direction: string | null; readonly occurredAt: string | null; readonly occurredOn: string | null; readonly localDay: string; readonly localTime: string | null; readonly timeZone: string; readonly durationSeconds: number | null; readonly outcome: string | null; readonly prospect: string | null; readonly prospects: readonly string[]; readonly prospectName: string | null; readonly prospectStage: string | null; readonly total: boolean; readonly quantity: number | null; readonly amount: Money | null; readonly provenance: "captured" | "imported" | "self_reported" | "attested"; readonly subject: string | null; readonly url: string | null; readonly evidence: string | null; readonly attributes: Readonly<Record<string, unknown>> | null; readonly signal: string | null; readonly revisions: number; readonly revisedAt: string | null; readonly recordedAt: string; readonly voidReason: string | null; readonly isVoid: boolean; readonly attested?: { readonly reason: string; readonly by: string; readonly at: string; readonly dispute?: string }; readonly sameAs: { readonly source: string; readonly externalId: string } | null; readonly verdict: Verdict })[]; readonly nextCursor: string | null };

export type FollowUp = { readonly member: Person; readonly plan: { readonly id: string; readonly name: Name }; readonly period: Period; readonly state: "missed" | "explained" | "excused" | "coached" | "due" | "reviewed" | "closed"; readonly reviewOn: string | null; readonly leaders: readonly Person[]; readonly possible: readonly ("reason" | "excusal" | "coaching" | "review" | "acknowledgement")[]; readonly acts: readonly ({ readonly act: "reason" | "excusal" | "coaching" | "review" | "acknowledgement"; readonly by: Person; readonly text: string; readonly reviewOn: string | null; readonly at: string; readonly on: string })[] };

export type FollowUpList = { readonly followUps: readonly FollowUp[]; readonly nextCursor: string | null };

export type FoundMembers = { readonly members: readonly ({ readonly member: string; readonly name: Name; readonly team: string | null })[] };

export type FoundProspects = { readonly prospects: readonly ProspectNamed[] };

export type Funnel = { readonly from: string; readonly before: string; readonly through: string; readonly stages: readonly ({ readonly id: string; readonly name: Name; readonly count: number; readonly loose: number | null })[]; readonly steps: readonly ({ readonly from: string; readonly to: string; readonly reached: number; readonly of: number; readonly rate: { readonly mean: number; readonly interval: { readonly low: number; readonly high: number } } | null })[]; readonly whole: { readonly from: string; readonly to: string; readonly reached: number; readonly of: number; readonly rate: { readonly mean: number; readonly interval: { readonly low: number; readonly high: number } } | null } | null; readonly by: "member" | "team" | "source" | "kind" | null; readonly rows: readonly ({ readonly id: string | null; readonly name: Name | null; readonly counts: readonly number[]; readonly reached: number; readonly of: number; readonly own: { readonly mean: number; readonly interval: { readonly low: number; readonly high: number } } | null; readonly believed: { readonly mean: number; readonly interval: { readonly low: number; readonly high: number } } | null; readonly above: number | null; readonly isToldApart: boolean })[]; readonly isSpread: boolean; readonly cohorts: readonly ({ readonly startsOn: string; readonly counts: readonly number[]; readonly of: number; readonly reached: number; readonly expected: number })[]; readonly lag: { readonly half: number | null; readonly mostly: number | null; readonly days: readonly ({ readonly day: number; readonly share: number })[] }; readonly attribution: { readonly model: "first" | "last" | "linear" | "u" | "time_decay"; readonly lookBackDays: number; readonly halfLifeDays: number; readonly opened: number; readonly withoutActivity: number; readonly rows: readonly ({ readonly kind: string; readonly kindName: Name; readonly source: string; readonly hundredths: number })[] } | null };

export type FunnelAssumptions = { readonly stages: readonly ({ readonly id: string; readonly name: Name; readonly kinds: readonly string[]; readonly outcomes: readonly string[]; readonly milestone: "opportunity_opened" | "deal_won" | "deal_lost" | null })[]; readonly rates: readonly ({ readonly from: string; readonly to: string; readonly rate: number; readonly source: { readonly text: string; readonly year: number | null; readonly url: string | null } })[] };

export type Health = { readonly status: string };

export type HmacScheme = { readonly type: "hmac"; readonly header: string; readonly prefix?: string; readonly encoding?: "hex" | "base64"; readonly algorithm?: "sha256" | "sha512" | "sha1"; readonly signed?: string; readonly timestampHeader?: string | null; readonly parts?: { readonly timestamp: string; readonly signature: string } | null; readonly idHeader?: string | null };

export type HookAnswer = { readonly state: "waiting" | "done" | "ignored" | "quarantined" | "duplicate" | "pong"; readonly request: number | null; readonly received: number; readonly accepted: number; readonly duplicates: number; readonly revised: number; readonly stale: number; readonly unattributed: number; readonly ignored: number; readonly rejected: number; readonly unused: readonly string[]; readonly problems: readonly ({ readonly event: number | null; readonly code: string; readonly pointer: string })[] };

export type HookEnded = { readonly id: string };

export type HookEndpoint = { readonly version: number; readonly id: string; readonly name: string; readonly url: string; readonly source: string; readonly scheme: HookScheme; readonly map: Readonly<Record<string, unknown>>; readonly account: { readonly column: string; readonly value: string } | null; readonly addresses: readonly string[] | null; readonly createdAt: string; readonly createdBy: string; readonly suspendedAt: string | null; readonly oldSecretUntil: string | null; readonly lastReceivedAt: string | null; readonly waiting: number; readonly quarantined: number; readonly refused: { readonly count: number; readonly lastAt: string; readonly lastCode: string } | null };

export type HookEndpointList = { readonly endpoints: readonly HookEndpoint[] };

export type HookEndpointMade = { readonly version: number; readonly id: string; readonly name: string; readonly url: string; readonly source: string; readonly scheme: HookScheme; readonly map: Readonly<Record<string, unknown>>; readonly account: { readonly column: string; readonly value: string } | null; readonly addresses: readonly string[] | null; readonly createdAt: string; readonly createdBy: string; readonly suspendedAt: string | null; readonly oldSecretUntil: string | null; readonly lastReceivedAt: string | null; readonly waiting: number; readonly quarantined: number; readonly refused: { readonly count: number; readonly lastAt: string; readonly lastCode: string } | null; readonly secret: string };

export type HookOrder = { readonly name: string; readonly source: string; readonly scheme?: "standard" | "github" | "stripe" | "slack" | "hubspot" | "token" | "url" | HookScheme; readonly secret?: string; readonly map: Readonly<Record<string, unknown>>; readonly account?: { readonly column: string; readonly value: string } | null; readonly addresses?: readonly string[] | null; readonly suspended?: boolean };

export type HookRequest = { readonly request: number; readonly receivedAt: string; readonly deliveryId: string | null; readonly state: "waiting" | "done" | "ignored" | "quarantined"; readonly counts: { readonly received: number; readonly accepted: number; readonly duplicates: number; readonly revised: number; readonly stale: number; readonly unattributed: number; readonly ignored: number; readonly rejected: number } | null; readonly problems: readonly ({ readonly event: number | null; readonly code: string; readonly pointer: string; readonly path: string | null; readonly detail: { readonly en: string; readonly ko: string } })[]; readonly unused: readonly string[]; readonly hasBody: boolean; readonly processedAt: string | null; readonly replayedAt: string | null; readonly replayedBy: string | null };

export type HookRequestList = { readonly requests: readonly HookRequest[]; readonly nextCursor: string | null };

export type HookRequestShown = { readonly request: number; readonly receivedAt: string; readonly deliveryId: string | null; readonly state: "waiting" | "done" | "ignored" | "quarantined"; readonly counts: { readonly received: number; readonly accepted: number; readonly duplicates: number; readonly revised: number; readonly stale: number; readonly unattributed: number; readonly ignored: number; readonly rejected: number } | null; readonly problems: readonly ({ readonly event: number | null; readonly code: string; readonly pointer: string; readonly path: string | null; readonly detail: { readonly en: string; readonly ko: string } })[]; readonly unused: readonly string[]; readonly hasBody: boolean; readonly processedAt: string | null; readonly replayedAt: string | null; readonly replayedBy: string | null; readonly body: string | null };

export type HookScheme = { readonly type: "standard" } | HmacScheme | { readonly type: "hubspot" } | { readonly type: "token"; readonly header?: string | null };

export type Identity = { readonly source: string; readonly externalId: string };

export type IdentityMapped = { readonly member: string; readonly source: string; readonly externalId: string; readonly changed: boolean; readonly records: number; readonly version: number };

export type Import = { readonly id: string; readonly fileName: string; readonly bytes: number; readonly what: "activities" | "prospects" | "members" | "leaves" | "opportunities"; readonly state: "waiting" | "running" | "done" | "failed" | "discarded"; readonly createdAt: string; readonly confirmedAt: string | null; readonly doneAt: string | null; readonly by: string; readonly sameFileAs: { readonly id: string; readonly fileName: string; readonly createdAt: string } | null; readonly restOf: { readonly id: string; readonly fileName: string; readonly rejected: number } | null; readonly sentAgain: readonly ({ readonly id: string; readonly fileName: string; readonly createdAt: string; readonly state: "waiting" | "running" | "done" | "failed" | "discarded"; readonly taken: number | null; readonly rejected: number | null })[]; readonly preview: ImportPreview | null; readonly load: ImportLoad | null; readonly progress: { readonly rows: number; readonly ofRows: number }; readonly resumedAtRow: number | null; readonly counts: { readonly received: number; readonly accepted: number; readonly duplicates: number; readonly revised: number; readonly stale: number; readonly rejected: number; readonly unattributed: number; readonly skipped: number } | null; readonly voided: number | null; readonly newSources: readonly string[]; readonly notes: readonly string[]; readonly rejections: readonly ({ readonly row: number; readonly errors: readonly ({ readonly code: string; readonly pointer: string; readonly detail: string })[] })[]; readonly hasRejectedFile: boolean; readonly refusals: readonly ({ readonly code: string; readonly pointer: string; readonly detail: string })[]; readonly firstDay: string | null; readonly lastDay: string | null };

export type ImportConfirmation = { readonly addMembers?: boolean | readonly ({ readonly reference: string; readonly id?: string | null; readonly name: string; readonly email?: string | null })[]; readonly saveMapAs?: string | null; readonly map?: Readonly<Record<string, unknown>> | string; readonly complete?: { readonly from: string; readonly before: string; readonly voids?: number | null } | null };

export type ImportList = { readonly imports: readonly Import[]; readonly nextCursor: string | null };

/** What a complete load of the file would void */
export type ImportLoad = { readonly from: string; readonly before: string; readonly voids: number; readonly sources: readonly ({ readonly source: string; readonly records: number; readonly outside: number; readonly missing: number })[]; readonly first: readonly ({ readonly source: string; readonly externalId: string; readonly member: string | null; readonly memberReference: string; readonly kind: string; readonly occurredAt: string | null; readonly localDay: string })[]; readonly byMemberAndDay: readonly ({ readonly member: string | null; readonly memberReference: string | null; readonly day: string; readonly count: number })[] };

/** A map that files with its columns are read by */
export type ImportMap = { readonly id: string; readonly name: string; readonly what: "activities" | "prospects" | "members" | "leaves" | "opportunities"; readonly header: readonly string[]; readonly savedBy: string; readonly savedAt: string; readonly keptFor: string | null; readonly usedAt: string | null };

export type ImportMapOrder = { readonly name?: string; readonly what?: "activities" | "prospects" | "members" | "leaves" | "opportunities"; readonly header: readonly string[]; readonly map: Readonly<Record<string, unknown>> };

export type ImportMapShown = { readonly id: string; readonly name: string; readonly what: "activities" | "prospects" | "members" | "leaves" | "opportunities"; readonly header: readonly string[]; readonly savedBy: string; readonly savedAt: string; readonly keptFor: string | null; readonly usedAt: string | null; readonly map: Readonly<Record<string, unknown>> };

export type ImportMaps = { readonly importMaps: readonly ImportMap[]; readonly nextCursor: string | null };

/** What a file would come to, before anything of it is stored */
export type ImportPreview = { readonly fileName: string; readonly format: "csv" | "xlsx" | "html" | "mbox" | "kakaotalk" | "ndjson"; readonly encoding: string | null; readonly rows: number; readonly what: "activities" | "prospects" | "members" | "leaves" | "opportunities"; readonly recognisedAs: { readonly id: string; readonly name: string } | null; readonly savedMap: { readonly id: string; readonly name: string; readonly savedAt: string } | null; readonly sheets: readonly ({ readonly name: string; readonly isHidden: boolean })[]; readonly sheet: string | null; readonly headerRow: number; readonly layout: { readonly titleRows: number; readonly subtotalRows: number; readonly unpivoted: boolean }; readonly columns: readonly ({ readonly name: string; readonly examples: readonly string[]; readonly field: string | null; readonly confidence: number; readonly why: string })[]; readonly fields: readonly ({ readonly field: string; readonly needed: boolean; readonly from: readonly string[]; readonly constant: string | null })[]; readonly map: Readonly<Record<string, unknown>>; readonly questions: readonly ({ readonly id: string; readonly column: string | null; readonly text: string; readonly chosen: string | null; readonly choices: readonly ({ readonly id: string; readonly label: string; readonly map: Readonly<Record<string, unknown>> })[] })[]; readonly rowsRead: readonly ({ readonly row: number; readonly fields: Readonly<Record<string, unknown>>; readonly errors: readonly ({ readonly code: string; readonly pointer: string; readonly detail: string })[] })[]; readonly members: { readonly known: number; readonly proposed: readonly ({ readonly reference: string; readonly source: string; readonly id: string; readonly name: string; readonly email: string | null; readonly rows: number; readonly isNew: boolean })[]; readonly more: number }; readonly kinds: Readonly<Record<string, number>>; readonly firstDay: string | null; readonly lastDay: string | null; readonly skipped: number; readonly rejected: number; readonly rejections: readonly ({ readonly row: number; readonly errors: readonly ({ readonly code: string; readonly pointer: string; readonly detail: string })[] })[]; readonly notes: readonly string[]; readonly canImport: boolean; readonly refusals: readonly ({ readonly code: string; readonly pointer: string; readonly detail: string })[] };

export type ImportReading = { readonly share: number | null };

export type Inbox = { readonly member: string | null; readonly disputes: readonly Dispute[]; readonly leaves: readonly Leave[]; readonly followUps: readonly FollowUp[]; readonly questions: readonly Question[]; readonly notices: readonly Notice[]; readonly unread: number };

export type JudgedActivity = { readonly source: string; readonly externalId: string; readonly member: string | null; readonly memberName: Name | null; readonly memberReference: string; readonly members: readonly ({ readonly member: string | null; readonly memberName: Name | null; readonly reference: string; readonly share: { readonly part: number; readonly of: number } })[]; readonly kind: string; readonly direction: string | null; readonly occurredAt: string | null; readonly occurredOn: string | null; readonly localDay: string; readonly localTime: string | null; readonly timeZone: string; readonly durationSeconds: number | null; readonly outcome: string | null; readonly prospect: string | null; readonly prospects: readonly string[]; readonly prospectName: string | null; readonly prospectStage: string | null; readonly total: boolean; readonly quantity: number | null; readonly amount: Money | null; readonly provenance: "captured" | "imported" | "self_reported" | "attested"; readonly subject: string | null; readonly url: string | null; readonly evidence: string | null; readonly attributes: Readonly<Record<string, unknown>> | null; readonly signal: string | null; readonly revisions: number; readonly revisedAt: string | null; readonly recordedAt: string; readonly voidReason: string | null; readonly isVoid: boolean; readonly attested?: { readonly reason: string; readonly by: string; readonly at: string; readonly dispute?: string }; readonly sameAs: { readonly source: string; readonly externalId: string } | null; readonly verdicts: readonly ({ readonly metric: string; readonly metricName: Name; readonly verdict: Verdict })[] };

export type Leaderboard = { readonly period: Period; readonly beforeIs: { readonly startsOn: string; readonly endsBefore: string }; readonly metric: { readonly id: string; readonly name: Name; readonly unit: "count" | "seconds" | "money"; readonly currency?: string; readonly isOfResults?: true }; readonly metrics: readonly ({ readonly id: string; readonly name: Name; readonly unit: "count" | "seconds" | "money"; readonly currency?: string; readonly isOfResults?: true })[]; readonly cadences: readonly string[]; readonly team: string | null; readonly teams: readonly ({ readonly team: string; readonly name: Name })[]; readonly by: "credited" | "improvement"; readonly members: number; readonly hidden: number; readonly places: readonly BoardPlace[]; readonly own: BoardPlace | null; readonly nextCursor: string | null };

export type Leave = { readonly leave: number; readonly member: string; readonly memberName: Name; readonly from: string; readonly through: string; readonly half: boolean; readonly kind: "vacation" | "sick" | "parental" | "family_event" | "military" | "training" | "public_duty" | "unpaid" | "other"; readonly state: "requested" | "approved" | "rejected" | "declared" | "withdrawn"; readonly note: string | null; readonly requested: { readonly by: string; readonly at: string }; readonly decided: { readonly by: string; readonly at: string; readonly reason: string | null } | null; readonly withdrawn: { readonly by: string; readonly at: string; readonly reason: string | null } | null };

export type LeaveAnswer = { readonly changed: boolean; readonly leave: Leave };

export type LeaveDecision = { readonly approve: boolean; readonly reason: string };

export type LeaveOrder = { readonly member: string; readonly from: string; readonly through?: string | null; readonly kind?: "vacation" | "sick" | "parental" | "family_event" | "military" | "training" | "public_duty" | "unpaid" | "other" | null; readonly half?: boolean | null; readonly note?: string | null };

export type LeaveWithdrawal = { readonly reason: string };

export type Leaves = { readonly leaves: readonly Leave[]; readonly nextCursor: string | null };

export type LinkAct = { readonly changed: boolean; readonly sameAs: { readonly source: string; readonly externalId: string } | null; readonly standsFor: readonly ({ readonly source: string; readonly externalId: string })[] };

export type LinkOrder = { readonly recipients: readonly string[]; readonly links: readonly ({ readonly url: string; readonly topic?: string | null })[]; readonly sentAt?: string | null };

export type LinkPassword = { readonly password: string };

export type LinksMade = { readonly messages: readonly ({ readonly recipient: { readonly kind: string; readonly value: string }; readonly links: readonly ({ readonly url: string; readonly address: string })[]; readonly honeypot: string })[]; readonly erased: number };

export type ListedMember = { readonly member: string; readonly name: Name; readonly email: string | null; readonly role: "rep" | "manager" | "operations" | "admin" | "viewer"; readonly team: string | null; readonly phase: string | null; readonly engagement: "employee" | "contractor"; readonly employedFrom: string | null; readonly employedThrough: string | null; readonly ended: boolean; readonly identities: readonly ({ readonly source: string; readonly externalId: string })[] };

export type ListedOpportunity = { readonly source: string; readonly externalId: string; readonly member: string | null; readonly memberName: Name | null; readonly name: string | null; readonly owners: readonly string[]; readonly prospects: readonly string[]; readonly product: string | null; readonly stage: string | null; readonly amount: Money | null; readonly units: number | null; readonly newCustomer: boolean | null; readonly openedOn: string | null; readonly closedOn: string | null; readonly outcome: "won" | "lost" | null; readonly url: string | null; readonly attributes: Readonly<Record<string, unknown>> | null; readonly isVoid: boolean; readonly voidReason: string | null; readonly states: number; readonly recordedAt: string };

export type ListedProspect = { readonly name: string | null; readonly reference: { readonly kind: string; readonly value: string }; readonly owner: Person | null; readonly stage: string | null; readonly lastOn: string | null };

export type ListedSignal = { readonly source: string; readonly externalId: string; readonly kind: "click" | "reply" | "form" | "mention" | "share" | "quote" | "follow" | "like" | "opt_out"; readonly occurredAt: string; readonly author: { readonly kind: string; readonly value: string } | null; readonly topics: readonly ({ readonly topic: string; readonly by: "told" | "phrase" | "synonym"; readonly phrase: string | null; readonly found: string | null; readonly startsAt: number | null; readonly endsBefore: number | null; readonly counts: boolean })[]; readonly url: string | null; readonly excerpt: string | null; readonly evidence: string | null; readonly revision: number; readonly purgedAt: string | null };

export type MapOrder = { readonly map: Readonly<Record<string, unknown>> | string };

export type MemberChange = { readonly field: "team" | "phase" | "timeZone" | "holidays" | "workingDays" | "engagement" | "name" | "role" | "employedThrough"; readonly value?: string | Readonly<Record<string, number>> | Name | null; readonly from?: string | null };

export type MemberChanged = { readonly member: string; readonly changed: boolean; readonly version: number };

export type MemberList = { readonly members: readonly ListedMember[]; readonly all: number; readonly nextCursor: string | null };

export type MemberShown = { readonly member: string; readonly name: Name; readonly email: string | null; readonly role: "rep" | "manager" | "operations" | "admin" | "viewer"; readonly team: string | null; readonly phase: string | null; readonly engagement: "employee" | "contractor"; readonly employedFrom: string | null; readonly employedThrough: string | null; readonly ended: boolean; readonly identities: readonly ({ readonly source: string; readonly externalId: string })[]; readonly code: string | null; readonly history: { readonly team: readonly ({ readonly value: string | null; readonly from: string | null })[]; readonly phase: readonly ({ readonly value: string | null; readonly from: string | null })[]; readonly timeZone: readonly ({ readonly value: string | null; readonly from: string | null })[]; readonly holidays: readonly ({ readonly value: string | null; readonly from: string | null })[]; readonly workingDays: readonly ({ readonly value: string | null; readonly from: string | null })[]; readonly engagement: readonly ({ readonly value: string | null; readonly from: string | null })[] } };

export type MembersAdded = { readonly members: readonly ({ readonly id: string; readonly name: Name; readonly act: "added" | "changed" | "unchanged" })[]; readonly attributed: number; readonly version: number; readonly changes: readonly ({ readonly what: string; readonly id: string; readonly act: "added" | "changed" | "ended" | "revived" | "removed" | "withdrawn"; readonly field: string | null; readonly from: string | null; readonly to: string | null; readonly startsOn: string | null; readonly words: { readonly en: string; readonly ko: string } })[] };

export type MembersOrder = { readonly members: readonly ({ readonly id?: string | null; readonly name: string; readonly email?: string | null; readonly team?: string | null; readonly employedFrom?: string | null; readonly identities?: readonly ({ readonly source: string; readonly externalId: string })[] | null })[] };

export type Merge = { readonly merge: number | null; readonly records: number; readonly totals: readonly ({ readonly metric: string; readonly unit: "count" | "seconds" | "money"; readonly cadence: string; readonly numbers: number; readonly difference: Amount })[]; readonly numbers: readonly ({ readonly metric: string; readonly member: string; readonly period: Period; readonly before: Amount; readonly after: Amount; readonly difference: Amount })[]; readonly counting: readonly string[] };

export type MergeDecision = { readonly merge: boolean; readonly reason: string };

export type MergeOrder = { readonly keep: string; readonly other: string; readonly reason: string };

export type MergeSuggestion = { readonly suggestion: number; readonly keep: { readonly kind: "id" | "email" | "phone" | "handle"; readonly value: string; readonly name: string | null }; readonly other: { readonly kind: "id" | "email" | "phone" | "handle"; readonly value: string; readonly name: string | null }; readonly reason: string | null; readonly by: string | null; readonly at: string; readonly decision: { readonly decision: "merged" | "dismissed"; readonly reason: string; readonly by: string; readonly at: string } | null };

export type MergeSuggestionList = { readonly suggestions: readonly MergeSuggestion[]; readonly nextCursor: string | null };

export type MetricPreview = { readonly from: string; readonly before: string; readonly unit: "count" | "seconds" | "money"; readonly records: number; readonly counted: number; readonly credited: Amount; readonly members: number; readonly days: readonly ({ readonly day: string; readonly records: number; readonly credited: Amount })[]; readonly conditions: readonly ({ readonly condition: string; readonly words: { readonly en: string; readonly ko: string }; readonly records: number; readonly alone: number; readonly examples: readonly ({ readonly source: string; readonly externalId: string; readonly member: string | null; readonly memberName: Name | null; readonly localDay: string; readonly localTime: string | null; readonly kind: string; readonly direction: string | null; readonly durationSeconds: number | null; readonly outcome: string | null; readonly found: Readonly<Record<string, unknown>> })[] })[]; readonly others: readonly ({ readonly code: "voided" | "same-act" | "contact" | "unattributed" | "provenance" | "ruled-out" | "measure-missing" | "no-prospect" | "window-taken" | "total-covered"; readonly records: number; readonly alone: number; readonly examples: readonly ({ readonly source: string; readonly externalId: string; readonly member: string | null; readonly memberName: Name | null; readonly localDay: string; readonly localTime: string | null; readonly kind: string; readonly direction: string | null; readonly durationSeconds: number | null; readonly outcome: string | null; readonly found: Readonly<Record<string, unknown>> })[] })[] };

export type MetricPreviewOrder = { readonly content: DraftContent; readonly metric: string; readonly through?: string };

export type MetricShown = { readonly id: string; readonly unit: "count" | "seconds" | "money"; readonly versions: readonly ({ readonly id: string; readonly name?: string | Name; readonly startsOn?: string; readonly where: string; readonly measure?: string | { readonly sum: string; readonly currency?: string; readonly factor?: string }; readonly oncePer?: { readonly prospect: string; readonly within?: string }; readonly provenance?: readonly string[]; readonly reason?: string; readonly ended?: boolean })[]; readonly factors: readonly ({ readonly id: string; readonly name: string | Name; readonly by: string; readonly values: Readonly<Record<string, string | readonly ({ readonly value: string | null; readonly from?: string; readonly reason?: string })[]>> })[]; readonly counting: { readonly done: number; readonly of: number } | null; readonly recounts: readonly ({ readonly startsOn: string | null; readonly reason: string; readonly doneBy: string; readonly doneAt: string; readonly totals: readonly ({ readonly metric: string; readonly unit: "count" | "seconds" | "money"; readonly cadence: string; readonly numbers: number; readonly difference: Amount })[]; readonly numbers: readonly ({ readonly metric: string; readonly member: string; readonly period: Period; readonly before: Amount; readonly after: Amount; readonly difference: Amount })[] })[] };

export type Metrics = { readonly metrics: readonly ({ readonly id: string; readonly name: Name; readonly unit: "count" | "seconds" | "money"; readonly currency?: string; readonly conditions: readonly ({ readonly en: string; readonly ko: string })[]; readonly oncePer: { readonly prospect: "day" | "week" | "month" | "quarter" | "half" | "year" | "ever"; readonly within: "member" | "team" | "company" } | null; readonly version: number; readonly startsOn: string | null; readonly next: { readonly version: number; readonly startsOn: string } | null; readonly ended: boolean; readonly plans: readonly string[]; readonly draft: { readonly id: string; readonly savedBy: string; readonly savedAt: string } | null; readonly draftNumber: number })[]; readonly drafted: readonly ({ readonly id: string; readonly draft: { readonly id: string; readonly savedBy: string; readonly savedAt: string } })[]; readonly today: string; readonly nextCursor: string | null };

export type Money = { readonly amountMinor: number; readonly currency: string };

export type Morning = { readonly team: string | null; readonly on: string; readonly yesterday: string; readonly kinds: readonly ({ readonly kind: string; readonly count: number; readonly kindName: Name })[]; readonly members: readonly ({ readonly member: string; readonly memberName: Name; readonly yesterday: number; readonly kinds: readonly ({ readonly kind: string; readonly count: number })[]; readonly away: "day" | "half" | null; readonly commitments: readonly ({ readonly metric: string; readonly amount: number; readonly credited: number })[] })[]; readonly waiting: { readonly disputes: number; readonly leaves: number }; readonly lateSources: readonly ({ readonly source: string; readonly lastOn: string })[] };

/** In one language or several */
export type Name = { readonly en?: string; readonly ko?: string };

export type NewApiKey = { readonly number: number; readonly name: string; readonly beginning: string; readonly scopes: readonly string[]; readonly createdAt: string; readonly createdBy: string; readonly expiresAt: string | null; readonly usedAt: string | null; readonly endedAt: string | null; readonly endedBy: string | null; readonly key: string };

export type NewDispute = { readonly by?: string | null; readonly record?: { readonly source: string; readonly externalId: string } | null; readonly metric?: string | null; readonly counts?: boolean | null; readonly missing?: { readonly kind: string; readonly direction?: "outbound" | "inbound" | null; readonly occurredAt?: string | null; readonly occurredOn?: string | null; readonly durationSeconds?: number | null; readonly outcome?: string | null; readonly prospect?: string | null; readonly quantity?: number | null; readonly amount?: string | Money | null; readonly currency?: string | null; readonly subject?: string | null; readonly url?: string | null; readonly evidence?: string | null; readonly signal?: string | null; readonly attributes?: Readonly<Record<string, string | number | boolean | Money>> | null; readonly externalId?: string | null; readonly member?: string | null } | null; readonly reason: string; readonly evidence?: string | null };

export type NewErasure = { readonly member?: string | null; readonly prospect?: string | null; readonly reason: string };

export type NewFollowUpAct = { readonly member: string; readonly plan: string; readonly on: string; readonly act: "reason" | "excusal" | "coaching" | "review" | "acknowledgement"; readonly by?: string | null; readonly text?: string | null; readonly reviewOn?: string | null };

export type NewHookSecret = { readonly secret?: string };

export type NewPasskey = { readonly name: string; readonly response: { readonly id: string; readonly rawId: string; readonly type: string; readonly response: { readonly clientDataJSON: string; readonly attestationObject: string; readonly transports?: readonly string[] } } };

/** PublicKeyCredentialCreationOptionsJSON of WebAuthn: what navigator.credentials.create takes */
export type NewPasskeyOptions = { readonly challenge: string; readonly rp: { readonly name: string; readonly id?: string }; readonly user: { readonly id: string; readonly name: string } };

export type NewRuling = { readonly metric: string; readonly counts: boolean | null; readonly conditions?: readonly string[]; readonly reason: string };

export type NextContact = { readonly prospect: string; readonly name: string | null; readonly phone: string | null; readonly email: string | null; readonly stage: string | null; readonly why: "callback" | "never" | "window"; readonly last: { readonly on: string; readonly kind: string; readonly outcome: string | null } | null; readonly call: { readonly verdict: "allowed" | "refused" | "flagged"; readonly findings: readonly ({ readonly rule: string; readonly code: string; readonly en: string; readonly ko: string; readonly source: { readonly name: { readonly en: string; readonly ko: string }; readonly url: string } | null; readonly forbids: boolean })[]; readonly from: string | null } | null };

/** What comes next: a step, a rate without end, or nothing more to be had */
export type NextReward = { readonly type: "step"; readonly more: Amount; readonly at: string | null; readonly earns: Money } | { readonly type: "rate"; readonly after: Amount; readonly per: Amount; readonly each: Money } | { readonly type: "most" };

/** A problem, and what became of each opportunity */
export type NoOpportunityTaken = { readonly type: string; readonly title: string; readonly status: number; readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string; readonly instance?: string; readonly errors: readonly ({ readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string })[]; readonly received: number; readonly accepted: number; readonly duplicates: number; readonly revised: number; readonly stale: number; readonly rejected: readonly ({ readonly index: number; readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string; readonly errors?: readonly ({ readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string })[] })[]; readonly unattributed: number; readonly newSources: readonly string[]; readonly undated: number; readonly rejectedCount?: number };

/** A problem, and what became of each signal */
export type NoSignalTaken = { readonly type: string; readonly title: string; readonly status: number; readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string; readonly instance?: string; readonly errors: readonly ({ readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string })[]; readonly received: number; readonly accepted: number; readonly duplicates: number; readonly revised: number; readonly stale: number; readonly purged: number; readonly offTopic: number; readonly erased: number; readonly rejected: readonly ({ readonly index: number; readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string; readonly errors?: readonly ({ readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string })[] })[] };

export type Note = { readonly note: number; readonly member: Person; readonly on: string; readonly text: string; readonly agreed: { readonly text: string; readonly dueOn: string | null; readonly doneOn: string | null } | null; readonly by: Person; readonly writtenAt: string; readonly changed: { readonly by: Person; readonly at: string } | null; readonly revision: number };

export type NoteOrder = { readonly on?: string | null; readonly text: string; readonly agreed?: string | null; readonly dueOn?: string | null; readonly done?: boolean | null };

export type Notes = { readonly notes: readonly Note[]; readonly nextCursor: string | null };

/** A problem, and what became of each activity */
export type NothingTaken = { readonly type: string; readonly title: string; readonly status: number; readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string; readonly instance?: string; readonly errors: readonly ({ readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string })[]; readonly received: number; readonly accepted: number; readonly duplicates: number; readonly revised: number; readonly stale: number; readonly rejected: readonly ({ readonly index: number; readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string; readonly errors?: readonly ({ readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string })[] })[]; readonly unattributed: number; readonly newSources: readonly string[]; readonly rejectedCount?: number };

export type Notice = { readonly notice: number; readonly what: "at_risk" | "met" | "closing_soon" | "dispute_raised" | "dispute_decided" | "webhook_paused"; readonly text: { readonly en: string; readonly ko: string }; readonly about: string; readonly dispute: string | null; readonly plan: string | null; readonly at: string; readonly on: string; readonly readAt: string | null; readonly way: "inbox" | "digest" | "email"; readonly mail: { readonly state: "waiting" | "sent" | "failed" | "unknown"; readonly failure: string | null } | null };

export type NoticeList = { readonly notices: readonly Notice[]; readonly unread: number; readonly nextCursor: string | null };

export type NoticesRead = { readonly read: number };

export type OidcLink = { readonly number: number; readonly provider: { readonly id: string; readonly name: string } | null; readonly issuer: string; readonly linkedAt: string; readonly usedAt: string | null };

export type OidcLinks = { readonly links: readonly OidcLink[] };

export type OidcProvider = { readonly id: string; readonly name: string; readonly issuer: string; readonly clientId: string; readonly domains: readonly string[]; readonly createsAccounts: boolean; readonly roles: readonly ("rep" | "manager" | "operations" | "admin" | "viewer")[]; readonly hasSecret: boolean; readonly redirectUri: string; readonly createdAt: string; readonly createdBy: string; readonly changedAt: string | null; readonly version: number };

export type OidcProviderOrder = { readonly name: string; readonly issuer: string; readonly clientId: string; readonly domains?: readonly string[]; readonly createsAccounts?: boolean; readonly roles?: readonly ("rep" | "manager" | "operations" | "admin" | "viewer")[]; readonly clientSecret?: string | null };

export type OidcProviders = { readonly providers: readonly OidcProvider[]; readonly redirectUri: string };

export type OneToOne = { readonly member: Person; readonly team: string | null; readonly on: string; readonly metrics: readonly ({ readonly id: string; readonly name: Name; readonly unit: "count" | "seconds" | "money"; readonly currency?: string; readonly isOfResults?: true })[]; readonly running: readonly ({ readonly period: Period; readonly rows: readonly AttainmentRow[] })[]; readonly before: readonly ({ readonly period: Period; readonly rows: readonly AttainmentRow[] })[]; readonly notCounted: { readonly from: string; readonly reasons: readonly ({ readonly metric: string; readonly code: string; readonly records: number; readonly latest: { readonly en: string; readonly ko: string } })[]; readonly more: boolean }; readonly disputes: readonly Dispute[]; readonly questions: readonly Question[]; readonly leaves: readonly Leave[]; readonly commitments: readonly ({ readonly day: string; readonly metric: string; readonly amount: number; readonly credited: number })[] };

export type OpportunitiesRecorded = { readonly received: number; readonly accepted: number; readonly duplicates: number; readonly revised: number; readonly stale: number; readonly rejected: readonly ({ readonly index: number; readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string; readonly errors?: readonly ({ readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string })[] })[]; readonly unattributed: number; readonly newSources: readonly string[]; readonly undated: number; readonly rejectedCount?: number };

export type Opportunity = { readonly source: string; readonly externalId: string; readonly name?: string | null; readonly owner?: string | null; readonly ownerFrom?: string | null; readonly prospect?: string | null; readonly product?: string | null; readonly stage?: string | null; readonly stageFrom?: string | null; readonly amount?: string | Money | null; readonly currency?: string | null; readonly units?: number | null; readonly newCustomer?: boolean | null; readonly openedOn?: string | null; readonly closedOn?: string | null; readonly outcome?: "won" | "lost" | null; readonly url?: string | null; readonly attributes?: Readonly<Record<string, string | number | boolean | Money>> | null; readonly revisedAt?: string | null; readonly voidedAt?: string | null; readonly voidReason?: string | null };

export type OpportunityList = { readonly opportunities: readonly ListedOpportunity[]; readonly nextCursor: string | null };

export type OpportunityShown = { readonly source: string; readonly externalId: string; readonly member: string | null; readonly memberName: Name | null; readonly name: string | null; readonly owners: readonly string[]; readonly prospects: readonly string[]; readonly product: string | null; readonly stage: string | null; readonly amount: Money | null; readonly units: number | null; readonly newCustomer: boolean | null; readonly openedOn: string | null; readonly closedOn: string | null; readonly outcome: "won" | "lost" | null; readonly url: string | null; readonly attributes: Readonly<Record<string, unknown>> | null; readonly isVoid: boolean; readonly voidReason: string | null; readonly states: number; readonly recordedAt: string; readonly ownedBy: readonly ({ readonly from: string | null; readonly owner: string | null; readonly member: string | null })[]; readonly stages: readonly ({ readonly from: string | null; readonly stage: string | null })[]; readonly milestones: readonly ({ readonly milestone: "opportunity_opened" | "deal_won" | "deal_lost"; readonly on: string; readonly amount: Money | null; readonly units: number | null; readonly record: string | null; readonly member: string | null })[]; readonly told: readonly ({ readonly arrival: number; readonly on: string; readonly revisedAt: string | null; readonly name: string | null; readonly owners: readonly string[]; readonly prospects: readonly string[]; readonly product: string | null; readonly stage: string | null; readonly amount: Money | null; readonly units: number | null; readonly newCustomer: boolean | null; readonly openedOn: string | null; readonly closedOn: string | null; readonly outcome: "won" | "lost" | null; readonly url: string | null; readonly attributes: Readonly<Record<string, unknown>> | null; readonly voidReason: string | null; readonly holds: boolean })[]; readonly acts: readonly ({ readonly act: "void" | "restore"; readonly reason: string; readonly doneBy: string; readonly doneAt: string })[] };

export type OptOut = { readonly optOut: number; readonly prospect: string | null; readonly domain: string | null; readonly list: string | null; readonly channels: readonly ("telephone" | "message" | "email" | "social" | "in_person")[] | null; readonly from: string; readonly until: string | null; readonly reason: string | null; readonly by: string; readonly recordedAt: string; readonly withdrawn: { readonly by: string; readonly reason: string } | null };

export type OptOutList = { readonly optOuts: readonly OptOut[]; readonly nextCursor: string | null };

export type OptOutOrder = { readonly prospect?: string; readonly domain?: string; readonly list?: string; readonly channels?: readonly ("telephone" | "message" | "email" | "social" | "in_person")[]; readonly from?: string; readonly reason?: string };

export type OptOutWithdrawal = { readonly reason: string; readonly mistake?: boolean };

export type OptOutWithdrawn = { readonly optOut: number };

export type Pace = { readonly expected: Amount; readonly probability: number | null; readonly neededPerWorkingDay: Amount | null; readonly workingDaysLeft: number; readonly lastWorkingDay: string | null };

/** What a part adds to a score */
export type PartScore = { readonly weight: number; readonly cap: string; readonly floor: string | null; readonly worth: Progress | null; readonly points: Progress | null; readonly belowFloor: boolean };

export type Passkey = { readonly id: number; readonly name: string; readonly createdAt: string; readonly usedAt: string | null };

/** PublicKeyCredentialRequestOptionsJSON of WebAuthn: what navigator.credentials.get takes */
export type PasskeyOptions = { readonly challenge: string; readonly rpId?: string };

export type PasskeyProof = { readonly response: { readonly id: string; readonly rawId: string; readonly type: string; readonly response: { readonly clientDataJSON: string; readonly authenticatorData: string; readonly signature: string; readonly userHandle: string } } };

export type PasskeySignIn = { readonly response: { readonly id: string; readonly rawId: string; readonly type: string; readonly response: { readonly clientDataJSON: string; readonly authenticatorData: string; readonly signature: string; readonly userHandle: string } }; readonly next?: string };

export type Passkeys = { readonly passkeys: readonly Passkey[] };

export type PasswordChange = { readonly current: string; readonly password: string };

export type PasswordChanged = { readonly done: true; readonly sessionsEnded: number; readonly stillOpen: WaysIn; readonly provedUntil: string };

export type Period = { readonly cadence: string; readonly startsOn: string; readonly endsBefore: string; readonly label: { readonly en: string; readonly ko: string }; readonly outside?: "before" | "after" };

export type Person = { readonly id: string; readonly name: Name };

export type PlanOutcome = { readonly asked: number; readonly met: number; readonly missed: number; readonly excused: number; readonly open: number; readonly spread: { readonly p10: Progress; readonly p25: Progress; readonly p50: Progress; readonly p75: Progress; readonly p90: Progress } | null; readonly luck: { readonly meet: number; readonly miss: number } | null };

export type PlanShown = { readonly id: string; readonly endedOn: string | null; readonly version: number | null; readonly versions: readonly ({ readonly version: number; readonly startsOn: string | null; readonly entry: Readonly<Record<string, unknown>> })[]; readonly draft: { readonly id: string; readonly savedBy: string; readonly savedAt: string } | null; readonly draftNumber: number; readonly today: string };

export type PlannedContactOrder = { readonly member: string; readonly prospect: string; readonly kind: string; readonly at?: string };

export type PlannedContacts = { readonly received: number; readonly contacts: readonly ({ readonly index: number; readonly member: string; readonly prospect: string; readonly kind: string; readonly at: string; readonly verdict: "allowed" | "refused" | "flagged"; readonly findings: readonly ({ readonly rule: string; readonly code: string; readonly en: string; readonly ko: string; readonly source: { readonly name: { readonly en: string; readonly ko: string }; readonly url: string } | null; readonly forbids: boolean })[]; readonly from: string | null })[]; readonly relieved: number; readonly rejected: readonly ({ readonly index: number; readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string; readonly errors?: readonly ({ readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string })[] })[] };

export type Plans = { readonly plans: readonly ({ readonly id: string; readonly name: Name; readonly cadence: string; readonly audience: { readonly members?: readonly string[]; readonly phase?: string; readonly role?: "rep" | "manager" | "operations" | "admin" | "viewer"; readonly team?: string }; readonly of: "member" | "team"; readonly version: number; readonly startsOn: string | null; readonly next: { readonly version: number; readonly startsOn: string } | null; readonly endedOn: string | null; readonly metrics: readonly string[]; readonly draft: { readonly id: string; readonly savedBy: string; readonly savedAt: string } | null })[]; readonly drafted: readonly ({ readonly id: string; readonly draft: { readonly id: string; readonly savedBy: string; readonly savedAt: string } })[]; readonly today: string; readonly nextCursor: string | null };

export type PresetList = { readonly presets: readonly ({ readonly id: string; readonly name: Name; readonly about: Name; readonly country: string; readonly timeZone: string; readonly kinds: readonly ({ readonly id: string; readonly name: Name })[]; readonly metrics: readonly ({ readonly id: string; readonly name: Name })[]; readonly plans: readonly ({ readonly id: string; readonly name: Name; readonly cadence: string })[] })[] };

/** RFC 9457 */
export type Problem = { readonly type: string; readonly title: string; readonly status: number; readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string; readonly instance?: string; readonly errors: readonly ({ readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string })[] };

export type ProblemCode = { readonly code: string; readonly status: number; readonly en: string; readonly ko: string };

/** A reduced exact pair, not capped */
export type Progress = { readonly done: number | string; readonly of: number | string };

export type ProofState = { readonly provedUntil: string | null; readonly ways: { readonly password: boolean; readonly code: boolean; readonly passkey: boolean; readonly oidc: readonly ({ readonly id: string; readonly name: string })[] } };

export type ProspectList = { readonly prospects: readonly ListedProspect[]; readonly nextCursor: string | null };

export type ProspectNamed = { readonly prospect: string; readonly name: string | null; readonly phone: string | null; readonly email: string | null };

export type ProspectShown = { readonly name: string | null; readonly owner: string | null; readonly timeZone: string | null; readonly isColleague: boolean; readonly attributes: Readonly<Record<string, unknown>> | null; readonly identities: readonly ({ readonly kind: "id" | "email" | "phone" | "handle"; readonly value: string; readonly status: "verified" | "suggested"; readonly merge: number | null })[]; readonly facts: readonly ({ readonly aspect: "stage" | "segment"; readonly value: string | null; readonly fromAt: string | null; readonly fromOn: string | null; readonly recordedAt: string; readonly merge: number | null })[]; readonly merges: readonly ({ readonly merge: number; readonly act: "merge" | "unmerge"; readonly prospect: string; readonly into: string | null; readonly reason: string; readonly by: string; readonly at: string })[]; readonly suggestions: readonly MergeSuggestion[]; readonly consent: { readonly optOuts: readonly OptOut[]; readonly bases: readonly ({ readonly kind: "consent" | "inquiry" | "contract" | "referral"; readonly channels: readonly ("telephone" | "message" | "email" | "social" | "in_person")[] | null; readonly from: string; readonly until: string | null; readonly coversQuietHours: boolean; readonly evidence: string | null; readonly by: string; readonly recordedAt: string })[]; readonly ways: readonly ({ readonly channel: "telephone" | "message" | "email" | "social" | "in_person"; readonly verdict: "allowed" | "refused" | "flagged"; readonly findings: readonly ({ readonly rule: string; readonly code: string; readonly en: string; readonly ko: string; readonly source: { readonly name: { readonly en: string; readonly ko: string }; readonly url: string } | null; readonly forbids: boolean })[]; readonly from: string | null })[] } };

export type Publication = { readonly startsOn?: string; readonly reason?: string };

/** Records that somebody should be asked about; no accusation */
export type Question = { readonly question: string; readonly rule: "burst" | "same-instant" | "short-calls" | "same-prospect" | "month-end" | "told-late"; readonly member: string; readonly memberName: Name; readonly day: string; readonly kind: string | null; readonly prospect: string | null; readonly about: { readonly firstOn: string; readonly lastOn: string; readonly days: number } | null; readonly why: { readonly en: string; readonly ko: string }; readonly measured: number; readonly sameOrMore: number; readonly memberDays: number; readonly records: readonly ({ readonly source: string; readonly externalId: string })[]; readonly answer: { readonly answer: "fine" | "look_into" | "padding"; readonly reason: string; readonly by: string; readonly at: string } | null };

export type QuestionList = { readonly questions: readonly Question[]; readonly more: boolean };

export type Quota = { readonly type: "quota"; readonly metric: string; readonly target: Amount; readonly derivation: readonly DerivationStep[]; readonly teams?: readonly TeamShare[]; readonly heads?: { readonly atLeast: Amount; readonly of: number }; readonly personal?: { readonly credited: Amount | null; readonly target: Amount; readonly members: number; readonly difference: Amount }; readonly status: "met" | "ahead" | "on_pace" | "at_risk" | "behind" | "open" | "missed" | "excused"; readonly credited: Amount; readonly shortfall: Amount; readonly surplus: Amount; readonly carriedOver?: { readonly amount: Amount; readonly from: Period }; readonly madeUp?: { readonly in: Period; readonly by: Amount }; readonly stretch?: { readonly target: Amount; readonly shortfall: Amount }; readonly progress: Progress | null; readonly coverage?: Coverage; readonly pace: Pace | null } | { readonly type: "quota"; readonly metric: string; readonly target: Amount; readonly derivation: readonly DerivationStep[]; readonly teams?: readonly TeamShare[]; readonly heads?: { readonly atLeast: Amount; readonly of: number }; readonly personal?: { readonly credited: Amount | null; readonly target: Amount; readonly members: number; readonly difference: Amount }; readonly status: "counting" | "excused"; readonly credited: null; readonly progress: null; readonly counting: { readonly code: "metric-counting"; readonly progress: { readonly done: number; readonly of: number } } };

export type QuotaEnded = { readonly plan: string; readonly metric: string; readonly endedOn: string; readonly planEnded: boolean; readonly undone: boolean; readonly version: number; readonly changes: readonly ({ readonly what: string; readonly id: string; readonly act: "added" | "changed" | "ended" | "revived" | "removed" | "withdrawn"; readonly field: string | null; readonly from: string | null; readonly to: string | null; readonly startsOn: string | null; readonly words: { readonly en: string; readonly ko: string } })[] };

export type QuotaMade = { readonly metric: { readonly id: string; readonly name: Name; readonly made: boolean }; readonly plan: { readonly id: string; readonly name: Name; readonly cadence: string; readonly startsOn: string; readonly made: boolean }; readonly target: number; readonly lastDay: string | null; readonly counting: boolean; readonly version: number; readonly changes: readonly ({ readonly what: string; readonly id: string; readonly act: "added" | "changed" | "ended" | "revived" | "removed" | "withdrawn"; readonly field: string | null; readonly from: string | null; readonly to: string | null; readonly startsOn: string | null; readonly words: { readonly en: string; readonly ko: string } })[] };

export type QuotaOrder = { readonly kind: string; readonly direction?: "outbound" | "inbound" | null; readonly cadence: string; readonly target: number; readonly for?: { readonly team: string } | null; readonly startsOn?: string | null; readonly fromFirstDay?: boolean | null };

export type QuotaSuggestion = { readonly kind: string; readonly direction: "outbound" | "inbound" | null; readonly cadence: string; readonly team: string | null; readonly periods: readonly ({ readonly startsOn: string; readonly endsBefore: string })[]; readonly members: number; readonly values: number; readonly lowerQuartile: number | null; readonly median: number | null; readonly upperQuartile: number | null; readonly best: number | null; readonly suggested: number | null; readonly target: number | null; readonly met: number | null };

export type ReadNotices = { readonly member?: string; readonly notices?: readonly number[] };

export type Recording = { readonly received: number; readonly accepted: number; readonly duplicates: number; readonly revised: number; readonly stale: number; readonly rejected: readonly ({ readonly index: number; readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string; readonly errors?: readonly ({ readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string })[] })[]; readonly unattributed: number; readonly newSources: readonly string[]; readonly rejectedCount?: number };

export type RecoveryCodes = { readonly recoveryCodes: readonly string[] };

export type Redating = { readonly redating: number | null; readonly records: number; readonly moved: number; readonly activities: readonly ({ readonly source: string; readonly externalId: string; readonly from: { readonly day: string; readonly timeZone: string }; readonly to: { readonly day: string; readonly timeZone: string } })[]; readonly totals: readonly ({ readonly metric: string; readonly unit: "count" | "seconds" | "money"; readonly cadence: string; readonly numbers: number; readonly difference: Amount })[]; readonly numbers: readonly ({ readonly metric: string; readonly member: string; readonly period: Period; readonly before: Amount; readonly after: Amount; readonly difference: Amount })[]; readonly counting: readonly string[] };

export type RedatingOrder = { readonly member?: string | null; readonly from: string; readonly before: string; readonly reason: string };

export type ReopeningOrder = { readonly cadence: string; readonly on: string; readonly reason: string };

export type Replay = { readonly member: string; readonly on: string; readonly replay: boolean; readonly with: { readonly draft: string } | { readonly version: number } | null; readonly basis: { readonly en: string; readonly ko: string }; readonly periods: readonly Period[]; readonly metrics: readonly ({ readonly id: string; readonly name: Name; readonly unit: "count" | "seconds" | "money"; readonly currency?: string; readonly isOfResults?: true })[]; readonly rows: readonly AttainmentRow[]; readonly withheld: readonly ({ readonly code: "holidays-unknown"; readonly plans: readonly string[]; readonly calendar: string; readonly year: number; readonly members: number })[]; readonly changes: readonly ({ readonly version: number; readonly by: string; readonly at: string; readonly reason: string | null; readonly changes: readonly ({ readonly what: string; readonly id: string; readonly act: "added" | "changed" | "ended" | "revived" | "removed" | "withdrawn"; readonly field: string | null; readonly from: string | null; readonly to: string | null; readonly startsOn: string | null; readonly words: { readonly en: string; readonly ko: string } })[]; readonly more: number; readonly since: boolean })[] };

export type Requirement = Quota | { readonly type: "allOf" | "anyOf"; readonly status: "met" | "ahead" | "on_pace" | "at_risk" | "behind" | "open" | "missed" | "counting" | "excused"; readonly progress: Progress | null; readonly parts: readonly Requirement[] } | { readonly type: "score"; readonly status: "met" | "ahead" | "on_pace" | "at_risk" | "behind" | "open" | "missed" | "counting" | "excused"; readonly progress: Progress | null; readonly needed: number; readonly points: Progress; readonly parts: readonly Requirement[]; readonly scores: readonly PartScore[] } | { readonly type: "over"; readonly status: "met" | "ahead" | "on_pace" | "at_risk" | "behind" | "open" | "missed" | "counting" | "excused"; readonly progress: Progress | null; readonly cadence: string; readonly rule: "atLeast" | "inARow"; readonly done: number; readonly needed: number; readonly periods: readonly ({ readonly period: Period; readonly status: "met" | "ahead" | "on_pace" | "at_risk" | "behind" | "open" | "missed" | "counting" | "excused"; readonly requirement: Requirement | null })[] };

export type ResetRequest = { readonly email: string };

export type Retention = { readonly rejectedRows: number | null; readonly hookBodies: number | null; readonly sessions: number | null; readonly talkNotes: number | null; readonly signalTexts: number | null; readonly linkHits: number | null; readonly prospectsWithoutContact: number | null; readonly version: string };

export type RetentionChanged = { readonly rejectedRows: number | null; readonly hookBodies: number | null; readonly sessions: number | null; readonly talkNotes: number | null; readonly signalTexts: number | null; readonly linkHits: number | null; readonly prospectsWithoutContact: number | null; readonly version: string; readonly due: { readonly rejectedRows: number; readonly hookBodies: number; readonly sessions: number; readonly talkNotes: number; readonly signalTexts: number; readonly linkHits: number; readonly prospectsWithoutContact: number } };

/** In months; what is left out or null is kept until somebody erases it, rejected rows for one month */
export type RetentionOrder = { readonly rejectedRows?: number | null; readonly hookBodies?: number | null; readonly sessions?: number | null; readonly talkNotes?: number | null; readonly signalTexts?: number | null; readonly linkHits?: number | null; readonly prospectsWithoutContact?: number | null };

/** Why an entry stands in the ledger */
export type RewardCause = { readonly type: "line"; readonly fingerprint: string } | { readonly type: "records"; readonly changed: readonly ({ readonly metric: string; readonly source: string | null; readonly externalId: string | null; readonly became: "voided" | "gone" | "added" | "revised"; readonly credited: Amount })[] } | { readonly type: "settings"; readonly version: string } | { readonly type: "dispute"; readonly dispute: number } | { readonly type: "person"; readonly by: string; readonly reason: string };

export type RewardCost = { readonly reward: string; readonly periods: readonly ({ readonly period: Period; readonly earned: Money; readonly paid: Money; readonly isBeyondBudget: boolean; readonly members: number })[]; readonly totals: readonly Money[]; readonly members: readonly ({ readonly member: string; readonly name: Name; readonly amount: Money })[] };

export type RewardCostOrder = { readonly reward?: string | null; readonly entry?: Readonly<Record<string, unknown>> | null; readonly periods?: number | null };

export type RewardDecisionOrder = { readonly upheld: boolean; readonly reason: string; readonly amount?: string | null };

export type RewardDispute = { readonly dispute: number; readonly reward: string; readonly said: string; readonly raisedBy: string; readonly raisedAt: string; readonly decision: { readonly upheld: boolean; readonly amount: Money; readonly reason: string; readonly by: string; readonly at: string } | null };

export type RewardDisputeOrder = { readonly reward: string; readonly said: string };

export type RewardDrawing = { readonly period: Period; readonly drawn: number; readonly kept: number };

export type RewardDrawingOrder = { readonly cadence: string; readonly on: string };

export type RewardEntries = { readonly entries: readonly RewardEntry[] };

export type RewardEntry = { readonly entry: number; readonly member: string; readonly reward: string; readonly name: Name; readonly period: Period; readonly type: "advance" | "earn" | "reverse" | "adjust"; readonly amount: Money; readonly on: string; readonly reverses: number | null; readonly adjusts: number | null; readonly statement: number | null; readonly cause: RewardCause };

export type RewardEntryOrder = { readonly member: string; readonly reward: string; readonly on: string; readonly type: "advance" | "adjust"; readonly amount: string; readonly reason: string };

export type RewardLedger = { readonly member: string; readonly standings: readonly ({ readonly earned: Money; readonly outstanding: Money; readonly paid: Money; readonly due: Money; readonly carried: Money })[]; readonly entries: readonly RewardEntry[] };

export type RewardLine = { readonly line: number; readonly reward: string; readonly name: Name; readonly version: number; readonly team: string | null; readonly terms: RewardTerms; readonly credited: Amount; readonly target: Amount | null; readonly parts: readonly ({ readonly tier: RewardTier; readonly quantity: number; readonly pays: Money })[]; readonly worth: Money; readonly paid: Money; readonly amount: Money; readonly content: Readonly<Record<string, unknown>>; readonly fingerprint: string; readonly records: readonly ({ readonly metric: string; readonly source: string | null; readonly externalId: string | null; readonly day: string; readonly credited: Amount })[] };

export type RewardShown = { readonly reward: string; readonly name: Name; readonly version: number; readonly period: Period; readonly isOver: boolean; readonly metric: { readonly id: string; readonly name: Name; readonly unit: "count" | "seconds" | "money" } | null; readonly plan: { readonly id: string; readonly name: Name } | null; readonly terms: RewardTerms; readonly tiers: readonly RewardTier[]; readonly curve: readonly ({ readonly at: number; readonly pays: number })[]; readonly standings: readonly RewardStanding[]; readonly total: Money };

export type RewardStanding = { readonly member: string; readonly name: Name; readonly team: string | null; readonly credited: Amount; readonly target: Amount | null; readonly at: number | null; readonly attainment: string | null; readonly worth: Money; readonly amount: Money; readonly gate: { readonly isOpen: boolean; readonly probability: number; readonly good: number; readonly of: number } | null; readonly next: NextReward | null };

export type RewardStatement = { readonly statement: number; readonly member: string; readonly name: Name; readonly period: Period; readonly amount: Money; readonly state: "draft" | "published" | "approved-by-manager" | "approved" | "locked" | "paid"; readonly drawnBy: string; readonly drawnAt: string; readonly steps: readonly ({ readonly step: "publish" | "withdraw" | "approve-as-manager" | "approve-as-finance" | "lock" | "pay"; readonly reason: string | null; readonly paid: Money | null; readonly by: string; readonly at: string })[]; readonly disputes: readonly RewardDispute[]; readonly may: readonly ("publish" | "withdraw" | "approve-as-manager" | "approve-as-finance" | "lock" | "pay")[] };

export type RewardStatementList = { readonly statements: readonly RewardStatement[]; readonly nextCursor: string | null };

export type RewardStatementShown = { readonly statement: number; readonly member: string; readonly name: Name; readonly period: Period; readonly amount: Money; readonly state: "draft" | "published" | "approved-by-manager" | "approved" | "locked" | "paid"; readonly drawnBy: string; readonly drawnAt: string; readonly steps: readonly ({ readonly step: "publish" | "withdraw" | "approve-as-manager" | "approve-as-finance" | "lock" | "pay"; readonly reason: string | null; readonly paid: Money | null; readonly by: string; readonly at: string })[]; readonly disputes: readonly RewardDispute[]; readonly may: readonly ("publish" | "withdraw" | "approve-as-manager" | "approve-as-finance" | "lock" | "pay")[]; readonly lines: readonly RewardLine[]; readonly entries: readonly RewardEntry[] };

export type RewardStatements = { readonly statements: readonly RewardStatement[] };

export type RewardStepOrder = { readonly step: "publish" | "withdraw" | "approve-as-manager" | "approve-as-finance" | "lock" | "pay"; readonly statements: readonly number[]; readonly reason?: string | null };

/** What decides a payout, field by field as in the rewards of /schemas/company.json */
export type RewardTerms = Readonly<Record<string, unknown>>;

/** Bounds as in the company file */
export type RewardTier = { readonly from: string; readonly below: string | null; readonly pays: { readonly type: "amount"; readonly amount: Money } | { readonly type: "each"; readonly amount: Money; readonly per: string } | { readonly type: "share"; readonly share: string } };

export type Rewards = { readonly on: string; readonly rewards: readonly RewardShown[]; readonly counting: readonly string[] };

export type Rules = { readonly currency: string; readonly attributes: readonly ({ readonly name: string; readonly type: "string" | "int" | "money" | "bool" })[]; readonly sources: readonly string[]; readonly outcomes: readonly string[]; readonly stages: readonly string[]; readonly segments: readonly string[]; readonly phases: readonly string[]; readonly factors: readonly ({ readonly id: string; readonly name: Name; readonly by: string })[]; readonly targetTables: readonly ({ readonly id: string; readonly name: Name; readonly metric: string; readonly cadence: string })[] };

export type Ruling = { readonly counts: boolean; readonly conditions: readonly string[]; readonly reason: string; readonly by: string; readonly at: string; readonly dispute?: string };

export type RulingAnswer = { readonly changed: boolean; readonly conditions: readonly string[]; readonly unit: "count" | "seconds" | "money"; readonly verdict: Verdict | null };

export type SampleBegun = { readonly ticket: string };

export type SampleLoading = { readonly share: number | null; readonly ready: { readonly accounts: readonly ({ readonly email: string; readonly role: "rep" | "manager" | "operations" | "admin" | "viewer" })[]; readonly password: string } | null };

export type SampleOrder = { readonly token: string; readonly language?: "en" | "ko" | null };

export type SecondFactor = { readonly secret: string; readonly uri: string };

export type SecondStep = { readonly token: string; readonly code: string; readonly next?: string };

export type SecretRenewed = { readonly secret: string; readonly oldSecretUntil: string };

export type Session = { readonly signedIn: SignedIn | null; readonly needsSetUp: boolean; readonly needsCompany: boolean; readonly severalCompanies: boolean; readonly sample: boolean; readonly ways: { readonly passkeys: boolean; readonly mail: boolean; readonly oidc: readonly ({ readonly id: string; readonly name: string })[] } };

export type SessionProof = { readonly password: string; readonly code?: string };

export type SessionProved = { readonly provedUntil: string };

export type Sessions = { readonly sessions: readonly ({ readonly number: number; readonly createdAt: string; readonly seenAt: string; readonly agent: string; readonly isThis: boolean })[] };

export type SessionsEnded = { readonly ended: number };

export type SetUp = { readonly token: string; readonly company?: CompanyOrder | null; readonly email: string; readonly password: string; readonly language?: "en" | "ko" | null };

export type SettingsChanges = { readonly settingsChanges: readonly ({ readonly version: number; readonly by: string; readonly at: string; readonly reason: string | null; readonly changes: readonly ({ readonly what: string; readonly id: string; readonly act: "added" | "changed" | "ended" | "revived" | "removed" | "withdrawn"; readonly field: string | null; readonly from: string | null; readonly to: string | null; readonly startsOn: string | null; readonly words: { readonly en: string; readonly ko: string } })[]; readonly more: number })[]; readonly nextCursor: string | null };

export type SignIn = { readonly name: string; readonly password: string; readonly next?: string };

export type SignInAnswer = SignedInAnswer | { readonly secondFactor: { readonly token: string } };

export type Signal = { readonly source: string; readonly externalId: string; readonly occurredAt: string; readonly kind: "click" | "reply" | "form" | "mention" | "share" | "quote" | "follow" | "like" | "opt_out"; readonly author?: string | null; readonly topic?: string | null; readonly text?: string | null; readonly evidence?: string | null; readonly url?: string | null; readonly revisedAt?: string | null; readonly purgedAt?: string | null };

export type SignalAttestation = { readonly kind: "click" | "reply" | "form" | "mention" | "share" | "quote" | "follow" | "like" | "opt_out"; readonly author?: string | null; readonly topic?: string | null; readonly text?: string | null; readonly evidence: string; readonly occurredAt?: string | null };

export type SignalAttested = { readonly source: string; readonly externalId: string };

export type SignalDeleted = { readonly purged: boolean };

export type SignalList = { readonly signals: readonly ListedSignal[]; readonly nextCursor: string | null };

export type SignalSource = { readonly id: string; readonly name: string; readonly kind: "feed" | "bluesky"; readonly url: string; readonly accounts: readonly string[]; readonly createdAt: string; readonly createdBy: string; readonly askedAt: string | null; readonly heardAt: string | null; readonly trouble: { readonly code: string; readonly en: string; readonly ko: string; readonly since: string } | null; readonly gaps: readonly ({ readonly from: string; readonly before: string })[]; readonly seen: number; readonly lookedInto: number; readonly kept: number };

export type SignalSourceEnded = { readonly ended: string };

export type SignalSourceList = { readonly sources: readonly SignalSource[] };

export type SignalSourceMade = { readonly id: string };

export type SignalSourceOrder = { readonly name: string; readonly kind: "feed" | "bluesky"; readonly url?: string | null; readonly accounts?: readonly string[] | null };

export type SignalsRecorded = { readonly received: number; readonly accepted: number; readonly duplicates: number; readonly revised: number; readonly stale: number; readonly purged: number; readonly offTopic: number; readonly erased: number; readonly rejected: readonly ({ readonly index: number; readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string; readonly errors?: readonly ({ readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string })[] })[] };

export type SignedIn = { readonly user: { readonly id: string; readonly email: string | null; readonly roles: readonly ("rep" | "manager" | "operations" | "admin" | "viewer")[]; readonly member: { readonly id: string; readonly name: Name } | null; readonly language: "en" | "ko" | null; readonly theme: "system" | "light" | "dark" | null } | null; readonly company: { readonly id: string; readonly name: Name }; readonly permissions: Readonly<Partial<Record<"activities:read" | "activities:write" | "activities:rule" | "attainment:read" | "audit:read" | "boards:read" | "closing:read" | "closing:write" | "commitments:write" | "company:read" | "contacts:write" | "disputes:decide" | "disputes:read" | "disputes:write" | "exports:read" | "follow-ups:read" | "follow-ups:write" | "funnel:read" | "hooks:read" | "hooks:write" | "imports:read" | "imports:write" | "keys:read" | "keys:write" | "leaves:decide" | "leaves:read" | "leaves:write" | "members:write" | "metrics:read" | "notes:read" | "notes:write" | "notices:read" | "opportunities:read" | "opportunities:write" | "personal-data:read" | "personal-data:write" | "prospects:merge" | "prospects:read" | "prospects:write" | "questions:read" | "questions:write" | "rewards:approve" | "rewards:dispute" | "rewards:read" | "rewards:write" | "settings:read" | "settings:write" | "signals:attest" | "signals:read" | "signals:write" | "statements:acknowledge" | "statements:read" | "suggestions:read" | "suggestions:write" | "users:read" | "users:write", readonly ("own" | "team" | "company" | "sums")[]>>>; readonly secondFactor: { readonly on: boolean; readonly recoveryCodesLeft: number }; readonly by: "user" | "key" };

export type SignedInAnswer = { readonly signedIn: SignedIn; readonly next: string };

export type Source = { readonly source: string; readonly provenance: "captured" | "imported" | "self_reported" | "attested" | null; readonly lastAt: string | null; readonly lastDay: string | null; readonly usualDays: number | null; readonly waitedDays: number | null; readonly late: boolean; readonly days: readonly string[]; readonly sameActs: readonly ({ readonly source: string; readonly prefer: string })[]; readonly members: number };

export type SourceList = { readonly sources: readonly Source[] };

export type Statement = { readonly statement: number; readonly content: StatementContent; readonly name: Name | null; readonly fingerprint: string; readonly acknowledged: { readonly at: string; readonly by: string; readonly remark: string | null } | null; readonly superseded: boolean; readonly closure: number };

/** What was frozen; its canonical JSON (fields sorted, no spaces) has the fingerprint */
export type StatementContent = { readonly subject: { readonly type: "member" | "team" | "company"; readonly id: string }; readonly period: { readonly cadence: string; readonly startsOn: string; readonly endsBefore: string }; readonly plan: string; readonly planVersion: number; readonly metrics: Readonly<Record<string, { readonly unit: "count" | "seconds" | "money"; readonly versions: readonly ({ readonly version: number; readonly startsOn: string | null })[] }>>; readonly team: string | null; readonly status: string; readonly requirement: Readonly<Record<string, unknown>>; readonly records: Readonly<Record<string, { readonly records: number; readonly credits: string; readonly digest: string }>> } | { readonly subject: { readonly type: "member" | "team" | "company"; readonly id: string }; readonly period: { readonly cadence: string; readonly startsOn: string; readonly endsBefore: string }; readonly plan: string; readonly planVersion: number; readonly metrics: Readonly<Record<string, { readonly unit: "count" | "seconds" | "money"; readonly versions: readonly ({ readonly version: number; readonly startsOn: string | null })[] }>>; readonly parts: readonly ({ readonly metric: string; readonly credited: Amount | null; readonly target: Amount; readonly members: number })[] };

export type StatementList = { readonly statements: readonly Statement[]; readonly nextCursor: string | null };

export type StatementShown = { readonly statement: number; readonly content: StatementContent; readonly name: Name | null; readonly fingerprint: string; readonly acknowledged: { readonly at: string; readonly by: string; readonly remark: string | null } | null; readonly superseded: boolean; readonly closure: Closure; readonly adjustments: readonly Adjustment[] };

export type SuggestedSignal = { readonly signal: string; readonly kind: "click" | "reply" | "form" | "mention" | "share" | "quote" | "follow" | "like" | "opt_out"; readonly topic: string | null; readonly topicName: string | null; readonly occurredAt: string; readonly url: string | null; readonly excerpt: string | null; readonly evidence: string | null; readonly isDeleted: boolean; readonly match: { readonly phrase: string; readonly found: string; readonly startsAt: number; readonly endsBefore: number } | null };

export type Suggestion = { readonly suggestion: number; readonly play: { readonly id: string; readonly name: Name }; readonly state: "open" | "claimed" | "contacted" | "dismissed" | "expired"; readonly prospect: { readonly prospect: string; readonly name: string | null; readonly phone: string | null; readonly email: string | null } | null; readonly holder: Person | null; readonly givenBy: "owner" | "turn" | null; readonly waits: { readonly en: string; readonly ko: string } | null; readonly madeAt: string; readonly dueAt: string | null; readonly isLate: boolean; readonly expiresAt: string; readonly score: { readonly score: number; readonly summands: readonly ({ readonly kind: "click" | "reply" | "form" | "mention" | "share" | "quote" | "follow" | "like"; readonly signals: number; readonly value: number; readonly uncapped: number; readonly cap: number | null })[] }; readonly consent: { readonly channel: "telephone" | "message" | "email" | "social" | "in_person"; readonly verdict: "allowed" | "refused" | "flagged"; readonly reasons: readonly ({ readonly rule: "R1" | "R2" | "R3" | "R10"; readonly forbids: boolean; readonly en: string; readonly ko: string })[]; readonly from: string | null } | null; readonly signals: readonly SuggestedSignal[]; readonly acts: readonly ({ readonly act: "claim" | "release" | "contact" | "dismissal" | "restoration" | "expiry"; readonly by: Person | null; readonly at: string; readonly said: string })[] };

export type SuggestionAnswer = { readonly changed: boolean; readonly suggestion: number; readonly keep: { readonly kind: "id" | "email" | "phone" | "handle"; readonly value: string; readonly name: string | null }; readonly other: { readonly kind: "id" | "email" | "phone" | "handle"; readonly value: string; readonly name: string | null }; readonly reason: string | null; readonly by: string | null; readonly at: string; readonly decision: { readonly decision: "merged" | "dismissed"; readonly reason: string; readonly by: string; readonly at: string } | null };

export type SuggestionClaim = { readonly by?: string | null };

export type SuggestionContact = { readonly by?: string | null; readonly kind: string; readonly outcome?: string | null; readonly note?: string | null; readonly at?: string | null };

export type SuggestionContacted = { readonly suggestion: Suggestion; readonly activity: { readonly source: string; readonly externalId: string } };

export type SuggestionCoverage = { readonly from: string; readonly through: string; readonly routed: number; readonly answered: number; readonly waiting: number; readonly members: readonly ({ readonly member: Person | null; readonly routed: number; readonly answered: number; readonly waiting: number; readonly medianSeconds: number | null })[]; readonly topics: readonly ({ readonly topic: string; readonly name: string; readonly signals: number; readonly suggested: number; readonly answered: number })[]; readonly sources: readonly ({ readonly source: string; readonly signals: number; readonly suggested: number; readonly answered: number; readonly lastAt: string })[] };

export type SuggestionList = { readonly suggestions: readonly Suggestion[]; readonly nextCursor: string | null };

export type SuggestionWord = { readonly by?: string | null; readonly reason: string };

export type Sum = { readonly plan: string; readonly metric: string; readonly credited: Amount | null; readonly target: Amount; readonly members: number };

export type Tallies = { readonly metric: string; readonly unit: "count" | "seconds" | "money"; readonly from: string; readonly before: string; readonly groupBy: "member" | "team" | "day"; readonly tallies: readonly ({ readonly member?: string; readonly team?: string | null; readonly day?: string; readonly credited: Amount; readonly coverage: Coverage })[] };

export type TargetTables = { readonly tables: readonly ({ readonly id: string; readonly name: Name; readonly metric: string; readonly cadence: string; readonly ended: boolean })[] };

export type Targets = { readonly id: string; readonly name: Name; readonly metric: string; readonly cadence: string; readonly ended: boolean; readonly targets: readonly ({ readonly member?: string; readonly team?: string; readonly period: string; readonly startsOn: string; readonly target: number | string; readonly by: string; readonly at: string })[]; readonly history: readonly ({ readonly member?: string; readonly team?: string; readonly period: string; readonly startsOn: string; readonly target: number | string | null; readonly reason: string | null; readonly by: string; readonly at: string })[] };

export type TargetsAnswer = { readonly table: string; readonly metric: string; readonly cadence: string; readonly created: boolean; readonly received: number; readonly unchanged: number; readonly changes: readonly ({ readonly member?: string; readonly team?: string; readonly period: string; readonly startsOn: string; readonly from: number | string | null; readonly to: number | string | null })[]; readonly columnsLeft: readonly string[]; readonly rowsLeft: readonly number[] };

export type TargetsOrder = { readonly content: DraftContent; readonly plan: string; readonly on?: string; readonly members?: readonly string[] };

export type TargetsPreview = { readonly on: string; readonly period: Period; readonly nextStarts: readonly string[]; readonly metrics: readonly ({ readonly id: string; readonly name: Name; readonly unit: "count" | "seconds" | "money"; readonly currency?: string; readonly isOfResults?: true })[]; readonly samples: readonly ({ readonly member: string; readonly name: Name; readonly team: string | null; readonly why: "new" | "less" | "established" | "other" | "chosen"; readonly row: AttainmentRow | null })[]; readonly teamRows: readonly TeamRow[]; readonly withheld: readonly ({ readonly code: "holidays-unknown"; readonly plans: readonly string[]; readonly calendar: string; readonly year: number; readonly members: number })[]; readonly asked: number };

export type TeamExplanation = { readonly team: string; readonly metric: string; readonly unit: "count" | "seconds" | "money"; readonly period: Period; readonly credited: Amount; readonly heads: number; readonly contributions: readonly ({ readonly member: string; readonly memberName: Name; readonly spans: readonly ({ readonly startsOn: string; readonly endsBefore: string })[] | null; readonly credited: Amount; readonly isHead: boolean })[] };

/** A team with what it is asked itself, beside what its members are asked */
export type TeamRow = { readonly team: string; readonly teamName: Name; readonly parent: string | null; readonly plan: string; readonly planName: Name; readonly planVersion: number; readonly cadence: string; readonly startsOn: string; readonly endsBefore: string; readonly status: "met" | "ahead" | "on_pace" | "at_risk" | "behind" | "open" | "missed" | "counting" | "excused"; readonly requirement: Requirement };

/** What of a quota belongs to one of the teams that the member was in; they add up to it */
export type TeamShare = { readonly team: string | null; readonly days: number; readonly credited: Amount | null; readonly target: Amount };

export type Today = { readonly today: string; readonly member: { readonly id: string; readonly name: Name }; readonly attainment: Attainment; readonly entries: readonly Entry[]; readonly contacts: { readonly window: Period; readonly all: number; readonly next: readonly NextContact[] }; readonly suggestions: { readonly all: number; readonly next: readonly Suggestion[] }; readonly records: { readonly counted: number; readonly notCounted: number; readonly latest: readonly JudgedActivity[]; readonly disputes: readonly Dispute[] }; readonly waiting: { readonly disputes: number; readonly questions: number; readonly statements: readonly ({ readonly statement: number; readonly plan: string; readonly planName: Name; readonly period: Period })[]; readonly unread: number; readonly notices: readonly Notice[] } };

export type TopicQuestion = { readonly text: string; readonly topic?: { readonly id: string; readonly name: string; readonly phrases: readonly string[]; readonly synonyms?: readonly string[] | null; readonly negatives?: readonly string[] | null; readonly perAuthorAndDay?: number | null } | null };

export type TopicsMatched = { readonly matcher: string; readonly matches: readonly ({ readonly topic: string; readonly by: "phrase" | "synonym"; readonly phrase: string; readonly found: string; readonly startsAt: number; readonly endsBefore: number; readonly words: { readonly en: string; readonly ko: string } })[]; readonly nearMisses: readonly ({ readonly topic: string; readonly phrase: string; readonly why: "negative"; readonly negative: string; readonly startsAt: number; readonly endsBefore: number; readonly words: { readonly en: string; readonly ko: string } } | { readonly topic: string; readonly phrase: string; readonly why: "apart"; readonly words: { readonly en: string; readonly ko: string } })[]; readonly sweeping: readonly ({ readonly topic: string; readonly phrase: string })[] };

export type Trend = { readonly metric: { readonly id: string; readonly name: Name; readonly unit: "count" | "seconds" | "money"; readonly currency?: string; readonly isOfResults?: true }; readonly periods: readonly Period[]; readonly sums: readonly Amount[] | null; readonly members: readonly ({ readonly member: string; readonly credited: readonly Amount[] })[] };

export type Unattributed = { readonly references: readonly ({ readonly source: string; readonly reference: string; readonly records: number; readonly firstDay: string; readonly lastDay: string; readonly why: "unknown" | "not-employed"; readonly proposals: readonly ({ readonly member: string; readonly name: Name })[] })[]; readonly records: number; readonly nextCursor: string | null };

export type UnmergeOrder = { readonly prospect: string; readonly reason: string };

export type Upload = { readonly file: string; readonly what?: "activities" | "prospects" | "members" | "leaves" | "opportunities"; readonly restOf?: string; readonly map?: string };

export type User = { readonly id: string; readonly email: string | null; readonly roles: readonly ("rep" | "manager" | "operations" | "admin" | "viewer")[]; readonly member: string | null; readonly hasLeft: boolean; readonly version: number; readonly createdAt: string; readonly createdBy: string; readonly lastSeenAt: string | null; readonly endedAt: string | null; readonly hasPassword: boolean; readonly hasSecondFactor: boolean; readonly passkeys: number; readonly looksLike: { readonly email: string } | null };

export type UserChange = { readonly roles: readonly ("rep" | "manager" | "operations" | "admin" | "viewer")[]; readonly member?: string | null };

export type UserLink = { readonly user: User; readonly link: string | null; readonly mailed: boolean };

export type UserOrder = { readonly email: string; readonly roles: readonly ("rep" | "manager" | "operations" | "admin" | "viewer")[]; readonly member?: string | null };

export type Users = { readonly users: readonly User[]; readonly nextCursor: string | null };

export type Verdict = { readonly counted: true; readonly credit: Amount; readonly conversion?: { readonly en: string; readonly ko: string }; readonly ruling?: Ruling; readonly note?: { readonly en: string; readonly ko: string } } | { readonly counted: false; readonly reasons: readonly ({ readonly code: string; readonly condition?: string | null; readonly en: string; readonly ko: string })[] };

export type WaysIn = { readonly passkeys: readonly Passkey[]; readonly links: readonly OidcLink[]; readonly keys: readonly ({ readonly number: number; readonly name: string; readonly beginning: string; readonly createdAt: string; readonly usedAt: string | null })[] };

export type Webhook = { readonly version: number; readonly id: string; readonly name: string; readonly url: string; readonly events: readonly string[]; readonly shape: "cloudevents" | "text"; readonly language: "en" | "ko"; readonly createdAt: string; readonly createdBy: string; readonly oldSecretUntil: string | null; readonly failingSince: string | null; readonly pausedAt: string | null; readonly pausedWhy: "failing" | "gone" | null; readonly waiting: number };

export type WebhookDelivery = { readonly delivery: number; readonly event: { readonly id: string; readonly type: string; readonly subject: string; readonly at: string }; readonly state: "waiting" | "delivered" | "failed"; readonly attempts: number; readonly nextAt: string | null; readonly settledAt: string | null; readonly log: readonly ({ readonly attempt: number; readonly at: string; readonly milliseconds: number; readonly status: number | null; readonly problem: string | null; readonly answer: string })[] };

export type WebhookDeliveryList = { readonly deliveries: readonly WebhookDelivery[]; readonly nextCursor: string | null };

export type WebhookList = { readonly webhooks: readonly Webhook[] };

export type WebhookMade = { readonly version: number; readonly id: string; readonly name: string; readonly url: string; readonly events: readonly string[]; readonly shape: "cloudevents" | "text"; readonly language: "en" | "ko"; readonly createdAt: string; readonly createdBy: string; readonly oldSecretUntil: string | null; readonly failingSince: string | null; readonly pausedAt: string | null; readonly pausedWhy: "failing" | "gone" | null; readonly waiting: number; readonly secret: string };

export type WebhookOrder = { readonly name: string; readonly url: string; readonly events?: readonly ("attain.quota.met" | "attain.quota.at_risk" | "attain.period.closed" | "attain.period.reopened" | "attain.dispute.raised" | "attain.dispute.decided" | "attain.import.done" | "attain.import.failed" | "attain.activity.voided" | "attain.activity.restored" | "attain.hook.quarantined")[]; readonly shape?: "cloudevents" | "text"; readonly language?: "en" | "ko" };

/** Record activities. */
export const recordActivities = (given: { readonly atomic?: "true" | "false" | undefined; readonly body: Activity | readonly Activity[] }, call: Call): Promise<Recording> =>
  sendFor("POST", "/activities", call, { query: { atomic: given.atomic }, body: given.body });

/** List activities, each with the verdict of every metric. */
export const listActivities = (given: { readonly member?: string | undefined; readonly kind?: string | undefined; readonly source?: string | undefined; readonly from?: string | undefined; readonly before?: string | undefined; readonly prospect?: string | undefined; readonly metric?: string | undefined; readonly counted?: "true" | "false" | undefined; readonly order?: "day" | "latest" | undefined; readonly unattributed?: "true" | "false" | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<ActivityList> =>
  sendFor("GET", "/activities", call, { query: { member: given.member, kind: given.kind, source: given.source, from: given.from, before: given.before, prospect: given.prospect, metric: given.metric, counted: given.counted, order: given.order, unattributed: given.unattributed, cursor: given.cursor, limit: given.limit } });

/** Enter an activity that no source told. */
export const attestActivity = (given: { readonly body: Attestation }, call: Call): Promise<AttestedActivity> =>
  sendFor("POST", "/attested-activities", call, { body: given.body });

/** Show one activity with its earlier states, what people did to it and the verdict of every metric. */
export const showActivity = (given: { readonly source: string; readonly externalId: string }, call: Call): Promise<ActivityShown> =>
  sendFor("GET", `/activities/${segment(given.source)}/${segment(given.externalId)}`, call);

/** Take an activity back. */
export const voidActivity = (given: { readonly source: string; readonly externalId: string; readonly reason: string }, call: Call): Promise<Act> =>
  sendFor("DELETE", `/activities/${segment(given.source)}/${segment(given.externalId)}`, call, { query: { reason: given.reason } });

/** Restore an activity that was taken back. */
export const restoreActivity = (given: { readonly source: string; readonly externalId: string; readonly reason: string }, call: Call): Promise<Act> =>
  sendFor("DELETE", `/activities/${segment(given.source)}/${segment(given.externalId)}/void`, call, { query: { reason: given.reason } });

/** Say that a record is not the same act as the one that counts in its place. */
export const unlinkActivity = (given: { readonly source: string; readonly externalId: string; readonly reason: string }, call: Call): Promise<LinkAct> =>
  sendFor("DELETE", `/activities/${segment(given.source)}/${segment(given.externalId)}/link`, call, { query: { reason: given.reason } });

/** Take back that a record is not the same act as another one. */
export const linkActivity = (given: { readonly source: string; readonly externalId: string; readonly reason: string }, call: Call): Promise<LinkAct> =>
  sendFor("DELETE", `/activities/${segment(given.source)}/${segment(given.externalId)}/unlinking`, call, { query: { reason: given.reason } });

/** Decide that a record counts for a metric, or does not, whatever the rule says. */
export const ruleActivity = (given: { readonly source: string; readonly externalId: string; readonly body: NewRuling }, call: Call): Promise<RulingAnswer> =>
  sendFor("POST", `/activities/${segment(given.source)}/${segment(given.externalId)}/rulings`, call, { body: given.body });

/** Record opportunities. */
export const recordOpportunities = (given: { readonly atomic?: "true" | "false" | undefined; readonly body: Opportunity | readonly Opportunity[] }, call: Call): Promise<OpportunitiesRecorded> =>
  sendFor("POST", "/opportunities", call, { query: { atomic: given.atomic }, body: given.body });

/** List opportunities, each in its state that holds. */
export const listOpportunities = (given: { readonly member?: string | undefined; readonly source?: string | undefined; readonly product?: string | undefined; readonly stage?: string | undefined; readonly state?: "open" | "won" | "lost" | "void" | "undated" | "unattributed" | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<OpportunityList> =>
  sendFor("GET", "/opportunities", call, { query: { member: given.member, source: given.source, product: given.product, stage: given.stage, state: given.state, cursor: given.cursor, limit: given.limit } });

/** Show one opportunity with every state that was told, whose it was from day to day, and what happened to it. */
export const showOpportunity = (given: { readonly source: string; readonly externalId: string }, call: Call): Promise<OpportunityShown> =>
  sendFor("GET", `/opportunities/${segment(given.source)}/${segment(given.externalId)}`, call);

/** Take an opportunity back. */
export const voidOpportunity = (given: { readonly source: string; readonly externalId: string; readonly reason: string }, call: Call): Promise<Act> =>
  sendFor("DELETE", `/opportunities/${segment(given.source)}/${segment(given.externalId)}`, call, { query: { reason: given.reason } });

/** Restore an opportunity that was taken back. */
export const restoreOpportunity = (given: { readonly source: string; readonly externalId: string; readonly reason: string }, call: Call): Promise<Act> =>
  sendFor("DELETE", `/opportunities/${segment(given.source)}/${segment(given.externalId)}/void`, call, { query: { reason: given.reason } });

/** Record what prospects did that shows interest. */
export const recordSignals = (given: { readonly body: Signal | readonly Signal[] }, call: Call): Promise<SignalsRecorded> =>
  sendFor("POST", "/signals", call, { body: given.body });

/** List what prospects did, the latest first, with the topics of each and why. */
export const listSignals = (given: { readonly topic?: string | undefined; readonly source?: string | undefined; readonly kind?: "click" | "reply" | "form" | "mention" | "share" | "quote" | "follow" | "like" | "opt_out" | undefined; readonly author?: string | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<SignalList> =>
  sendFor("GET", "/signals", call, { query: { topic: given.topic, source: given.source, kind: given.kind, author: given.author, cursor: given.cursor, limit: given.limit } });

/** Forget what a signal says, as when its author deletes it; it stays counted. */
export const deleteSignal = (given: { readonly source: string; readonly externalId: string }, call: Call): Promise<SignalDeleted> =>
  sendFor("DELETE", `/signals/${segment(given.source)}/${segment(given.externalId)}`, call);

/** Enter what a prospect did where no source may tell us, with the address at which it stands. */
export const attestSignal = (given: { readonly body: SignalAttestation }, call: Call): Promise<SignalAttested> =>
  sendFor("POST", "/attested-signals", call, { body: given.body });

/** See why a text is on the company's topics, or is not; nothing of it is kept. */
export const matchTopics = (given: { readonly body: TopicQuestion }, call: Call): Promise<TopicsMatched> =>
  sendFor("POST", "/topics/matches", call, { body: given.body });

/** Make links for a message, each recipient their own, so that a person's click is known as a signal of theirs. */
export const makeLinks = (given: { readonly body: LinkOrder }, call: Call): Promise<LinksMade> =>
  sendFor("POST", "/tracked-links", call, { body: given.body });

/** List the feeds and streams that signals are fetched from: what was heard last, what was missed, how much was on a topic. */
export const listSignalSources = (call: Call): Promise<SignalSourceList> =>
  sendFor("GET", "/signal-sources", call);

/** Fetch signals from a feed or a stream from now on. */
export const addSignalSource = (given: { readonly body: SignalSourceOrder }, call: Call): Promise<SignalSourceMade> =>
  sendFor("POST", "/signal-sources", call, { body: given.body });

/** Fetch nothing more from a source; what it told stays. */
export const endSignalSource = (given: { readonly id: string }, call: Call): Promise<SignalSourceEnded> =>
  sendFor("DELETE", `/signal-sources/${segment(given.id)}`, call);

/** The companies that the caller belongs to: the ids that the header Attain-Company takes. */
export const listCompanies = (call: Call): Promise<Companies> =>
  sendFor("GET", "/companies", call);

/** What there is in the company, and its today. */
export const describeCompany = (call: Call): Promise<Company> =>
  sendFor("GET", "/company", call);

/** Make the company what the file says. */
export const applyCompany = (given: { readonly dryRun?: "true" | "false" | undefined; readonly numbers?: "true" | "false" | undefined; readonly reason?: string | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined; readonly body: CompanyFile }, call: Call): Promise<CompanyChanges> =>
  sendFor("PUT", "/company", call, { query: { dryRun: given.dryRun, numbers: given.numbers, reason: given.reason, cursor: given.cursor, limit: given.limit }, body: given.body });

/** The stages from effort to result and the rates that are assumed between them, each with its source. */
export const showFunnel = (call: Call): Promise<FunnelAssumptions> =>
  sendFor("GET", "/funnel-assumptions", call);

/** One metric with its versions, and how days gone were counted anew: who, when, why and which numbers. */
export const showMetric = (given: { readonly id: string }, call: Call): Promise<MetricShown> =>
  sendFor("GET", `/metrics/${segment(given.id)}`, call);

/** The company as a file, which PUT /company takes back; applying it changes nothing. */
export const exportCompany = (call: Call): Promise<CompanyFile> =>
  sendFor("GET", "/company/file", call);

/** The drafts, those that are open first. */
export const listDrafts = (given: { readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<Drafts> =>
  sendFor("GET", "/drafts", call, { query: { cursor: given.cursor, limit: given.limit } });

/** Keep metrics and plans as a draft, which nothing counts or asks by; the same id again replaces it. */
export const draftPlan = (given: { readonly id: string; readonly name?: string | undefined; readonly body: DraftContent }, call: Call): Promise<Draft> =>
  sendFor("PUT", `/drafts/${segment(given.id)}`, call, { query: { name: given.name }, body: given.body });

/** A draft, and what publishing it would change. */
export const showDraft = (given: { readonly id: string }, call: Call): Promise<DraftShown> =>
  sendFor("GET", `/drafts/${segment(given.id)}`, call);

/** Lay a draft aside; it stays readable. */
export const discardDraft = (given: { readonly id: string }, call: Call): Promise<Draft> =>
  sendFor("DELETE", `/drafts/${segment(given.id)}`, call);

/** Let a draft hold: its metrics and plans become the next versions. */
export const publishDraft = (given: { readonly id: string; readonly dryRun?: "true" | "false" | undefined; readonly body: Publication }, call: Call): Promise<CompanyChanges> =>
  sendFor("POST", `/drafts/${segment(given.id)}/publication`, call, { query: { dryRun: given.dryRun }, body: given.body });

/** What a draft would have given in the last periods that are over, beside the plan in force. */
export const backtestPlan = (given: { readonly body: BacktestOrder }, call: Call): Promise<Backtest> =>
  sendFor("POST", "/backtests", call, { body: given.body });

/** What a member was asked on a past day and had reached by its end, and who changed it; or what another version would have said. */
export const replayMember = (given: { readonly id: string; readonly on: string; readonly plan?: string | undefined; readonly with?: string | undefined }, call: Call): Promise<Replay> =>
  sendFor("GET", `/members/${segment(given.id)}/replays`, call, { query: { on: given.on, plan: given.plan, with: given.with } });

/** Who changed the settings, when, why and how, the latest first. */
export const listSettingsChanges = (given: { readonly plan?: string | undefined; readonly metric?: string | undefined; readonly member?: string | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<SettingsChanges> =>
  sendFor("GET", "/settings-changes", call, { query: { plan: given.plan, metric: given.metric, member: given.member, cursor: given.cursor, limit: given.limit } });

/** The plans with whom they ask, how often, since when and what comes next; those that have ended come last. */
export const listPlans = (given: { readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<Plans> =>
  sendFor("GET", "/plans", call, { query: { cursor: given.cursor, limit: given.limit } });

/** One plan with its versions. */
export const showPlan = (given: { readonly id: string }, call: Call): Promise<PlanShown> =>
  sendFor("GET", `/plans/${segment(given.id)}`, call);

/** The metrics in words, each with the plans that ask for it; those that have ended come last. */
export const listMetrics = (given: { readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<Metrics> =>
  sendFor("GET", "/metrics", call, { query: { cursor: given.cursor, limit: given.limit } });

/** What conditions and plans can be made of here: sources, outcomes, stages, attributes, phases, tables. */
export const describeRules = (call: Call): Promise<Rules> =>
  sendFor("GET", "/rule-words", call);

/** What a drafted plan would ask of some members, line by line. */
export const previewTargets = (given: { readonly body: TargetsOrder }, call: Call): Promise<TargetsPreview> =>
  sendFor("POST", "/target-previews", call, { body: given.body });

/** What an unsaved metric counts of the records of thirty days, and which it leaves out and why. */
export const previewMetric = (given: { readonly body: MetricPreviewOrder }, call: Call): Promise<MetricPreview> =>
  sendFor("POST", "/metric-previews", call, { body: given.body });

/** Work out the days of stored records anew, in the zones that the settings give now. */
export const redateActivities = (given: { readonly dryRun?: "true" | "false" | undefined; readonly body: RedatingOrder }, call: Call): Promise<Redating> =>
  sendFor("POST", "/redatings", call, { query: { dryRun: given.dryRun }, body: given.body });

/** Claim that the verdict on a record is wrong, or that a record is missing. */
export const raiseDispute = (given: { readonly body: NewDispute }, call: Call): Promise<Dispute> =>
  sendFor("POST", "/disputes", call, { body: given.body });

/** List disputes, the latest first. */
export const listDisputes = (given: { readonly member?: string | undefined; readonly decider?: string | undefined; readonly open?: "true" | "false" | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<DisputeList> =>
  sendFor("GET", "/disputes", call, { query: { member: given.member, decider: given.decider, open: given.open, cursor: given.cursor, limit: given.limit } });

/** Show one dispute with everything that was said, and whom it waits for. */
export const showDispute = (given: { readonly dispute: string }, call: Call): Promise<Dispute> =>
  sendFor("GET", `/disputes/${segment(given.dispute)}`, call);

/** Say something in a dispute. */
export const commentDispute = (given: { readonly dispute: string; readonly body: DisputeComment }, call: Call): Promise<Dispute> =>
  sendFor("POST", `/disputes/${segment(given.dispute)}/comments`, call, { body: given.body });

/** Decide a dispute with a reason. */
export const decideDispute = (given: { readonly dispute: string; readonly dryRun?: "true" | "false" | undefined; readonly body: DisputeDecision }, call: Call): Promise<Dispute> =>
  sendFor("POST", `/disputes/${segment(given.dispute)}/decision`, call, { query: { dryRun: given.dryRun }, body: given.body });

/** Take a dispute back before it is decided. */
export const withdrawDispute = (given: { readonly dispute: string; readonly body: DisputeReason }, call: Call): Promise<Dispute> =>
  sendFor("POST", `/disputes/${segment(given.dispute)}/withdrawal`, call, { body: given.body });

/** Ask the next leader up to decide a rejected dispute anew, once. */
export const appealDispute = (given: { readonly dispute: string; readonly body: DisputeReason }, call: Call): Promise<Dispute> =>
  sendFor("POST", `/disputes/${segment(given.dispute)}/appeal`, call, { body: given.body });

/** Keep a file that shows what happened. */
export const addDisputeFile = (given: { readonly dispute: string; readonly by?: string | undefined; readonly name: string; readonly body: Blob | FormData | string }, call: Call): Promise<Dispute> =>
  sendFor("POST", `/disputes/${segment(given.dispute)}/files`, call, { query: { by: given.by, name: given.name }, body: given.body, contentType: "application/octet-stream" });

/** A file that was kept with a dispute, to be saved and not shown in place. */
export const readDisputeFile = (given: { readonly dispute: string; readonly file: string }, call: Call): Promise<Blob> =>
  sendForFile("GET", `/disputes/${segment(given.dispute)}/files/${segment(given.file)}`, call);

/** Send a file to be imported: it waits, with a preview of what it would come to. */
export const receiveImport = (given: { readonly reading?: string | undefined; readonly body: Blob | FormData | string }, call: Call): Promise<Import> =>
  sendFor("POST", "/imports", call, { query: { reading: given.reading }, body: given.body });

/** List imports, the latest first. */
export const listImports = (given: { readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<ImportList> =>
  sendFor("GET", "/imports", call, { query: { cursor: given.cursor, limit: given.limit } });

/** Read a file that waits by another map, with the preview anew. */
export const remapImport = (given: { readonly import: string; readonly reading?: string | undefined; readonly body: MapOrder }, call: Call): Promise<Import> =>
  sendFor("PUT", `/imports/${segment(given.import)}/map`, call, { query: { reading: given.reading }, body: given.body });

/** Import a file that waits. */
export const confirmImport = (given: { readonly import: string; readonly body: ImportConfirmation }, call: Call): Promise<Import> =>
  sendFor("POST", `/imports/${segment(given.import)}/confirmation`, call, { body: given.body });

/** Discard a file that waits, or stop an import that runs: what it has recorded by then stays. */
export const discardImport = (given: { readonly import: string }, call: Call): Promise<Import> =>
  sendFor("DELETE", `/imports/${segment(given.import)}`, call);

/** One import: what it would come to while it waits, how far it is, what it came to. */
export const showImport = (given: { readonly import: string }, call: Call): Promise<Import> =>
  sendFor("GET", `/imports/${segment(given.import)}`, call);

/** How much of a file has been read for its preview, while it is read. */
export const showReading = (given: { readonly reading: string }, call: Call): Promise<ImportReading> =>
  sendFor("GET", `/import-readings/${segment(given.reading)}`, call);

/** The rows that were not taken, each as it was and with its reasons, to be mended and sent again. */
export const readRejectedRows = (given: { readonly import: string }, call: Call): Promise<Blob> =>
  sendForFile("GET", `/imports/${segment(given.import)}/rejected`, call);

/** Find present members by name. */
export const findMembers = (given: { readonly find: string; readonly limit?: number | undefined }, call: Call): Promise<FoundMembers> =>
  sendFor("GET", "/members", call, { query: { find: given.find, limit: given.limit } });

/** Add members, and names by which sources know those who are there. */
export const addMembers = (given: { readonly body: MembersOrder }, call: Call): Promise<MembersAdded> =>
  sendFor("POST", "/members", call, { body: given.body });

/** List members by name, as they stand today. */
export const listMembers = (given: { readonly find?: string | undefined; readonly team?: string | undefined; readonly role?: "rep" | "manager" | "operations" | "admin" | "viewer" | undefined; readonly ended?: "true" | "false" | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<MemberList> =>
  sendFor("GET", "/roster", call, { query: { find: given.find, team: given.team, role: given.role, ended: given.ended, cursor: given.cursor, limit: given.limit } });

/** Show a member with everything that holds, held or will hold, and from which day. */
export const showMember = (given: { readonly member: string }, call: Call): Promise<MemberShown> =>
  sendFor("GET", `/members/${segment(given.member)}`, call);

/** Say what holds of a member from a day on: team, phase, time zone, calendar, working week, engagement; or, without a day, name, role and the last day. */
export const changeMember = (given: { readonly member: string; readonly body: MemberChange }, call: Call): Promise<MemberChanged> =>
  sendFor("POST", `/members/${segment(given.member)}/changes`, call, { body: given.body });

/** Everything that waits for the caller to say something, at most a hundred of each. */
export const showInbox = (call: Call): Promise<Inbox> =>
  sendFor("GET", "/inbox", call);

/** List the sources: what came last, how often something comes and whether it is late. */
export const listSources = (call: Call): Promise<SourceList> =>
  sendFor("GET", "/sources", call);

/** List what a member was told, the latest first. */
export const listNotices = (given: { readonly member?: string | undefined; readonly unread?: "true" | "false" | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<NoticeList> =>
  sendFor("GET", "/notices", call, { query: { member: given.member, unread: given.unread, cursor: given.cursor, limit: given.limit } });

/** Mark a member's notices as read. */
export const readNotices = (given: { readonly body: ReadNotices }, call: Call): Promise<NoticesRead> =>
  sendFor("POST", "/notices/reading", call, { body: given.body });

/** The providers by which people sign in, by name. */
export const listOidcProviders = (call: Call): Promise<OidcProviders> =>
  sendFor("GET", "/oidc-providers", call);

/** Set up a provider, or change it. */
export const saveOidcProvider = (given: { readonly id: string; readonly body: OidcProviderOrder }, call: Call): Promise<OidcProvider> =>
  sendFor("PUT", `/oidc-providers/${segment(given.id)}`, call, { body: given.body });

/** Nobody signs in by the provider any more; who is linked with it stays linked, should it come back. */
export const removeOidcProvider = (given: { readonly id: string }, call: Call): Promise<OidcProvider> =>
  sendFor("DELETE", `/oidc-providers/${segment(given.id)}`, call);

/** One's own passkeys, the oldest first. */
export const listPasskeys = (call: Call): Promise<Passkeys> =>
  sendFor("GET", "/account/passkeys", call);

/** Keep the passkey that the authenticator made, within five minutes and in the same browser. */
export const addPasskey = (given: { readonly body: NewPasskey }, call: Call): Promise<Passkey> =>
  sendFor("POST", "/account/passkeys", call, { body: given.body });

/** Begin a new passkey: what the browser asks its authenticator by. */
export const beginPasskey = (call: Call): Promise<NewPasskeyOptions> =>
  sendFor("POST", "/account/passkeys/options", call);

/** Nobody signs in with the passkey any more. */
export const removePasskey = (given: { readonly id: string }, call: Call): Promise<Passkey> =>
  sendFor("DELETE", `/account/passkeys/${segment(given.id)}`, call);

/** By which providers one signs in oneself; a new one is linked at /sign-in/oidc/{id}?link=true. */
export const listOidcLinks = (call: Call): Promise<OidcLinks> =>
  sendFor("GET", "/account/oidc-links", call);

/** No longer sign in by the provider oneself. */
export const unlinkOidc = (given: { readonly number: string }, call: Call): Promise<Done> =>
  sendFor("DELETE", `/account/oidc-links/${segment(given.number)}`, call);

/** Begin to sign in with a passkey: what the browser asks its authenticator by. */
export const beginPasskeySignIn = (call: Call): Promise<PasskeyOptions> =>
  sendFor("POST", "/session/passkey/options", call);

/** Sign in with a passkey, within five minutes and in the browser that began. */
export const signInWithPasskey = (given: { readonly body: PasskeySignIn }, call: Call): Promise<SignInAnswer> =>
  sendFor("POST", "/session/passkey", call, { body: given.body });

/** Until when this browser may change by what the account signs in, and by what its owner proves that it is them. */
export const showProof = (call: Call): Promise<ProofState> =>
  sendFor("GET", "/session/proof", call);

/** Prove by the password that the account's owner is who asks. */
export const proveSession = (given: { readonly body: SessionProof }, call: Call): Promise<SessionProved> =>
  sendFor("POST", "/session/proof", call, { body: given.body });

/** Begin to prove it by a passkey: what the browser asks its authenticator by. */
export const beginPasskeyProof = (call: Call): Promise<PasskeyOptions> =>
  sendFor("POST", "/session/proof/passkey/options", call);

/** Prove by one of the account's own passkeys that its owner is who asks, within five minutes and in the browser that began. */
export const proveWithPasskey = (given: { readonly body: PasskeyProof }, call: Call): Promise<SessionProved> =>
  sendFor("POST", "/session/proof/passkey", call, { body: given.body });

/** What a trade starts with: kinds, metrics and plans that a new company may be made with. */
export const listPresets = (call: Call): Promise<PresetList> =>
  sendFor("GET", "/presets", call);

/** The sample of a preset as a file of activities, with days up to the company's yesterday. */
export const showSample = (given: { readonly preset: string }, call: Call): Promise<Blob> =>
  sendForFile("GET", `/presets/${segment(given.preset)}/sample`, call);

/** Say who a member is in a source: what it told of that name and of nobody known counts from now on. */
export const mapIdentity = (given: { readonly member: string; readonly body: Identity }, call: Call): Promise<IdentityMapped> =>
  sendFor("POST", `/members/${segment(given.member)}/identities`, call, { body: given.body });

/** Take back who a member is in a source: the records that came by that name are nobody's again. */
export const unmapIdentity = (given: { readonly member: string; readonly source: string; readonly externalId: string }, call: Call): Promise<IdentityMapped> =>
  sendFor("DELETE", `/members/${segment(given.member)}/identities/${segment(given.source)}/${segment(given.externalId)}`, call);

/** The names by which sources tell of nobody known, with their records and whom they may mean. */
export const listUnattributed = (given: { readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<Unattributed> =>
  sendFor("GET", "/unattributed", call, { query: { cursor: given.cursor, limit: given.limit } });

/** Who did how much of what: counts straight from the log, without any plan or metric. */
export const countActivities = (given: { readonly from?: string | undefined; readonly before?: string | undefined; readonly by?: string | undefined; readonly team?: string | undefined }, call: Call): Promise<ActivityCounts> =>
  sendFor("GET", "/activity-counts", call, { query: { from: given.from, before: given.before, by: given.by, team: given.team } });

/** Make a quota: so many of a kind of activity in each period. */
export const makeQuota = (given: { readonly body: QuotaOrder }, call: Call): Promise<QuotaMade> =>
  sendFor("POST", "/quotas", call, { body: given.body });

/** End a quota: its plan ends today, or with metric asks the rest from its next period on. */
export const endQuota = (given: { readonly plan: string; readonly metric?: string | undefined }, call: Call): Promise<QuotaEnded> =>
  sendFor("DELETE", `/quotas/${segment(given.plan)}`, call, { query: { metric: given.metric } });

/** What is usual of a kind of activity per member and period, to choose a target by. */
export const suggestQuota = (given: { readonly kind: string; readonly direction?: "outbound" | "inbound" | undefined; readonly cadence: string; readonly team?: string | undefined; readonly target?: number | undefined }, call: Call): Promise<QuotaSuggestion> =>
  sendFor("GET", "/quota-suggestion", call, { query: { kind: given.kind, direction: given.direction, cadence: given.cadence, team: given.team, target: given.target } });

/** List what was missed in the last finished periods and is not settled: due reviews first. */
export const listFollowUps = (given: { readonly member?: string | undefined; readonly leader?: string | undefined; readonly settled?: "true" | "false" | undefined; readonly periods?: "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "12" | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<FollowUpList> =>
  sendFor("GET", "/follow-ups", call, { query: { member: given.member, leader: given.leader, settled: given.settled, periods: given.periods, cursor: given.cursor, limit: given.limit } });

/** Say or do something about a missed period. */
export const followUpMiss = (given: { readonly body: NewFollowUpAct }, call: Call): Promise<FollowUp> =>
  sendFor("POST", "/follow-ups", call, { body: given.body });

/** List whom to contact, why and until when: what waits, or what was done. */
export const listSuggestions = (given: { readonly member?: string | undefined; readonly state?: "open" | "claimed" | "contacted" | "dismissed" | "expired" | undefined; readonly order?: "due" | "score" | "new" | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<SuggestionList> =>
  sendFor("GET", "/suggestions", call, { query: { member: given.member, state: given.state, order: given.order, cursor: given.cursor, limit: given.limit } });

/** Take a suggestion; of two who take it at once one has it. */
export const claimSuggestion = (given: { readonly suggestion: string; readonly body: SuggestionClaim }, call: Call): Promise<Suggestion> =>
  sendFor("POST", `/suggestions/${segment(given.suggestion)}/claim`, call, { body: given.body });

/** Give a suggestion back with a reason, so that somebody else may take it. */
export const releaseSuggestion = (given: { readonly suggestion: string; readonly body: SuggestionWord }, call: Call): Promise<Suggestion> =>
  sendFor("POST", `/suggestions/${segment(given.suggestion)}/release`, call, { body: given.body });

/** Say that nobody is contacted because of a suggestion, and why. */
export const dismissSuggestion = (given: { readonly suggestion: string; readonly body: SuggestionWord }, call: Call): Promise<Suggestion> =>
  sendFor("POST", `/suggestions/${segment(given.suggestion)}/dismissal`, call, { body: given.body });

/** Take one's own dismissal back. */
export const restoreSuggestion = (given: { readonly suggestion: string; readonly body: SuggestionClaim }, call: Call): Promise<Suggestion> =>
  sendFor("POST", `/suggestions/${segment(given.suggestion)}/restoration`, call, { body: given.body });

/** Say that the prospect of a suggestion was contacted: that is recorded as an activity that answers its latest signal. */
export const contactSuggestion = (given: { readonly suggestion: string; readonly body: SuggestionContact }, call: Call): Promise<SuggestionContacted> =>
  sendFor("POST", `/suggestions/${segment(given.suggestion)}/contact`, call, { body: given.body });

/** How many suggestions were answered, and how fast. */
export const showCoverage = (given: { readonly from?: string | undefined; readonly through?: string | undefined }, call: Call): Promise<SuggestionCoverage> =>
  sendFor("GET", "/coverage", call, { query: { from: given.from, through: given.through } });

/** The company's target tables. */
export const listTargetTables = (call: Call): Promise<TargetTables> =>
  sendFor("GET", "/targets", call);

/** What a target table says, now or as it was in force at an instant, and who said so. */
export const showTargets = (given: { readonly table: string; readonly on?: string | undefined; readonly asOf?: string | undefined; readonly member?: string | undefined; readonly team?: string | undefined; readonly history?: "true" | "false" | undefined; readonly limit?: number | undefined }, call: Call): Promise<Targets> =>
  sendFor("GET", `/targets/${segment(given.table)}`, call, { query: { on: given.on, asOf: given.asOf, member: given.member, team: given.team, history: given.history, limit: given.limit } });

/** Say targets of members or teams, as pasted from a spreadsheet or as JSON. */
export const importTargets = (given: { readonly table: string; readonly dryRun?: "true" | "false" | undefined; readonly metric?: string | undefined; readonly cadence?: string | undefined; readonly name?: string | undefined; readonly reason?: string | undefined; readonly body: readonly ({ readonly member?: string; readonly team?: string; readonly period: string; readonly target: number | string | null; readonly reason?: string })[] }, call: Call): Promise<TargetsAnswer> =>
  sendFor("PUT", `/targets/${segment(given.table)}`, call, { query: { dryRun: given.dryRun, metric: given.metric, cadence: given.cadence, name: given.name, reason: given.reason }, body: given.body });

/** Who gave a team its number of a metric in a period: each member with what they did on the days that were the team's. */
export const explainTeam = (given: { readonly id: string; readonly metric: string; readonly on: string; readonly cadence?: string | undefined }, call: Call): Promise<TeamExplanation> =>
  sendFor("GET", `/teams/${segment(given.id)}/explanations`, call, { query: { metric: given.metric, on: given.on, cadence: given.cadence } });

/** The saved maps, those used or saved last first. */
export const listImportMaps = (given: { readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<ImportMaps> =>
  sendFor("GET", "/import-maps", call, { query: { cursor: given.cursor, limit: given.limit } });

/** A saved map with what it says. */
export const showImportMap = (given: { readonly id: string }, call: Call): Promise<ImportMapShown> =>
  sendFor("GET", `/import-maps/${segment(given.id)}`, call);

/** Keep a map: files with its columns are read by it from now on; the same id again replaces it. */
export const saveImportMap = (given: { readonly id: string; readonly body: ImportMapOrder }, call: Call): Promise<ImportMapShown> =>
  sendFor("PUT", `/import-maps/${segment(given.id)}`, call, { body: given.body });

/** Forget a saved map; what was imported by it stays. */
export const deleteImportMap = (given: { readonly id: string }, call: Call): Promise<ImportMap> =>
  sendFor("DELETE", `/import-maps/${segment(given.id)}`, call);

/** List prospects in the order in which they were met, without colleagues. */
export const listProspects = (given: { readonly owner?: string | undefined; readonly find?: string | undefined; readonly stage?: string | undefined; readonly notSince?: string | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<ProspectList> =>
  sendFor("GET", "/prospects", call, { query: { owner: given.owner, find: given.find, stage: given.stage, notSince: given.notSince, cursor: given.cursor, limit: given.limit } });

/** Show a prospect by any of its identities, with what was merged into it and what holds of it from which day on. */
export const showProspect = (given: { readonly reference: string }, call: Call): Promise<ProspectShown> =>
  sendFor("GET", `/prospects/${segment(given.reference)}`, call);

/** Say that two prospects are one. */
export const mergeProspects = (given: { readonly dryRun?: "true" | "false" | undefined; readonly body: MergeOrder }, call: Call): Promise<Merge> =>
  sendFor("POST", "/merges", call, { query: { dryRun: given.dryRun }, body: given.body });

/** Take a merge back. */
export const unmergeProspect = (given: { readonly dryRun?: "true" | "false" | undefined; readonly body: UnmergeOrder }, call: Call): Promise<Merge> =>
  sendFor("POST", "/unmerges", call, { query: { dryRun: given.dryRun }, body: given.body });

/** List prospects that are perhaps one and of which nobody has said so. */
export const listMergeSuggestions = (given: { readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<MergeSuggestionList> =>
  sendFor("GET", "/merge-suggestions", call, { query: { cursor: given.cursor, limit: given.limit } });

/** Say that two prospects are perhaps one. */
export const suggestMerge = (given: { readonly body: MergeOrder }, call: Call): Promise<SuggestionAnswer> =>
  sendFor("POST", "/merge-suggestions", call, { body: given.body });

/** Merge the two that a suggestion names, or dismiss it. */
export const decideMerge = (given: { readonly number: string; readonly dryRun?: "true" | "false" | undefined; readonly body: MergeDecision }, call: Call): Promise<DecisionAnswer> =>
  sendFor("POST", `/merge-suggestions/${segment(given.number)}/decision`, call, { query: { dryRun: given.dryRun }, body: given.body });

/** Record who is not to be contacted. */
export const recordOptOuts = (given: { readonly body: OptOutOrder | readonly OptOutOrder[] }, call: Call): Promise<ConsentRecorded> =>
  sendFor("POST", "/opt-outs", call, { body: given.body });

/** List who is not to be contacted, the latest recorded first. */
export const listOptOuts = (given: { readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<OptOutList> =>
  sendFor("GET", "/opt-outs", call, { query: { cursor: given.cursor, limit: given.limit } });

/** Take an opt-out back. */
export const withdrawOptOut = (given: { readonly optOut: string; readonly body: OptOutWithdrawal }, call: Call): Promise<OptOutWithdrawn> =>
  sendFor("POST", `/opt-outs/${segment(given.optOut)}/withdrawal`, call, { body: given.body });

/** Record what allows to contact prospects, and since when. */
export const recordBases = (given: { readonly body: BasisOrder | readonly BasisOrder[] }, call: Call): Promise<ConsentRecorded> =>
  sendFor("POST", "/contact-bases", call, { body: given.body });

/** Ask of members to contact prospects, as far as the rules of contact allow it. */
export const planContacts = (given: { readonly body: PlannedContactOrder | readonly PlannedContactOrder[] }, call: Call): Promise<PlannedContacts> =>
  sendFor("POST", "/planned-contacts", call, { body: given.body });

/** List which periods were closed, by whom and when, the last first. */
export const listClosures = (given: { readonly cadence?: string | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<ClosureList> =>
  sendFor("GET", "/closures", call, { query: { cadence: given.cadence, cursor: given.cursor, limit: given.limit } });

/** Close a period: freeze its numbers as statements. */
export const closePeriod = (given: { readonly body: ClosingOrder }, call: Call): Promise<Closing> =>
  sendFor("POST", "/closures", call, { body: given.body });

/** What speaks against closing a period now. */
export const previewClosing = (given: { readonly cadence: string; readonly on: string }, call: Call): Promise<Closing> =>
  sendFor("GET", "/closures/preview", call, { query: { cadence: given.cadence, on: given.on } });

/** Open the last closed period of a cadence again. */
export const reopenPeriod = (given: { readonly body: ReopeningOrder }, call: Call): Promise<Closure> =>
  sendFor("POST", "/reopenings", call, { body: given.body });

/** List the statements of closed periods. */
export const listStatements = (given: { readonly cadence?: string | undefined; readonly on?: string | undefined; readonly member?: string | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<StatementList> =>
  sendFor("GET", "/statements", call, { query: { cadence: given.cadence, on: given.on, member: given.member, cursor: given.cursor, limit: given.limit } });

/** A statement, with what earlier closed periods came to meanwhile. */
export const showStatement = (given: { readonly number: string }, call: Call): Promise<StatementShown> =>
  sendFor("GET", `/statements/${segment(given.number)}`, call);

/** Note that the rep has seen the statement: once, and it stays. */
export const acknowledgeStatement = (given: { readonly number: string; readonly body: Acknowledgement }, call: Call): Promise<Statement> =>
  sendFor("POST", `/statements/${segment(given.number)}/acknowledgement`, call, { body: given.body });

/** What closed periods came to after they were closed, and from what. */
export const listAdjustments = (given: { readonly open?: "true" | "false" | undefined; readonly closure?: number | undefined; readonly member?: string | undefined }, call: Call): Promise<AdjustmentList> =>
  sendFor("GET", "/adjustments", call, { query: { open: given.open, closure: given.closure, member: given.member } });

/** What the reward plans come to, member by member, and what more of it earns. */
export const showRewards = (given: { readonly on?: string | undefined; readonly cadence?: string | undefined; readonly member?: string | undefined }, call: Call): Promise<Rewards> =>
  sendFor("GET", "/rewards", call, { query: { on: given.on, cadence: given.cadence, member: given.member } });

/** What a reward plan would have cost in the last periods, and who would have got it. */
export const estimateRewardCost = (given: { readonly body: RewardCostOrder }, call: Call): Promise<RewardCost> =>
  sendFor("POST", "/reward-costs", call, { body: given.body });

/** List reward statements, the latest first. */
export const listRewardStatements = (given: { readonly cadence?: string | undefined; readonly on?: string | undefined; readonly member?: string | undefined; readonly state?: "draft" | "published" | "approved-by-manager" | "approved" | "locked" | "paid" | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<RewardStatementList> =>
  sendFor("GET", "/reward-statements", call, { query: { cadence: given.cadence, on: given.on, member: given.member, state: given.state, cursor: given.cursor, limit: given.limit } });

/** Draw up the reward statements of a period that is over. */
export const drawRewardStatements = (given: { readonly body: RewardDrawingOrder }, call: Call): Promise<RewardDrawing> =>
  sendFor("POST", "/reward-statements", call, { body: given.body });

/** A reward statement with its lines, the records behind them and what followed. */
export const showRewardStatement = (given: { readonly number: string }, call: Call): Promise<RewardStatementShown> =>
  sendFor("GET", `/reward-statements/${segment(given.number)}`, call);

/** Say that a line of one's own statement is wrong. */
export const disputeRewardLine = (given: { readonly number: string; readonly body: RewardDisputeOrder }, call: Call): Promise<RewardStatement> =>
  sendFor("POST", `/reward-statements/${segment(given.number)}/disputes`, call, { body: given.body });

/** Decide what somebody said against a line. */
export const decideRewardDispute = (given: { readonly number: string; readonly body: RewardDecisionOrder }, call: Call): Promise<RewardStatement> =>
  sendFor("POST", `/reward-disputes/${segment(given.number)}/decision`, call, { body: given.body });

/** Approve reward statements, as a manager or for finance. */
export const approveRewardStatements = (given: { readonly body: RewardStepOrder }, call: Call): Promise<RewardStatements> =>
  sendFor("POST", "/reward-approvals", call, { body: given.body });

/** Publish, withdraw, lock or pay reward statements. */
export const stepRewardStatements = (given: { readonly body: RewardStepOrder }, call: Call): Promise<RewardStatements> =>
  sendFor("POST", "/reward-steps", call, { body: given.body });

/** What a member was advanced, has earned and was paid, entry by entry with its cause. */
export const showRewardLedger = (given: { readonly member: string }, call: Call): Promise<RewardLedger> =>
  sendFor("GET", `/reward-ledgers/${segment(given.member)}`, call);

/** Enter an advance, or an adjustment, into somebody's ledger. */
export const enterReward = (given: { readonly body: RewardEntryOrder }, call: Call): Promise<RewardEntry> =>
  sendFor("POST", "/reward-entries", call, { body: given.body });

/** Enter what locked statements come to otherwise now. */
export const correctRewards = (call: Call): Promise<RewardEntries> =>
  sendFor("POST", "/reward-corrections", call);

/** What payroll pays for a period, as CSV. */
export const exportPayroll = (given: { readonly cadence: string; readonly on: string }, call: Call): Promise<Blob> =>
  sendForFile("GET", "/payroll", call, { query: { cadence: given.cadence, on: given.on } });

/** List leave with its kind, who asked for it and who decided. */
export const listLeaves = (given: { readonly member?: string | undefined; readonly team?: string | undefined; readonly from?: string | undefined; readonly before?: string | undefined; readonly state?: "requested" | "approved" | "rejected" | "declared" | "withdrawn" | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<Leaves> =>
  sendFor("GET", "/leaves", call, { query: { member: given.member, team: given.team, from: given.from, before: given.before, state: given.state, cursor: given.cursor, limit: given.limit } });

/** Ask for leave, of days to come or days gone. */
export const requestLeave = (given: { readonly body: LeaveOrder }, call: Call): Promise<LeaveAnswer> =>
  sendFor("POST", "/leaves", call, { body: given.body });

/** Approve leave that is asked for, or reject it. */
export const decideLeave = (given: { readonly leave: string; readonly body: LeaveDecision }, call: Call): Promise<LeaveAnswer> =>
  sendFor("POST", `/leaves/${segment(given.leave)}/decision`, call, { body: given.body });

/** Take leave back: its days are worked again. */
export const withdrawLeave = (given: { readonly leave: string; readonly body: LeaveWithdrawal }, call: Call): Promise<LeaveAnswer> =>
  sendFor("POST", `/leaves/${segment(given.leave)}/withdrawal`, call, { body: given.body });

/** Be told what changes, as server-sent events. */
export const watchChanges = (given: { readonly past?: string | undefined; readonly seconds?: string | undefined }, call: Call): Promise<Blob> =>
  sendForFile("GET", "/live", call, { query: { past: given.past, seconds: given.seconds } });

/** The calendars that there are: the company's own, and those of countries. */
export const listCalendars = (call: Call): Promise<CalendarList> =>
  sendFor("GET", "/calendars", call);

/** Working days of a year by month in a calendar, with its holidays by name. */
export const showCalendar = (given: { readonly calendar: string; readonly year: number }, call: Call): Promise<CalendarShown> =>
  sendFor("GET", `/calendars/${segment(given.calendar)}`, call, { query: { year: given.year } });

/** A member's working days of a year by month, with holidays by name and the days away. */
export const showMemberCalendar = (given: { readonly id: string; readonly year: number }, call: Call): Promise<CalendarShown> =>
  sendFor("GET", `/members/${segment(given.id)}/calendar`, call, { query: { year: given.year } });

/** Add the whole-day events of an iCalendar file to a calendar of the company's own. */
export const importCalendar = (given: { readonly calendar: string; readonly years?: string | undefined; readonly body: Blob | FormData | string }, call: Call): Promise<CalendarImported> =>
  sendFor("POST", `/calendars/${segment(given.calendar)}/imports`, call, { query: { years: given.years }, body: given.body, contentType: "text/calendar" });

/** A list as CSV or XLSX. */
export const exportList = (given: { readonly list: "activities" | "opportunities" | "prospects" | "members" | "leaves" | "targets" | "attainment" | "verdicts" | "statements" | "adjustments" | "disputes" | "questions" | "follow-ups" | "notices" | "audit-events" | "imports"; readonly format?: "csv" | "xlsx" | undefined; readonly member?: string | undefined; readonly team?: string | undefined; readonly plan?: string | undefined; readonly metric?: string | undefined; readonly kind?: string | undefined; readonly source?: string | undefined; readonly table?: string | undefined; readonly from?: string | undefined; readonly before?: string | undefined; readonly on?: string | undefined; readonly cadence?: string | undefined; readonly act?: string | undefined; readonly by?: string | undefined; readonly subject?: string | undefined; readonly subjectId?: string | undefined; readonly unattributed?: "true" | "false" | undefined }, call: Call): Promise<Blob> =>
  sendForFile("GET", `/exports/${segment(given.list)}`, call, { query: { format: given.format, member: given.member, team: given.team, plan: given.plan, metric: given.metric, kind: given.kind, source: given.source, table: given.table, from: given.from, before: given.before, on: given.on, cadence: given.cadence, act: given.act, by: given.by, subject: given.subject, subjectId: given.subjectId, unattributed: given.unattributed } });

/** Who did what to what, before and after, the latest first. */
export const listAuditEvents = (given: { readonly act?: string | undefined; readonly by?: string | undefined; readonly subject?: string | undefined; readonly subjectId?: string | undefined; readonly from?: string | undefined; readonly before?: string | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<{ readonly events: readonly AuditEvent[]; readonly nextCursor: string | null }> =>
  sendFor("GET", "/audit-events", call, { query: { act: given.act, by: given.by, subject: given.subject, subjectId: given.subjectId, from: given.from, before: given.before, cursor: given.cursor, limit: given.limit } });

/** The signed roots over the audit events, the latest first, and the key that they are checked by. */
export const listAuditSeals = (given: { readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<{ readonly publicKey: string; readonly seals: readonly AuditSeal[]; readonly nextCursor: string | null }> =>
  sendFor("GET", "/audit-seals", call, { query: { cursor: given.cursor, limit: given.limit } });

/** Everything that is stored about a member, as one file. */
export const showPersonalData = (given: { readonly id: string; readonly format?: "json" | "text" | undefined }, call: Call): Promise<Readonly<Record<string, unknown>>> =>
  sendFor("GET", `/members/${segment(given.id)}/personal-data`, call, { query: { format: given.format } });

/** Everything that is stored about a prospect, as one file. */
export const showProspectData = (given: { readonly prospect: string; readonly format?: "json" | "text" | undefined }, call: Call): Promise<Readonly<Record<string, unknown>>> =>
  sendFor("GET", `/prospects/${segment(given.prospect)}/personal-data`, call, { query: { format: given.format } });

/** Everything that is stored about the member that one is oneself, as one file. */
export const showOwnPersonalData = (given: { readonly format?: "json" | "text" | undefined }, call: Call): Promise<Readonly<Record<string, unknown>>> =>
  sendFor("GET", "/account/personal-data", call, { query: { format: given.format } });

/** Erase a person: who they were is gone, what was counted stays. */
export const erasePerson = (given: { readonly body: NewErasure }, call: Call): Promise<ErasureDone> =>
  sendFor("POST", "/erasures", call, { body: given.body });

/** Who was erased, by the ids that are left of them, the latest first. */
export const listErasures = (given: { readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<{ readonly erasures: readonly Erasure[]; readonly nextCursor: string | null }> =>
  sendFor("GET", "/erasures", call, { query: { cursor: given.cursor, limit: given.limit } });

/** How many months what may be forgotten is kept; null: until somebody erases it. */
export const showRetention = (call: Call): Promise<Retention> =>
  sendFor("GET", "/retention", call);

/** Say how long what may be forgotten is kept; it is the company file's retention. */
export const changeRetention = (given: { readonly dryRun?: "true" | "false" | undefined; readonly body: RetentionOrder }, call: Call): Promise<RetentionChanged> =>
  sendFor("PUT", "/retention", call, { query: { dryRun: given.dryRun }, body: given.body });

/** Where everybody whom a plan asks stands in the periods that contain a day. */
export const attainmentOf = (given: { readonly on?: string | undefined; readonly cadence?: string | undefined; readonly team?: string | undefined; readonly member?: string | undefined; readonly plan?: string | undefined }, call: Call): Promise<Attainment> =>
  sendFor("GET", "/attainment", call, { query: { on: given.on, cadence: given.cadence, team: given.team, member: given.member, plan: given.plan } });

/** What there is of one metric in each of the last periods. */
export const showTrend = (given: { readonly metric: string; readonly cadence: string; readonly on?: string | undefined; readonly periods?: number | undefined; readonly team?: string | undefined }, call: Call): Promise<Trend> =>
  sendFor("GET", "/trends", call, { query: { metric: given.metric, cadence: given.cadence, on: given.on, periods: given.periods, team: given.team } });

/** One metric's credits in a span of days, by member, team or day. */
export const talliesOf = (given: { readonly metric: string; readonly from: string; readonly before: string; readonly groupBy: "member" | "team" | "day"; readonly member?: string | undefined }, call: Call): Promise<Tallies> =>
  sendFor("GET", "/tallies", call, { query: { metric: given.metric, from: given.from, before: given.before, groupBy: given.groupBy, member: given.member } });

/** What there is to do today: where one stands, whom to contact next, what one recorded and whether it counted, and what waits. */
export const showToday = (call: Call): Promise<Today> =>
  sendFor("GET", "/today", call);

/** Find one's own prospects: those whom one owns or has met within 13 months. */
export const findOwnProspects = (given: { readonly find: string; readonly limit?: number | undefined }, call: Call): Promise<FoundProspects> =>
  sendFor("GET", "/own-prospects", call, { query: { find: given.find, limit: given.limit } });

/** Who has most of a metric in a period, or how much more than before. */
export const showLeaderboard = (given: { readonly metric?: string | undefined; readonly on?: string | undefined; readonly cadence?: string | undefined; readonly team?: string | undefined; readonly by?: "credited" | "improvement" | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<Leaderboard> =>
  sendFor("GET", "/leaderboards", call, { query: { metric: given.metric, on: given.on, cadence: given.cadence, team: given.team, by: given.by, cursor: given.cursor, limit: given.limit } });

/** A team as its day begins: yesterday, who is away, what is set out to be done, what waits, what is late. */
export const showMorning = (given: { readonly team: string }, call: Call): Promise<Morning> =>
  sendFor("GET", `/teams/${segment(given.team)}/morning`, call);

/** Say what one sets out to do on a day, in place of what was said before. */
export const makeCommitments = (given: { readonly day: string; readonly body: CommitmentsOrder }, call: Call): Promise<Commitments> =>
  sendFor("PUT", `/commitments/${segment(given.day)}`, call, { body: given.body });

/** What there is to talk about with a member: where they stand and stood, what did not count, what waits, leave, what they set out to do. */
export const prepareOneToOne = (given: { readonly id: string }, call: Call): Promise<OneToOne> =>
  sendFor("GET", `/members/${segment(given.id)}/one-to-one`, call);

/** What was noted of talks with a member, the latest first. */
export const listNotes = (given: { readonly id: string; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<Notes> =>
  sendFor("GET", `/members/${segment(given.id)}/notes`, call, { query: { cursor: given.cursor, limit: given.limit } });

/** Note a talk with a member. */
export const writeNote = (given: { readonly id: string; readonly body: NoteOrder }, call: Call): Promise<Note> =>
  sendFor("POST", `/members/${segment(given.id)}/notes`, call, { body: given.body });

/** Put other words in the place of a note's, or say that what was agreed is done. */
export const changeNote = (given: { readonly note: string; readonly body: NoteOrder }, call: Call): Promise<Note> =>
  sendFor("PUT", `/notes/${segment(given.note)}`, call, { body: given.body });

/** Delete a note; for a day it can be put back. */
export const deleteNote = (given: { readonly note: string }, call: Call): Promise<Note> =>
  sendFor("DELETE", `/notes/${segment(given.note)}`, call);

/** Put a note back that was deleted within a day. */
export const restoreNote = (given: { readonly note: string }, call: Call): Promise<Note> =>
  sendFor("POST", `/notes/${segment(given.note)}/restoration`, call);

/** How often what the probabilities say came true in periods that are over. */
export const showCalibration = (given: { readonly plan?: string | undefined; readonly periods?: number | undefined }, call: Call): Promise<Calibration> =>
  sendFor("GET", "/calibration", call, { query: { plan: given.plan, periods: given.periods } });

/** How much effort a result needs, and whether one person can do it. */
export const planEffort = (given: { readonly body: EffortOrder }, call: Call): Promise<EffortPlan> =>
  sendFor("POST", "/effort-plans", call, { body: given.body });

/** Make what the planner answers a draft plan: so much a week, in proportion to the working days. */
export const draftEffort = (given: { readonly body: EffortDraftOrder }, call: Call): Promise<EffortDraft> =>
  sendFor("POST", "/effort-drafts", call, { body: given.body });

/** What was tried and what came of it so far: rates with intervals, how long it takes, and by whom. */
export const funnelOf = (given: { readonly from?: string | undefined; readonly before?: string | undefined; readonly first?: string | undefined; readonly last?: string | undefined; readonly team?: string | undefined; readonly by?: "member" | "team" | "source" | "kind" | undefined; readonly attribution?: "first" | "last" | "linear" | "u" | "time_decay" | undefined; readonly lookBack?: number | undefined }, call: Call): Promise<Funnel> =>
  sendFor("GET", "/funnel", call, { query: { from: given.from, before: given.before, first: given.first, last: given.last, team: given.team, by: given.by, attribution: given.attribution, lookBack: given.lookBack } });

/** List records that somebody should be asked about, with why and how unusual it is. */
export const listQuestions = (given: { readonly from: string; readonly before: string; readonly team?: string | undefined; readonly answered?: "true" | "false" | undefined }, call: Call): Promise<QuestionList> =>
  sendFor("GET", "/questions", call, { query: { from: given.from, before: given.before, team: given.team, answered: given.answered } });

/** Say what came of a question. */
export const answerQuestion = (given: { readonly question: string; readonly body: AnswerOrder }, call: Call): Promise<Question> =>
  sendFor("POST", `/questions/${segment(given.question)}/answer`, call, { body: given.body });

/** Draw at random as many counted records as it takes to be sure enough that few are bad. */
export const drawAuditSample = (given: { readonly metric: string; readonly from: string; readonly before: string; readonly member?: string | undefined; readonly tolerated?: string | undefined; readonly confidence?: string | undefined; readonly seed?: string | undefined; readonly bad?: number | undefined }, call: Call): Promise<AuditSample> =>
  sendFor("GET", "/audit-sample", call, { query: { metric: given.metric, from: given.from, before: given.before, member: given.member, tolerated: given.tolerated, confidence: given.confidence, seed: given.seed, bad: given.bad } });

/** Every record of a member in a period, with its verdict for one metric. */
export const explainMember = (given: { readonly id: string; readonly metric: string; readonly on: string; readonly cadence?: string | undefined; readonly counted?: "true" | "false" | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<Explanation> =>
  sendFor("GET", `/members/${segment(given.id)}/explanations`, call, { query: { metric: given.metric, on: given.on, cadence: given.cadence, counted: given.counted, cursor: given.cursor, limit: given.limit } });

/** The inbound hooks, and how it goes at each. */
export const listHooks = (call: Call): Promise<HookEndpointList> =>
  sendFor("GET", "/hook-endpoints", call);

/** Take in from now on what another system tells, read by a map. */
export const addHook = (given: { readonly body: HookOrder }, call: Call): Promise<HookEndpointMade> =>
  sendFor("POST", "/hook-endpoints", call, { body: given.body });

/** One inbound hook, with its map. */
export const showHook = (given: { readonly id: string }, call: Call): Promise<HookEndpoint> =>
  sendFor("GET", `/hook-endpoints/${segment(given.id)}`, call);

/** Another map, account, scheme or name; or suspend it. Address and secret stay. */
export const changeHook = (given: { readonly id: string; readonly body: HookOrder }, call: Call): Promise<HookEndpoint> =>
  sendFor("PUT", `/hook-endpoints/${segment(given.id)}`, call, { body: given.body });

/** End an inbound hook: who sends to it is told that it is gone. */
export const endHook = (given: { readonly id: string }, call: Call): Promise<HookEnded> =>
  sendFor("DELETE", `/hook-endpoints/${segment(given.id)}`, call);

/** Another secret; for a day the one before is taken as well. */
export const renewHookSecret = (given: { readonly id: string; readonly body: NewHookSecret }, call: Call): Promise<SecretRenewed> =>
  sendFor("POST", `/hook-endpoints/${segment(given.id)}/secret`, call, { body: given.body });

/** What came to an inbound hook, the latest first. */
export const listHookRequests = (given: { readonly id: string; readonly state?: string | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<HookRequestList> =>
  sendFor("GET", `/hook-endpoints/${segment(given.id)}/requests`, call, { query: { state: given.state, cursor: given.cursor, limit: given.limit } });

/** One request as it came to an inbound hook. */
export const showHookRequest = (given: { readonly id: string; readonly request: string }, call: Call): Promise<HookRequestShown> =>
  sendFor("GET", `/hook-endpoints/${segment(given.id)}/requests/${segment(given.request)}`, call);

/** Read a request that is in quarantine again, by the map as it is now. */
export const replayHookRequest = (given: { readonly id: string; readonly request: string }, call: Call): Promise<HookRequestShown> =>
  sendFor("POST", `/hook-endpoints/${segment(given.id)}/requests/${segment(given.request)}/replay`, call);

/** Who is told of what happens, and how it goes. */
export const listWebhooks = (call: Call): Promise<WebhookList> =>
  sendFor("GET", "/webhooks", call);

/** Tell somebody from now on what happens. */
export const addWebhook = (given: { readonly body: WebhookOrder }, call: Call): Promise<WebhookMade> =>
  sendFor("POST", "/webhooks", call, { body: given.body });

/** One webhook, and how it goes. */
export const showWebhook = (given: { readonly id: string }, call: Call): Promise<Webhook> =>
  sendFor("GET", `/webhooks/${segment(given.id)}`, call);

/** Tell a webhook elsewhere, of other events, or in another shape; its secret stays. */
export const changeWebhook = (given: { readonly id: string; readonly body: WebhookOrder }, call: Call): Promise<Webhook> =>
  sendFor("PUT", `/webhooks/${segment(given.id)}`, call, { body: given.body });

/** Tell a webhook nothing any more, what waits for it neither. */
export const endWebhook = (given: { readonly id: string }, call: Call): Promise<HookEnded> =>
  sendFor("DELETE", `/webhooks/${segment(given.id)}`, call);

/** Another secret; for a day requests are signed by both. */
export const renewWebhookSecret = (given: { readonly id: string }, call: Call): Promise<SecretRenewed> =>
  sendFor("POST", `/webhooks/${segment(given.id)}/secret`, call);

/** Send a trial event at once, and tell what was answered. */
export const testWebhook = (given: { readonly id: string }, call: Call): Promise<WebhookDelivery> =>
  sendFor("POST", `/webhooks/${segment(given.id)}/test`, call);

/** Go on with a webhook that was paused: what waited meanwhile is sent. */
export const resumeWebhook = (given: { readonly id: string }, call: Call): Promise<Webhook> =>
  sendFor("POST", `/webhooks/${segment(given.id)}/resumption`, call);

/** What a webhook was told or is to be told, the latest first, with every attempt. */
export const showDeliveries = (given: { readonly id: string; readonly state?: string | undefined; readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<WebhookDeliveryList> =>
  sendFor("GET", `/webhooks/${segment(given.id)}/deliveries`, call, { query: { state: given.state, cursor: given.cursor, limit: given.limit } });

/** Send a delivery anew, under the same id. */
export const replayDelivery = (given: { readonly id: string; readonly delivery: string }, call: Call): Promise<WebhookDelivery> =>
  sendFor("POST", `/webhooks/${segment(given.id)}/deliveries/${segment(given.delivery)}/replay`, call);

/** Who is signed in and what they may do; if nobody is, how one may come in. */
export const showSession = (call: Call): Promise<Session> =>
  sendFor("GET", "/session", call);

/** Sign in by e-mail address or member code and password. */
export const signIn = (given: { readonly body: SignIn }, call: Call): Promise<SignInAnswer> =>
  sendFor("POST", "/session", call, { body: given.body });

/** Sign out: this session ends. */
export const signOut = (call: Call): Promise<Done> =>
  sendFor("DELETE", "/session", call);

/** The second step of signing in: a code of the app, or a recovery code. */
export const finishSignIn = (given: { readonly body: SecondStep }, call: Call): Promise<SignedInAnswer> =>
  sendFor("POST", "/session/second-factor", call, { body: given.body });

/** Make the first account, and the company if there is none, by the one-time link of the server's console. */
export const setUp = (given: { readonly body: SetUp }, call: Call): Promise<SignedInAnswer> =>
  sendFor("POST", "/set-up", call, { body: given.body });

/** By what the caller's own account is signed in. */
export const listSessions = (call: Call): Promise<Sessions> =>
  sendFor("GET", "/sessions", call);

/** End every session of the caller's own account but this one. */
export const endOtherSessions = (call: Call): Promise<SessionsEnded> =>
  sendFor("DELETE", "/sessions", call);

/** End one session of the caller's own account. */
export const endSession = (given: { readonly number: string }, call: Call): Promise<SessionsEnded> =>
  sendFor("DELETE", `/sessions/${segment(given.number)}`, call);

/** Begin to load the sample company into an installation that has none, by the one-time link of the server's console. */
export const beginSampleCompany = (given: { readonly body: SampleOrder }, call: Call): Promise<SampleBegun> =>
  sendFor("POST", "/sample-company", call, { body: given.body });

/** How far the sample company is, and at the end who may be signed in as, by which password. */
export const showSampleLoading = (given: { readonly ticket: string }, call: Call): Promise<SampleLoading> =>
  sendFor("GET", `/sample-company/${segment(given.ticket)}`, call);

/** The language of the caller's own account; null goes by the browser. */
export const changeAccount = (given: { readonly body: AccountChange }, call: Call): Promise<Done> =>
  sendFor("PUT", "/account", call, { body: given.body });

/** Another password for the caller's own account. */
export const changePassword = (given: { readonly body: PasswordChange }, call: Call): Promise<PasswordChanged> =>
  sendFor("POST", "/account/password", call, { body: given.body });

/** What opens the caller's own account beside its password: passkeys, linked sign-ins, and the API keys that it made. */
export const listWaysIn = (call: Call): Promise<WaysIn> =>
  sendFor("GET", "/account/ways-in", call);

/** A secret for an app that shows one-time codes (RFC 6238). */
export const beginSecondFactor = (call: Call): Promise<SecondFactor> =>
  sendFor("POST", "/account/second-factor", call);

/** Turn the second factor off. */
export const endSecondFactor = (call: Call): Promise<Done> =>
  sendFor("DELETE", "/account/second-factor", call);

/** Turn the second factor on by a first code of the app. */
export const confirmSecondFactor = (given: { readonly body: Code }, call: Call): Promise<RecoveryCodes> =>
  sendFor("POST", "/account/second-factor/confirmation", call, { body: given.body });

/** Ask for a mail with a link to set a new password by. */
export const requestReset = (given: { readonly body: ResetRequest }, call: Call): Promise<Done> =>
  sendFor("POST", "/reset-requests", call, { body: given.body });

/** What a one-time link is for. */
export const showLink = (given: { readonly token: string }, call: Call): Promise<AccountLink> =>
  sendFor("GET", `/links/${segment(given.token)}`, call);

/** Set the password by a one-time link, and sign in. */
export const openLink = (given: { readonly token: string; readonly body: LinkPassword }, call: Call): Promise<SignInAnswer> =>
  sendFor("POST", `/links/${segment(given.token)}`, call, { body: given.body });

/** The accounts of the company, those that have ended too. */
export const listUsers = (given: { readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<Users> =>
  sendFor("GET", "/users", call, { query: { cursor: given.cursor, limit: given.limit } });

/** Make an account and invite its owner. */
export const addUser = (given: { readonly body: UserOrder }, call: Call): Promise<UserLink> =>
  sendFor("POST", "/users", call, { body: given.body });

/** Say which roles an account has and which member it is, from the next request on. */
export const changeUser = (given: { readonly user: string; readonly body: UserChange }, call: Call): Promise<User> =>
  sendFor("PUT", `/users/${segment(given.user)}`, call, { body: given.body });

/** End an account with its sessions and links; what it did stays. */
export const endUser = (given: { readonly user: string }, call: Call): Promise<User> =>
  sendFor("DELETE", `/users/${segment(given.user)}`, call);

/** Make a new one-time link for an account; those before open nothing any more. */
export const resetUser = (given: { readonly user: string }, call: Call): Promise<UserLink> =>
  sendFor("POST", `/users/${segment(given.user)}/link`, call);

/** List the API keys, the newest first, those that ended too. */
export const listKeys = (given: { readonly cursor?: string | undefined; readonly limit?: number | undefined }, call: Call): Promise<ApiKeys> =>
  sendFor("GET", "/api-keys", call, { query: { cursor: given.cursor, limit: given.limit } });

/** Make an API key for a program. */
export const makeKey = (given: { readonly body: ApiKeyOrder }, call: Call): Promise<NewApiKey> =>
  sendFor("POST", "/api-keys", call, { body: given.body });

/** End an API key at once. */
export const endKey = (given: { readonly number: string }, call: Call): Promise<ApiKey> =>
  sendFor("DELETE", `/api-keys/${segment(given.number)}`, call);
