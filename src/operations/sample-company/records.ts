import { civilOfDay } from "../../domain/civil.ts";
import { isoDay, weekdayOf, type Day, type Span } from "../../domain/day.ts";
import { holidaysOf } from "../../domain/holidays/countries.ts";
import { isoInstant, startOfDay, type Instant } from "../../domain/instant.ts";
import { chanceOf, type Chance } from "./chance.ts";
import { weekdaysOf, type SampleDays } from "./days.ts";
import { TOPIC } from "./file.ts";
import { addressOf, cast, DOMAIN, extensionOf, isToldExactly, reps, zones, type Habit, type SamplePerson } from "./people.ts";
import { CUSTOMERS, POOL, prospectOf } from "./prospects.ts";

/** An activity as its source tells it, and the moment of it. */
export type SampleRecord = { readonly at: Instant; readonly on: Day; readonly fields: Readonly<Record<string, unknown>> };

const second = 1_000_000n;
const workdaysInMonth = 21;

const zoneOf = ({ id, team }: SamplePerson): string => (id === cast.raj ? "Asia/Kolkata" : zones[team]);

/** How busy weekdays are beside one another, Monday first. */
const rhythm = [1.12, 1.08, 1.02, 0.96, 0.82, 0, 0] as const;

const isFree = ({ id, team }: SamplePerson, day: Day): boolean =>
  id !== cast.raj && holidaysOf(team === "new-york" ? "US" : "KR")?.holidays.has(day) === true;

/** Who is away, as the company's file has it. */
const isAway = ({ id }: SamplePerson, day: Day, { today, monthBefore }: SampleDays): boolean => {
  if (id === cast.away) return day >= today - 2;
  if (id === cast.sick) return day === today - 9 || day === today - 8;
  if (id === "yoon-sora") return day >= monthBefore.startsOn + 11 && day <= monthBefore.startsOn + 13;
  return id === cast.partTime && weekdayOf(day) > 3;
};

/** The first day of somebody's work that is told of. */
const startOf = ({ id }: SamplePerson, { history, today, weekBefore }: SampleDays): Day =>
  id === cast.joiner ? today - 17 : id === cast.ines || id === cast.leo ? weekBefore.startsOn - 28 : history.startsOn;

/** How many of what on a day. */
type DayWork = { readonly [K in "calls" | "emails" | "social" | "meetings" | "opportunities"]: number };

const things = ["calls", "emails", "social", "meetings", "opportunities"] as const;

const workOn = (habit: Habit, day: Day, chance: Chance): DayWork => {
  const share = (rhythm[weekdayOf(day) - 1] ?? 0) / workdaysInMonth;
  return Object.fromEntries(things.map((thing) => [thing, chance.count(habit[thing] * share)])) as DayWork; // of exactly these
};

/** A total over days, as even as it goes and a little uneven. */
const spread = (total: number, days: readonly Day[], chance: Chance): ReadonlyMap<Day, number> => {
  const counts = new Map(
    days.map((day, index) => [day, Math.floor((total * (index + 1)) / days.length) - Math.floor((total * index) / days.length)]),
  );
  for (let moved = 0; moved < days.length; moved += 1) {
    const [from, to] = [days[chance.whole(0, days.length - 1)] ?? 0, days[chance.whole(0, days.length - 1)] ?? 0];
    if ((counts.get(from) ?? 0) < 2) continue;
    counts.set(from, (counts.get(from) ?? 0) - 1);
    counts.set(to, (counts.get(to) ?? 0) + 1);
  }
  return counts;
};

