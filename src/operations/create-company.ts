import { Temporal } from "temporal-polyfill";
import { readCompanyOrder, toldOfOrder, type CompanyOrder } from "../domain/company-order-reading.ts";
import type { Company } from "../domain/company.ts";
import type { CompanyFile } from "../domain/company-file.ts";
import { isoDay, weekdayNames, type Day } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { parseZone } from "../domain/zone.ts";
import { applyCompany } from "./apply-company.ts";
import { nowOf } from "./company-today.ts";
import { presetIds, presets, sampleOf } from "./preset-files.ts";

export type CompanyMade = {
  readonly companyId: number;
  readonly company: Pick<Company, "id" | "name" | "country" | "timeZone" | "currency" | "holidays"> & { readonly firstWeekday: string };
  readonly version: number;
};

/** What its preset puts into the file; the people of a sample are those of `today`. */
const completed = ({ file, preset: id, withSample }: CompanyOrder, today: Day): CompanyFile => {
  const preset = presets().find((each) => each.id === id);
  if (preset === undefined) return file;
  const people = withSample ? sampleOf(preset, { today: Temporal.PlainDate.from(isoDay(today)), timeZone: "UTC" }).people : {};
  return { ...preset.content, ...people, ...file };
};

/**
 * Makes a company out of its name, country and time zone, the way its file would, with what the preset of its trade has. Refuses an id that
 * another company has, and what a company file would be refused for, told of the fields of the order.
 */
export const createCompany = async (
  database: Database,
  order: unknown,
  { by, now = nowOf() }: { readonly by: string; readonly now?: Instant },
): Promise<Outcome<CompanyMade>> => {
  const read = readCompanyOrder(order, presetIds());
  if (!read.ok) return read;
  // A zone that is none is refused where the file is read.
  const zone = parseZone(read.value.file.company.timeZone, "");
  const today = dayIn(zone.ok ? zone.value : "UTC", now);
  const applied = await applyCompany(database, completed(read.value, today), { by, act: "create-company", isNew: true, today });
  if (!applied.ok) {
    const [first, ...rest] = applied.refusals;
    return refused(toldOfOrder(first), ...rest.map(toldOfOrder));
  }
  const { companyId, version } = applied.value;
  if (companyId === null) throw new Error("a company was made and has no number");
  const { company } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const { id, name, country, timeZone, currency, holidays, calendar } = company;
  const firstWeekday = weekdayNames[calendar.firstWeekday - 1] ?? "monday";
  return accepted({ companyId, company: { id, name, country, timeZone, currency, firstWeekday, holidays }, version: Number(version) });
};
