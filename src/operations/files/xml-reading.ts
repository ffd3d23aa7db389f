import { Parser } from "htmlparser2";
import { refusal } from "../../domain/refusal.ts";
import { DEEPEST_XML, LONGEST_XML_TAG, MOST_XML_ATTRIBUTES } from "./file-limits.ts";
import { UnreadableFile } from "./unreadable-file.ts";
import { brokenWorkbook, type PartPiece } from "./zip-parts.ts";

export type XmlAttributes = Readonly<Record<string, string>>;

/** What is told of a document. Names come without their prefixes: `x:row` is `row`. Text may come in several pieces. */
export type XmlEvents = {
  readonly open: (name: string, attributes: XmlAttributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
};

const localName = (name: string): string => {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
};

const hostile = (): UnreadableFile =>
  new UnreadableFile(
    refusal("file-type", "", {
      found: { en: "a workbook with XML that no spreadsheet program writes", ko: "스프레드시트 프로그램이 쓰지 않는 XML이 든 통합 문서" },
      wanted: { en: "one that can be read", ko: "읽을 수 있는 통합 문서" },
      hint: { en: "", ko: "" },
    }),
  );

const unclosed = (name: string): UnreadableFile => {
  const tag = `<${name.slice(0, 30)}>`;
  return brokenWorkbook({ en: `${tag} is not closed`, ko: `${tag}이(가) 닫히지 않았습니다` });
};

/**
 * Reads XML piece by piece, in the memory of one tag. Ends the reading at a document type (entities of its own, outside ones too), at what is
 * deeper or longer than a workbook's parts are, and at tags that do not match.
 */
export class XmlReader {
  readonly #parser: Parser;
  #depth = 0;
  #attributes = 0;
  #written = 0;
  #isPaused = false;

  constructor({ open, text, close }: XmlEvents) {
    // The parser says of a tag that closes itself what it says of one that is never closed.
    let isJustOpened = false;
    this.#parser = new Parser(
      {
        onopentagname: () => {
          this.#attributes = 0;
          this.#depth += 1;
          if (this.#depth > DEEPEST_XML) throw hostile();
        },
        onattribute: () => {
          this.#attributes += 1;
          if (this.#attributes > MOST_XML_ATTRIBUTES) throw hostile();
        },
        onopentag: (name, attributes) => {
          isJustOpened = true;
          open(localName(name), attributes);
        },
        onclosetag: (name, isImplied) => {
          if (isImplied && !isJustOpened) throw unclosed(name);
          isJustOpened = false;
          this.#depth -= 1;
          close?.(localName(name));
        },
        ontext: (piece) => {
          isJustOpened = false;
          text?.(piece);
        },
        onprocessinginstruction: (name) => {
          if (name.startsWith("!")) throw hostile();
        },
      },
      { xmlMode: true },
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
    if (!this.#isPaused && this.#written - this.#parser.endIndex > LONGEST_XML_TAG) throw hostile();
  }

  end(): void {
    if (this.#depth > 0) throw brokenWorkbook({ en: "a part of the file is missing", ko: "파일의 일부가 없습니다" });
    this.#parser.end();
  }
}

const encodingOf = (bytes: Buffer): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
};

/** The text of a part, piece by piece: UTF-8, or UTF-16 by its mark. */
export async function* partText(pieces: AsyncIterable<PartPiece>): AsyncGenerator<{ readonly text: string; readonly packedRead: number }> {
  let decode: ((bytes: Buffer) => string) | undefined;
  for await (const { bytes, packedRead } of pieces) {
    if (decode === undefined) {
      const decoder = new TextDecoder(encodingOf(bytes));
      decode = (piece) => decoder.decode(piece, { stream: true });
    }
    yield { text: decode(bytes), packedRead };
  }
}

/** Reads a small part from end to end. */
export const readXml = async (pieces: AsyncIterable<PartPiece>, events: XmlEvents): Promise<void> => {
  const reader = new XmlReader(events);
  for await (const { text } of partText(pieces)) reader.write(text);
  reader.end();
};
