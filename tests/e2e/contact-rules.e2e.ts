import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, launch, looksRight, reader, type Look } from "./browser.ts";
import { serveCompany, type Cookie, type Served } from "./served-company.ts";

const says = {
  en: {
    asked: /has asked on 2026-03-02 not to be contacted/,
    call: { tom: "Call Tom Brook", mina: "Call Mina Spring" },
    log: /^Log/,
    drawer: "Tom Brook",
    title: "May they be contacted now?",
    no: "Telephone, Message, E-mail, Social media, Visit: no",
    said: /^Not to be contacted since .* \(by any way\), said by themselves/,
    advice: /no legal advice/,
  },
  ko: {
    asked: /2026-03-02에 연락을 원하지 않는다고 했습니다/,
    call: { tom: "Tom Brook님에게 전화", mina: "Mina Spring님에게 전화" },
    log: /기록/,
    drawer: "Tom Brook",
    title: "지금 연락해도 되나요?",
    no: "전화, 문자, 이메일, 소셜, 방문: 불가",
    said: /부터 연락 금지\(모든 방법\), 말한 곳: 본인/,
    advice: /법률 자문이 아니에요/,
  },
} as const;

const looks = [
  { language: "ko", width: 360, theme: "light" },
  { language: "en", width: 1440, theme: "dark" },
] as const satisfies readonly Look[];

/** No rule knows quiet hours there, so the test may run at any time. */
const zone = "Europe/Berlin";

describe.skipIf(browserPath === undefined)("when contacts may be made, in a browser", { timeout: 300_000 }, () => {
  let browser: Browser;
  let served: Served;
  let session: Cookie;
  beforeAll(async () => {
    [browser, served] = await Promise.all([launch(), serveCompany()]);
    await served.addCompany({
      company: { id: "contacts", name: "Contacts", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
      members: [{ id: "raj", name: "Raj" }],
      metrics: [{ id: "calls", name: { en: "Calls", ko: "전화" }, where: 'kind == "call"' }],
      plans: [{ id: "week", name: { en: "Week", ko: "주간" }, cadence: "week", require: { metric: "calls", target: 10 } }],
    } as never);
    const folder = await mkdtemp(join(tmpdir(), "attain-contacts-"));
    const path = join(folder, "prospects.csv");
    await writeFile(
      path,
      `name,email,phone,owner,time_zone,consent_basis,consent_at\nTom Brook,tom@brook.example,010-2222-3333,raj,${zone},,\nMina Spring,mina@spring.example,010-4444-5555,raj,${zone},inquiry,2026-01-05\n`,
    );
    await served.command("import", "prospects", path, "--company", "contacts");
    await rm(folder, { recursive: true });
    await served.send("POST", "/opt-outs", { prospect: "tom@brook.example", from: "2026-03-02T10:00:00+09:00" }, "contacts");
    session = await served.signedIn({ email: "raj@contacts.example", roles: ["rep"], member: "raj" }, "contacts");
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  test.each(looks)("a call that may not be made is not offered, and the prospect's page says why ($language, $width px)", async (look) => {
    const words = says[look.language];
    await using visit = await reader(browser, look, session);
    const { page, complaints, settled } = visit;
    await page.goto(`${served.url}/today`);
    await page.getByRole("link", { name: words.call.mina }).waitFor();
    await page.getByText(words.asked).waitFor();
    expect(await page.getByRole("link", { name: words.call.tom }).count()).toBe(0);
    await settled();
    await looksRight(page, "contact-rules-today", look, page.getByText(words.asked));

    await page.goto(`${served.url}/prospects`);
    await page
      .getByRole("button", { name: words.drawer })
      .or(page.getByRole("link", { name: words.drawer }))
      .first()
      .click();
    const drawer = page.getByRole("dialog", { name: words.drawer }).or(page.getByRole("complementary", { name: words.drawer }));
    await drawer.getByRole("heading", { name: words.title }).waitFor();
    await drawer.getByText(words.no).waitFor();
    await drawer.getByText(words.asked).first().waitFor();
    await drawer.getByText(words.said).waitFor();
    await drawer.getByText(words.advice).waitFor();
    await settled();
    await looksRight(page, "contact-rules-prospect", look);
    expect(complaints).toEqual([]);
  });
});
