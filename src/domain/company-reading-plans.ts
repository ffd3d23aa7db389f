import type { AudienceEntry, MetricEntry, PlanEntry, RequirementEntry, TargetEntry } from "./company-file.ts";
import { firstDifference, planVersionFields, unitsOf } from "./company-changes.ts";
import { builtInKinds, type Company, type Settings } from "./company.ts";
import { CREDIT_PER_COUNT, type Credit, type Unit } from "./credit.ts";
import { currencyDecimals } from "./currency.ts";
import { isoDay, type Day, type Span } from "./day.ts";
import { conflictsAmong, versionsInForce, type AudienceConflict } from "./audience.ts";
import { quoted } from "./expression.ts";
import { nameIn, type Language } from "./language.ts";
import type { Member, Team } from "./member.ts";
import { unitOf, type Metric } from "./metric.ts";
import { periodContaining } from "./period.ts";
import type { Audience, Plan, PlanVersion, Requirement } from "./plan.ts";
import { metricsOf } from "./requirement.ts";
import { refusal } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import { shown } from "./shown.ts";
import { isSound, readDay, readId, readName, refuseUnknown, things, type Findings } from "./company-reading-basics.ts";
import { nextNumber } from "./company-reading-people.ts";
import { byId, supersede, type NamedVersion, type Placed } from "./company-reading-versions.ts";

const deepestRequirement = 8;
/** In whole units: a sum of many such targets still fits the database's int8. */
const largestTarget = 1_000_000_000_000n;

type Shorthand = Extract<RequirementEntry, { readonly kind: string }>;

const isShorthand = (entry: RequirementEntry): entry is Shorthand => "kind" in entry;

/** The metric that a shorthand stands for is named after what it counts, so that two plans that say the same share it. */
const shorthandId = ({ kind, direction, outcome }: Shorthand): string => [kind, direction, outcome].filter((part) => part !== null && part !== undefined).join("-");

const kindNames: Readonly<Record<string, Words>> = {
  call: { en: "Calls", ko: "통화" },
  email: { en: "E-mails", ko: "이메일" },
  meeting: { en: "Meetings", ko: "미팅" },
  demo: { en: "Demos", ko: "데모" },
  statement_of_work: { en: "Statements of work", ko: "작업 기술서" },
  social_contact: { en: "Social contacts", ko: "소셜 접촉" },
  message: { en: "Messages", ko: "메시지" },
  visit: { en: "Visits", ko: "방문" },
  referral: { en: "Referrals", ko: "소개" },
};

const directionNames: Readonly<Record<string, Words>> = { outbound: { en: "outbound", ko: "발신" }, inbound: { en: "inbound", ko: "수신" } };

const shorthandMetric = (shorthand: Shorthand, company: Company): MetricEntry => {
  const { kind, direction, outcome } = shorthand;
  const own = company.kinds.find(({ id }) => id === kind)?.name;
  const conditions = Object.entries({ kind, direction, outcome }).flatMap(([field, value]) => (value === null || value === undefined ? [] : [`${field} == ${quoted(value)}`]));
  const nameFor = (language: Language): string => {
    const details = [direction === null || direction === undefined ? undefined : directionNames[direction]?.[language], outcome ?? undefined].filter((part) => part !== undefined);
    const what = own === undefined ? (kindNames[kind]?.[language] ?? kind) : nameIn(own, language);
    return details.length === 0 ? what : `${what} (${details.join(", ")})`;
  };
  return { id: shorthandId(shorthand), name: { en: nameFor("en"), ko: nameFor("ko") }, where: conditions.join(" && ") };
};

const shorthandsIn = (entry: RequirementEntry, pointer: string): readonly Placed<Shorthand>[] => {
  if (isShorthand(entry)) return [{ entry, pointer }];
  if ("allOf" in entry) return entry.allOf.flatMap((part, index) => shorthandsIn(part, `${pointer}/allOf/${index}`));
  return "anyOf" in entry ? entry.anyOf.flatMap((part, index) => shorthandsIn(part, `${pointer}/anyOf/${index}`)) : [];
};

/** The metrics that the plans' shorthands stand for, each once; a kind that nobody declared is refused here, where the author wrote it. */
export const metricsOfShorthands = (findings: Findings, plans: readonly PlanEntry[], company: Company): readonly Placed<MetricEntry>[] => {
  const kinds = [...builtInKinds, ...company.kinds.map(({ id }) => id)];
  const metrics = new Map<string, Placed<MetricEntry>>();
  for (const { entry, pointer } of plans.flatMap((plan, index) => shorthandsIn(plan.require, `/plans/${index}/require`))) {
    if (!kinds.includes(entry.kind)) findings.push(refuseUnknown("kind", entry.kind, kinds, `${pointer}/kind`));
    else if (!metrics.has(shorthandId(entry))) metrics.set(shorthandId(entry), { entry: shorthandMetric(entry, company), pointer });
  }
  return [...metrics.values()];
};

