import type { CompanyFile, MemberEntry } from "../../domain/company-file.ts";
import { civilOfDay } from "../../domain/civil.ts";
import { isoDay } from "../../domain/day.ts";
import { holidaysOf } from "../../domain/holidays/countries.ts";
import type { SampleDays } from "./days.ts";
import { sampleRewards } from "./rewards.ts";
import { addressOf, cast, DOMAIN, extensionOf, managers, reps, zones, type SamplePerson } from "./people.ts";

export const COMPANY_ID = "morning-calm";
export const TOPIC = "retirement planning";

/** Two weeks and some days ago: in the first month of the ramp, or early in the second. */
const joinedDaysAgo = 17;

/** Years around today that nobody has published the holidays of yet are gone by all the same: a sample is never without its numbers. */
const provisionalYears = (country: string, { today }: SampleDays): readonly number[] => {
  const { year } = civilOfDay(today);
  const known = holidaysOf(country)?.years;
  return [year - 1, year, year + 1].filter((each) => known?.has(each) !== true);
};

const teamOf = ({ id, team }: SamplePerson, { monthBefore }: SampleDays): MemberEntry["team"] =>
  id === cast.moved ? [{ value: "seoul" }, { value: team, from: isoDay(monthBefore.startsOn + 15) }] : team;

const memberOf = (person: SamplePerson, index: number, days: SampleDays): MemberEntry => {
  const { id, en, ko } = person;
  const isStarting = id === cast.ines || id === cast.leo;
  const startedOn = days.weekBefore.startsOn - 28;
  const employedFrom =
    id === cast.joiner ? days.today - joinedDaysAgo : isStarting ? startedOn : days.history.startsOn - 300 - ((index * 97) % 1500);
  return {
    id,
    name: { en, ko },
    email: addressOf(id),
    code: `A-${String(101 + index)}`,
    team: teamOf(person, days),
    phase: isStarting
      ? [
          { value: "probation", from: isoDay(startedOn) },
          { value: "established", from: isoDay(startedOn + 91) },
        ]
      : "established",
    employedFrom: isoDay(employedFrom),
    // A mail program and a telephone system know people by other names.
    identities: [
      { source: "dialer", externalId: extensionOf(id) },
      { source: "mail", externalId: addressOf(id) },
    ],
    ...(id === cast.raj ? { timeZone: "Asia/Kolkata", holidays: "none" } : {}),
    ...(id === cast.partTime ? { workingDays: ["mon", "tue", "wed"] as const } : {}),
  };
};

