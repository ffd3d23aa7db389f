import { lazyRouteComponent, type AsyncRouteComponent } from "@tanstack/react-router";
import {
  Building2,
  Cable,
  Calculator,
  CalendarDays,
  CircleUserRound,
  Contact,
  FileUp,
  Filter,
  HandCoins,
  Inbox,
  KeyRound,
  ListTodo,
  LockKeyhole,
  MessageSquareWarning,
  NotebookPen,
  Radio,
  Ruler,
  ScrollText,
  Target,
  Trophy,
  UserCog,
  Users,
  type LucideIcon,
} from "lucide-react";
import type { Extent, Permission } from "../domain/access.ts";
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
  /** And with whose things; left out: whosever. */
  readonly reach?: readonly Extent[];
  /** Only whose account is a member has one of their own. */
  readonly isOwn?: true;
  readonly group: PageGroup;
  /** The letter after `g` that opens it. */
  readonly shortcut: string;
  readonly page: Fetched;
};

/** Every page that somebody who is signed in can open, in the order of the lists: router, navigation, commands and shortcuts are made of it. */
export const pages = [
  {
    path: "/today",
    words: "today",
    icon: ListTodo,
    needs: "activities:write",
    isOwn: true,
    group: "mine",
    shortcut: "t",
    page: lazyRouteComponent(() => import("./today/page.tsx"), "TodayPage"),
  },
  {
    path: "/record",
    words: "record",
    icon: NotebookPen,
    needs: "activities:read",
    group: "mine",
    shortcut: "r",
    page: lazyRouteComponent(() => import("./record/page.tsx"), "RecordPage"),
  },
  {
    path: "/signals",
    words: "signals",
    icon: Radio,
    needs: "suggestions:read",
    group: "mine",
    shortcut: "v",
    page: lazyRouteComponent(() => import("./signals/page.tsx"), "SignalsPage"),
  },
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
    path: "/board",
    words: "board",
    icon: Trophy,
    needs: "boards:read",
    group: "team",
    shortcut: "b",
    page: lazyRouteComponent(() => import("./board/page.tsx"), "BoardPage"),
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
    path: "/funnel",
    words: "funnel",
    icon: Filter,
    needs: "funnel:read",
    group: "team",
    shortcut: "u",
    page: lazyRouteComponent(() => import("./funnel/page.tsx"), "FunnelPage"),
  },
  {
    path: "/planner",
    words: "planner",
    icon: Calculator,
    needs: "funnel:read",
    reach: ["team", "company"],
    group: "team",
    shortcut: "n",
    page: lazyRouteComponent(() => import("./planner/page.tsx"), "PlannerPage"),
  },
  {
    path: "/plans",
    words: "plans",
    icon: Target,
    needs: "settings:read",
    group: "rules",
    shortcut: "p",
    page: lazyRouteComponent(() => import("./plans/page.tsx"), "PlansPage"),
  },
  {
    path: "/metrics",
    words: "metrics",
    icon: Ruler,
    needs: "settings:read",
    group: "rules",
    shortcut: "e",
    page: lazyRouteComponent(() => import("./metrics/page.tsx"), "MetricsPage"),
  },
  {
    path: "/company",
    words: "company",
    icon: Building2,
    needs: "attainment:read",
    reach: ["sums", "company"],
    group: "company",
    shortcut: "o",
    page: lazyRouteComponent(() => import("./company-numbers/page.tsx"), "CompanyPage"),
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
    path: "/rewards",
    words: "rewards",
    icon: HandCoins,
    needs: "rewards:read",
    group: "mine",
    shortcut: "v",
    page: lazyRouteComponent(() => import("./rewards/page.tsx"), "RewardsPage"),
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
    shortcut: "l",
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
  { path: "/plans/$planId", needs: "settings:read", page: lazyRouteComponent(() => import("./plans/one-page.tsx"), "PlanPage") },
  { path: "/metrics/$metricId", needs: "settings:read", page: lazyRouteComponent(() => import("./metrics/one-page.tsx"), "MetricPage") },
  { path: "/imports/$importId", needs: "imports:read", page: lazyRouteComponent(() => import("./imports/one-page.tsx"), "ImportPage") },
  { path: "/access/keys", needs: "keys:read", page: lazyRouteComponent(() => import("./access/keys.tsx"), "KeysPage") },
  { path: "/access/providers", needs: "users:read", page: lazyRouteComponent(() => import("./access/providers.tsx"), "ProvidersPage") },
  { path: "/access/webhooks", needs: "hooks:read", page: lazyRouteComponent(() => import("./access/webhooks.tsx"), "WebhooksPage") },
  { path: "/access/hooks", needs: "hooks:read", page: lazyRouteComponent(() => import("./access/hooks.tsx"), "HooksPage") },
  {
    path: "/access/personal-data",
    needs: "personal-data:read",
    page: lazyRouteComponent(() => import("./access/personal.tsx"), "PersonalPage"),
  },
  { path: "/start", needs: "members:write", page: lazyRouteComponent(() => import("./first-run/questions-page.tsx"), "QuestionsPage") },
] as const satisfies readonly Pick<Page, "path" | "needs" | "page">[];

export type PagePath = (typeof pages)[number]["path"];
