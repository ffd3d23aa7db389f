import type { Credit } from "./credit.ts";
import { provenances } from "./metric.ts";

/**
 * What the members have of one metric in one span of days: by provenance (in the order of `provenances`), then by member number.
 * A column that is null or too short holds nothing for that member.
 */
export type MemberCredits = readonly (BigInt64Array | null)[];

/** How much of a number was seen by a system, read from a file, told by the rep, and decided in a dispute. */
export type Coverage = { readonly captured: Credit; readonly imported: Credit; readonly selfReported: Credit; readonly attested: Credit };

const [captured, imported, selfReported, attested] = (["captured", "imported", "self_reported", "attested"] as const).map((each) => provenances.indexOf(each)) as [
  number,
  number,
  number,
  number,
]; // four names give four places

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
