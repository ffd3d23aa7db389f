import { isSeen, seenOf } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import { followUpState, type FollowUp } from "../domain/follow-up.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { leadersAbove } from "../domain/leaders.ts";
import { engagementOn } from "../domain/member.ts";
import { notFound } from "../domain/not-found.ts";
import { inCadenceOrder, periodContaining, periodsOverBy, type Period } from "../domain/period.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { followUpsSince } from "../store/follow-ups.ts";
import { loadSettings } from "../store/settings.ts";
import { attainmentOf } from "./attainment-of.ts";
import { followUpJson, type Followed, type FollowUpJson } from "./follow-up-json.ts";

export type FollowUpsQuestion = {
  readonly member?: string;
  /** Only of those whom this member leads most nearly. */
  readonly leader?: string;
  /** Those that are settled too: excused, or reviewed and acknowledged. */
  readonly settled?: boolean;
  /** How many of the last finished periods of each cadence are looked through for missed ones; 1 to 12. */
  readonly periods?: number;
} & AskedBy;

const keyOf = ({ memberNumber, planNumber, startsOn }: Omit<FollowUp, "acts">): string => `${memberNumber} ${planNumber} ${startsOn}`;

/** The last finished periods of the cadences in which plans ask, the latest first. */
const finishedPeriods = ({ plans, company }: Settings, today: Day, count: number): readonly Period[] =>
  inCadenceOrder(plans.flatMap(({ versions }) => versions.map(({ cadence }) => cadence))).flatMap((cadence) =>
    periodsOverBy(cadence, { day: today, most: count, calendar: company.calendar }).toReversed(),
  );

/** Who missed what in a finished period, by one reading of attainment; contractors are not followed up. */
const missedIn = async (
  database: Database,
  companyId: number,
  period: Period,
  question: FollowUpsQuestion,
  now: Instant,
): Promise<readonly Followed[]> => {
  const on = period.endsBefore - 1;
  const { member } = question;
  const attainment = await attainmentOf(database, companyId, {
    on,
    cadence: period.cadence,
    now,
    ...(member === undefined ? {} : { member }),
  });
  if (!attainment.ok) throw new Error(`attainment was refused: ${attainment.refusals[0].code}`);
  return attainment.value.sections.flatMap(({ rows }) =>
    rows
      .filter((row) => row.status === "missed" && engagementOn(row.member, on) === "employee")
      .map((row) => ({
        period,
        followUp: { memberNumber: row.member.number, planNumber: row.ask.plan.number, startsOn: period.startsOn, acts: [] },
      })),
  );
};

/** The period that a follow-up is about, by its plan's cadence then. */
const periodOf = ({ planNumber, startsOn }: FollowUp, { plans, company }: Settings): Period | null => {
  const plan = plans.find(({ number }) => number === planNumber);
  const version = plan?.versions.findLast((each) => each.startsOn <= startsOn) ?? plan?.versions[0];
  return version === undefined ? null : periodContaining(version.cadence, startsOn, company.calendar);
};

const DEFAULT_PERIODS = 2;
const A_YEAR_AND_A_MONTH = 400;

const urgency = { due: 0, missed: 1, explained: 2, reviewed: 3, coached: 4, excused: 5, closed: 6 } as const;

/**
 * What was missed in the last finished periods and what was done about it, with what was agreed about earlier ones: reviews that are due first,
 * then what nobody has followed up. Refuses a member that there is not.
 */
export const listFollowUps = async (
  database: Database,
  companyId: number,
  question: FollowUpsQuestion,
  { now }: { readonly now: Instant },
): Promise<Outcome<{ readonly followUps: readonly FollowUpJson[] }>> => {
  const { member, leader, settled = false, periods = DEFAULT_PERIODS } = question;
  const { settings, kept } = await inCompany(database, companyId, async (tx) => {
    const loaded = await loadSettings(tx, companyId);
    const from = dayIn(loaded.company.timeZone, now) - A_YEAR_AND_A_MONTH;
    return { settings: loaded, kept: await followUpsSince(tx, companyId, from) };
  });
  const sight = sightIn(settings, question.caller, "follow-ups:read");
  const seen = seenOf(sight, settings.members);
  const [first, ...more] = Object.entries({ member, leader }).flatMap(([field, id]) =>
    id === undefined || seen.some((each) => each.id === id) ? [] : [{ ...notFound("member", id, seen), pointer: `/${field}` }],
  );
  if (first !== undefined) return refused(first, ...more);
  const today = dayIn(settings.company.timeZone, now);
  const all = new Map<string, Followed>();
  for (const period of finishedPeriods(settings, today, periods))
    for (const missed of await missedIn(database, companyId, period, question, now)) all.set(keyOf(missed.followUp), missed);
  for (const followUp of kept) {
    const period = periodOf(followUp, settings);
    if (period !== null) all.set(keyOf(followUp), { followUp, period });
  }
  const members = new Map(settings.members.map((each) => [each.number, each]));
  const isAsked = ({ followUp }: Followed): boolean => {
    const found = members.get(followUp.memberNumber);
    if (found === undefined || !isSeen(sight, found.number, followUp.startsOn) || (member !== undefined && found.id !== member))
      return false;
    return leader === undefined || (leadersAbove(found, settings, today)[0] ?? []).some(({ id }) => id === leader);
  };
  const followUps = [...all.values()]
    .filter(isAsked)
    .map((each) => ({ each, state: followUpState(each.followUp, today) }))
    .filter(({ state }) => settled || (state !== "excused" && state !== "closed"))
    .toSorted(
      (a, b) =>
        urgency[a.state] - urgency[b.state] ||
        b.each.followUp.startsOn - a.each.followUp.startsOn ||
        a.each.followUp.memberNumber - b.each.followUp.memberNumber ||
        a.each.followUp.planNumber - b.each.followUp.planNumber,
    );
  return accepted({ followUps: followUps.map(({ each }) => followUpJson(each, settings, today)) });
};
