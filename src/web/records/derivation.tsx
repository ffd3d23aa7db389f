import { useTranslations } from "use-intl";
import type { Quota } from "../api.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";

/** How the target came about, a line for each step, ending in the target. */
export const Derivation = ({ quota, plan }: { quota: Quota; plan: string }) => {
  const t = useTranslations("records");
  const { metric, planName, audienceName } = useCompany();
  const { amountSaid } = useFormats();
  const known = metric(quota.metric);
  return (
    <section aria-labelledby="derivation">
      <h3 id="derivation" className="text-table font-strong">
        {t("target")}
      </h3>
      <table className="mt-2 w-full text-table">
        <tbody>
          {quota.derivation.map((step, index) => (
            <tr key={index} className="border-t border-line">
              <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                {step.step === "base"
                  ? t("base", { plan })
                  : t("replaced", { plan: planName(step.plan), audience: audienceName(step.audience) })}
              </th>
              <td className="py-1.5 text-right whitespace-nowrap">
                {step.step === "base"
                  ? amountSaid(known, step.value)
                  : step.value != null && <s className="text-muted">{amountSaid(known, step.value)}</s>}
              </td>
            </tr>
          ))}
          <tr className="border-t border-edge font-strong">
            <th scope="row" className="py-1.5 pr-4 text-left font-strong">
              {t("result")}
            </th>
            <td className="py-1.5 text-right whitespace-nowrap">{amountSaid(known, quota.target)}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
};
