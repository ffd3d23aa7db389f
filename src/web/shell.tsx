import { onlineManager } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { CloudOff, Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { AccountMenu } from "./account-menu.tsx";
import { changeAccount } from "./client.ts";
import { CompanyGate } from "./company.tsx";
import { useFormats } from "./formats.tsx";
import { useLanguage } from "./language.tsx";
import { BottomBar, Rail } from "./navigation.tsx";
import { keptCompany } from "./search.ts";
import { SessionGate, useIsOpenPage } from "./session/gate.tsx";
import { useSignedIn } from "./session/session.ts";
import { themes, useTheme } from "./theme.ts";
import { buttonClass } from "./ui/button.tsx";
import { classNames } from "./ui/class-names.ts";
import { Choice } from "./ui/choice.tsx";
import { Notice } from "./ui/notice.tsx";
import { Segments } from "./ui/segments.tsx";

const themeSigns = { system: Monitor, light: Sun, dark: Moon };

const ThemeChoice = () => {
  const t = useTranslations("app");
  const { theme, choose } = useTheme();
  const Sign = themeSigns[theme];
  return (
    <Choice
      label={t("theme")}
      value={theme}
      onChange={choose}
      options={themes.map((each) => ({ value: each, label: t(`themes.${each}`) }))}
      sign={<Sign aria-hidden className="size-4.5" />}
    />
  );
};

/** The quota bar, once more: credited, and the target that leaves room to exceed. */
const Mark = () => (
  <svg aria-hidden viewBox="0 0 26 14" className="h-3.5 w-6.5">
    <rect y="3" width="21" height="8" rx="1.5" className="fill-track" />
    <rect y="3" width="16" height="8" rx="1.5" className="fill-met" />
    <rect x="20" width="1.5" height="14" className="fill-ink" />
  </svg>
);

const CompanyName = () => {
  const { name } = useFormats();
  const signedIn = useSignedIn();
  return signedIn !== null && <span className="truncate text-muted max-tablet:text-table">{name(signedIn.company.name)}</span>;
};

const useOnline = (): boolean =>
  useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );

const LanguageChoice = () => {
  const t = useTranslations("app");
  const { language, choose } = useLanguage();
  const hasAccount = useSignedIn() !== null;
  return (
    <Segments
      label={t("language")}
      value={language}
      onChange={(chosen) => {
        choose(chosen);
        // It is the account's language too; where that cannot be kept this browser still has it.
        if (hasAccount) void changeAccount({ body: { language: chosen } }, { language: chosen }).catch(() => undefined);
      }}
      choices={[
        { value: "ko", label: "한", name: "한 한국어", lang: "ko" },
        { value: "en", label: "EN", name: "EN English", lang: "en" },
      ]}
    />
  );
};

export const Shell = () => {
  const t = useTranslations();
  const isOpenPage = useIsOpenPage();
  const hasAccount = useSignedIn() !== null && !isOpenPage;
  const online = useOnline();
  const choices = (
    <>
      <LanguageChoice />
      <ThemeChoice />
    </>
  );
  return (
    <div className="flex min-h-dvh">
      <a href="#content" className={buttonClass("primary", "absolute top-2 left-2 z-40 -translate-y-16 focus:translate-y-0")}>
        {t("app.skip")}
      </a>
      {hasAccount && <Rail />}
      <div className="flex min-w-0 flex-1 flex-col pb-(--foot)">
        <header className="flex h-14 items-center gap-2 border-b border-line bg-surface px-4 tablet:gap-3 tablet:px-6">
          <Link to="/" search={keptCompany} className="flex shrink-0 items-center gap-2.5 font-strong">
            <Mark />
            {/* On a phone the room is the company's. */}
            <span className="max-tablet:sr-only">{t("app.name")}</span>
          </Link>
          {hasAccount && <CompanyName />}
          <div className="ml-auto flex shrink-0 items-center gap-1.5 max-tablet:gap-0.5">
            <span className={classNames("contents", hasAccount && "max-tablet:hidden")}>{choices}</span>
            {hasAccount && <AccountMenu />}
          </div>
        </header>
        {!online && (
          <div className="px-4 pt-4 tablet:px-6">
            <Notice icon={CloudOff}>{t("trouble.offline")}</Notice>
          </div>
        )}
        <SessionGate open={<Outlet />}>
          <CompanyGate>
            <Outlet />
          </CompanyGate>
        </SessionGate>
      </div>
      {hasAccount && <BottomBar>{choices}</BottomBar>}
    </div>
  );
};
