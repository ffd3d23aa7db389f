import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { isoDay } from "../src/domain/day.ts";
import { languages } from "../src/domain/language.ts";
import { nowOf } from "../src/operations/company-today.ts";
import { sampleDays } from "../src/operations/sample-company/days.ts";
import { packageRoot } from "../src/store/package-root.ts";
import { launch, reader } from "../tests/e2e/browser.ts";
import { serveSampleAlone } from "../tests/e2e/served-company.ts";

const folder = join(packageRoot, "docs", "pictures");

const days = sampleDays(nowOf());

/** Who looks at what: a picture for each language and theme. */
const views = [
  { name: "team", who: "jung-minjeong@morning-calm.example", path: `/team?cadence=month&on=${isoDay(days.monthBefore.endsBefore - 1)}` },
  {
    name: "verdict",
    who: "jung-minjeong@morning-calm.example",
    path: `/team?cadence=week&on=${isoDay(days.today - 1)}&member=raj&metric=conversations&records=not-counted`,
  },
  { name: "today", who: "raj@morning-calm.example", path: "/today" },
] as const;

/** Writes the pictures of the README anew, from the sample company of today. */
mkdirSync(folder, { recursive: true });
const sample = await serveSampleAlone();
const browser = await launch();
try {
  for (const { name, who, path } of views) {
    const session = await sample.enter(who);
    for (const language of languages) {
      for (const theme of ["light", "dark"] as const) {
        await using looking = await reader(browser, { language, width: 1360, theme }, session);
        await looking.page.goto(`${sample.url}${path}`);
        // The page goes on listening for what changes: the network is never idle.
        await looking.page.getByRole("heading", { level: 1 }).waitFor();
        await looking.page.waitForFunction(() => document.querySelector(".skeleton") === null && document.fonts.status === "loaded");
        const file = join(folder, `${name}-${language}-${theme}.png`);
        await looking.page.screenshot({ path: file, clip: { x: 0, y: 0, width: 1360, height: 900 } });
        process.stderr.write(`${file}\n`);
      }
    }
  }
} finally {
  await browser.close();
  await sample.stop();
}
