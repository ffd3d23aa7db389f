import { createHash } from "node:crypto";

/** A body that is read while it comes in. Its print is the same for the same content, and known when all of it has come. */
export interface StreamedBody {
  /** Reads what nobody has read yet, to its end. */
  readonly print: () => Promise<Buffer>;
}

export const isStreamed = (body: unknown): body is StreamedBody =>
  typeof body === "object" && body !== null && "print" in body && typeof body.print === "function";

/** Pieces as they come, and their SHA-256. */
export class PrintedPieces implements StreamedBody {
  readonly pieces: AsyncIterable<Uint8Array>;
  readonly #hash = createHash("sha256");
  readonly #source: AsyncGenerator<Uint8Array, void>;
  #print: Buffer | undefined;

  constructor(source: AsyncGenerator<Uint8Array, void>) {
    this.#source = source;
    this.pieces = this.#read();
  }

  async print(): Promise<Buffer> {
    if (this.#print !== undefined) return this.#print;
    for await (const piece of this.#source) this.#hash.update(piece);
    return (this.#print = this.#hash.digest());
  }

  async *#read(): AsyncGenerator<Uint8Array, void> {
    for await (const piece of this.#source) {
      this.#hash.update(piece);
      yield piece;
    }
  }
}
