import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rolesPage, rolesPages } from "../scripts/roles-page.ts";
import { packageRoot } from "../src/store/package-root.ts";

test.each(rolesPages)("%s says what each role may do (npm run roles writes it)", (path, language) => {
  const page = readFileSync(join(packageRoot, path), "utf8");
  expect(page).toBe(rolesPage(page, language));
});
