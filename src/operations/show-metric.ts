import { seenOf } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { companyFileOf, factorTableEntry } from "../domain/company-writing.ts";
import type { FactorTableEntry, MetricEntry } from "../domain/company-file.ts";
import { isoDay } from "../domain/day.ts";
import { factorOf, unitOf } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database } from "../store/database.ts";
import { recountsOf } from "../store/metric-recounts.ts";
import { loadSettings } from "../store/settings.ts";
import type { NumberChangesJson } from "./number-changes-json.ts";

/** Days gone that were counted by another rule: since which day, why, by whom, and what that changed. */
export type RecountShown = NumberChangesJson & {
  /** Null: from the beginning. */
  readonly startsOn: string | null;
  readonly reason: string;
  readonly doneBy: string;
  readonly doneAt: string;
};

export type MetricShown = {
  readonly id: string;
  readonly unit: "count" | "seconds" | "money";
  /** As the company file writes them, by day. */
  readonly versions: readonly MetricEntry[];
  /** The factor tables that its versions count by, as the company file writes them. */
  readonly factors: readonly FactorTableEntry[];
  /** Null when its numbers are all there. */
  readonly counting: { readonly done: number; readonly of: number } | null;
  /** The latest first. */
  readonly recounts: readonly RecountShown[];
};

/** One metric with all its versions, and how days gone were counted anew. Refuses a metric that there is not. */
export const showMetric = (database: Database, companyId: number, id: string, { caller }: AskedBy = {}): Promise<Outcome<MetricShown>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<MetricShown>> => {
    const settings = await loadSettings(tx, companyId);
    const metric = settings.metrics.find((each) => each.id === id);
    if (metric === undefined) return refused(notFound("metric", id, settings.metrics));
    const running = (await runningCounts(tx, companyId)).find(({ metricNumber }) => metricNumber === metric.number);
    const sight = sightIn(settings, caller, "attainment:read");
    const seen = new Set(seenOf(sight, settings.members).map((member) => member.id));
    const recounts = await recountsOf(tx, companyId, metric.number);
    return accepted({
      id,
      unit: unitOf(metric.versions[0].measure).type,
      factors: settings.company.factors
        .filter((table) => metric.versions.some(({ measure }) => factorOf(measure) === table.id))
        .map(factorTableEntry),
      versions: (companyFileOf(settings).metrics ?? []).filter((each) => each.id === id),
      counting: running === undefined ? null : { done: Number(running.done), of: Number(running.of) },
      recounts: recounts.map(({ from, reason, doneBy, doneAt, totals, numbers }) => ({
        startsOn: Number.isFinite(from) ? isoDay(from) : null,
        reason,
        doneBy,
        doneAt,
        // Written by this program as it tells them.
        totals: sight.sums ? (totals as NumberChangesJson["totals"]) : [],
        numbers: (numbers as NumberChangesJson["numbers"]).filter(({ member }) => seen.has(member)),
      })),
    });
  });
