import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleCheck, CircleSlash } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { effortSentences, stageLabel } from "../../domain/effort-words.ts";
import { draftEffort, type EffortOrder, type EffortPlan } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { shareText } from "../share-text.ts";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Labelled, LineSelect } from "../ui/form.tsx";
import { useCopy } from "../ui/use-copy.ts";
import { ChanceChart } from "./chance-chart.tsx";

type Stage = EffortPlan["stages"][number] & { readonly label: string };

const useStageColumns = (): readonly Column<Stage>[] => {
  const t = useTranslations("planner");
  const { language } = useLanguage();
  const { number } = useFormats();
  const tenth = (value: number): string => number(Math.round(value * 10) / 10);
  return [
    { id: "stage", head: t("stageHead"), cell: ({ label }) => <span className="font-medium">{label}</span> },
    {
      id: "rate",
      head: t("rateHead"),
      cell: ({ rate: { mean, interval } }) => (
        <>
          {shareText(mean, language)}
          {interval !== null && (
            <span className="ml-1.5 text-muted">
              {shareText(interval.low, language)}–{shareText(interval.high, language)}
            </span>
          )}
        </>
      ),
    },
    {
      id: "basis",
      head: t("basisHead"),
      className: "tablet:max-w-72",
      cell: ({ counted, source }) =>
        source !== null ? (
          <>
            {t("assumedBy", { source: source.text })}
            {source.url !== null && (
              <a href={source.url} target="_blank" rel="noreferrer" className="ml-1 break-all text-accent hover:underline">
                {new URL(source.url).host}
              </a>
            )}
          </>
        ) : counted !== null ? (
          t("counted", { reached: number(counted.reached), of: number(counted.of) })
        ) : (
          t("known")
        ),
    },
    { id: "count", head: t("countHead"), cell: ({ count }) => (count === null ? "" : tenth(count)) },
    { id: "hours", head: t("hoursHead"), cell: ({ hours }) => (hours === null || hours === 0 ? "" : tenth(hours)) },
  ];
};

/** One click makes the answer a draft, and opens it where it is looked back with and published. */
const MakeDraft = ({ plan, order }: { plan: EffortPlan; order: EffortOrder }) => {
  const t = useTranslations("planner");
  const { language } = useLanguage();
  const { metrics, metricName } = useCompany();
  const may = useMay();
  const navigate = useNavigate();
  const { copied, copy } = useCopy();
  const [metric, setMetric] = useState("");
  const needsMetric = plan.rates === "typed";
  const chosen = metric || (metrics[0]?.id ?? "");
  const making = useMutation({
    mutationFn: () => draftEffort({ body: { ...order, ...(needsMetric ? { metric: chosen } : {}) } }, { language }),
    onSuccess: ({ plan: planId }) => navigate({ to: "/plans/$planId", params: { planId }, search: keptCompany }),
  });
  if (!may("settings:write"))
    return (
      <div className="flex flex-wrap items-center gap-2 text-table text-muted">
        <p>{t("draftNotYours")}</p>
        <Button onClick={() => copy(location.href)}>{copied ? t("copied") : t("copy")}</Button>
      </div>
    );
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-3">
        {needsMetric && (
          <Labelled label={t("draftMetric")}>
            <LineSelect value={chosen} onChange={({ target }) => setMetric(target.value)}>
              {metrics.map(({ id }) => (
                <option key={id} value={id}>
                  {metricName(id)}
                </option>
              ))}
            </LineSelect>
          </Labelled>
        )}
        <Button look="primary" disabled={making.isPending} onClick={() => making.mutate()}>
          {making.isPending ? t("drafting") : t("draft")}
        </Button>
      </div>
      <p className="text-table text-muted">{t("draftHint")}</p>
      <FormError error={making.error} />
    </div>
  );
};

const WorkingDays = ({ plan }: { plan: EffortPlan }) => {
  const t = useTranslations("planner");
  const { name, number } = useFormats();
  return (
    <p className="text-table text-muted">
      {t("days", { days: number(plan.workingDays), of: number(plan.ofWorkingDays) })}{" "}
      {plan.less
        .map(({ why, name: called, workingDays }) =>
          t("lessDay", { name: called === undefined ? t(`less.${why}`) : name(called), days: number(workingDays) }),
        )
        .join(" · ")}
    </p>
  );
};

/** What the planner answers: in words first, then how the chance grows, and what it rests on. */
export const Answer = ({ plan, order }: { plan: EffortPlan; order: EffortOrder }) => {
  const t = useTranslations("planner");
  const { language } = useLanguage();
  const { amount } = useFormats();
  const [first, ...more] = effortSentences(plan, { language, money: (worth) => amount(undefined, worth) });
  const Sign = plan.isReachable ? CircleCheck : CircleSlash;
  const stages: readonly Stage[] = plan.stages.map((stage, at) => ({ ...stage, label: stageLabel(stage, at, language) }));
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <div role="status" className="flex flex-col gap-1.5">
        <p className="flex items-start gap-2 text-heading font-strong">
          <Sign aria-hidden className={`mt-0.5 size-5 shrink-0 ${plan.isReachable ? "text-met" : "text-missed"}`} />
          <span className="min-w-0">{first}</span>
        </p>
        {more.map((sentence) => (
          <p key={sentence} className="max-w-prose">
            {sentence}
          </p>
        ))}
      </div>
      {plan.isReachable && <MakeDraft plan={plan} order={order} />}
      <ChanceChart plan={plan} />
      <section aria-label={t("stages")} className="flex flex-col gap-2">
        <h3 className="text-table font-strong">{t("stages")}</h3>
        <DataTable label={t("stages")} columns={useStageColumns()} rows={stages} idOf={({ id }) => id} />
        <WorkingDays plan={plan} />
      </section>
    </div>
  );
};
