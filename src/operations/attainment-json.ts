import { amountOf, type Amount } from "../domain/amount.ts";
import type { Rounding } from "../domain/apportion.ts";
import { askedMetrics, askedQuotas, type AskedQuota, type DerivationStep } from "../domain/ask.ts";
import type {
  Attainment,
  CountedQuota,
  OverAttainment,
  QuotaAttainment,
  RequirementAttainment,
  ScoreAttainment,
  Status,
  StretchAttainment,
  TeamShare,
} from "../domain/attainment.ts";
import type { Sum } from "../domain/attainment-sums.ts";
import { isCompanyCadence } from "../domain/cadence.ts";
import { CREDIT_PER_COUNT, type Credit, type Unit } from "../domain/credit.ts";
import { isoDay, type Span } from "../domain/day.ts";
import { factorText, WHOLE_FACTOR } from "../domain/factor.ts";
import { fraction, type Fraction, type Whole } from "../domain/fraction.ts";
import type { Name } from "../domain/language.ts";
import type { Coverage } from "../domain/member-credits.ts";
import { unitOf, versionOn, type Metric } from "../domain/metric.ts";
import type { Pace } from "../domain/pace.ts";
import type { Cadence, CompanyCadence, CompanyCalendar, Period } from "../domain/period.ts";
import { periodLabel } from "../domain/period-label.ts";
import type { Audience, OverRule } from "../domain/plan.ts";
import type { RampStand } from "../domain/ramp.ts";
import type { ScaleStep } from "../domain/target.ts";
import type { FromTable } from "../domain/target-table.ts";
import type { TeamAttainment } from "../domain/team-attainment.ts";
import { within } from "../domain/within.ts";
import { WHOLE_DAY, type Work, type WorkLess } from "../domain/working-days.ts";
import { awayJson, type AwayJson } from "./away-members.ts";
import { isOfResults } from "../domain/corners.ts";
import type { AttainmentAnswer } from "./attainment-of.ts";

/** `attain attainment --json` and `GET /attainment`, field by field. */

export type PeriodJson = {
  readonly cadence: Cadence;
  readonly startsOn: string;
  readonly endsBefore: string;
  readonly label: { readonly en: string; readonly ko: string };
  /** Before the first period of a list, or after its end: nothing is asked there. */
  readonly outside?: "before" | "after";
};

/** In lowest terms; beyond 2^53 a whole number is written as text. */
export type ProgressJson = { readonly done: number | string; readonly of: number | string };

export type CoverageJson = { readonly [Provenance in keyof Coverage]: Amount };

/** What is named must hold; nothing named is every rep. */
export type AudienceJson = {
  readonly members?: readonly string[];
  readonly phase?: string;
  readonly role?: string;
  readonly team?: string;
};

/** `startsOn` and `endsBefore` are within employment, `days` of `ofDays` calendar days are too. */
type DaysJson = { readonly startsOn: string; readonly endsBefore: string; readonly days: number; readonly ofDays: number };

/** The target table that a number came from, and who said so when; `set` is null where it says nothing of them: then nothing is asked. */
export type FromTableJson = { readonly id: string; readonly set: { readonly by: string; readonly at: string } | null };

/** Why less is worked than the full-time week has, or more where `workingDays` is below zero. */
export type WorkLessJson = {
  readonly why: WorkLess["why"];
  /** Of a holiday. */
  readonly name?: Name;
  readonly days: readonly string[];
  readonly workingDays: number;
};

export type ScaleJson =
  /** A fraction in lowest terms, and in the nth of which period the member is (`period`: of the plan's own): `{ share: "1/2", week: 2 }`. */
  | ({ readonly step: "ramp"; readonly share: string } & { readonly [C in CompanyCadence | "period"]?: number })
  /** `less` is what `workingDays` lack of the full-time week on these days; `ofWorkingDays` is what that has in the whole period. */
  | {
      readonly step: "proration";
      readonly workingDays: number;
      readonly ofWorkingDays: number;
      readonly less: readonly WorkLessJson[];
    }
  | { readonly step: "unscaled" };

