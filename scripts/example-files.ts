import { Temporal } from "temporal-polyfill";
import { stringify } from "csv-stringify/sync";

/** The files of activities and opportunities of `examples/`, the same on every machine: what the company files there ask is met or missed by design. */

export type Cells = Readonly<Record<string, string | number>>;

/** Numbers that look drawn and are not: mulberry32. */
export const drawer = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

export const at = (day: string, minute: number, zone: string): string =>
  Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 }) })
    .toString({ timeZoneName: "never", smallestUnit: "second" });

/** Monday to Friday from a day to before another. */
export const workingDays = (from: string, before: string): readonly string[] => {
  const days: string[] = [];
  for (let day = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(day, before) < 0; day = day.add({ days: 1 }))
    if (day.dayOfWeek <= 5) days.push(String(day));
  return days;
};

const given = [
  "ananya",
  "arjun",
  "bora",
  "chan",
  "dev",
  "eun",
  "farah",
  "gita",
  "haru",
  "isha",
  "jin",
  "kabir",
  "lena",
  "mira",
  "neel",
  "oh",
  "priya",
  "rohan",
  "seo",
  "tara",
];
const family = ["ahn", "bose", "choi", "das", "eom", "gupta", "han", "iyer", "jang", "kim"];
export const people = given.length * family.length;
const firms = ["alder", "birch", "cedar", "elm", "maple"];

/** The same number is the same person. All addresses are under `.example`, where nobody lives (RFC 2606). */
export const personNumbered = (number: number): { readonly email: string; readonly handle: string } => {
  const name = `${given[number % given.length]}.${family[Math.floor(number / given.length) % family.length]}`;
  return { email: `${name}@${firms[number % firms.length]}.example`, handle: `bsky:${name}.example` };
};

type Stretch = {
  readonly member: string;
  readonly zone: string;
  readonly days: readonly string[];
  readonly count: number;
  readonly firstId: number;
  readonly draw: (below: number) => number;
};

/** Spread evenly over the days, in working hours, in the order of time. */
const momentsOf = ({ zone, days, count, draw }: Stretch): readonly string[] => {
  const moments = Array.from({ length: count }, (_, index) => ({
    day: days[Math.floor((index * days.length) / count)] ?? "",
    minute: 9 * 60 + 30 + draw(9 * 60),
  }));
  return moments
    .toSorted((a, b) => (a.day === b.day ? a.minute - b.minute : a.day < b.day ? -1 : 1))
    .map(({ day, minute }) => at(day, minute, zone));
};

const idOf = (prefix: string, { firstId }: Stretch, index: number): string => `${prefix}-${String(firstId + index).padStart(4, "0")}`;

const callOutcomes = [
  "no_answer",
  "no_answer",
  "no_answer",
  "voicemail",
  "answered",
  "answered",
  "refused",
  "callback",
  "appointment_set",
  "conversation",
];
const unanswered = new Set(["no_answer", "voicemail"]);

const calls = (stretch: Stretch): readonly Cells[] =>
  momentsOf(stretch).map((moment, index) => {
    const outcome = callOutcomes[stretch.draw(callOutcomes.length)] ?? "no_answer";
    return {
      source: "dialer",
      external_id: idOf("call", stretch, index),
      member: stretch.member,
      kind: "call",
      direction: "outbound",
      occurred_at: moment,
      duration_seconds: unanswered.has(outcome) ? 0 : 20 + stretch.draw(600),
      outcome,
      prospect: personNumbered(stretch.draw(people)).email,
    };
  });

const emails = (stretch: Stretch): readonly Cells[] =>
  momentsOf(stretch).map((moment, index) => ({
    source: "mail",
    external_id: idOf("mail", stretch, index),
    member: stretch.member,
    kind: "email",
    direction: "outbound",
    occurred_at: moment,
    prospect: personNumbered(stretch.draw(people)).email,
  }));

/** With somebody else each time, or `always` with the same person. */
const socialContacts = (stretch: Stretch, always?: number): readonly Cells[] =>
  momentsOf(stretch).map((moment, index) => ({
    source: "social",
    external_id: idOf("social", stretch, index),
    member: stretch.member,
    kind: "social_contact",
    direction: "outbound",
    occurred_at: moment,
    prospect: personNumbered(always ?? stretch.firstId + index).handle,
  }));

const columnsOf = (rows: readonly Cells[], order: readonly string[]): readonly string[] =>
  order.filter((column) => rows.some((row) => column in row));

const header = [
  "source",
  "external_id",
  "member",
  "kind",
  "direction",
  "occurred_at",
  "occurred_on",
  "duration_seconds",
  "outcome",
  "prospect",
  "quantity",
  "amount",
  "currency",
  "subject",
  "revised_at",
];

const file = (rows: readonly Cells[]): string => stringify([...rows], { header: true, columns: [...columnsOf(rows, header)] });

