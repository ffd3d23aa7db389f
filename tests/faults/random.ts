/** Numbers that a seed determines (mulberry32): the same seed draws the same activities, order, batches and kills. */
export class Random {
  private state: number;
  constructor(seed: number) {
    this.state = seed >>> 0;
  }
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  /** 0 … n − 1 */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }
  chance(probability: number): boolean {
    return this.next() < probability;
  }
  pick<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)];
    if (picked === undefined) throw new Error("Nothing to pick from");
    return picked;
  }
  shuffled<T>(list: readonly T[]): T[] {
    const drawn = list.map((item) => [this.next(), item] as const);
    return drawn.sort(([a], [b]) => a - b).map(([, item]) => item);
  }
}

/** Printed by whatever fails; set ATTAIN_FAULT_SEED to draw the same again. */
export const faultSeed = (): number => Number(process.env["ATTAIN_FAULT_SEED"] || Date.now() % 2 ** 31);
