import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import type { Words } from "../../../domain/refusals/words.ts";
import { Cp949Decoder } from "./cp949.ts";

export const encodings = ["UTF-8", "UTF-16LE", "UTF-16BE", "EUC-KR", "WINDOWS-1252"] as const;
export type Encoding = (typeof encodings)[number];

/** A piece of a file as text, how much of the file has been read with it, and the byte that is no text, right after the piece. */
export type TextPiece = { readonly text: string; readonly bytesRead: number; readonly badByte: string | Words | null };

/** Large enough that a stream costs nothing, small enough that memory stays flat. */
const pieceBytes = 262_144;

/** What a table of sales is written in: controls, private and unassigned characters would be another encoding read wrongly. */
const plausible =
  /^[\t\n\r\u0020-\u007e\u00a0-\u024f\u2000-\u206f\u20a0-\u20bf\u2100-\u27bf\u3000-\u318e\u3200-\u33ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]+$/;

/** Digits, separators and line ends have a zero byte each, which are more than every sixteenth of any table. */
const leastZeros = 16;

/** Whether bytes without a mark are UTF-16 of this order: text throughout, in lines, with the zeros that no other encoding has. */
const isUtf16 = (head: Buffer, encoding: "utf-16le" | "utf-16be"): boolean => {
  if (head.length < 8 || head.filter((byte) => byte === 0).length * leastZeros < head.length) return false;
  const text = new TextDecoder(encoding).decode(head.subarray(0, head.length - (head.length % 2)));
  return /[\n\r]/.test(text) && plausible.test(text);
};

/** By its byte order mark, else UTF-16 where it can be nothing else; without either it should be UTF-8. */
export const encodingOf = (head: Buffer): Encoding => {
  if (head[0] === 0xff && head[1] === 0xfe) return "UTF-16LE";
  if (head[0] === 0xfe && head[1] === 0xff) return "UTF-16BE";
  const orders = (["utf-16le", "utf-16be"] as const).filter((order) => isUtf16(head, order));
  if (orders.length !== 1) return "UTF-8";
  return orders[0] === "utf-16le" ? "UTF-16LE" : "UTF-16BE";
};

/** The encodings in which to try a file: the one that the map names, or what its bytes say, and for a company in Korea EUC-KR where they say nothing. */
export const encodingsFor = (
  head: Buffer,
  { named, country }: { readonly named: Encoding | null; readonly country: string },
): readonly Encoding[] => {
  if (named !== null) return [named];
  const found = encodingOf(head);
  // Korean files without a mark that are not UTF-8 are EUC-KR; elsewhere its bytes could be anything.
  return found === "UTF-8" && country === "KR" ? ["UTF-8", "EUC-KR"] : [found];
};

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80 && byte < 0xc0;
const lengthBy = (lead: number): number => (lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4);

/** Up to where the last character of UTF-8 is complete: at most three bytes wait for the next piece. */
const completeEnd = (bytes: Buffer): number => {
  let lead = bytes.length - 1;
  while (lead >= 0 && lead > bytes.length - 4 && isContinuation(bytes[lead])) lead -= 1;
  return lead >= 0 && lead + lengthBy(bytes[lead] ?? 0) > bytes.length ? lead : bytes.length;
};

/** The place of the first byte that does not belong in UTF-8. */
const firstBadByte = (bytes: Buffer): number => {
  let at = 0;
  while (at < bytes.length) {
    const next = at + lengthBy(bytes[at] ?? 0);
    if (!isUtf8(bytes.subarray(at, next))) return at;
    at = next;
  }
  return at;
};

const hex = (byte: number | undefined): string => (byte ?? 0).toString(16).toUpperCase().padStart(2, "0");

async function* utf8Pieces(path: string): AsyncGenerator<TextPiece> {
  let waiting = Buffer.alloc(0);
  let bytesRead = 0;
  let isFirst = true;
  const decode = (bytes: Buffer): TextPiece => {
    if (!isUtf8(bytes)) {
      const at = firstBadByte(bytes);
      return { text: bytes.toString("utf8", 0, at), bytesRead, badByte: hex(bytes[at]) };
    }
    const start = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    isFirst = false;
    return { text: bytes.toString("utf8", start), bytesRead, badByte: null };
  };
  for await (const chunk of createReadStream(path, { highWaterMark: pieceBytes })) {
    const read: Buffer = chunk;
    bytesRead += read.length;
    const bytes = waiting.length === 0 ? read : Buffer.concat([waiting, read]);
    const end = completeEnd(bytes);
    waiting = Buffer.from(bytes.subarray(end));
    const piece = decode(bytes.subarray(0, end));
    yield piece;
    if (piece.badByte !== null) return;
  }
  if (waiting.length > 0) yield { text: "", bytesRead, badByte: hex(waiting[0]) };
}

/** Decoders of the platform say that a text is broken, not where; they leave U+FFFD there, which no such file has of its own. */
async function* decodedPieces(path: string, encoding: Encoding): AsyncGenerator<TextPiece> {
  const decoder = new TextDecoder(encoding);
  let bytesRead = 0;
  const piece = (text: string): TextPiece => {
    const at = text.indexOf("\ufffd");
    return at < 0
      ? { text, bytesRead, badByte: null }
      : { text: text.slice(0, at), bytesRead, badByte: { en: "(not known)", ko: "(알 수 없음)" } };
  };
  for await (const chunk of createReadStream(path, { highWaterMark: pieceBytes })) {
    const read: Buffer = chunk;
    bytesRead += read.length;
    const next = piece(decoder.decode(read, { stream: true }));
    yield next;
    if (next.badByte !== null) return;
  }
  yield piece(decoder.decode());
}

async function* cp949Pieces(path: string): AsyncGenerator<TextPiece> {
  const decoder = new Cp949Decoder();
  let bytesRead = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: pieceBytes })) {
    const read: Buffer = chunk;
    bytesRead += read.length;
    const { text, badByte } = decoder.push(read);
    yield { text, bytesRead, badByte: badByte === null ? null : hex(badByte) };
    if (badByte !== null) return;
  }
  const cut = decoder.end();
  if (cut !== null) yield { text: "", bytesRead, badByte: hex(cut) };
}

/** The text of a file piece by piece, without its byte order mark. Ends at the first byte that is no text in this encoding. */
export const textPieces = (path: string, encoding: Encoding): AsyncGenerator<TextPiece> =>
  encoding === "UTF-8" ? utf8Pieces(path) : encoding === "EUC-KR" ? cp949Pieces(path) : decodedPieces(path, encoding);
