import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test, vi } from "vitest";
import { attain } from "../src/cli/attain.ts";
import { packageRoot } from "../src/store/package-root.ts";

const read = (path: string): string => readFileSync(join(packageRoot, path), "utf8");
const markdownIn = (folder: string): readonly string[] =>
  readdirSync(join(packageRoot, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
const documents = [".", "docs", "docs/decisions", "examples"].flatMap(markdownIn);

test.each(documents)("the links of %s lead somewhere", (path) => {
  const links = [...read(path).matchAll(/(?<!!)\[[^\]]*\]\(([^)#]+)/g)].flatMap(([, target = ""]) =>
    /^https?:/.test(target) ? [] : [target],
  );
  expect(links.filter((target) => !existsSync(join(packageRoot, dirname(path), target)))).toEqual([]);
});

test("the README in either language lists the commands that there are", async () => {
  const written: string[] = [];
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  await attain(
    ["--help", "--lang", "en"],
    { serve: () => Promise.reject(new Error("not asked")), openDatabase: () => Promise.reject(new Error("not asked")) },
    "0",
  );
  out.mockRestore();
  const [, list = ""] = /\nCommands:\n((?: {2}.*\n)+)/.exec(written.join("")) ?? [];
  const commands = [...list.matchAll(/^ {2}([a-z-]+)/gm)].flatMap(([, name = ""]) => (name === "help" ? [] : [name]));
  expect(commands).toContain("attainment");
  for (const path of ["README.md", "README.ko.md"]) {
    const listed = [...read(path).matchAll(/^\| (`attain .*?) \|/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`attain ([a-z-]+)/g)].map(([, name]) => name),
    );
    expect([path, listed.toSorted()]).toEqual([path, commands.toSorted()]);
  }
});
