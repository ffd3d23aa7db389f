/** The head of a message in a mailbox: the line that sets it apart, and its headers as they stand, in Latin-1. */
export type MailHead = { readonly envelope: string; readonly headers: string };

/**
 * A line that sets messages apart begins with `From `, names when the message came, and is followed by a header. Lines of bodies that begin
 * so are quoted (`>From `), or come without a blank line before, a time in them or a header after.
 */
const envelopeLine = /^From \S.{0,200}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d{1,2} \d{2}:\d{2}.{0,40}$/;
const headerLine = /^[!-9;-~]+[ \t]?:/;

/** Longer heads are cut: what says whom a message is from comes early. */
const longestHead = 262_144;
/** A line that has no end by then is none of a mailbox. */
const longestLine = 16_384;

const newline = 0x0a;
const separator = Buffer.from("\nFrom ");

/** Whether a text begins as a mailbox does (mbox, RFC 4155). */
export const isMailboxText = (text: string): boolean => {
  const [first = "", second = ""] = text.split(/\r?\n/, 2);
  return envelopeLine.test(first) && headerLine.test(second);
};

/** Where the bytes of a head end, and those of a body begin: at the first blank line. -1 while none is there. */
const blankLine = (bytes: Buffer): number => {
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) {
    if (bytes[at + 1] === newline || (bytes[at + 1] === 0x0d && bytes[at + 2] === newline)) return at + 1;
  }
  return -1;
};

const isBlankBefore = (bytes: Buffer, at: number): boolean =>
  at === 0 || bytes[at - 1] === newline || (bytes[at - 1] === 0x0d && (at === 1 || bytes[at - 2] === newline));

const lineAt = (bytes: Buffer, from: number): { readonly text: string; readonly next: number } | undefined => {
  const end = bytes.indexOf(newline, from);
  return end < 0 ? undefined : { text: bytes.toString("latin1", from, end).replace(/\r$/, ""), next: end + 1 };
};

/**
 * Takes a mailbox apart into the heads of its messages, piece by piece. Bodies are passed over as bytes and never become text; memory is that
 * of one piece and one head.
 */
export class MailboxSplitter {
  #rest: Buffer = Buffer.alloc(0);
  #isInHead = true;

  push(bytes: Buffer): readonly MailHead[] {
    return this.#split(this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]), false);
  }

  /** The last message, when it has no body. */
  end(): readonly MailHead[] {
    return this.#split(this.#rest, true);
  }

  #split(bytes: Buffer, isLast: boolean): readonly MailHead[] {
    const heads: MailHead[] = [];
    let at = 0;
    while (at < bytes.length) {
      const next: number = this.#isInHead ? this.#head(bytes, at, { heads, isLast }) : this.#body(bytes, at, isLast);
      if (next < 0) break;
      at = next;
    }
    // A copy, so that the piece itself can go.
    this.#rest = Buffer.from(bytes.subarray(at));
    return heads;
  }

  /** Past the head that begins here, or -1 when more of it is to come. */
  #head(bytes: Buffer, from: number, { heads, isLast }: { readonly heads: MailHead[]; readonly isLast: boolean }): number {
    const found = blankLine(bytes.subarray(from, from + longestHead));
    if (found < 0 && !isLast && bytes.length - from < longestHead) return -1;
    const end = found < 0 ? Math.min(bytes.length, from + longestHead) : from + found;
    const [envelope = "", ...lines] = bytes.toString("latin1", from, end).split("\n");
    if (envelope.startsWith("From ")) heads.push({ envelope: envelope.trimEnd(), headers: lines.join("\n") });
    this.#isInHead = false;
    // The blank line is left to the body: a message may follow right behind it.
    return end;
  }

  /** At the next message, at the end of what can be told not to begin one, or -1 when that is here. */
  #body(bytes: Buffer, from: number, isLast: boolean): number {
    for (let found = bytes.indexOf(separator, from); found >= 0; found = bytes.indexOf(separator, found + 1)) {
      const envelope = lineAt(bytes, found + 1);
      const after = envelope === undefined ? undefined : lineAt(bytes, envelope.next);
      const isCut = envelope === undefined || (after === undefined && bytes.length - envelope.next < longestLine);
      if (isCut && !isLast && bytes.length - found < 2 * longestLine) return found > from + 2 ? found - 2 : -1;
      const next = after?.text ?? (envelope === undefined ? "" : bytes.toString("latin1", envelope.next, envelope.next + 200));
      if (envelope !== undefined && isBlankBefore(bytes, found) && envelopeLine.test(envelope.text) && headerLine.test(next)) {
        this.#isInHead = true;
        return found + 1;
      }
    }
    const kept = Math.max(from, bytes.length - separator.length - 2);
    return isLast ? bytes.length : kept > from ? kept : -1;
  }
}

/** The headers that these names have, each as it stands with its folded lines; the first of each but for `to`, `cc` and `bcc`. */
export const headersOf = (headers: string, names: ReadonlySet<string>): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const line of headers
    .replaceAll("\r\n", "\n")
    .replace(/\n(?=[ \t])/g, "")
    .split("\n")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trimEnd().toLowerCase();
    if (colon > 0 && names.has(name) && !found.has(name)) found.set(name, line.slice(colon + 1).trim());
  }
  return found;
};
