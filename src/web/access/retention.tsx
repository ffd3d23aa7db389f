import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { retentionFields } from "../../domain/retention.ts";
import { changeRetention, showRetention, type Retention, type RetentionChanged } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { LineInput } from "../ui/form.tsx";
import { Section } from "../ui/section.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { Conflict, isConflict } from "./conflict.tsx";

type Months = Readonly<Record<(typeof retentionFields)[number], string>>;

const writtenOf = (retention: Retention): Months => ({
  rejectedRows: String(retention.rejectedRows ?? ""),
  hookBodies: String(retention.hookBodies ?? ""),
  sessions: String(retention.sessions ?? ""),
  talkNotes: String(retention.talkNotes ?? ""),
  signalTexts: String(retention.signalTexts ?? ""),
  linkHits: String(retention.linkHits ?? ""),
  prospectsWithoutContact: String(retention.prospectsWithoutContact ?? ""),
});

const monthsIn = (text: string): number | null => (text.trim() === "" ? null : Number(text));

type Props = { readonly retention: Retention; readonly mayWrite: boolean; readonly readAgain: () => Promise<Retention | undefined> };

const Fields = ({ retention, mayWrite, readAgain }: Props) => {
  const t = useTranslations("personal");
  const access = useTranslations("access");
  const { language } = useLanguage();
  const [months, setMonths] = useState(() => writtenOf(retention));
  /** What would go, if something would. */
  const [warned, setWarned] = useState<RetentionChanged["due"] | null>(null);
  const showNow = async () => {
    const now = await readAgain();
    if (now !== undefined) setMonths(writtenOf(now));
    saving.reset();
  };
  const saving = useMutation({
    mutationFn: async () => {
      const body = {
        rejectedRows: monthsIn(months.rejectedRows),
        hookBodies: monthsIn(months.hookBodies),
        sessions: monthsIn(months.sessions),
        talkNotes: monthsIn(months.talkNotes),
        signalTexts: monthsIn(months.signalTexts),
        linkHits: monthsIn(months.linkHits),
        prospectsWithoutContact: monthsIn(months.prospectsWithoutContact),
      };
      const call = { language, ifMatch: `"${retention.version}"` };
      if (warned === null) {
        const { due } = await changeRetention({ body, dryRun: "true" }, call);
        if (Object.values(due).some((count) => count > 0)) return due;
      }
      await changeRetention({ body }, call);
      return null;
    },
    onSuccess: (due) => {
      setWarned(due);
      if (due === null) void readAgain();
    },
  });
  const written = writtenOf(retention);
  const isChanged = retentionFields.some((field) => months[field].trim() !== written[field]);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <div className="flex flex-col">
        {retentionFields.map((field) => (
          <div key={field} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line py-2.5 first:pt-0 last:border-b-0">
            <label htmlFor={`kept-${field}`} className="min-w-0 flex-1 basis-64">
              <span className="font-medium">{t(`kept.${field}`)}</span>
              <span className="block text-table text-muted">{t(`keptHints.${field}`)}</span>
            </label>
            <span className="flex items-center gap-2">
              <LineInput
                id={`kept-${field}`}
                type="number"
                inputMode="numeric"
                min={1}
                max={240}
                readOnly={!mayWrite}
                placeholder={t(field === "rejectedRows" ? "keptShort" : "keptOpen")}
                value={months[field]}
                onChange={({ target }) => {
                  setMonths({ ...months, [field]: target.value });
                  setWarned(null);
                  saving.reset();
                }}
                className="w-24 text-right tabular-nums"
              />
              <span className="w-12 text-table text-muted">{t("months")}</span>
            </span>
          </div>
        ))}
      </div>
      {warned !== null && (
        <div role="alert" className="flex flex-col gap-1 rounded-control border border-line bg-raised px-3 py-2.5 text-table">
          <p className="font-medium text-missed">{t("dueTitle")}</p>
          <ul className="list-disc pl-5">
            {retentionFields
              .filter((field) => warned[field] > 0)
              .map((field) => (
                <li key={field}>{t(`due.${field}`, { count: warned[field] })}</li>
              ))}
          </ul>
        </div>
      )}
      {isConflict(saving.error) ? <Conflict onShow={() => void showNow()} /> : <FormError error={saving.error} />}
      {mayWrite && (
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" className={warned === null ? "" : "text-missed"} disabled={!isChanged || saving.isPending}>
            {t(warned === null ? "keep" : "keepSure")}
          </Button>
          {isChanged && (
            <Button
              look="quiet"
              onClick={() => {
                setMonths(written);
                setWarned(null);
                saving.reset();
              }}
            >
              {access("cancel")}
            </Button>
          )}
          {saving.isSuccess && !isChanged && (
            <p role="status" className="text-table text-muted">
              {t("isKept")}
            </p>
          )}
        </div>
      )}
    </form>
  );
};

/** How long what may be forgotten is kept, and what a shorter time deletes. */
export const RetentionSection = () => {
  const t = useTranslations("personal");
  const { language } = useLanguage();
  const mayWrite = useMay()("settings:write");
  const { data, error, refetch } = useQuery({
    queryKey: ["retention"],
    queryFn: ({ signal }) => showRetention({ language, signal }),
  });
  return (
    <Section title={t("retention")} lead={t("retentionLead")}>
      {error !== null && <Trouble error={error} onAgain={() => void refetch()} />}
      {data !== undefined && <Fields retention={data} mayWrite={mayWrite} readAgain={async () => (await refetch()).data} />}
    </Section>
  );
};
