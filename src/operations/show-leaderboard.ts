import { extentsOf, type Caller } from "../domain/access.ts";
import { amountOf, type Amount } from "../domain/amount.ts";
import { askedQuotas } from "../domain/ask.ts";
import { carriesPlansOn } from "../domain/audience.ts";
import { refuseUnknownList } from "../domain/cadence.ts";
import type { Settings } from "../domain/company.ts";
import type { Unit } from "../domain/credit.ts";
import { isoDay, type Day, type Span } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import { placesOf, placesShown, type Contender, type Place, type Ranking } from "../domain/leaderboard.ts";
import { creditedIn } from "../domain/member-credits.ts";
import { heldOn, type Member } from "../domain/member.ts";
import { unitOf, versionOn, type Metric } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { periodBefore, periodContaining, type Cadence, type Period } from "../domain/period.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { isInTeam, teamTree, type TeamTree } from "../domain/team-tree.ts";
import type { Sight } from "../domain/sight.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { creditsWithin } from "../store/tally.ts";
import { metricJson, periodJson, type MetricJson, type PeriodJson } from "./attainment-json.ts";
import { keptAsks, type CadenceAsks, type DayAsks } from "./kept-asks.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type LeaderboardQuestion = {
  /** Left out: the first that plans of the cadence ask for. */
  readonly metric?: string;
  /** Left out: today in the company's zone. */
  readonly on?: Day;
  /** Left out: the shortest over which plans ask something, and without any plan the month. */
  readonly cadence?: Cadence;
  /** With its subteams; left out: the company's board. */
  readonly team?: string;
  readonly by: Ranking;
  /** How many places come before the page. */
  readonly after: number;
  readonly limit: number;
  readonly now: Instant;
} & AskedBy;

export type PlaceJson = {
  readonly rank: number;
  readonly tied: number;
  readonly member: string;
  readonly memberName: Name;
  readonly team: string | null;
  readonly credited: Amount;
  /** Null: nothing of this metric is asked of them. */
  readonly target: Amount | null;
  readonly before: Amount;
};

export type LeaderboardJson = {
  readonly period: PeriodJson;
  /** The days of the period before that `before` is of; its end is left out. */
  readonly beforeIs: { readonly startsOn: string; readonly endsBefore: string };
  readonly metric: MetricJson;
  /** Those that the plans of the cadence ask for, of which there are boards. */
  readonly metrics: readonly MetricJson[];
  readonly cadences: readonly Cadence[];
  readonly team: string | null;
  /** Whose boards the caller may open beside the company's. */
  readonly teams: readonly { readonly team: string; readonly name: Name }[];
  readonly by: Ranking;
  readonly members: number;
  /** Of them those whom not everybody on the board is shown. */
  readonly hidden: number;
  readonly places: readonly PlaceJson[];
  /** The caller's own, wherever it is; null: not on this board. */
  readonly own: PlaceJson | null;
  readonly nextCursor: string | null;
};

/** Of whose boards somebody is told: the ones that they are on, and those of the teams that they lead. */
const boardTeams = (
  caller: Caller | undefined,
  settings: Settings,
  { sight, tree, today }: { sight: Sight; tree: TeamTree; today: Day },
) => {
  const present = settings.teams.filter(({ ended }) => !ended);
  if (caller === undefined || extentsOf(caller, "boards:read").has("company")) return present;
  const own = settings.members.find(({ number }) => number === caller.memberNumber);
  const team = own === undefined ? null : heldOn(own.team, today);
  const above = team === null ? [] : (tree.get(team) ?? []);
  return present.filter(({ id }) => above.includes(id) || (sight.ledTeams !== "all" && sight.ledTeams.has(id)));
};

const targetOf = (asks: CadenceAsks | undefined, member: Member, metric: Metric): bigint | null => {
  const quotas = (asks?.askedOf(member)?.asks ?? []).flatMap(({ requirement }) => askedQuotas(requirement));
  return quotas.find((quota) => quota.metric.id === metric.id && quota.target > 0n)?.target ?? null;
};

/** Reps, and whoever else has done something of it or is asked for it. */
const isContender = (member: Member, credited: bigint, asks: CadenceAsks | undefined, metric: Metric): boolean =>
  member.role === "rep" || credited > 0n || targetOf(asks, member, metric) !== null;

const creditsIn = async (tx: Transaction, settings: Settings, metric: Metric, span: Span) => {
  const read = await creditsWithin(tx, {
    companyId: settings.companyId,
    metricNumbers: [metric.number],
    span,
    firstWeekday: settings.company.calendar.firstWeekday,
  });
  return creditedIn(read.get(metric.number) ?? []);
};

type Board = {
  readonly settings: Settings;
  readonly asks: CadenceAsks | undefined;
  readonly metric: Metric;
  readonly unit: Unit;
  readonly day: Day;
};

