import { firstDifference, planVersionFields, unitsOf } from "./company-changes.ts";
import type { AudienceEntry, PlanEntry, RequirementEntry, TargetEntry } from "./company-file.ts";
import { isSound, readDay, readId, readName, refuseUnknown, type Findings } from "./company-reading-basics.ts";
import { nextNumber } from "./company-reading-people.ts";
import { readCadence, readCarrying, readOver, readScore, type PlanContext } from "./company-reading-requirements.ts";
import { isShorthand, shorthandId } from "./company-reading-shorthand.ts";
import { readRamp } from "./company-reading-ramp.ts";
import { readTarget } from "./company-reading-target.ts";
import { refuseTeamPlan } from "./company-reading-team-plans.ts";
import { byId, placedIn, readReason, supersede, type NamedVersion, type Placed } from "./company-reading-versions.ts";
import type { Company, Settings } from "./company.ts";
import { CREDIT_PER_COUNT, type Credit } from "./credit.ts";
import { isoDay, type Day } from "./day.ts";
import { isLowering } from "./lowering.ts";
import { noHint } from "./meant.ts";
import type { Member, Team } from "./member.ts";
import { unitOf, type Metric } from "./metric.ts";
import { listOf, periodContaining, type Cadence } from "./period.ts";
import type { Audience, Plan, PlanVersion, QuotaTarget, Requirement } from "./plan.ts";
import { refusal, type RefusalCode } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import { shown } from "./shown.ts";
import type { TargetTable } from "./target-table.ts";
import { targetText } from "./target-text.ts";

const deepestRequirement = 8;

export type Known = {
  readonly company: Company;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly teams: readonly Team[];
  readonly members: readonly Member[];
  readonly targetTables: readonly TargetTable[];
};

/** `cadence` is that of the periods in which it is asked: the plan's, or a shorter one. */
type Reading = Known & { readonly context: PlanContext; readonly cadence: Cadence; readonly isOver?: true };

const unread: Requirement = { type: "quota", metric: "", target: 0n };

/** The second mark of a quota, in the same unit as its target. Beside a table there is none: what is above one's number may be below another's. */
const readStretch = (
  findings: Findings,
  entry: TargetEntry | null | undefined,
  { metric, target }: { readonly metric: Metric | undefined; readonly target: QuotaTarget },
  pointer: string,
): { readonly stretch?: Credit } => {
  if (entry === null || entry === undefined) return {};
  const stretch = readTarget(findings, entry, metric, pointer);
  if (typeof target === "object") findings.push(refusal("stretch-of-table", pointer, { table: target.table }));
  else if (metric !== undefined && stretch < target && isSound(findings, pointer)) {
    const unit = unitOf(metric.versions[0].measure);
    findings.push(refusal("stretch-below", pointer, { found: targetText(stretch, unit), target: targetText(target, unit) }));
  }
  return { stretch };
};

/** Counts heads: whole members, whatever the metric measures. */
export const heads: Metric = {
  number: 0,
  id: "members",
  ended: false,
  versions: [{ version: 1, startsOn: -Infinity, name: {}, where: "true", measure: { type: "count" }, oncePer: null, provenance: null }],
};

const refuseUnknownMetric = (findings: Findings, id: string, { metrics }: Known, pointer: string): void => {
  const running = [...metrics.values()].filter(({ ended }) => !ended).map((each) => each.id);
  findings.push(refuseUnknown("metric", id, running, pointer));
};

type HeadsEntry = Extract<RequirementEntry, { readonly members: unknown }>;

const readHeads = (findings: Findings, { members, target }: HeadsEntry, known: Known, pointer: string): Requirement => {
  const metric = known.metrics.get(members.metric);
  if (metric === undefined) refuseUnknownMetric(findings, members.metric, known, `${pointer}/members/metric`);
  const atLeast = readTarget(findings, members.atLeast, metric, `${pointer}/members/atLeast`);
  if (atLeast === 0n && isSound(findings, `${pointer}/members`))
    findings.push(refusal("heads-at-least", `${pointer}/members/atLeast`, { found: String(members.atLeast) }));
  const needed = readTarget(findings, target, heads, `${pointer}/target`);
  if (needed % CREDIT_PER_COUNT !== 0n) findings.push(refusal("heads-whole", `${pointer}/target`, { found: shown(String(target)) }));
  return { type: "quota", metric: members.metric, target: needed, atLeast };
};

type QuotaEntry = Extract<RequirementEntry, { readonly target: unknown; readonly stretch?: unknown }>;