/** The company: people in Seoul, Busan and New York, and one in Kolkata; what counts; and what is asked of whom. */
export const sampleFile = (days: SampleDays): CompanyFile => ({
  company: {
    id: COMPANY_ID,
    name: { en: "Morning Calm Advisers", ko: "아침고요 재무설계" },
    country: "KR",
    timeZone: zones.seoul,
    currency: "KRW",
    firstWeekday: "monday",
    holidays: "korea",
    domains: [DOMAIN],
  },
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "busan-pbx", provenance: "captured" },
    { id: "mail", provenance: "captured" },
    { id: "social-inbox", provenance: "captured" },
    { id: "crm", provenance: "imported" },
    { id: "day-sheet", provenance: "self_reported" },
  ],
  attributes: { topic: "string" },
  sameActs: [{ sources: ["dialer", "crm"], kind: "call", withinSeconds: 300, prefer: "dialer" }],
  calendars: [
    {
      id: "korea",
      name: { en: "Korea", ko: "한국" },
      base: "KR",
      provisional: provisionalYears("KR", days),
    },
    { id: "america", name: { en: "United States", ko: "미국" }, base: "US", provisional: provisionalYears("US", days) },
    {
      id: "none",
      name: { en: "No public holidays", ko: "공휴일 없음" },
      years: [-1, 0, 1].map((shift) => civilOfDay(days.today).year + shift),
    },
  ],
  teams: [
    { id: "sales", name: { en: "Sales", ko: "영업본부" } },
    { id: "korea", name: { en: "Korea", ko: "한국" }, parent: "sales" },
    { id: "seoul", name: { en: "Seoul", ko: "서울지점" }, parent: "korea" },
    { id: "busan", name: { en: "Busan", ko: "부산지점" }, parent: "korea" },
    { id: "new-york", name: { en: "New York", ko: "뉴욕지점" }, parent: "sales", timeZone: zones["new-york"], holidays: "america" },
  ],
  members: [
    ...managers.map(({ id, en, ko, team }): MemberEntry => ({
      id,
      name: { en, ko },
      email: addressOf(id),
      role: "manager",
      team,
      employedFrom: isoDay(days.history.startsOn - 2000),
    })),
    ...reps.map((person, index) => memberOf(person, index, days)),
  ],
  metrics: [
    {
      id: "outbound-calls",
      name: { en: "Outbound calls", ko: "발신 통화" },
      where: 'kind == "call" && direction == "outbound"',
    },
    {
      id: "emails",
      name: { en: "E-mails to prospects", ko: "잠재 고객에게 보낸 이메일" },
      where: 'kind == "email" && direction == "outbound" && prospect.stage != "customer" && !prospect.isColleague',
    },
    {
      id: "social-contacts",
      name: { en: "People contacted through social media", ko: "소셜 미디어로 연락한 사람" },
      where: 'kind == "social_contact"',
      oncePer: { prospect: "month" },
    },
    {
      id: "conversations",
      name: { en: "Conversations of a minute or more", ko: "1분 이상 대화" },
      where: 'kind == "call" && direction == "outbound" && durationSeconds >= 60',
      oncePer: { prospect: "week" },
    },
    {
      id: "retirement-planning",
      name: { en: "People contacted on retirement planning", ko: "은퇴 계획으로 연락한 사람" },
      where: `kind == "social_contact" && attributes.topic == "${TOPIC}"`,
      oncePer: { prospect: "week" },
    },
    { id: "meetings", name: { en: "Meetings held", ko: "진행한 면담" }, where: 'kind == "meeting" && outcome == "held"' },
    { id: "opportunities", name: { en: "Opportunities opened", ko: "등록한 영업 기회" }, where: 'kind == "opportunity_opened"' },
    {
      id: "revenue",
      name: { en: "Revenue won", ko: "계약 금액" },
      where: 'kind == "deal_won"',
      measure: { sum: "amount" },
    },
    {
      id: "revenue-usd",
      name: { en: "Revenue won, in dollars", ko: "계약 금액(달러)" },
      where: 'kind == "deal_won"',
      measure: { sum: "amount", currency: "USD" },
    },
  ],
  plans: [
    {
      id: "monthly-prospecting",
      name: { en: "Prospecting of the month", ko: "월간 고객 발굴" },
      cadence: "month",
      require: {
        allOf: [
          { metric: "outbound-calls", target: 150, stretch: 180 },
          { metric: "emails", target: 200 },
          { metric: "social-contacts", target: 50 },
        ],
      },
      ramp: [
        { throughMonth: 1, share: "50%" },
        { throughMonth: 2, share: "75%" },
      ],
      proration: "working-days",
    },
    {
      id: "weekly-conversations",
      name: { en: "Conversations of the week", ko: "주간 대화" },
      cadence: "week",
      for: { phase: "established" },
      require: { metric: "conversations", target: 12 },
      proration: "working-days",
    },
    {
      id: "probation-week",
      name: { en: "Probation week", ko: "수습 주간" },
      cadence: "week",
      for: { phase: "probation" },
      require: {
        anyOf: [
          { metric: "outbound-calls", target: 250 },
          { metric: "retirement-planning", target: 50 },
        ],
      },
    },
    {
      // Whoever is on probation is asked by the week alone.
      id: "probation-month",
      name: { en: "Month on probation", ko: "수습 월간" },
      cadence: "month",
      for: { phase: "probation" },
      require: {
        allOf: [
          { metric: "outbound-calls", target: 0 },
          { metric: "emails", target: 0 },
          { metric: "social-contacts", target: 0 },
        ],
      },
    },
    {
      id: "monthly-opportunities",
      name: { en: "Opportunities of the month", ko: "월간 영업 기회" },
      cadence: "month",
      for: { phase: "established" },
      require: { metric: "opportunities", target: 6 },
      proration: "working-days",
    },
    {
      id: "seoul-meetings",
      name: { en: "Meetings of the Seoul office", ko: "서울지점 면담" },
      cadence: "month",
      for: { team: "seoul" },
      of: "team",
      require: {
        allOf: [
          { metric: "meetings", target: 110 },
          { members: { metric: "meetings", atLeast: 4 }, target: 12 },
        ],
      },
    },
    {
      id: "quarterly-revenue",
      name: { en: "Revenue of the quarter", ko: "분기 매출" },
      cadence: "quarter",
      for: { team: "korea" },
      require: { metric: "revenue", target: 24_000_000 },
    },
    {
      id: "quarterly-revenue-usd",
      name: { en: "Revenue of the quarter, in dollars", ko: "분기 매출(달러)" },
      cadence: "quarter",
      for: { team: "new-york" },
      require: { metric: "revenue-usd", target: 18_000 },
    },
  ],
  rewards: sampleRewards,
  leaves: [
    { member: cast.away, from: isoDay(days.today - 2), through: isoDay(days.today + 3), kind: "vacation" },
    { member: cast.sick, from: isoDay(days.today - 9), through: isoDay(days.today - 8), kind: "sick" },
    {
      member: "yoon-sora",
      from: isoDay(days.monthBefore.startsOn + 11),
      through: isoDay(days.monthBefore.startsOn + 13),
      kind: "vacation",
    },
    { member: "bae-sujin", from: isoDay(days.today - 5), through: isoDay(days.today - 5), kind: "vacation", half: true },
  ],
  funnel: {
    stages: [
      { id: "conversation", name: { en: "Conversations", ko: "대화" }, kind: "call", outcomes: ["conversation", "appointment_set"] },
      { id: "meeting", name: { en: "Meetings held", ko: "진행한 면담" }, kind: "meeting", outcomes: ["held"] },
      { id: "opportunity", name: { en: "Opportunities", ko: "영업 기회" }, milestone: "opportunity_opened" },
      { id: "won", name: { en: "Deals won", ko: "계약" }, milestone: "deal_won" },
    ],
    rates: [
      { from: "conversation", to: "meeting", rate: "17%", source: { text: "The sample company's own numbers" } },
      { from: "opportunity", to: "won", rate: "22%", source: { text: "The sample company's own numbers" } },
    ],
  },
});
