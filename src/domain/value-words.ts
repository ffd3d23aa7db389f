import type { Phrase } from "./column-name.ts";
import { likeness, wordsOf } from "./column-name.ts";

/** What a word in a cell is in our terms: a kind, perhaps with its direction. */
export type KindMeant = { readonly kind: string; readonly direction: "outbound" | "inbound" | null };

const surely = (...names: readonly string[]): readonly Phrase[] => names.map((name) => [name, 1] as const);

/** How files of sales departments call the kinds that every company has. */
const kindPhrases: Readonly<Record<string, readonly Phrase[]>> = {
  call: surely(
    "call",
    "phone call",
    "phone",
    "telephone",
    "tel",
    "dial",
    "dialed call",
    "cold call",
    "voice",
    "전화",
    "통화",
    "콜",
    "유선",
    "전화상담",
    "유선상담",
    "ta",
  ),
  email: surely("email", "e mail", "mail", "emailed", "이메일", "메일", "전자우편", "메일발송"),
  meeting: surely(
    "meeting",
    "appointment",
    "conference",
    "video call",
    "zoom",
    "google meet",
    "event",
    "미팅",
    "회의",
    "면담",
    "상담",
    "대면",
    "대면상담",
    "화상",
    "화상상담",
    "면접",
    "약속",
    "ap",
    "pt",
  ),
  visit: surely("visit", "site visit", "field visit", "on site", "방문", "방문상담", "내방", "현장방문", "외근"),
  demo: surely("demo", "demonstration", "product demo", "데모", "시연", "제품시연"),
  message: surely(
    "message",
    "text",
    "text message",
    "sms",
    "lms",
    "mms",
    "chat",
    "whatsapp",
    "kakao",
    "kakaotalk",
    "dm",
    "문자",
    "문자메시지",
    "카톡",
    "카카오톡",
    "메시지",
    "알림톡",
    "톡",
  ),
  social_contact: surely(
    "social",
    "social contact",
    "social media",
    "linkedin",
    "linked in",
    "linkedin message",
    "linkedin connect",
    "instagram",
    "facebook",
    "sns",
    "소셜",
    "링크드인",
    "인스타그램",
  ),
  referral: surely("referral", "introduction", "intro", "소개", "소개확보", "소개요청"),
  statement_of_work: surely("statement of work", "sow", "작업기술서", "제안서", "업무기술서"),
};

const directions: Readonly<Record<"outbound" | "inbound", RegExp>> = {
  outbound: /(?:^|[^a-z])(?:out|outbound|outgoing|outward|dialed|placed|sent|ob)(?:[^a-z]|$)|발신|아웃바운드|아웃|송신|발송/i,
  inbound: /(?:^|[^a-z])(?:in|inbound|incoming|inward|received|ib)(?:[^a-z]|$)|수신|인바운드|인입|착신/i,
};

/** The direction that a cell tells: `Outbound`, `발신`. */
export const directionMeant = (cell: string): "outbound" | "inbound" | null => {
  const letter = cell.trim().toLowerCase();
  if (letter === "o" || letter === "i") return letter === "o" ? "outbound" : "inbound";
  const isOut = directions.outbound.test(cell);
  return isOut === directions.inbound.test(cell) ? null : isOut ? "outbound" : "inbound";
};

const withoutDirection = (words: readonly string[]): readonly string[] =>
  words
    .map((word) => word.replace(/발신|수신|아웃바운드|인바운드|인입|착신/g, ""))
    .filter((word) => word !== "" && !/^(?:out|outbound|outgoing|in|inbound|incoming|ob|ib)$/.test(word));

/** Least likeness at which a cell's word is taken for a kind. */
const surelyMeant = 0.7;

/** The kinds that there are by the names that a company gives them, beside the usual words. */
export type KindNames = ReadonlyMap<string, readonly string[]>;

const phrasesByKind = new WeakMap<KindNames, ReadonlyMap<string, readonly Phrase[]>>();

/** Made once for the kinds of a company. */
const phrasesOf = (kinds: KindNames): ReadonlyMap<string, readonly Phrase[]> => {
  const known = phrasesByKind.get(kinds);
  if (known !== undefined) return known;
  const made = new Map(
    [...kinds].map(([kind, names]) => {
      const own = surely(kind.replaceAll(/[_-]+/g, " "), ...names.map((name) => wordsOf(name).join(" ")));
      return [kind, [...own, ...(kindPhrases[kind] ?? [])]] as const;
    }),
  );
  phrasesByKind.set(kinds, made);
  return made;
};

/** The kind that a cell means, or null: `Outbound Call`, `전화`, `phone-call`, a kind's own id or name. */
export const kindMeant = (cell: string, kinds: KindNames): KindMeant | null => {
  const direction = directionMeant(cell);
  const rest = withoutDirection(wordsOf(cell)).join(" ");
  const asked = rest === "" ? cell : rest;
  let best: { readonly kind: string; readonly likeness: number } | null = null;
  for (const [kind, phrases] of phrasesOf(kinds)) {
    const found = likeness(asked, phrases);
    if (found >= surelyMeant && found > (best?.likeness ?? 0)) best = { kind, likeness: found };
  }
  return best === null ? null : { kind: best.kind, direction };
};

