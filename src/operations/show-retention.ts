import { retentionFields, type Retention, type RetentionField } from "../domain/retention.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";

/** In months; null: until somebody erases it. */
export type RetentionJson = Readonly<Record<RetentionField, number | null>> & { readonly version: string };

/** Another as soon as a month is another: what else of the settings is changed meanwhile does not matter. */
export const retentionVersion = (retention: Retention): string => retentionFields.map((field) => retention[field] ?? "").join(".");

export const retentionJson = (retention: Retention): RetentionJson => ({
  rejectedRows: retention.rejectedRows ?? null,
  hookBodies: retention.hookBodies ?? null,
  sessions: retention.sessions ?? null,
  talkNotes: retention.talkNotes ?? null,
  signalTexts: retention.signalTexts ?? null,
  linkHits: retention.linkHits ?? null,
  prospectsWithoutContact: retention.prospectsWithoutContact ?? null,
  version: retentionVersion(retention),
});

/** How many months what may be forgotten is kept. */
export const showRetention = (database: Database, companyId: number): Promise<RetentionJson> =>
  inCompany(database, companyId, async (tx) => retentionJson((await loadSettings(tx, companyId)).company.retention));
