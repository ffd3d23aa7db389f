import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask } = await testApi(database);

const file = {
  company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [{ id: "raj", name: "Raj", identities: [{ source: "crm", externalId: "u-7" }] }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
};
const { companyId } = await openCompany(database, file);

const map = {
  type: "type",
  where: { column: "type", in: ["call.created", "call.updated", "call.deleted"] },
  columns: {
    external_id: "call.id",
    member: "call.owner",
    occurred_at: "call.startedAt",
    duration_seconds: "call.seconds",
    prospect: "call.with",
    revised_at: "call.updatedAt",
    voided_at: "call.deletedAt",
  },
  constants: { kind: "call", direction: "outbound" },
};

const made = (await ask({ method: "POST", url: "/api/v1/hook-endpoints", payload: { name: "CRM calls", source: "crm", map } })).body;
const path = new URL(String(made["url"])).pathname;
const signer = new Webhook(String(made["secret"]));
let sent = 0;

const send = async (event: unknown, { id = `msg_${(sent += 1)}` }: { readonly id?: string } = {}) => {
  const payload = JSON.stringify(event);
  const at = new Date();
  return ask({
    method: "POST",
    url: path,
    payload,
    headers: {
      authorization: "",
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": signer.sign(id, at, payload),
    },
  });
};

const call = (id: string | number, more: object = {}) => ({
  type: "call.created",
  call: { id, owner: "u-7", startedAt: "2026-03-02T15:00:00Z", seconds: 95, updatedAt: "2026-03-02T15:05:00Z", ...more },
});

const counted = async (): Promise<unknown> =>
  (await ask("/api/v1/activity-counts?from=2026-03-01&before=2026-04-01&by=kind")).body["total"];

test("what another system tells is counted once, revised, voided and restored", async () => {
  expect(await send(call("c-1"))).toMatchObject({ status: 200, body: { state: "done", accepted: 1 } });
  expect(await counted()).toBe(1);
});
