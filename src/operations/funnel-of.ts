import type { Settings } from "../domain/company.ts";
import { civilOfDay, dayOfCivil } from "../domain/civil.ts";
import { isoDay, type Day, type Span } from "../domain/day.ts";
import { expectedInTheEnd, lagOfTries, shareCameBy, type WaitedAlike } from "../domain/funnel-expected.ts";
import { funnelRates } from "../domain/funnel-rates.ts";
import type { Funnel, FunnelStage } from "../domain/funnel.ts";
import type { Instant } from "../domain/instant.ts";
import { kindName } from "../domain/kind-names.ts";
import { lagQuantile } from "../domain/lag.ts";
import type { Name } from "../domain/language.ts";
import { differenceOf, memberRates, type BelievedRate } from "../domain/member-rates.ts";
import { notFound } from "../domain/not-found.ts";
import {
  attributed,
  attributionOf,
  usualAttribution,
  type AttributionModel,
  type AttributionRule,
} from "../domain/opportunity-attribution.ts";
import { periodsTouching } from "../domain/period.ts";
import { intervalOf, meanOf, sharpened, unknownRate, type Interval, type Rate, type Tries } from "../domain/rate.ts";
import type { RatePrior } from "../domain/rate-prior.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { isSeen, type Sight } from "../domain/sight.ts";
import { staysIn } from "../domain/stays.ts";
import { isInTeam, teamTree } from "../domain/team-tree.ts";
import { within } from "../domain/within.ts";
import { openingsWithActivities, type OpeningActivity } from "../store/attributed-openings.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { countFunnel, kindsOf, type FunnelGroup, type FunnelRow, type TeamDays } from "../store/funnel-counts.ts";
import { loadSettings } from "../store/settings.ts";
import { todayOf } from "./company-today.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export const funnelGroups = ["member", "team", "source", "kind"] as const satisfies readonly FunnelGroup[];

export type FunnelQuestion = {
  /** On which days was tried; left out: in the last twelve months. */
  readonly from?: Day;
  readonly before?: Day;
  /** Stages; left out: the first and the last. */
  readonly first?: string;
  readonly last?: string;
  readonly team?: string;
  readonly by?: FunnelGroup;
  readonly attribution?: AttributionModel;
  readonly lookBackDays?: number;
  readonly now: Instant;
} & AskedBy;

/** As counted: the share with Wilson's interval; null where none can be told. */
export type ShareJson = { readonly mean: number; readonly interval: Interval } | null;

export type FunnelJson = {
  readonly from: string;
  readonly before: string;
  /** Through which day what came of it is known. */
  readonly through: string;
  readonly stages: readonly {
    readonly id: string;
    readonly name: Name;
    readonly count: number;
    /** On these days, of nothing that was tried before; null: who asks sees not everybody's. */
    readonly loose: number | null;
  }[];
  readonly steps: readonly StepJson[];
  readonly whole: StepJson | null;
  readonly by: FunnelGroup | null;
  /** From the first stage to the last, the highest believed rate first. */
  readonly rows: readonly {
    readonly id: string | null;
    readonly name: Name | null;
    readonly counts: readonly number[];
    readonly reached: number;
    readonly of: number;
    readonly own: ShareJson;
    readonly believed: { readonly mean: number; readonly interval: Interval } | null;
    /** The chance that it is above that of all the others together; null: there are none, or no share can be told. */
    readonly above: number | null;
    readonly isToldApart: boolean;
  }[];
  /** Whether the rows differ by more than chance makes of equal ones. */
  readonly isSpread: boolean;
  readonly cohorts: readonly {
    readonly startsOn: string;
    readonly counts: readonly number[];
    readonly of: number;
    /** Of how many tries the last stage came so far, and of how many it is expected to in the end. */
    readonly reached: number;
    readonly expected: number;
  }[];
  readonly lag: {
    /** By which day half, and nine of ten, of those that come have come; null: none has. */
    readonly half: number | null;
    readonly mostly: number | null;
    readonly days: readonly { readonly day: number; readonly share: number }[];
  };
  readonly attribution: {
    readonly model: AttributionModel;
    readonly lookBackDays: number;
    readonly halfLifeDays: number;
    /** Opportunities that opened on these days, and of how many nothing was done before with their prospect. */
    readonly opened: number;
    readonly withoutActivity: number;
    /** In hundredths of an opportunity, which add up. */
    readonly rows: readonly { readonly kind: string; readonly kindName: Name; readonly source: string; readonly hundredths: number }[];
  } | null;
};

export type StepJson = {
  readonly from: string;
  readonly to: string;
  readonly reached: number;
  readonly of: number;
  readonly rate: ShareJson;
};

