import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Language } from "../../domain/language.ts";
import type { Theme } from "../../domain/theme.ts";
import { changeAccount, type AccountChange, type Session } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { useTheme } from "../theme.ts";
import { sessionQuery, useSignedIn } from "./session.ts";

/** Language and appearance as the reader chooses them: of this browser at once, and of their account, which takes them along to other devices. */
export const useChoices = (): {
  readonly language: Language;
  readonly theme: Theme;
  readonly chooseLanguage: (language: Language) => void;
  readonly chooseTheme: (theme: Theme) => void;
} => {
  const { language, choose: speak } = useLanguage();
  const { theme, choose: look } = useTheme();
  const queries = useQueryClient();
  const { queryKey } = sessionQuery(language);
  const keep = (change: AccountChange): void => {
    const account = queries.getQueryData<Session>(queryKey)?.signedIn?.user;
    if (account == null) return;
    queries.setQueryData<Session>(queryKey, (session) =>
      session?.signedIn?.user == null
        ? session
        : { ...session, signedIn: { ...session.signedIn, user: { ...session.signedIn.user, ...change } } },
    );
    // Where the account cannot keep it this browser still does.
    changeAccount({ body: change }, { language: change.language ?? language }).catch(() => undefined);
  };
  return {
    language,
    theme,
    chooseLanguage: (chosen) => {
      speak(chosen);
      keep({ language: chosen });
    },
    chooseTheme: (chosen) => {
      look(chosen);
      keep({ theme: chosen });
    },
  };
};

/** What the account has chosen, on whatever device, holds here too. */
export const useAccountChoices = (): void => {
  const user = useSignedIn()?.user;
  const { choose: speak } = useLanguage();
  const { choose: look } = useTheme();
  const [language, theme] = [user?.language ?? null, user?.theme ?? null];
  useEffect(() => {
    if (language !== null) speak(language);
    // When the account says so, not whenever the reader is on the way to another choice.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [language]);
  useEffect(() => {
    if (theme !== null) look(theme);
    // oxlint-disable-next-line react/exhaustive-deps
  }, [theme]);
};
