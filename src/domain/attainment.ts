import type { Ask, Asked, AskedQuota, AskedRequirement } from "./ask.ts";
import type { Credit } from "./credit.ts";
import { isWithin, type Day, type Span } from "./day.ts";
import { fraction, largest, meanCapped, type Fraction } from "./fraction.ts";
import type { Member } from "./member.ts";
import { coverageOf, coverageWith, creditedIn, noCoverage, type Coverage, type DayCredit, type MemberCredits } from "./member-credits.ts";
import { within } from "./within.ts";

/**
 * `open` while the period runs and the target is not reached; `counting` while a metric is still being counted and nothing else decides;
 * `excused` where nothing is asked: that is neither met nor missed.
 */
export type Status = "met" | "missed" | "open" | "counting" | "excused";

/** What of a quota belongs to one of the teams that the member was in: all of them add up to it. */
export type TeamShare = {
  readonly team: string | null;
  readonly days: number;
  /** Null while the metric is being counted. */
  readonly credited: Credit | null;
  readonly target: Credit;
};

/** What a member has of a quota's metric in the period, or on the days on which it was asked, against its target. */
export type CountedQuota = {
  readonly type: "quota";
  readonly asked: AskedQuota;
  readonly status: Exclude<Status, "counting">;
  readonly credited: Credit;
  /** Not capped. Null of an excused quota: there is nothing to compare with. */
  readonly progress: Fraction | null;
  readonly coverage: Coverage;
  /** What is missing to the target, nothing once it is reached. */
  readonly shortfall: Credit;
  /** What is over the target. */
  readonly surplus: Credit;
  /** Of a member who changed team within the period; null otherwise. */
  readonly teams: readonly TeamShare[] | null;
};

/** A quota on a metric that is still being counted: part of a number is no number, so there is none. What is excused waits for none. */
export type UncountedQuota = {
  readonly type: "quota";
  readonly asked: AskedQuota;
  readonly status: "counting" | "excused";
  readonly credited: null;
  readonly progress: null;
  readonly teams: readonly TeamShare[] | null;
};

export type QuotaAttainment = CountedQuota | UncountedQuota;

export type CombinedAttainment = {
  readonly type: "allOf" | "anyOf";
  readonly status: Status;
  /**
   * allOf: the mean of its parts, each one at most. anyOf: the largest of its parts. Excused parts are left out; null when all are, and
   * while one of the others is being counted.
   */
  readonly progress: Fraction | null;
  readonly parts: readonly [RequirementAttainment, ...RequirementAttainment[]];
};

export type RequirementAttainment = QuotaAttainment | CombinedAttainment;

export type Counted = {
  /** By number of the metric, within the period. */
  readonly credits: ReadonlyMap<number, MemberCredits>;
  /** By number of the metric and then of the member, within the period: of those whose team or phase changed in it. */
  readonly byDay: ReadonlyMap<number, ReadonlyMap<number, readonly DayCredit[]>>;
  /** Numbers of the metrics that are still being counted. */
  readonly counting: { has(metric: number): boolean };
  /** Of head counts: how many members have enough, in the place of the credits of the metric. */
  readonly heads?: (quota: AskedQuota) => MemberCredits;
};

/** A quota, ready to be read for any member. */
export type QuotaReader = {
  readonly asked: AskedQuota;
  /** Null while the metric is being counted. */
  readonly creditedOf: ((memberNumber: number) => Credit) | null;
  /** Every team that has a part in it; null of a member who did not change team. */
  readonly teamsOf: ((memberNumber: number) => readonly TeamShare[]) | null;
};

/** One node of what is asked, ready to be read for any member: the metric's columns are looked up once. */
export type Reader = {
  readonly statusOf: (member: number) => Status;
  readonly attainedBy: (member: number) => RequirementAttainment;
  /** From left to right. */
  readonly quotas: readonly QuotaReader[];
};

const nothing: MemberCredits = [];

