import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { languages } from "../src/domain/language.ts";
import { packageRoot } from "../src/store/package-root.ts";
import { launch, reader } from "../tests/e2e/browser.ts";
import { serveCompany } from "../tests/e2e/served-company.ts";

const folder = join(packageRoot, "docs", "pictures");

/** Writes the pictures of the README anew: the first page of the company that the pages are tested with, in each language. */
mkdirSync(folder, { recursive: true });
const served = await serveCompany();
const browser = await launch();
try {
  for (const language of languages) {
    await using looking = await reader(browser, { language, width: 1360 }, served.admin());
    await looking.page.goto(`${served.url}/team?on=2026-03-31&member=raj&metric=outbound-calls&records=not-counted`);
    await looking.page.getByRole("listitem").first().waitFor();
    await looking.page.evaluate(() => document.fonts.ready.then(() => undefined));
    const path = join(folder, `first-page-${language}.png`);
    await looking.page.screenshot({ path, clip: { x: 0, y: 0, width: 1360, height: 900 } });
    process.stderr.write(`${path}\n`);
  }
} finally {
  await browser.close();
  await served.stop();
}
