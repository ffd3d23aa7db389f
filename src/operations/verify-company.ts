import { amountOf, type Amount } from "../domain/amount.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay } from "../domain/day.ts";
import { unitOf, versionOn } from "../domain/metric.ts";
import { closuresOf } from "../store/closures.ts";
import { runningCounts } from "../store/counting.ts";
import { inCompany, type Database } from "../store/database.ts";
import type { ActivityKey } from "../store/activities.ts";
import { linkDifferences } from "../store/relinking.ts";
import { barDifferences } from "../store/barring.ts";
import { loadSettings } from "../store/settings.ts";
import { blockDifferences } from "../store/tally.ts";
import { misplacedProspects, type MisplacedProspect } from "../store/merge-verification.ts";
import { holderDifferences, tallyDifferences, totalDifferences } from "../store/verification.ts";
import { contactPlaceOf } from "./contacts/may-contact.ts";
import { statementDifferences, type StatementDifference } from "./closing/statement-differences.ts";

export type { MisplacedProspect };

export type MetricCheck = {
  readonly metric: string;
  /** Still being counted over earlier records: not compared. */
  readonly counting: { readonly done: number; readonly of: number } | null;
  readonly differences: readonly { readonly member: string; readonly day: string; readonly tally: Amount; readonly recount: Amount }[];
  /** Once-per-prospect credits that another activity holds than a recount gives them to. */
  readonly holders: readonly { readonly windowStartsOn: string; readonly held: string | null; readonly recounted: string | null }[];
  /** Days whose daily total counts for something else than a recount finds: what it states and what the day's records count for. */
  readonly totals: readonly {
    readonly member: string;
    readonly day: string;
    readonly kind: string;
    readonly held: string | null;
    readonly recounted: string | null;
  }[];
};

export type Verification = {
  readonly equal: boolean;
  readonly metrics: readonly MetricCheck[];
  /** Records that are linked otherwise than the log says: with which one they are, and with which they should be. */
  readonly links: readonly {
    readonly source: string;
    readonly externalId: string;
    readonly sameAs: ActivityKey | null;
    readonly recounted: ActivityKey | null;
  }[];
  /** Contacts that are left out, or not, otherwise than the rules of contact have it: by which rules they are, and by which they should be. */
  readonly contacts: readonly {
    readonly source: string;
    readonly externalId: string;
    readonly held: readonly string[];
    readonly recounted: readonly string[];
  }[];
  /** Sums by week or month that differ from their days. */
  readonly blocks: readonly { readonly metric: string; readonly unit: string; readonly startsOn: string; readonly member: string }[];
  /** What does not stand under the prospect that the merges give it to, and records of another prospect than they name. */
  readonly prospects: readonly MisplacedProspect[];
  /** What was last stated of closed periods, where the log without the late changes since comes to something else. */
  readonly statements: readonly StatementDifference[];
};

// A recount of millions of records is one statement.
const RECOUNT_SECONDS = 3600;

/**
 * Counts every metric anew from the log and names each difference to the tally, at most a thousand a metric. Each metric is compared in
 * one snapshot, so activities may be recorded meanwhile. That prospects are as the merges have them is looked at apart.
 */
