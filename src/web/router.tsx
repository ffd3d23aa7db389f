import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link, useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { Home } from "./home.tsx";
import { innerPages, pages, type Page } from "./pages.tsx";
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

/** One page of the table for those who may open it, and the others told so. */
const guarded = ({ needs, reach, page: Fetched }: Pick<Page, "needs" | "reach" | "page">) =>
  Object.assign(
    () =>
      needs === "signed-in" ? (
        <Fetched />
      ) : (
        <Allowed needs={needs} reach={reach}>
          <Fetched />
        </Allowed>
      ),
    {
      // Fetched while the session is still asked for.
      preload: () => Fetched.preload?.(),
    },
  );

const routeOf = <const P extends string>(page: Pick<Page, "needs" | "reach" | "page"> & { readonly path: P }) =>
  createRoute({ getParentRoute: () => root, path: page.path, component: guarded(page), validateSearch: viewOf });

/** Each with the parameters of its own path. */
const routesOf = <const T extends readonly (Pick<Page, "needs" | "reach" | "page"> & { readonly path: string })[]>(described: T) =>
  // What is made of each is known one by one; a list made by going through it forgets that.
  described.map(routeOf) as unknown as { readonly [K in keyof T]: ReturnType<typeof routeOf<T[K]["path"]>> };

const home = createRoute({ getParentRoute: () => root, path: "/", component: Home, validateSearch: viewOf });

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
const behind = { questions: "/start", file: "/imports", sample: "/" } as const;
const SetUp = () => {
  const navigate = useNavigate();
  return <SetUpPage onDone={(door) => void navigate({ to: door === null ? "/" : behind[door], replace: true })} />;
};
const OpenedLink = () => <LinkPage onDone={useGoOn()} />;

const signIn = createRoute({ getParentRoute: () => root, path: "/sign-in", component: SignIn });
const setUp = createRoute({ getParentRoute: () => root, path: "/set-up", component: SetUp });
const link = createRoute({ getParentRoute: () => root, path: "/link", component: OpenedLink });

export const makeRouter = () =>
  createRouter({
    routeTree: root.addChildren([home, signIn, setUp, link, ...routesOf(pages), ...routesOf(innerPages)]),
    parseSearch,
    stringifySearch,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
