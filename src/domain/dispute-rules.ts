/** How long things may take, in calendar days after the day on which they begin. */
export type DisputeRules = { readonly decideWithinDays: number; readonly appealWithinDays: number };

export const defaultDisputeRules: DisputeRules = { decideWithinDays: 7, appealWithinDays: 7 };
