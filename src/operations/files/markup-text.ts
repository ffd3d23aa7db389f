import { createReadStream } from "node:fs";
import type { Spooled } from "./spool.ts";
import { encodingOf, type Encoding } from "./text-pieces.ts";

const pieceBytes = 65_536;

/** A page or an XML file as text: what it is decoded by, and by which of our encodings if it is one. */
export type Markup = { readonly path: string; readonly label: string; readonly encoding: Encoding | null };

const ours: Readonly<Record<string, Encoding>> = { "utf-8": "UTF-8", "utf-16le": "UTF-16LE", "utf-16be": "UTF-16BE", "euc-kr": "EUC-KR" };
/** Names that Korean programs write and browsers do not know. */
const otherNames: Readonly<Record<string, string>> = { cp949: "euc-kr", ms949: "euc-kr", uhc: "euc-kr", ks_c_5601: "euc-kr" };

/** The name that decoders have for a charset; undefined where they have none. */
const labelOf = (charset: string): string | undefined => {
  const name = charset.toLowerCase();
  try {
    return new TextDecoder(otherNames[name] ?? name).encoding;
  } catch {
    return undefined;
  }
};

const declaredLabel = (head: Buffer): string | undefined => {
  const mark = encodingOf(head);
  if (mark !== "UTF-8") return mark.toLowerCase();
  const text = head.toString("latin1");
  if (text.startsWith("\xef\xbb\xbf")) return "utf-8";
  const charset = /<meta[^>]*charset\s*=\s*["']?([\w-]+)/i.exec(text)?.[1] ?? /^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(text)?.[1];
  return charset === undefined ? undefined : labelOf(charset);
};

const isWrittenIn = async (path: string, label: string): Promise<boolean> => {
  const decoder = new TextDecoder(label, { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: pieceBytes })) {
      const bytes: Buffer = chunk;
      decoder.decode(bytes, { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
};

/** How a file is decoded: by its mark, by what it says of itself, else by the first encoding that it is written in. */
export const markupOf = async ({ path, head }: Spooled, encodings: readonly Encoding[]): Promise<Markup> => {
  const declared = declaredLabel(head);
  const page = (label: string): Markup => ({ path, label, encoding: ours[label] ?? null });
  if (declared !== undefined) return page(declared);
  for (const encoding of encodings) if (await isWrittenIn(path, encoding.toLowerCase())) return page(encoding.toLowerCase());
  return page(encodings[0]?.toLowerCase() ?? "utf-8");
};

export async function* markupText({ path, label }: Markup): AsyncGenerator<{ readonly text: string; readonly bytesRead: number }> {
  const decoder = new TextDecoder(label);
  let bytesRead = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: pieceBytes })) {
    const bytes: Buffer = chunk;
    bytesRead += bytes.length;
    yield { text: decoder.decode(bytes, { stream: true }), bytesRead };
  }
}
