import { firstDifference, planVersionFields, unitsOf } from "./company-changes.ts";
import type { AudienceEntry, PlanEntry, RequirementEntry } from "./company-file.ts";
import { isSound, readDay, readId, readName, refuseUnknown, type Findings } from "./company-reading-basics.ts";
import { nextNumber } from "./company-reading-people.ts";
import { isShorthand, shorthandId } from "./company-reading-shorthand.ts";
import { readTarget } from "./company-reading-target.ts";
import { refuseTeamPlan } from "./company-reading-team-plans.ts";
import { byId, placedIn, supersede, type NamedVersion, type Placed } from "./company-reading-versions.ts";
import type { Company, Settings } from "./company.ts";
import { CREDIT_PER_COUNT } from "./credit.ts";
import { isoDay, type Day } from "./day.ts";
import type { Member, Team } from "./member.ts";
import type { Metric } from "./metric.ts";
import { periodContaining, type Cadence } from "./period.ts";
import type { Audience, Plan, PlanVersion, QuotaTarget, Requirement } from "./plan.ts";
import { refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import type { TargetTable } from "./target-table.ts";

const deepestRequirement = 8;

export type Known = {
  readonly company: Company;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly teams: readonly Team[];
  readonly members: readonly Member[];
  readonly targetTables: readonly TargetTable[];
};

/** Counts heads: whole members, whatever the metric measures. */
const heads: Metric = {
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

type QuotaEntry = Exclude<RequirementEntry, HeadsEntry | { readonly allOf: unknown } | { readonly anyOf: unknown }>;

/** The table must be one of the metric and the cadence, so that what it says of a period is what the plan asks in it. */
const readQuotaTarget = (
  findings: Findings,
  { target }: QuotaEntry,
  { metric, cadence, known }: { readonly metric: string; readonly cadence: Cadence; readonly known: Known },
  pointer: string,
): QuotaTarget => {
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

type Reading = { readonly known: Known; readonly cadence: Cadence };

const readRequirement = (findings: Findings, entry: RequirementEntry, reading: Reading, pointer: string, depth = 1): Requirement => {
  const { known, cadence } = reading;
  if (depth > deepestRequirement) {
    findings.push(refusal("requirement-depth", pointer, { limit: deepestRequirement }));
    return { type: "quota", metric: "", target: 0n };
  }
  const list = "allOf" in entry ? "allOf" : "anyOf" in entry ? "anyOf" : undefined;
  if (list !== undefined) {
    const parts = ("allOf" in entry ? entry.allOf : "anyOf" in entry ? entry.anyOf : []).map((part, index) =>
      readRequirement(findings, part, reading, `${pointer}/${list}/${index}`, depth + 1),
    );
    const [first, ...rest] = parts;
    if (first !== undefined) return { type: list, parts: [first, ...rest] };
    findings.push(refusal("requirement-empty", `${pointer}/${list}`));
    return { type: "quota", metric: "", target: 0n };
  }
  if (!("target" in entry)) throw new Error("a requirement without a target is none of the shapes");
  if ("members" in entry) return readHeads(findings, entry, known, pointer);
  const metric = isShorthand(entry) ? shorthandId(entry) : entry.metric;
  if (!known.metrics.has(metric) && !isShorthand(entry)) refuseUnknownMetric(findings, metric, known, `${pointer}/metric`);
  return { type: "quota", metric, target: readQuotaTarget(findings, entry, { metric, cadence, known }, `${pointer}/target`) };
};

const readAudience = (findings: Findings, entry: AudienceEntry | null | undefined, known: Known, pointer: string): Audience => {
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

const readVersion = (findings: Findings, { entry, pointer }: Placed<PlanEntry>, known: Known): NamedVersion<PlanVersion> => {
  const startsOn = readDay(findings, entry.startsOn, `${pointer}/startsOn`);
  const of = entry.of === "team" ? entry.of : undefined;
  const audience = readAudience(findings, entry.for, known, `${pointer}/for`);
  const require = readRequirement(findings, entry.require, { known, cadence: entry.cadence }, `${pointer}/require`);
  refuseTeamPlan(findings, { of, audience, require }, pointer);
  return {
    pointer,
    hasStart: startsOn !== null,
    value: {
      version: 0,
      startsOn: startsOn ?? -Infinity,
      name: readName(findings, entry.name, entry.id, `${pointer}/name`),
      cadence: entry.cadence,
      audience,
      ...(of === undefined ? {} : { of }),
      require,
    },
  };
};

/** The first day from today on that may begin a version. */
const earliestStart = ({ cadence }: PlanVersion, company: Company, today: Day): Day => {
  const period = periodContaining(cadence, today, company.calendar);
  return period.startsOn === today ? today : period.endsBefore;
};

/** No version cuts a period in two; nor does a new calendar cut those that stand already. */
const refuseBetweenPeriods = (
  findings: Findings,
  versions: readonly PlanVersion[],
  named: readonly NamedVersion<PlanVersion>[],
  company: Company,
): void => {
  for (const { startsOn, cadence } of versions.filter((version) => Number.isFinite(version.startsOn))) {
    const period = periodContaining(cadence, startsOn, company.calendar);
    if (period.startsOn === startsOn) continue;
    const pointer = named.find(({ value }) => value.startsOn === startsOn)?.pointer;
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

const readEnd = (findings: Findings, placed: readonly Placed<PlanEntry>[], stored: Plan | undefined, today: Day): Day | null => {
  const last = placed.findLast(({ entry }) => entry.endedOn !== null && entry.endedOn !== undefined);
  if (last === undefined) return null;
  const endedOn = readDay(findings, last.entry.endedOn, `${last.pointer}/endedOn`);
  if (endedOn !== null && stored !== undefined && endedOn < today && endedOn !== stored.endedOn) {
    findings.push(refusal("plan-end-past", `${last.pointer}/endedOn`, { found: isoDay(endedOn), earliest: isoDay(today) }));
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
    const versions = placed.map((each) => readVersion(findings, each, known));
    const [first, ...later] = supersede(findings, {
      thing: "plan",
      id,
      stored: stored?.versions ?? [],
      named: versions,
      today,
      difference: (one, other) => firstDifference(fieldsOf({ ...one, name: {} }), fieldsOf({ ...other, name: {} })),
      earliest: (version) => earliestStart(version, known.company, today),
    });
    if (first === undefined) continue;
    refuseBetweenPeriods(findings, [first, ...later], versions, known.company);
    plans.push({ number: stored?.number ?? next++, id, endedOn: readEnd(findings, placed, stored, today), versions: [first, ...later] });
  }
  const gone = (before?.plans ?? [])
    .filter(({ id }) => !named.has(id))
    .map((plan) => {
      refuseBetweenPeriods(findings, plan.versions, [], known.company);
      return plan;
    })
    .map((plan) => ({ ...plan, endedOn: plan.endedOn === null || plan.endedOn > today ? today : plan.endedOn }));
  return [...gone, ...plans].toSorted((a, b) => a.number - b.number);
};