export type DerivationJson =
  | { readonly step: "base"; readonly value: Amount; readonly table?: FromTableJson }
  | ScaleJson
  /** `exact` is a fraction of things, of seconds, or of minor units of money. */
  | { readonly step: "rounding"; readonly rule: Rounding; readonly exact: string }
  /** So many contacts that were asked may not be made: the target is lower by `value`. */
  | { readonly step: "relief"; readonly contacts: number; readonly value: Amount }
  | ({
      readonly step: "part";
      readonly plan: string;
      readonly team: string | null;
      readonly base: Amount;
      readonly scale?: readonly ScaleJson[];
      readonly value: Amount;
      readonly table?: FromTableJson;
    } & DaysJson)
  | { readonly step: "replaced"; readonly plan: string; readonly audience: AudienceJson; readonly value?: Amount }
  | ({ readonly step: "employed" } & DaysJson);

/** Whether a quota was asked on some days alone: what was done on others does not count for it. */
export const isOfOwnDays = (derivation: readonly DerivationJson[]): boolean => {
  const parts = derivation.filter((step) => step.step === "part");
  return parts.length > 0 && parts.reduce((days, part) => days + part.days, 0) < (parts[0]?.ofDays ?? 0);
};

/** `difference` is the team's target less that of its members: 10 for a branch that is asked 100 and its members 90 in all. */
export type PersonalJson = {
  readonly credited: Amount | null;
  readonly target: Amount;
  readonly members: number;
  readonly difference: Amount;
};

/** What of a quota belongs to one of the teams that the member was in; they add up to it. */
export type TeamShareJson = {
  readonly team: string | null;
  readonly days: number;
  readonly credited: Amount | null;
  readonly target: Amount;
};

/** How it goes towards a target that is not reached; `probability` to four digits. */
export type PaceJson = {
  /** Where the member should be by now. */
  readonly expected: Amount;
  /** Null where nothing is known to tell it by. */
  readonly probability: number | null;
  /** Rounded up to a whole; null when something is missing and no working day is left. */
  readonly neededPerWorkingDay: Amount | null;
  /** The part of today that is left and the working days after it. */
  readonly workingDaysLeft: number;
  readonly lastWorkingDay: string | null;
};

export type QuotaJson = {
  readonly type: "quota";
  readonly metric: string;
  readonly target: Amount;
  readonly status: Status;
  readonly derivation: readonly DerivationJson[];
  /** Only of a member who changed team within the period. */
  readonly teams?: readonly TeamShareJson[];
  /** Only of a team's head count: members with at least so much of the metric are counted, of so many. */
  readonly heads?: { readonly atLeast: Amount; readonly of: number };
  /** Only of a team's own quota: what its members are asked together on the metric, and how far the team's target is over that. */
  readonly personal?: PersonalJson;
} & (
  | {
      readonly credited: Amount;
      readonly shortfall: Amount;
      readonly surplus: Amount;
      /** What was over in the period before and stands for a part of the target; never in `credited`. */
      readonly carriedOver?: { readonly amount: Amount; readonly from: PeriodJson };
      /** Of what was missed, the later period whose surplus covers all that was missing. */
      readonly madeUp?: { readonly in: PeriodJson; readonly by: Amount };
      /** A second mark above the target, and what is missing to it; only where there is one. */
      readonly stretch?: { readonly target: Amount; readonly shortfall: Amount };
      /** Null when it is excused. */
      readonly progress: ProgressJson | null;
      /** Not of a head count: heads were observed by nobody. */
      readonly coverage?: CoverageJson;
      /** Null when it is excused, before the period begins, of a member without a working day in it, and of a team. */
      readonly pace: PaceJson | null;
    }
  | { readonly credited: null; readonly progress: null; readonly counting: CountingJson }
);

