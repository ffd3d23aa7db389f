import { expect, test } from "vitest";
import { changesBetween } from "../../domain/company-changes.ts";
import { readCompany } from "../../domain/company-reading.ts";
import { companyRefusals } from "../../domain/refusals/company.ts";
import { requirementRefusals } from "../../domain/refusals/requirement.ts";
import type { Settings } from "../../domain/company.ts";
import { sentence, type Refusal } from "../../domain/refusal.ts";
import { isoDay, parseDay } from "../../domain/day.ts";
import { aboutWhole, readCompanyInput } from "./input.ts";

const dayOf = (text: string): number => {
  const day = parseDay(text, "");
  if (!day.ok) throw new Error(text);
  return day.value;
};
const today = dayOf("2026-03-04");

const read = (
  input: unknown,
  before: Settings | null = null,
  on = today,
): { readonly settings: Settings | null; readonly refusals: readonly Refusal[] } => {
  const { rest, refusals, placed } = readCompanyInput(input);
  if (rest === null) return { settings: null, refusals: placed(refusals) };
  const outcome = readCompany(rest.file, before, on);
  const all = [...refusals, ...(outcome.ok ? [] : aboutWhole(outcome.refusals, rest))];
  return { settings: outcome.ok && all.length === 0 ? outcome.value : null, refusals: placed(all) };
};

const settingsOf = (input: unknown, before: Settings | null = null, on = today): Settings => {
  const { settings, refusals } = read(input, before, on);
  if (settings === null) throw new Error(JSON.stringify(refusals));
  return settings;
};

const company = { id: "northwind", name: "Northwind Advisory", country: "US", timeZone: "America/New_York", currency: "USD" };
const calls = { id: "calls", where: 'kind == "call"' };
const base = {
  company,
  kinds: [{ id: "house-visit" }],
  attributes: { campaign: "string", premium: "money" },
  teams: [{ id: "sales" }, { id: "advisers", parent: "sales" }],
  members: [
    { id: "raj", name: "Raj", email: "raj@northwind.example", team: "advisers", identities: [{ source: "crm", externalId: "005A" }] },
  ],
  metrics: [
    calls,
    { id: "revenue", where: 'kind == "demo"', measure: { sum: "amount" } },
    { id: "talk", where: 'kind == "call"', measure: { sum: "durationSeconds" } },
  ],
  plans: [{ id: "week", cadence: "week", startsOn: "2026-01-05", for: { team: "sales" }, require: { metric: "calls", target: 250 } }],
};

const callStage = { id: "called", kind: "call" };
const rated = (...rates: readonly object[]): object => ({
  funnel: {
    stages: [callStage, { id: "won", milestone: "deal_won" }],
    rates: rates.map((rate) => ({ from: "called", to: "won", rate: "5%", source: { text: "a report" }, ...rate })),
  },
});

const member = (more: object): object => ({ ...base, members: [...base.members, { id: "mina", name: "Mina", ...more }] });
const plan = (more: object): object => ({ ...base, plans: [{ ...base.plans[0], ...more }] });
const asks = (require: unknown): object => plan({ require });
const part = (more: object = {}): object => ({ weight: 100, require: { metric: "calls", target: 5 }, ...more });
const score = (...parts: object[]): object => asks({ score: { needed: 100, parts } });
const over = (more: object): object => asks({ over: { cadence: "day", of: { metric: "calls", target: 1 }, ...more } });
const list = (more: object = {}): object => ({
  id: "sprints",
  periods: [{ label: "Sprint 1", startsOn: "2026-03-02" }],
  endsBefore: "2026-04-06",
  ...more,
});
const lists = (more: object, planned: object = {}): object => ({
  ...base,
  periodLists: [list(more)],
  plans: [{ ...base.plans[0], startsOn: undefined, cadence: "list:sprints", ...planned }],
});
const metric = (more: object): object => ({ ...base, metrics: [...base.metrics, { id: "other", where: "true", ...more }] });
const sameActs = (...entries: object[]): object => ({
  ...base,
  sources: ["dialer", "crm", "phone"].map((id) => ({ id, provenance: "captured" })),
  sameActs: entries.map((each) => ({ sources: ["dialer", "crm"], kind: "call", withinSeconds: 300, prefer: "dialer", ...each })),
});
const having = (more: object): object => ({ ...base, ...more });
const rates = { id: "rates", by: "attributes.campaign", values: { spring: "30%" } };
const factors = (values: object, more: object = {}): object => having({ factors: [{ ...rates, values, ...more }] });
const table = { id: "calls-2026", metric: "calls", cadence: "week" };
const tables = (more: object): object => having({ targetTables: [{ ...table, ...more }] });
const fromTable = (target: object, more: object = {}): object => ({
  ...asks({ metric: "calls", target }),
  targetTables: [{ ...table, ...more }],
});
const heads = (atLeast: number, target: number, metric = "calls"): object => ({ members: { metric, atLeast }, target });
const calendars = (...entries: object[]): object => having({ calendars: entries });
const of = (more: object): object => ({ ...base, company: { ...company, ...more } });

const nested = (depth: number): object => (depth === 0 ? { metric: "calls", target: 1 } : { allOf: [nested(depth - 1)] });

