import { Parser } from "htmlparser2";
import { parseInstant, type Instant } from "../instant.ts";
import { mailDate } from "../mail-date.ts";
import { accepted, refusal, refused, type Outcome } from "../refusal.ts";
import { shown } from "../shown.ts";
import { isWebAddress } from "../web-address.ts";
import { withoutMarkup } from "./normalised-text.ts";

/** A post of a feed. `id` is its own, else its address; `at` null where it does not say. */
export type FeedEntry = {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly url: string | null;
  /** As the feed calls them: a name, by which nobody is known. */
  readonly author: string | null;
  readonly at: Instant | null;
};

export type Feed = {
  readonly title: string;
  readonly entries: readonly FeedEntry[];
  /** Posts without an id and an address, which would be new each time. */
  readonly unnamed: number;
};

const DEEPEST = 200;
const LONGEST_TAG = 200_000;
const MOST_ENTRIES = 2_000;
const LONGEST_ID = 255;
/** Of a post so much is looked at; topics are found in what people write, and books are no posts. */
const LONGEST_TEXT = 50_000;

/** By their prefixes, as feeds have had them for twenty years; `media:title` and the like say something else. */
const prefixes: ReadonlySet<string> = new Set(["", "atom", "a10", "rss", "rdf", "content", "dc"]);

const nameOf = (tag: string): string => {
  const colon = tag.indexOf(":");
  const name = tag.slice(colon + 1);
  return prefixes.has(tag.slice(0, Math.max(0, colon)).toLowerCase()) ? name.toLowerCase() : "";
};

/** The fields of a post by the elements that have them in RSS 0.9 to 2.0, RDF and Atom; the first that is there is taken. */
const elements = {
  id: ["guid", "id"],
  title: ["title"],
  text: ["encoded", "content", "description", "summary"],
  link: ["link"],
  author: ["creator", "name", "author"],
  at: ["published", "pubdate", "date", "issued", "updated", "modified"],
} as const;

type Texts = Map<string, string>;

const first = (texts: Texts, names: readonly string[]): string => {
  for (const name of names) {
    const text = texts.get(name)?.trim() ?? "";
    if (text !== "") return text;
  }
  return "";
};

const whole = (text: string): string => withoutMarkup(text).replace(/\s+/g, " ").trim();

const instantOf = (text: string): Instant | null => {
  const read = parseInstant(text, "");
  if (read.ok) return read.value;
  const date = mailDate(text);
  const mail = date === undefined ? undefined : parseInstant(date, "");
  return mail?.ok === true ? mail.value : null;
};

/** An id that is too long for a key is known by its end, in which addresses differ. */
const keyOf = (id: string): string => Array.from(id).slice(-LONGEST_ID).join("").trim();

const entryOf = (texts: Texts): FeedEntry | undefined => {
  const link = first(texts, elements.link);
  const about = texts.get("@about") ?? "";
  const id = keyOf(first(texts, elements.id) || about || link);
  if (id === "") return undefined;
  const guid = texts.get("guid")?.trim() ?? "";
  const url = [link, about, guid].find((each) => isWebAddress(each));
  const author = whole(first(texts, elements.author));
  return {
    id,
    title: whole(first(texts, elements.title)),
    text: withoutMarkup(first(texts, elements.text)).trim(),
    url: url ?? null,
    author: author === "" ? null : author,
    at: instantOf(first(texts, elements.at)),
  };
};

const roots: ReadonlySet<string> = new Set(["rss", "feed", "rdf"]);

/** Puts together what the parser tells; stops listening at what no feed is. */
class FeedReading {
  readonly entries: FeedEntry[] = [];
  title = "";
  unnamed = 0;
  root: string | undefined;
  isTooDeep = false;
  readonly #path: string[] = [];
  #post: Texts | undefined;
  /** At which depth the post and its field at hand stand; within a field markup is part of the text. */
  #postDepth = 0;
  #field: { readonly name: string; readonly depth: number } | undefined;

