/**
 * Does at most so many of what it is given at once; so many others wait for their turn, the first come first. Undefined for one more: it is neither done nor
 * kept.
 */
export const fewAtOnce = (most: number, mostWaiting: number): (<T>(work: () => Promise<T>) => Promise<T> | undefined) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return (work) => {
    if (running >= most && waiting.length >= mostWaiting) return undefined;
    return (async () => {
      if (running < most) running += 1;
      else await new Promise<void>((go) => waiting.push(go));
      try {
        return await work();
      } finally {
        // Whoever is next takes the place.
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    })();
  };
};
