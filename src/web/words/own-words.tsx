import { createContext, use, useMemo, type ReactNode } from "react";
import { IntlProvider, useMessages } from "use-intl";
import type { CompanyWords } from "../../domain/display-words.ts";
import { inOwnWords } from "../../domain/own-words.ts";
import { useLanguage } from "../language.tsx";

const none: CompanyWords = {};
const Own = createContext<CompanyWords>(none);

const inAll = <T,>(texts: T, said: (text: string) => string): T =>
  // The same keys with a text for each text.
  (typeof texts === "string"
    ? said(texts)
    : Object.fromEntries(Object.entries(texts as object).map(([key, each]: [string, unknown]) => [key, inAll(each, said)]))) as T;

/** Our texts as the company says them. They hold nothing of the company's yet. */
export const useInOwnWords = (): (<T>(texts: T) => T) => {
  const words = use(Own);
  const { language } = useLanguage();
  return useMemo(
    () => (words === none ? (texts) => texts : (texts) => inAll(texts, (text) => inOwnWords(text, words, language))),
    [words, language],
  );
};

const Texts = ({ children }: { children: ReactNode }) => {
  const { language } = useLanguage();
  const texts = useMessages();
  const inOwn = useInOwnWords();
  const messages = useMemo(() => inOwn(texts), [inOwn, texts]);
  return (
    <IntlProvider locale={language} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
};

/** Below it every text says the words of the company. */
export const OwnWords = ({ words = none, children }: { words: CompanyWords | undefined; children: ReactNode }) => (
  <Own value={words}>
    <Texts>{children}</Texts>
  </Own>
);
