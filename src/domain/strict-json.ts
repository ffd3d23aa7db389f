import { halfCharacter, codePoints } from "./characters.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import type { Words } from "./refusals/words.ts";
import { codePointName, shown } from "./shown.ts";

export const deepestJson = 32;

const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const problems = {
  end: { en: "it ends too early", ko: "중간에서 끝남" },
  value: { en: "a value is expected", ko: "값이 있어야 함" },
  name: { en: "a field name in double quotes is expected", ko: "큰따옴표로 묶은 필드 이름이 있어야 함" },
  colon: { en: "a colon is expected", ko: "쌍점(:)이 있어야 함" },
  next: { en: "a comma or the closing bracket is expected", ko: "쉼표나 닫는 괄호가 있어야 함" },
  more: { en: "something follows after the value", ko: "값 뒤에 다른 것이 있음" },
  escape: { en: "the escape after the backslash is not known", ko: "역슬래시 뒤의 표기를 알 수 없음" },
  control: { en: "a control character stands in the text unescaped", ko: "텍스트에 제어 문자가 그대로 있음" },
} satisfies Record<string, Words>;

/** Reads one value. What is refused ends the reading: `refusal` is set, and the values returned from then on mean nothing. */
class JsonReader {
  refusal: Refusal | null = null;
  readonly #text: string;
  readonly #path: (string | number)[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): unknown {
    const value = this.#value();
    this.#skipSpace();
    if (this.refusal === null && this.#at < this.#text.length) this.#refuseSyntax("more");
    return value;
  }

  #refuse(code: Refusal["code"], values: Refusal["values"]): undefined {
    const pointer = this.#path.map((part) => `/${shown(String(part)).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
    this.refusal ??= refusal(code, pointer, values);
    return undefined;
  }

  #refuseSyntax(problem: keyof typeof problems): undefined {
    const before = this.#text.slice(0, this.#at);
    const line = before.split("\n").length;
    const character = codePoints(before.slice(before.lastIndexOf("\n") + 1)) + 1;
    const place = { en: `line ${line}, character ${character}`, ko: `${line}번째 줄 ${character}번째 글자` };
    return this.#refuse("json-syntax", { place, problem: problems[this.#at >= this.#text.length ? "end" : problem] });
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at += 1;
    }
  }

  #value(): unknown {
    this.#skipSpace();
    if (this.#path.length > deepestJson) return this.#refuse("json-too-deep", { limit: deepestJson });
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object();
      case "[":
        return this.#array();
      case '"':
        return this.#string();
      case "t":
        return this.#word("true", true);
      case "f":
        return this.#word("false", false);
      case "n":
        return this.#word("null", null);
      default:
        return this.#number();
    }
  }

  #word(word: string, value: unknown): unknown {
    if (!this.#text.startsWith(word, this.#at)) return this.#refuseSyntax("value");
    this.#at += word.length;
    return value;
  }

  #number(): unknown {
    number.lastIndex = this.#at;
    const [digits, fraction, exponent] = number.exec(this.#text) ?? [];
    if (digits === undefined) return this.#refuseSyntax("value");
    this.#at += digits.length;
    const value = Number(digits);
    const isExact = fraction === undefined && exponent === undefined ? Number.isSafeInteger(value) : Number.isFinite(value);
    if (!isExact) return this.#refuse("number-precision", { found: shown(digits) });
    return value === 0 ? 0 : value; // -0 is 0
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at;
    let isPlain = true;
    for (this.#at += 1; ; this.#at += 1) {
      const code = text.charCodeAt(this.#at);
      if (code === 34) break;
      if (code === 92) {
        isPlain = false;
        this.#at += 1;
      } else if (code >= 0xd800 && code <= 0xdfff) isPlain = false;
      else if (!(code >= 32)) return this.#refuseSyntax("control") ?? "";
    }
    this.#at += 1;
    if (isPlain) return text.slice(start + 1, this.#at - 1);
    return this.#escaped(text.slice(start, this.#at), start);
  }

  #escaped(quoted: string, start: number): string {
    const wrong = /\\(?:[^"\\/bfnrtu]|u(?![0-9a-fA-F]{4}))/.exec(quoted.replaceAll("\\\\", "__"));
    if (wrong !== null) {
      this.#at = start + wrong.index;
      return this.#refuseSyntax("escape") ?? "";
    }
    const read: unknown = JSON.parse(quoted);
    const value = String(read);
    const half = halfCharacter.exec(value);
    const nulAt = value.indexOf("\0");
    const placeOf = (at: number): Words => ({
      en: `character ${codePoints(value.slice(0, at)) + 1}`,
      ko: `${codePoints(value.slice(0, at)) + 1}번째 글자`,
    });
    if (half !== null) this.#refuse("text-surrogate", { character: codePointName(half[0]), place: placeOf(half.index) });
    else if (nulAt >= 0) this.#refuse("text-nul", { place: placeOf(nulAt) });
    return value;
  }

  #array(): unknown {
    const values: unknown[] = [];
    this.#at += 1;
    this.#skipSpace();
    if (this.#text[this.#at] === "]") {
      this.#at += 1;
      return values;
    }
    for (;;) {
      this.#path.push(values.length);
      values.push(this.#value());
      if (this.refusal !== null) return values;
      this.#path.pop();
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next !== "," && next !== "]") return this.#refuseSyntax("next");
      this.#at += 1;
      if (next === "]") return values;
    }
  }

  #object(): unknown {
    const value: Record<string, unknown> = {};
    this.#at += 1;
    this.#skipSpace();
    if (this.#text[this.#at] === "}") {
      this.#at += 1;
      return value;
    }
    for (;;) {
      this.#field(value);
      if (this.refusal !== null) return value;
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next !== "," && next !== "}") return this.#refuseSyntax("next");
      this.#at += 1;
      if (next === "}") return value;
    }
  }

  #field(object: Record<string, unknown>): void {
    this.#skipSpace();
    if (this.#text[this.#at] !== '"') return this.#refuseSyntax("name");
    const name = this.#string();
    this.#path.push(name);
    if (this.refusal !== null) return undefined;
    this.#skipSpace();
    if (this.#text[this.#at] !== ":") return this.#refuseSyntax("colon");
    this.#at += 1;
    if (Object.hasOwn(object, name)) return this.#refuse("json-key-repeated", { found: shown(name) });
    const value = this.#value();
    if (this.refusal !== null) return undefined;
    this.#path.pop();
    // A field of this name is data here, not the prototype.
    if (name === "__proto__") Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
    else object[name] = value;
    return undefined;
  }
}

/**
 * JSON as RFC 8259 has it and I-JSON narrows it (RFC 7493): a field twice in one object, a whole number beyond 2^53, half a character
 * and NUL are refused, since the next program would read something else. The pointer says where; a syntax error names line and character.
 */
export const parseJson = (text: string): Outcome<unknown> => {
  const reader = new JsonReader(text);
  const value = reader.whole();
  return reader.refusal === null ? accepted(value) : refused(reader.refusal);
};