/** The parts of a node in the period itself, none of a quota and none of what is asked over shorter periods. */
export const jsonPartsOf = (requirement: RequirementJson): readonly RequirementJson[] =>
  requirement.type === "quota" || requirement.type === "over" ? [] : requirement.parts;

/** Why there is no number yet: records counted, of how many. */
export type CountingJson = { readonly code: "metric-counting"; readonly progress: { readonly done: number; readonly of: number } };

type CombinedJson = { readonly progress: ProgressJson | null; readonly status: Status };

/** What a part of a score adds, in exact points; `cap` and `floor` are percentages, null where there is no floor. */
export type PartScoreJson = {
  readonly weight: number;
  readonly cap: string;
  readonly floor: string | null;
  /** The points for reaching the part's target once excused parts have dropped out; null of an excused part. */
  readonly worth: ProgressJson | null;
  /** Null of an excused part, and while it is being counted. */
  readonly points: ProgressJson | null;
  readonly belowFloor: boolean;
};

export type ScoreJson = CombinedJson & {
  readonly type: "score";
  readonly needed: number;
  /** Of the parts that are known. */
  readonly points: ProgressJson;
  readonly parts: readonly RequirementJson[];
  /** Of the parts, in their order. */
  readonly scores: readonly PartScoreJson[];
};

export type OverJson = CombinedJson & {
  readonly type: "over";
  readonly cadence: Cadence;
  readonly rule: OverRule;
  /** How many periods are met, altogether or at most one after another. */
  readonly done: number;
  /** No more than there are periods in which something is asked. */
  readonly needed: number;
  readonly periods: readonly {
    readonly period: PeriodJson;
    readonly status: Status;
    /** Null where nothing was asked in the period. */
    readonly requirement: RequirementJson | null;
  }[];
};

export type RequirementJson =
  | QuotaJson
  | (CombinedJson & { readonly type: "allOf" | "anyOf"; readonly parts: readonly RequirementJson[] })
  | ScoreJson
  | OverJson;

export type AttainmentRowJson = {
  readonly member: string;
  readonly memberName: Name;
  /** On the day asked about. */
  readonly team: string | null;
  readonly plan: string;
  readonly planName: Name;
  readonly planVersion: number;
  readonly cadence: Cadence;
  readonly startsOn: string;
  readonly endsBefore: string;
  readonly status: Status;
  readonly requirement: RequirementJson;
};

/** A team with what it is asked itself. */
export type TeamRowJson = {
  readonly team: string;
  readonly teamName: Name;
  readonly parent: string | null;
  readonly plan: string;
  readonly planName: Name;
  readonly planVersion: number;
  readonly cadence: Cadence;
  readonly startsOn: string;
  readonly endsBefore: string;
  readonly status: Status;
  readonly requirement: RequirementJson;
};

/** Credited by the members on the days on which they belonged to it, as is the target of who moved; how many members on the day asked about. */
export type SumJson = {
  readonly plan: string;
  readonly metric: string;
  readonly credited: Amount | null;
  readonly target: Amount;
  readonly members: number;
};

/** Rows that are left out: what goes by working days cannot be told where the holidays of a year are not known. */
export type WithheldJson = {
  readonly code: "holidays-unknown";
  readonly plans: readonly string[];
  readonly calendar: string;
  readonly year: number;
  /** How many of those asked about it concerns. */
  readonly members: number;
};

export type MetricJson = {
  readonly id: string;
  readonly name: Name;
  readonly unit: Unit["type"];
  readonly currency?: string;
  /** It counts what became of opportunities; left out: what people do. */
  readonly isOfResults?: true;
};

