/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [field: string]: Json };

/**
 * JSON in one way of writing it only: fields in the order of their code units, no spaces. Whoever writes the same writes the same bytes,
 * whatever the process, its zone or its language.
 */
export const canonicalJson = (value: Json): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  // An array's own guard does not narrow a readonly one.
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join(",")}]`;
  const fields = Object.entries(value as { readonly [field: string]: Json }).filter(([, held]) => held !== undefined);
  return `{${fields
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, held]) => `${JSON.stringify(field)}:${canonicalJson(held)}`)
    .join(",")}}`;
};
