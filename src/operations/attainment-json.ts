import { amountOf, type Amount } from "../domain/amount.ts";
import type { AskedQuota, DerivationStep } from "../domain/ask.ts";
import type { Attainment, QuotaAttainment, RequirementAttainment, Status, TeamShare } from "../domain/attainment.ts";
import type { Sum } from "../domain/attainment-sums.ts";
import type { Unit } from "../domain/credit.ts";
import { isoDay, type Span } from "../domain/day.ts";
import type { Fraction, Whole } from "../domain/fraction.ts";
import type { Name } from "../domain/language.ts";
import type { Coverage } from "../domain/member-credits.ts";
import { unitOf, versionOn, type Metric } from "../domain/metric.ts";
import type { Pace } from "../domain/pace.ts";
import type { Cadence, CompanyCalendar, Period } from "../domain/period.ts";
import { periodLabel } from "../domain/period-label.ts";
import type { Audience } from "../domain/plan.ts";
import { within } from "../domain/within.ts";
import { awayJson, type AwayJson } from "./away-members.ts";
import type { AttainmentAnswer } from "./attainment-of.ts";

/** `attain attainment --json` and `GET /attainment`, field by field. */

export type PeriodJson = {
  readonly cadence: Cadence;
  readonly startsOn: string;
  readonly endsBefore: string;
  readonly label: { readonly en: string; readonly ko: string };
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

export type DerivationJson =
  | { readonly step: "base"; readonly value: Amount }
  | ({
      readonly step: "part";
      readonly plan: string;
      readonly team: string | null;
      readonly base: Amount;
      readonly value: Amount;
    } & DaysJson)
  | { readonly step: "replaced"; readonly plan: string; readonly audience: AudienceJson; readonly value?: Amount }
  | ({ readonly step: "employed" } & DaysJson);

/** Whether a quota was asked on some days alone: what was done on others does not count for it. */
export const isOfOwnDays = (derivation: readonly DerivationJson[]): boolean => {
  const parts = derivation.filter((step) => step.step === "part");
  return parts.length > 0 && parts.reduce((days, part) => days + part.days, 0) < (parts[0]?.ofDays ?? 0);
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
} & (
  | {
      readonly credited: Amount;
      readonly shortfall: Amount;
      readonly surplus: Amount;
      /** Null when it is excused. */
      readonly progress: ProgressJson | null;
      readonly coverage: CoverageJson;
      /** Null when it is excused, before the period begins, and of a member without a working day in it. */
      readonly pace: PaceJson | null;
    }
  | { readonly credited: null; readonly progress: null; readonly counting: CountingJson }
);

/** Why there is no number yet: records counted, of how many. */
export type CountingJson = { readonly code: "metric-counting"; readonly progress: { readonly done: number; readonly of: number } };

export type RequirementJson =
  | QuotaJson
  | {
      readonly type: "allOf" | "anyOf";
      readonly progress: ProgressJson | null;
      readonly status: Status;
      readonly parts: readonly RequirementJson[];
    };

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

/** Credited by the members on the days on which they belonged to it, as is the target of who moved; how many members on the day asked about. */
export type SumJson = {
  readonly plan: string;
  readonly metric: string;
  readonly credited: Amount | null;
  readonly target: Amount;
  readonly members: number;
};

export type MetricJson = { readonly id: string; readonly name: Name; readonly unit: Unit["type"]; readonly currency?: string };

export type AttainmentJson = {
  readonly on: string;
  /** The period of the cadence that was asked for; null when none was. */
  readonly period: PeriodJson | null;
  readonly periods: readonly PeriodJson[];
  readonly metrics: readonly MetricJson[];
  readonly rows: readonly AttainmentRowJson[];
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
};

export const periodJson = (period: Period, calendar: CompanyCalendar): PeriodJson => ({
  cadence: period.cadence,
  startsOn: isoDay(period.startsOn),
  endsBefore: isoDay(period.endsBefore),
  label: { en: periodLabel(period, calendar, "en"), ko: periodLabel(period, calendar, "ko") },
});

const wholeJson = (whole: Whole): number | string => (typeof whole === "bigint" ? String(whole) : whole);

const progressJson = (progress: Fraction | null): ProgressJson | null =>
  progress === null ? null : { done: wholeJson(progress.done), of: wholeJson(progress.of) };

export const coverageJson = (coverage: Coverage, unit: Unit): CoverageJson => ({
  captured: amountOf(coverage.captured, unit),
  imported: amountOf(coverage.imported, unit),
  selfReported: amountOf(coverage.selfReported, unit),
  attested: amountOf(coverage.attested, unit),
});

const audienceJson = ({ members, phase, role, team }: Audience): AudienceJson => ({
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

const stepJson = (step: DerivationStep, unit: Unit): DerivationJson => {
  if (step.step === "base") return { step: "base", value: amountOf(step.value, unit) };
  if (step.step === "employed") return { step: "employed", ...daysJson(step) };
  if (step.step === "part") {
    const { plan, team, base, value } = step;
    return { step: "part", plan, team, ...daysJson(step), base: amountOf(base, unit), value: amountOf(value, unit) };
  }
  return {
    step: "replaced",
    plan: step.plan,
    audience: audienceJson(step.audience),
    ...(step.value === null ? {} : { value: amountOf(step.value, unit) }),
  };
};

export type AskedJson = { readonly target: Amount; readonly derivation: readonly DerivationJson[] };

/** A quota's target, and how it came about. */
export const askedQuotaJson = (asked: AskedQuota): AskedJson => ({
  target: amountOf(asked.target, asked.unit),
  derivation: asked.derivation.map((step) => stepJson(step, asked.unit)),
});

/** Thousands of members share what they are asked: it is written out once. */
type Presented = { readonly asked: Map<AskedQuota, AskedJson>; readonly counting: ReadonlyMap<number, CountingJson> };

const askedJson = (asked: AskedQuota, presented: Presented): AskedJson => within(presented.asked, asked, () => askedQuotaJson(asked));

const shareJson = ({ team, days, credited, target }: TeamShare, unit: Unit): TeamShareJson => ({
  team,
  days,
  credited: credited === null ? null : amountOf(credited, unit),
  target: amountOf(target, unit),
});

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

const paceJson = ({ expected, probability, neededPerWorkingDay, workingDaysLeft, lastWorkingDay }: Pace, unit: Unit): PaceJson => ({
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
  const teams = quota.teams === null ? {} : { teams: quota.teams.map((share) => shareJson(share, unit)) };
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
      ...teams,
    };
  }
  return {
    type: "quota",
    metric: metric.id,
    credited: amountOf(quota.credited, unit),
    target,
    shortfall: amountOf(quota.shortfall, unit),
    surplus: amountOf(quota.surplus, unit),
    status: quota.status,
    progress: progressJson(quota.progress),
    coverage: coverageJson(quota.coverage, unit),
    pace: quota.pace === null ? null : paceJson(quota.pace, unit),
    derivation,
    ...teams,
  };
};

const requirementJson = (attained: RequirementAttainment, presented: Presented): RequirementJson => {
  if (attained.type === "quota") return quotaJson(attained, presented);
  const { type, progress, status, parts } = attained;
  return {
    type,
    progress: progressJson(progress),
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

const sumJson = ({ ask, quota: { metric, unit }, credited, target, members }: Sum): SumJson => ({
  plan: ask.plan.id,
  metric: metric.id,
  credited: credited === null ? null : amountOf(credited, unit),
  target: amountOf(target, unit),
  members,
});

const metricJson = (metric: Metric, period: Period): MetricJson => {
  const version = versionOn(metric, period.startsOn);
  const unit = unitOf(version.measure);
  return { id: metric.id, name: version.name, unit: unit.type, ...(unit.type === "money" ? { currency: unit.currency } : {}) };
};

export const attainmentJson = ({ on, cadence, settings, sections, away, counting }: AttainmentAnswer): AttainmentJson => {
  const counts = counting.map(({ metric, done, of }) => ({ metric, progress: { done: Number(done), of: Number(of) } }));
  const presented: Presented = {
    asked: new Map(),
    counting: new Map(counts.map(({ metric, progress }) => [metric.number, { code: "metric-counting", progress }])),
  };
  const told = sections.map((section) => ({ section, period: periodJson(section.period, settings.company.calendar) }));
  const rows = told.flatMap(({ section, period }) => section.rows.map((row) => rowJson(row, period, presented)));
  const periods = told.map(({ period }) => period);
  const sums = sections.map((section) => section.sums());
  const metrics = new Map<string, MetricJson>();
  for (const { period, rows: all } of sections) {
    // Shared by all who are asked the same: a company has few of them.
    for (const quotas of new Set(all.map((row) => row.quotas))) {
      for (const { asked } of quotas) within(metrics, asked.metric.id, () => metricJson(asked.metric, period));
    }
  }
  return {
    on: isoDay(on),
    period: (cadence === null ? null : periods[0]) ?? null,
    periods,
    metrics: [...metrics.values()],
    rows,
    teams: settings.teams.flatMap(({ id, name, parent }) => {
      const parts = sums.flatMap((each) => (each.teams.get(id) ?? []).map(sumJson));
      return parts.length === 0 ? [] : [{ team: id, name, parent, parts }];
    }),
    company: { parts: sums.flatMap((each) => each.company.map(sumJson)) },
    away: away.map(awayJson),
    counting: counts.map(({ metric, progress }) => ({ metric: metric.id, progress })),
  };
};
