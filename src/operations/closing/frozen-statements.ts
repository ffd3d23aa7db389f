import { hash } from "node:crypto";
import { askedMetrics } from "../../domain/ask.ts";
import type { Attainment } from "../../domain/attainment.ts";
import { sumsOf, type Sums } from "../../domain/attainment-sums.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import type { Settings } from "../../domain/company.ts";
import { isoDay, type Day } from "../../domain/day.ts";
import { unitOf } from "../../domain/metric.ts";
import { quotasOf as planQuotas } from "../../domain/requirement.ts";
import type { Period } from "../../domain/period.ts";
import { lasting, type RecordsJson, type StatementContent } from "../../domain/statement.ts";
import { teamTree } from "../../domain/team-tree.ts";
import { within } from "../../domain/within.ts";
import { recordsWithin } from "../../store/credited-records.ts";
import type { Transaction } from "../../store/database.ts";
import { evaluationOfMetrics } from "../../store/evaluation.ts";
import type { StatementKey } from "../../store/statements.ts";
import { attainmentJson, sumJson } from "../attainment-json.ts";
import { attainmentIn, type AttainmentAnswer } from "../attainment-of.ts";

/** A statement as it would be given now. */
export type Frozen = StatementKey & { readonly content: StatementContent };

/** The bytes of a statement, the same wherever and whenever they are written. */
export const contentText = (content: StatementContent): string => canonicalJson(content);

export const fingerprintOf = (content: string): string => hash("sha256", content, "hex");

// Wherever somebody is, the period is over by then: what is asked is never what day it is.
const LONG_AFTER_DAYS = 40;
const MICROSECONDS_PER_DAY = 86_400_000_000n;
const longAfter = (period: Period): bigint => BigInt(period.endsBefore + LONG_AFTER_DAYS) * MICROSECONDS_PER_DAY;

/** The last day, on which everybody is asked, and the last days of those who left before it. */
const daysAsked = ({ members }: Settings, { startsOn, endsBefore }: Period): readonly Day[] => {
  const left = members.map(({ employedBefore }) => employedBefore - 1).filter((last) => last >= startsOn && last < endsBefore - 1);
  return [endsBefore - 1, ...[...new Set(left)].toSorted((a, b) => b - a)];
};

/** What members' records came to, by member and metric. */
export type RecordsOf = (memberNumber: number, metricId: string) => RecordsJson;

export const NO_RECORDS: RecordsJson = { records: 0, credits: "0", digest: fingerprintOf("") };

/** Read from the log, now or as it was when the journal had come to `asOf`. */
export const recordsOfLog = async (tx: Transaction, settings: Settings, period: Period, asOf: bigint | null = null): Promise<RecordsOf> => {
  const plans = settings.plans.flatMap(({ versions }) => versions).filter(({ cadence }) => cadence === period.cadence);
  const asked = new Set(plans.flatMap(({ require }) => planQuotas(require).map(({ metric }) => metric)));
  const metrics = settings.metrics.filter(({ id }) => asked.has(id));
  const sums = await recordsWithin(tx, evaluationOfMetrics(settings, metrics), { span: period, asOf });
  const ids = new Map(metrics.map(({ number, id }) => [number, id]));
  const found = new Map(
    sums.map(({ metricNumber, memberNumber, records, credits, digest }) => [
      `${memberNumber} ${ids.get(metricNumber)}`,
      { records, credits: String(credits), digest },
    ]),
  );
  return (memberNumber, metricId) => found.get(`${memberNumber} ${metricId}`) ?? NO_RECORDS;
};

type Answered = { readonly settings: Settings; readonly period: Period; readonly recordsOf: RecordsOf };

const versionsIn = ({ metrics }: Settings, ids: ReadonlySet<string>, period: Period): StatementContent["metrics"] =>
  Object.fromEntries(
    metrics
      .filter(({ id }) => ids.has(id))
      .map(({ id, versions }) => [
        id,
        {
          unit: unitOf(versions[0].measure).type,
          versions: versions
            .filter(({ startsOn }, at) => startsOn < period.endsBefore && (versions[at + 1]?.startsOn ?? Infinity) > period.startsOn)
            .map(({ version, startsOn }) => ({ version, startsOn: startsOn === -Infinity ? null : isoDay(startsOn) })),
        },
      ]),
  );

const periodText = ({ cadence, startsOn, endsBefore }: Period): StatementContent["period"] => ({
  cadence,
  startsOn: isoDay(startsOn),
  endsBefore: isoDay(endsBefore),
});

type FrozenRow = { readonly row: Attainment; readonly frozen: Frozen };