const placeJson = ({ memberNumber, rank, tied, credited, before }: Place, { settings, asks, metric, unit, day }: Board): PlaceJson => {
  const member = settings.members.find(({ number }) => number === memberNumber);
  if (member === undefined) throw new Error(`there is no member ${memberNumber}`);
  const target = targetOf(asks, member, metric);
  return {
    rank,
    tied,
    member: member.id,
    memberName: member.name,
    team: heldOn(member.team, day),
    credited: amountOf(credited, unit),
    target: target === null ? null : amountOf(target, unit),
    before: amountOf(before, unit),
  };
};

/** The days of the period that have begun, and as many of the one before. */
const spansOf = (period: Period, settings: Settings, today: Day): { readonly span: Span; readonly before: Span } => {
  const span = { startsOn: period.startsOn, endsBefore: Math.max(period.startsOn, Math.min(period.endsBefore, today + 1)) };
  const last = periodBefore(period, settings.company.calendar);
  const isOver = span.endsBefore === period.endsBefore;
  const endsBefore = isOver ? last.endsBefore : Math.min(last.endsBefore, last.startsOn + (span.endsBefore - span.startsOn));
  return { span, before: { startsOn: last.startsOn, endsBefore } };
};

const chosenCadence = (asked: Cadence | undefined, { byCadence }: DayAsks): Cadence => asked ?? [...byCadence.keys()][0] ?? "month";

const read = async (tx: Transaction, companyId: number, question: LeaderboardQuestion): Promise<Outcome<LeaderboardJson>> => {
  const { team, by, after, limit, now, caller } = question;
  const settings = await loadSettings(tx, companyId);
  const { calendar, timeZone, boards } = settings.company;
  const today = dayIn(timeZone, now);
  const tree = teamTree(settings.teams);
  const sight = sightIn(settings, caller, "boards:read");
  // Somebody who is nobody's colleague there stands on no board.
  if (sight.members !== "all" && sight.own === null) return refused(refusal("member-needed", ""));
  const teams = boardTeams(caller, settings, { sight, tree, today });
  if (team !== undefined && !teams.some(({ id }) => id === team)) return refused(notFound("team", team, teams));
  const [unknownList] = refuseUnknownList(question.cadence, calendar);
  if (unknownList !== undefined) return refused(unknownList);
  const on = question.on ?? today;
  const dayAsks = await keptAsks(tx, settings, on);
  const cadence = chosenCadence(question.cadence, dayAsks);
  const asks = dayAsks.byCadence.get(cadence);
  const present = settings.metrics.filter(({ ended }) => !ended);
  const metrics = asks === undefined || asks.metrics.length === 0 ? present : asks.metrics;
  const metric = question.metric === undefined ? metrics[0] : settings.metrics.find(({ id }) => id === question.metric);
  if (metric === undefined) return refused(notFound("metric", question.metric ?? "", present));
  const running = (await runningCounts(tx, companyId)).find(({ metricNumber }) => metricNumber === metric.number);
  if (running !== undefined)
    return refused(refusal("metric-counting", "/metric", { metric: metric.id, done: String(running.done), of: String(running.of) }));

  const period = periodContaining(cadence, on, calendar);
  const { span, before } = spansOf(period, settings, today);
  const day = Math.max(span.startsOn, span.endsBefore - 1);
  const isSeen = sight.members === "all" || period.endsBefore > sight.since;
  const credited = await creditsIn(tx, settings, metric, span);
  const earlier = await creditsIn(tx, settings, metric, before);
  const contenders = (isSeen ? settings.members : []).flatMap((member): readonly Contender[] => {
    const has = credited(member.number);
    const isThere = carriesPlansOn(member, day) && (team === undefined || isInTeam(tree, heldOn(member.team, day), team));
    return isThere && isContender(member, has, asks, metric)
      ? [{ memberNumber: member.number, credited: has, before: earlier(member.number) }]
      : [];
  });
  const places = placesOf(contenders, by);
  const shown = placesShown(places, by, boards);
  const own = places.find(({ memberNumber }) => memberNumber === caller?.memberNumber);
  const board = { settings, asks, metric, unit: unitOf(versionOn(metric, day).measure), day };
  return accepted({
    period: periodJson(period, calendar),
    beforeIs: { startsOn: isoDay(before.startsOn), endsBefore: isoDay(before.endsBefore) },
    metric: metricJson(metric, period),
    metrics: metrics.map((each) => metricJson(each, period)),
    cadences: [...dayAsks.byCadence.keys()],
    team: team ?? null,
    teams: teams.map(({ id, name }) => ({ team: id, name })),
    by,
    members: places.length,
    hidden: places.length - shown.length,
    places: shown.slice(after, after + limit).map((place) => placeJson(place, board)),
    own: own === undefined ? null : placeJson(own, board),
    nextCursor: shown.length > after + limit ? String(after + limit) : null,
  });
};

/**
 * Who has most of a metric in a period, or how much more than in the one before by as many days: equals share a rank, and those below the middle are left
 * out unless the company wants them there. Refuses a team on whose board the caller is not, a metric that there is not, and one that is still being counted.
 */
export const showLeaderboard = (database: Database, companyId: number, question: LeaderboardQuestion): Promise<Outcome<LeaderboardJson>> =>
  inCompany(database, companyId, (tx) => read(tx, companyId, question), { isolation: "repeatable read" });
