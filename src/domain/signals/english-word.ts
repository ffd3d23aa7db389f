const vowel = /[aeiouy]/;
/** Words of these endings are no plurals: business, status, analysis. */
const noPlural = /(?:ss|us|is)$/;

const withoutEnding = (word: string, length: number): readonly string[] => {
  const stem = word.slice(0, -length);
  if (stem.length < 3 || !vowel.test(stem)) return [];
  // planning: plan, saving: save.
  const doubled = /([bdgklmnprtv])\1$/.test(stem) ? [stem.slice(0, -1)] : [];
  return [stem, `${stem}e`, ...doubled];
};

const singular = (word: string): readonly string[] => {
  if (word.length < 4 || !word.endsWith("s") || noPlural.test(word)) return [];
  if (word.endsWith("ies")) return [`${word.slice(0, -3)}y`, word.slice(0, -1)];
  if (word.endsWith("ves")) return [`${word.slice(0, -3)}f`, `${word.slice(0, -3)}fe`, word.slice(0, -1)];
  if (/(?:s|sh|ch|x|z)es$/.test(word)) return [word.slice(0, -2), word.slice(0, -1)];
  return [word.slice(0, -1)];
};

/**
 * What an English word in lower case may be an inflection of, itself among them: plans, planned and planning may be of plan. Some are no words;
 * that harms nothing, since two words are one where they share a form.
 */
export const baseForms = (word: string): ReadonlySet<string> => {
  const plain = word.replace(/['’]s?$/, "");
  const forms = [plain, ...singular(plain)];
  const stems = forms.flatMap((form) => {
    if (form.endsWith("ing")) return withoutEnding(form, 3);
    if (form.endsWith("ied")) return [`${form.slice(0, -3)}y`];
    return form.endsWith("ed") ? withoutEnding(form, 2) : [];
  });
  return new Set([...forms, ...stems]);
};

/** Whether two words are inflections of one. */
export const isSameWord = (forms: ReadonlySet<string>, word: string): boolean => {
  for (const form of baseForms(word)) if (forms.has(form)) return true;
  return false;
};

/** What every inflection of a word begins with: of policy `polic`, of saving `sav`. */
export const sharedBeginning = (word: string): string => {
  const forms = [...baseForms(word)];
  const shortest = forms.reduce((least, form) => (form.length < least.length ? form : least), word);
  let length = shortest.length;
  while (!forms.every((form) => form.startsWith(shortest.slice(0, length)))) length -= 1;
  return shortest.slice(0, length).replace(/(?:fe|[efy])$/, "");
};
