import { auditSize, badAtMost, badOnes, type AuditRule } from "../domain/audit.ts";
import { isoDay, type Span } from "../domain/day.ts";
import type { Name } from "../domain/language.ts";
import { versionOn, type Provenance } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { drawCounted } from "../store/verdicts.ts";

export type AuditQuestion = AuditRule & {
  readonly metric: string;
  readonly span: Span;
  /** Left out: everybody. */
  readonly member?: string;
  /** The same seed draws the same records as long as the same ones count. */
  readonly seed: string;
  /** How many of the sample somebody found to be bad. */
  readonly bad?: number;
};

export type AuditSample = {
  readonly metric: string;
  readonly metricName: Name;
  readonly from: string;
  readonly before: string;
  readonly seed: string;
  readonly tolerated: number;
  readonly confidence: number;
  /** Records that count. */
  readonly all: number;
  /** So many bad ones among them would be too many. */
  readonly tooMany: number;
  readonly size: number;
  /** Null until it is said how many were bad. */
  readonly found: { readonly bad: number; readonly badAtMost: number | null } | null;
  readonly records: readonly {
    readonly source: string;
    readonly externalId: string;
    readonly member: string | null;
    readonly kind: string;
    readonly localDay: string;
    readonly occurredAt: string | null;
    readonly durationSeconds: number | null;
    readonly prospect: string | null;
    readonly provenance: Provenance;
    readonly url: string | null;
    readonly evidence: string | null;
  }[];
};

/**
 * Records to look at, drawn at random from those that count for a metric in a span: as many as it takes to find one bad one almost surely if
 * more are bad than is tolerated. Refuses a metric or member that there is not, a metric being counted, and more bad ones than were drawn.
 */
export const drawAuditSample = (database: Database, companyId: number, question: AuditQuestion): Promise<Outcome<AuditSample>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<AuditSample>> => {
      const { span, seed, tolerated, confidence, bad } = question;
      const settings = await loadSettings(tx, companyId);
      const metric = settings.metrics.find(({ id }) => id === question.metric);
      if (metric === undefined) return refused(notFound("metric", question.metric, settings.metrics));
      const member = settings.members.find(({ id }) => id === question.member);
      if (member === undefined && question.member !== undefined) return refused(notFound("member", question.member, settings.members));
      const running = (await runningCounts(tx, companyId)).find(({ metricNumber }) => metricNumber === metric.number);
      if (running !== undefined)
        return refused(refusal("metric-counting", "/metric", { metric: metric.id, done: String(running.done), of: String(running.of) }));
      const which = { ...span, ...(member === undefined ? {} : { memberNumber: member.number }) };
      const { all, records } = await drawCounted(tx, settings, { metric, which, seed, size: (count) => auditSize(count, question) });
      if (bad !== undefined && bad > records.length) return refused(refusal("sample-bad", "/bad", { found: bad, drawn: records.length }));
      const members = new Map(settings.members.map(({ number, id }) => [number, id]));
      return accepted({
        metric: metric.id,
        metricName: versionOn(metric, span.startsOn).name,
        from: isoDay(span.startsOn),
        before: isoDay(span.endsBefore),
        seed,
        tolerated,
        confidence,
        all,
        tooMany: badOnes(all, tolerated),
        size: records.length,
        found: bad === undefined ? null : { bad, badAtMost: badAtMost(bad, records.length, question) },
        records: records.map(({ memberNumber, localDay, durationSeconds, ...record }) => ({
          ...record,
          member: memberNumber === null ? null : (members.get(memberNumber) ?? null),
          localDay: isoDay(localDay),
          durationSeconds: durationSeconds === null ? null : Number(durationSeconds),
        })),
      });
    },
    { isolation: "repeatable read", timeoutSeconds: 120 },
  );
