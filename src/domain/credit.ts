/**
 * Credits are exact whole numbers, so that shares of a joint activity add up (no fraction is ever rounded twice):
 * counts and quantities in ten-thousandths, seconds whole, money in minor units of the metric's currency.
 */
export type Credit = bigint;

export const CREDIT_PER_COUNT = 10_000n;

/** What a metric's credits are, and so how a number is written and read. */
export type Unit = { readonly type: "count" } | { readonly type: "seconds" } | { readonly type: "money"; readonly currency: string };
