import type { Settings } from "./company.ts";
import { workingDaysAfter } from "./company-days.ts";
import { dayIn, type Instant } from "./instant.ts";
import type { Day } from "./day.ts";
import type { Fields } from "./field-reading.ts";
import { leadersAbove } from "./leaders.ts";
import type { Member } from "./member.ts";

/** What a member says is wrong: that a record does not count (or does) for a metric, or that a record is missing. */
export type DisputeClaim =
  | {
      readonly type: "record";
      readonly source: string;
      readonly externalId: string;
      readonly metricNumber: number;
      readonly counts: boolean;
    }
  /** The activity's fields as `attestActivity` takes them, without a reason. */
  | { readonly type: "missing"; readonly fields: Fields };

type Done = { readonly by: number; readonly at: Instant; readonly said: string; readonly link: string | null };

/** What a person did about a dispute; `by` is the member's number. */
export type DisputeAct = Done &
  (
    | { readonly act: "comment" | "evidence" | "withdrawal" | "appeal" }
    | { readonly act: "decision"; readonly upheld: boolean; readonly outcome: unknown }
  );

export type Decision = DisputeAct & { readonly act: "decision" };

export type Dispute = {
  readonly number: number;
  readonly memberNumber: number;
  /** Whose numbers it would change. */
  readonly parties: readonly number[];
  readonly localDay: Day;
  readonly claim: DisputeClaim;
  readonly reason: string;
  readonly raisedAt: Instant;
  /** In the order in which they were done. */
  readonly acts: readonly DisputeAct[];
};

export const disputeStates = ["open", "appealed", "upheld", "rejected", "withdrawn"] as const;
export type DisputeState = (typeof disputeStates)[number];

export const disputeName = (number: number): string => `D-${number}`;

/** `D-12`, or 12 alone. */
export const parseDisputeName = (text: string): number | undefined => {
  const [, digits] = /^(?:[dD]-)?([1-9]\d{0,8})$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits);
};

/** What the acts come to: comments and evidence change nothing. */
export const stateOf = ({ acts }: Pick<Dispute, "acts">): DisputeState => {
  const last = acts.findLast(({ act }) => act !== "comment" && act !== "evidence");
  if (last === undefined) return "open";
  if (last.act === "decision") return last.upheld ? "upheld" : "rejected";
  return last.act === "appeal" ? "appealed" : "withdrawn";
};

export const isWaiting = (state: DisputeState): state is "open" | "appealed" => state === "open" || state === "appealed";

export const decisionsOf = ({ acts }: Pick<Dispute, "acts">): readonly Decision[] => acts.filter((each) => each.act === "decision");

/** Who decides it now, since which day, and through which day before it passes on. */
export type Waiting = {
  /** Empty where the company names nobody who may. */
  readonly deciders: readonly Member[];
  readonly since: Day;
  readonly decideThrough: Day;
  /** Nobody is left to pass it to, and the day is gone. */
  readonly isLate: boolean;
};

/** Who may decide it, the nearest leader first. After a decision only those above who made it are left. */
const stepsOf = (dispute: Dispute, settings: Settings, today: Day): readonly (readonly Member[])[] => {
  const member = settings.members.find(({ number }) => number === dispute.memberNumber);
  if (member === undefined) return [];
  const first = decisionsOf(dispute)[0]?.by;
  const steps = leadersAbove(member, settings, today);
  const decidedAt = first === undefined ? -1 : steps.findIndex((step) => step.some(({ number }) => number === first));
  // Of who decided and leads nobody of them any more: whoever else is there decides.
  const above = steps.slice(decidedAt + 1);
  const left = above.length > 0 ? above : steps.slice(-1);
  return left
    .map((step) => step.filter(({ number }) => !dispute.parties.includes(number) && number !== first))
    .filter((step) => step.length > 0);
};

/** On the day the last step began, and each time the days run out the next one begins; the last step keeps it. */
export const waitingOf = (dispute: Dispute, settings: Settings, now: Instant): Waiting | null => {
  if (!isWaiting(stateOf(dispute))) return null;
  const { company } = settings;
  const { decideWithinDays } = company.disputes;
  const today = dayIn(company.timeZone, now);
  const begun = dispute.acts.findLast(({ act }) => act === "appeal")?.at ?? dispute.raisedAt;
  const steps = stepsOf(dispute, settings, today);
  let since = dayIn(company.timeZone, begun);
  let decideThrough = workingDaysAfter(company, since, decideWithinDays);
  let step = 0;
  for (; today > decideThrough && step < steps.length - 1; step += 1) {
    since = decideThrough + 1;
    decideThrough = workingDaysAfter(company, decideThrough, decideWithinDays);
  }
  return { deciders: steps[step] ?? [], since, decideThrough, isLate: today > decideThrough };
};

/** Who may decide it now: nobody their own; of undecided ones the next leader up once the days have run out. */
export const decidersOf = (dispute: Dispute, settings: Settings, now: Instant): readonly Member[] =>
  waitingOf(dispute, settings, now)?.deciders ?? [];

/** The last day on which a rejection may be appealed; null where there is none to appeal: of two decisions the second is the last. */
export const appealThrough = (dispute: Dispute, { company }: Pick<Settings, "company">): Day | null => {
  const decisions = decisionsOf(dispute);
  const [only] = decisions;
  if (stateOf(dispute) !== "rejected" || only === undefined || decisions.length > 1) return null;
  return workingDaysAfter(company, dayIn(company.timeZone, only.at), company.disputes.appealWithinDays);
};
