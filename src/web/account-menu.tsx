import { Link } from "@tanstack/react-router";
import { CircleUserRound } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { useFormats } from "./formats.tsx";
import { keptCompany } from "./search.ts";
import { useLeaving } from "./session/leaving.ts";
import { useSignedIn } from "./session/session.ts";
import { buttonClass } from "./ui/button.tsx";
import { classNames } from "./ui/class-names.ts";

const line =
  "flex h-9 w-full items-center px-3 text-left text-table font-medium hover:bg-raised aria-[current=page]:text-accent pointer-coarse:h-11";

/** What is about the reader, and the way out. */
export const AccountMenu = () => {
  const t = useTranslations("app");
  const { name } = useFormats();
  const user = useSignedIn()?.user;
  const menu = useRef<HTMLDivElement>(null);
  const { leave, isLeaving } = useLeaving();
  const called = user?.member == null ? (user?.email ?? "") : name(user.member.name);
  return (
    <>
      <button
        type="button"
        popoverTarget="account-menu"
        aria-label={t("accountMenu", { name: called })}
        className={buttonClass("quiet", "max-w-44 max-tablet:w-10 max-tablet:px-0")}
      >
        <CircleUserRound aria-hidden className="size-4.5 shrink-0" />
        <span className="truncate max-tablet:sr-only">{called}</span>
      </button>
      <div
        ref={menu}
        id="account-menu"
        popover="auto"
        className="inset-auto top-13 right-3 m-0 w-60 rounded-control border border-line bg-surface py-1 text-ink shadow-float tablet:right-5"
      >
        <p className="border-b border-line px-3 pt-1.5 pb-2.5 text-table break-words text-muted">{user?.email ?? called}</p>
        <div className="py-1">
          <Link to="/account" search={keptCompany} className={line} onClick={() => menu.current?.hidePopover()}>
            {t("account")}
          </Link>
        </div>
        <div className="border-t border-line pt-1">
          <button type="button" className={classNames(line, "text-muted hover:text-ink")} disabled={isLeaving} onClick={leave}>
            {t("signOut")}
          </button>
        </div>
      </div>
    </>
  );
};
