import { exchangeRateText, type CurrencyRates } from "./exchange-rate.ts";
import { rewardTermsFields } from "./company-writing-rewards.ts";
import type { Company, Settings } from "./company.ts";
import type { Unit } from "./credit.ts";
import { isoDay, weekdayNames, type Day } from "./day.ts";
import { inOrder } from "./display-words.ts";
import { factorText, WHOLE_FACTOR, type DatedFactor, type FactorTable } from "./factor.ts";
import type { AssumedRate, Funnel, FunnelStage } from "./funnel.ts";
import type { OwnCalendar } from "./holiday-calendar.ts";
import { languages, type Language, type Name } from "./language.ts";
import type { Dated, Member, Team } from "./member.ts";
import { isMoney, unitOf, type Measure, type Metric, type MetricVersion } from "./metric.ts";
import type { CompanyCalendar, PeriodList } from "./period.ts";
import type { Audience, Plan, PlanVersion, Requirement } from "./plan.ts";
import type { Words } from "./refusals/words.ts";
import { throughFieldOf, type Ramp } from "./ramp.ts";
import type { QuotaRequirement } from "./requirement.ts";
import type { RewardPlan, RewardVersion } from "./rewards/reward-plan.ts";
import type { SameActs } from "./same-acts.ts";
import type { TargetTable } from "./target-table.ts";
import { targetText } from "./target-text.ts";
import { WHOLE_DAY, type WorkingPattern } from "./working-days.ts";
import { patternText } from "./working-pattern.ts";

export type ChangedThing =
  | "company"
  | "kind"
  | "source"
  | "attribute"
  | "factor"
  | "calendar"
  | "periodList"
  | "team"
  | "member"
  | "metric"
  | "targetTable"
  | "plan"
  | "reward"
  | "exchangeRate"
  | "leave";

/** `ended`: kept, but over. `removed`: gone, since nothing ever counted on it. `withdrawn`: of leave, which stays known. */
export type ChangeAct = "added" | "changed" | "ended" | "revived" | "removed" | "withdrawn";

/** One thing that a file changes, for programs and, in `words`, for people. */
export type Change = {
  readonly what: ChangedThing;
  readonly id: string;
  readonly act: ChangeAct;
  readonly field: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** The day (`2026-03-02`) from which it holds; null where it holds at once, or from the beginning. */
  readonly startsOn: string | null;
  readonly words: Words;
};

const things: Readonly<Record<ChangedThing, Words>> = {
  company: { en: "company", ko: "회사" },
  kind: { en: "kind", ko: "활동 유형" },
  source: { en: "source", ko: "출처" },
  attribute: { en: "attribute", ko: "속성" },
  factor: { en: "factor table", ko: "환산표" },
  calendar: { en: "calendar", ko: "달력" },
  periodList: { en: "list of periods", ko: "기간 목록" },
  team: { en: "team", ko: "팀" },
  member: { en: "member", ko: "구성원" },
  metric: { en: "metric", ko: "집계 항목" },
  targetTable: { en: "target table", ko: "목표치 표" },
  plan: { en: "plan", ko: "활동 기준" },
  reward: { en: "reward plan", ko: "인센티브 기준" },
  exchangeRate: { en: "exchange rate", ko: "환율" },
  leave: { en: "leave", ko: "부재" },
};

const acts: Readonly<Record<Exclude<ChangeAct, "changed">, Words>> = {
  added: { en: "added", ko: "추가" },
  ended: { en: "ended", ko: "종료" },
  revived: { en: "there again", ko: "다시 사용" },
  removed: { en: "removed", ko: "삭제" },
  withdrawn: { en: "withdrawn", ko: "철회" },
};

const nothing: Words = { en: "nothing", ko: "없음" };

type Told = Omit<Change, "words">;

const inWords = ({ what, id, act, field, from, to, startsOn }: Told): Words => {
  const say = (language: Language): string => {
    const since = startsOn === null ? "" : language === "en" ? `, from ${startsOn}` : `, ${startsOn}부터`;
    const subject = `${things[what][language]} ${id}`;
    if (act !== "changed")
      return `${subject}: ${field === null ? "" : `${field} `}${acts[act][language]}${to === null ? "" : ` (${to})`}${since}`;
    return `${subject}: ${field ?? ""} ${from ?? nothing[language]} → ${to ?? nothing[language]}${since}`;
  };
  return { en: say("en"), ko: say("ko") };
};

const dayText = (day: Day): string | null => (Number.isFinite(day) ? isoDay(day) : null);