/** The table must be one of the metric and the cadence, so that what it says of a period is what the plan asks in it. */
const readQuotaTarget = (findings: Findings, { target }: QuotaEntry, metric: string, known: Reading, pointer: string): QuotaTarget => {
  const { cadence } = known;
  if (typeof target !== "object") return readTarget(findings, target, known.metrics.get(metric), pointer);
  const at = `${pointer}/table`;
  const id = target.table.normalize("NFC");
  const table = known.targetTables.find((each) => each.id === id);
  const running = known.targetTables.filter(({ ended }) => !ended).map((each) => each.id);
  if (table === undefined) findings.push(refuseUnknown("targetTable", id, running, at));
  else if (table.metric !== metric) findings.push(refusal("target-table-metric", at, { table: id, found: table.metric, metric }));
  else if (table.cadence !== cadence) findings.push(refusal("target-table-cadence", at, { table: id, found: table.cadence, cadence }));
  return { table: id };
};

const readRequirement = (findings: Findings, entry: RequirementEntry, known: Reading, pointer: string, depth = 1): Requirement => {
  if (depth > deepestRequirement) {
    findings.push(refusal("requirement-depth", pointer, { limit: deepestRequirement }));
    return unread;
  }
  if ("score" in entry) {
    const read = readScore(findings, entry, pointer, (part, at) => readRequirement(findings, part, known, at, depth + 1));
    if (read === undefined) findings.push(refusal("requirement-empty", `${pointer}/score/parts`));
    return read ?? unread;
  }
  if ("over" in entry) {
    if (known.isOver === true) findings.push(refusal("over-inside", pointer));
    const readPart = (part: RequirementEntry, at: string, cadence: Cadence): Requirement =>
      readRequirement(findings, part, { ...known, cadence, isOver: true }, at, depth + 1);
    return readOver(findings, entry, { pointer, context: known.context, readPart });
  }
  const list = "allOf" in entry ? "allOf" : "anyOf" in entry ? "anyOf" : undefined;
  if (list !== undefined) {
    const parts = ("allOf" in entry ? entry.allOf : "anyOf" in entry ? entry.anyOf : []).map((part, index) =>
      readRequirement(findings, part, known, `${pointer}/${list}/${index}`, depth + 1),
    );
    const [first, ...rest] = parts;
    if (first !== undefined) return { type: list, parts: [first, ...rest] };
    findings.push(refusal("requirement-empty", `${pointer}/${list}`));
    return unread;
  }
  if (!("target" in entry)) throw new Error("a requirement without a target is none of the shapes");
  if ("members" in entry) return readHeads(findings, entry, known, pointer);
  const id = isShorthand(entry) ? shorthandId(entry) : entry.metric;
  const metric = known.metrics.get(id);
  if (metric === undefined && !isShorthand(entry)) refuseUnknownMetric(findings, id, known, `${pointer}/metric`);
  const target = readQuotaTarget(findings, entry, id, known, `${pointer}/target`);
  const unscaled = entry.proration === "none" ? ({ proration: "none" } as const) : {};
  return {
    type: "quota",
    metric: id,
    target,
    ...unscaled,
    ...readStretch(findings, entry.stretch, { metric, target }, `${pointer}/stretch`),
  };
};

export const readAudience = (findings: Findings, entry: AudienceEntry | null | undefined, known: Known, pointer: string): Audience => {
  const team = entry?.team ?? null;
  const members = entry?.members ?? null;
  const phase = entry?.phase ?? null;
  const teams = known.teams.filter(({ ended }) => !ended).map(({ id }) => id);
  if (team !== null && !known.teams.some(({ id }) => id === team)) findings.push(refuseUnknown("team", team, teams, `${pointer}/team`));
  const memberIds = new Set(known.members.map(({ id }) => id));
  for (const [index, member] of (members ?? []).entries()) {
    if (!memberIds.has(member)) findings.push(refuseUnknown("member", member, memberIds, `${pointer}/members/${index}`));
  }
  return {
    members: members === null ? null : [...new Set(members)].toSorted(),
    phase: phase === null ? null : readId(findings, phase, `${pointer}/phase`),
    role: entry?.role ?? null,
    team,
  };
};

const MOST_GRACE_DAYS = 92;

