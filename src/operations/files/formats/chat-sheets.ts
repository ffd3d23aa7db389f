import { mostDaysBack } from "../../../domain/activity-day.ts";
import { readActivityMessage } from "../../../domain/activity-line.ts";
import { builtInWords, type ActivityWord } from "../../../domain/activity-word.ts";
import { isoDay, type Day } from "../../../domain/day.ts";
import { accepted, refusal, type Outcome } from "../../../domain/refusal.ts";
import { ReportedDays } from "../../../domain/reported-day.ts";
import { ChatLines, isChatHeader, localTime, messageOfCells, type ChatMessage } from "./chat-lines.ts";
import { openCsv } from "./csv-sheets.ts";
import { longestRow, type Row } from "./csv-rows.ts";
import { surveyOnce, type RowPiece, type SheetFile, type SheetOptions } from "./sheet-file.ts";
import type { Spooled } from "../spool.ts";
import { textPieces, type Encoding } from "./text-pieces.ts";

/** What a chat is as a table: a row for each total of a day that somebody told, and an empty one for every message that tells none. */
const chatHeader = ["date", "sent_at", "sender", "activity", "kind", "direction", "count"] as const;

/** Whom an export calls by no name is whoever exported it. */
const selves: ReadonlySet<string> = new Set(["회원님", "나", "you", "me"]);

type Cells = Readonly<Partial<Record<"day" | "activity" | "kind" | "direction" | "count", string>> & Record<"sent" | "sender", string>>;

const rowOf = (
  line: number,
  { sent, sender, day = sent.slice(0, 10), activity = "", kind = "", direction = "", count = "" }: Cells,
): Row => ({
  number: line,
  cells: [day, sent, sender, activity, kind, direction, count],
  quoteFault: null,
});

type Total = { readonly day: Day; readonly row: Row };

/**
 * Turns messages into rows, one message after the other. A day's total is a row once nobody can tell of that day any more, with the last that
 * was told. Keeps what was told of the last weeks, and no message.
 */
class ChatRows {
  readonly #words: ReadonlyMap<string, ActivityWord>;
  readonly #days = new ReportedDays();
  /** Of each sender, when they last told something: messages have no seconds, and of two in a minute the later holds. */
  readonly #lastSent = new Map<string, number>();
  readonly #totals = new Map<string, Total>();
  #today = -Infinity;

  constructor(words: ReadonlyMap<string, ActivityWord>) {
    this.#words = words;
  }

  rows(message: ChatMessage): readonly Row[] {
    const told = this.#told(message);
    if (message.day <= this.#today) return told;
    this.#today = message.day;
    return [...this.#settled(({ day }) => day < message.day - mostDaysBack), ...told];
  }

  end(): readonly Row[] {
    return this.#settled(() => true);
  }

  #settled(isOver: (total: Total) => boolean): readonly Row[] {
    const over = [...this.#totals].filter(([, total]) => isOver(total));
    for (const [key] of over) this.#totals.delete(key);
    return over.map(([, { row }]) => row);
  }

  #told({ line, day, second, sender, text }: ChatMessage): readonly Row[] {
    const { counts, refusedCounts, refusals } = readActivityMessage(text, day, this.#words);
    const at = localTime(day, second);
    const [wrong, ...more] = refusals;
    if (counts.length + refusedCounts.length === 0 && wrong === undefined) return [rowOf(line, { sent: at, sender })];
    const sent = this.#sentAt(sender, day * 86_400 + second);
    if (wrong !== undefined) return [{ ...rowOf(line, { sent, sender }), refusals: [wrong, ...more] }];
    for (const { day: on, kind, direction, words, count } of this.#days.tell(sender, counts)) {
      const cells = { sent, sender, day: isoDay(on), activity: words.join(", "), kind, direction: direction ?? "", count: String(count) };
      const row = rowOf(line, cells);
      const isNobody = selves.has(sender.toLowerCase());
      this.#totals.set(JSON.stringify([sender, on, kind]), {
        day: on,
        row: isNobody ? { ...row, refusals: [refusal("chat-self", "/member", { found: sender })] } : row,
      });
    }
    // A row for each, so that its kind can be filled in.
    return refusedCounts.map(({ day: on, word, count, refusal: why }): Row => ({
      ...rowOf(line, { sent, sender, day: isoDay(on), activity: word, count: String(count) }),
      refusals: [why],
    }));
  }

