import type { Amount } from "./amount.ts";
import type { Json } from "./canonical-json.ts";
import type { Unit } from "./credit.ts";
import { isSame } from "./same.ts";

export const statementSubjects = ["member", "team", "company"] as const;
export type StatementSubject = (typeof statementSubjects)[number];

/** What a member's records came to for a metric in the period: `credits` in the metric's smallest unit, `digest` over each of them. */
export type RecordsJson = { readonly records: number; readonly credits: string; readonly digest: string };

export type StatedSpan = { readonly startsOn: string; readonly endsBefore: string };

/** One number of a statement against its target; of a member's, how the target came about, as in attainment. */
export type StatedQuota = {
  readonly metric: string;
  /** The shorter period in which it is asked; left out: the statement's own. */
  readonly within?: StatedSpan;
  readonly credited: Amount | null;
  readonly target: Amount;
  readonly status?: string;
  readonly derivation?: Json;
};

type Node = {
  readonly type?: string;
  readonly parts?: readonly Node[];
  readonly periods?: readonly { readonly period: StatedSpan; readonly requirement: Node | null }[];
} & Partial<StatedQuota>;

/** A requirement as it stands in attainment, without what depends on the day on which it is looked at. */
export type StatedRequirement = Json;

export type StatedMetric = {
  readonly unit: Unit["type"];
  readonly versions: readonly { readonly version: number; readonly startsOn: string | null }[];
};

/** What is frozen of one subject and plan in one period. */
export type StatementContent = {
  readonly subject: { readonly type: StatementSubject; readonly id: string };
  readonly period: { readonly cadence: string; readonly startsOn: string; readonly endsBefore: string };
  readonly plan: string;
  readonly planVersion: number;
  /** The metrics with the versions that held in the period, and the first day of each. */
  readonly metrics: Readonly<Record<string, StatedMetric>>;
} & (
  | {
      readonly team: string | null;
      readonly status: string;
      readonly requirement: StatedRequirement;
      readonly records: Readonly<Record<string, RecordsJson>>;
    }
  | { readonly parts: readonly (StatedQuota & { readonly members: number })[] }
);

// What makes up for a period is done after its end.
const volatile: ReadonlySet<string> = new Set(["pace", "counting", "madeUp", "memberName", "planName", "name", "label"]);

/** A day off is a reason, and its name is what it is known by. */
const isLasting = (field: string, holder: object): boolean => !volatile.has(field) || (field === "name" && "why" in holder);

/** The same without names of what may be renamed, and without what follows from the day on which it is looked at. */
export const lasting = (value: Json): Json => {
  if (typeof value !== "object" || value === null) return value;
  // An array's own guard does not narrow a readonly one.
  if (Array.isArray(value)) return (value as readonly Json[]).map(lasting);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([field, held]) => isLasting(field, value) && held !== undefined)
      .map(([field, held]) => [field, lasting(held)]),
  );
};

const quotasIn = (node: Node, within?: StatedSpan): readonly StatedQuota[] => {
  if (node.metric !== undefined && node.target !== undefined) {
    return [
      {
        metric: node.metric,
        ...(within === undefined ? {} : { within }),
        credited: node.credited ?? null,
        target: node.target,
        ...(node.status === undefined ? {} : { status: node.status }),
        ...(node.derivation === undefined ? {} : { derivation: node.derivation }),
      },
    ];
  }
  return [
    ...(node.parts ?? []).flatMap((part) => quotasIn(part, within)),
    ...(node.periods ?? []).flatMap(({ period: { startsOn, endsBefore }, requirement }) =>
      requirement === null ? [] : quotasIn(requirement, { startsOn, endsBefore }),
    ),
  ];
};

/** The numbers of a statement, from left to right, those of shorter periods as well. */
export const quotasOf = (content: StatementContent | null): readonly StatedQuota[] =>
  // What was frozen is what attainment showed: a tree of nodes.
  content === null ? [] : "parts" in content ? content.parts : quotasIn(content.requirement as Node);

/** A number that is another now than when it was last stated; null where it was not, or is not, asked. */
export type QuotaDifference = Pick<StatedQuota, "metric" | "within"> & {
  readonly before: Omit<StatedQuota, "metric" | "within" | "derivation"> | null;
  readonly now: Omit<StatedQuota, "metric" | "within" | "derivation"> | null;
};

const without = (quota: StatedQuota | undefined): QuotaDifference["now"] => {
  if (quota === undefined) return null;
  const { credited, target, status } = quota;
  return { credited, target, ...(status === undefined ? {} : { status }) };
};

/** The numbers that differ between two states of one statement; of several quotas on one metric the first is set against the first. */
export const quotaDifferences = (before: StatementContent | null, now: StatementContent | null): readonly QuotaDifference[] => {
  const numbered = (content: StatementContent | null): ReadonlyMap<string, StatedQuota> => {
    const seen = new Map<string, number>();
    return new Map(
      quotasOf(content).map((quota) => {
        const key = `${quota.metric} ${quota.within?.startsOn ?? ""}`;
        const nth = seen.get(key) ?? 0;
        seen.set(key, nth + 1);
        return [`${key} ${nth}`, quota] as const;
      }),
    );
  };
  const [was, is] = [numbered(before), numbered(now)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [one, other] = [was.get(key), is.get(key)];
    const { metric = "", within } = one ?? other ?? {};
    if (isSame(without(one), without(other))) return [];
    return [{ metric, ...(within === undefined ? {} : { within }), before: without(one), now: without(other) }];
  });
};

export const statusOf = (content: StatementContent | null): string | null =>
  content !== null && "status" in content ? content.status : null;

const recordsOf = (content: StatementContent | null): unknown => (content !== null && "records" in content ? content.records : null);

/** Whether something changed that a reader would want to know: a number, or the records behind it. How a target came about is not one. */
export const isAdjusted = (before: StatementContent | null, now: StatementContent | null): boolean =>
  quotaDifferences(before, now).length > 0 || statusOf(before) !== statusOf(now) || !isSame(recordsOf(before), recordsOf(now));
