import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link, useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { AttainmentPage } from "./attainment/page.tsx";
import { keptCompany, parseSearch, stringifySearch, viewOf } from "./search.ts";
import { Allowed } from "./session/allowed.tsx";
import { Shell } from "./shell.tsx";
import { Button, buttonClass } from "./ui/button.tsx";

const Missing = () => {
  const t = useTranslations("trouble");
  return (
    <main id="content" tabIndex={-1} className="flex flex-col items-start gap-4 p-6">
      <h1 className="text-heading font-strong">{t("missing")}</h1>
      <Link to="/" search={keptCompany} className={buttonClass("primary")}>
        {t("home")}
      </Link>
    </main>
  );
};

const Broken = ({ reset }: { reset: () => void }) => {
  const t = useTranslations("trouble");
  return (
    <main id="content" tabIndex={-1} className="flex flex-col items-start gap-4 p-6">
      <h1 className="text-heading font-strong">{t("page")}</h1>
      <Button onClick={reset}>{t("again")}</Button>
    </main>
  );
};

const root = createRootRoute({ component: Shell, notFoundComponent: Missing, errorComponent: Broken });

const Attainment = () => (
  <Allowed needs="attainment:read">
    <AttainmentPage />
  </Allowed>
);

const attainment = createRoute({ getParentRoute: () => root, path: "/", component: Attainment, validateSearch: viewOf });

/** Fetched when it is gone to: most visits never do. */
const DisputesPage = lazyRouteComponent(() => import("./disputes/page.tsx"), "DisputesPage");

const Disputes = () => (
  <Allowed needs="disputes:read">
    <DisputesPage />
  </Allowed>
);

const disputes = createRoute({ getParentRoute: () => root, path: "/disputes", component: Disputes, validateSearch: viewOf });

const ImportsPage = lazyRouteComponent(() => import("./imports/page.tsx"), "ImportsPage");
const ImportPage = lazyRouteComponent(() => import("./imports/one-page.tsx"), "ImportPage");

const Imports = () => (
  <Allowed needs="imports:read">
    <ImportsPage />
  </Allowed>
);
const OneImport = () => (
  <Allowed needs="imports:read">
    <ImportPage />
  </Allowed>
);

const imports = createRoute({ getParentRoute: () => root, path: "/imports", component: Imports, validateSearch: viewOf });
const oneImport = createRoute({ getParentRoute: () => root, path: "/imports/$importId", component: OneImport, validateSearch: viewOf });

const SignInPage = lazyRouteComponent(() => import("./session/sign-in-page.tsx"), "SignInPage");
const SetUpPage = lazyRouteComponent(() => import("./session/set-up-page.tsx"), "SetUpPage");
const LinkPage = lazyRouteComponent(() => import("./session/link-page.tsx"), "LinkPage");

/** Where one goes on after a page that opens a door; a one-time secret in the address is left behind. */
const useGoOn = () => {
  const navigate = useNavigate();
  return () => void navigate({ to: "/", replace: true });
};

const SignIn = () => {
  const goOn = useGoOn();
  const refused = new URLSearchParams(location.search).get("refused") ?? undefined;
  return <SignInPage onDone={goOn} refused={refused} />;
};
const SetUp = () => <SetUpPage onDone={useGoOn()} />;
const OpenedLink = () => <LinkPage onDone={useGoOn()} />;

const signIn = createRoute({ getParentRoute: () => root, path: "/sign-in", component: SignIn });
const setUp = createRoute({ getParentRoute: () => root, path: "/set-up", component: SetUp });
const link = createRoute({ getParentRoute: () => root, path: "/link", component: OpenedLink });

const AccountPage = lazyRouteComponent(() => import("./account/page.tsx"), "AccountPage");
const account = createRoute({ getParentRoute: () => root, path: "/account", component: AccountPage });

const PeoplePage = lazyRouteComponent(() => import("./access/people.tsx"), "PeoplePage");
const KeysPage = lazyRouteComponent(() => import("./access/keys.tsx"), "KeysPage");
const ProvidersPage = lazyRouteComponent(() => import("./access/providers.tsx"), "ProvidersPage");
const WebhooksPage = lazyRouteComponent(() => import("./access/webhooks.tsx"), "WebhooksPage");
const HooksPage = lazyRouteComponent(() => import("./access/hooks.tsx"), "HooksPage");
const PersonalPage = lazyRouteComponent(() => import("./access/personal.tsx"), "PersonalPage");
const AuditPage = lazyRouteComponent(() => import("./audit/page.tsx"), "AuditPage");
const access = [
  createRoute({ getParentRoute: () => root, path: "/access", component: PeoplePage }),
  createRoute({ getParentRoute: () => root, path: "/access/keys", component: KeysPage }),
  createRoute({ getParentRoute: () => root, path: "/access/providers", component: ProvidersPage }),
  createRoute({ getParentRoute: () => root, path: "/access/webhooks", component: WebhooksPage }),
  createRoute({ getParentRoute: () => root, path: "/access/hooks", component: HooksPage }),
  createRoute({ getParentRoute: () => root, path: "/access/personal-data", component: PersonalPage }),
  createRoute({ getParentRoute: () => root, path: "/audit", component: AuditPage }),
] as const;

export const makeRouter = () =>
  createRouter({
    routeTree: root.addChildren([attainment, disputes, imports, oneImport, signIn, setUp, link, account, ...access]),
    parseSearch,
    stringifySearch,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
