import { forgetAnswers } from "../../store/kept-answers.ts";
import { inCompany, NOBODY, ofNobody, type Database } from "../../store/database.ts";
import { forgetLimits } from "../../store/used-limits.ts";
import { KEPT_HOURS } from "../answer-once.ts";

const AT_ONCE = 1_000;

/** Forgets answers that are kept no longer, and limits that are over. */
export const tidyCompanyLimits = async (database: Database, companyId: number): Promise<void> => {
  await inCompany(database, companyId, (tx) => forgetLimits(tx, companyId), { lasting: false });
  const forget = (): Promise<number> =>
    inCompany(database, companyId, (tx) => forgetAnswers(tx, companyId, { hours: KEPT_HOURS, most: AT_ONCE }), { lasting: false });
  while ((await forget()) === AT_ONCE);
};

/** Forgets limits of addresses that are over. */
export const tidyAddressLimits = (database: Database): Promise<void> =>
  ofNobody(database, (tx) => forgetLimits(tx, NOBODY), { lasting: false });