const CONFIDENCE = 0.95;
const MONTHS = 12;
const LOOK_BACK = 90;
const MOST_ROWS = 50_000;
const MOST_OPENING_ROWS = 200_000;
const LAG_POINTS = 60;

const shareJson = (rate: Rate | null): ShareJson =>
  rate === null ? null : { mean: Number(rate.value.done) / Number(rate.value.of), interval: rate.interval };

/** The first day of the month that lies so many months back. */
const monthsBack = (today: Day): Day => {
  const { year, month } = civilOfDay(today);
  const months = year * 12 + month - 1 - MONTHS;
  return dayOfCivil(Math.floor(months / 12), (months % 12) + 1, 1);
};

export const funnelSpan = (from: Day | null | undefined, before: Day | null | undefined, today: Day): Span => ({
  startsOn: from ?? monthsBack(Math.min(today, (before ?? Infinity) - 1)),
  endsBefore: Math.min(before ?? Infinity, today + 1),
});

/** From a stage to a later one, with all between. */
export const stagesBetween = ({ stages }: Funnel, first: string | null, last: string | null): Outcome<readonly FunnelStage[]> => {
  const placeOf = (id: string | null, otherwise: number): number =>
    id === null ? otherwise : stages.findIndex((stage) => stage.id === id);
  const [from, to] = [placeOf(first, 0), placeOf(last, stages.length - 1)];
  if (from === -1) return refused({ ...notFound("stage", first ?? "", stages), pointer: "/first" });
  if (to === -1) return refused({ ...notFound("stage", last ?? "", stages), pointer: "/last" });
  if (to <= from)
    return refused(
      refusal("funnel-order", "/last", {
        from: stages[from]?.id ?? "",
        to: stages[to]?.id ?? "",
        choices: stages.map(({ id }) => id).join(", "),
      }),
    );
  return accepted(stages.slice(from, to + 1));
};

/** The members' days that are seen, by the team of each; of a team those in it or below. */
const teamDaysOf = (settings: Settings, sight: Sight, span: Span, team: string | undefined): readonly TeamDays[] => {
  const tree = teamTree(settings.teams);
  return settings.members.flatMap((member) =>
    isSeen(sight, member.number) || sight.sums
      ? staysIn(member, span).flatMap(({ team: there, span: stay }) => {
          const startsOn =
            sight.members === "all" || sight.sums || member.number === sight.own ? stay.startsOn : Math.max(stay.startsOn, sight.since);
          return startsOn < stay.endsBefore && (team === undefined || isInTeam(tree, there, team))
            ? [{ memberNumber: member.number, team: there, span: { startsOn, endsBefore: stay.endsBefore } }]
            : [];
        })
      : [],
  );
};

export type FunnelCounts = {
  readonly stages: readonly FunnelStage[];
  readonly span: Span;
  readonly through: Day;
  readonly rows: readonly FunnelRow[];
  readonly isOnly: boolean;
};

/** The counts of a funnel of those whose tries are seen. */
export const funnelCounts = async (
  tx: Transaction,
  settings: Settings,
  asked: {
    readonly stages: readonly FunnelStage[];
    readonly span: Span;
    readonly today: Day;
    readonly sight: Sight;
    readonly team?: string;
    readonly by: FunnelGroup | null;
  },
): Promise<FunnelCounts> => {
  const { stages, span, today, sight, team, by } = asked;
  const isOnly = team !== undefined || !(sight.members === "all" || sight.sums);
  const rows = await countFunnel(tx, settings.companyId, {
    stages,
    span,
    through: today,
    lookBackDays: LOOK_BACK,
    days: teamDaysOf(settings, sight, span, team),
    isOnly,
    by,
    cohorts: periodsTouching("month", span, settings.company.calendar).map(({ startsOn }) => startsOn),
    limit: MOST_ROWS,
  });
  return { stages, span, through: today, rows, isOnly };
};

type Grouped = { readonly key: string | null; readonly counts: readonly number[] };

export const triesOf = (counts: readonly number[]): Tries => ({ reached: counts.at(-1) ?? 0, of: counts[0] ?? 0 });

const believedFrom = (counted: Tries): BelievedRate => {
  const belief = sharpened(unknownRate, counted);
  return { belief, mean: meanOf(belief), interval: intervalOf(belief, CONFIDENCE) };
};

/** How sure it is that a row's rate is above that of all the others together. */
const againstOthers = (prior: RatePrior, believed: BelievedRate | null, own: Tries, all: Tries) => {
  const others = { reached: all.reached - own.reached, of: all.of - own.of };
  if (believed === null || others.of <= 0 || others.reached > others.of) return { above: null, isToldApart: false };
  return differenceOf(prior, believed, believedFrom(others));
};

