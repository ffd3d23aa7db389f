import { dayOfCivil, daysInMonth, englishMonths } from "../../../domain/civil.ts";
import { isoDay, type Day } from "../../../domain/day.ts";

/** A message of a chat, with the line of the file in which it begins. The time is local, in seconds of the day. */
export type ChatMessage = {
  readonly line: number;
  readonly day: Day;
  readonly second: number;
  readonly sender: string;
  readonly text: string;
};

/**
 * KakaoTalk writes its exports differently on every system and in every language:
 *   Windows  `--------------- 2026년 3월 2일 월요일 ---------------`, then `[김민지] [오전 9:05] TA 15`
 *   Android  `2026년 3월 2일 오전 9:05, 김민지 : TA 15`
 *   iOS      `2026. 3. 2. 오전 9:05, 김민지 : TA 15`
 *   English  `March 2, 2026, 9:05 AM, Minji : TA 15` or `2 March 2026 at 09:05, …`, `[Minji] [9:05 AM] TA 15` below `Monday, March 2, 2026`
 * macOS writes a CSV of Date, User and Message. Lines that begin otherwise go on with the message above, or say who came and went.
 */
const month = `(?:${englishMonths.join("|")}|${englishMonths.map((name) => name.slice(0, 3)).join("|")})`;
const date = String.raw`(?:(\d{4})(?:년|\.|-|/)\s?(\d{1,2})(?:월|\.|-|/)\s?(\d{1,2})(?:일|\.)?|(${month}) (\d{1,2}), (\d{4})|(\d{1,2}) (${month}) (\d{4}))`;
const time = String.raw`(?:(오전|오후)[ \u00a0\u202f])?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[ \u00a0\u202f]?([AP]M))?`;
const weekday = String.raw`(?:[월화수목금토일]요일|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)`;

const dayLine = new RegExp(String.raw`^(?:-{3,} ?)?(?:${weekday},? )?${date}(?:,? ${weekday})?(?: ?-{3,})?$`);
const bracketed = new RegExp(String.raw`^\[(.{1,80}?)\] \[${time}\] (.*)$`);
const dated = new RegExp(String.raw`^${date},?(?: at)? ${time}(?:, (.{1,80}?) : (.*)|(?:,|:) .*|)$`);
const timed = new RegExp(String.raw`^${time}, (.{1,80}?) : (.*)$`);

type Parts = readonly (string | undefined)[];

const dayOf = ([year, monthNumber, day, name, nameDay, nameYear, dayFirst, dayName, dayYear]: Parts): Day | undefined => {
  const named = name ?? dayName;
  const years = Number(year ?? nameYear ?? dayYear);
  const months = named === undefined ? Number(monthNumber) : englishMonths.findIndex((each) => each.startsWith(named)) + 1;
  const days = Number(day ?? nameDay ?? dayFirst);
  return months >= 1 && months <= 12 && days >= 1 && days <= daysInMonth(years, months) ? dayOfCivil(years, months, days) : undefined;
};

const secondOf = ([half, hours, minutes, seconds, english]: Parts): number | undefined => {
  const hour = Number(hours);
  const isTwelve = half !== undefined || english !== undefined;
  if (hour > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59 || (isTwelve && (hour < 1 || hour > 12))) return undefined;
  const isAfternoon = half === "오후" || english === "PM";
  return ((isTwelve ? (hour % 12) + (isAfternoon ? 12 : 0) : hour) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0);
};

type Start = Omit<ChatMessage, "line">;
/** What a line is: a message's first, something of the chat's own, or what goes on with the message above. */
type Read = Start | "own" | "more";

const message = (day: Day | undefined, second: number | undefined, [sender = "", text = ""]: Parts): Read =>
  day === undefined || second === undefined ? "more" : { day, second, sender: sender.trim(), text };

/** What nobody writes by hand is not kept: the rest of a long paste. */
const mostLines = 200;

/** Puts the lines of a chat together to messages, in the memory of one message. */
export class ChatLines {
  #day: Day | undefined;
  #open: { readonly start: Start; readonly line: number; readonly texts: string[] } | undefined;
  #line = 0;

  /** Lines read so far. */
  get count(): number {
    return this.#line;
  }

  /** The message that ends where this line begins another one. */
  push(line: string): ChatMessage | undefined {
    this.#line += 1;
    const read = this.#read(line);
    if (read === "more") {
      if (this.#open !== undefined && this.#open.texts.length < mostLines) this.#open.texts.push(line);
      return undefined;
    }
    const ended = this.end();
    if (read !== "own") this.#open = { start: read, line: this.#line, texts: [read.text] };
    return ended;
  }

  end(): ChatMessage | undefined {
    const open = this.#open;
    this.#open = undefined;
    return open === undefined ? undefined : { ...open.start, line: open.line, text: open.texts.join("\n") };
  }

  #read(line: string): Read {
    const windows = bracketed.exec(line);
    if (windows !== null) return message(this.#day, secondOf(windows.slice(2, 7)), [windows[1], windows[7]]);
    const named = dayLine.exec(line);
    if (named !== null) {
      this.#day = dayOf(named.slice(1)) ?? this.#day;
      return "own";
    }
    const mobile = dated.exec(line);
    if (mobile !== null) {
      const [sender, text] = mobile.slice(15);
      return sender === undefined ? "own" : message(dayOf(mobile.slice(1)), secondOf(mobile.slice(10)), [sender, text]);
    }
    const old = timed.exec(line);
    return old === null ? "more" : message(this.#day, secondOf(old.slice(1)), old.slice(6));
  }
}

const firstLines = (text: string): readonly string[] => text.replace(/^\ufeff/, "").split(/\r?\n|\r/, 60);

/** Whether a text begins as KakaoTalk's exports do: by what it calls itself, or by a day with messages below it. */
export const isChatText = (text: string): boolean => {
  const lines = firstLines(text);
  const head = lines.slice(0, 3).join("\n");
  if (/카카오톡 대화/.test(head) && /저장한 날짜 ?:/.test(head)) return true;
  if (/KakaoTalk Chats/i.test(head) && /Date Saved ?:/i.test(head)) return true;
  const chat = new ChatLines();
  return lines.some((line) => dayLine.test(line)) && (lines.some((line) => chat.push(line) !== undefined) || chat.end() !== undefined);
};

/** Whether these are the columns of the CSV that KakaoTalk writes on macOS. */
export const isChatHeader = (header: readonly string[]): boolean => header.join(",").toLowerCase() === "date,user,message";

/** `2026-03-02 09:05:00` of the CSV. */
export const messageOfCells = (line: number, [at = "", sender = "", text = ""]: readonly string[]): ChatMessage | undefined => {
  const [found, year, monthNumber, day, ...clock] = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(at) ?? [];
  const on = dayOf([year, monthNumber, day]);
  const second = secondOf([undefined, ...clock]);
  return found === undefined || on === undefined || second === undefined
    ? undefined
    : { line, day: on, second, sender: sender.trim(), text };
};

const pad = (value: number): string => String(value).padStart(2, "0");

/** `2026-03-02 09:05:00`, of a second that may lie beyond midnight. */
export const localTime = (day: Day, second: number): string => {
  const on = day + Math.floor(second / 86_400);
  const rest = second % 86_400;
  return `${isoDay(on)} ${pad(Math.floor(rest / 3600))}:${pad(Math.floor(rest / 60) % 60)}:${pad(rest % 60)}`;
};
