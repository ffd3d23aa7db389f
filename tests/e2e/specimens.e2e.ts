import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, launch, picture, reader } from "./browser.ts";
import { serveEmpty, type Served } from "./served-company.ts";

/** What each file holds, worked out by hand: records by kind, those of two people each. */
const stated: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "salesforce-tasks.csv": { Call: 4, "E-mail": 2, Demo: 1 },
  "salesforce-events.csv": { Meeting: 2, Call: 1, Demo: 1 },
  "salesforce-task-report.csv": { Call: 3, "E-mail": 2, Meeting: 1 },
  "salesforce-event-report.csv": { Meeting: 2, Call: 1, Demo: 1, Visit: 1 },
  "hubspot-calls.csv": { Call: 6 },
  "hubspot-emails.csv": { "E-mail": 5 },
  "hubspot-meetings.csv": { Meeting: 4 },
  "pipedrive-activities.csv": { Call: 2, Meeting: 2, "E-mail": 1 },
  "outreach-calls.csv": { Call: 5 },
  "salesloft-calls.csv": { Call: 5 },
  "aircall-calls.csv": { Call: 5 },
  "asterisk-cdr.csv": { Call: 5 },
  "korean-pbx.csv": { Call: 6 },
};

const people = 2;

describe.skipIf(browserPath === undefined)("exports that are recognised, dropped in the page", () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveEmpty()]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  test.each(Object.entries(stated))("%s comes in with two clicks, and gives its counts", async (fileName, kinds) => {
    const id = fileName.replace(/\..*/, "");
    const isKorean = id.startsWith("korean");
    const place = isKorean ? { country: "KR", timeZone: "Asia/Seoul" } : { country: "US", timeZone: "America/New_York" };
    await served.send("POST", "/companies", { id, name: id, ...place });
    await using visit = await reader(browser, { language: "en", width: 1440 });
    const { page, complaints } = visit;
    await page.goto(`${served.url}/?company=${id}`);
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Choose a file" }).click()]);
    const buffer = readFileSync(new URL(`../specimens/${fileName}`, import.meta.url));
    await chooser.setFiles({ name: fileName, mimeType: "text/csv", buffer });
    await page.getByText(/recognised by its columns/).waitFor();
    const contents = page.getByRole("region", { name: "What is in it" });
    const total = Object.values(kinds).reduce((sum, count) => sum + count, 0);
    for (const [kind, count] of Object.entries(kinds)) expect(await contents.innerText()).toMatch(new RegExp(`${kind}\\s+${count}\\b`));
    await picture(page, `specimen-${id}`);
    await page.getByRole("button", { name: `Import ${total} rows` }).click();
    await page.getByRole("heading", { level: 1, name: `${fileName} is in` }).waitFor();
    const counts = page.getByRole("region", { name: "Who did what" });
    await counts.getByText(`${people} people · ${total} records`).waitFor();
    expect(complaints).toEqual([]);
  });
});