const readGraceDays = (findings: Findings, { graceDays }: PlanEntry, pointer: string): number => {
  const days = graceDays ?? 0;
  const refuse = (code: RefusalCode, limit: number) => findings.push(refusal(code, `${pointer}/graceDays`, { found: String(days), limit }));
  if (!Number.isInteger(days)) refuse("number-integer", 0);
  else if (days < 0) refuse("number-min", 0);
  else if (days > MOST_GRACE_DAYS) refuse("number-range", MOST_GRACE_DAYS);
  return days;
};

const readVersion = (findings: Findings, { entry, pointer }: Placed<PlanEntry>, known: Known, today: Day): NamedVersion<PlanVersion> => {
  const { calendar } = known.company;
  const cadence = readCadence(findings, entry.cadence, calendar, `${pointer}/cadence`) ?? "month";
  const context = { cadence, calendar, today };
  const startsOn = readDay(findings, entry.startsOn, `${pointer}/startsOn`);
  const reason = readReason(findings, entry.reason, `${pointer}/reason`);
  const of = entry.of === "team" ? entry.of : undefined;
  const audience = readAudience(findings, entry.for, known, `${pointer}/for`);
  const require = readRequirement(findings, entry.require, { ...known, context, cadence }, `${pointer}/require`);
  refuseTeamPlan(findings, { of, audience, require, entry }, pointer);
  return {
    pointer,
    hasStart: startsOn !== null,
    value: {
      version: 0,
      startsOn: startsOn ?? -Infinity,
      name: readName(findings, entry.name, entry.id, `${pointer}/name`),
      cadence,
      audience,
      ...(of === undefined ? {} : { of }),
      require,
      graceDays: readGraceDays(findings, entry, pointer),
      ramp: readRamp(findings, entry, cadence, pointer),
      proration: entry.proration ?? "none",
      rounding: entry.rounding ?? "half-up",
      ...(reason === null ? {} : { reason }),
      ...readCarrying(findings, entry, pointer),
    },
  };
};

const lastCadence = ({ versions }: Plan): Cadence => (versions.at(-1) ?? versions[0]).cadence;

/**
 * A plan that runs on after its list has ended would silently ask nothing. That one ended meanwhile is told by every answer, and keeps no
 * other change from being made.
 */
const refuseEndedList = (findings: Findings, plan: Plan, pointer: string, { before, company, today }: Ending): void => {
  const list = listOf(lastCadence(plan), company.calendar);
  if (list === undefined || list.endsBefore > today || (plan.endedOn !== null && plan.endedOn <= today)) return;
  const stored = before?.plans.find(({ id }) => id === plan.id);
  const was = before === null || stored === undefined ? undefined : listOf(lastCadence(stored), before.company.calendar);
  if (was?.id === list.id && was.endsBefore === list.endsBefore && stored?.endedOn === plan.endedOn) return;
  findings.push(refusal("list-over", pointer, { list: list.id, end: isoDay(list.endsBefore), today: isoDay(today), plan: plan.id }));
};

type Ending = { readonly before: Settings | null; readonly company: Company; readonly today: Day };

/** The first day from today on that may begin a version. */
export const earliestStart = ({ cadence }: Pick<PlanVersion, "cadence">, company: Company, today: Day): Day => {
  const period = periodContaining(cadence, today, company.calendar);
  return period.startsOn === today ? today : period.endsBefore;
};

/** Added to the refusal of a day that is gone. */
const orIfLower: Words = {
  en: " Only a version that asks less, and of nothing else, may start with the running period.",
  ko: " 요구를 낮추기만 하는 버전은 진행 중인 기간의 첫날부터 적용할 수 있습니다.",
};

/** A lowering may hold at once: from the start of the running period on, and nothing that holds already follows it. */
const mayBeginEarlier = (version: PlanVersion, stored: readonly PlanVersion[], { calendar }: Company, today: Day): boolean => {
  const before = stored.findLast(({ startsOn }) => startsOn < version.startsOn);
  return (
    before !== undefined &&
    version.startsOn >= periodContaining(version.cadence, today, calendar).startsOn &&
    !stored.some(({ startsOn }) => startsOn > version.startsOn && startsOn <= today) &&
    isLowering(before, version)
  );
};

/** A team's number is one of the whole period, whoever belonged to it on which day. */
const isOfTeam = (...versions: readonly (PlanVersion | undefined)[]): boolean => versions.some((version) => version?.of === "team");

/** Whether it may cut a period in two: it asks less, or says why not. A version of another cadence has no period to cut. */
const mayCut = (before: PlanVersion | undefined, version: PlanVersion): boolean =>
  !isOfTeam(before, version) &&
  (version.reason === undefined
    ? before !== undefined && isLowering(before, version)
    : before === undefined || before.cadence === version.cadence);

