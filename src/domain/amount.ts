import { CREDIT_PER_COUNT, type Credit, type Unit } from "./credit.ts";

/** Credits as they are shown and sent: a number of things (at most four decimals), of seconds, or money in minor units. */
export type Amount = number | { readonly amountMinor: number; readonly currency: string };

/** Exact up to 2^53 credits, which no company's sums reach. */
export const amountOf = (credit: Credit, unit: Unit): Amount => {
  if (unit.type === "money") return { amountMinor: Number(credit), currency: unit.currency };
  return unit.type === "seconds" ? Number(credit) : Number(credit) / Number(CREDIT_PER_COUNT);
};
