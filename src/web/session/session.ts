import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Permission } from "../../domain/access.ts";
import type { Language } from "../../domain/language.ts";
import { showSession, type SignedIn } from "../client.ts";
import { useLanguage } from "../language.tsx";
import type { Page } from "../pages.tsx";

/** Who is signed in, and how one may come in. */
export const sessionQuery = (language: Language) =>
  queryOptions({ queryKey: ["session"], queryFn: ({ signal }) => showSession({ language, signal }), staleTime: 300_000 });

export const useSignedIn = (): SignedIn | null => useQuery(sessionQuery(useLanguage().language)).data?.signedIn ?? null;

/** The member that the reader is; undefined: none. */
export const useOwnMember = (): string | undefined => useSignedIn()?.user?.member?.id;

/** Whether the reader's roles let them do it with anybody's things; the server decides all the same. */
export const useMay = (): ((permission: Permission) => boolean) => {
  const permissions = useSignedIn()?.permissions;
  return (permission) => (permissions?.[permission]?.length ?? 0) > 0;
};

/** Whether a page is for the reader. */
export const useMayOpen = (): ((page: Pick<Page, "needs" | "reach" | "isOwn">) => boolean) => {
  const { permissions, user } = useSignedIn() ?? {};
  return ({ needs, reach, isOwn }) => {
    if (isOwn === true && user?.member == null) return false;
    if (needs === "signed-in") return true;
    const extents = permissions?.[needs] ?? [];
    return reach === undefined ? extents.length > 0 : extents.some((extent) => reach.includes(extent));
  };
};
