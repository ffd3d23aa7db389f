export { restoreActivity } from "./void-activity.ts";
