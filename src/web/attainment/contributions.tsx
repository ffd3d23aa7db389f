import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Contribution, Quota, TeamRow } from "../api.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { contributionsQuery } from "../queries.ts";
import { changed, hrefOf, type View } from "../search.ts";
import { Button } from "../ui/button.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { magnitude } from "./requirement.ts";

const FEW = 10;

/** `members` are those with records to open. */
type Opened = { readonly quota: Quota; readonly view: View; readonly members: ReadonlySet<string> };

const ContributionLine = ({ given, most, quota, view, members }: Opened & { given: Contribution; most: number }) => {
  const { metric, today } = useCompany();
  const { amount, name, span } = useFormats();
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 py-1">
      <span className="min-w-0">
        {members.has(given.member) ? (
          <a href={hrefOf(changed(view, { member: given.member, metric: quota.metric }))} className="rounded-control hover:underline">
            {name(given.memberName)}
          </a>
        ) : (
          // Of whom nothing is asked in the period there is nothing further to open.
          name(given.memberName)
        )}
        {given.spans !== null && (
          <span className="ml-2 text-caption text-muted">{given.spans.map((each) => span(each, today)).join(", ")}</span>
        )}
      </span>
      <span className="font-medium">{amount(metric(quota.metric), given.credited)}</span>
      <span aria-hidden className="col-span-2 mt-0.5 h-1 forced-color-adjust-none rounded-bar bg-track">
        <span
          className="block h-full rounded-bar bg-edge"
          style={{ width: `${most === 0 ? 0 : (Math.max(magnitude(given.credited), 0) / most) * 100}%` }}
        />
      </span>
    </li>
  );
};

/** Who gave the team its number, with their days in it where they were not all. */
export const Contributions = ({ row, quota, view, members }: Opened & { row: TeamRow }) => {
  const t = useTranslations("teamQuotas");
  const { language } = useLanguage();
  const [isWhole, setWhole] = useState(false);
  const asked = { team: row.team, metric: quota.metric, on: row.startsOn, cadence: row.cadence };
  const { data, error, refetch } = useQuery(contributionsQuery(asked, language));
  if (error !== null) return <Trouble error={error} onAgain={() => void refetch()} />;
  if (data === undefined) return <p className="skeleton my-2 h-16" />;
  const gave = data.contributions.filter(({ credited }) => magnitude(credited) !== 0);
  const none = data.contributions.length - gave.length;
  const shown = isWhole ? gave : gave.slice(0, FEW);
  const most = Math.max(0, ...gave.map(({ credited }) => magnitude(credited)));
  return (
    <div className="pb-2 text-table">
      <ul aria-label={t("members")}>
        {shown.map((given) => (
          <ContributionLine key={given.member} given={given} most={most} quota={quota} view={view} members={members} />
        ))}
      </ul>
      {gave.length > shown.length && (
        <Button look="quiet" className="-mx-3" onClick={() => setWhole(true)}>
          {t("more", { count: gave.length - shown.length })}
        </Button>
      )}
      {none > 0 && <p className="pt-1 text-caption text-muted">{t("nothing", { count: none })}</p>}
    </div>
  );
};
