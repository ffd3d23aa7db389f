import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../src/store/package-root.ts";
import { attainWith, nothing } from "./command-line.ts";

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
  const { stdout } = await attainWith(nothing, ["--help", "--lang", "en"]);
  const [, list = ""] = /\nCommands:\n((?: {2}.*\n)+)/.exec(stdout) ?? [];
  const commands = [...list.matchAll(/^ {2}([a-z-]+)/gm)].flatMap(([, name = ""]) => (name === "help" ? [] : [name]));
  expect(commands).toContain("attainment");
  for (const path of ["README.md", "README.ko.md"]) {
    const listed = [...read(path).matchAll(/^\| (`attain .*?) \|/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`attain ([a-z-]+)/g)].map(([, name]) => name),
    );
    expect([path, listed.toSorted()]).toEqual([path, commands.toSorted()]);
  }
});
