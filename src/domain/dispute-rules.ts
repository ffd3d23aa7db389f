/** How long things may take, in working days of the company after the day on which they begin. */
export type DisputeRules = { readonly decideWithinDays: number; readonly appealWithinDays: number };

export const defaultDisputeRules: DisputeRules = { decideWithinDays: 5, appealWithinDays: 5 };
