import { Parser } from "htmlparser2";
import { refusal } from "../../../domain/refusal.ts";
import type { Row } from "./csv-rows.ts";
import { DEEPEST_HTML, DEEPEST_XML, LONGEST_TAG, MOST_ATTRIBUTES } from "./file-limits.ts";
import type { RowPiece } from "./sheet-file.ts";
import { UnreadableFile } from "./unreadable-file.ts";
import { brokenWorkbook, type PartPiece } from "./zip-parts.ts";

export type Attributes = Readonly<Record<string, string>>;

/** What is told of a document. Text may come in several pieces. Names in XML come without their prefixes: `x:row` is `row`. */
export type MarkupEvents = {
  readonly open: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
};

const localName = (name: string): string => {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
};

/** No program for spreadsheets writes this. */
const hostile = (): UnreadableFile =>
  new UnreadableFile(
    refusal("file-type", "", {
      found: { en: "a file with entities, or with tags that never end", ko: "엔터티나 끝나지 않는 태그가 든 파일" },
      wanted: { en: "a sheet in XLSX or CSV", ko: "XLSX나 CSV 시트" },
      hint: { en: "", ko: "" },
    }),
  );

const unclosed = (name: string): UnreadableFile => {
  const tag = `<${name.slice(0, 30)}>`;
  return brokenWorkbook({ en: `${tag} is not closed`, ko: `${tag}이(가) 닫히지 않았습니다` });
};

/**
 * Reads XML or HTML piece by piece, in the memory of one tag. Ends the reading at what is deeper or longer than a sheet is; XML also at a document
 * type, which could define entities or name outside ones, and at tags that do not match.
 */
export class MarkupReader {
  readonly #parser: Parser;
  readonly #isXml: boolean;
  #depth = 0;
  #attributes = 0;
  #written = 0;
  #isPaused = false;

  constructor({ open, text, close }: MarkupEvents, language: "xml" | "html") {
    const isXml = language === "xml";
    this.#isXml = isXml;
    const deepest = isXml ? DEEPEST_XML : DEEPEST_HTML;
    const nameOf = isXml ? localName : (name: string): string => name;
    // The parser says of a tag that closes itself what it says of one that is never closed.
    let isJustOpened = false;
    this.#parser = new Parser(
      {
        onattribute: () => {
          this.#attributes += 1;
          if (this.#attributes > MOST_ATTRIBUTES) throw hostile();
        },
        onopentag: (name, attributes) => {
          this.#attributes = 0;
          this.#depth += 1;
          if (this.#depth > deepest) throw hostile();
          isJustOpened = true;
          open(nameOf(name), attributes);
        },
        onclosetag: (name, isImplied) => {
          if (isXml && isImplied && !isJustOpened) throw unclosed(name);
          isJustOpened = false;
          this.#depth -= 1;
          close?.(nameOf(name));
        },
        ontext: (piece) => {
          isJustOpened = false;
          text?.(piece);
        },
        onprocessinginstruction: (name) => {
          if (isXml && name.startsWith("!")) throw hostile();
        },
      },
      { xmlMode: isXml },
    );
  }

  /** True while there is more of what was written to go through. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Called from within an event: nothing more is told until `resume`. */
  pause(): void {
    this.#isPaused = true;
    this.#parser.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#parser.resume();
  }

  write(text: string): void {
    this.#written += text.length;
    this.#parser.write(text);
    if (!this.#isPaused && this.#written - this.#parser.endIndex > LONGEST_TAG) throw hostile();
  }

  end(): void {
    if (this.#depth > 0 && this.#isXml) throw brokenWorkbook({ en: "a part of the file is missing", ko: "파일의 일부가 없습니다" });
    this.#parser.end();
  }
}

const encodingOf = (bytes: Buffer): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
};

const notText = (): UnreadableFile => brokenWorkbook({ en: "some of it is not text", ko: "텍스트가 아닌 부분이 있습니다" });

/** The text of a part, piece by piece, with how much of the archive was read for it: UTF-8, or UTF-16 by its mark. */
export async function* partText(pieces: AsyncIterable<PartPiece>): AsyncGenerator<{ readonly text: string; readonly bytesRead: number }> {
  let decode: ((bytes: Buffer) => string) | undefined;
  for await (const { bytes, packedRead } of pieces) {
    if (decode === undefined) {
      const decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
      decode = (piece) => {
        try {
          return decoder.decode(piece, { stream: true });
        } catch {
          throw notText();
        }
      };
    }
    yield { text: decode(bytes), bytesRead: packedRead };
  }
}

/** The rows of a sheet as its text comes. Whoever builds them pauses the reader when there are enough to be passed on. */
export async function* rowsOfMarkup(
  reader: MarkupReader,
  rows: { readonly take: () => readonly Row[] },
  texts: AsyncIterable<{ readonly text: string; readonly bytesRead: number }>,
): AsyncGenerator<RowPiece> {
  let read = 0;
  for await (const { text, bytesRead } of texts) {
    read = bytesRead;
    reader.write(text);
    while (reader.isPaused) {
      yield { rows: rows.take(), bytesRead, fault: null };
      reader.resume();
    }
    yield { rows: rows.take(), bytesRead, fault: null };
  }
  reader.end();
  yield { rows: rows.take(), bytesRead: read, fault: null };
}

/** Reads a small part from end to end. */
export const readXml = async (pieces: AsyncIterable<PartPiece>, events: MarkupEvents): Promise<void> => {
  const reader = new MarkupReader(events, "xml");
  for await (const { text } of partText(pieces)) reader.write(text);
  reader.end();
};
