import { stringify } from "csv-stringify/sync";
import { Temporal } from "temporal-polyfill";
import { at, byTime, drawer, people, personNumbered, workingDays, type Cells } from "./example-files.ts";

/** The sample files of `presets/`, the same on every machine: who meets, is ahead or stays behind is so by design. */

type Trade = { readonly zone: string; readonly draw: (below: number) => number; readonly numbers: Map<string, number> };
type Act = (number: number) => Cells;
type Stretch = { readonly member: string; readonly from: string; readonly before: string; readonly daysOfWeek?: number };

const trade = (zone: string, seed: number): Trade => ({ zone, draw: drawer(seed), numbers: new Map() });

const header = [
  "source",
  "external_id",
  "member",
  "kind",
  "direction",
  "occurred_at",
  "duration_seconds",
  "outcome",
  "prospect",
  "amount",
  "currency",
  "attributes.product",
  "attributes.premium",
];

const file = (rows: readonly Cells[]): string =>
  stringify([...byTime(rows)], { header: true, columns: header.filter((column) => rows.some((row) => column in row)) });

const weekday = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek;

/** So many acts in each week, spread over its days from Monday on, in working hours. */
const weekly = (
  { zone, draw, numbers }: Trade,
  { member, from, before, daysOfWeek = 5 }: Stretch,
  perWeek: number,
  act: Act,
): readonly Cells[] => {
  const days = workingDays(from, before).filter((day) => weekday(day) <= daysOfWeek);
  return Array.from({ length: Math.round((perWeek * days.length) / daysOfWeek) }, (_, index) => {
    const day = days[Math.floor((index * daysOfWeek) / perWeek)] ?? days.at(-1) ?? from;
    const cells = act(index);
    const source = String(cells["source"]);
    const number = (numbers.get(source) ?? 0) + 1;
    numbers.set(source, number);
    return {
      external_id: `${source}-${String(number).padStart(4, "0")}`,
      member,
      occurred_at: at(day, 9 * 60 + draw(8 * 60 + 30), zone),
      ...cells,
    };
  });
};

const someone = ({ draw }: Trade): string => personNumbered(draw(people)).email;

/** Of a hundred calls how many end in a conversation, and how many of them with an appointment. */
type Luck = { readonly talks: number; readonly sets: number };

const call =
  (within: Trade, source: string, { talks, sets }: Luck): Act =>
  () => {
    const drawn = within.draw(100);
    const talked = drawn < sets ? "appointment_set" : (["conversation", "refused", "callback"][within.draw(3)] ?? "conversation");
    const unanswered = within.draw(3) === 0 ? "voicemail" : "no_answer";
    return {
      source,
      kind: "call",
      direction: "outbound",
      duration_seconds: drawn < talks ? 45 + within.draw(500) : 0,
      outcome: drawn < talks ? talked : unanswered,
      prospect: someone(within),
    };
  };

const email = (within: Trade) => (): Cells => ({ source: "mail", kind: "email", direction: "outbound", prospect: someone(within) });

const met =
  (within: Trade, source: string, kind: string, { minutes = 30, missed = 8 } = {}): Act =>
  () => {
    const held = within.draw(missed) > 0;
    return {
      source,
      kind,
      duration_seconds: held ? (10 + within.draw(minutes)) * 60 : 0,
      outcome: held ? "held" : "no_show",
      prospect: someone(within),
    };
  };

const adviser = (): string => {
  const within = trade("America/New_York", 11);
  const social =
    (first: number): Act =>
    (index) => ({ source: "social", kind: "social_contact", direction: "outbound", prospect: personNumbered(first + index).handle });
  const monthly = (member: string, [calls, mails, contacts]: readonly [number, number, number]): readonly Cells[] => {
    const stretch = { member, from: "2026-01-26", before: "2026-03-28" };
    return [
      ...weekly(within, stretch, calls, call(within, "dialer", { talks: 22, sets: 3 })),
      ...weekly(within, stretch, mails, email(within)),
      ...weekly(within, stretch, contacts, social(0)),
    ];
  };
  const probation = { from: "2026-03-09", before: "2026-03-28" };
  return file([
    ...monthly("raj", [40, 52, 14]),
    ...monthly("dana", [55, 68, 18]),
    ...monthly("omar", [24, 31, 7]),
    ...weekly(within, { ...probation, member: "mina" }, 255, call(within, "dialer", { talks: 15, sets: 2 })),
    ...weekly(within, { ...probation, member: "leo" }, 60, call(within, "dialer", { talks: 15, sets: 2 })),
    ...weekly(within, { ...probation, member: "leo", before: "2026-03-21" }, 52, social(50)),
    ...weekly(within, { ...probation, member: "leo", from: "2026-03-23" }, 34, social(20)),
  ]);
};

