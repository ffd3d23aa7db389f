import { useTranslations } from "use-intl";
import type { RewardShown, RewardStanding } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { Panel } from "../ui/panel.tsx";
import { Curve, Tiers } from "./curve.tsx";
import { useNextSaid, useRewardFormats, useShutSaid } from "./next.tsx";

const useDone = (reward: RewardShown): ((standing: RewardStanding) => string) => {
  const t = useTranslations("rewards");
  const { done } = useRewardFormats();
  // The two sides of a whole plan's progress say nothing to a person; how far it is does.
  return ({ credited, target, attainment }) => {
    if (reward.metric === null) return attainment === null ? "–" : t("attainment", { percent: attainment });
    const figure = done(reward.metric, credited);
    return target === null ? t("credited", { credited: figure }) : t("ofTarget", { credited: figure, target: done(reward.metric, target) });
  };
};

/** What one has earned of a reward plan, and what more earns. */
const Own = ({ reward, standing }: { reward: RewardShown; standing: RewardStanding }) => {
  const t = useTranslations("rewards");
  const { teamName } = useCompany();
  const { money } = useRewardFormats();
  const doneSaid = useDone(reward);
  const nextSaid = useNextSaid();
  const next = nextSaid(reward, standing);
  const shut = useShutSaid()(standing);
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="text-[1.625rem] leading-8 font-strong tabular-nums">{money(standing.amount)}</span>
        <span className="text-muted">{doneSaid(standing)}</span>
      </p>
      {next !== "" && <p>{next}</p>}
      {standing.team !== null && (
        <p className="text-table text-muted">{t("ofTeam", { team: teamName(standing.team), worth: money(standing.worth) })}</p>
      )}
      {shut !== null && <p className="text-table text-at-risk">{shut}</p>}
    </div>
  );
};

const useColumns = (reward: RewardShown): readonly Column<RewardStanding>[] => {
  const t = useTranslations("rewards");
  const { name } = useFormats();
  const { teamName } = useCompany();
  const { money } = useRewardFormats();
  const doneSaid = useDone(reward);
  const nextSaid = useNextSaid();
  const shutSaid = useShutSaid();
  return [
    {
      id: "member",
      head: t("member"),
      cell: (standing) => (
        <>
          <span className="font-medium">{name(standing.name)}</span>
          {standing.team !== null && <span className="block text-muted">{t("shareOf", { team: teamName(standing.team) })}</span>}
        </>
      ),
    },
    { id: "done", head: t("done"), cell: (standing) => <span className="tabular-nums">{doneSaid(standing)}</span> },
    { id: "pays", head: t("pays"), cell: ({ amount }) => <span className="font-medium tabular-nums">{money(amount)}</span> },
    {
      id: "next",
      head: reward.isOver ? "" : t("next"),
      cell: (standing) => shutSaid(standing) ?? nextSaid(reward, standing),
    },
  ];
};

/** One reward plan in a period: one's own standing first, then everybody's whom one sees. */
export const Earned = ({ reward, own }: { reward: RewardShown; own: string | undefined }) => {
  const t = useTranslations("rewards");
  const { name } = useFormats();
  const { money } = useRewardFormats();
  const mine = reward.standings.filter(({ member }) => member === own);
  const others = reward.standings.filter(({ member }) => member !== own);
  const columns = useColumns(reward);
  return (
    <Panel title={name(reward.name)}>
      <p className="-mt-2 text-table text-muted">
        {name(reward.period.label)} · {t(reward.isOver ? "over" : "soFar")}
        {reward.metric !== null && ` · ${name(reward.metric.name)}`}
        {reward.metric === null && reward.plan !== null && ` · ${name(reward.plan.name)}`}
      </p>
      {mine.map((standing) => (
        <Own key={standing.team ?? ""} reward={reward} standing={standing} />
      ))}
      <div className="flex flex-wrap items-start gap-x-10 gap-y-3">
        <div className="min-w-64 flex-1 basis-72">
          <Curve reward={reward} at={mine[0]?.at ?? null} />
        </div>
        <Tiers tiers={reward.tiers} label={t("tiers")} />
      </div>
      {others.length > 0 && (
        <>
          <p className="text-table text-muted">{t("total", { amount: money(reward.total) })}</p>
          <DataTable
            label={name(reward.name)}
            columns={columns}
            rows={others.toSorted((a, b) => b.amount.amountMinor - a.amount.amountMinor)}
            idOf={({ member, team }) => `${member} ${team ?? ""}`}
          />
        </>
      )}
    </Panel>
  );
};
