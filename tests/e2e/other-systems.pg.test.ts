import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { localSettings } from "../../src/http/settings.ts";
import { voidActivity } from "../../src/operations/void-activity.ts";
import { newSecret } from "../../src/operations/secret.ts";
import { makeAccount } from "../accounts.ts";
import { testApi } from "../api.ts";
import { signed } from "../hook-sender.ts";
import { must, openCompany } from "../product.ts";
import { testDatabase } from "../test-database.ts";
import { deliverAt, webhookReceiver } from "../webhook-receiver.ts";
import { browserPath, latinWords, launch, looks, looksRight, reader, type Look } from "./browser.ts";

/** Pages that have to do with systems of others, which are on this computer here: a server that listens lets itself ask nobody on it. */

const says = {
  en: {
    add: "Add a webhook",
    name: /^Name/,
    url: /^Address/,
    save: "Save",
    once: "Secret, shown now and never again",
    close: "Close",
    edit: (name: string) => `Edit: ${name}`,
    test: "Send a test",
    answered: (status: number) => `It answered ${status}.`,
    deliveries: "Deliveries",
    again: /^Send again: /,
    failed: "failed",
    delivered: "delivered",
    paused: /says that it is gone/,
    goOn: "Go on",
    end: "End the webhook",
    addHook: "Add a hook",
    source: /^Source/,
    hookUrl: "Address to send to",
    requests: "Requests",
    show: /^Show request/,
    map: /^Map/,
    readAgain: /^Read again: /,
    all: "All",
    read: "read",
    taken: "one event: 1 taken, 0 not",
    endHook: "End the hook",
    meanwhile: /Somebody else has changed this meanwhile/,
    showNow: "Show how it is now",
    addProvider: "Set up a provider",
    short: /^Short name/,
    issuer: /^Issuer/,
    client: /^Client id/,
    clientSecret: /^Client secret/,
    domains: /^Domains/,
    rep: /^Rep/,
    viewer: /^Viewer/,
    creates: /^A first sign-in of these domains/,
    redirect: "Redirect address, to be entered at the provider",
    with: (name: string) => `Go on with ${name}`,
    menu: /^Account: /,
    linked: "Linked sign-ins",
    signIn: "Sign in",
  },
  ko: {
    add: "웹훅 추가",
    name: /^이름/,
    url: /^주소/,
    save: "저장",
    once: "비밀 값, 지금 한 번만 보여 줘요",
    close: "닫기",
    edit: (name: string) => `고치기: ${name}`,
    test: "시험 보내기",
    answered: (status: number) => `${status} 응답이 왔어요.`,
    deliveries: "보낸 기록",
    again: /^다시 보내기: /,
    failed: "실패",
    delivered: "도착",
    paused: /더는 없다고 답했어요/,
    goOn: "다시 보내기 시작",
    end: "웹훅 끝내기",
    addHook: "수신 훅 추가",
    source: /^출처/,
    hookUrl: "보낼 주소",
    requests: "요청",
    show: /번 요청 보기$/,
    map: /^맞춤/,
    readAgain: /번 요청 다시 읽기$/,
    all: "모두",
    read: "읽음",
    taken: "이벤트 1건 중 1건 받음, 0건 받지 못함",
    endHook: "수신 훅 끝내기",
    meanwhile: /그사이 다른 사람이 바꿨어요/,
    showNow: "지금 상태 보기",
    addProvider: "제공자 설정",
    short: /^짧은 이름/,
    issuer: /^발급자/,
    client: /^클라이언트 아이디/,
    clientSecret: /^클라이언트 비밀/,
    domains: /^도메인/,
    rep: /^영업 담당/,
    viewer: /^열람자/,
    creates: /^이 도메인 사람이/,
    redirect: "제공자에 등록할 리디렉션 주소",
    with: (name: string) => `계속하기: ${name}`,
    menu: /^계정: /,
    linked: "연결된 로그인",
    signIn: "로그인",
  },
} as const;

