import type { DisputeRules } from "./dispute-rules.ts";
import type { CompanyWords } from "./display-words.ts";
import type { FactorTable } from "./factor.ts";
import type { CurrencyRates } from "./exchange-rate.ts";
import { milestones, type Funnel } from "./funnel.ts";
import type { OwnCalendar } from "./holiday-calendar.ts";
import type { Name } from "./language.ts";
import type { BoardRules } from "./leaderboard.ts";
import type { Member, Team } from "./member.ts";
import type { Metric, Provenance } from "./metric.ts";
import type { CompanyCalendar } from "./period.ts";
import type { Plan } from "./plan.ts";
import type { Retention } from "./retention.ts";
import type { RewardPlan } from "./rewards/reward-plan.ts";
import type { SameActs } from "./same-acts.ts";
import type { TargetTable } from "./target-table.ts";
import type { WorkingPattern } from "./working-days.ts";

export type AttributeType = "string" | "int" | "money" | "bool";

export type Company = {
  readonly id: string;
  readonly name: Name;
  /** ISO 3166 alpha-2: how a telephone number without a country code is read. */
  readonly country: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly calendar: CompanyCalendar;
  /** The full-time week, against which everybody is measured. */
  readonly workingDays: WorkingPattern;
  /** The calendar of holidays of everybody who has no other; null: no holidays are kept. */
  readonly holidays: string | null;
  readonly calendars: readonly OwnCalendar[];
  /** Whether the weeks of a ramp wait while a member is away. */
  readonly clocksPauseOnLeave: boolean;
  /** Domains of the company's own addresses, lower case: who writes to them writes to a colleague. */
  readonly domains: readonly string[];
  readonly kinds: readonly { readonly id: string; readonly name: Name }[];
  /** The most that a source may claim of its records; a source not named here is registered at first use. */
  readonly sources: readonly { readonly id: string; readonly provenance: Provenance }[];
  readonly attributes: Readonly<Record<string, AttributeType>>;
  readonly factors: readonly FactorTable[];
  /** Which sources tell of the same acts, in the order in which they are asked. */
  readonly sameActs: readonly SameActs[];
  readonly disputes: DisputeRules;
  readonly boards: BoardRules;
  /** How long what may be forgotten is kept. */
  readonly retention: Retention;
  /** What it calls things of the glossary, where that differs. */
  readonly words: CompanyWords;
  /** Null: it has said none. */
  readonly funnel: Funnel | null;
  /** What they hold is kept apart: ten thousand members have many entries, of which a reading needs those of one period. */
  readonly targetTables: readonly TargetTable[];
  readonly rewards: readonly RewardPlan[];
  /** What other currencies are worth in its own, each from a day on, in the order of their codes. */
  readonly exchangeRates: readonly CurrencyRates[];
};

/** Everything that is set, as of one settings version: what recording, counting and reading are decided by. */
export type Settings = {
  readonly companyId: number;
  readonly version: bigint;
  readonly company: Company;
  readonly teams: readonly Team[];
  readonly members: readonly Member[];
  readonly metrics: readonly Metric[];
  readonly plans: readonly Plan[];
};

/** The kinds of what people do that every company has. */
export const activityKinds = [
  "call",
  "email",
  "meeting",
  "demo",
  "statement_of_work",
  "social_contact",
  "message",
  "visit",
  "referral",
] as const;

/** The kinds that every company has, those of milestones among them; it adds its own beside them. */
export const builtInKinds = [...activityKinds, ...milestones] as const;
