import { useMemo, type ReactNode } from "react";
import { IntlProvider, useMessages } from "use-intl";
import { useLanguage } from "../language.tsx";
import { useInOwnWords } from "./own-words.tsx";
import { todayEn } from "./today-en.ts";
import { todayKo } from "./today-ko.ts";

/** The texts of the day and of the log, beside those of every page: they come with the pages that need them. */
export const TodayWords = ({ children }: { children: ReactNode }) => {
  const { language } = useLanguage();
  const everywhere = useMessages();
  const inOwn = useInOwnWords();
  const messages = useMemo(
    () => ({ ...everywhere, ...inOwn(language === "ko" ? (todayKo as typeof todayEn) : todayEn) }),
    [everywhere, inOwn, language],
  );
  return (
    <IntlProvider locale={language} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
};
