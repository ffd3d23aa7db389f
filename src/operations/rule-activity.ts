import type { Settings } from "../domain/company.ts";
import type { Unit } from "../domain/credit.ts";
import { conditionsOf, expressionText } from "../domain/expression.ts";
import { failureWords } from "../domain/kind-names.ts";
import { metricExpression } from "../domain/metric-expression.ts";
import { unitOf, versionOn } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { PROVENANCE_CONDITION, WINDOW_CONDITION } from "../domain/ruling.ts";
import { shown } from "../domain/shown.ts";
import { isSame } from "../domain/same.ts";
import type { Verdict } from "../domain/verdict.ts";
import { keyText, lockActivities, type ActivityKey } from "../store/activities.ts";
import { shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { evaluationOf } from "../store/evaluation.ts";
import { recount } from "../store/recording.ts";
import { recordRuling, rulingsOf } from "../store/rulings.ts";
import { loadSettings } from "../store/settings.ts";
import { judgedActivities } from "../store/verdicts.ts";
import { verdictJson, type VerdictJson } from "./activity-json.ts";
import { missingActivity } from "./missing-activity.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { doer } from "../store/doer.ts";
import { activitySubject } from "./audit/audit-subjects.ts";
import { refuseRecord } from "./reached-records.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type RulingInput = {
  readonly metric: string;
  /** Counts, counts not, or null: what was ruled before no longer holds. */
  readonly counts: boolean | null;
  /** The conditions that a ruling that counts replaces, by their text (`provenance` for the provenance asked for, `window` for a prospect's window); left out, those that fail now. */
  readonly conditions?: readonly string[];
  readonly reason: string;
  readonly by: string;
  /** The dispute that it decides. */
  readonly disputeNumber?: number;
};

export type RulingAnswer = {
  /** False when it was so already. */
  readonly changed: boolean;
  readonly conditions: readonly string[];
  readonly unit: Unit["type"];
  /** What the record counts for now, or what still keeps it from counting. Null when the metric has no version on its day. */
  readonly verdict: VerdictJson | null;
};

/** What a ruling can replace of what fails. */
const replaceable = (verdict: Verdict | undefined): readonly string[] =>
  verdict === undefined || verdict.counted
    ? []
    : verdict.failing.flatMap((failed) => {
        if (failed.code === "condition") return [failed.condition];
        if (failed.code === "provenance") return [PROVENANCE_CONDITION];
        return failed.code === "window-taken" ? [WINDOW_CONDITION] : [];
      });

/** The same inside of a transaction that shares or owns the company. */
export const ruleIn = async (tx: Transaction, settings: Settings, key: ActivityKey, input: RulingInput): Promise<Outcome<RulingAnswer>> => {
  const { companyId } = settings;
  const metric = settings.metrics.find((each) => each.id === input.metric);
  if (metric === undefined) return refused(notFound("metric", input.metric, settings.metrics));
  if (!(await lockActivities(tx, settings, [key])).has(keyText(key))) return refused(await missingActivity(tx, settings, key));
  const judge = async () => {
    const [found] = await judgedActivities(tx, settings, { metrics: [metric], which: { key }, counted: null, after: null, limit: 1 });
    if (found === undefined) throw new Error("an activity that is locked was not found");
    return found;
  };
  const { activity, verdicts } = await judge();
  const version = versionOn(metric, activity.localDay);
  const known = [
    ...conditionsOf(metricExpression(settings.company, version)).map(expressionText),
    PROVENANCE_CONDITION,
    ...(version.oncePer === null ? [] : [WINDOW_CONDITION]),
  ];
  const unknown = (input.conditions ?? []).find((condition) => !known.includes(condition));
  if (unknown !== undefined)
    return refused(refusal("ruling-condition", "/conditions", { found: shown(unknown), metric: metric.id, known: known.join(" · ") }));
  const before = (await rulingsOf(tx, companyId, key)).findLast((ruling) => ruling.metricNumber === metric.number);
  const failing = replaceable(verdicts.get(metric.number));
  const standing = before?.counts === true ? before.conditions : [];
  const conditions = input.counts === true ? (input.conditions ?? [...new Set([...standing, ...failing])]) : [];
  const verdict = verdicts.get(metric.number);
  if (input.counts === true && conditions.length === 0 && verdict?.counted === false)
    return refused(refusal("ruling-nothing", "/counts", { metric: metric.id, why: failureWords(verdict.failing, settings.company) }));
  const changed =
    input.disputeNumber !== undefined ||
    !isSame([before?.counts ?? null, before?.counts === null ? [] : (before?.conditions ?? [])], [input.counts, conditions]);
  if (changed) {
    await recount(tx, await evaluationOf(tx, settings), {
      created: [],
      cause: "ruling",
      changed: [key],
      change: () => recordRuling(tx, companyId, key, { ...input, metricNumber: metric.number, conditions }),
    });
    await keepAuditEvent(tx, companyId, {
      by: doer(),
      act: "rule-activity",
      ...activitySubject(key),
      before: before === undefined ? null : { metric: metric.id, counts: before.counts, conditions: before.conditions },
      after: { metric: metric.id, counts: input.counts, conditions },
    });
  }
  const now = (await judge()).verdicts.get(metric.number);
  return accepted({
    changed,
    conditions,
    unit: unitOf(version.measure).type,
    verdict: now === undefined ? null : verdictJson(now, metric, activity, settings.company),
  });
};

/**
 * Decides that a record counts for a metric, or that it does not, whatever the rule says; the record itself stays as it is, and the verdict
 * names the ruling. Refuses a metric, record or condition that there is not, and where nothing fails that a ruling could replace: nobody's
 * void or missing member is ruled away.
 */
export const ruleActivity = (
  database: Database,
  companyId: number,
  key: ActivityKey,
  input: RulingInput & AskedBy,
): Promise<Outcome<RulingAnswer>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<RulingAnswer>> => {
    await shareCompany(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const { caller, ...order } = input;
    const refusedTo = await refuseRecord(tx, settings, sightIn(settings, caller, "activities:rule"), key);
    return refusedTo === undefined ? ruleIn(tx, settings, key, order) : refused(refusedTo);
  });
