/**
 * Windows code page 949, which Korean Excel writes as "CSV" and calls EUC-KR. The platform's `euc-kr` knows only the 2,350 syllables of KS X 1001;
 * the other 8,822 (똠, 쀍, 뷁) stand in the code page in Unicode's order, in the places that KS X 1001 leaves free: that is all there is to its table.
 */

const firstLead = 0x81;
const lastLead = 0xfe;
const leads = lastLead - firstLead + 1;
const trails = 256;
const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;

/** Trails beside which KS X 1001 has nothing: letters' places, and the rest below 0xA1. */
const isFreeTrail = (trail: number): boolean =>
  (trail >= 0x41 && trail <= 0x5a) || (trail >= 0x61 && trail <= 0x7a) || (trail >= 0x81 && trail <= 0xfe);

/** € and ®, which Windows has and the standard of 1992 lacks. */
const signs: readonly (readonly [number, number])[] = [
  [0xa2e6, 0x20ac],
  [0xa2e7, 0xae],
];

const standardPairs = (table: Uint16Array): ReadonlySet<number> => {
  const decoder = new TextDecoder("euc-kr");
  const standard = new Set<number>();
  for (let lead = 0xa1; lead <= lastLead; lead += 1)
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) {
      const [character = "", more] = decoder.decode(Uint8Array.of(lead, trail));
      const code = character.charCodeAt(0);
      if (more !== undefined || code === 0xfffd || code < 0x80) continue;
      table[(lead - firstLead) * trails + trail] = code;
      standard.add(code);
    }
  for (const [pair, code] of signs) table[pair - firstLead * trails] = code;
  return standard;
};

const buildTable = (): Uint16Array => {
  const table = new Uint16Array(leads * trails);
  const standard = standardPairs(table);
  let syllable = firstSyllable;
  const nextSyllable = (): number => {
    while (standard.has(syllable)) syllable += 1;
    syllable += 1;
    return syllable - 1;
  };
  for (let lead = firstLead; lead <= 0xc6; lead += 1)
    for (let trail = 0x41; trail <= 0xfe; trail += 1) {
      if (!isFreeTrail(trail) || (lead > 0xa0 && trail > 0xa0)) continue;
      const next = nextSyllable();
      if (next > lastSyllable) return table;
      table[(lead - firstLead) * trails + trail] = next;
    }
  return table;
};

let known: Uint16Array | undefined;

/** What a stretch of bytes says, up to the first byte that is no text; a character that is cut at its end waits for the next stretch. */
export type Cp949Text = { readonly text: string; readonly badByte: number | null; readonly bytesRead: number };

/** Decodes piece by piece. */
export class Cp949Decoder {
  readonly #table: Uint16Array;
  #lead = 0;

  constructor() {
    known ??= buildTable();
    this.#table = known;
  }

  push(bytes: Uint8Array): Cp949Text {
    const table = this.#table;
    const codes = new Uint16Array(bytes.length + 1);
    let lead = this.#lead;
    let length = 0;
    let badByte: number | null = null;
    let bytesRead = bytes.length;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (lead === 0 && byte >= 0x80) {
        if (byte >= firstLead && byte <= lastLead) {
          lead = byte;
          continue;
        }
        badByte = byte;
        bytesRead = at + 1;
        break;
      }
      const code = lead === 0 ? byte : (table[(lead - firstLead) * trails + byte] ?? 0);
      if (code === 0 && lead !== 0) {
        // What stands behind may begin a character of its own.
        badByte = lead;
        bytesRead = at;
        lead = 0;
        break;
      }
      lead = 0;
      codes[length] = code;
      length += 1;
    }
    this.#lead = lead;
    return { text: Buffer.from(codes.buffer, 0, length * 2).toString("utf16le"), badByte, bytesRead };
  }

  /** The byte of a character that the file cuts off. */
  end(): number | null {
    return this.#lead === 0 ? null : this.#lead;
  }
}

type TextDecoding = { readonly decode: (bytes?: Uint8Array, options?: { readonly stream?: boolean }) => string };

const decoding = (isFatal: boolean): TextDecoding => {
  const decoder = new Cp949Decoder();
  const broken = (): string => {
    if (isFatal) throw new TypeError("Not text in CP949");
    return "\ufffd";
  };
  return {
    decode: (bytes, { stream = false } = {}) => {
      let text = "";
      let rest = bytes ?? new Uint8Array();
      while (rest.length > 0) {
        const read = decoder.push(rest);
        text += read.text;
        if (read.badByte === null) break;
        text += broken();
        rest = rest.subarray(read.bytesRead);
      }
      return !stream && decoder.end() !== null ? text + broken() : text;
    },
  };
};

/** A decoder by its label, which for `euc-kr` knows all of CP949. */
export const textDecoder = (label: string, { isFatal = false }: { readonly isFatal?: boolean } = {}): TextDecoding =>
  label === "euc-kr" ? decoding(isFatal) : new TextDecoder(label, { fatal: isFatal });

/** All of a text at once; undefined when it is none of this code page. */
export const decodeCp949 = (bytes: Uint8Array): string | undefined => {
  const decoder = new Cp949Decoder();
  const { text, badByte } = decoder.push(bytes);
  return badByte === null && decoder.end() === null ? text : undefined;
};
