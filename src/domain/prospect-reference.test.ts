import { describe, expect, test } from "vitest";
import { parsePhone, parseProspect } from "./prospect-reference.ts";

const read = (text: string, country = "KR"): string => {
  const outcome = parseProspect(text, "/prospect", country);
  return outcome.ok ? `${outcome.value.kind} ${outcome.value.value}` : outcome.refusals[0].code;
};

describe("a prospect is named by", () => {
  test.each([
    ["an e-mail address in lower case", "Mina@Example.COM", "KR", "email mina@example.com"],
    ["an e-mail address with spaces around it", " mina@example.com ", "KR", "email mina@example.com"],
    ["a number with its country code", "+82 10-1234-5678", "US", "phone +821012345678"],
    ["a number as the country writes it", "010-1234-5678", "KR", "phone +821012345678"],
    ["a land line", "02-312-3456", "KR", "phone +8223123456"],
    ["a number whose zero Excel ate", "1012345678", "KR", "phone +821012345678"],
    ["a number whose plus Excel ate", "821012345678", "KR", "phone +821012345678"],
    ["a number of North America", "(212) 555-0100", "US", "phone +12125550100"],
    ["the same with the country code", "1-212-555-0100", "US", "phone +12125550100"],
    ["the same as bare digits", "2125550100", "US", "phone +12125550100"],
    ["a number of another country", "0171 1234567", "DE", "phone +491711234567"],
    ["a handle with the network's name", "bsky:@Mina.Bsky.Social", "KR", "handle bsky:mina.bsky.social"],
    ["the older name of a network", "twitter:mina", "KR", "handle x:mina"],
    ["an id", "crm-1042", "KR", "id crm-1042"],
    ["an id of digits", "48901234567", "KR", "id 48901234567"],
    ["an id that is written like a number with hyphens", "2026-0001", "KR", "id 2026-0001"],
    ["an id with a colon of another system", "urn:li:person:1", "KR", "id urn:li:person:1"],
    ["an id that is said to be one", "id:2125550100", "US", "id 2125550100"],
    ["a number that is said to be one", "tel:612345678", "ES", "phone +34612345678"],
    ["an address that is said to be one", "mailto:Mina@example.com", "ES", "email mina@example.com"],
    ["an id in Unicode's form NFC", "e\u0301", "KR", "id é"],
  ])("%s: %s (%s)", (_, text, country, expected) => {
    expect(read(text, country)).toBe(expected);
  });
});

describe("refused as a prospect:", () => {
  test.each([
    ["several of them", "a@b.co;c@d.co", "several-prospects"],
    ["an address without a domain", "mina@", "email-format"],
    ["an address with a name", "Mina <mina@example.com>", "email-format"],
    ["two at signs", "mina@@example.com", "email-format"],
    ["a sum where a number should be", "+1-1", "phone-format"],
    ["a name of no network", "@mina", "handle-format"],
    ["a network without a name", "bsky:", "handle-format"],
    ["what every row would share", "null", "key-placeholder"],
    ["an invisible character", "mi\u200bna", "key-invisible"],
  ])("%s", (_, text, code) => {
    expect(read(text)).toBe(code);
  });
});

test("a column of telephone numbers takes nothing else", () => {
  expect(parsePhone("mina", "/phone", "KR")).toMatchObject({ ok: false, refusals: [{ code: "phone-format", pointer: "/phone" }] });
});
