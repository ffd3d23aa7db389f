import { refuseUnknownList } from "./cadence.ts";
import type { CompanyFile, MetricEntry, PlanEntry, RequirementEntry } from "./company-file.ts";
import { countsTheSame } from "./company-reading-metrics.ts";
import { shorthandId, shorthandMetric } from "./company-reading-shorthand.ts";
import { builtInKinds, type Settings } from "./company.ts";
import { isoDay, type Day } from "./day.ts";
import { idFromName } from "./id-from-name.ts";
import { languages, nameIn, type Language, type Name } from "./language.ts";
import { teamNamed } from "./member-row-reading.ts";
import { versionOn, type Metric, type MetricVersion } from "./metric.ts";
import { noHint, perhaps } from "./meant.ts";
import { notFound } from "./not-found.ts";
import { isListCadence, isMonthCadence, listOf, periodContaining, type Cadence } from "./period.ts";
import type { Plan, PlanVersion, Requirement } from "./plan.ts";
import type { Counted, QuotaOrder } from "./quota-order-reading.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { metricsOf } from "./requirement.ts";
import { isSame } from "./same.ts";
import { shown } from "./shown.ts";

type Present = { readonly file: CompanyFile; readonly settings: Settings; readonly today: Day };

export type QuotaPut = {
  readonly file: CompanyFile;
  readonly told: (refusal: Refusal) => Refusal;
  readonly metric: { readonly id: string; readonly name: Name; readonly made: boolean };
  readonly plan: { readonly id: string; readonly name: Name; readonly startsOn: Day; readonly made: boolean };
};

const cadenceWords: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  day: { en: "daily", ko: "일간" },
  week: { en: "weekly", ko: "주간" },
  month: { en: "monthly", ko: "월간" },
  quarter: { en: "quarterly", ko: "분기" },
  half: { en: "half-yearly", ko: "반기" },
  year: { en: "yearly", ko: "연간" },
};

const bothLanguages = (say: (language: Language) => string): Name =>
  Object.fromEntries(languages.map((language) => [language, say(language)]));

const cadenceWord = (cadence: Cadence, { company: { calendar } }: Settings, language: Language): string => {
  if (isMonthCadence(cadence)) return cadenceWords["month"]?.[language] ?? cadence;
  const list = isListCadence(cadence) ? listOf(cadence, calendar) : undefined;
  return list === undefined ? (cadenceWords[cadence]?.[language] ?? cadence) : nameIn(list.name, language);
};

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

type Naming = { readonly settings: Settings; readonly cadence: Cadence; readonly team: string | null };

const ofTeam = ({ settings, team }: Naming, language: Language): string => {
  const name = settings.teams.find(({ id }) => id === team)?.name;
  return name === undefined ? "" : ` · ${nameIn(name, language)}`;
};

/** What a plan of one quota is called. */
const planName = (metric: Name, naming: Naming): Name =>
  bothLanguages((language) => {
    const cadence = cadenceWord(naming.cadence, naming.settings, language);
    const what = language === "en" ? `${nameIn(metric, language)}, ${cadence}` : `${cadence} ${nameIn(metric, language)}`;
    return `${what}${ofTeam(naming, language)}`;
  });

/** What a plan of several is called. */
const jointName = (naming: Naming): Name =>
  bothLanguages((language) => {
    const cadence = cadenceWord(naming.cadence, naming.settings, language);
    return `${language === "en" ? `${capital(cadence)} activity` : `${cadence} 활동`}${ofTeam(naming, language)}`;
  });

const meantBy = (where: string): MetricVersion => ({
  version: 0,
  startsOn: -Infinity,
  name: {},
  where,
  measure: { type: "count" },
  oncePer: null,
  provenance: null,
});

/** The metric that has always counted just this, a running one first. */
const metricCounting = (counted: Counted, { metrics, company }: Settings): Metric | undefined => {
  const { where } = shorthandMetric({ ...counted, target: 1 }, company);
  // In either order its conditions ask the same.
  const meant = [where, where.split(" && ").toReversed().join(" && ")].map(meantBy);
  const isMeant = (version: MetricVersion): boolean => meant.some((each) => countsTheSame(company, version, each));
  return metrics.toSorted((a, b) => Number(a.ended) - Number(b.ended)).find(({ versions }) => versions.every(isMeant));
};

