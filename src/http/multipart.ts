import { Busboy, type BusboyInstance } from "@fastify/busboy";
import type { FastifyRequest } from "fastify";
import { createHash } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { perhaps } from "../domain/meant.ts";
import { refusal, type Outcome, type Refusal } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import { shown } from "../domain/shown.ts";
import { bodyPieces, MEGABYTE } from "./read-body.ts";
import { refuse, RefusedRequest } from "./refused-request.ts";
import type { StreamedBody } from "./streamed-body.ts";

/** An answer before the end of a body leaves bytes on the line that are no next request. */
const closing = { connection: "close" };

/** A form with a file that is still to be read. */
export class Form implements StreamedBody {
  readonly body: IncomingMessage;
  readonly #read: (form: Form) => Promise<Buffer>;
  #print: Buffer | undefined;

  /** `read`: reads it for its print alone, when nobody has read it. */
  constructor(body: IncomingMessage, read: (form: Form) => Promise<Buffer>) {
    this.body = body;
    this.#read = read;
  }

  /** Of what it holds: the boundary between its parts is another each time. */
  async print(): Promise<Buffer> {
    return (this.#print ??= await this.#read(this));
  }

  /** It has been read. */
  hold(print: Buffer): void {
    this.#print = print;
  }
}

/** What makes two forms the same: the file, under the same name, and the same texts. */
export const formPrint = (fileDigest: string, { name, texts }: Pick<ReadForm<unknown>, "name" | "texts">): Buffer =>
  createHash("sha256")
    .update(JSON.stringify([fileDigest, name, ...[...texts].toSorted(([a], [b]) => (a < b ? -1 : 1))]))
    .digest();

export type FormRules<File> = {
  /** The part that is the file; all others are texts. */
  readonly file: string;
  readonly texts: readonly string[];
  /** Takes the file in as it comes; what it refuses ends the request at once. */
  readonly take: (content: Readable) => Promise<Outcome<File>>;
  /** Called with a file that was taken of a form that is refused all the same. */
  readonly letGo: (file: File) => Promise<void>;
};

export type ReadForm<File> = { readonly file: File; readonly name: string; readonly texts: ReadonlyMap<string, string> };

const longestBoundary = 70; // RFC 2046, 5.1.1
const longestText = MEGABYTE / 2;

const problems = {
  boundary: {
    en: `its boundary is missing or longer than ${longestBoundary} characters`,
    ko: `boundary가 없거나 ${longestBoundary}자를 넘습니다`,
  },
  end: { en: "it ends in the middle of a part", ko: "항목 중간에서 끝납니다" },
  parts: { en: "it has too many parts", ko: "항목이 너무 많습니다" },
  text: { en: `a part that is no file is longer than ${longestText} bytes`, ko: `파일이 아닌 항목이 ${longestText}바이트를 넘습니다` },
} satisfies Record<string, Words>;

const syntax = (problem: string | Words): Refusal => refusal("multipart-syntax", "", { problem });

const inMegabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(bytes < MEGABYTE ? 3 : 1);

const incomplete = (arrived: number, announced: number): Refusal =>
  refusal("upload-incomplete", "/file", { arrived: inMegabytes(arrived), expected: announced > 0 ? inMegabytes(announced) : "?" });

const parserOf = (request: FastifyRequest, file: string): BusboyInstance => {
  const type = request.headers["content-type"] ?? "";
  const boundary = /;\s*boundary=(?:"([^"]*)"|([^;\s]*))/i.exec(type);
  const length = (boundary?.[1] ?? boundary?.[2] ?? "").length;
  if (length === 0 || length > longestBoundary) return refuse(syntax(problems.boundary), closing);
  const limits = { fields: 20, files: 2, parts: 24, fieldSize: longestText, headerPairs: 20, headerSize: 16 * 1024 };
  return new Busboy({
    headers: { "content-type": type },
    preservePath: true,
    limits,
    isPartAFile: (name) => name === file,
  });
};

/** What a form has said so far, and what ends it early. */
class Reading<File> {
  readonly texts = new Map<string, string>();
  readonly failed: Promise<never>;
  taking: Promise<Outcome<File>> | undefined;
  name = "";
  #content: Readable | undefined;
  #fail: (error: unknown) => void = () => undefined;

