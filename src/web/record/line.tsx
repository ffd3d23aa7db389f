import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { memo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { isOfOtherKind } from "../../domain/other-kind.ts";
import { restoreActivity, voidActivity } from "../client.ts";
import { useCompany } from "../company.tsx";
import { dayAt } from "../days.ts";
import type { Dispute } from "../disputes/api.ts";
import { disputeKey } from "../disputes/latest.ts";
import { DisputeRecord } from "../disputes/raise.tsx";
import { Field, SendRow, Sheet, TextInput } from "../disputes/fields.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Attested, RecordFacts, RecordTime, RecordWhat, VerdictMark, VerdictWhy } from "../records/record-line.tsx";
import { RuleRecord } from "../records/rule-record.tsx";
import { useOwnMember, useSignedIn } from "../session/session.ts";
import type { Logged } from "../today/queries.ts";
import { Trouble } from "../ui/trouble.tsx";

/** Whether the reader may take it back: what they entered themselves, or anything for who looks after the company. */
const useMayTakeBack = () => {
  const own = useOwnMember();
  const extents = useSignedIn()?.permissions["activities:write"] ?? [];
  return ({ member, provenance }: Logged): boolean =>
    extents.includes("company") || (extents.includes("own") && member === own && provenance === "self_reported");
};

/** Takes a record back with a reason, or brings back what was taken back. */
const TakeBack = ({ record }: { record: Logged }) => {
  const t = useTranslations();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const mayTakeBack = useMayTakeBack();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState<string>(t("log.undoReason"));
  const button = useRef<HTMLButtonElement>(null);
  const label = t(record.isVoid ? "recordLog.bring" : "recordLog.takeBack");
  const acting = useMutation({
    mutationFn: () =>
      (record.isVoid ? restoreActivity : voidActivity)(
        { source: record.source, externalId: record.externalId, reason: reason.trim() },
        { language },
      ),
    onSuccess: async () => {
      setOpen(false);
      button.current?.focus({ preventScroll: true });
      await queries.invalidateQueries({ predicate: ({ meta }) => meta?.live?.includes("activities") === true });
    },
  });
  if (!mayTakeBack(record)) return null;
  const act = () => reason.trim() !== "" && !acting.isPending && acting.mutate();
  return (
    <div className="flex max-w-full min-w-0 flex-col gap-2 has-[form]:basis-full">
      <button
        ref={button}
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="inline-flex items-center gap-1 self-start rounded-control py-1 text-caption text-accent hover:underline pointer-coarse:py-3"
      >
        <Undo2 aria-hidden className="size-3 shrink-0" />
        {label}
      </button>
      {isOpen && (
        <Sheet label={label} onSend={act} onCancel={() => setOpen(false)}>
          <Field label={t("recordLog.voidWhy")}>
            <TextInput required value={reason} onChange={({ target }) => setReason(target.value)} />
          </Field>
          {acting.error !== null && <Trouble title={t("log.undoFailed")} error={acting.error} onAgain={act} />}
          <SendRow isReady={reason.trim() !== ""} isSending={acting.isPending} send={label} onCancel={() => setOpen(false)} />
        </Sheet>
      )}
    </div>
  );
};

type Props = {
  record: Logged;
  disputes: ReadonlyMap<string, Dispute>;
  /** Whose it is stands beside it, where records of several people are listed. */
  named?: boolean;
};

/** One record with the verdict of every metric that it was meant for, in words. */
export const LoggedLine = memo(({ record, disputes, named = false }: Props) => {
  const t = useTranslations("recordLog");
  const { company, metricName, today } = useCompany();
  const { day, name } = useFormats();
  const meant = record.verdicts.filter(({ verdict }) => !isOfOtherKind(verdict));
  const more = [
    ...(named && record.memberName !== null ? [name(record.memberName)] : []),
    ...(record.sameAs === null ? [] : [t("sameAs", record.sameAs)]),
    ...(dayAt(record.recordedAt, company.timeZone) === record.localDay
      ? []
      : [t("recordedAt", { day: day(dayAt(record.recordedAt, company.timeZone), today) })]),
  ];
  return (
    <li className="grid grid-cols-[3rem_minmax(0,1fr)] gap-x-2 border-b border-line py-2.5 text-table last:border-b-0">
      <RecordTime record={record} />
      <RecordWhat record={record} />
      <div className="col-start-2 flex flex-wrap items-center gap-x-4">
        <RecordFacts record={record} more={more} />
        <TakeBack record={record} />
        <Attested attested={record.attested} />
        {record.isVoid && <p className="mt-1 basis-full">{t("takenBack", { reason: record.voidReason ?? "" })}</p>}
        {!record.isVoid && (
          <ul className="mt-1.5 flex basis-full flex-col gap-1.5">
            {meant.map(({ metric, verdict }) => (
              <li key={metric} className="flex flex-wrap items-center gap-x-2">
                <span className="font-medium">{metricName(metric)}</span>
                <VerdictMark verdict={verdict} metricId={metric} />
                <VerdictWhy verdict={verdict} beside />
                <div className="flex min-w-0 flex-wrap gap-x-4 has-[form,ol]:basis-full">
                  <RuleRecord record={{ ...record, verdict }} metricId={metric} />
                  <DisputeRecord
                    record={{ ...record, verdict }}
                    metricId={metric}
                    member={record.member ?? ""}
                    dispute={disputes.get(disputeKey({ ...record, metric }))}
                  />
                </div>
              </li>
            ))}
            {meant.length === 0 && <li className="text-muted">{t("ofNoMetric")}</li>}
          </ul>
        )}
      </div>
    </li>
  );
});
