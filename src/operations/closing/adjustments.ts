import { amountOf, type Amount } from "../../domain/amount.ts";
import { standing, type Closure } from "../../domain/closure.ts";
import type { Settings } from "../../domain/company.ts";
import { isoDay } from "../../domain/day.ts";
import type { Name } from "../../domain/language.ts";
import { unitOf, versionOn } from "../../domain/metric.ts";
import { quotaDifferences, quotasOf, statusOf, type StatementContent } from "../../domain/statement.ts";
import { isSame } from "../../domain/same.ts";
import { within } from "../../domain/within.ts";
import type { Transaction } from "../../store/database.ts";
import { lateChangesWithin, type LateChange } from "../../store/late-changes.ts";
import { adjustedIn, lastStated, type OfSubject } from "../../store/statements.ts";
import type { DerivationJson } from "../attainment-json.ts";
import type { AdjustmentJson, CauseJson } from "./closing-json.ts";
import { allRestated, keyOf, readContent, statedThrough, type Restated } from "./restated.ts";

/** More causes would not be read; the numbers are of all of them. */
const MOST_CAUSES = 10_000;

type Told = {
  readonly settings: Settings;
  readonly closure: Closure;
  readonly statedIn: number | null;
  /** The part of the journal that it tells. */
  readonly after: bigint;
  readonly through: bigint | null;
};

const targetCauses = (quotas: AdjustmentJson["quotas"], content: StatementContent | null): readonly CauseJson[] =>
  quotas.flatMap(({ metric, within: span, unit, before, now }): CauseJson[] => {
    const [was, is]: [Amount | null, Amount | null] = [before?.target ?? null, now?.target ?? null];
    if (isSame(was, is)) return [];
    // Frozen as attainment showed it.
    // Of several quotas on one metric that of this target.
    const found = quotasOf(content).find((quota) => quota.metric === metric && isSame(quota.within, span) && isSame(quota.target, is));
    const derivation = (found?.derivation ?? []) as readonly DerivationJson[];
    return [{ cause: "target", metric, ...(span === undefined ? {} : { within: span }), unit, before: was, now: is, derivation }];
  });

const causesOf = ({ before, now, subject }: Restated, late: readonly LateChange[], settings: Settings): readonly CauseJson[] => {
  if (subject !== "member") return [];
  const asked = new Set([...quotasOf(before), ...quotasOf(now)].map(({ metric }) => metric));
  // A day that came to the same from other records is a cause only where there is no other.
  const changed = late.filter(({ amount }) => amount !== 0n);
  return (changed.length > 0 ? changed : late).flatMap((change): CauseJson[] => {
    const metric = settings.metrics.find(({ number }) => number === change.metricNumber);
    if (metric === undefined || !asked.has(metric.id)) return [];
    const { cause, localDay, source, externalId, amount, changedAt: at } = change;
    const unit = unitOf(versionOn(metric, localDay).measure);
    return [{ cause, metric: metric.id, unit: unit.type, day: isoDay(localDay), source, externalId, credited: amountOf(amount, unit), at }];
  });
};

const idOf = ({ subject, subjectNumber }: Restated, { members, teams, company }: Settings): string =>
  subject === "company"
    ? company.id
    : ((subject === "member" ? members : teams).find(({ number }) => number === subjectNumber)?.id ?? `#${subjectNumber}`);

/** What the subject of a statement is called now; null of what has no name any more. */
export const subjectName = (
  { subject, subjectNumber }: Pick<Restated, "subject" | "subjectNumber">,
  { members, teams, company }: Pick<Settings, "members" | "teams" | "company">,
): Name | null =>
  subject === "company"
    ? company.name
    : ((subject === "member" ? members : teams).find(({ number }) => number === subjectNumber)?.name ?? null);

/** What changed of a closed period, with what it came from. */
export const adjustmentsJson = async (
  tx: Transaction,
  restated: readonly Restated[],
  { settings, closure, statedIn, after, through }: Told,
): Promise<readonly AdjustmentJson[]> => {
  if (restated.length === 0) return [];
  const members = restated.filter(({ subject }) => subject === "member").map(({ subjectNumber }) => subjectNumber);
  const late = await lateChangesWithin(tx, settings.companyId, {
    span: closure,
    after,
    through,
    memberNumbers: members,
    limit: MOST_CAUSES,
  });
  const byMember = new Map<number, LateChange[]>();
  for (const change of late) within(byMember, change.memberNumber, () => []).push(change);
  const plans = new Map(settings.plans.map(({ number, id }) => [number, id]));
  return restated.map((each) => {
    const { before, now, subject, subjectNumber, planNumber } = each;
    const unitsOf = { ...before?.metrics, ...now?.metrics };
    const quotas = quotaDifferences(before, now).map((quota) => ({ ...quota, unit: unitsOf[quota.metric]?.unit ?? "count" }));
    return {
      closure: closure.number,
      period: { cadence: closure.cadence, startsOn: isoDay(closure.startsOn), endsBefore: isoDay(closure.endsBefore) },
      statedIn,
      subject: { type: subject, id: idOf(each, settings) },
      name: subjectName(each, settings),
      plan: plans.get(planNumber) ?? `#${planNumber}`,
      status: { before: statusOf(before), now: statusOf(now) },
      quotas,
      causes: [...causesOf(each, byMember.get(subjectNumber) ?? [], settings), ...(subject === "member" ? targetCauses(quotas, now) : [])],
    };
  });
};

/** What changed of the closed periods of one cadence and waits for the next statements. */
export const openAdjustments = async (
  tx: Transaction,
  settings: Settings,
  closures: readonly Closure[],
): Promise<readonly AdjustmentJson[]> => {
  const adjustments: AdjustmentJson[] = [];
  const all = await allRestated(tx, settings, closures);
  for (const closure of standing(closures)) {
    const restated = all.filter(({ closureNumber }) => closureNumber === closure.number);
    const told = { settings, closure, statedIn: null, after: statedThrough(closures), through: null };
    adjustments.push(...(await adjustmentsJson(tx, restated, told)));
  }
  return adjustments;
};

/** What the statements of a closure tell of periods that were closed before: of one subject, or of all. `closures` are those of its cadence. */
export const adjustmentsStatedIn = async (
  tx: Transaction,
  settings: Settings,
  statedIn: Closure,
  { closures, of }: { readonly closures: readonly Closure[]; readonly of: OfSubject },
): Promise<readonly AdjustmentJson[]> => {
  const { companyId } = settings;
  const now = await adjustedIn(tx, companyId, statedIn.number, of);
  const after = statedThrough(closures.filter(({ number }) => number < statedIn.number));
  const adjustments: AdjustmentJson[] = [];
  for (const closure of closures.filter(({ number }) => now.some(({ closureNumber }) => closureNumber === number))) {
    const stated = await lastStated(tx, companyId, closure.number, { through: statedIn.number - 1, of });
    const before = new Map(stated.map((each) => [keyOf(each), each]));
    const restated = now
      .filter(({ closureNumber }) => closureNumber === closure.number)
      .map(({ subject, subjectNumber, planNumber, content }): Restated => {
        const key = { subject, subjectNumber, planNumber, closureNumber: closure.number };
        const was = before.get(keyOf(key));
        return { ...key, before: readContent(was?.content ?? null), now: readContent(content) };
      });
    const told = { settings, closure, statedIn: statedIn.number, after, through: statedIn.lateThrough };
    adjustments.push(...(await adjustmentsJson(tx, restated, told)));
  }
  return adjustments;
};
