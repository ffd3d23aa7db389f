import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { idFromName } from "../../domain/id-from-name.ts";
import { draftPlan, type Metrics } from "../client.ts";
import { useCompany } from "../company.tsx";
import { metricsQuery } from "../drafts/queries.ts";
import { draftIdFor } from "../../domain/draft-id.ts";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { asContent } from "../plans/samples.tsx";
import { keptCompany } from "../search.ts";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot, Labelled, LineInput } from "../ui/form.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { inRuleWords } from "../words/rules-words.tsx";

const NewMetric = ({ known, onClose }: { known: readonly string[]; onClose: () => void }) => {
  const t = useTranslations("metrics");
  const d = useTranslations("drafts");
  const { language } = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const first = useFirstFocus();
  const [name, setName] = useState("");
  const making = useMutation({
    mutationFn: async () => {
      const id = idFromName(name, "metric", (each) => known.includes(each));
      const entry = { id, name: { [language]: name.trim() }, where: 'kind == "call"' };
      await draftPlan({ id: draftIdFor(id, "metrics", 1), name: name.trim(), body: asContent("metrics", entry) }, { language });
      return id;
    },
    onSuccess: async (id) => {
      // Its page goes by the list, which has it from here on.
      await queries.invalidateQueries({ queryKey: ["metrics"] });
      await navigate({ to: "/metrics/$metricId", params: { metricId: id }, search: keptCompany });
    },
  });
  return (
    <Drawer title={t("new")} onClose={onClose}>
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <Labelled label={t("newName")}>
          <LineInput ref={first} required maxLength={100} value={name} onChange={({ target }) => setName(target.value)} />
        </Labelled>
        <FormError error={making.error} />
        <FormFoot isReady={name.trim() !== "" && !making.isPending} save={t("newMake")} cancel={d("cancel")} onCancel={onClose} />
      </form>
    </Drawer>
  );
};

type Listed = Metrics["metrics"][number];
type MetricLine = Listed | { readonly id: string; readonly draft: NonNullable<Listed["draft"]> };

const isListed = (line: MetricLine): line is Listed => "unit" in line;

const useMetricColumns = (today: string): readonly Column<MetricLine>[] => {
  const t = useTranslations("metrics");
  const p = useTranslations("plans");
  const d = useTranslations("drafts");
  const { language } = useLanguage();
  const { planName } = useCompany();
  const { name, day } = useFormats();
  return [
    {
      id: "name",
      head: t("name"),
      cell: (line: MetricLine) => (
        <Link
          to="/metrics/$metricId"
          params={{ metricId: line.id }}
          search={keptCompany}
          className="font-medium text-accent hover:underline"
        >
          {isListed(line) ? name(line.name) || line.id : line.id}
        </Link>
      ),
    },
    {
      id: "counts",
      head: t("counts"),
      className: "tablet:max-w-96",
      cell: (line: MetricLine) =>
        isListed(line)
          ? [
              ...line.conditions.map((words) => words[language]),
              ...(line.oncePer === null ? [] : [t("onceIn", { window: t(`windows.${line.oncePer.prospect}`) })]),
            ].join(" · ")
          : "",
    },
    { id: "plans", head: t("usedBy"), cell: (line: MetricLine) => (isListed(line) ? line.plans.map(planName).join(", ") : "") },
    {
      id: "since",
      head: p("since"),
      cell: (line: MetricLine) => {
        if (!isListed(line)) return p("onlyDrafted");
        if (line.ended) return t("endedWord");
        return line.startsOn === null ? d("sinceBeginning") : day(line.startsOn, today);
      },
    },
    {
      id: "next",
      head: p("next"),
      cell: (line: MetricLine) => (
        <span className="inline-flex flex-col">
          {isListed(line) && line.next !== null && (
            <span>{p("nextOn", { version: String(line.next.version), day: day(line.next.startsOn, today) })}</span>
          )}
          {line.draft !== null && <span className="text-at-risk">{p("draftBy", { by: line.draft.savedBy })}</span>}
        </span>
      ),
    },
  ];
};

const MetricsTable = ({ lines, today, label }: { lines: readonly MetricLine[]; today: string; label: string }) => (
  <DataTable label={label} columns={useMetricColumns(today)} rows={lines} idOf={({ id }) => id} />
);

const MetricsList = () => {
  const t = useTranslations("metrics");
  const { language } = useLanguage();
  const { name } = useFormats();
  const mayWrite = useMay()("settings:write");
  const [isMaking, setMaking] = useState(false);
  const [find, setFind] = useState("");
  const query = useQuery(metricsQuery(language));
  useEffect(() => {
    document.title = `${t("title")} · Attain`;
  }, [t]);
  const { metrics = [], drafted = [], today = "" } = query.data ?? {};
  const wanted = find.trim().normalize("NFC").toLowerCase();
  const all: readonly MetricLine[] = [...metrics, ...drafted];
  const lines = all.filter((line) => `${line.id} ${isListed(line) ? name(line.name) : ""}`.toLowerCase().includes(wanted));
  const isOver = (line: MetricLine): boolean => isListed(line) && line.ended;
  const [present, over] = [lines.filter((line) => !isOver(line)), lines.filter(isOver)];
  const make = mayWrite && (
    <Button look="primary" onClick={() => setMaking(true)}>
      <Plus aria-hidden className="size-4" />
      {t("new")}
    </Button>
  );
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-6xl flex-col gap-4 px-4 pt-5 pb-16 tablet:px-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-heading font-strong tablet:text-[1.375rem] tablet:leading-7">{t("title")}</h1>
        {all.length > 0 && make}
      </div>
      <p className="max-w-prose text-muted">{t("lead")}</p>
      {query.error !== null && <Trouble error={query.error} onAgain={() => void query.refetch()} />}
      {query.data === undefined && query.error === null && <TableSkeleton lines={4} />}
      {query.data !== undefined && all.length === 0 && (
        <Empty title={t("empty")} next={t("emptyNext")}>
          {make}
        </Empty>
      )}
      {all.length > 8 && (
        <div className="max-w-xs">
          <Labelled label={t("find")}>
            <LineInput type="search" value={find} maxLength={100} onChange={({ target }) => setFind(target.value)} />
          </Labelled>
        </div>
      )}
      {present.length > 0 && <MetricsTable label={t("title")} lines={present} today={today} />}
      {all.length > 0 && lines.length === 0 && <p className="text-muted">{t("foundNone")}</p>}
      {over.length > 0 && (
        <details>
          <summary className="w-fit rounded-control py-1 text-table text-muted hover:text-ink">
            {t("showEnded", { count: over.length })}
          </summary>
          <div className="pt-2">
            <MetricsTable label={t("ended")} lines={over} today={today} />
          </div>
        </details>
      )}
      {isMaking && <NewMetric known={all.map(({ id }) => id)} onClose={() => setMaking(false)} />}
    </main>
  );
};

export const MetricsPage = inRuleWords(MetricsList);
