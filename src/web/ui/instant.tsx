import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useLanguage } from "../language.tsx";

/** When something of an account was done, as the reader's own clock has it. */
export const Instant = ({ at, fallback }: { at: string | null; fallback?: string }) => {
  const { language } = useLanguage();
  const t = useTranslations("access");
  const format = useMemo(() => new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }), [language]);
  if (at === null) return fallback ?? t("never");
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {format.format(new Date(at))}
    </time>
  );
};
