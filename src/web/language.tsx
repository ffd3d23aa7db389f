import { createContext, use, useEffect, useMemo, useState, type ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { languages, type Language } from "../domain/language.ts";
import { keep } from "./storage.ts";
import { en } from "./words/en.ts";
import type { accessEn } from "./words/access-en.ts";
import type { importEn } from "./words/import-en.ts";
import type { oneToOneEn } from "./words/one-to-one-en.ts";
import type { resultsEn } from "./words/results-en.ts";
import type { rewardsEn } from "./words/rewards-en.ts";
import type { rulesEn } from "./words/rules-en.ts";
import type { todayEn } from "./words/today-en.ts";
import type { teamEn } from "./words/team-en.ts";
import type { signalsEn } from "./words/signals-en.ts";
import type { operationsEn } from "./words/operations-en.ts";
import { ko } from "./words/ko.ts";

declare module "use-intl" {
  interface AppConfig {
    Messages: typeof en &
      typeof importEn &
      typeof accessEn &
      typeof rulesEn &
      typeof todayEn &
      typeof teamEn &
      typeof operationsEn &
      typeof oneToOneEn &
      typeof signalsEn &
      typeof resultsEn &
      typeof rewardsEn;
    Locale: Language;
  }
}

const isLanguage = (text: string): text is Language => languages.some((language) => language === text);

/** Set before the first paint from the reader's choice or the browser's language. */
const first = (): Language => (isLanguage(document.documentElement.lang) ? document.documentElement.lang : "en");

const Chosen = createContext<{ language: Language; choose: (language: Language) => void } | null>(null);

export const LanguageProvider = ({ children }: { children: ReactNode }) => {
  const [language, setLanguage] = useState(first);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        keep("attain.language", next);
        setLanguage(next);
      },
    }),
    [language],
  );
  return (
    <Chosen value={value}>
      {/* The texts of imports, accounts and boards come with their pages (words/import-words.tsx, words/access-words.tsx, words/team-words.tsx). */}
      {/* Days and times arrive as local days and times; nothing on the page converts an instant. */}
      <IntlProvider
        locale={language}
        messages={(language === "ko" ? ko : en) as typeof en & typeof importEn & typeof accessEn & typeof rulesEn}
        timeZone="UTC"
      >
        {children}
      </IntlProvider>
    </Chosen>
  );
};

export const useLanguage = () => {
  const chosen = use(Chosen);
  if (chosen === null) throw new Error("useLanguage outside of LanguageProvider");
  return chosen;
};
