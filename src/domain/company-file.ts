import type { BoardRules } from "./leaderboard.ts";
import type { RetentionField } from "./retention.ts";
import type { AttributeType } from "./company.ts";
import type { WordKey } from "./display-words.ts";
import type { Milestone } from "./funnel.ts";
import type { Language } from "./language.ts";
import type { LeaveKind } from "./leave.ts";
import type { Engagement, Role } from "./member.ts";
import type { NoticeKind, NoticeWay } from "./notice-kinds.ts";
import type { OncePer, Provenance, Window } from "./metric.ts";
import type { Rounding } from "./apportion.ts";
import type { ExchangeRateEntry } from "./exchange-rate.ts";
import type { Accumulation, Budget, Participation, Split } from "./rewards/reward-plan.ts";
import type { WeekLabels, WeekPattern } from "./period.ts";
import type { Proration } from "./plan.ts";
import type { RampStart } from "./ramp.ts";
import type { weekdayNames } from "./day.ts";
import type { ShortWeekday } from "./working-pattern.ts";

/**
 * The company as a file, of the right shape and nothing more: names, days and references are texts that `company-reading` looks at.
 * A field that may be left out may be null too.
 */
export type CompanyFile = {
  readonly company: CompanyEntry;
  readonly kinds?: readonly KindEntry[] | null | undefined;
  readonly sources?: readonly SourceEntry[] | null | undefined;
  readonly attributes?: Readonly<Record<string, AttributeType>> | null | undefined;
  readonly factors?: readonly FactorTableEntry[] | null | undefined;
  readonly sameActs?: readonly SameActsEntry[] | null | undefined;
  readonly calendars?: readonly CalendarDaysEntry[] | null | undefined;
  readonly periodLists?: readonly PeriodListEntry[] | null | undefined;
  readonly teams?: readonly TeamEntry[] | null | undefined;
  readonly members?: readonly MemberEntry[] | null | undefined;
  readonly metrics?: readonly MetricEntry[] | null | undefined;
  /** Left out: the tables stay as they are. */
  readonly targetTables?: readonly TargetTableEntry[] | null | undefined;
  readonly plans?: readonly PlanEntry[] | null | undefined;
  readonly rewards?: readonly RewardEntry[] | null | undefined;
  readonly exchangeRates?: readonly ExchangeRateEntry[] | null | undefined;
  /** Left out: leaves stay as they are. */
  readonly leaves?: readonly LeaveEntry[] | null | undefined;
  readonly disputes?: DisputesEntry | null | undefined;
  readonly boards?: { readonly lowestRanks?: Maybe<BoardRules["lowestRanks"]> } | null | undefined;
  readonly retention?: RetentionEntry | null | undefined;
  readonly words?: WordsEntry | null | undefined;
  readonly funnel?: FunnelEntry | null | undefined;
};

type Maybe<T> = T | null | undefined;

/** One name, or one for each language. */
export type NameEntry = string | Readonly<Partial<Record<Language, string | undefined>>>;

/** What the company calls things of the glossary. */
export type WordsEntry = Readonly<Partial<Record<WordKey, Maybe<NameEntry>>>>;

export type FunnelStageEntry = {
  readonly id: string;
  readonly name?: Maybe<NameEntry>;
  readonly kind?: Maybe<string>;
  readonly kinds?: Maybe<readonly string[]>;
  readonly outcomes?: Maybe<readonly string[]>;
  readonly milestone?: Maybe<Milestone>;
};

export type AssumedRateEntry = {
  readonly from: string;
  readonly to: string;
  /** `5.4%` or 0.054. */
  readonly rate: number | string;
  readonly source: { readonly text: string; readonly year?: Maybe<number>; readonly url?: Maybe<string> };
};

export type FunnelEntry = { readonly stages: readonly FunnelStageEntry[]; readonly rates?: Maybe<readonly AssumedRateEntry[]> };

/** One value, or a list of values with the day from which each holds; the first may hold from the beginning. */
export type DatedEntry = string | readonly { readonly value: string | null; readonly from?: Maybe<string> }[];

export type CompanyEntry = {
  readonly id: string;
  readonly name: NameEntry;
  readonly country: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly firstWeekday?: Maybe<(typeof weekdayNames)[number]>;
  readonly fiscalYearStartsOn?: Maybe<string>;
  readonly fiscalYear?: Maybe<FiscalYearEntry>;
  readonly domains?: Maybe<readonly string[]>;
  readonly workingDays?: Maybe<PatternEntry>;
  readonly holidays?: Maybe<string>;
  readonly clocksPauseOnLeave?: Maybe<boolean>;
  readonly weekLabels?: Maybe<WeekLabels>;
};

/** The weekdays that are worked, or how much of each. */
export type PatternEntry = readonly ShortWeekday[] | Readonly<Partial<Record<ShortWeekday, number | undefined>>>;

export type DatedPatternEntry = PatternEntry | readonly { readonly value: PatternEntry | null; readonly from?: Maybe<string> }[];