export type AttainmentJson = {
  readonly on: string;
  /** The period of the cadence that was asked for; null when none was. */
  readonly period: PeriodJson | null;
  readonly periods: readonly PeriodJson[];
  readonly metrics: readonly MetricJson[];
  readonly rows: readonly AttainmentRowJson[];
  /** Teams that are asked something themselves; none when one member was asked about. */
  readonly teamRows: readonly TeamRowJson[];
  /** Each with its subteams. Empty, as the company's, when one member was asked about. */
  readonly teams: readonly {
    readonly team: string;
    readonly name: Name;
    readonly parent: string | null;
    readonly parts: readonly SumJson[];
  }[];
  readonly company: { readonly parts: readonly SumJson[] };
  readonly away: readonly AwayJson[];
  readonly counting: readonly { readonly metric: string; readonly progress: { readonly done: number; readonly of: number } }[];
  readonly withheld: readonly WithheldJson[];
};

export const periodJson = (period: Period, calendar: CompanyCalendar): PeriodJson => ({
  cadence: period.cadence,
  startsOn: isoDay(period.startsOn),
  endsBefore: isoDay(period.endsBefore),
  label: { en: periodLabel(period, calendar, "en"), ko: periodLabel(period, calendar, "ko") },
  ...(period.outside === undefined ? {} : { outside: period.outside }),
});

const wholeJson = (whole: Whole): number | string => (typeof whole === "bigint" ? String(whole) : whole);

export const progressJson = ({ done, of }: Fraction): ProgressJson => ({ done: wholeJson(done), of: wholeJson(of) });

const maybeProgressJson = (progress: Fraction | null): ProgressJson | null => (progress === null ? null : progressJson(progress));

export const coverageJson = (coverage: Coverage, unit: Unit): CoverageJson => ({
  captured: amountOf(coverage.captured, unit),
  imported: amountOf(coverage.imported, unit),
  selfReported: amountOf(coverage.selfReported, unit),
  attested: amountOf(coverage.attested, unit),
});

export const audienceJson = ({ members, phase, role, team }: Audience): AudienceJson => ({
  ...(members === null ? {} : { members }),
  ...(phase === null ? {} : { phase }),
  ...(role === null ? {} : { role }),
  ...(team === null ? {} : { team }),
});

type Spanned = { readonly span: Span; readonly days: number; readonly ofDays: number };

const daysJson = ({ span, days, ofDays }: Spanned): DaysJson => ({
  startsOn: isoDay(span.startsOn),
  endsBefore: isoDay(span.endsBefore),
  days,
  ofDays,
});

const fromTableJson = ({ table }: { readonly table?: FromTable }): { readonly table?: FromTableJson } =>
  table === undefined ? {} : { table: { id: table.id, set: table.set === null ? null : { by: table.set.by, at: table.set.at } } };

const workJson = (work: Work): number => work / WHOLE_DAY;

const fractionText = ({ done, of }: Fraction): string => `${done}/${of}`;

const nthJson = ({ cadence, nth }: RampStand): { readonly [C in CompanyCadence | "period"]?: number } =>
  isCompanyCadence(cadence) ? { [cadence]: nth } : { period: nth };

const scaleJson = (step: ScaleStep): ScaleJson => {
  switch (step.step) {
    case "ramp":
      return { step: "ramp", share: fractionText(fraction(step.share, WHOLE_FACTOR)), ...nthJson(step) };
    case "proration":
      return {
        step: "proration",
        workingDays: workJson(step.time.worked),
        ofWorkingDays: workJson(step.ofWork),
        less: step.time.less.map(({ why, name, days, work }) => ({
          why,
          ...(name === null ? {} : { name }),
          days: days.map(isoDay),
          workingDays: workJson(work),
        })),
      };
    case "unscaled":
      return { step: "unscaled" };
  }
};

/** Of credits, as a fraction of what amounts are told in. */
const exactText = ({ done, of }: Fraction, unit: Unit): string =>
  fractionText(fraction(done, unit.type === "count" ? BigInt(of) * CREDIT_PER_COUNT : of));

