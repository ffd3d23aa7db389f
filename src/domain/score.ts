import { compareFractions, fraction, lesser, none, plus, times, type Fraction } from "./fraction.ts";
import { WHOLE_FACTOR } from "./factor.ts";
import type { Points, ScoreWeight } from "./plan.ts";
import { within } from "./within.ts";

const POINT = 10_000n;

/** How far a part of a score is; `progress` is null while that is not known, `isExcused` where nothing is asked. */
export type ScoredPart = { readonly isExcused: boolean; readonly progress: Fraction | null };

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

/** What the parts are worth when some of them are excused: the weight of all is shared by the others in proportion to their own. */
const worthsOf = (weights: readonly ScoreWeight[], isExcused: readonly boolean[]): readonly (Fraction | null)[] => {
  const asked = weights.filter((_, index) => isExcused[index] !== true);
  const sum = (some: readonly ScoreWeight[]): bigint => some.reduce((all, { weight }) => all + weight, 0n);
  if (asked.length === 0) return weights.map(() => null);
  const share = fraction(sum(weights), sum(asked));
  return weights.map(({ weight }, index) => (isExcused[index] === true ? null : times(fraction(weight, POINT), share)));
};

/**
 * Σ weight × min(cap, progress), and whether that is what is needed, for any progress of the parts. Excused parts drop out. Not met while a
 * part is below its floor, nor while it is not known whether one is.
 */
export const scoring = (weights: readonly ScoreWeight[], needed: Points): ((parts: readonly ScoredPart[]) => Score) => {
  const caps = weights.map(({ cap }) => fraction(cap, WHOLE_FACTOR));
  const floors = weights.map(({ floor }) => (floor === null ? null : fraction(floor, WHOLE_FACTOR)));
  const [enough, ofNeeded] = [fraction(needed, POINT), fraction(POINT, needed)];
  // Who is asked the same is excused from the same.
  const worths = new Map<string, readonly (Fraction | null)[]>();
  return (parts) => {
    const isExcused = parts.map((part) => part.isExcused);
    const worthOf = within(worths, isExcused.join(), () => worthsOf(weights, isExcused));
    const scores = parts.map(({ progress }, index): PartScore => {
      const [worth = null, cap, floor = null] = [worthOf[index], caps[index], floors[index]];
      if (worth === null || progress === null || cap === undefined) return { worth, points: null, isBelowFloor: null };
      const isBelowFloor = floor === null ? null : compareFractions(progress, floor) < 0;
      return { worth, points: times(worth, lesser(progress, cap)), isBelowFloor };
    });
    const asked = scores.filter(({ worth }) => worth !== null);
    const points = asked.reduce((all, score) => (score.points === null ? all : plus(all, score.points)), none);
    const isKnown = asked.length > 0 && asked.every((score) => score.points !== null);
    const isAboveFloors = scores.every(
      ({ worth, isBelowFloor }, index) => floors[index] === null || worth === null || isBelowFloor === false,
    );
    return {
      points,
      progress: isKnown ? times(points, ofNeeded) : null,
      isMet: asked.length > 0 && isAboveFloors && compareFractions(points, enough) >= 0,
      parts: scores,
    };
  };
};
