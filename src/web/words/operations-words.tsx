import { useMemo, type ReactNode } from "react";
import { IntlProvider, useMessages } from "use-intl";
import { useLanguage } from "../language.tsx";
import { operationsEn } from "./operations-en.ts";
import { operationsKo } from "./operations-ko.ts";
import { useInOwnWords } from "./own-words.tsx";

/** The texts of who looks after a company, beside those of every page and in the company's own words: they come with the pages that need them. */
const OperationsWords = ({ children }: { children: ReactNode }) => {
  const { language } = useLanguage();
  const everywhere = useMessages();
  const inOwn = useInOwnWords();
  const messages = useMemo(
    () => ({ ...everywhere, ...inOwn(language === "ko" ? (operationsKo as typeof operationsEn) : operationsEn) }),
    [everywhere, inOwn, language],
  );
  return (
    <IntlProvider locale={language} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
};

/** The texts are there before anything of a page asks for one. */
export const inOperationsWords = (Component: () => ReactNode) => () => (
  <OperationsWords>
    <Component />
  </OperationsWords>
);
