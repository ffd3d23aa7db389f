import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { TestApi } from "./api.ts";

/** An inbound hook that was made for a test. */
export type Hook = { readonly id: string; readonly path: string; readonly secret: string };

/** Makes an inbound hook. */
export const makeHook = async ({ ask }: Pick<TestApi, "ask">, order: object, company?: string): Promise<Hook> => {
  const headers = company === undefined ? {} : { "attain-company": company };
  const { status, body, text } = await ask({ method: "POST", url: "/api/v1/hook-endpoints", payload: order, headers });
  if (status !== 201) throw new Error(text);
  return { id: String(body["id"]), path: new URL(String(body["url"])).pathname, secret: String(body["secret"]) };
};

let sent = 0;

export type Signed = {
  readonly id: string;
  readonly timestamp: string;
  readonly payload: string;
  readonly headers: Record<string, string>;
};

/** Signs a body as the independent package of Standard Webhooks does. */
export const signed = (
  secret: string,
  payload: string,
  { id = `msg_${(sent += 1)}`, at = new Date() }: { readonly id?: string; readonly at?: Date } = {},
): Signed => {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return {
    id,
    timestamp,
    payload,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": new Webhook(secret).sign(id, at, payload),
    },
  };
};

/** A signature by hand, for times that the package does not sign. */
export const signature = (secret: string, id: string, timestamp: string, payload: string): string =>
  `v1,${createHmac("sha256", Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
    .update(`${id}.${timestamp}.${payload}`)
    .digest("base64")}`;
