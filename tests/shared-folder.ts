import { existsSync } from "node:fs";
import { join } from "node:path";

/** A folder of reference material that is no part of the project: beside the repository, or where ATTAIN_TEST_SHARED says. Undefined where it is not at hand. */
export const sharedFolder = (name: string): string | undefined =>
  [process.env["ATTAIN_TEST_SHARED"], join(import.meta.dirname, "../../shared")]
    .flatMap((path) => (path === undefined || path === "" ? [] : [join(path, name)]))
    .find((path) => existsSync(path));
