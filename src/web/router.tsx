import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { AttainmentPage } from "./attainment/page.tsx";
import { keptCompany, parseSearch, stringifySearch, viewOf } from "./search.ts";
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

const attainment = createRoute({ getParentRoute: () => root, path: "/", component: AttainmentPage, validateSearch: viewOf });

/** Fetched when it is gone to: most visits never do. */
const DisputesPage = lazyRouteComponent(() => import("./disputes/page.tsx"), "DisputesPage");

const disputes = createRoute({ getParentRoute: () => root, path: "/disputes", component: DisputesPage, validateSearch: viewOf });

const ImportsPage = lazyRouteComponent(() => import("./imports/page.tsx"), "ImportsPage");
const ImportPage = lazyRouteComponent(() => import("./imports/one-page.tsx"), "ImportPage");

const imports = createRoute({ getParentRoute: () => root, path: "/imports", component: ImportsPage, validateSearch: viewOf });
const oneImport = createRoute({ getParentRoute: () => root, path: "/imports/$importId", component: ImportPage, validateSearch: viewOf });

export const makeRouter = () =>
  createRouter({ routeTree: root.addChildren([attainment, disputes, imports, oneImport]), parseSearch, stringifySearch });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
