import { useId } from "react";
import { useTranslations } from "use-intl";
import type { Quota } from "../api.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";

/** Of a member who changed team: whose days they were, and what of the number and the target belongs to each. */
export const TeamSplit = ({ quota }: { quota: Quota }) => {
  const t = useTranslations("records");
  const { metric, teamName } = useCompany();
  const { amount } = useFormats();
  const known = metric(quota.metric);
  const heading = useId();
  if (quota.teams === undefined) return null;
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="text-table font-strong">
        {t("byTeam")}
      </h3>
      <table className="mt-2 w-full text-table">
        <tbody>
          {quota.teams.map(({ team, days, credited, target }) => (
            <tr key={team} className="border-t border-line">
              <th scope="row" className="py-1.5 pr-4 text-left font-normal">
                {team === null ? t("noTeam") : teamName(team)}
              </th>
              <td className="py-1.5 pr-4 text-right whitespace-nowrap text-muted">{t("teamDays", { days })}</td>
              <td className="py-1.5 text-right whitespace-nowrap">
                <span className="font-strong">{amount(known, credited)}</span>
                <span className="text-muted"> / {amount(known, target)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