const bank = (): string => {
  const within = trade("America/Chicago", 12);
  const open = ["checking", "savings", "card"];
  const week = (
    member: string,
    [calls, meetings, referrals, accounts]: readonly [number, number, number, number],
    { from = "2026-02-23", before = "2026-03-28", daysOfWeek = 5 } = {},
  ): readonly Cells[] => {
    const stretch = { member, from, before, daysOfWeek };
    return [
      ...weekly(within, stretch, calls, call(within, "telephony", { talks: 30, sets: 9 })),
      ...weekly(within, stretch, meetings, met(within, "branch-crm", "meeting", { minutes: 50, missed: 9 })),
      ...weekly(within, stretch, referrals, (index) => ({
        source: "branch-crm",
        kind: "referral",
        prospect: `household-${member}-${String(index + 1)}@birch.example`,
      })),
      ...weekly(within, stretch, accounts, () => ({
        source: "branch-crm",
        kind: "account_opened",
        prospect: someone(within),
        "attributes.product": open[within.draw(open.length)] ?? "savings",
      })),
    ];
  };
  const rows = [
    ...week("ben", [56, 11, 5, 2]),
    ...week("carla", [74, 13, 6, 3]),
    ...week("tom", [30, 5, 2.2, 1], { from: "2026-03-02" }),
    ...week("ivy", [58, 12, 5, 2]),
    ...week("paul", [25, 5, 2, 1], { daysOfWeek: 3 }),
    ...week("nell", [50, 9, 4, 2], { before: "2026-03-07" }),
  ];
  return file([...rows, ...noted(rows, "telephony", "branch-crm")]);
};

/** Every tenth call once more, as it is noted beside the system that saw it. */
const noted = (rows: readonly Cells[], seen: string, by: string): readonly Cells[] =>
  rows
    .filter(({ source, kind }) => source === seen && kind === "call")
    .filter((_, index) => index % 10 === 0)
    .map((row) => ({ ...row, source: by, external_id: `note-${String(row["external_id"])}` }));

const insurance = (): string => {
  const within = trade("Asia/Seoul", 13);
  const products = ["종신", "연금", "건강"];
  const week = (
    member: string,
    [calls, approaches, visits, referrals]: readonly [number, number, number, number],
    { before = "2026-03-28", contracts = 0.5 } = {},
  ): readonly Cells[] => {
    const stretch = { member, from: "2026-02-23", before };
    return [
      ...weekly(within, stretch, calls, call(within, "phone", { talks: 35, sets: 12 })),
      ...weekly(within, stretch, approaches, met(within, "activity-sheet", "approach")),
      ...weekly(within, stretch, visits, () => ({ source: "activity-sheet", kind: "visit", prospect: someone(within) })),
      ...weekly(within, stretch, referrals, (index) => ({
        source: "activity-sheet",
        kind: "referral",
        prospect: `referral-${member}-${String(index + 1)}@birch.example`,
      })),
      ...weekly(within, stretch, contracts, () => ({
        source: "policy-system",
        kind: "contract",
        prospect: someone(within),
        "attributes.product": products[within.draw(products.length)] ?? "종신",
        "attributes.premium": (5 + within.draw(30)) * 10_000,
      })),
    ];
  };
  return file([
    ...week("kim-haeun", [66, 10, 9, 4]),
    ...week("lee-dohyun", [84, 13, 12, 5], { contracts: 1 }),
    ...week("park-soyul", [45, 7, 7, 3], { contracts: 0.2 }),
    ...week("choi-minjun", [62, 10, 8.4, 3]),
    ...week("jung-yerin", [33, 4, 5, 1], { contracts: 0 }),
    ...week("han-jaeho", [60, 9, 9, 3], { before: "2026-03-07" }),
  ]);
};

const sdr = (): string => {
  const within = trade("America/Los_Angeles", 14);
  const week = (member: string, [dials, mails]: readonly [number, number], luck: Luck, before = "2026-03-28"): readonly Cells[] => {
    const stretch = { member, from: "2026-03-09", before };
    return [...weekly(within, stretch, dials, call(within, "dialer", luck)), ...weekly(within, stretch, mails, email(within))];
  };
  const rows = [
    ...week("priya", [235, 115], { talks: 16, sets: 3 }),
    ...week("sam", [190, 100], { talks: 11, sets: 1 }),
    ...week("noor", [130, 60], { talks: 14, sets: 2 }),
    ...week("theo", [220, 110], { talks: 13, sets: 2 }, "2026-03-14"),
  ];
  return file([...rows, ...noted(rows, "dialer", "crm")]);
};

/** Name of the preset and text of its `sample.csv`. */
export const presetSamples = (): readonly (readonly [string, string])[] => [
  ["adviser", adviser()],
  ["bank", bank()],
  ["insurance-ko", insurance()],
  ["sdr", sdr()],
];
