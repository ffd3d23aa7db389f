import { CLICK_RULES } from "../domain/signals/click.ts";
import type { Instant } from "../domain/instant.ts";
import { ownSignals, shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { messagesJudgedOtherwise } from "../store/tracked-links.ts";
import { judgeMessages } from "./signals/judge-messages.ts";

const AT_ONCE = 100;

/** Judges hits by the present rules that were judged by earlier ones: those of at most 100 messages. How many; 0: all are up to date. */
export const judgeClicks = (database: Database, companyId: number, { now }: { readonly now: Instant }): Promise<number> =>
  inCompany(database, companyId, async (tx) => {
    if ((await messagesJudgedOtherwise(tx, companyId, CLICK_RULES, 1)).length === 0) return 0;
    await shareCompany(tx, companyId);
    await ownSignals(tx, companyId);
    const messages = await messagesJudgedOtherwise(tx, companyId, CLICK_RULES, AT_ONCE);
    await judgeMessages(tx, await loadSettings(tx, companyId), messages, now);
    return messages.length;
  });