export const verifyCompany = async (
  database: Database,
  companyId: number,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<Verification> => {
  const settings = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const memberIds = new Map(settings.members.map((member) => [member.number, member.id]));
  const idOf = (number: number) => memberIds.get(number) ?? `#${number}`;
  const { metrics } = settings;
  const checks: MetricCheck[] = [];
  for (const [index, metric] of metrics.entries()) {
    progress(index, metrics.length);
    checks.push(await checkMetric(database, settings, metric, idOf));
  }
  const links = await inCompany(
    database,
    companyId,
    async (tx) => linkDifferences(tx, { companyId, sameActs: settings.company.sameActs }),
    { isolation: "repeatable read", timeoutSeconds: RECOUNT_SECONDS },
  );
  const contacts = await inCompany(
    database,
    companyId,
    async (tx) => barDifferences(tx, { companyId, contacts: contactPlaceOf(settings) }),
    { isolation: "repeatable read", timeoutSeconds: RECOUNT_SECONDS },
  );
  const blocks = await inCompany(database, companyId, (tx) => blockDifferences(tx, companyId, settings.company.calendar.firstWeekday), {
    isolation: "repeatable read",
    timeoutSeconds: RECOUNT_SECONDS,
  });
  const prospects = await inCompany(database, companyId, (tx) => misplacedProspects(tx, companyId), {
    isolation: "repeatable read",
    timeoutSeconds: RECOUNT_SECONDS,
  });
  const statements = await statedDifferently(database, settings);
  progress(metrics.length, metrics.length);
  return {
    equal:
      blocks.length + links.length + contacts.length + prospects.length + statements.length === 0 &&
      checks.every((check) => check.differences.length + check.holders.length + check.totals.length === 0),
    metrics: checks,
    links: links.map(({ source, externalId, stored, holder }) => ({
      source,
      externalId,
      sameAs: stored,
      recounted: holder === null ? null : { source: holder.source, externalId: holder.externalId },
    })),
    contacts: contacts.map(({ source, externalId, stored, bars }) => ({
      source,
      externalId,
      held: (stored ?? []).map(({ rule }) => rule),
      recounted: (bars ?? []).map(({ rule }) => rule),
    })),
    blocks: blocks.map((each) => ({
      metric: settings.metrics.find((metric) => metric.number === each.metricNumber)?.id ?? `#${each.metricNumber}`,
      unit: each.unit,
      startsOn: isoDay(each.startsOn),
      member: idOf(each.memberNumber),
    })),
    prospects,
    statements,
  };
};

/** Each cadence in one snapshot; while a metric is being counted there is nothing to compare with. */
const statedDifferently = async (database: Database, { companyId }: Settings): Promise<readonly StatementDifference[]> => {
  const differences: StatementDifference[] = [];
  const closed = await inCompany(database, companyId, (tx) => closuresOf(tx, companyId));
  for (const cadence of new Set(closed.map((closure) => closure.cadence))) {
    const found = await inCompany(
      database,
      companyId,
      async (tx) => {
        const closures = await closuresOf(tx, companyId, cadence);
        if (closures.length === 0 || (await runningCounts(tx, companyId)).length > 0) return [];
        return statementDifferences(tx, await loadSettings(tx, companyId), closures);
      },
      { isolation: "repeatable read", timeoutSeconds: RECOUNT_SECONDS },
    );
    differences.push(...found);
  }
  return differences;
};

const checkMetric = (
  database: Database,
  settings: Settings,
  metric: Settings["metrics"][number],
  idOf: (number: number) => string,
): Promise<MetricCheck> =>
  inCompany(
    database,
    settings.companyId,
    async (tx): Promise<MetricCheck> => {
      const running = (await runningCounts(tx, settings.companyId)).find((each) => each.metricNumber === metric.number);
      if (running !== undefined)
        return {
          metric: metric.id,
          counting: { done: Number(running.done), of: Number(running.of) },
          differences: [],
          holders: [],
          totals: [],
        };
      const unit = unitOf(versionOn(metric, Infinity).measure);
      const differences = await tallyDifferences(tx, settings, metric);
      const holders = metric.versions.some((version) => version.oncePer !== null) ? await holderDifferences(tx, settings, metric) : [];
      const totals = await totalDifferences(tx, settings, metric);
      return {
        metric: metric.id,
        counting: null,
        differences: differences.map((each) => ({
          member: idOf(each.memberNumber),
          day: isoDay(each.localDay),
          tally: amountOf(each.tally, unit),
          recount: amountOf(each.recount, unit),
        })),
        holders: holders.map((each) => ({
          windowStartsOn: each.windowStartsOn === -Infinity ? "ever" : isoDay(each.windowStartsOn),
          held: each.held,
          recounted: each.recounted,
        })),
        totals: totals.map(({ memberNumber, localDay, ...each }) => ({ member: idOf(memberNumber), day: isoDay(localDay), ...each })),
      };
    },
    { isolation: "repeatable read", timeoutSeconds: RECOUNT_SECONDS },
  );
