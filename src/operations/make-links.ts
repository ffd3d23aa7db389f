import type { ProspectReference } from "../domain/activity.ts";
import type { Instant } from "../domain/instant.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { readLinkOrder } from "../domain/signals/link-order-reading.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { doer } from "../store/doer.ts";
import type { Secret } from "../store/secret-key.ts";
import { loadSettings } from "../store/settings.ts";
import { keepMessages, type TrackedLink } from "../store/tracked-links.ts";
import { refuseTopicId } from "./record-signals.ts";
import { newLinkName } from "./signals/link-names.ts";
import { erasedReferences } from "./without-erased.ts";

export type LinksMade = {
  readonly messages: readonly {
    readonly recipient: ProspectReference;
    readonly links: readonly { readonly url: string; readonly address: string }[];
    /** To be put where no person sees it: whoever follows it follows everything. */
    readonly honeypot: string;
  }[];
  /** How many recipients were erased: there is no link for them. */
  readonly erased: number;
};

export type LinkOptions = { readonly now: Instant; readonly secret: Secret; readonly publicUrl: URL };

/**
 * Makes links of our own for messages: each recipient has their own, so that it is known who followed it. Where a link leads is kept here and stands in no link.
 * Refuses a topic that there is not.
 */
export const makeLinks = (
  database: Database,
  companyId: number,
  fields: unknown,
  { now, secret, publicUrl }: LinkOptions,
): Promise<Outcome<LinksMade>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<LinksMade>> => {
    await shareCompany(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const order = readLinkOrder(fields, { country: settings.company.country, now });
    if (!order.ok) return order;
    const { recipients, links, sentAt } = order.value;
    const unknown = links.flatMap(({ topic }, place) => refuseTopicId(settings.company, topic, `/links/${place}/topic`) ?? []);
    const [first, ...more] = unknown;
    if (first !== undefined) return refused(first, ...more);
    const isErased = await erasedReferences(tx, settings);
    const there = recipients.filter((recipient) => !isErased(recipient));
    const made = there.map((recipient) => {
      const targets: readonly Omit<TrackedLink, "id">[] = [
        ...links.map((link) => ({ ...link, isHoneypot: false })),
        // It leads somewhere, as every link does: a scanner that is told otherwise would know.
        ...links.slice(0, 1).map(({ url }) => ({ url, topic: null, isHoneypot: true })),
      ];
      return { recipient, links: targets.map((link) => ({ ...link, ...newLinkName(secret, companyId) })) };
    });
    if (made.length > 0) {
      await keepMessages(tx, companyId, made, { sentAt, by: doer() });
      await keepAuditEvent(tx, companyId, {
        by: doer(),
        act: "make-links",
        subject: "links",
        subjectId: "messages",
        after: { messages: made.length, links: links.length },
      });
    }
    const addressOf = (name: string): string => new URL(`/r/${name}`, publicUrl).href;
    return accepted({
      messages: made.map((message) => ({
        recipient: message.recipient,
        links: message.links.flatMap(({ url, name, isHoneypot }) => (isHoneypot ? [] : [{ url, address: addressOf(name) }])),
        honeypot: message.links.flatMap(({ name, isHoneypot }) => (isHoneypot ? [addressOf(name)] : []))[0] ?? "",
      })),
      erased: recipients.length - there.length,
    });
  });