export type CalendarDaysEntry = {
  readonly id: string;
  readonly name?: Maybe<NameEntry>;
  readonly base?: Maybe<string>;
  readonly days?: Maybe<readonly { readonly on: string; readonly name?: Maybe<NameEntry>; readonly half?: Maybe<boolean> }[]>;
  readonly working?: Maybe<readonly string[]>;
  readonly years?: Maybe<readonly number[]>;
  readonly provisional?: Maybe<readonly number[]>;
};

export type LeaveEntry = {
  readonly member: string;
  readonly from: string;
  readonly through: string;
  readonly kind: LeaveKind;
  /** Half of each day. */
  readonly half?: Maybe<boolean>;
};

export type PeriodListEntry = {
  readonly id: string;
  readonly name?: Maybe<NameEntry>;
  readonly periods: readonly { readonly label: NameEntry; readonly startsOn: string }[];
  readonly endsBefore: string;
  /** Why boundaries on days gone are moved. */
  readonly reason?: Maybe<string>;
};

export type FiscalYearEntry = {
  readonly pattern: WeekPattern;
  readonly endsOn: { readonly weekday: (typeof weekdayNames)[number]; readonly month: number; readonly rule: "last" | "nearest" };
  /** The month, 1 to 12, that the 53rd week lengthens; asked for with the first year that has one when it is missing. */
  readonly extraWeekIn?: Maybe<number>;
};

export type KindEntry = { readonly id: string; readonly name?: Maybe<NameEntry> };

export type SourceEntry = { readonly id: string; readonly provenance: Provenance };

/** `30%`, `0.3`, or a list of them with the day from which each holds; the first may hold from the beginning. */
export type FactorEntry =
  | number
  | string
  | readonly { readonly value: number | string | null; readonly from?: Maybe<string>; readonly reason?: Maybe<string> }[];

export type FactorTableEntry = {
  readonly id: string;
  readonly name?: Maybe<NameEntry>;
  readonly by: string;
  readonly values: Readonly<Record<string, FactorEntry>>;
};

export type SameActsEntry = {
  /** Two. */
  readonly sources: readonly string[];
  readonly kind: string;
  readonly withinSeconds: number;
  readonly durationWithinSeconds?: Maybe<number>;
  readonly prefer: string;
};

export type RetentionEntry = { readonly [field in RetentionField]?: Maybe<number> };

export type DisputesEntry = { readonly decideWithinDays?: Maybe<number>; readonly appealWithinDays?: Maybe<number> };

export type TeamEntry = {
  readonly id: string;
  readonly name?: Maybe<NameEntry>;
  readonly parent?: Maybe<string>;
  readonly timeZone?: Maybe<string>;
  readonly holidays?: Maybe<string>;
  readonly ended?: Maybe<boolean>;
};

export type DatedEngagementEntry = Engagement | readonly { readonly value: Engagement | null; readonly from?: Maybe<string> }[];

export type MemberEntry = {
  readonly id: string;
  readonly name: NameEntry;
  readonly email?: Maybe<string>;
  readonly code?: Maybe<string>;
  readonly role?: Maybe<Role>;
  readonly team?: Maybe<DatedEntry>;
  readonly timeZone?: Maybe<DatedEntry>;
  readonly phase?: Maybe<DatedEntry>;
  readonly holidays?: Maybe<DatedEntry>;
  readonly workingDays?: Maybe<DatedPatternEntry>;
  readonly engagement?: Maybe<DatedEngagementEntry>;
  readonly employedFrom?: Maybe<string>;
  readonly employedThrough?: Maybe<string>;
  readonly language?: Maybe<Language>;
  readonly notices?: Maybe<Readonly<Partial<Record<NoticeKind, NoticeWay | undefined>>>>;
  readonly identities?: Maybe<readonly { readonly source: string; readonly externalId: string }[]>;
  readonly ended?: Maybe<boolean>;
};

export type MeasureEntry = "count" | { readonly sum: string; readonly currency?: Maybe<string>; readonly factor?: Maybe<string> };

export type MetricEntry = {
  readonly id: string;
  readonly name?: Maybe<NameEntry>;
  readonly startsOn?: Maybe<string>;
  readonly where: string;
  readonly measure?: Maybe<MeasureEntry>;
  readonly oncePer?: Maybe<{ readonly prospect: Window; readonly within?: Maybe<OncePer["within"]> }>;
  readonly provenance?: Maybe<readonly Provenance[]>;
  readonly reason?: Maybe<string>;
  readonly ended?: Maybe<boolean>;
};

export type AudienceEntry = {
  readonly team?: Maybe<string>;
  readonly role?: Maybe<Role>;
  readonly phase?: Maybe<string>;
  readonly members?: Maybe<readonly string[]>;
};

/** A whole number or a decimal one; as text where a JSON number would lose digits. */
export type TargetEntry = number | string;

/** `150%` or `1.5`. */
export type ShareEntry = number | string;

export type ScorePartEntry = {
  readonly weight: TargetEntry;
  readonly cap?: Maybe<ShareEntry>;
  readonly floor?: Maybe<ShareEntry>;
  readonly require: RequirementEntry;
};

/** By period: `2026-01`, or the first day of any other. */
export type TargetRowEntry = Readonly<Record<string, TargetEntry>>;

