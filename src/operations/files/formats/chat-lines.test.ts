import { expect, test } from "vitest";
import { isoDay } from "../../../domain/day.ts";
import { ChatLines, isChatText, localTime, type ChatMessage } from "./chat-lines.ts";

const messagesOf = (text: string): readonly string[] => {
  const chat = new ChatLines();
  const found = [...text.split("\n").map((line) => chat.push(line)), chat.end()].filter((each): each is ChatMessage => each !== undefined);
  return found.map(({ line, day, second, sender, text: said }) => `${line} ${localTime(day, second)} ${sender}: ${said}`);
};

const windows = `영업1팀 3 님과 카카오톡 대화
저장한 날짜 : 2026-03-03 09:00:12

--------------- 2026년 3월 2일 월요일 ---------------
김민지님이 라지 파텔님을 초대했습니다.
[김민지] [오전 12:05] TA 15 AP 2
[라지 [1팀]] [오후 9:05] 활동보고
TA 12
AP 1
라지 파텔님이 나갔습니다.
[김민지] [오후 9:06] 이모티콘`;

const android = `영업1팀 님과 카카오톡 대화
저장한 날짜 : 2026년 3월 3일 오전 9:00


2026년 3월 2일 오전 9:05
2026년 3월 2일 오전 9:05, 김민지님이 라지님을 초대했습니다.
2026년 3월 2일 오후 12:05, 김민지 : TA 15
AP 2
2026년 3월 2일 오후 9:05, 라지 : 링크 : https://example.com`;

const ios = `영업1팀 (3명)과 카카오톡 대화-1.txt
저장한 날짜 : 2026. 3. 3. 오전 9:00

2026년 3월 2일 월요일
2026. 3. 2. 오전 9:05: 김민지님이 라지님을 초대했습니다.
2026. 3. 2. 오후 9:05, 김민지 : TA 15
2026. 3. 2. 21:06, 라지 : TA 12`;

const english = `KakaoTalk Chats with Sales
Date Saved : March 3, 2026, 9:00 AM


March 2, 2026, 9:05 AM
March 2, 2026, 9:05 AM, Minji : 15 calls
March 2, 2026, 9:06 PM, Raj : 12 calls`;

const windowsEnglish = `Sales KakaoTalk Chats
Date Saved : 2026-03-03 09:00:12

--------------- Monday, March 2, 2026 ---------------
[Minji] [9:05 AM] 15 calls
[Raj] [9:06 PM] 12 calls`;

const headless = `2026. 3. 2. 월요일

2026. 3. 2. 오전 9:30, 김민지 : TA 15

2026. 3. 2. 오전 10:15, 라지 : TA 12`;

test.each([
  [
    "Windows",
    windows,
    [
      "6 2026-03-02 00:05:00 김민지: TA 15 AP 2",
      "7 2026-03-02 21:05:00 라지 [1팀]: 활동보고\nTA 12\nAP 1\n라지 파텔님이 나갔습니다.",
      "11 2026-03-02 21:06:00 김민지: 이모티콘",
    ],
  ],
  ["Android", android, ["7 2026-03-02 12:05:00 김민지: TA 15\nAP 2", "9 2026-03-02 21:05:00 라지: 링크 : https://example.com"]],
  ["iOS", ios, ["6 2026-03-02 21:05:00 김민지: TA 15", "7 2026-03-02 21:06:00 라지: TA 12"]],
  ["Android in English", english, ["6 2026-03-02 09:05:00 Minji: 15 calls", "7 2026-03-02 21:06:00 Raj: 12 calls"]],
  ["Windows in English", windowsEnglish, ["5 2026-03-02 09:05:00 Minji: 15 calls", "6 2026-03-02 21:06:00 Raj: 12 calls"]],
  [
    "a telephone in Britain",
    "KakaoTalk Chats with Sales\nDate Saved : 3 March 2026 at 09:00\n\nMonday, 2 March 2026\n2 Mar 2026 at 21:05, Minji : 15 calls",
    ["5 2026-03-02 21:05:00 Minji: 15 calls"],
  ],
  ["a chat without its head", headless, ["3 2026-03-02 09:30:00 김민지: TA 15\n", "5 2026-03-02 10:15:00 라지: TA 12"]],
])("The messages of %s are found with their senders and times", (_, text, messages) => {
  expect(isChatText(text)).toBe(true);
  expect(messagesOf(text)).toEqual(messages);
});

test("A time that there is not makes no message", () => {
  expect(messagesOf("2026년 13월 2일 오전 9:05, 김민지 : TA 15\n2026년 3월 2일 오전 0:05, 김민지 : TA 15")).toEqual([]);
});

test.each([
  "source,external_id,member\ncrm,1,raj",
  "Hello,\n\nsee you on Monday, March 2, 2026",
  "2026-03-02,raj,15\n2026-03-02,minji,12",
  "",
])("%j is no chat", (text) => {
  expect(isChatText(text)).toBe(false);
});

test("A second past midnight is on the next day", () => {
  expect(localTime(0, 86_399)).toBe("1970-01-01 23:59:59");
  expect(localTime(0, 86_400)).toBe(`${isoDay(1)} 00:00:00`);
});