const { database } = await testDatabase();
const secret = newSecret();
const receiver = await webhookReceiver();
afterAll(() => receiver.close());
let issuer = "";
// A page's own address has to be known before it listens.
const settings = { ...localSettings };
const outside = { ...receiver.outside, allow: (origin: string) => origin === receiver.url || origin === issuer };
const { app, ask, faults } = await testApi(database, {
  secret,
  outside,
  settings,
  webFolder: new URL("../../dist/web", import.meta.url).pathname,
});
const { companyId, record } = await openCompany(database, {
  company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [
    {
      id: "mina",
      name: { en: "Mina", ko: "미나" },
      email: "mina@northwind.example",
      identities: [{ source: "dialer", externalId: "u-7" }],
    },
  ],
  metrics: [{ id: "calls", name: { en: "Calls", ko: "통화" }, where: 'kind == "call"' }],
});
const { session } = await makeAccount(database, companyId, { email: "admin@northwind.example" });

const deliver = (): Promise<number> => deliverAt(database, companyId, () => BigInt(Date.now()) * 1000n, { secret, outside });

const inKorean = async (page: Page, { language }: Look, names: readonly string[] = []): Promise<void> => {
  if (language === "ko") expect(await latinWords(page, ["Northwind", "dialer", ...names])).toEqual([]);
};

