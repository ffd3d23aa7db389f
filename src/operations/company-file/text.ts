import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type YAMLError } from "yaml";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import type { Words } from "../../domain/refusals/words.ts";
import { shown } from "../../domain/shown.ts";

export type Place = { readonly line: number; readonly column: number };

/** A file's content, and where in the file a JSON pointer into it stands. */
export type CompanyDocument = { readonly value: unknown; readonly placeOf: (pointer: string) => Place | null };

/** A hundred thousand members with all their fields; far beyond, nobody would read the file anyhow. */
const MOST_MEGABYTES = 64;
const MOST_ALIASES = 1000;

const problems: Readonly<Partial<Record<YAMLError["code"], Words>>> = {
  TAB_AS_INDENT: { en: "a tab stands where spaces must indent.", ko: "들여쓰기에 탭을 썼습니다. 공백을 쓰세요." },
  BAD_INDENT: { en: "the indentation does not fit the lines around it.", ko: "들여쓰기가 앞뒤 줄과 맞지 않습니다." },
  MISSING_CHAR: { en: "a bracket, quote, comma or colon is missing here or before.", ko: "이 앞에 괄호, 따옴표, 쉼표, 콜론 중 하나가 빠졌습니다." },
  BLOCK_AS_IMPLICIT_KEY: { en: "a colon stands inside an unquoted text. Put the text in single quotes.", ko: "따옴표 없는 글 안에 콜론이 있습니다. 작은따옴표로 감싸세요." },
  MULTIPLE_DOCS: { en: "a second document begins (---). A company is one document.", ko: "두 번째 문서(---)가 시작합니다. 회사 파일은 문서 하나입니다." },
  TAG_RESOLVE_FAILED: { en: "a text that begins with ! is a tag. Put it in single quotes.", ko: "!로 시작하는 글은 태그로 읽힙니다. 작은따옴표로 감싸세요." },
  BAD_ALIAS: { en: "* begins an alias. Put the text in single quotes.", ko: "*는 별칭의 시작입니다. 작은따옴표로 감싸세요." },
  UNEXPECTED_TOKEN: { en: "something more stands after the value. A text that begins with a quote or bracket goes into single quotes as a whole.", ko: "값 뒤에 다른 글이 있습니다. 따옴표나 괄호로 시작하는 글은 전체를 작은따옴표로 감싸세요." },
};

const problemOf = (error: YAMLError): Words => problems[error.code] ?? { en: `${error.message}.`, ko: error.message };

const placeAt = (lines: LineCounter, offset: number): Place => {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
};

const refuseSyntax = (error: YAMLError, text: string, lines: LineCounter): Refusal => {
  const place = placeAt(lines, error.pos[0]);
  if (error.code !== "DUPLICATE_KEY") return refusal("company-file-syntax", "", { ...place, problem: problemOf(error) });
  const key = /^[^\s:]+/.exec(text.slice(error.pos[0]))?.[0] ?? "";
  return refusal("company-file-key-repeated", "", { ...place, found: shown(key) });
};

const keyText = (key: unknown): string => (isScalar(key) ? String(key.value) : String(key));

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

/**
 * The text of a company file: YAML 1.2, and JSON as the part of YAML that it is. Refuses keys that stand twice, tags, several documents and what
 * cannot be read, each with line and column.
 */
export const readCompanyText = (text: string): Outcome<CompanyDocument> => {
  const megabytes = text.length / 1_000_000;
  if (megabytes > MOST_MEGABYTES) return refused(refusal("company-file-large", "", { found: Math.ceil(megabytes), limit: MOST_MEGABYTES }));
  if (text.trim() === "") return refused(refusal("company-file-empty", ""));
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, keepSourceTokens: false, stringKeys: true, version: "1.2", schema: "core" });
  const [first, ...rest] = [...document.errors, ...document.warnings].map((error) => refuseSyntax(error, text, lines));
  if (first !== undefined) return refused(first, ...rest);
  const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
  if (value === null) return refused(refusal("company-file-empty", ""));
  return accepted({ value, placeOf: (pointer) => findPlace(document, lines, pointer) });
};

/** The same refusals with the line and column of what they point at. */
export const placed = (refusals: readonly [Refusal, ...Refusal[]], document: CompanyDocument): readonly [Refusal, ...Refusal[]] => {
  const at = (each: Refusal): Refusal => {
    const place = document.placeOf(each.pointer);
    return place === null || "line" in each.values ? each : { ...each, values: { ...each.values, ...place } };
  };
  const [first, ...rest] = refusals;
  return [at(first), ...rest.map(at)];
};
