import type { AskedQuota } from "./ask.ts";
import type { PaceOfQuota } from "./attainment.ts";
import type { Beliefs } from "./beliefs.ts";
import type { Span } from "./day.ts";
import type { Member } from "./member.ts";
import type { Moment } from "./moment.ts";
import { paceOf } from "./pace.ts";
import { priorOf } from "./rate-history.ts";
import { within } from "./within.ts";
import type { WorkFacts } from "./working-days.ts";
import { elapsing, weighed, type Elapsing } from "./working-weight.ts";

type Known = {
  /** By number of the metric. */
  readonly beliefs: ReadonlyMap<number, Beliefs>;
  readonly members: readonly Member[];
  readonly teamOf: (member: Member) => string | null;
  readonly factsOf: (member: Member) => WorkFacts;
  readonly momentOf: (member: Member) => Moment;
};

/** Finer than this nothing is told apart: of so many acts chance alone is a third of a percent, and the arithmetic takes √ of their number. */
const MOST_EVENTS = 100_000;

/** How quotas go, each against the past of those who are asked it: the member's own weekdays, and the rates of the team, else of the company. */
export const paceOfQuotas = ({ beliefs, members: all, teamOf, factsOf, momentOf }: Known): PaceOfQuota => {
  const members = new Map(all.map((member) => [member.number, member]));
  // Members who work alike have the very same facts.
  const known = new Map<Span, Map<Moment, Map<WorkFacts, Elapsing>>>();
  return (quota: AskedQuota, period: Span) => {
    const believed = beliefs.get(quota.metric.number);
    const spans = quota.ownDays ?? [period];
    const ofPeriod = within(known, period, () => new Map<Moment, Map<WorkFacts, Elapsing>>());
    const daysOf = (facts: WorkFacts, moment: Moment): Elapsing =>
      quota.ownDays === null
        ? within(
            within(ofPeriod, moment, () => new Map<WorkFacts, Elapsing>()),
            facts,
            () => elapsing(facts, spans, moment),
          )
        : elapsing(facts, spans, moment);
    return (memberNumber, credited, needed) => {
      const member = members.get(memberNumber);
      if (believed === undefined || member === undefined) return null;
      const moment = momentOf(member);
      if (moment.day < period.startsOn) return null;
      const days = daysOf(factsOf(member), moment);
      const weights = believed.weightsOf(member);
      const team = teamOf(member);
      const rates = (team === null ? undefined : believed.teams.get(team)) ?? believed.company;
      const rateAsked = Number(needed) / Math.max(1, weighed(days.gone, weights) + weighed(days.left, weights));
      const perEvent = believed.perEvent === null ? null : Math.max(believed.perEvent, Number(quota.target) / MOST_EVENTS);
      const prior = perEvent === null ? null : priorOf(rates, rateAsked, perEvent);
      return paceOf(credited, { target: needed, unit: quota.unit, days, weights, prior });
    };
  };
};
