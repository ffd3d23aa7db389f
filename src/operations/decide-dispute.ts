import { sightIn, type AskedBy } from "./sight-in.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay } from "../domain/day.ts";
import { disputeName, stateOf, waitingOf, type Decision, type Dispute } from "../domain/dispute.ts";
import type { DisputeDecision } from "../domain/dispute-reading.ts";
import { given } from "../domain/given.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { decidedNotices } from "../domain/notice.ts";
import { cadencesByMetric } from "../domain/number-periods.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { noteTouched } from "../store/changes.ts";
import { runningCounts } from "../store/counting.ts";
import type { Database, Transaction } from "../store/database.ts";
import { keepDisputeAct } from "../store/disputes.ts";
import { keepEvents } from "../store/event-outbox.ts";
import { keepNotices } from "../store/notices.ts";
import { numbersChangedSince } from "../store/number-changes.ts";
import { lastTallyChange } from "../store/tally.ts";
import { attestIn } from "./attest-activity.ts";
import { statusesBefore } from "./company-file/numbers-preview.ts";
import type { DisputeJson, DisputeOutcomeJson } from "./dispute-json.ts";
import { findDispute, memberNamed, presentDispute, refuseSettled, type FoundDispute } from "./find-dispute.ts";
import { numberChangesJson } from "./number-changes-json.ts";
import { recordBeside, type RecordReports } from "./record-activities.ts";
import { ruleIn } from "./rule-activity.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { doer } from "../store/doer.ts";

/** More would not be read; a dispute is about one record. */
const SHOWN = 200;

const refuseDecider = ({ dispute, person }: FoundDispute, settings: Settings, now: Instant): Refusal | undefined => {
  const waiting = waitingOf(dispute, settings, now);
  if (waiting === null || waiting.deciders.includes(person)) return undefined;
  const told = {
    dispute: disputeName(dispute.number),
    by: person.id,
    waitsFor: waiting.deciders.map(({ id }) => id).join(", ") || "–",
    through: isoDay(waiting.decideThrough),
    member: memberNamed(settings, dispute.memberNumber),
  };
  if (dispute.parties.includes(person.number)) return refusal("dispute-self", "/by", told);
  return refusal(waiting.deciders.length === 0 ? "dispute-no-decider" : "dispute-not-yours", "/by", told);
};

type Deciding = { readonly dispute: Dispute; readonly decision: DisputeDecision; readonly record: RecordReports };
type Effect = Pick<DisputeOutcomeJson, "record" | "verdict">;

/** What is upheld counts from here on: by a ruling on its record, or as a record that is entered. */
const takeEffect = async (
  tx: Transaction,
  settings: Settings,
  { dispute: { claim, number: disputeNumber }, decision: { by, reason, conditions }, record }: Deciding,
): Promise<Outcome<Effect>> => {
  if (claim.type === "missing") {
    const attested = await attestIn(tx, settings, record, { fields: { ...claim.fields, reason }, by, disputeNumber });
    if (!attested.ok) return attested;
    const { source, externalId } = attested.value.activity;
    return accepted({ record: { source, externalId }, verdict: null });
  }
  const { source, externalId, metricNumber, counts } = claim;
  const metric = settings.metrics.find(({ number }) => number === metricNumber);
  if (metric === undefined) throw new Error("the metric of a dispute was not found");
  const order = { metric: metric.id, counts, reason, by, disputeNumber, ...given({ conditions }) };
  const ruled = await ruleIn(tx, settings, { source, externalId }, order);
  return ruled.ok ? accepted({ record: { source, externalId }, verdict: ruled.value.verdict }) : ruled;
};

/** The same with the numbers before and after it. The company is owned. */
const upholdAndTell = async (
  tx: Transaction,
  settings: Settings,
  deciding: Deciding,
  now: Instant,
): Promise<Outcome<DisputeOutcomeJson>> => {
  const { companyId } = settings;
  const running = new Set((await runningCounts(tx, companyId)).map(({ metricNumber }) => metricNumber));
  const since = await lastTallyChange(tx, companyId);
  const effect = await takeEffect(tx, settings, deciding);
  if (!effect.ok) return effect;
  const cadences = new Map([...cadencesByMetric(settings)].filter(([metric]) => !running.has(metric)));
  const changes = await numbersChangedSince(tx, settings, since, { cadences, after: null, limit: SHOWN });
  const today = dayIn(settings.company.timeZone, now);
  return accepted({
    ...effect.value,
    ...numberChangesJson(changes, settings),
    statuses: await statusesBefore(tx, changes.changes, settings, { counting: running, today }),
    counting: settings.metrics.filter(({ number }) => running.has(number)).map(({ id }) => id),
  });
};

export type DecideInput = DisputeDecision & { readonly number: number };

/**
 * Decides a dispute with a reason. Upheld it takes effect with the decision: a ruling on its record, or a record that is entered. The numbers
 * before and after are kept with it. `dryRun` tells them and decides nothing. Refuses one that is decided already, saying by whom and how, and
 * everybody but those for whom it waits: nobody decides their own.
 */
export const decideDispute = (
  database: Database,
  companyId: number,
  { number, ...decision }: DecideInput,
  { now, dryRun = false, caller }: { readonly now: Instant; readonly dryRun?: boolean } & AskedBy,
): Promise<Outcome<DisputeJson>> =>
  recordBeside(
    database,
    companyId,
    async (tx, settings, record): Promise<Outcome<DisputeJson>> => {
      const sight = sightIn(settings, caller, "disputes:decide");
      const found = await findDispute(tx, settings, { number, by: decision.by, sight });
      if (!found.ok) return found;
      const { dispute, person } = found.value;
      const no = refuseSettled(dispute, settings) ?? refuseDecider(found.value, settings, now);
      if (no !== undefined) return refused(no);
      const outcome = decision.upheld ? await upholdAndTell(tx, settings, { dispute, decision, record }, now) : accepted(null);
      if (!outcome.ok) return outcome;
      const { upheld, reason: said } = decision;
      const decided: Decision = { act: "decision", by: person.number, at: now, said, link: null, upheld, outcome: outcome.value };
      await keepDisputeAct(tx, companyId, number, decided);
      noteTouched(tx, ["disputes"], new Set([dispute.memberNumber]));
      await keepAuditEvent(tx, companyId, {
        by: doer(),
        act: "decide-dispute",
        subject: "dispute",
        subjectId: disputeName(number),
        before: { state: stateOf(dispute) },
        after: { upheld, memberNumber: person.number },
      });
      await keepNotices(tx, companyId, decidedNotices({ ...dispute, acts: [...dispute.acts, decided] }, decided, settings), now);
      const told = { dispute: disputeName(number), member: memberNamed(settings, dispute.memberNumber), upheld, by: person.id };
      await keepEvents(tx, companyId, [{ type: "attain.dispute.decided", data: told }]);
      return accepted(await presentDispute(tx, settings, number, { now, sight }));
    },
    { rollBackIf: (outcome) => dryRun || !outcome.ok, timeoutSeconds: 120 },
  );