/** A version that asks more waits for a period to begin, or says why not; nor does a new calendar cut periods. */
const refuseBetweenPeriods = (
  findings: Findings,
  { id, versions }: Pick<Plan, "id" | "versions">,
  named: readonly NamedVersion<PlanVersion>[],
  { company, metrics }: Pick<Known, "company" | "metrics">,
): void => {
  const fieldsOf = planVersionFields(unitsOf([...metrics.values()]));
  for (const [index, version] of versions.entries()) {
    const { startsOn, cadence } = version;
    if (!Number.isFinite(startsOn)) continue;
    const period = periodContaining(cadence, startsOn, company.calendar);
    const before = versions[index - 1];
    if (period.startsOn === startsOn || mayCut(before, version)) continue;
    const pointer = named.find(({ value }) => value.startsOn === startsOn)?.pointer;
    if (pointer !== undefined && !isSound(findings, `${pointer}/cadence`)) continue;
    if (pointer !== undefined && before?.cadence === cadence && !isOfTeam(before, version)) {
      const changed = firstDifference(fieldsOf(before), fieldsOf(version)) ?? noHint;
      findings.push(
        refusal("plan-raise", `${pointer}/startsOn`, { id, found: isoDay(startsOn), changed, next: isoDay(period.endsBefore) }),
      );
      continue;
    }
    findings.push(
      refusal("plan-start", pointer === undefined ? "/company" : `${pointer}/startsOn`, {
        found: isoDay(startsOn),
        cadence,
        from: isoDay(period.startsOn),
        through: isoDay(period.endsBefore - 1),
        next: isoDay(period.endsBefore),
      }),
    );
  }
};

export const readEnd = (
  findings: Findings,
  placed: readonly Placed<Pick<PlanEntry, "endedOn">>[],
  stored: Pick<Plan, "endedOn"> | undefined,
  today: Day,
  code: "plan-end-past" | "reward-end-past" = "plan-end-past",
): Day | null => {
  const last = placed.findLast(({ entry }) => entry.endedOn !== null && entry.endedOn !== undefined);
  if (last === undefined) return null;
  const endedOn = readDay(findings, last.entry.endedOn, `${last.pointer}/endedOn`);
  if (endedOn !== null && stored !== undefined && endedOn < today && endedOn !== stored.endedOn) {
    findings.push(refusal(code, `${last.pointer}/endedOn`, { found: isoDay(endedOn), earliest: isoDay(today) }));
  }
  return endedOn;
};

export const readPlans = (
  findings: Findings,
  entries: readonly PlanEntry[],
  before: Settings | null,
  known: Known,
  today: Day,
): readonly Plan[] => {
  const storedById = new Map((before?.plans ?? []).map((plan) => [plan.id, plan]));
  const fieldsOf = planVersionFields(unitsOf([...known.metrics.values()]));
  let next = nextNumber(before?.plans ?? []);
  const named = byId(placedIn(entries, "/plans"));
  const plans: Plan[] = [];
  for (const [id, placed] of named) {
    readId(findings, id, `${placed[0].pointer}/id`);
    const stored = storedById.get(id);
    const versions = placed.map((each) => readVersion(findings, each, known, today));
    const [first, ...later] = supersede(findings, {
      thing: "plan",
      id,
      stored: stored?.versions ?? [],
      named: versions,
      today,
      difference: (one, other) => firstDifference(fieldsOf({ ...one, name: {} }), fieldsOf({ ...other, name: {} })),
      earliest: (version) => earliestStart(version, known.company, today),
      past: { isAllowed: (version) => mayBeginEarlier(version, stored?.versions ?? [], known.company, today), how: orIfLower },
    });
    if (first === undefined) continue;
    refuseBetweenPeriods(findings, { id, versions: [first, ...later] }, versions, known);
    const endedOn = readEnd(findings, placed, stored, today);
    const plan: Plan = { number: stored?.number ?? next++, id, endedOn, versions: [first, ...later] };
    refuseEndedList(findings, plan, placed[0].pointer, { before, company: known.company, today });
    plans.push(plan);
  }
  const gone = (before?.plans ?? [])
    .filter(({ id }) => !named.has(id))
    .map((plan) => {
      refuseBetweenPeriods(findings, plan, [], known);
      return plan;
    })
    .map((plan) => ({ ...plan, endedOn: plan.endedOn === null || plan.endedOn > today ? today : plan.endedOn }));
  return [...gone, ...plans].toSorted((a, b) => a.number - b.number);
};
