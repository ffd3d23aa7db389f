import { onlineManager } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { CloudOff, Monitor, Moon, Search, Sun } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useMessages, useTranslations } from "use-intl";
import { themes } from "../domain/theme.ts";
import { AccountMenu } from "./account-menu.tsx";
import { CompanyGate } from "./company.tsx";
import { useFormats } from "./formats.tsx";
import { useLive } from "./live/use-live.ts";
import { BottomBar, Rail } from "./navigation.tsx";
import { fetchLetters } from "./offline/letters.ts";
import { useSending } from "./offline/use-sending.ts";
import { keptCompany } from "./search.ts";
import { useAccountChoices, useChoices } from "./session/choices.ts";
import { SessionGate, useIsOpenPage } from "./session/gate.tsx";
import { useSignedIn } from "./session/session.ts";
import { useShortcuts } from "./shortcuts.ts";
import { buttonClass } from "./ui/button.tsx";
import { classNames } from "./ui/class-names.ts";
import { Choice } from "./ui/choice.tsx";
import { Notice } from "./ui/notice.tsx";
import { Segments } from "./ui/segments.tsx";

const themeSigns = { system: Monitor, light: Sun, dark: Moon };

const ThemeChoice = () => {
  const t = useTranslations("app");
  const { theme, chooseTheme } = useChoices();
  const Sign = themeSigns[theme];
  return (
    <Choice
      label={t("theme")}
      value={theme}
      onChange={chooseTheme}
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
  const { language, chooseLanguage } = useChoices();
  return (
    <Segments
      label={t("language")}
      value={language}
      onChange={chooseLanguage}
      choices={[
        { value: "ko", label: "한", name: "한 한국어", lang: "ko" },
        { value: "en", label: "EN", name: "EN English", lang: "en" },
      ]}
    />
  );
};

const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));
const loadWaiting = () => import("./offline/waiting.tsx");
const Waiting = lazy(async () => ({ default: (await loadWaiting()).Waiting }));
const ShortcutsHelp = lazy(async () => ({ default: (await import("./shortcuts-help.tsx")).ShortcutsHelp }));

/** The list of commands and of keys, from anywhere; what opens the former. */
const useCommands = (isOn: boolean) => {
  const [open, setOpen] = useState<"palette" | "help" | null>(null);
  const openPalette = useCallback(() => setOpen("palette"), []);
  const openHelp = useCallback(() => setOpen("help"), []);
  useShortcuts(isOn, { openPalette, openHelp });
  const close = (): void => setOpen(null);
  // What one window opens stays open when the first one closes.
  const closePalette = (): void => setOpen((now) => (now === "palette" ? null : now));
  return {
    openPalette,
    windows: isOn && (
      <Suspense>
        {open === "palette" && <Palette onClose={closePalette} openHelp={openHelp} />}
        {open === "help" && <ShortcutsHelp onClose={close} />}
      </Suspense>
    ),
  };
};

const isApple = /mac|iphone|ipad/i.test(navigator.userAgent);

const OpenPalette = ({ onClick }: { onClick: () => void }) => {
  const t = useTranslations("commands");
  return (
    <button
      type="button"
      onClick={onClick}
      title={t("title")}
      aria-keyshortcuts="Control+K Meta+K"
      className={buttonClass("quiet", "max-tablet:w-10 max-tablet:px-0 tablet:border tablet:border-line tablet:pr-2")}
    >
      <Search aria-hidden className="size-4.5" />
      <span aria-hidden className="flex items-center gap-3 max-tablet:hidden">
        {t("open")}
        {/* Drawn and not written: what is written on a button has to be part of what it is called (WCAG 2.5.3). */}
        <kbd data-keys={isApple ? "⌘K" : "Ctrl K"} className="font-mono text-caption before:content-[attr(data-keys)]" />
      </span>
    </button>
  );
};

export const Shell = () => {
  const t = useTranslations();
  const { trouble, offline } = useMessages();
  const isOpenPage = useIsOpenPage();
  const hasAccount = useSignedIn() !== null && !isOpenPage;
  const online = useOnline();
  const connection = useLive(hasAccount);
  useAccountChoices();
  useEffect(() => {
    // It is wanted when there is no connection to fetch it by.
    if (!hasAccount) return;
    void loadWaiting().catch(() => undefined);
    fetchLetters([trouble, offline]);
  }, [hasAccount, trouble, offline]);
  const waiting = useSending();
  const { openPalette, windows } = useCommands(hasAccount);
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
            {hasAccount && <OpenPalette onClick={openPalette} />}
            <span className={classNames("contents", hasAccount && "max-tablet:hidden")}>{choices}</span>
            {hasAccount && <AccountMenu />}
          </div>
        </header>
        {(!online || connection === "reconnecting") && (
          <div className="px-4 pt-4 tablet:px-6">
            <Notice icon={CloudOff}>{t(online ? "trouble.reconnecting" : "trouble.offline")}</Notice>
          </div>
        )}
        <SessionGate open={<Outlet />}>
          <CompanyGate>
            {waiting.length > 0 && (
              <div className="px-4 pt-4 tablet:px-6">
                <Suspense>
                  <Waiting waiting={waiting} />
                </Suspense>
              </div>
            )}
            <Outlet />
          </CompanyGate>
        </SessionGate>
      </div>
      {hasAccount && <BottomBar>{choices}</BottomBar>}
      {windows}
    </div>
  );
};
