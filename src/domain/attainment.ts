import { askedQuotas, type Ask, type Asked, type AskedOver, type AskedQuota, type AskedRequirement, type AskedScore } from "./ask.ts";
import { carriedInto, madeUpWithin, offsetsAround, type Balance, type Balances, type Neighbours } from "./carry-over.ts";
import type { Credit } from "./credit.ts";
import { isoDay, isWithin, spanKey, type Day, type Span } from "./day.ts";
import { fraction, largest, meanCapped, type Fraction } from "./fraction.ts";
import type { Member } from "./member.ts";
import { paceAtTheEnd, paceStatus, type Pace, type PaceStatus } from "./pace.ts";
import { coverageOf, coverageWith, creditedIn, noCoverage, type Coverage, type DayCredit, type MemberCredits } from "./member-credits.ts";
import { overStanding, type PeriodStatus } from "./over.ts";
import type { Period } from "./period.ts";
import { scoring, type PartScore } from "./score.ts";
import { within } from "./within.ts";

/**
 * While the period runs and the target is not reached: how likely it still is (`ahead`, `on_pace`, `at_risk`, `behind`), or `open` where
 * that cannot be told. `counting` while a metric is still being counted and nothing else decides; `excused` where nothing is asked: that
 * is neither met nor missed.
 */
export type Status = "met" | PaceStatus | "missed" | "open" | "counting" | "excused";

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
  /** What was over in the period before and stands for a part of the target; null when nothing does. It is in no other number but the shortfall and the progress. */
  readonly carriedOver: { readonly amount: Credit; readonly from: Period } | null;
  /** Of what was missed, the later period whose surplus covers all that was missing; the status stays `missed`. */
  readonly madeUp: { readonly in: Period; readonly by: Credit } | null;
  /** The second mark, and what is missing to it; null where there is none, and of an excused quota. */
  readonly stretch: StretchAttainment | null;
  /** Null of an excused quota, before the period begins, and where no working day is asked about. */
  readonly pace: Pace | null;
  /** Of a member who changed team within the period; null otherwise. */
  readonly teams: readonly TeamShare[] | null;
};

export type StretchAttainment = { readonly target: Credit; readonly shortfall: Credit };

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

export type ScoreAttainment = Omit<CombinedAttainment, "type"> & {
  readonly type: "score";
  readonly asked: AskedScore;
  /** Of the parts that are known. */
  readonly points: Fraction;
  /** Of the parts, in their order. */
  readonly scores: readonly PartScore[];
};

export type OverAttainment = Omit<CombinedAttainment, "type" | "parts"> & {
  readonly type: "over";
  readonly asked: AskedOver;
  /** How many periods are met, altogether or at most one after another. */
  readonly done: number;
  /** No more than there are periods in which something is asked. */
  readonly needed: number;
  /** Each period with what of it is attained, null where nothing was asked in it. */
  readonly periods: readonly { readonly period: Period; readonly attained: RequirementAttainment | null }[];
};

export type RequirementAttainment = QuotaAttainment | CombinedAttainment | ScoreAttainment | OverAttainment;

/** The parts of a node in the period itself, none of a quota and none of what is asked over shorter periods. */
export const partsOf = (attained: RequirementAttainment): readonly RequirementAttainment[] =>
  attained.type === "quota" || attained.type === "over" ? [] : attained.parts;

