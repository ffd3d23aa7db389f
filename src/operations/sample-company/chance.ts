/** Draws that a text determines: the same seed draws the same, whatever was drawn elsewhere. */
export type Chance = {
  /** At least 0, below 1. */
  readonly share: () => number;
  /** `least` to `most`, both included. */
  readonly whole: (least: number, most: number) => number;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
  /** One of the keys, by weights. */
  readonly weighed: <T extends string>(weights: Readonly<Record<T, number>>) => T;
  /** How many come where `mean` are usual: Poisson by Knuth's product, for means below some hundred. */
  readonly count: (mean: number) => number;
};

/** FNV-1a, 32 bits. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

/** mulberry32. */
export const chanceOf = (seed: string): Chance => {
  let state = hashOf(seed);
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number): number => least + Math.floor(share() * (most - least + 1));
  return {
    share,
    whole,
    pick: (list) => list[whole(0, list.length - 1)] ?? list[0],
    weighed: <T extends string>(weights: Readonly<Record<T, number>>): T => {
      const entries = Object.entries(weights) as [T, number][]; // a record's own keys
      let left = share() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      const found = entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1);
      if (found === undefined) throw new Error("nothing to draw from");
      return found[0];
    },
    count: (mean) => {
      const limit = Math.exp(-mean);
      let product = share();
      let drawn = 0;
      for (; product > limit; drawn += 1) product *= share();
      return drawn;
    },
  };
};