type Telling = Partial<Omit<Told, "startsOn">> & Pick<Told, "what" | "id" | "act"> & { readonly startsOn?: Day };

const told = ({ startsOn = -Infinity, ...change }: Telling): Change => {
  const whole = { field: null, from: null, to: null, ...change, startsOn: dayText(startsOn) };
  return { ...whole, words: inWords(whole) };
};

const nameText = (name: Name): string => languages.flatMap((language) => name[language] ?? []).join(" / ");

/** `advisers; 2026-03-02: closers`. Values are told as they stand in the file, so that they need no translation. */
const datedText = (dated: Dated<string | null>): string | null =>
  dated.length === 0
    ? null
    : dated.map(({ value, from }) => `${Number.isFinite(from) ? `${isoDay(from)}: ` : ""}${value ?? "–"}`).join("; ");

const fiscalText = ({ fiscalYear }: CompanyCalendar): string => {
  const two = (value: number): string => String(value).padStart(2, "0");
  if (fiscalYear.type === "months")
    return `${two(fiscalYear.startsOn.month)}-${fiscalYear.startsOn.day === "last" ? "last" : two(fiscalYear.startsOn.day)}`;
  const { pattern, endsOn, extraWeekIn } = fiscalYear;
  return `{ pattern: ${pattern}, endsOn: { weekday: ${weekdayNames[endsOn.weekday - 1] ?? ""}, month: ${endsOn.month}, rule: ${endsOn.rule} }, extraWeekIn: ${extraWeekIn} }`;
};

const measureText = (measure: Measure): string => {
  if (measure.type === "count") return "count";
  const currency = isMoney(measure) ? `, currency: ${measure.currency}` : "";
  const factor = measure.factor === undefined ? "" : `, factor: ${measure.factor}`;
  return `{ sum: ${measure.of}${currency}${factor} }`;
};

/** `30%; 2026-07-01: 45% (why)`. */
const factorsText = (factors: readonly DatedFactor[]): string | null =>
  datedText(
    factors.map(({ value, from, reason }) => ({
      value: `${value === null ? "–" : factorText(value)}${reason === undefined ? "" : ` (${reason})`}`,
      from,
    })),
  );

const factorFields = ({ name, by, rows }: FactorTable): Fields => ({
  name: nameText(name),
  by,
  ...Object.fromEntries(rows.map(({ key, factors }) => [`values.${key}`, factorsText(factors)])),
});

type Units = ReadonlyMap<string, Unit>;
export const unitsOf = (metrics: readonly Metric[]): Units => new Map(metrics.map(({ id, versions }) => [id, unitOf(versions[0].measure)]));

const pointsText = (points: bigint): string => targetText(points, { type: "count" });

const scoreText = ({ needed, weights, parts }: Extract<Requirement, { type: "score" }>, units: Units): string => {
  const worth = parts.map((part, index) => {
    const { weight = 0n, cap = WHOLE_FACTOR, floor = null } = weights[index] ?? {};
    const limits = `${cap === WHOLE_FACTOR ? "" : `, cap ${factorText(cap)}`}${floor === null ? "" : `, floor ${factorText(floor)}`}`;
    return `${pointsText(weight)} for ${requirementText(part, units)}${limits}`;
  });
  return `score ${pointsText(needed)} (${worth.join("; ")})`;
};

const quotaText = ({ metric, target, atLeast }: QuotaRequirement, unit: Unit): string => {
  if (typeof target === "object") return `{ table: ${target.table} } ${metric}`;
  return atLeast === undefined
    ? `${targetText(target, unit)} ${metric}`
    : `${targetText(target, { type: "count" })} { members: { metric: ${metric}, atLeast: ${targetText(atLeast, unit)} } }`;
};

const requirementText = (requirement: Requirement, units: Units): string => {
  if (requirement.type === "quota") {
    const { metric, stretch, proration } = requirement;
    const unit = units.get(metric) ?? { type: "count" };
    return `${quotaText(requirement, unit)}${stretch === undefined ? "" : ` (stretch ${targetText(stretch, unit)})`}${proration === undefined ? "" : ` (proration: ${proration})`}`;
  }
  if (requirement.type === "score") return scoreText(requirement, units);
  if (requirement.type === "over") {
    const { cadence, rule, needed, parts } = requirement;
    return `over ${cadence}, ${rule} ${needed} (${requirementText(parts[0], units)})`;
  }
  return `${requirement.type} (${requirement.parts.map((part) => requirementText(part, units)).join(", ")})`;
};

