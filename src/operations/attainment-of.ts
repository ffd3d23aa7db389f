import type { Ask } from "../domain/ask.ts";
import { attainmentsOf, type Attainment, type Counted } from "../domain/attainment.ts";
import { sumsOf, type Sums } from "../domain/attainment-sums.ts";
import type { Thing } from "../domain/company-reading-basics.ts";
import type { Settings } from "../domain/company.ts";
import type { Day, Span } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import type { DayCredit, MemberCredits } from "../domain/member-credits.ts";
import { zonesOf } from "../domain/member-zone.ts";
import type { Member } from "../domain/member.ts";
import { provenances, type Metric } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { periodContaining, type Cadence, type Period } from "../domain/period.ts";
import { accepted, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { isInTeam, type TeamTree } from "../domain/team-tree.ts";
import { within } from "../domain/within.ts";
import { runningCounts, type CountProgress } from "../store/counting.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { creditsByDay, creditsWithin } from "../store/tally.ts";
import { awayWithin, type Away } from "./away-members.ts";
import { keptAsks, type DayAsks } from "./kept-asks.ts";
import { paceIn } from "./pace-in.ts";

export type AttainmentQuestion = {
  /** The periods that contain this day, and whom the plans ask on it; left out, today in the company's zone. */
  readonly on?: Day;
  readonly cadence?: Cadence;
  /** With its subteams, by the members' team on the day. */
  readonly team?: string;
  readonly member?: string;
  readonly plan?: string;
  readonly now: Instant;
};

/** One cadence of the answer. */
export type AttainmentSection = {
  readonly period: Period;
  readonly rows: readonly Attainment[];
  /** Added up when called; the company's is over the whole company whatever team was asked about. Empty when one member was. */
  readonly sums: () => Sums;
};

export type AttainmentAnswer = {
  readonly on: Day;
  /** The one that was asked for, if one was. */
  readonly cadence: Cadence | null;
  readonly settings: Settings;
  readonly sections: readonly AttainmentSection[];
  /** Those who have a row and are away on a day of the periods. */
  readonly away: readonly Away[];
  /** Of the metrics that the plans ask for, those still being counted: records done, of how many. */
  readonly counting: readonly { readonly metric: Metric; readonly done: bigint; readonly of: bigint }[];
};

const unknown = (thing: Thing, found: string | undefined, all: readonly { readonly id: string }[]): readonly Refusal[] =>
  found === undefined || all.some(({ id }) => id === found) ? [] : [notFound(thing, found, all)];

/** The day that it is where a member is. It differs between members only for a few hours, so their zones are looked at only near the end of a period. */
const todayNear = (settings: Settings, period: Span, now: Instant): ((member: Member) => Day) => {
  const companyDay = dayIn(settings.company.timeZone, now);
  // Two clocks on earth are never more than 26 hours apart.
  if (Math.abs(period.endsBefore - companyDay) > 2) return () => companyDay;
  const zoneOf = zonesOf(settings);
  const days = new Map<string, Day>();
  return (member) => {
    const zone = zoneOf(member, companyDay);
    const day = days.get(zone) ?? dayIn(zone, now);
    days.set(zone, day);
    return day;
  };
};

type Reading = { readonly settings: Settings; readonly metricNumbers: readonly number[]; readonly period: Period };

/** One member's credits, from that member's day rows alone. */
const creditsOfMember = async (
  tx: Transaction,
  member: Member,
  { settings, metricNumbers, period }: Reading,
): Promise<ReadonlyMap<number, MemberCredits>> => {
  const days = await creditsByDay(tx, { companyId: settings.companyId, metricNumbers, memberNumbers: [member.number], span: period });
  const credits = new Map(metricNumbers.map((metric) => [metric, provenances.map(() => new BigInt64Array(member.number + 1))]));
  for (const { metricNumber, provenance, amount } of days) {
    const column = credits.get(metricNumber)?.[provenances.indexOf(provenance)];
    if (column !== undefined) column[member.number] = (column[member.number] ?? 0n) + amount;
  }
  return credits;
};

const creditsOfAll = (tx: Transaction, { settings, metricNumbers, period }: Reading): Promise<ReadonlyMap<number, MemberCredits>> =>
  creditsWithin(tx, { companyId: settings.companyId, metricNumbers, span: period, firstWeekday: settings.company.calendar.firstWeekday });

/** Day by day the credits of those whose team or phase changed within the period, in one query for all of them. */
const creditsOfMoved = async (
  tx: Transaction,
  moved: readonly Member[],
  { settings, metricNumbers, period }: Reading,
): Promise<Counted["byDay"]> => {
  const byMetric = new Map<number, Map<number, DayCredit[]>>();
  if (moved.length === 0) return byMetric;
  const memberNumbers = moved.map(({ number }) => number);
  const credits = await creditsByDay(tx, { companyId: settings.companyId, metricNumbers, memberNumbers, span: period });
  for (const credit of credits) {
    const byMember = within(byMetric, credit.metricNumber, () => new Map<number, DayCredit[]>());
    within(byMember, credit.memberNumber, () => []).push(credit);
  }
  return byMetric;
};

const nobody: Sums = { company: [], teams: new Map() };

const ofPlan = <T extends { readonly ask: Ask }>(all: readonly T[], { plan }: AttainmentQuestion): readonly T[] =>
  plan === undefined ? all : all.filter(({ ask }) => ask.plan.id === plan);

const chosenRows = (rows: readonly Attainment[], question: AttainmentQuestion, tree: TeamTree): readonly Attainment[] => {
  const { team } = question;
  return ofPlan(team === undefined ? rows : rows.filter((row) => isInTeam(tree, row.team, team)), question);
};

const chosenSums = ({ company, teams }: Sums, question: AttainmentQuestion, tree: TeamTree): Sums => {
  const { team } = question;
  const chosen = [...teams]
    .filter(([id]) => team === undefined || isInTeam(tree, id, team))
    .map(([id, parts]) => [id, ofPlan(parts, question)] as const);
  return { company: ofPlan(company, question), teams: new Map(chosen.filter(([, parts]) => parts.length > 0)) };
};

type Asking = {
  readonly question: AttainmentQuestion;
  readonly settings: Settings;
  readonly on: Day;
  readonly asks: DayAsks;
  /** By number of the metric. */
  readonly running: ReadonlyMap<number, CountProgress>;
};

const sectionOf = async (
  tx: Transaction,
  cadence: Cadence,
  { question, settings, on, asks, running }: Asking,
): Promise<AttainmentSection> => {
  const period = periodContaining(cadence, on, settings.company.calendar);
  const asked = asks.byCadence.get(cadence);
  if (asked === undefined) return { period, rows: [], sums: () => nobody };
  const reading = { settings, period, metricNumbers: asked.metrics.map(({ number }) => number).filter((metric) => !running.has(metric)) };
  const only = settings.members.find(({ id }) => id === question.member);
  const credits = await (only === undefined ? creditsOfAll(tx, reading) : creditsOfMember(tx, only, reading));
  const moved = asked.moved.filter((member) => only === undefined || member === only);
  const rows = attainmentsOf(only === undefined ? settings.members : [only], {
    asked: asked.askedOf,
    counted: { credits, byDay: await creditsOfMoved(tx, moved, reading), counting: running },
    today: todayNear(settings, period, question.now),
    ...given({ paceOfQuota: await paceIn(tx, { settings, period, asked, metricNumbers: reading.metricNumbers, only, now: question.now }) }),
  });
  return {
    period,
    rows: chosenRows(rows, question, asks.tree),
    sums: () => (only === undefined ? chosenSums(sumsOf(rows, asks.tree), question, asks.tree) : nobody),
  };
};

/**
 * Where everybody stands in the periods that contain a day: every member whom a plan asks has a row, also with nothing done. What was
 * committed before the question is in the answer. Refuses a team, member or plan that there is not.
 */
export const attainmentOf = (database: Database, companyId: number, question: AttainmentQuestion): Promise<Outcome<AttainmentAnswer>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<AttainmentAnswer>> => {
      const settings = await loadSettings(tx, companyId);
      const [first, ...more] = [
        ...unknown("team", question.team, settings.teams),
        ...unknown("member", question.member, settings.members),
        ...unknown("plan", question.plan, settings.plans),
      ];
      if (first !== undefined) return refused(first, ...more);

      const on = question.on ?? dayIn(settings.company.timeZone, question.now);
      const asks = keptAsks(settings, on);
      const running = new Map((await runningCounts(tx, companyId)).map((count) => [count.metricNumber, count]));
      const asked = question.cadence === undefined ? [...asks.byCadence.keys()] : [question.cadence];
      const sections: AttainmentSection[] = [];
      for (const cadence of asked) sections.push(await sectionOf(tx, cadence, { question, settings, on, asks, running }));

      const named = new Set(asked.flatMap((cadence) => asks.byCadence.get(cadence)?.metrics ?? []));
      const counting = [...named].flatMap((metric) => {
        const count = running.get(metric.number);
        return count === undefined ? [] : [{ metric, done: count.done, of: count.of }];
      });
      const away = await awayWithin(tx, settings, sections);
      return accepted({ on, cadence: question.cadence ?? null, settings, sections, away, counting });
    },
    // The parts of one answer are of one moment.
    { isolation: "repeatable read" },
  );
