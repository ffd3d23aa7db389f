import { commonDays, type Span } from "./day.ts";
import { within } from "./within.ts";
import { workingTimeIn, yearsUnknown, type WorkFacts, type WorkingTime, type YearOfCalendar } from "./working-days.ts";

/** `number` is the same for equal times. */
export type KnownTime = { readonly number: number; readonly time: WorkingTime; readonly unknown: readonly YearOfCalendar[] };

export type WorkingTimes = (facts: WorkFacts, span: Span) => KnownTime;

/** What of the facts may differ between members of one calendar. */
const ownOf = ({ pattern, employed, leaves }: WorkFacts, span: Span): string => {
  const { startsOn, endsBefore } = commonDays(employed, span) ?? { startsOn: span.startsOn, endsBefore: span.startsOn };
  const weeks = pattern.map(({ value, from }) => `${from}:${value?.join("/") ?? ""}`);
  const own = leaves.flatMap((leave) =>
    commonDays(leave.span, span) === undefined ? [] : [`${leave.span.startsOn}-${leave.span.endsBefore}:${leave.off}`],
  );
  return `${span.startsOn} ${span.endsBefore} ${startsOn} ${endsBefore} ${weeks.join()} ${own.join()}`;
};

/** Working times of members of one company, each worked out once for all of whom the same is true. */
export const workingTimes = (): WorkingTimes => {
  const byCalendar = new Map<WorkFacts["calendar"], Map<string, KnownTime>>();
  const byValue = new Map<string, KnownTime>();
  return (facts, span) => {
    const known = within(byCalendar, facts.calendar, () => new Map<string, KnownTime>());
    return within(known, ownOf(facts, span), () => {
      const [time, unknown] = [workingTimeIn(facts, span), yearsUnknown(facts, span)];
      return within(byValue, JSON.stringify([span, time, unknown]), () => ({ number: byValue.size, time, unknown }));
    });
  };
};
