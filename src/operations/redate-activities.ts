import { isoDay } from "../domain/day.ts";
import { notFound } from "../domain/not-found.ts";
import { cadencesByMetric } from "../domain/number-periods.ts";
import type { RedatingOrder } from "../domain/redating-reading.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database } from "../store/database.ts";
import { evaluationOf } from "../store/evaluation.ts";
import { numbersChangedSince } from "../store/number-changes.ts";
import { keepRedating, recordsToRedate, redate, type Redated } from "../store/redating.ts";
import { loadSettings } from "../store/settings.ts";
import { attributeRecords } from "../store/settle.ts";
import { lastTallyChange } from "../store/tally.ts";
import { numberChangesJson, type NumberChangesJson } from "./number-changes-json.ts";
import { openDays } from "./open-periods.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

export type RedatingOptions = {
  readonly by: string;
  /** Only tell what would change. */
  readonly dryRun?: boolean;
  /** How many records one act may change. */
  readonly most?: number;
};

export type DayChange = {
  readonly source: string;
  readonly externalId: string;
  readonly from: { readonly day: string; readonly timeZone: string };
  readonly to: { readonly day: string; readonly timeZone: string };
};

export type RedatingAnswer = NumberChangesJson & {
  /** The number under which the act is kept; null when nothing was changed. */
  readonly redating: number | null;
  /** Records that have another zone than before. */
  readonly records: number;
  /** Of these, those that have another day. */
  readonly moved: number;
  /** The first of those that have another day. */
  readonly activities: readonly DayChange[];
  /** Metrics that are still being counted: their numbers are not told. */
  readonly counting: readonly string[];
};

// The company is owned until the last of them is counted, some 8 s for so many; who records meanwhile waits 30 s at most.
const MOST = 20_000;
/** More would not be read; the totals tell of all. */
const SHOWN = 200;

/** How a record changes its day, as the doors show it. */
export const dayChangeJson = ({ oldDay, oldZone, newDay, newZone }: Pick<Redated, "oldDay" | "oldZone" | "newDay" | "newZone">) => ({
  from: { day: isoDay(oldDay), timeZone: oldZone },
  to: { day: isoDay(newDay), timeZone: newZone },
});

/**
 * Works out anew, in the zones that the settings give now, the days of one member's records or of everybody's within a span of days, and lets
 * the count follow. Who did it, why, and each record's day before and after are kept. `dryRun` tells the same and changes nothing. Refuses a
 * member that there is not, days that are closed, and more records than one act may change.
 */
export const redateActivities = (
  database: Database,
  companyId: number,
  { member: id, span, reason }: RedatingOrder,
  { by, dryRun = false, most = MOST }: RedatingOptions,
): Promise<Outcome<RedatingAnswer>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<RedatingAnswer>> => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const member = id === null ? null : settings.members.find((each) => each.id === id);
      if (member === undefined) return refused(notFound("member", id ?? "", settings.members));
      const open = await openDays(tx, settings, span);
      if (!open.ok) return open;
      const memberNumbers = (member === null ? settings.members : [member]).map(({ number }) => number);
      const records = await recordsToRedate(tx, settings, { memberNumbers, span: open.value, limit: most + 1 });
      if (records.length > most)
        return refused(refusal("redating-large", "", { limit: most, from: isoDay(span.startsOn), before: isoDay(span.endsBefore) }));

      const running = new Set((await runningCounts(tx, companyId)).map(({ metricNumber }) => metricNumber));
      const since = await lastTallyChange(tx, companyId);
      await redate(tx, await evaluationOf(tx, settings), records);
      // Whom the new day finds not employed loses the record, which may name somebody else by now.
      await attributeRecords(tx, settings);
      const redating =
        records.length === 0
          ? null
          : await keepRedating(tx, companyId, { memberNumber: member?.number ?? null, span, reason, doneBy: by }, records);
      if (redating !== null)
        await keepAuditEvent(tx, companyId, {
          by,
          act: "redate-activities",
          subject: "redating",
          subjectId: String(redating),
          after: {
            memberNumber: member?.number ?? null,
            from: isoDay(span.startsOn),
            before: isoDay(span.endsBefore),
            records: records.length,
          },
        });
      const cadences = new Map([...cadencesByMetric(settings)].filter(([metric]) => !running.has(metric)));
      const changes = await numbersChangedSince(tx, settings, since, { cadences, after: null, limit: SHOWN });
      const moved = records.filter(({ oldDay, newDay }) => oldDay !== newDay);
      return accepted({
        redating: dryRun ? null : redating,
        records: records.length,
        moved: moved.length,
        activities: moved
          .slice(0, SHOWN)
          .map((record) => ({ source: record.source, externalId: record.externalId, ...dayChangeJson(record) })),
        ...numberChangesJson(changes, settings),
        counting: settings.metrics.filter(({ number }) => running.has(number)).map((metric) => metric.id),
      });
    },
    { rollBackIf: (outcome) => dryRun || !outcome.ok, timeoutSeconds: 120 },
  );
