/**
 * How a cell of a file becomes a value: `key` is taken as it stands, `text` without the spaces around it, `instant` and `day` as ISO text,
 * numbers as numbers, `amount` together with the currency beside it.
 */
export type FieldType = "key" | "text" | "integer" | "seconds" | "instant" | "day" | "amount" | "currency" | "boolean";
