import { SMTPServer } from "smtp-server";
import { afterAll, beforeEach, expect, test } from "vitest";
import { instant, must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { addUser } from "../operations/add-user.ts";
import { listNotices } from "../operations/list-notices.ts";
import { showLink } from "../operations/open-link.ts";
import { raiseDispute } from "../operations/raise-dispute.ts";
import { readNotices } from "../operations/read-notices.ts";
import { requestReset } from "../operations/request-reset.ts";
import { newSecret } from "../operations/secret.ts";
import { sendResets } from "../operations/send-resets.ts";
import { sendMails, type SendMail } from "../operations/send-mails.ts";
import { tellNotices } from "../operations/tell-notices.ts";
import { mailSender } from "./mail.ts";

type Received = { readonly to: readonly string[]; readonly headers: string; readonly body: string };
const received: Received[] = [];
let isRefusing = false;

const decoded = (text: string): string =>
  text
    .replace(/=\?UTF-8\?B\?([^?]*)\?=(?:\s+(?==\?))?/gi, (_, encoded: string) => Buffer.from(encoded, "base64").toString("utf8"))
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=(?:\s+(?==\?))?/gi, (_, encoded: string) =>
      Buffer.from(
        encoded.replaceAll("_", " ").replace(/=([0-9A-F]{2})/gi, (__, byte: string) => String.fromCharCode(Number.parseInt(byte, 16))),
        "latin1",
      ).toString("utf8"),
    );

const bodyOf = (headers: string, body: string): string => {
  if (/content-transfer-encoding: base64/i.test(headers)) return Buffer.from(body, "base64").toString("utf8");
  if (!/content-transfer-encoding: quoted-printable/i.test(headers)) return body;
  const bytes = body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
};

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData: (stream, session, done) => {
    const pieces: Buffer[] = [];
    stream.on("data", (piece: Buffer) => pieces.push(piece));
    stream.on("end", () => {
      if (isRefusing) return done(new Error("450 mailbox busy"));
      const [headers = "", ...rest] = Buffer.concat(pieces).toString("utf8").split("\r\n\r\n");
      received.push({
        to: session.envelope.rcptTo.map(({ address }) => address),
        headers: decoded(headers.replace(/\r\n[ \t]+/g, " ")),
        body: bodyOf(headers, rest.join("\r\n\r\n")),
      });
      return done();
    });
  },
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.server.address();
const port = typeof address === "object" && address !== null ? address.port : 0;
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
beforeEach(() => {
  received.length = 0;
  isRefusing = false;
});

const { database } = await testDatabase();
const send = mailSender({ url: `smtp://127.0.0.1:${port}`, from: "Attain <attain@northwind.example>" });

