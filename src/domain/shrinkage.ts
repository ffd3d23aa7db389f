/** Measured means, drawn towards what they have in common. */
export type Shrunk = {
  readonly mean: number;
  /** How much of each one's distance from the mean stays: 0 where they differ by no more than chance. */
  readonly kept: number;
  readonly values: readonly number[];
};

/**
 * Means of equally many measurements, each with this variance of its own, drawn towards their common mean so that the squared error of all together is
 * smaller than that of the means as measured: Efron and Morris's form of James and Stein's estimator, never past the mean. Fewer than four means stay.
 */
export const shrunk = (means: readonly number[], variance: number): Shrunk => {
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  const squares = means.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const kept = means.length < 4 ? 1 : Math.max(0, 1 - ((means.length - 3) * variance) / squares);
  return { mean, kept, values: means.map((value) => mean + kept * (value - mean)) };
};