/** How often the words of a kind stand in a text such as a file's name or its header. */
export const kindClues = (texts: readonly string[], kinds: KindNames): ReadonlyMap<string, number> => {
  const clues = new Map<string, number>();
  for (const text of texts) {
    for (const [kind, phrases] of phrasesOf(kinds)) {
      const found = likeness(text, phrases);
      if (found > 0) clues.set(kind, (clues.get(kind) ?? 0) + found);
    }
  }
  return clues;
};

const outcomePhrases: Readonly<Record<string, readonly Phrase[]>> = {
  connected: surely(
    "connected",
    "success",
    "successful",
    "completed call",
    "spoke",
    "live",
    "talked",
    "연결",
    "통화성공",
    "통화완료",
    "통화",
    "성공",
    "연결됨",
  ),
  answered: surely("answered", "answer", "picked up", "응답", "수신"),
  no_answer: surely(
    "no answer",
    "not answered",
    "unanswered",
    "noanswer",
    "missed",
    "missed call",
    "busy",
    "line busy",
    "no response",
    "not reached",
    "unreachable",
    "failed",
    "부재",
    "부재중",
    "무응답",
    "미응답",
    "통화중",
    "연결안됨",
    "미연결",
    "통화실패",
    "실패",
    "전원꺼짐",
    "안받음",
  ),
  voicemail: surely(
    "voicemail",
    "voice mail",
    "left voicemail",
    "left vm",
    "left message",
    "machine",
    "answering machine",
    "음성사서함",
    "음성메시지",
    "사서함",
  ),
  wrong_number: surely(
    "wrong number",
    "bad number",
    "invalid number",
    "disconnected",
    "number not in service",
    "결번",
    "오번호",
    "잘못된번호",
    "없는번호",
  ),
  refused: surely("refused", "rejected", "declined", "not interested", "do not call", "거절", "통화거절", "거부", "수신거부", "관심없음"),
  callback: surely(
    "callback",
    "call back",
    "call later",
    "call back later",
    "follow up",
    "재통화",
    "재연락",
    "콜백",
    "재통화요청",
    "나중에",
  ),
  appointment_set: surely(
    "appointment set",
    "appointment",
    "meeting set",
    "meeting booked",
    "meeting scheduled",
    "booked",
    "scheduled",
    "약속",
    "약속확정",
    "방문약속",
    "상담예약",
    "예약",
    "ap",
  ),
  held: surely("held", "completed", "done", "attended", "완료", "진행", "실시", "참석"),
  no_show: surely("no show", "did not attend", "absent", "노쇼", "불참"),
  cancelled: surely("cancelled", "canceled", "취소"),
  conversation: surely("conversation", "meaningful conversation", "대화", "상담완료", "상담"),
  bounced: surely("bounced", "bounce", "undelivered", "반송"),
  replied: surely("replied", "reply", "responded", "회신", "답장"),
  attempt: surely("attempt", "attempted", "시도"),
};

const yes = /^(?:y|yes|true|t|o|1|ㅇ|예|네)$/i;
const no = /^(?:n|no|false|f|x|0|아니오|아니요)$/i;

/** What a cell of outcomes means in our words; null for one that stands for itself. Yes and no are of whether somebody answered. */
export const outcomeMeant = (cell: string): string | null => {
  const text = cell.trim();
  if (yes.test(text)) return "connected";
  if (no.test(text)) return "no_answer";
  let best: readonly [string, number] = ["", surelyMeant];
  for (const [outcome, phrases] of Object.entries(outcomePhrases)) {
    const found = likeness(text, phrases);
    if (found > best[1]) best = [outcome, found];
  }
  return best[0] === "" ? null : best[0];
};

const doneWords = /^(?:completed?|done|held|finished|closed|sent|logged|완료|처리완료|실시|종료)$/i;
const openWords =
  /^(?:open|planned|scheduled|not started|in progress|pending|waiting(?: on someone else)?|deferred|todo|to do|draft|upcoming|예정|계획|진행중|진행 중|미완료|대기|보류|예약)$/i;

/** Whether a cell of statuses says that the act was done: true, false, or null when it says neither. */
export const doneMeant = (cell: string): boolean | null => {
  const text = cell.trim();
  return doneWords.test(text) ? true : openWords.test(text) ? false : null;
};

const wonWords = /^(?:closed[ -]*won|won|win|성사|수주|체결|계약 ?완료|계약 ?체결|성공)$/i;
const lostWords = /^(?:closed[ -]*lost|lost|loss|실주|실패|무산|불발|계약 ?실패)$/i;

/** How a deal ended, by the word for its stage; null for one that says neither. */
export const dealOutcomeMeant = (cell: string): "won" | "lost" | null => {
  const text = cell.trim();
  return wonWords.test(text) ? "won" : lostWords.test(text) ? "lost" : null;
};
