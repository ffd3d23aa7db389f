import type { Settings } from "../../domain/company.ts";
import type { ActivityKey } from "../../store/activities.ts";
import type { Transaction } from "../../store/database.ts";
import { exportedActivities } from "../../store/exported-activities.ts";
import { activityFields } from "../files/maps/activity-columns.ts";
import { attributeFields, withAttributes } from "../files/maps/fields.ts";
import { rowReader } from "../files/maps/row-reading.ts";
import { activityCells } from "../lists/activities.ts";

/** What the log has of a record, as its source would tell it again; undefined where there is none. */
export const storedFields = async (
  tx: Transaction,
  settings: Settings,
  { source, externalId }: ActivityKey,
): Promise<Readonly<Record<string, unknown>> | undefined> => {
  const { company, companyId } = settings;
  const attributes = Object.entries(company.attributes);
  const [found] = await exportedActivities(tx, companyId, { filter: { source, externalId }, attributes, after: null, limit: 1 });
  if (found === undefined) return undefined;
  const cells = Object.entries(activityCells(found, company)).filter(([, cell]) => cell !== "");
  const fieldSet = withAttributes(activityFields, attributeFields(company));
  const reader = rowReader(
    cells.map(([name]) => name),
    { fieldSet, map: null, currency: company.currency, timeZone: company.timeZone },
  );
  if (!reader.ok) throw new Error(`a stored record cannot be read back: ${reader.refusals[0].code}`);
  return reader.value.read(cells.map(([, cell]) => cell))?.fields;
};
