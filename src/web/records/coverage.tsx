import { useTranslations } from "use-intl";
import type { Quota } from "../api.ts";
import { magnitude } from "../attainment/requirement.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { classNames } from "../ui/class-names.ts";
import { statusColour } from "../ui/status.tsx";

const origins = ["captured", "imported", "attested", "selfReported"] as const;

/** Who observed what was credited; it is also the key to the hatching in the bar. */
export const CoverageLine = ({ quota }: { quota: Quota }) => {
  const t = useTranslations("records");
  const { metric } = useCompany();
  const { amount } = useFormats();
  const known = origins.flatMap((origin) => {
    const part = quota.coverage?.[origin];
    return part === undefined || magnitude(part) === 0 ? [] : [{ origin, part }];
  });
  if (known.length === 0) return null;
  return (
    <dl aria-label={t("coverage")} className="-mt-4 flex flex-wrap gap-x-4 gap-y-1 text-table text-muted">
      {known.map(({ origin, part }) => (
        <div key={origin} className="flex items-center gap-1.5">
          <span
            aria-hidden
            className={classNames("size-2.5 rounded-bar", statusColour(quota.status), origin === "selfReported" ? "hatched" : "bg-current")}
          />
          <dt>{t(origin)}</dt>
          <dd className="text-ink">{amount(metric(quota.metric), part)}</dd>
        </div>
      ))}
    </dl>
  );
};
