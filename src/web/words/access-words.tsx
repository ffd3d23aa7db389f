import { useMemo, type ReactNode } from "react";
import { IntlProvider, useMessages } from "use-intl";
import { useLanguage } from "../language.tsx";
import { accessEn } from "./access-en.ts";
import { accessKo } from "./access-ko.ts";

/** The texts of accounts and of who may do what, beside those of every page: they come with the pages that need them. */
export const AccessWords = ({ children }: { children: ReactNode }) => {
  const { language } = useLanguage();
  const everywhere = useMessages();
  const messages = useMemo(
    () => ({ ...everywhere, ...(language === "ko" ? (accessKo as typeof accessEn) : accessEn) }),
    [everywhere, language],
  );
  return (
    <IntlProvider locale={language} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
};
