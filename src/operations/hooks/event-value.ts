/** Where a value stands: in the event, in the whole body, or in a header of the request. */
export type EventPlaces = {
  readonly event: unknown;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const at = (value: unknown, names: readonly string[]): unknown => {
  if (names.length === 0) return value;
  if (Array.isArray(value)) {
    const [first = "", ...rest] = names;
    return /^\d{1,6}$/.test(first) ? at(value[Number(first)], rest) : undefined;
  }
  if (!isObject(value)) return undefined;
  // A name may have dots itself: the longest that there is goes first.
  for (let length = names.length; length > 0; length -= 1) {
    const name = names.slice(0, length).join(".");
    if (Object.hasOwn(value, name)) return at(value[name], names.slice(length));
  }
  return undefined;
};

/** `a.b.0.c` and `a.b[0].c` of a value; undefined where there is nothing. */
export const valueAt = (value: unknown, path: string): unknown => at(value, path.replace(/\[(\d{1,6})\]/g, ".$1").split("."));

/** `call.id` of the event, `$.portalId` of the whole body, `@x-github-event` of the headers. */
export const placeAt = ({ event, body, headers }: EventPlaces, path: string): unknown => {
  if (path.startsWith("@")) return headers[path.slice(1).toLowerCase()];
  if (path.startsWith("$.")) return valueAt(body, path.slice(2));
  return valueAt(event, path);
};

/** A value as a cell of a table would have it; of a list its parts, parted as several prospects are. */
export const cellOf = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (Array.isArray(value))
    return value
      .map(cellOf)
      .filter((each) => each !== "")
      .join(";");
  return "";
};
