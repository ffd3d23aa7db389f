import { refusal, refused, type Outcome } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";

/** Letters, digits, dots, hyphens and what else stands in a host and port, also of another script, before the path. */
const host = /^https?:\/\/[^\s/?#\\@<>"'`]+([/?#][^\s\\<>"`]*)?$/i;

/** Whether a text is an absolute http or https address without a user name, spaces or marks that end an attribute of a page. */
export const isWebAddress = (text: string): boolean => host.test(text);

const longestAddress = 2048;

/** An http or https address, whole: what a page may make a link of. */
export const readWebAddress = (value: unknown, pointer: string): Outcome<string> => {
  const text = readText(value, pointer, { max: longestAddress });
  return text.ok && !isWebAddress(text.value) ? refused(refusal("url-scheme", pointer, { found: shown(text.value) })) : text;
};
