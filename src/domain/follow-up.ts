import type { Day } from "./day.ts";
import type { Instant } from "./instant.ts";

export const followUpActs = ["reason", "excusal", "coaching", "review", "acknowledgement"] as const;
export type FollowUpActKind = (typeof followUpActs)[number];

/** What a person said or did about a missed period; `by` is the member's number, `reviewOn` stands with coaching alone. */
export type FollowUpAct = {
  readonly act: FollowUpActKind;
  readonly by: number;
  readonly said: string;
  readonly reviewOn: Day | null;
  readonly at: Instant;
};

/** A member's missed period of a plan, and what was done about it. */
export type FollowUp = {
  readonly memberNumber: number;
  readonly planNumber: number;
  readonly startsOn: Day;
  readonly acts: readonly FollowUpAct[];
};

export const followUpStates = ["missed", "explained", "excused", "coached", "due", "reviewed", "closed"] as const;
/** `due`: the day of the review has come. `reviewed`: the member has not acknowledged it yet. */
export type FollowUpState = (typeof followUpStates)[number];

const decisions: ReadonlySet<FollowUpActKind> = new Set(["excusal", "coaching", "review"]);

/** The day on which what was agreed last is reviewed; null while nothing is. */
export const reviewDay = ({ acts }: Pick<FollowUp, "acts">): Day | null => acts.findLast(({ act }) => act === "coaching")?.reviewOn ?? null;

/** What the acts come to today. */
export const followUpState = (followUp: Pick<FollowUp, "acts">, today: Day): FollowUpState => {
  const { acts } = followUp;
  const last = acts.findLast(({ act }) => decisions.has(act));
  if (last === undefined) return acts.length === 0 ? "missed" : "explained";
  if (last.act === "excusal") return "excused";
  if (last.act === "coaching") return (last.reviewOn ?? today) <= today ? "due" : "coached";
  return acts.at(-1)?.act === "acknowledgement" ? "closed" : "reviewed";
};

/** What may be done in which state: the member gives a reason and acknowledges, who leads them does the rest. */
const possible: Readonly<Record<FollowUpState, readonly FollowUpActKind[]>> = {
  missed: ["reason", "excusal", "coaching"],
  explained: ["reason", "excusal", "coaching"],
  excused: [],
  coached: ["reason", "coaching", "review"],
  due: ["reason", "coaching", "review"],
  reviewed: ["acknowledgement"],
  closed: [],
};

export const actsPossible = (state: FollowUpState): readonly FollowUpActKind[] => possible[state];

/** Whether the member does it, not who leads them. */
export const isMembersAct = (act: FollowUpActKind): boolean => act === "reason" || act === "acknowledgement";
