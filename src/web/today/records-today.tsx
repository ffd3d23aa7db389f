import { Link } from "@tanstack/react-router";
import { CloudUpload, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { latestDisputes } from "../disputes/latest.ts";
import { Empty } from "../empty.tsx";
import { discardWaiting, useWaiting, type WaitingActivity } from "../offline/queue.ts";
import { LoggedLine } from "../record/line.tsx";
import { changed, keptCompany } from "../search.ts";
import { useSignedIn } from "../session/session.ts";
import { SignButton } from "../ui/button.tsx";
import { Segments } from "../ui/segments.tsx";
import type { Logged, TodayAnswer } from "./queries.ts";

const isCounted = ({ verdicts }: Logged): boolean => verdicts.some(({ verdict }) => verdict.counted);

/** What of the reader is on this device alone. */
export const useOwnWaiting = (): readonly WaitingActivity[] => {
  const signedIn = useSignedIn();
  const waiting = useWaiting();
  return waiting.filter(({ account, company }) => account === signedIn?.user?.id && company === signedIn.company.id);
};

const WaitingLine = ({ waiting: { activity, externalId, refused } }: { waiting: WaitingActivity }) => {
  const t = useTranslations("log");
  const { kindName } = useCompany();
  const who = typeof activity.prospect === "string" ? activity.prospect : null;
  const what = [
    activity.total === true ? t("totalIs", { kind: kindName(activity.kind), count: activity.quantity ?? 0 }) : kindName(activity.kind),
    who,
  ]
    .filter((part) => part !== null)
    .join(", ");
  return (
    <li className="flex items-center gap-3 border-b border-line px-4 py-2 text-table last:border-b-0">
      <CloudUpload aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 break-words">
        {what}{" "}
        <span className={refused === undefined ? "text-muted" : "text-missed"}>
          · {refused === undefined ? t("toSend") : t("refused", { reason: refused.detail ?? refused.title })}
        </span>
      </span>
      <SignButton label={t("discardNamed", { what })} onClick={() => void discardWaiting(externalId)} className="border-none">
        <Trash2 aria-hidden className="size-4" />
      </SignButton>
    </li>
  );
};

/** What was logged today, and whether it counted; what is not sent yet stands first. */
export const RecordsToday = ({ answer: { records, today } }: { answer: TodayAnswer }) => {
  const t = useTranslations();
  const waiting = useOwnWaiting();
  const disputes = useMemo(() => latestDisputes(records.disputes), [records.disputes]);
  const [shown, setShown] = useState<"all" | "not-counted">("all");
  const latest = records.latest.filter((record) => shown === "all" || (!isCounted(record) && !record.isVoid));
  return (
    <section aria-labelledby="today-records" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id="today-records" className="font-strong">
          {t("today.mine")}
        </h2>
        {records.latest.length > 0 && (
          <p className="text-table text-muted">
            {[t("today.counted", { count: records.counted }), t("today.notCounted", { count: records.notCounted })].join(" · ")}
          </p>
        )}
        {records.notCounted > 0 && (
          <Segments
            label={t("records.filter")}
            value={shown}
            onChange={setShown}
            choices={[
              { value: "all", label: t("records.all") },
              { value: "not-counted", label: t("records.notCounted") },
            ]}
          />
        )}
        <Link
          to="/record"
          search={(view) => changed(keptCompany(view), { from: today, through: today })}
          className="ml-auto rounded-control py-1 text-table font-medium text-accent hover:underline"
        >
          {t("today.all")}
        </Link>
      </div>
      {waiting.length > 0 && (
        <ul aria-label={t("log.toSend")} className="rounded-control border border-line bg-raised">
          {waiting.map((each) => (
            <WaitingLine key={each.externalId} waiting={each} />
          ))}
        </ul>
      )}
      {records.latest.length === 0 ? (
        waiting.length === 0 && <Empty level={3} title={t("today.none")} next={t("today.noneNext")} />
      ) : (
        <ul className="rounded-control border border-line bg-surface px-4">
          {latest.map((record) => (
            <LoggedLine key={`${record.source} ${record.externalId}`} record={record} disputes={disputes} />
          ))}
        </ul>
      )}
    </section>
  );
};
