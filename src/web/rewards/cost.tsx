import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { RewardCost, RewardShown } from "../client.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { Labelled, LineSelect } from "../ui/form.tsx";
import { Panel } from "../ui/panel.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useRewardFormats } from "./next.tsx";
import { rewardCostQuery } from "./queries.ts";

const lengths = [3, 6, 12, 24] as const;

const usePeriodColumns = (most: number): readonly Column<RewardCost["periods"][number]>[] => {
  const t = useTranslations("rewards");
  const { name, number } = useFormats();
  const { money } = useRewardFormats();
  return [
    { id: "period", head: t("period"), cell: ({ period }) => name(period.label) },
    {
      id: "paid",
      head: t("pays"),
      cell: ({ paid, isBeyondBudget }) => (
        <span className="flex flex-wrap items-center gap-x-3">
          <span className="w-28 font-medium tabular-nums">{money(paid)}</span>
          <span aria-hidden className="h-2 rounded-[2px] bg-accent" style={{ width: `${(paid.amountMinor / most) * 8}rem` }} />
          {isBeyondBudget && <span className="text-at-risk">{t("beyond")}</span>}
        </span>
      ),
    },
    { id: "members", head: t("costMembers"), cell: ({ members }) => number(members) },
  ];
};

const useMemberColumns = (): readonly Column<RewardCost["members"][number]>[] => {
  const t = useTranslations("rewards");
  const { name } = useFormats();
  const { money } = useRewardFormats();
  return [
    { id: "member", head: t("member"), cell: ({ name: member }) => name(member) },
    { id: "amount", head: t("amount"), cell: ({ amount }) => <span className="font-medium tabular-nums">{money(amount)}</span> },
  ];
};

const Shown = ({ cost }: { cost: RewardCost }) => {
  const t = useTranslations("rewards");
  const { money } = useRewardFormats();
  const periods = usePeriodColumns(Math.max(...cost.periods.map(({ paid }) => paid.amountMinor), 1));
  const members = useMemberColumns();
  return (
    <>
      <p className="text-[1.625rem] leading-8 font-strong tabular-nums">{cost.totals.map(money).join(" · ")}</p>
      <DataTable label={t("cost")} columns={periods} rows={cost.periods} idOf={({ period }) => period.startsOn} />
      <h3 className="font-strong">{t("costWho")}</h3>
      {cost.members.length > 0 && <DataTable label={t("costWho")} columns={members} rows={cost.members} idOf={({ member }) => member} />}
      {cost.members.length === 0 && <p className="text-muted">–</p>}
    </>
  );
};

/** What a reward plan would have cost in the last periods, and who would have got it. */
export const Cost = ({ rewards }: { rewards: readonly RewardShown[] }) => {
  const t = useTranslations("rewards");
  const { language } = useLanguage();
  const { name, number } = useFormats();
  const [chosen, setChosen] = useState<string | null>(null);
  const [periods, setPeriods] = useState<number>(12);
  const reward = chosen ?? rewards[0]?.reward ?? "";
  const { data, error, refetch } = useQuery({
    ...rewardCostQuery({ reward, periods }, language),
    placeholderData: keepPreviousData,
    enabled: reward !== "",
  });
  if (rewards.length === 0) return <p className="text-muted">{t("none")}</p>;
  return (
    <Panel title={t("cost")}>
      <p className="-mt-2 max-w-prose text-table text-muted">{t("costLead")}</p>
      <div className="flex flex-wrap gap-3">
        <Labelled label={t("costOf")}>
          <LineSelect value={reward} onChange={({ target }) => setChosen(target.value)}>
            {rewards.map((each) => (
              <option key={each.reward} value={each.reward}>
                {name(each.name)}
              </option>
            ))}
          </LineSelect>
        </Labelled>
        <Labelled label={t("costPeriods")}>
          <LineSelect value={String(periods)} onChange={({ target }) => setPeriods(Number(target.value))}>
            {lengths.map((each) => (
              <option key={each} value={each}>
                {number(each)}
              </option>
            ))}
          </LineSelect>
        </Labelled>
      </div>
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <TableSkeleton lines={4} />}
      {data !== undefined && <Shown cost={data} />}
    </Panel>
  );
};
