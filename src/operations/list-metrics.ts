import { isoDay, type Day } from "../domain/day.ts";
import { conditionWords } from "../domain/kind-names.ts";
import { conditionsOf } from "../domain/expression.ts";
import type { Instant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import { metricExpression } from "../domain/metric-expression.ts";
import { unitOf, versionOn, type Metric, type OncePer } from "../domain/metric.ts";
import type { Plan } from "../domain/plan.ts";
import type { Words } from "../domain/refusals/words.ts";
import { metricsOf } from "../domain/requirement.ts";
import type { Settings } from "../domain/company.ts";
import { inCompany, type Database } from "../store/database.ts";
import { listDrafts } from "../store/drafts.ts";
import { loadSettings } from "../store/settings.ts";
import { todayOf } from "./company-today.ts";
import { draftedAnew, draftNumberOf, openDraftOf, type OpenDraftJson } from "./draft-json.ts";
import { versionAt } from "./list-plans.ts";

export type MetricListed = {
  readonly id: string;
  readonly name: Name;
  readonly unit: "count" | "seconds" | "money";
  readonly currency?: string;
  /** What it asks of a record, condition by condition, for people. */
  readonly conditions: readonly Words[];
  readonly oncePer: OncePer | null;
  readonly version: number;
  /** Null: from the beginning. */
  readonly startsOn: string | null;
  readonly next: { readonly version: number; readonly startsOn: string } | null;
  readonly ended: boolean;
  /** The plans that ask for it now, or will. */
  readonly plans: readonly string[];
  readonly draft: OpenDraftJson | null;
  /** For the id of a new draft. */
  readonly draftNumber: number;
};

/** The plans that ask for a metric: of those that have not ended, by the version that holds or a later one. */
export const plansAsking = (metric: string, plans: readonly Plan[], today: Day): readonly string[] =>
  plans
    .filter(({ endedOn }) => endedOn === null || endedOn > today)
    .filter(({ versions }) => {
      const { version: present } = versionAt(today, versions);
      return versions.some(({ version, require }) => version >= present && metricsOf(require).includes(metric));
    })
    .map(({ id }) => id);

const listed = (metric: Metric, { company, plans }: Settings, today: Day): Omit<MetricListed, "draft" | "draftNumber"> => {
  const version = versionOn(metric, today);
  const unit = unitOf(version.measure);
  const next = metric.versions.find(({ startsOn }) => startsOn > Math.max(today, version.startsOn));
  return {
    id: metric.id,
    name: version.name,
    unit: unit.type,
    ...(unit.type === "money" ? { currency: unit.currency } : {}),
    conditions: conditionsOf(metricExpression(company, version)).map((condition) => conditionWords(condition, company)),
    oncePer: version.oncePer,
    version: version.version,
    startsOn: Number.isFinite(version.startsOn) ? isoDay(version.startsOn) : null,
    next: next === undefined ? null : { version: next.version, startsOn: isoDay(next.startsOn) },
    ended: metric.ended,
    plans: plansAsking(metric.id, plans, today),
  };
};

/** Every metric in words, with the plans that ask for it; those that have ended come last. */
export const listMetrics = (
  database: Database,
  companyId: number,
  now: Instant,
): Promise<{ readonly metrics: readonly MetricListed[]; readonly drafted: ReturnType<typeof draftedAnew>; readonly today: string }> =>
  inCompany(database, companyId, async (tx) => {
    const settings = await loadSettings(tx, companyId);
    const today = todayOf(settings, now);
    const drafts = await listDrafts(tx, companyId);
    const ordered = settings.metrics.toSorted((one, other) => Number(one.ended) - Number(other.ended));
    return {
      metrics: ordered.map((metric) => ({
        ...listed(metric, settings, today),
        draft: openDraftOf(drafts, "metrics", metric.id),
        draftNumber: draftNumberOf(drafts, "metrics", metric.id),
      })),
      drafted: draftedAnew(drafts, "metrics", settings.metrics),
      today: isoDay(today),
    };
  });