/** What is told exactly of some of the cast: the founding examples. */
const exactWork = (days: SampleDays): ReadonlyMap<string, ReadonlyMap<Day, DayWork>> => {
  const told = (id: string, span: Span, totals: DayWork): readonly [string, ReadonlyMap<Day, DayWork>] => {
    const workdays = weekdaysOf(span);
    const spreads = things.map(
      (thing) => [thing, spread(totals[thing], workdays, chanceOf(`spread ${id} ${thing} ${span.startsOn}`))] as const,
    );
    return [
      id,
      new Map(workdays.map((day) => [day, Object.fromEntries(spreads.map(([thing, counts]) => [thing, counts.get(day) ?? 0])) as DayWork])),
    ]; // of exactly these
  };
  return new Map([
    told(cast.raj, days.monthBefore, { calls: 150, emails: 200, social: 50, meetings: 12, opportunities: 30 }),
    told(cast.ines, days.weekBefore, { calls: 0, emails: 12, social: 50, meetings: 1, opportunities: 1 }),
    told(cast.leo, days.weekBefore, { calls: 250, emails: 5, social: 3, meetings: 1, opportunities: 1 }),
  ]);
};

type CallEnd = { readonly outcome: string; readonly durationSeconds: number };

const callEnd = ({ habit }: SamplePerson, chance: Chance): CallEnd => {
  if (chance.share() * 100 < habit.talks) {
    const outcome = chance.weighed({ conversation: 70, appointment_set: 14, refused: 10, callback: 6 });
    return { outcome, durationSeconds: outcome === "refused" ? chance.whole(18, 70) : chance.whole(42, 620) };
  }
  const outcome = chance.weighed({ no_answer: 62, voicemail: 24, wrong_number: 4, callback: 10 });
  return { outcome, durationSeconds: outcome === "no_answer" ? 0 : chance.whole(9, 44) };
};

/** Seconds into the working day; nobody calls over lunch. */
const momentsOf = (count: number, chance: Chance): readonly number[] =>
  Array.from({ length: count }, () => {
    const worked = chance.whole(0, 8 * 3600 - 1);
    return 9 * 3600 + worked + (worked > 3 * 3600 ? 3600 : 0);
  }).toSorted((a, b) => a - b);

/** Somebody who is no customer yet. */
const anybody = (person: SamplePerson, chance: Chance): string => prospectOf(person, chance.whole(0, POOL - CUSTOMERS - 1)).email;

type Told = { readonly person: SamplePerson; readonly day: Day; readonly days: SampleDays };

const recordOf = ({ person, day }: Told, seconds: number, fields: Readonly<Record<string, unknown>>): SampleRecord => {
  const at = startOfDay(zoneOf(person), day) + BigInt(seconds) * second;
  return { at, on: day, fields: { ...fields, occurredAt: isoInstant(at) } };
};

const callsOf = (told: Told, count: number): readonly SampleRecord[] => {
  const { person, day, days } = told;
  const chance = chanceOf(`calls ${person.id} ${day}`);
  // The office in Busan got a telephone system of its own; it has not been heard of for some days.
  const fromBusan = person.team === "busan" && day >= days.monthBefore.startsOn + 20;
  if (fromBusan && person.id !== cast.joiner && day >= days.today - 4) return [];
  const [source, member] = fromBusan ? ["busan-pbx", person.id] : ["dialer", extensionOf(person.id)];
  return momentsOf(count, chance).flatMap((seconds, index): readonly SampleRecord[] => {
    const end = callEnd(person, chance);
    const prospect = anybody(person, chance);
    const call = { kind: "call", direction: "outbound", prospect, ...end };
    const record = recordOf(told, seconds, {
      source,
      externalId: `${extensionOf(person.id)}-${isoDay(day)}-${index + 1}`,
      member,
      ...call,
    });
    // Some offices have their calls in the CRM too: the same acts, told twice.
    if (person.team !== "seoul" || isToldExactly(person.id) || chance.share() > 0.07) return [record];
    const again = recordOf(told, seconds + chance.whole(20, 190), {
      source: "crm",
      externalId: `task-${extensionOf(person.id)}-${isoDay(day)}-${index + 1}`,
      member: person.id,
      ...call,
    });
    return [record, again];
  });
};

