import { englishMonths } from "./civil.ts";

const months = englishMonths.map((name) => name.slice(0, 3).toLowerCase());

/** Zones by letters that everybody means alike (RFC 5322, 4.3), and Korea's and Japan's. */
const zones: Readonly<Record<string, string>> = {
  UT: "+00:00",
  UTC: "+00:00",
  GMT: "+00:00",
  Z: "+00:00",
  EST: "-05:00",
  EDT: "-04:00",
  CST: "-06:00",
  CDT: "-05:00",
  MST: "-07:00",
  MDT: "-06:00",
  PST: "-08:00",
  PDT: "-07:00",
  KST: "+09:00",
  JST: "+09:00",
};

const form =
  /^(?:[a-z]{3},?)? ?(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{2,4}) (\d{1,2}):(\d{2})(?::(\d{2}))? ?(?:([+-]\d{2}):?(\d{2})|([a-z]{1,4}))?/i;
/** As the line in front of a message in a mailbox has it: `Mon Mar  2 00:05:12 +0000 2026`, in UTC where it does not say. */
const envelope = /[a-z]{3} ([a-z]{3}) +(\d{1,2}) (\d{2}):(\d{2}):(\d{2})(?: ([+-]\d{2})(\d{2})| [a-z]{3,4})? (\d{4})/i;

const pad = (value: string | number): string => String(value).padStart(2, "0");

/** Two digits are of 2000 to 2049 or 1950 to 1999, three count from 1900 (RFC 5322, 4.3). */
const fullYear = (digits: string): number => {
  const year = Number(digits);
  if (digits.length === 2) return year + (year < 50 ? 2000 : 1900);
  return digits.length === 3 ? year + 1900 : year;
};

const monthOf = (name: string): number => months.indexOf(name.toLowerCase()) + 1;

/** The date of a mail (RFC 5322, also as older ones write it) in ISO 8601 with its offset; undefined when it is none, or its zone is not known. */
export const mailDate = (text: string): string | undefined => {
  const plain = text
    .replace(/\([^)]*\)/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const [found, day = "", month = "", year = "", hour = "", minute = "", second = "0", hours, minutes = "", letters = ""] =
    plain.length > 100 ? [] : (form.exec(plain) ?? []);
  const offset = hours === undefined ? zones[letters.toUpperCase()] : `${hours}:${minutes}`;
  if (found === undefined || offset === undefined || monthOf(month) === 0) return undefined;
  return `${fullYear(year)}-${pad(monthOf(month))}-${pad(day)}T${pad(hour)}:${minute}:${pad(second)}${offset}`;
};

/** When a message was put into its mailbox, from the line in front of it. */
export const envelopeDate = (line: string): string | undefined => {
  const [found, month = "", day = "", hour, minute, second, hours = "+00", minutes = "00", year] =
    line.length > 500 ? [] : (envelope.exec(line) ?? []);
  return found === undefined || monthOf(month) === 0
    ? undefined
    : `${year}-${pad(monthOf(month))}-${pad(day)}T${hour}:${minute}:${second}${hours}:${minutes}`;
};
