import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { readSampleOrder } from "../domain/sign-in-reading.ts";
import { firstCompanies } from "../store/companies.ts";
import { acrossCompanies, type Database } from "../store/database.ts";
import { nowOf } from "./company-today.ts";
import { loadSampleCompany } from "./load-sample-company.ts";
import { forgetLater, keepLoading, type Loading } from "./sample-company/loadings.ts";
import type { Secret } from "./secret.ts";
import { isSetUpToken } from "./set-up.ts";
import type { ImportStore } from "./uploads/import-store.ts";

/** How whoever holds the console's link is named in journals. */
const BY = "set-up";

/**
 * Begins to load the sample company, beside the requests, for whoever holds the link of the server's console; the ticket that is answered asks how
 * far it is. Refuses everybody else, and an installation that has a company.
 */
export const beginSampleCompany = async (
  database: Database,
  secret: Secret,
  { order, imports }: { readonly order: unknown; readonly imports: ImportStore },
): Promise<Outcome<{ readonly ticket: string }>> => {
  const read = readSampleOrder(order);
  if (!read.ok) return read;
  const { token, language } = read.value;
  if (!isSetUpToken(secret, token)) return refused(refusal("set-up-refused", ""));
  const [company] = await acrossCompanies(database, (tx) => firstCompanies(tx, 1));
  if (company !== undefined) return refused(refusal("sample-not-empty", "", { found: company.id }));
  const loading: Loading = { done: 0, of: 0, ended: null };
  const ticket = keepLoading(database, loading);
  const progress = (done: number, of: number): void => {
    loading.done = done;
    loading.of = Math.max(done, of);
  };
  void loadSampleCompany(database, { now: nowOf(), by: BY, language, imports, progress })
    .then(
      (outcome) => (loading.ended = { outcome }),
      (fault: unknown) => (loading.ended = { fault }),
    )
    .finally(() => forgetLater(database, ticket));
  return accepted({ ticket });
};