const emailsOf = (told: Told, count: number): readonly SampleRecord[] => {
  const { person, day } = told;
  const chance = chanceOf(`emails ${person.id} ${day}`);
  const mail = (seconds: number, key: string, prospect: string, more: object): SampleRecord =>
    recordOf(told, seconds, {
      source: "mail",
      externalId: `${extensionOf(person.id)}.${isoDay(day)}.${key}@mail`,
      member: addressOf(person.id),
      kind: "email",
      direction: "outbound",
      prospect,
      ...more,
    });
  const sent = momentsOf(count, chance).map((seconds, index) =>
    mail(
      seconds,
      String(index + 1),
      anybody(person, chance),
      chance.share() < 0.07 ? { outcome: chance.pick(["replied", "bounced"]) } : {},
    ),
  );
  // A mail to a customer, and one to a colleague: neither is one to a prospect.
  const customer =
    chance.share() < 0.22 ? [mail(34_000, "c", prospectOf(person, POOL - 1 - chance.whole(0, CUSTOMERS - 1)).email, {})] : [];
  const colleague = chance.share() < 0.12 ? [mail(58_000, "i", `operations@${DOMAIN}`, { subject: "Forecast" })] : [];
  return [...sent, ...customer, ...colleague];
};

/** `before`: how many people the member had contacted in the month. One after the other, and now and then somebody again. */
const socialOf = (told: Told, count: number, before: number): readonly SampleRecord[] => {
  const { person, day } = told;
  const chance = chanceOf(`social ${person.id} ${day}`);
  return momentsOf(count, chance).map((seconds, index) => {
    const isAgain = chance.share() < 0.06 && !isToldExactly(person.id);
    const prospect = isAgain ? anybody(person, chance) : prospectOf(person, (before + index) % (POOL - CUSTOMERS)).email;
    const isOnTopic = person.id === cast.ines || chance.share() < 0.3;
    const topic = isOnTopic ? TOPIC : chance.pick(["pension transfer", "first home", "children's savings"]);
    return recordOf(told, seconds, {
      source: "social-inbox",
      externalId: `${person.id}/${isoDay(day)}/${index + 1}`,
      member: person.id,
      kind: "social_contact",
      direction: "outbound",
      prospect,
      attributes: { topic },
    });
  });
};

const meetingsOf = (told: Told, count: number): readonly SampleRecord[] => {
  const chance = chanceOf(`meetings ${told.person.id} ${told.day}`);
  return momentsOf(count, chance).map((seconds, index) =>
    recordOf(told, seconds, {
      source: "crm",
      externalId: `meeting-${extensionOf(told.person.id)}-${isoDay(told.day)}-${index + 1}`,
      member: told.person.id,
      kind: "meeting",
      outcome: chance.weighed({ held: 84, no_show: 10, cancelled: 6 }),
      durationSeconds: chance.whole(20, 70) * 60,
      prospect: anybody(told.person, chance),
    }),
  );
};

/** Opportunities, and what some of them come to within the weeks after. */
const resultsOf = (told: Told, count: number): readonly SampleRecord[] => {
  const { person, day, days } = told;
  const chance = chanceOf(`results ${person.id} ${day}`);
  return Array.from({ length: count }, (_, index): readonly SampleRecord[] => {
    const prospect = anybody(person, chance);
    const id = `opp-${extensionOf(person.id)}-${isoDay(day)}-${index + 1}`;
    const crm = { source: "crm", member: person.id, prospect };
    const opened = recordOf(told, 60_000 + index * 240, { ...crm, externalId: id, kind: "opportunity_opened" });
    const isWon = chance.share() < 0.24;
    const wonOn = day + chance.whole(5, 26);
    const isDollars = person.team === "new-york";
    const units = chance.whole(1, 4);
    const amount = isDollars ? `${units * chance.whole(12, 40) * 100}.00` : String(units * chance.whole(12, 40) * 100_000);
    if (!isWon || wonOn > days.today) return [opened];
    const won = { ...crm, externalId: `${id}-won`, kind: "deal_won", quantity: units, amount, currency: isDollars ? "USD" : "KRW" };
    return [opened, recordOf({ ...told, day: wonOn }, 57_600, won)];
  }).flat();
};

