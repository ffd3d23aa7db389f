import { CREDIT_PER_COUNT, type Unit } from "./credit.ts";
import type { Day } from "./day.ts";
import type { Name } from "./language.ts";

export const provenances = ["captured", "imported", "self_reported", "attested"] as const;
/** Who observed the act: a system, a file of unknown origin, the rep, or the decision on a dispute. */
export type Provenance = (typeof provenances)[number];

export type Measure =
  | { readonly type: "count" }
  | { readonly type: "sum"; readonly of: "quantity" | "durationSeconds" }
  | { readonly type: "sum"; readonly of: "amount"; readonly currency: string };

export const windows = ["day", "week", "month", "quarter", "half", "year", "ever"] as const;
export type Window = (typeof windows)[number];

export const withins = ["member", "team", "company"] as const;

/** A prospect counts once in each window: for each member, for the team that the member is in on that day, or for the whole company. */
export type OncePer = { readonly prospect: Window; readonly within: (typeof withins)[number] };

/** One version of what is counted. It holds from `startsOn` until the next version starts; the first holds from the beginning. */
export type MetricVersion = {
  readonly version: number;
  readonly startsOn: Day;
  readonly name: Name;
  /** The text of the expression, as the author wrote it. */
  readonly where: string;
  readonly measure: Measure;
  readonly oncePer: OncePer | null;
  /** The provenances that count; null for any. An attested record counts wherever captured does. */
  readonly provenance: readonly Provenance[] | null;
  /** Why it was made to start on a day that was gone then. */
  readonly reason?: string;
};

export type Metric = {
  readonly number: number;
  readonly id: string;
  readonly ended: boolean;
  /** By `startsOn`, ascending; never empty. */
  readonly versions: readonly [MetricVersion, ...MetricVersion[]];
};

export const unitOf = (measure: Measure): Unit => {
  if (measure.type === "count" || measure.of === "quantity") return { type: "count" };
  return measure.of === "amount" ? { type: "money", currency: measure.currency } : { type: "seconds" };
};

/** How many credits one unit of the measured field is worth. */
export const creditPerUnit = (measure: Measure): bigint => (unitOf(measure).type === "count" ? CREDIT_PER_COUNT : 1n);

/** The version in force on a day. */
export const versionOn = (metric: Metric, day: Day): MetricVersion =>
  metric.versions.findLast((version) => version.startsOn <= day) ?? metric.versions[0];

/**
 * The first day of the run of versions that cut their windows together with this one: a version that changes `where` alone lets
 * its windows run through, every other change starts them anew.
 */
export const windowsRunFrom = (metric: Metric, version: MetricVersion): Day => {
  const cut = (a: MetricVersion, b: MetricVersion) =>
    JSON.stringify([a.measure, a.oncePer, a.provenance]) !== JSON.stringify([b.measure, b.oncePer, b.provenance]);
  let from = version.startsOn;
  let later = version;
  for (const earlier of metric.versions.filter((each) => each.startsOn < version.startsOn).reverse()) {
    if (cut(earlier, later)) return from;
    from = earlier.startsOn;
    later = earlier;
  }
  return from;
};
