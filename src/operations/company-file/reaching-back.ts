import type { Settings } from "../../domain/company.ts";
import type { Day } from "../../domain/day.ts";
import { factorChangesFor } from "../../domain/factor-changes.ts";
import type { Metric } from "../../domain/metric.ts";
import { cadencesByMetric } from "../../domain/number-periods.ts";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { runningCounts } from "../../store/counting.ts";
import type { Transaction } from "../../store/database.ts";
import { keepRecount, type RecountAct } from "../../store/metric-recounts.ts";
import { numbersUnder } from "../../store/number-changes.ts";
import { numberChangesJson } from "../number-changes-json.ts";
import { openDays } from "../open-periods.ts";

/** A version that starts on a day gone, or factors that change days gone, and why. */
type ReachingBack = { readonly metric: Metric; readonly from: Day; readonly reason: string };

const reachingBack = (before: Settings, after: Settings, today: Day): readonly ReachingBack[] =>
  after.metrics.flatMap((metric) => {
    const known = before.metrics.find(({ number }) => number === metric.number)?.versions;
    if (known === undefined) return [];
    const versions = metric.versions.flatMap(({ startsOn: from, reason }) =>
      reason !== undefined && from < today && known.every(({ startsOn }) => startsOn !== from) ? [{ metric, from, reason }] : [],
    );
    return together([...versions, ...factorsReachingBack(metric, before, after, today)]);
  });

/** The factors that change days gone of a metric: from the first of them on, for all their reasons. */
const factorsReachingBack = (metric: Metric, before: Settings, after: Settings, today: Day): readonly ReachingBack[] => {
  const changes = factorChangesFor(metric, before.company.factors, after.company.factors).filter(
    ({ from, entry }) => from < today && entry?.reason !== undefined,
  );
  const reasons = new Set(changes.flatMap(({ entry }) => entry?.reason ?? []));
  return changes.length === 0 ? [] : [{ metric, from: Math.min(...changes.map(({ from }) => from)), reason: [...reasons].join(" / ") }];
};

/** A metric is counted anew from a day on once, for all the reasons that there are. */
const together = (reaching: readonly ReachingBack[]): readonly ReachingBack[] => {
  const byDay = new Map<Day, ReachingBack>();
  for (const each of reaching) {
    const other = byDay.get(each.from);
    byDay.set(each.from, other === undefined ? each : { ...each, reason: `${other.reason} / ${each.reason}` });
  }
  return [...byDay.values()];
};

/** More than these are told by the totals alone. */
const KEPT_NUMBERS = 1000;

type Recount = Omit<RecountAct, "settingsVersion" | "doneBy">;

/**
 * The versions of a file that start on days gone, for a reason. Refuses days that are closed, and a metric that is being counted: what its numbers
 * were before nobody knows.
 */
export const versionsReachingBack = async (
  tx: Transaction,
  before: Settings | null,
  after: Settings,
  today: Day,
): Promise<Outcome<readonly ReachingBack[]>> => {
  const reaching = before === null ? [] : reachingBack(before, after, today);
  if (reaching.length === 0) return accepted([]);
  const open = await openDays(tx, after, { startsOn: Math.min(...reaching.map(({ from }) => from)), endsBefore: today });
  if (!open.ok) return open;
  const running = await runningCounts(tx, after.companyId);
  for (const { metric } of reaching) {
    const count = running.find(({ metricNumber }) => metricNumber === metric.number);
    if (count !== undefined)
      return refused(refusal("metric-counting", "/metrics", { metric: metric.id, done: String(count.done), of: String(count.of) }));
  }
  return accepted(reaching);
};

/** What they change of the numbers, told before the file is saved. */
export const recountsTold = async (tx: Transaction, after: Settings, reaching: readonly ReachingBack[]): Promise<readonly Recount[]> => {
  const cadences = cadencesByMetric(after);
  const recounts: Recount[] = [];
  for (const { metric, from, reason } of reaching) {
    const asked = new Map([[metric.number, cadences.get(metric.number) ?? []]]);
    const changes = await numbersUnder(tx, after, { cadences: asked, after: null, limit: KEPT_NUMBERS });
    recounts.push({ metricNumber: metric.number, from, reason, ...numberChangesJson(changes, after) });
  }
  return recounts;
};

/** Keeps them with the settings that caused them. */
export const keepRecounts = async (
  tx: Transaction,
  { companyId, version }: Settings,
  recounts: readonly Recount[],
  by: string,
): Promise<void> => {
  for (const recount of recounts) await keepRecount(tx, companyId, { ...recount, settingsVersion: version, doneBy: by });
};
