import { amountOf } from "../domain/amount.ts";
import { carriesPlansOn } from "../domain/audience.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { kindName } from "../domain/kind-names.ts";
import type { Name } from "../domain/language.ts";
import type { LeavesByMember } from "../domain/leave.ts";
import { creditedIn } from "../domain/member-credits.ts";
import { heldOn, type Member } from "../domain/member.ts";
import { unitOf, versionOn } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { isLed, seenOf } from "../domain/sight.ts";
import { isInTeam, teamTree } from "../domain/team-tree.ts";
import { within } from "../domain/within.ts";
import { workFactsIn } from "../domain/work-facts.ts";
import { HALF_DAY, workedOn } from "../domain/working-days.ts";
import { countActivities } from "../store/activity-counts.ts";
import { commitmentsOn } from "../store/commitments.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { waitingDisputesOf } from "../store/disputes.ts";
import { leavesWithin, requestedLeavesOf } from "../store/leaves.ts";
import { loadSettings } from "../store/settings.ts";
import { sourcesHeardOf } from "../store/source-counts.ts";
import { creditsWithin } from "../store/tally.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type MorningQuestion = {
  /** With its subteams; null: everybody whom the caller sees. */
  readonly team: string | null;
  readonly now: Instant;
} & AskedBy;

export type KindCount = { readonly kind: string; readonly count: number };

export type MorningJson = {
  readonly team: string | null;
  readonly on: string;
  /** The last day before on which anybody of them works. */
  readonly yesterday: string;
  readonly kinds: readonly (KindCount & { readonly kindName: Name })[];
  readonly members: readonly {
    readonly member: string;
    readonly memberName: Name;
    readonly yesterday: number;
    readonly kinds: readonly KindCount[];
    readonly away: "day" | "half" | null;
    readonly commitments: readonly { readonly metric: string; readonly amount: number; readonly credited: number }[];
  }[];
  /** What of theirs the caller decides on. */
  readonly waiting: { readonly disputes: number; readonly leaves: number };
  /** Those that told of them the working day before, and nothing of yesterday yet. */
  readonly lateSources: readonly { readonly source: string; readonly lastOn: string }[];
};

/** A holiday of two weeks is the longest that everybody has at once. */
const DAYS_BACK = 16;

/** The two last days before a day on which anybody of them works; without such the two days before. */
const daysWorked = (settings: Settings, members: readonly Member[], { day, leaves }: { day: Day; leaves: LeavesByMember }): [Day, Day] => {
  const factsOf = workFactsIn(settings, leaves);
  const found: Day[] = [];
  for (let each = day - 1; each >= day - DAYS_BACK && found.length < 2; each -= 1)
    if (members.some((member) => workedOn(factsOf(member), each) > 0)) found.push(each);
  const last = found[0] ?? day - 1;
  return [last, found[1] ?? last - 1];
};

type Reading = { readonly settings: Settings; readonly members: readonly Member[]; readonly numbers: readonly number[] };

const countsOn = async (tx: Transaction, { settings, numbers }: Reading, day: Day): Promise<ReadonlyMap<number, Map<string, number>>> => {
  const span = { startsOn: day, endsBefore: day + 1 };
  const counts = new Map<number, Map<string, number>>();
  if (numbers.length === 0) return counts;
  const { rows } = await countActivities(tx, settings.companyId, {
    span,
    isNarrow: true,
    members: numbers.map((memberNumber) => ({ memberNumber, span })),
    byMember: true,
    starts: null,
    limit: 1_000_000,
  });
  for (const { memberNumber, kind, records, added } of rows) {
    if (memberNumber === null) continue;
    const ofMember = within(counts, memberNumber, () => new Map<string, number>());
    ofMember.set(kind, (ofMember.get(kind) ?? 0) + records + added);
  }
  return counts;
};

