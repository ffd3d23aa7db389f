import { versionsInForce } from "./audience.ts";
import type { PlanEntry } from "./company-file.ts";
import { isSound, type Findings } from "./company-reading-basics.ts";
import { commonDays } from "./day.ts";
import type { Audience, Plan, PlanVersion, Requirement } from "./plan.ts";
import { refusal } from "./refusal.ts";
import { oversIn, quotasOf } from "./requirement.ts";

/** A team's own target is that of one team, named; heads are counted of a team alone. */
export const refuseTeamPlan = (
  findings: Findings,
  {
    of,
    audience,
    require,
    entry,
  }: { readonly of: "team" | undefined; readonly audience: Audience; readonly require: Requirement; readonly entry: PlanEntry },
  pointer: string,
): void => {
  if (of === undefined) {
    if (quotasOf(require).some(({ atLeast }) => atLeast !== undefined)) findings.push(refusal("heads-of-team", `${pointer}/require`));
    return;
  }
  const { team, role, phase, members } = audience;
  if (team === null || role !== null || phase !== null || members !== null) findings.push(refusal("team-quota-audience", `${pointer}/for`));
  const { ramp, carryOver, makeUp, proration } = entry;
  const said = { ramp, carryOver, makeUp, proration: proration === "none" ? null : proration };
  for (const [field, value] of Object.entries(said))
    if (value !== null && value !== undefined) findings.push(refusal("team-quota-field", `${pointer}/${field}`, { field }));
  if (oversIn(require).length > 0) findings.push(refusal("team-quota-over", `${pointer}/require`));
};

/** What a quota counts: the metric itself, or members who have some of it. */
const countedOf = ({ require }: PlanVersion): readonly { readonly metric: string; readonly key: string }[] =>
  quotasOf(require).map(({ metric, atLeast }) => ({ metric, key: `${metric} ${atLeast ?? ""}` }));

/** Two plans that ask one team the same in one cadence on the same days: neither could be the narrower. */
export const refuseTeamConflicts = (findings: Findings, plans: readonly Plan[], entries: readonly PlanEntry[]): void => {
  const isUnread = new Set(entries.filter((_, index) => !isSound(findings, `/plans/${index}`)).map(({ id }) => id));
  const asking = plans
    .filter(({ id }) => !isUnread.has(id))
    .flatMap((plan) => versionsInForce(plan).map(({ version, span }) => ({ plan, version, span })))
    .filter(({ version }) => version.of === "team");
  const told = new Set<string>();
  for (const [index, one] of asking.entries()) {
    for (const other of asking.slice(index + 1)) {
      const { team } = one.version.audience;
      const { cadence } = one.version;
      if (one.plan === other.plan || team === null || team !== other.version.audience.team || cadence !== other.version.cadence) continue;
      if (commonDays(one.span, other.span) === undefined) continue;
      const keys = new Set(countedOf(other.version).map(({ key }) => key));
      const both = countedOf(one.version).find(({ key }) => keys.has(key));
      const pair = `${one.plan.number} ${other.plan.number}`;
      if (both === undefined || told.has(pair)) continue;
      told.add(pair);
      const place = entries.findLastIndex(({ id }) => id === one.plan.id || id === other.plan.id);
      const pointer = place < 0 ? "/plans" : `/plans/${place}`;
      findings.push(
        refusal("team-plan-conflict", pointer, { plan: one.plan.id, other: other.plan.id, team, metric: both.metric, cadence }),
      );
    }
  }
};