const opportunityHeader = [
  "source",
  "external_id",
  "owner",
  "prospect",
  "stage",
  "amount",
  "currency",
  "units",
  "new_customer",
  "opened_on",
  "closed_on",
  "outcome",
];

const opportunityFile = (rows: readonly Cells[]): string => stringify([...rows], { header: true, columns: opportunityHeader });

export const byTime = (rows: readonly Cells[]): readonly Cells[] =>
  rows.toSorted((a, b) => Temporal.Instant.compare(String(a["occurred_at"]), String(b["occurred_at"])));

/** 150 calls, 200 e-mails and 50 people through social media in March; the last call is late in the evening where Raj is. */
const rajsMarch = (): readonly Cells[] => {
  const zone = "Asia/Kolkata";
  const draw = drawer(1);
  const march = { member: "raj", zone, days: workingDays("2026-03-01", "2026-04-01"), firstId: 1, draw };
  const made = calls({ ...march, count: 150 });
  const late = [
    ...made.slice(0, -1),
    { ...made.at(-1), occurred_at: at("2026-03-31", 23 * 60 + 30, zone), duration_seconds: 412, outcome: "appointment_set" },
  ];
  return byTime([...late, ...emails({ ...march, count: 200 }), ...socialContacts({ ...march, count: 50 })]);
};

/** Of the 400 activities come 30 opportunities, with 30 prospects, each up to eleven days after the last activity with them. */
const rajsOpportunities = (): string => {
  const opened = new Map(rajsMarch().map((row) => [String(row["prospect"]), row]));
  const every = Math.floor(opened.size / 30);
  const rows = [...opened.values()].filter((_, at) => at % every === 0).slice(0, 30);
  return stringify(
    rows.map((row, at) => ({
      source: "crm",
      external_id: `O-${String(at + 1).padStart(2, "0")}`,
      owner: "raj",
      prospect: row["prospect"],
      opened_on: String(Temporal.PlainDate.from(String(row["occurred_at"]).slice(0, 10)).add({ days: (at * 5) % 12 })),
    })),
    { header: true },
  );
};

/** Two weeks around the night in which New York's clocks go forward. */
const adviser = (): string => {
  const draw = drawer(2);
  const first = workingDays("2026-03-02", "2026-03-09");
  const second = workingDays("2026-03-09", "2026-03-16");
  const stretch = (member: string, days: readonly string[], firstId: number, count: number): Stretch => ({
    member,
    zone: "America/New_York",
    days,
    firstId,
    count,
    draw,
  });
  return file(
    byTime([
      ...calls(stretch("mina", first, 1, 250)),
      ...socialContacts(stretch("mina", second, 1, 50)),
      ...socialContacts(stretch("leo", first, 51, 50), 7),
      ...calls(stretch("leo", second, 251, 249)),
      ...socialContacts(stretch("leo", second, 101, 49)),
      ...calls(stretch("dana", first, 500, 100)),
      ...calls(stretch("dana", second, 600, 99)),
    ]),
  );
};

/** Three statements of work; the second was sent again with another price, under the same id. */
const statements = (): string => {
  const sent = (id: string, day: string, prospect: string, amount: string, subject: string): Cells => ({
    source: "crm",
    external_id: id,
    member: "ines",
    kind: "statement_of_work",
    direction: "outbound",
    occurred_at: at(day, 15 * 60, "Europe/Berlin"),
    prospect,
    amount,
    currency: "EUR",
    subject,
  });
  const second = sent("SOW-2", "2026-03-12", "it@birch.example", "18000.00", "Roll-out in two plants");
  return file([
    sent("SOW-1", "2026-03-05", "buying@alder.example", "12500.00", "Pilot"),
    { ...second, revised_at: at("2026-03-12", 15 * 60, "Europe/Berlin") },
    { ...second, amount: "16500.00", revised_at: at("2026-03-19", 11 * 60, "Europe/Berlin") },
    sent("SOW-3", "2026-03-26", "works@cedar.example", "7200.00", "Training"),
  ]);
};

/** E-mails to prospects, to colleagues and to a customer. */
const prospects = (): string => {
  const mail = (id: string, day: string, prospect: string, direction = "outbound"): Cells => ({
    source: "mail",
    external_id: id,
    member: "nora",
    kind: "email",
    direction,
    occurred_at: at(day, 10 * 60, "America/New_York"),
    prospect,
  });
  return file([
    mail("mail-1", "2026-03-02", "lee@alder.example"),
    mail("mail-2", "2026-03-03", "oskar@fernhill.example"),
    mail("mail-3", "2026-03-04", "pat@freelance.example"),
    mail("mail-4", "2026-03-09", "kim@birch.example"),
    mail("mail-5", "2026-03-11", "kim@birch.example"),
    mail("mail-6", "2026-03-12", "choi@cedar.example", "inbound"),
    mail("mail-7", "2026-03-13", "choi@cedar.example"),
  ]);
};

