import type { UnmergeOrder } from "../domain/merge-reading.ts";
import { noHint } from "../domain/meant.ts";
import { refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { namesMergedInto } from "../store/merges.ts";
import { loadSettings } from "../store/settings.ts";
import { findProspect, type FoundProspect } from "./find-prospect.ts";
import { moveAndTell, type MergeAnswer, type MergeOptions } from "./move-prospect.ts";

const MOST_NAMED = 5;

/** Names what was merged into the prospect, since one of those was perhaps meant. */
const refuseRoot = async (tx: Transaction, companyId: number, { own, reference }: FoundProspect): Promise<Refusal> => {
  const names = (await namesMergedInto(tx, companyId, own, MOST_NAMED)).map(shown).join(", ");
  const hint =
    names === "" ? noHint : { en: ` Merged into it: ${names}. Name one of these.`, ko: ` 여기에 병합된 것: ${names}. 그중 하나를 쓰세요.` };
  return refusal("prospect-unmerged", "/prospect", { found: shown(reference.value), hint });
};

/**
 * Takes a merge back: the prospect that the identity was made for is one of its own again, with its records, its facts, and whatever was merged
 * into it before. Refuses a prospect that there is not, and one that was not merged.
 */
export const unmergeProspect = (
  database: Database,
  companyId: number,
  order: UnmergeOrder,
  options: MergeOptions,
): Promise<Outcome<MergeAnswer>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<MergeAnswer>> => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const found = await findProspect(tx, settings, order.prospect, "/prospect");
      if (!found.ok) return found;
      const { own, root, reference } = found.value;
      if (own === root) return refused(await refuseRoot(tx, companyId, found.value));
      const act = { prospect: own, prospectReference: reference.value, into: null, reason: order.reason, by: options.by };
      return moveAndTell(tx, settings, { move: { prospect: own, from: root, to: own }, act }, options);
    },
    { rollBackIf: (outcome) => options.dryRun === true || !outcome.ok, timeoutSeconds: 120 },
  );
