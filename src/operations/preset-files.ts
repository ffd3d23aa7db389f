import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import { parse } from "yaml";
import type { CompanyFile } from "../domain/company-file.ts";
import type { Words } from "../domain/refusals/words.ts";
import { packageRoot } from "../store/package-root.ts";

/** What a trade starts with: a folder of presets/. Its authors are we: what is wrong with it is a fault. */
export type Preset = {
  readonly id: string;
  readonly name: Words;
  readonly about: Words;
  /** Where its sample was written. */
  readonly country: string;
  readonly timeZone: string;
  /** The Monday of the sample's last week. */
  readonly lastWeek: string;
  /** The sections of a company file beside `company`. */
  readonly content: Omit<CompanyFile, "company">;
};

export type PresetSample = {
  /** An activity file whose header is the canonical one. */
  readonly csv: string;
  readonly rows: number;
  /** Sections of a company file: the people whom the sample tells of. */
  readonly people: Pick<CompanyFile, "teams" | "members" | "leaves">;
};

const presetsFolder = join(packageRoot, "presets");

const textOf = (id: string, file: string): string => readFileSync(join(presetsFolder, id, file), "utf8");

/** Days stay texts. */
const contentOf = (id: string, file: string): unknown => parse(textOf(id, file), { schema: "core", maxAliasCount: 20 });

const readPreset = (folder: string): Preset => {
  const head = contentOf(folder, "preset.yaml") as Omit<Preset, "content">;
  if (head.id !== folder) throw new Error(`presets/${folder}/preset.yaml: its id is not the folder's name`);
  return { ...head, content: contentOf(folder, "company.yaml") as Preset["content"] };
};

/** Without reading them. */
export const presetIds = (): readonly string[] =>
  readdirSync(presetsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();

let kept: readonly Preset[] | undefined;

/** All that are shipped, read once, by id. */
export const presets = (): readonly Preset[] => {
  kept ??= presetIds().map(readPreset);
  return kept;
};

const monday = (day: Temporal.PlainDate): Temporal.PlainDate => day.subtract({ days: day.dayOfWeek - 1 });

const isDay = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

const shifted = (value: unknown, weeks: number): unknown => {
  if (isDay(value)) return String(Temporal.PlainDate.from(value).add({ weeks }));
  if (Array.isArray(value)) return value.map((each) => shifted(each, weeks));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shifted(each, weeks)]));
};

/**
 * The sample of a preset as it would be today: moved by whole weeks so that its last week is this one, its times of day kept in `timeZone`,
 * without what would lie on today or after it.
 */
export const sampleOf = (
  { id, lastWeek }: Preset,
  { today, timeZone }: { readonly today: Temporal.PlainDate; readonly timeZone: string },
): PresetSample => {
  const { weeks } = Temporal.PlainDate.from(lastWeek).until(monday(today), { largestUnit: "weeks" });
  const [header = "", ...lines] = textOf(id, "sample.csv").trimEnd().split("\n");
  const at = header.split(",").indexOf("occurred_at");
  const rows = lines.flatMap((line) => {
    const cells = line.split(",");
    const moment = Temporal.PlainDateTime.from((cells[at] ?? "").slice(0, 19)).add({ weeks });
    if (Temporal.PlainDate.compare(moment, today) >= 0) return [];
    const written = moment.toZonedDateTime(timeZone).toString({ timeZoneName: "never", smallestUnit: "second" });
    return [cells.with(at, written).join(",")];
  });
  return {
    csv: `${[header, ...rows].join("\n")}\n`,
    rows: rows.length,
    people: shifted(contentOf(id, "people.yaml"), weeks) as PresetSample["people"],
  };
};
