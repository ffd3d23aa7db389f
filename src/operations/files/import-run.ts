import { access, constants, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import type { Language } from "../../domain/language.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";
import { openRecords, type Item, type Records, type RecordsContext } from "./records.ts";
import { RejectedFile } from "./writing/rejected-file.ts";
import { isAboutUnreadable } from "./maps/row-reading.ts";
import { fileAt, spool, type Spooled } from "./spool.ts";
import type { Encoding } from "./formats/text-pieces.ts";

export type ImportProgress = { readonly rows: number; readonly ofRows: number; readonly bytes: number; readonly ofBytes: number };

export type ImportInput = {
  /** A file, or what comes as a stream: standard input, an upload. */
  readonly from: { readonly path: string } | { readonly stream: Readable };
  /** What the file is called: its ending says what it should be, and refusals name it. */
  readonly fileName: string;
  /** The map's text (YAML), or its content as a door has parsed it. Without one the header names our own fields. */
  readonly map?: unknown;
  /** Where the rejected records go; nothing is written there while there are none. Null: nowhere, for a reading that only looks. */
  readonly rejectedPath: string | null;
  readonly language?: Language;
  /** Who imports: kept with changes of the company. */
  readonly by?: string;
  readonly progress?: (progress: ImportProgress) => void;
  /** While a file is read through for what is wrong with it as a whole: `rows` so far. */
  readonly reading?: (progress: Omit<ImportProgress, "ofRows">) => void;
};

/** What is told of every import, whatever is imported. */
export type ImportReport = {
  /** Records that the file has and the map picks. */
  readonly received: number;
  readonly rejected: number;
  /** Rows that the map's `where` leaves out. */
  readonly skipped: number;
  /** Null when nothing was rejected. */
  readonly rejectedFile: string | null;
  /** The first few, for whoever does not open that file; what a refusal points at is the column. */
  readonly rejections: readonly { readonly row: number; readonly refusals: readonly Refusal[] }[];
  /** Columns that were left out, and names that were cleaned. */
  readonly notes: readonly Refusal[];
  /** Null where the format says it itself. */
  readonly encoding: Encoding | null;
};

/** What a batch came to: the rejected by their place in it. */
export type BatchAnswer = { readonly rejected: readonly { readonly index: number; readonly refusals: readonly Refusal[] }[] };

export type Fields = Readonly<Record<string, unknown>>;

export type Importable<Answer extends BatchAnswer> = RecordsContext & {
  readonly batchSize: number;
  /** Batches may be under way at the same time, but records of one key are recorded in the order of their rows. */
  readonly inFlight: number;
  /** What two records have in common whose order matters; null when a record has no key that can be read. */
  readonly keyOf: (fields: Fields) => string | null;
  readonly record: (items: readonly unknown[]) => Promise<Answer>;
  /** Called for each answer, in the order of the rows. */
  readonly add: (answer: Answer) => void;
  /** Looks at each of the first records before any is stored: what is wrong with the file as a whole may show there. */
  readonly refuseFile?: (fields: Fields) => Refusal | undefined;
  /** A better word for what was refused, by what the cell held. */
  readonly refine?: (refusal: Refusal, fields: Fields) => Refusal;
};

const fewRejections = 20;

/** What one cell leaves open the map decides for all of them. */
export const isAboutWholeColumn: ReadonlySet<Refusal["code"]> = new Set(["date-ambiguous", "date-year"]);

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** Why a record is not taken: what of its row could not be read, then what was `found` against the record. */
export const refusalsOf = (
  { fields, refusals }: Pick<Item, "fields" | "refusals">,
  found: readonly Refusal[],
  refine?: (refusal: Refusal, fields: Fields) => Refusal,
): readonly Refusal[] => {
  if (fields === null && refusals.length > 0) return refusals;
  if (!isFields(fields)) return [...refusals, ...found];
  // What could not be read was sent as something that nothing takes; why it could not be is what is told.
  const own = found.filter((each) => !isAboutUnreadable(fields, each.pointer)).map((each) => refine?.(each, fields) ?? each);
  return [...refusals, ...own];
};

type Batch<Answer> = {
  readonly items: readonly Item[];
  readonly keys: ReadonlySet<string>;
  readonly answer: Promise<Answer>;
  readonly bytes: number;
};

/** Sends records in batches, several under way, and answers them in the order in which they were sent. */
class Sending<Answer extends BatchAnswer> {
  received = 0;
  rejected = 0;
  skipped = 0;
  readonly rejections: { row: number; refusals: readonly Refusal[] }[] = [];
  readonly #importable: Importable<Answer>;
  readonly #reject: (item: Item, refusals: readonly Refusal[]) => Promise<void>;
  readonly #told: (refusal: Refusal) => Refusal;
  readonly #progress: (rows: number, bytes: number) => void;
  #waiting: Item[] = [];
  #keys = new Set<string>();
  readonly #underWay: Batch<Answer>[] = [];
  #done = 0;

  constructor(
    importable: Importable<Answer>,
    {
      reject,
      told,
      progress,
    }: {
      readonly reject: (item: Item, refusals: readonly Refusal[]) => Promise<void>;
      readonly told: (refusal: Refusal) => Refusal;
      readonly progress: (rows: number, bytes: number) => void;
    },
  ) {
    this.#importable = importable;
    this.#reject = reject;
    this.#told = told;
    this.#progress = progress;
  }

  /** True when a batch is full and is to be sent. */
  add(item: Item): boolean {
    this.received += 1;
    this.#waiting.push(item);
    const key = isFields(item.fields) ? this.#importable.keyOf(item.fields) : null;
    if (key !== null) this.#keys.add(key);
    return this.#waiting.length >= this.#importable.batchSize;
  }

  async send(bytes: number): Promise<void> {
    if (this.#waiting.length === 0) return;
    const items = this.#waiting;
    const keys = this.#keys;
    this.#waiting = [];
    this.#keys = new Set();
    // A later state of a record waits until the earlier one is stored.
    const isHeldUp = (batch: Batch<Answer>): boolean => [...keys].some((key) => batch.keys.has(key));
    while (this.#underWay.length >= this.#importable.inFlight || this.#underWay.some(isHeldUp)) await this.#finishFirst();
    const answer = this.#importable.record(items.map((item) => item.fields));
    // A fault is told where the answer is awaited; until then nobody listens.
    answer.catch(() => undefined);
    this.#underWay.push({ items, keys, answer, bytes });
  }

  async finish(): Promise<void> {
    while (this.#underWay.length > 0) await this.#finishFirst();
  }

  /** Waits for what is under way, whatever comes of it: after a fault nothing may still be writing. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#underWay.map((batch) => batch.answer));
  }

  async #finishFirst(): Promise<void> {
    const batch = this.#underWay.shift();
    if (batch === undefined) return;
    const answer = await batch.answer;
    this.#importable.add(answer);
    const rejected = new Map(answer.rejected.map(({ index, refusals }) => [index, refusals]));
    for (const [index, item] of batch.items.entries()) {
      const refusals = rejected.get(index);
      if (refusals !== undefined) await this.#rejectItem(item, refusals);
      else if (item.refusals.length > 0) throw new Error(`Row ${item.row.number} could not be read and was recorded all the same`);
    }
    this.#done += batch.items.length;
    this.#progress(this.#done + this.skipped, batch.bytes);
  }

  async #rejectItem(item: Item, found: readonly Refusal[]): Promise<void> {
    const refusals = refusalsOf(item, found, this.#importable.refine);
    this.rejected += 1;
    if (this.rejections.length < fewRejections)
      this.rejections.push({ row: item.row.number, refusals: refusals.map((each) => this.#told(each)) });
    await this.#reject(item, refusals);
  }
}

/** Sends all records; the first batch is looked at before it goes. Gives what refuses the whole file. */
const sendAll = async <Answer extends BatchAnswer>(
  records: Records,
  sending: Sending<Answer>,
  { batchSize, refuseFile }: Importable<Answer>,
): Promise<readonly Refusal[]> => {
  let first: Item[] | null = [];
  let bytes = 0;
  const release = async (): Promise<readonly Refusal[]> => {
    const items = first ?? [];
    first = null;
    for (const { row, fields, refusals } of items) {
      const wrong = refusals.find(({ code }) => isAboutWholeColumn.has(code)) ?? (isFields(fields) ? refuseFile?.(fields) : undefined);
      if (wrong !== undefined) return [{ ...wrong, values: { ...wrong.values, row: row.number } }];
    }
    for (const item of items) if (sending.add(item)) await sending.send(bytes);
    return [];
  };
  for await (const piece of records.pieces()) {
    bytes = piece.bytesRead;
    for (const row of piece.rows) {
      const item = records.read(row);
      if (item === undefined) sending.skipped += 1;
      else if (first === null) {
        if (sending.add(item)) await sending.send(bytes);
      } else if (first.push(item) >= batchSize) {
        const refusals = await release();
        if (refusals.length > 0) return refusals;
      }
    }
  }
  const refusals = first === null ? [] : await release();
  if (refusals.length > 0) return refusals;
  await sending.send(bytes);
  await sending.finish();
  return [];
};

const importFrom = async <Answer extends BatchAnswer>(
  file: Spooled,
  input: ImportInput,
  importable: Importable<Answer>,
): Promise<Outcome<ImportReport>> => {
  const opened = await openRecords(file, input.fileName, input.map, {
    ...importable,
    reading: (rows, bytes) => input.reading?.({ rows, bytes, ofBytes: file.bytes }),
  });
  if (!opened.ok) return opened;
  const records = opened.value;
  const rejectedFile = new RejectedFile(input.rejectedPath, input.language ?? "en", records.header);
  const progress = (rows: number, bytes: number): void => input.progress?.({ rows, ofRows: records.count, bytes, ofBytes: file.bytes });
  const told = (refusal: Refusal): Refusal =>
    refusal.pointer === "" ? refusal : { ...refusal, pointer: `/${records.columnOf(refusal.pointer)}` };
  const sending = new Sending(importable, { reject: (item, refusals) => records.reject(rejectedFile, item, refusals), told, progress });
  try {
    const refusals = await sendAll(records, sending, importable);
    const { received, rejected, skipped, rejections } = sending;
    progress(received + skipped, file.bytes);
    const path = await rejectedFile.close();
    return outcomeOf(
      () => ({ received, rejected, skipped, rejectedFile: path, rejections, notes: records.notes, encoding: records.encoding }),
      refusals.map(told),
    );
  } finally {
    await sending.settle();
    await rejectedFile.close();
    await records.close();
  }
};

/** A folder is no file, and the file that is read is not written over while it is. */
const isTaken = async (rejectedPath: string, from: ImportInput["from"]): Promise<boolean> => {
  const found = await stat(rejectedPath).catch(() => undefined);
  if (found?.isDirectory() === true) return true;
  const own = "path" in from ? await stat(from.path).catch(() => undefined) : undefined;
  return found !== undefined && own !== undefined && found.isFile() && found.ino === own.ino && found.dev === own.dev;
};

const canBeWrittenIn = (folder: string): Promise<boolean> =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );

/**
 * Reads a file and records what it holds, batch by batch: what is good is stored when the answer comes, what is bad stands in the rejected
 * file with its reasons. What is wrong with the file as a whole, or with the map, is refused before anything is stored.
 */
export const importFile = async <Answer extends BatchAnswer>(
  input: ImportInput,
  importable: Importable<Answer>,
): Promise<Outcome<ImportReport>> => {
  const { from, rejectedPath } = input;
  if (rejectedPath !== null && (!(await canBeWrittenIn(dirname(rejectedPath))) || (await isTaken(rejectedPath, from))))
    return refused(refusal("rejected-file-place", "", { found: shown(rejectedPath) }));
  const file = "path" in from ? await fileAt(from.path) : await spool(from.stream);
  if (file === undefined) return refused(refusal("file-missing", "", { found: shown("path" in from ? from.path : input.fileName) }));
  try {
    return await importFrom(file, input, importable);
  } finally {
    await file.remove();
  }
};
