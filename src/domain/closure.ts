import type { Day, Span } from "./day.ts";
import type { Block } from "./closing-block.ts";
import type { Cadence } from "./period.ts";

/** The act that ended a period. Instants are RFC 3339 text. */
export type Closure = Span & {
  readonly number: number;
  readonly cadence: Cadence;
  /** 1, or more where the period was opened again. */
  readonly version: number;
  /** What is journalled with a greater number came after the closing. */
  readonly lateThrough: bigint;
  /** Under other settings, or other leave, something else may be asked. */
  readonly settingsVersion: bigint;
  readonly asksStamp: string;
  readonly closedAt: string;
  readonly closedBy: string;
  /** What spoke against closing and was overruled, and why. */
  readonly overruled: readonly Block[];
  readonly reason: string | null;
  /** Null while its statements are not written. */
  readonly statedAt: string | null;
  readonly reopened: { readonly at: string; readonly by: string; readonly reason: string } | null;
};

/** Of the closures of one cadence those that hold, in the order of their periods. */
export const standing = (closures: readonly Closure[]): readonly Closure[] =>
  closures.filter(({ reopened }) => reopened === null).toSorted((a, b) => a.startsOn - b.startsOn);

/** The closure that holds of a period. */
export const closureOf = (closures: readonly Closure[], startsOn: Day): Closure | undefined =>
  standing(closures).find((closure) => closure.startsOn === startsOn);

/** The first closed period that has a day in the span. */
export const closureTouching = (closures: readonly Closure[], { startsOn, endsBefore }: Span): Closure | undefined =>
  standing(closures).find((closure) => closure.startsOn < endsBefore && startsOn < closure.endsBefore);
