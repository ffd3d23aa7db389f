import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Transform, type Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { fileAt, type Spooled } from "../files/spool.ts";

const MEGABYTE = 1024 * 1024;

/** Where files lie that are sent to be imported, and how much of them there may be. */
export type ImportStore = {
  readonly folder: string;
  /** Of one file, in bytes. */
  readonly largest: number;
  /** Of all files of a company that wait or are being imported. */
  readonly mostWaiting: number;
};

/** A year of a large call centre is some 100 MB. */
export const importStore = (folder: string): ImportStore => ({ folder, largest: 200 * MEGABYTE, mostWaiting: 1024 * MEGABYTE });

export const WAITING_DAYS = 7;

/** A file that has come in: its name here, which is the id of its import. */
export type Arrived = { readonly id: string; readonly bytes: number; readonly digest: string };

export const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(1).replace(/\.0$/, "");

export const tooLargeRefusal = (store: ImportStore): Refusal => refusal("file-too-large", "/file", { megabytes: megabytes(store.largest) });

export const quotaRefusal = (store: ImportStore, used: number): Refusal =>
  refusal("quota-full", "/file", { used: megabytes(used), limit: megabytes(store.mostWaiting) });

export const filePath = ({ folder }: ImportStore, id: string): string => join(folder, id);
const arrivingPath = ({ folder }: ImportStore, id: string): string => join(folder, `${id}.arriving`);
/** What was rejected is as the file was: a table or lines of JSON. */
export const rejectedPath = ({ folder }: ImportStore, id: string): string => join(folder, `${id}.rejected`);

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export const isImportId = (text: string): boolean => uuid.test(text);

const isFull = (error: unknown): boolean =>
  error instanceof Error && "code" in error && ["ENOSPC", "EDQUOT", "EFBIG"].some((code) => code === error.code);

class TooMuch extends Error {}

/** Writes a stream to its end and says what it was. Refuses more bytes than there may be, at once, and a disk that is full. */
export const writeStream = async (
  stream: Readable,
  file: Writable,
  most: number,
  tooMuch: () => Refusal,
): Promise<Outcome<Omit<Arrived, "id">>> => {
  const hash = createHash("sha256");
  let bytes = 0;
  const counted = new Transform({
    transform(piece: Buffer, _, done) {
      bytes += piece.byteLength;
      if (bytes > most) return done(new TooMuch());
      hash.update(piece);
      return done(null, piece);
    },
  });
  try {
    await pipeline(stream, counted, file);
    return accepted({ bytes, digest: hash.digest("hex") });
  } catch (error) {
    if (error instanceof TooMuch) return refused(tooMuch());
    if (isFull(error)) return refused(refusal("storage-full", ""));
    throw error;
  }
};

/**
 * Keeps a file that comes in, under a name that nobody can guess, for its owner alone. It is an import's only once `settle` has named it so. Whatever ends it early,
 * nothing of it stays.
 */
export const takeIn = async (store: ImportStore, stream: Readable, most: number, tooMuch: () => Refusal): Promise<Outcome<Arrived>> => {
  const id = randomUUID();
  const path = arrivingPath(store, id);
  try {
    await mkdir(store.folder, { recursive: true, mode: 0o700 });
    const written = await writeStream(stream, createWriteStream(path, { mode: 0o600, flags: "wx" }), most, tooMuch);
    if (!written.ok) await rm(path, { force: true });
    return written.ok ? accepted({ id, ...written.value }) : written;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
};

/** The file as it came in, to be read before it is an import's. */
export const arrivedFile = (store: ImportStore, { id }: Arrived): Promise<Spooled | undefined> => fileAt(arrivingPath(store, id));

export const arrivingName = arrivingPath;

export const letGo = async (store: ImportStore, id: string): Promise<void> => {
  await Promise.all([rm(arrivingPath(store, id), { force: true }), rm(filePath(store, id), { force: true })]);
};

export type Lying = { readonly id: string; readonly name: string; readonly isArriving: boolean; readonly quietSeconds: number };

/** All files there are, with how long nothing has been written to each. */
export const lyingFiles = async ({ folder }: ImportStore, now: number): Promise<readonly Lying[]> => {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name): Promise<Lying | undefined> => {
      const [id = "", ending] = name.split(".");
      const about = await stat(join(folder, name)).catch(() => undefined);
      if (!uuid.test(id) || about?.isFile() !== true) return undefined;
      return { id, name, isArriving: ending === "arriving", quietSeconds: (now - about.mtimeMs) / 1000 };
    }),
  );
  return found.flatMap((each) => each ?? []);
};
