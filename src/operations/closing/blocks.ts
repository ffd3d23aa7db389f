import type { Block } from "../../domain/closing-block.ts";
import { standing, type Closure } from "../../domain/closure.ts";
import type { Settings } from "../../domain/company.ts";
import { isoDay, type Day } from "../../domain/day.ts";
import { disputeName } from "../../domain/dispute.ts";
import { dayIn, type Instant } from "../../domain/instant.ts";
import { zonesOf } from "../../domain/member-zone.ts";
import { periodAfter, periodBefore, type Period } from "../../domain/period.ts";
import { unattributedWithin, undecidedLeaves } from "../../store/closures.ts";
import { runningCounts } from "../../store/counting.ts";
import type { Transaction } from "../../store/database.ts";
import { openDisputesWithin } from "../../store/disputes.ts";
import { withheldOf } from "../attainment-of.ts";
import { keptAsks, type DayAsks } from "../kept-asks.ts";

/** The day that it is where it is earliest: the zones of the company and of everybody who was there. */
const earliestToday = (settings: Settings, { startsOn, endsBefore }: Period, now: Instant): Day => {
  const zoneOf = zonesOf(settings);
  const there = settings.members.filter((member) => member.employedFrom < endsBefore && member.employedBefore > startsOn);
  const zones = new Set([settings.company.timeZone, ...there.map((member) => zoneOf(member, endsBefore - 1))]);
  return Math.min(...[...zones].map((zone) => dayIn(zone, now)));
};

/** Whether any plan of the cadence asks anything in the period. */
export const isAsked = async (tx: Transaction, settings: Settings, period: Period): Promise<boolean> =>
  (await keptAsks(tx, settings, period.endsBefore - 1)).byCadence.has(period.cadence);

/** Periods are closed one after the other: the first between the last that is closed and this one that is open and was asked. */
const outOfTurn = async (tx: Transaction, settings: Settings, period: Period, closures: readonly Closure[]): Promise<readonly Block[]> => {
  const { calendar } = settings.company;
  const closed = standing(closures);
  const [first, last] = [closed[0], closed.at(-1)];
  if (first === undefined || last === undefined) return [];
  // Before the first that was ever closed, only the one right before it.
  const isBefore = period.startsOn < first.startsOn;
  const end = isBefore ? first.startsOn : period.startsOn;
  let between = isBefore ? periodAfter(period, calendar) : periodBefore(period, calendar);
  let open: Period | null = null;
  while (isBefore ? between.startsOn < end : between.startsOn >= last.endsBefore) {
    if (await isAsked(tx, settings, between)) open = between;
    between = isBefore ? periodAfter(between, calendar) : periodBefore(between, calendar);
  }
  return open === null ? [] : [{ block: "earlier-open", period: isoDay(open.startsOn) }];
};

const inGrace = (asks: DayAsks, period: Period, today: Day): readonly Block[] =>
  (asks.byCadence.get(period.cadence)?.inForce ?? []).flatMap(({ plan, version: { graceDays } }): Block[] => {
    const until = period.endsBefore + graceDays;
    return graceDays > 0 && today < until ? [{ block: "grace", plan: plan.id, days: graceDays, until: isoDay(until) }] : [];
  });

/** Everything that speaks against closing a period now, what nobody may overrule first. `closures` are those of its cadence. */
export const blocksOf = async (
  tx: Transaction,
  settings: Settings,
  period: Period,
  { closures, now }: { readonly closures: readonly Closure[]; readonly now: Instant },
): Promise<readonly Block[]> => {
  const today = earliestToday(settings, period, now);
  if (today < period.endsBefore) return [{ block: "not-over", until: isoDay(period.endsBefore) }];
  // Any metric: what closed periods came to is told as well.
  const counting = (await runningCounts(tx, settings.companyId)).map(({ metricNumber, done, of }): Block => ({
    block: "counting",
    metric: settings.metrics.find(({ number }) => number === metricNumber)?.id ?? `#${metricNumber}`,
    done: Number(done),
    of: Number(of),
  }));
  const asks = await keptAsks(tx, settings, period.endsBefore - 1);
  const asked = asks.byCadence.get(period.cadence);
  const requests = await undecidedLeaves(tx, settings.companyId, period);
  const disputes = await openDisputesWithin(tx, settings.companyId, period);
  const records = await unattributedWithin(tx, settings.companyId, period);
  return [
    ...(await outOfTurn(tx, settings, period, closures)),
    ...counting,
    ...(asked === undefined ? [] : withheldOf(settings.members, asked.askedOf)).map(({ calendar, year, members }): Block => ({
      block: "withheld",
      calendar,
      year,
      members,
    })),
    ...inGrace(asks, period, today),
    ...(requests === 0 ? [] : [{ block: "leave" as const, requests }]),
    ...(disputes.length === 0 ? [] : [{ block: "dispute" as const, disputes: disputes.map(({ number }) => disputeName(number)) }]),
    ...(records === 0 ? [] : [{ block: "unattributed" as const, records }]),
  ];
};
