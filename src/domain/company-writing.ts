import { calendarEntry } from "./company-calendar.ts";
import type {
  AudienceEntry,
  CalendarDaysEntry,
  CompanyEntry,
  CompanyFile,
  DatedEntry,
  DatedPatternEntry,
  FactorEntry,
  FactorTableEntry,
  LeaveEntry,
  MemberEntry,
  MetricEntry,
  NameEntry,
  PatternEntry,
  PeriodListEntry,
  PlanEntry,
  RequirementEntry,
  RewardEntry,
  SameActsEntry,
  ScorePartEntry,
  TeamEntry,
} from "./company-file.ts";
import { unitsOf } from "./company-changes.ts";
import { exchangeRateText, type CurrencyRates, type ExchangeRateEntry } from "./exchange-rate.ts";
import { rewardTermsEntry } from "./company-writing-rewards.ts";
import type { Company, Settings } from "./company.ts";
import type { Unit } from "./credit.ts";
import { defaultDisputeRules } from "./dispute-rules.ts";
import { defaultBoardRules } from "./leaderboard.ts";
import { isoDay, type Day } from "./day.ts";
import { inOrder } from "./display-words.ts";
import type { Funnel } from "./funnel.ts";
import type { OwnCalendar } from "./holiday-calendar.ts";
import type { Name } from "./language.ts";
import type { Leave } from "./leave.ts";
import type { Dated, Member, Team } from "./member.ts";
import { factorText, WHOLE_FACTOR, type DatedFactor, type Factor, type FactorTable } from "./factor.ts";
import { isMoney, type Measure, type Metric, type MetricVersion } from "./metric.ts";
import type { PeriodList } from "./period.ts";
import type { Audience, Plan, PlanVersion, Requirement } from "./plan.ts";
import type { QuotaRequirement } from "./requirement.ts";
import { throughFieldOf, type Ramp } from "./ramp.ts";
import type { RewardPlan, RewardVersion } from "./rewards/reward-plan.ts";
import { isSame } from "./same.ts";
import type { SameActs } from "./same-acts.ts";
import { targetEntry } from "./target-text.ts";
import { mondayToFriday, WHOLE_DAY, type WorkingPattern } from "./working-days.ts";
import { shortWeekdays } from "./working-pattern.ts";

export const nameEntry = ({ en, ko }: Name): NameEntry =>
  en !== undefined && ko === undefined ? en : { ...(en === undefined ? {} : { en }), ...(ko === undefined ? {} : { ko }) };

/** A field only where there is something to say. */
const optional = <K extends string, V>(key: K, value: V | null | undefined): { readonly [key in K]?: V } =>
  (value === null || value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: V }; // a computed key is a string to the compiler

const dayOrNull = (day: Day): string | null => (Number.isFinite(day) ? isoDay(day) : null);

const datedEntry = (dated: Dated<string | null>): DatedEntry | null => {
  const [first] = dated;
  if (first === undefined) return null;
  if (dated.length === 1 && first.from === -Infinity && first.value !== null) return first.value;
  return dated.map(({ value, from }) => ({ value, ...optional("from", dayOrNull(from)) }));
};

const patternEntry = (pattern: WorkingPattern): PatternEntry => {
  const worked = shortWeekdays.flatMap((weekday, index) => {
    const work = pattern[index] ?? 0;
    return work === 0 ? [] : [{ weekday, work }];
  });
  return worked.every(({ work }) => work === WHOLE_DAY)
    ? worked.map(({ weekday }) => weekday)
    : Object.fromEntries(worked.map(({ weekday, work }) => [weekday, work / WHOLE_DAY]));
};

const datedPatternEntry = (dated: Dated<WorkingPattern | null>): DatedPatternEntry | null => {
  const [first] = dated;
  if (first === undefined) return null;
  if (dated.length === 1 && first.from === -Infinity && first.value !== null) return patternEntry(first.value);
  return dated.map(({ value, from }) => ({ value: value === null ? null : patternEntry(value), ...optional("from", dayOrNull(from)) }));
};

