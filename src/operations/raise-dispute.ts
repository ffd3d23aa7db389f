import { sightIn, type AskedBy } from "./sight-in.ts";
import { activityContext } from "../domain/activity-reading.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { appealThrough, disputeName, stateOf, waitingOf, type Dispute, type DisputeClaim } from "../domain/dispute.ts";
import { readMissing, type DisputeReport } from "../domain/dispute-reading.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { failureWords } from "../domain/kind-names.ts";
import { noHint } from "../domain/meant.ts";
import { zonesOf } from "../domain/member-zone.ts";
import type { Member } from "../domain/member.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import { shown } from "../domain/shown.ts";
import type { FailedCondition } from "../domain/verdict.ts";
import { attributionOf } from "../store/attribution.ts";
import { noteTouched } from "../store/changes.ts";
import { ownDisputes, shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { disputesAbout, keepDispute, keepDisputeAct } from "../store/disputes.ts";
import { keepEvents } from "../store/event-outbox.ts";
import { loadSettings } from "../store/settings.ts";
import { judgedActivities } from "../store/verdicts.ts";
import { fieldsOfCells } from "./attest-activity.ts";
import type { DisputeJson } from "./dispute-json.ts";
import { findPerson, memberNamed, presentDispute, tellWaiting } from "./find-dispute.ts";
import { missingActivity } from "./missing-activity.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { doer } from "../store/doer.ts";

type Claimed = { readonly claim: DisputeClaim; readonly parties: readonly number[]; readonly localDay: Day };

const refuseForeign = (person: Member, members: readonly string[]): Refusal =>
  refusal("dispute-not-own", "/by", { by: person.id, found: members.map(shown).join(", ") });

type RecordReport = Extract<DisputeReport, { readonly metric: string }>;
type MissingReport = Extract<DisputeReport, { readonly missing: unknown }>;

const isWords = { true: { en: "counts", ko: "인정된" }, false: { en: "does not count", ko: "인정되지 않은" } } satisfies Record<
  string,
  Words
>;

/** What a ruling replaces of what keeps a record from counting; a void, a missing member or the same act under another source it does not. */
const ruledAway: ReadonlySet<FailedCondition["code"]> = new Set(["condition", "provenance", "window-taken", "ruled-out"]);

/** A claim about a record that is there. Refuses what nobody could decide: the verdict that is claimed already holds, or no ruling could bring it. */
const claimOnRecord = async (
  tx: Transaction,
  settings: Settings,
  { record, metric: id, counts }: RecordReport,
  person: Member,
): Promise<Outcome<Claimed>> => {
  const metric = settings.metrics.find((each) => each.id === id);
  if (metric === undefined) return refused(notFound("metric", id, settings.metrics));
  const which = { metrics: [metric], which: { key: record }, counted: null, after: null, limit: 1 };
  const [found] = await judgedActivities(tx, settings, which);
  if (found === undefined) return refused(await missingActivity(tx, settings, record));
  const { activity, verdicts } = found;
  const parties = activity.members.flatMap(({ memberNumber }) => memberNumber ?? []);
  if (!parties.includes(person.number))
    return refused(
      refuseForeign(
        person,
        activity.members.map(({ memberNumber, reference }) => (memberNumber === null ? reference : memberNamed(settings, memberNumber))),
      ),
    );
  const verdict = verdicts.get(metric.number);
  if (verdict?.counted === counts) return refused(refusal("dispute-nothing", "/metric", { metric: id, is: isWords[`${counts}`] }));
  if (counts && verdict?.counted === false && !verdict.failing.every(({ code }) => ruledAway.has(code)))
    return refused(refusal("dispute-not-ruled", "/metric", { metric: id, why: failureWords(verdict.failing, settings.company) }));
  return accepted({ claim: { type: "record", ...record, metricNumber: metric.number, counts }, parties, localDay: activity.localDay });
};

/** A claim that a record is missing: it is read as it would be entered. */
const claimOnMissing = async (
  tx: Transaction,
  settings: Settings,
  { missing }: MissingReport,
  person: Member,
  now: Instant,
): Promise<Outcome<Claimed>> => {
  const read = readMissing(missing, person.id, { context: activityContext(settings.company, "imported"), now });
  if (!read.ok) return read;
  const { fields, report } = read.value;
  const attribution = await attributionOf(tx, settings);
  const named = report.members.map(({ reference }) => ({ reference, number: attribution.memberOf(report.source, reference) }));
  const unknown = named.find(({ number }) => number === null);
  if (unknown !== undefined) return refused({ ...notFound("member", unknown.reference, settings.members), pointer: "/missing/member" });
  const parties = named.flatMap(({ number }) => number ?? []);
  if (!parties.includes(person.number))
    return refused(
      refuseForeign(
        person,
        parties.map((number) => memberNamed(settings, number)),
      ),
    );
  const today = dayIn(settings.company.timeZone, now);
  const { occurred } = report;
  const localDay = "on" in occurred ? occurred.on : dayIn(zonesOf(settings)(person, today), occurred.at);
  return accepted({ claim: { type: "missing", fields }, parties, localDay });
};

const stateWords = {
  open: { en: "waits for a decision", ko: "결정 대기 중" },
  appealed: { en: "waits for a decision", ko: "결정 대기 중" },
  upheld: { en: "was upheld", ko: "받아들여짐" },
  rejected: { en: "was rejected", ko: "받아들여지지 않음" },
  withdrawn: noHint,
} satisfies Record<string, Words>;

/** The same is raised once: what was decided about it holds, and is appealed where it may be. One that was withdrawn may be raised again. */
const refuseRaised = (dispute: Dispute, settings: Settings, now: Instant): Refusal | undefined => {
  const state = stateOf(dispute);
  if (state === "withdrawn") return undefined;
  const name = disputeName(dispute.number);
  const waiting = waitingOf(dispute, settings, now);
  const appeal = appealThrough(dispute, settings);
  const next: Words =
    waiting !== null
      ? {
          en: `Add what is new there: attain comment-dispute ${name}.`,
          ko: `새로운 내용은 거기에 남기세요: attain comment-dispute ${name}.`,
        }
      : appeal !== null && appeal >= dayIn(settings.company.timeZone, now)
        ? {
            en: `Appeal it until ${isoDay(appeal)}: attain appeal-dispute ${name}.`,
            ko: `${isoDay(appeal)}까지 재심을 신청하세요: attain appeal-dispute ${name}.`,
          }
        : { en: "That decision is the last.", ko: "그 결정이 마지막입니다." };
  return refusal("dispute-raised", "", { dispute: name, state: stateWords[state], next });
};

export type DisputeInput = DisputeReport | (Omit<DisputeReport, "missing"> & { readonly missingCells: Readonly<Record<string, string>> });

const withFields = (input: DisputeInput, settings: Settings): Outcome<DisputeReport> => {
  if (!("missingCells" in input)) return accepted(input);
  const fields = fieldsOfCells(input.missingCells, settings);
  if (!fields.ok) return fields;
  // The cells are those of an attestation, whose reason stands beside the dispute's record.
  const { reason: _, ...missing } = fields.value;
  return accepted({ by: input.by, reason: input.reason, evidence: input.evidence, missing });
};

/**
 * A member claims that a verdict on a record of theirs is wrong, or that a record is missing, with what shows it. Nothing counts otherwise
 * before it is decided. Refuses a record of somebody else, a claim that holds already or that no ruling could bring, and what was raised before.
 */
export const raiseDispute = (
  database: Database,
  companyId: number,
  input: DisputeInput,
  { now, caller }: { readonly now: Instant } & AskedBy,
): Promise<Outcome<DisputeJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<DisputeJson>> => {
    await shareCompany(tx, companyId);
    await ownDisputes(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const report = withFields(input, settings);
    if (!report.ok) return report;
    const person = findPerson(settings, input.by);
    if (!person.ok) return person;
    const claimed =
      "missing" in report.value
        ? await claimOnMissing(tx, settings, report.value, person.value, now)
        : await claimOnRecord(tx, settings, report.value, person.value);
    if (!claimed.ok) return claimed;
    const { number: memberNumber } = person.value;
    const [raised] = (await disputesAbout(tx, companyId, memberNumber, claimed.value.claim)).flatMap(
      (each) => refuseRaised(each, settings, now) ?? [],
    );
    if (raised !== undefined) return refused(raised);
    const { reason, evidence } = report.value;
    const number = await keepDispute(tx, companyId, { ...claimed.value, memberNumber, reason, raisedAt: now });
    if (evidence !== null)
      await keepDisputeAct(tx, companyId, number, { act: "evidence", by: memberNumber, at: now, said: "", link: evidence });
    noteTouched(tx, ["disputes"], new Set([memberNumber]));
    await keepAuditEvent(tx, companyId, {
      by: doer(),
      act: "raise-dispute",
      subject: "dispute",
      subjectId: disputeName(number),
      after: { memberNumber, about: claimed.value.claim.type },
    });
    await tellWaiting(tx, settings, number, now);
    await keepEvents(tx, companyId, [{ type: "attain.dispute.raised", data: { dispute: disputeName(number), member: person.value.id } }]);
    return accepted(await presentDispute(tx, settings, number, { now, sight: sightIn(settings, caller, "disputes:write") }));
  });
