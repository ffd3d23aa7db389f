import { readBasis } from "../domain/signals/consent-reading.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import type { TouchedContacts } from "../store/barring.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { evaluationOf } from "../store/evaluation.ts";
import { keepBases } from "../store/opt-outs.ts";
import { recountContacts } from "../store/recording.ts";
import { loadSettings } from "../store/settings.ts";
import { nowOf } from "./company-today.ts";
import { readAll, subjectsOf, type ConsentAnswer, type ConsentOptions } from "./contacts/consent-subjects.ts";

/** Records what allows to contact prospects, and since when: their consent, an inquiry of theirs, a contract, a referral. */
export const recordBases = (
  database: Database,
  companyId: number,
  items: readonly unknown[],
  { by, ...asked }: ConsentOptions,
): Promise<ConsentAnswer> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<ConsentAnswer> => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const now = nowOf();
      const { read, rejected } = readAll(items, (item) => readBasis(item, { country: settings.company.country, now }));
      const subjects = await subjectsOf(
        tx,
        settings,
        read.map(({ index, order }) => ({ index, prospect: order.prospect })),
        asked,
      );
      const bases = read.flatMap(({ index, order }) => {
        const found = subjects.found.get(index);
        return found === undefined ? [] : [{ ...order, prospect: found.own }];
      });
      const recorded = await keepBases(tx, companyId, bases, by);
      const touched = [...subjects.found.values()].map(({ root }): TouchedContacts => ({ prospect: root, between: null }));
      await recountContacts(tx, await evaluationOf(tx, settings), recorded === 0 ? [] : touched);
      if (recorded > 0)
        await keepAuditEvent(tx, companyId, {
          by,
          act: "record-bases",
          subject: "prospects",
          subjectId: "contact-bases",
          after: { recorded },
        });
      const all = [...rejected, ...subjects.rejected];
      return { received: items.length, recorded, known: items.length - all.length - recorded, rejected: all };
    },
    { timeoutSeconds: 120 },
  );
