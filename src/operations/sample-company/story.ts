import { isoDay, type Day } from "../../domain/day.ts";
import { isoInstant, startOfDay } from "../../domain/instant.ts";
import { chanceOf } from "./chance.ts";
import { weekdaysOf, type SampleDays } from "./days.ts";
import { cast, reps, zones } from "./people.ts";
import { prospectOf } from "./prospects.ts";
import type { SampleRecord } from "./records.ts";

const personOf = (id: string) => {
  const person = reps.find((each) => each.id === id);
  if (person === undefined) throw new Error(`nobody of the sample is ${id}`);
  return person;
};

/** What the CRM tells of a month after everybody believed that it was over. */
export const lateRecords = (startsOn: Day, count: number): readonly object[] =>
  Array.from({ length: count }, (_, index) => {
    const person = personOf(index % 3 === 0 ? "emily-carter" : "bae-sujin");
    const [day = startsOn] = weekdaysOf({ startsOn: startsOn + 17 + (index % 5), endsBefore: startsOn + 26 });
    return {
      source: "crm",
      externalId: `late-${isoDay(startsOn)}-${index + 1}`,
      member: person.id,
      kind: "call",
      direction: "outbound",
      occurredAt: isoInstant(startOfDay(zones[person.team], day) + BigInt(14 * 3600 + index * 400) * 1_000_000n),
      durationSeconds: 120 + index * 17,
      outcome: "conversation",
      prospect: prospectOf(person, index * 3).email,
    };
  });

/** What one member writes down a fortnight later, and the calls of a telephone and a trade fair's scanner that nobody has named. */
export const strayRecords = ({ today }: SampleDays): readonly object[] => {
  const late = personOf(cast.late);
  const sheet = weekdaysOf({ startsOn: today - 20, endsBefore: today - 9 }).flatMap((day, index) =>
    Array.from({ length: 2 }, (_, nth) => ({
      source: "day-sheet",
      externalId: `${late.id}-${isoDay(day)}-late-${nth + 1}`,
      member: late.id,
      kind: "call",
      direction: "outbound",
      occurredAt: isoInstant(startOfDay(zones.busan, day) + BigInt((10 + nth * 5) * 3600 + index * 240) * 1_000_000n),
      durationSeconds: 95 + index * 21,
      outcome: "conversation",
      prospect: prospectOf(late, index * 2 + nth).email,
    })),
  );
  const nobody = weekdaysOf({ startsOn: today - 6, endsBefore: today }).flatMap((day, index) => [
    ...Array.from({ length: 3 }, (_, nth) => ({
      source: "busan-pbx",
      externalId: `ext-214-${isoDay(day)}-${nth + 1}`,
      member: "ext-214",
      kind: "call",
      direction: "outbound",
      occurredAt: isoInstant(startOfDay(zones.busan, day) + BigInt((9 + nth * 3) * 3600 + index * 130) * 1_000_000n),
      durationSeconds: 40 + nth * 66,
      outcome: "conversation",
    })),
    {
      source: "fair-scanner",
      externalId: `badge-${isoDay(day)}`,
      member: "부스 3",
      kind: "meeting",
      outcome: "held",
      occurredOn: isoDay(day),
    },
  ]);
  return [...sheet, ...nobody];
};

type Key = { readonly source: string; readonly externalId: string };

/** The last call of somebody before today that was shorter than a minute although somebody answered, or else the longest of the short ones. */
export const shortCallOf = (records: readonly SampleRecord[], memberId: string, { today }: SampleDays): Key => {
  const calls = records.filter(
    ({ on, fields }) => on < today && fields["kind"] === "call" && fields["source"] === "dialer" && isOf(fields, memberId),
  );
  const short = calls.filter(({ fields }) => Number(fields["durationSeconds"]) > 8 && Number(fields["durationSeconds"]) < 60);
  const found = short.findLast(({ fields }) => fields["outcome"] === "conversation") ?? short.at(-1);
  if (found === undefined) throw new Error(`${memberId} made no short call`);
  return { source: String(found.fields["source"]), externalId: String(found.fields["externalId"]) };
};

const isOf = (fields: SampleRecord["fields"], memberId: string): boolean =>
  String(fields["externalId"]).startsWith(`${2001 + reps.findIndex(({ id }) => id === memberId)}-`);

/** The last day before today on which the padder's calls raise a question of their own. */
export const paddedDay = (records: readonly SampleRecord[], { today }: SampleDays): Day | undefined =>
  records.findLast(({ on, fields }) => on < today && /-p\d+$/.test(String(fields["externalId"])))?.on;

/** A file as a Korean telephone system writes it, in columns of its own: somebody in it is nobody's, and two rows are wrong. */
export const waitingFile = ({ today }: SampleDays): { readonly name: string; readonly text: string } => {
  const chance = chanceOf("waiting file");
  const agents = ["배수진", "남기훈", "안재현", "장혜진", "신우진", "문예지", "오나래"] as const;
  const days = weekdaysOf({ startsOn: today - 6, endsBefore: today });
  const rows = days.flatMap((day, at) =>
    Array.from({ length: 14 }, (_, index) => {
      const time = `${String(9 + Math.floor(index / 2)).padStart(2, "0")}:${String(chance.whole(0, 59)).padStart(2, "0")}:${String(chance.whole(0, 59)).padStart(2, "0")}`;
      const talked = chance.share() < 0.4 ? chance.whole(30, 500) : 0;
      const isBad = at === 0 && (index === 3 || index === 9);
      return [
        `B-${isoDay(day).replaceAll("-", "")}-${index + 1}`,
        isBad ? "2026-02-31" : isoDay(day),
        time,
        chance.pick(agents),
        `${Math.floor(talked / 60)}분 ${talked % 60}초`,
        talked > 0 ? "통화" : "부재중",
        `010-0000-${String(chance.whole(600, 1200)).padStart(4, "0")}`,
      ].join(",");
    }),
  );
  return { name: `부산지점 통화내역 ${isoDay(today)}.csv`, text: `통화번호,날짜,시각,상담원,통화시간,결과,고객번호\n${rows.join("\n")}\n` };
};

/** A draft that waits to be looked back with, for the month to come: fewer calls, and more of them conversations. */
export const draftOfPlan = ({ nextMonth }: SampleDays): object => ({
  plans: [
    {
      id: "monthly-prospecting",
      startsOn: isoDay(nextMonth),
      name: { en: "Prospecting of the month", ko: "월간 고객 발굴" },
      cadence: "month",
      require: {
        score: {
          needed: 100,
          parts: [
            { weight: 40, cap: "150%", floor: "60%", require: { metric: "outbound-calls", target: 120 } },
            { weight: 30, cap: "150%", require: { metric: "emails", target: 150 } },
            { weight: 30, cap: "150%", require: { metric: "social-contacts", target: 60 } },
          ],
        },
      },
      ramp: [
        { throughMonth: 1, share: "50%" },
        { throughMonth: 2, share: "75%" },
      ],
      proration: "working-days",
    },
  ],
});