const decimalsOf = (unit: Unit): number => (unit.type === "count" ? String(CREDIT_PER_COUNT).length - 1 : unit.type === "money" ? (currencyDecimals(unit.currency) ?? 0) : 0);

const unitWords = (unit: Unit): Words => {
  const decimals = decimalsOf(unit);
  const scale = decimals === 0 ? { en: "it has none", ko: "소수 없음" } : { en: `at most ${decimals}`, ko: `소수 ${decimals}자리까지` };
  return unit.type === "money" ? { en: `${unit.currency}, ${scale.en}`, ko: `${unit.currency}, ${scale.ko}` } : scale;
};

/** A target in credits: counts in ten-thousandths, seconds whole, money from major to minor units. */
const readTarget = (findings: Findings, entry: TargetEntry, metric: Metric | undefined, pointer: string): Credit => {
  const text = typeof entry === "number" ? String(entry === 0 ? 0 : entry) : entry.trim();
  const [whole, sign = "", digits = "0", decimals = ""] = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text) ?? [];
  if (whole === undefined) findings.push(refusal("target-format", pointer, { found: shown(text), example: "250" }));
  else if (sign === "-") findings.push(refusal("target-negative", pointer, { found: shown(text) }));
  else if (BigInt(digits) > largestTarget) findings.push(refusal("target-range", pointer, { found: shown(text), limit: String(largestTarget) }));
  else if (typeof entry === "number" && Math.abs(entry) >= Number.MAX_SAFE_INTEGER) findings.push(refusal("number-precision", pointer, { found: shown(text) }));
  if (metric === undefined) return 0n;
  const unit = unitOf(metric.versions[0].measure);
  const scale = decimalsOf(unit);
  const significant = decimals.replace(/0+$/, "");
  if (significant.length > scale) findings.push(refusal("target-decimals", pointer, { found: shown(text), metric: metric.id, unit: unitWords(unit) }));
  return BigInt(digits + significant.slice(0, scale).padEnd(scale, "0"));
};

type Known = { readonly company: Company; readonly metrics: ReadonlyMap<string, Metric>; readonly teams: readonly Team[]; readonly members: readonly Member[] };

const readRequirement = (findings: Findings, entry: RequirementEntry, known: Known, pointer: string, depth = 1): Requirement => {
  if (depth > deepestRequirement) {
    findings.push(refusal("requirement-depth", pointer, { limit: deepestRequirement }));
    return { type: "quota", metric: "", target: 0n };
  }
  const list = "allOf" in entry ? "allOf" : "anyOf" in entry ? "anyOf" : undefined;
  if (list !== undefined) {
    const parts = ("allOf" in entry ? entry.allOf : "anyOf" in entry ? entry.anyOf : []).map((part, index) => readRequirement(findings, part, known, `${pointer}/${list}/${index}`, depth + 1));
    const [first, ...rest] = parts;
    if (first !== undefined) return { type: list, parts: [first, ...rest] };
    findings.push(refusal("requirement-empty", `${pointer}/${list}`));
    return { type: "quota", metric: "", target: 0n };
  }
  if (!("target" in entry)) throw new Error("a requirement without a target is none of the shapes");
  const id = isShorthand(entry) ? shorthandId(entry) : entry.metric;
  const metric = known.metrics.get(id);
  if (metric === undefined && !isShorthand(entry)) {
    const running = [...known.metrics.values()].filter(({ ended }) => !ended).map((each) => each.id);
    findings.push(refuseUnknown("metric", id, running, `${pointer}/metric`));
  }
  return { type: "quota", metric: id, target: readTarget(findings, entry.target, metric, `${pointer}/target`) };
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
  return {
    pointer,
    hasStart: startsOn !== null,
    value: {
      version: 0,
      startsOn: startsOn ?? -Infinity,
      name: readName(findings, entry.name, entry.id, `${pointer}/name`),
      cadence: entry.cadence,
      audience: readAudience(findings, entry.for, known, `${pointer}/for`),
      require: readRequirement(findings, entry.require, known, `${pointer}/require`),
    },
  };
};

/** The first day from today on that may begin a version. */
const earliestStart = ({ cadence }: PlanVersion, company: Company, today: Day): Day => {
  const period = periodContaining(cadence, today, company.calendar);
  return period.startsOn === today ? today : period.endsBefore;
};

