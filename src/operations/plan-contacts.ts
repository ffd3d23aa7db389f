import type { Settings } from "../domain/company.ts";
import { isoInstant } from "../domain/instant.ts";
import { notFound } from "../domain/not-found.ts";
import { noHint } from "../domain/meant.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { contactRulesOf } from "../domain/signals/own-contact-rules.ts";
import { readPlannedContact, type PlannedContact } from "../domain/signals/planned-contact-reading.ts";
import { isLed, seenOf } from "../domain/sight.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { prospectsNamed, type NamedProspect } from "../store/prospects.ts";
import { loadSettings } from "../store/settings.ts";
import { nowOf } from "./company-today.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { mayContact, type MeantVerdict } from "./contacts/may-contact.ts";
import { findingsJson, refuseContacts, type FindingJson } from "./contacts/refuse-contacts.ts";

export type PlannedContactJson = {
  readonly index: number;
  readonly member: string;
  readonly prospect: string;
  readonly kind: string;
  readonly at: string;
  readonly verdict: "allowed" | "refused" | "flagged";
  readonly findings: readonly FindingJson[];
  /** From when on it may be made; null where nothing known ends what speaks against it. */
  readonly from: string | null;
};

export type PlannedAnswer = {
  readonly received: number;
  readonly contacts: readonly PlannedContactJson[];
  /** Refused by a rule and new: each lowers what is asked of its member. */
  readonly relieved: number;
  readonly rejected: readonly { readonly index: number; readonly refusals: readonly Refusal[] }[];
};

type Placed = { readonly index: number; readonly contact: PlannedContact };

/** Those of whom the caller may ask something, and why not of the others. */
const refuseFor = (settings: Settings, { caller }: AskedBy): ((contact: PlannedContact) => Refusal | undefined) => {
  const sight = sightIn(settings, caller, "contacts:write");
  const members = seenOf(sight, settings.members);
  return ({ member: id }) => {
    const member = members.find((each) => each.id === id);
    if (member === undefined) return notFound("member", id, members);
    const isOwn = caller?.memberNumber !== undefined && caller.memberNumber === member.number;
    return isOwn || (sight.members !== "all" && !isLed(sight, member.number))
      ? refusal("contact-own", "/member", { found: member.id })
      : undefined;
  };
};

/**
 * Asks of members to contact prospects, as far as the rules of contact allow it: each contact is allowed, or refused with every reason and from when on it may
 * be made. What is refused lowers the target of whom it was asked of. Nothing is kept of what is allowed: a list of work is where it was made.
 */
export const planContacts = (
  database: Database,
  companyId: number,
  items: readonly unknown[],
  { by, ...asked }: { readonly by: string } & AskedBy,
): Promise<PlannedAnswer> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<PlannedAnswer> => {
      await shareCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const { company } = settings;
      const context = { country: company.country, now: nowOf(), rules: contactRulesOf(company) };
      const refuse = refuseFor(settings, asked);
      const rejected: { index: number; refusals: readonly Refusal[] }[] = [];
      const read: Placed[] = [];
      for (const [index, item] of items.entries()) {
        const outcome = readPlannedContact(item, context);
        const wrong = outcome.ok ? refuse(outcome.value) : undefined;
        if (outcome.ok && wrong === undefined) read.push({ index, contact: outcome.value });
        else rejected.push({ index, refusals: outcome.ok ? [wrong ?? refusal("required", "")] : outcome.refusals });
      }
      const named = await prospectsNamed(
        tx,
        companyId,
        read.map(({ contact }) => contact.prospect),
      );
      const known: (Placed & { readonly prospect: NamedProspect })[] = [];
      for (const each of read) {
        const { kind, value } = each.contact.prospect;
        const prospect = named.get(`${kind}:${value}`);
        if (prospect !== undefined) known.push({ ...each, prospect });
        else
          rejected.push({
            index: each.index,
            refusals: [refusal("not-found", "/prospect", { what: { en: "prospect", ko: "잠재 고객" }, found: shown(value), hint: noHint })],
          });
      }
      const verdicts = await mayContact(
        tx,
        settings,
        known.map(({ contact: { channel, at, prospect: reference }, prospect }) => ({
          prospect: prospect.root,
          name: reference.value,
          channel,
          at,
        })),
      );
      const judged = known.flatMap((each, place): readonly ((typeof known)[number] & { readonly verdict: MeantVerdict })[] => {
        const verdict = verdicts[place];
        return verdict === undefined ? [] : [{ ...each, verdict }];
      });
      const numbers = new Map(settings.members.map(({ id, number }) => [id, number]));
      const relieved = await refuseContacts(
        tx,
        settings,
        judged.map(({ contact: { member, kind, at }, prospect, verdict }) => ({
          memberNumber: numbers.get(member) ?? 0,
          prospect: prospect.root,
          kind,
          at,
          verdict,
        })),
        by,
      );
      if (relieved > 0)
        await keepAuditEvent(tx, companyId, {
          by,
          act: "refuse-contacts",
          subject: "tally",
          subjectId: "planned-contacts",
          after: { refused: relieved },
        });
      return {
        received: items.length,
        contacts: judged.map(({ index, contact, verdict }) => ({
          index,
          member: contact.member,
          prospect: contact.prospect.value,
          kind: contact.kind,
          at: isoInstant(contact.at),
          verdict: verdict.verdict,
          findings: findingsJson(verdict),
          from: verdict.from === null ? null : isoInstant(verdict.from),
        })),
        relieved,
        rejected: rejected.toSorted((one, other) => one.index - other.index),
      };
    },
    { timeoutSeconds: 60 },
  );
