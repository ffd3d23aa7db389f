import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { settingsChanges, type Subject } from "../store/settings-history.ts";
import { loadSettings } from "../store/settings.ts";
import { settingsChangeJson, type SettingsChangeJson } from "./settings-change-json.ts";

export type SettingsChangesQuestion = {
  readonly plan?: string;
  readonly metric?: string;
  readonly member?: string;
  readonly cursor?: string;
  readonly limit?: number;
};

export type SettingsChangesPage = { readonly settingsChanges: readonly SettingsChangeJson[]; readonly nextCursor: string | null };

const FEW = 50;

/** The latest first. The things named are told, and acts that changed none of them are left out. Refuses what there is not. */
export const listSettingsChanges = (
  database: Database,
  companyId: number,
  { cursor, limit = FEW, ...named }: SettingsChangesQuestion,
): Promise<Outcome<SettingsChangesPage>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<SettingsChangesPage>> => {
    const settings = await loadSettings(tx, companyId);
    const all = { plan: settings.plans, metric: settings.metrics, member: settings.members };
    const subjects: Subject[] = [];
    for (const what of ["plan", "metric", "member"] as const) {
      const id = named[what];
      if (id === undefined) continue;
      if (!all[what].some((each) => each.id === id)) return refused(notFound(what, id, all[what]));
      subjects.push({ what, id });
    }
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) return refused(refusal("cursor-invalid", "/cursor"));
    const found = await settingsChanges(tx, companyId, {
      subjects: subjects.length === 0 ? null : subjects,
      below: cursor === undefined ? null : BigInt(cursor),
      limit: limit + 1,
      day: 0,
      timeZone: settings.company.timeZone,
    });
    const page = found.slice(0, limit);
    return accepted({
      settingsChanges: page.map(settingsChangeJson),
      nextCursor: found.length > limit ? String(page.at(-1)?.version ?? "") : null,
    });
  });
