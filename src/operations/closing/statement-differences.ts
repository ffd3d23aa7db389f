import { standing, type Closure } from "../../domain/closure.ts";
import type { Settings } from "../../domain/company.ts";
import { isSame } from "../../domain/same.ts";
import type { RecordsJson } from "../../domain/statement.ts";
import { isoDay } from "../../domain/day.ts";
import type { Transaction } from "../../store/database.ts";
import { recountedLate } from "../../store/late-changes.ts";
import { lastStated } from "../../store/statements.ts";
import { recordsOfLog } from "./frozen-statements.ts";
import { readContent, statedThrough } from "./restated.ts";

export type StatementDifference = {
  readonly closure: number;
  readonly startsOn: string;
  readonly member: string;
  readonly metric: string;
  /** What was last stated of the records, and what the log comes to without the late changes since. */
  readonly stated: RecordsJson;
  readonly recounted: RecordsJson;
};

/** Where a metric was counted anew the journal knows days, not records: then only the sum can be compared. */
const isEqual = (stated: RecordsJson, recounted: RecordsJson, byDay: boolean): boolean =>
  byDay ? stated.credits === recounted.credits : isSame(stated, recounted);

/**
 * Where what was last stated of a closed period is not what the log comes to without what was journalled since: record by record, by their digest.
 * `closures` are those of one cadence.
 */
export const statementDifferences = async (
  tx: Transaction,
  settings: Settings,
  closures: readonly Closure[],
): Promise<readonly StatementDifference[]> => {
  const ids = new Map(settings.members.map(({ number, id }) => [number, id]));
  const differences: StatementDifference[] = [];
  for (const closure of standing(closures).filter(({ statedAt }) => statedAt !== null)) {
    const { cadence, startsOn, endsBefore } = closure;
    const since = statedThrough(closures);
    const recounted = await recordsOfLog(tx, settings, { cadence, startsOn, endsBefore }, since);
    const byDay = await recountedLate(tx, settings.companyId, closure, since);
    const numbers = new Map(settings.metrics.map(({ id, number }) => [id, number]));
    for (const { subject, subjectNumber, content } of await lastStated(tx, settings.companyId, closure.number)) {
      const read = subject === "member" ? readContent(content) : null;
      if (read === null || !("records" in read)) continue;
      for (const [metric, stated] of Object.entries(read.records)) {
        const found = recounted(subjectNumber, metric);
        if (isEqual(stated, found, byDay.has(`${numbers.get(metric)} ${subjectNumber}`))) continue;
        const member = ids.get(subjectNumber) ?? `#${subjectNumber}`;
        differences.push({ closure: closure.number, startsOn: isoDay(startsOn), member, metric, stated, recounted: found });
      }
    }
  }
  return differences;
};
