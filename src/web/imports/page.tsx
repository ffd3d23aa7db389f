import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { dayAt } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { Button } from "../ui/button.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { ImportWords } from "../words/import-words.tsx";
import type { Import } from "./api.ts";
import { DropZone } from "./drop-zone.tsx";
import { importsQuery } from "./queries.ts";
import { Recognised } from "./recognised.tsx";
import { ImportStateWord } from "./state.tsx";
import { timeAt } from "./words.ts";

const Entry = ({ entry }: { entry: Import }) => {
  const t = useTranslations("import");
  const { company, today } = useCompany();
  const { day } = useFormats();
  const when = t("at", { day: day(dayAt(entry.createdAt, company.timeZone), today), time: timeAt(entry.createdAt, company.timeZone) });
  const rows = entry.counts?.received ?? entry.progress?.ofRows ?? 0;
  const facts = [when, rows === 0 ? null : t("rows", { rows })].filter((fact) => fact !== null);
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        to="/imports/$importId"
        params={{ importId: entry.id }}
        search={keptCompany}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3 hover:bg-raised"
      >
        <span className="min-w-0">
          <span className="block font-medium break-words">{entry.fileName}</span>
          <span className="block text-table text-muted">{facts.join(" · ")}</span>
        </span>
        <ImportStateWord entry={entry} />
      </Link>
    </li>
  );
};

const Earlier = () => {
  const t = useTranslations("import");
  const { language } = useLanguage();
  const { data, error, refetch, hasNextPage, fetchNextPage, isPending } = useInfiniteQuery(importsQuery(language));
  const entries = data?.pages.flatMap(({ imports }) => imports) ?? [];
  if (error !== null) return <Trouble error={error} onAgain={() => void refetch()} />;
  if (isPending) return <div className="skeleton h-40" />;
  if (entries.length === 0) return <Recognised />;
  return (
    <section aria-labelledby="earlier" className="flex flex-col gap-2">
      <h2 id="earlier" className="font-strong">
        {t("list")}
      </h2>
      <ul className="rounded-control border border-line bg-surface">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
      {hasNextPage && (
        <Button className="self-start" onClick={() => void fetchNextPage()}>
          {t("showMore")}
        </Button>
      )}
    </section>
  );
};

const Page = () => {
  const t = useTranslations();
  const { company } = useCompany();
  const { name } = useFormats();
  const title = t("import.title");
  useEffect(() => {
    document.title = t("app.title", { page: title, company: name(company.name) });
  }, [t, title, name, company]);
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-3xl flex-col gap-6 p-4 tablet:p-6">
      <h1 className="text-heading font-strong">{title}</h1>
      <DropZone />
      <Earlier />
    </main>
  );
};

/** Where files come in, and all that came, the newest first. */
export const ImportsPage = () => (
  <ImportWords>
    <Page />
  </ImportWords>
);
