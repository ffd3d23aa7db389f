import type { Settings } from "../domain/company.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { rowNotices, waitingNotices, type Notice } from "../domain/notice.ts";
import { inCompany, type Database } from "../store/database.ts";
import { waitingDisputes } from "../store/disputes.ts";
import { keepNotices } from "../store/notices.ts";
import { loadSettings } from "../store/settings.ts";
import { attainmentOf } from "./attainment-of.ts";

/** What a process has told already of a company's day, so that nothing that stays as it is goes to the database again and again. */
const told = new WeakMap<Database, Map<number, { readonly settings: Settings; readonly keys: Set<string> }>>();

const MOST_REMEMBERED = 200_000;

const keyOf = ({ memberNumber, subject, detail }: Notice): string => `${memberNumber}\u0000${detail.what}\u0000${subject}`;

const rememberedOf = (database: Database, companyId: number, settings: Settings): Set<string> => {
  const companies = told.get(database) ?? new Map<number, { readonly settings: Settings; readonly keys: Set<string> }>();
  told.set(database, companies);
  const known = companies.get(companyId);
  if (known !== undefined && known.settings === settings && known.keys.size < MOST_REMEMBERED) return known.keys;
  const keys = new Set<string>();
  companies.set(companyId, { settings, keys });
  return keys;
};

/**
 * Tells what there is to tell now, each thing once: who has met a plan or is at risk, whose period ends soon with something missing, and whom
 * a dispute has come to. One reading of the company's attainment, whatever the number of members. How many notices were new.
 */
export const tellNotices = async (database: Database, companyId: number, { now }: { readonly now: Instant }): Promise<number> => {
  const attainment = await attainmentOf(database, companyId, { now });
  if (!attainment.ok) throw new Error(`attainment was refused: ${attainment.refusals[0].code}`);
  const { settings, sections } = attainment.value;
  const today = dayIn(settings.company.timeZone, now);
  const standing = sections.flatMap(({ rows }) => rows.flatMap((row) => rowNotices(row, settings, today)));
  return inCompany(database, companyId, async (tx) => {
    const present = await loadSettings(tx, companyId);
    const disputes = (await waitingDisputes(tx, companyId)).flatMap((dispute) => waitingNotices(dispute, present, now));
    const remembered = rememberedOf(database, companyId, settings);
    const fresh = [...standing, ...disputes].filter((notice) => !remembered.has(keyOf(notice)));
    const kept = await keepNotices(tx, companyId, fresh, now);
    for (const notice of fresh) remembered.add(keyOf(notice));
    return kept;
  });
};
