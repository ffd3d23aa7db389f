/** What people or sources did that changed what a record counts for after its period was closed. */
export const lateCauses = [
  /** A source told it, or told it otherwise. */
  "record",
  "void",
  "restore",
  "missing",
  "ruling",
  "link",
  "stage",
  "merge",
  "redating",
  "identity",
  "employment",
  "colleague",
  /** What it answers was told, or told otherwise. */
  "signal",
  /** A rule of contact, or what it asks of a prospect. */
  "contact",
  /** A metric was counted anew: told by day, not by record. */
  "recount",
] as const;
export type LateCause = (typeof lateCauses)[number];