/** What is written, and every code with its pointer that it is refused with. */
const wrong: readonly (readonly [string, unknown, ...string[]])[] = [
  ["nothing at all", "", "company-file-empty "],
  ["a comment only", "# nothing yet\n", "company-file-empty "],
  ["a list", [], "company-file-shape "],
  ["a text", "hello", "company-file-shape "],
  ["a web page", "<!doctype html><html></html>", "company-file-shape "],
  ["a page that YAML cannot read", "<p>\n\tx: [", "company-file-syntax "],
  ["a tab as indentation", "company:\n\tid: x\n", "company-file-syntax "],
  ["two documents", "company: {}\n---\ncompany: {}\n", "company-file-syntax "],
  ["a tag", "company: !!js/function x\n", "company-file-syntax "],
  ["JSON cut short", '{ "company": { "id": "x"', "json-syntax /company"],
  ["a key twice in YAML", "company:\n  id: a\n  id: b\n", "company-file-key-repeated "],
  ["a key twice in JSON", '{ "company": {}, "company": {} }', "json-key-repeated /company"],
  [
    "aliases without end",
    `a: &a [x, x, x, x, x, x, x, x, x, x]\n${["b", "c", "d", "e", "f"].map((key, index) => `${key}: &${key} [${Array(10).fill(`*${"abcdef"[index]}`).join(", ")}]`).join("\n")}\n`,
    "company-file-syntax ",
  ],
  ["YAML of nine megabytes", `company: ${"x".repeat(9_000_000)}`, "company-file-large "],
  [
    "nesting without end",
    JSON.parse(`{"company":${"[".repeat(3000)}${"]".repeat(3000)}}`),
    `company-file-depth /company${"/0".repeat(40)}`,
  ],
  ["YAML nested without end in brackets", `company: ${"[".repeat(100_000)}`, "company-file-depth "],
  [
    "YAML nested without end in indentations",
    Array.from({ length: 1000 }, (_, index) => `${" ".repeat(index)}a:`).join("\n"),
    "company-file-depth ",
  ],
  ["JSON nested without end", `{"company":${"[".repeat(100_000)}`, `json-too-deep /company${"/0".repeat(32)}`],
  ["bytes in YAML", "company: !!binary aGVsbG8=", "company-file-syntax "],
  ["no company", { teams: [] }, "required /company"],
  ["an unknown section", having({ absences: [] }), "unknown-field /absences"],
  ["what belongs to accounts", of({ tenant_id: 7 }), "unknown-field /company/tenant_id"],
  ["a field that every object has", of({ constructor: {} }), "unknown-field /company/constructor"],
  ["the prototype as a field", JSON.parse('{"company":{"__proto__":{"role":"admin"}}}'), "unknown-field /company/__proto__"],
  ["no name", of({ name: null }), "required /company/name"],
  ["a name without a language", of({ name: {} }), "name-empty /company/name"],
  ["an empty name", of({ name: "  " }), "text-empty /company/name"],
  ["a name of a megabyte", of({ name: "x".repeat(1_000_000) }), "text-too-long /company/name"],
  ["NUL in a name", of({ name: "a\0b" }), "text-nul /company/name"],
  ["an escape sequence in a name", of({ name: { ko: "\u001b[31m" } }), "text-control /company/name/ko"],
  ["a language that is not spoken here", of({ name: { fr: "Nord" } }), "unknown-field /company/name/fr", "name-empty /company/name"],
  ["an id with a space", of({ id: "north wind" }), "id-format /company/id"],
  ["an id of 65 letters", of({ id: "x".repeat(65) }), "id-format /company/id"],
  ["an id that is a number", having({ teams: [{ id: 7 }], members: [], plans: [] }), "type /teams/0/id"],
  ["no country", of({ country: "ZZ" }), "country-unknown /company/country"],
  ["a country in small letters", of({ country: "kr" }), "country-unknown /company/country"],
  ["no zone", of({ timeZone: null }), "tz-required /company/timeZone"],
  ["a zone that is none", of({ timeZone: "Asia/Soul" }), "tz-unknown /company/timeZone"],
  ["a zone that is an offset", of({ timeZone: "UTC+9" }), "tz-offset /company/timeZone"],
  ["a zone that is a number", of({ timeZone: 540 }), "type /company/timeZone"],
  ["no currency", of({ currency: undefined }), "currency-required /company/currency"],
  ["a currency in small letters", of({ currency: "usd" }), "currency-unknown /company/currency"],
  ["a weekday that is none", of({ firstWeekday: "Monday" }), "enum /company/firstWeekday"],
  ["a year from 31 April", of({ fiscalYearStartsOn: "04-31" }), "date-invalid /company/fiscalYearStartsOn"],
  [
    "two kinds of fiscal year",
    of({
      fiscalYearStartsOn: "01-01",
      fiscalYear: { pattern: "4-4-5", endsOn: { weekday: "saturday", month: 1, rule: "last" }, extraWeekIn: 12 },
    }),
    "fiscal-twice /company/fiscalYear",
  ],
  [
    "weeks on two weekdays",
    of({
      firstWeekday: "monday",
      fiscalYear: { pattern: "4-4-5", endsOn: { weekday: "saturday", month: 1, rule: "last" }, extraWeekIn: 12 },
    }),
    "fiscal-week /company/firstWeekday",
  ],
  [
    "no month for the 53rd week",
    of({ fiscalYear: { pattern: "4-4-5", endsOn: { weekday: "sunday", month: 1, rule: "last" } } }),
    "fiscal-53 /company/fiscalYear/extraWeekIn",
  ],
  [
    "a 13th month",
    of({ fiscalYear: { pattern: "4-4-5", endsOn: { weekday: "sunday", month: 13, rule: "last" }, extraWeekIn: 12 } }),
    "number-range /company/fiscalYear/endsOn/month",
  ],
  ["an address for a domain", of({ domains: ["https://northwind.example/"] }), "domain-format /company/domains/0"],
  ["a name for a domain", of({ domains: ["northwind"] }), "domain-format /company/domains/0"],
  ["a kind that everybody has", having({ kinds: [...base.kinds, { id: "call" }] }), "kind-built-in /kinds/1/id"],
  ["a kind twice", having({ kinds: [{ id: "a" }, { id: "a" }] }), "id-repeated /kinds/1/id"],
  ["a source with spaces", having({ sources: [{ id: " crm", provenance: "captured" }] }), "key-space /sources/0/id"],
  ["a provenance that is none", having({ sources: [{ id: "crm", provenance: "seen" }] }), "enum /sources/0/provenance"],
  ["an attribute that begins with _", having({ attributes: { ...base.attributes, _x: "string" } }), "attribute-name /attributes/_x"],
  ["an attribute of no type", having({ attributes: { ...base.attributes, y: "date" } }), "enum /attributes/y"],
  ["a team twice", having({ teams: [...base.teams, { id: "sales" }] }), "id-repeated /teams/2/id"],
  [
    "a parent that is not there",
    having({ teams: [{ id: "sales", parent: "company" }, base.teams[1]] }),
    "reference-unknown /teams/0/parent",
  ],
  ["teams in a circle", having({ teams: [{ id: "sales", parent: "advisers" }, base.teams[1]] }), "team-cycle /teams/0/parent"],
  ["a team above itself", having({ teams: [...base.teams, { id: "own", parent: "own" }] }), "team-cycle /teams/2/parent"],
  ["a member twice", having({ members: [...base.members, { id: "raj", name: "Raj again" }] }), "id-repeated /members/1/id"],
  ["an e-mail address that is none", member({ email: "mina@" }), "email-format /members/1/email"],
  ["an e-mail address twice, in other capitals", member({ email: "RAJ@northwind.example" }), "email-repeated /members/1/email"],
  ["an identity twice", member({ identities: [{ source: "crm", externalId: "005A" }] }), "identity-repeated /members/1/identities/0"],
  ["an identity that is a number", member({ identities: [{ source: "crm", externalId: 5 }] }), "type /members/1/identities/0/externalId"],
  [
    "an identity that everybody would share",
    member({ identities: [{ source: "crm", externalId: "null" }] }),
    "key-placeholder /members/1/identities/0/externalId",
  ],
  ["a language that nobody is written to in", member({ language: "fr" }), "enum /members/1/language"],
  ["a notice that there is not", member({ notices: { at_rsk: "inbox" } }), "unknown-field /members/1/notices/at_rsk"],
  ["a way that there is not", member({ notices: { met: "sms" } }), "enum /members/1/notices/met"],
  [
    "disputes decided at once, or never",
    having({ disputes: { decideWithinDays: 0, appealWithinDays: 91 } }),
    "dispute-days /disputes/decideWithinDays",
    "dispute-days /disputes/appealWithinDays",
  ],
  ["a word that there is not", having({ words: { membr: "agent" } }), "unknown-field /words/membr"],
  ["a word with markup", having({ words: { member: { en: "<b>agent", ko: "설계사" } } }), "word-markup /words/member/en"],
  ["a word with a brace, in every language", having({ words: { team: "{ branch }" } }), "word-markup /words/team"],
  ["a word of a paragraph", having({ words: { team: { ko: "지점".repeat(21) } } }), "text-too-long /words/team/ko"],
  ["an empty word", having({ words: { team: { ko: " " } } }), "text-empty /words/team/ko"],
  [
    "stages that stand for nothing, or for two things",
    having({ funnel: { stages: [{ id: "a" }, { id: "b", kind: "call", milestone: "deal_won" }] } }),
    "funnel-stage /funnel/stages/0",
    "funnel-stage /funnel/stages/1",
  ],
  [
    "a stage of a kind that there is not",
    having({ funnel: { stages: [{ id: "a", kind: "cal" }] } }),
    "reference-unknown /funnel/stages/0/kind",
  ],
  [
    "outcomes of a milestone",
    having({ funnel: { stages: [{ id: "a", milestone: "deal_won", outcomes: ["held"] }] } }),
    "funnel-outcomes /funnel/stages/0/outcomes",
  ],
  ["a stage twice", having({ funnel: { stages: [callStage, callStage] } }), "id-repeated /funnel/stages/1/id"],
  ["a rate over one", having(rated({ rate: 1.5 })), "funnel-rate /funnel/rates/0/rate"],
  ["a rate of words", having(rated({ rate: "a third" })), "funnel-rate /funnel/rates/0/rate"],
  ["a rate that leads back", having(rated({ from: "won", to: "called" })), "funnel-order /funnel/rates/0"],
  ["a rate from a stage to itself", having(rated({ to: "called" })), "funnel-order /funnel/rates/0"],
  ["a rate to a stage that there is not", having(rated({ to: "wn" })), "reference-unknown /funnel/rates/0/to"],
  ["a rate twice", having(rated({}, {})), "funnel-rate-twice /funnel/rates/1"],
  ["a rate from nowhere", having(rated({ source: { text: "" } })), "text-empty /funnel/rates/0/source/text"],
  ["a source of no year", having(rated({ source: { text: "a report", year: 26 } })), "funnel-year /funnel/rates/0/source/year"],
  [
    "a source at no address",
    having(rated({ source: { text: "a report", url: "javascript:alert(1)" } })),
    "funnel-url /funnel/rates/0/source/url",
  ],
  ["days of a dispute as a text", having({ disputes: { decideWithinDays: "5" } }), "type /disputes/decideWithinDays"],
  ["another member's id as code", member({ code: "raj" }), "code-repeated /members/1/code"],
  ["a team that is not there", member({ team: "advisors" }), "reference-unknown /members/1/team"],
  ["a later entry without a day", member({ team: [{ value: "sales" }, { value: "advisers" }] }), "dated-from /members/1/team/1"],
  [
    "entries out of order",
    member({
      team: [
        { value: "sales", from: "2026-02-01" },
        { value: "advisers", from: "2026-01-01" },
      ],
    }),
    "dated-order /members/1/team/1/from",
  ],
  ["a list without an entry", member({ team: [] }), "list-empty /members/1/team"],
  ["a day that is none", member({ employedFrom: "2026-02-30" }), "date-invalid /members/1/employedFrom"],
  ["a day in another order", member({ employedFrom: "05/01/2026" }), "date-format /members/1/employedFrom"],
  [
    "an end before the start",
    member({ employedFrom: "2026-02-01", employedThrough: "2026-01-31" }),
    "employment-order /members/1/employedThrough",
  ],
  ["the end under a near name", member({ employedUntil: "2026-01-31" }), "unknown-field /members/1/employedUntil"],
  ["a working week without a day", member({ workingDays: [] }), "pattern-empty /members/1/workingDays"],
  ["a working week of no work", of({ workingDays: { mon: 0 } }), "pattern-empty /company/workingDays"],
  ["a weekday that is none in a week", member({ workingDays: ["mon", "funday"] }), "enum /members/1/workingDays/1"],
  ["more than a day of work", member({ workingDays: { mon: 1.5 } }), "work-share /members/1/workingDays/mon"],
  ["a thousandth of a day", of({ workingDays: { mon: 0.005 } }), "work-share /company/workingDays/mon"],
  [
    "a week in the middle that is none",
    member({ workingDays: [{ value: ["mon"] }, { value: [], from: "2026-02-01" }] }),
    "pattern-empty /members/1/workingDays/1/value",
  ],
  ["holidays of no country", of({ holidays: "FR" }), "reference-unknown /company/holidays"],
  ["holidays of no part of a country", member({ holidays: "DE-XX" }), "reference-unknown /members/1/holidays"],
  [
    "holidays that every object has",
    having({ teams: [{ id: "sales", holidays: "constructor" }, base.teams[1]] }),
    "reference-unknown /teams/0/holidays",
  ],
  ["an engagement that is none", member({ engagement: "freelancer" }), "enum /members/1/engagement"],
  ["a calendar that comes with Attain", calendars({ id: "KR", years: [2026] }), "calendar-built-in /calendars/0/id"],
  ["a calendar twice", calendars({ id: "own", years: [2026] }, { id: "own", base: "KR" }), "id-repeated /calendars/1/id"],
  ["a calendar of no years", calendars({ id: "own" }), "calendar-years /calendars/0"],
  ["a calendar on one that is not there", calendars({ id: "own", base: "KRR" }), "reference-unknown /calendars/0/base"],
  [
    "calendars in a circle",
    calendars({ id: "a", base: "b" }, { id: "b", base: "a" }),
    "calendar-base /calendars/0/base",
    "calendar-base /calendars/1/base",
  ],
  [
    "a day that is no day, twice, and worked as well",
    calendars({
      id: "own",
      base: "KR",
      days: [{ on: "2026-02-30" }, { on: "2026-05-04" }, { on: "2026-05-04" }],
      working: ["2026-05-04", "May"],
    }),
    "date-invalid /calendars/0/days/0/on",
    "calendar-day-repeated /calendars/0/days/2/on",
    "calendar-day-both /calendars/0/working/0",
    "date-format /calendars/0/working/1",
  ],
  ["a year of another age", calendars({ id: "own", years: [2026, 20_266] }), "date-range /calendars/0/years/1"],
  [
    "more days than a calendar has",
    calendars({ id: "own", years: [2026], days: Array.from({ length: 10_001 }, (_, index) => ({ on: isoDay(index) })) }),
    "calendar-large /calendars/0/days",
  ],
  ["a role that is none", member({ role: "boss" }), "enum /members/1/role"],
  ["no rule", metric({ where: null }), "required /metrics/3/where"],
  ["a rule of spaces", metric({ where: "  " }), "rule-empty /metrics/3/where"],
  ["a field that is none", metric({ where: "durration > 60" }), "rule-field /metrics/3/where"],
  ["an attribute that is not declared", metric({ where: 'attributes.region == "EU"' }), "rule-field /metrics/3/where"],
  ["a field that every object has", metric({ where: 'attributes.constructor == "x"' }), "rule-field /metrics/3/where"],
  ["a kind that is not declared", metric({ where: 'kind == "Call"' }), "rule-value /metrics/3/where"],
  [
    "a currency of seconds",
    metric({ measure: { sum: "durationSeconds", currency: "USD" } }),
    "currency-not-counted /metrics/3/measure/currency",
  ],
  ["a sum of what has none", metric({ measure: { sum: "subject" } }), "measure-field /metrics/3/measure/sum"],
  ["a sum of what is no text", metric({ measure: { sum: 5 } }), "type /metrics/3/measure/sum"],
  ["a sum of texts", metric({ measure: { sum: "attributes.campaign" } }), "measure-type /metrics/3/measure/sum"],
  ["a sum of what every object has", metric({ measure: { sum: "attributes.constructor" } }), "measure-field /metrics/3/measure/sum"],
  ["a sum of money in no currency", metric({ measure: { sum: "attributes.premium", currency: "Won" } }), "currency-unknown /metrics/3/measure/currency"], // prettier-ignore
  ["a factor table that is not there", metric({ measure: { sum: "amount", factor: "rates" } }), "reference-unknown /metrics/3/measure/factor"], // prettier-ignore
  ["a factor that is no number", factors({ spring: "a third" }), "factor-format /factors/0/values/spring"],
  ["a factor below zero", factors({ spring: -0.3 }), "factor-negative /factors/0/values/spring"],
  ["a factor of five decimals", factors({ spring: 0.33333 }), "factor-decimals /factors/0/values/spring"],
  ["a percentage of three decimals", factors({ spring: "33.333%" }), "factor-decimals /factors/0/values/spring"],
  ["a factor beyond a hundred", factors({ spring: "10000.01%" }), "number-range /factors/0/values/spring"],
  ["a factor that is true", factors({ spring: true }), "type /factors/0/values/spring"],
  ["an empty history", factors({ spring: [] }), "list-empty /factors/0/values/spring"],
  ["a history out of order", factors({ spring: [{ value: 1, from: "2026-02-01" }, { value: 2, from: "2026-01-01" }] }), "dated-order /factors/0/values/spring/1/from"], // prettier-ignore
  ["a later factor without a day", factors({ "a/b": [{ value: 1 }, { value: 2 }] }), "dated-from /factors/0/values/a~1b/1"],
  ["a reason of spaces", factors({ spring: [{ value: 1, reason: " " }] }), "text-empty /factors/0/values/spring/0/reason"],
  ["one value in two spellings", factors({ 종신: 1, ["종신".normalize("NFD")]: 2 }), `factor-repeated /factors/0/values/${"종신".normalize("NFD")}`], // prettier-ignore
  ["a factor by a field that is none", factors({ spring: 1 }, { by: "campaign_" }), "factor-field /factors/0/by"],
  ["a factor by money", factors({ spring: 1 }, { by: "attributes.premium" }), "factor-field /factors/0/by"],
  ["a factor by the prospect's stage", factors({ customer: 1 }, { by: "prospect.stage" }), "factor-field /factors/0/by"],
  ["a factor for a kind that is none", factors({ cal: 1 }, { by: "kind" }), "factor-value /factors/0/values/cal"],
  ["a factor table twice", having({ factors: [rates, rates] }), "id-repeated /factors/1/id"],
  ["once per prospect within what is none", metric({ oncePer: { prospect: "week", within: "squad" } }), "enum /metrics/3/oncePer/within"],
  ["no provenance at all", metric({ provenance: [] }), "list-empty /metrics/3/provenance"],
  ["a first version with a day", metric({ startsOn: "2026-04-01" }), "metric-first-version /metrics/3/startsOn"],
  [
    "two versions from one day",
    having({ metrics: [...base.metrics, { ...calls, startsOn: "2026-04-01" }, { ...calls, startsOn: "2026-04-01" }] }),
    "version-repeated /metrics/4",
  ],
  [
    "a later version in seconds",
    having({ metrics: [...base.metrics, { ...calls, startsOn: "2026-04-01", measure: { sum: "durationSeconds" } }] }),
    "metric-unit /metrics/3/measure",
  ],
  ["the same acts of a source that is not declared", sameActs({ sources: ["dialler", "crm"] }), "reference-unknown /sameActs/0/sources/0"],
  ["the same acts of one source", sameActs({ sources: ["dialer", "dialer"] }), "same-acts-sources /sameActs/0/sources"],
  ["the same acts of three sources", sameActs({ sources: ["dialer", "crm", "phone"] }), "same-acts-sources /sameActs/0/sources"],
  ["the same acts of none", sameActs({ sources: [] }), "same-acts-sources /sameActs/0/sources"],
  ["the same acts of no kind", sameActs({ kind: "cal" }), "reference-unknown /sameActs/0/kind"],
  ["the same acts of a third source's preference", sameActs({ prefer: "phone" }), "enum /sameActs/0/prefer"],
  ["the same acts without a limit", sameActs({ withinSeconds: null }), "required /sameActs/0/withinSeconds"],
  ["the same acts of half a second", sameActs({ withinSeconds: 0.5 }), "number-integer /sameActs/0/withinSeconds"],
  ["the same acts before they were done", sameActs({ withinSeconds: -1 }), "number-min /sameActs/0/withinSeconds"],
  ["the same acts of a week", sameActs({ durationWithinSeconds: 604_800 }), "number-range /sameActs/0/durationWithinSeconds"],
  ["the same acts a hundred times and once more", sameActs(...Array.from({ length: 101 }, () => ({}))), "same-acts-many /sameActs"],
  ["the same acts twice", sameActs({}, { sources: ["crm", "dialer"], prefer: "crm" }), "same-acts-repeated /sameActs/1"],
  [
    "sources that each yield to the next",
    sameActs({}, { sources: ["crm", "phone"], prefer: "crm" }, { sources: ["phone", "dialer"], prefer: "phone" }),
    "same-acts-circle /sameActs/2/prefer",
  ],
  ["no cadence", plan({ cadence: "fortnight" }), "enum /plans/0/cadence"],
  ["a start inside a week", plan({ startsOn: "2026-01-07" }), "plan-start /plans/0/startsOn"],
  ["a team that is not there", plan({ for: { team: "sale" } }), "reference-unknown /plans/0/for/team"],
  ["a member who is not there", plan({ for: { members: ["rej"] } }), "reference-unknown /plans/0/for/members/0"],
  ["too many days of grace", plan({ graceDays: 93 }), "number-range /plans/0/graceDays"],
  ["half a day of grace", plan({ graceDays: 0.5 }), "number-integer /plans/0/graceDays"],
  ["fewer days of grace than none", plan({ graceDays: -1 }), "number-min /plans/0/graceDays"],
  ["grace days that are no number", plan({ graceDays: "3" }), "type /plans/0/graceDays"],
  ["no requirement", plan({ require: null }), "requirement-empty /plans/0/require"],
  ["an empty requirement", asks({}), "requirement-empty /plans/0/require"],
  ["an empty anyOf", asks({ anyOf: [] }), "requirement-empty /plans/0/require/anyOf"],
  ["a score of nothing", asks({ score: { needed: 100, parts: [] } }), "requirement-empty /plans/0/require/score/parts"],
  ["a score without what is needed", asks({ score: { parts: [part()] } }), "required /plans/0/require/score/needed"],
  ["a weight of nothing", score(part({ weight: 0 })), "points-format /plans/0/require/score/parts/0/weight"],
  ["points of five decimals", asks({ score: { needed: "99.00001", parts: [part()] } }), "points-format /plans/0/require/score/needed"],
  ["a cap that is no share", score(part({ cap: "much" })), "share-format /plans/0/require/score/parts/0/cap"],
  ["a cap of 1,001 %", score(part({ cap: "1001%" })), "share-range /plans/0/require/score/parts/0/cap"],
  ["a floor above the cap", score(part({ floor: "110%" })), "score-floor /plans/0/require/score/parts/0/floor"],
  ["more points than the parts give", score(part({ weight: 99 })), "score-unreachable /plans/0/require/score/needed"],
  [
    "more points than an allOf gives, which never exceeds one",
    score(part({ weight: 90, cap: "150%", require: { allOf: [{ metric: "calls", target: 5 }] } })),
    "score-unreachable /plans/0/require/score/needed",
  ],
  [
    "a part that asks for what is not there",
    score(part({ require: { metric: "cals", target: 5 } })),
    "reference-unknown /plans/0/require/score/parts/0/require/metric",
  ],
  ["a stretch below the target", asks({ metric: "calls", target: 5, stretch: 4 }), "stretch-below /plans/0/require/stretch"],
  ["a stretch that is no number", asks({ metric: "calls", target: 5, stretch: "more" }), "target-format /plans/0/require/stretch"],
  ["over no number of days", over({}), "over-count /plans/0/require/over"],
  ["over days, in two ways", over({ atLeast: 3, inARow: 3 }), "over-count /plans/0/require/over"],
  ["over eight days of a week", over({ atLeast: 8 }), "over-many /plans/0/require/over/atLeast"],
  ["over half a day", over({ atLeast: 0.5 }), "number-integer /plans/0/require/over/atLeast"],
  ["over weeks of a week", over({ cadence: "week", atLeast: 1 }), "over-cadence /plans/0/require/over/cadence"],
  ["over months of a week", over({ cadence: "month-from-26", atLeast: 1 }), "over-cadence /plans/0/require/over/cadence"],
  [
    "over days of an over",
    over({ atLeast: 1, of: { over: { cadence: "day", of: { metric: "calls", target: 1 }, atLeast: 1 } } }),
    "over-inside /plans/0/require/over/of",
  ],
  ["all of a surplus and more", plan({ carryOver: { surplus: "101%" } }), "share-range /plans/0/carryOver/surplus"],
  ["a surplus that is no share", plan({ carryOver: { surplus: "all" } }), "share-format /plans/0/carryOver/surplus"],
  ["made up within four weeks", plan({ makeUp: { within: 4 } }), "number-range /plans/0/makeUp/within"],
  ["months from the 29th", plan({ cadence: "month-from-29" }), "enum /plans/0/cadence"],
  ["periods of a list that is not there", lists({}, { cadence: "list:sprint" }), "reference-unknown /plans/0/cadence"],
  ["a list without periods", lists({ periods: [] }), "list-empty /periodLists/0/periods"],
  [
    "periods that do not ascend",
    lists({
      periods: [
        { label: "a", startsOn: "2026-03-02" },
        { label: "b", startsOn: "2026-03-02" },
      ],
    }),
    "list-order /periodLists/0/periods/1/startsOn",
  ],
  [
    "a list that ends before its last period",
    lists({ endsBefore: "2026-03-02" }),
    "list-end /periodLists/0/endsBefore",
    "list-over /plans/0",
  ],
  ["a list that is over", lists({ endsBefore: "2026-03-04" }), "list-over /plans/0"],
  ["a list twice", having({ periodLists: [list(), list()] }), "id-repeated /periodLists/1/id"],
  ["weeks called by their colour", having({ company: { ...company, weekLabels: "colour" } }), "enum /company/weekLabels"],
  ["nine levels", asks(nested(8)), `requirement-depth /plans/0/require${"/allOf/0".repeat(8)}`],
  ["a metric that is not there", asks({ metric: "cals", target: 5 }), "reference-unknown /plans/0/require/metric"],
  ["a kind that is not there", asks({ kind: "cal", target: 5 }), "reference-unknown /plans/0/require/kind"],
  [
    "a shorthand that is taken",
    having({
      metrics: [...base.metrics, { id: "email", where: 'kind == "email" && direction == "outbound"' }],
      plans: [{ ...base.plans[0], require: { kind: "email", target: 5 } }],
    }),
    "shorthand-taken /plans/0/require",
  ],
  ["no target", asks({ metric: "calls" }), "required /plans/0/require/target"],
  ["a target below 0", asks({ metric: "calls", target: -1 }), "target-negative /plans/0/require/target"],
  ["a target that is no number", asks({ metric: "calls", target: "many" }), "target-format /plans/0/require/target"],
  ["a target without end", asks({ metric: "calls", target: Infinity }), "type /plans/0/require/target"],
  ["a target with an exponent", asks({ metric: "calls", target: "1e3" }), "target-format /plans/0/require/target"],
  ["a count of five decimals", asks({ metric: "calls", target: 1.00001 }), "target-decimals /plans/0/require/target"],
  ["a tenth of a cent", asks({ metric: "revenue", target: "0.001" }), "target-decimals /plans/0/require/target"],
  ["half a second", asks({ metric: "talk", target: 0.5 }), "target-decimals /plans/0/require/target"],
  ["a table that is not there", fromTable({ table: "calls-2027" }), "reference-unknown /plans/0/require/target/table"],
  ["a table that has ended", fromTable({ table: "calls-2026" }, { ended: true }), "reference-ended /plans/0"],
  [
    "a table of another metric",
    fromTable({ table: "calls-2026" }, { metric: "talk" }),
    "target-table-metric /plans/0/require/target/table",
  ],
  [
    "a table of another cadence",
    fromTable({ table: "calls-2026" }, { cadence: "month" }),
    "target-table-cadence /plans/0/require/target/table",
  ],
  [
    "a stretch beside a table",
    having({
      targetTables: [table],
      plans: [{ ...base.plans[0], require: { metric: "calls", target: { table: "calls-2026" }, stretch: 9 } }],
    }),
    "stretch-of-table /plans/0/require/stretch",
  ],
  [
    "a table of the plan's periods asked over shorter ones",
    having({
      targetTables: [table],
      plans: [
        { ...base.plans[0], require: { over: { cadence: "day", of: { metric: "calls", target: { table: "calls-2026" } }, atLeast: 1 } } },
      ],
    }),
    "target-table-cadence /plans/0/require/over/of/target/table",
  ],
  ["a table of a list that is not there", tables({ cadence: "list:sprint" }), "reference-unknown /targetTables/0/cadence"],
  [
    "a lower team target within a period",
    having({
      plans: [9, 8].map((target, index) => ({
        id: "seoul",
        cadence: "week",
        for: { team: "sales" },
        of: "team",
        ...(index === 0 ? {} : { startsOn: "2026-03-11", reason: "why" }),
        require: { metric: "calls", target },
      })),
    }),
    "plan-start /plans/1/startsOn",
  ],
  ["a table and more", fromTable({ table: "calls-2026", targt: 5 }), "unknown-field /plans/0/require/target/targt"],
  ["a table of a metric that is not there", tables({ metric: "cals" }), "reference-unknown /targetTables/0/metric"],
  ["a table without a cadence", tables({ cadence: undefined }), "required /targetTables/0/cadence"],
  [
    "two tables of one id",
    having({
      targetTables: [
        { id: "t", metric: "calls", cadence: "week" },
        { id: "t", metric: "calls", cadence: "week" },
      ],
    }),
    "id-repeated /targetTables/1/id",
  ],
  ["targets of somebody who is not there", tables({ rows: { rja: { "2026-01-05": 5 } } }), "reference-unknown /targetTables/0/rows/rja"],
  [
    "targets of a team that is not there",
    tables({ teamRows: { saels: { "2026-01-05": 5 } } }),
    "reference-unknown /targetTables/0/teamRows/saels",
  ],
  ["a month in a table of weeks", tables({ rows: { raj: { "2026-01": 5 } } }), "target-period /targetTables/0/rows/raj/2026-01"],
  [
    "a Tuesday in a table of weeks",
    tables({ rows: { raj: { "2026-01-06": 5 } } }),
    "target-period-start /targetTables/0/rows/raj/2026-01-06",
  ],
  ["one week twice", tables({ rows: { raj: { "2026-01-05": 5, "2026-W02": 6 } } }), "target-repeated /targetTables/0/rows/raj/2026-W02"],
  [
    "a target in a table that is none",
    tables({ rows: { raj: { "2026-01-05": "five" } } }),
    "target-format /targetTables/0/rows/raj/2026-01-05",
  ],
  ["a team's own plan for everybody", plan({ for: undefined, of: "team" }), "team-quota-audience /plans/0/for"],
  ["a team's own plan for a phase of it", plan({ for: { team: "sales", phase: "new" }, of: "team" }), "team-quota-audience /plans/0/for"],
  ["a plan of something else", plan({ of: "company" }), "enum /plans/0/of"],
  ["heads of members", plan({ require: heads(1, 2) }), "heads-of-team /plans/0/require"],
  ["heads with nothing", plan({ of: "team", require: heads(0, 2) }), "heads-at-least /plans/0/require/members/atLeast"],
  ["half a head", plan({ of: "team", require: heads(1, 2.5) }), "heads-whole /plans/0/require/target"],
  [
    "heads of a metric that is not there",
    plan({ of: "team", require: heads(1, 2, "cals") }),
    "reference-unknown /plans/0/require/members/metric",
  ],
  [
    "working days, a ramp and a carry-over of a team",
    plan({
      for: { team: "sales" },
      of: "team",
      proration: "working-days",
      ramp: [{ throughMonth: 1, share: "50%" }],
      carryOver: { surplus: "20%" },
      makeUp: { within: 1 },
    }),
    "team-quota-field /plans/0/ramp",
    "team-quota-field /plans/0/carryOver",
    "team-quota-field /plans/0/makeUp",
    "team-quota-field /plans/0/proration",
  ],
  [
    "shorter periods of a team",
    plan({ for: { team: "sales" }, of: "team", require: { over: { cadence: "day", of: { metric: "calls", target: 2 }, atLeast: 1 } } }),
    "team-quota-over /plans/0/require",
  ],
  [
    "two plans that ask one team the same",
    having({
      plans: ["one", "two"].map((id) => ({
        id,
        cadence: "week",
        for: { team: "sales" },
        of: "team",
        require: { metric: "calls", target: 9 },
      })),
    }),
    "team-plan-conflict /plans/1",
  ],
  ["more than anybody can do", asks({ metric: "calls", target: "1000000000001" }), "target-range /plans/0/require/target"],
  ["two plans that ask the same", having({ plans: [...base.plans, { ...base.plans[0], id: "other" }] }), "plan-conflict /plans/1"],
];

