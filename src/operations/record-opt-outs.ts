import { refusal } from "../domain/refusal.ts";
import { readOptOut, type OptOutOrder } from "../domain/signals/consent-reading.ts";
import { narrowed } from "../domain/sight.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import type { TouchedContacts } from "../store/barring.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { evaluationOf } from "../store/evaluation.ts";
import { keepOptOuts, prospectsOfDomains, type NewOptOut } from "../store/opt-outs.ts";
import { recountContacts } from "../store/recording.ts";
import { loadSettings } from "../store/settings.ts";
import { nowOf } from "./company-today.ts";
import { readAll, subjectsOf, type ConsentAnswer, type ConsentOptions } from "./contacts/consent-subjects.ts";
import { sightIn } from "./sight-in.ts";

/**
 * Records that somebody is not to be contacted: a person, or everybody with an e-mail address of a domain; by their own word or by a list. From its
 * time on what is planned with them is refused, and what was done does not count. Of a domain only who reaches the whole company may say so.
 */
export const recordOptOuts = (
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
      const { read, rejected } = readAll(items, (item) => readOptOut(item, { country: settings.company.country, now }));
      const isNarrow = narrowed(sightIn(settings, asked.caller, "prospects:write")) !== undefined;
      const ofDomains = read.filter(({ order: { subject } }) => "domain" in subject);
      const tooWide = isNarrow ? ofDomains.map(({ index }) => ({ index, refusals: [refusal("opt-out-wide", "/domain")] })) : [];
      const named = read.flatMap(({ index, order }) =>
        "prospect" in order.subject ? [{ index, order, prospect: order.subject.prospect }] : [],
      );
      const subjects = await subjectsOf(tx, settings, named, asked);
      const optOutOf = (order: OptOutOrder, subject: Pick<NewOptOut, "prospect" | "domain">): NewOptOut => ({
        ...subject,
        list: order.list,
        channels: order.channels,
        from: order.from,
        reason: order.reason,
      });
      const optOuts = [
        ...named.flatMap(({ index, order }) => {
          const found = subjects.found.get(index);
          return found === undefined ? [] : [optOutOf(order, { prospect: found.own, domain: null })];
        }),
        ...(isNarrow
          ? []
          : ofDomains.map(({ order }) =>
              optOutOf(order, { prospect: null, domain: "domain" in order.subject ? order.subject.domain : null }),
            )),
      ];
      const kept = await keepOptOuts(tx, companyId, optOuts, by);
      const touched: TouchedContacts[] = [...subjects.found.values()].map(({ root }) => ({ prospect: root, between: null }));
      const domains = optOuts.flatMap(({ domain, from }) => (domain === null ? [] : [{ domain, from }]));
      touched.push(...(await prospectsOfDomains(tx, companyId, domains)));
      await recountContacts(tx, await evaluationOf(tx, settings), kept.size === 0 ? [] : touched);
      if (kept.size > 0)
        await keepAuditEvent(tx, companyId, {
          by,
          act: "record-opt-outs",
          subject: "prospects",
          subjectId: "opt-outs",
          after: { recorded: kept.size },
        });
      const all = [...rejected, ...tooWide, ...subjects.rejected];
      return { received: items.length, recorded: kept.size, known: items.length - all.length - kept.size, rejected: all };
    },
    { timeoutSeconds: 120 },
  );