const file = (id: string, more: object = {}) => ({
  company: { id, name: { en: "Northwind", ko: "노스윈드" }, country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  teams: [{ id: "sales" }],
  members: [
    { id: "raj", name: "Raj", email: "raj@northwind.example", team: "sales", language: "en" },
    { id: "mina", name: { en: "Mina", ko: "민아" }, email: "mina@northwind.example", team: "sales", timeZone: "America/New_York" },
    {
      id: "kim",
      name: "김부장, <x@evil.example>",
      email: "kim@northwind.example",
      role: "manager",
      team: "sales",
      notices: { dispute_raised: "email", met: "inbox" },
    },
    { id: "ann", name: "Ann", team: "sales" },
  ],
  metrics: [{ id: "calls", name: { en: "Calls", ko: "통화" }, where: 'kind == "call" && durationSeconds >= 60' }],
  plans: [{ id: "monthly", name: { en: "The month", ko: "월간" }, cadence: "month", require: { metric: "calls", target: 2 } }],
  ...more,
});
const call = (externalId: string, member: string, durationSeconds = 90) => ({
  source: "dialer",
  externalId,
  member,
  kind: "call",
  durationSeconds,
  occurredAt: "2026-03-03T03:00:00Z",
});

const tick = async (companyId: number, at: string, { carrier = send }: { readonly carrier?: SendMail } = {}) => {
  const now = instant(at);
  const faults: unknown[] = [];
  await tellNotices(database, companyId, { now });
  const sent = await sendMails(database, companyId, {
    now,
    send: carrier,
    hearFault: (error) => void faults.push(error),
    isStopping: () => false,
  });
  return { sent, faults };
};
const inbox = async (companyId: number, member: string) => must(await listNotices(database, companyId, { member }));

test("who has met a plan is told once in the inbox and, on a morning of theirs, once by mail, in their language; the leader in theirs", async () => {
  const { companyId, record } = await openCompany(database, file("met"));
  await record([call("1", "raj"), call("2", "raj"), call("3", "mina"), call("4", "mina")]);
  // In the evening in Seoul, and too early in New York: told, not mailed.
  expect((await tick(companyId, "2026-03-03T11:30:00Z")).sent).toBe(0);
  expect((await inbox(companyId, "raj")).notices).toMatchObject([
    { what: "met", text: { en: "You have met The month (March 2026)." }, mail: null },
  ]);
  // In the morning in Seoul, in the night before in New York.
  expect((await tick(companyId, "2026-03-04T02:00:00Z")).sent).toBe(1);
  expect(received).toMatchObject([
    { to: ["raj@northwind.example"], body: expect.stringContaining("- You have met The month (March 2026).") },
  ]);
  expect(received[0]?.headers).toContain("Subject: Northwind: 1 notice today");
  for (let again = 0; again < 3; again += 1) expect((await tick(companyId, "2026-03-04T03:00:00Z")).sent).toBe(0);
  // Nine in New York.
  expect((await tick(companyId, "2026-03-04T14:00:00Z")).sent).toBe(1);
  expect(received.at(-1)).toMatchObject({
    to: ["mina@northwind.example"],
    body: expect.stringContaining("- 달성했어요: 월간 · 2026년 3월"),
  });
  expect(received.at(-1)?.headers).toContain("Subject: 노스윈드: 오늘 알림 1건");
  // The leader has these in the inbox only, as set; Ann has no address.
  expect((await inbox(companyId, "kim")).notices.map(({ text, way }) => [text.ko, way])).toEqual([
    ["민아 님이 달성했어요: 월간 · 2026년 3월", "inbox"],
    ["Raj 님이 달성했어요: 월간 · 2026년 3월", "inbox"],
  ]);
});

test("on a day off nobody is written to, and a notice that was read is in no digest", async () => {
  const { companyId, record } = await openCompany(database, file("off"));
  await record([call("1", "raj"), call("2", "raj")]);
  // A Saturday.
  expect((await tick(companyId, "2026-03-07T01:00:00Z")).sent).toBe(0);
  expect(must(await readNotices(database, companyId, { member: "raj" }, { now: instant("2026-03-08T01:00:00Z") }))).toEqual({ read: 1 });
  expect((await tick(companyId, "2026-03-09T01:00:00Z")).sent).toBe(0);
  expect(await inbox(companyId, "raj")).toMatchObject({ unread: 0, notices: [{ readAt: expect.any(String) }] });
});

test("a mail that was taken is never sent again: not after a crash before it was marked as sent, and not when the server refused it", async () => {
  const { companyId, record } = await openCompany(database, file("once"));
  await record([call("1", "raj"), call("2", "raj")]);
  // The process ends between handing the mail over and noting it: nothing after it runs.
  const crashing: SendMail = async (mail) => {
    await send(mail);
    throw Object.assign(new Error("killed"), { isCrash: true });
  };
  const now = instant("2026-03-04T01:00:00Z");
  await tellNotices(database, companyId, { now });
  const never = new Promise<never>(() => undefined);
  const handed = new Promise<void>((resolve) => {
    void sendMails(database, companyId, {
      now,
      send: (mail) => crashing(mail).catch(() => (resolve(), never)),
      hearFault: () => undefined,
      isStopping: () => false,
    });
  });
  await handed;
  expect(received).toHaveLength(1);
  expect((await tick(companyId, "2026-03-04T02:00:00Z")).sent).toBe(0);
  expect(received).toHaveLength(1);
  expect((await inbox(companyId, "raj")).notices).toMatchObject([{ mail: { state: "unknown" } }]);

  await record([call("3", "mina"), call("4", "mina")]);
  isRefusing = true;
  const { sent, faults } = await tick(companyId, "2026-03-04T14:00:00Z");
  expect([sent, faults.length]).toEqual([0, 1]);
  isRefusing = false;
  expect((await tick(companyId, "2026-03-04T14:05:00Z")).sent).toBe(0);
  expect((await inbox(companyId, "mina")).notices).toMatchObject([{ mail: { state: "failed", failure: expect.stringContaining("450") } }]);
  expect(received).toHaveLength(1);
});

test("two processes that send at once send each mail once", async () => {
  const { companyId, record } = await openCompany(database, file("two"));
  await record([call("1", "raj"), call("2", "raj")]);
  const now = instant("2026-03-04T01:00:00Z");
  await Promise.all([tellNotices(database, companyId, { now }), tellNotices(database, companyId, { now })]);
  const sending = () => sendMails(database, companyId, { now, send, hearFault: () => undefined, isStopping: () => false });
  const sent = await Promise.all([sending(), sending(), sending()]);
  expect([sent.reduce((sum, each) => sum + each, 0), received.length]).toEqual([1, 1]);
});

test("a dispute comes to who may decide it at once, by a mail of its own where that is set, and no name or reason in it becomes a header", async () => {
  const hostile = "x\r\nBcc: all@evil.example\n\n<script>alert(1)</script> 끊김";
  const { companyId, record } = await openCompany(database, file("hostile"));
  await record([call("1", "raj", 58)]);
  must(
    await raiseDispute(
      database,
      companyId,
      { by: "raj", record: { source: "dialer", externalId: "1" }, metric: "calls", counts: true, reason: hostile, evidence: null },
      { now: instant("2026-03-04T15:00:00Z") },
    ),
  );
  // In the middle of the night: what is to come by itself comes.
  expect((await tick(companyId, "2026-03-04T15:30:00Z")).sent).toBe(1);
  const [mail] = received;
  expect(mail?.to).toEqual(["kim@northwind.example"]);
  expect(mail?.headers).not.toMatch(/^bcc:/im);
  expect(mail?.headers).toMatch(
    /^Subject: Raj 님의 이의 신청 D-1이\(가\) 2026-03-12까지 결정을 기다려요: x Bcc: all@evil.example <script>.* 끊김$/m,
  );
  expect(mail?.headers).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m);
  expect(mail?.body).toContain("김부장, <x@evil.example> 님, 안녕하세요.");
  expect((await inbox(companyId, "kim")).notices).toMatchObject([{ what: "dispute_raised", dispute: "D-1", mail: { state: "sent" } }]);
});

