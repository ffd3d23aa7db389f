import { hash } from "node:crypto";
import type { Settings } from "../domain/company.ts";
import { dayIn, startOfDay, type Instant } from "../domain/instant.ts";
import { zonesOf } from "../domain/member-zone.ts";
import { heldOn, type Member } from "../domain/member.ts";
import { dueAt, urgencyOf, urgencies, type Urgency } from "../domain/signals/due.ts";
import { playFor, route, unsuggested, type Candidate, type Play, type Unsuggested } from "../domain/signals/routing.ts";
import type { SignalKind } from "../domain/signals/signal.ts";
import { isInTeam, teamTree } from "../domain/team-tree.ts";
import { workFactsIn } from "../domain/work-facts.ts";
import { workedOn, type WorkFacts } from "../domain/working-days.ts";
import { noteTouched } from "../store/changes.ts";
import { ownSuggestions, shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { leavesWithin } from "../store/leaves.ts";
import { loadSettings } from "../store/settings.ts";
import {
  expireSuggestions,
  giveSuggestions,
  hasSuggestionWork,
  hastenSuggestions,
  keepRouted,
  loadsOf,
  makeSuggestions,
  settleAnswered,
  suggestionsToRoute,
  unroutedSignals,
  waitingOfProspects,
  type Given,
  type NewSuggestion,
  type RoutedSignal,
} from "../store/suggestions.ts";
import { mayContact } from "./contacts/may-contact.ts";
import { channelAtHand } from "./suggestions/contact-suggestion-json.ts";
import { playsOf } from "./suggestions/plays-of.ts";

export type RoutingAnswer = {
  /** Signals of which it is said now what became of them. */
  readonly signals: number;
  readonly made: number;
  /** Suggestions that waited for somebody, and were given. */
  readonly given: number;
  /** Suggestions that an activity has answered, and those whose time is over. */
  readonly answered: number;
  readonly expired: number;
};

const nothing: RoutingAnswer = { signals: 0, made: 0, given: 0, answered: 0, expired: 0 };

const AT_ONCE = 500;
const DAY = 86_400_000_000n;
/** Older than that nobody's interest is news. */
const OLDEST_DAYS = 30n;
const LONGEST_WAIT_DAYS = 400;

/** From 0 up to 1, the same for a prospect and play for ever. */
const drawOf = (companyId: number, prospect: bigint, play: string): number =>
  Number.parseInt(hash("sha256", `${companyId} ${prospect} ${play}`, "hex").slice(0, 12), 16) / 2 ** 48;

type Reps = {
  readonly candidatesFor: (play: Play, owner: number | null) => readonly Candidate[];
  readonly gave: (memberNumber: number) => void;
  readonly dueFor: (memberNumber: number, kinds: readonly SignalKind[]) => Instant | null;
};

const mostUrgent = (kinds: readonly SignalKind[]): Urgency => {
  const found = new Set(kinds.flatMap((kind) => (kind === "opt_out" ? [] : [urgencyOf[kind]])));
  return urgencies.find((urgency) => found.has(urgency)) ?? "days";
};

/** Who may be given something now. An owner is asked whatever their role. */
const repsOf = async (tx: Transaction, settings: Settings, now: Instant): Promise<Reps> => {
  const { companyId, company, members, teams } = settings;
  const today = dayIn(company.timeZone, now);
  const zoneOf = zonesOf(settings);
  const factsOf = workFactsIn(settings, await leavesWithin(tx, companyId, { startsOn: today - 1, endsBefore: today + LONGEST_WAIT_DAYS }));
  const loads = await loadsOf(tx, companyId, startOfDay(company.timeZone, today));
  const tree = teamTree(teams);
  const known = new Map<number, { readonly member: Member; readonly facts: WorkFacts; readonly zone: string; candidate: Candidate }>();
  for (const member of members) {
    const zone = zoneOf(member, today);
    const facts = factsOf(member);
    const load = loads.get(member.number) ?? { open: 0, givenToday: 0, lastGivenAt: null };
    const isThere = !member.ended && workedOn(facts, dayIn(zone, now)) > 0;
    known.set(member.number, { member, facts, zone, candidate: { memberNumber: member.number, isThere, ...load } });
  }
  return {
    candidatesFor: ({ team }, owner) =>
      [...known.values()]
        .filter(
          ({ member }) =>
            member.number === owner || (member.role === "rep" && (team === null || isInTeam(tree, heldOn(member.team, today), team))),
        )
        .map(({ candidate }) => candidate),
    gave: (memberNumber) => {
      const found = known.get(memberNumber);
      if (found === undefined) return;
      const { open, givenToday } = found.candidate;
      found.candidate = { ...found.candidate, open: open + 1, givenToday: givenToday + 1, lastGivenAt: now };
    },
    dueFor: (memberNumber, kinds) => {
      const found = known.get(memberNumber);
      return found === undefined
        ? null
        : dueAt(now, mostUrgent(kinds), { zone: found.zone, workedOn: (day) => workedOn(found.facts, day) });
    },
  };
};

type Asked = { readonly play: Play; readonly owner: number | null; readonly kinds: readonly SignalKind[]; readonly tomorrow: Instant };

const giveTo = (reps: Reps, { play, owner, kinds, tomorrow }: Asked): Given => {
  const routing = route(owner, reps.candidatesFor(play, owner), play);
  if (routing.to === null) return { to: null, because: routing.because, until: tomorrow };
  reps.gave(routing.to);
  return { to: routing.to, by: routing.by, dueAt: reps.dueFor(routing.to, kinds) };
};

const earlier = (a: Instant | null, b: Instant | null): boolean => a !== null && (b === null || a < b);

/** What is made and added to of signals, one after the other as they came. */
const routeNew = async (tx: Transaction, settings: Settings, reps: Reps, now: Instant, tomorrow: Instant) => {
  const { companyId } = settings;
  const plays = playsOf(settings);
  const signals = await unroutedSignals(tx, companyId, { since: now - OLDEST_DAYS * DAY, limit: AT_ONCE });
  const waiting = await waitingOfProspects(
    tx,
    companyId,
    signals.map(({ prospect }) => prospect),
  );
  const verdicts = await mayContact(
    tx,
    settings,
    signals.map(({ prospect, references }) => ({ prospect, name: "", channel: channelAtHand(references), at: now })),
  );
  // What only waits for the morning is no reason to suggest nothing.
  const optedOut = new Set(
    signals.flatMap(({ prospect }, place) =>
      verdicts[place]?.findings.some(({ rule, forbids }) => rule === "R1" && forbids) === true ? [prospect] : [],
    ),
  );
  const made = new Map<string, NewSuggestion>();
  const hastened: { number: bigint; dueAt: Instant }[] = [];
  /** A suggestion that is made here has no number yet: it is known by its prospect and play. */
  const became: ({ readonly number: bigint; readonly play: string } & ({ readonly key: string } | { readonly because: Unsuggested }))[] =
    [];
  for (const signal of signals) {
    const play = playFor(plays, signal);
    if (play === undefined) {
      became.push({ number: signal.number, play: "", because: "no-play" });
      continue;
    }
    const key = `${signal.prospect} ${play.id}`;
    const open = waiting.get(key);
    const because = unsuggested(
      {
        isOptedOut: signal.optedOut || optedOut.has(signal.prospect),
        hasOpen: open !== undefined || made.has(key),
        lastContactAt: signal.lastContactAt,
        draw: drawOf(companyId, signal.prospect, play.id),
      },
      play,
      now,
    );
    if (because !== undefined && because !== "open") {
      became.push({ number: signal.number, play: play.id, because });
      continue;
    }
    became.push({ number: signal.number, play: play.id, key });
    const kinds = [signal.kind];
    const fresh = made.get(key);
    if (fresh !== undefined) {
      const due = fresh.given.to === null ? null : reps.dueFor(fresh.given.to, kinds);
      if (fresh.given.to !== null && earlier(due, fresh.given.dueAt)) made.set(key, { ...fresh, given: { ...fresh.given, dueAt: due } });
    } else if (open === undefined) {
      const given = giveTo(reps, { play, owner: signal.owner, kinds, tomorrow });
      made.set(key, { play: play.id, prospect: signal.prospect, given, madeAt: now, expiresAt: now + BigInt(play.expiresAfterDays) * DAY });
    } else if (open.holder !== null) {
      const due = reps.dueFor(open.holder, kinds);
      if (due !== null && earlier(due, open.dueAt)) hastened.push({ number: open.number, dueAt: due });
    }
  }
  const all = [...made.entries()];
  const numbers = await makeSuggestions(
    tx,
    companyId,
    all.map(([, each]) => each),
  );
  const numberOf = new Map(all.map(([key], place) => [key, numbers[place]]));
  await hastenSuggestions(tx, companyId, hastened);
  await keepRouted(
    tx,
    companyId,
    became.flatMap(({ number, play, ...each }): readonly RoutedSignal[] => {
      if ("because" in each) return [{ number, play, because: each.because }];
      const suggestion = waiting.get(each.key)?.number ?? numberOf.get(each.key);
      return suggestion === undefined ? [] : [{ number, play, suggestion }];
    }),
    now,
  );
  return { signals: signals.length, made: all.map(([, { given }]) => given), added: [...waiting.values()].map(({ holder }) => holder) };
};

const routeWaiting = async (
  tx: Transaction,
  settings: Settings,
  reps: Reps,
  now: Instant,
  tomorrow: Instant,
): Promise<readonly Given[]> => {
  const plays = new Map(playsOf(settings).map((play) => [play.id, play]));
  const given = (await suggestionsToRoute(tx, settings.companyId, now, AT_ONCE)).flatMap(({ number, play: id, owner, kinds }) => {
    const play = plays.get(id);
    return play === undefined ? [] : [{ number, ...giveTo(reps, { play, owner, kinds, tomorrow }) }];
  });
  await giveSuggestions(tx, settings.companyId, given, now);
  return given;
};

/**
 * Lets what prospects did become suggestions: whose they are gets them, else of the team the one whose turn it is; what nobody can have today waits until
 * tomorrow. Before that it ends what was answered, and what nobody contacted in time. Some hundreds of signals at once: asked again until there are none.
 */
export const routeSignals = (database: Database, companyId: number, { now }: { readonly now: Instant }): Promise<RoutingAnswer> =>
  inCompany(database, companyId, async (tx) => {
    if (!(await hasSuggestionWork(tx, companyId, { since: now - OLDEST_DAYS * DAY, now }))) return nothing;
    await shareCompany(tx, companyId);
    await ownSuggestions(tx, companyId);
    const answered = await settleAnswered(tx, companyId);
    const expired = await expireSuggestions(tx, companyId, now);
    const settings = await loadSettings(tx, companyId);
    const reps = await repsOf(tx, settings, now);
    const { timeZone } = settings.company;
    const tomorrow = startOfDay(timeZone, dayIn(timeZone, now) + 1);
    const again = await routeWaiting(tx, settings, reps, now, tomorrow);
    const fresh = await routeNew(tx, settings, reps, now, tomorrow);
    const holders = [
      ...[...answered, ...expired].map(({ holder }) => holder),
      ...[...again, ...fresh.made].map(({ to }) => to),
      ...fresh.added,
    ];
    // What nobody holds concerns everybody who may claim it.
    const touched = holders.filter((holder) => holder !== null);
    noteTouched(tx, ["suggestions"], touched.length < holders.length ? "all" : new Set(touched));
    return {
      signals: fresh.signals,
      made: fresh.made.length,
      given: again.filter(({ to }) => to !== null).length,
      answered: answered.length,
      expired: expired.length,
    };
  });