const told = ({ code, pointer }: Refusal): string => `${code} ${pointer}`;

test.each(wrong)("refused: %s", (_, input, ...codes) => {
  expect(read(input).refusals.map(told)).toEqual(codes);
});

test.each([
  ["in braces without quotes", "{ company: { id: x, name: X, country: KR, timeZone: Asia/Seoul, currency: KRW } }"],
  [
    "with a mark of its encoding and line ends of another system",
    "\uFEFFcompany:\r\n  id: x\r\n  name: X\r\n  country: KR\r\n  timeZone: Asia/Seoul\r\n  currency: KRW\r\n",
  ],
  ["with anchors", "company: { id: x, name: &n X, country: KR, timeZone: Asia/Seoul, currency: KRW }\nteams: [ { id: t, name: *n } ]"],
])("accepted: %s", (_, input) => {
  expect(read(input).refusals).toEqual([]);
});

test("what is refused today is told in both languages, with every value filled in", () => {
  for (const [, input] of wrong) {
    for (const refusal of read(input).refusals) {
      for (const language of ["en", "ko"] as const) {
        expect(sentence(refusal, language)).not.toMatch(/\{\w+[|}]|undefined|NaN|Infinity|\[object/);
      }
    }
  }
});

const first: Settings = settingsOf(base);
const later = dayOf("2026-03-09");

/** What is written on a company that is there already. */
const changed: readonly (readonly [string, object, ...string[]])[] = [
  [
    "a metric without a day",
    having({ metrics: [{ ...calls, where: 'kind == "email"' }, ...base.metrics.slice(1)] }),
    "version-held /metrics/0",
  ],
  [
    "a metric from a day that is gone",
    having({ metrics: [...base.metrics, { ...calls, where: 'kind == "email"', startsOn: "2026-03-08" }] }),
    "version-past /metrics/3/startsOn",
  ],
  ["a target without a day", asks({ metric: "calls", target: 200 }), "version-held /plans/0"],
  ["an audience without a day", plan({ for: { team: "advisers" } }), "version-held /plans/0"],
  ["a plan without its day", plan({ startsOn: null }), "version-start-missing /plans/0"],
  [
    "a plan from a day that is gone",
    having({ plans: [...base.plans, { ...base.plans[0], startsOn: "2026-03-02", require: { metric: "calls", target: 9 } }] }),
    "version-past /plans/1/startsOn",
  ],
  ["an end that is gone", plan({ endedOn: "2026-03-02" }), "plan-end-past /plans/0/endedOn"],
  [
    "a metric that a plan asks",
    having({
      metrics: base.metrics.slice(1),
      plans: [{ ...base.plans[0], startsOn: "2026-03-16", require: { metric: "talk", target: 9 } }],
    }),
    "reference-ended /plans/0",
  ],
  ["a team that has members", having({ teams: base.teams.slice(0, 1) }), "reference-ended /members/0/team"],
  ["weeks from Sunday under a plan by weeks from Monday", of({ firstWeekday: "sunday" }), "plan-start /plans/0/startsOn"],
];

test.each(changed)("refused once it is there: %s", (_, input, ...codes) => {
  expect(read(input, first, later).refusals.map(told)).toEqual(codes);
});

test("boundaries of days gone stay, unless it is said why they are moved; later ones may change", () => {
  const two = (second: string, more: object = {}): object =>
    lists({
      periods: [
        { label: "1", startsOn: "2026-03-02" },
        { label: "2", startsOn: second },
      ],
      ...more,
    });
  const settings = settingsOf(two("2026-03-03"));
  const codes = (input: object): readonly string[] => read(input, settings).refusals.map(told);
  expect(codes(two("2026-03-04"))).toEqual(["list-past /periodLists/0"]);
  expect(codes(two("2026-03-04", { reason: "the office was closed" }))).toEqual([]);
  expect(codes(two("2026-03-03", { endsBefore: "2027-01-04" }))).toEqual([]);
  const moved = settingsOf(two("2026-03-04", { reason: "the office was closed" }), settings);
  // The reason that was given once is none for another change.
  expect(read(two("2026-03-03", { reason: "the office was closed" }), moved).refusals.map(told)).toEqual(["list-past /periodLists/0"]);
  expect(settingsOf(two("2026-03-04"), moved).company.calendar.lists).toEqual(moved.company.calendar.lists);
});

test("a list that ended meanwhile keeps no other change from being made", () => {
  const file = lists({ endsBefore: "2026-03-09" });
  const settings = settingsOf(file);
  const later = dayOf("2026-03-10");
  expect(changesBetween(settings, settingsOf(file, settings, later))).toEqual([]);
  const shorter = read(lists({ endsBefore: "2026-03-10" }), settings, later).refusals.map(told);
  expect(shorter).toEqual(["list-past /periodLists/0", "list-over /plans/0"]);
});

test("a list that a plan goes by stays when the file no longer names it, another one goes", () => {
  const settings = settingsOf(lists({}));
  expect(settingsOf(having({ plans: [] }), settings).company.calendar.lists?.map(({ id }) => id)).toEqual(["sprints"]);
  expect(settingsOf(base, settingsOf(having({ periodLists: [list()] }))).company.calendar.lists).toBeUndefined();
});

test("what a file changes in lists, scores and what is carried over is told", () => {
  const said = (before: object, after: object): readonly string[] => {
    const settings = settingsOf(before);
    return changesBetween(settings, settingsOf(after, settings)).map(({ words }) => words.en);
  };
  const later = (more: object): object => ({ ...base, plans: [base.plans[0], { ...base.plans[0], startsOn: "2026-03-09", ...more }] });
  expect(said(having({ periodLists: [list()] }), having({ periodLists: [list({ endsBefore: "2026-05-04" })] }))).toEqual([
    "list of periods sprints: endsBefore 2026-04-06 → 2026-05-04",
  ]);
  expect(
    said(
      base,
      later({
        require: {
          score: {
            needed: 100,
            parts: [
              part({ weight: 40, cap: "150%" }),
              part({
                weight: 40.5,
                floor: "50%",
                require: { over: { cadence: "day", of: { metric: "calls", target: 5, stretch: 6 }, inARow: 2 } },
              }),
            ],
          },
        },
        carryOver: { surplus: 0.2 },
        makeUp: { within: 1 },
      }),
    ),
  ).toEqual([
    "plan week: require 250 calls → score 100 (40 for 5 calls, cap 150%; 40.5 for over day, inARow 2 (5 calls (stretch 6)), floor 50%), from 2026-03-09",
    "plan week: carryOver nothing → { surplus: 20% }, from 2026-03-09",
    "plan week: makeUp nothing → { within: 1 }, from 2026-03-09",
  ]);
});

test("a team that a running plan asks does not end", () => {
  const input = having({ teams: [{ id: "advisers" }], members: [{ ...base.members[0], team: "advisers" }] });
  expect(read(input, first, later).refusals.map(told)).toEqual(["reference-ended /plans/0"]);
});

test("what a version asks that stands already cannot be taken away under it", () => {
  const asking = {
    ...base,
    metrics: [
      ...base.metrics,
      { id: "asking", where: 'attributes.campaign == "spring" && attributes.premium > 12.50 && kind == "house-visit"' },
    ],
  };
  const before = settingsOf(asking);
  const without = {
    ...asking,
    kinds: [],
    attributes: { premium: "string" },
    metrics: base.metrics,
    company: { ...company, currency: "EUR" },
  };
  expect(read(without, before, later).refusals.map(told)).toEqual([
    "version-held /metrics/1",
    "metric-unit /metrics/1/measure",
    "kind-in-use /kinds",
    "attribute-in-use /attributes/campaign",
    "attribute-in-use /attributes/premium",
    "currency-in-use /company/currency",
  ]);
});

test("a factor table that a metric counts by stays, with its field, and so do the attributes that it and the sum read", () => {
  const counting = { id: "converted", where: "true", measure: { sum: "attributes.premium", factor: "rates" } };
  const before = settingsOf({ ...base, factors: [rates], metrics: [...base.metrics, counting] });
  const refusedBy = (more: object): readonly string[] => read({ ...base, ...more }, before, later).refusals.map(told);
  expect(refusedBy({})).toEqual(["factor-in-use /factors"]);
  expect(refusedBy({ factors: [{ ...rates, by: "outcome" }] })).toEqual(["factor-in-use /factors/0/by"]);
  expect(refusedBy({ factors: [{ ...rates, values: { spring: [{ value: "40%" }] } }] })).toEqual(["factor-past /factors/0/values/spring"]);
  expect(refusedBy({ factors: [rates], attributes: { campaign: "string" } })).toEqual(["attribute-in-use /attributes/premium"]);
  expect(refusedBy({ factors: [{ ...rates, by: "outcome" }], attributes: { premium: "money" } })).toEqual([
    "factor-in-use /factors/0/by",
    "attribute-in-use /attributes/campaign",
  ]);
});

test("a table keeps its metric and cadence, and a file that does not speak of tables leaves them", () => {
  const before = settingsOf(tables({}));
  const codesOf = (input: object): readonly string[] => read(input, before).refusals.map(({ code, pointer }) => `${code} ${pointer}`);
  expect(codesOf(tables({ metric: "talk" }))).toEqual(["target-table-held /targetTables/0/metric"]);
  expect(codesOf(tables({ cadence: "month" }))).toEqual(["target-table-held /targetTables/0/cadence"]);
  expect(settingsOf(base, before).company.targetTables).toEqual(before.company.targetTables);
  expect(settingsOf(having({ targetTables: [] }), before).company.targetTables).toEqual([
    { ...before.company.targetTables[0], ended: true },
  ]);
});

test("plans of a team and of its members stand beside one another, and so do those of a team and of the one above it", () => {
  const week = { cadence: "week", require: { metric: "calls", target: 9 } };
  const plans = [
    { id: "members", for: { team: "sales" }, ...week },
    { id: "team", for: { team: "sales" }, of: "team", ...week },
    { id: "below", for: { team: "advisers" }, of: "team", ...week },
    { id: "heads", for: { team: "sales" }, of: "team", cadence: "week", require: heads(1, 2) },
    { id: "more", for: { team: "sales" }, of: "team", cadence: "week", require: heads(5, 1) },
  ];
  expect(settingsOf(having({ plans })).plans.map(({ versions }) => versions[0].of)).toEqual([undefined, "team", "team", "team", "team"]);
});

test("a calendar that the file no longer names stays while it is somebody's, also of who has ended", () => {
  const own = { id: "own", base: "KR" };
  const using = { ...base, calendars: [own], members: [...base.members, { id: "mina", name: "Mina", holidays: "own" }] };
  const before = settingsOf(using);
  const refusedBy = (more: object): readonly string[] => read({ ...using, ...more }, before, later).refusals.map(told);
  expect(refusedBy({ calendars: [] })).toEqual(["reference-unknown /members/1/holidays"]);
  expect(refusedBy({ calendars: [], members: base.members })).toEqual(["reference-ended /calendars"]);
  expect(refusedBy({ calendars: [], members: [...base.members, { id: "mina", name: "Mina", holidays: "US" }] })).toEqual([
    "reference-ended /calendars",
  ]);
  const unused = { id: "mina", name: "Mina", holidays: [{ value: "US" }] };
  expect(refusedBy({ calendars: [], members: [...base.members, unused] })).toEqual([]);
});

test("every code of the company file is provoked here", () => {
  const provoked = new Set([
    ...wrong.flatMap(([, , ...codes]) => codes.map((code) => code.split(" ")[0])),
    ...changed.flatMap(([, , ...codes]) => codes.map((code) => code.split(" ")[0])),
    "attribute-in-use",
    "kind-in-use",
    "currency-in-use",
    "factor-in-use",
    "factor-past",
    "list-past",
    // With a database: apply-company.pg.test.ts.
    "company-missing",
    "company-unclear",
  ]);
  expect(Object.keys({ ...companyRefusals, ...requirementRefusals }).filter((code) => !provoked.has(code))).toEqual([]);
});
