import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { listAuditEvents, listAuditSeals, type AuditEvent } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { Allowed } from "../session/allowed.tsx";
import { Button } from "../ui/button.tsx";
import { DataTable, type Column } from "../ui/data-table.tsx";
import { DownloadList } from "../ui/download-list.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { Instant } from "../ui/instant.tsx";
import { Notice } from "../ui/notice.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { AccessWords } from "../words/access-words.tsx";
import { auditActs, auditSubjects } from "./acts.ts";
import { changesOf } from "./changes.ts";

const noFilter = { act: "", by: "", subject: "", subjectId: "", from: "", before: "" };
type Filter = typeof noFilter;

const asked = (filter: Filter) => ({
  act: filter.act || undefined,
  by: filter.by.trim() || undefined,
  subject: filter.subject.trim() || undefined,
  subjectId: filter.subjectId.trim() || undefined,
  from: filter.from || undefined,
  before: filter.before || undefined,
});

/** What an act is called; a new one shows its own name until it has words. */
const useActName = (): ((act: string) => string) => {
  const t = useTranslations("audit");
  return (act) => {
    const known = auditActs.find((each) => each === act);
    return known === undefined ? act : t(`acts.${known}`);
  };
};

const useSubjectName = (): ((subject: string) => string) => {
  const t = useTranslations("audit");
  return (subject) => {
    const known = auditSubjects.find((each) => each === subject);
    return known === undefined ? subject : t(`subjects.${known}`);
  };
};

const Filters = ({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) => {
  const t = useTranslations("audit");
  const actName = useActName();
  const subjectName = useSubjectName();
  const set = (change: Partial<Filter>) => onChange({ ...filter, ...change });
  return (
    <form role="search" className="grid grid-cols-2 gap-3 tablet:grid-cols-3 desk:grid-cols-6" onSubmit={(event) => event.preventDefault()}>
      <Labelled label={t("act")}>
        <LineSelect value={filter.act} onChange={({ target }) => set({ act: target.value })} className="text-table">
          <option value="">{t("everyAct")}</option>
          {auditActs.map((act) => (
            <option key={act} value={act}>
              {actName(act)}
            </option>
          ))}
        </LineSelect>
      </Labelled>
      <Labelled label={t("subject")}>
        <LineSelect value={filter.subject} onChange={({ target }) => set({ subject: target.value })} className="text-table">
          <option value="">{t("everySubject")}</option>
          {auditSubjects.map((subject) => (
            <option key={subject} value={subject}>
              {subjectName(subject)}
            </option>
          ))}
        </LineSelect>
      </Labelled>
      {(["by", "subjectId"] as const).map((field) => (
        <Labelled key={field} label={t(field)}>
          <LineInput
            maxLength={200}
            autoCapitalize="none"
            spellCheck={false}
            value={filter[field]}
            onChange={({ target }) => set({ [field]: target.value })}
          />
        </Labelled>
      ))}
      {(["from", "before"] as const).map((field) => (
        <Labelled key={field} label={t(field)}>
          <LineInput type="date" value={filter[field]} onChange={({ target }) => set({ [field]: target.value })} />
        </Labelled>
      ))}
    </form>
  );
};

const Changes = ({ event }: { event: AuditEvent }) => {
  const changes = changesOf(event.before, event.after);
  if (changes.length === 0) return "–";
  return (
    <dl className="flex flex-col gap-0.5">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="flex flex-wrap gap-x-1.5">
          <dt className="text-muted">
            <code>{field}</code>
          </dt>
          <dd translate="no" className="min-w-0 break-all">
            {before !== undefined && <span className="text-muted">{before}</span>}
            {before !== undefined && " → "}
            {after ?? "–"}
          </dd>
        </div>
      ))}
    </dl>
  );
};

const useColumns = (): readonly Column<AuditEvent>[] => {
  const t = useTranslations("audit");
  const actName = useActName();
  const subjectName = useSubjectName();
  return [
    { id: "number", head: t("number"), cell: ({ number }) => <span className="text-muted">{number}</span> },
    { id: "at", head: t("at"), cell: ({ at }) => <Instant at={at} /> },
    {
      id: "by",
      head: t("by"),
      className: "tablet:max-w-48",
      cell: ({ by }) => (
        <span translate="no" className="break-all">
          {by}
        </span>
      ),
    },
    { id: "act", head: t("act"), cell: ({ act }) => <span className="font-medium">{actName(act)}</span> },
    {
      id: "subject",
      head: t("subject"),
      className: "tablet:max-w-64",
      cell: ({ subject, subjectId }) => (
        <span className="break-all">
          <span className="text-muted">{subjectName(subject)}</span> <span translate="no">{subjectId}</span>
        </span>
      ),
    },
    { id: "changes", head: t("changes"), className: "tablet:max-w-96", cell: (event) => <Changes event={event} /> },
  ];
};

/** Up to which event everything is sealed, so that what is changed afterwards would show. */
const Sealed = () => {
  const t = useTranslations("audit");
  const { language } = useLanguage();
  const { data } = useQuery({ queryKey: ["audit-seals"], queryFn: ({ signal }) => listAuditSeals({ limit: 1 }, { language, signal }) });
  const [seal] = data?.seals ?? [];
  if (seal === undefined) return null;
  return (
    <Notice icon={ShieldCheck}>
      {t("sealed", { event: String(seal.lastEvent) })} <Instant at={seal.sealedAt} /> · {t("verify")}{" "}
      <code className="font-mono">npx attain verify-audit</code>
    </Notice>
  );
};

const Page = () => {
  const t = useTranslations("audit");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const [filter, setFilter] = useState(noFilter);
  const columns = useColumns();
  useEffect(() => {
    document.title = `${t("title")} · Attain`;
  }, [t]);
  const question = asked(filter);
  const query = useInfiniteQuery({
    queryKey: ["audit-events", question],
    queryFn: ({ pageParam, signal }) => listAuditEvents({ ...question, cursor: pageParam, limit: 100 }, { language, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (last) => last,
  });
  const events = query.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-[88rem] flex-col gap-4 px-4 pt-5 pb-16 tablet:px-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex flex-col gap-0.5">
          <h1 className="text-heading font-strong tablet:text-[1.375rem] tablet:leading-7">{t("title")}</h1>
          <p className="text-muted">{t("lead")}</p>
        </div>
        <DownloadList list="audit-events" query={question} fileName={t("title")} />
      </div>
      <Sealed />
      <Filters filter={filter} onChange={setFilter} />
      {query.error !== null && <Trouble error={query.error} onAgain={() => void query.refetch()} />}
      {query.data === undefined && query.error === null && <TableSkeleton />}
      {query.data !== undefined && events.length === 0 && <p className="text-muted">{t("nothing")}</p>}
      {events.length > 0 && <DataTable label={t("title")} columns={columns} rows={events} idOf={({ number }) => number} />}
      {query.hasNextPage && (
        <Button className="self-start" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {access("more")}
        </Button>
      )}
    </main>
  );
};

/** Who did what to what, and what was so before and since. */
export const AuditPage = () => (
  <AccessWords>
    <Allowed needs="audit:read">
      <Page />
    </Allowed>
  </AccessWords>
);
