import type { Company } from "../domain/company.ts";
import { attributeFields, withAttributes, type FieldSet } from "./files/maps/fields.ts";
import { activityFields } from "./import-activities.ts";
import { leaveFields } from "./import-leaves.ts";
import { memberFields } from "./import-members.ts";
import { opportunityFields } from "./import-opportunities.ts";
import type { What } from "./import-preview.ts";
import { prospectFields } from "./import-prospects.ts";

/** What a file of each sort may fill in this company. */
export const fieldSetsOf = (company: Company): Readonly<Record<What, FieldSet>> => {
  const attributes = attributeFields(company);
  return {
    activities: withAttributes(activityFields, attributes),
    prospects: withAttributes(prospectFields, attributes),
    members: memberFields(company.sources.map(({ id }) => id)),
    leaves: leaveFields,
    opportunities: withAttributes(opportunityFields, attributes),
  };
};