  open(tag: string, attributes: Readonly<Record<string, string>>): void {
    this.#path.push(tag);
    const depth = this.#path.length;
    if (depth > DEEPEST) this.isTooDeep = true;
    const name = nameOf(tag);
    this.root ??= name === "" ? tag : name;
    if (this.#field !== undefined) {
      // XHTML within Atom is markup of the text; only a person's name stands within another element.
      if (this.#field.name === "author" && name === "name") this.#field = { name, depth };
      else this.#add(`<${tag}>`);
    } else if (this.#post === undefined && (name === "item" || name === "entry")) {
      this.#post = new Map();
      this.#postDepth = depth;
      const about = attributes["rdf:about"];
      if (about !== undefined) this.#post.set("@about", about);
    } else if (this.#post !== undefined && depth === this.#postDepth + 1 && name !== "") this.#openField(name, depth, attributes);
    else if (this.#post === undefined && name === "title" && this.title === "") this.#field = { name: "title", depth };
  }

  #openField(name: string, depth: number, attributes: Readonly<Record<string, string>>): void {
    const { href, rel = "alternate" } = attributes;
    // Atom has an address in an attribute, and several of them.
    if (name === "link" && href !== undefined) {
      if (rel === "alternate" && this.#post?.has("link") !== true) this.#post?.set("link", href);
      return;
    }
    // The first of several holds: a second title is that of a picture.
    if (this.#post?.has(name) !== true) this.#field = { name, depth };
  }

  #add(text: string): void {
    if (this.#field === undefined) return;
    if (this.#post === undefined) this.title += text.slice(0, LONGEST_ID);
    else {
      const known = this.#post.get(this.#field.name) ?? "";
      if (known.length < LONGEST_TEXT) this.#post.set(this.#field.name, known + text.slice(0, LONGEST_TEXT));
    }
  }

  text(text: string): void {
    this.#add(text);
  }

  close(tag: string): void {
    const depth = this.#path.length;
    this.#path.pop();
    if (this.#field !== undefined) {
      if (depth === this.#field.depth) this.#field = undefined;
      else if (depth > this.#field.depth) this.#add(`</${tag}>`);
      return;
    }
    if (this.#post === undefined || depth !== this.#postDepth) return;
    const entry = entryOf(this.#post);
    this.#post = undefined;
    if (entry === undefined) this.unnamed += 1;
    else if (this.entries.length < MOST_ENTRIES) this.entries.push(entry);
  }
}

/**
 * A feed in RSS or Atom of whatever version, from its text. Entities that a document type defines stay what they are, so that none grows; markup in posts
 * is taken out. Refuses what is no feed, and one nested so deep that no feed is.
 */
export const readFeed = (text: string): Outcome<Feed> => {
  const reading = new FeedReading();
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => reading.open(tag, attributes),
      ontext: (piece) => reading.text(piece),
      onclosetag: (tag) => reading.close(tag),
    },
    { xmlMode: true },
  );
  // Piece by piece, so that what is no feed is given up early.
  const PIECE = 65_536;
  for (let at = 0; at < text.length; at += PIECE) {
    parser.write(text.slice(at, at + PIECE));
    const isEndless = at + PIECE - parser.endIndex > LONGEST_TAG;
    if (reading.isTooDeep || isEndless) return refused(refusal("feed-deep", "", { limit: DEEPEST }));
    if (reading.root !== undefined && !roots.has(reading.root)) break;
  }
  parser.end();
  const { root = "", title, entries, unnamed } = reading;
  if (!roots.has(root))
    return refused(refusal("feed-format", "", { found: root === "" ? shown(text.trim().slice(0, 20)) : `<${shown(root)}>` }));
  return accepted({ title: whole(title), entries, unnamed });
};

const declared = /^\s*<\?xml[^>]{0,200}\bencoding\s*=\s*["']([\w.:-]{1,40})["']/i;
const inHeader = /\bcharset\s*=\s*["']?([\w.:-]{1,40})/i;

/** Names that programs in Korea write for what the encoding standard calls euc-kr. */
const otherNames: ReadonlySet<string> = new Set(["cp949", "ms949", "uhc", "x-windows-949"]);

/**
 * In which encoding a feed is written: what its first bytes show, else what the server said, else what the feed says itself, else UTF-8 (RFC 7303).
 * `head` is the beginning of its bytes, read as Latin-1.
 */
export const feedEncoding = (contentType: string | null, head: string): string => {
  if (head.startsWith("\u00ef\u00bb\u00bf")) return "utf-8";
  if (head.startsWith("\u00ff\u00fe")) return "utf-16le";
  if (head.startsWith("\u00fe\u00ff")) return "utf-16be";
  const name = (inHeader.exec(contentType ?? "")?.[1] ?? declared.exec(head)?.[1] ?? "utf-8").toLowerCase();
  return otherNames.has(name) ? "euc-kr" : name;
};
