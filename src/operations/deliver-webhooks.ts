import type { Settings } from "../domain/company.ts";
import { isoInstant, type Instant } from "../domain/instant.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { pausedNotices } from "../domain/notice.ts";
import { withoutSecrets } from "../domain/secret-number.ts";
import { eventSentence, TEST_EVENT, type WebhookEvent } from "../domain/webhook-event.ts";
import { retryAfterSeconds } from "../domain/webhook.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { inCompany, type Database } from "../store/database.ts";
import { openText, subkey, type Secret } from "../store/secret-key.ts";
import { keepNotices } from "../store/notices.ts";
import { adminMembers } from "../store/users.ts";
import { loadSettings } from "../store/settings.ts";
import {
  findDelivery,
  keepDeliveries,
  noteWebhook,
  settleDelivery,
  takeDelivery,
  takeThisDelivery,
  webhooksDue,
  type SettledAttempt,
  type TakenDelivery,
} from "../store/webhook-deliveries.ts";
import { webhookByNumber, type KeptWebhook } from "../store/webhooks.ts";
import { newEvent } from "./dispatch-events.ts";
import { webhookNamed } from "./find-hook.ts";
import { webhookPurpose } from "./hooks/sealing.ts";
import { standardHeaders } from "./hooks/signature.ts";
import { guardedRequest, type OutsideAnswer, type Outside } from "./outgoing/guarded-request.ts";
import { deliveryJson, type DeliveryJson } from "./webhook-json.ts";

export type DeliveryOptions = {
  readonly now: () => Instant;
  readonly secret: Secret;
  readonly outside?: Outside;
  readonly isStopping?: () => boolean;
};

/** Longer than a request may take, so that nobody sends what another is sending. */
const LEASE_SECONDS = 60;
/** Deliveries of one webhook under way at once: one that is slow holds up its like only so far. */
const AT_ONCE = 8;
const LONGEST_ANSWER = 1_000;

/** The event as CloudEvents 1.0 in JSON, or as one sentence for a chat. */
const contentOf = (
  { event }: TakenDelivery,
  { shape, language }: KeptWebhook,
  settings: Settings,
): { readonly type: string; readonly body: Buffer } => {
  const { id, type, subject, data, happenedAt } = event;
  if (shape === "text") {
    // The outbox holds what its own code has written.
    const text = eventSentence({ type, data } as WebhookEvent, settings, language);
    return { type: "application/json; charset=utf-8", body: Buffer.from(JSON.stringify({ text })) };
  }
  const content = {
    specversion: "1.0",
    id,
    source: `/companies/${encodeURIComponent(settings.company.id)}`,
    type,
    subject: subject.split("/").map(encodeURIComponent).join("/"),
    time: happenedAt,
    datacontenttype: "application/json",
    data,
  };
  return { type: "application/cloudevents+json; charset=utf-8", body: Buffer.from(JSON.stringify(content)) };
};

const send = async (
  delivery: TakenDelivery,
  webhook: KeptWebhook,
  settings: Settings,
  { secret, outside = {}, now }: DeliveryOptions,
): Promise<Outcome<OutsideAnswer>> => {
  const key = subkey(secret, webhookPurpose);
  const { oldSecret, oldSecretUntil } = webhook;
  const isOldGood = oldSecret !== null && oldSecretUntil !== null && BigInt(Date.parse(oldSecretUntil)) * 1_000n > now();
  const secrets = [openText(key, webhook.secret), ...(isOldGood ? [openText(key, oldSecret)] : [])];
  const { type, body } = contentOf(delivery, webhook, settings);
  const timestamp = Number(now() / 1_000_000n);
  return guardedRequest(openText(key, webhook.url), {
    ...outside,
    method: "POST",
    headers: { "content-type": type, ...standardHeaders(secrets, { id: delivery.event.id, timestamp, body }) },
    body,
  });
};

const GONE = 410;

/** Seconds that an answer asks to wait; a date is not heeded, since whose clock it is by is not known. */
const askedSeconds = ({ headers }: OutsideAnswer): number | null => {
  const text = headers["retry-after"] ?? "";
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
};

type Went = Parameters<typeof noteWebhook>[3]["went"];

const judge = (
  { number, attempt, failures, event }: TakenDelivery,
  outcome: Outcome<OutsideAnswer>,
  { begun, ended, clock }: { readonly begun: Instant; readonly ended: Instant; readonly clock: number },
): { readonly settled: SettledAttempt; readonly went: Went } => {
  const status = outcome.ok ? outcome.value.status : null;
  const isDelivered = status !== null && status >= 200 && status < 300;
  const delay =
    isDelivered || event.type === TEST_EVENT
      ? null
      : retryAfterSeconds(failures + 1, { chance: Math.random(), asked: outcome.ok ? askedSeconds(outcome.value) : null });
  const state = isDelivered ? "delivered" : status === GONE || delay === null ? "failed" : "waiting";
  const settled = {
    number,
    attempt,
    triedAt: isoInstant(begun),
    milliseconds: clock,
    status,
    problem: outcome.ok ? null : outcome.refusals[0].code,
    answer: outcome.ok
      ? withoutSecrets(outcome.value.body.toString("utf8").slice(0, LONGEST_ANSWER).replaceAll("\u0000", "\ufffd"), "…")
      : "",
    state,
    nextAt: state !== "waiting" || delay === null ? null : isoInstant(ended + BigInt(Math.round(delay * 1_000)) * 1_000n),
  } as const;
  return { settled, went: isDelivered ? "arrived" : status === GONE ? "gone" : state === "failed" ? "given-up" : "failed" };
};

