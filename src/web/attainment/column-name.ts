import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { useCadenceName } from "./cadences.ts";
import type { Cell } from "./tables.ts";

/** What a column is called: its metric, a score, or a metric that is asked over shorter periods. */
export const useColumnName = (): ((column: Pick<Cell, "metric" | "whole">) => string) => {
  const t = useTranslations("attainment");
  const { metricName } = useCompany();
  const cadenceName = useCadenceName();
  return ({ metric, whole }) => {
    if (whole === null) return metricName(metric);
    return whole.type === "score" ? t("score") : t("overName", { metric: metricName(metric), cadence: cadenceName(whole.cadence) });
  };
};