type MetricPut = { readonly entries: readonly MetricEntry[]; readonly metric: QuotaPut["metric"] };

const withMetric = (counted: Counted, { file, settings, today }: Present): MetricPut => {
  const entries = file.metrics ?? [];
  const known = metricCounting(counted, settings);
  if (known === undefined) {
    const shorthand = { ...counted, target: 1 };
    const id = idFromName(shorthandId(shorthand), "metric", (each) => entries.some((entry) => entry.id === each));
    const entry = { ...shorthandMetric(shorthand, settings.company), id };
    return { entries: [...entries, entry], metric: { id, name: entry.name, made: true } };
  }
  const { id } = known;
  const metric = { id, name: versionOn(known, today).name, made: known.ended };
  return { entries: known.ended ? entries.map((entry) => (entry.id === id ? { ...entry, ended: undefined } : entry)) : entries, metric };
};

const isPlainQuota = (requirement: Requirement): boolean =>
  requirement.type === "quota" && requirement.atLeast === undefined && typeof requirement.target === "bigint";

/** Asks nothing beside plain quotas, and in no special way: another one may join it. */
const isPlain = ({ require, of, graceDays, ramp, proration, carryOver, makeUp }: PlanVersion): boolean =>
  of === undefined &&
  graceDays === 0 &&
  ramp === null &&
  proration === "none" &&
  carryOver === undefined &&
  makeUp === undefined &&
  (isPlainQuota(require) || (require.type === "allOf" && require.parts.every(isPlainQuota)));

const lastVersion = ({ versions }: Plan): PlanVersion => versions.at(-1) ?? versions[0];

const asksTheSamePeople = (
  { audience, cadence, of }: PlanVersion,
  asked: { readonly cadence: Cadence; readonly team: string | null },
): boolean =>
  of === undefined && cadence === asked.cadence && isSame(audience, { members: null, phase: null, role: null, team: asked.team });

const isRunning = ({ endedOn }: Plan, day: Day): boolean => endedOn === null || endedOn > day;

/** The last version of a plan is what a quota from this day on may stand in: it has not begun, or another may follow it then. */
const mayJoin = (version: PlanVersion, startsOn: Day, today: Day): boolean =>
  version.startsOn < startsOn ? startsOn >= today : version.startsOn === startsOn && startsOn > today;

/**
 * The first day of a period in which no plan that has ended asked the same people for the metric: two plans cannot ask it on the same days.
 * `-Infinity`: none ever did.
 */
const firstFree = (settings: Settings, asked: { readonly cadence: Cadence; readonly team: string | null }, metric: string): Day =>
  settings.plans.reduce((free, { endedOn, versions }) => {
    const asking = versions.some(
      (version) =>
        version.startsOn < (endedOn ?? -Infinity) && asksTheSamePeople(version, asked) && metricsOf(version.require).includes(metric),
    );
    if (!asking || endedOn === null) return free;
    const period = periodContaining(asked.cadence, endedOn, settings.company.calendar);
    return Math.max(free, period.startsOn === endedOn ? endedOn : period.endsBefore);
  }, -Infinity);

/** When the quota begins to be asked. What is said is kept; else it is the first period that may be. */
const startOf = (
  { startsOn, cadence }: QuotaOrder,
  { settings, today }: Present,
  { free, firstDay }: { readonly free: Day; readonly firstDay: Day | null },
): Day => {
  if (typeof startsOn === "number") return startsOn;
  const day = startsOn === "first-day" ? Math.min(firstDay ?? today, today) : today;
  return Math.max(periodContaining(cadence, day, settings.company.calendar).startsOn, free);
};

const partsOf = (require: RequirementEntry): readonly RequirementEntry[] => ("allOf" in require ? require.allOf : [require]);

type PlanPut = {
  readonly entries: readonly PlanEntry[];
  readonly plan: QuotaPut["plan"];
  /** Where the new version stands among the entries. */
  readonly place: number;
};