type Deal = { readonly id: string; readonly owner: string; readonly opened: string; readonly prospect: string; readonly isNew: boolean };

const deal = (
  { id, owner, opened, prospect, isNew }: Deal,
  closed: { readonly on: string; readonly outcome: "won" | "lost" } | null,
  units: number,
  amount: number,
): Cells => ({
  source: "crm",
  external_id: id,
  owner,
  prospect,
  stage: closed === null ? "proposal" : "closed",
  amount,
  currency: "KRW",
  units,
  new_customer: String(isNew),
  opened_on: opened,
  ...(closed === null ? {} : { closed_on: closed.on, outcome: closed.outcome }),
});

/** The pipeline of the two who sell: six deals won, one lost, one that is open. */
const pipeline = (): string => {
  const of = (id: string, owner: string, opened: string, prospect: string, isNew: boolean): Deal => ({
    id,
    owner,
    opened,
    prospect,
    isNew,
  });
  const wonOn = (on: string) => ({ on, outcome: "won" as const });
  return opportunityFile([
    deal(of("D-01", "jihun", "2026-01-05", "buying@alder.example", true), wonOn("2026-01-20"), 14, 21_000_000),
    deal(of("D-02", "jihun", "2026-01-26", "buying@birch.example", true), wonOn("2026-02-24"), 12, 18_500_000),
    deal(of("D-03", "jihun", "2026-02-25", "buying@alder.example", false), wonOn("2026-03-11"), 8, 12_000_000),
    deal(of("D-04", "jihun", "2026-03-09", "buying@cedar.example", true), wonOn("2026-03-30"), 6, 10_000_000),
    deal(of("D-05", "sora", "2026-01-15", "buying@elm.example", true), wonOn("2026-02-10"), 20, 31_000_000),
    deal(of("D-06", "sora", "2026-02-19", "buying@maple.example", true), wonOn("2026-03-17"), 19, 28_999_999),
    deal(of("D-07", "sora", "2026-02-20", "buying@oak.example", true), { on: "2026-03-20", outcome: "lost" }, 10, 15_000_000),
    deal(of("D-08", "jihun", "2026-03-24", "buying@pine.example", true), null, 9, 13_500_000),
  ]);
};

const demos = (stretch: Stretch): readonly Cells[] =>
  momentsOf(stretch).map((moment, index) => ({
    source: "crm",
    external_id: idOf("demo", stretch, index),
    member: stretch.member,
    kind: "demo",
    occurred_at: moment,
    outcome: "held",
    prospect: personNumbered(stretch.draw(people)).email,
  }));

/** The first quarter of two who sell and of one who does nothing. */
const sales = (): string => {
  const draw = drawer(5);
  const march = workingDays("2026-03-01", "2026-04-01");
  const stretch = (member: string, firstId: number, count: number): Stretch => ({
    member,
    zone: "Asia/Seoul",
    days: march,
    firstId,
    count,
    draw,
  });
  const timed = byTime([
    ...calls(stretch("jihun", 1, 52)),
    ...demos(stretch("jihun", 1, 5)),
    ...calls(stretch("sora", 101, 37)),
    ...demos(stretch("sora", 101, 4)),
  ]);
  return file(timed);
};

/** A deal that its source tells as a record and not as an opportunity. */
const sale = (id: string, member: string, day: string, prospect: string, amount: number): Cells => ({
  source: "crm",
  external_id: id,
  member,
  kind: "deal_won",
  occurred_on: day,
  prospect,
  quantity: 1,
  amount,
  currency: "KRW",
});

/** One above the quota by twelve calls, one below by twelve, one who meets it; and what two of them sold. */
const rewards = (): string => {
  const draw = drawer(6);
  const stretch = (member: string, firstId: number, count: number): Stretch => ({
    member,
    zone: "Asia/Seoul",
    days: workingDays("2026-03-01", "2026-04-01"),
    firstId,
    count,
    draw,
  });
  const timed = byTime([...calls(stretch("mina", 1, 162)), ...calls(stretch("jun", 201, 138)), ...calls(stretch("sora", 401, 150))]);
  return file([
    sale("D-01", "mina", "2026-03-12", "buying@alder.example", 9_000_000),
    sale("D-02", "mina", "2026-03-26", "buying@birch.example", 8_500_001),
    sale("D-03", "sora", "2026-03-18", "buying@cedar.example", 10_000_000),
    ...timed,
  ]);
};

/** What each file under `examples/` holds. */
export const exampleFiles = (): ReadonlyMap<string, string> =>
  new Map([
    ["raj/activities.csv", file(rajsMarch())],
    ["raj/opportunities.csv", rajsOpportunities()],
    ["adviser/activities.csv", adviser()],
    ["statements/activities.csv", statements()],
    ["prospects/activities.csv", prospects()],
    ["sales/activities.csv", sales()],
    ["rewards/activities.csv", rewards()],
    ["sales/opportunities.csv", pipeline()],
  ]);
