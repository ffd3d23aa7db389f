import { forgetAnswers } from "../../store/kept-answers.ts";
import { inCompany, NOBODY, ofNobody, type Database } from "../../store/database.ts";
import { forgetLimits } from "../../store/used-limits.ts";
import { KEPT_HOURS } from "../answer-once.ts";

const AT_ONCE = 1_000;

/** Forgets answers that are kept no longer and limits that are over; true while there are more. */
export const tidyCompanyLimits = (database: Database, companyId: number): Promise<boolean> =>
  inCompany(
    database,
    companyId,
    async (tx) => {
      await forgetLimits(tx, companyId);
      return (await forgetAnswers(tx, companyId, { hours: KEPT_HOURS, most: AT_ONCE })) === AT_ONCE;
    },
    { lasting: false },
  );

/** Forgets limits of addresses that are over. */
export const tidyAddressLimits = (database: Database): Promise<void> =>
  ofNobody(database, (tx) => forgetLimits(tx, NOBODY), { lasting: false });
