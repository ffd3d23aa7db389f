import type { CompanyWords } from "../domain/display-words.ts";
import type { Language, Name } from "../domain/language.ts";
import { sendFor } from "./ask.ts";
import type {
  Amount,
  Calibration,
  Closure,
  Money,
  Pace,
  PartScore,
  PresetList,
  Progress,
  Sum,
  TeamExplanation,
  TeamShare,
} from "./client.ts";

export type { Amount, Calibration, Closure, Money, Pace, PartScore, PresetList, Progress, Sum, TeamExplanation, TeamShare };

export type Contribution = TeamExplanation["contributions"][number];

export type Unit = "count" | "seconds" | "money" | "number";

/** `open` is a period that has not begun, or of which no pace can be told; `counting` waits for a metric that is being counted. */
export type Status = "met" | "ahead" | "on_pace" | "at_risk" | "behind" | "missed" | "excused" | "open" | "counting";

export type Metric = {
  readonly id: string;
  readonly name: Name;
  readonly unit: Unit;
  readonly currency?: string;
  readonly isOfResults?: true;
};
export type Team = { readonly id: string; readonly name: Name; readonly parent?: string | null };
export type Plan = { readonly id: string; readonly name: Name; readonly cadence: string };

export type CompanyAnswer = {
  readonly company: {
    readonly id: string;
    readonly name: Name;
    readonly timeZone: string;
    readonly currency: string;
    readonly country?: string;
    readonly firstWeekday?: string;
  };
  /** How many carry on. */
  readonly members?: number;
  /** What things of the glossary are called here. */
  readonly words?: CompanyWords;
  readonly teams: readonly Team[];
  readonly metrics: readonly Metric[];
  readonly plans: readonly Plan[];
  readonly periodLists?: readonly { readonly id: string; readonly name: Name }[];
  readonly kinds?: readonly { readonly id: string; readonly name: Name }[];
  readonly hasFunnel?: boolean;
  /** The days of the log. */
  readonly activities?: { readonly firstDay: string; readonly lastDay: string } | null;
  readonly today: string;
};

/** Whom a plan asks; nothing named is everyone. */
export type Audience = {
  readonly members?: readonly string[] | null;
  readonly team?: string | null;
  readonly role?: string | null;
  readonly phase?: string | null;
};

type PartDays = { readonly startsOn: string; readonly endsBefore: string; readonly days: number; readonly ofDays: number };

/** The target table that a number came from; `set` is null where it says nothing of them, so nothing is asked. */
export type FromTable = { readonly id: string; readonly set: { readonly by: string; readonly at: string } | null };

/** Why less is worked than the full-time week has, or more where `workingDays` is below zero. */
export type WorkLess = {
  readonly why: "employment" | "holiday" | "leave" | "pattern";
  readonly name?: Name;
  readonly days: readonly string[];
  readonly workingDays: number;
};

export type RampStep = { readonly step: "ramp"; readonly share: string } & {
  readonly [C in "day" | "week" | "month" | "quarter" | "half" | "year" | "period"]?: number;
};
export type ProrationStep = {
  readonly step: "proration";
  readonly workingDays: number;
  readonly ofWorkingDays: number;
  readonly less: readonly WorkLess[];
};
/** What of a target is asked; `unscaled` is no amount of work, which ramp and working days leave as it is. */
export type ScaleStep = RampStep | ProrationStep | { readonly step: "unscaled" };

export type DerivationStep =
  | { readonly step: "base"; readonly value: Amount; readonly table?: FromTable }
  | ScaleStep
  /** `exact` is a fraction of things, of seconds, or of minor units of money. */
  | { readonly step: "rounding"; readonly rule: "half-up" | "up" | "down"; readonly exact: string }
  /** So many contacts that were asked may not be made: the target is lower by `value`. */
  | { readonly step: "relief"; readonly contacts: number; readonly value: Amount }
  /** Asked on some days alone, since team, phase or plan changed within the period; the values of all parts add up to the target. */
  | ({
      readonly step: "part";
      readonly plan: string;
      readonly team: string | null;
      readonly base: Amount;
      /** Where working days are in it they stand for `days` of `ofDays`. */
      readonly scale?: readonly ScaleStep[];
      readonly value: Amount;
      readonly table?: FromTable;
    } & PartDays)
  /** Joined or left within the period. */
  | ({ readonly step: "employed" } & PartDays)
  /** A wider plan gave way; `value` is its target, null when the whole plan gave way with a choice in it. */
  | { readonly step: "replaced"; readonly plan: string; readonly audience: Audience; readonly value?: Amount | null };

export type Coverage = { readonly captured: Amount; readonly imported: Amount; readonly selfReported: Amount; readonly attested?: Amount };

