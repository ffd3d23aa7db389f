import { useMemo } from "react";
import { useLanguage } from "./language.tsx";

/** When something was done, as the reader's own clock has it. */
export const useWhen = (): ((at: string) => string) => {
  const { language } = useLanguage();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
    return (at) => format.format(new Date(at));
  }, [language]);
};
