import type { Settings } from "../../domain/company.ts";
import { readBasis, readOptOut, type BasisOrder, type OptOutOrder } from "../../domain/signals/consent-reading.ts";
import { refusal, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { narrowed } from "../../domain/sight.ts";
import { keepAuditEvent } from "../../store/audit-events.ts";
import type { TouchedContacts } from "../../store/barring.ts";
import { ownCompany } from "../../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../../store/database.ts";
import { evaluationOf } from "../../store/evaluation.ts";
import { keepBases, keepOptOuts, prospectsOfDomains, type NewOptOut } from "../../store/opt-outs.ts";
import { colleaguesOf, createMissingProspects, prospectsNamed, type NamedProspect } from "../../store/prospects.ts";
import { recountContacts } from "../../store/recording.ts";
import { loadSettings } from "../../store/settings.ts";
import { nowOf } from "../company-today.ts";
import { findProspect } from "../find-prospect.ts";
import { sightIn, type AskedBy } from "../sight-in.ts";
import { erasedReferences } from "../without-erased.ts";

export type ConsentAnswer = {
  readonly received: number;
  /** New, each told once; the others were known already. */
  readonly recorded: number;
  readonly known: number;
  readonly rejected: readonly { readonly index: number; readonly refusals: readonly Refusal[] }[];
};

type Place = { readonly index: number };
type Read<T> = { readonly read: readonly (Place & { readonly order: T })[]; readonly rejected: ConsentAnswer["rejected"] };

const readAll = <T>(items: readonly unknown[], read: (item: unknown) => Outcome<T>): Read<T> => {
  const outcomes = items.map(read);
  return {
    read: outcomes.flatMap((outcome, index) => (outcome.ok ? [{ index, order: outcome.value }] : [])),
    rejected: outcomes.flatMap((outcome, index) => (outcome.ok ? [] : [{ index, refusals: outcome.refusals }])),
  };
};

const textOf = ({ kind, value }: { readonly kind: string; readonly value: string }): string => `${kind}:${value}`;

export type ConsentOptions = { readonly by: string } & AskedBy;

/** Whom the orders are about: those whom nobody has met yet are met with it, where the caller reaches the whole company. */
const subjectsOf = async (
  tx: Transaction,
  settings: Settings,
  orders: readonly (Place & { readonly prospect: BasisOrder["prospect"] })[],
  { caller }: AskedBy,
): Promise<{ readonly found: ReadonlyMap<number, NamedProspect>; readonly rejected: ConsentAnswer["rejected"] }> => {
  const { companyId } = settings;
  const sight = sightIn(settings, caller, "prospects:write");
  const seen = narrowed(sight);
  if (seen !== undefined) {
    const found = new Map<number, NamedProspect>();
    const rejected: { index: number; refusals: readonly Refusal[] }[] = [];
    for (const { index, prospect } of orders) {
      const named = await findProspect(tx, settings, prospect.value, "/prospect", seen);
      if (named.ok) found.set(index, named.value);
      else rejected.push({ index, refusals: named.refusals });
    }
    return { found, rejected };
  }
  const isErased = await erasedReferences(tx, settings);
  const references = orders.map(({ prospect }) => prospect).filter((reference) => !isErased(reference));
  const unique = [...new Map(references.map((reference) => [textOf(reference), reference])).values()];
  await createMissingProspects(tx, companyId, unique, colleaguesOf(settings));
  const named = await prospectsNamed(tx, companyId, unique);
  return {
    found: new Map(
      orders.flatMap(({ index, prospect }) => {
        const found = named.get(textOf(prospect));
        return found === undefined ? [] : [[index, found] as const];
      }),
    ),
    rejected: [],
  };
};

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