export type TargetTableEntry = {
  readonly id: string;
  readonly name?: Maybe<NameEntry>;
  readonly metric: string;
  readonly cadence: string;
  /** Of members, by id. */
  readonly rows?: Maybe<Readonly<Record<string, TargetRowEntry>>>;
  /** Of teams, by id. */
  readonly teamRows?: Maybe<Readonly<Record<string, TargetRowEntry>>>;
  /** Why targets of periods gone, or raised ones of those that run, change. */
  readonly reason?: Maybe<string>;
  readonly ended?: Maybe<boolean>;
};

export type QuotaTargetEntry = TargetEntry | { readonly table: string };

export type RequirementEntry =
  | {
      readonly metric: string;
      readonly target: QuotaTargetEntry;
      readonly stretch?: Maybe<TargetEntry>;
      readonly proration?: Maybe<"none">;
    }
  | { readonly members: { readonly metric: string; readonly atLeast: TargetEntry }; readonly target: TargetEntry }
  | {
      readonly kind: string;
      readonly direction?: Maybe<"outbound" | "inbound">;
      readonly outcome?: Maybe<string>;
      readonly target: TargetEntry;
      readonly proration?: Maybe<"none">;
      readonly stretch?: Maybe<TargetEntry>;
    }
  | { readonly score: { readonly needed: TargetEntry; readonly parts: readonly ScorePartEntry[] } }
  | {
      readonly over: {
        readonly cadence: string;
        readonly of: RequirementEntry;
        readonly atLeast?: Maybe<number>;
        readonly inARow?: Maybe<number>;
      };
    }
  | { readonly allOf: readonly RequirementEntry[] }
  | { readonly anyOf: readonly RequirementEntry[] };

export type PlanEntry = {
  readonly id: string;
  readonly name?: Maybe<NameEntry>;
  readonly cadence: string;
  readonly startsOn?: Maybe<string>;
  readonly endedOn?: Maybe<string>;
  readonly for?: Maybe<AudienceEntry>;
  readonly of?: Maybe<"member" | "team">;
  readonly require: RequirementEntry;
  readonly graceDays?: Maybe<number>;
  readonly ramp?: Maybe<readonly RampEntry[]>;
  readonly rampFrom?: Maybe<RampStart>;
  readonly proration?: Maybe<Proration>;
  readonly rounding?: Maybe<Rounding>;
  readonly carryOver?: Maybe<{ readonly surplus: ShareEntry }>;
  readonly makeUp?: Maybe<{ readonly within: number }>;
  readonly reason?: Maybe<string>;
};

/** One of the periods, through which the share holds. */
export type RampEntry = {
  readonly throughPeriod?: Maybe<number>;
  readonly throughDay?: Maybe<number>;
  readonly throughWeek?: Maybe<number>;
  readonly throughMonth?: Maybe<number>;
  readonly throughQuarter?: Maybe<number>;
  readonly throughHalf?: Maybe<number>;
  readonly throughYear?: Maybe<number>;
  readonly share: number | string;
};

export type RewardBasisEntry =
  | { readonly requirement: { readonly plan: string } }
  | { readonly quota: { readonly plan: string; readonly metric: string } }
  | { readonly surplus: { readonly plan: string; readonly metric: string } }
  | { readonly credits: { readonly metric: string } };

/** Money in major units: a number, or text. */
export type RewardMoneyEntry = number | string;

/** `100%` of an attainment, else a number in the metric's unit. */
export type RewardBoundEntry = number | string;

export type RewardTierEntry = {
  readonly from: RewardBoundEntry;
  /** `none` in the last one. */
  readonly below: RewardBoundEntry;
  readonly amount?: Maybe<RewardMoneyEntry>;
  /** Money, or a percentage of money. */
  readonly rate?: Maybe<RewardMoneyEntry>;
  /** Of money: for how much of the basis. */
  readonly per?: Maybe<RewardBoundEntry>;
};

export type GatePriorEntry = { readonly team: number } | { readonly good: number; readonly bad: number };

/** Everything that decides a payout is said; `none` says that there is none. */
export type RewardEntry = {
  readonly id: string;
  readonly name?: Maybe<NameEntry>;
  readonly startsOn?: Maybe<string>;
  readonly endedOn?: Maybe<string>;
  readonly cadence: string;
  readonly for: "everyone" | AudienceEntry;
  readonly basis: RewardBasisEntry;
  readonly threshold: RewardBoundEntry;
  readonly tiers: readonly RewardTierEntry[];
  readonly split: Split;
  readonly accumulate: Accumulation;
  readonly interpolate: boolean;
  readonly cap: "none" | { readonly hard: RewardMoneyEntry } | { readonly soft: RewardMoneyEntry; readonly above: ShareEntry };
  readonly currency: string;
  readonly rounding: Rounding;
  readonly participants: Participation;
  readonly budget: "none" | { readonly most: RewardMoneyEntry; readonly over: Budget["over"] };
  readonly gate:
    | "none"
    | {
        readonly good: string;
        readonly of: string;
        readonly least: ShareEntry;
        readonly probability: ShareEntry;
        readonly prior: GatePriorEntry;
      };
};
