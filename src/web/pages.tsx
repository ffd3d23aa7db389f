import { lazyRouteComponent, type AsyncRouteComponent } from "@tanstack/react-router";
import {
  Cable,
  CalendarDays,
  CircleUserRound,
  Contact,
  FileUp,
  Inbox,
  KeyRound,
  LockKeyhole,
  MessageSquareWarning,
  ScrollText,
  UserCog,
  Users,
  type LucideIcon,
} from "lucide-react";
import type { Permission } from "../domain/access.ts";
import type { en } from "./words/en.ts";

export const groups = ["mine", "team", "rules", "company"] as const;
export type PageGroup = (typeof groups)[number];

/** Fetched when it is gone to. */
type Fetched = AsyncRouteComponent<object>;

export type Page = {
  readonly path: `/${string}`;
  /** What it is called: a text of `pages`. */
  readonly words: keyof (typeof en)["pages"];
  readonly icon: LucideIcon;
  /** Who may open it; the others find it in no list. */
  readonly needs: Permission | "signed-in";
  readonly group: PageGroup;
  /** The letter after `g` that opens it. */
  readonly shortcut: string;
  readonly page: Fetched;
};

/** Every page that somebody who is signed in can open, in the order of the lists: router, navigation, commands and shortcuts are made of it. */
export const pages = [
  {
    path: "/team",
    words: "team",
    icon: Users,
    needs: "attainment:read",
    group: "team",
    shortcut: "m",
    page: lazyRouteComponent(() => import("./attainment/page.tsx"), "AttainmentPage"),
  },
  {
    path: "/disputes",
    words: "disputes",
    icon: MessageSquareWarning,
    needs: "disputes:read",
    group: "team",
    shortcut: "d",
    page: lazyRouteComponent(() => import("./disputes/page.tsx"), "DisputesPage"),
  },
  {
    path: "/inbox",
    words: "inbox",
    icon: Inbox,
    needs: "notices:read",
    group: "mine",
    shortcut: "i",
    page: lazyRouteComponent(() => import("./inbox/page.tsx"), "InboxPage"),
  },
  {
    path: "/prospects",
    words: "prospects",
    icon: Contact,
    needs: "prospects:read",
    group: "mine",
    shortcut: "w",
    page: lazyRouteComponent(() => import("./prospects/page.tsx"), "ProspectsPage"),
  },
  {
    path: "/closing",
    words: "closing",
    icon: LockKeyhole,
    needs: "statements:read",
    group: "rules",
    shortcut: "c",
    page: lazyRouteComponent(() => import("./closing/page.tsx"), "ClosingPage"),
  },
  {
    path: "/people",
    words: "people",
    icon: UserCog,
    needs: "members:write",
    group: "company",
    shortcut: "o",
    page: lazyRouteComponent(() => import("./people/page.tsx"), "PeoplePage"),
  },
  {
    path: "/calendars",
    words: "calendars",
    icon: CalendarDays,
    needs: "company:read",
    group: "company",
    shortcut: "k",
    page: lazyRouteComponent(() => import("./calendars/page.tsx"), "CalendarsPage"),
  },
  {
    path: "/sources",
    words: "sources",
    icon: Cable,
    needs: "imports:read",
    group: "company",
    shortcut: "s",
    page: lazyRouteComponent(() => import("./sources/page.tsx"), "SourcesPage"),
  },
  {
    path: "/imports",
    words: "imports",
    icon: FileUp,
    needs: "imports:read",
    group: "company",
    shortcut: "f",
    page: lazyRouteComponent(() => import("./imports/page.tsx"), "ImportsPage"),
  },
  {
    path: "/access",
    words: "access",
    icon: KeyRound,
    needs: "users:read",
    group: "company",
    shortcut: "a",
    page: lazyRouteComponent(() => import("./access/people.tsx"), "PeoplePage"),
  },
  {
    path: "/audit",
    words: "audit",
    icon: ScrollText,
    needs: "audit:read",
    group: "company",
    shortcut: "h",
    page: lazyRouteComponent(() => import("./audit/page.tsx"), "AuditPage"),
  },
  {
    path: "/account",
    words: "account",
    icon: CircleUserRound,
    needs: "signed-in",
    group: "mine",
    shortcut: "y",
    page: lazyRouteComponent(() => import("./account/page.tsx"), "AccountPage"),
  },
] as const satisfies readonly Page[];

/** What is opened from one of them. */
export const innerPages = [
  { path: "/imports/$importId", needs: "imports:read", page: lazyRouteComponent(() => import("./imports/one-page.tsx"), "ImportPage") },
  { path: "/access/keys", needs: "keys:read", page: lazyRouteComponent(() => import("./access/keys.tsx"), "KeysPage") },
  { path: "/access/providers", needs: "users:read", page: lazyRouteComponent(() => import("./access/providers.tsx"), "ProvidersPage") },
  { path: "/access/webhooks", needs: "hooks:read", page: lazyRouteComponent(() => import("./access/webhooks.tsx"), "WebhooksPage") },
  { path: "/access/hooks", needs: "hooks:read", page: lazyRouteComponent(() => import("./access/hooks.tsx"), "HooksPage") },
] as const satisfies readonly Pick<Page, "path" | "needs" | "page">[];

export type PagePath = (typeof pages)[number]["path"];
