import type { ActivityKey } from "../../store/activities.ts";

/** A record as the thing that something was done to. */
export const activitySubject = ({ source, externalId }: ActivityKey) => ({ subject: "activity", subjectId: `${source} ${externalId}` });
