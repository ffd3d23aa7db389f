import { askedQuotas, type Asked, type AskedQuota, type PlanInForce } from "../domain/ask.ts";
import { askedOn, plansInForce, type Working } from "../domain/asked.ts";
import { carriesPlansOn } from "../domain/audience.ts";
import type { Settings } from "../domain/company.ts";
import { lessContacts, type ContactRelief } from "../domain/contact-relief.ts";
import { spanKey, type Day, type Span } from "../domain/day.ts";
import type { LeavesByMember } from "../domain/leave.ts";
import type { Member } from "../domain/member.ts";
import type { Metric } from "../domain/metric.ts";
import { inCadenceOrder, type Cadence, type Period } from "../domain/period.ts";
import { metricsOf } from "../domain/requirement.ts";
import { mayHaveMoved, movedWithin } from "../domain/stays.ts";
import { isScaled } from "../domain/target.ts";
import type { TargetsInForce } from "../domain/target-table.ts";
import { teamAsksOf, type TeamAsk } from "../domain/team-asks.ts";
import { teamTree, type TeamTree } from "../domain/team-tree.ts";
import { workFactsIn } from "../domain/work-facts.ts";
import { asksStampOf } from "../store/asks-stamp.ts";
import type { Transaction } from "../store/database.ts";
import { leavesWithin } from "../store/leaves.ts";
import { contactReliefIn, hasRefusedContacts } from "../store/refused-contacts.ts";
import { loadTargets } from "./load-targets.ts";

/** What the plans of one cadence ask on a day. */
export type CadenceAsks = {
  readonly inForce: readonly PlanInForce[];
  readonly metrics: readonly Metric[];
  readonly askedOf: (member: Member) => Asked | undefined;
  /** Whose team or phase changed within the period, or whom a version that cuts it asks on some days alone: their credits are wanted by day. */
  readonly moved: readonly Member[];
  /** What teams are asked themselves. */
  readonly ofTeams: readonly TeamAsk[];
};

/** What is asked of whom on a day, by cadence; a cadence of which nothing is asked is missing. */
export type DayAsks = { readonly tree: TeamTree; readonly byCadence: ReadonlyMap<Cadence, CadenceAsks> };

const noLeaves: LeavesByMember = new Map();

const remembering = (asked: (member: Member) => Asked | undefined): ((member: Member) => Asked | undefined) => {
  const known: (Asked | null | undefined)[] = [];
  return (member) => {
    const found = known[member.number];
    if (found !== undefined) return found ?? undefined;
    const made = asked(member);
    known[member.number] = made ?? null;
    return made;
  };
};

const quotasOfAsks = (asked: Asked | undefined): readonly AskedQuota[] =>
  (asked?.asks ?? []).flatMap(({ requirement }) => askedQuotas(requirement));

/** Whose credits are held against a quota on some days alone, or belong to several teams. */
const isByDay = ({ ownDays, teams }: AskedQuota): boolean => ownDays !== null || teams !== null;

type DayPlans = {
  readonly on: Day;
  readonly all: readonly PlanInForce[];
  readonly leaves: LeavesByMember;
  readonly targets: TargetsInForce;
};

const asksOn = (settings: Settings, { on, all, leaves, targets }: DayPlans): DayAsks => {
  const { teams } = settings;
  const tree = teamTree(teams);
  const metrics = new Map(settings.metrics.map((metric) => [metric.id, metric]));
  const { calendar, clocksPauseOnLeave } = settings.company;
  const working: Working = { factsOf: workFactsIn(settings, leaves), calendar, clocksPauseOnLeave };
  const byCadence = inCadenceOrder(all.map(({ period }) => period.cadence)).flatMap((cadence) => {
    const inForce = all.filter(({ period }) => period.cadence === cadence);
    const [first] = inForce;
    if (first === undefined) return [];
    const named = new Set(inForce.flatMap(({ version }) => metricsOf(version.require)));
    const askedOf = remembering(askedOn(on, { inForce, metrics, tree, working, targets }));
    const isCut = inForce.some(({ span }) => span.startsOn > first.period.startsOn);
    const ofTeams = teamAsksOf(inForce, { metrics, teams, targets });
    const asks = {
      inForce,
      metrics: settings.metrics.filter(({ id }) => named.has(id)),
      askedOf,
      // To a team also that counts which was done by who has left since, and by who leads it.
      moved: settings.members.filter(
        (member) =>
          (ofTeams.length > 0 && movedWithin(member, first.period)) ||
          (carriesPlansOn(member, on) && (mayHaveMoved(member, first.period) || (isCut && quotasOfAsks(askedOf(member)).some(isByDay)))),
      ),
      ofTeams,
    };
    return [[cadence, asks] as const];
  });
  return { tree, byCadence: new Map(byCadence) };
};

