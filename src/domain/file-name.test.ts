import { describe, expect, test } from "vitest";
import { nameOfRejected, readUploadName } from "./file-name.ts";

describe("the name of a file that is sent", () => {
  test.each([
    ["calls.csv", "calls.csv"],
    ["../../etc/passwd", "passwd"],
    ["..\\..\\windows\\x", "x"],
    ["/etc/passwd", "passwd"],
    ["C:\\x.csv", "x.csv"],
    ["", "upload"],
    [".", "upload"],
    ["..", "upload"],
    ["a/", "upload"],
    ["CON", "CON"],
    ["활동일지.xlsx".normalize("NFD"), "활동일지.xlsx".normalize("NFC")],
    ["x".repeat(255), "x".repeat(255)],
  ])("of %j the label %j is kept", (found, label) => expect(readUploadName(found, "/file")).toEqual({ ok: true, value: label }));

  test.each([
    ["x.csv\0.exe", "file-name"],
    ["a\r\nb.csv", "file-name"],
    ["a%0D%0Ab.csv", "file-name"],
    ["\u202evsc.exe", "file-name"],
    ["x".repeat(256), "file-name"],
    ["x".repeat(5_000), "file-name"],
    ["900101-1234568.csv", "secret-number"],
  ])("%j is refused as %s", (found, code) => {
    const outcome = readUploadName(found, "/file");
    expect(outcome.ok ? null : outcome.refusals[0].code).toBe(code);
  });
});

describe("a file of rejected rows", () => {
  test.each([
    ["calls.csv.rejected.csv", "calls.csv"],
    ["calls.csv.rejected (1).csv", "calls.csv"],
    ["calls.csv.rejected(2).csv", "calls.csv"],
    ["calls.csv.rejected-2.xlsx", "calls.csv"],
    ["활동일지.xlsx.rejected - 복사본.csv".normalize("NFD"), "활동일지.xlsx"],
    ["calls.csv.rejected.csv.rejected.csv", "calls.csv.rejected.csv"],
    ["calls.ndjson.rejected.ndjson", "calls.ndjson"],
    ["rejected.csv", null],
    [".rejected.csv", null],
    ["calls.rejected", null],
    ["calls.rejectedcalls.csv", null],
    ["calls.csv", null],
  ])("called %j is of %j", (name, original) => expect(nameOfRejected(name)).toBe(original));
});
