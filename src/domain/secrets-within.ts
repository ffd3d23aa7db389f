import { pointerPart } from "./field-reading.ts";
import { refusal, type Refusal } from "./refusal.ts";
import { secretInId, secretWords } from "./secret-number.ts";

/** Beyond these, one more place tells nobody anything. */
const mostTold = 20;

/**
 * Every place within a document (a company's file, a map) at which a resident registration number or a payment card stands, keys of objects too: in texts that are
 * read by rules of their own (expressions, phrases, addresses) as in all others.
 */
export const secretsWithin = (value: unknown, pointer: string): readonly Refusal[] => {
  const found: Refusal[] = [];
  const look = (text: string, at: string): void => {
    const kind = secretInId(text);
    if (kind !== undefined) found.push(refusal("secret-number", at, { what: secretWords[kind] }));
  };
  const walk = (each: unknown, at: string): void => {
    if (found.length >= mostTold) return;
    if (typeof each === "string") look(each, at);
    else if (typeof each === "number" || typeof each === "bigint") look(String(each), at);
    else if (Array.isArray(each)) each.forEach((part, index) => walk(part, `${at}/${index}`));
    else if (typeof each === "object" && each !== null) {
      for (const [key, part] of Object.entries(each)) {
        look(key, `${at}/${pointerPart(key)}`);
        walk(part, `${at}/${pointerPart(key)}`);
      }
    }
  };
  walk(value, pointer);
  return found;
};
