import { attainmentsOf, type Attainment, type Counted } from "../domain/attainment.ts";
import { offsetsAround, type Balance, type Neighbours, type QuotaPlace } from "../domain/carry-over.ts";
import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import type { Member } from "../domain/member.ts";
import { periodAfter, periodBefore, type Period } from "../domain/period.ts";
import type { Transaction } from "../store/database.ts";
import { keptAsks, type CadenceAsks } from "./kept-asks.ts";

export type Surroundings = {
  readonly settings: Settings;
  readonly period: Period;
  readonly asks: CadenceAsks;
  readonly members: readonly Member[];
  /** In the company's zone. */
  readonly today: Day;
  /** Reads the credits of another period. */
  readonly countedIn: (period: Period, asks: CadenceAsks) => Promise<Counted>;
};

const periodAtOffset = ({ settings, period }: Surroundings, offset: number): Period => {
  const step = offset < 0 ? periodBefore : periodAfter;
  let at = period;
  for (let steps = Math.abs(offset); steps > 0; steps -= 1) at = step(at, settings.company.calendar);
  return at;
};

/** By plan and member: their rows in one period, of the plans that reach from one period into another. */
type Rows = ReadonlyMap<number, readonly (Attainment | undefined)[]>;

const rowsIn = async (tx: Transaction, surroundings: Surroundings, period: Period, plans: ReadonlySet<number>): Promise<Rows> => {
  const { settings, members, today, countedIn } = surroundings;
  const on = Math.max(period.startsOn, Math.min(period.endsBefore - 1, today));
  const asks = (await keptAsks(tx, settings, on)).byCadence.get(period.cadence);
  const byPlan = new Map<number, (Attainment | undefined)[]>();
  if (asks === undefined) return byPlan;
  const counted = await countedIn(period, asks);
  for (const row of attainmentsOf(members, { asked: asks.askedOf, counted, today: () => today })) {
    const { number } = row.ask.plan;
    if (!plans.has(number)) continue;
    const rows = byPlan.get(number) ?? [];
    rows[row.member.number] = row;
    byPlan.set(number, rows);
  }
  return byPlan;
};

const balanceIn = (rows: Rows, { plan, metric, nth }: QuotaPlace): ((member: number) => Balance | null) => {
  const ofPlan = rows.get(plan) ?? [];
  return (member) => {
    const quota = ofPlan[member]?.quotas.filter(({ asked }) => asked.metric.number === metric)[nth];
    // Of what is excused nothing is over.
    if (quota === undefined || quota.creditedOf === null || quota.asked.target === 0n) return null;
    return { credited: quota.creditedOf(member), target: quota.asked.target };
  };
};

/**
 * What the members did and were asked in the periods from which something is carried over, and in which something is made up: one reading
 * of each such period for everybody. Undefined where no plan in force does either.
 */
export const neighbourBalances = async (tx: Transaction, surroundings: Surroundings): Promise<Neighbours | undefined> => {
  const reaching = surroundings.asks.inForce.filter(({ version }) => offsetsAround(version).length > 0);
  if (reaching.length === 0) return undefined;
  const plans = new Set(reaching.map(({ plan }) => plan.number));
  const known = new Map<number, { readonly period: Period; readonly rows: Rows }>();
  for (const offset of new Set(reaching.flatMap(({ version }) => offsetsAround(version)))) {
    const period = periodAtOffset(surroundings, offset);
    // What has not begun makes up for nothing.
    if (period.outside !== undefined || period.startsOn > surroundings.today) continue;
    known.set(offset, { period, rows: await rowsIn(tx, surroundings, period, plans) });
  }
  return {
    periodAt: (offset) => known.get(offset)?.period,
    balanceOf: (place, offset) => {
      const at = known.get(offset);
      return at === undefined ? undefined : balanceIn(at.rows, place);
    },
  };
};