  constructor(parser: BusboyInstance, rules: FormRules<File>) {
    this.failed = new Promise((_, reject) => (this.#fail = reject));
    this.failed.catch(() => undefined);
    parser.on("error", (error) => this.#fail(error));
    parser.on("filesLimit", () => this.#fail(new RefusedRequest([refusal("file-part-repeated", "/file", { found: rules.file })], closing)));
    parser.on("partsLimit", () => this.#fail(new RefusedRequest([syntax(problems.parts)], closing)));
    parser.on("file", (_part, content, name) => this.#takeFile(content, name, rules));
    // A part may have no name, which the parser's types do not know: thrown from here it would end the process.
    parser.on("field", (part: string | undefined, value, _, isCut) => this.#takeText(part ?? "", value, isCut, rules));
  }

  /** Ends what is still being taken. */
  stop(error: unknown): void {
    this.#content?.destroy(error instanceof Error ? error : new Error(String(error)));
  }

  #takeFile(content: Readable, name: string | undefined, rules: FormRules<File>): void {
    // Whoever takes it hears of it too; until then a body that breaks off would end the process.
    content.on("error", () => undefined);
    if (this.taking !== undefined) {
      content.resume();
      this.#fail(new RefusedRequest([refusal("file-part-repeated", "/file", { found: rules.file })], closing));
      return;
    }
    this.#content = content;
    this.name = name ?? "";
    this.taking = rules.take(content);
    void this.#watch(this.taking);
  }

  /** What is refused while it comes in ends the request there. */
  async #watch(taking: Promise<Outcome<File>>): Promise<void> {
    try {
      const taken = await taking;
      if (!taken.ok) this.#fail(new RefusedRequest(taken.refusals, closing));
    } catch (error) {
      this.#fail(error);
    }
  }

  #takeText(part: string, value: string, isCut: boolean, { texts, file }: FormRules<File>): void {
    const refused = (found: Refusal): void => this.#fail(new RefusedRequest([found], closing));
    if (!texts.includes(part))
      return refused(
        refusal("file-part-unknown", "", { found: shown(part), hint: perhaps(part, [file, ...texts]), parts: [file, ...texts].join(", ") }),
      );
    if (this.texts.has(part)) return refused(refusal("file-part-repeated", `/${part}`, { found: part }));
    if (isCut) return refused(syntax(problems.text));
    this.texts.set(part, value);
    return undefined;
  }
}

type Arriving = { bytes: number; readonly announced: number };

const feed = async <File>(
  parser: BusboyInstance,
  reading: Reading<File>,
  { body, silenceSeconds }: { readonly body: IncomingMessage; readonly silenceSeconds: number },
  arriving: Arriving,
): Promise<void> => {
  const finished = once(parser, "finish");
  finished.catch(() => undefined);
  for await (const piece of bodyPieces(body, silenceSeconds)) {
    arriving.bytes += piece.byteLength;
    if (!parser.write(piece)) await Promise.race([once(parser, "drain"), reading.failed]);
    else await Promise.race([reading.failed, Promise.resolve()]);
  }
  parser.end();
  await Promise.race([finished, reading.failed]);
};

const isCutOff = (error: unknown): boolean =>
  error instanceof Error &&
  (/unexpected end of multipart|terminated early/i.test(error.message) ||
    ("code" in error && ["ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE"].some((code) => code === error.code)));

/**
 * Reads a form (RFC 7578) as it comes, in the memory of one piece. Refuses one without its file, with another part than there are, with a part twice, and one that
 * stops, crawls or breaks off; of what was taken of it by then nothing stays.
 */
export const readForm = async <File>(request: FastifyRequest, { body }: Form, rules: FormRules<File>): Promise<ReadForm<File>> => {
  const parser = parserOf(request, rules.file);
  const reading = new Reading(parser, rules);
  const arriving: Arriving = { bytes: 0, announced: Number(body.headers["content-length"] ?? 0) };
  let taken: Outcome<File> | undefined;
  try {
    await feed(parser, reading, { body, silenceSeconds: request.server.silenceSeconds }, arriving);
    taken = await reading.taking;
    if (taken === undefined) return refuse(refusal("file-part-missing", ""));
    if (!taken.ok) throw new RefusedRequest(taken.refusals, closing);
    return { file: taken.value, name: reading.name, texts: reading.texts };
  } catch (error) {
    reading.stop(error);
    const left = taken ?? (await reading.taking?.catch(() => undefined));
    if (left?.ok === true) await rules.letGo(left.value);
    if (error instanceof RefusedRequest) throw error;
    if (isCutOff(error)) return refuse(incomplete(arriving.bytes, arriving.announced), closing);
    if (error instanceof Error && /multipart|boundary|header/i.test(error.message)) return refuse(syntax(shown(error.message)), closing);
    throw error;
  }
};
