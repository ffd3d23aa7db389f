import {
  CST,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseDocument,
  type Document,
  type YAMLError,
} from "yaml";
import { noHint } from "../../domain/meant.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import type { Words } from "../../domain/refusals/words.ts";
import { shown } from "../../domain/shown.ts";
import { parseJson } from "../../domain/strict-json.ts";

export type Place = { readonly line: number; readonly column: number };

/** A file's content, and where in the file a JSON pointer into it stands. */
export type CompanyDocument = { readonly value: unknown; readonly placeOf: (pointer: string) => Place | null };

/** 200,000 members with all their fields as JSON. YAML takes 80 times its size in memory while it is read: 30,000 members. */
const MOST_MEGABYTES = { json: 64, yaml: 8 };
const MOST_ALIASES = 1000;

const problemWords: Readonly<Partial<Record<YAMLError["code"], Words>>> = {
  TAB_AS_INDENT: { en: "a tab stands where spaces must indent.", ko: "들여쓰기에 탭을 썼습니다. 공백을 쓰세요." },
  BAD_INDENT: { en: "the indentation does not fit the lines around it.", ko: "들여쓰기가 앞뒤 줄과 맞지 않습니다." },
  MISSING_CHAR: {
    en: "a bracket, quote, comma or colon is missing here or before.",
    ko: "이 앞에 괄호, 따옴표, 쉼표, 콜론 중 하나가 빠졌습니다.",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    en: "a colon stands inside an unquoted text. Put the text in single quotes.",
    ko: "따옴표 없는 글 안에 콜론이 있습니다. 작은따옴표로 감싸세요.",
  },
  MULTIPLE_DOCS: {
    en: "a second document begins (---). A company is one document.",
    ko: "두 번째 문서(---)가 시작합니다. 회사 파일은 문서 하나입니다.",
  },
  TAG_RESOLVE_FAILED: {
    en: "a text that begins with ! is a tag. Put it in single quotes.",
    ko: "!로 시작하는 글은 태그로 읽힙니다. 작은따옴표로 감싸세요.",
  },
  BAD_ALIAS: { en: "* begins an alias. Put the text in single quotes.", ko: "*는 별칭의 시작입니다. 작은따옴표로 감싸세요." },
  UNEXPECTED_TOKEN: {
    en: "something more stands after the value. A text that begins with a quote or bracket goes into single quotes as a whole.",
    ko: "값 뒤에 다른 글이 있습니다. 따옴표나 괄호로 시작하는 글은 전체를 작은따옴표로 감싸세요.",
  },
};

const problemOf = (error: YAMLError): Words => problemWords[error.code] ?? { en: `${error.message}.`, ko: error.message };

const placeAt = (lines: LineCounter, offset: number): Place => {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
};

const refuseSyntax = (error: YAMLError, lines: LineCounter): Refusal =>
  refusal("company-file-syntax", "", { ...placeAt(lines, error.pos[0]), problem: problemOf(error) });

const keyText = (key: unknown): string => (isScalar(key) ? String(key.value) : String(key));

/** Keys that stand twice in one place, in the order of the file. The library compares each key with all before it, which takes a file of keys for ever. */
const refuseRepeated = (document: Document, lines: LineCounter): readonly Refusal[] => {
  const repeated: { readonly at: number; readonly key: string }[] = [];
  const waiting: unknown[] = [document.contents];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isSeq(node)) for (const item of node.items) if (isCollection(item)) waiting.push(item);
    if (!isMap(node)) continue;
    const seen = new Set<string>();
    for (const { key, value } of node.items) {
      const text = keyText(key);
      if (seen.has(text)) repeated.push({ at: isScalar(key) ? (key.range?.[0] ?? 0) : 0, key: text });
      seen.add(text);
      if (isCollection(value)) waiting.push(value);
    }
  }
  return repeated
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, key }) => refusal("company-file-key-repeated", "", { ...placeAt(lines, at), found: shown(key) }));
};

const inside = (node: unknown, part: string): unknown => {
  if (isMap(node)) return node.items.find(({ key }) => keyText(key) === part);
  return isSeq(node) ? node.items[Number(part)] : undefined;
};

const startOf = (found: unknown): number | undefined => {
  const node = isPair(found) ? found.key : found;
  return isScalar(node) || isCollection(node) || isAlias(node) ? node.range?.[0] : undefined;
};

/** Where the pointer's field begins, or the nearest thing around it that is there: a missing field is missing from its entry. */
const findPlace = (document: Document, lines: LineCounter, pointer: string): Place | null => {
  let offset = startOf(document.contents);
  let node: unknown = document.contents;
  for (const part of pointer.split("/").slice(1)) {
    const resolved = isAlias(node) ? node.resolve(document) : node;
    const found = inside(resolved, part.replaceAll("~1", "/").replaceAll("~0", "~"));
    if (found === undefined) break;
    offset = startOf(found) ?? offset;
    node = isPair(found) ? found.value : found;
  }
  return offset === undefined ? null : placeAt(lines, offset);
};

const megabytesOf = (text: string): number => Math.ceil(text.length / 1_000_000);

/** Undefined when the aliases would unfold without end: each may stand for many others. */
const plainValue = (document: Document): unknown => {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown; // the library says any
  } catch (error) {
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
};

