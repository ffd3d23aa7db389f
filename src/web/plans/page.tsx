import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { idFromName } from "../../domain/id-from-name.ts";
import { useCadenceName } from "../attainment/cadences.ts";
import { draftPlan, type Plans } from "../client.ts";
import { useCompany } from "../company.tsx";
import { plansQuery } from "../drafts/queries.ts";
import { draftIdFor } from "../../domain/draft-id.ts";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { useFirstFocus } from "../ui/first-focus.ts";
import { FormError } from "../ui/form-error.tsx";
import { FormFoot, Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { inRuleWords } from "../words/rules-words.tsx";
import { asContent } from "./samples.tsx";

const cadences = ["day", "week", "month", "quarter", "half", "year"] as const;

const NewPlan = ({ known, onClose }: { known: readonly string[]; onClose: () => void }) => {
  const t = useTranslations("plans");
  const d = useTranslations("drafts");
  const { language } = useLanguage();
  const { metrics } = useCompany();
  const cadenceName = useCadenceName();
  const navigate = useNavigate();
  const first = useFirstFocus();
  const [name, setName] = useState("");
  const [cadence, setCadence] = useState<string>("month");
  const making = useMutation({
    mutationFn: async () => {
      const id = idFromName(name, "plan", (each) => known.includes(each));
      const [metric] = metrics;
      const require = metric === undefined ? { allOf: [] } : { metric: metric.id, target: 10 };
      const entry = { id, name: { [language]: name.trim() }, cadence, require };
      await draftPlan({ id: draftIdFor(id, "plans", 1), name: name.trim(), body: asContent("plans", entry) }, { language });
      return id;
    },
    onSuccess: (id) => navigate({ to: "/plans/$planId", params: { planId: id }, search: keptCompany }),
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
        <Labelled label={t("cadence")}>
          <LineSelect value={cadence} onChange={({ target }) => setCadence(target.value)}>
            {cadences.map((each) => (
              <option key={each} value={each}>
                {cadenceName(each)}
              </option>
            ))}
          </LineSelect>
        </Labelled>
        <FormError error={making.error} />
        <FormFoot isReady={name.trim() !== "" && !making.isPending} save={t("newMake")} cancel={d("cancel")} onCancel={onClose} />
      </form>
    </Drawer>
  );
};

type Listed = Plans["plans"][number];
type PlanLine = Listed | { readonly id: string; readonly draft: NonNullable<Listed["draft"]> };

const isListed = (line: PlanLine): line is Listed => "cadence" in line;

const usePlanColumns = (today: string): readonly Column<PlanLine>[] => {
  const t = useTranslations("plans");
  const d = useTranslations("drafts");
  const { audienceName, metricName } = useCompany();
  const { name, day } = useFormats();
  const cadenceName = useCadenceName();
  return [
    {
      id: "name",
      head: t("name"),
      cell: (line: PlanLine) => (
        <Link to="/plans/$planId" params={{ planId: line.id }} search={keptCompany} className="font-medium text-accent hover:underline">
          {isListed(line) ? name(line.name) || line.id : line.id}
        </Link>
      ),
    },
    {
      id: "audience",
      head: t("audience"),
      cell: (line: PlanLine) =>
        isListed(line) ? (line.of === "team" ? t("ofTeam", { audience: audienceName(line.audience) }) : audienceName(line.audience)) : "",
    },
    { id: "cadence", head: t("cadence"), cell: (line: PlanLine) => (isListed(line) ? cadenceName(line.cadence) : "") },
    {
      id: "asks",
      head: t("asks"),
      className: "tablet:max-w-80",
      cell: (line: PlanLine) => (isListed(line) ? line.metrics.map(metricName).join(", ") : ""),
    },
    {
      id: "since",
      head: t("since"),
      cell: (line: PlanLine) => {
        if (!isListed(line)) return t("onlyDrafted");
        if (line.endedOn !== null && line.endedOn <= today) return t("endedOn", { day: day(line.endedOn, today) });
        if (line.startsOn === null) return d("sinceBeginning");
        return line.startsOn > today ? t("comes", { day: day(line.startsOn, today) }) : day(line.startsOn, today);
      },
    },
    {
      id: "next",
      head: t("next"),
      cell: (line: PlanLine) => (
        <span className="inline-flex flex-col">
          {isListed(line) && line.next !== null && (
            <span>{t("nextOn", { version: String(line.next.version), day: day(line.next.startsOn, today) })}</span>
          )}
          {isListed(line) && line.endedOn !== null && line.endedOn > today && <span>{t("ends", { day: day(line.endedOn, today) })}</span>}
          {line.draft !== null && <span className="text-at-risk">{t("draftBy", { by: line.draft.savedBy })}</span>}
        </span>
      ),
    },
  ];
};

const PlansTable = ({ lines, today, label }: { lines: readonly PlanLine[]; today: string; label: string }) => (
  <DataTable label={label} columns={usePlanColumns(today)} rows={lines} idOf={({ id }) => id} />
);

const PlansList = () => {
  const t = useTranslations("plans");
  const { language } = useLanguage();
  const { name } = useFormats();
  const mayWrite = useMay()("settings:write");
  const [isMaking, setMaking] = useState(false);
  const [find, setFind] = useState("");
  const query = useQuery(plansQuery(language));
  useEffect(() => {
    document.title = `${t("title")} · Attain`;
  }, [t]);
  const { plans = [], drafted = [], today = "" } = query.data ?? {};
  const wanted = find.trim().normalize("NFC").toLowerCase();
  const all: readonly PlanLine[] = [...plans, ...drafted];
  const lines = all.filter((line) => `${line.id} ${isListed(line) ? name(line.name) : ""}`.toLowerCase().includes(wanted));
  const isOver = (line: PlanLine): boolean => isListed(line) && line.endedOn !== null && line.endedOn <= today;
  const [running, over] = [lines.filter((line) => !isOver(line)), lines.filter(isOver)];
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
      {running.length > 0 && <PlansTable label={t("title")} lines={running} today={today} />}
      {all.length > 0 && lines.length === 0 && <p className="text-muted">{t("foundNone")}</p>}
      {over.length > 0 && (
        <details>
          <summary className="w-fit rounded-control py-1 text-table text-muted hover:text-ink">
            {t("showEnded", { count: over.length })}
          </summary>
          <div className="pt-2">
            <PlansTable label={t("ended")} lines={over} today={today} />
          </div>
        </details>
      )}
      {isMaking && <NewPlan known={all.map(({ id }) => id)} onClose={() => setMaking(false)} />}
    </main>
  );
};

export const PlansPage = inRuleWords(PlansList);
