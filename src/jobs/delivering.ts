import type { Secret } from "../operations/secret.ts";
import { DatabaseUnavailable, type Database } from "../operations/database.ts";
import { deliverToWebhook, dueWebhooks } from "../operations/deliver-webhooks.ts";
import { dispatchEvents } from "../operations/dispatch-events.ts";
import { listCompanies } from "../operations/list-companies.ts";
import type { Outside } from "../operations/outgoing/guarded-request.ts";

/** Receivers that are told something at once; each has its own pace, so that one that hangs keeps no other waiting. */
const AT_ONCE = 20;

export type DeliveringOptions = {
  readonly secret: Secret;
  readonly outside?: Outside;
  readonly isStopping: () => boolean;
  readonly hearFault: (error: unknown) => void;
};

const now = (): bigint => BigInt(Date.now()) * 1000n;

/** Tells webhooks what happened, beside the requests. */
export class Delivering {
  readonly #database: Database;
  readonly #options: DeliveringOptions;
  readonly #running = new Map<string, Promise<void>>();

  constructor(database: Database, options: DeliveringOptions) {
    this.#database = database;
    this.#options = options;
  }

  /** Makes deliveries of what happened and begins with those that are due, as far as there is a place. Whether something had happened. */
  async begin(): Promise<boolean> {
    let busy = false;
    for (const { companyId } of await listCompanies(this.#database)) {
      if (this.#options.isStopping()) break;
      busy = (await dispatchEvents(this.#database, companyId, { now: now() })) > 0 || busy;
      for (const webhook of await dueWebhooks(this.#database, companyId, { now: now() })) this.#run(companyId, webhook);
    }
    return busy;
  }

  /** Resolves when all that is under way has come to its end. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  #run(companyId: number, webhook: number): void {
    const name = `${companyId} ${webhook}`;
    if (this.#running.has(name) || this.#running.size >= AT_ONCE) return;
    const run = async (): Promise<void> => {
      try {
        await deliverToWebhook(this.#database, companyId, webhook, { ...this.#options, now });
      } catch (error) {
        // What was under way is sent again when its lease has run out.
        if (!(error instanceof DatabaseUnavailable)) this.#options.hearFault(error);
      } finally {
        this.#running.delete(name);
      }
    };
    this.#running.set(name, run());
  }
}
