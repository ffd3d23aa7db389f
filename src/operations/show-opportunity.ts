import { isoDay, type Day } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { isoInstant } from "../domain/instant.ts";
import { milestoneId } from "../domain/milestone-id.ts";
import { historyOf, milestonesOf, type MilestoneFact } from "../domain/milestones.ts";
import type { Dated } from "../domain/member.ts";
import { inOrder, type Owners } from "../domain/opportunity.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { isSeen, narrowed } from "../domain/sight.ts";
import { keyText, type ActivityKey } from "../store/activities.ts";
import { attributionOf } from "../store/attribution.ts";
import { inCompany, type Database } from "../store/database.ts";
import { knownOpportunities, listedOpportunities, opportunityActs } from "../store/opportunities.ts";
import { loadSettings } from "../store/settings.ts";
import { membersByNumber } from "./activity-json.ts";
import { missingOpportunity } from "./missing-opportunity.ts";
import { moneyJson, opportunityJson, toldJson, type OpportunityJson } from "./opportunity-json.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

const sinceJson = (from: Day): string | null => (from === -Infinity ? null : isoDay(from));

const factJson = ({ milestone, on, amount, units }: MilestoneFact) => ({
  milestone,
  on: isoDay(on),
  amount: amount === null ? null : moneyJson(amount),
  units: units === null ? null : Number(units),
});

export type OpportunityShown = OpportunityJson & {
  /** From which day on whose it is, null from the beginning; in both, null is nobody. */
  readonly ownedBy: readonly { readonly from: string | null; readonly owner: string | null; readonly member: string | null }[];
  readonly stages: readonly { readonly from: string | null; readonly stage: string | null }[];
  /** What happened to it, with the record of the log that counts for it; null: nobody owned it on that day. */
  readonly milestones: readonly (ReturnType<typeof factJson> & { readonly record: string | null; readonly member: string | null })[];
  /** Every state, in the order in which they came to be. */
  readonly told: readonly (ReturnType<typeof toldJson> & {
    readonly arrival: number;
    readonly on: string;
    readonly revisedAt: string | null;
    readonly voidReason: string | null;
    readonly holds: boolean;
  })[];
  readonly acts: Awaited<ReturnType<typeof opportunityActs>>;
};

/** One opportunity with every state that was told of it, whose it was from day to day, what happened to it, and what people did to it. */
export const showOpportunity = (
  database: Database,
  companyId: number,
  key: ActivityKey,
  { caller }: AskedBy = {},
): Promise<Outcome<OpportunityShown>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<OpportunityShown>> => {
    const settings = await loadSettings(tx, companyId);
    const sight = sightIn(settings, caller, "opportunities:read");
    const seen = narrowed(sight);
    const [found] = await listedOpportunities(tx, companyId, { key, ...given({ seen }), after: null, limit: 1 });
    const known = (await knownOpportunities(tx, companyId, [key])).get(keyText(key));
    if (found === undefined || known === undefined) return refused(await missingOpportunity(tx, settings, key));
    const attribution = await attributionOf(tx, settings);
    const named = membersByNumber(settings);
    const numberOf = (owners: Owners | null): number | null =>
      owners === null ? null : attribution.memberOf(key.source, owners[0].reference);
    /** What was another's before is theirs to see. */
    const isOpen = (owners: Owners | null): boolean => {
      const number = numberOf(owners);
      return seen === undefined || (number !== null && isSeen(sight, number));
    };
    const memberOf = (owners: Owners | null): string | null => {
      const number = numberOf(owners);
      return number === null ? null : (named.get(number)?.id ?? null);
    };
    const states = inOrder(known.revisions);
    const { owners, stages } = historyOf(known.revisions);
    const { opening, closing } = known.takenBack === null ? milestonesOf(known.revisions) : { opening: null, closing: null };
    const milestones = [["opening", opening] as const, ["closing", closing] as const];
    const visible: Dated<Owners | null> = owners.filter(({ value }) => isOpen(value));
    return accepted({
      ...opportunityJson(found, named),
      ownedBy: visible.map(({ value, from }) => ({
        from: sinceJson(from),
        owner: value?.[0].reference ?? null,
        member: memberOf(value),
      })),
      stages: stages.map(({ value, from }) => ({ from: sinceJson(from), stage: value })),
      milestones: milestones.flatMap(([of, fact]) =>
        fact === null || !isOpen(fact.owners)
          ? []
          : [
              {
                ...factJson(fact),
                record: fact.owners === null ? null : milestoneId(key.externalId, of),
                member: memberOf(fact.owners),
              },
            ],
      ),
      told: states
        .filter(({ report }) => isOpen(report.owners))
        .map((state) => ({
          arrival: state.arrival,
          on: isoDay(state.day),
          revisedAt: state.revisedAt === null ? null : isoInstant(state.revisedAt),
          ...toldJson(state.report),
          voidReason: state.report.voided?.reason ?? null,
          holds: state === states.at(-1),
        })),
      acts: await opportunityActs(tx, companyId, key),
    });
  });
