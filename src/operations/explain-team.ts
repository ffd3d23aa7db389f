import { isSeen, isTeamSeen } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { amountOf, type Amount } from "../domain/amount.ts";
import { refuseUnknownList } from "../domain/cadence.ts";
import type { Counted } from "../domain/attainment.ts";
import type { Credit, Unit } from "../domain/credit.ts";
import { isoDay, type Day } from "../domain/day.ts";
import type { Name } from "../domain/language.ts";
import type { DayCredit } from "../domain/member-credits.ts";
import { unitOf, versionOn } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { periodContaining, type Cadence } from "../domain/period.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { movedWithin } from "../domain/stays.ts";
import { belongingTo, contributionsOf, type Contribution } from "../domain/team-attainment.ts";
import { teamTree } from "../domain/team-tree.ts";
import { within } from "../domain/within.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { creditsByDay, creditsWithin } from "../store/tally.ts";
import { periodJson, type PeriodJson } from "./attainment-json.ts";

export type ExplainTeamInput = {
  readonly team: string;
  readonly metric: string;
  readonly on: Day;
  /** Of the period; left out: a month. */
  readonly cadence?: Cadence;
} & AskedBy;

/** What one member gave the team, on the days on which they belonged to it. */
export type ContributionJson = {
  readonly member: string;
  readonly memberName: Name;
  /** Null: all through the period. */
  readonly spans: readonly { readonly startsOn: string; readonly endsBefore: string }[] | null;
  readonly credited: Amount;
  /** Whether they are among those whom a head count is about. */
  readonly isHead: boolean;
};

export type TeamExplanation = {
  readonly team: string;
  readonly metric: string;
  readonly unit: Unit["type"];
  readonly period: PeriodJson;
  readonly credited: Amount;
  readonly heads: number;
  /** Who gave most comes first; who gave nothing is there too. */
  readonly contributions: readonly ContributionJson[];
};

const contributionJson = ({ member, spans, credited, isHead }: Contribution, unit: Unit): ContributionJson => ({
  member: member.id,
  memberName: member.name,
  spans: spans === null ? null : spans.map(({ startsOn, endsBefore }) => ({ startsOn: isoDay(startsOn), endsBefore: isoDay(endsBefore) })),
  credited: amountOf(credited, unit),
  isHead,
});

const byCredit = (a: Contribution, b: Contribution): number =>
  a.credited === b.credited ? a.member.number - b.member.number : a.credited > b.credited ? -1 : 1;

/**
 * Who gave a team its number of a metric in a period: everybody who belonged to it or its subteams, with what they did on these days. They add
 * up to what a quota of the team itself is credited. Refuses a team or metric that there is not, and a metric that is still being counted.
 */
export const explainTeam = (database: Database, companyId: number, input: ExplainTeamInput): Promise<Outcome<TeamExplanation>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<TeamExplanation>> => {
      const settings = await loadSettings(tx, companyId);
      const { members, teams, metrics, company } = settings;
      const sight = sightIn(settings, input.caller, "attainment:read");
      const team = teams.find(({ id }) => id === input.team && isTeamSeen(sight, id));
      if (team === undefined)
        return refused(
          notFound(
            "team",
            input.team,
            teams.filter(({ id }) => isTeamSeen(sight, id)),
          ),
        );
      const metric = metrics.find(({ id }) => id === input.metric);
      if (metric === undefined) return refused(notFound("metric", input.metric, metrics));
      const running = (await runningCounts(tx, companyId)).find(({ metricNumber }) => metricNumber === metric.number);
      if (running !== undefined)
        return refused(refusal("metric-counting", "/metric", { metric: metric.id, done: String(running.done), of: String(running.of) }));

      const [unknown] = refuseUnknownList(input.cadence, company.calendar);
      if (unknown !== undefined) return refused(unknown);
      const period = periodContaining(input.cadence ?? "month", input.on, company.calendar);
      if (period.endsBefore <= sight.since && !sight.sums) return refused(notFound("team", input.team, []));
      const reading = { companyId, metricNumbers: [metric.number], span: period };
      const credits = await creditsWithin(tx, { ...reading, firstWeekday: company.calendar.firstWeekday });
      const moved = members.filter((member) => movedWithin(member, period)).map(({ number }) => number);
      const days = new Map<number, DayCredit[]>();
      for (const credit of moved.length === 0 ? [] : await creditsByDay(tx, { ...reading, memberNumbers: moved }))
        within(days, credit.memberNumber, () => []).push(credit);
      const counted: Counted = { credits, byDay: new Map([[metric.number, days]]), counting: new Set() };
      const belonging = belongingTo(new Set([team.id]), members, { tree: teamTree(teams), period }).get(team.id) ?? [];
      const all = contributionsOf(belonging, { metric: metric.number, period, counted }).toSorted(byCredit);
      const unit = unitOf(versionOn(metric, period.startsOn).measure);
      return accepted({
        team: team.id,
        metric: metric.id,
        unit: unit.type,
        period: periodJson(period, company.calendar),
        credited: amountOf(
          all.reduce<Credit>((sum, { credited }) => sum + credited, 0n),
          unit,
        ),
        heads: all.filter(({ isHead }) => isHead).length,
        contributions: all
          .filter(({ member }) => isSeen(sight, member.number, period.endsBefore - 1))
          .map((each) => contributionJson(each, unit)),
      });
    },
    { isolation: "repeatable read" },
  );
