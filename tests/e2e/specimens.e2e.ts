import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, launch, picture, reader } from "./browser.ts";
import { oneAhead } from "./one-ahead.ts";
import { serveEmpty, type Served } from "./served-company.ts";

type Stated = {
  readonly kinds: Readonly<Record<string, number>>;
  readonly people: number;
  /** Where it is fewer: rows that tell of the same. */
  readonly records?: number;
  /** Mails of several people tell who is a colleague only where the company knows its own. */
  readonly known?: true;
};

const colleagues = [
  { name: "김민지", email: "minji@northwind.example" },
  { name: "Raj Patel", email: "raj@northwind.example" },
];

const ofTwo = (kinds: Stated["kinds"]): Stated => ({ kinds, people: 2 });
const chat: Stated = { kinds: { Call: 59, Meeting: 3, Visit: 1 }, people: 3 };

/** What each file holds, worked out by hand: how many of each kind, and of how many people. A chat tells of daily totals. */
const stated: Readonly<Record<string, Stated>> = {
  "salesforce-tasks.csv": ofTwo({ Call: 4, "E-mail": 2, Demo: 1 }),
  "salesforce-events.csv": ofTwo({ Meeting: 2, Call: 1, Demo: 1 }),
  "salesforce-task-report.csv": ofTwo({ Call: 3, "E-mail": 2, Meeting: 1 }),
  "salesforce-event-report.csv": ofTwo({ Meeting: 2, Call: 1, Demo: 1, Visit: 1 }),
  "hubspot-calls.csv": ofTwo({ Call: 6 }),
  "hubspot-emails.csv": ofTwo({ "E-mail": 5 }),
  "hubspot-meetings.csv": ofTwo({ Meeting: 4 }),
  "pipedrive-activities.csv": ofTwo({ Call: 2, Meeting: 2, "E-mail": 1 }),
  "outreach-calls.csv": ofTwo({ Call: 5 }),
  "salesloft-calls.csv": ofTwo({ Call: 5 }),
  "aircall-calls.csv": ofTwo({ Call: 5 }),
  "asterisk-cdr.csv": ofTwo({ Call: 5 }),
  "korean-pbx.csv": ofTwo({ Call: 6 }),
  "kakaotalk-windows.txt": { kinds: { Call: 73, Meeting: 4, Visit: 1, Referral: 2, Message: 15 }, people: 3 },
  "kakaotalk-ios.txt": chat,
  // What its writer says stands under a name of the telephone's own, and waits to be told who it is.
  "kakaotalk-android.txt": chat,
  "kakaotalk-english.txt": chat,
  "kakaotalk-macos.csv": chat,
  "gmail-takeout.mbox": { kinds: { "E-mail": 4 }, people: 1 },
  "thunderbird.mbox": { ...ofTwo({ "E-mail": 2 }), known: true },
  "mail-list.ko.csv": { kinds: { "E-mail": 3 }, people: 1 },
  "outlook-mail.csv": { ...ofTwo({ "E-mail": 3 }), known: true },
  "outlook-mail.ko.csv": { ...ofTwo({ "E-mail": 3 }), known: true },
  // One mail stands in it twice, as what it was to each of its recipients.
  "gmail-log.csv": { ...ofTwo({ "E-mail": 4 }), records: 3, known: true },
  "outlook-calendar.csv": ofTwo({ Meeting: 2 }),
  "activity-sheet.csv": { kinds: { Call: 3, Meeting: 1, Visit: 1, Referral: 1, Message: 1, "Statement of work": 1 }, people: 3 },
  "activity-sheet.en.csv": ofTwo({ Call: 2, Visit: 1, "Statement of work": 1 }),
};

const american = /^(?:salesforce|hubspot|pipedrive|outreach|salesloft|aircall|asterisk)/;

describe.skipIf(browserPath === undefined)("exports that are recognised, dropped in the page", () => {
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveEmpty()]);
  });
  afterAll(async () => {
    await browser?.close();
    await companies.settled();
    await served?.stop();
  });

  const fileNames = Object.keys(stated);
  const companies = oneAhead(async (number) => {
    const fileName = fileNames[number] ?? "";
    const id = fileName.replaceAll(".", "-");
    const place = american.test(fileName) ? { country: "US", timeZone: "America/New_York" } : { country: "KR", timeZone: "Asia/Seoul" };
    await served.startCompany({ id, name: id, ...place });
    return id;
  }, fileNames.length - 1);

  test.each(Object.entries(stated))(
    "%s comes in with two clicks, and gives its counts",
    async (fileName, { kinds, people, records, known }) => {
      const id = await companies.take(fileNames.indexOf(fileName));
      if (known === true) await served.send("POST", "/members", { members: colleagues }, id);
      await using visit = await reader(browser, { language: "en", width: 1440 }, served.admin(id));
      const { page, complaints } = visit;
      await page.goto(`${served.url}/?company=${id}`);
      await page.getByRole("button", { name: "Choose a file" }).waitFor();
      const buffer = readFileSync(new URL(`../specimens/${fileName}`, import.meta.url));
      await page.locator('input[type="file"]').setInputFiles({ name: fileName, mimeType: "text/csv", buffer });
      await page.getByText(/^Recognised: /).waitFor();
      const contents = page.getByRole("region", { name: "What is in it" });
      const total = records ?? Object.values(kinds).reduce((sum, count) => sum + count, 0);
      for (const [kind, count] of Object.entries(kinds)) expect(await contents.innerText()).toMatch(new RegExp(`${kind}\\s+${count}\\b`));
      await picture(page, `specimen-${id}`);
      await page.getByRole("button", { name: /^Import \d+ rows$/ }).click();
      await page.getByRole("heading", { level: 1, name: `${fileName} is in` }).waitFor();
      const counts = page.getByRole("region", { name: "Who did what" });
      await counts.getByText(`${people === 1 ? "1 person" : `${people} people`} · ${total} records`).waitFor();
      expect(complaints).toEqual([]);
    },
  );
});