/** `through week 2: 50%, through week 4: 75%`, as it stands in the file. */
const rampText = ({ cadence, steps }: Ramp): string =>
  steps.map(({ through, share }) => `${throughFieldOf(cadence)} ${through}: ${factorText(share)}`).join(", ");

const audienceText = ({ team, role, phase, members }: Audience): string | null => {
  const parts = Object.entries({ team, role, phase, members: members === null ? null : `[ ${members.join(", ")} ]` }).flatMap(
    ([field, value]) => (value === null ? [] : [`${field}: ${value}`]),
  );
  return parts.length === 0 ? null : `{ ${parts.join(", ")} }`;
};

const sameActsText = ({ sources, kind, withinSeconds, durationWithinSeconds, prefer }: SameActs): string =>
  `{ sources: [ ${sources.join(", ")} ], kind: ${kind}, withinSeconds: ${withinSeconds}${
    durationWithinSeconds === null ? "" : `, durationWithinSeconds: ${durationWithinSeconds}`
  }, prefer: ${prefer} }`;

export type Fields = Readonly<Record<string, string | null>>;

const stageText = ({ name, kinds, outcomes, milestone }: FunnelStage): string =>
  [nameText(name), milestone, ...kinds, ...outcomes].filter((part) => part !== null).join(", ");

const rateText = ({ rate, source: { text, year, url } }: AssumedRate): string =>
  `${factorText(rate)} (${[text, year, url].filter((part) => part !== null).join(", ")})`;

const funnelFields = ({ stages, rates }: Funnel): Fields => ({
  "funnel.stages": stages.map(({ id }) => id).join(", "),
  ...Object.fromEntries(stages.map((stage) => [`funnel.stages.${stage.id}`, stageText(stage)])),
  ...Object.fromEntries(rates.map((rate) => [`funnel.rates.${rate.from}.${rate.to}`, rateText(rate)])),
});

const companyFields = ({
  name,
  country,
  timeZone,
  currency,
  calendar,
  domains,
  sameActs,
  disputes,
  boards,
  retention,
  words,
  funnel,
  ...working
}: Company): Fields => ({
  name: nameText(name),
  country,
  timeZone,
  currency,
  firstWeekday: weekdayNames[calendar.firstWeekday - 1] ?? null,
  fiscalYear: fiscalText(calendar),
  weekLabels: calendar.weekLabels ?? null,
  domains: domains.length === 0 ? null : domains.join(", "),
  workingDays: patternText(working.workingDays),
  holidays: working.holidays,
  clocksPauseOnLeave: working.clocksPauseOnLeave ? "true" : null,
  sameActs: sameActs.length === 0 ? null : sameActs.map(sameActsText).join(", "),
  "disputes.decideWithinDays": String(disputes.decideWithinDays),
  "disputes.appealWithinDays": String(disputes.appealWithinDays),
  "boards.lowestRanks": boards.lowestRanks === "hidden" ? null : boards.lowestRanks,
  ...Object.fromEntries(Object.entries(retention).map(([field, months]) => [`retention.${field}`, String(months)])),
  ...Object.fromEntries(inOrder(words).map(([key, name]) => [`words.${key}`, nameText(name)])),
  ...(funnel === null ? {} : funnelFields(funnel)),
});

const teamFields = ({ name, parent, timeZone, holidays }: Team): Fields => ({ name: nameText(name), parent, timeZone, holidays });

/** Each day by itself, since a calendar has many and few of them change at once. */
const calendarFields = ({ name, base, days, working, years, provisional }: OwnCalendar): Fields => ({
  name: nameText(name),
  base,
  ...Object.fromEntries(days.map((day) => [`days.${isoDay(day.on)}`, `${nameText(day.name)}${day.off === WHOLE_DAY ? "" : " (half)"}`])),
  working: working.length === 0 ? null : working.map(isoDay).join(", "),
  years: years.length === 0 ? null : years.join(", "),
  provisional: provisional.length === 0 ? null : provisional.join(", "),
});

const patternsText = (dated: Dated<WorkingPattern | null>): string | null =>
  datedText(dated.map(({ value, from }) => ({ value: value === null ? null : patternText(value), from })));

/** Each boundary with the name of the period that starts on it, so that a longer list is told by what it adds. */
const listFields = ({ name, periods, endsBefore, reason }: PeriodList): Fields => ({
  name: nameText(name),
  ...Object.fromEntries(periods.map(({ label, startsOn }) => [`periods.${isoDay(startsOn)}`, nameText(label)])),
  endsBefore: isoDay(endsBefore),
  reason: reason ?? null,
});

