export { linkActivity } from "./unlink-activity.ts";
