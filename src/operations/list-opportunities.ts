import { given } from "../domain/given.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { narrowed, seenOf } from "../domain/sight.ts";
import { inCompany, type Database } from "../store/database.ts";
import { listedOpportunities, type OpportunityState } from "../store/opportunities.ts";
import { loadSettings } from "../store/settings.ts";
import { membersByNumber } from "./activity-json.ts";
import { opportunityJson, type OpportunityJson } from "./opportunity-json.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export { opportunityStates } from "../store/opportunities.ts";

export type OpportunitiesQuestion = {
  /** Whose they are now, by id. */
  readonly member?: string;
  readonly source?: string;
  readonly product?: string;
  readonly stage?: string;
  readonly state?: OpportunityState;
  readonly cursor?: string;
  readonly limit?: number;
} & AskedBy;

export type OpportunityList = { readonly opportunities: readonly OpportunityJson[]; readonly nextCursor: string | null };

const placeOf = (cursor: string): bigint | null => (/^[1-9]\d{0,17}$/.test(cursor) ? BigInt(cursor) : null);

/** The opportunities that the caller sees, in the order in which they were first told. Refuses a member whom the caller does not see. */
export const listOpportunities = (
  database: Database,
  companyId: number,
  { member: id, cursor, limit = 50, caller, ...asked }: OpportunitiesQuestion,
): Promise<Outcome<OpportunityList>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<OpportunityList>> => {
    const after = cursor === undefined ? null : placeOf(cursor);
    if (cursor !== undefined && after === null) return refused(refusal("cursor-invalid", "/cursor"));
    const settings = await loadSettings(tx, companyId);
    const sight = sightIn(settings, caller, "opportunities:read");
    const members = seenOf(sight, settings.members);
    const member = members.find((each) => each.id === id);
    if (id !== undefined && member === undefined) return refused(notFound("member", id, members));
    const found = await listedOpportunities(tx, companyId, {
      ...asked,
      ...given({ memberNumber: member?.number, seen: narrowed(sight) }),
      after,
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const named = membersByNumber(settings);
    return accepted({
      opportunities: page.map((each) => opportunityJson(each, named)),
      nextCursor: found.length > limit ? String(page.at(-1)?.number ?? "") : null,
    });
  });
