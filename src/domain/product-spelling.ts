/** A product as a file writes it, and the known one that it is in all but spaces, marks and case. */
export type ProductSpelling = { readonly written: string; readonly known: string };

const plain = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

/**
 * Products that a file writes otherwise than the company does: `GTXPro` where it has `GTX Pro`. Of two spellings in the file itself the one that more of its
 * rows have is taken for known. They are offered as a mapping and never taken for one: two products may differ by a hyphen.
 */
export const productSpellings = (found: ReadonlyMap<string, number>, known: Iterable<string>): readonly ProductSpelling[] => {
  const names = new Map<string, string>();
  for (const name of known) if (!names.has(plain(name))) names.set(plain(name), name);
  const own = new Set(known);
  for (const [name] of [...found].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)))
    if (!names.has(plain(name))) names.set(plain(name), name);
  return [...found.keys()]
    .flatMap((written) => {
      const name = names.get(plain(written)) ?? written;
      return name === written || own.has(written) ? [] : [{ written, known: name }];
    })
    .toSorted((a, b) => (a.written < b.written ? -1 : 1));
};
