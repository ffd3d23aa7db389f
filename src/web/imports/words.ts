import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { isKey, useCompany } from "../company.tsx";
import { dayAt } from "../days.ts";
import { clock, useFormats } from "../formats.tsx";
import { isFieldName } from "./fields.ts";

/** `Who`, `When`: what a field is called. One of the company's own is called by its name. */
export const useFieldName = (): ((field: string) => string) => {
  const t = useTranslations("field");
  return useCallback(
    (field) => (isFieldName(field) ? t(field === "occurred_at.time" ? "occurred_at_time" : field) : field.replace(/^attributes\./, "")),
    [t],
  );
};

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;
const localInstant = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** The time of an instant on a clock of the zone. */
export const timeAt = (text: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(new Date(text));

/** A value as people read it: instants on the company's clock, lengths of time as a clock shows them, kinds by their names. */
export const useSaidValue = (): ((field: string, value: unknown) => string) => {
  const t = useTranslations();
  const { company, kindName, today } = useCompany();
  const formats = useFormats();
  return useCallback(
    (field, value) => {
      if (value === null || value === undefined || value === "") return "";
      if (Array.isArray(value)) return value.map((each) => (typeof each === "object" ? JSON.stringify(each) : String(each))).join(", ");
      if (typeof value === "object") return JSON.stringify(value);
      const text = typeof value === "string" ? value : JSON.stringify(value);
      if (text === "true" || text === "false") return t(text === "true" ? "preview.yes" : "preview.no");
      if (field === "kind") return kindName(text);
      if ((field === "direction" || field === "outcome" || field === "provenance") && isKey(field, text, t))
        return t(`${field}.${text}` as "direction.inbound");
      if (field === "duration_seconds" && Number.isFinite(Number(text))) return clock(Number(text));
      if (instant.test(text)) return `${formats.day(dayAt(text, company.timeZone), today)} ${timeAt(text, company.timeZone)}`;
      const [, localDay, localTime] = localInstant.exec(text) ?? [];
      if (localDay !== undefined) return `${formats.day(localDay, today)} ${localTime}`;
      return day.test(text) ? formats.day(text, today) : text;
    },
    [t, company, kindName, today, formats],
  );
};