export type Quota = {
  readonly type: "quota";
  readonly metric: string;
  /** Null, as progress and coverage are, while the metric is being counted: part of a number is no number. */
  readonly credited: Amount | null;
  readonly target: Amount;
  readonly status: Status;
  readonly progress?: Progress | null;
  readonly coverage?: Coverage | null;
  readonly pace?: Pace | null;
  readonly derivation: readonly DerivationStep[];
  /** Of a member who changed team within the period. */
  readonly teams?: readonly TeamShare[];
  /** What was over in the period before and stands for a part of the target; never in `credited`. */
  readonly carriedOver?: { readonly amount: Amount; readonly from: Period };
  /** Of what was missed, the later period whose surplus covers all of it. */
  readonly madeUp?: { readonly in: Period; readonly by: Amount };
  /** A second mark above the target. */
  readonly stretch?: { readonly target: Amount; readonly shortfall: Amount };
  /** Of a team's head count: members with at least so much of the metric, of so many. */
  readonly heads?: { readonly atLeast: Amount; readonly of: number };
  /** Of a team's own quota: what its members are asked together, and how far its target is over that. */
  readonly personal?: { readonly credited: Amount | null; readonly target: Amount; readonly members: number; readonly difference: Amount };
};

export type Combination = {
  readonly type: "allOf" | "anyOf";
  readonly status: Status;
  readonly progress: Progress | null;
  readonly parts: readonly Requirement[];
};

export type Score = {
  readonly type: "score";
  readonly status: Status;
  readonly progress: Progress | null;
  readonly needed: number;
  readonly points: Progress;
  readonly parts: readonly Requirement[];
  /** Of the parts, in their order. */
  readonly scores: readonly PartScore[];
};

/** Asked in each of the shorter periods that end in this one. */
export type Over = {
  readonly type: "over";
  readonly status: Status;
  readonly progress: Progress | null;
  readonly cadence: string;
  readonly rule: "atLeast" | "inARow";
  readonly done: number;
  readonly needed: number;
  readonly periods: readonly { readonly period: Period; readonly status: Status; readonly requirement: Requirement | null }[];
};

export type Requirement = Quota | Combination | Score | Over;

export type Row = {
  readonly member: string;
  readonly memberName: Name;
  readonly team: string | null;
  readonly plan: string;
  readonly planName: Name;
  readonly planVersion: number;
  readonly cadence: string;
  readonly startsOn: string;
  readonly endsBefore: string;
  readonly status: Status;
  readonly requirement: Requirement;
};

/** A team with what it is asked itself. */
export type TeamRow = {
  readonly team: string;
  readonly teamName: Name;
  readonly parent: string | null;
  readonly plan: string;
  readonly planName: Name;
  readonly planVersion: number;
  readonly cadence: string;
  readonly startsOn: string;
  readonly endsBefore: string;
  readonly status: Status;
  readonly requirement: Requirement;
};

export type Period = {
  readonly cadence: string;
  readonly startsOn: string;
  readonly endsBefore: string;
  readonly label: Name;
  /** Before the first period of a list, or after its end: nothing is asked there. */
  readonly outside?: "before" | "after";
};

/** When a member is away; why is not told. */
export type Away = {
  readonly member: string;
  readonly days: readonly { readonly from: string; readonly through: string; readonly half: boolean }[];
};

export type Attainment = {
  readonly period: Period;
  readonly rows: readonly Row[];
  readonly teamRows: readonly TeamRow[];
  readonly teams: readonly {
    readonly team: string;
    readonly name: Name;
    readonly parent?: string | null;
    readonly parts: readonly Sum[];
  }[];
  readonly company: { readonly parts: readonly Sum[] };
  readonly away: readonly Away[];
  /** Named as they were in the period; some may have ended since. */
  readonly metrics: readonly Metric[];
  readonly counting: readonly { readonly metric: string; readonly progress: { readonly done: number; readonly of: number } }[];
  /** Rows that are left out: the holidays of the year are not known. */
  readonly withheld: readonly {
    readonly plans: readonly string[];
    readonly calendar: string;
    readonly year: number;
    readonly members: number;
  }[];
};

export type Reason = { readonly code: string; readonly condition?: string | null; readonly en: string; readonly ko: string };

export type Verdict =
  | {
      readonly counted: true;
      readonly credit: Amount;
      readonly conversion?: { readonly en: string; readonly ko: string };
      readonly ruling?: { readonly reason: string; readonly by: string; readonly at: string; readonly dispute?: string };
      readonly note?: { readonly en: string; readonly ko: string };
    }
  | { readonly counted: false; readonly reasons: readonly Reason[] };

