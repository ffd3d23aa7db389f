const LONGEST_ID = 64;

const cut = (id: string, length: number): string =>
  [...id]
    .slice(0, length)
    .join("")
    .replace(/[-.]+$/, "");

/** Letters and digits of any script; an apostrophe within a word leaves nothing behind, everything else a hyphen. */
const plain = (name: string): string =>
  name
    .normalize("NFC")
    .toLowerCase()
    .replace(/['’`]/gu, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^[^\p{L}\p{N}]+|-+$/gu, "");

/**
 * An id as the company's own ids are, made from a name: `Diane O'Neil` is `diane-oneil`, `김 민수` is `김-민수`. Where it is taken, the first of
 * `diane-2`, `diane-3` … that is not. A name without a letter or digit goes by `otherwise`.
 */
export const idFromName = (name: string, otherwise: string, isTaken: (id: string) => boolean = () => false): string => {
  const id = cut(plain(name), LONGEST_ID) || otherwise;
  if (!isTaken(id)) return id;
  for (let place = 2; ; place += 1) {
    const ending = `-${place}`;
    const next = `${cut(id, LONGEST_ID - ending.length)}${ending}`;
    if (!isTaken(next)) return next;
  }
};
