import type { Ask, Asked } from "../domain/ask.ts";
import { attainmentsOf, type Attainment, type Counted } from "../domain/attainment.ts";
import { sumsOf, type Sums } from "../domain/attainment-sums.ts";
import { refuseUnknownList } from "../domain/cadence.ts";
import type { Thing } from "../domain/company-reading-basics.ts";
import type { Settings } from "../domain/company.ts";
import { spanKey, type Day, type Span } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import type { DayCredit, MemberCredits } from "../domain/member-credits.ts";
import { zonesOf } from "../domain/member-zone.ts";
import { heldOn, type Member, type Team } from "../domain/member.ts";
import { provenances, type Metric } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { periodContaining, type Cadence, type Period } from "../domain/period.ts";
import { accepted, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { isSeen, isTeamLed, isTeamSeen, seenOf, wholeSight, type Sight } from "../domain/sight.ts";
import type { TeamAsk } from "../domain/team-asks.ts";
import { teamAttainmentsOf, type TeamAttainment } from "../domain/team-attainment.ts";
import { isInTeam, type TeamTree } from "../domain/team-tree.ts";
import { within } from "../domain/within.ts";
import type { YearOfCalendar } from "../domain/working-days.ts";
import { runningCounts, type CountProgress } from "../store/counting.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { creditsByDay, creditsWithin } from "../store/tally.ts";
import { awayWithin, type Away } from "./away-members.ts";
import { innerPeriods, keptAsks, type CadenceAsks, type DayAsks } from "./kept-asks.ts";
import { neighbourBalances } from "./neighbour-balances.ts";
import { paceIn } from "./pace-in.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type AttainmentQuestion = {
  /** The periods that contain this day, and whom the plans ask on it; left out, today in the company's zone. */
  readonly on?: Day;
  readonly cadence?: Cadence;
  /** With its subteams, by the members' team on the day. */
  readonly team?: string;
  readonly member?: string;
  readonly plan?: string;
  readonly now: Instant;
} & AskedBy;

/** One cadence of the answer. */
export type AttainmentSection = {
  readonly period: Period;
  readonly rows: readonly Attainment[];
  /** What teams are asked themselves; none when one member was asked about. */
  readonly teamRows: readonly TeamAttainment[];
  /** Added up when called; the company's is over the whole company whatever team was asked about. Empty when one member was. */
  readonly sums: () => Sums;
  /** What the members of a team have and are asked together, whatever plan was asked about: to be shown beside what the team is asked itself. */
  readonly personal: () => Sums["teams"];
  readonly withheld: readonly WithheldRows[];
};

/** Rows that are left out: the plans go by working days, and the holidays of the year are not known of so many members. */
export type WithheldRows = YearOfCalendar & { readonly plans: readonly string[]; readonly members: number };