/** The credits of a member who moved, on days within some spans. */
const creditsOn = ({ metric }: AskedQuota, { byDay }: Counted): ((member: number, spans: readonly Span[]) => readonly DayCredit[]) => {
  const credits = byDay.get(metric.number);
  return (member, spans) => (credits?.get(member) ?? []).filter(({ localDay }) => spans.some((span) => isWithin(span, localDay)));
};

const sumOf = (credits: readonly DayCredit[]): Credit => credits.reduce((sum, { amount }) => sum + amount, 0n);

/** Somebody who stayed all the time has no split to show, nor a team to which the days of employment gave nothing. */
const shownTeams = (asked: AskedQuota, shares: readonly TeamShare[]): readonly TeamShare[] | null => {
  const shown = shares.filter(({ days, credited }) => days > 0 || (credited ?? 0n) !== 0n);
  return asked.teams === null || (shown.length === 1 && asked.ownDays === null) ? null : shown;
};

const uncountedReader = (asked: AskedQuota): Reader => {
  const status = asked.target === 0n ? "excused" : "counting";
  const shares = (asked.teams ?? []).map(({ team, days, target }): TeamShare => ({ team, days, credited: null, target }));
  const uncounted: UncountedQuota = { type: "quota", asked, status, credited: null, progress: null, teams: shownTeams(asked, shares) };
  const teamsOf = asked.teams === null ? null : () => shares;
  return { statusOf: () => status, attainedBy: () => uncounted, quotas: [{ asked, creditedOf: null, teamsOf }] };
};

/** Whether it is over is a question of the day where the member is. */
type Judging = { readonly period: Span; readonly today: Day };

const quotaReader = (asked: AskedQuota, { period, today }: Judging, counted: Counted): Reader => {
  const { metric, target, ownDays, teams } = asked;
  const unmet = today >= (ownDays?.at(-1) ?? period).endsBefore ? "missed" : "open";
  if (counted.counting.has(metric.number)) return uncountedReader(asked);
  const heads = asked.atLeast === undefined ? undefined : counted.heads?.(asked);
  const columns = heads ?? counted.credits.get(metric.number) ?? nothing;
  const creditsOf = creditsOn(asked, counted);
  const creditedOf = ownDays === null ? creditedIn(columns) : (member: number) => sumOf(creditsOf(member, ownDays));
  const coverageBy = (member: number): Coverage =>
    ownDays === null ? coverageOf(columns, member) : creditsOf(member, ownDays).reduce(coverageWith, noCoverage);
  const teamsOf =
    teams === null
      ? null
      : (member: number): readonly TeamShare[] =>
          teams.map((part) => ({ team: part.team, days: part.days, credited: sumOf(creditsOf(member, part.spans)), target: part.target }));
  const status = (credited: Credit): CountedQuota["status"] => (target === 0n ? "excused" : credited >= target ? "met" : unmet);
  return {
    quotas: [{ asked, creditedOf, teamsOf }],
    statusOf: (member) => status(creditedOf(member)),
    attainedBy: (member) => {
      const credited = creditedOf(member);
      return {
        type: "quota",
        asked,
        status: status(credited),
        credited,
        progress: target === 0n ? null : fraction(credited, target),
        coverage: coverageBy(member),
        shortfall: credited < target && target !== 0n ? target - credited : 0n,
        surplus: credited > target ? credited - target : 0n,
        teams: teamsOf === null ? null : shownTeams(asked, teamsOf(member)),
      };
    },
  };
};

/**
 * allOf is met when every part is, anyOf when one is; excused parts drop out before, and of nothing but excused parts nothing is asked.
 * A part still being counted leaves the status undecided only where it could decide it. What was asked on some days alone may be missed
 * before the period is over: an allOf is then missed with it, an anyOf when no other way is open.
 */