const calendarDaysEntry = ({ id, name, base, days, working, years, provisional }: OwnCalendar): CalendarDaysEntry => ({
  id,
  name: nameEntry(name),
  ...optional("base", base),
  ...(days.length === 0
    ? {}
    : {
        days: days.map(({ on, name: dayName, off }) => ({
          on: isoDay(on),
          name: nameEntry(dayName),
          ...(off === WHOLE_DAY ? {} : { half: true }),
        })),
      }),
  ...(working.length === 0 ? {} : { working: working.map(isoDay) }),
  ...(years.length === 0 ? {} : { years }),
  ...(provisional.length === 0 ? {} : { provisional }),
});

const companyEntry = ({ id, name, country, timeZone, currency, calendar, domains, ...working }: Company): CompanyEntry => ({
  id,
  name: nameEntry(name),
  country,
  timeZone,
  currency,
  ...calendarEntry(calendar),
  ...(domains.length === 0 ? {} : { domains }),
  ...(isSame(working.workingDays, mondayToFriday) ? {} : { workingDays: patternEntry(working.workingDays) }),
  ...optional("holidays", working.holidays),
  ...(working.clocksPauseOnLeave ? { clocksPauseOnLeave: true } : {}),
});

const sameActsEntry = ({ sources, kind, withinSeconds, durationWithinSeconds, prefer }: SameActs): SameActsEntry => ({
  sources,
  kind,
  withinSeconds,
  ...optional("durationWithinSeconds", durationWithinSeconds),
  prefer,
});

const teamEntry = ({ id, name, parent, timeZone, holidays, ended }: Team): TeamEntry => ({
  id,
  name: nameEntry(name),
  ...optional("parent", parent),
  ...optional("timeZone", timeZone),
  ...optional("holidays", holidays),
  ...(ended ? { ended } : {}),
});

const memberEntry = (member: Member): MemberEntry => ({
  id: member.id,
  name: nameEntry(member.name),
  ...optional("email", member.email),
  ...optional("code", member.code),
  role: member.role,
  ...optional("team", datedEntry(member.team)),
  ...optional("timeZone", datedEntry(member.timeZone)),
  ...optional("phase", datedEntry(member.phase)),
  ...optional("holidays", datedEntry(member.holidays)),
  ...optional("workingDays", datedPatternEntry(member.workingDays)),
  // Its values are those that the entry allows.
  ...optional("engagement", datedEntry(member.engagement) as MemberEntry["engagement"]),
  ...optional("employedFrom", dayOrNull(member.employedFrom)),
  ...optional("employedThrough", dayOrNull(member.employedBefore - 1)),
  ...optional("language", member.language),
  ...(Object.keys(member.notices).length === 0 ? {} : { notices: member.notices }),
  ...(member.identities.length === 0 ? {} : { identities: member.identities.map(({ source, externalId }) => ({ source, externalId })) }),
  ...(member.ended ? { ended: true } : {}),
});

const measureEntry = (measure: Measure): Pick<MetricEntry, "measure"> => {
  if (measure.type === "count") return {};
  const { of: sum, factor } = measure;
  return { measure: { sum, ...(isMoney(measure) ? { currency: measure.currency } : {}), ...optional("factor", factor) } };
};

const factorEntry = (factors: readonly DatedFactor[]): FactorEntry => {
  const [first] = factors;
  const text = (value: Factor | null): string | null => (value === null ? null : factorText(value));
  if (first !== undefined && factors.length === 1 && first.from === -Infinity && first.value !== null && first.reason === undefined)
    return factorText(first.value);
  return factors.map(({ value, from, reason }) => ({
    value: text(value),
    ...optional("from", dayOrNull(from)),
    ...optional("reason", reason),
  }));
};

export const factorTableEntry = ({ id, name, by, rows }: FactorTable): FactorTableEntry => ({
  id,
  name: nameEntry(name),
  by,
  values: Object.fromEntries(rows.map(({ key, factors }) => [key, factorEntry(factors)])),
});

const metricEntry = (metric: Metric, { startsOn, name, where, measure, oncePer, provenance, reason }: MetricVersion): MetricEntry => ({
  id: metric.id,
  name: nameEntry(name),
  ...optional("startsOn", dayOrNull(startsOn)),
  where,
  ...measureEntry(measure),
  ...(oncePer === null ? {} : { oncePer: { prospect: oncePer.prospect, within: oncePer.within } }),
  ...optional("provenance", provenance),
  ...optional("reason", reason),
  ...(metric.ended ? { ended: true } : {}),
});

