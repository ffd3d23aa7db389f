import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../src/store/package-root.ts";
import { exampleFiles } from "./example-files.ts";

/** Writes the activity files of the examples anew. */
for (const [path, text] of exampleFiles()) {
  writeFileSync(join(packageRoot, "examples", path), text);
  process.stderr.write(`examples/${path}\n`);
}
