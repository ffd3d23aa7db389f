import { shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { evaluationOf } from "../store/evaluation.ts";
import { holdLoad, lockMissing, markMissing, type Load } from "../store/loads.ts";
import { recount } from "../store/recording.ts";
import { loadSettings } from "../store/settings.ts";

/** So few at once that a recorder who waits for one of them waits a moment. */
const AT_ONCE = 1000;
const VOIDING_SECONDS = 300;

type Step = { readonly found: number; readonly voided: number; readonly last: string };

/** The next activities of one source that the load lacks, voided; undefined when the load has been cleared away. */
const voidNext = async (
  tx: Transaction,
  companyId: number,
  load: Load,
  { source, after, reason }: { readonly source: string; readonly after: string; readonly reason: string },
): Promise<Step | undefined> => {
  await shareCompany(tx, companyId);
  if (!(await holdLoad(tx, companyId, load.number))) return undefined;
  const settings = await loadSettings(tx, companyId);
  const keys = await lockMissing(tx, settings, load, { source, after, limit: AT_ONCE });
  if (keys.length > 0)
    await recount(tx, await evaluationOf(tx, settings), {
      created: [],
      cause: "missing",
      changed: keys,
      change: () => markMissing(tx, companyId, keys, { number: load.number, reason }),
    });
  return { found: keys.length, voided: keys.filter((key) => !key.takenBack).length, last: keys.at(-1)?.externalId ?? after };
};

/**
 * Voids what the log has of the load's sources in its span and the load lacks, at most a thousand in a transaction: how many that were not
 * void already. What a person has taken back is marked with the rest, so that it stays void when the person restores it. `isExpired`: the load
 * was cleared away meanwhile.
 */
export const voidMissing = async (
  database: Database,
  companyId: number,
  load: Load,
  { reason, progress }: { readonly reason: string; readonly progress: (voided: number) => void },
): Promise<{ readonly voided: number; readonly isExpired: boolean }> => {
  let voided = 0;
  for (const source of load.sources) {
    let after = "";
    for (;;) {
      const from = after;
      const step = await inCompany(database, companyId, (tx) => voidNext(tx, companyId, load, { source, after: from, reason }), {
        timeoutSeconds: VOIDING_SECONDS,
      });
      if (step === undefined) return { voided, isExpired: true };
      voided += step.voided;
      progress(voided);
      if (step.found < AT_ONCE) break;
      after = step.last;
    }
  }
  return { voided, isExpired: false };
};
