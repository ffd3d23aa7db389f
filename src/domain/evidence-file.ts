import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { secretIn, secretWords } from "./secret-number.ts";
import { shown } from "./shown.ts";

export const MOST_EVIDENCE_MEGABYTES = 5;
const MEGABYTE = 1024 * 1024;

type FileType = { readonly type: string; readonly ending: string; readonly begins: (content: Uint8Array) => boolean };

const startsWith =
  (text: string, at = 0) =>
  (content: Uint8Array): boolean =>
    Array.from(text).every((character, index) => content[at + index] === character.charCodeAt(0));

/** How many bytes follow the first one of a character in UTF-8; -1 for a byte that begins none. */
const following = (first: number): number => {
  if (first < 0x80) return 0;
  if (first >= 0xc2 && first < 0xe0) return 1;
  if (first >= 0xe0 && first < 0xf0) return 2;
  return first >= 0xf0 && first < 0xf5 ? 3 : -1;
};

const isControl = (byte: number): boolean => byte === 0x7f || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);

/** UTF-8 that a person can read: no controls but lines and tabs. */
const isText = (content: Uint8Array): boolean => {
  let left = 0;
  for (const byte of content) {
    if (left > 0) {
      if (byte < 0x80 || byte > 0xbf) return false;
      left -= 1;
    } else {
      left = following(byte);
      if (left < 0 || isControl(byte)) return false;
    }
  }
  return left === 0;
};

/** What a file is, by its own first bytes: what its sender calls it is not asked. */
const fileTypes: readonly FileType[] = [
  { type: "image/png", ending: "png", begins: startsWith("\u0089PNG\r\n\u001a\n") },
  { type: "image/jpeg", ending: "jpg", begins: startsWith("\u00ff\u00d8\u00ff") },
  { type: "image/webp", ending: "webp", begins: (content) => startsWith("RIFF")(content) && startsWith("WEBP", 8)(content) },
  { type: "application/pdf", ending: "pdf", begins: startsWith("%PDF-") },
  {
    type: "audio/mpeg",
    ending: "mp3",
    begins: (content) => startsWith("ID3")(content) || (content[0] === 0xff && ((content[1] ?? 0) & 0xe6) === 0xe2),
  },
  { type: "audio/wav", ending: "wav", begins: (content) => startsWith("RIFF")(content) && startsWith("WAVE", 8)(content) },
  { type: "audio/ogg", ending: "ogg", begins: startsWith("OggS") },
  { type: "audio/mp4", ending: "m4a", begins: startsWith("ftypM4A", 4) },
  { type: "text/plain", ending: "txt", begins: isText },
];

const endings = fileTypes.map(({ ending }) => ending);
/** Spellings of one ending. */
const otherEndings: Readonly<Record<string, string>> = { jpeg: "jpg" };

const longestName = 100;

/**
 * A name that no file system, header or page reads anything else into: the last part of a path, in NFC, without controls and what changes the
 * direction of a text, ending as its content is.
 */
export const cleanFileName = (name: string, ending: string): string => {
  const last = name.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(/[^\p{L}\p{M}\p{N} ._()-]/gu, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. _-]+|[. ]+$/g, "");
  const [, stem = plain, found = ""] = /^(.*)\.([^.]+)$/su.exec(plain) ?? [];
  const known = otherEndings[found.toLowerCase()] ?? found.toLowerCase();
  const kept = Array.from(known === ending ? stem : plain)
    .slice(0, longestName)
    .join("")
    .trim();
  return `${kept === "" ? "evidence" : kept}.${ending}`;
};

export type EvidenceFile = { readonly name: string; readonly type: string; readonly content: Uint8Array };

/** A file that shows what happened. Refuses one that is empty, too large, or of no type that is only looked at or listened to. */
export const readEvidenceFile = (name: string, content: Uint8Array): Outcome<EvidenceFile> => {
  if (content.length === 0) return refused(refusal("file-evidence-empty", ""));
  if (content.length > MOST_EVIDENCE_MEGABYTES * MEGABYTE)
    return refused(refusal("file-evidence-size", "", { found: (content.length / MEGABYTE).toFixed(1), limit: MOST_EVIDENCE_MEGABYTES }));
  const found = fileTypes.find(({ begins }) => begins(content));
  if (found === undefined) return refused(refusal("file-evidence-type", "", { found: shown(name), types: endings.join(", ") }));
  const secret = secretIn(name);
  if (secret !== undefined) return refused(refusal("secret-number", "", { what: secretWords[secret] }));
  return accepted({ name: cleanFileName(name, found.ending), type: found.type, content });
};
