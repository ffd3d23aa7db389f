import type { Settings } from "../domain/company.ts";
import { isoDay, parseDay, type Day } from "../domain/day.ts";
import { asIfAlways } from "../domain/draft.ts";
import type { Instant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import type { LeavesByMember } from "../domain/leave.ts";
import type { MemberCredits } from "../domain/member-credits.ts";
import { heldOn, type Member } from "../domain/member.ts";
import { notFound } from "../domain/not-found.ts";
import { periodAfter, periodContaining, type Period } from "../domain/period.ts";
import type { Plan } from "../domain/plan.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { seenOf } from "../domain/sight.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { leavesWithin } from "../store/leaves.ts";
import { loadSettings } from "../store/settings.ts";
import {
  attainmentJson,
  periodJson,
  type AttainmentJson,
  type AttainmentRowJson,
  type MetricJson,
  type PeriodJson,
  type TeamRowJson,
} from "./attainment-json.ts";
import { sectionOf, type AttainmentSection, type CreditsSource, type Reading } from "./attainment-of.ts";
import { readDraftInput } from "./company-file/draft-input.ts";
import { todayOf } from "./company-today.ts";
import { refusedIn } from "./draft-json.ts";
import { freshAsks, type DayAsks } from "./kept-asks.ts";
import { versionAt } from "./list-plans.ts";

export type TargetsQuestion = {
  /** The drafted plan, as a fragment of the company file. */
  readonly input: unknown;
  readonly plan: string;
  /** Left out: the plan's first day if that is to come, else today. */
  readonly on?: Day;
  /** By id; left out: who is new, who works less, and who has been there longest. */
  readonly members?: readonly string[];
  readonly now: Instant;
} & AskedBy;

export type SampleWhy = "new" | "less" | "established" | "other" | "chosen";

export type TargetsPreview = {
  readonly on: string;
  readonly period: PeriodJson;
  /** The first days of the periods that come next: on these a version may begin. */
  readonly nextStarts: readonly string[];
  readonly metrics: readonly MetricJson[];
  readonly samples: readonly {
    readonly member: string;
    readonly name: Name;
    readonly team: string | null;
    readonly why: SampleWhy;
    /** As in attainment, with nothing done yet; null: not asked. */
    readonly row: AttainmentRowJson | null;
  }[];
  /** Of a plan that asks teams. */
  readonly teamRows: readonly TeamRowJson[];
  readonly withheld: AttainmentJson["withheld"];
  /** How many members the plan asks on the day. */
  readonly asked: number;
};

const SAMPLES = 3;
const SHOWN_TEAMS = 6;
const NEXT = 3;
/** Half a year: who came later is new to a plan. */
const NEW_DAYS = 183;

/** Nothing was done by anybody: what is asked does not depend on it. */
const nothingDone: CreditsSource = {
  ofAll: async ({ metricNumbers }: Reading) => new Map<number, MemberCredits>(metricNumbers.map((metric) => [metric, []])),
  ofMember: async (_, { metricNumbers }: Reading) => new Map<number, MemberCredits>(metricNumbers.map((metric) => [metric, []])),
  ofMoved: async () => new Map(),
};

type Sample = { readonly member: Member; readonly why: SampleWhy };

/** Who shows best how a target comes about: the newest, one who works less, and who has been there longest. */
const samplesAmong = (
  asked: readonly Member[],
  {
    settings,
    on,
    period,
    leaves,
  }: { readonly settings: Settings; readonly on: Day; readonly period: Period; readonly leaves: LeavesByMember },
): readonly Sample[] => {
  const byTime = asked.toSorted((one, other) => one.employedFrom - other.employedFrom || one.number - other.number);
  const newest = byTime.findLast(({ employedFrom }) => employedFrom > on - NEW_DAYS);
  const week = (member: Member): number =>
    (heldOn(member.workingDays, on) ?? settings.company.workingDays).reduce((all, work) => all + work, 0);
  const full = settings.company.workingDays.reduce((all, work) => all + work, 0);
  const isAway = ({ number }: Member): boolean =>
    (leaves.get(number) ?? []).some(({ span }) => span.endsBefore > period.startsOn && span.startsOn < period.endsBefore);
  const others = byTime.filter((member) => member !== newest);
  const less = others.find((member) => week(member) < full) ?? others.find(isAway);
  const established = others.find((member) => member !== less && !isAway(member)) ?? others.find((member) => member !== less);
  const told: readonly Sample[] = [
    ...(newest === undefined ? [] : [{ member: newest, why: "new" as const }]),
    ...(less === undefined ? [] : [{ member: less, why: "less" as const }]),
    ...(established === undefined ? [] : [{ member: established, why: "established" as const }]),
  ];
  const rest = others.filter((each) => !told.some(({ member }) => member === each)).slice(0, SAMPLES - told.length);
  return [...told, ...rest.map((member) => ({ member, why: "other" as const }))];
};

const chosenOf = (named: readonly string[], members: readonly Member[]): Outcome<readonly Sample[]> => {
  const found: Sample[] = [];
  for (const [index, id] of named.entries()) {
    const member = members.find((each) => each.id === id);
    if (member === undefined) return refused({ ...notFound("member", id, members), pointer: `/members/${index}` });
    found.push({ member, why: "chosen" });
  }
  return accepted(found);
};

const askedBy = (plan: Plan, period: Period, asks: DayAsks, settings: Settings): readonly Member[] => {
  const ofCadence = asks.byCadence.get(period.cadence);
  if (ofCadence === undefined) return [];
  return settings.members.filter((member) => {
    const asked = ofCadence.askedOf(member);
    return asked?.asks.some((ask) => ask.plan.id === plan.id) === true || asked?.withheld?.plans.includes(plan.id) === true;
  });
};

type Looked = { readonly settings: Settings; readonly plan: Plan; readonly on: Day; readonly period: Period; readonly asks: DayAsks };

const rowsOf = async (
  tx: Transaction,
  { settings, plan, on, period, asks }: Looked,
  { now, member }: { readonly now: Instant; readonly member?: string },
): Promise<AttainmentSection> =>
  sectionOf(tx, period.cadence, {
    question: { plan: plan.id, now, ...(member === undefined ? {} : { member }) },
    settings,
    on,
    asks,
    running: new Map(),
    source: nothingDone,
    today: on,
  });

const dayOf = (startsOn: string | null | undefined): Day => {
  const day = startsOn === null || startsOn === undefined ? undefined : parseDay(startsOn, "");
  return day?.ok === true ? day.value : -Infinity;
};

/**
 * What a drafted plan would ask of some members in the period of a day, line by line, had it held from the beginning: the arithmetic alone, nothing is
 * counted. Refuses what is wrong with the draft apart from its days, and a plan or member that there is not.
 */
export const previewTargets = (
  database: Database,
  companyId: number,
  { input, plan: named, on: wanted, members, now, caller }: TargetsQuestion,
): Promise<Outcome<TargetsPreview>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<TargetsPreview>> => {
      const present = await loadSettings(tx, companyId);
      const read = readDraftInput(input);
      if (!read.content.ok) return refusedIn("/content", read.content.refusals);
      const today = todayOf(present, now);
      const asIf = asIfAlways(present, read.content.value, today);
      if (!asIf.ok) return refusedIn("/content", asIf.refusals);
      const settings = asIf.value;
      const plan = settings.plans.find(({ id }) => id === named);
      if (plan === undefined) return refused(notFound("plan", named, settings.plans));
      const entry = read.content.value.plans.findLast(({ id }) => id === named);
      const on = wanted ?? Math.max(today, dayOf(entry?.startsOn));
      const version = versionAt(on, plan.versions);
      const { calendar } = settings.company;
      const period = periodContaining(version.cadence, on, calendar);
      const asks = await freshAsks(tx, settings, on);
      const looked: Looked = { settings, plan, on, period, asks };
      const asked = version.of === "team" ? [] : askedBy(plan, period, asks, settings);
      const seen = seenOf(sightIn(present, caller, "attainment:read"), settings.members);
      const leaves = await leavesWithin(tx, companyId, period);
      const shown = seen === settings.members ? asked : asked.filter((member) => seen.includes(member));
      const samples = members === undefined ? accepted(samplesAmong(shown, { settings, on, period, leaves })) : chosenOf(members, seen);
      if (!samples.ok) return samples;

      const sections: AttainmentSection[] = [];
      for (const { member } of samples.value) sections.push(await rowsOf(tx, looked, { now, member: member.id }));
      if (version.of === "team") {
        const whole = await rowsOf(tx, looked, { now });
        sections.push({ ...whole, rows: [], teamRows: whole.teamRows.slice(0, SHOWN_TEAMS) });
      }
      const told = attainmentJson({ on, cadence: null, settings, sections, away: [], counting: [] });
      const nextStarts: string[] = [];
      let next = periodContaining(version.cadence, today, calendar);
      for (let left = NEXT; left > 0; left -= 1) {
        next = periodAfter(next, calendar);
        if (next.outside === undefined) nextStarts.push(isoDay(next.startsOn));
      }
      return accepted({
        on: isoDay(on),
        period: periodJson(period, calendar),
        nextStarts,
        metrics: told.metrics,
        samples: samples.value.map(({ member, why }) => ({
          member: member.id,
          name: member.name,
          team: heldOn(member.team, on),
          why,
          row: told.rows.find((row) => row.member === member.id) ?? null,
        })),
        teamRows: told.teamRows,
        withheld: told.withheld,
        asked: asked.length,
      });
    },
    { isolation: "repeatable read" },
  );
