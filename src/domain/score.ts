import { compareFractions, fraction, lesser, none, plus, times, type Fraction } from "./fraction.ts";
import { WHOLE_FACTOR } from "./factor.ts";
import type { Points, ScoreWeight } from "./plan.ts";

const POINT = 10_000n;

/** A part of a score with how far it is; `progress` is null while that is not known, `isExcused` where nothing is asked. */
export type ScoredPart = ScoreWeight & { readonly isExcused: boolean; readonly progress: Fraction | null };

export type PartScore = {
  /** What it is worth when its progress is one, after the weights of excused parts went to the others; null of an excused part. */
  readonly worth: Fraction | null;
  /** What it adds; null when it is excused or not known. */
  readonly points: Fraction | null;
  /** Null where there is no floor, or it is not known. */
  readonly isBelowFloor: boolean | null;
};

export type Score = {
  /** Of the parts that are known. */
  readonly points: Fraction;
  /** Points of what is needed; null while a part is not known, and when all are excused. */
  readonly progress: Fraction | null;
  readonly isMet: boolean;
  readonly parts: readonly PartScore[];
};

const partScore = ({ weight, cap, floor, isExcused, progress }: ScoredPart, share: Fraction): PartScore => {
  if (isExcused) return { worth: null, points: null, isBelowFloor: null };
  const worth = times(fraction(weight, POINT), share);
  if (progress === null) return { worth, points: null, isBelowFloor: null };
  return {
    worth,
    points: times(worth, lesser(progress, fraction(cap, WHOLE_FACTOR))),
    isBelowFloor: floor === null ? null : compareFractions(progress, fraction(floor, WHOLE_FACTOR)) < 0,
  };
};

/**
 * Σ weight × min(cap, progress), and whether that is what is needed. Excused parts drop out: the weight of all is then shared by the others
 * in proportion to their own. Not met while a part is below its floor, nor while it is not known whether one is.
 */
export const scoreOf = (parts: readonly ScoredPart[], needed: Points): Score => {
  const sum = (some: readonly ScoredPart[]): bigint => some.reduce((all, { weight }) => all + weight, 0n);
  const asked = parts.filter(({ isExcused }) => !isExcused);
  if (asked.length === 0) return { points: none, progress: null, isMet: false, parts: parts.map((part) => partScore(part, none)) };
  const share = fraction(sum(parts), sum(asked));
  const scores = parts.map((part) => partScore(part, share));
  const points = scores.reduce((all, score) => (score.points === null ? all : plus(all, score.points)), none);
  const isKnown = asked.every(({ progress }) => progress !== null);
  const isAboveFloors = parts.every(({ floor, isExcused }, index) => floor === null || isExcused || scores[index]?.isBelowFloor === false);
  return {
    points,
    progress: isKnown ? times(points, fraction(POINT, needed)) : null,
    isMet: isAboveFloors && compareFractions(points, fraction(needed, POINT)) >= 0,
    parts: scores,
  };
};
