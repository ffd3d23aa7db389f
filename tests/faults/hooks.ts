import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { addWebhook } from "../../src/operations/add-webhook.ts";
import { deliverToWebhook, dueWebhooks } from "../../src/operations/deliver-webhooks.ts";
import { dispatchEvents } from "../../src/operations/dispatch-events.ts";
import { listWebhooks } from "../../src/operations/list-webhooks.ts";
import { newSecret } from "../../src/operations/secret.ts";
import { keepEvents } from "../../src/store/event-outbox.ts";
import { isoInstant } from "../../src/domain/instant.ts";
import { inCompany, openPool, type ConnectionPlace, type Database } from "../../src/store/database.ts";
import { takeDelivery } from "../../src/store/webhook-deliveries.ts";
import { must, openCompany } from "../product.ts";
import { webhookReceiver } from "../webhook-receiver.ts";
import type { Random } from "./random.ts";

export type ToldAmidFailures = {
  readonly events: number;
  readonly requests: number;
  readonly answers: Readonly<Record<string, number>>;
  readonly twice: number;
  readonly abandoned: number;
  readonly hours: number;
  readonly wrongs: readonly string[];
};

const MINUTE = 60_000_000n;

/** Writes events as operations do, some to a transaction, from several clients at once. */
const write = async (database: Database, companyId: number, random: Random, events: number): Promise<void> => {
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < events) {
      const from = next;
      next = Math.min(events, from + 1 + random.below(20));
      const batch = Array.from({ length: next - from }, (_, index) => ({
        type: "attain.activity.voided" as const,
        data: { source: "dialer", externalId: String(from + index), by: "local" },
      }));
      await inCompany(database, companyId, (tx) => keepEvents(tx, companyId, batch));
    }
  };
  await Promise.all(Array.from({ length: 8 }, client));
};

/**
 * Tells events to a receiver that fails three times in ten, says nothing, cuts the line after it has taken an event, and sends elsewhere; two processes send, and now and
 * then one takes a delivery and dies. Every event must arrive, each under one id whatever the number of times, and nobody may be led elsewhere.
 */
export const tellAmidFailures = async (
  place: ConnectionPlace,
  random: Random,
  { events }: { readonly events: number },
): Promise<ToldAmidFailures> => {
  const processes = [openPool(place, 10), openPool(place, 10)] as const;
  const [database] = processes;
  const receiver = await webhookReceiver(0.5);
  let ledElsewhere = 0;
  const trap = createServer((socket) => {
    ledElsewhere += 1;
    socket.destroy();
  });
  await new Promise<void>((done) => trap.listen(0, "127.0.0.1", done));
  const trapUrl = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/`;

  const idsOf = new Map<string, Set<string>>();
  const timesTaken = new Map<string, number>();
  const answers: Record<string, number> = { taken: 0, failed: 0, cut: 0, silent: 0, elsewhere: 0 };
  receiver.behave = ({ headers, body }, { accept, response }) => {
    const id = headers["webhook-id"] ?? "";
    const { externalId } = (JSON.parse(body) as { readonly data: { readonly externalId: string } }).data;
    idsOf.set(externalId, (idsOf.get(externalId) ?? new Set<string>()).add(id));
    const count = (what: string): void => void (answers[what] = (answers[what] ?? 0) + 1);
    const take = (): void => void timesTaken.set(externalId, (timesTaken.get(externalId) ?? 0) + 1);
    const draw = random.below(100);
    if (draw < 30) {
      count("failed");
      response.writeHead(random.pick([400, 404, 429, 500, 502, 503])).end();
    } else if (draw < 33) count("silent");
    else if (draw < 38) {
      count("elsewhere");
      response.writeHead(random.pick([301, 302, 307, 308]), { location: trapUrl }).end();
    } else if (draw < 40) {
      count("cut");
      take();
      response.destroy();
    } else {
      count("taken");
      take();
      accept();
    }
  };

  const wrongs: string[] = [];
  let abandoned = 0;
  const begun = BigInt(Date.now()) * 1_000n;
  let clock = begun;
  const now = (): bigint => clock;
  try {
    const { companyId } = await openCompany(database, {
      company: { id: "told", name: "Told", country: "US", timeZone: "Etc/UTC", currency: "USD" },
    });
    const secret = newSecret();
    const order = {
      name: "Receiver",
      url: `${receiver.url}/told`,
      events: ["attain.activity.voided"],
      shape: "cloudevents",
      language: "en",
    } as const;
    must(await addWebhook(database, companyId, order, { by: "test", secret, outside: receiver.outside }));
    await write(database, companyId, random, events);
    for (;;) {
      const dispatched = await Promise.all(processes.map((each) => dispatchEvents(each, companyId, { now: clock })));
      const [webhook] = await dueWebhooks(database, companyId, { now: clock });
      if (webhook !== undefined) {
        for (let dying = random.chance(0.3) ? random.below(10) : 0; dying > 0; dying -= 1) {
          const lease = { now: isoInstant(clock), leaseSeconds: 60 };
          if ((await inCompany(database, companyId, (tx) => takeDelivery(tx, companyId, webhook, lease))) !== undefined) abandoned += 1;
        }
        await Promise.all(processes.map((each) => deliverToWebhook(each, companyId, webhook, { now, secret, outside: receiver.outside })));
      }
      const [told] = await listWebhooks(database, companyId, { secret });
      const waiting = told?.waiting ?? 0;
      if (waiting === 0 && dispatched.every((count) => count === 0)) break;
      clock += dispatched.some((count) => count > 0) ? 0n : 2n * MINUTE;
      if (clock - begun > 48n * 60n * MINUTE) {
        wrongs.push(`${waiting} deliveries wait after two days`);
        break;
      }
    }
    for (let each = 0; each < events; each += 1) {
      const name = String(each);
      if (!timesTaken.has(name)) wrongs.push(`event ${name} never arrived`);
      if ((idsOf.get(name)?.size ?? 0) > 1) wrongs.push(`event ${name} came under ${idsOf.get(name)?.size} ids`);
    }
    if (new Set([...idsOf.values()].flatMap((ids) => [...ids])).size !== events) wrongs.push("there are not as many ids as events");
    if (ledElsewhere > 0) wrongs.push(`${ledElsewhere} requests were led elsewhere`);
  } finally {
    await receiver.close();
    await new Promise<void>((done) => trap.close(() => done()));
    await Promise.all(processes.map(({ pool }) => pool.end()));
  }
  const twice = [...timesTaken.values()].filter((times) => times > 1).length;
  const hours = Number((clock - begun) / MINUTE) / 60;
  return { events, requests: receiver.received.length, answers, twice, abandoned, hours, wrongs };
};