export type Counted = {
  /** By number of the metric, within the period. */
  readonly credits: ReadonlyMap<number, MemberCredits>;
  /** By number of the metric and then of the member, within the period: of those whose team or phase changed in it. */
  readonly byDay: ReadonlyMap<number, ReadonlyMap<number, readonly DayCredit[]>>;
  /** Numbers of the metrics that are still being counted. */
  readonly counting: { has(metric: number): boolean };
  /** The credits of the shorter periods over which something is asked, by `spanKey`; left out where nothing is. */
  readonly inner?: ReadonlyMap<string, ReadonlyMap<number, MemberCredits>>;
  /** The periods around, where a plan carries something over or lets it be made up. */
  readonly neighbours?: Neighbours | undefined;
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

/**
 * How a quota goes for a member at the moment of asking, who still needs so much besides what was carried over; null before the period
 * begins, and where nothing can be said.
 */
export type PaceOfQuota = (asked: AskedQuota, period: Span) => (memberNumber: number, credited: Credit, needed: Credit) => Pace | null;

export const noPace: PaceOfQuota = () => () => null;

/** Whether it is over is a question of the day where the member is. */
type Judging = {
  readonly period: Span;
  readonly today: Day;
  readonly paceOfQuota: PaceOfQuota;
  readonly reaching?: (asked: AskedQuota) => Reaching | null;
};

/** How a quota reaches into the periods around it. */
type Reaching = {
  readonly carriedOf: (member: number) => Credit;
  readonly from: Period | undefined;
  readonly madeUpOf: (member: number, credited: Credit) => CountedQuota["madeUp"];
};

/** Of what is asked on some days alone nothing is carried: its days are not those of another period. */
const reachingOf = (ask: Ask, { neighbours }: Counted): ((asked: AskedQuota) => Reaching | null) => {
  const all = askedQuotas(ask.requirement);
  return (asked) => {
    if (neighbours === undefined || asked.ownDays !== null || !all.includes(asked) || offsetsAround(ask.version).length === 0) return null;
    const nth = all.filter(({ metric }) => metric === asked.metric).indexOf(asked);
    const place = { plan: ask.plan.number, metric: asked.metric.number, nth };
    const balancesOf = new Map(offsetsAround(ask.version).map((offset) => [offset, neighbours.balanceOf(place, offset)]));
    const around =
      (member: number, own: Balance | null): Balances =>
      (offset) =>
        offset === 0 ? own : (balancesOf.get(offset)?.(member) ?? null);
    return {
      carriedOf: (member) => carriedInto(around(member, null), asked, ask.version),
      from: neighbours.periodAt(-1),
      madeUpOf: (member, credited) => {
        const found = madeUpWithin(around(member, { credited, target: asked.target }), ask.version.makeUp?.within ?? 0);
        const period = found === null ? undefined : neighbours.periodAt(found.offset);
        return found === null || period === undefined ? null : { in: period, by: found.by };
      },
    };
  };
};

const quotaReader = (asked: AskedQuota, { period, today, paceOfQuota, reaching: reachingFor }: Judging, counted: Counted): Reader => {
  const { metric, target, stretch, ownDays, teams } = asked;
  const isOver = today >= (ownDays?.at(-1) ?? period).endsBefore;
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
  const reaching = reachingFor?.(asked) ?? null;
  const carriedOf = target === 0n || reaching === null ? () => 0n : reaching.carriedOf;
  const paceBy = isOver ? (_: number, credited: Credit, needed: Credit) => paceAtTheEnd(credited, needed) : paceOfQuota(asked, period);
  const statusBy = (credited: Credit, needed: Credit, pace: () => Pace | null): CountedQuota["status"] => {
    if (target === 0n) return "excused";
    if (credited >= needed) return "met";
    if (isOver) return "missed";
    const probability = pace()?.probability ?? null;
    return probability === null ? "open" : paceStatus(probability);
  };
  return {
    quotas: [{ asked, creditedOf, teamsOf }],
    statusOf: (member) => {
      const credited = creditedOf(member);
      const needed = target - carriedOf(member);
      return statusBy(credited, needed, () => paceBy(member, credited, needed));
    },
    attainedBy: (member) => {
      const credited = creditedOf(member);
      const carried = carriedOf(member);
      const had = credited + carried;
      const needed = target - carried;
      const pace = target === 0n ? null : paceBy(member, credited, needed);
      const status = statusBy(credited, needed, () => pace);
      return {
        type: "quota",
        asked,
        status,
        pace,
        credited,
        progress: target === 0n ? null : fraction(had, target),
        coverage: coverageBy(member),
        shortfall: had < target && target !== 0n ? target - had : 0n,
        surplus: credited > target ? credited - target : 0n,
        carriedOver: carried === 0n || reaching?.from === undefined ? null : { amount: carried, from: reaching.from },
        madeUp: status === "missed" ? (reaching?.madeUpOf(member, credited) ?? null) : null,
        stretch: stretch === null || target === 0n ? null : { target: stretch, shortfall: credited < stretch ? stretch - credited : 0n },
        teams: teamsOf === null ? null : shownTeams(asked, teamsOf(member)),
      };
    },
  };
};

/** What decides an allOf that is not met, the worst first. Of an `open` part nobody knows how it goes, so nor of the whole, unless another part says at risk. */
const worstFirst = ["missed", "behind", "at_risk", "open", "counting", "on_pace", "ahead"] as const;
/** What decides an anyOf of which no part is met, the best first: a part still being counted may be met already. */
const bestFirst = ["counting", "ahead", "on_pace", "open", "at_risk", "behind", "missed"] as const;

/**
 * allOf is met when every part is, anyOf when one is; excused parts drop out before, and of nothing but excused parts nothing is asked.
 * Else an allOf goes as its worst part, an anyOf as its best: no probability is made of several, since who does much of the one does more
 * of the other too. A part still being counted leaves the status undecided only where it could decide it. What was asked on some days
 * alone may be missed before the period is over: an allOf is then missed with it, an anyOf when no other way is open.
 */
const combinedStatus = (type: "allOf" | "anyOf", all: readonly Status[]): Status => {
  const parts = all.filter((status) => status !== "excused");
  const unmet = parts.filter((status) => status !== "met");
  if (parts.length === 0) return "excused";
  if (unmet.length === 0 || (type === "anyOf" && unmet.length < parts.length)) return "met";
  const deciding = (type === "allOf" ? worstFirst : bestFirst).find((status) => unmet.includes(status)) ?? "open";
  // A number that is not there yet may be behind: what is known of the others is that they are not met.
  return type === "allOf" && deciding === "counting" && unmet.some((status) => status !== "counting") ? "open" : deciding;
};

const combinedProgress = (type: "allOf" | "anyOf", parts: CombinedAttainment["parts"]): Fraction | null => {
  const asked = parts.filter((part) => part.status !== "excused");
  const known = asked.map((part) => part.progress).filter((progress) => progress !== null);
  const [first, ...rest] = known;
  if (first === undefined || known.length < asked.length) return null;
  return type === "allOf" ? meanCapped(known) : largest([first, ...rest]);
};

/** Whether enough points are there is known before the end; that they are not, after it. */
const scoreReader = (asked: AskedScore, judging: Judging, counted: Counted): Reader => {
  const first = readerOf(asked.parts[0], judging, counted);
  const rest = asked.parts.slice(1).map((part) => readerOf(part, judging, counted));
  const unmet = judging.today >= judging.period.endsBefore ? "missed" : "open";
  const score = scoring(asked.weights, asked.needed);
  const attainedBy = (member: number): ScoreAttainment => {
    const parts: ScoreAttainment["parts"] = [first.attainedBy(member), ...rest.map((part) => part.attainedBy(member))];
    const scored = parts.map((part) => ({ isExcused: part.status === "excused", progress: part.progress }));
    const { points, progress, isMet, parts: scores } = score(scored);
    const isExcused = parts.every((part) => part.status === "excused");
    const status = isExcused ? "excused" : isMet ? "met" : parts.some((part) => part.status === "counting") ? "counting" : unmet;
    return { type: "score", asked, status, progress, points, scores, parts };
  };
  return { quotas: [first, ...rest].flatMap((part) => part.quotas), statusOf: (member) => attainedBy(member).status, attainedBy };
};

const withoutPace = (status: Status): PeriodStatus =>
  status === "met" || status === "missed" || status === "counting" || status === "excused" ? status : "open";

/** Its quotas are none of the plan's own period: no sum takes them in. */
const overReader = (asked: AskedOver, { today }: Judging, counted: Counted): Reader => {
  const readers = asked.periods.map(({ period, isAsked }, index) => {
    const part = asked.parts[index];
    if (!isAsked || part === undefined) return { period, reader: null };
    const credits = counted.inner?.get(spanKey(period));
    if (credits === undefined) throw new Error(`The credits from ${isoDay(period.startsOn)} on were not read`);
    return {
      period,
      reader: readerOf(part, { period, today, paceOfQuota: noPace }, { credits, byDay: new Map(), counting: counted.counting }),
    };
  });
  const standing = (statuses: readonly Status[]) => overStanding(asked.rule, asked.needed, statuses.map(withoutPace));
  return {
    quotas: [],
    statusOf: (member) => standing(readers.map(({ reader }) => reader?.statusOf(member) ?? "excused")).status,
    attainedBy: (member) => {
      const periods = readers.map(({ period, reader }) => ({ period, attained: reader?.attainedBy(member) ?? null }));
      const { done, needed, status } = standing(periods.map(({ attained }) => attained?.status ?? "excused"));
      const progress = status === "excused" || status === "counting" ? null : fraction(done, needed);
      return { type: "over", asked, status, progress, done, needed, periods };
    },
  };
};

/** What is asked, ready to be read for whoever has a place in the columns: a member, or a team with what its members have together. */
export const readerOf = (asked: AskedRequirement, judging: Judging, counted: Counted): Reader => {
  if (asked.type === "quota") return quotaReader(asked, judging, counted);
  if (asked.type === "score") return scoreReader(asked, judging, counted);
  if (asked.type === "over") return overReader(asked, judging, counted);
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
    paceOfQuota = noPace,
  }: {
    readonly asked: (member: Member) => Asked | undefined;
    readonly counted: Counted;
    readonly today: (member: Member) => Day;
    readonly paceOfQuota?: PaceOfQuota;
  },
): readonly Attainment[] => {
  // Whoever is asked the same shares a reader with all who have the same day: there are three at most.
  const readers = new Map<Day, Map<Ask, Reader>>();
  const readerFor = (ask: Ask, now: Day): Reader =>
    within(
      within(readers, now, () => new Map<Ask, Reader>()),
      ask,
      () => readerOf(ask.requirement, { period: ask.period, today: now, paceOfQuota, reaching: reachingOf(ask, counted) }, counted),
    );
  const rows: Attainment[] = [];
  for (const member of members) {
    const found = asked(member);
    if (found === undefined) continue;
    for (const ask of found.asks) rows.push(new Attainment(member, found.team, ask, readerFor(ask, today(member))));
  }
  return rows;
};
