import { mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openSheets } from "./sheets.ts";
import { fileAt } from "../spool.ts";

const folder = mkdtempSync(join(tmpdir(), "attain-messages-"));
afterAll(() => rm(folder, { recursive: true }));

let files = 0;

const rowsOf = async (name: string, content: string | Buffer): Promise<readonly string[]> => {
  files += 1;
  const path = join(folder, `${files}`);
  writeFileSync(path, content);
  const file = await fileAt(path);
  if (file === undefined) throw new Error("No file");
  const opened = await openSheets(file, name, { wanted: () => 0, separator: null, encodings: ["UTF-8"] });
  if (!opened.ok) return opened.refusals.map(({ code }) => code);
  const rows: string[] = [opened.value.format];
  for await (const piece of opened.value.rows(0)) {
    if (piece.fault !== null) rows.push(piece.fault.code);
    for (const { number, cells, refusals = [] } of piece.rows)
      rows.push(`${number}|${[...cells, ...refusals.map(({ code }) => code)].join("|")}`);
  }
  return rows;
};

const day = "--------------- 2026년 3월 2일 월요일 ---------------";

test("A chat is a row for what each day came to last, when that was told, and an empty one for what is only said", async () => {
  expect(
    await rowsOf(
      "chat.txt",
      `${day}\r\n[김민지] [오후 11:59] TA 15 AP 2\r\n[김민지] [오후 11:59] TA +1\r\n[라지] [오후 11:59] 어제 TA 12\r\n[라지] [오후 11:59] 네\r\n[김민지] [오후 11:59] 상령 3\r\n`,
    ),
  ).toEqual([
    "kakaotalk",
    "0|date|sent_at|sender|activity|kind|direction|count",
    "5|2026-03-02|2026-03-02 23:59:00|라지||||",
    "6|2026-03-02|2026-03-02 23:59:00|김민지||||",
    "3|2026-03-02|2026-03-02 23:59:01|김민지|TA|call|outbound|16",
    "2|2026-03-02|2026-03-02 23:59:00|김민지|AP|meeting||2",
    "4|2026-03-01|2026-03-02 23:59:00|라지|TA|call|outbound|12",
  ]);
});

test("A day is a row as soon as nobody can tell of it any more, and may be told of until then", async () => {
  const told = (month: number, date: number, text: string): string => `2026년 ${month}월 ${date}일 오후 6:00, 김민지 : ${text}`;
  expect(
    await rowsOf(
      "chat.txt",
      [
        `2026년 3월 2일 월요일`,
        told(3, 2, "TA 15"),
        told(4, 2, "3/2 TA 16"),
        told(4, 2, "네"),
        told(4, 3, "네"),
        told(4, 3, "3/2 TA 99"),
      ].join("\n"),
    ),
  ).toEqual([
    "kakaotalk",
    "0|date|sent_at|sender|activity|kind|direction|count",
    "4|2026-04-02|2026-04-02 18:00:00|김민지||||",
    "3|2026-03-02|2026-04-02 18:00:00|김민지|TA|call|outbound|16",
    "5|2026-04-03|2026-04-03 18:00:00|김민지||||",
    "6|2026-04-03|2026-04-03 18:00:00|김민지|||||activity-day",
  ]);
});

test("A chat that is cut by a byte that is no text says where", async () => {
  const bytes = Buffer.concat([Buffer.from(`${day}\n[김민지] [오후 6:05] TA 15\n`), Buffer.from([0xff, 0x0a])]);
  expect(await rowsOf("chat.txt", bytes)).toEqual(["csv-encoding"]);
});

test("What Gmail keeps as sent is its owner's, whatever address it was sent from, also in Korean", async () => {
  const gmail = "From 1@xxx Mon Mar 02 00:05:12 +0000 2026";
  const mail = (id: string, from: string, to: string, labels: string): string =>
    `${gmail}\nX-Gmail-Labels: ${labels}\nFrom: ${from}\nTo: ${to}\nMessage-ID: <${id}>\nDate: Mon, 2 Mar 2026 09:05:12 +0900\n\nBody\n`;
  const rows = await rowsOf(
    "mail.mbox",
    [
      mail("a", "minji@northwind.example", "mina@example.com", "Sent"),
      mail("b", "alias@northwind.example", "mina@example.com", `=?UTF-8?B?${Buffer.from("보낸편지함,휴지통").toString("base64")}?=`),
      mail("c", "mina@example.com", "minji@northwind.example", "Inbox,Trash"),
    ].join("\n"),
  );
  expect(rows.slice(2).map((row) => row.split("|").slice(7).join("|"))).toEqual([
    "a|minji@northwind.example|",
    "b|alias@northwind.example|",
    "c|minji@northwind.example|trash",
  ]);
});

const envelope = "From - Mon Mar  2 00:05:12 2026";

test("A mailbox is a row of headers for each message; a missing id is made of them, and nothing else is kept", async () => {
  const own = "To: minji@northwind.example\n";
  const rows = await rowsOf(
    "Sent.mbox",
    [
      `${envelope}\nFrom: Minji <minji@northwind.example>\nTo: "Han, Mina" <mina@example.com>\nDate: Mon, 2 Mar 2026 09:05:12 +0900\nSubject: Hello\nMessage-ID: <a@x>\n\nBody\n`,
      `${envelope}\nFrom: mina@example.com\n${own}Subject: No id\n\nBody\n`,
      `${envelope}\nFrom: no-reply@example.com\n${own}Message-ID: <b@x>\n\nBody\n`,
      `${envelope}\nFrom: mina@example.com\n${own}Message-ID: <c@x>\nAuto-Submitted: auto-generated\n\nBody\n`,
      `${envelope}\nFrom: mina@example.com\n${own}Message-ID: <d@x>\nPrecedence: bulk\n\nBody\n`,
    ].join("\n"),
  );
  expect(rows).toEqual([
    "mbox",
    "1|date|from|to|cc|bcc|subject|message_id|mailbox|left_out",
    "2|2026-03-02T09:05:12+09:00|minji@northwind.example|mina@example.com|||Hello|a@x|minji@northwind.example|",
    expect.stringMatching(
      /^3\|2026-03-02T00:05:12\+00:00\|mina@example.com\|minji@northwind.example\|\|\|No id\|made:[0-9a-f]{32}\|minji@northwind.example\|$/,
    ),
    "4|2026-03-02T00:05:12+00:00|no-reply@example.com|minji@northwind.example||||b@x|minji@northwind.example|automatic",
    "5|2026-03-02T00:05:12+00:00|mina@example.com|minji@northwind.example||||c@x|minji@northwind.example|automatic",
    "6|2026-03-02T00:05:12+00:00|mina@example.com|minji@northwind.example||||d@x|minji@northwind.example|list",
  ]);
});
