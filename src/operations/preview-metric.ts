import { amountOf, type Amount } from "../domain/amount.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { asIfAlways } from "../domain/draft.ts";
import { conditionsOf, expressionText } from "../domain/expression.ts";
import type { Instant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import { conditionWords } from "../domain/kind-names.ts";
import { metricExpression } from "../domain/metric-expression.ts";
import { unitOf, type Metric } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import { narrowed } from "../domain/sight.ts";
import { inCompany, type Database } from "../store/database.ts";
import { dropReasons, tryMetric, type DroppedRecord, type DropReason } from "../store/metric-preview.ts";
import { loadSettings } from "../store/settings.ts";
import { readDraftInput } from "./company-file/draft-input.ts";
import { todayOf } from "./company-today.ts";
import { refusedIn } from "./draft-json.ts";
import { inTurn } from "./in-turn.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type MetricPreviewQuestion = {
  /** The drafted metric, as a fragment of the company file. */
  readonly input: unknown;
  readonly metric: string;
  /** The last of the days; left out: today. */
  readonly through?: Day;
  readonly now: Instant;
} & AskedBy;

export type DroppedJson = Omit<DroppedRecord, "memberNumber" | "localDay" | "reason"> & {
  readonly member: string | null;
  readonly memberName: Name | null;
  readonly localDay: string;
};

type Drop = {
  /** Records that it keeps out, perhaps beside others. */
  readonly records: number;
  /** Those that nothing else keeps out. */
  readonly alone: number;
  /** Of those that the caller sees, the latest, those first that nothing else keeps out. */
  readonly examples: readonly DroppedJson[];
};

export type MetricPreview = {
  readonly from: string;
  readonly before: string;
  readonly unit: "count" | "seconds" | "money";
  readonly records: number;
  readonly counted: number;
  readonly credited: Amount;
  /** How many members have something of it. */
  readonly members: number;
  readonly days: readonly { readonly day: string; readonly records: number; readonly credited: Amount }[];
  /** In the order of the expression, those too that keep nothing out. */
  readonly conditions: readonly (Drop & { readonly condition: string; readonly words: Words })[];
  readonly others: readonly (Drop & { readonly code: DropReason })[];
};

export { dropReasons };

const DAYS = 30;
// Ever since the beginning is counted in one statement.
const COUNTING_SECONDS = 120;
const none = { records: 0, alone: 0 };

/**
 * What an unsaved metric counts of the records of thirty days, and what it leaves out and why, as if it had held from the beginning: its numbers
 * are those that it has once it is saved so. Nothing is stored, and nobody who records waits. Refuses what is wrong with the draft apart from its
 * days, and a metric that there is not.
 */
export const previewMetric = (database: Database, companyId: number, question: MetricPreviewQuestion): Promise<Outcome<MetricPreview>> =>
  inTurn(database, `metric preview ${companyId}`, () => readPreview(database, companyId, question));

const readPreview = (
  database: Database,
  companyId: number,
  { input, metric: named, through, now, caller }: MetricPreviewQuestion,
): Promise<Outcome<MetricPreview>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<MetricPreview>> => {
      const present = await loadSettings(tx, companyId);
      const read = readDraftInput(input);
      if (!read.content.ok) return refusedIn("/content", read.content.refusals);
      const today = todayOf(present, now);
      const asIf = asIfAlways(present, read.content.value, today);
      if (!asIf.ok) return refusedIn("/content", asIf.refusals);
      const settings = asIf.value;
      const found = settings.metrics.find(({ id }) => id === named);
      if (found === undefined) return refused(notFound("metric", named, settings.metrics));
      const [version] = found.versions;
      const metric: Metric = { ...found, versions: [version] };
      const last = through ?? today;
      const span = { startsOn: last + 1 - DAYS, endsBefore: last + 1 };
      const seen = narrowed(sightIn(present, caller, "activities:read"));
      const tried = await tryMetric(tx, settings, { metric, span, seen });

      const unit = unitOf(version.measure);
      const people = new Map(present.members.map((member) => [member.number, member]));
      const dropOf = (reason: string): Drop => ({
        ...none,
        ...given(tried.dropped.find((each) => each.reason === reason)),
        examples: tried.examples
          .filter((each) => each.reason === reason)
          .map(({ reason: _, memberNumber, localDay, ...record }) => {
            const member = memberNumber === null ? undefined : people.get(memberNumber);
            return { ...record, member: member?.id ?? null, memberName: member?.name ?? null, localDay: isoDay(localDay) };
          }),
      });
      const conditions = conditionsOf(metricExpression(settings.company, version));
      return accepted({
        from: isoDay(span.startsOn),
        before: isoDay(span.endsBefore),
        unit: unit.type,
        records: tried.records,
        counted: tried.counted,
        credited: amountOf(tried.credited, unit),
        members: tried.members,
        days: tried.days.map(({ day, records, credited }) => ({ day: isoDay(day), records, credited: amountOf(credited, unit) })),
        conditions: conditions.map((condition, index) => ({
          condition: expressionText(condition),
          words: conditionWords(condition, settings.company),
          ...dropOf(`condition ${index}`),
        })),
        others: dropReasons
          .filter((code) => tried.dropped.some(({ reason }) => reason === code))
          .map((code) => ({ code, ...dropOf(code) }))
          .toSorted((one, other) => other.records - one.records),
      });
    },
    { isolation: "repeatable read", timeoutSeconds: COUNTING_SECONDS },
  );

const given = (dropped: { readonly records: number; readonly alone: number } | undefined): typeof none =>
  dropped === undefined ? none : { records: dropped.records, alone: dropped.alone };
