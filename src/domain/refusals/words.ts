import type { Language } from "../language.ts";
import { installationRefusals } from "./installation.ts";
import { ruleRefusals } from "./rule.ts";
import { textRefusals } from "./text.ts";

export type Words = Readonly<Record<Language, string>>;

/** One family of refusals a file; a code stands in exactly one. */
export const refusalWords = {
  "not-found": { en: "There is no {what} \"{found}\".", ko: "{what} \"{found}\"을(를) 찾을 수 없습니다." },
  ...installationRefusals,
  ...ruleRefusals,
  ...textRefusals,
} satisfies Record<string, Words>;

export type RefusalCode = keyof typeof refusalWords;
