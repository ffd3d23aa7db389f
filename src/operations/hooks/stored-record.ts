import type { Settings } from "../../domain/company.ts";
import { keyText, type ActivityKey } from "../../store/activities.ts";
import type { Transaction } from "../../store/database.ts";
import { exportedActivities } from "../../store/exported-activities.ts";
import { activityFields } from "../files/maps/activity-columns.ts";
import { attributeFields, withAttributes } from "../files/maps/fields.ts";
import { rowReader } from "../files/maps/row-reading.ts";
import { activityCells } from "../lists/activities.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What the log has of these records, as their source would tell them again, by their keys (`keyText`); of those that are not there nothing. */
export const storedFields = async (
  tx: Transaction,
  settings: Settings,
  keys: readonly ActivityKey[],
): Promise<ReadonlyMap<string, Fields>> => {
  if (keys.length === 0) return new Map();
  const { company, companyId } = settings;
  const attributes = Object.entries(company.attributes);
  const found = await exportedActivities(tx, companyId, { filter: { keys }, attributes, after: null, limit: keys.length });
  const fieldSet = withAttributes(activityFields, attributeFields(company));
  return new Map(
    found.map((activity) => {
      const cells = Object.entries(activityCells(activity, company)).filter(([, cell]) => cell !== "");
      const header = cells.map(([name]) => name);
      const reader = rowReader(header, { fieldSet, map: null, currency: company.currency, timeZone: company.timeZone });
      if (!reader.ok) throw new Error(`a stored record cannot be read back: ${reader.refusals[0].code}`);
      return [keyText(activity), reader.value.read(cells.map(([, cell]) => cell))?.fields ?? {}];
    }),
  );
};