const memberFields = (member: Member): Fields => ({
  name: nameText(member.name),
  email: member.email,
  code: member.code,
  role: member.role,
  team: datedText(member.team),
  timeZone: datedText(member.timeZone),
  phase: datedText(member.phase),
  holidays: datedText(member.holidays),
  workingDays: patternsText(member.workingDays),
  engagement: datedText(member.engagement),
  employedFrom: dayText(member.employedFrom),
  employedThrough: dayText(member.employedBefore - 1),
  language: member.language,
  notices:
    Object.keys(member.notices).length === 0
      ? null
      : Object.entries(member.notices)
          .map(([kind, way]) => `${kind}: ${way}`)
          .join(", "),
  identities:
    member.identities.length === 0 ? null : member.identities.map(({ source, externalId }) => `${source} ${externalId}`).join(", "),
});

/** What a version of a metric says, field by field. */
export const metricVersionFields = ({ name, where, measure, oncePer, provenance }: MetricVersion): Fields => ({
  name: nameText(name),
  where,
  measure: measureText(measure),
  oncePer: oncePer === null ? null : `{ prospect: ${oncePer.prospect}, within: ${oncePer.within} }`,
  provenance: provenance === null ? null : `[ ${provenance.join(", ")} ]`,
});

/** How much of a target a version asks of whom. */
const scalingFields = ({ ramp, proration, rounding }: PlanVersion): Fields => ({
  ramp: ramp === null ? null : rampText(ramp),
  rampFrom: ramp === null ? null : ramp.from,
  proration,
  rounding,
});

const wholeTarget: Fields = { proration: "none", rounding: "half-up" };

/** The same of a plan; targets are written in the units of their metrics. */
export const planVersionFields =
  (units: Units) =>
  (version: PlanVersion): Fields => ({
    name: nameText(version.name),
    cadence: version.cadence,
    for: audienceText(version.audience),
    of: version.of ?? null,
    require: requirementText(version.require, units),
    graceDays: version.graceDays === 0 ? null : String(version.graceDays),
    ...scalingFields(version),
    carryOver: version.carryOver === undefined ? null : `{ surplus: ${factorText(version.carryOver.surplus)} }`,
    makeUp: version.makeUp === undefined ? null : `{ within: ${version.makeUp.within} }`,
  });

/** The same of a reward plan, in words of the file. */
export const rewardVersionFields = (version: RewardVersion): Fields => ({
  name: nameText(version.name),
  cadence: version.cadence,
  for: audienceText(version.audience),
  ...rewardTermsFields(version),
});

/** The first field that differs, in words; undefined when none of these does. */
export const firstDifference = (before: Fields, after: Fields): Words | undefined => {
  const field = Object.keys(after).find((each) => (before[each] ?? null) !== (after[each] ?? null));
  if (field === undefined) return undefined;
  const say = (language: Language): string => `${field}: ${before[field] ?? nothing[language]} → ${after[field] ?? nothing[language]}`;
  return { en: say("en"), ko: say("ko") };
};

const fieldsChanged = (what: ChangedThing, id: string, before: Fields, after: Fields, startsOn: Day = -Infinity): readonly Change[] =>
  [...new Set([...Object.keys(after), ...Object.keys(before)])].flatMap((field) => {
    const from = before[field] ?? null;
    const to = after[field] ?? null;
    return from === to ? [] : [told({ what, id, act: "changed", field, from, to, startsOn })];
  });

type Entity = { readonly id: string; readonly ended?: boolean };

/** What is there or not, and of what stays each field that differs. */
const entitiesChanged = <E extends Entity>(
  what: ChangedThing,
  before: readonly E[],
  after: readonly E[],
  fieldsOf: (entity: E) => Fields,
  gone: "ended" | "removed",
): readonly Change[] => {
  const earlier = new Map(before.map((entity) => [entity.id, entity]));
  const named = new Set(after.map(({ id }) => id));
  const here = after.flatMap((entity): readonly Change[] => {
    const { id } = entity;
    const was = earlier.get(id);
    if (was === undefined) return [told({ what, id, act: "added" }), ...(entity.ended === true ? [told({ what, id, act: "ended" })] : [])];
    const act = was.ended === entity.ended ? undefined : entity.ended === true ? "ended" : "revived";
    return [...(act === undefined ? [] : [told({ what, id, act })]), ...fieldsChanged(what, id, fieldsOf(was), fieldsOf(entity))];
  });
  return [...here, ...before.filter(({ id }) => !named.has(id)).map(({ id }) => told({ what, id, act: gone }))];
};