const rowsOf = (groups: readonly Grouped[], named: (key: string | null) => { readonly id: string | null; readonly name: Name | null }) => {
  const { prior, members } = memberRates(
    groups.map((group) => ({ member: group, counted: triesOf(group.counts) })),
    CONFIDENCE,
  );
  const all = members.reduce((sum, { counted }) => ({ reached: sum.reached + counted.reached, of: sum.of + counted.of }), {
    reached: 0,
    of: 0,
  });
  const rows = members.map(({ member: { key, counts }, counted, own, believed }) => ({
    ...named(key),
    counts,
    reached: counted.reached,
    of: counted.of,
    own: shareJson(own),
    believed: believed === null ? null : { mean: believed.mean, interval: believed.interval },
    ...againstOthers(prior, believed, counted, all),
  }));
  // By what is believed alone; who is alike stands by their name.
  const order = rows.toSorted((a, b) => (b.believed?.mean ?? -1) - (a.believed?.mean ?? -1) || ((a.id ?? "￿") < (b.id ?? "￿") ? -1 : 1));
  return { rows: order, isSpread: prior.type === "spread" };
};

const naming = ({ members, teams, company }: Settings, by: FunnelGroup) => {
  const ofMembers = new Map(members.map(({ number, id, name }) => [String(number), { id, name }]));
  const ofTeams = new Map(teams.map(({ id, name }) => [id, name]));
  return (key: string | null): { readonly id: string | null; readonly name: Name | null } => {
    if (key === null) return { id: null, name: null };
    if (by === "member") return ofMembers.get(key) ?? { id: null, name: null };
    if (by === "team") return { id: key, name: ofTeams.get(key) ?? null };
    return { id: key, name: by === "kind" ? kindName(key, company) : { en: key } };
  };
};

const waitedOf = (rows: readonly FunnelRow[]): ReadonlyMap<Day, readonly WaitedAlike[]> => {
  const waited = new Map<Day, WaitedAlike[]>();
  for (const row of rows) if (row.what === "lag") within(waited, row.startsOn, () => []).push(row);
  return waited;
};

const lagJson = (waited: readonly WaitedAlike[]): { readonly lag: ReturnType<typeof lagOfTries>; readonly json: FunnelJson["lag"] } => {
  const lag = lagOfTries(waited);
  const days = lag.map(({ day }) => ({ day, share: shareCameBy(lag, day) }));
  const every = Math.ceil(days.length / LAG_POINTS);
  return {
    lag,
    json: {
      half: lagQuantile(lag, "came", 0.5),
      mostly: lagQuantile(lag, "came", 0.9),
      days: days.filter((_, at) => at % every === 0 || at === days.length - 1),
    },
  };
};

const HUNDREDTHS = 100n;

const attributionJson = (
  found: readonly OpeningActivity[],
  rule: AttributionRule,
  settings: Settings,
): NonNullable<FunnelJson["attribution"]> => {
  type Part = { readonly kind: string; readonly source: string; readonly day: Day };
  const openings = new Map<string, { readonly openedOn: Day; readonly activities: Part[] }>();
  for (const { opening, openedOn, kind, source, day } of found) {
    const known = within(openings, opening, () => ({ openedOn, activities: [] }));
    if (kind !== null && source !== null && day !== null) known.activities.push({ kind, source, day });
  }
  const sums = new Map<string, { readonly kind: string; readonly source: string; hundredths: number }>();
  let withoutActivity = 0;
  for (const { openedOn, activities } of openings.values()) {
    const parts = attributionOf(openedOn, activities, rule);
    if (parts.length === 0) withoutActivity += 1;
    for (const [at, hundredths] of attributed(HUNDREDTHS, parts).entries()) {
      const { kind, source } = parts[at]?.activity ?? { kind: "", source: "" };
      within(sums, `${kind} ${source}`, () => ({ kind, source, hundredths: 0 })).hundredths += Number(hundredths);
    }
  }
  return {
    ...rule,
    opened: openings.size,
    withoutActivity,
    rows: [...sums.values()]
      .toSorted((a, b) => b.hundredths - a.hundredths || (`${a.kind} ${a.source}` < `${b.kind} ${b.source}` ? -1 : 1))
      .map((row) => ({ ...row, kindName: kindName(row.kind, settings.company) })),
  };
};

