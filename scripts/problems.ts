import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { problemsPage } from "../src/http/problem-list.ts";
import { packageRoot } from "../src/store/package-root.ts";

/** Writes docs/problems.md. */
writeFileSync(join(packageRoot, "docs", "problems.md"), problemsPage());
process.stderr.write("docs/problems.md is written.\n");
