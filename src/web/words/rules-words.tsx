import { useMemo, type ReactNode } from "react";
import { IntlProvider, useMessages } from "use-intl";
import { useLanguage } from "../language.tsx";
import { useInOwnWords } from "./own-words.tsx";
import { rulesEn } from "./rules-en.ts";
import { rulesKo } from "./rules-ko.ts";

/** The texts of plans and metrics, beside those of every page and in the company's own words: they come with the pages that need them. */
const RuleWords = ({ children }: { children: ReactNode }) => {
  const { language } = useLanguage();
  const everywhere = useMessages();
  const inOwn = useInOwnWords();
  const messages = useMemo(
    () => ({ ...everywhere, ...inOwn(language === "ko" ? (rulesKo as typeof rulesEn) : rulesEn) }),
    [everywhere, inOwn, language],
  );
  return (
    <IntlProvider locale={language} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
};

/** The texts are there before anything of a page asks for one. */
export const inRuleWords = (Component: () => ReactNode) => () => (
  <RuleWords>
    <Component />
  </RuleWords>
);