/** What of the plans, or of the one that is named, cannot be told of these members. */
export const withheldOf = (
  members: readonly Member[],
  askedOf: (member: Member) => Asked | undefined,
  plan?: string,
): readonly WithheldRows[] => {
  const found = new Map<string, YearOfCalendar & { readonly plans: Set<string>; members: number }>();
  for (const member of members) {
    const withheld = askedOf(member)?.withheld ?? null;
    const plans = (withheld?.plans ?? []).filter((each) => plan === undefined || each === plan);
    for (const { calendar, year } of plans.length === 0 ? [] : (withheld?.years ?? [])) {
      const rows = within(found, `${calendar} ${year}`, () => ({ calendar, year, plans: new Set<string>(), members: 0 }));
      rows.members += 1;
      for (const each of plans) rows.plans.add(each);
    }
  }
  return [...found.values()].map((each) => ({ ...each, plans: [...each.plans] }));
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
const todayNear = (settings: Settings, periods: readonly Span[], now: Instant): ((member: Member) => Day) => {
  const companyDay = dayIn(settings.company.timeZone, now);
  // Two clocks on earth are never more than 26 hours apart.
  if (periods.every(({ endsBefore }) => Math.abs(endsBefore - companyDay) > 2)) return () => companyDay;
  const zoneOf = zonesOf(settings);
  const days = new Map<string, Day>();
  return (member) => {
    const zone = zoneOf(member, companyDay);
    const day = days.get(zone) ?? dayIn(zone, now);
    days.set(zone, day);
    return day;
  };
};

/** Credits of these metrics in a period. */
export type Reading = { readonly settings: Settings; readonly metricNumbers: readonly number[]; readonly period: Period };

/** Where credits are read: the tally, or a count that nobody keeps. */
export type CreditsSource = {
  readonly ofAll: (reading: Reading) => Promise<ReadonlyMap<number, MemberCredits>>;
  readonly ofMember: (member: Member, reading: Reading) => Promise<ReadonlyMap<number, MemberCredits>>;
  /** Day by day, of those whose team or phase changed within the period. */
  readonly ofMoved: (moved: readonly Member[], reading: Reading) => Promise<Counted["byDay"]>;
};

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

export const tallied = (tx: Transaction): CreditsSource => ({
  ofAll: (reading) => creditsOfAll(tx, reading),
  ofMember: (member, reading) => creditsOfMember(tx, member, reading),
  ofMoved: (moved, reading) => creditsOfMoved(tx, moved, reading),
});

/** The credits of the shorter periods over which the plans ask something, with one question for each of them. */
const innerCredits = async (
  source: CreditsSource,
  asks: CadenceAsks,
  { settings, metricNumbers }: Reading,
  only: Member | undefined,
): Promise<NonNullable<Counted["inner"]>> => {
  const periods = new Map(innerPeriods(asks).map((period) => [spanKey(period), period] as const));
  const credits = new Map<string, ReadonlyMap<number, MemberCredits>>();
  for (const [key, period] of periods) {
    const reading = { settings, metricNumbers, period };
    credits.set(key, await (only === undefined ? source.ofAll(reading) : source.ofMember(only, reading)));
  }
  return credits;
};

const unseen: Sight = { ...wholeSight, members: new Set(), teams: new Set(), ledTeams: new Set(), sums: false };

/** Of the teams' sums those of who leads them; with the company's all of them, which are without any person too. */
const sumsSeen = ({ company, teams }: Sums, sight: Sight): Sums =>
  sight.members === "all" || sight.sums
    ? { company, teams }
    : { company: [], teams: new Map([...teams].filter(([team]) => isTeamLed(sight, team))) };

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

type TeamReading = Pick<Asking, "question" | "settings" | "today"> & {
  readonly period: Period;
  readonly counted: Counted;
  readonly tree: TeamTree;
};

/** Of the teams that were asked about; a team's day is that of its zone. */
const teamRowsOf = (
  all: readonly TeamAsk[],
  { question, settings, period, counted, tree, today }: TeamReading,
): readonly TeamAttainment[] => {
  const { team: asked } = question;
  const asks = ofPlan(
    all.filter(({ team }) => asked === undefined || isInTeam(tree, team.id, asked)),
    question,
  );
  const zoneOf = ({ timeZone }: Team): string => timeZone ?? settings.company.timeZone;
  const dayOf = (team: Team): Day => today ?? dayIn(zoneOf(team), question.now);
  return teamAttainmentsOf(asks, { members: settings.members, tree, counted, period, today: dayOf });
};

export type Asking = {
  readonly question: AttainmentQuestion;
  readonly settings: Settings;
  readonly on: Day;
  readonly asks: DayAsks;
  /** By number of the metric. */
  readonly running: ReadonlyMap<number, CountProgress>;
  readonly source: CreditsSource;
  /** The day that it is for everybody; left out: what their clocks say now. */
  readonly today?: Day;
  /** Left out: all is seen. */
  readonly sight?: Sight;
};

/** Where everybody stands in the period of a cadence that contains the day. */
export const sectionOf = async (
  tx: Transaction,
  cadence: Cadence,
  { question, settings, on, asks, running, source, today, sight = wholeSight }: Asking,
): Promise<AttainmentSection> => {
  const period = periodContaining(cadence, on, settings.company.calendar);
  const asked = asks.byCadence.get(cadence);
  if (asked === undefined) return { period, rows: [], teamRows: [], sums: () => nobody, personal: () => nobody.teams, withheld: [] };
  const only = settings.members.find(({ id }) => id === question.member);
  const members = only === undefined ? settings.members : [only];
  const isOld = period.endsBefore <= sight.since;
  const isRowSeen = ({ number }: Member): boolean => isSeen(sight, number, period.endsBefore - 1);
  const shown = sight.members === "all" ? members : members.filter(isRowSeen);
  // Whose row is not shown may be in what is told of many together.
  const isTold = sight.members === "all" || sight.sums || (sight.ledTeams !== "all" && sight.ledTeams.size > 0);
  const reckoned = isTold ? members : shown;
  const numbered = ({ metrics }: CadenceAsks): readonly number[] =>
    metrics.map(({ number }) => number).filter((metric) => !running.has(metric));
  const countedIn = async (span: Period, ofSpan: CadenceAsks): Promise<Counted> => {
    const metricNumbers = numbered(ofSpan);
    const reading = { settings, period: span, metricNumbers };
    const credits = await (only === undefined ? source.ofAll(reading) : source.ofMember(only, reading));
    const moved = ofSpan.moved.filter((member) => only === undefined || member === only);
    const byDay = await source.ofMoved(moved, reading);
    return { credits, byDay, counting: running, inner: await innerCredits(source, ofSpan, reading, only) };
  };
  const companyDay = today ?? dayIn(settings.company.timeZone, question.now);
  const neighbours = await neighbourBalances(tx, { settings, period, asks: asked, members: reckoned, today: companyDay, countedIn });
  // Of a day gone it is not told how it was likely to go on.
  const paceOfQuota =
    today === undefined ? await paceIn(tx, { settings, period, asked, metricNumbers: numbered(asked) }, question.now) : undefined;
  const counted = await countedIn(period, asked);
  const rows = attainmentsOf(reckoned, {
    asked: asked.askedOf,
    counted: { ...counted, neighbours },
    today: today === undefined ? todayNear(settings, [period, ...innerPeriods(asked)], question.now) : () => today,
    ...given({ paceOfQuota }),
  });
  const teamReading = { question, settings, period, counted, tree: asks.tree, ...given({ today }) };
  const teamsShown = isOld && !sight.sums ? [] : asked.ofTeams.filter(({ team }) => isTeamSeen(sight, team.id));
  const teamRows = only === undefined ? teamRowsOf(teamsShown, teamReading) : [];
  let added: Sums | undefined;
  const whole = (): Sums =>
    (added ??= only === undefined && isTold ? sumsSeen(sumsOf(rows, asks.tree), isOld && !sight.sums ? unseen : sight) : nobody);
  const seenRows = reckoned === shown ? rows : rows.filter(({ member }) => isRowSeen(member));
  return {
    period,
    rows: chosenRows(seenRows, question, asks.tree),
    teamRows,
    withheld: withheldOf(
      shown.filter((member) => question.team === undefined || isInTeam(asks.tree, heldOn(member.team, on), question.team)),
      asked.askedOf,
      question.plan,
    ),
    sums: () => chosenSums(whole(), question, asks.tree),
    personal: () => whole().teams,
  };
};

/** The same inside of a transaction; its parts are of one moment if the transaction sees one. */
export const attainmentIn = async (
  tx: Transaction,
  companyId: number,
  question: AttainmentQuestion,
): Promise<Outcome<AttainmentAnswer>> => {
  const settings = await loadSettings(tx, companyId);
  const sight = sightIn(settings, question.caller, "attainment:read");
  const [first, ...more] = [
    ...unknown("team", question.team, settings.teams),
    ...unknown("member", question.member, seenOf(sight, settings.members)),
    ...unknown("plan", question.plan, settings.plans),
    ...refuseUnknownList(question.cadence, settings.company.calendar),
  ];
  if (first !== undefined) return refused(first, ...more);

  const on = question.on ?? dayIn(settings.company.timeZone, question.now);
  const asks = await keptAsks(tx, settings, on);
  const running = new Map((await runningCounts(tx, companyId)).map((count) => [count.metricNumber, count]));
  const asked = question.cadence === undefined ? [...asks.byCadence.keys()] : [question.cadence];
  const sections: AttainmentSection[] = [];
  for (const cadence of asked)
    sections.push(await sectionOf(tx, cadence, { question, settings, on, asks, running, source: tallied(tx), sight }));

  const named = new Set(asked.flatMap((cadence) => asks.byCadence.get(cadence)?.metrics ?? []));
  const counting = [...named].flatMap((metric) => {
    const count = running.get(metric.number);
    return count === undefined ? [] : [{ metric, done: count.done, of: count.of }];
  });
  const away = await awayWithin(tx, settings, sections);
  return accepted({ on, cadence: question.cadence ?? null, settings, sections, away, counting });
};

/**
 * Where everybody stands in the periods that contain a day: every member whom a plan asks has a row, also with nothing done. What was
 * committed before the question is in the answer. Refuses a team, member or plan that there is not.
 */
export const attainmentOf = (database: Database, companyId: number, question: AttainmentQuestion): Promise<Outcome<AttainmentAnswer>> =>
  // The parts of one answer are of one moment.
  inCompany(database, companyId, (tx) => attainmentIn(tx, companyId, question), { isolation: "repeatable read" });
