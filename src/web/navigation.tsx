import { Link, useRouterState } from "@tanstack/react-router";
import { Ellipsis, PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useRef, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Role } from "../domain/member.ts";
import { groups, pages } from "./pages.tsx";
import { useRail } from "./rail.ts";
import { keptCompany } from "./search.ts";
import { useMayOpen, useSignedIn } from "./session/session.ts";
import { classNames } from "./ui/class-names.ts";

type OpenPage = (typeof pages)[number];

/** What is the reader's own is found at their name, in the head of the page. */
const inRail = ({ path }: OpenPage): boolean => path !== "/account";

const usePagesOpen = (): readonly OpenPage[] => pages.filter(useMayOpen());

const railLine =
  "flex h-9 items-center gap-3 rounded-control px-2.5 text-table font-medium text-muted hover:bg-raised hover:text-ink aria-[current=page]:bg-raised aria-[current=page]:text-ink pointer-coarse:h-11";

/** A word beside its sign, where the rail is wide enough for words. */
const RailWord = ({ children }: { children: ReactNode }) => (
  <span className="sr-only @min-[10rem]:not-sr-only @min-[10rem]:truncate">{children}</span>
);

/** The pages at the edge of a desk: signs and words, or signs alone. */
export const Rail = () => {
  const t = useTranslations();
  const open = usePagesOpen().filter(inRail);
  const { isWide, toggle } = useRail();
  const Sign = isWide ? PanelLeftClose : PanelLeftOpen;
  const toggleLabel = t(isWide ? "navigation.narrow" : "navigation.widen");
  return (
    <nav
      id="rail"
      aria-label={t("navigation.label")}
      className="@container sticky top-0 flex h-dvh w-(--rail) shrink-0 flex-col overflow-y-auto border-r border-line bg-surface px-2 pt-2 pb-3 max-tablet:hidden"
    >
      <div className="flex flex-1 flex-col">
        {groups.map((group) => {
          const listed = open.filter((page) => page.group === group);
          if (listed.length === 0) return null;
          return (
            <section key={group} aria-labelledby={`rail-${group}`} className="border-line not-first:mt-2 not-first:border-t not-first:pt-2">
              <h2
                id={`rail-${group}`}
                className="sr-only text-caption text-muted @min-[10rem]:not-sr-only @min-[10rem]:px-2.5! @min-[10rem]:py-1.5!"
              >
                {t(`navigation.groups.${group}`)}
              </h2>
              <ul className="flex flex-col gap-0.5">
                {listed.map(({ path, words, icon: Icon }) => (
                  <li key={path}>
                    <Link to={path} search={keptCompany} title={t(`pages.${words}`)} className={railLine}>
                      <Icon aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />
                      <RailWord>{t(`pages.${words}`)}</RailWord>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      <button
        type="button"
        aria-controls="rail"
        aria-expanded={isWide}
        title={toggleLabel}
        onClick={toggle}
        className={classNames(railLine, "mt-2 max-desk:hidden")}
      >
        <Sign aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />
        <RailWord>{toggleLabel}</RailWord>
      </button>
    </nav>
  );
};

const places: readonly { readonly roles: readonly Role[]; readonly paths: readonly string[] }[] = [
  { roles: ["rep"], paths: ["/today", "/record", "/board", "/account"] },
  { roles: ["manager"], paths: ["/team", "/record", "/board", "/inbox"] },
  { roles: ["operations", "admin"], paths: ["/team", "/closing", "/people", "/imports"] },
  { roles: ["viewer"], paths: ["/company", "/team", "/board", "/account"] },
];

const PLACES = 4;

/** The four pages that are at hand on a phone, by what the reader does all day; what there is instead of one that is not theirs. */
export const placesAtHand = <P extends { readonly path: string }>(open: readonly P[], roles: readonly Role[]): readonly P[] => {
  const wanted = places.find((each) => each.roles.some((role) => roles.includes(role)))?.paths ?? [];
  const first = wanted.flatMap((path) => open.filter((page) => page.path === path));
  return [...first, ...open.filter((page) => !first.includes(page))].slice(0, PLACES);
};

const barLine =
  "flex h-14 w-full flex-col items-center justify-center gap-0.5 px-0.5 text-caption text-muted aria-[current=page]:font-strong aria-[current=page]:text-accent";

/** On a phone the pages are where the thumb is: four of them, and the others one touch further. */
export const BottomBar = ({ children }: { children: ReactNode }) => {
  const t = useTranslations();
  const open = usePagesOpen();
  const roles = useSignedIn()?.user?.roles ?? [];
  const atHand = placesAtHand(open, roles);
  const others = open.filter((page) => !atHand.includes(page));
  const sheet = useRef<HTMLDivElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const isElsewhere = others.some((page) => page.path === path);
  return (
    <nav
      id="bottom-bar"
      aria-label={t("navigation.label")}
      className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] tablet:hidden"
    >
      <ul className="grid auto-cols-fr grid-flow-col">
        {atHand.map(({ path: to, words, icon: Icon }) => (
          <li key={to} className="min-w-0">
            <Link to={to} search={keptCompany} className={barLine}>
              <Icon aria-hidden className="size-5.5" strokeWidth={1.75} />
              <span className="max-w-full truncate">{t(to === "/account" ? "navigation.me" : `pages.${words}`)}</span>
            </Link>
          </li>
        ))}
        <li className="min-w-0">
          <button type="button" popoverTarget="more-pages" aria-current={isElsewhere ? "page" : undefined} className={barLine}>
            <Ellipsis aria-hidden className="size-5.5" strokeWidth={1.75} />
            <span className="max-w-full truncate">{t("navigation.more")}</span>
          </button>
        </li>
      </ul>
      <div
        ref={sheet}
        id="more-pages"
        popover="auto"
        className="inset-x-0 top-auto bottom-0 m-0 max-h-[80dvh] w-full max-w-none overflow-y-auto rounded-t-[12px] border-t border-line bg-surface px-3 pt-3 pb-[calc(1rem+env(safe-area-inset-bottom))] text-ink shadow-float backdrop:bg-[rgb(0_0_0/0.3)]"
      >
        <ul className="grid grid-cols-2 gap-x-2">
          {others.map(({ path: to, words, icon: Icon }) => (
            <li key={to} className="min-w-0">
              <Link
                to={to}
                search={keptCompany}
                onClick={() => sheet.current?.hidePopover()}
                className={classNames(railLine, "h-12 pointer-coarse:h-12")}
              >
                <Icon aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />
                <span className="truncate">{t(`pages.${words}`)}</span>
              </Link>
            </li>
          ))}
        </ul>
        <div className="mt-2 flex flex-wrap items-center gap-2 border-t border-line px-2.5 pt-3">{children}</div>
      </div>
    </nav>
  );
};
