import type { Ask, Asked, AskedQuota, AskedRequirement } from "./asked.ts";
import type { Credit } from "./credit.ts";
import type { Day } from "./day.ts";
import { fraction, largest, meanCapped, type Fraction } from "./fraction.ts";
import type { Member } from "./member.ts";
import { coverageOf, creditedIn, type Coverage, type MemberCredits } from "./member-credits.ts";
import { within } from "./within.ts";

/**
 * `open` while the period runs and the target is not reached; `counting` while a metric is still being counted and nothing else decides;
 * `excused` where nothing is asked: that is neither met nor missed.
 */
export type Status = "met" | "missed" | "open" | "counting" | "excused";

/** What a member has of a quota's metric in the period, against its target. */
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
};

/** A quota on a metric that is still being counted: part of a number is no number, so there is none. What is excused waits for none. */
export type UncountedQuota = {
  readonly type: "quota";
  readonly asked: AskedQuota;
  readonly status: "counting" | "excused";
  readonly credited: null;
  readonly progress: null;
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
  /** Numbers of the metrics that are still being counted. */
  readonly counting: { has(metric: number): boolean };
};

/** A quota, ready to be read for any member; there is nothing to read while its metric is being counted. */
export type QuotaReader = { readonly asked: AskedQuota; readonly creditedOf: ((memberNumber: number) => Credit) | null };

/** One node of what is asked, ready to be read for any member: the metric's columns are looked up once. */
type Reader = {
  readonly statusOf: (member: number) => Status;
  readonly attainedBy: (member: number) => RequirementAttainment;
  /** From left to right. */
  readonly quotas: readonly QuotaReader[];
};

const nothing: MemberCredits = [];

const quotaReader = (asked: AskedQuota, unmet: "missed" | "open", { credits, counting }: Counted): Reader => {
  const { metric, target } = asked;
  if (counting.has(metric.number)) {
    const status = target === 0n ? "excused" : "counting";
    const uncounted: UncountedQuota = { type: "quota", asked, status, credited: null, progress: null };
    return { statusOf: () => status, attainedBy: () => uncounted, quotas: [{ asked, creditedOf: null }] };
  }
  const columns = credits.get(metric.number) ?? nothing;
  const creditedOf = creditedIn(columns);
  const status = (credited: Credit): CountedQuota["status"] => (target === 0n ? "excused" : credited >= target ? "met" : unmet);
  return {
    quotas: [{ asked, creditedOf }],
    statusOf: (member) => status(creditedOf(member)),
    attainedBy: (member) => {
      const credited = creditedOf(member);
      return {
        type: "quota",
        asked,
        status: status(credited),
        credited,
        progress: target === 0n ? null : fraction(credited, target),
        coverage: coverageOf(columns, member),
        shortfall: credited < target && target !== 0n ? target - credited : 0n,
        surplus: credited > target ? credited - target : 0n,
      };
    },
  };
};

/**
 * allOf is met when every part is, anyOf when one is; excused parts drop out before, and of nothing but excused parts nothing is asked.
 * A part still being counted leaves the status undecided only where it could decide it.
 */
const combinedStatus = (type: "allOf" | "anyOf", all: readonly Status[], unmet: Status): Status => {
  const parts = all.filter((status) => status !== "excused");
  if (parts.length === 0) return "excused";
  const decided = type === "allOf" ? parts.every((status) => status === "met") : parts.includes("met");
  if (decided) return "met";
  const isUndecided = type === "allOf" ? parts.every((status) => status === "met" || status === "counting") : parts.includes("counting");
  return isUndecided ? "counting" : unmet;
};

const combinedProgress = (type: "allOf" | "anyOf", parts: CombinedAttainment["parts"]): Fraction | null => {
  const asked = parts.filter((part) => part.status !== "excused");
  const known = asked.map((part) => part.progress).filter((progress) => progress !== null);
  const [first, ...rest] = known;
  if (first === undefined || known.length < asked.length) return null;
  return type === "allOf" ? meanCapped(known) : largest([first, ...rest]);
};

const readerOf = (asked: AskedRequirement, unmet: "missed" | "open", counted: Counted): Reader => {
  if (asked.type === "quota") return quotaReader(asked, unmet, counted);
  const { type } = asked;
  const first = readerOf(asked.parts[0], unmet, counted);
  const rest = asked.parts.slice(1).map((part) => readerOf(part, unmet, counted));
  const all = [first, ...rest];
  return {
    quotas: all.flatMap((part) => part.quotas),
    statusOf: (member) =>
      combinedStatus(
        type,
        all.map((part) => part.statusOf(member)),
        unmet,
      ),
    attainedBy: (member) => {
      const parts: CombinedAttainment["parts"] = [first.attainedBy(member), ...rest.map((part) => part.attainedBy(member))];
      return {
        type,
        status: combinedStatus(
          type,
          parts.map((part) => part.status),
          unmet,
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
 * `today` is the day where the member is: a period is over for them from the day `endsBefore` on.
 */
export const attainmentsOf = (
  members: readonly Member[],
  {
    asked,
    counted,
    today,
  }: { readonly asked: (member: Member) => Asked | undefined; readonly counted: Counted; readonly today: (member: Member) => Day },
): readonly Attainment[] => {
  const readers = { missed: new Map<Ask, Reader>(), open: new Map<Ask, Reader>() };
  const readerFor = (ask: Ask, unmet: "missed" | "open"): Reader =>
    within(readers[unmet], ask, () => readerOf(ask.requirement, unmet, counted));
  const rows: Attainment[] = [];
  for (const member of members) {
    const found = asked(member);
    if (found === undefined) continue;
    for (const ask of found.asks) {
      rows.push(new Attainment(member, found.team, ask, readerFor(ask, today(member) >= ask.period.endsBefore ? "missed" : "open")));
    }
  }
  return rows;
};
