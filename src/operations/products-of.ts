import type { Settings } from "../domain/company.ts";
import { textsAsked } from "../domain/expression.ts";
import { metricExpression } from "../domain/metric-expression.ts";
import type { Transaction } from "../store/database.ts";
import { knownProducts } from "../store/opportunities.ts";

const PRODUCT = "opportunity.product";

/** The products that the company has: those that its metrics and factors ask for by name first, then those of its opportunities. */
export const productsOf = async (tx: Transaction, { companyId, company, metrics }: Settings): Promise<readonly string[]> => {
  const asked = metrics.flatMap(({ versions }) => versions.flatMap((version) => textsAsked(metricExpression(company, version), PRODUCT)));
  const factors = company.factors.flatMap(({ by, rows }) => (by === PRODUCT ? rows.map(({ key }) => key) : []));
  return [...new Set([...asked, ...factors, ...(await knownProducts(tx, companyId))])];
};