const stepJson = (step: DerivationStep, unit: Unit): DerivationJson => {
  switch (step.step) {
    case "base":
      return { step: "base", value: amountOf(step.value, unit), ...fromTableJson(step) };
    case "rounding":
      return { step: "rounding", rule: step.rule, exact: exactText(step.exact, unit) };
    case "relief":
      return { step: "relief", contacts: step.contacts, value: amountOf(step.value, unit) };
    case "employed":
      return { step: "employed", ...daysJson(step) };
    case "part": {
      const { plan, team, base, scale, value } = step;
      return {
        step: "part",
        plan,
        team,
        ...daysJson(step),
        base: amountOf(base, unit),
        ...(scale.length === 0 ? {} : { scale: scale.map(scaleJson) }),
        value: amountOf(value, unit),
        ...fromTableJson(step),
      };
    }
    case "replaced":
      return {
        step: "replaced",
        plan: step.plan,
        audience: audienceJson(step.audience),
        ...(step.value === null ? {} : { value: amountOf(step.value, unit) }),
      };
    default:
      return scaleJson(step);
  }
};

export type AskedJson = { readonly target: Amount; readonly derivation: readonly DerivationJson[] };

/** A quota's target, and how it came about. */
export const askedQuotaJson = (asked: AskedQuota): AskedJson => ({
  target: amountOf(asked.target, asked.unit),
  derivation: asked.derivation.map((step) => stepJson(step, asked.unit)),
});

/** Thousands of members share what they are asked: it is written out once. */
type Presented = {
  readonly asked: Map<AskedQuota, AskedJson>;
  readonly counting: ReadonlyMap<number, CountingJson>;
  readonly calendar: CompanyCalendar;
  /** The shorter periods over which something is asked. */
  readonly periods: Map<Period, PeriodJson>;
  /** Of a team's own quotas, what is told beside them. */
  readonly ofTeam?: (asked: AskedQuota) => Pick<QuotaJson, "heads" | "personal">;
};

const askedJson = (asked: AskedQuota, presented: Presented): AskedJson => within(presented.asked, asked, () => askedQuotaJson(asked));

const shareJson = ({ team, days, credited, target }: TeamShare, unit: Unit): TeamShareJson => ({
  team,
  days,
  credited: credited === null ? null : amountOf(credited, unit),
  target: amountOf(target, unit),
});

const stretchJson = (stretch: StretchAttainment | null, unit: Unit) =>
  stretch === null ? {} : { stretch: { target: amountOf(stretch.target, unit), shortfall: amountOf(stretch.shortfall, unit) } };

const reachingJson = ({ carriedOver, madeUp, asked: { unit } }: CountedQuota, calendar: CompanyCalendar) => ({
  ...(carriedOver === null
    ? {}
    : { carriedOver: { amount: amountOf(carriedOver.amount, unit), from: periodJson(carriedOver.from, calendar) } }),
  ...(madeUp === null ? {} : { madeUp: { in: periodJson(madeUp.in, calendar), by: amountOf(madeUp.by, unit) } }),
});

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

export const paceJson = ({ expected, probability, neededPerWorkingDay, workingDaysLeft, lastWorkingDay }: Pace, unit: Unit): PaceJson => ({
  expected: amountOf(expected, unit),
  probability: probability === null ? null : rounded(probability, 4),
  neededPerWorkingDay: neededPerWorkingDay === null ? null : amountOf(neededPerWorkingDay, unit),
  workingDaysLeft: rounded(workingDaysLeft, 2),
  lastWorkingDay: lastWorkingDay === null ? null : isoDay(lastWorkingDay),
});

