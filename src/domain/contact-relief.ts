import { withInnerQuotas, withQuotas, type AskedQuota, type AskedRequirement, type TeamPart } from "./ask.ts";
import type { Credit } from "./credit.ts";
import { creditPerUnit } from "./metric.ts";
import type { Period } from "./period.ts";

/** How many contacts a member may not make in a period, of those that were asked of them, by number of the metric for which they would have counted. */
export type ContactRelief = ReadonlyMap<number, number>;

/** What is lowered is taken from the last of the parts first: they go on adding up to the target. */
const loweredParts = (teams: readonly TeamPart[], by: Credit): readonly TeamPart[] => {
  let left = by;
  return teams
    .toReversed()
    .map((part) => {
      const less = left < part.target ? left : part.target;
      left -= less;
      return { ...part, target: part.target - less };
    })
    .toReversed();
};

const loweredQuota = (quota: AskedQuota, relief: ContactRelief): AskedQuota => {
  const contacts = relief.get(quota.metric.number) ?? 0;
  if (contacts === 0 || quota.unit.type !== "count" || quota.atLeast !== undefined || quota.target === 0n) return quota;
  const asked = BigInt(contacts) * creditPerUnit({ type: "count" });
  const value = asked < quota.target ? asked : quota.target;
  return {
    ...quota,
    target: quota.target - value,
    derivation: [...quota.derivation, { step: "relief", contacts, value }],
    teams: quota.teams === null ? null : loweredParts(quota.teams, value),
  };
};

/** What is asked of a member less the contacts that they may not make: in the period, and in the shorter ones over which something is asked. */
export const lessContacts = (
  asked: AskedRequirement,
  period: Period,
  reliefIn: (period: Period) => ContactRelief | undefined,
): AskedRequirement => {
  const whole = reliefIn(period);
  const lowered = whole === undefined ? asked : withQuotas(asked, (quota) => loweredQuota(quota, whole));
  return withInnerQuotas(lowered, (quota, inner) => {
    const relief = reliefIn(inner);
    return relief === undefined ? quota : loweredQuota(quota, relief);
  });
};
