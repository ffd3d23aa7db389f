/** A duration in milliseconds, with what its form leaves open. */
export type WrittenDuration =
  | { readonly type: "certain"; readonly millis: bigint }
  /** `3:41`: of minutes and seconds, or of hours and minutes. */
  | { readonly type: "two-parts"; readonly first: bigint; readonly second: bigint }
  /** `3.7`: of what? */
  | { readonly type: "bare"; readonly text: string };

const unitMillis = { hour: 3_600_000n, minute: 60_000n, second: 1000n } as const;

/** What a decimal number of a unit comes to; what is left of a millisecond is cut off. */
const times = (number: string, unit: bigint): bigint => {
  const [whole = "0", decimals = ""] = number.split(/[.,]/);
  return (BigInt(whole + decimals) * unit) / 10n ** BigInt(decimals.length);
};

const number = "(\\d{1,9}(?:[.,]\\d{1,9})?)";
const units = new RegExp(
  `^(?:${number}\\s*(?:시간|h(?:ou)?rs?|hours?|h)\\s*)?(?:${number}\\s*(?:분|min(?:ute)?s?|m|['′])\\s*)?(?:${number}\\s*(?:초|sec(?:ond)?s?|s|["″])\\s*)?$`,
  "i",
);
const isoDuration = new RegExp(`^PT(?:${number}H)?(?:${number}M)?(?:${number}S)?$`, "i");
const threeParts = /^(\d{1,6}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?$/;
const twoParts = /^(\d{1,6}):(\d{2})$/;
const twoPartsAndFraction = /^(\d{1,6}):(\d{2})[.,](\d{1,9})$/;
const bare = /^\d{1,12}(?:[.,]\d{1,17})?$/;

const sumOfUnits = ([hours, minutes, seconds]: readonly (string | undefined)[]): bigint | undefined => {
  if (hours === undefined && minutes === undefined && seconds === undefined) return undefined;
  return times(hours ?? "0", unitMillis.hour) + times(minutes ?? "0", unitMillis.minute) + times(seconds ?? "0", unitMillis.second);
};

const clockMillis = (hours: string, minutes: string, seconds: string, fraction = ""): bigint | undefined =>
  Number(minutes) > 59 || Number(seconds) > 59
    ? undefined
    : BigInt(hours) * unitMillis.hour + BigInt(minutes) * unitMillis.minute + times(`${seconds}.${fraction || "0"}`, unitMillis.second);

const certain = (millis: bigint | undefined): WrittenDuration | undefined =>
  millis === undefined ? undefined : { type: "certain", millis };

/**
 * How long something took, as people and telephone systems write it: `3분 41초`, `3m 41s`, `3.7 min`, `PT3M41S`, `0:03:41`, `00:03:41.5`.
 * `3:41` and bare numbers leave their unit open. Undefined for what is none.
 */
export const writtenDuration = (written: string): WrittenDuration | undefined => {
  const text = written.trim();
  if (text === "" || text.length > 60) return undefined;
  if (bare.test(text)) return { type: "bare", text: text.replace(",", ".") };
  const three = threeParts.exec(text);
  if (three !== null) return certain(clockMillis(three[1] ?? "0", three[2] ?? "0", three[3] ?? "0", three[4]));
  const withFraction = twoPartsAndFraction.exec(text);
  if (withFraction !== null)
    return certain(
      clockMillis("0", "0", withFraction[2] ?? "0", withFraction[3]) === undefined
        ? undefined
        : times(`${withFraction[2]}.${withFraction[3]}`, unitMillis.second) + BigInt(withFraction[1] ?? "0") * unitMillis.minute,
    );
  const two = twoParts.exec(text);
  if (two !== null)
    return Number(two[2]) > 59 ? undefined : { type: "two-parts", first: BigInt(two[1] ?? "0"), second: BigInt(two[2] ?? "0") };
  const iso = isoDuration.exec(text);
  if (iso !== null) return certain(sumOfUnits(iso.slice(1)));
  const inUnits = units.exec(text);
  return inUnits === null ? undefined : certain(sumOfUnits(inUnits.slice(1)));
};

/** The names that a format may have in place of a pattern or a unit, for durations. */
export const durationStyleNames = ["auto", "minutes-seconds", "hours-minutes", "excel"] as const;
export type DurationStyleName = (typeof durationStyleNames)[number];

export const isDurationStyleName = (name: string): name is DurationStyleName => durationStyleNames.some((each) => each === name);

/** A hundredth of a second: fractions of a day come with rounding errors of their own, and 220.9999 s of them are 221. */
const fractionSlack = 0.01;

/** The whole seconds of a fraction of a day, as a spreadsheet keeps a duration: `0.002557870` is 221. */
const secondsOfFraction = (text: string): bigint | undefined => {
  const days = Number(text);
  return days > 366 ? undefined : BigInt(Math.floor(days * 86_400 + fractionSlack));
};

/**
 * Whole seconds; what is left of one is cut off, as everywhere: 59.9 s are no minute. `auto` takes what says its unit, and whole numbers as
 * seconds; `minutes-seconds` and `hours-minutes` decide `3:41`; `excel` takes numbers as parts of a day. Undefined for what is left open.
 */
export const durationIn = (text: string, style: DurationStyleName): bigint | undefined => {
  const duration = writtenDuration(text);
  if (duration === undefined) return undefined;
  if (duration.type === "certain") return duration.millis / 1000n;
  if (duration.type === "two-parts") {
    const { first, second } = duration;
    if (style === "minutes-seconds") return first * 60n + second;
    return style === "hours-minutes" ? first * 3600n + second * 60n : undefined;
  }
  if (style === "excel") return secondsOfFraction(duration.text);
  return duration.text.includes(".") ? undefined : BigInt(duration.text);
};
