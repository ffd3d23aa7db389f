import { Menu } from "@base-ui/react/menu";
import { onlineManager, useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { Check, CloudOff, Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl/react";
import { CompanyGate } from "./company.tsx";
import { useFormats } from "./formats.ts";
import { useLanguage } from "./language.tsx";
import { companyQuery } from "./queries.ts";
import { themes, useTheme } from "./theme.ts";
import { buttonClass } from "./ui/button.tsx";
import { Notice } from "./ui/notice.tsx";
import { Segments } from "./ui/segments.tsx";

const themeSigns = { system: Monitor, light: Sun, dark: Moon };

const ThemeMenu = () => {
  const t = useTranslations("app");
  const { theme, choose } = useTheme();
  const Sign = themeSigns[theme];
  return (
    <Menu.Root>
      <Menu.Trigger aria-label={t("theme")} title={t("theme")} className={buttonClass("quiet", "w-9 px-0 pointer-coarse:w-11")}>
        <Sign aria-hidden className="size-4.5" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="z-30 outline-none" sideOffset={4} align="end">
          <Menu.Popup className="min-w-44 rounded-control border border-line bg-surface py-1 text-table shadow-float outline-none">
            <Menu.RadioGroup value={theme} onValueChange={choose}>
              {themes.map((each) => {
                const Each = themeSigns[each];
                return (
                  <Menu.RadioItem
                    key={each}
                    value={each}
                    closeOnClick
                    className="grid cursor-pointer grid-cols-[1rem_1fr_1rem] items-center gap-2.5 px-3 py-2 outline-none select-none data-highlighted:bg-raised pointer-coarse:py-3"
                  >
                    <Each aria-hidden className="size-4 text-muted" />
                    {t(`themes.${each}`)}
                    <Menu.RadioItemIndicator>
                      <Check aria-hidden className="size-4 text-accent" />
                    </Menu.RadioItemIndicator>
                  </Menu.RadioItem>
                );
              })}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
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
  const { language } = useLanguage();
  const { name } = useFormats();
  const { data } = useQuery(companyQuery(language));
  return data === undefined ? null : <span className="truncate text-muted">{name(data.company.name)}</span>;
};

const useOnline = (): boolean => useSyncExternalStore((listener) => onlineManager.subscribe(listener), () => onlineManager.isOnline());

export const Shell = () => {
  const t = useTranslations();
  const { language, choose } = useLanguage();
  const online = useOnline();
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#content" className={buttonClass("primary", "absolute top-2 left-2 z-40 -translate-y-16 focus:translate-y-0")}>
        {t("app.skip")}
      </a>
      <header className="flex h-14 items-center gap-3 border-b border-line bg-surface px-4 tablet:px-6">
        <Link to="/" className="flex items-center gap-2.5 font-strong">
          <Mark />
          {t("app.name")}
        </Link>
        <CompanyName />
        <div className="ml-auto flex shrink-0 items-center gap-1.5">
          <Segments
            label={t("app.language")}
            value={language}
            onChange={choose}
            choices={[
              { value: "ko", label: "한", name: "한국어", lang: "ko" },
              { value: "en", label: "EN", name: "English", lang: "en" },
            ]}
          />
          <ThemeMenu />
        </div>
      </header>
      {!online && (
        <div className="px-4 pt-4 tablet:px-6">
          <Notice icon={CloudOff}>{t("trouble.offline")}</Notice>
        </div>
      )}
      <CompanyGate>
        <Outlet />
      </CompanyGate>
    </div>
  );
};
