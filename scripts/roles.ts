import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../src/store/package-root.ts";
import { rolesPage, rolesPages } from "./roles-page.ts";

/** Writes the table of docs/roles.md and docs/roles.ko.md. */
for (const [path, language] of rolesPages) {
  const file = join(packageRoot, path);
  writeFileSync(file, rolesPage(readFileSync(file, "utf8"), language));
  process.stderr.write(`${path} is written.\n`);
}
