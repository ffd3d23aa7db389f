import { useMemo, type ReactNode } from "react";
import { IntlProvider, useMessages } from "use-intl";
import { useLanguage } from "../language.tsx";
import { useInOwnWords } from "./own-words.tsx";
import { resultsEn } from "./results-en.ts";
import { resultsKo } from "./results-ko.ts";

/** The texts of funnel, planner and corners, beside those of every page: they come with the pages that need them. */
export const ResultsWords = ({ children }: { children: ReactNode }) => {
  const { language } = useLanguage();
  const everywhere = useMessages();
  const inOwn = useInOwnWords();
  const messages = useMemo(
    () => ({ ...everywhere, ...inOwn(language === "ko" ? (resultsKo as typeof resultsEn) : resultsEn) }),
    [everywhere, inOwn, language],
  );
  return (
    <IntlProvider locale={language} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
};