describe.skipIf(browserPath === undefined)("what has to do with other systems, in a browser", () => {
  let browser: Browser;
  let url = "";
  beforeAll(async () => {
    url = `http://localhost:${new URL(await app.listen({ port: 0, host: "localhost" })).port}`;
    browser = await launch();
  });
  afterAll(() => browser?.close());
  const admin = () => ({ name: "attain", value: session, url });

  test.each(looks)("a webhook is made, tried, told again and resumed, and ends ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, admin());
    const { page, complaints } = visit;
    const words = says[look.language];
    const name = look.language === "ko" ? `채팅방 ${look.width}` : `Chat ${look.width}`;
    receiver.received.length = 0;
    receiver.behave = (_, { accept }) => accept();
    await page.goto(`${url}/access/webhooks`);
    await page.getByRole("button", { name: words.add }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(words.name).fill(name);
    await dialog.getByLabel(words.url).fill(`${receiver.url}/told`);
    await looksRight(page, "webhook-new", look);
    await inKorean(page, look);
    await dialog.getByRole("button", { name: words.save }).click();
    await dialog.getByText(words.once).waitFor();
    const shownSecret = await dialog.locator("code").innerText();
    await looksRight(page, "webhook-secret", look);
    await inKorean(page, look);
    await dialog.getByRole("button", { name: words.close }).last().click();

    await page.getByRole("button", { name: words.edit(name) }).click();
    // Shown once: it is not there again.
    expect(await dialog.innerText()).not.toContain(shownSecret);
    await dialog.getByRole("button", { name: words.test }).click();
    await dialog.getByText(words.answered(204)).waitFor();
    const [tried] = receiver.received;
    expect(() => new Webhook(shownSecret).verify(tried?.body ?? "", tried?.headers ?? {})).not.toThrow();
    const list = dialog.getByRole("list", { name: words.deliveries });
    await list.getByText(words.delivered).waitFor();
    await looksRight(page, "webhook-tried", look, list);
    await inKorean(page, look, [name]);

    // What was delivered is sent again under the same id.
    await Promise.all([page.waitForResponse(/\/replay$/), list.getByRole("button", { name: words.again }).first().click()]);
    await deliver();
    expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual(
      [tried, tried].map((each) => each?.headers["webhook-id"]),
    );

    // From now on it says that it is gone: it is paused, and resumed by hand.
    receiver.behave = (_, { response }) => void response.writeHead(410).end();
    const externalId = `voided-${look.language}-${look.width}`;
    await record([{ source: "dialer", externalId, member: "mina", kind: "call", occurredAt: "2026-03-03T15:00:00Z" }]);
    must(await voidActivity(database, companyId, { source: "dialer", externalId }, { reason: "wrong", by: "mina" }));
    await deliver();
    await page.reload();
    await page.getByRole("button", { name: words.edit(name) }).click();
    await dialog.getByText(words.paused).waitFor();
    await looksRight(page, "webhook-paused", look);
    await inKorean(page, look, [name]);
    receiver.behave = (_, { accept }) => accept();
    await dialog.getByRole("button", { name: words.goOn }).click();
    await dialog.getByText(words.paused).waitFor({ state: "detached" });

    // What was changed by somebody else meanwhile is not written over, and what was not is.
    const { body } = await ask("/api/v1/webhooks");
    const [made] = (body["webhooks"] as readonly { id: string; name: string; url: string }[]).filter((each) => each.name === name);
    await ask({ method: "PUT", url: `/api/v1/webhooks/${made?.id}`, payload: { name, url: `${receiver.url}/elsewhere` } });
    await dialog.getByLabel(words.url).fill(`${receiver.url}/mine`);
    await dialog.getByRole("button", { name: words.save }).click();
    await dialog.getByText(words.meanwhile).waitFor();
    await looksRight(page, "webhook-conflict", look, dialog.getByText(words.meanwhile));
    await dialog.getByRole("button", { name: words.showNow }).click();
    await expect.poll(() => dialog.getByLabel(words.url).inputValue()).toBe(`${receiver.url}/elsewhere`);
    await dialog.getByLabel(words.url).fill(`${receiver.url}/mine`);
    await dialog.getByRole("button", { name: words.save }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText(`${receiver.url}/mine`).waitFor();
    await looksRight(page, "webhooks", look);
    await inKorean(page, look, [name]);
    await page.getByRole("button", { name: words.edit(name) }).click();
    await dialog.getByRole("button", { name: words.end }).click();
    await dialog.getByRole("button", { name: words.end }).click();
    await page.getByRole("button", { name: words.edit(name) }).waitFor({ state: "detached" });
    // What somebody else has changed is answered by 412, which the browser reports.
    expect(complaints.filter((each) => !each.includes("412"))).toEqual([]);
  });

  test.each(looks)("what a hook cannot read waits, and counts once its map is mended ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, admin());
    const { page, complaints } = visit;
    const words = says[look.language];
    const name = look.language === "ko" ? `교환기 ${look.width}` : `Switchboard ${look.width}`;
    await page.goto(`${url}/access/hooks`);
    await page.getByRole("button", { name: words.addHook }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(words.name).fill(name);
    await dialog.getByLabel(words.source).fill("dialer");
    await looksRight(page, "hook-new", look);
    await inKorean(page, look);
    await dialog.getByRole("button", { name: words.save }).click();
    await dialog.getByText(words.once).waitFor();
    const [address = "", hookSecret = ""] = await dialog.locator("code").allInnerTexts();
    await looksRight(page, "hook-once", look);
    await inKorean(page, look);
    await dialog.getByRole("button", { name: words.close }).last().click();

    const externalId = `told-${look.language}-${look.width}`;
    const event = { type: "call.created", call: { id: externalId, agent: "u-7", startedAt: "2026-03-02T15:00:00Z" } };
    const sent = signed(hookSecret, JSON.stringify(event));
    const answer = await fetch(`${url}${new URL(address).pathname}`, { method: "POST", headers: sent.headers, body: sent.payload });
    expect([answer.status, await answer.json()]).toMatchObject([202, { state: "quarantined" }]);

    await page.reload();
    await page.getByRole("button", { name: words.edit(name) }).waitFor();
    await looksRight(page, "hooks", look);
    await inKorean(page, look, [name]);
    await page.getByRole("button", { name: words.edit(name) }).click();
    expect(await dialog.innerText()).not.toContain(hookSecret);
    const list = dialog.getByRole("list", { name: words.requests });
    await list.getByRole("button", { name: words.show }).click();
    await list.getByText('"agent":"u-7"').waitFor();
    await looksRight(page, "hook-quarantined", look, list);
    await inKorean(page, look, [name]);
    const map = dialog.getByLabel(words.map);
    await map.fill("{ this is none");
    expect(await dialog.getByRole("button", { name: words.save }).isDisabled()).toBe(true);
    const columns = { external_id: "call.id", member: "call.agent", occurred_at: "call.startedAt" };
    await map.fill(JSON.stringify({ columns, constants: { kind: "call" } }));
    await dialog.getByRole("button", { name: words.save }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: words.edit(name) }).click();
    await list.getByRole("button", { name: words.readAgain }).click();
    await list.waitFor({ state: "detached" });
    await dialog.getByRole("button", { name: words.all, exact: true }).click();
    await list.getByText(words.taken).waitFor();
    await looksRight(page, "hook-replayed", look, list);
    await inKorean(page, look, [name]);
    expect((await ask(`/api/v1/activities/dialer/${externalId}`)).body).toMatchObject({ member: "mina", kind: "call" });
    await dialog.getByRole("button", { name: words.endHook }).click();
    await dialog.getByRole("button", { name: words.endHook }).click();
    await page.getByRole("button", { name: words.edit(name) }).waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  test.each(looks)("a provider is set up on its page, and signs people in from the sign-in page ($language, $width px)", async (look) => {
    await using visit = await reader(browser, look, admin());
    const { page, complaints } = visit;
    const words = says[look.language];
    const tag = `${look.language}${look.width}`;
    const name = look.language === "ko" ? `회사 계정 ${look.width}` : `Work account ${look.width}`;
    await page.goto(`${url}/access/providers`);
    await page.getByRole("button", { name: words.addProvider }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(words.short).fill(tag);
    const redirectUri = (await dialog.locator("code").innerText()).replace(/^https?:\/\/[^/]+/, url);
    const provider = await startProvider(redirectUri);
    try {
      await dialog.getByLabel(words.name).fill(name);
      await dialog.getByLabel(words.issuer).fill(issuer);
      await dialog.getByLabel(words.client).fill("attain");
      await dialog.getByLabel(words.clientSecret).fill(secretOfClient);
      await dialog.getByLabel(words.domains).fill(`${tag}.example`);
      await dialog.getByLabel(words.creates).check();
      await dialog.getByRole("checkbox", { name: words.rep }).uncheck();
      await dialog.getByRole("checkbox", { name: words.viewer }).check();
      await looksRight(page, "provider", look);
      await inKorean(page, look);
      await dialog.getByRole("button", { name: words.save }).click();
      await dialog.waitFor({ state: "detached" });
      await page.getByText(name).waitFor();
      await looksRight(page, "providers", look);
      await inKorean(page, look, [`${tag}.example`]);

      await using somebody = await reader(browser, look);
      await somebody.page.goto(`${url}/account`);
      await somebody.page.getByRole("link", { name: words.with(name) }).waitFor();
      await looksRight(somebody.page, "sign-in-provider", look);
      await inKorean(somebody.page, look, [name]);
      await somebody.page.getByRole("link", { name: words.with(name) }).click();
      await agreeAt(somebody.page, `una@${tag}.example`);
      await somebody.page.getByRole("heading", { name: words.linked }).waitFor();
      await looksRight(somebody.page, "account-linked", look);
      await inKorean(somebody.page, look);
      expect((await somebody.page.request.get(`${url}/api/v1/session`)).ok()).toBe(true);

      // Whom the provider does not know by a domain of ours is sent back with the reason.
      await using stranger = await reader(browser, look);
      await stranger.page.goto(`${url}/sign-in`);
      await stranger.page.getByRole("link", { name: words.with(name) }).click();
      await agreeAt(stranger.page, "eve@elsewhere.example");
      await stranger.page.getByRole("alert").waitFor();
      await looksRight(stranger.page, "sign-in-refused", look);
      await inKorean(stranger.page, look, [name]);
      // What the provider's own pages cannot fetch is theirs.
      expect([...complaints, ...somebody.complaints.filter((each) => !each.startsWith("Failed to load"))]).toEqual([]);
    } finally {
      await ask({ method: "DELETE", url: `/api/v1/oidc-providers/${tag}` });
      await provider.stop();
    }
    expect(faults).toEqual([]);
  });
});

const secretOfClient = "a secret of the test's own, long enough";

/** The provider's own pages for those who sign in take any name and password: whoever they say is their address. */
const startProvider = async (redirectUri: string) => {
  vi.spyOn(console, "info").mockReturnValue();
  vi.spyOn(console, "warn").mockReturnValue();
  const server = createServer((request, response) => void provider.callback()(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // It listens on a port of TCP.
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { Provider } = await import("oidc-provider");
  const provider = new Provider(issuer, {
    clients: [{ client_id: "attain", client_secret: secretOfClient, redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    cookies: { keys: ["only for this test"] },
    findAccount: (_: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, email: id, email_verified: true }) }),
  });
  return {
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
};

const agreeAt = async (page: Page, email: string): Promise<void> => {
  await page.locator("input[name=login]").fill(email);
  await page.locator("input[name=password]").fill("any");
  await page.getByRole("button", { name: /sign-in/i }).click();
  await page.getByRole("button", { name: /continue/i }).click();
};