const quotaJson = (quota: QuotaAttainment, presented: Presented): QuotaJson => {
  const { asked } = quota;
  const { metric, unit } = asked;
  const { target, derivation } = askedJson(asked, presented);
  const beside = {
    ...(quota.teams === null ? {} : { teams: quota.teams.map((share) => shareJson(share, unit)) }),
    ...presented.ofTeam?.(asked),
  };
  if (quota.credited === null) {
    const counting = presented.counting.get(metric.number);
    if (counting === undefined) throw new Error(`The metric ${metric.id} is not being counted`);
    return {
      type: "quota",
      metric: metric.id,
      credited: null,
      target,
      status: quota.status,
      progress: null,
      counting,
      derivation,
      ...beside,
    };
  }
  return {
    type: "quota",
    metric: metric.id,
    credited: amountOf(quota.credited, unit),
    target,
    shortfall: amountOf(quota.shortfall, unit),
    surplus: amountOf(quota.surplus, unit),
    ...reachingJson(quota, presented.calendar),
    ...stretchJson(quota.stretch, unit),
    status: quota.status,
    progress: maybeProgressJson(quota.progress),
    ...(asked.atLeast === undefined ? { coverage: coverageJson(quota.coverage, unit) } : {}),
    pace: quota.pace === null ? null : paceJson(quota.pace, unit),
    derivation,
    ...beside,
  };
};

const POINT = 10_000;

const scoreJson = ({ asked, progress, status, points, scores, parts }: ScoreAttainment, presented: Presented): ScoreJson => ({
  type: "score",
  progress: maybeProgressJson(progress),
  status,
  needed: Number(asked.needed) / POINT,
  points: progressJson(points),
  parts: parts.map((part) => requirementJson(part, presented)),
  scores: scores.flatMap((score, index) => {
    const part = asked.weights[index];
    if (part === undefined) return [];
    return [
      {
        weight: Number(part.weight) / POINT,
        cap: factorText(part.cap),
        floor: part.floor === null ? null : factorText(part.floor),
        worth: maybeProgressJson(score.worth),
        points: maybeProgressJson(score.points),
        belowFloor: score.isBelowFloor === true,
      },
    ];
  }),
});

const overJson = ({ asked, progress, status, done, needed, periods }: OverAttainment, presented: Presented): OverJson => ({
  type: "over",
  progress: maybeProgressJson(progress),
  status,
  cadence: asked.cadence,
  rule: asked.rule,
  done,
  needed,
  periods: periods.map(({ period, attained }) => ({
    period: within(presented.periods, period, () => periodJson(period, presented.calendar)),
    status: attained?.status ?? "excused",
    requirement: attained === null ? null : requirementJson(attained, presented),
  })),
});

const requirementJson = (attained: RequirementAttainment, presented: Presented): RequirementJson => {
  if (attained.type === "quota") return quotaJson(attained, presented);
  if (attained.type === "score") return scoreJson(attained, presented);
  if (attained.type === "over") return overJson(attained, presented);
  const { type, progress, status, parts } = attained;
  return {
    type,
    progress: maybeProgressJson(progress),
    status,
    parts: parts.map((part) => requirementJson(part, presented)),
  };
};

const rowJson = (row: Attainment, { cadence, startsOn, endsBefore }: PeriodJson, presented: Presented): AttainmentRowJson => {
  const { member, team, ask } = row;
  const requirement = requirementJson(row.requirement, presented);
  return {
    member: member.id,
    memberName: member.name,
    team,
    plan: ask.plan.id,
    planName: ask.version.name,
    planVersion: ask.version.version,
    cadence,
    startsOn,
    endsBefore,
    status: requirement.status,
    requirement,
  };
};

/** All plans of members that ask for the metric together, beside a target of the team's own. */
const personalJson = (sums: readonly Sum[], { metric, unit, target }: AskedQuota): PersonalJson | undefined => {
  const own = sums.filter(({ quota }) => quota.metric === metric);
  if (own.length === 0) return undefined;
  const asked = own.reduce((sum, each) => sum + each.target, 0n);
  const credited = own.reduce<Credit | null>((sum, each) => (sum === null || each.credited === null ? null : sum + each.credited), 0n);
  return {
    credited: credited === null ? null : amountOf(credited, unit),
    target: amountOf(asked, unit),
    members: Math.max(...own.map(({ members }) => members)),
    difference: amountOf(target - asked, unit),
  };
};

