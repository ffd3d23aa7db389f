import { field, type FieldSet } from "./fields.ts";

/** The header of a file of activities. */
export const activityFields: FieldSet = {
  fields: [
    field("source", "text"),
    field("external_id", "key"),
    field("member", "text"),
    field("kind", "text"),
    field("direction", "text"),
    field("occurred_at", "instant"),
    field("occurred_on", "day"),
    field("duration_seconds", "seconds"),
    field("outcome", "text"),
    field("prospect", "text"),
    field("quantity", "integer"),
    field("amount", "amount"),
    field("currency", "currency"),
    field("provenance", "text"),
    field("subject", "text"),
    field("url", "text"),
    field("evidence", "text"),
    field("revised_at", "instant"),
    field("voided_at", "instant"),
    field("void_reason", "text"),
    field("total", "boolean"),
    field("signal", "text"),
  ],
  needed: [["source"], ["external_id", "total"], ["member"], ["kind"], ["occurred_at", "occurred_on"]],
};
