import { codePoints } from "./characters.ts";
import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { isMissing, refuseType } from "./value-type.ts";

const LEAST = 12;
const MOST = 1_000;
/** Fewer different characters than this are a pattern: `aaaaaaaaaaaa`, `121212121212`. */
const LEAST_DIFFERENT = 5;

/** Runs along the alphabet, the digits and the keyboard, and what guessing begins with, each long enough to fill a password by itself. */
const guessedFirst = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "09876543210987654321",
  "qwertyuiopasdfghjklzxcvbnm",
  "1qaz2wsx3edc4rfv5tgb",
  "q1w2e3r4t5y6u7i8o9p0",
  "1q2w3e4r5t6y7u8i9o0p",
  "1q2w3e4r1q2w3e4r1q2w3e4r",
  "1qazxsw23edcvfr45tgb",
  "zaq12wsxcde34rfvbgt5",
  "123qweasdzxc123qweasdzxc",
  "qweasdzxc123qweasdzxc123",
  "abcd1234abcd1234",
  "123456123456123456",
  "zxcvbnmasdfghjklqwertyuiop",
  "passwordpassword",
  "password12345678",
  "password1234567890",
  "administrator",
  "iloveyouiloveyou",
  "letmeinletmein",
  "welcome123456789",
  "changemechangeme",
];

/** What most passwords that were ever found are made of: one of these, and a number or a run beside it. */
const common = [
  "password",
  "passwort",
  "passw",
  "qwerty",
  "asdfgh",
  "zxcvbn",
  "iloveyou",
  "letmein",
  "welcome",
  "changeme",
  "administrator",
  "admin",
  "login",
  "access",
  "secret",
  "default",
  "monkey",
  "dragon",
  "master",
  "shadow",
  "sunshine",
  "princess",
  "football",
  "baseball",
  "basketball",
  "superman",
  "batman",
  "pokemon",
  "starwars",
  "trustno",
  "michael",
  "jennifer",
  "charlie",
  "liverpool",
  "arsenal",
  "chelsea",
  "samsung",
  "google",
  "facebook",
  "computer",
  "internet",
  "hello",
  "freedom",
  "january",
  "february",
  "september",
  "october",
  "november",
  "december",
  "spring",
  "summer",
  "autumn",
  "winter",
  "company",
  "attain",
  "sales",
  "test",
  "guest",
  "user",
  "abc",
  "비밀번호",
  "사랑해",
  "tkfkdgo",
  "dkssud",
];

/** Letters as they are often written. */
const asWritten: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};
/** The number at its end is one. */
const spelt = (text: string): string => {
  const letters = text.toLowerCase().replace(/[^\p{L}]+$/u, "");
  return letters.replace(/[@431!0$57]/g, (each) => asWritten[each] ?? each) + text.slice(letters.length);
};

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** With fewer letters and digits the other characters are what has to be guessed. */
const LEAST_PLAIN = 8;
/** What is left beside its owner's own words has to be more than a number at the end. */
const LEAST_OWN = 5;

/** One common word, however often, and beside it a number, a run or almost nothing. */
const isCommon = (text: string): boolean =>
  common.some((word) => {
    const beside = text.replaceAll(word, "");
    if (beside === text) return false;
    return codePoints(beside) < LEAST_OWN || /^\p{N}+$/u.test(beside) || guessedFirst.some((run) => run.includes(beside));
  });

const isGuessedFirst = (password: string, own: readonly string[]): boolean => {
  if (new Set(password).size < LEAST_DIFFERENT) return true;
  const text = plain(password);
  if (codePoints(text) < LEAST_PLAIN) return false;
  // What somebody's own address says is no secret.
  const beside = own
    .map(plain)
    .filter((each) => each.length > 3)
    .reduce((left, each) => left.replaceAll(each, ""), text);
  if (isCommon(text) || isCommon(plain(spelt(password)))) return true;
  return guessedFirst.some((run) => run.includes(text)) || (beside !== text && codePoints(beside) < LEAST_OWN);
};

/**
 * A password that somebody sets, as it was typed, spaces at its ends too, in Unicode's form NFC (RFC 8265): a keyboard that composes 한 of
 * its parts types the same password. Refuses fewer than 12 characters, more than 1,000, and what is guessed first; `own` are the words
 * that stand for its owner, such as the e-mail address.
 */
export const readNewPassword = (value: unknown, pointer: string, own: readonly string[] = []): Outcome<string> => {
  const read = readPassword(value, pointer);
  if (!read.ok) return read;
  const found = codePoints(read.value);
  if (found < LEAST) return refused(refusal("password-short", pointer, { least: LEAST, found }));
  if (found > MOST) return refused(refusal("password-long", pointer, { most: MOST, found }));
  return isGuessedFirst(read.value, own) ? refused(refusal("password-simple", pointer)) : read;
};

/** A password that is to be compared: any text that is not empty. */
export const readPassword = (value: unknown, pointer: string): Outcome<string> => {
  if (isMissing(value) || value === "") return refused(refusal("required", pointer));
  if (typeof value !== "string") return refused(refuseType(value, "string", '"a few words"', pointer));
  // A megabyte is not even brought into its form.
  if (value.length > MOST * 8) return refused(refusal("password-long", pointer, { most: MOST, found: value.length }));
  return accepted(value.normalize("NFC"));
};
