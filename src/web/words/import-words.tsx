import { useMemo, type ReactNode } from "react";
import { IntlProvider, useMessages } from "use-intl";
import { useLanguage } from "../language.tsx";
import { importEn } from "./import-en.ts";
import { importKo } from "./import-ko.ts";
import { useInOwnWords } from "./own-words.tsx";

/** The texts of what comes in, beside those of every page: most visits never need them, so they come with the pages that do. */
export const ImportWords = ({ children }: { children: ReactNode }) => {
  const { language } = useLanguage();
  const everywhere = useMessages();
  const inOwn = useInOwnWords();
  const messages = useMemo(
    () => ({ ...everywhere, ...inOwn(language === "ko" ? (importKo as typeof importEn) : importEn) }),
    [everywhere, inOwn, language],
  );
  return (
    <IntlProvider locale={language} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
};
