import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import type { Retention, RetentionField } from "../domain/retention.ts";
import { refuseUnseen, type Seen } from "../domain/seen-version.ts";
import { inCompany, type Database } from "../store/database.ts";
import { countDue } from "../store/retention.ts";
import { loadSettings } from "../store/settings.ts";
import { CHANGE_SECONDS, changeCompanyWithin } from "./change-company.ts";
import { retentionJson, retentionVersion, type RetentionJson } from "./show-retention.ts";

export type RetentionChanged = RetentionJson & {
  /** How much is older than what it is to be kept for, and goes within the hour: files, requests, sessions, notes, prospects. */
  readonly due: Readonly<Record<RetentionField, number>>;
};

/**
 * Says how long things are kept from now on; with `dryRun` only what would go. Refuses months that are none, and whoever has not seen how it is
 * before they change it.
 */
export const changeRetention = (
  database: Database,
  companyId: number,
  retention: Retention,
  { by, seen, dryRun }: { readonly by: string; readonly seen: Seen; readonly dryRun: boolean },
): Promise<Outcome<RetentionChanged>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<RetentionChanged>> => {
      const before = (await loadSettings(tx, companyId)).company.retention;
      const applied = await changeCompanyWithin(
        tx,
        companyId,
        ({ file, settings }) => {
          const unseen = refuseUnseen(seen, retentionVersion(settings.company.retention));
          if (unseen !== undefined) return refused(unseen);
          return accepted({
            file: { ...file, retention },
            told: (refusal) => ({ ...refusal, pointer: refusal.pointer.replace(/^\/retention/, "") }),
          });
        },
        { by, act: "change-retention", dryRun },
      );
      if (!applied.ok) return applied;
      const due = await countDue(tx, companyId, { before, after: retention });
      return accepted({ ...retentionJson(retention), due });
    },
    { rollBackIf: (outcome) => dryRun || !outcome.ok, timeoutSeconds: CHANGE_SECONDS },
  );
