import type { Credit } from "./credit.ts";

/** By what members are ranked: what they have, or how much more than in the period before. */
export const rankings = ["credited", "improvement"] as const;
export type Ranking = (typeof rankings)[number];

/** Whether the lower half of a board is on it. */
export const lowestRanks = ["hidden", "shown"] as const;
export type BoardRules = { readonly lowestRanks: (typeof lowestRanks)[number] };
export const defaultBoardRules: BoardRules = { lowestRanks: "hidden" };

export type Contender = {
  readonly memberNumber: number;
  readonly credited: Credit;
  /** In the period before, up to as many days. */
  readonly before: Credit;
};

export type Place = Contender & {
  /** Those with more, and one: of equals each has the same. */
  readonly rank: number;
  /** How many share it. */
  readonly tied: number;
};

const scoreBy = (by: Ranking) => (each: Contender) => (by === "credited" ? each.credited : each.credited - each.before);

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** Everybody in their order; equals by their number, so that the order is always the same. */
export const placesOf = (contenders: readonly Contender[], by: Ranking): readonly Place[] => {
  const score = scoreBy(by);
  const inOrder = contenders.toSorted((a, b) => compare(score(b), score(a)) || a.memberNumber - b.memberNumber);
  const places: Place[] = [];
  for (let start = 0; start < inOrder.length;) {
    const first = inOrder[start];
    let end = start;
    for (let next = first; next !== undefined && first !== undefined && score(next) === score(first); next = inOrder[end]) end += 1;
    for (const each of inOrder.slice(start, end)) places.push({ ...each, rank: start + 1, tied: end - start });
    start = end;
  }
  return places;
};

/**
 * Those of the places that everybody on the board sees. Where the lowest ranks are hidden these are the upper half, of it who has something to
 * show for it: nobody is put up for having done nothing, or less than before.
 */
export const placesShown = (places: readonly Place[], by: Ranking, { lowestRanks: lowest }: BoardRules): readonly Place[] => {
  if (lowest === "shown") return places;
  const score = scoreBy(by);
  return places.filter((each) => each.rank <= Math.ceil(places.length / 2) && score(each) > 0n);
};
