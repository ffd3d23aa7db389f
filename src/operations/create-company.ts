import { readCompanyOrder, toldOfOrder } from "../domain/company-order-reading.ts";
import type { Company } from "../domain/company.ts";
import { weekdayNames } from "../domain/day.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { applyCompany } from "./apply-company.ts";

export type CompanyMade = {
  readonly companyId: number;
  readonly company: Pick<Company, "id" | "name" | "country" | "timeZone" | "currency" | "holidays"> & { readonly firstWeekday: string };
  readonly version: number;
};

/**
 * Makes a company out of its name, country and time zone, the way its file would. Refuses an id that another company has, and what a company
 * file would be refused for, told of the fields of the order.
 */
export const createCompany = async (database: Database, order: unknown, { by }: { readonly by: string }): Promise<Outcome<CompanyMade>> => {
  const file = readCompanyOrder(order);
  if (!file.ok) return file;
  const applied = await applyCompany(database, file.value, { by, isNew: true });
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