/** The days whose leave decides over what is asked: those of the periods, and all before where the clocks of ramps wait for it. */
const daysOfLeave = ({ company }: Settings, all: readonly PlanInForce[]): Span | null => {
  const scaled = all.filter(isScaled);
  if (scaled.length === 0) return null;
  const pauses = company.clocksPauseOnLeave && scaled.some(({ version }) => version.ramp !== null);
  return {
    startsOn: pauses ? -Infinity : Math.min(...scaled.map(({ period }) => period.startsOn)),
    endsBefore: Math.max(...scaled.map(({ period }) => period.endsBefore)),
  };
};

/** The shorter periods over which the plans ask something. */
export const innerPeriods = ({ inForce }: CadenceAsks): readonly Period[] =>
  inForce.flatMap(({ inner }) => [...(inner?.values() ?? [])].flat());

/** The same less the contacts that may not be made: they are refused from day to day, and so not part of what is kept. */
const lessRefused = async (tx: Transaction, settings: Settings, { tree, byCadence }: DayAsks): Promise<DayAsks> => {
  if (!(await hasRefusedContacts(tx, settings.companyId))) return { tree, byCadence };
  const lowered = new Map<Cadence, CadenceAsks>();
  for (const [cadence, asks] of byCadence) {
    const reliefs = new Map<string, ReadonlyMap<number, ContactRelief>>();
    const periods = [...asks.inForce.map(({ period }) => period), ...innerPeriods(asks)];
    for (const period of periods)
      if (!reliefs.has(spanKey(period))) reliefs.set(spanKey(period), await contactReliefIn(tx, settings, period));
    const relieved = new Set([...reliefs.values()].flatMap((members) => [...members.keys()]));
    const askedOf = (member: Member): Asked | undefined => {
      const asked = asks.askedOf(member);
      if (asked === undefined || !relieved.has(member.number)) return asked;
      const reliefIn = (period: Period): ContactRelief | undefined => reliefs.get(spanKey(period))?.get(member.number);
      return {
        ...asked,
        asks: asked.asks.map((ask) => ({ ...ask, requirement: lessContacts(ask.requirement, ask.period, reliefIn) })),
      };
    };
    lowered.set(cadence, { ...asks, askedOf: remembering(askedOf) });
  }
  return { tree, byCadence: lowered };
};

/** Worked out anew: for days that nobody asks about again soon. */
export const freshAsks = async (tx: Transaction, settings: Settings, on: Day): Promise<DayAsks> =>
  lessRefused(tx, settings, await wholeAsks(tx, settings, on));

const wholeAsks = async (tx: Transaction, settings: Settings, on: Day): Promise<DayAsks> => {
  const all = plansInForce(settings.plans, on, settings.company.calendar);
  const span = daysOfLeave(settings, all);
  const leaves = span === null ? noLeaves : await leavesWithin(tx, settings.companyId, span);
  const targets = await loadTargets(tx, settings, all);
  return asksOn(settings, { on, all, leaves, targets });
};

/** Days that people ask about in turn: today, the ends of the last periods. */
const DAYS = 8;

type Kept = { readonly stamp: string; readonly asks: DayAsks };

const kept = new WeakMap<Settings, Map<Day, Kept>>();

/**
 * Settings never change, new ones take their place: what they ask of ten thousand members on a day is worked out once, which is
 * more than half of the work of an answer besides reading the tally. It holds as long as the stamp of what else decides over it.
 */
export const keptAsks = async (tx: Transaction, settings: Settings, on: Day): Promise<DayAsks> => {
  const stamp = await asksStampOf(tx, settings.companyId);
  const days = kept.get(settings) ?? new Map<Day, Kept>();
  kept.set(settings, days);
  const known = days.get(on);
  days.delete(on);
  if (known?.stamp === stamp) {
    days.set(on, known);
    return lessRefused(tx, settings, known.asks);
  }
  const asks = await wholeAsks(tx, settings, on);
  days.set(on, { stamp, asks });
  for (const day of days.keys()) if (days.size > DAYS) days.delete(day);
  return lessRefused(tx, settings, asks);
};
