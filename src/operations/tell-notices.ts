import { setImmediate } from "node:timers/promises";
import type { Settings } from "../domain/company.ts";
import { isoDay, parseDay } from "../domain/day.ts";
import type { WebhookEvent } from "../domain/webhook-event.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { rowNotices, waitingNotices, type Notice, type NoticeKey } from "../domain/notice.ts";
import { inCompany, type Database } from "../store/database.ts";
import { waitingDisputes } from "../store/disputes.ts";
import { keepEvents } from "../store/event-outbox.ts";
import { keepNotices } from "../store/notices.ts";
import { attainmentOf } from "./attainment-of.ts";

/** What a process has told already of a company's day, so that nothing that stays as it is goes to the database again and again. */
const told = new WeakMap<Database, Map<number, { readonly settings: Settings; readonly keys: Set<string> }>>();

const MOST_REMEMBERED = 200_000;

const keyText = ({ memberNumber, what, subject }: NoticeKey): string => `${memberNumber} ${what} ${subject}`;
const keyOf = ({ memberNumber, subject, detail }: Notice): string => keyText({ memberNumber, subject, what: detail.what });

const rememberedOf = (database: Database, companyId: number, settings: Settings): Set<string> => {
  const companies = told.get(database) ?? new Map<number, { readonly settings: Settings; readonly keys: Set<string> }>();
  told.set(database, companies);
  const known = companies.get(companyId);
  if (known !== undefined && known.settings === settings && known.keys.size < MOST_REMEMBERED) return known.keys;
  const keys = new Set<string>();
  companies.set(companyId, { settings, keys });
  return keys;
};

/** What others are told of a plan's standing: when its own member first is. */
const standingEvents = (fresh: readonly Notice[], { members, plans }: Settings): readonly WebhookEvent[] =>
  fresh.flatMap(({ memberNumber, detail }): WebhookEvent[] => {
    if (detail.what !== "met" && detail.what !== "at_risk") return [];
    const { about, plan, period } = detail;
    const cadence = plans.find(({ id }) => id === plan.id)?.versions[0].cadence;
    const lastDay = parseDay(period.lastDay, "");
    if (cadence === undefined || !lastDay.ok || members.find(({ number }) => number === memberNumber)?.id !== about.id) return [];
    const data = { member: about.id, plan: plan.id, cadence, startsOn: period.startsOn, endsBefore: isoDay(lastDay.value + 1) };
    return [{ type: `attain.quota.${detail.what}`, data }];
  });

/** Rows looked at, and notices kept, in one go: requests are answered in between. */
const AT_ONCE = 1_000;

const piecesOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, index) => all.slice(index * AT_ONCE, (index + 1) * AT_ONCE));

/**
 * Tells what there is to tell now, each thing once: who has met a plan or is at risk, whose period ends soon with something missing, and whom
 * a dispute has come to. One reading of the company's attainment, whatever the number of members. How many notices were new.
 */
export const tellNotices = async (database: Database, companyId: number, { now }: { readonly now: Instant }): Promise<number> => {
  const attainment = await attainmentOf(database, companyId, { now });
  if (!attainment.ok) throw new Error(`attainment was refused: ${attainment.refusals[0].code}`);
  const { settings, sections } = attainment.value;
  const today = dayIn(settings.company.timeZone, now);
  const remembered = rememberedOf(database, companyId, settings);
  const isTold = (key: NoticeKey): boolean => remembered.has(keyText(key));
  const tell = async (notices: readonly Notice[]): Promise<number> => {
    let kept = 0;
    for (const piece of piecesOf(notices.filter((notice) => !remembered.has(keyOf(notice))))) {
      kept += await inCompany(database, companyId, async (tx) => {
        const fresh = await keepNotices(tx, companyId, piece, now);
        await keepEvents(tx, companyId, standingEvents(fresh, settings));
        return fresh.length;
      });
      for (const notice of piece) remembered.add(keyOf(notice));
    }
    return kept;
  };
  const waiting = await inCompany(database, companyId, (tx) => waitingDisputes(tx, companyId));
  let kept = await tell(waiting.flatMap((dispute) => waitingNotices(dispute, settings, now)));
  for (const rows of piecesOf(sections.flatMap((section) => section.rows))) {
    kept += await tell(rows.flatMap((row) => rowNotices(row, settings, { today, isTold })));
    await setImmediate();
  }
  return kept;
};
