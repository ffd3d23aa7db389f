import { seenOf } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { listedNotices, unreadNotices } from "../store/notices.ts";
import { loadSettings } from "../store/settings.ts";
import { noticeJson, type NoticeJson } from "./notice-json.ts";

export type NoticesQuestion = {
  readonly member: string;
  readonly unread?: boolean;
  readonly cursor?: string;
  readonly limit?: number;
} & AskedBy;

export type NoticeList = { readonly notices: readonly NoticeJson[]; readonly unread: number; readonly nextCursor: string | null };

const numberAt = (cursor: string): bigint | null => {
  const [, digits] = /^notices-([1-9]\d{0,17})$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  return digits === undefined ? null : BigInt(digits);
};

/** What a member was told, the latest first, and how much of it is unread. Reading it marks nothing. Refuses a member that there is not. */
export const listNotices = (
  database: Database,
  companyId: number,
  { member: id, unread = false, cursor, limit = 50, caller }: NoticesQuestion,
): Promise<Outcome<NoticeList>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<NoticeList>> => {
    const settings = await loadSettings(tx, companyId);
    const { company } = settings;
    const members = seenOf(sightIn(settings, caller, "notices:read"), settings.members);
    const member = members.find((each) => each.id === id);
    if (member === undefined) return refused(notFound("member", id, members));
    const below = cursor === undefined ? null : numberAt(cursor);
    if (cursor !== undefined && below === null) return refused(refusal("cursor-invalid", "/cursor"));
    const asked = { memberNumber: member.number, isUnread: unread, below, limit: limit + 1 };
    const found = await listedNotices(tx, companyId, asked);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return accepted({
      notices: page.map((each) => noticeJson(each, id, company.timeZone)),
      unread: await unreadNotices(tx, companyId, member.number),
      nextCursor: found.length > limit && last !== undefined ? Buffer.from(`notices-${last.number}`).toString("base64url") : null,
    });
  });