/** The library reads what is nested by calling itself, and at some depth takes the whole process down with it. */
export const DEEPEST_YAML = 100;

/**
 * Where the text is nested too deep, found from its tokens, of which each is read by itself. Counted are the brackets that are open, the
 * indentations of the lines around and the indicators at the start of the line: never fewer than there are levels.
 */
export const findTooDeep = (text: string): Place | undefined => {
  const indents: number[] = [];
  let [brackets, indicators, indent, line] = [0, 0, 0, 1];
  let isLineStart = true;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === "newline") {
      [indicators, indent, isLineStart] = [0, 0, true];
    } else if (type === "space" && isLineStart) indent = token.length;
    else {
      if (isLineStart) {
        while ((indents.at(-1) ?? -1) >= indent) indents.pop();
        indents.push(indent);
      }
      isLineStart = false;
      if (type === "flow-seq-start" || type === "flow-map-start") brackets += 1;
      if (type === "flow-seq-end" || type === "flow-map-end") brackets -= 1;
      if (type === "seq-item-ind" || type === "explicit-key-ind") indicators += 1;
      if (indents.length + brackets + indicators > DEEPEST_YAML) return { line, column: 1 };
    }
    for (let at = token.indexOf("\n"); at >= 0; at = token.indexOf("\n", at + 1)) line += 1;
  }
  return undefined;
};

type Composed = { readonly document: Document; readonly lines: LineCounter };

const compose = (text: string): Composed => {
  const lines = new LineCounter();
  const options = {
    prettyErrors: false,
    keepSourceTokens: false,
    stringKeys: true,
    uniqueKeys: false,
    version: "1.2",
    schema: "core",
    resolveKnownTags: false,
  } as const;
  return { document: parseDocument(text, { ...options, lineCounter: lines }), lines };
};

const readYaml = (text: string): Outcome<CompanyDocument> => {
  const limit = MOST_MEGABYTES.yaml;
  if (text.length > limit * 1_000_000)
    return refused(
      refusal("company-file-large", "", {
        found: megabytesOf(text),
        limit,
        format: "YAML",
        other: { en: " Write it as JSON: up to 64 MB.", ko: " JSON으로 쓰면 64MB까지 됩니다." },
      }),
    );
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) return refused(refusal("company-file-depth", "", { limit: DEEPEST_YAML, ...tooDeep }));
  const { document, lines } = compose(text);
  // After the first break in the text what follows is misread; keys that stand twice are misread by nobody.
  const broken = [...document.errors, ...document.warnings].slice(0, 1).map((error) => refuseSyntax(error, lines));
  const [first, ...rest] = [...broken, ...refuseRepeated(document, lines)];
  if (first !== undefined) return refused(first, ...rest);
  const value = plainValue(document);
  if (value === undefined)
    return refused(
      refusal("company-file-syntax", "", {
        line: 1,
        column: 1,
        problem: {
          en: "its aliases (*) stand for more than a file can hold. Write them out.",
          ko: "별칭(*)이 너무 많은 내용을 가리킵니다. 풀어서 쓰세요.",
        },
      }),
    );
  if (value === null) return refused(refusal("company-file-empty", ""));
  return accepted({ value, placeOf: (pointer) => findPlace(document, lines, pointer) });
};

/** Read strictly by our own reader; the places are only looked for when something is refused, and not where that would take too much. */
const readJson = (text: string): Outcome<CompanyDocument> => {
  const limit = MOST_MEGABYTES.json;
  if (text.length > limit * 1_000_000)
    return refused(refusal("company-file-large", "", { found: megabytesOf(text), limit, format: "JSON", other: noHint }));
  let composed: Composed | null | undefined;
  const placeOf = (pointer: string): Place | null => {
    if (composed === undefined)
      composed = text.length <= MOST_MEGABYTES.yaml * 1_000_000 && findTooDeep(text) === undefined ? compose(text) : null;
    return composed === null ? null : findPlace(composed.document, composed.lines, pointer);
  };
  const parsed = parseJson(text);
  if (parsed.ok) return accepted({ value: parsed.value, placeOf });
  // A file in YAML may begin with a brace too.
  const yaml = parsed.refusals[0].code === "json-syntax" ? readYaml(text) : undefined;
  return yaml?.ok === true ? yaml : refused(placed(parsed.refusals[0], { value: null, placeOf }));
};

/**
 * The text of a company file: YAML 1.2, or JSON where it is that. Refuses keys that stand twice, tags, several documents and what cannot be
 * read, with line and column.
 */
export const readCompanyText = (text: string): Outcome<CompanyDocument> => {
  const content = text.replace(/^\uFEFF/, "");
  if (content.trim() === "") return refused(refusal("company-file-empty", ""));
  return content.trimStart().startsWith("{") ? readJson(content) : readYaml(content);
};

/** The refusal with the line and column of what it points at. */
export const placed = (refusal: Refusal, document: CompanyDocument): Refusal => {
  const place = "line" in refusal.values ? null : document.placeOf(refusal.pointer);
  return place === null ? refusal : { ...refusal, values: { ...refusal.values, ...place } };
};
