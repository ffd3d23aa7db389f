import { expect, test } from "vitest";
import { addressesIn, headerText } from "./mail-words.ts";

const latin1 = (...bytes: readonly number[]): string => Buffer.from(bytes).toString("latin1");

test.each([
  ["Hello", "Hello"],
  ["=?UTF-8?B?7JWI64WV?= Minji", "안녕 Minji"],
  ["=?utf-8?Q?caf=C3=A9_au_lait?=", "café au lait"],
  ["=?EUC-KR?B?vsiz5w==?=", "안녕"],
  ["=?ks_c_5601-1987?B?vsiz5w==?=", "안녕"],
  ["=?cp949?B?jGM=?=", "똠"],
  ["=?ISO-2022-KR?B?GyQpQw4+SDNnDw==?=", "안녕"],
  ["=?utf-8*ko?B?7JWI64WV?=", "안녕"],
  // One syllable cut in two.
  ["=?UTF-8?B?7JWI?=\r\n =?UTF-8?B?64WV?=", "안녕"],
  ["=?UTF-8?B?7JU=?= =?UTF-8?B?iOuFlQ==?=", "안녕"],
  ["=?UTF-8?B?7JWI64WV?= =?EUC-KR?B?vsiz5w==?=", "안녕안녕"],
  ["Re: a\r\n folded\r\n\tline", "Re: a folded line"],
  ["=?x-unknown?Q?a=41?=", "aA"],
  [Buffer.from("안녕").toString("latin1"), "안녕"],
  [latin1(0xbe, 0xc8, 0xb3, 0xe7), "안녕"],
  // What is broken costs nothing but itself.
  [latin1(0x8c, 0x63, 0xff), "똠\ufffd"],
  ["=?broken", "=?broken"],
  ["a\0b\x07", "a b"],
])("The header %j says %j", (raw, text) => {
  expect(headerText(raw)).toBe(text);
});

test.each([
  ["Minji <Minji@Example.com>", ["minji@example.com"]],
  ['"Kim, Minji" <minji@example.com>, raj@example.com', ["minji@example.com", "raj@example.com"]],
  ["minji@example.com; raj@example.com", ["minji@example.com", "raj@example.com"]],
  ["=?UTF-8?B?6rmA66+87KeA?= <minji@example.com>", ["minji@example.com"]],
  ["Team: minji@example.com, raj@example.com;", ["minji@example.com", "raj@example.com"]],
  ["minji@example.com, MINJI@example.com", ["minji@example.com"]],
  ["김민지", ["김민지"]],
  [
    "/o=Northwind/ou=Group (FYDI)/cn=raj; /o=Northwind/ou=Group (FYDI)/cn=minji",
    ["/o=Northwind/ou=Group (FYDI)/cn=raj", "/o=Northwind/ou=Group (FYDI)/cn=minji"],
  ],
  ["undisclosed-recipients:;", []],
  ["", []],
])("%j are the addresses %j", (text, addresses) => {
  expect(addressesIn(text)).toEqual(addresses);
});

test("A list without end is cut", () => {
  expect(addressesIn(Array.from({ length: 2000 }, (_, at) => `a${at}@example.com`).join(", "))).toHaveLength(500);
});
