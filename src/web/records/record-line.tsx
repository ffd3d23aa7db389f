import { Check, ExternalLink, Paperclip, X } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { Explained } from "../api.ts";
import { isKey, useCompany } from "../company.tsx";
import type { Dispute } from "../disputes/api.ts";
import { DisputeRecord } from "../disputes/raise.tsx";
import { dayAt } from "../days.ts";
import { clock, useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { RuleRecord } from "./rule-record.tsx";

const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text);

const Verdict = ({ record, metricId }: { record: Explained; metricId: string }) => {
  const t = useTranslations("records");
  const { metric } = useCompany();
  const { amountSaid } = useFormats();
  if (!record.verdict.counted) {
    return (
      <span className="inline-flex items-center gap-1 self-start whitespace-nowrap text-missed">
        <X aria-hidden className="size-3.5" strokeWidth={2.5} />
        {t("no")}
      </span>
    );
  }
  const known = metric(metricId);
  return (
    <span className="inline-flex items-center gap-1 self-start whitespace-nowrap text-met">
      <Check aria-hidden className="size-3.5" strokeWidth={2.5} />
      {known?.unit === "count" && record.verdict.credit === 1
        ? t("yes")
        : t("credit", { amount: amountSaid(known, record.verdict.credit) })}
    </span>
  );
};

const Links = ({ record }: { record: Explained }) => {
  const t = useTranslations("records");
  const links = [
    { href: record.url, label: t("link"), Sign: ExternalLink },
    { href: record.evidence, label: t("evidence"), Sign: Paperclip },
  ];
  return links.map(({ href, label, Sign }) =>
    href != null && isWebAddress(href) ? (
      <a key={label} href={href} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1 text-accent hover:underline">
        <Sign aria-hidden className="size-3" />
        {label}
      </a>
    ) : null,
  );
};

type Props = {
  record: Explained;
  metricId: string;
  /** Whose number it is in. */
  member: string;
  /** The latest about it and this metric. */
  dispute: Dispute | undefined;
};

/** One record: what was done, who observed it, and whether it counted; if not, why. */
export const RecordLine = memo(({ record, metricId, member, dispute }: Props) => {
  const t = useTranslations();
  const { language } = useLanguage();
  const { company, kindName, today } = useCompany();
  const { amount, day, name, percent } = useFormats();
  const dayOf = (instant: string): string => day(dayAt(instant, company.timeZone), today);
  const word = (group: "direction" | "outcome" | "provenance", id: string): string => {
    const key = `${group}.${id}`;
    return isKey(group, id, t) ? t(key as "direction.inbound") : id;
  };
  const prospect = record.prospectName ?? record.prospect;
  const shares = record.members.map(
    ({ memberName, reference, share }) => `${memberName === null ? reference : name(memberName)} ${percent(share.part / share.of)}`,
  );
  const facts = [
    shares.length > 1 ? shares.join(", ") : "",
    record.source,
    word("provenance", record.provenance),
    record.outcome == null ? "" : word("outcome", record.outcome),
    record.subject ?? "",
    record.revisions > 1 ? t("records.revised", { count: record.revisions - 1 }) : "",
  ].filter((fact) => fact !== "");
  return (
    <li className="grid grid-cols-[3rem_minmax(0,1fr)_auto] gap-x-2 border-b border-line py-2 text-table">
      <span className="text-muted">
        {record.localTime == null ? (
          <abbr title={t("records.noTime")} aria-label={t("records.noTime")} className="no-underline">
            –
          </abbr>
        ) : (
          record.localTime.slice(0, 5)
        )}
      </span>
      <span className="min-w-0">
        <span className="mr-2 font-medium">{kindName(record.kind)}</span>
        {record.total && <span className="mr-2">{t("records.total", { count: record.quantity ?? 0 })}</span>}
        {record.direction != null && <span className="mr-2 text-muted">{word("direction", record.direction)}</span>}
        {record.durationSeconds != null && <span className="mr-2">{clock(record.durationSeconds)}</span>}
        {record.amount != null && <span className="mr-2">{amount(undefined, record.amount)}</span>}
        {prospect != null && <span className="inline-block max-w-full break-words">{prospect}</span>}
        {record.prospects.length > 1 && (
          <abbr title={record.prospects.join(", ")} className="ml-1 text-muted no-underline">
            {t("records.moreProspects", { count: String(record.prospects.length - 1) })}
          </abbr>
        )}
      </span>
      <Verdict record={record} metricId={metricId} />
      <div className="col-start-2 col-end-4 flex flex-wrap items-baseline gap-x-4">
        <span className="flex min-w-0 grow flex-wrap gap-x-3 text-caption text-muted">
          {facts.map((fact) => (
            <span key={fact} className="break-words">
              {fact}
            </span>
          ))}
          <Links record={record} />
        </span>
        {record.attested !== undefined && (
          <p className="mt-1 basis-full">
            {t("records.entered", { by: record.attested.by, day: dayOf(record.attested.at), reason: record.attested.reason })}
          </p>
        )}
        {record.verdict.counted && record.verdict.conversion !== undefined && (
          <p className="mt-1 basis-full">{record.verdict.conversion[language]}</p>
        )}
        {record.verdict.counted && record.verdict.ruling !== undefined && (
          <p className="mt-1 basis-full">
            {record.verdict.ruling.dispute !== undefined && (
              <span className="font-medium">{t("dispute.counted", { dispute: record.verdict.ruling.dispute })} </span>
            )}
            {t("records.ruled", {
              by: record.verdict.ruling.by,
              day: dayOf(record.verdict.ruling.at),
              reason: record.verdict.ruling.reason,
            })}
          </p>
        )}
        {record.verdict.counted && record.verdict.note !== undefined && <p className="mt-1 basis-full">{record.verdict.note[language]}</p>}
        {!record.verdict.counted && (
          <ul className="mt-1 flex basis-full flex-col gap-0.5">
            {record.verdict.reasons.map((reason) => (
              <li key={`${reason.code} ${reason.condition ?? ""}`} title={reason.condition ?? undefined}>
                {reason[language]}
              </li>
            ))}
          </ul>
        )}
        <div className="flex flex-wrap gap-x-4 has-[form,ol]:basis-full">
          <RuleRecord record={record} metricId={metricId} />
          <DisputeRecord record={record} metricId={metricId} member={member} dispute={dispute} />
        </div>
      </div>
    </li>
  );
});
