const smallest = 1024;
/** Emptier tables take more memory, fuller ones more steps to find a place. */
const fullest = 0.7;

/**
 * Numbers by hashes (those of `textHash`): 16 bytes for each place and no object, where a Map takes about 100. Holds `most` of them at the most;
 * what comes beyond is not kept.
 */
export class HashTable {
  readonly #most: number;
  #hashes = new Float64Array(smallest).fill(-1);
  #values = new Float64Array(smallest);
  #size = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#size;
  }

  /** What is kept under a hash already; undefined when there is nothing, and then `value` is kept, while there is room. */
  getOrKeep(hash: number, value: number): number | undefined {
    const place = this.#placeOf(hash);
    if (this.#hashes[place] === hash) return this.#values[place];
    if (this.#size >= this.#most) return undefined;
    this.#hashes[place] = hash;
    this.#values[place] = value;
    this.#size += 1;
    if (this.#size > this.#hashes.length * fullest) this.#grow();
    return undefined;
  }

  /** Where a hash stands, or could. */
  #placeOf(hash: number): number {
    const mask = this.#hashes.length - 1;
    let place = hash % this.#hashes.length;
    while (this.#hashes[place] !== -1 && this.#hashes[place] !== hash) place = (place + 1) & mask;
    return place;
  }

  #grow(): void {
    const [hashes, values] = [this.#hashes, this.#values];
    this.#hashes = new Float64Array(hashes.length * 2).fill(-1);
    this.#values = new Float64Array(hashes.length * 2);
    for (const [index, hash] of hashes.entries()) {
      if (hash === -1) continue;
      const place = this.#placeOf(hash);
      this.#hashes[place] = hash;
      this.#values[place] = values[index] ?? 0;
    }
  }
}
