import { conflictsAmong, versionsInForce, type AudienceConflict } from "./audience.ts";
import type { PlanEntry } from "./company-file.ts";
import { isSound, things, type Findings } from "./company-reading-basics.ts";
import type { Known } from "./company-reading-plans.ts";
import { isoDay, type Day, type Span } from "./day.ts";
import type { Plan } from "./plan.ts";
import { refusal } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import { metricsOf } from "./requirement.ts";
import { tablesNamed } from "./target-table.ts";

/**
 * A running plan keeps what it counts, for its earlier periods too: late records of theirs still come. Its team may end once the versions that ask
 * that team are over.
 */
export const refuseEndedInUse = (
  findings: Findings,
  plans: readonly Plan[],
  entries: readonly PlanEntry[],
  known: Known,
  today: Day,
): void => {
  const pointers = new Map(entries.map(({ id }, index) => [id, `/plans/${index}`]));
  const endedTeams = new Set(known.teams.filter(({ ended }) => ended).map(({ id }) => id));
  const isUnread = new Set(entries.filter((_, index) => !isSound(findings, `/plans/${index}`)).map(({ id }) => id));
  for (const plan of plans.filter(({ id, endedOn }) => !isUnread.has(id) && (endedOn === null || endedOn > today))) {
    const user = { en: `the plan "${plan.id}"`, ko: `활동 기준 "${plan.id}"` };
    const pointer = pointers.get(plan.id) ?? "/plans";
    for (const metric of new Set(plan.versions.flatMap(({ require }) => metricsOf(require)))) {
      if (known.metrics.get(metric)?.ended === true)
        findings.push(refusal("reference-ended", pointer, { what: things.metric, found: metric, user }));
    }
    for (const table of new Set(plan.versions.flatMap(tablesNamed))) {
      if (known.targetTables.some(({ id, ended }) => ended && id === table))
        findings.push(refusal("reference-ended", pointer, { what: things.targetTable, found: table, user }));
    }
    const running = versionsInForce(plan).filter(({ span }) => span.endsBefore > today);
    for (const team of new Set(running.map(({ version }) => version.audience.team))) {
      if (team !== null && endedTeams.has(team))
        findings.push(refusal("reference-ended", pointer, { what: things.team, found: team, user }));
    }
  }
};

const FEW = 5;

const daysOf = ({ startsOn, endsBefore }: Span): Words => {
  const isOpen = { start: !Number.isFinite(startsOn), end: !Number.isFinite(endsBefore) };
  const from = isOpen.start ? undefined : isoDay(startsOn);
  const through = isOpen.end ? undefined : isoDay(endsBefore - 1);
  if (from === undefined)
    return through === undefined ? { en: "every day", ko: "모든 날" } : { en: `every day through ${through}`, ko: `${through}까지` };
  return through === undefined ? { en: `from ${from} on`, ko: `${from}부터` } : { en: `${from} to ${through}`, ko: `${from}~${through}` };
};

/** Two plans meet in many members at once; they are told together, so that one mistake is one sentence. */
export const refuseConflicts = (findings: Findings, plans: readonly Plan[], entries: readonly PlanEntry[], known: Known): void => {
  const together = new Map<string, { readonly conflict: AudienceConflict; readonly members: string[] }>();
  for (const conflict of conflictsAmong(plans, known.members, known.teams)) {
    const { plans: pair, metric, cadence, span } = conflict;
    const key = JSON.stringify([pair, metric, cadence, String(span.startsOn), String(span.endsBefore)]);
    const group = together.get(key) ?? { conflict, members: [] };
    group.members.push(conflict.member);
    together.set(key, group);
  }
  for (const { conflict, members } of together.values()) {
    const [plan, other] = conflict.plans;
    const index = Math.max(
      entries.findLastIndex(({ id }) => id === plan),
      entries.findLastIndex(({ id }) => id === other),
    );
    const few = members.slice(0, FEW).join(", ");
    const more = members.length - FEW;
    findings.push(
      refusal("plan-conflict", index < 0 ? "/plans" : `/plans/${index}`, {
        plan,
        other,
        metric: conflict.metric,
        cadence: conflict.cadence,
        days: daysOf(conflict.span),
        members: more > 0 ? { en: `${few} and ${more} more`, ko: `${few} 외 ${more}명` } : few,
      }),
    );
  }
};
