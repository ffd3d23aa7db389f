/** What may be kept for a number of months; what is not said is kept until somebody erases it. */
export const retentionFields = ["rejectedRows", "hookBodies", "sessions", "prospectsWithoutContact"] as const;

export type RetentionField = (typeof retentionFields)[number];

/** In months. */
export type Retention = Readonly<Partial<Record<RetentionField, number>>>;
