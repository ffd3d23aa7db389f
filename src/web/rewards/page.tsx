import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { useMay, useOwnMember } from "../session/session.ts";
import { PageFrame } from "../ui/page-frame.tsx";
import { Segments } from "../ui/segments.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Stepper } from "../ui/stepper.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useView } from "../use-view.ts";
import { RewardsWords } from "../words/rewards-words.tsx";
import { Cost } from "./cost.tsx";
import { Earned } from "./earned.tsx";
import { Ledger } from "./ledger.tsx";
import { rewardsQuery } from "./queries.ts";
import { Statements } from "./statements.tsx";

const parts = ["earned", "statements", "cost"] as const;

const Page = () => {
  const t = useTranslations("rewards");
  const { language } = useLanguage();
  const { name } = useFormats();
  const { today, metricName } = useCompany();
  const own = useOwnMember();
  const may = useMay();
  const [view, setView] = useView("/rewards");
  const on = view.on ?? today;
  const { data, error, refetch } = useQuery({ ...rewardsQuery({ on }, language), placeholderData: keepPreviousData });
  const shown = parts.find((part) => part === view.show && (part !== "cost" || may("rewards:write"))) ?? "earned";
  const rewards = data?.rewards ?? [];
  const first = rewards.find(({ period }) => period.cadence === "month") ?? rewards[0];
  const step = (steps: -1 | 1): void => {
    const { startsOn, endsBefore } = first?.period ?? { startsOn: `${on.slice(0, 8)}01`, endsBefore: daysFrom(on, 31) };
    setView({ on: steps < 0 ? daysFrom(startsOn, -1) : endsBefore });
  };
  const over = rewards
    .filter(({ isOver }) => isOver)
    .map(({ period }) => period)
    .filter(
      ({ cadence, startsOn }, index, all) => all.findIndex((each) => each.cadence === cadence && each.startsOn === startsOn) === index,
    );
  return (
    <PageFrame
      title={t("title")}
      lead={t("lead")}
      act={<Stepper label={name(first?.period.label) || on.slice(0, 7)} before={t("before")} after={t("after")} onStep={step} />}
    >
      <Segments
        label={t("parts")}
        value={shown}
        onChange={(part) => setView({ show: part === "earned" ? undefined : part })}
        choices={parts.filter((part) => part !== "cost" || may("rewards:write")).map((part) => ({ value: part, label: t(part) }))}
        className="self-start"
      />
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <TableSkeleton lines={5} />}
      {data !== undefined && data.counting.length > 0 && (
        <p role="status">{t("counting", { metrics: data.counting.map(metricName).join(", ") })}</p>
      )}
      {data !== undefined && shown === "earned" && (
        <>
          {rewards.length === 0 && <Empty title={t("none")} next={t("noneNext")} />}
          {rewards.map((reward) => (
            <Earned key={reward.reward} reward={reward} own={own} />
          ))}
          {own !== undefined && <Ledger member={own} />}
        </>
      )}
      {data !== undefined && shown === "statements" && <Statements on={on} periods={over} />}
      {data !== undefined && shown === "cost" && <Cost rewards={rewards} />}
    </PageFrame>
  );
};

/** What exceeding earns: so far, as statements, and what it costs. */
export const RewardsPage = () => (
  <RewardsWords>
    <Page />
  </RewardsWords>
);
