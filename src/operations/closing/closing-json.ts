import type { Name } from "../../domain/language.ts";
import type { Amount } from "../../domain/amount.ts";
import { blockWords, isOverrulable, type Block } from "../../domain/closing-block.ts";
import type { Closure } from "../../domain/closure.ts";
import type { CompanyCalendar } from "../../domain/period.ts";
import type { Words } from "../../domain/refusals/words.ts";
import type { Unit } from "../../domain/credit.ts";
import type { LateCause } from "../../domain/late-change.ts";
import type { QuotaDifference, StatedSpan, StatementContent, StatementSubject } from "../../domain/statement.ts";
import { periodJson, type DerivationJson, type PeriodJson } from "../attainment-json.ts";

/** What speaks against closing, in words; `overrulable`: a person may close all the same, for a reason. */
export type BlockJson = Block & { readonly overrulable: boolean; readonly detail: Words };

export type ClosureJson = {
  readonly closure: number;
  readonly period: PeriodJson;
  readonly version: number;
  readonly closedAt: string;
  readonly closedBy: string;
  readonly overruled: readonly BlockJson[];
  readonly reason: string | null;
  /** Null while its statements are being written. */
  readonly statedAt: string | null;
  readonly reopened: Closure["reopened"];
};

export const blockJson = (block: Block): BlockJson => ({ ...block, overrulable: isOverrulable(block), detail: blockWords(block) });

export const closureJson = (closure: Closure, calendar: CompanyCalendar): ClosureJson => ({
  closure: closure.number,
  period: periodJson({ cadence: closure.cadence, startsOn: closure.startsOn, endsBefore: closure.endsBefore }, calendar),
  version: closure.version,
  closedAt: closure.closedAt,
  closedBy: closure.closedBy,
  overruled: closure.overruled.map(blockJson),
  reason: closure.reason,
  statedAt: closure.statedAt,
  reopened: closure.reopened,
});

/** What changed a closed period: a record, or a metric that was counted anew; or what is asked is not what it was. */
export type CauseJson =
  | {
      readonly cause: LateCause;
      readonly metric: string;
      readonly unit: Unit["type"];
      readonly day: string;
      readonly source: string | null;
      readonly externalId: string | null;
      /** What it adds, or takes away. */
      readonly credited: Amount;
      readonly at: string;
    }
  | {
      readonly cause: "target";
      readonly metric: string;
      readonly within?: StatedSpan;
      readonly unit: Unit["type"];
      readonly before: Amount | null;
      readonly now: Amount | null;
      /** How the target comes about now. */
      readonly derivation: readonly DerivationJson[];
    };

export type AdjustmentJson = {
  /** Of the closed period that comes to something else. */
  readonly closure: number;
  readonly period: StatementContent["period"];
  /** The closure whose statements tell it; null while it waits for the next one. */
  readonly statedIn: number | null;
  readonly subject: { readonly type: StatementSubject; readonly id: string };
  /** What the subject is called now; null of what has no name any more. */
  readonly name: Name | null;
  readonly plan: string;
  readonly status: { readonly before: string | null; readonly now: string | null };
  readonly quotas: readonly (QuotaDifference & { readonly unit: Unit["type"] })[];
  readonly causes: readonly CauseJson[];
};

export type StatementJson = {
  readonly statement: number;
  readonly closure: number;
  readonly content: StatementContent;
  /** What the subject is called now, which is no part of what was frozen; null of what has no name any more. */
  readonly name: Name | null;
  /** SHA-256 of the content as canonical JSON. */
  readonly fingerprint: string;
  readonly acknowledged: { readonly at: string; readonly by: string; readonly remark: string | null } | null;
  /** The period was opened again: it holds no longer. */
  readonly superseded: boolean;
};