const joined = (
  plan: Plan,
  quota: RequirementEntry,
  naming: Naming & { readonly startsOn: Day },
  entries: readonly PlanEntry[],
): PlanPut => {
  const version = lastVersion(plan);
  const at = entries.findLastIndex(({ id }) => id === plan.id);
  const last = entries[at];
  if (last === undefined) throw new Error(`The plan ${plan.id} is not in its company's file`);
  const parts = partsOf(last.require);
  const name = parts.length === 1 ? jointName(naming) : version.name;
  const { reason: _, ...kept } = last;
  const entry = { ...kept, name, startsOn: isoDay(naming.startsOn), require: { allOf: [...parts, quota] } };
  const isNext = version.startsOn < naming.startsOn;
  const place = isNext ? at + 1 : at;
  return {
    entries: [...entries.slice(0, place), entry, ...entries.slice(isNext ? place : place + 1)],
    plan: { id: plan.id, name, startsOn: naming.startsOn, made: false },
    place,
  };
};

const ofItsOwn = (
  metric: QuotaPut["metric"],
  quota: RequirementEntry,
  naming: Naming & { readonly startsOn: Day },
  entries: readonly PlanEntry[],
): PlanPut => {
  const { cadence, team, startsOn } = naming;
  const id = idFromName([metric.id, cadence, team].filter((part) => part !== null).join("-"), "plan", (each) =>
    entries.some((entry) => entry.id === each),
  );
  const name = planName(metric.name, naming);
  const entry = { id, name, cadence, startsOn: isoDay(startsOn), ...(team === null ? {} : { for: { team } }), require: quota };
  return { entries: [...entries, entry], plan: { id, name, startsOn, made: true }, place: entries.length };
};

/** A refusal of the file, told of the fields of the order. */
const toldOfOrder =
  (place: number) =>
  (each: Refusal): Refusal => {
    const [, list, index, field, ...inside] = each.pointer.split("/");
    const isPlan = list === "plans" && Number(index) === place;
    const pointer = !isPlan
      ? ""
      : field === "require" && inside.at(-1) === "target"
        ? "/target"
        : field === "startsOn" || field === "cadence"
          ? `/${field}`
          : field === "for"
            ? "/for/team"
            : "";
    return { ...each, pointer };
  };

const refuseOrder = ({ kind, cadence, team }: QuotaOrder, teamId: string | null, { settings }: Present): readonly Refusal[] => {
  const { company, teams } = settings;
  const kinds = [...builtInKinds.map((id) => ({ id })), ...company.kinds];
  return [
    ...(kinds.some(({ id }) => id === kind) ? [] : [notFound("kind", kind, kinds)]),
    ...(teamId === null || teams.some(({ id, ended }) => id === teamId && !ended)
      ? []
      : [{ ...notFound("team", team ?? "", teams), pointer: "/for/team" }]),
    ...refuseUnknownList(cadence, company.calendar).map((each) => ({ ...each, pointer: "/cadence" })),
  ];
};

/**
 * The file with a quota in it: a metric that counts the kind, the present one where there is, and a plan that asks so many of it. It joins a plan
 * of plain quotas that asks the same people by the same cadence where that may change from its first day on; what has begun never changes, so
 * else the quota gets a plan of its own, which asks from that day on. `firstDay`: of the first such activity. Refuses unknown kinds, teams and
 * lists, and what is asked of the same people already.
 */
export const withQuota = (present: Present, order: QuotaOrder, firstDay: Day | null): Outcome<QuotaPut> => {
  const { file, settings, today } = present;
  const { cadence } = order;
  const team = order.team === null ? null : teamNamed(file.teams ?? [], order.team);
  const [first, ...more] = refuseOrder(order, team, present);
  if (first !== undefined) return refused(first, ...more);
  const { entries: metrics, metric } = withMetric(order, present);
  const startsOn = startOf(order, present, { free: firstFree(settings, { cadence, team }, metric.id), firstDay });
  const sharing = settings.plans.filter(
    (plan) => isRunning(plan, Math.max(startsOn, today)) && asksTheSamePeople(lastVersion(plan), { cadence, team }),
  );
  const asking = sharing.find((plan) => metricsOf(lastVersion(plan).require).includes(metric.id));
  if (asking !== undefined) return refused(refusal("quota-there", "/kind", { plan: asking.id, metric: metric.id, cadence }));
  const quota = { metric: metric.id, target: order.target };
  const naming = { settings, cadence, team, startsOn };
  const plans = file.plans ?? [];
  const host = sharing.find((plan) => plan.endedOn === null && isPlain(lastVersion(plan)) && mayJoin(lastVersion(plan), startsOn, today));
  const put = host === undefined ? ofItsOwn(metric, quota, naming, plans) : joined(host, quota, naming, plans);
  return accepted({ file: { ...file, metrics, plans: put.entries }, told: toldOfOrder(put.place), metric, plan: put.plan });
};

