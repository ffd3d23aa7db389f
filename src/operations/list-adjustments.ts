import { plainDay } from "../domain/day.ts";
import { isSeen, isTeamSeen, seenOf } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { notFound } from "../domain/not-found.ts";
import { inCadenceOrder } from "../domain/period.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { closuresOf } from "../store/closures.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { adjustmentsStatedIn, openAdjustments } from "./closing/adjustments.ts";
import type { AdjustmentJson } from "./closing/closing-json.ts";

export type AdjustmentsQuestion = {
  /** Only those that wait for the next statements. */
  readonly open?: boolean;
  /** Only those that are told on the statements of this closure. */
  readonly closure?: number;
  readonly member?: string;
} & AskedBy;

/** Those told by more closures of a cadence are asked for by their closures. */
const MOST_CLOSURES = 24;

/**
 * What closed periods came to after they were closed, each with what it came from: those that wait for the next statements first, then those that the
 * last closures of each cadence told, the last first. What was told on statements that hold no longer is left out. Refuses a member or a closure
 * that there is not, and what waits while a metric is being counted: a part of a number is none.
 */
export const listAdjustments = (
  database: Database,
  companyId: number,
  { open = false, closure: number, member, caller }: AdjustmentsQuestion,
): Promise<Outcome<{ readonly adjustments: readonly AdjustmentJson[] }>> =>
  inCompany(
    database,
    companyId,
    async (tx) => {
      const settings = await loadSettings(tx, companyId);
      const all = await closuresOf(tx, companyId);
      const sight = sightIn(settings, caller, "statements:read");
      const members = seenOf(sight, settings.members);
      if (member !== undefined && members.every(({ id }) => id !== member)) return refused(notFound("member", member, members));
      if (number !== undefined && all.every((closure) => closure.number !== number))
        return refused(refusal("closure-not-found", "/closure", { found: number }));
      const [count] = number === undefined ? await runningCounts(tx, companyId) : [];
      if (count !== undefined) {
        const metric = settings.metrics.find((each) => each.number === count.metricNumber)?.id ?? `#${count.metricNumber}`;
        return refused(refusal("metric-counting", "", { metric, done: String(count.done), of: String(count.of) }));
      }
      const only = settings.members.find(({ id }) => id === member);
      const of = only === undefined ? null : { subject: "member" as const, subjectNumber: only.number };
      const adjustments: AdjustmentJson[] = [];
      const byCadence = inCadenceOrder(all.map(({ cadence }) => cadence)).map((cadence) =>
        all.filter((closure) => closure.cadence === cadence),
      );
      for (const closures of number === undefined ? byCadence : []) adjustments.push(...(await openAdjustments(tx, settings, closures)));
      for (const closures of open ? [] : byCadence) {
        const told = closures.filter((closure) => (number === undefined ? closure.reopened === null : closure.number === number));
        for (const closure of told.slice(-MOST_CLOSURES).toReversed())
          adjustments.push(...(await adjustmentsStatedIn(tx, settings, closure, { closures, of })));
      }
      const numbers = new Map(members.map((each) => [each.id, each.number]));
      const isShown = ({ subject: { type, id }, period }: AdjustmentJson): boolean => {
        if (sight.members === "all") return true;
        const lastDay = plainDay(period.endsBefore) - 1;
        if (type === "member") return isSeen(sight, numbers.get(id) ?? 0, lastDay);
        return type === "team" && isTeamSeen(sight, id) && lastDay >= sight.since;
      };
      const isAsked = ({ subject }: AdjustmentJson): boolean =>
        member === undefined || (subject.type === "member" && subject.id === member);
      return accepted({ adjustments: adjustments.filter((each) => isShown(each) && isAsked(each)) });
    },
    { isolation: "repeatable read", timeoutSeconds: 120 },
  );
