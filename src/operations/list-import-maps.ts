import { inCompany, type Database } from "../store/database.ts";
import { listImportMaps as mapsIn } from "../store/import-maps.ts";
import { importMapJson, type ImportMapJson } from "./import-map-json.ts";

/** The saved maps, those used or saved last first. */
export const listImportMaps = (database: Database, companyId: number): Promise<{ readonly importMaps: readonly ImportMapJson[] }> =>
  inCompany(database, companyId, async (tx) => ({ importMaps: (await mapsIn(tx, companyId)).map(importMapJson) }));
