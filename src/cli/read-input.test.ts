import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readInput } from "./read-input.ts";

const folder = mkdtempSync(join(tmpdir(), "attain-read-input-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

test("a file is read as a whole", async () => {
  expect(await readInput(fileOf("company.yaml", "company: { id: 회사 }"))).toEqual({ ok: true, value: "company: { id: 회사 }" });
});

test.each([
  ["file-missing", () => folder],
  ["file-missing", () => join(folder, "nothing\u001b[31m")],
  ["input-unreadable", () => join(fileOf("a-file", "no folder"), "below")],
  ["input-encoding", () => fileOf("latin", new Uint8Array([0xe9]))],
  ["input-too-large", () => "/dev/zero"],
])("%s", async (code, file) => {
  const read = await readInput(file());
  expect(read).toMatchObject({ ok: false, refusals: [{ code }] });
  expect(JSON.stringify(read)).not.toContain("\\u001b");
});
