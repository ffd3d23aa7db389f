import { readChoice } from "./choice.ts";
import { isoDay, plainDay, type Day } from "./day.ts";
import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { outcomeOf, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { refuseType } from "./value-type.ts";

/**
 * What makes records worth a question to a person. None of it is an accusation: a phone that was off all morning is told at noon, and a
 * list is typed in at the end of the month by whoever has no time before.
 */
export const questionRules = ["burst", "same-instant", "short-calls", "same-prospect", "month-end", "told-late"] as const;
export type QuestionRule = (typeof questionRules)[number];

export const limits = {
  /** Records of one kind within a minute. */
  burst: 6,
  /** Records of one kind at one instant. */
  sameInstant: 3,
  /** Calls of so many seconds at most, and how many of them in a day. */
  shortSeconds: 2,
  shortCalls: 5,
  /** Records of one kind with one prospect in a day. */
  sameProspect: 4,
  /** Self-reported in the last days of a month, about how many earlier days at least, and how many records. */
  monthEndDays: 2,
  monthEndAbout: 5,
  monthEnd: 10,
  /** Self-reported so many days after they were done, and how many told on one day. */
  lateDays: 8,
  late: 5,
} as const;

/** What tells one question from another; `kind` is null where records of any kind are meant. */
export type QuestionKey = { readonly rule: QuestionRule; readonly member: string; readonly day: Day; readonly kind: string | null };

/** `burst:raj:2026-03-02:call`. */
export const questionId = ({ rule, member, day, kind }: QuestionKey): string =>
  [rule, member, isoDay(day), ...(kind === null ? [] : [kind])].join(":");

/** The key that an id names; null for a text that is none. */
export const questionKeyOf = (id: string): QuestionKey | null => {
  const [, rule, member, text, kind] = /^([a-z-]+):(.+):(\d{4}-\d{2}-\d{2})(?::([^:]+))?$/.exec(id) ?? [];
  const known = questionRules.find((each) => each === rule);
  const day = plainDay(text ?? "");
  return known === undefined || member === undefined || Number.isNaN(day) ? null : { rule: known, member, day, kind: kind ?? null };
};

export const answers = ["fine", "look_into", "padding"] as const;
export type Answer = (typeof answers)[number];

/** `measured` of what the rule counts; `sameOrMore` of `memberDays` like it had as much. */
export type Measured = { readonly measured: number; readonly sameOrMore: number; readonly memberDays: number };

type Asked = { readonly rule: QuestionRule; readonly measured: number; readonly kindName: string; readonly aboutDays: number | null };

/** Why it is asked, in words. */
export const questionWords = ({ rule, measured, kindName, aboutDays }: Asked): { readonly en: string; readonly ko: string } => {
  switch (rule) {
    case "burst":
      return { en: `${measured} ${kindName} records within a minute`, ko: `1분 안에 ${kindName} 기록 ${measured}건` };
    case "same-instant":
      return { en: `${measured} ${kindName} records at one instant`, ko: `같은 시각에 ${kindName} 기록 ${measured}건` };
    case "short-calls":
      return {
        en: `${measured} calls of ${limits.shortSeconds} seconds at most`,
        ko: `${limits.shortSeconds}초 이하 통화 ${measured}건`,
      };
    case "same-prospect":
      return {
        en: `${measured} ${kindName} records with one prospect in a day`,
        ko: `하루에 같은 잠재 고객과 ${kindName} 기록 ${measured}건`,
      };
    case "month-end":
      return {
        en: `${measured} records about ${aboutDays ?? 0} earlier days told at the end of the month`,
        ko: `월말에 앞선 ${aboutDays ?? 0}일의 기록 ${measured}건을 한꺼번에 입력`,
      };
    case "told-late":
      return {
        en: `${measured} records told ${limits.lateDays} days or more after they were done`,
        ko: `한 지 ${limits.lateDays}일 넘게 지나 입력한 기록 ${measured}건`,
      };
  }
};

export type AnswerOrder = { readonly answer: Answer; readonly reason: string };

const LONGEST_REASON = 1000;

/** `{"answer": "fine", "reason": "…"}`. */
export const readAnswer = (fields: unknown): Outcome<AnswerOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"answer": "fine", "reason": "…"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, new Set(["answer", "reason"]), found);
  const answer = take(readChoice(fields["answer"], answers, "/answer"), "fine", found);
  const reason = readText(fields["reason"], "/reason", { max: LONGEST_REASON, hasLines: true });
  const text = take(reason, "", found);
  return outcomeOf(() => ({ answer, reason: text }), found);
};
