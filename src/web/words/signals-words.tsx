import { useMemo, type ReactNode } from "react";
import { IntlProvider, useMessages } from "use-intl";
import { useLanguage } from "../language.tsx";
import { useInOwnWords } from "./own-words.tsx";
import { signalsEn } from "./signals-en.ts";
import { signalsKo } from "./signals-ko.ts";

/** The texts of signals, which come with their page. */
export const SignalsWords = ({ children }: { children: ReactNode }) => {
  const { language } = useLanguage();
  const everywhere = useMessages();
  const inOwn = useInOwnWords();
  const messages = useMemo(
    () => ({ ...everywhere, ...inOwn(language === "ko" ? (signalsKo as typeof signalsEn) : signalsEn) }),
    [everywhere, inOwn, language],
  );
  return (
    <IntlProvider locale={language} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
};
