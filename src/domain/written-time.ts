/** A time of day as it is written, still unchecked: `24:00` is the business of who reads it on. */
export type WrittenTime = { readonly hour: number; readonly minute: number; readonly second: number; readonly fraction: string };

const half = "오전|오후|[ap]\\.?m\\.?";
const clock = new RegExp(
  `^(${half})?\\s*(\\d{1,2})(?::(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?|\\s*시(?:\\s*(\\d{1,2})\\s*분(?:\\s*(\\d{1,2})\\s*초)?)?)\\s*(${half})?(?![\\d:가-힣a-y])`,
  "i",
);
/** `0905`, `090512`, and without the zero that a spreadsheet drops. */
const compact = /^(\d{1,2})(\d{2})(\d{2})?$/;

/** Of the twenty-four; undefined where hour and half contradict each other. `오후 0:30` is half past noon, and so is `12:30 PM`. */
const hourOf = (hour: number, isAfternoon: boolean | null): number | undefined => {
  if (isAfternoon === null) return hour;
  if (hour <= 12) return (hour % 12) + (isAfternoon ? 12 : 0);
  return isAfternoon && hour < 24 ? hour : undefined;
};

/** The time at the beginning of a text and what stands behind it: `9:05`, `오전 9:05`, `9:05 PM`, `오후 12시 30분`, `09:05:12.5`. */
export const writtenTime = (text: string): { readonly time: WrittenTime; readonly rest: string } | undefined => {
  const found = clock.exec(text);
  if (found === null) return undefined;
  const [whole, before, hours = "", minutes, seconds, fraction = "", koreanMinutes, koreanSeconds, behind] = found;
  const halves = [before, behind].filter((each) => each !== undefined);
  if (halves.length > 1) return undefined;
  const [written] = halves;
  const hour = hourOf(Number(hours), written === undefined ? null : written === "오후" || written.toLowerCase().startsWith("p"));
  if (hour === undefined) return undefined;
  return {
    time: { hour, minute: Number(minutes ?? koreanMinutes ?? 0), second: Number(seconds ?? koreanSeconds ?? 0), fraction },
    rest: text.slice(whole.length),
  };
};

/** Three to six digits as a time of day, for a place where nothing else can stand. */
export const compactTime = (text: string): WrittenTime | undefined => {
  const [whole, hour = "", minute = "", second = "0"] = compact.exec(text) ?? [];
  return whole === undefined ? undefined : { hour: Number(hour), minute: Number(minute), second: Number(second), fraction: "" };
};

/** Names of an offset that mean one wherever they are written; EST, IST or CST mean several. */
const namedOffsets: Readonly<Record<string, string>> = { Z: "Z", UTC: "Z", GMT: "Z", KST: "+09:00", JST: "+09:00" };
const offset = /^\s*(?:(Z|UTC|GMT|KST|JST)(?![a-z+-])|(?:UTC|GMT)?([+-])(\d{2}):?(\d{2}))(?:\s*\([^)]{1,40}\))?$/i;

/** The offset that ends a text, as RFC 3339 writes it; an empty text where none stands, undefined where something else does. */
export const writtenOffset = (text: string): string | undefined => {
  if (text.trim() === "") return "";
  const [whole, name, sign, hours, minutes] = offset.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return name === undefined ? `${sign}${hours}:${minutes}` : namedOffsets[name.toUpperCase()];
};
