/**
 * A branch of 18 advisers in Seoul, with its own quota of 100 contracts beside personal ones of 90 in all, and a head count: 12 are to have at
 * least one. Jiwoo moved to Busan on 16 March 2026 with four contracts until then and seven after.
 */
const advisers = Array.from({ length: 18 }, (_, index) => ({
  id: `adviser-${index + 1}`,
  name: { en: `Adviser ${index + 1}`, ko: `설계사 ${index + 1}` },
  team: "seoul",
}));

export const branchCompany = {
  company: {
    id: "southwind",
    name: { en: "Southwind Life", ko: "사우스윈드 생명" },
    country: "KR",
    timeZone: "Asia/Seoul",
    currency: "KRW",
  },
  sources: [{ id: "crm", provenance: "captured" }],
  teams: [
    { id: "korea", name: { en: "Korea", ko: "영업본부" } },
    { id: "seoul", name: { en: "Seoul branch", ko: "서울지점" }, parent: "korea" },
    { id: "busan", name: { en: "Busan branch", ko: "부산지점" }, parent: "korea" },
  ],
  members: [
    ...advisers,
    {
      id: "jiwoo",
      name: { en: "Jiwoo Han", ko: "한지우" },
      role: "manager",
      team: [{ value: "seoul" }, { value: "busan", from: "2026-03-16" }],
    },
  ],
  metrics: [
    { id: "contracts", name: { en: "Contracts", ko: "계약" }, where: 'kind == "meeting"' },
    { id: "calls", name: { en: "Calls", ko: "통화" }, where: 'kind == "call"' },
  ],
  plans: [
    {
      id: "personal",
      name: { en: "Contracts of each", ko: "개인 계약" },
      cadence: "month",
      for: { team: "seoul" },
      require: { metric: "contracts", target: 5 },
    },
    {
      id: "branch",
      name: { en: "The branch", ko: "지점" },
      cadence: "month",
      for: { team: "seoul" },
      of: "team",
      require: {
        allOf: [
          { metric: "contracts", target: 100 },
          { members: { metric: "contracts", atLeast: 1 }, target: 12 },
        ],
      },
    },
  ],
};

const contracts = (member: string, count: number, occurredOn: string) =>
  Array.from({ length: count }, (_, index) => ({
    source: "crm",
    externalId: `${member}-${occurredOn}-${index}`,
    member,
    kind: "meeting",
    occurredOn,
  }));

/** Twelve advisers have two contracts each, six have none. */
export const branchActivities = [
  ...advisers.slice(0, 12).flatMap(({ id }) => contracts(id, 2, "2026-03-02")),
  ...contracts("jiwoo", 4, "2026-03-15"),
  ...contracts("jiwoo", 7, "2026-03-16"),
];

/** A spreadsheet of calls by month as it is copied: names, twelve months, sums that are left aside. Of months that lie ahead. */
export const pastedTargets = [
  ["이름", "소속", ...Array.from({ length: 12 }, (_, month) => `2126년 ${month + 1}월`), "합계"],
  ...advisers.map(({ name }, index) => [name.ko, "서울지점", ...Array.from({ length: 12 }, (_, month) => 100 + index + month), "1,800"]),
  ["합계", "", ...Array.from({ length: 12 }, () => "2,000"), ""],
]
  .map((row) => row.join("\t"))
  .join("\r\n");