const teamRowJson = (
  { team, ask, requirement: attained, headsOf }: TeamAttainment,
  { cadence, startsOn, endsBefore }: PeriodJson,
  presented: Presented,
  personal: readonly Sum[],
): TeamRowJson => {
  const ofTeam = (asked: AskedQuota): Pick<QuotaJson, "heads" | "personal"> => {
    const { atLeast, metric } = asked;
    if (atLeast !== undefined)
      return { heads: { atLeast: amountOf(atLeast, unitOf(versionOn(metric, ask.period.startsOn).measure)), of: headsOf } };
    const together = personalJson(personal, asked);
    return together === undefined ? {} : { personal: together };
  };
  const requirement = requirementJson(attained, { ...presented, ofTeam });
  return {
    team: team.id,
    teamName: team.name,
    parent: team.parent,
    plan: ask.plan.id,
    planName: ask.version.name,
    planVersion: ask.version.version,
    cadence,
    startsOn,
    endsBefore,
    status: requirement.status,
    requirement,
  };
};

export const sumJson = ({ ask, quota: { metric, unit }, credited, target, members }: Sum): SumJson => ({
  plan: ask.plan.id,
  metric: metric.id,
  credited: credited === null ? null : amountOf(credited, unit),
  target: amountOf(target, unit),
  members,
});

export const metricJson = (metric: Metric, period: Pick<Period, "startsOn">): MetricJson => {
  const version = versionOn(metric, period.startsOn);
  const unit = unitOf(version.measure);
  return {
    id: metric.id,
    name: version.name,
    unit: unit.type,
    ...(unit.type === "money" ? { currency: unit.currency } : {}),
    ...(isOfResults(version) ? { isOfResults: true } : {}),
  };
};

export const attainmentJson = ({ on, cadence, settings, sections, away, counting }: AttainmentAnswer): AttainmentJson => {
  const counts = counting.map(({ metric, done, of }) => ({ metric, progress: { done: Number(done), of: Number(of) } }));
  const presented: Presented = {
    asked: new Map(),
    calendar: settings.company.calendar,
    periods: new Map(),
    counting: new Map(counts.map(({ metric, progress }) => [metric.number, { code: "metric-counting", progress }])),
  };
  const told = sections.map((section) => ({ section, period: periodJson(section.period, settings.company.calendar) }));
  const rows = told.flatMap(({ section, period }) => section.rows.map((row) => rowJson(row, period, presented)));
  const teamRows = told.flatMap(({ section, period }) =>
    section.teamRows.map((row) => teamRowJson(row, period, presented, section.personal().get(row.team.id) ?? [])),
  );
  const periods = told.map(({ period }) => period);
  const sums = sections.map((section) => section.sums());
  const metrics = new Map<string, MetricJson>();
  for (const { period, rows: all, teamRows: ofTeams } of sections) {
    // Shared by all who are asked the same: a company has few of them.
    for (const ask of new Set(all.map((row) => row.ask))) {
      for (const metric of askedMetrics(ask.requirement)) within(metrics, metric.id, () => metricJson(metric, period));
    }
    for (const { ask } of ofTeams)
      for (const { metric } of askedQuotas(ask.requirement)) within(metrics, metric.id, () => metricJson(metric, period));
  }
  return {
    on: isoDay(on),
    period: (cadence === null ? null : periods[0]) ?? null,
    periods,
    metrics: [...metrics.values()],
    rows,
    teamRows,
    teams: settings.teams.flatMap(({ id, name, parent }) => {
      const parts = sums.flatMap((each) => (each.teams.get(id) ?? []).map(sumJson));
      return parts.length === 0 ? [] : [{ team: id, name, parent, parts }];
    }),
    company: { parts: sums.flatMap((each) => each.company.map(sumJson)) },
    away: away.map(awayJson),
    counting: counts.map(({ metric, progress }) => ({ metric: metric.id, progress })),
    withheld: sections.flatMap((section) => section.withheld).map((each) => ({ code: "holidays-unknown", ...each })),
  };
};