type Version = { readonly version: number; readonly startsOn: Day };

/** A later version is told by what it changes of the one before it. */
const versionsChanged = <V extends Version>(
  what: "metric" | "plan" | "reward",
  id: string,
  before: readonly V[],
  after: readonly V[],
  fieldsOf: (version: V) => Fields,
): readonly Change[] => {
  const earlier = new Map(before.map((version) => [version.startsOn, version]));
  const named = new Set(after.map(({ startsOn }) => startsOn));
  const here = after.flatMap((version, index): readonly Change[] => {
    const was = earlier.get(version.startsOn);
    if (was !== undefined) return fieldsChanged(what, id, fieldsOf(was), fieldsOf(version), version.startsOn);
    const previous = after[index - 1];
    const changes = previous === undefined ? [] : fieldsChanged(what, id, fieldsOf(previous), fieldsOf(version), version.startsOn);
    return changes.length > 0 ? changes : [told({ what, id, act: "added", field: "version", startsOn: version.startsOn })];
  });
  return [
    ...here,
    ...before
      .filter(({ startsOn }) => !named.has(startsOn))
      .map(({ startsOn }) => told({ what, id, act: "removed", field: "version", startsOn })),
  ];
};

type Reasoned = { readonly startsOn: Day; readonly reason?: string };

/** Why versions start when they could not without a reason, where it is said for the first time. */
const reasonsTold = (what: "metric" | "plan", id: string, before: readonly Reasoned[], after: readonly Reasoned[]): readonly Change[] => {
  const earlier = new Map(before.map(({ startsOn, reason }) => [startsOn, reason]));
  return after.flatMap(({ startsOn, reason }) => {
    const from = earlier.get(startsOn) ?? null;
    return reason === undefined || reason === from ? [] : [told({ what, id, act: "changed", field: "reason", from, to: reason, startsOn })];
  });
};

const metricsChanged = (before: readonly Metric[], after: readonly Metric[]): readonly Change[] => {
  const earlier = new Map(before.map((metric) => [metric.id, metric]));
  return after.flatMap(({ id, ended, versions }): readonly Change[] => {
    const was = earlier.get(id);
    if (was === undefined) {
      const [first, ...later] = versions;
      return [
        told({ what: "metric", id, act: "added", to: first.where }),
        ...versionsChanged("metric", id, [first], [first, ...later], metricVersionFields),
        ...reasonsTold("metric", id, [], versions),
        ...(ended ? [told({ what: "metric", id, act: "ended" })] : []),
      ];
    }
    const act = was.ended === ended ? undefined : ended ? "ended" : "revived";
    return [
      ...(act === undefined ? [] : [told({ what: "metric", id, act })]),
      ...versionsChanged("metric", id, was.versions, versions, metricVersionFields),
      ...reasonsTold("metric", id, was.versions, versions),
    ];
  });
};

const plansChanged = (before: readonly Plan[], after: readonly Plan[], units: Units): readonly Change[] => {
  const earlier = new Map(before.map((plan) => [plan.id, plan]));
  const fieldsOf = planVersionFields(units);
  return after.flatMap(({ id, endedOn, versions }): readonly Change[] => {
    const was = earlier.get(id);
    const ends = endedOn === null ? [] : [told({ what: "plan", id, act: "ended", startsOn: endedOn })];
    if (was === undefined) {
      const [first, ...later] = versions;
      const added = told({ what: "plan", id, act: "added", to: requirementText(first.require, units), startsOn: first.startsOn });
      return [
        added,
        ...fieldsChanged("plan", id, wholeTarget, scalingFields(first), first.startsOn),
        ...versionsChanged("plan", id, [first], [first, ...later], fieldsOf),
        ...reasonsTold("plan", id, [], versions),
        ...ends,
      ];
    }
    const end = was.endedOn === endedOn ? [] : endedOn === null ? [told({ what: "plan", id, act: "revived" })] : ends;
    return [...end, ...versionsChanged("plan", id, was.versions, versions, fieldsOf), ...reasonsTold("plan", id, was.versions, versions)];
  });
};

