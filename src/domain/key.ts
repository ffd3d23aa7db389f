import { codePoints, control, halfCharacter, invisible, isPlainAscii, nul, refuseCharacter, utf8Bytes } from "./characters.ts";
import { isPlaceholder } from "./placeholder.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import { secretInId, secretWords } from "./secret-number.ts";
import { shown } from "./shown.ts";
import { isMissing, refuseType } from "./value-type.ts";

export const longestKey = 255;
export const mostKeyBytes = 1024;

/** One in ten ids of sixteen digits looks like a card. */
const otherId: Words = {
  en: " If it is an id that only looks like one, send a digest of it (in a map: external_id: { from: [column] }).",
  ko: " 그렇게 보일 뿐인 ID라면 그 해시를 보내세요(맵에서는 external_id: { from: [열] }).",
};

const refuseCharacters = (key: string, pointer: string): Refusal | undefined =>
  refuseCharacter("text-nul", nul, key, pointer) ??
  refuseCharacter("text-surrogate", halfCharacter, key, pointer) ??
  refuseCharacter("key-control", control, key, pointer) ??
  refuseCharacter("key-invisible", invisible, key, pointer);

const refuseKey = (key: string, isPlain: boolean, pointer: string): Refusal | undefined => {
  const wrong = isPlain ? undefined : refuseCharacters(key, pointer);
  if (wrong !== undefined) return wrong;
  const visible = key.trim().length;
  if (visible === 0) return refusal("key-empty", pointer);
  if (visible !== key.length) return refusal("key-space", pointer, { found: shown(key) });
  const isTooLong = isPlain ? key.length > longestKey : codePoints(key) > longestKey || utf8Bytes(key) > mostKeyBytes;
  if (isTooLong) return refusal("key-too-long", pointer, { limit: longestKey, bytes: mostKeyBytes });
  if (key === "0" || isPlaceholder(key)) return refusal("key-placeholder", pointer, { found: shown(key) });
  const secret = secretInId(key);
  return secret === undefined ? undefined : refusal("secret-number", pointer, { what: secretWords[secret], way: otherId });
};

/** A key is refused rather than cleaned: cleaning would make two keys of the sender's one of ours. */
const readKey = (value: unknown, pointer: string, example: string): Outcome<string> => {
  if (typeof value !== "string")
    return refused(isMissing(value) ? refusal("required", pointer) : refuseType(value, "string", example, pointer));
  if (value.length > mostKeyBytes) return refused(refusal("key-too-long", pointer, { limit: longestKey, bytes: mostKeyBytes }));
  const isPlain = isPlainAscii(value);
  const key = isPlain ? value : value.normalize("NFC");
  const wrong = refuseKey(key, isPlain, pointer);
  return wrong === undefined ? accepted(key) : refused(wrong);
};

/**
 * The id of a record in its source, kept as sent but in Unicode's form NFC: case counts, full-width letters stay themselves. At most 255
 * characters and 1,024 bytes. Refuses numbers, edges of space, unseen characters, and placeholders that every row would share.
 */
export const readExternalId = (value: unknown, pointer: string): Outcome<string> => readKey(value, pointer, '"call-1042"');

/** The name of the system that the record came from, by the same rules. A source registers itself at first use. */
export const readSource = (value: unknown, pointer: string): Outcome<string> => readKey(value, pointer, '"dialer"');