const quotaEntry = ({ metric, target, stretch, proration, atLeast }: QuotaRequirement, unit: Unit): RequirementEntry => {
  if (typeof target === "bigint" && atLeast !== undefined)
    return { members: { metric, atLeast: targetEntry(atLeast, unit) }, target: targetEntry(target, { type: "count" }) };
  return {
    metric,
    target: typeof target === "object" ? target : targetEntry(target, unit),
    ...(stretch === undefined ? {} : { stretch: targetEntry(stretch, unit) }),
    ...optional("proration", proration),
  };
};

const scoreEntry = ({ needed, weights, parts }: Extract<Requirement, { type: "score" }>, units: ReadonlyMap<string, Unit>) => ({
  needed: targetEntry(needed, { type: "count" }),
  parts: parts.flatMap((part, index): readonly ScorePartEntry[] => {
    const worth = weights[index];
    if (worth === undefined) return [];
    const { weight, cap, floor } = worth;
    return [
      {
        weight: targetEntry(weight, { type: "count" }),
        ...(cap === WHOLE_FACTOR ? {} : { cap: factorText(cap) }),
        ...(floor === null ? {} : { floor: factorText(floor) }),
        require: requirementEntry(part, units),
      },
    ];
  }),
});

const requirementEntry = (requirement: Requirement, units: ReadonlyMap<string, Unit>): RequirementEntry => {
  switch (requirement.type) {
    case "quota":
      return quotaEntry(requirement, units.get(requirement.metric) ?? { type: "count" });
    case "score":
      return { score: scoreEntry(requirement, units) };
    case "over": {
      const { cadence, rule, needed, parts } = requirement;
      return { over: { cadence, of: requirementEntry(parts[0], units), [rule]: needed } };
    }
    case "allOf":
      return { allOf: requirement.parts.map((part) => requirementEntry(part, units)) };
    case "anyOf":
      return { anyOf: requirement.parts.map((part) => requirementEntry(part, units)) };
  }
};

const audienceEntry = ({ team, role, phase, members }: Audience): { readonly for?: AudienceEntry } => {
  const entry = { ...optional("team", team), ...optional("role", role), ...optional("phase", phase), ...optional("members", members) };
  return Object.keys(entry).length === 0 ? {} : { for: entry };
};

const rampEntry = ({ cadence, from, steps }: Ramp): Pick<PlanEntry, "ramp" | "rampFrom"> => ({
  ramp: steps.map(({ through, share }) => ({ [throughFieldOf(cadence)]: through, share: factorText(share) })),
  ...(from === "employment" ? {} : { rampFrom: from }),
});

const planEntry = (
  plan: Plan,
  { startsOn, name, cadence, audience, of, require, graceDays, ramp, proration, rounding, carryOver, makeUp, reason }: PlanVersion,
  units: ReadonlyMap<string, Unit>,
): PlanEntry => ({
  id: plan.id,
  name: nameEntry(name),
  cadence,
  ...optional("startsOn", dayOrNull(startsOn)),
  ...(plan.endedOn === null ? {} : { endedOn: isoDay(plan.endedOn) }),
  ...audienceEntry(audience),
  ...optional("of", of),
  require: requirementEntry(require, units),
  ...(graceDays === 0 ? {} : { graceDays }),
  ...(ramp === null ? {} : rampEntry(ramp)),
  ...(proration === "none" ? {} : { proration }),
  ...(rounding === "half-up" ? {} : { rounding }),
  ...(carryOver === undefined ? {} : { carryOver: { surplus: factorText(carryOver.surplus) } }),
  ...optional("makeUp", makeUp),
  ...optional("reason", reason),
});

const rewardEntry = ({ id, endedOn }: RewardPlan, version: RewardVersion): RewardEntry => ({
  id,
  name: nameEntry(version.name),
  ...optional("startsOn", dayOrNull(version.startsOn)),
  ...(endedOn === null ? {} : { endedOn: isoDay(endedOn) }),
  cadence: version.cadence,
  for: audienceEntry(version.audience).for ?? "everyone",
  ...rewardTermsEntry(version),
});

