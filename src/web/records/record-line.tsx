import { Check, ExternalLink, Paperclip, X } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { Explained, Verdict } from "../api.ts";
import { isKey, useCompany } from "../company.tsx";
import type { Dispute } from "../disputes/api.ts";
import { DisputeRecord } from "../disputes/raise.tsx";
import { dayAt } from "../days.ts";
import { clock, useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { classNames } from "../ui/class-names.ts";
import { RuleRecord } from "./rule-record.tsx";

const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text);

type Told = Omit<Explained, "verdict">;

export const VerdictMark = ({ verdict, metricId }: { verdict: Verdict; metricId: string }) => {
  const t = useTranslations("records");
  const { metric } = useCompany();
  const { amountSaid } = useFormats();
  if (!verdict.counted) {
    return (
      <span className="inline-flex items-center gap-1 whitespace-nowrap text-missed">
        <X aria-hidden className="size-3.5" strokeWidth={2.5} />
        {t("no")}
      </span>
    );
  }
  const known = metric(metricId);
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap text-met">
      <Check aria-hidden className="size-3.5" strokeWidth={2.5} />
      {known?.unit === "count" && verdict.credit === 1 ? t("yes") : t("credit", { amount: amountSaid(known, verdict.credit) })}
    </span>
  );
};

const Links = ({ record }: { record: Told }) => {
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

const useWord = () => {
  const t = useTranslations();
  return (group: "direction" | "outcome" | "provenance", id: string): string => {
    const key = `${group}.${id}`;
    return isKey(group, id, t) ? t(key as "direction.inbound") : id;
  };
};

export const RecordTime = ({ record }: { record: Told }) => {
  const t = useTranslations("records");
  return (
    <span className="text-muted">
      {record.localTime == null ? (
        <abbr title={t("noTime")} aria-label={t("noTime")} className="no-underline">
          –
        </abbr>
      ) : (
        record.localTime.slice(0, 5)
      )}
    </span>
  );
};

/** What was done, with whom. */
export const RecordWhat = ({ record }: { record: Told }) => {
  const t = useTranslations("records");
  const { kindName } = useCompany();
  const { amount } = useFormats();
  const word = useWord();
  const prospect = record.prospectName ?? record.prospect;
  return (
    <span className="min-w-0">
      <span className="mr-2 font-medium">{kindName(record.kind)}</span>
      {record.total && <span className="mr-2">{t("total", { count: record.quantity ?? 0 })}</span>}
      {record.direction != null && <span className="mr-2 text-muted">{word("direction", record.direction)}</span>}
      {record.durationSeconds != null && <span className="mr-2">{clock(record.durationSeconds)}</span>}
      {record.amount != null && <span className="mr-2">{amount(undefined, record.amount)}</span>}
      {prospect != null && <span className="inline-block max-w-full break-words">{prospect}</span>}
      {record.prospects.length > 1 && (
        <abbr title={record.prospects.join(", ")} className="ml-1 text-muted no-underline">
          {t("moreProspects", { count: String(record.prospects.length - 1) })}
        </abbr>
      )}
    </span>
  );
};

/** Who observed it, what came of it, and where more of it is. */
export const RecordFacts = ({ record, more = [] }: { record: Told; more?: readonly string[] }) => {
  const t = useTranslations("records");
  const { name, percent } = useFormats();
  const { sourceName } = useCompany();
  const word = useWord();
  const shares = record.members.map(
    ({ memberName, reference, share }) => `${memberName === null ? reference : name(memberName)} ${percent(share.part / share.of)}`,
  );
  const facts = [
    shares.length > 1 ? shares.join(", ") : "",
    sourceName(record.source),
    word("provenance", record.provenance),
    record.outcome == null ? "" : word("outcome", record.outcome),
    record.subject ?? "",
    record.revisions > 1 ? t("revised", { count: record.revisions - 1 }) : "",
    ...more,
  ].filter((fact) => fact !== "");
  return (
    <span className="flex min-w-0 grow flex-wrap gap-x-3 text-caption text-muted">
      {facts.map((fact) => (
        <span key={fact} className="break-words">
          {fact}
        </span>
      ))}
      <Links record={record} />
    </span>
  );
};

/** Why it counts although, or as much as it does, or why it does not; `beside`: one reason on the line of the verdict. */
export const VerdictWhy = ({ verdict, beside = false }: { verdict: Verdict; beside?: boolean }) => {
  const t = useTranslations();
  const { language } = useLanguage();
  const { company, today } = useCompany();
  const { day } = useFormats();
  if (!verdict.counted)
    return (
      <ul className={classNames("flex flex-col gap-0.5", beside && verdict.reasons.length === 1 ? "min-w-0" : "mt-1 basis-full")}>
        {verdict.reasons.map((reason) => (
          <li key={`${reason.code} ${reason.condition ?? ""}`}>{reason[language]}</li>
        ))}
      </ul>
    );
  const { conversion, ruling, note } = verdict;
  return (
    <>
      {conversion !== undefined && <p className="mt-1 basis-full">{conversion[language]}</p>}
      {ruling !== undefined && (
        <p className="mt-1 basis-full">
          {ruling.dispute !== undefined && <span className="font-medium">{t("dispute.counted", { dispute: ruling.dispute })} </span>}
          {t("records.ruled", { by: ruling.by, day: day(dayAt(ruling.at, company.timeZone), today), reason: ruling.reason })}
        </p>
      )}
      {note !== undefined && <p className="mt-1 basis-full">{note[language]}</p>}
    </>
  );
};

export const Attested = ({ attested }: { attested: Told["attested"] | undefined }) => {
  const t = useTranslations("records");
  const { company, today } = useCompany();
  const { day } = useFormats();
  return (
    attested !== undefined && (
      <p className="mt-1 basis-full">
        {t("entered", { by: attested.by, day: day(dayAt(attested.at, company.timeZone), today), reason: attested.reason })}
      </p>
    )
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
export const RecordLine = memo(({ record, metricId, member, dispute }: Props) => (
  <li className="grid grid-cols-[3rem_minmax(0,1fr)_auto] gap-x-2 border-b border-line py-2 text-table">
    <RecordTime record={record} />
    <RecordWhat record={record} />
    <span>
      <VerdictMark verdict={record.verdict} metricId={metricId} />
    </span>
    <div className="col-start-2 col-end-4 flex flex-wrap items-baseline gap-x-4">
      <RecordFacts record={record} />
      <Attested attested={record.attested} />
      <VerdictWhy verdict={record.verdict} />
      <div className="flex min-w-0 flex-wrap gap-x-4 has-[form,ol]:basis-full">
        <RuleRecord record={record} metricId={metricId} />
        <DisputeRecord record={record} metricId={metricId} member={member} dispute={dispute} />
      </div>
    </div>
  </li>
));
