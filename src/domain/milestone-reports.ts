import type { ActivityReport } from "./activity.ts";
import type { Instant } from "./instant.ts";
import { milestoneId } from "./milestone-id.ts";
import { milestonesOf, type MilestoneFact, type Milestones } from "./milestones.ts";
import type { Provenance } from "./metric.ts";
import { inOrder, type OpportunityRevision } from "./opportunity.ts";
import type { Words } from "./refusals/words.ts";

/** Why a milestone counts no more, as the log keeps it and as it is said. */
export const milestoneVoids = {
  reopened: { en: "The opportunity is open again.", ko: "영업 기회가 다시 열렸습니다." },
  undated: { en: "The opportunity has no opening day any more.", ko: "영업 기회의 시작일이 없어졌습니다." },
  unowned: { en: "Nobody owned the opportunity on that day.", ko: "그날 영업 기회의 담당자가 없었습니다." },
} as const satisfies Readonly<Record<string, Words>>;

/** All states of one opportunity, and whether a person has taken it back. */
export type OpportunityStates = {
  readonly revisions: readonly OpportunityRevision[];
  readonly takenBack: { readonly reason: string } | null;
};

type Told = { readonly now: Instant; readonly provenance: Provenance };

const nothing: Milestones = { opening: null, closing: null };

/** With an owner it is a fact of the log; what nobody owned counts for nobody. */
const owned = (fact: MilestoneFact | null): (MilestoneFact & { readonly owners: NonNullable<MilestoneFact["owners"]> }) | null =>
  fact?.owners == null ? null : { ...fact, owners: fact.owners };

const presentOf = ({ revisions }: OpportunityStates) => inOrder(revisions).at(-1)?.report;

const factsOf = (states: OpportunityStates): Milestones => (states.takenBack === null ? milestonesOf(states.revisions) : nothing);

/**
 * What is to be recorded so that the log has the milestones of an opportunity: each that there is, as it is now, and each that was there and is gone, taken
 * back. To be recorded as worked out: the last one holds.
 */
export const milestoneReports = (was: OpportunityStates, is: OpportunityStates, { now, provenance }: Told): readonly ActivityReport[] => {
  const present = presentOf(is);
  if (present === undefined) return [];
  const [before, after] = [factsOf(was), factsOf(is)];
  const reportOf = (of: keyof Milestones, fact: NonNullable<ReturnType<typeof owned>>): ActivityReport => ({
    source: present.source,
    externalId: milestoneId(present.externalId, of),
    members: fact.owners,
    kind: fact.milestone,
    direction: null,
    occurred: { on: fact.on },
    durationSeconds: null,
    outcome: null,
    prospects: fact.prospects,
    quantity: fact.units,
    amount: fact.amount,
    provenance,
    subject: present.name,
    url: present.url,
    evidence: null,
    attributes: present.attributes,
    revisedAt: null,
    voided: null,
    isTotal: false,
    opportunity: { product: fact.product, isNewCustomer: fact.isNewCustomer },
  });
  const whyGone = (of: keyof Milestones): string => {
    if (is.takenBack !== null) return is.takenBack.reason;
    if (present.voided !== null) return present.voided.reason;
    if (after[of] !== null) return milestoneVoids.unowned.en;
    return milestoneVoids[of === "opening" ? "undated" : "reopened"].en;
  };
  return (["opening", "closing"] as const).flatMap((of): readonly ActivityReport[] => {
    const [gone, there] = [owned(before[of]), owned(after[of])];
    if (there !== null) return [reportOf(of, there)];
    return gone === null ? [] : [{ ...reportOf(of, gone), voided: { at: present.voided?.at ?? now, reason: whyGone(of) } }];
  });
};
