import { seenOf } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { Settings } from "../domain/company.ts";
import type { Unit } from "../domain/credit.ts";
import { isoDay, type Day, type Span } from "../domain/day.ts";
import { coverageOf, coverageWith, noCoverage, plusCoverage, type Coverage } from "../domain/member-credits.ts";
import { heldOn, type Member } from "../domain/member.ts";
import { unitOf, versionOn, type Metric } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { movedWithin } from "../domain/stays.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { creditsByDay, creditsPerDay, creditsWithin } from "../store/tally.ts";

export const tallyGroups = ["member", "team", "day"] as const;
export type TallyGroup = (typeof tallyGroups)[number];

export type TalliesQuestion = {
  readonly metric: string;
  readonly from: Day;
  readonly before: Day;
  readonly groupBy: TallyGroup;
  /** Of this member alone. */
  readonly member?: string;
} & AskedBy;

/** `key` is a member's or a team's id, null for those in no team, or a day. */
export type Tally = { readonly key: string | null; readonly coverage: Coverage };

export type TalliesAnswer = {
  readonly metric: Metric;
  readonly unit: Unit;
  readonly span: Span;
  readonly groupBy: TallyGroup;
  /** What has credits: members and teams in the order of the company file, those in no team last; days ascending. */
  readonly tallies: readonly Tally[];
};

type Reading = { readonly settings: Settings; readonly metric: Metric; readonly span: Span; readonly members: "all" | readonly Member[] };

const perDay = async (tx: Transaction, { settings, metric, span, members }: Reading): Promise<readonly Tally[]> => {
  const credits = await creditsPerDay(tx, {
    companyId: settings.companyId,
    metricNumber: metric.number,
    memberNumbers: members === "all" ? null : members.map(({ number }) => number),
    span,
  });
  const days = new Map<Day, Coverage>();
  for (const credit of credits) days.set(credit.localDay, coverageWith(days.get(credit.localDay) ?? noCoverage, credit));
  return [...days].map(([day, coverage]) => ({ key: isoDay(day), coverage }));
};

const ofMembers = async (
  tx: Transaction,
  { settings, metric, span, members }: Reading,
): Promise<readonly { readonly member: Member; readonly coverage: Coverage }[]> => {
  const read = await creditsWithin(tx, {
    companyId: settings.companyId,
    metricNumbers: [metric.number],
    span,
    firstWeekday: settings.company.calendar.firstWeekday,
  });
  const credits = read.get(metric.number) ?? [];
  return (members === "all" ? settings.members : members).map((each) => ({ member: each, coverage: coverageOf(credits, each.number) }));
};

/** A member who moved is credited to the team of each day. */
const ofTeams = async (tx: Transaction, reading: Reading): Promise<readonly Tally[]> => {
  const { settings, metric, span } = reading;
  const all = await ofMembers(tx, reading);
  const moved = new Map(all.filter(({ member }) => movedWithin(member, span)).map(({ member }) => [member.number, member]));
  const teams = new Map<string | null, Coverage>([...settings.teams.map(({ id }) => id), null].map((team) => [team, noCoverage]));
  const add = (team: string | null, coverage: Coverage): void =>
    void teams.set(team, plusCoverage(teams.get(team) ?? noCoverage, coverage));
  for (const { member, coverage } of all) if (!moved.has(member.number)) add(heldOn(member.team, span.startsOn), coverage);
  const days =
    moved.size === 0
      ? []
      : await creditsByDay(tx, { companyId: settings.companyId, metricNumbers: [metric.number], memberNumbers: [...moved.keys()], span });
  for (const credit of days) add(heldOn(moved.get(credit.memberNumber)?.team ?? [], credit.localDay), coverageWith(noCoverage, credit));
  return [...teams].map(([key, coverage]) => ({ key, coverage }));
};

const isSomething = ({ coverage }: Tally): boolean => Object.values(coverage).some((credit: bigint) => credit !== 0n);

/**
 * One metric's credits in a span of days, by member, team or day. Refuses a metric or member that there is not, a span without a day, and a
 * metric that is still being counted.
 */
export const talliesOf = (
  database: Database,
  companyId: number,
  { metric: id, from, before, groupBy, member: memberId, caller }: TalliesQuestion,
): Promise<Outcome<TalliesAnswer>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<TalliesAnswer>> => {
      const settings = await loadSettings(tx, companyId);
      const metric = settings.metrics.find((each) => each.id === id);
      const sight = sightIn(settings, caller, "attainment:read");
      const seen = seenOf(sight, settings.members);
      const member = memberId === undefined ? null : seen.find((each) => each.id === memberId);
      if (metric === undefined) return refused(notFound("metric", id, settings.metrics));
      if (member === undefined) return refused(notFound("member", memberId ?? "", seen));
      if (from >= before) return refused(refusal("period-empty", "/before", { from: isoDay(from), before: isoDay(before) }));
      const running = (await runningCounts(tx, companyId)).find((count) => count.metricNumber === metric.number);
      if (running !== undefined)
        return refused(refusal("metric-counting", "/metric", { metric: metric.id, done: String(running.done), of: String(running.of) }));

      // Without a name: the company's numbers, of who sees them.
      const isWhole = sight.members === "all" || (sight.sums && groupBy !== "member");
      const members = member !== null ? [member] : isWhole ? ("all" as const) : seen;
      const isPast = members !== "all" && members.some(({ number }) => number !== sight.own);
      const span = { startsOn: isPast ? Math.max(from, sight.since) : from, endsBefore: before };
      if (span.startsOn >= before || (members !== "all" && members.length === 0))
        return accepted({
          metric,
          unit: unitOf(versionOn(metric, from).measure),
          span: { startsOn: from, endsBefore: before },
          groupBy,
          tallies: [],
        });
      const reading = { settings, metric, span, members };
      const tallies = {
        day: () => perDay(tx, reading),
        team: () => ofTeams(tx, reading),
        member: async () => (await ofMembers(tx, reading)).map(({ member: each, coverage }): Tally => ({ key: each.id, coverage })),
      };
      const found = await tallies[groupBy]();
      return accepted({ metric, unit: unitOf(versionOn(metric, from).measure), span, groupBy, tallies: found.filter(isSomething) });
    },
    { isolation: "repeatable read" },
  );
