import { fieldTypes, type FieldTypes } from "./activity-fields.ts";
import { builtInKinds, type Company } from "./company.ts";
import type { Expression } from "./expression.ts";
import { isMoney, type Measure, type MetricVersion } from "./metric.ts";
import { currencyDecimals } from "./currency.ts";
import { parseExpression } from "./parse-expression.ts";
import type { Outcome } from "./refusal.ts";

/** What a metric of this company may ask. An amount in an expression is in the currency that the metric counts, else in the company's. */
export const metricFields = (company: Company, measure: Measure): FieldTypes => {
  const code = isMoney(measure) ? measure.currency : company.currency;
  return fieldTypes({
    kinds: [...builtInKinds, ...company.kinds.map((kind) => kind.id)],
    attributes: company.attributes,
    currency: { code, decimals: currencyDecimals(code) ?? 0 },
  });
};

/** The expression of a version that was accepted earlier: a kind that the company has taken back since still reads. */
export const readStored = (company: Company, version: MetricVersion): Outcome<Expression> => {
  const { byName, currency } = metricFields(company, version.measure);
  const kind = byName.get("kind");
  const lenient = new Map(byName);
  if (kind !== undefined) lenient.set("kind", { name: kind.name, type: kind.type, meaning: kind.meaning });
  return parseExpression(version.where, { byName: lenient, currency }, "/where");
};

/** The same of settings in force, where every stored version reads: what would make one unreadable is refused when a file is applied. */
export const metricExpression = (company: Company, version: MetricVersion): Expression => {
  const parsed = readStored(company, version);
  if (!parsed.ok) throw new Error(`A stored metric no longer reads: ${version.where}: ${parsed.refusals[0].code}`);
  return parsed.value;
};
