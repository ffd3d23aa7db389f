import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../src/store/package-root.ts";
import { apiDocument } from "./api-document.ts";

/** Writes openapi.json. */
writeFileSync(join(packageRoot, "openapi.json"), await apiDocument());
process.stderr.write("openapi.json is written.\n");
