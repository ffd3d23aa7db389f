import { applyCompany } from "../../src/operations/apply-company.ts";
import type { Database } from "../../src/store/database.ts";
import type { World } from "./world.ts";

/** Makes a world's company. Its number. */
export const establish = async (database: Database, { company }: World): Promise<number> => {
  const applied = await applyCompany(database, company, { by: "test" });
  if (!applied.ok || applied.value.companyId === null) throw new Error(JSON.stringify(applied));
  return applied.value.companyId;
};
