/** A place in a list by numbers, the latest first: `name` tells one list's cursors from another's. */
export const numberCursor = (name: string, number: bigint): string => Buffer.from(`${name}-${number}`).toString("base64url");

/** Null for what is no cursor of the list. */
export const numberAtCursor = (name: string, cursor: string): bigint | null => {
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  const digits = text.startsWith(`${name}-`) ? text.slice(name.length + 1) : "";
  return /^[1-9]\d{0,17}$/.test(digits) ? BigInt(digits) : null;
};
