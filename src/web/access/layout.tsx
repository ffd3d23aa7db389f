import { Link } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Permission } from "../../domain/access.ts";
import { keptCompany } from "../search.ts";
import { Allowed } from "../session/allowed.tsx";
import { useMay } from "../session/session.ts";
import { AccessWords } from "../words/access-words.tsx";

const tabs = [
  { to: "/access", id: "people", needs: "users:read" },
  { to: "/access/keys", id: "keys", needs: "keys:read" },
  { to: "/access/providers", id: "providers", needs: "users:read" },
  { to: "/access/webhooks", id: "webhooks", needs: "hooks:read" },
  { to: "/access/hooks", id: "hooks", needs: "hooks:read" },
  { to: "/access/personal-data", id: "personal", needs: "personal-data:read" },
] as const;

type Tab = (typeof tabs)[number]["id"];

type Props = {
  readonly tab: Tab;
  readonly needs: Permission;
  readonly lead: string;
  /** What a page is opened for besides looking. */
  readonly act: ReactNode;
  readonly children: ReactNode;
};

const Page = ({ tab, lead, act, children }: Omit<Props, "needs">) => {
  const t = useTranslations("access");
  const may = useMay();
  const list = useRef<HTMLUListElement>(null);
  // On a phone they are more than it has room for.
  useEffect(() => list.current?.querySelector("[aria-current=page]")?.scrollIntoView({ inline: "center", block: "nearest" }), []);
  useEffect(() => {
    document.title = `${t(`tabs.${tab}`)} · ${t("title")} · Attain`;
  }, [t, tab]);
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-6xl flex-col gap-4 px-4 pt-5 pb-16 tablet:px-6">
      <h1 className="text-heading font-strong tablet:text-[1.375rem] tablet:leading-7">{t("title")}</h1>
      <nav aria-label={t("title")} className="-mx-4 overflow-x-auto border-b border-line px-4 tablet:mx-0 tablet:px-0">
        <ul ref={list} className="flex w-max gap-1">
          {tabs
            .filter(({ needs }) => may(needs))
            .map(({ to, id }) => (
              <li key={id}>
                <Link
                  to={to}
                  search={keptCompany}
                  activeOptions={{ exact: true }}
                  className="-mb-px flex h-10 items-center border-b-2 border-transparent px-3 text-table font-medium whitespace-nowrap text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink pointer-coarse:h-11"
                >
                  {t(`tabs.${id}`)}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-muted">{lead}</p>
        {act}
      </div>
      {children}
    </main>
  );
};

/** One of the pages that say who comes in, and what may be done. */
export const AccessPage = ({ needs, ...rest }: Props) => (
  <Allowed needs={needs}>
    <Page {...rest} />
  </Allowed>
);

/** The texts come with the pages, and are there before anything of a page asks for one. */
export const inAccessWords = (Component: () => ReactNode) => () => (
  <AccessWords>
    <Component />
  </AccessWords>
);
