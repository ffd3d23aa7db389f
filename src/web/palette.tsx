import { Autocomplete } from "@base-ui/react/autocomplete";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Keyboard, Languages, LogOut, Plus, Search, SunMoon, UserRound, type LucideIcon } from "lucide-react";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Language } from "../domain/language.ts";
import { nameMatches } from "../domain/name-search.ts";
import { themes } from "../domain/theme.ts";
import { findMembers } from "./client.ts";
import { useFormats } from "./formats.tsx";
import { useLanguage } from "./language.tsx";
import { pages } from "./pages.tsx";
import { keptCompany, viewOf } from "./search.ts";
import { useChoices } from "./session/choices.ts";
import { useLeaving } from "./session/leaving.ts";
import { useMay, useMayOpen } from "./session/session.ts";
import { en } from "./words/en.ts";
import { ko } from "./words/ko.ts";

type Command = {
  readonly value: string;
  readonly label: string;
  readonly beside?: string;
  readonly icon: LucideIcon;
  readonly act: () => void;
};

type Group = { readonly value: string; readonly items: readonly Command[] };

const membersQuery = (find: string, language: Language) =>
  queryOptions({
    queryKey: ["found-members", find],
    queryFn: ({ signal }) => findMembers({ find }, { language, signal }),
    enabled: find !== "",
    staleTime: 30_000,
    placeholderData: (last) => last,
  });

const usePageCommands = (typed: string): readonly Command[] => {
  const t = useTranslations("pages");
  const navigate = useNavigate();
  return pages
    .filter(useMayOpen())
    .filter(({ words }) => nameMatches({ en: en.pages[words], ko: `${ko.pages[words]} ${t(words)}` }, typed))
    .map(({ path, words, icon, shortcut }) => ({
      value: path,
      label: t(words),
      beside: `g ${shortcut}`,
      icon,
      act: () => void navigate({ to: path, search: keptCompany }),
    }));
};

const useMemberCommands = (typed: string): readonly Command[] => {
  const { name } = useFormats();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const mayRead = useMay()("attainment:read");
  const { data } = useQuery(membersQuery(mayRead ? typed.trim() : "", language));
  if (typed.trim() === "") return [];
  return (data?.members ?? []).map((member) => ({
    value: `member ${member.member}`,
    label: name(member.name),
    icon: UserRound,
    act: () => void navigate({ to: "/team", search: (view) => ({ ...keptCompany(view), member: member.member }) }),
  }));
};

const useActs = (typed: string, openHelp: () => void): readonly Command[] => {
  const t = useTranslations();
  const { language, theme, chooseLanguage, chooseTheme } = useChoices();
  const { leave } = useLeaving();
  const navigate = useNavigate();
  const mayLog = useMay()("activities:write");
  const mayOpen = useMayOpen();
  // As long as there is no page to log an activity on, there is no such command.
  const logging = pages.filter(mayOpen).find(({ path }) => (path as string) === "/today");
  const other = language === "ko" ? "en" : "ko";
  const acts: readonly (Command | false | undefined)[] = [
    mayLog &&
      logging && {
        value: "log",
        label: t("commands.log"),
        icon: Plus,
        act: () => void navigate({ to: logging.path, search: viewOf, hash: "log" }),
      },
    {
      value: "language",
      label: t("commands.language"),
      icon: Languages,
      act: () => chooseLanguage(other),
    },
    ...themes
      .filter((each) => each !== theme)
      .map((each) => ({
        value: `theme ${each}`,
        label: t("commands.theme", { theme: t(`app.themes.${each}`) }),
        icon: SunMoon,
        act: () => chooseTheme(each),
      })),
    { value: "shortcuts", label: t("commands.shortcuts"), beside: "?", icon: Keyboard, act: openHelp },
    { value: "sign-out", label: t("app.signOut"), icon: LogOut, act: leave },
  ];
  return acts.flatMap((each) =>
    each !== false && each !== undefined && nameMatches({ en: each.label, ko: each.label }, typed) ? [each] : [],
  );
};

const Line = ({ command: { label, beside, icon: Icon } }: { command: Command }) => (
  <>
    <Icon aria-hidden className="size-4.5 shrink-0 text-muted" strokeWidth={1.75} />
    <span className="min-w-0 flex-1 truncate">{label}</span>
    {beside !== undefined && <kbd className="font-mono text-caption text-muted pointer-coarse:hidden">{beside}</kbd>}
  </>
);

/** Everywhere one can go and everything that can be done from anywhere, by typing a part of what it is called. */
export const Palette = ({ onClose, openHelp }: { onClose: () => void; openHelp: () => void }) => {
  const t = useTranslations("commands");
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState("");
  const looked = useDeferredValue(typed);
  const [toPages, toMembers, acts] = [usePageCommands(looked), useMemberCommands(looked), useActs(looked, openHelp)];
  const groups: readonly Group[] = [
    { value: t("pages"), items: toPages },
    { value: t("members"), items: toMembers },
    { value: t("acts"), items: acts },
  ].filter(({ items }) => items.length > 0);
  useEffect(() => {
    const { current } = dialog;
    if (current !== null && !current.open) current.showModal();
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- what is clicked is the page beside it; Escape does the same
    <dialog
      ref={dialog}
      aria-label={t("title")}
      onClose={onClose}
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
      className="mx-auto mt-[12dvh] mb-auto w-[min(36rem,calc(100vw-1.5rem))] max-w-none overflow-hidden rounded-[10px] border border-line bg-surface text-ink shadow-float backdrop:bg-[rgb(0_0_0/0.3)] max-tablet:mt-3"
    >
      <Autocomplete.Root
        open
        inline
        mode="none"
        items={groups}
        value={typed}
        onValueChange={(value, { reason }) => reason !== "item-press" && setTyped(value)}
        itemToStringValue={({ label }: Command) => label}
        autoHighlight="always"
        keepHighlight
      >
        <div className="flex items-center gap-2.5 border-b border-line px-4">
          <Search aria-hidden className="size-4.5 shrink-0 text-muted" />
          <Autocomplete.Input
            aria-label={t("title")}
            placeholder={t("hint")}
            autoFocus
            spellCheck={false}
            className="h-12 w-full bg-transparent text-body outline-none placeholder:text-muted pointer-coarse:text-base"
          />
        </div>
        <Autocomplete.Empty className="px-4 text-table text-muted not-empty:py-5">{t("nothing")}</Autocomplete.Empty>
        <Autocomplete.List className="max-h-[min(60dvh,26rem)] overflow-y-auto overscroll-contain py-1.5 empty:p-0">
          {(group: Group) => (
            <Autocomplete.Group key={group.value} items={group.items}>
              <Autocomplete.GroupLabel className="px-4 pt-2 pb-1 text-caption text-muted">{group.value}</Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(command: Command) => (
                  <Autocomplete.Item
                    key={command.value}
                    value={command}
                    onClick={() => {
                      dialog.current?.close();
                      command.act();
                    }}
                    className="mx-1.5 flex h-9 cursor-pointer items-center gap-3 rounded-control px-2.5 text-table outline-none select-none data-highlighted:bg-raised pointer-coarse:h-11"
                  >
                    <Line command={command} />
                  </Autocomplete.Item>
                )}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </dialog>
  );
};
