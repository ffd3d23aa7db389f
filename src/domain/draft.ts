import type { CompanyFile, MetricEntry, NameEntry, PlanEntry } from "./company-file.ts";
import { readCompany } from "./company-reading.ts";
import { readDay, type Findings } from "./company-reading-basics.ts";
import { companyFileOf } from "./company-writing.ts";
import type { Settings } from "./company.ts";
import type { Day } from "./day.ts";
import type { Plan } from "./plan.ts";
import { accepted, refused, type Outcome, type Refusal } from "./refusal.ts";

/** Versions of metrics and plans, new or changed, as the company file writes them. */
export type DraftContent = { readonly metrics: readonly MetricEntry[]; readonly plans: readonly PlanEntry[] };

type VersionEntry = { readonly id: string; readonly startsOn?: string | null | undefined };

/** Where in a whole file each drafted entry came to stand: its place in the draft by its place in the file. */
type Places = { readonly metrics: ReadonlyMap<number, number>; readonly plans: ReadonlyMap<number, number> };

/** A refusal of a whole file, told of the draft: what is wrong elsewhere has no place in it. */
const toldOfDraft =
  (places: Places) =>
  (refusal: Refusal): Refusal => {
    const [, section = "", index = "", ...inside] = refusal.pointer.split("/");
    const at = section === "metrics" || section === "plans" ? places[section].get(Number(index)) : undefined;
    return { ...refusal, pointer: at === undefined ? "" : ["", section, at, ...inside].join("/") };
  };

const isSameVersion = (one: VersionEntry, other: VersionEntry): boolean =>
  one.id === other.id && (one.startsOn ?? null) === (other.startsOn ?? null);

/** The entries with the drafted ones put in their places. */
const withDrafted = <E extends VersionEntry>(
  entries: readonly E[],
  drafted: readonly E[],
): { readonly entries: readonly E[]; readonly places: ReadonlyMap<number, number> } => {
  const result = [...entries];
  const places = new Map<number, number>();
  for (const [at, entry] of drafted.entries()) {
    const known = entries.findIndex((each) => isSameVersion(each, entry));
    const place = known < 0 || places.has(known) ? result.length : known;
    result[place] = entry;
    places.set(place, at);
  }
  return { entries: result, places };
};

/** The company's file as it would be with the draft in it, and how a refusal of that file is told of the draft. */
export const draftIntoFile = (
  file: CompanyFile,
  { metrics, plans }: DraftContent,
): { readonly file: CompanyFile; readonly told: (refusal: Refusal) => Refusal } => {
  const withMetrics = withDrafted(file.metrics ?? [], called(metrics, file.metrics ?? []));
  const withPlans = withDrafted(file.plans ?? [], called(plans, file.plans ?? []));
  return {
    file: { ...file, metrics: withMetrics.entries, plans: withPlans.entries },
    told: toldOfDraft({ metrics: withMetrics.places, plans: withPlans.places }),
  };
};

/** The draft with a first day for those of its versions that have none although something of their id holds already. */
export const startingOn = (content: DraftContent, startsOn: string, { metrics, plans }: Settings): DraftContent => {
  const dated =
    (known: readonly { readonly id: string }[]) =>
    <E extends VersionEntry>(entry: E): E =>
      (entry.startsOn ?? null) === null && known.some(({ id }) => id === entry.id) ? { ...entry, startsOn } : entry;
  return { metrics: content.metrics.map(dated(metrics)), plans: content.plans.map(dated(plans)) };
};

/** Of each id the version that would hold in the end, with its place in the draft. */
const lastVersions = <E extends VersionEntry>(entries: readonly E[]): readonly (readonly [place: number, entry: E])[] => {
  const last = new Map<string, readonly [number, E]>();
  for (const [place, entry] of entries.entries())
    if ((entry.startsOn ?? "") >= (last.get(entry.id)?.[1].startsOn ?? "")) last.set(entry.id, [place, entry]);
  return [...last.values()];
};

type NamedEntry = VersionEntry & { readonly name?: NameEntry | null | undefined };

