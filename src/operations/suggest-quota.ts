import { refuseUnknownList } from "../domain/cadence.ts";
import { builtInKinds, type Settings } from "../domain/company.ts";
import { daysIn, isoDay, type Day, type Span } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import type { Member } from "../domain/member.ts";
import { notFound } from "../domain/not-found.ts";
import { periodsTouching, type Cadence, type Period } from "../domain/period.ts";
import type { Counted, Direction } from "../domain/quota-order-reading.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { knownPeriods, typicalCounts, type TypicalCounts } from "../domain/typical-counts.ts";
import { countActivities, daysOfLog, type CountRow, type CountsAsked } from "../store/activity-counts.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { daysInTeam } from "./count-activities.ts";

export type SuggestionQuestion = Counted & {
  readonly cadence: Cadence;
  readonly team: string | null;
  /** How many would have met this one; null: the suggested one. */
  readonly target: number | null;
};

export type QuotaSuggestion = TypicalCounts & {
  readonly kind: string;
  readonly direction: Direction | null;
  readonly cadence: Cadence;
  readonly team: string | null;
  readonly periods: readonly { readonly startsOn: string; readonly endsBefore: string }[];
  /** Reps who did anything at all in these periods. */
  readonly members: number;
  /** Of how many members and periods; who did nothing of it in a period has a 0. */
  readonly values: number;
  readonly target: number | null;
  readonly met: number | null;
};

const MOST_PERIODS = 12;
const MOST_ROWS = 1_000_000;

/** The reps who belong to the audience on every day of the period. */
const askedThroughout = (reps: readonly Member[], settings: Settings, team: string | null) => {
  const inTeam = (period: Span): ReadonlyMap<number, number> => {
    const days = new Map<number, number>();
    for (const { memberNumber, span } of team === null ? [] : daysInTeam(settings, team, period))
      days.set(memberNumber, (days.get(memberNumber) ?? 0) + daysIn(span));
    return days;
  };
  return (period: Span): readonly Member[] => {
    const days = inTeam(period);
    return reps.filter(
      ({ number, employedFrom, employedBefore }) =>
        employedFrom <= period.startsOn && employedBefore >= period.endsBefore && (team === null || days.get(number) === daysIn(period)),
    );
  };
};

const countOf = ({ records, added }: CountRow): number => records + added;

/** How much of it each of the members did in each of the periods. */
const countsIn = async (
  tx: Transaction,
  settings: Settings,
  { kind, direction, team }: SuggestionQuestion,
  periods: readonly [Period, ...Period[]],
): Promise<{ readonly members: number; readonly counts: readonly number[] }> => {
  const [first] = periods;
  const span = { startsOn: first.startsOn, endsBefore: (periods.at(-1) ?? first).endsBefore };
  const asked: CountsAsked = { span, isNarrow: false, members: null, byMember: true, starts: null, limit: MOST_ROWS };
  const any = await countActivities(tx, settings.companyId, asked);
  const counted = await countActivities(tx, settings.companyId, {
    ...asked,
    kind,
    direction,
    starts: periods.map(({ startsOn }) => startsOn),
  });
  const active = new Set(any.rows.map(({ memberNumber }) => memberNumber));
  const reps = settings.members.filter(({ role, number }) => role === "rep" && active.has(number));
  const byPlace = new Map<string, number>();
  for (const row of counted.rows) {
    const place = `${row.memberNumber} ${row.startsOn}`;
    byPlace.set(place, (byPlace.get(place) ?? 0) + countOf(row));
  }
  const throughout = askedThroughout(reps, settings, team);
  const looked = periods.map((period) => ({ period, members: throughout(period) }));
  return {
    members: new Set(looked.flatMap(({ members }) => members)).size,
    counts: looked.flatMap(({ period, members }) => members.map(({ number }) => byPlace.get(`${number} ${period.startsOn}`) ?? 0)),
  };
};

const periodsOf = (
  cadence: Cadence,
  log: { readonly firstDay: Day; readonly lastDay: Day } | null,
  settings: Settings,
  today: Day,
): readonly Period[] => {
  if (log === null) return [];
  const { calendar } = settings.company;
  const span = { startsOn: log.firstDay, endsBefore: log.lastDay + 1 };
  const periods = periodsTouching(cadence, span, calendar).filter(({ outside }) => outside === undefined);
  return knownPeriods(periods, { log, today, most: MOST_PERIODS });
};

/**
 * What is usual of a kind of activity, to choose a target by: counts of the last whole periods that the log knows, of each rep who was employed
 * throughout, zeros among them. Refuses an unknown kind, team or list.
 */
export const suggestQuota = (
  database: Database,
  companyId: number,
  question: SuggestionQuestion,
  { now }: { readonly now: Instant },
): Promise<Outcome<QuotaSuggestion>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<QuotaSuggestion>> => {
      const { kind, direction, cadence, team } = question;
      const settings = await loadSettings(tx, companyId);
      const { company, teams } = settings;
      const kinds = [...builtInKinds.map((id) => ({ id })), ...company.kinds];
      const [first, ...more] = [
        ...(kinds.some(({ id }) => id === kind) ? [] : [notFound("kind", kind, kinds)]),
        ...(team === null || teams.some(({ id }) => id === team) ? [] : [notFound("team", team, teams)]),
        ...refuseUnknownList(cadence, company.calendar),
      ];
      if (first !== undefined) return refused(first, ...more);
      const [from, ...rest] = periodsOf(cadence, await daysOfLog(tx, companyId), settings, dayIn(company.timeZone, now));
      const periods = from === undefined ? [] : [from, ...rest];
      const { members, counts } = from === undefined ? { members: 0, counts: [] } : await countsIn(tx, settings, question, [from, ...rest]);
      const typical = typicalCounts(counts);
      const target = question.target ?? typical.suggested;
      return accepted({
        kind,
        direction,
        cadence,
        team,
        periods: periods.map(({ startsOn, endsBefore }) => ({ startsOn: isoDay(startsOn), endsBefore: isoDay(endsBefore) })),
        members,
        values: counts.length,
        ...typical,
        target,
        met: target === null ? null : counts.filter((count) => count >= target).length,
      });
    },
    { timeoutSeconds: 120 },
  );
