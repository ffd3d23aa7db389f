import { Temporal } from "temporal-polyfill";
import { isoDay } from "../domain/day.ts";
import type { Instant } from "../domain/instant.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { nowOf, todayOf } from "./company-today.ts";
import { presets, sampleOf, type PresetSample } from "./preset-files.ts";

/** The sample file of a preset, its days moved up to the company's yesterday and its times in the company's zone. Refuses a preset that there is not. */
export const showSample = (
  database: Database,
  companyId: number,
  { preset: id }: { readonly preset: string },
  { now = nowOf() }: { readonly now?: Instant } = {},
): Promise<Outcome<Pick<PresetSample, "csv" | "rows">>> =>
  inCompany(database, companyId, async (tx) => {
    const preset = presets().find((each) => each.id === id);
    if (preset === undefined) return refused(notFound("preset", id, presets()));
    const settings = await loadSettings(tx, companyId);
    const today = Temporal.PlainDate.from(isoDay(todayOf(settings, now)));
    const { csv, rows } = sampleOf(preset, { today, timeZone: settings.company.timeZone });
    return accepted({ csv, rows });
  });
