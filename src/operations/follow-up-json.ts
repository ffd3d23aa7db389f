import type { Settings } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { actsPossible, followUpState, reviewDay, type FollowUp, type FollowUpActKind, type FollowUpState } from "../domain/follow-up.ts";
import { dayIn, isoInstant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import { leadersAbove } from "../domain/leaders.ts";
import type { Period } from "../domain/period.ts";
import { periodJson, type PeriodJson } from "./attainment-json.ts";
import { personJson, type PersonJson } from "./dispute-json.ts";

export type FollowUpJson = {
  readonly member: PersonJson;
  readonly plan: { readonly id: string; readonly name: Name };
  readonly period: PeriodJson;
  readonly state: FollowUpState;
  /** The day of the review that was agreed last. */
  readonly reviewOn: string | null;
  /** Who leads the member today and may do something about it. */
  readonly leaders: readonly PersonJson[];
  readonly possible: readonly FollowUpActKind[];
  readonly acts: readonly {
    readonly act: FollowUpActKind;
    readonly by: PersonJson;
    readonly text: string;
    readonly reviewOn: string | null;
    readonly at: string;
    /** The company's day then. */
    readonly on: string;
  }[];
};

export type Followed = { readonly followUp: FollowUp; readonly period: Period };

/** A follow-up as the doors show it. */
export const followUpJson = ({ followUp, period }: Followed, settings: Settings, today: Day): FollowUpJson => {
  const members = new Map(settings.members.map((member) => [member.number, member]));
  const person = (number: number): PersonJson => {
    const found = members.get(number);
    return found === undefined ? { id: `#${number}`, name: {} } : personJson(found);
  };
  const plan = settings.plans.find(({ number }) => number === followUp.planNumber);
  const member = members.get(followUp.memberNumber);
  const state = followUpState(followUp, today);
  const review = reviewDay(followUp);
  const [leaders = []] = member === undefined ? [] : leadersAbove(member, settings, today);
  return {
    member: person(followUp.memberNumber),
    plan: {
      id: plan?.id ?? `#${followUp.planNumber}`,
      name: plan?.versions.findLast(({ startsOn }) => startsOn <= period.startsOn)?.name ?? {},
    },
    period: periodJson(period, settings.company.calendar),
    state,
    reviewOn: review === null ? null : isoDay(review),
    leaders: leaders.map(personJson),
    possible: actsPossible(state),
    acts: followUp.acts.map(({ act, by, said, reviewOn, at }) => ({
      act,
      by: person(by),
      text: said,
      reviewOn: reviewOn === null ? null : isoDay(reviewOn),
      at: isoInstant(at),
      on: isoDay(dayIn(settings.company.timeZone, at)),
    })),
  };
};
