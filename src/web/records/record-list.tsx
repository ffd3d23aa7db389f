import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Explained, Period } from "../api.ts";
import { daysFrom } from "../days.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { disputesQuery, type Dispute } from "../disputes/api.ts";
import { MissingRecord } from "../disputes/raise.tsx";
import { explanationsQuery } from "../queries.ts";
import { changed, type View } from "../search.ts";
import { Button } from "../ui/button.tsx";
import { DownloadList } from "../ui/download-list.tsx";
import { Commands } from "../ui/commands.tsx";
import { Segments } from "../ui/segments.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { isOfOtherKind } from "./other-kinds.ts";
import { RecordLine } from "./record-line.tsx";

const earlier = (one: string, other: string): string => (one < other ? one : other);

type Props = {
  asked: { member: string; metric: string; on: string; cadence: string };
  period: Period;
  today: string;
  filter: View["records"];
};

const byDay = (records: readonly Explained[]): readonly (readonly [string, readonly Explained[]])[] => {
  const days = new Map<string, Explained[]>();
  for (const record of records) {
    const day = days.get(record.localDay);
    if (day === undefined) days.set(record.localDay, [record]);
    else day.push(record);
  }
  return [...days];
};

/** The latest dispute about each record and the metric; one that was withdrawn may be raised again, and is none. */
const latestByRecord = (disputes: readonly Dispute[], metric: string): ReadonlyMap<string, Dispute> => {
  const found = new Map<string, Dispute>();
  for (const dispute of disputes) {
    const { record, state } = dispute;
    if (record === null || record.metric !== metric || state === "withdrawn") continue;
    const key = `${record.source} ${record.externalId}`;
    if (!found.has(key)) found.set(key, dispute);
  }
  return found;
};

const Filter = ({ filter }: { filter: View["records"] }) => {
  const t = useTranslations("records");
  const navigate = useNavigate();
  const choose = (next: "all" | "counted" | "not-counted") =>
    void navigate({
      to: ".",
      search: (view) => changed(view, { records: next === "all" ? undefined : next }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Segments
      label={t("filter")}
      value={filter ?? "all"}
      onChange={choose}
      choices={[
        { value: "all", label: t("all") },
        { value: "counted", label: t("counted") },
        { value: "not-counted", label: t("notCounted") },
      ]}
    />
  );
};

/** The records of the period, day by day, each with its verdict. */
export const RecordList = ({ asked, period, today, filter }: Props) => {
  const t = useTranslations("records");
  const { language } = useLanguage();
  const { dayWithin } = useFormats();
  const counted = filter === undefined ? undefined : filter === "counted" ? "true" : "false";
  const query = useInfiniteQuery(explanationsQuery({ ...asked, counted }, language));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const [withOthers, setWithOthers] = useState(false);
  const { records, others } = useMemo(() => {
    // What was read under another filter is shown by this one at once, until its own answer is here.
    const all = (query.data?.pages.flatMap((page) => page.records) ?? []).filter(
      ({ verdict }) => filter === undefined || verdict.counted === (filter === "counted"),
    );
    const asked = all.filter((record) => !isOfOtherKind(record));
    return { records: withOthers ? all : asked, others: all.length - asked.length };
  }, [query.data, withOthers, filter]);

  const raised = useQuery(disputesQuery({ member: asked.member }, language));
  const disputes = useMemo(() => latestByRecord(raised.data?.disputes ?? [], asked.metric), [raised.data, asked.metric]);
  const notConnected = query.data?.pages[0]?.notConnected ?? [];

  // More is read as the end comes into sight.
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (end.current === null || !hasNextPage || isFetchingNextPage) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && void fetchNextPage(), { rootMargin: "400px" });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  return (
    <section aria-labelledby="records-list">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 id="records-list" className="text-table font-strong">
          {t("list")}
        </h3>
        <span className="flex flex-wrap items-center gap-1">
          <DownloadList
            list="verdicts"
            query={{ member: asked.member, metric: asked.metric, from: period.startsOn, before: period.endsBefore }}
            fileName={`${asked.member} ${asked.metric} ${period.startsOn}`}
          />
          <Filter filter={filter} />
        </span>
      </div>
      {notConnected.length > 0 && <p className="mt-2 text-table text-muted">{t("notConnected", { sources: notConnected.join(", ") })}</p>}
      {query.error !== null && (
        <div className="mt-3">
          <Trouble error={query.error} onAgain={() => void query.refetch()} />
        </div>
      )}
      {query.isPending && query.error === null && <div className="skeleton mt-3 h-40" />}
      {query.isSuccess && !query.isPlaceholderData && records.length === 0 && !hasNextPage && (
        <div className="mt-3 flex flex-col gap-3 text-muted">
          <p>{t(filter === "counted" ? "emptyCounted" : filter === "not-counted" ? "emptyNotCounted" : "empty")}</p>
          {filter === undefined && others === 0 && (
            <>
              <p>{t("next")}</p>
              <Commands texts={["npx attain import activities FILE.csv"]} />
            </>
          )}
        </div>
      )}
      {byDay(records).map(([localDay, ofDay]) => (
        <section
          key={localDay}
          aria-label={dayWithin(localDay, period, today)}
          className="mt-4 [contain-intrinsic-size:auto_24rem] [content-visibility:auto]"
        >
          <h4 className="border-b border-line pb-1 text-caption font-medium text-muted">{dayWithin(localDay, period, today)}</h4>
          <ul>
            {ofDay.map((record) => (
              <RecordLine
                key={`${record.source} ${record.externalId}`}
                record={record}
                metricId={asked.metric}
                member={asked.member}
                dispute={disputes.get(`${record.source} ${record.externalId}`)}
              />
            ))}
          </ul>
        </section>
      ))}
      {others > 0 && (
        <p className="mt-4 text-table text-muted">
          {t("others", { count: others })}{" "}
          <button
            type="button"
            aria-expanded={withOthers}
            onClick={() => setWithOthers(!withOthers)}
            className="rounded-control py-1 font-medium text-accent hover:underline"
          >
            {withOthers ? t("hideOthers") : t("showOthers")}
          </button>
        </p>
      )}
      {period.startsOn <= today && (
        <MissingRecord member={asked.member} first={period.startsOn} last={earlier(today, daysFrom(period.endsBefore, -1))} />
      )}
      <div ref={end} className="mt-4 flex justify-center">
        {hasNextPage && (
          <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
            {isFetchingNextPage ? t("reading") : t("more")}
          </Button>
        )}
      </div>
    </section>
  );
};
