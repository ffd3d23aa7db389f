import type { Settings } from "../domain/company.ts";
import { notFound } from "../domain/not-found.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import type { ActivityKey } from "../store/activities.ts";
import type { Transaction } from "../store/database.ts";
import { unknownSources } from "../store/sources.ts";

/** Why there is no such opportunity: of a source that nobody knows the source is at fault, not the id. */
export const missingOpportunity = async (
  tx: Transaction,
  { companyId, company }: Settings,
  { source, externalId }: ActivityKey,
): Promise<Refusal> =>
  (await unknownSources(tx, companyId, [source])).length > 0
    ? notFound("source", source, company.sources)
    : refusal("opportunity-not-found", "/externalId", { source: shown(source), externalId: shown(externalId) });
