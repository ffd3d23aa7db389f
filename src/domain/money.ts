/** In minor units of the currency (cents, won, fils): exact, and equal only in the same currency. `currency` is an ISO 4217 code. */
export type Money = { readonly amountMinor: bigint; readonly currency: string };
