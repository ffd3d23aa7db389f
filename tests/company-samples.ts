import type { Working } from "../src/domain/asked.ts";
import { CREDIT_PER_COUNT } from "../src/domain/credit.ts";
import type { Member, Team } from "../src/domain/member.ts";
import type { Measure, Metric } from "../src/domain/metric.ts";
import { defaultCalendar, type Cadence } from "../src/domain/period.ts";
import type { Audience, Plan, PlanVersion, Requirement } from "../src/domain/plan.ts";
import { mondayToFriday } from "../src/domain/working-days.ts";

/** Members, teams, metrics and plans for tests: what is not said is the plainest there can be. */
export const aTeam = (id: string, parent: string | null = null): Team => ({
  number: 1,
  id,
  name: { en: id },
  parent,
  timeZone: null,
  holidays: null,
  ended: false,
});

type Held = Member["team"];
type Facts = { readonly team?: string | Held; readonly phase?: string | Held };

const held = (value: string | Held = []): Held => (typeof value === "string" ? [{ value, from: -Infinity }] : value);

export const aMember = ({ team, phase, ...more }: Partial<Omit<Member, keyof Facts>> & Facts & { readonly id: string }): Member => ({
  number: 1,
  name: { en: more.id },
  email: null,
  code: null,
  role: "rep",
  team: held(team),
  phase: held(phase),
  timeZone: [],
  holidays: [],
  workingDays: [],
  engagement: [],
  employedFrom: -Infinity,
  employedBefore: Infinity,
  language: null,
  notices: {},
  identities: [],
  ended: false,
  ...more,
});

export const anAudience = (audience: Partial<Audience> = {}): Audience => ({
  members: null,
  phase: null,
  role: null,
  team: null,
  ...audience,
});

/** Counts, as people say them: 150 calls. */
export const aQuota = (metric: string, target: number): Requirement => ({
  type: "quota",
  metric,
  target: BigInt(target) * CREDIT_PER_COUNT,
});

export const allOf = (first: Requirement, ...rest: readonly Requirement[]): Requirement => ({ type: "allOf", parts: [first, ...rest] });
export const anyOf = (first: Requirement, ...rest: readonly Requirement[]): Requirement => ({ type: "anyOf", parts: [first, ...rest] });

export type PlanTerms = Pick<PlanVersion, "ramp" | "proration" | "rounding" | "graceDays">;

/** The whole target, whoever works how much. */
export const plainTerms: PlanTerms = { ramp: null, proration: "none", rounding: "half-up", graceDays: 0 };

export const aPlan = ({
  id,
  number = 1,
  cadence = "month",
  startsOn = 0,
  endedOn = null,
  audience = anAudience(),
  require,
  ...terms
}: {
  id: string;
  number?: number;
  cadence?: Cadence;
  startsOn?: number;
  endedOn?: number | null;
  audience?: Audience;
  require: Requirement;
} & Partial<PlanTerms>): Plan => ({
  id,
  number,
  endedOn,
  versions: [{ version: 1, startsOn, name: { en: id }, cadence, audience, require, ...plainTerms, ...terms }],
});

export const aMetric = (id: string, number: number, measure: Measure = { type: "count" }): Metric => ({
  number,
  id,
  ended: false,
  versions: [{ version: 1, startsOn: -Infinity, name: { en: id }, where: "true", measure, oncePer: null, provenance: null }],
});

export const metricsNamed = (...ids: readonly string[]): ReadonlyMap<string, Metric> =>
  new Map(ids.map((id, index) => [id, aMetric(id, index + 1)]));

/** Everybody works the company's Monday to Friday, without holidays or leave. */
export const fullTime: Working = {
  factsOf: ({ employedFrom, employedBefore }) => ({
    standard: mondayToFriday,
    pattern: [],
    calendar: [],
    leaves: [],
    employed: { startsOn: employedFrom, endsBefore: employedBefore },
  }),
  calendar: defaultCalendar,
  clocksPauseOnLeave: false,
};
