import type { Settings } from "../../domain/company.ts";
import { dayIn, type Instant } from "../../domain/instant.ts";
import { zonesOf } from "../../domain/member-zone.ts";
import { sentence } from "../../domain/refusal.ts";
import { offsetAt } from "../../domain/zone-offset.ts";
import { noteTouched } from "../../store/changes.ts";
import type { Transaction } from "../../store/database.ts";
import { keepRefusedContacts } from "../../store/refused-contacts.ts";
import type { MeantVerdict } from "./may-contact.ts";

/** A contact that was asked of a member, by somebody else or by routing, with what the rules say of it. */
export type AskedContact = {
  readonly memberNumber: number;
  readonly prospect: bigint;
  readonly kind: string;
  readonly at: Instant;
  readonly verdict: MeantVerdict;
};

export type FindingJson = {
  readonly rule: string;
  readonly code: string;
  readonly en: string;
  readonly ko: string;
  /** Where the rule stands; null for one of the company's own. */
  readonly source: { readonly name: { readonly en: string; readonly ko: string }; readonly url: string } | null;
  /** Else it only tells. */
  readonly forbids: boolean;
};

/** What the rules say of a contact, in both languages. */
export const findingsJson = ({ findings }: MeantVerdict): readonly FindingJson[] =>
  findings.map(({ rule, says, source, forbids }) => ({
    rule,
    code: says.code,
    en: sentence(says, "en"),
    ko: sentence(says, "ko"),
    source,
    forbids,
  }));

const hourIn = (zone: string, at: Instant): number => {
  const second = Number(at / 1_000_000n);
  return Math.floor(((((second + offsetAt(zone, second)) % 86_400) + 86_400) % 86_400) / 3600);
};

/**
 * Keeps those of these contacts that a rule refuses, so that they lower what is asked of the members: contacts that a member did not set themselves. Once for
 * a member, prospect, kind and day; the others are left as they are. How many are new.
 */
export const refuseContacts = async (tx: Transaction, settings: Settings, asked: readonly AskedContact[], by: string): Promise<number> => {
  const zoneOf = zonesOf(settings);
  const members = new Map(settings.members.map((member) => [member.number, member]));
  const refused = asked.flatMap(({ memberNumber, prospect, kind, at, verdict }) => {
    const member = members.get(memberNumber);
    if (member === undefined || verdict.counts) return [];
    const zone = zoneOf(member, dayIn(settings.company.timeZone, at));
    return [
      {
        memberNumber,
        prospect,
        kind,
        at,
        day: dayIn(zone, at),
        hour: hourIn(zone, at),
        // Who it was is known by number.
        findings: verdict.findings.map(({ rule, says: { code } }) => ({ rule, code })),
        allowedFrom: verdict.from,
        allowedOn: verdict.from === null ? null : dayIn(zone, verdict.from),
      },
    ];
  });
  const kept = await keepRefusedContacts(tx, settings, refused, by);
  if (kept > 0) noteTouched(tx, ["attainment"], new Set(refused.map(({ memberNumber }) => memberNumber)));
  return kept;
};
