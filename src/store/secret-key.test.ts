import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { newSecret, openText, readSecret, sealText, subkey } from "./secret-key.ts";

const folder = mkdtempSync(join(tmpdir(), `attain-test-${process.pid}-`));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const codes = (key: string): readonly string[] => {
  const read = readSecret(folder, { ATTAIN_SECRET_KEY: key });
  return read.ok ? [] : read.refusals.map(({ code }) => code);
};

test("the first start makes a secret that only its user reads, and later ones find it", () => {
  const data = join(folder, "data");
  const first = readSecret(data, {});
  expect(statSync(join(data, "secret-key")).mode & 0o777).toBe(0o600);
  const again = readSecret(data, { ATTAIN_SECRET_KEY: "" });
  expect(first.ok && again.ok && first.value.equals(again.value)).toBe(true);
  expect(Buffer.from(readFileSync(join(data, "secret-key"), "utf8"), "base64url")).toHaveLength(32);
});

test("a file that others may read is refused", () => {
  const data = join(folder, "open");
  readSecret(data, {});
  chmodSync(join(data, "secret-key"), 0o640);
  expect(readSecret(data, {})).toMatchObject({ ok: false, refusals: [{ code: "secret-key-open", values: { mode: "640" } }] });
});

test.for([
  ["random bytes", randomBytes(32).toString("base64"), []],
  ["the same in the alphabet for addresses", randomBytes(32).toString("base64url"), []],
  ["31 bytes", randomBytes(31).toString("base64"), ["secret-key-invalid"]],
  ["no base64", "correct horse battery staple and more", ["secret-key-invalid"]],
  ["equal bytes", Buffer.alloc(32, 7).toString("base64"), ["secret-key-weak"]],
  ["bytes that repeat", Buffer.from("9f8e7d6c5b4a3928".repeat(4), "hex").toString("base64"), ["secret-key-weak"]],
  ["words", Buffer.from("correct horse battery staple, 12").toString("base64"), ["secret-key-weak"]],
] as const)("of a key that is set: %s", ([, key, expected]) => {
  expect(codes(key)).toEqual(expected);
});

test("what is sealed opens with its key alone, and not when it was changed", () => {
  const secret = newSecret();
  const key = subkey(secret, "one purpose");
  const sealed = sealText(key, "비밀 · secret");
  expect(openText(key, sealed)).toBe("비밀 · secret");
  expect(sealText(key, "비밀 · secret")).not.toEqual(sealed);
  expect(() => openText(subkey(secret, "another purpose"), sealed)).toThrow(/authenticate/);
  expect(() => openText(key, Buffer.from(sealed.map((byte, at) => (at === 20 ? byte ^ 1 : byte))))).toThrow(/authenticate/);
  expect(() => openText(key, sealed.subarray(0, 20))).toThrow(/tag|authenticate/);
});
