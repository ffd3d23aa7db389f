/** A text as it is compared, and where each of its units stands in the text as written. */
export type NormalisedText = {
  readonly text: string;
  /** Where the n-th unit of `text` comes from: `written.slice(startsAt[n], endsBefore[n])`. */
  readonly startsAt: readonly number[];
  readonly endsBefore: readonly number[];
};

/** Stands where no phrase may reach across: an address, a name, the edge of a paragraph. */
export const BREAK = "\u2029";

const blockTag = /^<\/?(?:p|div|li|ul|ol|h[1-6]|t[dhr]|table|blockquote|section|article|hr|pre|title)\b/i;
const namedEntities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  middot: "·",
  hellip: "…",
  shy: "",
};

/**
 * In order: comments and tags, entities, addresses, names of people, what is not seen, letters of the compatibility block (ㅋㅋ) that NFKC would
 * make into other ones, and a character with what combines with it (Hangul syllables spelt out in jamo, letters with marks).
 */
const piece =
  /(?<tag><!--[^]*?-->|<\/?[a-z][^<>]{0,1000}>)|&(?<entity>#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});|(?<address>(?:https?:\/\/|www\.)[^\s<>"']+|(?<![\p{L}\p{N}._])@[\w.-]+)|(?<unseen>[\p{Cf}\p{Default_Ignorable_Code_Point}]+)|(?<jamo>[\u3131-\u318e])|[^][\p{M}\u1160-\u11ff\uff9e\uff9f]*/giu;

const character = (entity: string): string => {
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : " ";
};

const decoded = (entity: string, whole: string): string =>
  entity.startsWith("#") ? character(entity) : (namedEntities[entity.toLowerCase()] ?? whole);

const ofTag = (tag: string): string => (blockTag.test(tag) ? BREAK : /^<br\b/i.test(tag) ? "\n" : "");

/** One form for each letter: a sigma is written otherwise at the end of a word, and where that is depends on what stands around it. */
const oneForm = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll("ς", "σ");

const written = (match: RegExpMatchArray): string => {
  const [whole] = match;
  const { tag, entity, address, unseen, jamo } = match.groups ?? {};
  if (tag !== undefined) return ofTag(tag);
  if (address !== undefined) return BREAK;
  if (unseen !== undefined) return "";
  if (jamo !== undefined) return jamo;
  const text = entity === undefined ? whole : decoded(entity, whole);
  return oneForm(text);
};

/** Case, width, composition, unseen characters and markup out of the way; what is found can be shown in the text as it was written. */
export const normalise = (text: string): NormalisedText => {
  const startsAt: number[] = [];
  const endsBefore: number[] = [];
  let normal = "";
  for (const match of text.matchAll(piece)) {
    const units = written(match);
    normal += units;
    for (let unit = 0; unit < units.length; unit += 1) {
      startsAt.push(match.index);
      endsBefore.push(match.index + match[0].length);
    }
  }
  return { text: normal, startsAt, endsBefore };
};

/** Where a stretch of the normalised text stands in the text as written; the stretch has at least one unit. */
export const writtenSpan = (
  { startsAt, endsBefore }: NormalisedText,
  from: number,
  before: number,
): { readonly startsAt: number; readonly endsBefore: number } => ({
  startsAt: startsAt[from] ?? 0,
  endsBefore: endsBefore[before - 1] ?? startsAt[from] ?? 0,
});

/** What `normalise` reads otherwise than NFKC does; all else it only leaves out. */
export const hasMarkup = (text: string): boolean => /<[a-z/!]|&#?\w{2,8};/i.test(text);

/**
 * The same text without its places, many times faster, for the letters and digits alone: it may hold more of them than `normalise` leaves, and
 * never less. Lone jamo (ㅋㅋ) are other ones here.
 */
export const roughly = (text: string): string => (hasMarkup(text) ? normalise(text).text : oneForm(text));

/** A text as people read it: tags gone, paragraphs as lines, entities as what they stand for. Case and width stay. */
export const withoutMarkup = (text: string): string =>
  [...text.matchAll(piece)]
    .map((match) => {
      const { tag, entity } = match.groups ?? {};
      if (tag !== undefined) return ofTag(tag).replace(BREAK, "\n");
      return entity === undefined ? match[0] : decoded(entity, match[0]);
    })
    .join("");
