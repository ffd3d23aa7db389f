export type OneAhead<T> = {
  /** The one of this number, from 0 on; the next one is begun as soon as it is there. */
  readonly take: (number: number) => Promise<T>;
  /** Nothing is being made any more. */
  readonly settled: () => Promise<void>;
};

/** Makes what is slow to make while the one before is in use; the last has the number `last`. */
export const oneAhead = <T>(make: (number: number) => Promise<T>, last = Infinity): OneAhead<T> => {
  const begun = new Map<number, Promise<T>>();
  const begin = (number: number): Promise<T> => {
    const one = begun.get(number) ?? make(number);
    begun.set(number, one);
    // Whoever takes it hears of it.
    one.catch(() => undefined);
    return one;
  };
  return {
    take: async (number) => {
      const one = await begin(number);
      if (number < last) void begin(number + 1);
      return one;
    },
    settled: async () => void (await Promise.allSettled(begun.values())),
  };
};
