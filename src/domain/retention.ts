/** What may be kept for a number of months; what is not said is kept until somebody erases it. */
export const retentionFields = [
  "rejectedRows",
  "hookBodies",
  "sessions",
  "talkNotes",
  "signalTexts",
  "linkHits",
  "prospectsWithoutContact",
] as const;

export type RetentionField = (typeof retentionFields)[number];

/** In months. */
export type Retention = Readonly<Partial<Record<RetentionField, number>>>;

/** How long rejected rows of imports are kept by a company that does not say. */
export const KEPT_REJECTED_MONTHS = 1;

/** What a month is of files, whose age is told in days. */
export const REJECTED_DAYS = 30;

/** For how many days the rejected rows of a company's imports are kept. */
export const rejectedDays = ({ rejectedRows }: Retention): number => (rejectedRows ?? KEPT_REJECTED_MONTHS) * REJECTED_DAYS;
