import type { Milestones } from "./milestones.ts";

const PREFIX = "opportunity:";

/** The id of a milestone in the log: an opportunity has one opening and one closing, whatever becomes of it. */
export const milestoneId = (externalId: string, of: keyof Milestones): string => `${PREFIX}${externalId}:${of}`;

/** Ids that only milestones have. */
export const isMilestoneId = (externalId: string): boolean =>
  externalId.startsWith(PREFIX) && (externalId.endsWith(":opening") || externalId.endsWith(":closing"));

/** How much longer the id of a milestone is than that of its opportunity. */
export const MILESTONE_ID_ADDS = milestoneId("", "opening").length;
