import type { NameEntry } from "../domain/company-file.ts";
import type { Words } from "../domain/refusals/words.ts";
import { presets } from "./preset-files.ts";

const named = ({ id, name }: { readonly id: string; readonly name?: NameEntry | null | undefined }): { id: string; name: Words } => {
  if (typeof name !== "object" || name?.en === undefined || name.ko === undefined)
    throw new Error(`presets/: ${id} has no name in en and ko`);
  return { id, name: { en: name.en, ko: name.ko } };
};

/** What each trade starts with. */
export const listPresets = () => ({
  presets: presets().map(({ id, name, about, country, timeZone, content }) => ({
    id,
    name,
    about,
    country,
    timeZone,
    kinds: (content.kinds ?? []).map(named),
    metrics: (content.metrics ?? []).map(named),
    plans: (content.plans ?? []).map((plan) => ({ ...named(plan), cadence: plan.cadence })),
  })),
});