const rewardsChanged = (before: readonly RewardPlan[], after: readonly RewardPlan[]): readonly Change[] => {
  const earlier = new Map(before.map((reward) => [reward.id, reward]));
  return after.flatMap(({ id, endedOn, versions }): readonly Change[] => {
    const was = earlier.get(id);
    const ends = endedOn === null ? [] : [told({ what: "reward", id, act: "ended", startsOn: endedOn })];
    if (was === undefined) {
      const [first, ...later] = versions;
      const { name: _, ...fields } = rewardVersionFields(first);
      return [
        told({ what: "reward", id, act: "added", startsOn: first.startsOn }),
        ...fieldsChanged("reward", id, {}, fields, first.startsOn),
        ...versionsChanged("reward", id, [first], [first, ...later], rewardVersionFields),
        ...ends,
      ];
    }
    const end = was.endedOn === endedOn ? [] : endedOn === null ? [told({ what: "reward", id, act: "revived" })] : ends;
    return [...end, ...versionsChanged("reward", id, was.versions, versions, rewardVersionFields)];
  });
};

const targetTableFields = ({ name, metric, cadence }: TargetTable): Fields => ({ name: nameText(name), metric, cadence });

/** What changes in a row of a target table: the periods that differ alone. */
export const targetRowChanged = (id: string, field: string, from: string | null, to: string | null): Change =>
  told({ what: "targetTable", id, act: "changed", field, from, to });

const withIds = (rates: Company["exchangeRates"]) => rates.map((each) => ({ ...each, id: each.currency }));

/** Each rate by the day from which it holds. */
const ratesFields = ({ held }: CurrencyRates): Fields =>
  Object.fromEntries(held.map(({ value, from }) => [isoDay(from), exchangeRateText(value)]));

const attributesOf = ({ attributes }: Company): readonly { readonly id: string; readonly type: string }[] =>
  Object.entries(attributes).map(([id, type]) => ({ id, type }));

/** A kept change with its words. */
export const retold = (change: Omit<Change, "words">): Change => ({ ...change, words: inWords(change) });

/** A change as it is kept; the words can be said anew from it. Of what kind somebody's leave is stands with the leave alone. */
export const keptChange = ({ what, id, act, field, from, to, startsOn }: Change): Omit<Change, "words"> => ({
  what,
  id,
  act,
  field,
  from,
  to: what === "leave" && act === "added" ? null : to,
  startsOn,
});

/** `leave raj: 2026-03-16 – 2026-03-17 added (vacation)`. */
export const leaveChange = (member: string, days: string, act: "added" | "withdrawn", kind: string | null = null): Change =>
  told({ what: "leave", id: member, act, field: days, to: kind });

export const leaveApproved = (member: string, days: string): Change =>
  told({ what: "leave", id: member, act: "changed", field: days, from: "requested", to: "approved" });

/** Everything that differs, in the order of the file. Empty when applying it changes nothing. */
export const changesBetween = (before: Settings | null, after: Settings): readonly Change[] => {
  const { company } = after;
  const was = before?.company;
  const units = unitsOf(after.metrics);
  return [
    ...(was === undefined
      ? [told({ what: "company", id: company.id, act: "added" })]
      : fieldsChanged("company", company.id, companyFields(was), companyFields(company))),
    ...entitiesChanged("kind", was?.kinds ?? [], company.kinds, ({ name }) => ({ name: nameText(name) }), "removed"),
    ...entitiesChanged("source", was?.sources ?? [], company.sources, ({ provenance }) => ({ provenance }), "removed"),
    ...entitiesChanged("attribute", was === undefined ? [] : attributesOf(was), attributesOf(company), ({ type }) => ({ type }), "removed"),
    ...entitiesChanged("factor", was?.factors ?? [], company.factors, factorFields, "removed"),
    ...entitiesChanged("calendar", was?.calendars ?? [], company.calendars, calendarFields, "removed"),
    ...entitiesChanged("periodList", was?.calendar.lists ?? [], company.calendar.lists ?? [], listFields, "removed"),
    ...entitiesChanged("team", before?.teams ?? [], after.teams, teamFields, "ended"),
    ...entitiesChanged("member", before?.members ?? [], after.members, memberFields, "ended"),
    ...metricsChanged(before?.metrics ?? [], after.metrics),
    ...entitiesChanged("targetTable", was?.targetTables ?? [], company.targetTables, targetTableFields, "ended"),
    ...plansChanged(before?.plans ?? [], after.plans, units),
    ...rewardsChanged(was?.rewards ?? [], company.rewards),
    ...entitiesChanged("exchangeRate", withIds(was?.exchangeRates ?? []), withIds(company.exchangeRates), ratesFields, "removed"),
  ];
};
