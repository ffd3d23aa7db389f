import { sql } from "kysely";
import { isoDay } from "../../src/domain/day.ts";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { inCompany, type Database } from "../../src/store/database.ts";
import { loadSettings } from "../../src/store/settings.ts";
import { creditsByDay } from "../../src/store/tally.ts";
import { expectedOf } from "./oracle.ts";
import type { Report, World } from "./world.ts";

/** More would not be read. */
const MOST = 12;
const everyDay = { startsOn: 19_000, endsBefore: 21_000 };

const said = (report: Report): string =>
  JSON.stringify([
    report.member,
    report.kind,
    report.direction,
    Date.parse(report.occurredAt),
    report.durationSeconds ?? null,
    report.quantity ?? null,
    report.prospect ?? null,
    report.voidedAt !== undefined,
  ]);

/** What the log holds, in the words of `said`, with the number of states of each activity. */
const storedIn = (database: Database, companyId: number): Promise<ReadonlyMap<string, string>> =>
  inCompany(
    database,
    companyId,
    async (tx) => {
      const { rows } = await sql<{
        key: string;
        said: [string, string, string, number, number | null, number | null, string | null, boolean];
        states: number;
      }>`
        select a.source || ' ' || a.external_id as key,
          json_build_array(a.member_reference, a.kind, a.direction, (extract(epoch from a.ordered_at) * 1000)::bigint, a.duration_seconds, a.quantity, a.prospect_reference, a.voided_at is not null) as said,
          1 + (select count(*)::integer from activity_revisions r where (r.company_id, r.source, r.external_id) = (a.company_id, a.source, a.external_id)) as states
        from activities a where a.company_id = ${companyId} order by a.source, a.external_id`.execute(tx);
      return new Map(rows.map((row) => [row.key, `${JSON.stringify(row.said)} in ${row.states} states`]));
    },
    { timeoutSeconds: 120 },
  );

/** Credits by `metric member day`, in ten-thousandths, as the tally has them. */
export const tallyIn = (database: Database, companyId: number): Promise<ReadonlyMap<string, number>> =>
  inCompany(
    database,
    companyId,
    async (tx) => {
      const { metrics, members } = await loadSettings(tx, companyId);
      const metricIds = new Map(metrics.map((metric) => [metric.number, metric.id]));
      const memberIds = new Map(members.map((member) => [member.number, member.id]));
      const tally = new Map<string, number>();
      for (const credit of await creditsByDay(tx, {
        companyId,
        metricNumbers: [...metricIds.keys()],
        memberNumbers: null,
        span: everyDay,
      })) {
        const at = `${metricIds.get(credit.metricNumber)} ${memberIds.get(credit.memberNumber)} ${isoDay(credit.localDay)}`;
        tally.set(at, (tally.get(at) ?? 0) + Number(credit.amount));
      }
      return tally;
    },
    { timeoutSeconds: 120 },
  );

export const differences = <T>(what: string, expected: ReadonlyMap<string, T>, found: ReadonlyMap<string, T>): string[] => {
  const keys = [...new Set([...expected.keys(), ...found.keys()])].filter((key) => expected.get(key) !== found.get(key));
  const lines = keys
    .slice(0, MOST)
    .map((key) => `${what}, ${key}: ${String(expected.get(key) ?? "nothing")} expected, ${String(found.get(key) ?? "nothing")} found`);
  return keys.length > MOST ? [...lines, `${what}: ${keys.length - MOST} more`] : lines;
};

/** Where the tally and the recount differ. */
export const recountDifferences = async (database: Database, companyId: number): Promise<string[]> => {
  const verified = await verifyCompany(database, companyId);
  const unequal = verified.metrics.flatMap(({ metric, counting, differences: days, holders, totals }) => [
    ...(counting === null ? [] : [`${metric} is still counting`]),
    ...days
      .slice(0, MOST)
      .map(
        (each) =>
          `recount of ${metric}, ${each.member} ${each.day}: ${JSON.stringify(each.recount)}, in the tally ${JSON.stringify(each.tally)}`,
      ),
    ...holders
      .slice(0, MOST)
      .map((each) => `recount of ${metric}, window from ${each.windowStartsOn}: held by ${each.held}, by the recount ${each.recounted}`),
    ...totals
      .slice(0, MOST)
      .map((each) => `recount of ${metric}, daily total of ${each.member} on ${each.day}: ${each.held}, by the recount ${each.recounted}`),
  ]);
  return [
    ...(verified.equal ? [] : unequal),
    ...verified.links.slice(0, MOST).map((each) => `link, ${JSON.stringify(each)}`),
    ...verified.prospects.slice(0, MOST).map((each) => `prospect, ${JSON.stringify(each)}`),
    ...verified.blocks
      .slice(0, MOST)
      .map((each) => `the ${each.unit} from ${each.startsOn} of ${each.metric} and ${each.member} differs from its days`),
    ...verified.statements.slice(0, MOST).map((each) => `statement, ${JSON.stringify(each)}`),
    ...(verified.equal ||
    unequal.length + verified.blocks.length + verified.links.length + verified.prospects.length + verified.statements.length > 0
      ? []
      : ["verify says unequal and names no difference"]),
  ];
};

/** Every difference between what was sent, the log, the tally, the recount and the oracle: none when each activity stands and counts exactly once. */
export const wrongsIn = async (database: Database, companyId: number, world: World): Promise<string[]> => {
  const expected = expectedOf(world);
  const stored = new Map([...expected.stored].map(([key, { holds, states }]) => [key, `${said(holds)} in ${states} states`]));
  return [
    ...differences("stored", stored, await storedIn(database, companyId)),
    ...(await recountDifferences(database, companyId)),
    ...differences("tally", expected.tally, await tallyIn(database, companyId)),
  ];
};
