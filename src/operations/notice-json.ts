import { isoDay } from "../domain/day.ts";
import { dayIn, parseInstant } from "../domain/instant.ts";
import { noticeSentence } from "../domain/notice-words.ts";
import type { NoticeKind, NoticeWay } from "../domain/notice-kinds.ts";
import type { Words } from "../domain/refusals/words.ts";
import type { KeptNotice, MailState } from "../store/notices.ts";

export type NoticeJson = {
  readonly notice: number;
  readonly what: NoticeKind;
  readonly text: Words;
  readonly about: string;
  /** Of a notice about a dispute. */
  readonly dispute: string | null;
  /** Of a notice about a plan. */
  readonly plan: string | null;
  readonly at: string;
  /** The company's day then. */
  readonly on: string;
  readonly readAt: string | null;
  readonly way: NoticeWay;
  /** Null of one that stands in no mail, or not yet. */
  readonly mail: { readonly state: MailState; readonly failure: string | null } | null;
};

const dayOf = (at: string, zone: string): string => {
  const instant = parseInstant(at, "");
  return instant.ok ? isoDay(dayIn(zone, instant.value)) : at.slice(0, 10);
};

/** A notice as the doors show it to the member with this id. */
export const noticeJson = ({ number, what, detail, way, at, readAt, mail }: KeptNotice, reader: string, zone: string): NoticeJson => ({
  notice: Number(number),
  what,
  text: { en: noticeSentence(detail, reader, "en"), ko: noticeSentence(detail, reader, "ko") },
  about: detail.about.id,
  dispute: "dispute" in detail ? detail.dispute : null,
  plan: "plan" in detail ? detail.plan.id : null,
  at,
  on: dayOf(at, zone),
  readAt,
  way,
  mail: mail === null ? null : { state: mail.state, failure: mail.failure },
});
