import { refusal, type Refusal } from "./refusal.ts";

export const jsonType = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

/** Another JSON type than the one that is due. Nothing is coerced: `"5"` is not 5, and an id 1.0 would be the id 1. */
export const refuseType = (
  value: unknown,
  wanted: "string" | "number" | "object" | "array" | "boolean",
  example: string,
  pointer: string,
): Refusal => refusal("type", pointer, { wanted, example, found: jsonType(value) });

export const isMissing = (value: unknown): value is null | undefined => value === null || value === undefined;
