import type { Asked, PlanInForce } from "../domain/ask.ts";
import { askedOn, plansInForce } from "../domain/asked.ts";
import { carriesPlansOn } from "../domain/audience.ts";
import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import type { Member } from "../domain/member.ts";
import type { Metric } from "../domain/metric.ts";
import { cadences, type Cadence } from "../domain/period.ts";
import { metricsOf } from "../domain/requirement.ts";
import { mayHaveMoved, movedWithin } from "../domain/stays.ts";
import { teamAsksOf, type TeamAsk } from "../domain/team-asks.ts";
import { teamTree, type TeamTree } from "../domain/team-tree.ts";
import { asksStampOf } from "../store/asks-stamp.ts";
import type { Transaction } from "../store/database.ts";
import { loadTargets } from "./load-targets.ts";

/** What the plans of one cadence ask on a day. */
export type CadenceAsks = {
  readonly inForce: readonly PlanInForce[];
  readonly metrics: readonly Metric[];
  readonly askedOf: (member: Member) => Asked | undefined;
  /** Whose team or phase changed within the period: their credits are wanted day by day. */
  readonly moved: readonly Member[];
  /** What teams are asked themselves. */
  readonly ofTeams: readonly TeamAsk[];
};

/** What is asked of whom on a day, by cadence; a cadence of which nothing is asked is missing. */
export type DayAsks = { readonly tree: TeamTree; readonly byCadence: ReadonlyMap<Cadence, CadenceAsks> };

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

const asksOn = async (tx: Transaction, settings: Settings, on: Day): Promise<DayAsks> => {
  const { teams } = settings;
  const tree = teamTree(teams);
  const metrics = new Map(settings.metrics.map((metric) => [metric.id, metric]));
  const all = plansInForce(settings.plans, on, settings.company.calendar);
  const targets = await loadTargets(tx, settings, all);
  const byCadence = cadences.flatMap((cadence) => {
    const inForce = all.filter(({ period }) => period.cadence === cadence);
    const [first] = inForce;
    if (first === undefined) return [];
    const named = new Set(inForce.flatMap(({ version }) => metricsOf(version.require)));
    const ofTeams = teamAsksOf(inForce, { metrics, teams, targets });
    const asks = {
      inForce,
      metrics: settings.metrics.filter(({ id }) => named.has(id)),
      askedOf: remembering(askedOn(on, { inForce, metrics, tree, targets })),
      // To a team also that counts which was done by who has left since, and by who leads it.
      moved: settings.members.filter(
        (member) =>
          (carriesPlansOn(member, on) && mayHaveMoved(member, first.period)) || (ofTeams.length > 0 && movedWithin(member, first.period)),
      ),
      ofTeams,
    };
    return [[cadence, asks] as const];
  });
  return { tree, byCadence: new Map(byCadence) };
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
    return known.asks;
  }
  const asks = await asksOn(tx, settings, on);
  days.set(on, { stamp, asks });
  for (const day of days.keys()) if (days.size > DAYS) days.delete(day);
  return asks;
};
