import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { drawRewardStatements, type Period, type RewardStatement } from "../client.ts";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { FormError } from "../ui/form-error.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useRewardFormats } from "./next.tsx";
import { rewardStatementsQuery } from "./queries.ts";
import { OneStatement } from "./statement.tsx";
import { useRewardsAnew, useStep, type Step } from "./steps.ts";

const together = ["publish", "approve-as-manager", "approve-as-finance", "lock", "pay"] as const satisfies readonly Step[];

/** What may be done with several at once, by what each of them allows. */
const Together = ({ statements }: { statements: readonly RewardStatement[] }) => {
  const t = useTranslations("rewards");
  const stepping = useStep();
  const choices = together
    .map((step) => ({ step, numbers: statements.filter(({ may }) => may.includes(step)).map(({ statement }) => statement) }))
    .filter(({ numbers }) => numbers.length > 0);
  if (choices.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {choices.map(({ step, numbers }) => (
          <Button key={step} disabled={stepping.isPending} onClick={() => stepping.mutate({ step, statements: numbers })}>
            {t(`stepsAll.${step}`, { count: String(numbers.length) })}
          </Button>
        ))}
      </div>
      <FormError error={stepping.error} />
    </div>
  );
};

/** Nothing is drawn up anew once all of it is published. */
const Draw = ({ period, statements }: { period: Period; statements: readonly RewardStatement[] }) => {
  const t = useTranslations("rewards");
  const { language } = useLanguage();
  const { name } = useFormats();
  const readAnew = useRewardsAnew();
  const drawing = useMutation({
    mutationFn: () => drawRewardStatements({ body: { cadence: period.cadence, on: period.startsOn } }, { language }),
    onSuccess: readAnew,
  });
  const label = name(period.label);
  const hasDrafts = statements.length > 0;
  if (hasDrafts && statements.every(({ state }) => state !== "draft") && drawing.data === undefined) return null;
  return (
    <div className="flex flex-col items-start gap-2">
      <Button look={hasDrafts ? "plain" : "primary"} disabled={drawing.isPending} onClick={() => drawing.mutate()}>
        {drawing.isPending ? t("drawing") : t(hasDrafts ? "drawAgain" : "draw", { period: label })}
      </Button>
      <p role="status" className="text-table text-muted">
        {drawing.data !== undefined && t("drawn", { drawn: drawing.data.drawn })}
      </p>
      <FormError error={drawing.error} />
    </div>
  );
};

const Payroll = ({ period }: { period: Period }) => {
  const t = useTranslations("rewards");
  const { language } = useLanguage();
  const saving = useMutation({
    mutationFn: async () => {
      const { saveAnswer } = await import("../save-answer.ts");
      const asked = new URLSearchParams({ cadence: period.cadence, on: period.startsOn }).toString();
      return saveAnswer(`/payroll?${asked}`, `payroll-${period.startsOn}.csv`, language);
    },
  });
  return (
    <>
      <Button disabled={saving.isPending} onClick={() => saving.mutate()}>
        <Download aria-hidden className="size-4" />
        {t("payroll")}
      </Button>
      <FormError error={saving.error} />
    </>
  );
};

const useColumns = (open: (number: number) => void): readonly Column<RewardStatement>[] => {
  const t = useTranslations("rewards");
  const { name } = useFormats();
  const { money } = useRewardFormats();
  return [
    {
      id: "member",
      head: t("member"),
      cell: ({ statement, name: member }) => (
        <button type="button" className="text-left font-medium text-accent hover:underline" onClick={() => open(statement)}>
          {name(member)}
        </button>
      ),
    },
    { id: "period", head: t("period"), cell: ({ period }) => name(period.label) },
    { id: "amount", head: t("amount"), cell: ({ amount }) => <span className="font-medium tabular-nums">{money(amount)}</span> },
    {
      id: "state",
      head: t("state"),
      cell: ({ state, disputes }) => (
        <>
          {t(`states.${state}`)}
          {disputes.some(({ decision }) => decision === null) && <span className="block text-at-risk">{t("disputeOpen")}</span>}
        </>
      ),
    },
  ];
};

/** The statements of a period; without one all that the reader sees. `periods`: those that may be drawn up. */
export const Statements = ({ on, periods }: { on: string | undefined; periods: readonly Period[] }) => {
  const t = useTranslations("rewards");
  const { language } = useLanguage();
  const may = useMay();
  const [opened, setOpened] = useState<number | null>(null);
  const columns = useColumns(setOpened);
  const query = useInfiniteQuery(rewardStatementsQuery(on === undefined ? {} : { on }, language));
  const statements = query.data?.pages.flatMap((page) => page.statements) ?? [];
  if (query.error !== null) return <Trouble error={query.error} onAgain={() => void query.refetch()} />;
  if (query.data === undefined) return <TableSkeleton lines={4} />;
  const isPaidOut = (period: Period): boolean =>
    statements.some(
      (each) =>
        each.period.startsOn === period.startsOn && each.period.cadence === period.cadence && ["locked", "paid"].includes(each.state),
    );
  return (
    <>
      {may("rewards:write") && (
        <div className="flex flex-wrap items-start gap-2">
          {periods.map((period) => (
            <Draw
              key={`${period.cadence} ${period.startsOn}`}
              period={period}
              statements={statements.filter((each) => each.period.cadence === period.cadence && each.period.startsOn === period.startsOn)}
            />
          ))}
          {periods.filter(isPaidOut).map((period) => (
            <Payroll key={`${period.cadence} ${period.startsOn}`} period={period} />
          ))}
        </div>
      )}
      <Together statements={statements} />
      {statements.length === 0 ? (
        <Empty title={t("noStatements")} next={t("noStatementsNext")} />
      ) : (
        <DataTable label={t("statements")} columns={columns} rows={statements} idOf={({ statement }) => statement} />
      )}
      {query.hasNextPage && (
        <Button className="self-start" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
      {opened !== null && <OneStatement number={opened} onClose={() => setOpened(null)} />}
    </>
  );
};
