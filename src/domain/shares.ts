/**
 * Divides a whole number by weights so that the parts add up to it exactly: each part is rounded towards zero, and what is left over goes
 * one by one to the largest remainders, of equal ones to the first (the method of largest remainder, Hamilton 1792). The database divides in
 * the same way (`part_of`). Weights are positive.
 */
export const divided = (total: bigint, weights: readonly bigint[]): readonly bigint[] => {
  const all = weights.reduce((sum, weight) => sum + weight, 0n);
  const size = total < 0n ? -total : total;
  const sign = total < 0n ? -1n : 1n;
  const parts = weights.map((weight, at) => ({ at, whole: (size * weight) / all, rest: (size * weight) % all }));
  const left = size - parts.reduce((sum, part) => sum + part.whole, 0n);
  const raised = new Set(
    [...parts]
      .sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))
      .slice(0, Number(left))
      .map((part) => part.at),
  );
  return parts.map(({ at, whole }) => sign * (raised.has(at) ? whole + 1n : whole));
};
