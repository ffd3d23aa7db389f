import type { HookOrder } from "../domain/hook.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { refuseUnseen, type Seen } from "../domain/seen-version.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { changeEndpoint } from "../store/hook-endpoints.ts";
import { loadSettings } from "../store/settings.ts";
import { hookNamed } from "./find-hook.ts";
import { hookEndpointJson, type HookEndpointJson, type HookPlace } from "./hook-json.ts";
import { readHookMap } from "./hooks/hook-map.ts";

/**
 * Another map, account or scheme for an inbound hook, or whether it is suspended: what comes meanwhile is kept and waits. Its address and secret stay (`renewHookSecret`).
 * What is in quarantine is read again by `replayHookRequest`.
 */
export const changeHook = (
  database: Database,
  companyId: number,
  { id, order, seen }: { readonly id: string; readonly seen: Seen; readonly order: HookOrder },
  { by, ...place }: HookPlace & { readonly by: string },
): Promise<Outcome<HookEndpointJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<HookEndpointJson>> => {
    await ownCompany(tx, companyId);
    const found = await hookNamed(tx, companyId, id);
    if (!found.ok) return found;
    const unseen = refuseUnseen(seen, String(found.value.version));
    if (unseen !== undefined) return refused(unseen);
    const map = readHookMap(order.map, order.source, await loadSettings(tx, companyId));
    if (!map.ok) return map;
    await changeEndpoint(tx, companyId, found.value.number, order);
    const told = ({ source, scheme, map: rules, account, addresses }: Omit<HookOrder, "name" | "secret" | "isSuspended">) => ({
      source,
      scheme,
      map: rules,
      account,
      addresses,
    });
    await keepAuditEvent(tx, companyId, {
      by,
      act: "change-hook",
      subject: "hook-endpoint",
      subjectId: found.value.id,
      before: { ...told(found.value), suspended: found.value.suspendedAt !== null },
      after: { ...told(order), suspended: order.isSuspended },
    });
    const changed = await hookNamed(tx, companyId, id);
    return changed.ok ? accepted(hookEndpointJson(changed.value, place)) : changed;
  });
