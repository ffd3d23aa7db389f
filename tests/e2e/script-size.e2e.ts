import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { packageRoot } from "../../src/store/package-root.ts";

const built = join(packageRoot, "dist", "web");
/** Of pages that are opened forty times a day between calls. */
const everyDay = /^(?:today|record|team|attainment|board)\//;
const LARGEST = { everyDay: 200_000, other: 240_000 };

type Chunk = { readonly file: string; readonly isEntry?: boolean; readonly imports?: readonly string[] };

/** What the build wrote about itself. */
const manifest = (): Readonly<Record<string, Chunk>> =>
  JSON.parse(readFileSync(join(built, "files.json"), "utf8")) as Readonly<Record<string, Chunk>>;

/** A chunk and everything that it imports at once. */
const withImports = (chunks: Readonly<Record<string, Chunk>>, key: string, found = new Set<string>()): ReadonlySet<string> => {
  const chunk = chunks[key];
  if (chunk === undefined || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const each of chunk.imports ?? []) withImports(chunks, each, found);
  return found;
};

const compressed = (file: string): number => gzipSync(readFileSync(join(built, file))).length;

test("the pages of every day have their script, what they share among it, below 200 kB on the wire, and the others below 240", () => {
  const chunks = manifest();
  const entry = Object.keys(chunks).find((key) => chunks[key]?.isEntry === true) ?? "";
  const table = readFileSync(join(packageRoot, "src", "web", "pages.tsx"), "utf8");
  const pages = [...table.matchAll(/import\("\.\/([^"]+)"\)/g)].map(([, path = ""]) => path);
  expect(pages.length).toBeGreaterThan(0);
  expect(pages.filter((page) => chunks[page] === undefined)).toEqual([]);
  const sizes = pages.map((page): readonly [string, number] => {
    const files = new Set([...withImports(chunks, entry), ...withImports(chunks, page)]);
    return [page, [...files].reduce((sum, file) => sum + compressed(file), 0)];
  });
  process.stderr.write(`${sizes.map(([page, size]) => `${(size / 1_000).toFixed(1)} kB ${page}`).join("\n")}\n`);
  expect(sizes.filter(([page, size]) => size > (everyDay.test(page) ? LARGEST.everyDay : LARGEST.other))).toEqual([]);
});
