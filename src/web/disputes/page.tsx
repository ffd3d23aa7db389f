import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { clock, useFormats } from "../formats.tsx";
import { useCompany } from "../company.tsx";
import { Empty } from "../empty.tsx";
import { useLanguage } from "../language.tsx";
import { Segments } from "../ui/segments.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { disputesQuery, recordQuery, type Dispute } from "./api.ts";
import { DisputeState } from "./state.tsx";
import { Thread } from "./thread.tsx";

const useAbout = () => {
  const t = useTranslations("dispute");
  const { kindName, metricName } = useCompany();
  return ({ record, missing }: Dispute): string => {
    if (record !== null) return t(record.counts ? "about.counts" : "about.countsNot", { metric: metricName(record.metric) });
    const { kind, durationSeconds } = missing ?? {};
    const length = typeof durationSeconds === "number" ? ` ${clock(durationSeconds)}` : "";
    return t("about.missing", { record: `${typeof kind === "string" ? kindName(kind) : ""}${length}` });
  };
};

/** What the record says, and why it counts or not: what there is to decide on. */
const RecordFacts = ({ record }: { record: NonNullable<Dispute["record"]> }) => {
  const t = useTranslations();
  const { language } = useLanguage();
  const { kindName } = useCompany();
  const { data, error, refetch } = useQuery(recordQuery(record, language));
  if (error !== null) return <Trouble error={error} onAgain={() => void refetch()} />;
  if (data === undefined) return <div className="skeleton h-10" />;
  const { kind, direction, localTime, durationSeconds, prospect, prospectName, subject, verdicts } = data;
  const facts = [
    localTime?.slice(0, 5),
    kindName(kind),
    direction === "outbound" || direction === "inbound" ? t(`direction.${direction}`) : direction,
    durationSeconds == null ? null : clock(durationSeconds),
    prospectName ?? prospect,
    subject,
    record.source,
  ].filter((fact) => fact != null && fact !== "");
  const verdict = verdicts.find(({ metric }) => metric === record.metric)?.verdict;
  return (
    <div className="flex flex-col gap-0.5 rounded-control bg-raised px-3 py-2 text-table">
      <p className="break-words">{facts.join(" · ")}</p>
      {verdict !== undefined && (
        <p className={verdict.counted ? "text-met" : "text-missed"}>
          {verdict.counted ? t("records.yes") : `${t("records.no")}: ${verdict.reasons.map((reason) => reason[language]).join(", ")}`}
        </p>
      )}
    </div>
  );
};

const Entry = ({ dispute }: { dispute: Dispute }) => {
  const [isOpen, setOpen] = useState(false);
  const { day, name } = useFormats();
  const { today } = useCompany();
  const about = useAbout();
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-0.5 px-4 py-3 text-left hover:bg-raised"
      >
        <span className="min-w-0 break-words">
          <span className="font-medium">{name(dispute.member.name)}</span> · {day(dispute.localDay, today)} · {about(dispute)}
        </span>
        <ChevronDown aria-hidden className={isOpen ? "size-4 rotate-180 text-muted" : "size-4 text-muted"} />
        <span className="col-span-2 text-table text-muted">
          <DisputeState dispute={dispute} />
        </span>
      </button>
      {isOpen && (
        <div className="flex flex-col gap-3 px-4 pt-1 pb-4">
          {dispute.record !== null && <RecordFacts record={dispute.record} />}
          <Thread dispute={dispute} />
        </div>
      )}
    </li>
  );
};

/** What waits for a decision, over the whole company, and what was decided. */
export const DisputesPage = () => {
  const t = useTranslations();
  const { language } = useLanguage();
  const { name } = useFormats();
  const { company } = useCompany();
  const [isAll, setAll] = useState(false);
  const { data, error, refetch, isPending } = useQuery(disputesQuery(isAll ? {} : { open: "true" }, language));
  const title = t("dispute.title");
  useEffect(() => {
    document.title = t("app.title", { page: title, company: name(company.name) });
  }, [t, title, name, company]);
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-3xl flex-col gap-4 p-4 tablet:p-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-heading font-strong">{title}</h1>
        <Segments
          label={t("records.filter")}
          value={isAll ? "all" : "open"}
          onChange={(next) => setAll(next === "all")}
          choices={[
            { value: "open", label: t("dispute.open") },
            { value: "all", label: t("records.all") },
          ]}
        />
      </div>
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {isPending && error === null && <div className="skeleton h-40" />}
      {data?.disputes.length === 0 && (
        <Empty level={2} title={t(isAll ? "dispute.none" : "dispute.noneOpen")} next={t("dispute.noneNext")} />
      )}
      {data !== undefined && data.disputes.length > 0 && (
        <ul className="rounded-control border border-line bg-surface">
          {data.disputes.map((dispute) => (
            <Entry key={dispute.dispute} dispute={dispute} />
          ))}
        </ul>
      )}
    </main>
  );
};
