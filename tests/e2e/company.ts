/** A small company in two languages, set up and recorded through the API as anybody would. March 2026 is over, so every status in it is decided. */
const names = {
  raj: { en: "Raj", ko: "라지" },
  mina: { en: "Mina Kim", ko: "김민아" },
  junho: { en: "Junho Lee", ko: "이준호" },
  jiwoo: { en: "Jiwoo Han", ko: "한지우" },
  sora: { en: "Sora Park", ko: "박소라" },
} as const;

type MemberId = keyof typeof names;

const newcomers: readonly MemberId[] = ["jiwoo", "sora"];

export const companyFile = {
  company: {
    id: "northwind",
    name: { en: "Northwind Advisory", ko: "노스윈드 자산관리" },
    country: "KR",
    timeZone: "Asia/Seoul",
    currency: "KRW",
  },
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "crm", provenance: "self_reported" },
  ],
  teams: [
    { id: "sales", name: { en: "Sales", ko: "영업본부" } },
    { id: "advisers", name: { en: "Advisers", ko: "설계1지점" }, parent: "sales" },
    { id: "newcomers", name: { en: "Newcomers", ko: "신입지점" }, parent: "sales" },
  ],
  members: Object.entries(names).map(([id, name]) => ({
    id,
    name,
    role: "rep",
    team: newcomers.some((each) => each === id) ? "newcomers" : "advisers",
  })),
  metrics: [
    {
      id: "outbound-calls",
      name: { en: "Outbound calls", ko: "발신 통화" },
      where: 'kind == "call" && direction == "outbound" && durationSeconds >= 60',
      measure: "count",
    },
    { id: "emails", name: { en: "E-mails", ko: "이메일" }, where: 'kind == "email"', measure: "count" },
    {
      id: "social",
      name: { en: "Social contacts", ko: "소셜 연락" },
      where: 'kind == "social_contact"',
      measure: "count",
      oncePer: { prospect: "month" },
    },
  ],
  plans: [
    {
      id: "monthly-prospecting",
      name: { en: "Monthly prospecting", ko: "월간 활동" },
      cadence: "month",
      startsOn: "2026-01-01",
      for: { team: "advisers" },
      require: {
        allOf: [
          { metric: "outbound-calls", target: 15 },
          { metric: "emails", target: 10 },
        ],
      },
    },
    {
      id: "probation-month",
      name: { en: "Probation month", ko: "수습 월간" },
      cadence: "month",
      startsOn: "2026-01-01",
      for: { team: "newcomers" },
      require: {
        anyOf: [
          { metric: "outbound-calls", target: 25 },
          { metric: "social", target: 5 },
        ],
      },
    },
  ],
};

type Work = { readonly kind: string; readonly source: string; readonly durationSeconds?: number };

const call: Work = { kind: "call", source: "dialer", durationSeconds: 221 };
const typedCall: Work = { kind: "call", source: "crm", durationSeconds: 180 };
const shortCall: Work = { kind: "call", source: "dialer", durationSeconds: 41 };
const email: Work = { kind: "email", source: "dialer" };
const social: Work = { kind: "social_contact", source: "dialer" };

/** Who did how much of what. Junho did nothing, and is shown all the same. */
const done: readonly (readonly [MemberId, Work, number])[] = [
  ["raj", call, 9],
  ["raj", typedCall, 2],
  ["raj", shortCall, 2],
  ["raj", email, 10],
  ["mina", call, 19],
  ["mina", email, 11],
  ["jiwoo", call, 10],
  ["jiwoo", social, 4],
  ["sora", social, 5],
];

const twoDigits = (number: number): string => String(number).padStart(2, "0");

export const activities = done.flatMap(([member, { source, ...work }, count], row) =>
  Array.from({ length: count }, (_, index) => ({
    source,
    externalId: `${row}-${index}`,
    member,
    direction: "outbound",
    occurredAt: `2026-03-${twoDigits(2 + (index % 20))}T${twoDigits(9 + row)}:${twoDigits(index * 2)}:00+09:00`,
    prospect: `prospect-${row}-${index}@example.com`,
    ...work,
  })),
);