/** No version cuts a period in two; nor does a new calendar cut those that stand already. */
const refuseBetweenPeriods = (findings: Findings, versions: readonly PlanVersion[], named: readonly NamedVersion<PlanVersion>[], company: Company): void => {
  for (const { startsOn, cadence } of versions.filter((version) => Number.isFinite(version.startsOn))) {
    const period = periodContaining(cadence, startsOn, company.calendar);
    if (period.startsOn === startsOn) continue;
    const pointer = named.find(({ value }) => value.startsOn === startsOn)?.pointer;
    findings.push(
      refusal("plan-start", pointer === undefined ? "/company" : `${pointer}/startsOn`, {
        found: isoDay(startsOn), cadence, from: isoDay(period.startsOn), through: isoDay(period.endsBefore - 1), next: isoDay(period.endsBefore),
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

export const readPlans = (findings: Findings, entries: readonly PlanEntry[], before: Settings | null, known: Known, today: Day): readonly Plan[] => {
  const storedById = new Map((before?.plans ?? []).map((plan) => [plan.id, plan]));
  const fieldsOf = planVersionFields(unitsOf([...known.metrics.values()]));
  let next = nextNumber(before?.plans ?? []);
  const named = byId(entries.map((entry, index) => ({ entry, pointer: `/plans/${index}` })));
  const plans: Plan[] = [];
  for (const [id, placed] of named) {
    readId(findings, id, `${placed[0].pointer}/id`);
    const stored = storedById.get(id);
    const versions = placed.map((each) => readVersion(findings, each, known));
    const [first, ...later] = supersede(findings, {
      thing: "plan", id, stored: stored?.versions ?? [], named: versions, today,
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

/**
 * A running plan keeps what it counts, for its earlier periods too: late records of theirs still come. Its team may end once the versions that ask
 * that team are over.
 */
export const refuseEndedInUse = (findings: Findings, plans: readonly Plan[], entries: readonly PlanEntry[], known: Known, today: Day): void => {
  const pointers = new Map(entries.map(({ id }, index) => [id, `/plans/${index}`]));
  const endedTeams = new Set(known.teams.filter(({ ended }) => ended).map(({ id }) => id));
  const isUnread = new Set(entries.filter((_, index) => !isSound(findings, `/plans/${index}`)).map(({ id }) => id));
  for (const plan of plans.filter(({ id, endedOn }) => !isUnread.has(id) && (endedOn === null || endedOn > today))) {
    const user = { en: `the plan "${plan.id}"`, ko: `활동 기준 "${plan.id}"` };
    const pointer = pointers.get(plan.id) ?? "/plans";
    for (const metric of new Set(plan.versions.flatMap(({ require }) => metricsOf(require)))) {
      if (known.metrics.get(metric)?.ended === true) findings.push(refusal("reference-ended", pointer, { what: things.metric, found: metric, user }));
    }
    const running = versionsInForce(plan).filter(({ span }) => span.endsBefore > today);
    for (const team of new Set(running.map(({ version }) => version.audience.team))) {
      if (team !== null && endedTeams.has(team)) findings.push(refusal("reference-ended", pointer, { what: things.team, found: team, user }));
    }
  }
};

const FEW = 5;

const daysOf = ({ startsOn, endsBefore }: Span): Words => {
  const isOpen = { start: !Number.isFinite(startsOn), end: !Number.isFinite(endsBefore) };
  const from = isOpen.start ? undefined : isoDay(startsOn);
  const through = isOpen.end ? undefined : isoDay(endsBefore - 1);
  if (from === undefined) return through === undefined ? { en: "every day", ko: "모든 날" } : { en: `every day through ${through}`, ko: `${through}까지` };
  return through === undefined ? { en: `from ${from} on`, ko: `${from}부터` } : { en: `${from} to ${through}`, ko: `${from}~${through}` };
};

/** Two plans meet in many members at once; they are told together, so that one mistake is one sentence. */
export const refuseConflicts = (findings: Findings, plans: readonly Plan[], entries: readonly PlanEntry[], known: Known): void => {
  const together = new Map<string, { readonly conflict: AudienceConflict; readonly members: string[] }>();
  for (const conflict of conflictsAmong(plans, known.members, known.teams)) {
    const { plans: pair, metric, cadence, span } = conflict;
    const key = JSON.stringify([pair, metric, cadence, String(span.startsOn), String(span.endsBefore)]);
    const group = together.get(key) ?? { conflict, members: [] };
    group.members.push(conflict.member);
    together.set(key, group);
  }
  for (const { conflict, members } of together.values()) {
    const [plan, other] = conflict.plans;
    const index = Math.max(entries.findLastIndex(({ id }) => id === plan), entries.findLastIndex(({ id }) => id === other));
    const few = members.slice(0, FEW).join(", ");
    const more = members.length - FEW;
    findings.push(
      refusal("plan-conflict", index < 0 ? "/plans" : `/plans/${index}`, {
        plan, other, metric: conflict.metric, cadence: conflict.cadence, days: daysOf(conflict.span),
        members: more > 0 ? { en: `${few} and ${more} more`, ko: `${few} 외 ${more}명` } : few,
      }),
    );
  }
};
