/** Damerau–Levenshtein distance (optimal string alignment): a swapped pair of letters is one slip of the finger. */
export const distance = (a: string, b: string): number => {
  const width = b.length + 1;
  const cells = new Uint16Array((a.length + 1) * width);
  const cell = (i: number, j: number): number => cells[i * width + j] ?? 0;
  for (let i = 0; i <= a.length; i += 1) cells[i * width] = i;
  for (let j = 0; j <= b.length; j += 1) cells[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cell(i - 2, j - 2) + 1 : Infinity;
      const replaced = cell(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      cells[i * width + j] = Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, replaced, swapped);
    }
  }
  return cell(a.length, b.length);
};

/**
 * Whether two texts are at most so far apart. Nearly all that are asked are not, which the first letters tell: only what lies within reach of
 * the diagonal is worked out, and no further than there is hope.
 */
export const isWithinDistance = (a: string, b: string, most: number): boolean => {
  if (Math.abs(a.length - b.length) > most) return false;
  // One slip: all before it is the same, and all after it.
  if (most === 1) {
    const longer = Math.max(a.length, b.length);
    let [before, after] = [0, 0];
    while (before < longer && a[before] === b[before]) before += 1;
    while (after < longer - before && a[a.length - 1 - after] === b[b.length - 1 - after]) after += 1;
    if (longer - before - after > 2) return false;
  }
  let [before, above, row]: [number[], number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at), []];
  for (let i = 1; i <= a.length; i += 1) {
    const [from, to] = [Math.max(1, i - most), Math.min(b.length, i + most)];
    row = [];
    row[from - 1] = from === 1 ? i : most + 1;
    let least = row[from - 1] ?? 0;
    for (let j = from; j <= to; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? most) + 1 : Infinity;
      const away = Math.min((above[j] ?? most) + 1, (row[j - 1] ?? most) + 1, (above[j - 1] ?? most) + (isSame ? 0 : 1), swapped);
      row[j] = away;
      least = Math.min(least, away);
    }
    // A swapped pair reaches back over a row.
    if (least > most && Math.min(...above.filter((each) => each !== undefined)) > most) return false;
    [before, above] = [above, row];
  }
  return (above[b.length] ?? Infinity) <= most;
};

const longest = 64;
const plain = (name: string): string =>
  name
    .slice(0, longest)
    .toLowerCase()
    .replace(/[_\- ]/g, "");

const formsOf = (name: string): readonly string[] => {
  const words = name.split(/(?=[A-Z])/);
  return [name, ...words.slice(1).map((_, index) => words.slice(0, index + 1).join(""))].map(plain);
};

/** What there is stays the same from one question to the next, and a batch of records asks thousands of them. */
const remembered = new Map<string, readonly string[]>();
const mostRemembered = 10_000;

/** The name itself and its first words: `duration` of `durationSeconds`. */
const knownForms = (name: string): readonly string[] => {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  if (remembered.size >= mostRemembered) remembered.clear();
  const forms = formsOf(name);
  remembered.set(name, forms);
  return forms;
};

const split = (path: string): readonly [string, string] => [
  path.slice(0, path.lastIndexOf(".") + 1),
  path.slice(path.lastIndexOf(".") + 1),
];

const between = (found: string, name: string): number => {
  const [foundOwner, foundLast] = split(found);
  const [owner, last] = split(name);
  // `stage` may mean `prospect.stage`; inside one owner only the last part tells names apart.
  const wanted = foundOwner === "" || foundOwner === owner ? plain(foundLast) : plain(found);
  const forms = foundOwner === "" || foundOwner === owner ? knownForms(last) : [plain(name)];
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let shortest = Infinity;
  for (const form of forms) {
    // Two texts are at least as far apart as one is longer than the other.
    if ((form.length < 3 && form !== wanted) || Math.abs(form.length - wanted.length) > limit) continue;
    shortest = Math.min(shortest, distance(wanted, form));
  }
  return shortest <= limit ? shortest : Infinity;
};

/** The name that was probably meant, or undefined when none is near: at most a third of its letters may differ. */
export const nearest = (found: string, names: Iterable<string>): string | undefined => {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of names) {
    const away = between(found, name);
    if (away < (best?.distance ?? Infinity)) best = { name, distance: away };
  }
  return best?.name;
};
