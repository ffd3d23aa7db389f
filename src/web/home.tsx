import { Navigate } from "@tanstack/react-router";
import type { Role } from "../domain/member.ts";
import { pages, type Page, type PagePath } from "./pages.tsx";
import { viewOf } from "./search.ts";
import { Allowed } from "./session/allowed.tsx";
import { useMayOpen, useSignedIn } from "./session/session.ts";

const firsts: readonly { readonly roles: readonly Role[]; readonly paths: readonly string[] }[] = [
  { roles: ["rep"], paths: ["/today", "/team"] },
  { roles: ["manager", "operations", "admin"], paths: ["/team"] },
  { roles: ["viewer"], paths: ["/company", "/team"] },
];

/** The page that a day begins with: the worklist of who carries quotas, the team of who leads or looks after the company, else the company's numbers. */
export const homeOf = (
  roles: readonly Role[],
  mayOpen: (page: Pick<Page, "needs" | "reach" | "isOwn">) => boolean,
): PagePath | undefined => {
  const wanted = firsts.flatMap((each) => (each.roles.some((role) => roles.includes(role)) ? each.paths : []));
  const open = pages.filter(mayOpen);
  return wanted.flatMap((path) => open.filter((page) => page.path === path))[0]?.path;
};

export const useHome = (): PagePath | undefined => {
  const roles = useSignedIn()?.user?.roles ?? [];
  return homeOf(roles, useMayOpen());
};

export const Home = () => {
  const to = useHome();
  // Nothing is open to them: the page says whom to ask.
  if (to === undefined) return <Allowed needs="attainment:read">{null}</Allowed>;
  return <Navigate to={to} search={(view) => viewOf(view)} hash={true} replace />;
};
