import { seenOf, wholeSight, type Sight } from "../domain/sight.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay } from "../domain/day.ts";
import { appealThrough, disputeName, stateOf, waitingOf, type Dispute, type DisputeAct, type DisputeState } from "../domain/dispute.ts";
import type { Fields } from "../domain/field-reading.ts";
import { dayIn, isoInstant, type Instant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import type { Member } from "../domain/member.ts";
import type { KeptFile } from "../store/disputes.ts";
import type { VerdictJson } from "./activity-json.ts";
import type { StatusChange } from "./company-file/numbers-preview.ts";
import type { NumberChangesJson } from "./number-changes-json.ts";

export type PersonJson = { readonly id: string; readonly name: Name };

/** What an upheld dispute did: which record counts, or is there, and which numbers that changed. */
export type DisputeOutcomeJson = NumberChangesJson & {
  readonly record: { readonly source: string; readonly externalId: string };
  /** The verdict of the metric that it was about; null of a missing record, which every metric judges. */
  readonly verdict: VerdictJson | null;
  readonly statuses: readonly StatusChange[];
  /** Metrics that are still being counted: their numbers are not told. */
  readonly counting: readonly string[];
};

export type DisputeActJson = {
  readonly act: DisputeAct["act"];
  readonly by: PersonJson;
  readonly at: string;
  /** The company's day then. */
  readonly on: string;
  readonly said: string;
  readonly link: string | null;
  /** Of a decision; null of every other act. */
  readonly upheld: boolean | null;
  readonly outcome: DisputeOutcomeJson | null;
};

export type DisputeFileJson = {
  readonly file: number;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly by: PersonJson;
  readonly addedAt: string;
};

export type DisputeJson = {
  /** `D-12`. */
  readonly dispute: string;
  readonly state: DisputeState;
  readonly member: PersonJson;
  readonly localDay: string;
  readonly record: { readonly source: string; readonly externalId: string; readonly metric: string; readonly counts: boolean } | null;
  /** Of a missing record, its fields. */
  readonly missing: Fields | null;
  readonly reason: string;
  readonly raisedAt: string;
  readonly raisedOn: string;
  /** Null once it is decided or withdrawn. */
  readonly waiting: {
    readonly deciders: readonly PersonJson[];
    readonly since: string;
    readonly decideThrough: string;
    readonly late: boolean;
  } | null;
  /** The last day on which a rejection may be appealed; null where it may not. */
  readonly appealThrough: string | null;
  readonly acts: readonly DisputeActJson[];
  readonly files: readonly DisputeFileJson[];
};

export const personJson = ({ id, name }: Pick<Member, "id" | "name">): PersonJson => ({ id, name });

/** Disputes as the doors show them. */
export const disputesJson = (
  disputes: readonly Dispute[],
  settings: Settings,
  { files, now, sight = wholeSight }: { readonly files: readonly KeptFile[]; readonly now: Instant; readonly sight?: Sight },
): readonly DisputeJson[] => {
  const members = new Map(settings.members.map((member) => [member.number, personJson(member)]));
  const seen = new Set(seenOf(sight, settings.members).map(({ id }) => id));
  /** What it changed of others is theirs to know. */
  const seenOutcome = (outcome: DisputeOutcomeJson | null): DisputeOutcomeJson | null =>
    outcome === null || sight.members === "all"
      ? outcome
      : {
          ...outcome,
          totals: [],
          numbers: outcome.numbers.filter(({ member }) => seen.has(member)),
          statuses: outcome.statuses.filter(({ member }) => seen.has(member)),
        };
  const metrics = new Map(settings.metrics.map(({ number, id }) => [number, id]));
  const person = (number: number): PersonJson => members.get(number) ?? { id: `#${number}`, name: {} };
  const dayOf = (at: Instant): string => isoDay(dayIn(settings.company.timeZone, at));
  return disputes.map((dispute) => {
    const { claim } = dispute;
    const waiting = waitingOf(dispute, settings, now);
    const appeal = appealThrough(dispute, settings);
    return {
      dispute: disputeName(dispute.number),
      state: stateOf(dispute),
      member: person(dispute.memberNumber),
      localDay: isoDay(dispute.localDay),
      record:
        claim.type === "record"
          ? {
              source: claim.source,
              externalId: claim.externalId,
              metric: metrics.get(claim.metricNumber) ?? `#${claim.metricNumber}`,
              counts: claim.counts,
            }
          : null,
      missing: claim.type === "missing" ? claim.fields : null,
      reason: dispute.reason,
      raisedAt: isoInstant(dispute.raisedAt),
      raisedOn: dayOf(dispute.raisedAt),
      waiting:
        waiting === null
          ? null
          : {
              deciders: waiting.deciders.map(personJson),
              since: isoDay(waiting.since),
              decideThrough: isoDay(waiting.decideThrough),
              late: waiting.isLate,
            },
      appealThrough: appeal === null ? null : isoDay(appeal),
      acts: dispute.acts.map((act) => ({
        act: act.act,
        by: person(act.by),
        at: isoInstant(act.at),
        on: dayOf(act.at),
        said: act.said,
        link: act.link,
        upheld: act.act === "decision" ? act.upheld : null,
        // As this program kept it.
        outcome: act.act === "decision" ? seenOutcome(act.outcome as DisputeOutcomeJson | null) : null,
      })),
      files: files
        .filter(({ disputeNumber }) => disputeNumber === dispute.number)
        .map(({ number, memberNumber, name, type, bytes, addedAt }) => ({
          file: number,
          name,
          type,
          bytes,
          by: person(memberNumber),
          addedAt,
        })),
    };
  });
};