  #sentAt(sender: string, told: number): string {
    const last = this.#lastSent.get(sender) ?? -1;
    const at = last >= told && last < told + 60 ? last + 1 : told;
    this.#lastSent.set(sender, at);
    return localTime(Math.floor(at / 86_400), at % 86_400);
  }
}

const header: Row = { number: 0, cells: chatHeader, quoteFault: null };

type ChatText = { readonly path: string; readonly encoding: Encoding; readonly words: ReadonlyMap<string, ActivityWord> };

async function* textRows({ path, encoding, words }: ChatText): AsyncGenerator<RowPiece> {
  const lines = new ChatLines();
  const chat = new ChatRows(words);
  let rest = "";
  let bytesRead = 0;
  const rowsOf = (texts: readonly string[]): readonly Row[] =>
    texts.flatMap((text) => {
      const message = lines.push(text.endsWith("\r") ? text.slice(0, -1) : text);
      return message === undefined ? [] : chat.rows(message);
    });
  yield { rows: [header], bytesRead, fault: null };
  for await (const piece of textPieces(path, encoding)) {
    bytesRead = piece.bytesRead;
    const parts = (rest + piece.text).split("\n");
    // More of a line nobody writes, and it is not read.
    rest = (parts.pop() ?? "").slice(0, longestRow);
    const fault =
      piece.badByte === null ? null : refusal("csv-encoding", "", { row: lines.count + 1, column: 1, byte: piece.badByte, encoding });
    yield { rows: rowsOf(parts), bytesRead, fault };
    if (fault !== null) return;
  }
  const last = rowsOf([rest]);
  const open = lines.end();
  yield { rows: [...last, ...(open === undefined ? [] : chat.rows(open)), ...chat.end()], bytesRead, fault: null };
}

/** The CSV that macOS writes. A row that is no message of the chat stands for one without numbers. */
async function* csvRows(csv: SheetFile, words: ReadonlyMap<string, ActivityWord>): AsyncGenerator<RowPiece> {
  const chat = new ChatRows(words);
  let bytesRead = 0;
  yield { rows: [header], bytesRead, fault: null };
  for await (const piece of csv.rows(0)) {
    const rows = piece.rows.flatMap(({ number, cells }) => {
      if (number === 1) return [];
      const message = messageOfCells(number, cells);
      return message === undefined ? [rowOf(number, { sent: "", sender: "" })] : chat.rows(message);
    });
    bytesRead = piece.bytesRead;
    yield { ...piece, rows };
  }
  yield { rows: chat.end(), bytesRead, fault: null };
}

const chatFile = (encoding: Encoding | null, rows: SheetFile["rows"]): SheetFile => ({
  format: "kakaotalk",
  encoding,
  sheets: [{ name: "", isHidden: false }],
  isSparse: false,
  rows,
  survey: surveyOnce(rows),
  close: async () => undefined,
});

const openText = async (path: string, encoding: Encoding, words: ChatText["words"]): Promise<Outcome<SheetFile>> => {
  const chat = chatFile(encoding, () => textRows({ path, encoding, words }));
  const survey = await chat.survey(0);
  return survey.ok ? accepted(chat) : survey;
};

/**
 * A chat that was exported from KakaoTalk, as rows of what people tell of their days in it (`TA 15 AP 2`): a number for each person, day and
 * kind, the last that was told, with when that was. What is said beside is nowhere in the rows; a message that tells no number is a row
 * without one, so that it can be counted. Refuses bytes that are no text.
 */
export const openChat = async (file: Spooled, options: SheetOptions): Promise<Outcome<SheetFile>> => {
  const { activityWords: words = builtInWords } = options;
  const [firstLine = ""] = file.head
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .split(/\r?\n/, 1);
  if (isChatHeader(firstLine.split(","))) {
    const csv = await openCsv(file, { ...options, separator: "," });
    return csv.ok ? accepted(chatFile(csv.value.encoding, () => csvRows(csv.value, words))) : csv;
  }
  const [first = "UTF-8", ...others] = options.encodings;
  const outcome = await openText(file.path, first, words);
  if (outcome.ok) return outcome;
  for (const encoding of others) {
    const other = await openText(file.path, encoding, words);
    if (other.ok) return other;
  }
  return outcome;
};
