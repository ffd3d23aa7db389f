import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { SlidersHorizontal } from "lucide-react";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Language } from "../../domain/language.ts";
import { isOfOtherKind } from "../../domain/other-kind.ts";
import { read } from "../api.ts";
import { findMembers } from "../client.ts";
import { useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { disputesQuery } from "../disputes/api.ts";
import { latestDisputes } from "../disputes/latest.ts";
import { MissingRecord } from "../disputes/raise.tsx";
import { Empty } from "../empty.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { changed, viewOf, type View } from "../search.ts";
import { useMay, useOwnMember, useSignedIn } from "../session/session.ts";
import { ownProspectsQuery, type Logged } from "../today/queries.ts";
import { foundOf } from "../today/log-sheet.tsx";
import { Button } from "../ui/button.tsx";
import { DownloadList } from "../ui/download-list.tsx";
import { FindBox, type Found } from "../ui/find-box.tsx";
import { Labelled, LineInput, LineSelect } from "../ui/form.tsx";
import { Segments } from "../ui/segments.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { useMedia } from "../ui/use-media.ts";
import { TodayWords } from "../words/today-words.tsx";
import { LoggedLine } from "./line.tsx";

type Asked = {
  readonly member: string;
  readonly from: string;
  readonly before: string;
  readonly kind: string | undefined;
  readonly source: string | undefined;
  readonly prospect: string | undefined;
  readonly metric: string | undefined;
  readonly counted: "true" | "false" | undefined;
};

type Listed = { readonly activities: readonly Logged[]; readonly nextCursor: string | null };

const PAGE = "50";

const recordsQuery = (asked: Asked, language: Language) =>
  infiniteQueryOptions({
    queryKey: ["records", asked],
    meta: { live: ["activities", "disputes"] },
    queryFn: ({ pageParam, signal }) =>
      read<Listed>("/activities", { ...asked, order: "latest", limit: PAGE, cursor: pageParam }, language, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

const DAYS_SHOWN = 7;

const byDay = (records: readonly Logged[]): readonly (readonly [string, readonly Logged[]])[] => {
  const days = new Map<string, Logged[]>();
  for (const record of records) {
    const day = days.get(record.localDay);
    if (day === undefined) days.set(record.localDay, [record]);
    else day.push(record);
  }
  return [...days];
};

const useChange = () => {
  const navigate = useNavigate();
  return (change: { readonly [K in keyof View]: View[K] | undefined }) =>
    void navigate({ to: "/record", search: (view) => changed(view, change), replace: true, resetScroll: false });
};

const any = "";

const Select = ({
  label,
  value,
  all,
  onChoose,
}: {
  label: string;
  value: string | undefined;
  all: readonly Found[];
  onChoose: (id: string | undefined) => void;
}) => {
  const t = useTranslations("recordLog");
  return (
    <Labelled label={label}>
      <LineSelect value={value ?? any} onChange={({ target }) => onChoose(target.value === any ? undefined : target.value)}>
        <option value={any}>{t("any")}</option>
        {all.map(({ id, label: name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </LineSelect>
    </Labelled>
  );
};

const ProspectFilter = ({ view }: { view: View }) => {
  const t = useTranslations();
  const { language } = useLanguage();
  const change = useChange();
  const [typed, setTyped] = useState("");
  const sought = useDeferredValue(typed.trim());
  const found = useQuery({ ...ownProspectsQuery(sought, language), enabled: sought !== "" });
  const known = (found.data?.prospects ?? []).map(foundOf);
  const address = sought !== "" && known.every(({ id }) => id !== sought) ? [{ id: sought, label: sought }] : [];
  return (
    <FindBox
      label={t("recordLog.prospect")}
      listLabel={t("log.found")}
      clearLabel={t("recordLog.clear")}
      typed={typed}
      onType={setTyped}
      chosen={
        view.prospect === undefined ? null : (known.find(({ id }) => id === view.prospect) ?? { id: view.prospect, label: view.prospect })
      }
      onChoose={(chosen) => change({ prospect: chosen?.id })}
      found={sought === "" ? [] : [...known, ...address]}
    />
  );
};

const ofNobody: Asked = {
  member: "",
  from: "",
  before: "",
  kind: undefined,
  source: undefined,
  prospect: undefined,
  metric: undefined,
  counted: undefined,
};

/** What the member of the page is called, of whom only the id stands in the address: as the records say, or the list of members where there are none. */
const useMemberName = (asked: Asked | null): string => {
  const { language } = useLanguage();
  const { name } = useFormats();
  const member = asked?.member ?? "";
  const records = useInfiniteQuery({ ...recordsQuery(asked ?? ofNobody, language), enabled: asked !== null });
  const told = records.data?.pages.flatMap(({ activities }) => activities).find((record) => record.member === member)?.memberName;
  const found = useQuery({
    ...foundMembersQuery(member, language),
    enabled: asked !== null && records.isSuccess && told == null,
  });
  return name(told ?? found.data?.members.find((each) => each.member === member)?.name) || member;
};

const foundMembersQuery = (find: string, language: Language) =>
  queryOptions({
    queryKey: ["found-members", find],
    queryFn: ({ signal }) => findMembers({ find }, { language, signal }),
    placeholderData: (last) => last,
    staleTime: 30_000,
  });

/** Whose records: of whom the reader sees, by a part of the name. */
const MemberFilter = ({ asked, label }: { asked: Asked | null; label: string }) => {
  const t = useTranslations();
  const { language } = useLanguage();
  const { name } = useFormats();
  const { teamName } = useCompany();
  const change = useChange();
  const [typed, setTyped] = useState("");
  const sought = useDeferredValue(typed.trim());
  const found = useQuery({ ...foundMembersQuery(sought, language), enabled: sought !== "" });
  const called = useMemberName(asked);
  const known = (found.data?.members ?? []).map((each): Found => ({
    id: each.member,
    label: name(each.name),
    ...(each.team === null ? {} : { beside: teamName(each.team) }),
  }));
  return (
    <FindBox
      label={label}
      listLabel={label}
      clearLabel={t("recordLog.clear")}
      typed={typed}
      onType={setTyped}
      chosen={asked === null ? null : { id: asked.member, label: called }}
      onChoose={(chosen) => change({ member: chosen?.id })}
      found={sought === "" ? [] : known}
    />
  );
};

const builtInKinds = ["call", "email", "meeting", "demo", "statement_of_work", "social_contact", "message", "visit", "referral"];

const Filters = ({ view, asked, sources }: { view: View; asked: Omit<Asked, "member">; sources: readonly string[] }) => {
  const t = useTranslations();
  const { kinds = [], kindName, metrics, metricName, sourceName, today } = useCompany();
  const change = useChange();
  const isWide = useMedia("(min-width: 640px)");
  const [isOpen, setOpen] = useState(false);
  const last = daysFrom(asked.before, -1);
  const set = [view.from, view.through, view.metric, view.kind, view.source, view.prospect].filter((each) => each !== undefined).length;
  return (
    <>
      {!isWide && (
        <Button aria-expanded={isOpen} aria-controls="record-filters" className="self-start" onClick={() => setOpen(!isOpen)}>
          <SlidersHorizontal aria-hidden className="size-4" />
          {t("recordLog.filters", { count: set })}
        </Button>
      )}
      <div id="record-filters" hidden={!isWide && !isOpen} className="grid grid-cols-2 gap-3 tablet:grid-cols-3 desk:grid-cols-6">
        <Labelled label={t("recordLog.from")}>
          <LineInput
            type="date"
            max={last}
            value={asked.from}
            onChange={({ target }) => target.value !== "" && change({ from: target.value })}
          />
        </Labelled>
        <Labelled label={t("recordLog.through")}>
          <LineInput
            type="date"
            min={asked.from}
            max={today}
            value={last}
            onChange={({ target }) => target.value !== "" && change({ through: target.value })}
          />
        </Labelled>
        <Select
          label={t("recordLog.metric")}
          value={view.metric}
          all={metrics.map(({ id }) => ({ id, label: metricName(id) }))}
          onChoose={(metric) => change({ metric })}
        />
        <Select
          label={t("recordLog.kind")}
          value={view.kind}
          all={[...new Set([...builtInKinds, ...kinds.map(({ id }) => id)])].map((id) => ({ id, label: kindName(id) }))}
          onChoose={(kind) => change({ kind })}
        />
        <Select
          label={t("recordLog.source")}
          value={view.source}
          all={[...new Set([...(view.source === undefined ? [] : [view.source]), ...sources])].map((id) => ({ id, label: sourceName(id) }))}
          onChoose={(source) => change({ source })}
        />
        <ProspectFilter view={view} />
      </div>
    </>
  );
};

const List = ({ asked, view, isOthers }: { asked: Asked; view: View; isOthers: boolean }) => {
  const t = useTranslations();
  const { language } = useLanguage();
  const { day } = useFormats();
  const { today } = useCompany();
  const own = useOwnMember();
  const change = useChange();
  const query = useInfiniteQuery(recordsQuery(asked, language));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const records = useMemo(() => {
    const all = query.data?.pages.flatMap(({ activities }) => activities) ?? [];
    // Of one metric only what was meant for it is looked for.
    return view.metric === undefined ? all : all.filter(({ verdicts }) => verdicts.some(({ verdict }) => !isOfOtherKind(verdict)));
  }, [query.data, view.metric]);
  const raised = useQuery(disputesQuery({ member: asked.member }, language));
  const disputes = useMemo(() => latestDisputes(raised.data?.disputes ?? []), [raised.data]);
  const sources = useMemo(() => [...new Set(records.map(({ source }) => source))], [records]);
  const isFiltered = [view.kind, view.source, view.prospect, view.metric, view.records].some((each) => each !== undefined);

  // More is read as the end comes into sight.
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current === null || !hasNextPage || isFetchingNextPage) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && void fetchNextPage(), { rootMargin: "400px" });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  return (
    <>
      <Filters view={view} asked={asked} sources={sources} />
      {query.error !== null && <Trouble error={query.error} onAgain={() => void query.refetch()} />}
      {query.isPending && query.error === null && <TableSkeleton />}
      {query.isSuccess && records.length === 0 && !hasNextPage && (
        <Empty
          title={t(isFiltered ? "recordLog.none" : "recordLog.noneYet")}
          next={t(isFiltered ? "recordLog.noneNext" : "recordLog.noneYetNext")}
        >
          {isFiltered && (
            <Button
              onClick={() => change({ kind: undefined, source: undefined, prospect: undefined, metric: undefined, records: undefined })}
            >
              {t("recordLog.clear")}
            </Button>
          )}
        </Empty>
      )}
      {byDay(records).map(([localDay, ofDay]) => (
        <section key={localDay} aria-label={day(localDay, today)}>
          <h2 className="pb-1.5 text-table font-medium text-muted">{day(localDay, today)}</h2>
          <ul className="rounded-control border border-line bg-surface px-4">
            {ofDay.map((record) => (
              <LoggedLine key={`${record.source} ${record.externalId}`} record={record} disputes={disputes} named={isOthers} />
            ))}
          </ul>
        </section>
      ))}
      <div ref={end} className="flex justify-center empty:hidden">
        {hasNextPage && (
          <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
            {t(isFetchingNextPage ? "records.reading" : "records.more")}
          </Button>
        )}
      </div>
      {asked.member === own && <MissingRecord member={asked.member} first={asked.from} last={daysFrom(asked.before, -1)} />}
    </>
  );
};

const Page = () => {
  const t = useTranslations();
  const { name } = useFormats();
  const { company, today } = useCompany();
  const given = useSearch({ from: "/record" });
  const view = useMemo(() => viewOf(given), [given]);
  const own = useOwnMember();
  const signedIn = useSignedIn();
  const may = useMay();
  const change = useChange();
  const seesOthers = signedIn?.permissions["activities:read"]?.some((extent) => extent !== "own") === true;
  const isRep = signedIn?.user?.roles.includes("rep") === true;
  // Who leads looks at somebody's log, and says whose.
  const member = view.member ?? (isRep ? own : undefined);
  const title = t("recordLog.title");
  useEffect(() => {
    document.title = t("app.title", { page: title, company: name(company.name) });
  }, [t, title, name, company]);
  const last = view.through ?? today;
  const from = view.from !== undefined && view.from <= last ? view.from : daysFrom(last, 1 - DAYS_SHOWN);
  const { kind, source, prospect, metric, records } = view;
  const counted = records === undefined ? undefined : records === "counted" ? "true" : "false";
  const asked =
    member === undefined ? null : ({ member, from, before: daysFrom(last, 1), kind, source, prospect, metric, counted } as const);
  const filter = { member, kind, source, from, before: daysFrom(last, 1) };
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-5xl flex-col gap-5 px-4 py-5 tablet:px-6">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="text-heading font-strong">{title}</h1>
        <span className="ml-auto flex flex-wrap items-center gap-2">
          {may("exports:read") && member !== undefined && <DownloadList list="activities" query={filter} fileName={`${member} ${from}`} />}
          <Segments
            label={t("records.filter")}
            value={records ?? "all"}
            onChange={(next) => change({ records: next === "all" ? undefined : next })}
            choices={[
              { value: "all", label: t("records.all") },
              { value: "counted", label: t("records.counted") },
              { value: "not-counted", label: t("records.notCounted") },
            ]}
          />
        </span>
      </div>
      {seesOthers && (
        <div className="max-w-md">
          <MemberFilter asked={asked} label={t("recordLog.member")} />
        </div>
      )}
      {asked === null ? (
        <Empty title={t("recordLog.whose")} next={t("recordLog.whoseNext")} />
      ) : (
        <List asked={asked} view={view} isOthers={member !== own} />
      )}
    </main>
  );
};

/** The log: every record with the verdict of every metric, and what can be done about it. */
export const RecordPage = () => (
  <TodayWords>
    <Page />
  </TodayWords>
);
