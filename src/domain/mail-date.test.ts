import { expect, test } from "vitest";
import { envelopeDate, mailDate } from "./mail-date.ts";

test.each([
  ["Mon, 2 Mar 2026 09:05:12 +0900", "2026-03-02T09:05:12+09:00"],
  ["Mon, 02 Mar 2026 09:05 +0900 (KST)", "2026-03-02T09:05:00+09:00"],
  ["2 Mar 2026 00:05:12 GMT", "2026-03-02T00:05:12+00:00"],
  ["Mon, 2 Mar 26 00:05:12 EST", "2026-03-02T00:05:12-05:00"],
  ["Tue,\r\n 10 Feb 2026 19:05:12 -0330", "2026-02-10T19:05:12-03:30"],
  ["Monday, soon", undefined],
  ["Mon, 2 Mar 2026 09:05:12 XYZ", undefined],
  ["Mon, 2 Foo 2026 09:05:12 +0900", undefined],
  ["", undefined],
])("The date %j of a mail is %j", (text, iso) => {
  expect(mailDate(text)).toBe(iso);
});

test.each([
  ["From 1789@xxx Mon Mar 02 00:05:12 +0000 2026", "2026-03-02T00:05:12+00:00"],
  ["From - Mon Mar  2 00:05:12 2026", "2026-03-02T00:05:12+00:00"],
  ["From minji@example.com", undefined],
])("The line %j is of %j", (line, iso) => {
  expect(envelopeDate(line)).toBe(iso);
});
