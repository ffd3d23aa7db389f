import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const above = (folder: string): string => {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("package.json is missing above the program");
  return above(parent);
};

/** The folder of package.json, from the sources as from the built program: migrations and binaries are found from here. */
export const packageRoot = above(dirname(fileURLToPath(import.meta.url)));