const combinedStatus = (type: "allOf" | "anyOf", all: readonly Status[]): Status => {
  const parts = all.filter((status) => status !== "excused");
  const unmet = parts.filter((status) => status !== "met");
  if (parts.length === 0) return "excused";
  if (type === "anyOf") {
    if (unmet.length < parts.length) return "met";
    return unmet.find((status) => status === "counting") ?? unmet.find((status) => status === "open") ?? "missed";
  }
  if (unmet.length === 0) return "met";
  return unmet.find((status) => status === "missed") ?? unmet.find((status) => status === "open") ?? "counting";
};

const combinedProgress = (type: "allOf" | "anyOf", parts: CombinedAttainment["parts"]): Fraction | null => {
  const asked = parts.filter((part) => part.status !== "excused");
  const known = asked.map((part) => part.progress).filter((progress) => progress !== null);
  const [first, ...rest] = known;
  if (first === undefined || known.length < asked.length) return null;
  return type === "allOf" ? meanCapped(known) : largest([first, ...rest]);
};

/** What is asked, ready to be read for whoever has a place in the columns: a member, or a team with what its members have together. */
export const readerOf = (asked: AskedRequirement, judging: Judging, counted: Counted): Reader => {
  if (asked.type === "quota") return quotaReader(asked, judging, counted);
  const { type } = asked;
  const first = readerOf(asked.parts[0], judging, counted);
  const rest = asked.parts.slice(1).map((part) => readerOf(part, judging, counted));
  const all = [first, ...rest];
  return {
    quotas: all.flatMap((part) => part.quotas),
    statusOf: (member) =>
      combinedStatus(
        type,
        all.map((part) => part.statusOf(member)),
      ),
    attainedBy: (member) => {
      const parts: CombinedAttainment["parts"] = [first.attainedBy(member), ...rest.map((part) => part.attainedBy(member))];
      return {
        type,
        status: combinedStatus(
          type,
          parts.map((part) => part.status),
        ),
        progress: combinedProgress(type, parts),
        parts,
      };
    },
  };
};

/**
 * Where a member stands with what one plan asks in one period. Status and requirement are worked out when they are read: ten thousand rows
 * are then ten thousand small objects, and what nobody looks at costs nothing. Read the requirement once and keep it.
 */
export class Attainment {
  readonly member: Member;
  /** The member's team on the day asked about. */
  readonly team: string | null;
  readonly ask: Ask;
  private readonly reader: Reader;

  constructor(member: Member, team: string | null, ask: Ask, reader: Reader) {
    this.member = member;
    this.team = team;
    this.ask = ask;
    this.reader = reader;
  }

  get status(): Status {
    return this.reader.statusOf(this.member.number);
  }

  get requirement(): RequirementAttainment {
    return this.reader.attainedBy(this.member.number);
  }

  /** The quotas from left to right, the same for all who are asked the same: what sums and rankings read. */
  get quotas(): readonly QuotaReader[] {
    return this.reader.quotas;
  }
}

/**
 * Where the members stand in the period of what they are asked: a row for each member and plan, in their order, also with nothing done.
 * `today` is the day where the member is: a period is over for them from the day `endsBefore` on, and what was asked on some days alone
 * from the day after the last of them.
 */
export const attainmentsOf = (
  members: readonly Member[],
  {
    asked,
    counted,
    today,
  }: { readonly asked: (member: Member) => Asked | undefined; readonly counted: Counted; readonly today: (member: Member) => Day },
): readonly Attainment[] => {
  // Whoever is asked the same shares a reader with all who have the same day: there are three at most.
  const readers = new Map<Day, Map<Ask, Reader>>();
  const readerFor = (ask: Ask, now: Day): Reader =>
    within(
      within(readers, now, () => new Map<Ask, Reader>()),
      ask,
      () => readerOf(ask.requirement, { period: ask.period, today: now }, counted),
    );
  const rows: Attainment[] = [];
  for (const member of members) {
    const found = asked(member);
    if (found === undefined) continue;
    for (const ask of found.asks) rows.push(new Attainment(member, found.team, ask, readerFor(ask, today(member))));
  }
  return rows;
};
