import { expect, test } from "vitest";
import { secretIn, withoutSecrets } from "./secret-number.ts";

// 900101-1234568 has a right check digit (2·9+3·0+4·0+5·1+6·0+7·1+8·1+9·2+2·3+3·4+4·5+5·6 = 124, 11 − 124 mod 11 = 8);
// the cards are the schemes' own test numbers.
test.each([
  ["900101-1234568", "resident-number"],
  ["900101-1234567", "resident-number"],
  ["고객 주민번호 210315-3012345 확인", "resident-number"],
  ["9001011234568", "resident-number"],
  ["4111 1111 1111 1111", "payment-card"],
  ["카드 5555-5555-5555-4444", "payment-card"],
  ["378282246310005", "payment-card"],
  ["cafe4111111111111111", "payment-card"],
  ["900101 - 1234568", "resident-number"],
  ["주민 900101- 1234567", "resident-number"],
  ["3782 822463 10005", "payment-card"],
  ["900101 1 234568", "resident-number"],
  ["900101\u200b1234568", "resident-number"],
  ["900101\u00ad-\u20601234567", "resident-number"],
  ["4111.1111.1111.1111", "payment-card"],
  ["카드 3782.822463.10005, 12.5 4111 1111 1111 1111", "payment-card"],
  ["주민 900101.1234568", "resident-number"],
  ["4111\u200b\u200b1111 \ufeff1111\u200d1111", "payment-card"],
])("%s is %s", (text, kind) => {
  expect(secretIn(text)).toBe(kind);
  expect(secretIn(withoutSecrets(text))).toBeUndefined();
});

test.each([
  ["bare digits with a wrong check digit", "9001011234567"],
  ["a month that there is not", "901301-1234567"],
  ["a time in milliseconds", "1767571200000"],
  ["a card with a wrong check digit", "4111111111111112"],
  ["a telephone number", "+4111111111111111"],
  ["a number that goes on", "41111111111111111111"],
  ["another id", "0061600000ABCDE-12345678901"],
  ["an id of several numbers", "10-1126-0-286446"],
  ["an id with a right sum", "411-1111-1111-11111"],
  ["two telephone numbers", "010-1234-5678 - 010-8765-4321"],
  ["days from and to", "20260302 - 20260331"],
  ["a mail", "Re: 2026-03-02 10:00 - 12:00"],
  ["a number with decimals", "900101.1234567"],
  ["a number with more decimals", "900101.12345681"],
  ["an address of a network", "4111.1111.1111.1112"],
  ["a version", "2026.0302.1000.1111.2"],
  ["a UUID", "https://crm.example/calls/41111111-1111-1111-b234-56789abcdef0"],
  ["a digest", "abcdef4111111111111111abcdef0123"],
])("%s is no secret: %s", (_, text) => {
  expect(secretIn(text)).toBeUndefined();
  expect(withoutSecrets(text)).toBe(text);
});
