import type { Ask, Asked } from "../../domain/ask.ts";
import { attainmentsOf, type Status } from "../../domain/attainment.ts";
import { parseCadence } from "../../domain/cadence.ts";
import type { Settings } from "../../domain/company.ts";
import type { Day } from "../../domain/day.ts";
import type { MemberCredits } from "../../domain/member-credits.ts";
import type { Member } from "../../domain/member.ts";
import { cadencesByMetric } from "../../domain/number-periods.ts";
import { periodContaining, type Cadence } from "../../domain/period.ts";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { oversIn } from "../../domain/requirement.ts";
import { within } from "../../domain/within.ts";
import { runningCounts } from "../../store/counting.ts";
import type { Transaction } from "../../store/database.ts";
import { numbersUnder, type NumberChange, type NumberPlace } from "../../store/number-changes.ts";
import { changedMetrics } from "../../store/settle.ts";
import { creditsByDay } from "../../store/tally.ts";
import { periodJson, type PeriodJson } from "../attainment-json.ts";
import { keptAsks, type DayAsks } from "../kept-asks.ts";
import { numberChangesJson, type NumberChangesJson } from "../number-changes-json.ts";

export type NumbersQuestion = { readonly cursor?: string; readonly limit?: number };

/** A row of attainment whose status changes with the numbers; null where the plan does not ask. */
export type StatusChange = {
  readonly member: string;
  readonly plan: string;
  readonly period: PeriodJson;
  readonly before: Status | null;
  readonly after: Status | null;
};

export type NumbersPreview = NumbersPage & {
  /** Metrics that are being counted: what their numbers are before is not known yet. */
  readonly counting: readonly string[];
  readonly nextCursor: string | null;
};

/** A page of the numbers; the totals are of all pages. */
type NumbersPage = NumberChangesJson & { readonly statuses: readonly StatusChange[] };

const FEW = 50;

const cursorOf = ({ cadence, startsOn, memberNumber }: NumberPlace): string =>
  Buffer.from(JSON.stringify([cadence, startsOn, memberNumber])).toString("base64url");

/** Days that a date can hold, with room on both sides. */
const FARTHEST_DAY = 1_000_000;
const MOST_MEMBERS = 2 ** 31;

const isWhole = (value: unknown, below: number): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && Math.abs(value) < below;

const placeOf = (cursor: string): NumberPlace | null => {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return null;
  }
  if (!Array.isArray(read) || read.length !== 3) return null;
  const [named, startsOn, memberNumber] = read as unknown[];
  const cadence = typeof named === "string" ? parseCadence(named, "") : undefined;
  return cadence?.ok === true && isWhole(startsOn, FARTHEST_DAY) && isWhole(memberNumber, MOST_MEMBERS)
    ? { cadence: cadence.value, startsOn, memberNumber }
    : null;
};

const isSamePeriod = (one: NumberPlace, other: NumberPlace): boolean =>
  one.cadence === other.cadence && one.startsOn === other.startsOn && one.memberNumber === other.memberNumber;

/** What a member's numbers in a period are before and after, by number of the metric. */
type Numbers = ReadonlyMap<number, bigint>;

type Standing = {
  readonly settings: Settings;
  readonly asksOn: (on: Day) => Promise<DayAsks>;
  readonly counting: ReadonlySet<number>;
  readonly today: Day;
};

/** Changes come in the order of their periods, of which there are few. */
const standingUnder = (tx: Transaction, settings: Settings, counting: ReadonlySet<number>, today: Day): Standing => {
  const days = new Map<Day, Promise<DayAsks>>();
  return { settings, counting, today, asksOn: (on) => within(days, on, () => keptAsks(tx, settings, on)) };
};

/**
 * The status of what each plan asks of a member in a period, by the plan's id. Nothing for who moved in the period, nor of plans that reach
 * into other periods: what they ask is judged by days or by those too, and a preview knows whole periods.
 */
const statusesUnder = async (
  numbers: Numbers,
  place: NumberPlace,
  { settings, asksOn, counting, today }: Standing,
): Promise<ReadonlyMap<string, Status>> => {
  const { cadence, startsOn, memberNumber } = place;
  const member = settings.members.find(({ number }) => number === memberNumber);
  const period = periodContaining(cadence, startsOn, settings.company.calendar);
  // Whom the plans ask is read on the period's last day, or today while it runs.
  const on = Math.max(startsOn, Math.min(period.endsBefore - 1, today));
  const asks = (await asksOn(on)).byCadence.get(cadence);
  if (member === undefined || asks === undefined || period.startsOn !== startsOn || asks.moved.includes(member)) return new Map();
  const credits = new Map<number, MemberCredits>();
  for (const [metric, amount] of numbers) {
    const column = new BigInt64Array(memberNumber + 1);
    column[memberNumber] = amount;
    credits.set(metric, [column]);
  }
  const asked = (of: Member): Asked | undefined => {
    const all = asks.askedOf(of);
    return all && { ...all, asks: all.asks.filter(isOfOnePeriod) };
  };
  const rows = attainmentsOf([member], { asked, counted: { credits, byDay: new Map(), counting }, today: () => today });
  return new Map(rows.map((row) => [row.ask.plan.id, row.status]));
};