const deliver = async (
  database: Database,
  companyId: number,
  delivery: TakenDelivery,
  webhook: KeptWebhook,
  settings: Settings,
  options: DeliveryOptions,
): Promise<void> => {
  const begun = options.now();
  const clock = performance.now();
  const outcome = await send(delivery, webhook, settings, options);
  const ended = options.now();
  const { settled, went } = judge(delivery, outcome, { begun, ended, clock: Math.round(performance.now() - clock) });
  const at = isoInstant(ended);
  await inCompany(database, companyId, async (tx) => {
    await settleDelivery(tx, companyId, settled, at);
    // A test by hand says nothing of how it goes.
    if (delivery.event.type === TEST_EVENT) return;
    const paused = await noteWebhook(tx, companyId, webhook.number, { went, now: at });
    if (paused === undefined) return;
    const admins = await adminMembers(tx, companyId);
    const told = pausedNotices(
      { webhook: paused.id, why: paused.why, at },
      settings.members.filter(({ number }) => admins.has(number)),
    );
    await keepNotices(tx, companyId, told, ended);
    await keepAuditEvent(tx, companyId, {
      by: "attain",
      act: "pause-webhook",
      subject: "webhook",
      subjectId: paused.id,
      after: { why: paused.why },
    });
  });
};

const deliverNext = (database: Database, companyId: number, webhookNumber: number, options: DeliveryOptions): Promise<boolean> =>
  inCompany(database, companyId, async (tx) => {
    const lease = { now: isoInstant(options.now()), leaseSeconds: LEASE_SECONDS };
    const delivery = await takeDelivery(tx, companyId, webhookNumber, lease);
    const webhook = delivery === undefined ? undefined : await webhookByNumber(tx, companyId, webhookNumber);
    return delivery === undefined || webhook === undefined ? undefined : { delivery, webhook, settings: await loadSettings(tx, companyId) };
  }).then(async (taken) => {
    if (taken === undefined) return false;
    await deliver(database, companyId, taken.delivery, taken.webhook, taken.settings, options);
    return true;
  });

/** Sends everything that is due to one webhook, a few at once, each under a lease: what its sender does not come to settle is sent again, under the same id. How many were sent. */
export const deliverToWebhook = async (
  database: Database,
  companyId: number,
  webhookNumber: number,
  options: DeliveryOptions,
): Promise<number> => {
  let sent = 0;
  const work = async (): Promise<void> => {
    while (options.isStopping?.() !== true && (await deliverNext(database, companyId, webhookNumber, options))) sent += 1;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return sent;
};

/** The webhooks that have something due. */
export const dueWebhooks = (database: Database, companyId: number, { now }: { readonly now: Instant }): Promise<readonly number[]> =>
  inCompany(database, companyId, (tx) => webhooksDue(tx, companyId, isoInstant(now)));

/** Tells a webhook a trial event at once, paused or not, and what it answered. It is not tried a second time. */
export const testWebhook = async (
  database: Database,
  companyId: number,
  id: string,
  { by, ...options }: DeliveryOptions & { readonly by: string },
): Promise<Outcome<DeliveryJson>> => {
  const at = isoInstant(options.now());
  const taken = await inCompany(database, companyId, async (tx) => {
    const webhook = await webhookNamed(tx, companyId, id);
    if (!webhook.ok) return webhook;
    const { number } = webhook.value;
    const event = newEvent({ type: TEST_EVENT, data: { webhook: webhook.value.id } }, at);
    const [kept] = await keepDeliveries(tx, companyId, { events: [event], only: number, now: at });
    if (kept === undefined) throw new Error("the trial was not kept");
    const delivery = await takeThisDelivery(tx, companyId, kept, { now: at, leaseSeconds: LEASE_SECONDS });
    if (delivery === undefined) throw new Error("the trial was not taken");
    await keepAuditEvent(tx, companyId, { by, act: "test-webhook", subject: "webhook", subjectId: webhook.value.id });
    return accepted({ delivery, webhook: webhook.value, settings: await loadSettings(tx, companyId) });
  });
  if (!taken.ok) return taken;
  const { delivery, webhook, settings } = taken.value;
  await deliver(database, companyId, delivery, webhook, settings, options);
  const shown = await inCompany(database, companyId, (tx) => findDelivery(tx, companyId, webhook.number, delivery.number));
  if (shown === undefined) throw new Error("the trial is gone");
  return accepted(deliveryJson(shown));
};