export const funnelEntry = ({ stages, rates }: Funnel) => ({
  stages: stages.map(({ id, name, kinds, outcomes, milestone }) => ({
    id,
    name: nameEntry(name),
    ...(kinds.length > 1 ? { kinds } : optional("kind", kinds[0] ?? null)),
    ...(outcomes.length === 0 ? {} : { outcomes }),
    ...optional("milestone", milestone),
  })),
  ...(rates.length === 0
    ? {}
    : {
        rates: rates.map(({ from, to, rate, source: { text, year, url } }) => ({
          from,
          to,
          rate: factorText(rate),
          source: { text, ...optional("year", year), ...optional("url", url) },
        })),
      }),
});

const periodListEntry = ({ id, name, periods, endsBefore, reason }: PeriodList): PeriodListEntry => ({
  id,
  name: nameEntry(name),
  periods: periods.map(({ label, startsOn }) => ({ label: nameEntry(label), startsOn: isoDay(startsOn) })),
  endsBefore: isoDay(endsBefore),
  ...optional("reason", reason),
});

export const leaveEntries = (leaves: readonly Leave[], members: readonly Member[]): readonly LeaveEntry[] => {
  const ids = new Map(members.map(({ number, id }) => [number, id]));
  return leaves.map(({ memberNumber, span, kind, off }) => ({
    member: ids.get(memberNumber) ?? "",
    from: isoDay(span.startsOn),
    through: isoDay(span.endsBefore - 1),
    kind,
    ...(off === WHOLE_DAY ? {} : { half: true }),
  }));
};

const ratesEntries = ({ currency, held }: CurrencyRates): readonly ExchangeRateEntry[] =>
  held.map(({ value, from }) => ({ currency, from: isoDay(from), rate: exchangeRateText(value) }));

/**
 * The file that gives these settings: applied to them it changes nothing, applied to an empty installation it makes the same. What has ended is in
 * it and says so, every version is in it, and everything stands in the order in which it first came. Target tables are left out, and so stay
 * as they are; `companyFileWithTargets` has them.
 */
export const companyFileOf = ({ company, teams, members, metrics, plans }: Settings): CompanyFile => {
  const units = unitsOf(metrics);
  const attributes = Object.entries(company.attributes);
  const { lists = [] } = company.calendar;
  return {
    company: companyEntry(company),
    ...(company.kinds.length === 0 ? {} : { kinds: company.kinds.map(({ id, name }) => ({ id, name: nameEntry(name) })) }),
    ...(company.sources.length === 0 ? {} : { sources: company.sources.map(({ id, provenance }) => ({ id, provenance })) }),
    ...(attributes.length === 0 ? {} : { attributes: Object.fromEntries(attributes) }),
    ...(company.factors.length === 0 ? {} : { factors: company.factors.map(factorTableEntry) }),
    ...(company.sameActs.length === 0 ? {} : { sameActs: company.sameActs.map(sameActsEntry) }),
    ...(company.calendars.length === 0 ? {} : { calendars: company.calendars.map(calendarDaysEntry) }),
    ...(lists.length === 0 ? {} : { periodLists: lists.map(periodListEntry) }),
    teams: teams.map(teamEntry),
    members: members.map(memberEntry),
    metrics: metrics.flatMap((metric) => metric.versions.map((version) => metricEntry(metric, version))),
    plans: plans.flatMap((plan) => plan.versions.map((version) => planEntry(plan, version, units))),
    ...(company.rewards.length === 0
      ? {}
      : { rewards: company.rewards.flatMap((reward) => reward.versions.map((version) => rewardEntry(reward, version))) }),
    ...(company.exchangeRates.length === 0 ? {} : { exchangeRates: company.exchangeRates.flatMap(ratesEntries) }),
    ...(isSame(company.disputes, defaultDisputeRules) ? {} : { disputes: company.disputes }),
    ...(isSame(company.boards, defaultBoardRules) ? {} : { boards: company.boards }),
    ...(Object.keys(company.retention).length === 0 ? {} : { retention: company.retention }),
    ...(Object.keys(company.words).length === 0 ? {} : { words: Object.fromEntries(inOrder(company.words)) }),
    ...(company.funnel === null ? {} : { funnel: funnelEntry(company.funnel) }),
  };
};
