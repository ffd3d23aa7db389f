import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { attributeOf, fieldTypes, type Field, type FieldTypes } from "../../domain/activity-fields.ts";
import { builtInKinds } from "../../domain/company.ts";
import type { MetricEntry } from "../../domain/company-file.ts";
import { currencyDecimals } from "../../domain/currency.ts";
import { provenances } from "../../domain/metric.ts";
import { fieldLabels, verdictWords } from "../../domain/verdict-words.ts";
import { isKey, useCompany } from "../company.tsx";
import { rulesQuery } from "../drafts/queries.ts";
import { useLanguage } from "../language.tsx";

/** The fields that a metric may ask here; amounts are in the currency that it counts, else in the company's. */
export const useFields = ({ measure }: Pick<MetricEntry, "measure">): FieldTypes | undefined => {
  const { language } = useLanguage();
  const { kinds = [] } = useCompany();
  const rules = useQuery(rulesQuery(language)).data;
  const own = typeof measure === "object" ? measure?.currency : undefined;
  return useMemo(() => {
    if (rules === undefined) return undefined;
    const code = own ?? rules.currency;
    return fieldTypes({
      kinds: [...builtInKinds, ...kinds.map(({ id }) => id)],
      attributes: Object.fromEntries(rules.attributes.map(({ name, type }) => [name, type])),
      currency: { code, decimals: currencyDecimals(code) ?? 0 },
    });
  }, [rules, kinds, own]);
};

export type ValueChoice = { readonly value: string; readonly label: string };

/** How a field is called, and which values it can well be held against. */
export const useFieldWords = () => {
  const { language } = useLanguage();
  const t = useTranslations();
  const { kindName } = useCompany();
  const rules = useQuery(rulesQuery(language)).data;
  const labelOf = ({ name }: Pick<Field, "name">): string => {
    const label = fieldLabels.get(name)?.[language];
    if (label !== undefined) return label;
    if (name === "hasEvidence" || name === "total") return t(`metrics.fields.${name}`);
    return attributeOf(name) ?? name;
  };
  const valueName = (field: string, value: string): string => {
    if (field === "kind") return kindName(value);
    if (field === "outcome" && isKey("outcome", value, t)) return t(`outcome.${value}`);
    if (field === "direction" && isKey("direction", value, t)) return t(`direction.${value}`);
    if (field === "provenance" && isKey("provenance", value, t)) return t(`provenance.${value}`);
    if (field === "weekday") return verdictWords[language].weekdays[Number(value) - 1] ?? value;
    return value;
  };
  const choicesOf = (field: Field): { readonly closed: boolean; readonly choices: readonly ValueChoice[] } => {
    const open: Readonly<Record<string, readonly string[]>> = {
      source: rules?.sources ?? [],
      outcome: rules?.outcomes ?? [],
      "prospect.stage": rules?.stages ?? [],
      "prospect.segment": rules?.segments ?? [],
    };
    const closed: Readonly<Record<string, readonly string[]>> = {
      kind: field.values ?? [],
      direction: ["outbound", "inbound", "internal"],
      provenance: provenances,
      weekday: field.values ?? [],
    };
    const values = closed[field.name] ?? open[field.name] ?? [];
    return { closed: field.name in closed, choices: values.map((value) => ({ value, label: valueName(field.name, value) })) };
  };
  return { labelOf, choicesOf, valueName };
};
