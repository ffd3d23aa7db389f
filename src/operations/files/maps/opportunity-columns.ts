import { field, type FieldSet } from "./fields.ts";

/** The header of a file of opportunities. */
export const opportunityFields: FieldSet = {
  fields: [
    field("source", "text"),
    field("external_id", "key"),
    field("name", "text"),
    field("owner", "text"),
    field("owner_from", "day"),
    field("prospect", "text"),
    field("product", "text"),
    field("stage", "text"),
    field("stage_from", "day"),
    field("amount", "amount"),
    field("currency", "currency"),
    field("units", "integer"),
    field("new_customer", "boolean"),
    field("opened_on", "day"),
    field("closed_on", "day"),
    field("outcome", "text"),
    field("url", "text"),
    field("revised_at", "instant"),
    field("voided_at", "instant"),
    field("void_reason", "text"),
  ],
  needed: [["source"], ["external_id"], ["owner"]],
};
