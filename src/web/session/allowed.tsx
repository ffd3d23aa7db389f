import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Extent, Permission } from "../../domain/access.ts";
import { Empty } from "../empty.tsx";
import { keptCompany } from "../search.ts";
import { buttonClass } from "../ui/button.tsx";
import { useMayOpen, useSignedIn } from "./session.ts";

type Props = { readonly needs: Permission; readonly reach?: readonly Extent[] | undefined; readonly children: ReactNode };

/** A page for those who may have it; to the others it says so, and which way is open. */
export const Allowed = ({ needs, reach, children }: Props) => {
  const t = useTranslations();
  const mayOpen = useMayOpen();
  const hasRoles = (useSignedIn()?.user?.roles.length ?? 0) > 0;
  if (mayOpen({ needs, ...(reach === undefined ? {} : { reach }) })) return children;
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-3xl p-4 tablet:p-6">
      <Empty level={1} title={t(hasRoles ? "app.closed" : "app.noRole")} next={t(hasRoles ? "app.closedNext" : "app.noRoleNext")}>
        {hasRoles && (
          <Link to="/" search={keptCompany} className={buttonClass("plain")}>
            {t("trouble.home")}
          </Link>
        )}
      </Empty>
    </main>
  );
};
