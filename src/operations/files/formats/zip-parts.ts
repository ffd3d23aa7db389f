import { createReadStream } from "node:fs";
import { createInflateRaw, crc32 } from "node:zlib";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { refusal, type Refusal } from "../../../domain/refusal.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import { LONGEST_LIST, MOST_PARTS, MOST_RATIO, MOST_UNPACKED, RATIO_FROM } from "./file-limits.ts";
import { UnreadableFile } from "./unreadable-file.ts";

/** A piece of a part, unpacked, and how many packed bytes were read for it. */
export type PartPiece = { readonly bytes: Buffer; readonly packedRead: number };

/** The parts of an archive by their names, whatever their case. Nothing of it is ever written under a name from inside. */
export type ZipParts = {
  readonly names: readonly string[];
  readonly has: (name: string) => boolean;
  /** Undefined where there is no such part. */
  readonly pieces: (name: string) => AsyncGenerator<PartPiece> | undefined;
  readonly close: () => void;
};

const pieceBytes = 65_536;
const stored = 0;
const deflated = 8;
const localHeaderBytes = 30;
const isLink = ({ externalFileAttributes }: Entry): boolean => ((externalFileAttributes >>> 16) & 0o170_000) === 0o120_000;

const noHint: Words = { en: "", ko: "" };
const workbookWords: Words = { en: "a workbook", ko: "통합 문서" };

/** An archive that no program for spreadsheets writes. */
const foulArchive = (found: Words): Refusal => refusal("file-type", "", { found, wanted: workbookWords, hint: noHint });

export const brokenWorkbook = (what: Words): UnreadableFile => new UnreadableFile(refusal("workbook-broken", "", { what }));

const cutOff = (): UnreadableFile => brokenWorkbook({ en: "a part of the file is missing", ko: "파일의 일부가 없습니다" });
const damaged = (name: string): UnreadableFile =>
  brokenWorkbook({ en: `the part ${name} is damaged`, ko: `${name} 부분이 손상되었습니다` });

const lockedArchive = refusal("file-type", "", {
  found: { en: "a locked archive", ko: "암호가 걸린 압축 파일" },
  wanted: workbookWords,
  hint: { en: " Take off its password first.", ko: " 먼저 암호를 푸세요." },
});

/** yauzl tells by sentences only. */
const readFault = (error: unknown): UnreadableFile => {
  if (error instanceof UnreadableFile) return error;
  const said = error instanceof Error ? error.message : "";
  if (said.startsWith("invalid relative path") || said.startsWith("absolute path") || said.startsWith("invalid characters"))
    return new UnreadableFile(foulArchive({ en: "an archive with a path that leads out of it", ko: "바깥 경로가 든 압축 파일" }));
  return said.startsWith("strong encryption") ? new UnreadableFile(lockedArchive) : cutOff();
};

/** Why an archive is not unpacked, by what its list of contents says. What it says is held to while it is unpacked. */
const refuseEntries = (entries: readonly Entry[]): Refusal | undefined => {
  if (entries.some(isLink)) return foulArchive({ en: "an archive with a link in it", ko: "링크가 든 압축 파일" });
  if (entries.some((entry) => entry.isEncrypted())) return lockedArchive;
  const names = new Set(entries.map((entry) => entry.fileName.toLowerCase()));
  if (names.size < entries.length)
    return foulArchive({ en: "an archive with two parts of one name", ko: "이름이 같은 부분이 둘 있는 압축 파일" });
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  const isBomb = entries.some(
    ({ compressedSize, uncompressedSize }) => uncompressedSize > RATIO_FROM && uncompressedSize > compressedSize * MOST_RATIO,
  );
  const ordered = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  const isOverlapping = ordered.some((entry, index) => {
    const end = entry.relativeOffsetOfLocalHeader + localHeaderBytes + entry.fileNameLength + entry.compressedSize;
    return end > (ordered[index + 1]?.relativeOffsetOfLocalHeader ?? Infinity);
  });
  return unpacked > MOST_UNPACKED || isBomb || isOverlapping
    ? foulArchive({ en: "an archive made to unpack to far more than it is", ko: "풀면 지나치게 커지는 압축 파일" })
    : undefined;
};

const veryMany = (): UnreadableFile =>
  new UnreadableFile(foulArchive({ en: "an archive of very many files", ko: "파일이 아주 많이 든 압축 파일" }));

const entriesOf = async (zip: ZipFile): Promise<readonly Entry[]> => {
  if (zip.entryCount > MOST_PARTS) throw veryMany();
  const entries: Entry[] = [];
  let said = 0;
  for await (const entry of zip.eachEntry()) {
    said += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
    if (said > LONGEST_LIST) throw veryMany();
    if (!entry.fileName.endsWith("/")) entries.push(entry);
  }
  return entries;
};

async function* unpacked(path: string, zip: ZipFile, entry: Entry): AsyncGenerator<PartPiece> {
  const { compressedSize, uncompressedSize, compressionMethod, fileName } = entry;
  if (compressionMethod !== stored && compressionMethod !== deflated) throw damaged(fileName);
  if (compressedSize === 0) return;
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true }).catch(() => {
    throw cutOff();
  });
  const packed = createReadStream(path, { start: fileDataStart, end: fileDataStart + compressedSize - 1, highWaterMark: pieceBytes });
  const inflate = compressionMethod === deflated ? createInflateRaw({ chunkSize: pieceBytes }) : null;
  packed.on("error", (error) => inflate?.destroy(error));
  const stream = inflate === null ? packed : packed.pipe(inflate);
  let size = 0;
  let sum = 0;
  try {
    for await (const piece of stream) {
      const bytes: Buffer = piece;
      size += bytes.length;
      if (size > uncompressedSize)
        throw new UnreadableFile(foulArchive({ en: "an archive that lies about its size", ko: "크기를 속인 압축 파일" }));
      sum = crc32(bytes, sum);
      yield { bytes, packedRead: inflate?.bytesWritten ?? size };
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : damaged(fileName);
  } finally {
    packed.destroy();
    inflate?.destroy();
  }
  if (size !== uncompressedSize || sum !== entry.crc32) throw damaged(fileName);
}

/** Opens an archive by its list of contents. Ends the reading where that is broken, foul, or promises more than a workbook is. */
export const openZip = async (path: string): Promise<ZipParts> => {
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw readFault(error);
  });
  try {
    const entries = await entriesOf(zip);
    const wrong = refuseEntries(entries);
    if (wrong !== undefined) throw new UnreadableFile(wrong);
    const named = new Map(entries.map((entry) => [entry.fileName.toLowerCase(), entry]));
    return {
      names: entries.map((entry) => entry.fileName),
      has: (name) => named.has(name.toLowerCase()),
      pieces: (name) => {
        const entry = named.get(name.toLowerCase());
        return entry === undefined ? undefined : unpacked(path, zip, entry);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw readFault(error);
  }
};
