import { expect, test } from "vitest";
import { Cp949Decoder, decodeCp949, textDecoder } from "./cp949.ts";

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");

/** As Python's codec cp949 writes them. */
test.each([
  ["김민지", "b1e8b9cec1f6"],
  ["똠쀍뷁", "8c6397cd94ee"],
  ["갂힣", "8141c652"],
  ["€®", "a2e6a2e7"],
  ["TA 15건", "5441203135b0c7"],
  ["株式會社", "f1bbe3d2fce5dee4"],
])("%s", (text, hex) => {
  expect(decodeCp949(bytes(hex))).toBe(text);
});

test("every syllable has one pair of bytes", () => {
  const found = new Set<string>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x41; trail <= 0xfe; trail += 1) {
      const text = decodeCp949(Uint8Array.of(lead, trail)) ?? "";
      if (text.length === 1 && text >= "가" && text <= "힣") {
        expect(found.has(text)).toBe(false);
        found.add(text);
      }
    }
  expect(found.size).toBe(11_172);
});

test.each([
  ["a byte that begins no character", "b1e8ff", 0xff],
  ["a lead without its trail", "8120", 0x81],
  ["0x80", "4180", 0x80],
])("told: %s", (_, hex, badByte) => {
  expect(new Cp949Decoder().push(bytes(hex)).badByte).toBe(badByte);
  expect(decodeCp949(bytes(hex))).toBeUndefined();
});

test("a character may be cut between two pieces, and not at the end", () => {
  const decoder = new Cp949Decoder();
  expect(decoder.push(bytes("b1e88c")).text + decoder.push(bytes("63")).text).toBe("김똠");
  expect(decoder.end()).toBeNull();
  expect(decodeCp949(bytes("b1e88c"))).toBeUndefined();
});

test("where broken bytes are not refused, they are marked and the rest is read", () => {
  const decoder = textDecoder("euc-kr");
  expect(decoder.decode(bytes("b1e8ff8c63"), { stream: true }) + decoder.decode(bytes("8141b1"))).toBe("김\ufffd똠갂\ufffd");
  expect(textDecoder("euc-kr").decode(bytes("8120b1e8"))).toBe("\ufffd 김");
  expect(() => textDecoder("euc-kr", { isFatal: true }).decode(bytes("ff"))).toThrow(TypeError);
  expect(textDecoder("utf-8").decode(Buffer.from("김"))).toBe("김");
});
