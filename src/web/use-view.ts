import { useNavigate, useSearch } from "@tanstack/react-router";
import type { PagePath } from "./pages.tsx";
import { changed, viewOf, type View } from "./search.ts";

type Change = { readonly [K in keyof View]: View[K] | undefined };

/** What the address says of a page, and how to say it otherwise: typing replaces what Back goes to, choosing adds to it. */
export const useView = (to: PagePath): readonly [View, (change: Change, how?: "typed") => void] => {
  const view = viewOf(useSearch({ strict: false }));
  const navigate = useNavigate();
  return [
    view,
    (change, how) =>
      void navigate({ to, search: (before) => changed(viewOf(before), change), resetScroll: false, replace: how === "typed" }),
  ];
};
