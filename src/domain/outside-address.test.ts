import { expect, test } from "vitest";
import { insideAddresses, insideUrls, outsideAddresses } from "../../tests/inside-addresses.ts";
import { isOutside, refuseUrl } from "./outside-address.ts";

test.each(insideAddresses)("%j is not of the public internet", (address) => {
  expect(isOutside(address)).toBe(false);
});

test.each(outsideAddresses)("%s is of the public internet", (address) => {
  expect(isOutside(address)).toBe(true);
});

test("more than 80 forms of addresses within are refused by how they are written", () => {
  const urls = insideUrls(8443);
  expect(new Set(urls).size).toBeGreaterThan(80);
  expect(urls.filter((url) => refuseUrl(url, "/url") === undefined)).toEqual([]);
});

test.each([
  ["http://hooks.example/", "url-not-https"],
  ["https://raj:secret@hooks.example/", "url-account"],
  ["https://8.8.8.8/", "url-number"],
  ["https://[2606:4700::1111]/", "url-number"],
  ["https://printer.local/", "url-inside"],
  ["https://hooks/", "url-host"],
  ["https://hooks.example./", "url-host"],
  ["https://한국.example/", "url-host"],
  ["https://hooks.example:22/", "url-port"],
  ["https://hooks.example:65536/", "url-port"],
  ["https://hooks.example/a b", "url-unreadable"],
  ["https://hooks.example/#a", "url-unreadable"],
  ["hooks.example", "url-unreadable"],
  [`https://hooks.example/${"a".repeat(2_000)}`, "text-too-long"],
])("%s is refused as %s", (url, code) => {
  expect(refuseUrl(url, "/url")).toMatchObject({ code, pointer: "/url" });
});

test.each([
  "https://hooks.example",
  "HTTPS://Hooks.Example/",
  "https://hooks.example:8443/a/b?c=d&e=%20#".replace("#", ""),
  "https://xn--3e0b707e.example/~a/(b)/[c]?d=$e",
  "https://a-1.b2.hooks.example?x",
])("%s may be asked", (url) => {
  expect(refuseUrl(url, "/url")).toBeUndefined();
});