/** What a dozen calls of a second or two look like, five or six of them within a minute. */
const paddingOf = (told: Told): readonly SampleRecord[] => {
  const { person, day } = told;
  if (weekdayOf(day) !== 2 && weekdayOf(day) !== 4) return [];
  const chance = chanceOf(`padding ${day}`);
  const prospect = anybody(person, chance);
  const calls = Array.from({ length: chance.whole(11, 17) }, (_, index) => {
    const isBurst = weekdayOf(day) === 4 && index < 8;
    const seconds = isBurst ? 63_000 + index * 6 : 63_300 + index * 95;
    return recordOf(told, seconds, {
      source: "dialer",
      externalId: `${extensionOf(person.id)}-${isoDay(day)}-p${index + 1}`,
      member: extensionOf(person.id),
      kind: "call",
      direction: "outbound",
      durationSeconds: chance.whole(1, 2),
      outcome: "no_answer",
      prospect: index % 3 === 0 ? prospect : anybody(person, chance),
    });
  });
  return calls;
};

const workOf = (person: SamplePerson, day: Day, days: SampleDays, exact: ReturnType<typeof exactWork>): DayWork | undefined => {
  const told = exact.get(person.id)?.get(day);
  if (told !== undefined) return told;
  if (weekdayOf(day) > 5 || isFree(person, day) || isAway(person, day, days)) return undefined;
  return workOn(person.habit, day, chanceOf(`day ${person.id} ${day}`));
};

const recordsOf = (person: SamplePerson, days: SampleDays, exact: ReturnType<typeof exactWork>): readonly SampleRecord[] => {
  let met = 0;
  const starts = startOf(person, days);
  // In America it may still be yesterday; in no place of the company it is tomorrow.
  return Array.from({ length: days.history.endsBefore - starts }, (_, index) => starts + index).flatMap((day) => {
    if (civilOfDay(day).day === 1) met = 0;
    const work = workOf(person, day, days, exact);
    if (work === undefined) return [];
    const told = { person, day, days };
    met += work.social;
    return [
      ...callsOf(told, work.calls),
      ...emailsOf(told, work.emails),
      ...socialOf(told, work.social, met - work.social),
      ...meetingsOf(told, work.meetings),
      ...resultsOf(told, work.opportunities),
      ...(person.id === cast.padder ? paddingOf(told) : []),
    ];
  });
};

/** What members wrote down themselves in the last days. */
const daySheet = (days: SampleDays): readonly SampleRecord[] =>
  reps
    .filter(({ id, team }, index) => !isToldExactly(id) && (team !== "seoul" || index % 4 === 1))
    .flatMap((person) =>
      weekdaysOf({ startsOn: days.today - 6, endsBefore: days.today }).flatMap((day): readonly SampleRecord[] => {
        if (isFree(person, day) || isAway(person, day, days) || day < startOf(person, days)) return [];
        const chance = chanceOf(`sheet ${person.id} ${day}`);
        return momentsOf(chance.whole(0, 3), chance).map((seconds, index) =>
          recordOf({ person, day, days }, seconds, {
            source: "day-sheet",
            externalId: `${person.id}-${isoDay(day)}-${index + 1}`,
            member: person.id,
            kind: "call",
            direction: "outbound",
            outcome: "conversation",
            durationSeconds: chance.whole(2, 9) * 60,
            prospect: anybody(person, chance),
          }),
        );
      }),
    );

/** All that the sources of the company have told until a moment, in the order in which it happened. */
export const sampleRecords = (days: SampleDays, now: Instant): readonly SampleRecord[] => {
  const exact = exactWork(days);
  return [...reps.flatMap((person) => recordsOf(person, days, exact)), ...daySheet(days)]
    .filter(({ at }) => at <= now)
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
};