const attributionIn = async (
  tx: Transaction,
  settings: Settings,
  { funnel, span, sight, team }: { readonly funnel: Funnel; readonly span: Span; readonly sight: Sight; readonly team: string | undefined },
  rule: AttributionRule,
): Promise<FunnelJson["attribution"]> => {
  const kinds = kindsOf(funnel.stages.filter(({ milestone }) => milestone === null));
  if (kinds.length === 0 || !funnel.stages.some(({ milestone }) => milestone === "opportunity_opened")) return null;
  const isAll = team === undefined && (sight.members === "all" || sight.sums);
  const members = isAll ? null : [...new Set(teamDaysOf(settings, sight, span, team).map(({ memberNumber }) => memberNumber))];
  const found = await openingsWithActivities(tx, settings.companyId, {
    span,
    lookBackDays: rule.lookBackDays,
    kinds,
    members,
    limit: MOST_OPENING_ROWS + 1,
  });
  return found.length > MOST_OPENING_ROWS ? null : attributionJson(found, rule, settings);
};

const stepJson = ({ from, to, counted, rate }: ReturnType<typeof funnelRates>["steps"][number]): StepJson => ({
  from,
  to,
  ...counted,
  rate: shareJson(rate),
});

/**
 * The funnel as it was counted: what was tried in a span and what came of it so far, its rates with intervals, by whom or what it is told apart, how long it
 * takes and what is expected in the end, and which activities had a part in the opportunities. Refuses a company that has said no stages, stages that lead nowhere,
 * an unknown team, and to tell persons apart to who sees sums alone.
 */
export const funnelOf = (database: Database, companyId: number, question: FunnelQuestion): Promise<Outcome<FunnelJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<FunnelJson>> => {
      const settings = await loadSettings(tx, companyId);
      const { funnel } = settings.company;
      if (funnel === null) return refused(refusal("funnel-missing", ""));
      const { first = null, last = null, team, by = null } = question;
      if (team !== undefined && !settings.teams.some(({ id }) => id === team)) return refused(notFound("team", team, settings.teams));
      const stages = stagesBetween(funnel, first, last);
      if (!stages.ok) return stages;
      const sight = sightIn(settings, question.caller, "funnel:read");
      if (by === "member" && sight.sums && sight.members !== "all") return refused(refusal("funnel-sums", "/by"));
      const today = todayOf(settings, question.now);
      const span = funnelSpan(question.from, question.before, today);
      if (span.startsOn >= span.endsBefore) return refused(refusal("funnel-days", "/before"));
      const { rows, isOnly } = await funnelCounts(tx, settings, {
        stages: stages.value,
        span,
        today,
        sight,
        by,
        ...(team === undefined ? {} : { team }),
      });
      const counts = rows.find(({ what }) => what === "all");
      const loose = rows.find(({ what }) => what === "loose");
      const of = (row: FunnelRow | undefined): readonly number[] => (row === undefined || row.what === "lag" ? [] : row.counts);
      const { steps, whole } = funnelRates(
        stages.value.map(({ id }, at) => ({ stage: id, count: of(counts)[at] ?? 0 })),
        CONFIDENCE,
      );
      const waited = waitedOf(rows);
      const { lag, json } = lagJson([...waited.values()].flat());
      const groups = rows.flatMap((row) => (row.what === "group" ? [{ key: row.key, counts: row.counts }] : []));
      const rule = {
        ...usualAttribution,
        model: question.attribution ?? usualAttribution.model,
        lookBackDays: question.lookBackDays ?? usualAttribution.lookBackDays,
      };
      return accepted({
        from: isoDay(span.startsOn),
        before: isoDay(span.endsBefore),
        through: isoDay(today),
        stages: stages.value.map(({ id, name }, at) => ({
          id,
          name,
          count: of(counts)[at] ?? 0,
          loose: isOnly ? null : (of(loose)[at] ?? 0),
        })),
        steps: steps.map(stepJson),
        whole: whole === null ? null : stepJson(whole),
        by,
        ...rowsOf(groups, naming(settings, by ?? "kind")),
        cohorts: rows.flatMap((row) => {
          if (row.what !== "cohort" || row.startsOn === null) return [];
          const own = waited.get(row.startsOn) ?? [];
          return [
            {
              startsOn: isoDay(row.startsOn),
              counts: row.counts,
              of: own.reduce((sum, { tries }) => sum + tries, 0),
              reached: own.reduce((sum, { came, tries }) => sum + (came ? tries : 0), 0),
              expected: expectedInTheEnd(own, lag),
            },
          ];
        }),
        lag: json,
        attribution: await attributionIn(tx, settings, { funnel, span, sight, team }, rule),
      });
    },
    { isolation: "repeatable read", timeoutSeconds: 120 },
  );
