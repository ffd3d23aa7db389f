import { isAskedOn } from "./audience.ts";
import { boundEntry } from "./company-writing-rewards.ts";
import type { Settings } from "./company.ts";
import type { Day } from "./day.ts";
import type { Fraction } from "./fraction.ts";
import { engagementOn } from "./member.ts";
import { moneyText } from "./money.ts";
import type { Words } from "./refusals/words.ts";
import { fallsOf, type Fall } from "./rewards/falls.ts";
import { roundedMinor } from "./rewards/payout.ts";
import type { Bound, RewardVersion } from "./rewards/reward-plan.ts";
import { isSame } from "./same.ts";
import { teamTree } from "./team-tree.ts";

/** What a file may say, but should know of. */
export type Warning =
  | { readonly code: "plan-asks-contractors"; readonly plan: string; readonly members: readonly string[]; readonly words: Words }
  | { readonly code: "reward-falls"; readonly reward: string; readonly words: Words };

const NAMED = 3;

const contractorWords = (plan: string, members: readonly string[]): Words => {
  const few = members.slice(0, NAMED).join(", ");
  const more = members.length - NAMED;
  return {
    en: `The plan ${plan} asks contractors: ${few}${more > 0 ? ` and ${more} more` : ""}. A binding minimum can make contractors employees in law. For them it is an activity target: it is shown, and a missed one is not followed up.`,
    ko: `활동 기준 ${plan}에 위촉직이 들어 있습니다: ${few}${more > 0 ? ` 외 ${more}명` : ""}. 구속력 있는 최소 기준은 위촉직이 근로자로 판단될 근거가 될 수 있습니다. 위촉직에게는 활동 목표치로만 보이고, 놓쳐도 후속 면담을 하지 않습니다.`,
  };
};

const fallWords = (id: string, { unit, currency }: RewardVersion, { at, through, from, to }: Fall): Words => {
  const bound = (each: Bound): string => String(boundEntry(each, unit));
  const money = (exact: Fraction): string => `${moneyText({ amountMinor: roundedMinor(exact, "down"), currency })} ${currency}`;
  return through === null
    ? {
        en: `The reward plan ${id} pays less for more: just below ${bound(at)} it pays ${money(from)}, at ${bound(at)} it pays ${money(to)}.`,
        ko: `인센티브 기준 ${id}: 더 해도 지급액이 줄어듭니다. ${bound(at)} 바로 아래에서는 ${money(from)}, ${bound(at)}에서는 ${money(to)}입니다.`,
      }
    : {
        en: `The reward plan ${id} pays less for more: from ${bound(at)} to ${bound(through)} it falls from ${money(from)} to ${money(to)}.`,
        ko: `인센티브 기준 ${id}: 더 해도 지급액이 줄어듭니다. ${bound(at)}에서 ${bound(through)}까지 ${money(from)}에서 ${money(to)}(으)로 내려갑니다.`,
      };
};

/** Of reward plans that are new or changed, the places at which more attainment pays less. */
const fallingRewards = (before: Settings | null, after: Settings): readonly Warning[] => {
  const known = new Map(before?.company.rewards.map((reward) => [reward.number, reward]));
  return after.company.rewards
    .filter((reward) => reward.endedOn === null && !isSame(known.get(reward.number), reward))
    .flatMap(({ id, versions }) => {
      const version = versions.at(-1) ?? versions[0];
      return fallsOf(version).map((fall) => ({ code: "reward-falls" as const, reward: id, words: fallWords(id, version, fall) }));
    });
};

/** Of plans that are new or changed, those whose audience has contractors today. */
const contractorsAsked = (before: Settings | null, after: Settings, today: Day): readonly Warning[] => {
  const contractors = after.members.filter((member) => engagementOn(member, today) === "contractor");
  if (contractors.length === 0) return [];
  const tree = teamTree(after.teams);
  const known = new Map(before?.plans.map((plan) => [plan.number, plan]));
  return after.plans.flatMap((plan) => {
    if (plan.endedOn !== null || isSame(known.get(plan.number), plan)) return [];
    const members = contractors
      .filter((member) => plan.versions.some(({ of, audience }) => of === undefined && isAskedOn(audience, member, today, tree)))
      .map(({ id }) => id);
    return members.length === 0
      ? []
      : [{ code: "plan-asks-contractors" as const, plan: plan.id, members, words: contractorWords(plan.id, members) }];
  });
};

/** What of the file is new or changed and should be known, whoever applies it. */
export const warningsOf = (before: Settings | null, after: Settings, today: Day): readonly Warning[] => [
  ...contractorsAsked(before, after, today),
  ...fallingRewards(before, after),
];
