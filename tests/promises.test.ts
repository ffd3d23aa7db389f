import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../src/store/package-root.ts";
import { promises } from "./promises.ts";

test("each promise has test files that show it", () => {
  const files = ["src", "tests"].flatMap((folder) =>
    readdirSync(join(packageRoot, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  );
  const tests = files.filter((name) => /\.(?:test\.tsx?|e2e\.ts)$/.test(name));
  expect(promises.filter(([, pattern]) => !tests.some((name) => pattern.test(name))).map(([promise]) => promise)).toEqual([]);
});
