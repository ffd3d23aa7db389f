import { perhaps } from "./meant.ts";
import { refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { secretInId, secretWords } from "./secret-number.ts";
import { shown } from "./shown.ts";

/** A JSON object whose fields are still to be read. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** The value of an outcome; else its refusals are put to the others, and what is read further no longer matters. */
export const take = <T>(outcome: Outcome<T>, otherwise: T, found: Refusal[]): T => {
  if (outcome.ok) return outcome.value;
  found.push(...outcome.refusals);
  return otherwise;
};

/** A field's name as a part of a JSON pointer (RFC 6901). */
export const pointerPart = (name: string): string => shown(name).replaceAll("~", "~0").replaceAll("/", "~1");

/** Beyond these, one more name that is not known tells nobody anything. */
const mostUnknown = 20;

/** Puts the fields that there are not to the refusals, each with the nearest that there is. `owner` is the pointer to what holds them. */
export const refuseUnknown = (
  fields: Fields,
  known: { readonly has: (name: string) => boolean; readonly keys: () => Iterable<string> },
  found: Refusal[],
  owner = "",
): void => {
  let told = 0;
  for (const name of Object.keys(fields)) {
    if (known.has(name)) continue;
    found.push(refusal("unknown-field", `${owner}/${pointerPart(name)}`, { found: shown(name), hint: perhaps(name, known.keys()) }));
    told += 1;
    if (told === mostUnknown) return;
  }
};

/** A word however it is cased and spaced: `No Answer` is `no_answer`. */
export const wordOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "_");

/** Refuses what names somebody or something (an id, a number, a file) and holds a resident registration number or a payment card; texts are refused by `readText`. */
export const refuseSecret = (text: Outcome<string>, pointer: string): Outcome<string> => {
  const kind = text.ok ? secretInId(text.value) : undefined;
  return kind === undefined ? text : refused(refusal("secret-number", pointer, { what: secretWords[kind] }));
};
