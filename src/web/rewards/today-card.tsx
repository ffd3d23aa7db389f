import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { RewardsWords } from "../words/rewards-words.tsx";
import { useNextSaid, useRewardFormats, useShutSaid } from "./next.tsx";
import { rewardsQuery } from "./queries.ts";

const Card = ({ member }: { member: string }) => {
  const t = useTranslations("rewards");
  const heading = useId();
  const { language } = useLanguage();
  const { name } = useFormats();
  const { money } = useRewardFormats();
  const nextSaid = useNextSaid();
  const shutSaid = useShutSaid();
  const { data } = useQuery(rewardsQuery({ member }, language));
  const earned = (data?.rewards ?? []).flatMap((reward) => reward.standings.map((standing) => ({ reward, standing })));
  // Where nothing is to be earned, and while it is not known, the day is shown as it is.
  if (earned.length === 0) return null;
  return (
    <section aria-labelledby={heading} className="mt-5 flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 id={heading} className="font-strong">
          {t("whatIEarn")}
        </h2>
        <Link to="/rewards" search={keptCompany} className="text-table font-medium text-accent hover:underline">
          {t("toRewards")}
        </Link>
      </div>
      <ul className="rounded-control border border-line bg-surface">
        {earned.map(({ reward, standing }) => (
          <li key={`${reward.reward} ${standing.team ?? ""}`} className="border-b border-line px-4 py-2.5 last:border-b-0">
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="min-w-0 break-words">
                {name(reward.name)} <span className="text-table text-muted">{name(reward.period.label)}</span>
              </span>
              <span className="font-strong tabular-nums">{money(standing.amount)}</span>
            </p>
            <p className="text-table text-muted">{shutSaid(standing) ?? nextSaid(reward, standing)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** What a member has earned so far and what more earns. */
export const TodayCard = ({ member }: { member: string }) => (
  <RewardsWords>
    <Card member={member} />
  </RewardsWords>
);
