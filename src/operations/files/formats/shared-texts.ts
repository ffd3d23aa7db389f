import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refusal } from "../../../domain/refusal.ts";
import { MOST_SHARED_TEXTS, SHARED_TEXTS_IN_MEMORY } from "./file-limits.ts";
import { UnreadableFile } from "./unreadable-file.ts";

const blockBytes = 1_048_576;
/** Texts at hand, by the last bits of their numbers: names, yes and no come again in every row. */
const textsAtHand = 16_384;
/** Blocks of the file at hand: cells name texts about in the order in which they were written. */
const blocksAtHand = 8;

/** A file without a name: only this process can read it, and it is gone with it, however that ends. */
const openBlockFile = (): number => {
  const folder = mkdtempSync(join(tmpdir(), "attain-texts-"));
  try {
    return openSync(join(folder, "texts"), "wx+", 0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/**
 * The texts that the cells of a workbook share, by their numbers, in flat memory: their bytes one after the other in blocks, of which the first
 * stay in memory and the others lie in a file.
 */
export class SharedTexts {
  readonly #inMemory: number;
  readonly #blocks: Buffer[] = [];
  readonly #readBlocks = new Map<number, Buffer>();
  readonly #texts: (string | undefined)[] = Array.from({ length: textsAtHand }, () => undefined);
  readonly #numbers = new Int32Array(textsAtHand).fill(-1);
  /** Where each text begins; one more is where the last one ends. */
  #starts = new Float64Array(1024);
  #count = 0;
  #block = Buffer.allocUnsafe(blockBytes);
  #closed = 0;
  #used = 0;
  #file: number | null = null;

  constructor(bytesInMemory: number = SHARED_TEXTS_IN_MEMORY) {
    this.#inMemory = Math.floor(bytesInMemory / blockBytes);
  }

  add(text: string): void {
    if (this.#count >= MOST_SHARED_TEXTS)
      throw new UnreadableFile(
        refusal("workbook-limit", "", { what: { en: "different texts", ko: "서로 다른 텍스트" }, limit: MOST_SHARED_TEXTS }),
      );
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length;) {
      const taken = bytes.copy(this.#block, this.#used, at);
      at += taken;
      this.#used += taken;
      if (this.#used === blockBytes) this.#closeBlock();
    }
    this.#count += 1;
    if (this.#count >= this.#starts.length) {
      const longer = new Float64Array(this.#starts.length * 2);
      longer.set(this.#starts);
      this.#starts = longer;
    }
    this.#starts[this.#count] = this.#closed * blockBytes + this.#used;
  }

  /** Undefined for a number that no text has. */
  at(number: number): string | undefined {
    if (!Number.isInteger(number) || number < 0 || number >= this.#count) return undefined;
    const place = number & (textsAtHand - 1);
    if (this.#numbers[place] === number) return this.#texts[place];
    const text = this.#read(this.#starts[number] ?? 0, this.#starts[number + 1] ?? 0);
    this.#numbers[place] = number;
    this.#texts[place] = text;
    return text;
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #closeBlock(): void {
    if (this.#closed < this.#inMemory) {
      this.#blocks.push(this.#block);
      this.#block = Buffer.allocUnsafe(blockBytes);
    } else {
      this.#file ??= openBlockFile();
      writeSync(this.#file, this.#block, 0, blockBytes, (this.#closed - this.#inMemory) * blockBytes);
    }
    this.#closed += 1;
    this.#used = 0;
  }

  #read(start: number, end: number): string {
    const first = Math.floor(start / blockBytes);
    const last = Math.floor(Math.max(start, end - 1) / blockBytes);
    if (first === last) return this.#blockAt(first).toString("utf8", start - first * blockBytes, end - first * blockBytes);
    const parts: Buffer[] = [];
    for (let number = first; number <= last; number += 1) {
      const base = number * blockBytes;
      parts.push(Buffer.from(this.#blockAt(number).subarray(Math.max(0, start - base), Math.min(blockBytes, end - base))));
    }
    return Buffer.concat(parts).toString();
  }

  #blockAt(number: number): Buffer {
    if (number === this.#closed) return this.#block;
    const inMemory = this.#blocks[number] ?? this.#readBlocks.get(number);
    if (inMemory !== undefined) return inMemory;
    if (this.#file === null) throw new Error(`Block ${number} of the shared texts lies nowhere`);
    const [oldest] = this.#readBlocks.keys();
    let block: Buffer = Buffer.allocUnsafe(blockBytes);
    if (this.#readBlocks.size >= blocksAtHand && oldest !== undefined) {
      block = this.#readBlocks.get(oldest) ?? block;
      this.#readBlocks.delete(oldest);
    }
    readSync(this.#file, block, 0, blockBytes, (number - this.#inMemory) * blockBytes);
    this.#readBlocks.set(number, block);
    return block;
  }
}