/**
 * The settings as if the plan had never been asked: it keeps its name and number, and no day. For one that was made by mistake and that nothing
 * has been closed by. Its version is put behind its end, on the start of a period, as in a file.
 */
export const withdrawn = (settings: Settings, plan: Plan, today: Day): Settings => {
  const [first] = plan.versions;
  const { endsBefore } = periodContaining(first.cadence, Math.max(today, first.startsOn), settings.company.calendar);
  const never: Plan = { ...plan, endedOn: today, versions: [{ ...first, startsOn: endsBefore }] };
  return { ...settings, plans: settings.plans.map((each) => (each === plan ? never : each)) };
};

export type QuotaTaken = {
  readonly file: CompanyFile;
  readonly metric: string;
  readonly endedOn: Day;
  readonly planEnded: boolean;
};

/** The plan without one of its quotas, from the first day on which a version of it may begin. */
const withoutPart = (plan: Plan, metric: string, { file, settings, today }: Present): QuotaTaken => {
  const version = lastVersion(plan);
  const entries = file.plans ?? [];
  const at = entries.findLastIndex(({ id }) => id === plan.id);
  const last = entries[at];
  if (last === undefined) throw new Error(`The plan ${plan.id} is not in its company's file`);
  const left = partsOf(last.require).filter((part) => !("metric" in part) || part.metric !== metric);
  const [only] = left;
  const period = periodContaining(version.cadence, today, settings.company.calendar);
  const isHeld = version.startsOn <= today;
  const next = period.startsOn === today && version.startsOn < today ? today : period.endsBefore;
  const from = isHeld ? next : version.startsOn;
  const { reason: _, ...kept } = last;
  const entry: PlanEntry = {
    ...kept,
    startsOn: isoDay(from),
    require: only !== undefined && left.length === 1 ? only : { allOf: left },
  };
  const place = isHeld ? at + 1 : at;
  return {
    file: { ...file, plans: [...entries.slice(0, place), entry, ...entries.slice(isHeld ? place : place + 1)] },
    metric,
    endedOn: from,
    planEnded: false,
  };
};

/**
 * The file without a quota: its plan ends today, or asks the rest of what it asks from its next period on. Days gone keep what they asked.
 * Refuses a plan that has ended, a metric that it does not ask, and one that is part of a choice or a score.
 */
export const withoutQuota = (
  present: Present,
  { plan: planId, metric }: { readonly plan: string; readonly metric: string | null },
): Outcome<QuotaTaken> => {
  const { file, settings, today } = present;
  const plan = settings.plans.find(({ id }) => id === planId);
  if (plan === undefined) return refused(notFound("plan", planId, settings.plans));
  const asked = isRunning(plan, today) ? metricsOf(lastVersion(plan).require) : [];
  const [first] = asked;
  const none = (found: string): Refusal =>
    refusal("quota-none", "/plan", {
      plan: planId,
      metric: shown(found),
      today: isoDay(today),
      hint: asked.length === 0 ? noHint : perhaps(found, asked),
    });
  if (first === undefined) return refused(none(metric ?? planId));
  if (metric !== null && !asked.includes(metric)) return refused(none(metric));
  if (metric === null || asked.length === 1) {
    const plans = (file.plans ?? []).map((entry) => (entry.id === planId ? { ...entry, endedOn: isoDay(today) } : entry));
    return accepted({ file: { ...file, plans }, metric: metric ?? first, endedOn: today, planEnded: true });
  }
  const { require } = lastVersion(plan);
  if (require.type !== "allOf" || !require.parts.some((part) => part.type === "quota" && part.metric === metric))
    return refused(refusal("quota-inside", "/metric", { plan: planId }));
  return accepted(withoutPart(plan, metric, present));
};
