export { restoreOpportunity } from "./void-opportunity.ts";
