import { useMemo, type ReactNode } from "react";
import { IntlProvider, useMessages } from "use-intl";
import { useLanguage } from "../language.tsx";
import { useInOwnWords } from "./own-words.tsx";
import { teamEn } from "./team-en.ts";
import { teamKo } from "./team-ko.ts";

/** The texts of a team's morning, of boards and of the company's numbers, beside those of every page: they come with the pages that need them. */
export const TeamWords = ({ children }: { children: ReactNode }) => {
  const { language } = useLanguage();
  const everywhere = useMessages();
  const inOwn = useInOwnWords();
  const messages = useMemo(
    () => ({ ...everywhere, ...inOwn(language === "ko" ? (teamKo as typeof teamEn) : teamEn) }),
    [everywhere, inOwn, language],
  );
  return (
    <IntlProvider locale={language} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
};
