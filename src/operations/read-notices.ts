import { seenOf } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { Instant } from "../domain/instant.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { markRead } from "../store/notices.ts";
import { loadSettings } from "../store/settings.ts";

export type ReadNoticesInput = {
  readonly member: string;
  /** Left out: all of them. */
  readonly notices?: readonly number[];
};

/** Marks a member's notices as read: what is read by then is in no digest. How many were not. Those of others stay as they are. */
export const readNotices = (
  database: Database,
  companyId: number,
  { member: id, notices }: ReadNoticesInput,
  { now, caller }: { readonly now: Instant } & AskedBy,
): Promise<Outcome<{ readonly read: number }>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<{ readonly read: number }>> => {
    const settings = await loadSettings(tx, companyId);
    const members = seenOf(sightIn(settings, caller, "notices:read"), settings.members);
    const member = members.find((each) => each.id === id);
    if (member === undefined) return refused(notFound("member", id, members));
    const numbers = notices === undefined ? null : notices.map(BigInt);
    return accepted({ read: await markRead(tx, companyId, { memberNumber: member.number, numbers, now }) });
  });
