import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { Trouble } from "../ui/trouble.tsx";
import { ImportWords } from "../words/import-words.tsx";
import type { Import } from "./api.ts";
import { DropZone } from "./drop-zone.tsx";
import { Earlier } from "./earlier.tsx";
import { Preview } from "./preview.tsx";
import { importQuery } from "./queries.ts";
import { Result } from "./result.tsx";
import { Running } from "./running.tsx";

/** What was read before the file came in is out of date once it has. */
const outdated = ["company", "activity-counts", "unattributed", "attainment", "tallies", "explanations", "imports", "records-behind"];

const Failed = ({ failed }: { failed: Import }) => {
  const t = useTranslations("result");
  return (
    <div className="flex flex-col gap-6">
      <div role="alert" className="flex flex-col gap-1.5 rounded-control border border-line bg-surface p-5">
        {(failed.refusals ?? []).map(({ code, pointer, detail }) => (
          <p key={`${code} ${pointer}`} className="break-words">
            {detail}
          </p>
        ))}
        <p className="text-table text-muted">{t("failedNext")}</p>
      </div>
      {failed.counts !== null && <Result done={failed} />}
      <DropZone />
    </div>
  );
};

const Step = ({ found }: { found: Import }) => {
  const t = useTranslations("import");
  if (found.state === "waiting" && found.preview != null) return <Preview waiting={found} preview={found.preview} />;
  if (found.state === "done") return <Result done={found} />;
  if (found.state === "failed") return <Failed failed={found} />;
  if (found.state === "discarded" && found.confirmedAt !== null)
    return (
      <>
        <Empty level={2} title={t("isStopped")} next={t("isStoppedNext")} />
        {found.counts !== null && <Result done={found} />}
        <DropZone />
      </>
    );
  if (found.state === "discarded")
    return (
      <>
        <Empty level={2} title={t("isDiscarded")} next={t("isDiscardedNext")} />
        <DropZone />
      </>
    );
  return <Running running={found} />;
};

const useTitleOf = (found: Import | undefined): string => {
  const t = useTranslations();
  if (found === undefined) return t("import.title");
  if (found.state === "running") return t("running.title", { name: found.fileName });
  if (found.state === "done") return t("result.title", { name: found.fileName });
  return found.state === "failed" ? t("result.failed", { name: found.fileName }) : found.fileName;
};

const Page = () => {
  const t = useTranslations();
  const { importId } = useParams({ from: "/imports/$importId" });
  const { language } = useLanguage();
  const { company } = useCompany();
  const { name } = useFormats();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(importQuery(importId, language));
  const title = useTitleOf(data);
  const heading = useRef<HTMLHeadingElement>(null);
  const state = data?.state;
  useEffect(() => {
    document.title = t("app.title", { page: title, company: name(company.name) });
  }, [t, title, name, company]);
  const restOf = data?.restOf?.id;
  // Each step begins at its heading, where a screen reader reads on.
  useEffect(() => {
    if (state !== undefined) heading.current?.focus({ preventScroll: true });
    if (state === "running" || state === "done") scrollTo({ top: 0 });
    if (state === "done" || state === "failed" || state === "discarded")
      for (const key of outdated) void queries.invalidateQueries({ queryKey: [key] });
    // What came of its rows is told there too.
    if (state !== undefined && restOf !== undefined) queries.removeQueries({ queryKey: ["import", restOf] });
  }, [state, restOf, queries]);
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-[88rem] flex-1 flex-col gap-6 p-4 pb-16 tablet:p-6">
      <div className="flex flex-col gap-1">
        <Link
          to="/imports"
          search={keptCompany}
          className="-ml-1 inline-flex items-center gap-0.5 self-start rounded-control py-1 pr-2 text-table text-muted hover:text-ink"
        >
          <ChevronLeft aria-hidden className="size-4" />
          {t("import.all")}
        </Link>
        <h1 ref={heading} tabIndex={-1} className="text-heading font-strong break-all tablet:text-[1.375rem] tablet:leading-7">
          {title}
        </h1>
      </div>
      {data !== undefined && <Earlier found={data} />}
      {error !== null && data === undefined && <Trouble error={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <div className="skeleton h-64" />}
      {data !== undefined && <Step found={data} />}
    </main>
  );
};

/** One file: what it is before it comes in, how far it is, and what came of it. The address keeps it, also while it runs. */
export const ImportPage = () => (
  <ImportWords>
    <Page />
  </ImportWords>
);