/** A version that says no name is called as the one before it. */
const called = <E extends NamedEntry>(drafted: readonly E[], known: readonly E[]): readonly E[] =>
  drafted.map((entry) => {
    const name = (entry.name ?? null) === null ? known.findLast(({ id }) => id === entry.id)?.name : undefined;
    return (name ?? null) === null ? entry : { ...entry, name };
  });

type Numbered = { readonly id: string; readonly number: number };

/** The known ones with the drafted in their places. These keep their numbers, by which rulings name them; new ones come after all. */
const inPlaceOf = <T extends Numbered>(known: readonly T[], drafted: readonly T[]): readonly T[] => {
  const numbers = new Map(known.map(({ id, number }) => [id, number]));
  let next = Math.max(0, ...numbers.values()) + 1;
  const numbered = drafted.map((each) => ({ ...each, number: numbers.get(each.id) ?? next++ }));
  const named = new Set(drafted.map(({ id }) => id));
  return [...known.filter(({ id }) => !named.has(id)), ...numbered].toSorted((a, b) => a.number - b.number);
};

/**
 * The settings as if the drafted versions had held from the beginning, in place of all that their metrics and plans were before: what a
 * backtest and a replay are read by. Everything else is as it is. Of several versions of one id the latest is taken. Refuses what is
 * wrong with the draft apart from its days, which matter only when it is published.
 */
export const asIfAlways = (settings: Settings, content: DraftContent, today: Day): Outcome<Settings> => {
  const present = companyFileOf(settings);
  const metrics = lastVersions(called(content.metrics, present.metrics ?? []));
  const plans = lastVersions(called(content.plans, present.plans ?? []));
  const drafted = new Set(metrics.map(([, { id }]) => id));
  const others = (present.metrics ?? []).filter(({ id }) => !drafted.has(id));
  const file: CompanyFile = {
    ...present,
    metrics: [...others, ...metrics.map(([, entry]) => ({ ...entry, startsOn: null, reason: null }))],
    // Other plans asked in other years: whether they may stand beside the drafted ones is a question of publishing.
    plans: plans.map(([, entry]) => ({ ...entry, startsOn: null, endedOn: null })),
    // They pay on plans that are not in it.
    rewards: [],
  };
  const before = {
    ...settings,
    company: { ...settings.company, rewards: [] },
    metrics: settings.metrics.filter(({ id }) => !drafted.has(id)),
    plans: [],
  };
  const read = readCompany(file, before, today);
  const told = toldOfDraft({
    metrics: new Map(metrics.map(([place], index) => [others.length + index, place])),
    plans: new Map(plans.map(([place], index) => [index, place])),
  });
  const findings: Findings = read.ok ? [] : read.refusals.map(told);
  for (const [place, { startsOn }] of content.metrics.entries()) readDay(findings, startsOn, `/metrics/${place}/startsOn`);
  for (const [place, { startsOn }] of content.plans.entries()) readDay(findings, startsOn, `/plans/${place}/startsOn`);
  const [first, ...more] = findings;
  if (!read.ok || first !== undefined) return first === undefined ? read : refused(first, ...more);
  const known = new Set(before.metrics.map(({ id }) => id));
  return accepted({
    ...settings,
    metrics: inPlaceOf(
      settings.metrics,
      read.value.metrics.filter(({ id }) => !known.has(id)),
    ),
    plans: inPlaceOf(settings.plans, read.value.plans),
  });
};

/** The settings as if one version of a plan had held from the beginning; undefined when there is no such version. */
export const asIfVersion = (settings: Settings, planId: string, version: number): Settings | undefined => {
  const plan = settings.plans.find(({ id }) => id === planId);
  const chosen = plan?.versions.find((each) => each.version === version);
  if (plan === undefined || chosen === undefined) return undefined;
  const always: Plan = { ...plan, endedOn: null, versions: [{ ...chosen, startsOn: -Infinity }] };
  return { ...settings, plans: settings.plans.map((each) => (each === plan ? always : each)) };
};