const membersFrozen = (answer: AttainmentAnswer, { settings, period, recordsOf }: Answered): readonly FrozenRow[] => {
  const rows = answer.sections.flatMap((section) => section.rows);
  // One row of JSON for each row, in the same order.
  return attainmentJson(answer).rows.flatMap((json, index): FrozenRow[] => {
    const row = rows[index];
    if (row === undefined) return [];
    const { member, ask } = row;
    const metrics = new Set(askedMetrics(ask.requirement).map(({ id }) => id));
    const content: StatementContent = {
      subject: { type: "member", id: member.id },
      period: periodText(period),
      plan: json.plan,
      planVersion: json.planVersion,
      metrics: versionsIn(settings, metrics, period),
      team: json.team,
      status: json.status,
      requirement: lasting(json.requirement),
      records: Object.fromEntries([...metrics].map((metric) => [metric, recordsOf(member.number, metric)])),
    };
    return [{ row, frozen: { subject: "member", subjectNumber: member.number, planNumber: ask.plan.number, content } }];
  });
};

const nobody: Sums = { company: [], teams: new Map() };

/** The rows of those who have none yet, alone: of a day before the last these are the few who left on it. */
const rowsOfOthers = (answer: AttainmentAnswer, known: ReadonlyMap<number, unknown>): AttainmentAnswer => ({
  ...answer,
  sections: answer.sections.map((section) => ({
    ...section,
    rows: section.rows.filter(({ member }) => !known.has(member.number)),
    teamRows: [],
    sums: () => nobody,
  })),
});

/** What teams were asked themselves, by what their members did on the days on which they belonged to them. */
const teamsFrozen = (answer: AttainmentAnswer, { settings, period }: Answered): readonly Frozen[] => {
  const rows = answer.sections.flatMap((section) => section.teamRows);
  if (rows.length === 0) return [];
  // One row of JSON for each row, in the same order.
  return attainmentJson(answer).teamRows.flatMap((json, index): Frozen[] => {
    const row = rows[index];
    if (row === undefined) return [];
    const { team, ask } = row;
    const metrics = new Set(askedMetrics(ask.requirement).map(({ id }) => id));
    const content: StatementContent = {
      subject: { type: "team", id: team.id },
      period: periodText(period),
      plan: json.plan,
      planVersion: json.planVersion,
      metrics: versionsIn(settings, metrics, period),
      team: team.id,
      status: json.status,
      requirement: lasting(json.requirement),
      // The records are those of its members.
      records: {},
    };
    return [{ subject: "team", subjectNumber: team.number, planNumber: ask.plan.number, content }];
  });
};

/** Over everybody who has a statement, who left before the end too. */
const sumsFrozen = (rows: readonly Attainment[], { settings, period }: Answered): readonly Frozen[] => {
  const sums = sumsOf(rows, teamTree(settings.teams));
  const numbers = new Map(settings.plans.map(({ id, number }) => [id, number]));
  const versions = new Map<string, number>();
  for (const { ask } of rows) within(versions, ask.plan.id, () => ask.version.version);
  const subjects = [
    { subject: "company" as const, subjectNumber: 0, id: settings.company.id, parts: sums.company.map(sumJson) },
    ...settings.teams.map(({ id, number }) => ({
      subject: "team" as const,
      subjectNumber: number,
      id,
      parts: (sums.teams.get(id) ?? []).map(sumJson),
    })),
  ];
  return subjects.flatMap(({ subject, subjectNumber, id, parts }) => {
    const byPlan = new Map<string, (typeof parts)[number][]>();
    for (const part of parts) within(byPlan, part.plan, () => []).push(part);
    return [...byPlan].map(([plan, own]): Frozen => ({
      subject,
      subjectNumber,
      planNumber: numbers.get(plan) ?? 0,
      content: {
        subject: { type: subject, id },
        period: periodText(period),
        plan,
        planVersion: versions.get(plan) ?? 1,
        metrics: versionsIn(settings, new Set(own.map(({ metric }) => metric)), period),
        parts: own.map(({ metric, credited, target, members }) => ({ metric, credited, target, members })),
      },
    }));
  });
};

/**
 * The statements of a period as they would be given now: of everybody who was asked in it, who left before its end as of their last day, and of the
 * teams and the company. A function of the log and the settings alone: not of the day, nor of the process that asks.
 */
export const frozenStatements = async (
  tx: Transaction,
  settings: Settings,
  period: Period,
  recordsOf: RecordsOf,
): Promise<readonly Frozen[]> => {
  const answered: Answered = { settings, period, recordsOf };
  const members = new Map<number, readonly FrozenRow[]>();
  const ofTeams: Frozen[] = [];
  for (const on of daysAsked(settings, period)) {
    const answer = await attainmentIn(tx, settings.companyId, { on, cadence: period.cadence, now: longAfter(period) });
    if (!answer.ok) throw new Error(`the attainment of a period was refused: ${JSON.stringify(answer.refusals)}`);
    const byMember = new Map<number, FrozenRow[]>();
    for (const each of membersFrozen(rowsOfOthers(answer.value, members), answered))
      within(byMember, each.frozen.subjectNumber, () => []).push(each);
    for (const [member, frozen] of byMember) members.set(member, frozen);
    if (on === period.endsBefore - 1) ofTeams.push(...teamsFrozen(answer.value, answered));
  }
  const all = [...members.values()].flat();
  return [
    ...all.map(({ frozen }) => frozen),
    ...ofTeams,
    ...sumsFrozen(
      all.map(({ row }) => row),
      answered,
    ),
  ];
};
