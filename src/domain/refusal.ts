import { josa } from "es-hangul";
import type { Language } from "./language.ts";
import { withoutSecrets } from "./secret-number.ts";
import { refusalWords, type RefusalCode, type Words } from "./refusals/words.ts";

export type { RefusalCode };

/** The rules say no. Returned, never thrown; a door turns it into a 4xx answer, exit code 2 or a rejected row. */
export type Refusal = {
  readonly code: RefusalCode;
  /** Where: a JSON pointer (`/members/3/timeZone`) or, for a row of a file, the field (`/occurredAt`). Empty for the whole. */
  readonly pointer: string;
  /** What was found and what would be right: fills the placeholders of the sentence. A value that is itself said in words comes in both languages. */
  readonly values: Readonly<Record<string, string | number | Words>>;
};

/** All refusals at once, so that the author of a file mends it in one go. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusals: readonly [Refusal, ...Refusal[]] };

export const accepted = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refused = (
  refusal: Refusal,
  ...more: readonly Refusal[]
): { readonly ok: false; readonly refusals: readonly [Refusal, ...Refusal[]] } => ({
  ok: false,
  refusals: [refusal, ...more],
});

export const refusal = (code: RefusalCode, pointer: string, values: Refusal["values"] = {}): Refusal => ({ code, pointer, values });

/** Value when there are no refusals, else all of them. */
export const outcomeOf = <T>(value: () => T, refusals: readonly Refusal[]): Outcome<T> => {
  const [first, ...rest] = refusals;
  return first === undefined ? accepted(value()) : refused(first, ...rest);
};

type Particle = Parameters<typeof josa>[1];

/**
 * Words with their values. `{name}` is replaced by its value; `{name|은/는}` adds the Korean particle that fits the value.
 * A Latin or numeric value takes the written-out form 은(는), since its sound is not known from its letters.
 */
export const filledWords = (words: Words, values: Refusal["values"], language: Language): string =>
  withoutSecrets(
    words[language].replace(/\{(\w+)(?:\|([^}]+))?\}/g, (_, name: string, particle: string | undefined) => {
      const found = values[name] ?? "";
      const value = typeof found === "object" ? found[language] : String(found);
      if (particle === undefined) return value;
      const [first = "", second = ""] = particle.split("/");
      // The particles in the words tables are those of es-hangul; its type lists them as literals.
      return /[가-힣]$/.test(value) ? josa(value, particle as Particle) : `${value}${first}(${second})`;
    }),
    "…",
  );

/** The sentence of a refusal. */
export const sentence = ({ code, values }: Refusal, language: Language): string => filledWords(refusalWords[code], values, language);
