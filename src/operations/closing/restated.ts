import type { Closure } from "../../domain/closure.ts";
import { standing } from "../../domain/closure.ts";
import type { Settings } from "../../domain/company.ts";
import { isWithin } from "../../domain/day.ts";
import { periodContaining, type Period } from "../../domain/period.ts";
import { oversIn } from "../../domain/requirement.ts";
import { isSame } from "../../domain/same.ts";
import { isAdjusted, statementSubjects, type RecordsJson, type StatementContent } from "../../domain/statement.ts";
import { asksStampOf } from "../../store/asks-stamp.ts";
import type { Transaction } from "../../store/database.ts";
import { lateDays } from "../../store/late-changes.ts";
import { lastStated, type Stated, type StatementKey } from "../../store/statements.ts";
import { contentText, frozenStatements, NO_RECORDS, recordsOfLog, type Frozen, type RecordsOf } from "./frozen-statements.ts";

/** What a closed period of a subject comes to now, where it is not what was last stated. */
export type Restated = StatementKey & {
  readonly closureNumber: number;
  readonly before: StatementContent | null;
  readonly now: StatementContent | null;
};

export const readContent = (content: string | null): StatementContent | null =>
  // Written by contentText.
  content === null ? null : (JSON.parse(content) as StatementContent);

export const keyOf = ({ subject, subjectNumber, planNumber }: StatementKey): string => `${subject} ${subjectNumber} ${planNumber}`;

/** Where no record was late the records are those of the statements. */
const recordsStated = (stated: readonly Stated[]): RecordsOf => {
  const known = new Map<string, RecordsJson>();
  for (const { subject, subjectNumber, content } of stated) {
    const read = subject === "member" ? readContent(content) : null;
    if (read !== null && "records" in read) {
      for (const [metric, records] of Object.entries(read.records)) known.set(`${subjectNumber} ${metric}`, records);
    }
  }
  return (member, metric) => known.get(`${member} ${metric}`) ?? NO_RECORDS;
};

/** The statements as they would be given now. Reading the log of a period takes seconds: only where something was late, or somebody is new. */
const presentOf = async (
  tx: Transaction,
  settings: Settings,
  period: Period,
  stated: readonly Stated[],
  isLate: boolean,
): Promise<readonly Frozen[]> => {
  if (!isLate) {
    const known = new Set(stated.map(keyOf));
    const present = await frozenStatements(tx, settings, period, recordsStated(stated));
    if (present.every((each) => each.subject !== "member" || known.has(keyOf(each)))) return present;
  }
  return frozenStatements(tx, settings, period, await recordsOfLog(tx, settings, period));
};

/** How far the journal has been stated for the closed periods of a cadence: to where it was when the last of them was closed. */
export const statedThrough = (closures: readonly Closure[]): bigint =>
  standing(closures).reduce((most, { lateThrough, statedAt }) => (statedAt !== null && lateThrough > most ? lateThrough : most), 0n);

const subjectOrder = ({ subject }: StatementKey): number => statementSubjects.indexOf(subject);

/** What one closed period comes to now, set against what was last stated of it. */
const restatedOf = async (tx: Transaction, settings: Settings, closure: Closure, isLate: boolean): Promise<readonly Restated[]> => {
  const { companyId } = settings;
  const period = { cadence: closure.cadence, startsOn: closure.startsOn, endsBefore: closure.endsBefore };
  // The calendar is another one since: there is no such period any more to be compared.
  if (!isSame(periodContaining(closure.cadence, closure.startsOn, settings.company.calendar), period)) return [];
  const stated = await lastStated(tx, companyId, closure.number);
  const present = await presentOf(tx, settings, period, stated, isLate);
  const now = new Map(present.map((each) => [keyOf(each), each]));
  const before = new Map(stated.map((each) => [keyOf(each), each]));
  const restated = [...new Set([...before.keys(), ...now.keys()])].flatMap((key): readonly Restated[] => {
    const was = before.get(key);
    const is = now.get(key);
    const one = was ?? is;
    if (one === undefined || (is !== undefined && was?.content === contentText(is.content))) return [];
    const read = readContent(was?.content ?? null);
    if (!isAdjusted(read, is?.content ?? null)) return [];
    const { subject, subjectNumber, planNumber } = one;
    return [{ subject, subjectNumber, planNumber, closureNumber: closure.number, before: read, now: is?.content ?? null }];
  });
  return restated.toSorted((a, b) => subjectOrder(a) - subjectOrder(b));
};

/**
 * The first closed periods, of which something may follow from open days before them: weeks that began there, or what was over there and was carried in.
 * Of such days no late change is kept, so these periods are compared each time.
 */
const reachingBack = (settings: Settings, closed: readonly Closure[]): ReadonlySet<number> => {
  const inTurn = closed.toSorted((a, b) => a.startsOn - b.startsOn);
  const versions = settings.plans.flatMap((plan) => plan.versions).filter(({ cadence }) => cadence === inTurn[0]?.cadence);
  const reaches = versions.map(({ carryOver, makeUp, require }) =>
    carryOver === undefined ? (oversIn(require).length > 0 ? 1 : 0) : 1 + (makeUp?.within ?? 0),
  );
  return new Set(inTurn.slice(0, Math.max(0, ...reaches)).map(({ number }) => number));
};

/**
 * What the closed periods of a cadence come to now, where it is not what was last stated. Whatever changed is found: since the last closing either the
 * settings are others, then all are compared; or something was late, then from the first such period on, because what is asked may follow from
 * what was done before.
 */
export const allRestated = async (tx: Transaction, settings: Settings, closures: readonly Closure[]): Promise<readonly Restated[]> => {
  const closed = standing(closures).filter(({ statedAt }) => statedAt !== null);
  const last = closed.reduce<Closure | undefined>(
    (latest, each) => (latest === undefined || each.number > latest.number ? each : latest),
    undefined,
  );
  if (last === undefined) return [];
  const late = await lateDays(tx, settings.companyId, statedThrough(closures));
  const isAnew = last.settingsVersion !== settings.version || last.asksStamp !== (await asksStampOf(tx, settings.companyId));
  const from = isAnew ? -Infinity : (late.find((day) => closed.some((closure) => isWithin(closure, day))) ?? Infinity);
  const restated: Restated[] = [];
  const first = reachingBack(settings, closed);
  for (const closure of closed.filter(({ number, endsBefore }) => endsBefore > from || first.has(number))) {
    const isLate = late.some((day) => isWithin(closure, day));
    restated.push(...(await restatedOf(tx, settings, closure, isLate)));
  }
  return restated;
};
