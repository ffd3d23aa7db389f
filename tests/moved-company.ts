/**
 * A company of two who changed team in March 2026, each asked by both teams for their days. Doyun came to the advisers on the 16th: of
 * calls he is asked 25 × 15/31 + 15 × 16/31, of e-mails 10 × 16/31. Sora came on the 31st, and 10 × 1/31 e-mails are none.
 */
const member = (id: string, name: unknown, from: string) => ({
  id,
  name,
  team: [{ value: "newcomers" }, { value: "advisers", from }],
});

const quota = (metric: string, target: number) => ({ metric, target });

export const movedCompany = {
  company: {
    id: "eastwind",
    name: { en: "Eastwind Advisory", ko: "이스트윈드 자산관리" },
    country: "KR",
    timeZone: "Asia/Seoul",
    currency: "KRW",
  },
  sources: [{ id: "dialer", provenance: "captured" }],
  teams: [
    { id: "sales", name: { en: "Sales", ko: "영업본부" } },
    { id: "advisers", name: { en: "Advisers", ko: "설계1지점" }, parent: "sales" },
    { id: "newcomers", name: { en: "Newcomers", ko: "신입지점" }, parent: "sales" },
  ],
  members: [
    member("doyun", { en: "Doyun Seo", ko: "서도윤" }, "2026-03-16"),
    member("sora", { en: "Sora Park", ko: "박소라" }, "2026-03-31"),
  ],
  metrics: [
    { id: "outbound-calls", name: { en: "Outbound calls", ko: "발신 통화" }, where: 'kind == "call" && direction == "outbound"' },
    { id: "emails", name: { en: "E-mails", ko: "이메일" }, where: 'kind == "email"' },
  ],
  plans: [
    {
      id: "advisers-month",
      name: { en: "Advisers' month", ko: "설계사 월간" },
      cadence: "month",
      for: { team: "advisers" },
      require: { allOf: [quota("outbound-calls", 15), quota("emails", 10)] },
    },
    {
      id: "newcomers-month",
      name: { en: "Newcomers' month", ko: "신입 월간" },
      cadence: "month",
      for: { team: "newcomers" },
      require: quota("outbound-calls", 25),
    },
  ],
};

/** Who did how much of what from which day of March on, one a day. */
const done: readonly (readonly [memberId: string, kind: string, count: number, from: number])[] = [
  ["doyun", "call", 13, 2],
  ["doyun", "email", 1, 10],
  ["doyun", "call", 6, 16],
  ["doyun", "email", 5, 16],
  ["sora", "call", 25, 1],
];

export const movedActivities = done.flatMap(([memberId, kind, count, from]) =>
  Array.from({ length: count }, (_, index) => ({
    source: "dialer",
    externalId: `${memberId}-${kind}-${from + index}`,
    member: memberId,
    kind,
    direction: "outbound",
    occurredOn: `2026-03-${String(from + index).padStart(2, "0")}`,
  })),
);