/** What each set out to do today, beside what came of it so far. */
const commitmentsOf = async (tx: Transaction, { settings, numbers }: Reading, day: Day) => {
  const kept = await commitmentsOn(tx, settings.companyId, { day, memberNumbers: numbers });
  const metricNumbers = [...new Set(kept.map(({ metricNumber }) => metricNumber))];
  const credits =
    kept.length === 0
      ? undefined
      : await creditsWithin(tx, {
          companyId: settings.companyId,
          metricNumbers,
          span: { startsOn: day, endsBefore: day + 1 },
          firstWeekday: settings.company.calendar.firstWeekday,
        });
  const creditedOf = new Map(metricNumbers.map((number) => [number, creditedIn(credits?.get(number) ?? [])]));
  const found = new Map<number, MorningJson["members"][number]["commitments"][number][]>();
  for (const { memberNumber, metricNumber, amount } of kept) {
    const metric = settings.metrics.find(({ number }) => number === metricNumber);
    if (metric === undefined) continue;
    const unit = unitOf(versionOn(metric, day).measure);
    within(found, memberNumber, () => []).push({
      metric: metric.id,
      // A metric that adds up money is refused where they are made.
      amount: Number(amountOf(amount, { type: "count" })),
      credited: unit.type === "count" ? Number(amountOf(creditedOf.get(metricNumber)?.(memberNumber) ?? 0n, unit)) : 0,
    });
  }
  return found;
};

const awayOn = (leaves: LeavesByMember, member: Member, day: Day): "day" | "half" | null => {
  const own = (leaves.get(member.number) ?? []).filter(({ span }) => span.startsOn <= day && day < span.endsBefore);
  if (own.length === 0) return null;
  return own.every(({ off }) => off === HALF_DAY) && own.length === 1 ? "half" : "day";
};

const sumsOf = (counts: ReadonlyMap<number, ReadonlyMap<string, number>>): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const ofMember of counts.values()) for (const [kind, count] of ofMember) sums.set(kind, (sums.get(kind) ?? 0) + count);
  return sums;
};

const descending = (counts: ReadonlyMap<string, number>): readonly KindCount[] =>
  [...counts].map(([kind, count]) => ({ kind, count })).toSorted((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1));

/**
 * A team as its day begins: what each did on the last working day by kind, who is away, what they set out to do today and what came of it, what waits for a
 * decision, and which sources are late. Of the members whom the caller sees; refuses a team that there is not.
 */
export const showMorning = (database: Database, companyId: number, { team, now, caller }: MorningQuestion): Promise<Outcome<MorningJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<MorningJson>> => {
      const settings = await loadSettings(tx, companyId);
      if (team !== null && !settings.teams.some(({ id }) => id === team)) return refused(notFound("team", team, settings.teams));
      const on = dayIn(settings.company.timeZone, now);
      const tree = teamTree(settings.teams);
      const sight = sightIn(settings, caller, "activities:read");
      const members = seenOf(sight, settings.members).filter(
        (member) => carriesPlansOn(member, on) && (team === null || isInTeam(tree, heldOn(member.team, on), team)),
      );
      const reading = { settings, members, numbers: members.map(({ number }) => number) };
      const leaves = await leavesWithin(tx, companyId, { startsOn: on - DAYS_BACK, endsBefore: on + 1 });
      const [yesterday, dayBefore] = daysWorked(settings, members, { day: on, leaves });
      const counts = await countsOn(tx, reading, yesterday);
      const commitments = await commitmentsOf(tx, reading, on);
      const led = members.filter(({ number }) => isLed(sight, number)).map(({ number }) => number);
      const late = await sourcesHeardOf(tx, companyId, { memberNumbers: reading.numbers, on: dayBefore, notOn: yesterday });
      return accepted({
        team,
        on: isoDay(on),
        yesterday: isoDay(yesterday),
        kinds: descending(sumsOf(counts)).map(({ kind, count }) => ({ kind, kindName: kindName(kind, settings.company), count })),
        members: members.map((member) => {
          const kinds = descending(counts.get(member.number) ?? new Map<string, number>());
          return {
            member: member.id,
            memberName: member.name,
            yesterday: kinds.reduce((sum, { count }) => sum + count, 0),
            kinds,
            away: awayOn(leaves, member, on),
            commitments: commitments.get(member.number) ?? [],
          };
        }),
        waiting: {
          disputes: await waitingDisputesOf(tx, companyId, led),
          leaves: await requestedLeavesOf(tx, companyId, led),
        },
        lateSources: late.map((source) => ({ source, lastOn: isoDay(dayBefore) })),
      });
    },
    { isolation: "repeatable read" },
  );