test("the link to a new password arrives whole, in the reader's language; where the mail server refuses, an invitation's is handed on", async () => {
  const { companyId } = await openCompany(database, file("links"));
  const publicUrl = new URL("https://attain.northwind.example");
  const heard: unknown[] = [];
  const way = { by: "test", publicUrl, sendMail: send, hearFault: (error: unknown) => void heard.push(error) };
  const raj = { email: "raj@northwind.example", roles: ["rep"], member: "raj" } as const;
  expect(must(await addUser(database, companyId, raj, way))).toMatchObject({ link: null, mailed: true });
  expect(received).toMatchObject([{ to: [raj.email] }]);
  expect(received[0]?.headers).toContain("Subject: Your account at Northwind");
  const secret = newSecret();
  must(await requestReset(database, secret, { company: "links", email: "RAJ@northwind.example ", address: "192.0.2.1" }));
  const resets = { publicUrl, send, hearFault: way.hearFault, isStopping: () => false };
  expect(await sendResets(database, companyId, resets)).toBe(1);
  const [link = ""] = /https:\/\/attain\.northwind\.example\/link#\S+/.exec(received[1]?.body ?? "") ?? [];
  expect(must(await showLink(database, link.split("#")[1] ?? ""))).toMatchObject({ purpose: "reset", email: raj.email });

  isRefusing = true;
  const mina = { email: "mina@northwind.example", roles: ["rep"], member: "mina" } as const;
  expect(must(await addUser(database, companyId, mina, way))).toMatchObject({
    mailed: false,
    link: expect.stringContaining("/link#") as unknown,
  });
  expect(heard).toHaveLength(1);
  isRefusing = false;
  must(await requestReset(database, secret, { company: "links", email: mina.email, address: "192.0.2.1" }));
  received.length = 0;
  await sendResets(database, companyId, resets);
  expect(received[0]?.headers).toContain("Subject: 노스윈드 비밀번호 재설정");
});
