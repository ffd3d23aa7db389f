import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { packageRoot } from "../src/store/package-root.ts";

const root = mkdtempSync(join(tmpdir(), "attain-layers-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** One file for each way of breaking the law of the layers, and the rule that must find it. */
const planted: readonly (readonly [file: string, imported: string, rule: string])[] = [
  ["src/domain/reads-files.ts", "node:fs", "domain-is-pure"],
  ["src/domain/reads-schemas.ts", "zod", "domain-reads-no-schemas"],
  ["src/domain/asks-store.ts", "../store/sound.ts", "domain-stands-alone"],
  ["src/store/decides.ts", "../operations/sound.ts", "store-knows-only-domain"],
  ["src/operations/answers.ts", "../http/sound.ts", "operations-know-no-door"],
  ["src/http/asks-store.ts", "../store/sound.ts", "http-calls-operations"],
  ["src/http/asks-cli.ts", "../cli/sound.ts", "http-calls-operations"],
  ["src/cli/asks-store.ts", "../store/sound.ts", "cli-calls-operations"],
  ["src/cli/asks-http.ts", "../http/sound.ts", "cli-calls-operations"],
  ["src/jobs/asks-store.ts", "../store/sound.ts", "jobs-calls-operations"],
  ["src/connectors/asks-jobs.ts", "../jobs/sound.ts", "connectors-calls-operations"],
  ["src/web/asks-operations.ts", "../operations/sound.ts", "web-knows-only-domain"],
  ["src/web/reads-files.ts", "node:fs", "web-runs-in-a-browser"],
  ["src/operations/speaks-sql.ts", "kysely", "only-store-speaks-sql"],
  ["src/operations/draws.ts", "react", "only-web-draws"],
  ["src/operations/nowhere.ts", "./nowhere-at-all.ts", "everything-resolves"],
  ["src/operations/fro.ts", "./to-and.ts", "no-cycles"],
  ["src/operations/tests.ts", "fast-check", "the-server-runs-without-development"],
];

test("every break of the layers' law is found, type-only imports included", () => {
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  for (const layer of ["domain", "store", "operations", "http", "jobs", "connectors", "cli"])
    write(`src/${layer}/sound.ts`, "export type Sound = string;\nexport const sound = 1;\n");
  write("src/operations/to-and.ts", 'import * as it from "./fro.ts";\nexport const own = it;\n');
  const typeOnly = new Set(["src/http/asks-store.ts", "src/domain/asks-store.ts"]);
  for (const [file, imported] of planted)
    write(
      file,
      typeOnly.has(file)
        ? `import type { Sound } from "${imported}";\nexport type Own = Sound;\n`
        : `import * as it from "${imported}";\nexport const own = it;\n`,
    );
  for (const name of ["package.json", "tsconfig.base.json", "node_modules"]) symlinkSync(join(packageRoot, name), join(root, name));

  const depcruise = join(packageRoot, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
  const { stdout } = spawnSync(
    process.execPath,
    [depcruise, "src", "--config", join(packageRoot, ".dependency-cruiser.cjs"), "--output-type", "json"],
    { cwd: root, encoding: "utf8", maxBuffer: 1e8 },
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: readonly { from: string; rule: { name: string } }[] } };
  const found = new Set(summary.violations.map(({ from, rule }) => `${from} ${rule.name}`));
  expect(planted.map(([file, , rule]) => `${file} ${rule}`).filter((expected) => !found.has(expected))).toEqual([]);
  expect([...found].filter((violation) => violation.includes("sound.ts"))).toEqual([]);
}, 60_000);
