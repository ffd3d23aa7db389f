import { accepted, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { hookNamed } from "./find-hook.ts";
import { hookEndpointJson, type HookEndpointJson, type HookPlace } from "./hook-json.ts";

/** One inbound hook, with its map and what waits at it. */
export const showHook = (database: Database, companyId: number, id: string, place: HookPlace): Promise<Outcome<HookEndpointJson>> =>
  inCompany(database, companyId, async (tx) => {
    const found = await hookNamed(tx, companyId, id);
    return found.ok ? accepted(hookEndpointJson(found.value, place)) : found;
  });
