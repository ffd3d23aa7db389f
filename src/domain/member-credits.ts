import type { Credit } from "./credit.ts";
import type { Day } from "./day.ts";
import { provenances, type Provenance } from "./metric.ts";

/**
 * What the members have of one metric in one span of days: by provenance (in the order of `provenances`), then by member number.
 * A column that is null or too short holds nothing for that member.
 */
export type MemberCredits = readonly (BigInt64Array | null)[];

/** A member's credits of one metric and provenance on one local day. */
export type DayCredit = {
  readonly metricNumber: number;
  readonly memberNumber: number;
  readonly localDay: Day;
  readonly provenance: Provenance;
  readonly amount: Credit;
};

/** How much of a number was seen by a system, read from a file, told by the rep, and decided in a dispute. */
export type Coverage = { readonly captured: Credit; readonly imported: Credit; readonly selfReported: Credit; readonly attested: Credit };

export const noCoverage: Coverage = { captured: 0n, imported: 0n, selfReported: 0n, attested: 0n };

export const plusCoverage = (a: Coverage, b: Coverage): Coverage => ({
  captured: a.captured + b.captured,
  imported: a.imported + b.imported,
  selfReported: a.selfReported + b.selfReported,
  attested: a.attested + b.attested,
});

const fieldOf = {
  captured: "captured",
  imported: "imported",
  self_reported: "selfReported",
  attested: "attested",
} as const satisfies Record<Provenance, keyof Coverage>;

export const coverageWith = (
  coverage: Coverage,
  { provenance, amount }: { readonly provenance: Provenance; readonly amount: Credit },
): Coverage => {
  const field = fieldOf[provenance];
  return { ...coverage, [field]: coverage[field] + amount };
};

const captured = provenances.indexOf("captured");
const imported = provenances.indexOf("imported");
const selfReported = provenances.indexOf("self_reported");
const attested = provenances.indexOf("attested");

export const coverageOf = (credits: MemberCredits, member: number): Coverage => ({
  captured: credits[captured]?.[member] ?? 0n,
  imported: credits[imported]?.[member] ?? 0n,
  selfReported: credits[selfReported]?.[member] ?? 0n,
  attested: credits[attested]?.[member] ?? 0n,
});

/** What a member has of any provenance, as a function of the member's number. */
export const creditedIn = (credits: MemberCredits): ((member: number) => Credit) => {
  const columns = credits.filter((column) => column !== null);
  return (member) => {
    let credited = 0n;
    for (const column of columns) credited += column[member] ?? 0n;
    return credited;
  };
};
