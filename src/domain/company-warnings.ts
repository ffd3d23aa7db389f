import { isAskedOn } from "./audience.ts";
import type { Settings } from "./company.ts";
import type { Day } from "./day.ts";
import { engagementOn } from "./member.ts";
import type { Words } from "./refusals/words.ts";
import { isSame } from "./same.ts";
import { teamTree } from "./team-tree.ts";

/** What a file may say, but should know of. */
export type Warning = {
  readonly code: "plan-asks-contractors";
  readonly plan: string;
  readonly members: readonly string[];
  readonly words: Words;
};

const NAMED = 3;

const contractorWords = (plan: string, members: readonly string[]): Words => {
  const few = members.slice(0, NAMED).join(", ");
  const more = members.length - NAMED;
  return {
    en: `The plan ${plan} asks contractors: ${few}${more > 0 ? ` and ${more} more` : ""}. A binding minimum can make contractors employees in law. For them it is an activity target: it is shown, and a missed one is not followed up.`,
    ko: `활동 기준 ${plan}에 위촉직이 들어 있습니다: ${few}${more > 0 ? ` 외 ${more}명` : ""}. 구속력 있는 최소 기준은 위촉직이 근로자로 판단될 근거가 될 수 있습니다. 위촉직에게는 활동 목표치로만 보이고, 놓쳐도 후속 면담을 하지 않습니다.`,
  };
};

/** Of plans that are new or changed, those whose audience has contractors today. */
export const warningsOf = (before: Settings | null, after: Settings, today: Day): readonly Warning[] => {
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
