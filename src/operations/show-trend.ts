import { amountOf, type Amount } from "../domain/amount.ts";
import { carriesPlansOn } from "../domain/audience.ts";
import { refuseUnknownList } from "../domain/cadence.ts";
import type { Credit } from "../domain/credit.ts";
import type { Day } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { creditedIn } from "../domain/member-credits.ts";
import { heldOn, type Member } from "../domain/member.ts";
import { unitOf, versionOn } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { periodBefore, periodContaining, type Cadence, type Period } from "../domain/period.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { isTeamLed, seenOf } from "../domain/sight.ts";
import { isInTeam, teamTree } from "../domain/team-tree.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { creditsWithin } from "../store/tally.ts";
import { metricJson, periodJson, type MetricJson, type PeriodJson } from "./attainment-json.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type TrendQuestion = {
  readonly metric: string;
  readonly cadence: Cadence;
  /** In the last of the periods; left out: today in the company's zone. */
  readonly on?: Day;
  readonly periods: number;
  /** With its subteams, by the members' team on the last day of each period. */
  readonly team?: string;
  readonly now: Instant;
} & AskedBy;

export type TrendJson = {
  readonly metric: MetricJson;
  /** The earliest first. */
  readonly periods: readonly PeriodJson[];
  /** All of the team or the company together, period by period; null: the caller sees no such sums. */
  readonly sums: readonly Amount[] | null;
  /** Those whom the caller sees and who have anything. */
  readonly members: readonly { readonly member: string; readonly credited: readonly Amount[] }[];
};

export const MOST_TREND_PERIODS = 24;

const lastPeriods = (last: Period, count: number, before: (period: Period) => Period): readonly Period[] => {
  const found = [last];
  for (let earliest = last; found.length < count; found.unshift(earliest)) earliest = before(earliest);
  return found;
};

/**
 * What there is of a metric in the last periods: of each member whom the caller sees, and of all together where the caller sees such sums. Refuses a metric or
 * a team that there is not, and a metric that is still being counted.
 */
export const showTrend = (
  database: Database,
  companyId: number,
  { metric: id, cadence, on, periods: count, team, now, caller }: TrendQuestion,
): Promise<Outcome<TrendJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<TrendJson>> => {
      const settings = await loadSettings(tx, companyId);
      const { calendar, timeZone } = settings.company;
      const sight = sightIn(settings, caller, "attainment:read");
      const metric = settings.metrics.find((each) => each.id === id);
      if (metric === undefined) return refused(notFound("metric", id, settings.metrics));
      if (team !== undefined && !settings.teams.some((each) => each.id === team)) return refused(notFound("team", team, settings.teams));
      const [unknownList] = refuseUnknownList(cadence, calendar);
      if (unknownList !== undefined) return refused(unknownList);
      const running = (await runningCounts(tx, companyId)).find(({ metricNumber }) => metricNumber === metric.number);
      if (running !== undefined)
        return refused(refusal("metric-counting", "/metric", { metric: metric.id, done: String(running.done), of: String(running.of) }));

      const last = periodContaining(cadence, on ?? dayIn(timeZone, now), calendar);
      const periods = lastPeriods(last, count, (period) => periodBefore(period, calendar));
      const tree = teamTree(settings.teams);
      const isThere = (member: Member, { endsBefore }: Period): boolean =>
        team === undefined || isInTeam(tree, heldOn(member.team, endsBefore - 1), team);
      const credits: ((member: number) => Credit)[] = [];
      for (const period of periods) {
        const read = await creditsWithin(tx, {
          companyId,
          metricNumbers: [metric.number],
          span: period,
          firstWeekday: calendar.firstWeekday,
        });
        credits.push(creditedIn(read.get(metric.number) ?? []));
      }
      const unit = unitOf(versionOn(metric, last.startsOn).measure);
      const amountIn = (period: Period, index: number, members: readonly Member[]): Credit =>
        members.reduce((sum, member) => (isThere(member, period) ? sum + (credits[index]?.(member.number) ?? 0n) : sum), 0n);
      const isSummed = sight.members === "all" || sight.sums || (team !== undefined && isTeamLed(sight, team));
      const shown = seenOf(sight, settings.members).filter(
        (member) => carriesPlansOn(member, last.endsBefore - 1) && isThere(member, last),
      );
      return accepted({
        metric: metricJson(metric, last),
        periods: periods.map((period) => periodJson(period, calendar)),
        // What others did longer ago than the caller sees is not told of a team either.
        sums: isSummed
          ? periods.map((period, index) =>
              amountOf(sight.sums || period.endsBefore > sight.since ? amountIn(period, index, settings.members) : 0n, unit),
            )
          : null,
        members: shown.flatMap((member) => {
          const credited = periods.map(({ endsBefore }, index) =>
            member.number === sight.own || endsBefore > sight.since ? (credits[index]?.(member.number) ?? 0n) : 0n,
          );
          return credited.some((each) => each !== 0n)
            ? [{ member: member.id, credited: credited.map((each) => amountOf(each, unit)) }]
            : [];
        }),
      });
    },
    { isolation: "repeatable read" },
  );
