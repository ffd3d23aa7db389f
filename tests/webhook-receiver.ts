import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { deliverToWebhook, dueWebhooks } from "../src/operations/deliver-webhooks.ts";
import { dispatchEvents } from "../src/operations/dispatch-events.ts";
import type { Outside } from "../src/operations/outgoing/guarded-request.ts";
import type { Secret } from "../src/operations/secret.ts";
import type { Database } from "../src/store/database.ts";

export type Received = { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** What a receiver does with a request; `accept` answers 204. */
export type Behave = (received: Received, answer: { readonly accept: () => void; readonly response: ServerResponse }) => void;

export type Receiver = {
  readonly url: string;
  readonly received: Received[];
  behave: Behave;
  /** Lets the operations reach it, and nothing else on this computer. */
  readonly outside: Outside;
  readonly close: () => Promise<void>;
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
};

/** A web server on this computer that is told of what happens. */
export const webhookReceiver = async (timeoutSeconds = 5): Promise<Receiver> => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const hear = async (): Promise<void> => {
      const each = { path: request.url ?? "", headers: request.headers as Record<string, string>, body: await bodyOf(request) };
      received.push(each);
      receiver.behave(each, { accept: () => response.writeHead(204).end(), response });
    };
    void hear();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const receiver: Receiver = {
    url,
    received,
    behave: (_, { accept }) => accept(),
    outside: { allow: (origin) => origin === url, timeoutSeconds },
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
  return receiver;
};

/** Tells webhooks everything that is due at a time which the test says. */
export const deliverAt = async (
  database: Database,
  companyId: number,
  now: () => bigint,
  { secret, outside }: { readonly secret: Secret; readonly outside: Outside },
): Promise<number> => {
  while ((await dispatchEvents(database, companyId, { now: now() })) > 0);
  const due = await dueWebhooks(database, companyId, { now: now() });
  const sent = await Promise.all(due.map((webhook) => deliverToWebhook(database, companyId, webhook, { now, secret, outside })));
  return sent.reduce((sum, each) => sum + each, 0);
};
