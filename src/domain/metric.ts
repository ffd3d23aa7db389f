import type { attributePrefix } from "./activity-fields.ts";
import { CREDIT_PER_COUNT, type Unit } from "./credit.ts";
import type { Day } from "./day.ts";
import type { Name } from "./language.ts";
import { isSame } from "./same.ts";

export const provenances = ["captured", "imported", "self_reported", "attested"] as const;
/** Who observed the act: a system, a file of unknown origin, the rep, or the decision on a dispute. */
export type Provenance = (typeof provenances)[number];

export type AttributeField = `${typeof attributePrefix}${string}`;

/** What is added up: records, or a field of theirs. A sum with a `factor` counts what the factor table of that id leaves of each value. */
export type Measure =
  | { readonly type: "count" }
  | { readonly type: "sum"; readonly of: "quantity" | "durationSeconds" | AttributeField; readonly factor?: string }
  | { readonly type: "sum"; readonly of: "amount" | AttributeField; readonly currency: string; readonly factor?: string };

export const isMoney = (measure: Measure): measure is Extract<Measure, { readonly currency: string }> => "currency" in measure;

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
  if (isMoney(measure)) return { type: "money", currency: measure.currency };
  return measure.type === "sum" && measure.of === "durationSeconds" ? { type: "seconds" } : { type: "count" };
};

/** The most that one record adds to the sum of an attribute, up or down: as much as a quantity a thousand times. */
export const MOST_SUMMED = 1_000_000_000n;

/** The id of the factor table that a measure goes by. */
export const factorOf = (measure: Measure): string | undefined => (measure.type === "sum" ? measure.factor : undefined);

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
  const cut = (a: MetricVersion, b: MetricVersion) => !isSame([a.measure, a.oncePer, a.provenance], [b.measure, b.oncePer, b.provenance]);
  let from = version.startsOn;
  let later = version;
  for (const earlier of metric.versions.filter((each) => each.startsOn < version.startsOn).reverse()) {
    if (cut(earlier, later)) return from;
    from = earlier.startsOn;
    later = earlier;
  }
  return from;
};
