export type MoneyJson = { readonly amountMinor: number; readonly currency: string };

/** Exact: no reward comes near to 2^53 minor units. */
export const moneyJson = (amountMinor: bigint, currency: string): MoneyJson => ({ amountMinor: Number(amountMinor), currency });
