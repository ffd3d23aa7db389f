import { codePoints, halfCharacter, nul } from "./characters.ts";
import { refusal, type Refusal } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import { codePointName } from "./shown.ts";

/** One word, number, text or mark of an expression, and where it stands. */
export type Token = { readonly type: "name" | "number" | "text" | "mark"; readonly text: string; readonly start: number };

/** Where in the text, in words: *column 9*, and the line when there are several. Columns count characters from 1. */
export const placeIn = (text: string, offset: number): Words => {
  const before = text.slice(0, offset);
  const column = codePoints(before.slice(before.lastIndexOf("\n") + 1)) + 1;
  if (!text.includes("\n")) return { en: `column ${column}`, ko: `${column}번째 글자` };
  const line = before.split("\n").length;
  return { en: `line ${line}, column ${column}`, ko: `${line}번째 줄 ${column}번째 글자` };
};

const blank = /(?:[ \t\r\n]+|\/\/[^\n]*)+/y;
const textStart = /[rRbB]?("""|'''|"|')/y;
const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const number = /0[xX][0-9a-fA-F]*[uU]?|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[uU]?/y;
const mark = /&&|\|\||==|!=|<=|>=|[-+*/%<>!()[\]{}.,:?]/y;

// Joiners, variation selectors and tags belong to emoji and to some scripts, so a text may hold them; what re-orders or hides text may not.
const hidden = /(?![\t\n\r])[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;
const inText = /\u200c|\u200d|[\u{fe00}-\u{fe0f}]|[\u{e0020}-\u{e007f}]/u;

const hints = {
  equals: { en: "Use == to compare.", ko: "비교에는 ==를 쓰세요." },
  chained: { en: "Comparisons cannot be chained. Join them with &&.", ko: "비교를 이어 쓸 수 없습니다. &&로 연결하세요." },
  quotes: { en: 'Use straight quotes: "call".', ko: '곧은따옴표를 쓰세요: "call".' },
  latin: {
    en: "Names of fields are written in Latin letters; a text stands in straight quotes.",
    ko: "필드 이름은 영문자로 쓰고, 값은 곧은따옴표 안에 씁니다.",
  },
  surrogate: { en: "Half a character stands there. Type it again.", ko: "깨진 글자가 있습니다. 다시 입력하세요." },
} satisfies Record<string, Words>;
export const chainedHint: Words = hints.chained;

const invisible = (found: string): Words => ({
  en: `Invisible character (${codePointName(found)}). Remove it.`,
  ko: `보이지 않는 문자(${codePointName(found)})가 있습니다. 지우세요.`,
});

const wrongCharacter = (found: string): Words => {
  if (found === "=") return hints.equals;
  if (found === "&" || found === "|") return { en: `Write ${found}${found}.`, ko: `${found}${found}로 쓰세요.` };
  if (/[\u2018-\u201f\u00ab\u00bb\u2039\u203a\u300c-\u300f\u301d-\u301f\uff02\uff07]/.test(found)) return hints.quotes;
  if (/[\uff01-\uff5e\u3000]/.test(found)) {
    const half = found.normalize("NFKC");
    return {
      en: `Full-width character ${found}. Type it in half width${half === " " ? "" : `: ${half}`}.`,
      ko: `전각 문자 ${found}. 반각으로 입력하세요${half === " " ? "" : `: ${half}`}.`,
    };
  }
  if (/[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Z}]/u.test(found)) return invisible(found);
  if (/\p{L}/u.test(found)) return hints.latin;
  return { en: `The character ${found} has no meaning there.`, ko: `${found}: 여기에 쓸 수 없는 문자입니다.` };
};

// Maps, because a plain object also has a "constructor".
const wordOperators: ReadonlyMap<string, string> = new Map([
  ["and", "&&"],
  ["or", "||"],
  ["not", "!"],
]);
const closing: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/** Where the text that opened with `quote` ends, or undefined when it is never closed. A backslash protects the character after it. */
const textEnd = (text: string, from: number, quote: string): number | undefined => {
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith(quote, at)) return at + quote.length;
    if (text[at] === "\\") at += 1;
    else if (quote.length === 1 && /[\n\r]/.test(text[at] ?? "")) return undefined;
  }
  return undefined;
};

/**
 * The words of an expression, before the library reads it: what people type by habit or by accident (`=`, `and`, curly quotes,
 * full-width or invisible characters, a text or bracket left open) gets a sentence that says what to type.
 */
export const scan = (text: string, pointer: string, limitDepth: number): { readonly tokens: readonly Token[] } | Refusal => {
  const at = (code: "rule-syntax" | "text-nul" | "rule-too-deep", offset: number, values: Refusal["values"]): Refusal =>
    refusal(code, pointer, { place: placeIn(text, offset), ...values });
  const wrong = (offset: number, hint: Words): Refusal => at("rule-syntax", offset, { hint });

  const zero = text.search(nul);
  if (zero >= 0) return at("text-nul", zero, {});
  const half = text.search(halfCharacter);
  if (half >= 0) return wrong(half, hints.surrogate);

  const tokens: Token[] = [];
  const open: Token[] = [];
  let offset = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset;
    return pattern.exec(text)?.[0];
  };
  const hiddenIn = (part: string, allowed?: RegExp): Refusal | undefined => {
    for (const found of part.matchAll(hidden))
      if (allowed?.test(found[0]) !== true) return wrong(offset + found.index, invisible(found[0]));
    return undefined;
  };

  while (offset < text.length) {
    const skipped = take(blank);
    if (skipped !== undefined) {
      const problem = hiddenIn(skipped);
      if (problem !== undefined) return problem;
      offset += skipped.length;
      continue;
    }
    const opened = take(textStart);
    if (opened !== undefined) {
      const quote = opened.replace(/^[rRbB]/, "");
      const end = textEnd(text, offset + opened.length, quote);
      if (end === undefined)
        return wrong(offset, {
          en: `The text opened there is never closed: ${quote} is missing.`,
          ko: `여기서 시작한 텍스트가 닫히지 않았습니다. 닫는 ${quote}가 없습니다.`,
        });
      const problem = hiddenIn(text.slice(offset, end), inText);
      if (problem !== undefined) return problem;
      tokens.push({ type: "text", text: text.slice(offset, end), start: offset });
      offset = end;
      continue;
    }
    const type = take(name) !== undefined ? "name" : take(number) !== undefined ? "number" : "mark";
    const found = take(name) ?? take(number) ?? take(mark);
    if (found === undefined) return wrong(offset, wrongCharacter(String.fromCodePoint(text.codePointAt(offset) ?? 0)));
    const token: Token = { type, text: found, start: offset };
    const before = tokens.at(-1);
    const operator = type === "name" && before?.text !== "." ? wordOperators.get(found.toLowerCase()) : undefined;
    if (operator !== undefined)
      return wrong(offset, { en: `Write ${operator} instead of ${found}.`, ko: `${found} 대신 ${operator}를 쓰세요.` });
    if (found === ">" && before?.text === "<" && before.start === offset - 1)
      return wrong(before.start, { en: "Write != instead of <>.", ko: "<> 대신 !=를 쓰세요." });
    if (type === "mark" && closing.has(found) && open.push(token) > limitDepth) return at("rule-too-deep", offset, { limit: limitDepth });
    if (type === "mark" && [")", "]", "}"].includes(found)) {
      const opener = open.pop();
      if (opener === undefined || closing.get(opener.text) !== found)
        return wrong(offset, { en: `${found} closes nothing that was opened.`, ko: `${found}에 맞는 여는 괄호가 없습니다.` });
    }
    tokens.push(token);
    offset += found.length;
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined)
    return wrong(unclosed.start, {
      en: `${unclosed.text} is never closed: ${closing.get(unclosed.text) ?? ""} is missing.`,
      ko: `${unclosed.text}에 맞는 닫는 괄호 ${closing.get(unclosed.text) ?? ""}가 없습니다.`,
    });
  return { tokens };
};

const logical = new Set(["&&", "||", "!"]);
const binary = new Set(["==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%"]);

/** What is wrong where the library stopped reading, told by the words around the place. */
export const misplaced = (tokens: readonly Token[], offset: number): Words => {
  const index = tokens.findIndex((token) => token.start >= offset);
  const found = index < 0 ? undefined : tokens[index];
  const before = index < 0 ? tokens.at(-1) : tokens[index - 1];
  if (before !== undefined && logical.has(before.text))
    return { en: `A condition is missing after ${before.text}.`, ko: `${before.text} 뒤에 조건이 없습니다.` };
  if (before !== undefined && binary.has(before.text))
    return { en: `A value is missing after ${before.text}.`, ko: `${before.text} 뒤에 값이 없습니다.` };
  if (found === undefined) return { en: "The rule stops too early.", ko: "규칙이 끝나지 않았습니다." };
  if (logical.has(found.text) || binary.has(found.text))
    return { en: `Something is missing before ${found.text}.`, ko: `${found.text} 앞에 조건이나 값이 없습니다.` };
  if (found.type !== "mark")
    return {
      en: `${found.text} was not expected there. Join conditions with && or ||.`,
      ko: `${found.text}: 여기에 올 수 없습니다. 조건은 && 또는 ||로 연결하세요.`,
    };
  return { en: `${found.text} was not expected there.`, ko: `${found.text}: 여기에 올 수 없습니다.` };
};