export type Explained = {
  readonly source: string;
  readonly externalId: string;
  readonly occurredAt?: string | null;
  readonly occurredOn?: string | null;
  readonly localDay: string;
  readonly localTime?: string | null;
  readonly kind: string;
  readonly direction?: string | null;
  readonly durationSeconds?: number | null;
  /** A daily total: how many there were is its quantity. */
  readonly total: boolean;
  readonly quantity?: number | null;
  readonly outcome?: string | null;
  readonly prospect?: string | null;
  readonly prospects: readonly string[];
  /** Everybody who shares it, with their part of the whole. */
  readonly members: readonly {
    readonly memberName: Name | null;
    readonly reference: string;
    readonly share: { readonly part: number; readonly of: number };
  }[];
  readonly subject?: string | null;
  readonly amount?: Money | null;
  readonly provenance: string;
  readonly url?: string | null;
  readonly evidence?: string | null;
  readonly prospectName?: string | null;
  /** 1 for a record that was never corrected. */
  readonly revisions: number;
  readonly isVoid?: boolean;
  /** Who entered it and why, of one that no source told. */
  readonly attested?: { readonly reason: string; readonly by: string; readonly at: string; readonly dispute?: string };
  readonly verdict: Verdict;
};

export type Explanations = {
  readonly member: string;
  readonly metric: string;
  readonly period: Period;
  /** Sources that could tell what the metric asks for, and have told nothing of the member yet. */
  readonly notConnected: readonly string[];
  readonly credited: Amount | null;
  readonly records: readonly Explained[];
  readonly nextCursor?: string | null;
};

type Closed = { readonly credited: Amount | null; readonly target: Amount; readonly status?: Status };

/** What a closed period came to after it was closed. */
export type Adjustment = {
  readonly closure: number;
  readonly subject: { readonly type: "member" | "team" | "company"; readonly id: string };
  readonly plan: string;
  readonly quotas: readonly {
    readonly metric: string;
    /** The shorter period that it is asked in, of what is asked over such. */
    readonly within?: { readonly startsOn: string; readonly endsBefore: string };
    readonly before: Closed | null;
    readonly now: Closed | null;
  }[];
};

export type Tallies = { readonly tallies: readonly { readonly day: string; readonly credited: Amount }[] };

type Query = Readonly<Record<string, string | undefined>>;

export const read = <T>(path: string, query: Query, language: Language, signal: AbortSignal): Promise<T> =>
  sendFor("GET", path, { language, signal }, { query });

type Asking =
  | { readonly signal: AbortSignal }
  | { readonly method: "POST" | "PUT"; readonly body: unknown }
  | { readonly method: "DELETE" };

export const ask = <T>(path: string, language: Language, asking: Asking): Promise<T> =>
  "signal" in asking
    ? sendFor("GET", path, { language, signal: asking.signal })
    : sendFor(asking.method, path, { language }, "body" in asking ? { body: asking.body } : {});

export type Asked = { readonly language: Language; readonly signal: AbortSignal };

export const readCompany = ({ language, signal }: Asked): Promise<CompanyAnswer> => read("/company", {}, language, signal);

export const readPresets = ({ language, signal }: Asked): Promise<PresetList> => read("/presets", {}, language, signal);

export const readAttainment = (
  query: { on: string; cadence: string; team?: string | undefined },
  { language, signal }: Asked,
): Promise<Attainment> => read("/attainment", query, language, signal);

export const readExplanations = (
  {
    member,
    ...query
  }: {
    member: string;
    metric: string;
    on: string;
    cadence: string;
    limit: string;
    counted?: "true" | "false" | undefined;
    cursor?: string | undefined;
  },
  { language, signal }: Asked,
): Promise<Explanations> => read(`/members/${encodeURIComponent(member)}/explanations`, query, language, signal);

export const readCalibration = (query: { plan: string }, { language, signal }: Asked): Promise<Calibration> =>
  read("/calibration", query, language, signal);
export const readContributions = (
  { team, ...query }: { team: string; metric: string; on: string; cadence: string },
  { language, signal }: Asked,
): Promise<TeamExplanation> => read(`/teams/${encodeURIComponent(team)}/explanations`, query, language, signal);

export const readClosures = (query: { cadence: string }, { language, signal }: Asked): Promise<{ readonly closures: readonly Closure[] }> =>
  read("/closures", query, language, signal);

export const readAdjustments = ({ language, signal }: Asked): Promise<{ readonly adjustments: readonly Adjustment[] }> =>
  read("/adjustments", {}, language, signal);

export const readTallies = (
  query: { metric: string; member?: string | undefined; from: string; before: string; groupBy: "day" },
  { language, signal }: Asked,
): Promise<Tallies> => read("/tallies", query, language, signal);

export type NewRuling = {
  readonly metric: string;
  /** Null: what was ruled before holds no longer. */
  readonly counts: boolean | null;
  readonly conditions?: readonly string[];
  readonly reason: string;
};

export const ruleRecord = (
  { source, externalId }: { readonly source: string; readonly externalId: string },
  ruling: NewRuling,
  language: Language,
): Promise<unknown> =>
  ask(`/activities/${encodeURIComponent(source)}/${encodeURIComponent(externalId)}/rulings`, language, { method: "POST", body: ruling });
