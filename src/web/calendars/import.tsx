import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { sendFor } from "../ask.ts";
import type { CalendarImported } from "../client.ts";
import { FileInput } from "../disputes/fields.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { FormError } from "../ui/form-error.tsx";
import { Labelled, LineInput } from "../ui/form.tsx";
import { Panel } from "../ui/panel.tsx";

/** Holidays of a file become free days of a calendar of the company's own. */
export const ImportHolidays = ({ calendar, year, onDone }: { calendar: string; year: number; onDone: (calendar: string) => void }) => {
  const t = useTranslations("calendars");
  const { language } = useLanguage();
  const { number } = useFormats();
  const queries = useQueryClient();
  const [name, setName] = useState(/^[A-Z]{2}(-[A-Z0-9]+)?$/.test(calendar) ? "" : calendar);
  const [file, setFile] = useState<File | null>(null);
  const [isComplete, setComplete] = useState(false);
  const saving = useMutation({
    mutationFn: async () =>
      sendFor<CalendarImported>(
        "POST",
        `/calendars/${encodeURIComponent(name.trim())}/imports`,
        { language },
        { query: { years: isComplete ? String(year) : undefined }, body: await (file ?? new Blob()).text(), contentType: "text/calendar" },
      ),
    onSuccess: async (added) => {
      await Promise.all(["calendars", "attainment", "company"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
      onDone(added.calendar);
    },
  });
  return (
    <Panel title={t("import")}>
      <p className="max-w-prose text-table text-muted">{t("importHint")}</p>
      <form
        aria-label={t("import")}
        className="flex max-w-xl flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <Labelled label={t("name")}>
          <LineInput required maxLength={100} value={name} onChange={({ target }) => setName(target.value)} />
        </Labelled>
        <Labelled label={t("file")}>
          <FileInput required accept=".ics,text/calendar" onChange={({ target }) => setFile(target.files?.[0] ?? null)} />
        </Labelled>
        <label className="flex items-center gap-2.5">
          <input type="checkbox" className="size-4" checked={isComplete} onChange={({ target }) => setComplete(target.checked)} />
          {t("complete", { year: String(year) })}
        </label>
        <FormError error={saving.error} />
        <Button type="submit" className="self-start" disabled={file === null || name.trim() === "" || saving.isPending}>
          {t("add")}
        </Button>
        {saving.data !== undefined && (
          <p role="status" className="text-met">
            {t("added", { added: saving.data.added, unchanged: number(saving.data.unchanged), calendar: saving.data.calendar })}
          </p>
        )}
      </form>
    </Panel>
  );
};
