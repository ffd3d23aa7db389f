import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../src/store/package-root.ts";
import { apiClient, type ApiDocument } from "./api-client.ts";

const document = JSON.parse(readFileSync(join(packageRoot, "openapi.json"), "utf8")) as ApiDocument;
writeFileSync(join(packageRoot, "src", "web", "client.ts"), apiClient(document));
process.stderr.write("src/web/client.ts is written.\n");
