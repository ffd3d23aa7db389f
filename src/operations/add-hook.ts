import type { HookOrder } from "../domain/hook.ts";
import { idFromName } from "../domain/id-from-name.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { endpointIds, findEndpoint, keepEndpoint, listEndpoints } from "../store/hook-endpoints.ts";
import { sealText, subkey } from "../store/secret-key.ts";
import { loadSettings } from "../store/settings.ts";
import { newCredential } from "./credentials.ts";
import { hookEndpointJson, type HookEndpointJson, type HookPlace } from "./hook-json.ts";
import { readHookMap } from "./hooks/hook-map.ts";
import { hookPurpose } from "./hooks/sealing.ts";
import { newSigningSecret } from "./hooks/signature.ts";

/** More systems than that tell nobody's sales. */
const MOST = 100;

export type HookEndpointMade = HookEndpointJson & {
  /** Shown this once. */
  readonly secret: string;
};

/** Whether an order says a secret that its sender has chosen, where no other can be. */
const lacksSecret = ({ scheme, secret }: HookOrder): boolean => scheme.type === "hubspot" && secret === null;

/**
 * A new address to which another system tells what happened there, read by a map. Its secret is shown this once. Refuses a map that cannot be read, and more than a
 * hundred.
 */
export const addHook = (
  database: Database,
  companyId: number,
  order: HookOrder,
  { by, ...place }: HookPlace & { readonly by: string },
): Promise<Outcome<HookEndpointMade>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<HookEndpointMade>> => {
    await ownCompany(tx, companyId);
    const map = readHookMap(order.map, order.source, await loadSettings(tx, companyId));
    if (!map.ok) return map;
    if (lacksSecret(order)) return refused(refusal("hook-secret-needed", "/secret"));
    if ((await listEndpoints(tx, companyId)).length >= MOST) return refused(refusal("hooks-many", "", { limit: MOST }));
    const taken = await endpointIds(tx, companyId);
    const id = idFromName(order.name, "hook", (each) => taken.has(each));
    const key = subkey(place.secret, hookPurpose);
    const secret = order.secret ?? newSigningSecret();
    const { text: token, secretHash: tokenHash } = newCredential("hook", companyId);
    await keepEndpoint(tx, companyId, { ...order, id, tokenHash, token: sealText(key, token), secret: sealText(key, secret), by });
    const { source, scheme } = order;
    await keepAuditEvent(tx, companyId, {
      by,
      act: "add-hook",
      subject: "hook-endpoint",
      subjectId: id,
      after: { source, scheme: scheme.type },
    });
    const made = await findEndpoint(tx, companyId, id);
    if (made === undefined) throw new Error("the endpoint was not kept");
    return accepted({ ...hookEndpointJson(made, place), secret });
  });
