/** Every text and number within a JSON value, and every name of a field: what a body tells, however it was escaped. */
export const jsonTexts = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  if (typeof value === "number" || typeof value === "bigint") return [String(value)];
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value) ? value.flatMap(jsonTexts) : Object.entries(value).flatMap(([name, each]) => [name, ...jsonTexts(each)]);
};
