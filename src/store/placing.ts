import type { RawBuilder } from "kysely";
import type { ActivityReport } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
import { givenRows } from "./activities.ts";
import { attributedBy, attributionOf } from "./attribution.ts";
import type { Transaction } from "./database.ts";

/** Reports as rows with the member and the local day of their first line that recording would find for them now; nothing is stored. */
export const placedRows = async (tx: Transaction, settings: Settings, reports: readonly ActivityReport[]): Promise<RawBuilder<unknown>> => {
  const attribution = await attributionOf(tx, settings);
  return givenRows(
    settings.companyId,
    reports.map((report) => ({
      report,
      contentHash: "",
      revisedAt: null,
      rank: null,
      revision: 1,
      attributed: attributedBy(attribution, report),
    })),
  );
};
