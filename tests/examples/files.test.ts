import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleFiles } from "../../scripts/example-files.ts";
import { signalFiles } from "../../scripts/example-signals.ts";
import { packageRoot } from "../../src/store/package-root.ts";

test.each([...exampleFiles(), ...signalFiles()])("examples/%s is what npm run examples writes", (path, text) => {
  expect(readFileSync(join(packageRoot, "examples", path), "utf8")).toBe(text);
});