/** Whether the numbers of its own period decide what it asks. */
const isOfOnePeriod = ({ version: { require, carryOver } }: Ask): boolean => carryOver === undefined && oversIn(require).length === 0;

/** The tally of the members in the periods that the changes are about, by `startsOn member`. */
const presentNumbers = async (
  tx: Transaction,
  settings: Settings,
  cadence: Cadence,
  changes: readonly NumberChange[],
): Promise<Map<string, Map<number, bigint>>> => {
  const { calendar } = settings.company;
  const starts = changes.map(({ startsOn }) => startsOn);
  const days = await creditsByDay(tx, {
    companyId: settings.companyId,
    metricNumbers: settings.metrics.map(({ number }) => number),
    memberNumbers: [...new Set(changes.map(({ memberNumber }) => memberNumber))],
    span: { startsOn: Math.min(...starts), endsBefore: periodContaining(cadence, Math.max(...starts), calendar).endsBefore },
  });
  const numbers = new Map<string, Map<number, bigint>>();
  for (const { metricNumber, memberNumber, localDay, amount } of days) {
    const own = within(
      numbers,
      `${periodContaining(cadence, localDay, calendar).startsOn} ${memberNumber}`,
      () => new Map<number, bigint>(),
    );
    own.set(metricNumber, (own.get(metricNumber) ?? 0n) + amount);
  }
  return numbers;
};

/** The rows of attainment whose status changes, of the members and periods whose numbers do. */
const statusChanges = async (
  tx: Transaction,
  changes: readonly NumberChange[],
  before: Standing,
  after: Standing,
): Promise<readonly StatusChange[]> => {
  const { calendar } = after.settings.company;
  const members = new Map(after.settings.members.map(({ number, id }) => [number, id]));
  const found: StatusChange[] = [];
  for (const cadence of new Set(changes.map((each) => each.cadence))) {
    const own = changes.filter((each) => each.cadence === cadence);
    const present = await presentNumbers(tx, after.settings, cadence, own);
    const places = own.filter((each, index) => index === 0 || !isSamePeriod(each, own[index - 1] ?? each));
    for (const place of places) {
      const was: Numbers = present.get(`${place.startsOn} ${place.memberNumber}`) ?? new Map<number, bigint>();
      const is = new Map(was);
      for (const change of own) if (isSamePeriod(change, place)) is.set(change.metricNumber, change.after);
      const earlier = await statusesUnder(was, place, before);
      const later = await statusesUnder(is, place, after);
      for (const plan of new Set([...earlier.keys(), ...later.keys()])) {
        const [from, to] = [earlier.get(plan) ?? null, later.get(plan) ?? null];
        if (from === to) continue;
        const period = periodJson(periodContaining(cadence, place.startsOn, calendar), calendar);
        found.push({ member: members.get(place.memberNumber) ?? "", plan, period, before: from, after: to });
      }
    }
  }
  return found;
};

/** The same for numbers that this transaction has changed already: the tally holds what they are after. */
export const statusesBefore = async (
  tx: Transaction,
  changes: readonly NumberChange[],
  settings: Settings,
  { counting, today }: { readonly counting: ReadonlySet<number>; readonly today: Day },
): Promise<readonly StatusChange[]> => {
  const standing = standingUnder(tx, settings, counting, today);
  const undone = changes.map((each) => ({ ...each, before: each.after, after: each.before }));
  const found = await statusChanges(tx, undone, standing, standing);
  return found.map((each) => ({ ...each, before: each.after, after: each.before }));
};

/**
 * Every number that the changed metrics of a file would change, a page at a time, and the rows of attainment whose status changes with them.
 * A page ends with a whole period of a member, so it may hold a few more numbers than were asked for. Nothing is stored: the log is counted by
 * the conditions that would count it, which takes as long as `verifyCompany` takes for the same metrics.
 */
export const previewNumbers = async (
  tx: Transaction,
  before: Settings,
  after: Settings,
  { question: { cursor, limit = FEW }, today }: { readonly question: NumbersQuestion; readonly today: Day },
): Promise<Outcome<NumbersPreview>> => {
  const place = cursor === undefined ? null : placeOf(cursor);
  if (cursor !== undefined && place === null) return refused(refusal("cursor-invalid", "/cursor"));
  const running = new Set((await runningCounts(tx, after.companyId)).map(({ metricNumber }) => metricNumber));
  const changed = new Set(changedMetrics(before, after).map(({ number }) => number));
  const asked = new Map([...cadencesByMetric(after)].filter(([metric]) => changed.has(metric) && !running.has(metric)));
  const found = await numbersUnder(tx, after, { cadences: asked, after: place, limit: limit + asked.size });
  const last = found.changes[limit - 1];
  const page = found.changes.filter((change, index) => index < limit || (last !== undefined && isSamePeriod(change, last)));
  const counting = new Set([...running].filter((metric) => changed.has(metric)));
  return accepted({
    ...numberChangesJson({ totals: found.totals, changes: page }, after),
    statuses: await statusChanges(tx, page, standingUnder(tx, before, running, today), standingUnder(tx, after, running, today)),
    counting: after.metrics.filter(({ number }) => counting.has(number)).map(({ id }) => id),
    nextCursor: page.length < found.changes.length && last !== undefined ? cursorOf(last) : null,
  });
};
