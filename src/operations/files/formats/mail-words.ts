import { isUtf8 } from "node:buffer";
import addressparser from "nodemailer/lib/addressparser";
import { textDecoder } from "./cp949.ts";

/** Names of the Korean character set as mails have them. */
const korean: ReadonlySet<string> = new Set([
  "euc-kr",
  "ks_c_5601-1987",
  "ks_c_5601-1989",
  "ksc5601",
  "korean",
  "cp949",
  "ms949",
  "windows-949",
  "uhc",
]);

const shiftOut = 0x0e;
const shiftIn = 0x0f;

/** ISO-2022-KR (RFC 1557), which no platform decodes: between SO and SI stand the bytes of EUC-KR without their high bit. */
const asEucKr = (bytes: Buffer): Buffer => {
  let isShifted = false;
  const plain: number[] = [];
  for (const byte of Buffer.from(bytes.toString("latin1").replaceAll("\x1b$)C", ""), "latin1")) {
    if (byte === shiftOut || byte === shiftIn) isShifted = byte === shiftOut;
    else plain.push(isShifted && byte > 0x20 ? byte | 0x80 : byte);
  }
  return Buffer.from(plain);
};

const decodeKorean = (bytes: Buffer): string => textDecoder("euc-kr").decode(bytes);

const decode = (bytes: Buffer, charset: string): string => {
  const name = charset.toLowerCase();
  if (name === "iso-2022-kr") return decodeKorean(asEucKr(bytes));
  if (korean.has(name)) return decodeKorean(bytes);
  try {
    return new TextDecoder(name).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
};

/** Text that was put into a header as it is: UTF-8, else what Korean programs write. */
const decodePlain = (text: string): string => {
  const bytes = Buffer.from(text, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : decodeKorean(bytes);
};

const bytesOf = (encoding: string, text: string): Buffer =>
  encoding.toUpperCase() === "B"
    ? Buffer.from(text, "base64")
    : Buffer.from(
        text.replaceAll("_", " ").replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        "latin1",
      );

const encodedWord = /=\?([^?*\s]{1,40})(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=/gi;

/**
 * A header as a text (RFC 2047), from its bytes as Latin-1. Words of one character set side by side are decoded together: programs cut
 * characters in two.
 */
export const headerText = (raw: string): string => {
  const value = raw.replace(/\r?\n(?=[ \t])/g, "");
  let text = "";
  let at = 0;
  let open: { charset: string; bytes: Buffer } | undefined;
  const close = (): void => {
    if (open !== undefined) text += decode(open.bytes, open.charset);
    open = undefined;
  };
  for (const found of value.matchAll(encodedWord)) {
    const [whole, charset = "", encoding = "", content = ""] = found;
    const between = value.slice(at, found.index);
    if (open === undefined || between.trim() !== "") {
      close();
      text += decodePlain(between);
    }
    const bytes = bytesOf(encoding, content);
    if (open !== undefined && open.charset.toLowerCase() !== charset.toLowerCase()) close();
    open = { charset, bytes: open === undefined ? bytes : Buffer.concat([open.bytes, bytes]) };
    at = found.index + whole.length;
  }
  close();
  return (text + decodePlain(value.slice(at))).replace(/[\p{Cc}\s]+/gu, " ").trim();
};

/** More than any mail to people has; a mailing program's list is cut there. */
const mostAddresses = 500;
const longestList = 65_536;

/** How Outlook writes people of its own server (X.500), with brackets that stand for comments in addresses. */
const directoryNames = /^\s*\/o=/i;

/** The people of a header or a cell who have both an address, in lower case, and a name. */
export const peopleIn = (text: string): readonly { readonly name: string; readonly address: string }[] => {
  if (!text.includes("@") || directoryNames.test(text)) return [];
  return addressparser(text.slice(0, longestList), { flatten: true })
    .slice(0, mostAddresses)
    .map(({ address, name }) => ({ name: name.trim(), address: address.trim().toLowerCase() }))
    .filter(({ name, address }) => name !== "" && address !== "");
};

/** The addresses of a header or a cell in lower case, each once, groups opened; of somebody without one the name. */
export const addressesIn = (text: string): readonly string[] => {
  if (text.trim() === "") return [];
  if (directoryNames.test(text)) return [...new Set(text.split(";").map((each) => each.trim()))].filter((each) => each !== "");
  const found = addressparser(text.slice(0, longestList), { flatten: true }).map(({ address, name }) =>
    address === "" ? name.trim() : address.trim().toLowerCase(),
  );
  return [...new Set(found.filter((each) => each !== ""))].slice(0, mostAddresses);
};
