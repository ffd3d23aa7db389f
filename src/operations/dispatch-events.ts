import { randomBytes } from "node:crypto";
import { isoInstant, type Instant } from "../domain/instant.ts";
import { subjectOf, type WebhookEvent } from "../domain/webhook-event.ts";
import { inCompany, type Database } from "../store/database.ts";
import { takeEvents } from "../store/event-outbox.ts";
import { keepDeliveries, tidyWebhookEvents, type NewEvent } from "../store/webhook-deliveries.ts";

const AT_ONCE = 500;

/** An event under the id that it has for everybody and for ever. */
export const newEvent = (event: WebhookEvent, happenedAt: string): NewEvent => ({
  id: `evt_${randomBytes(16).toString("base64url")}`,
  type: event.type,
  subject: subjectOf(event),
  data: event.data,
  happenedAt,
});

/** Makes deliveries of what happened, for everybody who is to be told of it. How many transactions' events were taken. */
export const dispatchEvents = (database: Database, companyId: number, { now }: { readonly now: Instant }): Promise<number> =>
  inCompany(database, companyId, async (tx) => {
    const rows = await takeEvents(tx, companyId, AT_ONCE);
    const events = rows.flatMap((row) => row.events.map((event) => newEvent(event, row.happenedAt)));
    if (events.length > 0) await keepDeliveries(tx, companyId, { events, now: isoInstant(now) });
    return rows.length;
  });

/** Lets go of what everybody was told a month ago. */
export const tidyEvents = (database: Database, companyId: number, { now }: { readonly now: Instant }): Promise<number> =>
  inCompany(database, companyId, (tx) => tidyWebhookEvents(tx, companyId, isoInstant(now)));
