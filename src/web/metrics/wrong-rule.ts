import type { Language } from "../../domain/language.ts";
import { filledWords, type Refusal, type RefusalCode } from "../../domain/refusal.ts";
import { ruleRefusals } from "../../domain/refusals/rule.ts";
import { textRefusals } from "../../domain/refusals/text.ts";
import type { Words } from "../../domain/refusals/words.ts";

/** The families that a condition is refused by. All of them together are as large as a page. */
const words: Partial<Record<RefusalCode, Words>> = { ...ruleRefusals, ...textRefusals };

/** What is wrong with a condition, in words. */
export const wrongRule = ({ code, values }: Refusal, language: Language): string => {
  const found = words[code];
  return found === undefined ? code : filledWords(found, values, language);
};
