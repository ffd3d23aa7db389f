import { inCompany, type Database } from "../store/database.ts";
import { listEndpoints } from "../store/hook-endpoints.ts";
import { hookEndpointJson, type HookEndpointJson, type HookPlace } from "./hook-json.ts";

/** The inbound hooks, in the order in which they were made. */
export const listHooks = async (database: Database, companyId: number, place: HookPlace): Promise<readonly HookEndpointJson[]> =>
  (await inCompany(database, companyId, (tx) => listEndpoints(tx, companyId))).map((endpoint) => hookEndpointJson(endpoint, place));
