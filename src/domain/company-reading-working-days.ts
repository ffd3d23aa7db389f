import { isAskedOn, versionsInForce } from "./audience.ts";
import type { PlanEntry } from "./company-file.ts";
import type { Findings } from "./company-reading-basics.ts";
import type { Settings } from "./company.ts";
import { isoDay, type Day } from "./day.ts";
import type { Plan, PlanVersion } from "./plan.ts";
import { refusal } from "./refusal.ts";
import { teamTree } from "./team-tree.ts";
import { workFactsIn } from "./work-facts.ts";
import { yearsUnknown, type YearOfCalendar } from "./working-days.ts";

/** The versions that go by working days today or later, and did not so before. */
const newlyProrating = (plan: Plan, before: Plan | undefined, today: Day): readonly PlanVersion[] =>
  versionsInForce(plan)
    .filter(({ version, span }) => version.proration !== "none" && span.endsBefore > today)
    .map(({ version }) => version)
    .filter(({ startsOn }) => before?.versions.some((held) => held.startsOn === startsOn && held.proration !== "none") !== true);

/** Whoever publishes a plan by working days knows this year's holidays of everybody whom it asks. */
export const refuseUnknownHolidays = (
  findings: Findings,
  settings: Settings,
  { before, entries, today }: { readonly before: Settings | null; readonly entries: readonly PlanEntry[]; readonly today: Day },
): void => {
  const tree = teamTree(settings.teams);
  const factsOf = workFactsIn(settings, new Map());
  for (const plan of settings.plans) {
    for (const { startsOn, audience } of newlyProrating(
      plan,
      before?.plans.find(({ id }) => id === plan.id),
      today,
    )) {
      const unknown = new Map<string, YearOfCalendar>();
      for (const member of settings.members.filter((each) => isAskedOn(audience, each, today, tree))) {
        for (const each of yearsUnknown(factsOf(member), { startsOn: today, endsBefore: today + 1 }))
          unknown.set(`${each.calendar} ${each.year}`, each);
      }
      const index = entries.findLastIndex(
        (entry) => entry.id === plan.id && (entry.startsOn ?? null) === (Number.isFinite(startsOn) ? isoDay(startsOn) : null),
      );
      for (const { calendar, year } of unknown.values())
        findings.push(refusal("holidays-unknown", `/plans/${index}/proration`, { calendar, year }));
    }
  }
};
