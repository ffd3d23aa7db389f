/** All words of a set that occur in a text, in one pass over it: Aho and Corasick, CACM 18 (1975). */
export type WordFinder = {
  /** Calls `found` with the number of each word that occurs; some more than once. Only letters and digits of the text are looked at. */
  readonly find: (text: string, found: (word: number) => void) => void;
};

const UNITS = 65_536;

/** Lone jamo are laughter and abbreviations, which stand between words and within them: 은퇴ㅋㅋ준비. */
const isWord = /[\p{L}\p{N}\p{M}\p{Cs}]/u;
const jamo = /[\u1100-\u11ff\u3131-\u318e]/;
/** Of every UTF-16 unit whether it is part of a word; 1 yes, 2 no, 0 not asked yet. */
const kinds = new Uint8Array(UNITS);

const isPartOfWord = (unit: number): boolean => {
  const known = kinds[unit] ?? 0;
  if (known !== 0) return known === 1;
  const character = String.fromCharCode(unit);
  const kind = isWord.test(character) && !jamo.test(character) ? 1 : 2;
  kinds[unit] = kind;
  return kind === 1;
};

/** Letters and digits alone, as the finder sees a text. */
export const squashed = (text: string): string => {
  let left = "";
  for (let at = 0; at < text.length; at += 1) if (isPartOfWord(text.charCodeAt(at))) left += text.charAt(at);
  return left;
};

/** The words are squashed already; an empty one is never found. */
export const wordFinder = (words: readonly string[]): WordFinder => {
  // A state's way on by a unit, under state × 65,536 + unit; from the first state by unit alone, where most of a text passes.
  const ways = new Map<number, number>();
  const first = new Int32Array(UNITS);
  const endings: number[][] = [[]];
  const units: { readonly from: number; readonly unit: number; readonly to: number }[] = [];
  const way = (state: number, unit: number): number | undefined =>
    state === 0 ? first[unit] || undefined : ways.get(state * UNITS + unit);
  for (const [number, word] of words.entries()) {
    let state = 0;
    for (let at = 0; at < word.length; at += 1) {
      const unit = word.charCodeAt(at);
      let next = way(state, unit);
      if (next === undefined) {
        next = endings.length;
        endings.push([]);
        units.push({ from: state, unit, to: next });
        if (state === 0) first[unit] = next;
        else ways.set(state * UNITS + unit, next);
      }
      state = next;
    }
    if (state !== 0) endings[state]?.push(number);
  }
  const depth = new Int32Array(endings.length);
  for (const { from, to } of units) depth[to] = (depth[from] ?? 0) + 1;
  // Where to go on when a unit leads nowhere: the longest end of what was read that begins a word.
  const fallback = new Int32Array(endings.length);
  for (const { from, unit, to } of units.toSorted((a, b) => (depth[a.to] ?? 0) - (depth[b.to] ?? 0))) {
    let state = from;
    let next: number | undefined;
    while (state !== 0 && next === undefined) {
      state = fallback[state] ?? 0;
      next = way(state, unit);
    }
    fallback[to] = next ?? 0;
    endings[to]?.push(...(endings[next ?? 0] ?? []));
  }
  return {
    find: (text, found) => {
      let state = 0;
      for (let at = 0; at < text.length; at += 1) {
        const unit = text.charCodeAt(at);
        if (!isPartOfWord(unit)) continue;
        let next = way(state, unit);
        while (next === undefined && state !== 0) {
          state = fallback[state] ?? 0;
          next = way(state, unit);
        }
        state = next ?? 0;
        const ending = endings[state];
        if (ending !== undefined && ending.length > 0) for (const word of ending) found(word);
      }
    },
  };
};
