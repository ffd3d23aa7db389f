import { inCompany, type Database } from "../store/database.ts";
import { listDrafts as draftsIn } from "../store/drafts.ts";
import { draftJson, type DraftJson } from "./draft-json.ts";

/** The company's drafts, those that are open first. */
export const listDrafts = (database: Database, companyId: number): Promise<{ readonly drafts: readonly DraftJson[] }> =>
  inCompany(database, companyId, async (tx) => ({ drafts: (await draftsIn(tx, companyId)).map(draftJson) }));
